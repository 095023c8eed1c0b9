//! Art. 54-bis D.L. 50/2017, comma by comma: what each is about and how Libretto meets it.

/// One comma.
pub(super) struct Comma {
    /// Its number.
    pub(super) numero: u32,
    /// What it is about.
    pub(super) subject: &'static str,
    /// What Libretto does with it.
    pub(super) here: Here,
}

/// How a comma concerns Libretto.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Here {
    /// Rules check it; the text says what else there is to know, if anything.
    Checked(&'static str),
    /// No rule refuses anything for it: what happens instead.
    Followed(&'static str),
    /// It is not about the Libretto Famiglia: what it is about.
    OtherScheme(&'static str),
}

const fn comma(numero: u32, subject: &'static str, here: Here) -> Comma {
    Comma { numero, subject, here }
}

const CPO: &str = "contratto di prestazione occasionale only";

/// All of them, in order.
pub(super) const COMMI: [Comma; 21] = [
    comma(
        1,
        "yearly limits to the compensi: worker, household, pair",
        Here::Checked("lett. c-bis (stewards) is not the Libretto Famiglia"),
    ),
    comma(
        2,
        "insurance of the worker: Gestione separata and INAIL",
        Here::Followed(
            "each voucher books its IVS and INAIL parts; the IVS is credited to the worker with the payment",
        ),
    ),
    comma(
        3,
        "daily rest, breaks, weekly rest, safety at work",
        Here::Checked("rests are told, never refused; safety at work is not of the platform"),
    ),
    comma(
        4,
        "tax exemption, status of unemployed, residence permit",
        Here::Followed("nothing to decide: no tax is withheld and no status is changed"),
    ),
    comma(5, "ban after an employment or a collaboration with the same household", Here::Checked("")),
    comma(
        6,
        "who may use the scheme",
        Here::Checked("lett. a) only; lett. b) is the contratto di prestazione occasionale"),
    ),
    comma(
        7,
        "public administrations as users",
        Here::Checked("refused: they use the contratto di prestazione occasionale"),
    ),
    comma(
        8,
        "categories whose compensi count for 75% of lett. b)",
        Here::Checked("the INPS side of the last sentence is not modelled"),
    ),
    comma(
        9,
        "registration on the platform; patronati and intermediaries",
        Here::Checked("patronati and intermediaries act by delegation, through the PDND"),
    ),
    comma(10, "the Libretto Famiglia: purchase and the three scopes", Here::Checked("")),
    comma(11, "value of a voucher and its parts", Here::Checked("")),
    comma(
        12,
        "communication by the 3rd of the next month; notice to the worker",
        Here::Checked("the notice is written with the change, in the outbox"),
    ),
    comma(13, "definition of the contratto di prestazione occasionale", Here::OtherScheme(CPO)),
    comma(14, "when the contratto di prestazione occasionale is forbidden", Here::OtherScheme(CPO)),
    comma(15, "how the contratto di prestazione occasionale is funded", Here::OtherScheme(CPO)),
    comma(16, "minimum hourly pay of the contratto di prestazione occasionale", Here::OtherScheme(CPO)),
    comma(17, "declaration before the work begins", Here::OtherScheme(CPO)),
    comma(18, "revocation of that declaration", Here::OtherScheme(CPO)),
    comma(
        19,
        "payment on the 15th, domiciled transfer, postal mandate, contributions, INAIL",
        Here::Checked("the half-yearly transfer to INAIL is not modelled yet"),
    ),
    comma(
        20,
        "overrun of lett. c) or of 280 hours; sanctions",
        Here::Checked("an overrun is refused; what follows from one that happened is computed for any history"),
    ),
    comma(21, "yearly report to Parliament", Here::Followed("not produced yet: see [LIMITS](LIMITS.md)")),
];

#[test]
fn the_generated_table_has_each_comma_once_and_in_order() {
    let numbers: Vec<_> = COMMI.iter().map(|comma| comma.numero).collect();
    assert_eq!(numbers, (1..=21).collect::<Vec<_>>());
}
