//! A fiscal code is refused, or is what was written, in upper case.
#![no_main]

use libfuzzer_sys::fuzz_target;
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::parameters::START;

fuzz_target!(|text: &str| {
    if let Ok(code) = text.parse::<CodiceFiscale>() {
        assert_eq!(code.as_str(), text.to_ascii_uppercase());
        assert_eq!(code.as_str().parse(), Ok(code));
        assert_eq!(code.masked().len(), code.as_str().len());
        assert_eq!(code.is_provisional(), text.len() == 11);
        assert!(code.base_form().as_str().len() + 1 >= code.as_str().len());
        assert!(code.birth_date(START).is_none_or(|born| born <= START));
    }
});
