//! Decisions about the communication of work and its record.

use super::{Row, politica, rows};

politica!(
    /// What happens to work that is communicated after the deadline.
    COMUNICAZIONE_TARDIVA: ComunicazioneTardiva {
        /// It is refused.
        Respinta = "respinta",
    } = Respinta,
    "AMB-01", "comunicazione-tardiva", "Comunicazione oltre il termine",
    "La legge fissa il termine e nessuna conseguenza: accettata in ritardo, la prestazione andrebbe in un pagamento già partito."
);
politica!(
    /// What happens at a yearly limit.
    SUPERAMENTO: Superamento {
        /// The record that would pass it is refused as a whole; what follows from one that happened is computed apart.
        Rifiuto = "rifiuto",
    } = Rifiuto,
    "AMB-02", "superamento-di-un-limite", "Prestazione che supererebbe un limite annuo",
    "Accettarla trasformerebbe il rapporto in lavoro subordinato, o pagherebbe ciò che non si può pagare."
);
politica!(
    /// How much one record holds.
    REGISTRAZIONE: Registrazione {
        /// One continuous shift.
        UnTurno = "un-turno",
    } = UnTurno,
    "AMB-11", "registrazione", "Che cosa è una registrazione",
    "Il portale conosce un giorno, un inizio, una pausa e una fine."
);
politica!(
    /// Work that crosses the end of a month.
    FINE_MESE: FineMese {
        /// Two records, divided at midnight.
        Divisione = "divisione",
    } = Divisione,
    "AMB-12", "fine-mese", "Prestazione a cavallo della fine del mese",
    "Termine, limiti e pagamento sono per mese e per anno: una registrazione sta in un mese solo."
);
politica!(
    /// How long a record can be corrected or cancelled.
    ANNULLAMENTO: Annullamento {
        /// Until it is irrevocable.
        FinoAllIrrevocabilita = "fino-all-irrevocabilita",
    } = FinoAllIrrevocabilita,
    "AMB-13", "annullamento", "Fino a quando si rettifica o si annulla",
    "La legge regola la revoca solo per l'altro contratto; gli errori devono avere un rimedio, e nessuna rettifica guadagna tempo."
);
politica!(
    /// Whether the worker confirms.
    CONFERMA: Conferma {
        /// The worker is told and not asked.
        NonRichiesta = "non-richiesta",
    } = NonRichiesta,
    "AMB-14", "conferma-del-prestatore", "Conferma della prestazione da parte del prestatore",
    "Nessuna norma dà un effetto alla conferma."
);
politica!(
    /// Whether the deadline moves for Sundays and holidays.
    TERMINE_FESTIVO: TermineFestivo {
        /// It does not.
        NonSiSposta = "non-si-sposta",
    } = NonSiSposta,
    "AMB-20", "termine-festivo", "Terzo giorno del mese di domenica o festivo",
    "Nessun testo lo sposta."
);

/// The entries of this module.
pub(super) fn table() -> Vec<Row> {
    [
        rows(&COMUNICAZIONE_TARDIVA),
        rows(&SUPERAMENTO),
        rows(&REGISTRAZIONE),
        rows(&FINE_MESE),
        rows(&ANNULLAMENTO),
        rows(&CONFERMA),
        rows(&TERMINE_FESTIVO),
    ]
    .concat()
}
