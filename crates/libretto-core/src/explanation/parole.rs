//! Italian words for the quantities of an explanation: days, instants, durations, counts, with their articles.

use crate::civil_time::{CivilTime, end_day};
use crate::minutes::Minutes;
use chrono::{DateTime, Datelike, NaiveDate, Utc};

const MESI: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// Minutes in an hour of the clock.
const ORA: u32 = 60;

/// Seconds by which the clocks of Italy are ahead of UTC in winter.
const ORA_SOLARE_SECONDS: i32 = 3_600;

/// `3 marzo 2026`, `1° marzo 2026`.
fn giorno(day: NaiveDate) -> String {
    let mese = usize::try_from(day.month0()).ok().and_then(|place| MESI.get(place)).copied().unwrap_or_default();
    let ordinale = if day.day() == 1 { "°" } else { "" };
    format!("{}{ordinale} {mese} {}", day.day(), day.year())
}

/// Whether the number of the day begins with a vowel when it is spoken: *otto*, *undici*.
fn elided(day: NaiveDate) -> bool {
    matches!(day.day(), 8 | 11)
}

/// `il 3 marzo 2026`, `l'8 marzo 2026`.
pub(super) fn il(day: NaiveDate) -> String {
    format!("{}{}", if elided(day) { "l'" } else { "il " }, giorno(day))
}

/// `del 3 marzo 2026`, `dell'8 marzo 2026`.
pub(super) fn del(day: NaiveDate) -> String {
    format!("{}{}", if elided(day) { "dell'" } else { "del " }, giorno(day))
}

/// `dal 3 marzo 2026`, `dall'8 marzo 2026`.
pub(super) fn dal(day: NaiveDate) -> String {
    format!("{}{}", if elided(day) { "dall'" } else { "dal " }, giorno(day))
}

/// An instant on the clocks of Italy: `il 3 marzo 2026 alle 23:59`. In the hour that comes twice, which of the two.
pub(super) fn momento(instant: DateTime<Utc>) -> String {
    let time = CivilTime::at(instant);
    let quale = match time.offset() {
        Some(offset) if offset.local_minus_utc() > ORA_SOLARE_SECONDS => " (ora legale)",
        Some(_) => " (ora solare)",
        None => "",
    };
    let local = time.local();
    format!("{} alle {}{quale}", il(local.date()), local.format("%H:%M"))
}

/// Until when something could be done, for an exclusive end: `fino a tutto il 3 marzo 2026` when that is a midnight.
pub(super) fn fino_a(end: DateTime<Utc>) -> String {
    format!("fino a tutto {}", il(end_day(end)))
}

/// `4 ore`, `1 ora e 30 minuti`, `1 minuto`.
pub(super) fn durata(minutes: Minutes) -> String {
    let (ore, minuti) = (minutes.get() / ORA, minutes.get() % ORA);
    match (ore, minuti) {
        (0, 0) => conta(0, "ora", "ore"),
        (0, minuti) => conta(minuti, "minuto", "minuti"),
        (ore, 0) => conta(ore, "ora", "ore"),
        (ore, minuti) => format!("{} e {}", conta(ore, "ora", "ore"), conta(minuti, "minuto", "minuti")),
    }
}

/// `1 titolo`, `2 titoli`.
pub(super) fn conta(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use crate::parameters::date;

    #[test]
    fn the_first_the_eighth_and_the_eleventh_have_their_own_forms() {
        assert_eq!(il(date(2026, 3, 3)), "il 3 marzo 2026");
        assert_eq!(del(date(2026, 5, 1)), "del 1° maggio 2026");
        assert_eq!(dal(date(2026, 8, 8)), "dall'8 agosto 2026");
        assert_eq!(del(date(2026, 12, 11)), "dell'11 dicembre 2026");
    }

    #[test]
    fn one_is_singular() {
        let told = |minutes| durata(Minutes::new(minutes));
        assert_eq!(["0 ore", "1 minuto", "1 ora", "2 ore"].map(String::from), [0, 1, 60, 120].map(told));
        assert_eq!(["1 ora e 1 minuto", "2 ore e 30 minuti"].map(String::from), [61, 150].map(told));
    }

    #[test]
    fn instants_are_told_by_the_clocks_of_italy() {
        let told = |text: &str| momento(text.parse().unwrap());
        assert_eq!(told("2026-03-03T22:59:59Z"), "il 3 marzo 2026 alle 23:59");
        assert_eq!(told("2026-10-25T00:30:00Z"), "il 25 ottobre 2026 alle 02:30 (ora legale)");
        assert_eq!(told("2026-10-25T01:30:00Z"), "il 25 ottobre 2026 alle 02:30 (ora solare)");
        assert_eq!(fino_a("2026-03-03T23:00:00Z".parse().unwrap()), "fino a tutto il 3 marzo 2026");
    }
}
