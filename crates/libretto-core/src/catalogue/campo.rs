//! The fields of commands that a violation can name.

use super::texts;

texts! {
    /// A field, by its name in the JSON of the API.
    Campo {
        /// Day of the notice by which a bonus was granted.
        AccoltoIl = "accolto_il",
        /// Last day of a period.
        Al = "al",
        /// Scopes of a delegation.
        Ambiti = "ambiti",
        /// Scope of the work.
        Ambito = "ambito",
        /// Declared: the home care is of children.
        AssistenzaBambini = "assistenza_bambini",
        /// Certifications of comma 8 given at registration.
        Autocertificazioni = "autocertificazioni",
        /// Purse that pays.
        Borsa = "borsa",
        /// Category of comma 8.
        Categoria = "categoria",
        /// Fiscal code of the deceased.
        CodiceFiscaleDefunto = "codice_fiscale_defunto",
        /// Other heirs.
        Coeredi = "coeredi",
        /// Net pay.
        Compenso = "compenso",
        /// Total cost.
        CostoComplessivo = "costo_complessivo",
        /// First day of a period.
        Dal = "dal",
        /// Employer of a notice of the registry.
        DatoreLavoro = "datore_lavoro",
        /// Statement of an heir about comma 5.
        DichiarazioneComma5 = "dichiarazione_comma_5",
        /// Declarations given at registration.
        Dichiarazioni = "dichiarazioni",
        /// Documents of a declaration of heir.
        Documenti = "documenti",
        /// A document that is uploaded.
        Documento = "documento",
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
        /// Employee of a notice of the registry.
        Lavoratore = "lavoratore",
        /// Place of the work.
        Luogo = "luogo",
        /// Month of a pay run.
        Mese = "mese",
        /// How the worker is paid.
        ModalitaPagamento = "modalita_pagamento",
        /// Instant of a knowledge.
        NotoIl = "noto_il",
        /// Hour of a death.
        Ora = "ora",
        /// Kinship between the worker and the household.
        Parentela = "parentela",
        /// Unpaid breaks.
        PausaMinuti = "pausa_minuti",
        /// The worker.
        PrestatoreId = "prestatore_id",
        /// Protocol of a notice of the registry.
        Protocollo = "protocollo",
        /// Share of an inheritance.
        Quota = "quota",
        /// Statements of responsibility of an heir.
        Responsabilita = "responsabilita",
        /// Kind of user.
        TipoUtilizzatore = "tipo_utilizzatore",
        /// Number of vouchers.
        Titoli = "titoli",
        /// The household.
        UtilizzatoreId = "utilizzatore_id",
    }
}
