//! The case of the heirs of the household, made by hand: one heir is refused and recognised at the second declaration, enters
//! work and asks for the rest; the other only begins.

use crate::support::facts::{BIANCHI, CASA, IBAN, change, communication, event, may, record, work};
use crate::support::refunds::refund;
use chrono::Datelike;
use libretto_core::change::ChangeSet;
use libretto_core::eredi::fatti::{
    ConsensoEredePrestato, DichiarazioneEredeAperta, DichiarazioneEredeConvalidata, DichiarazioneEredePresentata,
    DichiarazioneEredeRespinta, DocumentoEredeAllegato, EredeRegistrato, EsameEredeAvviato, PrestazioneInserita,
    QuotaEredeRichiesta,
};
use libretto_core::eredi::{
    Contenuto, DecessoDichiarato, Divisione, Documento, FormatoDocumento, MotivoReiezioneErede, ParentelaErede,
    Pratica, Quota, TipoDocumento, TitoloErede,
};
use libretto_core::event::Fatto;
use libretto_core::ids::{CoordinateId, DichiarazioneId, DocumentoId, EredeId, PersonaId};
use libretto_core::money::Euro;
use libretto_core::persona::{Persona, PersonalRecord};
use libretto_core::prestazione::Dati;
use libretto_core::rimborso::Protocollo;
use uuid::Uuid;

/// Fiscal codes of the two heirs, and of a third who is only named.
pub(crate) const CODICI: [&str; 3] = ["VRDLGU75B02F205A", "BNCMRA85T41H501W", "GLLFNC70A01L219J"];

/// One of the heirs, from 1.
pub(crate) fn heir(number: u128) -> EredeId {
    EredeId(Uuid::from_u128(0x9000 + number))
}

fn persona(number: u128) -> PersonaId {
    PersonaId(Uuid::from_u128(10 + number))
}

/// What is known of an heir, or of who is named as one.
pub(crate) fn known(number: u128) -> PersonalRecord {
    PersonalRecord::Persona(Persona {
        id: persona(number),
        codice_fiscale: CODICI[usize::try_from(number - 1).unwrap()].parse().unwrap(),
        nome_proprio: "Luca".to_owned(),
        cognome: format!("Erede {number}"),
        data_nascita: may(1).with_year(1980).unwrap(),
    })
}

fn dichiarazione(number: u128) -> DichiarazioneId {
    DichiarazioneId(Uuid::from_u128(0x9100 + number))
}

/// A case as it goes on, act by act.
pub(crate) struct Caso {
    pratica: Option<Pratica>,
    next: u128,
}

impl Caso {
    /// A case of which nothing happened; its events are numbered from `first`.
    pub(crate) const fn new(first: u128) -> Self {
        Self { pratica: None, next: first }
    }

    /// The next act.
    pub(crate) fn act(&mut self, fatto: Fatto) -> ChangeSet {
        let numero = self.pratica.as_ref().map_or(0, |one| one.versione) + 1;
        let act = event(self.next, CASA.0, CASA.pratica_eredi(), numero, fatto);
        self.next += 1;
        self.pratica = Pratica::evolve(self.pratica.take(), &act);
        ChangeSet { pratiche: self.pratica.clone().map(|one| (CASA, one)).into_iter().collect(), ..change(act) }
    }

    /// The declaration `number` of an heir, begun.
    pub(crate) fn opened(&mut self, number: u128, of: u128) -> ChangeSet {
        let contenuto = Contenuto {
            titolo: TitoloErede::Legittimo,
            parentela: ParentelaErede::Figlio,
            decesso: DecessoDichiarato { giorno: may(1), ora: None },
            coeredi: vec![persona(3)],
            quota: Quota::new(1, 3),
        };
        let personal = vec![known(3)];
        let fatto = DichiarazioneEredeAperta {
            utilizzatore: CASA,
            dichiarazione: dichiarazione(number),
            erede: heir(of),
            persona: persona(of),
            contenuto,
        };
        ChangeSet { personal, ..self.act(Fatto::DichiarazioneEredeAperta(fatto)) }
    }

    fn presented(&mut self, number: u128) -> ChangeSet {
        self.act(Fatto::DichiarazioneEredePresentata(DichiarazioneEredePresentata {
            utilizzatore: CASA,
            dichiarazione: dichiarazione(number),
            responsabilita: Vec::new(),
        }))
    }

    fn examined(&mut self, number: u128) -> ChangeSet {
        let (utilizzatore, dichiarazione) = (CASA, dichiarazione(number));
        self.act(Fatto::EsameEredeAvviato(EsameEredeAvviato { utilizzatore, dichiarazione }))
    }

    fn documented(&mut self, number: u128) -> ChangeSet {
        let documento = Documento {
            id: DocumentoId(Uuid::from_u128(0x9200)),
            tipo: TipoDocumento::CertificatoMorte,
            relativo_a: None,
            formato: FormatoDocumento::Pdf,
            bytes: 1_234,
            sha256: [0xAB; 32],
            caricato_il: may(2).and_hms_opt(9, 0, 0).unwrap().and_utc(),
        };
        let fatto = DocumentoEredeAllegato { utilizzatore: CASA, dichiarazione: dichiarazione(number), documento };
        self.act(Fatto::DocumentoEredeAllegato(fatto))
    }

    /// The communication of a record and its entry in the case, as one change.
    pub(crate) fn entered(&mut self, number: u128, dati: &Dati) -> ChangeSet {
        let mut whole = communication(number, dati, None);
        let entry = self.act(Fatto::PrestazioneInserita(PrestazioneInserita {
            utilizzatore: CASA,
            dichiarazione: dichiarazione(2),
            prestazione: record(number),
            oltre_termine: false,
        }));
        whole.events.extend(entry.events);
        whole.pratiche = entry.pratiche;
        whole
    }

    fn asked(&mut self, number: u128, cents: i64) -> ChangeSet {
        let (importo, rimborso) = (Euro::from_cents(cents), refund(number));
        let coordinate = CoordinateId(Uuid::from_u128(0x7100 + number));
        let requested = Fatto::RimborsoRichiesto {
            rimborso,
            utilizzatore: CASA,
            beneficiario: persona(1),
            protocollo: Protocollo::of(rimborso, 2026),
            richiesto: importo,
            importo,
            coordinate,
            cointestato: false,
        };
        let requested = event(self.next + 500, CASA.0, rimborso.0, 1, requested);
        let mut whole = self.act(Fatto::QuotaEredeRichiesta(QuotaEredeRichiesta {
            utilizzatore: CASA,
            dichiarazione: dichiarazione(2),
            rimborso,
            intero: false,
            quota: Quota::new(1, 3),
            divisione: Divisione::of(Euro::from_cents(cents * 3), &[(dichiarazione(2), Quota::new(1, 3).unwrap())])
                .unwrap(),
            numero: 0,
        }));
        whole.events.insert(0, requested);
        let iban = IBAN.parse().unwrap();
        whole.personal = vec![PersonalRecord::CoordinateRimborso { id: coordinate, utilizzatore: CASA, iban }];
        whole
    }
}

/// The registration of an heir.
pub(crate) fn registered(event_number: u128, number: u128) -> ChangeSet {
    let fatto = EredeRegistrato { erede: heir(number), persona: persona(number), dichiarazioni: Vec::new() };
    let id = heir(number).0;
    let personal = vec![known(number)];
    ChangeSet { personal, ..change(event(event_number, id, id, 1, Fatto::EredeRegistrato(fatto))) }
}

/// Everything that happens to heirs, in order, after the death of the household.
pub(crate) fn heirs(first: u128) -> Vec<ChangeSet> {
    let mut caso = Caso::new(first + 10);
    let refused = DichiarazioneEredeRespinta {
        utilizzatore: CASA,
        dichiarazione: dichiarazione(1),
        motivo: MotivoReiezioneErede::DocumentiInsufficienti,
    };
    let recognised = DichiarazioneEredeConvalidata { utilizzatore: CASA, dichiarazione: dichiarazione(2) };
    let mut work = work(BIANCHI, may(1), 1);
    work.inizio -= chrono::Duration::days(1);
    work.fine -= chrono::Duration::days(1);
    work.giorno = work.giorno.pred_opt().unwrap();
    vec![
        registered(first, 1),
        registered(first + 1, 2),
        caso.opened(1, 1),
        caso.documented(1),
        caso.presented(1),
        caso.examined(1),
        caso.act(Fatto::DichiarazioneEredeRespinta(refused)),
        caso.opened(2, 1),
        caso.presented(2),
        caso.examined(2),
        caso.act(Fatto::DichiarazioneEredeConvalidata(recognised)),
        caso.opened(3, 2),
        caso.act(Fatto::ConsensoEredePrestato(ConsensoEredePrestato {
            utilizzatore: CASA,
            da: persona(1),
            a: persona(3),
        })),
        caso.entered(50, &work),
        caso.asked(50, 100),
        caso.presented(3),
    ]
}
