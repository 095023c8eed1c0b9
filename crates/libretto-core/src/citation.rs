//! Where a rule or a value is written.

use std::fmt;

/// The acts that Libretto cites.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Act {
    /// Art. 54-bis of the decree-law of 24 April 2017 n. 50, the law of the scheme.
    Art54Bis,
    /// Art. 2-bis of the decree-law of 12 July 2018 n. 87, in force from 12-08-2018.
    DecretoDignita,
    /// Budget law of 29 December 2022 n. 197.
    Bilancio2023,
    /// Legislative decree of 8 April 2003 n. 66 (rests).
    OrarioDiLavoro,
    /// Law of 17 October 1967 n. 977 (minimum age, with the school years of law n. 296 of 2006).
    TutelaMinori,
    /// The civil code.
    CodiceCivile,
    /// Presidential decree of 28 December 2000 n. 445 (declarations in place of certificates).
    DocumentazioneAmministrativa,
    /// Decree-law of 17 March 2020 n. 18 (baby-sitting bonus, first wave).
    CuraItalia,
    /// Decree-law of 19 May 2020 n. 34 (the same, raised).
    Rilancio,
    /// Decree-law of 9 November 2020 n. 149 (the same, red zones).
    DecretoRistoriBis,
    /// INPS circular n. 44 of 24 March 2020.
    Circolare44,
    /// INPS circular n. 73 of 17 June 2020.
    Circolare73,
    /// INPS message n. 950 of 2021.
    Messaggio950,
    /// INPS circular n. 103 of 17 October 2018.
    Circolare103,
    /// INPS message n. 3177 of 31 July 2017.
    Messaggio3177,
    /// INPS message n. 2121 of 25 May 2018 (refunds).
    Messaggio2121,
    /// INPS message n. 1908 of 17 May 2019 (heirs).
    Messaggio1908,
    /// INPS message n. 410 of 27 January 2023.
    Messaggio410,
    /// INPS message n. 4360 of 19 December 2024.
    Messaggio4360,
    /// A decision of this project where the law is silent, written in `docs/LIMITS.md`.
    Progetto,
}

impl Act {
    /// The act as Italian lawyers cite it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Art54Bis => "art. 54-bis D.L. 50/2017",
            Self::DecretoDignita => "art. 2-bis D.L. 87/2018",
            Self::Bilancio2023 => "L. 197/2022",
            Self::OrarioDiLavoro => "D.Lgs. 66/2003",
            Self::TutelaMinori => "L. 977/1967",
            Self::CodiceCivile => "codice civile",
            Self::DocumentazioneAmministrativa => "D.P.R. 445/2000",
            Self::CuraItalia => "D.L. 18/2020",
            Self::Rilancio => "D.L. 34/2020",
            Self::DecretoRistoriBis => "D.L. 149/2020",
            Self::Circolare44 => "circ. INPS 44/2020",
            Self::Circolare73 => "circ. INPS 73/2020",
            Self::Messaggio950 => "msg. INPS 950/2021",
            Self::Circolare103 => "circ. INPS 103/2018",
            Self::Messaggio3177 => "msg. INPS 3177/2017",
            Self::Messaggio2121 => "msg. INPS 2121/2018",
            Self::Messaggio1908 => "msg. INPS 1908/2019",
            Self::Messaggio410 => "msg. INPS 410/2023",
            Self::Messaggio4360 => "msg. INPS 4360/2024",
            Self::Progetto => "decisione applicativa",
        }
    }
}

/// A place in an act. An empty place cites the act as a whole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Citation {
    /// The act.
    pub act: Act,
    /// The place in the act: `comma 1, lett. c)`.
    pub place: &'static str,
}

impl Citation {
    /// A place in an act.
    pub const fn new(act: Act, place: &'static str) -> Self {
        Self { act, place }
    }

    /// A comma of art. 54-bis D.L. 50/2017.
    pub const fn comma(place: &'static str) -> Self {
        Self::new(Act::Art54Bis, place)
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            formatter.write_str(self.act.name())
        } else {
            write!(formatter, "{}, {}", self.act.name(), self.place)
        }
    }
}
