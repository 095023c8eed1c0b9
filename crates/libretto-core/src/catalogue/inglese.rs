//! The English code of each code, as the literature of the domain has it.

use super::Codice;

/// Declares the English name of each code from one table; a code without one does not compile.
macro_rules! english {
    ($($codice:ident => $name:literal,)+) => {
        impl Codice {
            /// The English code of the domain's literature.
            pub const fn english(self) -> &'static str {
                match self { $(Self::$codice => $name,)+ }
            }
        }
    };
}

english! {
    DichiarazioneMancante => "DECLARATION_REQUIRED",
    TipoUtilizzatoreNonGestito => "UNSUPPORTED_USER_TYPE",
    GiaRegistrato => "ALREADY_REGISTERED",
    NonRegistrato => "NOT_REGISTERED",
    UtilizzatoreDeceduto => "USER_DECEASED",
    DataDecessoNonValida => "INVALID_DATE_OF_DEATH",
    AmbitoNonAmmesso => "SCOPE_NOT_ALLOWED",
    CampoMancante => "MISSING_FIELD",
    OrarioInesistente => "NONEXISTENT_LOCAL_TIME",
    OrarioAmbiguo => "AMBIGUOUS_LOCAL_TIME",
    PrimaDellaLegge => "BEFORE_REGIME",
    DurataNulla => "ZERO_DURATION",
    DurataEccessiva => "DURATION_TOO_LONG",
    DivisioneNecessaria => "SPLIT_REQUIRED",
    CostoNonMultiplo => "COST_NOT_MULTIPLE_OF_10",
    ImportiIncoerenti => "INCONSISTENT_AMOUNTS",
    TitoliInsufficienti => "VOUCHERS_TOO_FEW",
    TermineScaduto => "DEADLINE_EXPIRED",
    PrestazioneNonConclusa => "NOT_YET_PERFORMED",
    RapportoPrecedente => "PRIOR_RELATIONSHIP",
    RapportoNonValido => "INVALID_RELATIONSHIP",
    ProtocolloDiAltri => "PROTOCOL_OF_OTHERS",
    StessaPersona => "SELF_DEALING",
    EtaInsufficiente => "WORKER_UNDER_AGE",
    Sovrapposizione => "OVERLAP",
    LimitePrestatoreSuperato => "LIMIT_A_EXCEEDED",
    CompensiEsterniNonValidi => "INVALID_EXTERNAL_PAY",
    LimiteUtilizzatoreSuperato => "LIMIT_B_EXCEEDED",
    LimiteCoppiaSuperato => "LIMIT_C_EXCEEDED",
    LimiteOreSuperato => "LIMIT_HOURS_EXCEEDED",
    FondiInsufficienti => "INSUFFICIENT_FUNDS",
    Irrevocabile => "IRREVOCABLE",
    VersamentoNonMultiplo => "TOPUP_NOT_MULTIPLE_OF_10",
    AutocertificazioneNonValida => "INVALID_CERTIFICATION",
    AutocertificazioneNonAperta => "NO_OPEN_CERTIFICATION",
    MandatoNonDisponibile => "MANDATE_NOT_AVAILABLE",
    ConvalidaNonPossibile => "VALIDATION_NOT_POSSIBLE",
    BonusNonPrevisto => "BONUS_NOT_PROVIDED",
    BonusImportoNonAmmesso => "BONUS_AMOUNT",
    BonusGiaAppropriato => "BONUS_ALREADY_CLAIMED",
    BonusRinunciato => "BONUS_TACITLY_RENOUNCED",
    BonusAmbitoNonAmmesso => "BONUS_SCOPE",
    BonusFuoriPeriodo => "BONUS_OUT_OF_WINDOW",
    BonusFamiliareEscluso => "BONUS_FAMILY_EXCLUDED",
    MeseNonChiuso => "MONTH_STILL_OPEN",
    IbanNonValido => "IBAN_INVALID",
    IbanNonIntestato => "IBAN_NOT_OWNED",
    ImportoNonPositivo => "AMOUNT_NOT_POSITIVE",
    NullaDaRimborsare => "NOTHING_TO_REFUND",
    RimborsoEccedente => "REFUND_EXCEEDS_REQUEST",
    StatoRimborsoIncompatibile => "REFUND_STATE_CONFLICT",
    RimborsoRidotto => "REFUND_REDUCED",
    PrestatoreRegistratoDopo => "WORKER_REGISTERED_AFTER_WORK",
    PrestatoreMinorenne => "MINOR_WORKER",
    RiposoGiornalieroInsufficiente => "DAILY_REST",
    PausaMancante => "BREAK_MISSING",
    RiposoSettimanaleInsufficiente => "WEEKLY_REST",
    TrasformazioneRapporto => "TRANSFORMATION",
    ConversioneExTunc => "CONVERSION_EX_TUNC",
    LimiteSenzaTrasformazione => "LIMIT_WITHOUT_TRANSFORMATION",
    ComunicazioneTardivaSenzaSanzione => "LATE_WITHOUT_PENALTY",
    RiposoNonRispettato => "REST_NOT_RESPECTED",
    AutocertificazioneNonVeritiera => "FALSE_SELF_CERTIFICATION",
    FamiliareConvivente => "FAMILY_COHABITING",
}
