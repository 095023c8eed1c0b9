//! The names of the facts.

use super::Fatto;

impl Fatto {
    /// Stable name of the fact, as it is serialised.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::UtilizzatoreRegistrato { .. } => "utilizzatore_registrato",
            Self::DecessoRegistrato { .. } => "decesso_registrato",
            Self::PrestatoreRegistrato { .. } => "prestatore_registrato",
            Self::ModalitaCambiata { .. } => "modalita_cambiata",
            Self::AutocertificazioneResa { .. } => "autocertificazione_resa",
            Self::AutocertificazioneCessata { .. } => "autocertificazione_cessata",
            Self::RapportoDichiarato { .. } => "rapporto_dichiarato",
            Self::RapportoComunicato { .. } => "rapporto_comunicato",
            Self::CompensiEsterniComunicati { .. } => "compensi_esterni_comunicati",
            Self::VersamentoAperto { .. } => "versamento_aperto",
            Self::VersamentoAccreditato { .. } => "versamento_accreditato",
            Self::RicevutaRegistrata { .. } => "ricevuta_registrata",
            Self::BonusConcesso { .. } => "bonus_concesso",
            Self::BonusAppropriato { .. } => "bonus_appropriato",
            Self::PrestazioneComunicata { .. } => "prestazione_comunicata",
            Self::PrestazioneRettificata { .. } => "prestazione_rettificata",
            Self::PrestazioneAnnullata { .. } => "prestazione_annullata",
            Self::PrestazioneConvalidata { .. } => "prestazione_convalidata",
            Self::PrestazioneLiquidata { .. } => "prestazione_liquidata",
            Self::PagamentoDisposto { .. } => "pagamento_disposto",
            Self::CorsaAperta { .. } => "corsa_aperta",
            Self::CorsaChiusa { .. } => "corsa_chiusa",
            Self::RimborsoRichiesto { .. } => "rimborso_richiesto",
            Self::RimborsoApprovato { .. } => "rimborso_approvato",
            Self::RimborsoRespinto { .. } => "rimborso_respinto",
            Self::RimborsoRitirato { .. } => "rimborso_ritirato",
            Self::RimborsoInviato { .. } => "rimborso_inviato",
            Self::RimborsoRestituito { .. } => "rimborso_restituito",
            Self::CorsaRimborsiAperta { .. } => "corsa_rimborsi_aperta",
            Self::CorsaRimborsiChiusa { .. } => "corsa_rimborsi_chiusa",
            Self::EredeRegistrato(_) => "erede_registrato",
            Self::DichiarazioneEredeAperta(_) => "dichiarazione_erede_aperta",
            Self::DichiarazioneEredeCompilata(_) => "dichiarazione_erede_compilata",
            Self::DocumentoEredeAllegato(_) => "documento_erede_allegato",
            Self::DichiarazioneEredePresentata(_) => "dichiarazione_erede_presentata",
            Self::EsameEredeAvviato(_) => "esame_erede_avviato",
            Self::DocumentiEredeRichiesti(_) => "documenti_erede_richiesti",
            Self::DichiarazioneEredeRespinta(_) => "dichiarazione_erede_respinta",
            Self::DichiarazioneEredeConvalidata(_) => "dichiarazione_erede_convalidata",
            Self::ConsensoEredePrestato(_) => "consenso_erede_prestato",
            Self::ConsensoEredeRevocato(_) => "consenso_erede_revocato",
            Self::PrestazioneInserita(_) => "prestazione_inserita",
            Self::InserimentoEredeAnnullato(_) => "inserimento_erede_annullato",
            Self::QuotaEredeRichiesta(_) => "quota_erede_richiesta",
            Self::RimborsoEredeRitirato(_) => "rimborso_erede_ritirato",
            Self::DelegaConferita(_) => "delega_conferita",
            Self::DelegaRevocata(_) => "delega_revocata",
        }
    }

    /// The names of the facts outside the stream of a case of heirs that its time line tells too: the death, and what the
    /// branch and the bank did about refunds.
    pub const BESIDE_A_CASE: [&'static str; 5] =
        ["decesso_registrato", "rimborso_approvato", "rimborso_respinto", "rimborso_inviato", "rimborso_restituito"];
}
