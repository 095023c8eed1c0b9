//! What can be said: violations that refuse, warnings that only tell, consequences that follow from a history.

use super::{Campo, texts};

/// What follows from a code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Refused: the content is against a rule.
    Violation,
    /// Refused: the state of things does not admit it now.
    Conflict,
    /// Refused: it could be done once, and never will again.
    Gone,
    /// Refused: who asks is not entitled to it, or not yet.
    NotEntitled,
    /// Accepted, and told.
    Warning,
    /// Neither refused nor accepted: what the law makes of a history.
    Consequence,
}

impl Kind {
    /// Whether a command with such a code is refused.
    pub const fn refuses(self) -> bool {
        matches!(self, Self::Violation | Self::Conflict | Self::Gone | Self::NotEntitled)
    }
}

texts! {
    /// A violation, a warning or a consequence, by its Italian code.
    Codice {
        /// The declarations of the utilizzatore are missing or not those in force.
        DichiarazioneMancante = "dichiarazione-mancante",
        /// The declared user is no natural person.
        TipoUtilizzatoreNonGestito = "tipo-utilizzatore-non-gestito",
        /// The person has this profile already.
        GiaRegistrato = "gia-registrato",
        /// One of the parties is not registered.
        NonRegistrato = "non-registrato",
        /// The utilizzatore is known to have died.
        UtilizzatoreDeceduto = "utilizzatore-deceduto",
        /// A death that is still to come, or before the birth.
        DataDecessoNonValida = "data-decesso-non-valida",
        /// Not one of the three scopes.
        AmbitoNonAmmesso = "ambito-non-ammesso",
        /// A mandatory field is empty.
        CampoMancante = "campo-mancante",
        /// The clock jumped over this time.
        OrarioInesistente = "orario-inesistente",
        /// The clock showed this time twice.
        OrarioAmbiguo = "orario-ambiguo",
        /// The day is before the law.
        PrimaDellaLegge = "prima-della-legge",
        /// No time was worked.
        DurataNulla = "durata-nulla",
        /// Longer than one shift.
        DurataEccessiva = "durata-eccessiva",
        /// The work crosses a month.
        DivisioneNecessaria = "divisione-necessaria",
        /// The cost is no multiple of the voucher.
        CostoNonMultiplo = "costo-non-multiplo",
        /// Cost, pay and vouchers disagree.
        ImportiIncoerenti = "importi-incoerenti",
        /// Fewer vouchers than hours.
        TitoliInsufficienti = "titoli-insufficienti",
        /// After the 3rd of the next month.
        TermineScaduto = "termine-scaduto",
        /// Before the end of the work.
        PrestazioneNonConclusa = "prestazione-non-conclusa",
        /// An employment is in course or ended too lately.
        RapportoPrecedente = "rapporto-precedente",
        /// An employment whose days cannot be.
        RapportoNonValido = "rapporto-non-valido",
        /// A notice of the registry whose protocol belongs to other people.
        ProtocolloDiAltri = "protocollo-di-altri",
        /// Worker and utilizzatore are one person.
        StessaPersona = "stessa-persona",
        /// The worker is too young.
        EtaInsufficiente = "eta-insufficiente",
        /// The pair has another record at that time.
        Sovrapposizione = "sovrapposizione",
        /// LIM-A.
        LimitePrestatoreSuperato = "limite-prestatore-superato",
        /// External pay that cannot be.
        CompensiEsterniNonValidi = "compensi-esterni-non-validi",
        /// LIM-B.
        LimiteUtilizzatoreSuperato = "limite-utilizzatore-superato",
        /// LIM-C.
        LimiteCoppiaSuperato = "limite-coppia-superato",
        /// LIM-H.
        LimiteOreSuperato = "limite-ore-superato",
        /// Not enough money.
        FondiInsufficienti = "fondi-insufficienti",
        /// The record cannot be changed any more.
        Irrevocabile = "irrevocabile",
        /// A top-up that is no multiple of the voucher.
        VersamentoNonMultiplo = "versamento-non-multiplo",
        /// The end of a status that is not certified, or before its beginning.
        AutocertificazioneNonAperta = "autocertificazione-non-aperta",
        /// A status that begins before the birth.
        AutocertificazioneNonValida = "autocertificazione-non-valida",
        /// A postal mandate before it existed.
        MandatoNonDisponibile = "mandato-non-disponibile",
        /// A validation that cannot be.
        ConvalidaNonPossibile = "convalida-non-possibile",
        /// A bonus on a day on which the law gave none.
        BonusNonPrevisto = "bonus-non-previsto",
        /// A bonus of an amount that the law does not give.
        BonusImportoNonAmmesso = "bonus-importo-non-ammesso",
        /// A bonus that was claimed already.
        BonusGiaAppropriato = "bonus-gia-appropriato",
        /// A bonus that was not claimed in time.
        BonusRinunciato = "bonus-rinunciato",
        /// The bonus pays home care of children only.
        BonusAmbitoNonAmmesso = "bonus-ambito-non-ammesso",
        /// The bonus does not pay work of this day.
        BonusFuoriPeriodo = "bonus-fuori-periodo",
        /// The bonus does not pay cohabiting relatives and parents.
        BonusFamiliareEscluso = "bonus-familiare-escluso",
        /// The month can still change.
        MeseNonChiuso = "mese-non-chiuso",
        /// An account that cannot receive a refund.
        IbanNonValido = "iban-non-valido",
        /// An account of others.
        IbanNonIntestato = "iban-non-intestato",
        /// A refund of nothing, or of less.
        ImportoNonPositivo = "importo-non-positivo",
        /// There is no money to give back.
        NullaDaRimborsare = "nulla-da-rimborsare",
        /// More than the request has reserved.
        RimborsoEccedente = "rimborso-eccedente",
        /// The refund is past this act, or not there yet.
        StatoRimborsoIncompatibile = "stato-rimborso-incompatibile",
        /// Less is given back than was asked for.
        RimborsoRidotto = "rimborso-ridotto",
        /// The heir is not recognised by the branch.
        EredeNonConvalidato = "erede-non-convalidato",
        /// The declaration of heir is past this act, or not there yet.
        StatoDichiarazioneIncompatibile = "stato-dichiarazione-incompatibile",
        /// The person has a declaration of heir for this deceased already.
        DichiarazioneEredeGiaPresente = "dichiarazione-erede-gia-presente",
        /// The person has made as many declarations of heir for this deceased as one can.
        TroppeDichiarazioni = "troppe-dichiarazioni",
        /// The statements of responsibility of an heir are missing or not those in force.
        ResponsabilitaMancante = "responsabilita-mancante",
        /// An heir by will without a copy of the will.
        TestamentoMancante = "testamento-mancante",
        /// A document that the branch asks for is missing.
        DocumentoMancante = "documento-mancante",
        /// A document that is empty or too large.
        DimensioneDocumentoNonAmmessa = "documento-dimensione-non-ammessa",
        /// A document that is no clean PDF, JPEG or PNG.
        FormatoDocumentoNonAmmesso = "documento-formato-non-ammesso",
        /// A declaration that holds as many documents as it can.
        TroppiDocumenti = "troppi-documenti",
        /// A co-heir who is not one: oneself, the deceased, one twice, or nobody of the case.
        CoeredeNonValido = "coerede-non-valido",
        /// The heir does not state to know of no employment.
        DichiarazioneComma5Mancante = "dichiarazione-comma-cinque-mancante",
        /// The heir would be paid for work.
        PrestatoreErede = "prestatore-erede",
        /// Another heir of the case would be paid for work.
        PrestatoreCoerede = "prestatore-coerede",
        /// Work on a day after the death.
        SuccessivaAlDecesso = "successiva-al-decesso",
        /// Work that ends after the known hour of the death.
        OraSuccessivaAlDecesso = "ora-successiva-al-decesso",
        /// A refund of an heir is held: no work can be entered.
        RimborsoInCorso = "rimborso-in-corso",
        /// The declared shares sum to more than one.
        QuoteEccedenti = "quote-eccedenti",
        /// A share is asked for and none is declared.
        QuotaMancante = "quota-mancante",
        /// Not every other heir has consented.
        DelegaMancante = "delega-mancante",
        /// No delegation holds now for the role and the scope.
        DelegaAssente = "delega-assente",
        /// Who delegated has died.
        DelegaEstinta = "delega-estinta",
        /// A delegation of the same role to the same body holds or will hold.
        DelegaGiaPresente = "delega-gia-presente",
        /// The delegation has ended already.
        DelegaNonAttiva = "delega-non-attiva",
        /// A delegation for nothing.
        AmbitiDelegaMancanti = "ambiti-delega-mancanti",
        /// Days of a delegation in the past or the wrong way round.
        PeriodoDelegaNonValido = "periodo-delega-non-valido",
        /// A delegation on paper without its document.
        DocumentoDelegaMancante = "documento-delega-mancante",
        /// The channel or the body does not admit the operation.
        CanaleNonAmmesso = "canale-non-ammesso",
        /// An heir who gives no more consents.
        TroppiConsensi = "troppi-consensi",
        /// A consent on which a refund was approved or paid.
        ConsensoNonRevocabile = "consenso-non-revocabile",
        /// The heir has asked for their part already.
        RimborsoGiaRichiesto = "rimborso-gia-richiesto",
        /// The ordinary deadline had passed when the utilizzatore died.
        TermineScadutoPrimaDelDecesso = "termine-scaduto-prima-del-decesso",
        /// The worker registered after the work.
        PrestatoreRegistratoDopo = "prestatore-registrato-dopo",
        /// The worker is a minor.
        PrestatoreMinorenne = "prestatore-minorenne",
        /// Too little rest between two days of work.
        RiposoGiornalieroInsufficiente = "riposo-giornaliero-insufficiente",
        /// A long shift without a break.
        PausaMancante = "pausa-mancante",
        /// Too few days without work.
        RiposoSettimanaleInsufficiente = "riposo-settimanale-insufficiente",
        /// The relationship becomes a full-time permanent employment.
        TrasformazioneRapporto = "trasformazione-rapporto",
        /// The relationship counts as an employment from its beginning.
        ConversioneExTunc = "conversione-ex-tunc",
        /// LIM-A or LIM-B is passed, and nothing is written of it.
        LimiteSenzaTrasformazione = "limite-senza-trasformazione",
        /// A late communication, and nothing is written of it.
        ComunicazioneTardivaSenzaSanzione = "comunicazione-tardiva-senza-sanzione",
        /// A rest that the worker did not have.
        RiposoNonRispettato = "riposo-non-rispettato",
        /// A status of comma 8 that was not true.
        AutocertificazioneNonVeritiera = "autocertificazione-non-veritiera",
        /// The worker is a relative of the household and lives with it.
        FamiliareConvivente = "familiare-convivente",
    }
}

impl Codice {
    /// What follows.
    pub const fn kind(self) -> Kind {
        match self {
            Self::GiaRegistrato
            | Self::NonRegistrato
            | Self::UtilizzatoreDeceduto
            | Self::Irrevocabile
            | Self::FondiInsufficienti
            | Self::BonusGiaAppropriato
            | Self::MeseNonChiuso
            | Self::NullaDaRimborsare
            | Self::StatoRimborsoIncompatibile
            | Self::StatoDichiarazioneIncompatibile
            | Self::DichiarazioneEredeGiaPresente
            | Self::TroppeDichiarazioni
            | Self::TroppiDocumenti
            | Self::TroppiConsensi
            | Self::ConsensoNonRevocabile
            | Self::RimborsoInCorso
            | Self::DelegaGiaPresente
            | Self::DelegaNonAttiva
            | Self::RimborsoGiaRichiesto => Kind::Conflict,
            Self::EredeNonConvalidato
            | Self::DelegaMancante
            | Self::DelegaAssente
            | Self::DelegaEstinta
            | Self::CanaleNonAmmesso => Kind::NotEntitled,
            Self::BonusRinunciato => Kind::Gone,
            Self::PrestatoreRegistratoDopo
            | Self::PrestatoreMinorenne
            | Self::RimborsoRidotto
            | Self::RiposoGiornalieroInsufficiente
            | Self::PausaMancante
            | Self::RiposoSettimanaleInsufficiente
            | Self::FamiliareConvivente
            | Self::TermineScadutoPrimaDelDecesso => Kind::Warning,
            Self::TrasformazioneRapporto
            | Self::ConversioneExTunc
            | Self::LimiteSenzaTrasformazione
            | Self::ComunicazioneTardivaSenzaSanzione
            | Self::RiposoNonRispettato
            | Self::AutocertificazioneNonVeritiera => Kind::Consequence,
            _ => Kind::Violation,
        }
    }

    /// The field of the command that the code is about, where there is one.
    pub const fn campo(self) -> Option<Campo> {
        match self {
            Self::DichiarazioneMancante => Some(Campo::Dichiarazioni),
            Self::TipoUtilizzatoreNonGestito => Some(Campo::TipoUtilizzatore),
            Self::NonRegistrato | Self::StessaPersona | Self::EtaInsufficiente => Some(Campo::PrestatoreId),
            Self::DataDecessoNonValida => Some(Campo::Giorno),
            Self::AmbitiDelegaMancanti => Some(Campo::Ambiti),
            Self::PeriodoDelegaNonValido => Some(Campo::Al),
            Self::DocumentoDelegaMancante => Some(Campo::Documento),
            Self::RapportoNonValido | Self::AutocertificazioneNonValida => Some(Campo::Dal),
            Self::ProtocolloDiAltri => Some(Campo::Protocollo),
            Self::AmbitoNonAmmesso | Self::BonusAmbitoNonAmmesso => Some(Campo::Ambito),
            Self::BonusNonPrevisto => Some(Campo::AccoltoIl),
            Self::BonusFuoriPeriodo => Some(Campo::Borsa),
            Self::BonusFamiliareEscluso | Self::FamiliareConvivente => Some(Campo::Parentela),
            Self::CampoMancante => Some(Campo::Luogo),
            Self::PrimaDellaLegge | Self::TermineScaduto | Self::Sovrapposizione => Some(Campo::Inizio),
            Self::OrarioInesistente | Self::OrarioAmbiguo => Some(Campo::Inizio),
            Self::DurataNulla | Self::DurataEccessiva | Self::DivisioneNecessaria | Self::PrestazioneNonConclusa => {
                Some(Campo::Fine)
            }
            Self::CostoNonMultiplo | Self::TitoliInsufficienti | Self::FondiInsufficienti => {
                Some(Campo::CostoComplessivo)
            }
            Self::ImportiIncoerenti => Some(Campo::CostoComplessivo),
            Self::VersamentoNonMultiplo
            | Self::BonusImportoNonAmmesso
            | Self::ImportoNonPositivo
            | Self::RimborsoEccedente
            | Self::CompensiEsterniNonValidi => Some(Campo::Importo),
            Self::IbanNonValido => Some(Campo::Iban),
            Self::IbanNonIntestato => Some(Campo::Intestatari),
            Self::AutocertificazioneNonAperta => Some(Campo::Categoria),
            Self::MandatoNonDisponibile => Some(Campo::ModalitaPagamento),
            Self::MeseNonChiuso => Some(Campo::Mese),
            Self::CoeredeNonValido => Some(Campo::Coeredi),
            Self::DichiarazioneComma5Mancante => Some(Campo::DichiarazioneComma5),
            Self::TestamentoMancante | Self::DocumentoMancante => Some(Campo::Documenti),
            Self::DimensioneDocumentoNonAmmessa | Self::FormatoDocumentoNonAmmesso | Self::TroppiDocumenti => {
                Some(Campo::Documento)
            }
            Self::SuccessivaAlDecesso | Self::OraSuccessivaAlDecesso => Some(Campo::Fine),
            Self::TermineScadutoPrimaDelDecesso => Some(Campo::Inizio),
            Self::PrestatoreErede | Self::PrestatoreCoerede => Some(Campo::PrestatoreId),
            Self::QuoteEccedenti | Self::QuotaMancante => Some(Campo::Quota),
            Self::ResponsabilitaMancante => Some(Campo::Responsabilita),
            _ => None,
        }
    }
}
