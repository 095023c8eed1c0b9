//! A civil time is refused, or is written so that it is read again; where it is one instant, that instant shows it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use libretto_core::civil_time::{CivilTime, end_day, rome_date, start_of_day};
use libretto_core::month::Month;

fuzz_target!(|text: &str| {
    if let Ok(time) = text.parse::<CivilTime>() {
        assert_eq!(time.to_string().parse(), Ok(time));
        if let Ok(instant) = time.resolve() {
            assert_eq!(CivilTime::at(instant).local(), time.local());
            let day = rome_date(instant);
            assert!(start_of_day(day) <= instant && end_day(instant) <= day);
        }
    }
    if let Ok(month) = text.parse::<Month>() {
        assert_eq!(month.to_string(), text);
        assert!(month.first_day() <= month.last_day());
    }
});
