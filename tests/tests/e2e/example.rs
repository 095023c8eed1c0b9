//! The example year gives the same totals on both stores, and they balance.

use libretto_tests::service::{Home, Store};
use serde_json::{Value, json};

#[test]
fn the_example_year_balances_and_is_the_same_on_both_stores() {
    let mut totals: Vec<(&str, Value)> = Vec::new();
    for (name, store) in Store::both() {
        let home = Home::new(store);
        home.migrate();
        totals.push((name, serde_json::from_str(&home.run(&["esempio", "--json"])).expect("JSON")));
    }
    for (name, one) in &totals {
        assert_eq!(one["somma"], "0.00", "{name}: {one}");
        assert_eq!(one["differenze"], 0, "{name}: {one}");
        assert_eq!(one["comunicazioni_respinte"], json!(3), "{name}: {one}");
        assert!(one["prestazioni_comunicate"].as_u64().unwrap() > 100, "{name}: {one}");
    }
    assert_eq!(totals[0].1, totals[1].1);
}
