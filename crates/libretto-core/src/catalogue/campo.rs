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
        /// Amount of a top-up.
        Importo = "importo",
        /// Start of the work.
        Inizio = "inizio",
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
