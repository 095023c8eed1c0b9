//! An amount is refused, or is written as it was read, as text and as JSON; sharing it loses no cent.
#![no_main]

use libfuzzer_sys::fuzz_target;
use libretto_core::money::{Euro, allocate};

fuzz_target!(|text: &str| {
    if let Ok(sum) = text.parse::<Euro>() {
        assert_eq!(sum.to_string(), text);
        assert_eq!(Euro::from_cents(sum.cents()), sum);
        assert_eq!(Euro::try_from(sum.as_decimal()), Ok(sum));
        let json = serde_json::to_string(&sum).expect("a text");
        assert_eq!(serde_json::from_str::<Euro>(&json).ok(), Some(sum));
        for weights in [&[1, 1, 1][..], &[7, 0, 5]] {
            let parts = allocate(sum, weights).expect("weights that are not all zero");
            assert_eq!(parts.into_iter().sum::<Euro>(), sum);
        }
    }
});
