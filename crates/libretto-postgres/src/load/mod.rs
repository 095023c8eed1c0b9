//! The load of what a command looks at: one statement, hence one round trip and one moment for all parts. Each part is a
//! document of its own, present in the text only when the scope names it, so that every kind of command has its own
//! statement, prepared once on each connection.

mod deleghe;
mod eredi;

use crate::connection::PostgresStore;
use crate::documents::{
    BONUS, BonusLetto, COMUNICAZIONE, CORSA, ComunicataLetta, CorsaLetta, DECESSO, DelegaCompletaLetta, ESTERNI,
    EredeLetto, EsterniLetti, NotaLetta, PERSONA, PORTAFOGLIO, PRESTATORE, PRESTAZIONE, Parti, PraticaLetta,
    PrestatoreLetto, PrestazioneLetta, RAPPORTO, RECORDED, RICEVUTA, RIMBORSO, RecordedLetto, RicevutaLetta,
    RimborsoLetto, TurnoLetto, UTILIZZATORE, UtilizzatoreLetto, VERSAMENTO, VersamentoLetto,
};
use crate::fingerprint::FingerprintKey;
use crate::statement::Statement;
use chrono::{DateTime, Duration, Utc};
use libretto_core::civil_time::start_of_day;
use libretto_core::ids::{EredeId, PersonaId, PrestatoreId, UtilizzatoreId};
use libretto_core::limits::{Anni, AnnoCoppia, AnnoPrestatore, AnnoUtilizzatore};
use libretto_core::persona::Persona;
use libretto_core::portafoglio::{Borsa, Portafoglio};
use libretto_core::ports::{Scope, ScopeComunicazione, ScopeGiornate, Snapshot, StoreError};
use libretto_core::prestazione::Prestazione;
use libretto_core::rapporto::Rapporto;
use libretto_core::rimborso::Rimborso;
use libretto_core::riposi::Giornata;
use libretto_core::utilizzatore::Decesso;
use serde::Deserialize;
use std::collections::HashMap;

/// No shift is longer than a day; two leave room for the change of the clock.
const SHIFT_DAYS_MAX: i64 = 2;

/// The document of a load, part by part.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Found {
    recorded: Option<RecordedLetto>,
    chiamante_deceduto: bool,
    persona: Option<Persona>,
    utilizzatore_di_persona: Option<UtilizzatoreId>,
    prestatore_di_persona: Option<PrestatoreId>,
    erede_di_persona: Option<EredeId>,
    decesso_di_persona: Option<Decesso>,
    deleghe: Option<Vec<NotaLetta>>,
    delega: Option<DelegaCompletaLetta>,
    comunicazione: Option<ComunicataLetta>,
    datore: Option<Persona>,
    lavoratore: Option<Persona>,
    utilizzatore: Option<UtilizzatoreLetto>,
    portafoglio: Option<Portafoglio>,
    prestatore: Option<PrestatoreLetto>,
    rapporti: Option<Vec<Rapporto>>,
    comunicati: Option<Vec<ComunicataLetta>>,
    compensi_esterni: Option<EsterniLetti>,
    anni_prestatore: Option<Vec<AnnoLetto<AnnoPrestatore>>>,
    anni_utilizzatore: Option<Vec<AnnoLetto<AnnoUtilizzatore>>>,
    anni_coppia: Option<Vec<AnnoLetto<AnnoCoppia>>>,
    turni: Option<Vec<TurnoLetto>>,
    giornate: Option<Vec<Giornata>>,
    prestazioni: Option<Vec<PrestazioneLetta>>,
    versamento: Option<VersamentoLetto>,
    bonus: Option<BonusLetto>,
    ricevuta: Option<RicevutaLetta>,
    corsa: Option<CorsaLetta>,
    rimborsi: Option<Vec<RimborsoLetto>>,
    erede: Option<EredeLetto>,
    coeredi: Option<Vec<Persona>>,
    pratica: Option<PraticaLetta>,
    dopo: Option<Vec<(PrestazioneLetta, PersonaId)>>,
    borse: Option<Vec<(Borsa, u32)>>,
}

#[derive(Deserialize)]
struct AnnoLetto<T> {
    anno: i32,
    #[serde(flatten)]
    contatore: T,
}

impl PostgresStore {
    /// Loads what a scope names.
    pub(crate) async fn load_scope(&self, scope: &Scope) -> Result<Snapshot, StoreError> {
        let mut parts = Parts::new(Statement::new("SELECT "));
        parts.scope(scope, &self.key);
        let found = match parts.finish() {
            Some(mut statement) => {
                statement.push("::text");
                self.fetch_one::<Found>(statement).await?.unwrap_or_default()
            }
            None => Found::default(),
        };
        Ok(found.into_snapshot(scope))
    }

    /// Loads what several scopes name: one statement, hence one moment. Each scope names something.
    pub(crate) async fn load_scopes(&self, scopes: &[Scope]) -> Result<Vec<Snapshot>, StoreError> {
        let mut statement = Statement::new("SELECT json_build_array(");
        for (place, scope) in scopes.iter().enumerate() {
            statement.push(if place == 0 { "" } else { ", " });
            let mut parts = Parts::new(statement);
            parts.scope(scope, &self.key);
            statement = parts.object();
        }
        statement.push(")::text");
        let found = self.fetch_one::<Vec<Found>>(statement).await?.unwrap_or_default();
        Ok(found.into_iter().zip(scopes).map(|(found, scope)| found.into_snapshot(scope)).collect())
    }
}

/// The statement, part by part.
struct Parts {
    statement: Statement,
    any: bool,
}

impl Parts {
    /// The parts that go on from what a statement already says.
    const fn new(statement: Statement) -> Self {
        Self { statement, any: false }
    }

    /// Begins a part: the name of its document, and the select whose one value it is, up to the first condition.
    fn part(&mut self, name: &'static str) -> &mut Statement {
        self.statement.push(if self.any { ", " } else { "json_build_object(" });
        self.any = true;
        self.statement.push(name).push(", ")
    }

    /// The object of the parts, if there are any.
    fn finish(self) -> Option<Statement> {
        self.any.then(|| self.object())
    }

    /// The object of the parts; an empty one when there are none.
    fn object(mut self) -> Statement {
        self.statement.push(if self.any { ")" } else { "json_build_object()" });
        self.statement
    }

    fn scope(&mut self, scope: &Scope, key: &FingerprintKey) {
        if let Some((caller, key)) = &scope.idempotency {
            let part = self.part("'recorded'").push("(SELECT ").push(RECORDED);
            part.push(" FROM chiavi_idempotenza AS i WHERE i.chiamante = ").push_bind(caller.clone());
            part.push(" AND i.chiave = ").push_bind(key.clone()).push(")");
        }
        if let Some(code) = &scope.chiamante {
            let part = self.part("'chiamante_deceduto'").push("EXISTS (SELECT 1 FROM utilizzatori AS u ");
            part.push("JOIN persone AS p ON p.id = u.persona_id WHERE u.decesso_giorno IS NOT NULL AND p.impronta = ");
            part.push_bind(key.of(code)).push(")");
        }
        if let Some(code) = &scope.persona {
            self.persona(&key.of(code));
        }
        if let Some(notice) = &scope.comunicazione {
            self.comunicazione(notice, key);
        }
        if let Some(id) = scope.utilizzatore {
            self.utilizzatore(id, scope.borsa);
        }
        if let Some(id) = scope.prestatore {
            let part = self.part("'prestatore'").push("(SELECT ").push(PRESTATORE);
            part.push(" FROM prestatori AS l JOIN persone AS p ON p.id = l.persona_id WHERE l.id = ");
            part.push_bind(id.0).push(")");
        }
        if !scope.anni.is_empty() {
            self.anni(scope);
        }
        if let Some((utilizzatore, prestatore)) = scope.utilizzatore.zip(scope.prestatore) {
            self.coppia(utilizzatore, prestatore, scope.turni);
            if let Some(days) = scope.giornate {
                self.giornate(utilizzatore, prestatore, days);
            }
        }
        self.named(scope);
        self.eredi(scope, key);
        self.deleghe(scope, key);
    }

    fn persona(&mut self, impronta: &[u8]) {
        let part = self.part("'persona'").push("(SELECT ").push(PERSONA);
        part.push(" FROM persone AS p WHERE p.impronta = ").push_bind(impronta.to_vec()).push(")");
        let part = self.part("'utilizzatore_di_persona'").push("(SELECT u.id FROM utilizzatori AS u ");
        part.push("JOIN persone AS p ON p.id = u.persona_id WHERE p.impronta = ")
            .push_bind(impronta.to_vec())
            .push(")");
        let part = self.part("'decesso_di_persona'").push("(SELECT ").push(DECESSO);
        part.push(" FROM utilizzatori AS u JOIN persone AS p ON p.id = u.persona_id WHERE p.impronta = ")
            .push_bind(impronta.to_vec())
            .push(")");
        let part = self.part("'erede_di_persona'").push("(SELECT h.id FROM eredi AS h ");
        part.push("JOIN persone AS p ON p.id = h.persona_id WHERE p.impronta = ")
            .push_bind(impronta.to_vec())
            .push(")");
        let part = self.part("'prestatore_di_persona'").push("(SELECT l.id FROM prestatori AS l ");
        part.push("JOIN persone AS p ON p.id = l.persona_id WHERE p.impronta = ")
            .push_bind(impronta.to_vec())
            .push(")");
    }

    fn comunicazione(&mut self, notice: &ScopeComunicazione, key: &FingerprintKey) {
        let part = self.part("'comunicazione'").push("(SELECT ").push(COMUNICAZIONE);
        part.push(" FROM comunicazioni_obbligatorie AS q WHERE q.id = ").push_bind(notice.id.0).push(")");
        for (name, code) in [("'datore'", &notice.datore), ("'lavoratore'", &notice.lavoratore)] {
            let part = self.part(name).push("(SELECT ").push(PERSONA);
            part.push(" FROM persone AS p WHERE p.impronta = ").push_bind(key.of(code)).push(")");
        }
    }

    fn utilizzatore(&mut self, id: UtilizzatoreId, borsa: Borsa) {
        let part = self.part("'utilizzatore'").push("(SELECT ").push(UTILIZZATORE);
        part.push(" FROM utilizzatori AS u JOIN persone AS p ON p.id = u.persona_id WHERE u.id = ");
        part.push_bind(id.0).push(")");
        let part = self.part("'portafoglio'").push("(SELECT ").push(PORTAFOGLIO);
        part.push(" FROM portafogli AS w WHERE w.utilizzatore_id = ").push_bind(id.0);
        part.push(" AND w.borsa = ").push_bind(borsa.as_str().to_owned()).push(")");
    }

    fn anni(&mut self, scope: &Scope) {
        if let Some(id) = scope.prestatore {
            let part = self.part("'anni_prestatore'").push("(SELECT json_agg(json_build_object('anno', y.anno, ");
            part.push("'compensi', y.compensi::text, 'esterni', y.esterni::text)) ");
            part.push("FROM anni_prestatore AS y WHERE y.prestatore_id = ");
            part.push_bind(id.0).push(" AND y.anno = ANY(").push_bind(scope.anni.clone()).push("))");
        }
        if let Some(id) = scope.utilizzatore {
            let part = self.part("'anni_utilizzatore'").push("(SELECT json_agg(json_build_object('anno', y.anno, ");
            part.push("'computato', y.computato::text, 'compensi', y.compensi::text)) FROM anni_utilizzatore AS y ");
            part.push("WHERE y.utilizzatore_id = ").push_bind(id.0);
            part.push(" AND y.anno = ANY(").push_bind(scope.anni.clone()).push("))");
        }
        if let Some((utilizzatore, prestatore)) = scope.utilizzatore.zip(scope.prestatore) {
            let part = self.part("'anni_coppia'").push("(SELECT json_agg(json_build_object('anno', y.anno, ");
            part.push("'compensi', y.compensi::text, 'minuti', y.minuti, 'versione', y.versione)) ");
            part.push("FROM anni_coppia AS y WHERE y.utilizzatore_id = ").push_bind(utilizzatore.0);
            part.push(" AND y.anno = ANY(").push_bind(scope.anni.clone());
            part.push(") AND y.prestatore_id = ").push_bind(prestatore.0).push(")");
        }
    }

    fn coppia(
        &mut self,
        utilizzatore: UtilizzatoreId,
        prestatore: PrestatoreId,
        turni: Option<(DateTime<Utc>, DateTime<Utc>)>,
    ) {
        let part = self.part("'rapporti'").push("(SELECT json_agg(").push(RAPPORTO).push(" ORDER BY k.id) ");
        part.push("FROM rapporti AS k WHERE k.utilizzatore_id = ").push_bind(utilizzatore.0);
        part.push(" AND k.prestatore_id = ").push_bind(prestatore.0).push(")");
        let part = self.part("'comunicati'").push("(SELECT json_agg(").push(COMUNICAZIONE).push(" ORDER BY q.id) ");
        part.push("FROM comunicazioni_obbligatorie AS q WHERE q.datore_id = ");
        part.push("(SELECT u.persona_id FROM utilizzatori AS u WHERE u.id = ").push_bind(utilizzatore.0);
        part.push(") AND q.lavoratore_id = (SELECT l.persona_id FROM prestatori AS l WHERE l.id = ");
        part.push_bind(prestatore.0).push("))");
        let Some((from, to)) = turni else { return };
        let earliest = from.checked_sub_signed(Duration::days(SHIFT_DAYS_MAX)).unwrap_or(from);
        let part = self.part("'turni'").push("(SELECT json_agg(json_build_object('prestazione', z.id, ");
        part.push("'inizio', z.inizio, 'fine', z.fine) ORDER BY z.inizio, z.id) FROM prestazioni AS z ");
        part.push("WHERE z.utilizzatore_id = ").push_bind(utilizzatore.0);
        part.push(" AND z.prestatore_id = ").push_bind(prestatore.0);
        part.push(" AND z.inizio >= ").push_bind(earliest).push(" AND z.inizio < ").push_bind(to);
        part.push(" AND z.fine > ").push_bind(from).push(" AND z.stato <> 'annullata')");
    }

    /// One row for each day worked. The bounds are instants, so that the index of the household's records serves them.
    fn giornate(&mut self, utilizzatore: UtilizzatoreId, prestatore: PrestatoreId, days: ScopeGiornate) {
        let part = self.part("'giornate'").push("(SELECT json_agg(json_build_object('giorno', g.giorno, ");
        part.push("'inizio', g.inizio, 'fine', g.fine) ORDER BY g.giorno) FROM (SELECT z.giorno, ");
        part.push("min(z.inizio) AS inizio, max(z.fine) AS fine FROM prestazioni AS z WHERE z.utilizzatore_id = ");
        part.push_bind(utilizzatore.0).push(" AND z.prestatore_id = ").push_bind(prestatore.0);
        part.push(" AND z.inizio >= ").push_bind(start_of_day(days.dal));
        part.push(" AND z.inizio < ").push_bind(start_of_day(days.al.succ_opt().unwrap_or(days.al)));
        part.push(" AND z.stato <> 'annullata'");
        if let Some(id) = days.senza {
            part.push(" AND z.id <> ").push_bind(id.0);
        }
        part.push(" GROUP BY z.giorno) AS g)");
    }

    fn named(&mut self, scope: &Scope) {
        if let Some((id, anno)) = scope.prestatore.zip(scope.compensi_esterni) {
            let part = self.part("'compensi_esterni'").push("(SELECT ").push(ESTERNI);
            part.push(" FROM anni_prestatore AS y WHERE y.esterni_versione > 0 AND y.prestatore_id = ");
            part.push_bind(id.0).push(" AND y.anno = ").push_bind(anno).push(")");
        }
        if !scope.prestazioni.is_empty() {
            let ids: Vec<_> = scope.prestazioni.iter().map(|id| id.0).collect();
            let part = self.part("'prestazioni'").push("(SELECT json_agg(").push(PRESTAZIONE);
            part.push(") FROM prestazioni AS z WHERE z.id = ANY(").push_bind(ids).push("))");
        }
        if let Some(numero) = &scope.numero_avviso {
            let part = self.part("'versamento'").push("(SELECT ").push(VERSAMENTO);
            part.push(" FROM versamenti AS v WHERE v.numero_avviso = ").push_bind(numero.clone()).push(")");
        }
        if let Some((home, id)) = scope.utilizzatore.zip(scope.bonus) {
            let part = self.part("'bonus'").push("(SELECT ").push(BONUS);
            part.push(" FROM bonus AS b WHERE b.utilizzatore_id = ").push_bind(home.0);
            part.push(" AND b.id = ").push_bind(id.0).push(")");
        }
        if let Some(id) = scope.ricevuta {
            let part = self.part("'ricevuta'").push("(SELECT ").push(RICEVUTA);
            part.push(" FROM ricevute AS r WHERE r.id = ").push_bind(id.0).push(")");
        }
        if let Some(id) = scope.corsa {
            let part = self.part("'corsa'").push("(SELECT ").push(CORSA);
            part.push(" FROM corse AS c WHERE c.id = ").push_bind(id.0).push(")");
        }
        if !scope.rimborsi.is_empty() {
            let ids: Vec<_> = scope.rimborsi.iter().map(|id| id.0).collect();
            let part = self.part("'rimborsi'").push("(SELECT json_agg(").push(RIMBORSO);
            part.push(") FROM rimborsi AS n WHERE n.id = ANY(").push_bind(ids).push("))");
        }
    }
}

impl Found {
    fn into_snapshot(self, scope: &Scope) -> Snapshot {
        let anni = self.anni(scope);
        let mut rapporti = self.rapporti.unwrap_or_default();
        if let Some((utilizzatore, prestatore)) = scope.utilizzatore.zip(scope.prestatore) {
            let told = self.comunicati.iter().flatten();
            rapporti.extend(told.map(|one| one.rapporto(utilizzatore, prestatore)));
        }
        let found: Vec<Prestazione> = self.prestazioni.into_iter().flatten().map(Into::into).collect();
        let asked = scope.prestazioni.iter().filter_map(|id| found.iter().find(|one| one.id == *id).cloned());
        let mut refunds: HashMap<_, Rimborso> =
            self.rimborsi.into_iter().flatten().map(|one| (one.key(), one.into())).collect();
        let rimborsi = scope.rimborsi.iter().filter_map(|id| refunds.remove(&id.0)).collect();
        let caso = self.pratica.map(PraticaLetta::into_parts);
        let resto_pratica = caso.as_ref().map(Parti::resto).unwrap_or_default();
        let (pratica, persone_pratica, rimborsi_eredi) = match caso {
            Some(one) => (Some(one.pratica), one.persone, one.rimborsi),
            None => (None, Vec::new(), Vec::new()),
        };
        Snapshot {
            recorded: self.recorded.map(Into::into),
            chiamante_deceduto: self.chiamante_deceduto,
            persona: self.persona,
            utilizzatore_di_persona: self.utilizzatore_di_persona,
            prestatore_di_persona: self.prestatore_di_persona,
            erede_di_persona: self.erede_di_persona,
            decesso_di_persona: self.decesso_di_persona,
            deleghe: self.deleghe.into_iter().flatten().map(Into::into).collect(),
            delega: self.delega.map(Into::into),
            comunicazione: self.comunicazione.map(Into::into),
            datore: self.datore,
            lavoratore: self.lavoratore,
            utilizzatore: self.utilizzatore.map(Into::into),
            portafoglio: self.portafoglio.unwrap_or_default(),
            prestatore: self.prestatore.map(Into::into),
            rapporti,
            compensi_esterni: self.compensi_esterni.map(Into::into),
            anni,
            turni: self.turni.into_iter().flatten().map(Into::into).collect(),
            giornate: self.giornate.unwrap_or_default(),
            prestazioni: asked.collect(),
            versamento: self.versamento.map(Into::into),
            bonus: self.bonus.map(Into::into),
            ricevuta: self.ricevuta.map(Into::into),
            corsa: self.corsa.map(Into::into),
            rimborsi,
            erede: self.erede.map(Into::into),
            coeredi: eredi::in_order(self.coeredi.as_deref().unwrap_or_default(), &scope.coeredi),
            pratica,
            persone_pratica,
            rimborsi_eredi,
            resto_pratica,
            dopo: self.dopo.into_iter().flatten().map(|(record, worker)| (record.into(), worker)).collect(),
            borse: self.borse.into_iter().flatten().collect(),
        }
    }

    fn anni(&self, scope: &Scope) -> Vec<(i32, Anni)> {
        let of = |anno: i32| Anni {
            prestatore: year(self.anni_prestatore.as_ref(), anno),
            utilizzatore: year(self.anni_utilizzatore.as_ref(), anno),
            coppia: year(self.anni_coppia.as_ref(), anno),
        };
        scope.anni.iter().map(|&anno| (anno, of(anno))).collect()
    }
}

fn year<T: Copy + Default>(years: Option<&Vec<AnnoLetto<T>>>, anno: i32) -> T {
    years.into_iter().flatten().find(|one| one.anno == anno).map_or_else(T::default, |one| one.contatore)
}
