//! Decisions about limits, weight and age.

use super::{Row, politica, rows};

politica!(
    /// Which day selects the value of a limit.
    VALORE_DEL_LIMITE: ValoreDelLimite {
        /// That of the work, whenever it is communicated.
        GiornoDelLavoro = "giorno-del-lavoro",
    } = GiornoDelLavoro,
    "AMB-03", "valore-del-limite", "Giorno che sceglie il valore di un limite",
    "I limiti sono per anno civile di svolgimento: il lavoro del 31 dicembre 2022 conta per il 2022 anche se comunicato nel 2023."
);
politica!(
    /// What the yearly limit in hours measures.
    MISURA_ORE: MisuraOre {
        /// Minutes really worked, not rounded to vouchers.
        MinutiEffettivi = "minuti-effettivi",
    } = MinutiEffettivi,
    "AMB-06", "misura-delle-ore", "Che cosa misura il limite annuo di ore tra le stesse parti",
    "Il comma 20 limita la durata della prestazione, non il numero dei titoli."
);
politica!(
    /// When the status of comma 8 is looked at.
    MOMENTO_DEL_COMPUTO: MomentoDelComputo {
        /// On the day of the work, once, when the record is accepted.
        GiornoDelLavoro = "giorno-del-lavoro",
    } = GiornoDelLavoro,
    "AMB-07", "momento-del-computo-ridotto", "Quando si guarda alla categoria del comma 8",
    "Ciò che era certificato allora è ciò su cui le parti hanno fatto conto."
);
politica!(
    /// Whether a category of comma 8 is needed to work.
    CATEGORIE: Categorie {
        /// It is not.
        Facoltative = "facoltative",
    } = Facoltative,
    "AMB-08", "categorie", "Appartenenza a una categoria del comma 8",
    "Il comma 8 riguarda solo il computo della lettera b), non l'accesso."
);
politica!(
    /// Which pensions are a category of comma 8.
    PENSIONI: Pensioni {
        /// Those that the worker declares as such: the kind is not asked.
        ComeDichiarate = "come-dichiarate",
    } = ComeDichiarate,
    "AMB-09", "pensioni", "Quali pensioni contano per il computo ridotto",
    "Il testo dice di vecchiaia o di invalidità; del tipo di pensione risponde chi lo certifica."
);
politica!(
    /// The birthday of who was born on 29 February, in common years.
    NATI_IL_29_FEBBRAIO: NatiIl29Febbraio {
        /// 28 February.
        Il28Febbraio = "28-febbraio",
    } = Il28Febbraio,
    "AMB-22", "nati-il-29-febbraio", "Compleanno di chi è nato il 29 febbraio",
    "Un termine a mesi o ad anni finisce con l'ultimo giorno del mese (art. 2963 c.c.)."
);
politica!(
    /// How the limits in money and in hours go together.
    DUE_LIMITI: DueLimiti {
        /// Each by itself: the first that is reached binds.
        Indipendenti = "indipendenti",
    } = Indipendenti,
    "AMB-23", "compensi-e-ore", "Limite dei compensi e limite delle ore tra le stesse parti",
    "Il comma 20 li unisce con «o comunque»: basta superarne uno."
);
politica!(
    /// The limits of the first, shorter year.
    ANNO_2017: Anno2017 {
        /// Whole.
        LimitiInteri = "limiti-interi",
    } = LimitiInteri,
    "AMB-24", "anno-2017", "Limiti del 2017, cominciato a giugno",
    "Nessun testo li riduce."
);
politica!(
    /// The minimum age of a worker.
    ETA_MINIMA: EtaMinima {
        /// That of the general law on the work of minors.
        LeggeGenerale = "legge-generale",
    } = LeggeGenerale,
    "AMB-27", "eta-minima-del-prestatore", "Età minima per lavorare",
    "L'art. 54-bis non ne parla: vale la legge sul lavoro dei minori."
);
politica!(
    /// From when a certification counts.
    CERTIFICAZIONE: Certificazione {
        /// From the day on which it was given, that day included.
        DalGiornoStesso = "dal-giorno-stesso",
    } = DalGiornoStesso,
    "WGT-08", "decorrenza-autocertificazione", "Da quando conta un'autocertificazione",
    "La legge la chiede alla registrazione e non distingue le ore di un giorno; all'indietro non conta mai."
);

/// The entries of this module.
pub(super) fn table() -> Vec<Row> {
    [
        rows(&VALORE_DEL_LIMITE),
        rows(&MISURA_ORE),
        rows(&MOMENTO_DEL_COMPUTO),
        rows(&CATEGORIE),
        rows(&PENSIONI),
        rows(&NATI_IL_29_FEBBRAIO),
        rows(&DUE_LIMITI),
        rows(&ANNO_2017),
        rows(&ETA_MINIMA),
        rows(&CERTIFICAZIONE),
    ]
    .concat()
}
