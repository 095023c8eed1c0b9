//! Days, times and months on the wire.

use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Utc};
use libretto_core::civil_time::CivilTime;
use libretto_core::month::Month;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

/// Istante in UTC, RFC 3339.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ToSchema)]
#[schema(value_type = String, format = DateTime, max_length = 35, example = "2026-03-03T23:00:00Z")]
pub struct Istante(pub DateTime<Utc>);

impl Serialize for Istante {
    /// Whole seconds: nothing in the law is finer than a minute.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

impl<'de> Deserialize<'de> for Istante {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::read(deserializer, "deve essere un istante RFC 3339: \"2026-03-02T08:00:00Z\"", |text| {
            let instant = DateTime::parse_from_rfc3339(text).ok()?;
            is_plain(instant.year()).then(|| Self(instant.to_utc()))
        })
    }
}

/// Giorno nella forma AAAA-MM-GG.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, format = Date, max_length = 10, example = "2026-02-14")]
pub struct Giorno(pub NaiveDate);

impl<'de> Deserialize<'de> for Giorno {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::read(deserializer, "deve essere un giorno nella forma AAAA-MM-GG", |text| {
            let day: NaiveDate = text.parse().ok()?;
            (text.len() == 10 && is_plain(day.year())).then_some(Self(day))
        })
    }
}

/// Ora civile italiana al minuto. Lo scostamento da UTC serve solo nell'ora che ricorre due volte al ritorno dell'ora solare.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(
    value_type = String,
    pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:00)?(Z|[+-][0-9]{2}:[0-9]{2})?$",
    min_length = 16,
    max_length = 25,
    example = "2026-02-14T09:00"
)]
pub struct OraCivile(pub CivilTime);

impl<'de> Deserialize<'de> for OraCivile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let message = "deve essere un'ora civile al minuto: \"2026-02-14T09:00\"";
        super::read(deserializer, message, |text| {
            let time: CivilTime = text.parse().ok()?;
            is_plain(time.local().year()).then_some(Self(time))
        })
    }
}

/// Ora di un giorno in Italia, al minuto. Lo scostamento da UTC serve solo nell'ora che ricorre due volte al ritorno dell'ora solare.
#[derive(Clone, Copy, Debug, ToSchema)]
#[schema(
    value_type = String,
    pattern = r"^[0-9]{2}:[0-9]{2}([+-][0-9]{2}:[0-9]{2})?$",
    min_length = 5,
    max_length = 11,
    example = "06:40"
)]
pub struct Ora(
    /// The hour on some day: of which day does not matter.
    CivilTime,
);

impl Ora {
    /// The hour that clocks in Italy show at an instant.
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(CivilTime::at(instant))
    }

    /// The hour on a day; `None` only where it has seconds, which no hour that was read has.
    pub fn on(self, giorno: Giorno) -> Option<CivilTime> {
        CivilTime::new(giorno.0.and_time(self.0.local().time()), self.0.offset()).ok()
    }
}

impl Serialize for Ora {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let offset = self.0.offset().map(|offset| offset.to_string()).unwrap_or_default();
        serializer.collect_str(&format_args!("{}{offset}", self.0.local().format("%H:%M")))
    }
}

impl<'de> Deserialize<'de> for Ora {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::read(deserializer, "deve essere un'ora al minuto: \"06:40\"", |text| {
            // Any day will do; 24:00, which belongs to the day after, is no hour of it.
            let plain = matches!(text.len(), 5 | 11) && !text.starts_with("24");
            format!("2026-01-01T{text}").parse().ok().filter(|_| plain).map(Self)
        })
    }
}

/// Mese nella forma AAAA-MM.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$", min_length = 7, max_length = 7, example = "2026-02")]
pub struct Mese(pub Month);

impl<'de> Deserialize<'de> for Mese {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::read(deserializer, "deve essere un mese nella forma AAAA-MM", |text| {
            let month: Month = text.parse().ok()?;
            is_plain(month.year()).then_some(Self(month))
        })
    }
}

/// Anno civile di quattro cifre.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ToSchema)]
#[schema(value_type = u16, minimum = 2017, maximum = 9998, example = 2026)]
pub struct Anno(pub i32);

impl<'de> Deserialize<'de> for Anno {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::read(deserializer, "deve essere un anno di quattro cifre, al massimo 9998", |text| {
            let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|year| digits && is_plain(*year)).map(Self)
        })
    }
}

/// Whether everything derived from a day of this year can still be written with four digits.
const fn is_plain(year: i32) -> bool {
    1 <= year && year <= 9998
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json, to_value};

    #[test]
    fn a_day_has_exactly_ten_characters() {
        let read = |text: &str| from_value::<Giorno>(json!(text)).is_ok();
        assert!(read("2026-02-14") && !read("2026-2-14") && !read("2026-02-30") && !read("+12026-01-01"));
    }

    #[test]
    fn an_hour_is_read_and_written_alike() {
        for text in ["00:00", "06:40", "23:59", "02:30+01:00"] {
            let read = from_value::<Ora>(json!(text)).ok();
            assert_eq!(read.and_then(|hour| to_value(hour).ok()), Some(json!(text)));
        }
        for text in ["24:00", "6:40", "06:40:00", "06:40Z", "25:00", "06:60", "06:40+1:00", ""] {
            assert!(from_value::<Ora>(json!(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn an_instant_is_written_in_whole_seconds_of_utc() {
        let instant = from_value::<Istante>(json!("2026-03-02T10:00:00.123+01:00")).ok();
        assert_eq!(instant.and_then(|instant| to_value(instant).ok()), Some(json!("2026-03-02T09:00:00Z")));
        assert!(from_value::<Istante>(json!("2026-03-02T10:00")).is_err());
    }

    #[test]
    fn a_year_has_four_digits() {
        let read = |text: &str| from_value::<Anno>(json!(text)).is_ok();
        assert!(read("2026") && !read("26") && !read("+026") && !read("20267") && !read("9999"));
    }
}
