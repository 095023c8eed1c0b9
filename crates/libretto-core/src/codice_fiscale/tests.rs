#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::*;

fn code(text: &str) -> CodiceFiscale {
    text.parse().unwrap()
}

fn error(text: &str) -> CodiceFiscaleError {
    text.parse::<CodiceFiscale>().unwrap_err()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const VALID: [&str; 9] = [
    "RSSMRA80A01H501U",
    "RSSMRA80A01H50MM",
    "RSSMRA80A01H5LMX",
    "RSSMRAULALMHRLMD",
    "RSSMRAU0A01H501R",
    "BNCNNA75C55F205P",
    "NSCLNE90P42Z129D",
    "80078750587",
    "02121151001",
];

#[test]
fn well_formed_codes_keep_their_text() {
    for text in VALID {
        assert_eq!(code(text).as_str(), text);
        assert_eq!(code(&text.to_lowercase()).as_str(), text);
        assert_eq!(code(text).is_provisional(), text.len() == 11);
    }
}

#[test]
fn each_mistake_has_its_name() {
    use CodiceFiscaleError::{Character, CheckCharacter, Date, Length, Month, Zeros};
    let wrong = [
        ("RSSMRA80A01H501X", CheckCharacter),
        ("RSSMRA80A01H501", Length { found: 15 }),
        ("RSSMRA80A01H501UU", Length { found: 17 }),
        ("", Length { found: 0 }),
        (" RSSMRA80A01H501U", Length { found: 17 }),
        ("RSSMRA80A01H501U ", Length { found: 17 }),
        ("RSSMRÀ80A01H501U", Length { found: 16 }),
        ("RS5MRA80A01H501U", Character { position: 3 }),
        ("RSSMRA8AA01H501U", Character { position: 8 }),
        ("RSSMRA80101H501U", Character { position: 9 }),
        ("RSSMRA80A01H50IU", Character { position: 15 }),
        ("RSSMRA80A01H5011", Character { position: 16 }),
        ("RSSMRA80A01 501U", Character { position: 12 }),
        ("RSSMRÀ80A01H501", Character { position: 6 }),
        ("RSSMRA80F01H501U", Month),
        ("RSSMRA80B31H501W", Date),
        ("80078750588", CheckCharacter),
        ("8007875058A", Character { position: 11 }),
        ("00000000000", Zeros),
    ];
    for (text, expected) in wrong {
        assert_eq!(error(text), expected, "{text:?}");
    }
}

/// A code with the right check letter for what stands before it.
fn completed(fifteen: &str) -> String {
    let letter = check_letter(fifteen.as_bytes()).unwrap();
    format!("{fifteen}{}", char::from(letter))
}

#[test]
fn only_real_days_are_accepted() {
    for (date, real) in [
        ("80A00", false),
        ("80A01", true),
        ("80A31", true),
        ("80A32", false),
        ("80A40", false),
        ("80A41", true),
        ("80A71", true),
        ("80A72", false),
        ("80D31", false),
        ("80D70", true),
        ("80D71", false),
        ("80B29", true),
        ("81B29", false),
        ("81B69", false),
        ("00B29", true),
        ("04B69", true),
    ] {
        let parsed = completed(&format!("RSSMRA{date}H501")).parse::<CodiceFiscale>();
        let expected = if real { None } else { Some(CodiceFiscaleError::Date) };
        assert_eq!(parsed.err(), expected, "{date}");
    }
}

#[test]
fn omocodic_codes_are_different_people_with_one_base() {
    let codes = VALID[..5].iter().map(|text| code(text));
    let (plain, omocodic) = (code(VALID[0]), code(VALID[1]));
    assert_ne!(plain, omocodic);
    for other in codes {
        assert_eq!(other.base_form(), plain.base_form());
        assert_eq!(other.base_form().as_str(), "RSSMRA80A01H501");
    }
    assert_ne!(code("BNCNNA75C55F205P").base_form(), plain.base_form());
    assert_eq!(code("80078750587").base_form().as_str(), "80078750587");
}

#[test]
fn birth_date_takes_the_most_recent_century() {
    let today = day("2026-03-01");
    assert_eq!(code("RSSMRA80A01H501U").birth_date(today), Some(day("1980-01-01")));
    assert_eq!(code("RSSMRAULALMHRLMD").birth_date(today), Some(day("1980-01-01")));
    assert_eq!(code("BNCNNA75C55F205P").birth_date(today), Some(day("1975-03-15")));
    assert_eq!(code("80078750587").birth_date(today), None);
    let born_today = code(&completed("RSSMRA26C01H501"));
    assert_eq!(born_today.birth_date(today), Some(today));
    assert_eq!(born_today.birth_date(day("2026-02-28")), Some(day("1926-03-01")));
}

#[test]
fn birth_date_on_29_february_needs_a_leap_year() {
    let leap = code(&completed("RSSMRA00B29H501"));
    assert_eq!(leap.birth_date(day("2026-03-01")), Some(day("2000-02-29")));
    assert_eq!(leap.birth_date(day("1999-12-31")), None);
}

#[test]
fn debug_never_shows_the_whole_code() {
    assert_eq!(code("RSSMRA80A01H501U").masked(), "RSS************U");
    assert_eq!(code("80078750587").masked(), "800*******7");
    assert_eq!(format!("{:?}", code("RSSMRA80A01H501U")), "CodiceFiscale(RSS************U)");
    assert_eq!(format!("{:?}", code("RSSMRA80A01H501U").base_form()), "BaseForm(***)");
}

#[test]
fn json_is_a_string_and_errors_do_not_repeat_it() {
    let json = "\"RSSMRA80A01H501U\"";
    let parsed: CodiceFiscale = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&parsed).unwrap(), json);
    let refused = serde_json::from_str::<CodiceFiscale>("\"RSSMRA80A01H501X\"").unwrap_err();
    assert!(!refused.to_string().contains("RSSMRA"));
    assert!(serde_json::from_str::<CodiceFiscale>("80078750587").is_err());
}

prop_compose! {
    /// Any well-formed sixteen-character code: any names, any day from 1900 to 2099, any omocodia.
    fn any_code()(
        names in "[A-Z]{6}",
        offset in 0_u64..73_049,
        female in any::<bool>(),
        place in "[A-MZ]",
        number in 0_u32..1_000,
        omocodia in any::<[bool; 7]>(),
    ) -> String {
        let date = day("1900-01-01") + chrono::Days::new(offset);
        let month = char::from(MONTHS[usize::try_from(date.month0()).unwrap()]);
        let day = date.day() + if female { FEMALE_DAY } else { 0 };
        let mut code = format!("{names}{:02}{month}{day:02}{place}{number:03}", date.year() % 100).into_bytes();
        for (place, touched) in DIGIT_PLACES.into_iter().zip(omocodia) {
            if touched {
                code[place] = OMOCODIA[usize::from(code[place] - b'0')];
            }
        }
        completed(&String::from_utf8(code).unwrap())
    }
}

proptest! {
    #[test]
    fn every_omocodia_of_every_day_is_accepted(text in any_code()) {
        let parsed = code(&text);
        prop_assert_eq!(parsed.as_str(), text.as_str());
        let born = parsed.birth_date(day("2099-12-31")).unwrap();
        prop_assert_eq!(i32::from(digit(text.as_bytes()[7]).unwrap()), born.year() % 10);
        prop_assert!(parsed.base_form().as_str()[12..].bytes().all(|byte| byte.is_ascii_digit()));
        let shown = format!("{parsed:?}");
        prop_assert!(!shown.contains(&text[3..15]));
    }

    #[test]
    fn no_other_check_letter_is_accepted(text in any_code(), other in 0_u8..26) {
        let letter = char::from(b'A' + other);
        prop_assume!(!text.ends_with(letter));
        let mutated = format!("{}{letter}", &text[..15]);
        prop_assert_eq!(error(&mutated), CodiceFiscaleError::CheckCharacter);
    }

    #[test]
    fn no_single_wrong_digit_passes_in_a_provisional_code(
        payload in "[0-9]{10}", place in 0_usize..11, step in 1_u8..10,
    ) {
        let valid = (b'0'..=b'9')
            .map(|last| format!("{payload}{}", char::from(last)))
            .find(|text| text.parse::<CodiceFiscale>().is_ok());
        prop_assume!(valid.is_some());
        let mut digits = valid.unwrap().into_bytes();
        digits[place] = b'0' + (digits[place] - b'0' + step) % 10;
        prop_assert!(String::from_utf8(digits).unwrap().parse::<CodiceFiscale>().is_err());
    }

    #[test]
    fn any_text_is_refused_or_read_without_a_panic(text in "\\PC{0,20}") {
        if let Ok(parsed) = text.parse::<CodiceFiscale>() {
            prop_assert_eq!(parsed.as_str(), text.to_ascii_uppercase());
        }
    }
}
