//! An account number is refused, or is what was written, in upper case and without spaces.
#![no_main]

use libfuzzer_sys::fuzz_target;
use libretto_core::iban::Iban;

fuzz_target!(|text: &str| {
    if let Ok(iban) = text.parse::<Iban>() {
        assert_eq!(iban.as_str(), text.replace(' ', "").to_ascii_uppercase());
        assert_eq!(iban.as_str().parse(), Ok(iban.clone()));
        assert_eq!(iban.masked().len(), iban.as_str().len());
        assert_eq!(iban.country(), &iban.as_str()[..2]);
        let _ = iban.is_sepa();
    }
});
