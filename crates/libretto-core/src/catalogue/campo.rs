//! The fields of commands that a violation can name.

use super::texts;

texts! {
    /// A field, by its name in the JSON of the API.
    Campo {
        /// Scope of the work.
        Ambito = "ambito",
        /// Category of comma 8.
        Categoria = "categoria",
        /// Net pay.
        Compenso = "compenso",
        /// Total cost.
        CostoComplessivo = "costo_complessivo",
        /// Declarations given at registration.
        Dichiarazioni = "dichiarazioni",
        /// End of the work.
        Fine = "fine",
        /// Day of a death.
        Giorno = "giorno",
        /// Account of a refund.
        Iban = "iban",
        /// Amount of a top-up or a refund.
        Importo = "importo",
        /// Start of the work.
        Inizio = "inizio",
        /// Holders of the account of a refund.
        Intestatari = "intestatari",
        /// Place of the work.
        Luogo = "luogo",
        /// Month of a pay run.
        Mese = "mese",
        /// How the worker is paid.
        ModalitaPagamento = "modalita_pagamento",
        /// Hour of a death.
        Ora = "ora",
        /// The worker.
        PrestatoreId = "prestatore_id",
        /// Kind of user.
        TipoUtilizzatore = "tipo_utilizzatore",
        /// Number of vouchers.
        Titoli = "titoli",
        /// The household.
        UtilizzatoreId = "utilizzatore_id",
    }
}
