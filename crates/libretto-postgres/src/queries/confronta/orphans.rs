//! What a replay cannot see: rows that belong to nothing, and two where there may be one.

use crate::connection::Inspector;
use crate::statement::Statement;
use libretto_core::ports::StoreError;
use libretto_core::ports::queries::Differenza;

/// One question to the tables. Each row of the answer is a difference.
struct Question {
    invariante: &'static str,
    /// Selects `descrizione`: what is wrong with what, without personal data.
    sql: &'static str,
}

const QUESTIONS: [Question; 17] = [
    Question {
        invariante: "I5",
        sql: "'event ' || e.id || ' exists ' || count(*) || ' times' AS descrizione FROM eventi AS e GROUP BY e.id HAVING count(*) > 1",
    },
    Question {
        invariante: "I5",
        sql: "'prestazione ' || z.id || ' exists ' || count(*) || ' times' AS descrizione FROM prestazioni AS z \
            GROUP BY z.id HAVING count(*) > 1",
    },
    Question {
        invariante: "I5",
        sql: "'entries of event ' || s.evento || ' have no event' AS descrizione FROM scritture AS s WHERE NOT EXISTS \
            (SELECT 1 FROM eventi AS e WHERE e.id = s.evento AND e.casa = s.casa) GROUP BY s.evento",
    },
    Question {
        invariante: "I5",
        sql: "'the stream of ' || e.entita || ' has ' || count(*) || ' events and ends with number ' || max(e.numero) \
            AS descrizione FROM eventi AS e GROUP BY e.casa, e.entita HAVING count(*) <> max(e.numero)",
    },
    Question {
        invariante: "I5",
        sql: "'the notice of event ' || a.evento || ' has no event' AS descrizione FROM avvisi AS a WHERE NOT EXISTS \
            (SELECT 1 FROM eventi AS e WHERE e.id = a.evento)",
    },
    Question {
        invariante: "I5",
        sql: "'details of prestazione ' || d.prestazione_id || ' have no record' AS descrizione FROM dettagli_prestazioni AS d \
            WHERE NOT EXISTS (SELECT 1 FROM prestazioni AS z WHERE z.id = d.prestazione_id)",
    },
    Question {
        invariante: "I5",
        sql: "'rimborso ' || n.id || ' exists ' || count(*) || ' times' AS descrizione FROM rimborsi AS n \
            GROUP BY n.id HAVING count(*) > 1",
    },
    Question {
        invariante: "I5",
        sql: "'delega ' || f.id || ' exists ' || count(*) || ' times' AS descrizione FROM deleghe AS f \
            GROUP BY f.id HAVING count(*) > 1",
    },
    Question {
        invariante: "I5",
        sql: "'event ' || e.id || ' was done by delega ' || e.delega || ', which is not there' AS descrizione \
            FROM eventi AS e WHERE e.delega IS NOT NULL AND NOT EXISTS (SELECT 1 FROM deleghe AS f WHERE f.id = e.delega)",
    },
    Question {
        invariante: "I7",
        sql: "'rimborso ' || n.id || ' has no transfer' AS descrizione FROM rimborsi AS n \
            WHERE n.stato = 'inviato' AND NOT EXISTS (SELECT 1 FROM invii_rimborsi AS o \
            WHERE o.utilizzatore_id = n.utilizzatore_id AND o.id = n.invio_id AND o.importo = n.importo)",
    },
    Question {
        invariante: "I3",
        sql: "'the entries of event ' || s.evento || ' sum to ' || sum(s.importo) AS descrizione FROM scritture AS s \
            GROUP BY s.casa, s.evento HAVING sum(s.importo) <> 0",
    },
    Question {
        invariante: "I4",
        sql: "'prestazione ' || z.id || ' does not split its vouchers' AS descrizione FROM prestazioni AS z \
            WHERE z.costo <> z.compenso + z.ivs + z.inail + z.oneri",
    },
    Question {
        invariante: "I7",
        sql: "'prestazione ' || z.id || ' is in ' || count(g.id) || ' payments' AS descrizione FROM prestazioni AS z \
            LEFT JOIN pagamenti AS g ON g.prestatore_id = z.prestatore_id \
            AND g.prestazioni @> jsonb_build_array(z.id) WHERE z.stato = 'liquidata' \
            GROUP BY z.utilizzatore_id, z.id HAVING count(g.id) <> 1",
    },
    Question {
        invariante: "I10",
        sql: "'wallet ' || w.utilizzatore_id || ' (' || w.borsa || ') is closed and nobody died, or the contrary' \
            AS descrizione FROM portafogli AS w JOIN utilizzatori AS u ON u.id = w.utilizzatore_id \
            WHERE w.chiusa <> (u.decesso_giorno IS NOT NULL)",
    },
    Question {
        invariante: "I10",
        sql: "'the heirs of ' || q.utilizzatore_id || ' stand wrongly in the list of the branch' AS descrizione \
            FROM pratiche_eredi AS q WHERE q.da_lavorare <> EXISTS (SELECT 1 \
            FROM jsonb_array_elements(q.pratica -> 'dichiarazioni') AS x (una) \
            WHERE x.una ->> 'stato' IN ('presentata', 'in_esame')) \
            OR q.aperta_il <> CAST(q.pratica ->> 'aperta_il' AS timestamptz) \
            OR q.aggiornata_il <> CAST(q.pratica ->> 'aggiornata_il' AS timestamptz)",
    },
    Question {
        invariante: "I10",
        sql: "'the heirs of ' || q.utilizzatore_id || ' are not found by their profiles' AS descrizione \
            FROM pratiche_eredi AS q WHERE EXISTS (SELECT 1 \
            FROM jsonb_array_elements(q.pratica -> 'dichiarazioni') AS x (una) WHERE NOT EXISTS \
            (SELECT 1 FROM pratiche_di_erede AS k WHERE k.utilizzatore_id = q.utilizzatore_id \
            AND k.erede_id = CAST(x.una ->> 'erede' AS uuid)))",
    },
    Question {
        invariante: "I10",
        sql: "'erede ' || k.erede_id || ' has no declaration for ' || k.utilizzatore_id AS descrizione \
            FROM pratiche_di_erede AS k WHERE NOT EXISTS (SELECT 1 FROM pratiche_eredi AS q, \
            jsonb_array_elements(q.pratica -> 'dichiarazioni') AS x (una) \
            WHERE q.utilizzatore_id = k.utilizzatore_id AND x.una ->> 'erede' = CAST(k.erede_id AS text))",
    },
];

/// Asks all of them. At most a hundred answers each: more say nothing more.
pub(super) async fn find(inspector: &mut Inspector) -> Result<Vec<Differenza>, StoreError> {
    let mut found = Vec::new();
    for Question { invariante, sql } in QUESTIONS {
        let statement =
            Statement::new("SELECT to_json(x.descrizione)::text FROM (SELECT ").sql(sql).sql(") AS x LIMIT 100");
        let texts: Vec<String> = inspector.fetch(&statement).await?;
        found.extend(texts.into_iter().map(|descrizione| Differenza { invariante, descrizione }));
    }
    Ok(found)
}
