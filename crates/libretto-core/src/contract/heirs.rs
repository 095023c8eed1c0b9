//! The heirs of a household on the stage.

use super::people::{Person, day, declarations};
use super::stage::{Caught, Household, Stage, Work, Worker, by, command};
use crate::codice_fiscale::CodiceFiscale;
use crate::context::Caller;
use crate::eredi::apertura::DecessoScritto;
use crate::eredi::rimborso::RichiestaQuota;
use crate::eredi::{
    Erede, ParentelaErede, RESPONSABILITA_IN_VIGORE, Responsabilita, StatoDichiarazione, TipoDocumento, TitoloErede,
};
use crate::ids::{DichiarazioneId, EredeId, PersonaId};
use crate::prestazione::Prestazione;
use crate::rimborso::approvazione::Correzione;
use crate::rimborso::{Conto, Rimborso, StatoRimborso};
use crate::use_cases::{
    AllegaDocumento, ApprovaRimborso, ApriDichiarazione, ChiediQuota, CoeredeScritto, Dichiarata, DichiarazioneRef,
    EsitoPratica, EsitoQuota, EsitoRimborso, Inserisci, RegistraErede, UseCaseError,
};

/// An account that heirs use.
pub const HEIR_IBAN: &str = "IT60X0542811101000000123456";

/// A small document of an admitted format.
pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

/// A registered heir, with a declaration once it is made.
#[derive(Clone, Debug)]
pub struct Heir {
    /// The profile.
    pub id: EredeId,
    /// The person.
    pub persona: PersonaId,
    /// The person's fiscal code.
    pub codice_fiscale: CodiceFiscale,
    /// The person as a caller.
    pub caller: Caller,
    /// The declaration.
    pub di: Option<DichiarazioneRef>,
}

/// What an heir declares: the day of the death, its hour, numbers of other heirs, the own share.
#[derive(Clone, Copy, Debug)]
pub struct Declared<'a> {
    /// Day of the death.
    pub giorno: &'a str,
    /// Its civil time.
    pub ora: Option<&'a str>,
    /// Numbers of the other heirs.
    pub coeredi: &'a [u32],
    /// The share.
    pub quota: Option<&'a str>,
    /// By law or by will.
    pub titolo: TitoloErede,
}

impl<'a> Declared<'a> {
    /// An heir by law of somebody who died on a day, with no co-heir.
    pub const fn on(giorno: &'a str) -> Self {
        Self { giorno, ora: None, coeredi: &[], quota: None, titolo: TitoloErede::Legittimo }
    }

    /// What is written.
    pub fn dichiarata(self) -> Dichiarata {
        let coerede = |number: &u32| {
            let identita = Person::number(*number).identita();
            CoeredeScritto {
                codice_fiscale: identita.codice_fiscale,
                nome_proprio: identita.nome_proprio.unwrap(),
                cognome: identita.cognome.unwrap(),
                data_nascita: identita.data_nascita,
            }
        };
        Dichiarata {
            titolo: self.titolo,
            parentela: ParentelaErede::Figlio,
            decesso: DecessoScritto { giorno: day(self.giorno), ora: self.ora.map(|text| text.parse().unwrap()) },
            coeredi: self.coeredi.iter().map(coerede).collect(),
            quota: self.quota.map(|text| text.parse().unwrap()),
        }
    }
}

/// The branch.
pub fn branch() -> Caller {
    Caller::BackOffice { subject: "sede".to_owned() }
}

/// The statements of responsibility in force.
pub fn statements() -> Vec<Responsabilita> {
    let all = RESPONSABILITA_IN_VIGORE.iter();
    all.map(|(tipo, versione)| Responsabilita { tipo: *tipo, versione: (*versione).to_owned() }).collect()
}

/// The fiscal code of a household.
pub fn code_of(household: &Household) -> CodiceFiscale {
    match &household.caller {
        Caller::Cittadino { codice_fiscale, .. } => *codice_fiscale,
        other => panic!("{other:?} is no citizen"),
    }
}

impl Heir {
    /// The declaration; panics when none was made.
    pub fn di(&self) -> DichiarazioneRef {
        self.di.unwrap()
    }
}

impl Stage {
    /// Registers an heir.
    pub async fn heir(&self, number: u32) -> Heir {
        let person = Person::number(number);
        let command = RegistraErede { identita: person.identita(), dichiarazioni: declarations() };
        let caught = Caught::nothing();
        let render = |one: &Erede| caught.keep(one);
        let reply = self.libretto.registra_erede(&by(&person.caller()), &command, &render).await;
        let state = caught.take(reply).unwrap();
        let codice_fiscale = person.codice_fiscale();
        Heir { id: state.id, persona: state.persona.id, codice_fiscale, caller: person.caller(), di: None }
    }

    /// Begins a declaration.
    pub async fn declare(
        &self,
        heir: &Heir,
        household: &Household,
        what: Declared<'_>,
    ) -> Result<EsitoPratica, UseCaseError> {
        let defunto = code_of(household);
        let command = ApriDichiarazione { erede: heir.id, defunto, dichiarata: what.dichiarata() };
        let caught = Caught::nothing();
        let render = |one: &EsitoPratica| caught.keep(one);
        let reply = self.libretto.apri_dichiarazione(&by(&heir.caller), &command, &render).await;
        caught.take(reply)
    }

    /// Uploads a document.
    pub async fn upload(
        &self,
        heir: &Heir,
        (tipo, relativo_a): (TipoDocumento, Option<PersonaId>),
        content: &[u8],
    ) -> Result<EsitoPratica, UseCaseError> {
        let contenuto = content.to_vec();
        let command = AllegaDocumento { di: heir.di(), tipo, relativo_a, contenuto, sha256: [7; 32] };
        let caught = Caught::nothing();
        let render = |one: &EsitoPratica| caught.keep(one);
        let reply = self.libretto.allega_documento(&by(&heir.caller), &command, &render).await;
        caught.take(reply)
    }

    /// Presents a declaration.
    pub async fn present(&self, heir: &Heir) -> Result<EsitoPratica, UseCaseError> {
        let caught = Caught::nothing();
        let render = |one: &EsitoPratica| caught.keep(one);
        let statements = statements();
        let reply = self.libretto.presenta_dichiarazione(&by(&heir.caller), (heir.di(), &statements), &render).await;
        caught.take(reply)
    }

    /// The branch takes a declaration up.
    pub async fn examine(&self, di: DichiarazioneRef) -> Result<EsitoPratica, UseCaseError> {
        let caught = Caught::nothing();
        let render = |one: &EsitoPratica| caught.keep(one);
        let reply = self.libretto.esamina_dichiarazione(&by(&branch()), di, &render).await;
        caught.take(reply)
    }

    /// The branch recognises an heir.
    pub async fn validate(&self, di: DichiarazioneRef) -> Result<EsitoPratica, UseCaseError> {
        let caught = Caught::nothing();
        let render = |one: &EsitoPratica| caught.keep(one);
        let reply = self.libretto.convalida_dichiarazione(&by(&branch()), di, &render).await;
        caught.take(reply)
    }

    /// An heir who has presented a declaration.
    pub async fn presented(&self, number: u32, household: &Household, what: Declared<'_>) -> Heir {
        let heir = self.heir(number).await;
        let begun = self.declare(&heir, household, what).await.unwrap();
        let di = DichiarazioneRef { utilizzatore: household.id, dichiarazione: begun.dichiarazione.id };
        let heir = Heir { di: Some(di), ..heir };
        self.present(&heir).await.unwrap();
        heir
    }

    /// A recognised heir.
    pub async fn recognised(&self, number: u32, household: &Household, what: Declared<'_>) -> Heir {
        let heir = self.presented(number, household, what).await;
        self.examine(heir.di()).await.unwrap();
        let after = self.validate(heir.di()).await.unwrap();
        assert_eq!(after.dichiarazione.stato, StatoDichiarazione::Convalidata);
        heir
    }

    /// Enters work as an heir, with the statement about comma 5.
    pub async fn enter(
        &self,
        heir: &Heir,
        (household, worker): (&Household, &Worker),
        work: Work,
    ) -> Result<Prestazione, UseCaseError> {
        let entry = Inserisci { comunicazione: command(household, worker, work), comma_5: true };
        let caught = Caught::nothing();
        let render = |one: &crate::use_cases::EsitoInserimento| caught.keep(&one.prestazione);
        let reply = self.libretto.inserisci(&by(&heir.caller), &entry, &render).await;
        caught.take(reply)
    }

    /// Cancels an entry of one's own.
    pub async fn undo_entry(
        &self,
        heir: &Heir,
        household: &Household,
        record: &Prestazione,
    ) -> Result<Prestazione, UseCaseError> {
        let caught = Caught::nothing();
        let render = |one: &Prestazione| caught.keep(one);
        let reply = self.libretto.annulla_inserimento(&by(&heir.caller), (household.id, record.id), &render).await;
        caught.take(reply)
    }

    /// Asks for the own share, or the whole.
    pub async fn ask(&self, heir: &Heir, household: &Household, intero: bool) -> Result<Rimborso, UseCaseError> {
        let conto = Conto { iban: HEIR_IBAN.to_owned(), intestatari: vec![heir.codice_fiscale] };
        let richiesta = RichiestaQuota { intero, quota: None, conto };
        let asked = ChiediQuota { utilizzatore: household.id, richiesta };
        let caught = Caught::nothing();
        let render = |one: &EsitoQuota| caught.keep(&one.rimborso);
        let reply = self.libretto.chiedi_quota(&by(&heir.caller), &asked, &render).await;
        caught.take(reply)
    }

    /// Withdraws a request.
    pub async fn withdraw_share(&self, heir: &Heir, refund: &Rimborso) -> Result<Rimborso, UseCaseError> {
        let caught = Caught::nothing();
        let render = |one: &EsitoRimborso| caught.keep(&one.rimborso);
        let reply = self.libretto.ritira_rimborso(&by(&heir.caller), refund.id, &render).await;
        caught.take(reply)
    }

    /// The branch approves a refund.
    pub async fn approve_share(&self, refund: &Rimborso) -> Rimborso {
        let command = ApprovaRimborso { rimborso: refund.id, correzione: Correzione::default() };
        let caught = Caught::nothing();
        let render = |one: &EsitoRimborso| caught.keep(&one.rimborso);
        let reply = self.libretto.approva_rimborso(&by(&branch()), &command, &render).await;
        let approved = caught.take(reply).unwrap();
        assert_eq!(approved.stato, StatoRimborso::Approvato);
        approved
    }
}

/// The declaration that an heir made, once it is known.
pub fn reference(household: &Household, id: DichiarazioneId) -> DichiarazioneRef {
    DichiarazioneRef { utilizzatore: household.id, dichiarazione: id }
}
