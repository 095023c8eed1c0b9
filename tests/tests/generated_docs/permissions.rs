//! The table of permissions in `docs/SECURITY.md`.

use crate::markdown::table;
use libretto_core::delega::Ambito;
use libretto_core::permessi::{RIGHE, Riga, Veste};

/// The table: a row for each operation, a column for each capacity.
pub(super) fn text() -> String {
    let columns = Veste::ALL.iter().map(|veste| veste.as_str().replace('_', " "));
    let head: [String; 14] = ["operation".to_owned()]
        .into_iter()
        .chain(columns)
        .chain(["scope of a delegation".to_owned(), "app".to_owned()])
        .collect::<Vec<_>>()
        .try_into()
        .unwrap_or_default();
    table(head.each_ref().map(String::as_str), RIGHE.iter().map(row))
}

fn row(riga: &Riga) -> [String; 14] {
    let mark = |admitted: bool| if admitted { "●".to_owned() } else { String::new() };
    let cells = Veste::ALL.iter().map(|veste| mark(riga.vesti.contains(veste)));
    let scope = riga.ambito.map_or_else(String::new, |ambito| scope(ambito).to_owned());
    [format!("`{}`", riga.operazione)]
        .into_iter()
        .chain(cells)
        .chain([scope, mark(riga.app)])
        .collect::<Vec<_>>()
        .try_into()
        .unwrap_or_default()
}

const fn scope(ambito: Ambito) -> &'static str {
    match ambito {
        Ambito::Consultazione => "consultazione",
        Ambito::Profilo => "profilo",
        Ambito::Prestazioni => "prestazioni",
        Ambito::Portafoglio => "portafoglio",
    }
}
