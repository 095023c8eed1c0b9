//! Decisions about the payment of the worker.

use super::{Row, politica, rows};

politica!(
    /// The day of payment when banks are closed on the 15th.
    GIORNO_NON_BANCARIO: GiornoNonBancario {
        /// The banking day before.
        BancarioPrecedente = "bancario-precedente",
    } = BancarioPrecedente,
    "AMB-04", "giorno-non-bancario", "Quindicesimo giorno non bancario",
    "L'INPS dice «entro il 15»: chi ha lavorato non deve aspettare di più."
);
politica!(
    /// From when the fifteen days of a postal mandate run.
    ATTESA_DEL_MANDATO: AttesaDelMandato {
        /// From the validation.
        DallaConvalida = "dalla-convalida",
    } = DallaConvalida,
    "AMB-05", "decorrenza-del-mandato", "Da quando corrono i giorni del mandato postale",
    "La convalida rende la prestazione irrevocabile, ed è da lì che la legge conta."
);
politica!(
    /// Which run pays what is entered after the ordinary deadline.
    PAGAMENTO_TARDIVO: PagamentoTardivo {
        /// The first whose cut-off is still to come.
        PrimaCorsaAperta = "prima-corsa-aperta",
    } = PrimaCorsaAperta,
    "AMB-10", "pagamento-tardivo", "Corsa che paga le prestazioni inserite oltre il termine ordinario",
    "Per queste prestazioni conta il mese in cui sono inserite; fino a quando una corsa è aperta può ancora pagarle."
);
politica!(
    /// Which day selects the fee of a payment.
    ONERE_GIORNO: OnereGiorno {
        /// That of the payment.
        GiornoDelPagamento = "giorno-del-pagamento",
    } = GiornoDelPagamento,
    "AMB-16", "giorno-dell-onere", "Giorno che sceglie l'onere di un pagamento",
    "Il messaggio che lo ha cambiato vale dal suo giorno, quale che sia il mese lavorato."
);
politica!(
    /// How often the fee of a domiciled transfer is withheld.
    ONERE_DOMICILIATO: OnereDomiciliato {
        /// Once for each payment: one a worker and run.
        PerPagamento = "per-pagamento",
    } = PerPagamento,
    "AMB-17", "onere-del-domiciliato", "Onere del bonifico domiciliato",
    "L'INPS lo chiede «per ciascun mandato di pagamento», non per prestazione."
);

/// The entries of this module.
pub(super) fn table() -> Vec<Row> {
    [
        rows(&GIORNO_NON_BANCARIO),
        rows(&ATTESA_DEL_MANDATO),
        rows(&PAGAMENTO_TARDIVO),
        rows(&ONERE_GIORNO),
        rows(&ONERE_DOMICILIATO),
    ]
    .concat()
}
