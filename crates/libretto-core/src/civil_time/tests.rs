#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::*;

fn civil(text: &str) -> CivilTime {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn reads_whole_minutes() {
    assert_eq!(civil("2026-02-14T09:00").to_string(), "2026-02-14T09:00");
    assert_eq!(civil("2026-02-14T09:00:00"), civil("2026-02-14T09:00"));
    assert_eq!(civil("2026-02-14T09:00+01:00").to_string(), "2026-02-14T09:00+01:00");
    assert_eq!(civil("2026-02-14T09:00:00+01:00").offset(), FixedOffset::east_opt(3_600));
    assert_eq!(civil("2026-02-14T09:00-05:30").to_string(), "2026-02-14T09:00-05:30");
    assert_eq!(civil("2026-02-14T09:00Z").to_string(), "2026-02-14T09:00+00:00");
    assert_eq!(civil("2026-02-14T23:59").local(), day("2026-02-14").and_hms_opt(23, 59, 0).unwrap());
}

#[test]
fn twenty_four_is_the_following_midnight() {
    assert_eq!(civil("2026-03-31T24:00"), civil("2026-04-01T00:00"));
    assert_eq!(civil("2025-12-31T24:00:00"), civil("2026-01-01T00:00"));
    assert_eq!(civil("2028-02-28T24:00+01:00"), civil("2028-02-29T00:00+01:00"));
}

#[test]
fn other_texts_are_refused() {
    let malformed = [
        "",
        "2026-02-14",
        "2026-02-14T09",
        "2026-02-14 09:00",
        "2026-02-14t09:00",
        "2026-2-14T09:00",
        "2026-02-30T09:00",
        "2026-13-01T09:00",
        "2026-02-14T24:01",
        "2026-02-14T25:00",
        "2026-02-14T09:60",
        " 2026-02-14T09:00",
        "2026-02-14T09:00 ",
        "2026-02-14T09:00:",
        "2026-02-14T09:00:0",
        "2026-02-14T09:00:00.0",
        "2026-02-14T09:00:xx",
        "2026-02-14T09:00z",
        "2026-02-14T09:00+1:00",
        "2026-02-14T09:00+0100",
        "2026-02-14T09:00+01",
        "9999-12-31T24:00",
        "2026-02-14T09:00+24:00",
        "2026-02-14T09:00+01:60",
        "2026-02-14T09:00+01:00:00",
        "+026-02-14T09:00",
        "2026-02-14T09:0é",
        "2026-02-14T0é:00",
        "2026-02-14T09:00:0é",
    ];
    for text in malformed {
        assert_eq!(text.parse::<CivilTime>(), Err(CivilTimeError::Malformed), "{text:?}");
    }
    for text in ["2026-02-14T09:00:01", "2026-02-14T09:00:30+01:00", "2026-02-14T09:00:60"] {
        assert_eq!(text.parse::<CivilTime>(), Err(CivilTimeError::NotWholeMinute), "{text:?}");
    }
}

#[test]
fn winter_and_summer_have_their_offset() {
    assert_eq!(civil("2026-02-14T09:00").resolve(), Ok(at("2026-02-14T08:00:00Z")));
    assert_eq!(civil("2026-07-14T09:00").resolve(), Ok(at("2026-07-14T07:00:00Z")));
    assert_eq!(civil("2026-07-14T09:00+02:00").resolve(), Ok(at("2026-07-14T07:00:00Z")));
    for wrong in ["2026-07-14T09:00+01:00", "2026-02-14T09:00+02:00", "2026-02-14T09:00Z", "2026-10-25T02:30+03:00"] {
        assert_eq!(civil(wrong).resolve(), Err(CivilTimeError::WrongOffset), "{wrong}");
    }
}

#[test]
fn the_hour_skipped_in_spring_does_not_exist() {
    assert_eq!(civil("2026-03-29T01:59").resolve(), Ok(at("2026-03-29T00:59:00Z")));
    for text in ["2026-03-29T02:00", "2026-03-29T02:59", "2026-03-29T02:30+01:00", "2026-03-29T02:30+02:00"] {
        assert_eq!(civil(text).resolve(), Err(CivilTimeError::Nonexistent), "{text}");
    }
    assert_eq!(civil("2026-03-29T03:00").resolve(), Ok(at("2026-03-29T01:00:00Z")));
}

#[test]
fn the_hour_repeated_in_autumn_needs_an_offset() {
    assert_eq!(civil("2026-10-25T01:59").resolve(), Ok(at("2026-10-24T23:59:00Z")));
    assert_eq!(civil("2026-10-25T02:00").resolve(), Err(CivilTimeError::Ambiguous));
    assert_eq!(civil("2026-10-25T02:59").resolve(), Err(CivilTimeError::Ambiguous));
    assert_eq!(civil("2026-10-25T02:30+02:00").resolve(), Ok(at("2026-10-25T00:30:00Z")));
    assert_eq!(civil("2026-10-25T02:30+01:00").resolve(), Ok(at("2026-10-25T01:30:00Z")));
    assert_eq!(civil("2026-10-25T03:00").resolve(), Ok(at("2026-10-25T02:00:00Z")));
}

#[test]
fn the_legal_day_is_that_of_rome() {
    assert_eq!(rome_date(at("2026-03-03T22:59:59Z")), day("2026-03-03"));
    assert_eq!(rome_date(at("2026-03-03T23:00:00Z")), day("2026-03-04"));
    assert_eq!(rome_date(at("2026-07-03T21:59:59Z")), day("2026-07-03"));
    assert_eq!(rome_date(at("2026-07-03T22:00:00Z")), day("2026-07-04"));
    assert_eq!(format_rome(at("2026-03-03T22:59:59Z")), "03/03/2026 23:59");
    assert_eq!(format_rome(at("2026-07-04T22:00:00Z")), "05/07/2026 00:00");
}

#[test]
fn a_day_starts_at_its_first_instant() {
    assert_eq!(start_of_day(day("2026-02-14")), at("2026-02-13T23:00:00Z"));
    assert_eq!(start_of_day(day("2026-07-14")), at("2026-07-13T22:00:00Z"));
    assert_eq!(start_of_day(day("2026-03-29")), at("2026-03-28T23:00:00Z"));
    assert_eq!(start_of_day(day("2026-03-30")), at("2026-03-29T22:00:00Z"));
    // In 1966 the clocks were put forward at midnight: 00:00 did not exist and the day began at 01:00.
    assert_eq!(start_of_day(day("1966-05-22")), at("1966-05-21T23:00:00Z"));
    assert_eq!(rome_local(at("1966-05-21T23:00:00Z")).to_string(), "1966-05-22 01:00:00");
}

#[test]
fn a_shift_ending_at_24_ends_on_its_own_day() {
    let end = |text: &str| end_day(civil(text).resolve().unwrap());
    assert_eq!(end("2026-03-31T23:59"), day("2026-03-31"));
    assert_eq!(end("2026-03-31T24:00"), day("2026-03-31"));
    assert_eq!(end("2026-04-01T00:01"), day("2026-04-01"));
}

#[test]
fn the_ends_of_the_calendar_do_not_panic() {
    for end in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        rome_date(end);
        end_day(end);
        CivilTime::at(end);
        format_rome(end);
    }
    start_of_day(NaiveDate::MIN);
    start_of_day(NaiveDate::MAX);
    for local in [NaiveDateTime::MIN, NaiveDate::MAX.and_time(NaiveTime::MIN)] {
        let _instant_or_error = CivilTime::new(local, None).unwrap().resolve();
    }
}

#[test]
fn only_whole_minutes_are_built() {
    let date = day("2026-02-14");
    assert!(CivilTime::new(date.and_hms_opt(9, 0, 0).unwrap(), None).is_ok());
    for local in [date.and_hms_opt(9, 0, 1).unwrap(), date.and_hms_nano_opt(9, 0, 0, 1).unwrap()] {
        assert_eq!(CivilTime::new(local, None), Err(CivilTimeError::NotWholeMinute));
    }
}

#[test]
fn json_is_a_string() {
    let json = "\"2026-10-25T02:30+01:00\"";
    let parsed: CivilTime = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&parsed).unwrap(), json);
    assert!(serde_json::from_str::<CivilTime>("1770000000").is_err());
}

proptest! {
    /// 1970 to 2099, every minute.
    #[test]
    fn an_instant_and_its_civil_time_are_one(minute in 0_i64..68_374_080) {
        let instant = DateTime::from_timestamp(minute * 60, 0).unwrap();
        let civil = CivilTime::at(instant);
        prop_assert_eq!(civil.resolve(), Ok(instant));
        prop_assert_eq!(civil.to_string().parse::<CivilTime>(), Ok(civil));
        prop_assert_eq!(civil.local(), rome_local(instant));
    }

    #[test]
    fn a_day_holds_the_instants_between_its_start_and_the_next(days in 0_u64..47_482) {
        let date = day("1970-01-01") + Days::new(days);
        let start = start_of_day(date);
        prop_assert_eq!(rome_date(start), date);
        prop_assert_eq!(rome_date(start - TimeDelta::seconds(1)), date - Days::new(1));
        prop_assert_eq!(end_day(start), date - Days::new(1));
    }

    #[test]
    fn any_text_is_refused_or_read_without_a_panic(text in "\\PC{0,26}") {
        if let Ok(read) = text.parse::<CivilTime>() {
            prop_assert_eq!(read.to_string().parse::<CivilTime>(), Ok(read));
        }
    }
}
