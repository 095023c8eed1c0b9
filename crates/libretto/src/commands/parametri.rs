//! `libretto parametri`: the law of a day, as the service shows it at `GET /parametri`.

use super::CommandError;
use crate::clock::system_now;
use crate::output;
use chrono::NaiveDate;
use libretto_api::resources::parametri::ParametriInVigore;
use libretto_core::civil_time::rome_date;
use std::process::ExitCode;

/// Prints the law of a day: a table, or the JSON of the service.
pub(crate) fn run(data: Option<NaiveDate>, as_json: bool) -> Result<ExitCode, CommandError> {
    let day = data.unwrap_or_else(|| rome_date(system_now()));
    let law = ParametriInVigore::on(day).map_err(|_| CommandError::BeforeTheLaw(day))?;
    if as_json {
        // The wire types are structs with text keys, which always serialise.
        output::line(&serde_json::to_string_pretty(&law).unwrap_or_default());
    } else {
        tell(&law);
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(law: &ParametriInVigore) {
    output::line(&format!("Disciplina in vigore il {}", law.data.0.format("%d/%m/%Y")));
    let values = law.parametri.iter().map(|one| {
        let value = format!("{} {}", one.valore, one.unita);
        [
            one.chiave.to_owned(),
            value,
            since(one.dal.0, one.al.map(|al| al.0)),
            one.citazione.clone(),
            one.descrizione.to_owned(),
        ]
    });
    table(["parametro", "valore", "validità", "fonte", "che cos'è"], &values.collect::<Vec<_>>());
    output::line("");
    let decisions = law.politiche.iter().map(|one| {
        let validity = since(one.dal.0, one.al.map(|al| al.0));
        [one.chiave.to_owned(), one.valore.clone(), validity, one.id.to_owned(), one.motivo.to_owned()]
    });
    table(["decisione", "scelta", "validità", "id", "motivo"], &decisions.collect::<Vec<_>>());
}

fn since(from: NaiveDate, to: Option<NaiveDate>) -> String {
    let from = from.format("%d/%m/%Y");
    to.map_or_else(|| format!("dal {from}"), |to| format!("{from} - {}", to.format("%d/%m/%Y")))
}

/// Prints rows in columns as wide as their longest cell; the last one is left as it is.
fn table<const N: usize>(head: [&str; N], rows: &[[String; N]]) {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain(head.get(column).map(|cell| cell.chars().count())).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..N).map(width).collect();
    let line = |cells: &[&str]| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        output::line(padded.collect::<Vec<_>>().join("  ").trim_end());
    };
    line(&head);
    for row in rows {
        line(&row.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
