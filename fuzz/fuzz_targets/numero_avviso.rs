//! A notice number is refused, or is written as it was read and made again from its parts.
#![no_main]

use libfuzzer_sys::fuzz_target;
use libretto_gateways::pagopa::NoticeNumber;

fuzz_target!(|text: &str| {
    if let Ok(number) = text.parse::<NoticeNumber>() {
        assert_eq!(number.to_string(), text);
        assert_eq!(number.iuv(), &text[1..]);
        let base = text[3..16].parse().expect("thirteen digits");
        assert_eq!(NoticeNumber::from_base(number.segregation(), base), Ok(number));
    }
});
