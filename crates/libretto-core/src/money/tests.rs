#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::*;

fn euro(text: &str) -> Euro {
    text.parse().unwrap()
}

#[test]
fn prints_two_decimals_always() {
    assert_eq!(Euro::ZERO.to_string(), "0.00");
    assert_eq!(Euro::from_cents(5).to_string(), "0.05");
    assert_eq!(Euro::from_cents(-5).to_string(), "-0.05");
    assert_eq!(Euro::from_cents(1_000).to_string(), "10.00");
    assert_eq!(Euro::default().to_string(), "0.00");
    assert_eq!((euro("10.00") - euro("10.00")).to_string(), "0.00");
    assert_eq!((-Euro::ZERO).to_string(), "0.00");
    assert_eq!(Euro::MAX.to_string(), "9999999999.99");
    assert_eq!(format!("{:>8}", euro("10.00")), "   10.00");
}

#[test]
fn every_i64_of_cents_is_exact() {
    for cents in [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX] {
        assert_eq!(Euro::from_cents(cents).cents(), cents);
    }
    assert_eq!(Euro::from_cents(i64::MAX) + Euro::from_cents(1), Euro::from_cents(i64::MAX));
    assert_eq!(-Euro::from_cents(i64::MIN), Euro::from_cents(i64::MAX));
}

#[test]
fn reads_only_the_canonical_form() {
    for text in ["10.00", "0.00", "0.01", "-0.01", "-2500.00", "9999999999.99", "-9999999999.99"] {
        assert_eq!(euro(text).to_string(), text);
    }
    let malformed = [
        "", "-", ".", "10", "10.", "10.0", "10.000", ".50", "1e3", "1e3.00", "+1.00", " 1.00", "1.00 ", "010.00",
        "00.00", "-0.00", "--1.00", "1,00", "1.0a", "1.-1", "1_0.00", "1.00.00", "NaN", "inf", "١.00", "1.0é",
    ];
    for text in malformed {
        assert_eq!(text.parse::<Euro>(), Err(MoneyError::Malformed), "{text:?}");
    }
    assert_eq!("10000000000.00".parse::<Euro>(), Err(MoneyError::OutOfRange));
    assert_eq!("9".repeat(400).parse::<Euro>(), Err(MoneyError::Malformed));
    assert_eq!(format!("{}.00", "9".repeat(400)).parse::<Euro>(), Err(MoneyError::OutOfRange));
}

#[test]
fn takes_a_decimal_without_losing_a_fraction_of_a_cent() {
    let from = |text: &str| Euro::try_from(text.parse::<Decimal>().unwrap());
    assert_eq!(from("10"), Ok(euro("10.00")));
    assert_eq!(from("10.0"), Ok(euro("10.00")));
    assert_eq!(from("10.010000"), Ok(euro("10.01")));
    assert_eq!(from("-0"), Ok(Euro::ZERO));
    assert_eq!(from("-0").map(|zero| zero.to_string()), Ok("0.00".to_owned()));
    assert_eq!(from("10.001"), Err(MoneyError::TooManyDecimals));
    assert_eq!(from("9999999999.99"), Ok(Euro::MAX));
    assert_eq!(from("-9999999999.99"), Ok(-Euro::MAX));
    assert_eq!(from("10000000000"), Err(MoneyError::OutOfRange));
    assert_eq!(from("-10000000000.00"), Err(MoneyError::OutOfRange));
    assert_eq!(Euro::try_from(Decimal::MAX), Err(MoneyError::OutOfRange));
}

#[test]
fn equal_sums_hash_alike() {
    let sums: std::collections::HashSet<Euro> =
        [euro("10.00"), Euro::try_from(Decimal::TEN).unwrap(), Euro::from_cents(1_000)].into();
    assert_eq!(sums.len(), 1);
}

#[test]
fn signs() {
    assert!(euro("-0.01").is_negative() && !euro("-0.01").is_positive());
    assert!(euro("0.01").is_positive() && !euro("0.01").is_negative());
    assert!(Euro::ZERO.is_zero() && !Euro::ZERO.is_positive() && !Euro::ZERO.is_negative());
    assert!(euro("-1.00") < Euro::ZERO && Euro::ZERO < euro("0.01"));
    assert_eq!(euro("-3.10").abs(), euro("3.10"));
}

#[test]
fn adds_subtracts_and_multiplies() {
    let mut sum = euro("8.00") + euro("1.65") + euro("0.25") + euro("0.10");
    assert_eq!(sum, euro("10.00"));
    sum += euro("0.01");
    sum -= euro("10.02");
    assert_eq!(sum, euro("-0.01"));
    assert_eq!(euro("1.65").times(4), euro("6.60"));
    assert_eq!(euro("1.65").times(0), Euro::ZERO);
    let parts = [euro("40.00"), euro("-3.84")];
    assert_eq!(parts.iter().sum::<Euro>(), euro("36.16"));
    assert_eq!(parts.into_iter().sum::<Euro>(), euro("36.16"));
}

#[test]
fn checked_operations_stop_at_the_bound() {
    let cent = euro("0.01");
    assert_eq!((Euro::MAX - cent).checked_add(cent), Some(Euro::MAX));
    assert_eq!(Euro::MAX.checked_add(cent), None);
    assert_eq!((-Euro::MAX).checked_sub(cent), None);
    assert_eq!((-Euro::MAX).checked_add(cent), Some(cent - Euro::MAX));
}

#[test]
fn counts_whole_times() {
    let voucher = euro("8.00");
    assert_eq!(euro("2500.00").checked_div_floor(voucher), Some(312));
    assert_eq!(euro("8.00").checked_div_floor(voucher), Some(1));
    assert_eq!(euro("7.99").checked_div_floor(voucher), Some(0));
    assert_eq!(Euro::ZERO.checked_div_floor(voucher), Some(0));
    assert_eq!(euro("-80.00").checked_div_floor(voucher), Some(0));
    assert_eq!(voucher.checked_div_floor(Euro::ZERO), None);
    assert_eq!(voucher.checked_div_floor(euro("-1.00")), None);
    assert_eq!(Euro::MAX.checked_div_floor(euro("0.01")), None);
}

#[test]
fn percentage_is_rounded_down() {
    let percent = |part: &str, whole: &str| euro(part).percent_of(euro(whole)).map(|percent| percent.to_string());
    assert_eq!(percent("2499.99", "2500.00"), Some("99.9".to_owned()));
    assert_eq!(percent("2500.00", "2500.00"), Some("100.0".to_owned()));
    assert_eq!(percent("3000.00", "2500.00"), Some("120.0".to_owned()));
    assert_eq!(percent("0.00", "2500.00"), Some("0.0".to_owned()));
    assert_eq!(percent("-0.01", "2500.00"), Some("-0.1".to_owned()));
    assert_eq!(percent("1.00", "0.00"), None);
    assert_eq!(percent("1.00", "-1.00"), None);
}

#[test]
fn italian_form() {
    assert_eq!(euro("0.00").italian(), "0,00 €");
    assert_eq!(euro("999.99").italian(), "999,99 €");
    assert_eq!(euro("1234.56").italian(), "1.234,56 €");
    assert_eq!(euro("-1234567.05").italian(), "-1.234.567,05 €");
    assert_eq!(euro("-100.00").italian(), "-100,00 €");
}

#[test]
fn json_is_a_string_both_ways() {
    assert_eq!(serde_json::to_string(&euro("10.00")).unwrap(), "\"10.00\"");
    assert_eq!(serde_json::from_str::<Euro>("\"10.00\"").unwrap(), euro("10.00"));
    for refused in ["10", "10.00", "\"10\"", "\"10.0\"", "null", "[\"10.00\"]"] {
        assert!(serde_json::from_str::<Euro>(refused).is_err(), "{refused}");
    }
}

#[test]
fn shares_by_largest_remainder_and_then_by_order() {
    let shares = |total: &str, weights: &[u32]| {
        allocate(euro(total), weights).map(|parts| parts.iter().map(|part| part.cents()).collect::<Vec<_>>())
    };
    assert_eq!(shares("100.00", &[1, 1, 1]), Some(vec![3_334, 3_333, 3_333]));
    assert_eq!(shares("0.02", &[1, 1, 1]), Some(vec![1, 1, 0]));
    assert_eq!(shares("0.05", &[1, 2, 3]), Some(vec![1, 2, 2]));
    assert_eq!(shares("0.10", &[0, 1, 0]), Some(vec![0, 10, 0]));
    assert_eq!(shares("0.00", &[1, 2]), Some(vec![0, 0]));
    assert_eq!(shares("-0.10", &[1, 1, 1]), Some(vec![-4, -3, -3]));
    assert_eq!(shares("10.00", &[]), None);
    assert_eq!(shares("10.00", &[0, 0]), None);
    let largest = allocate(Euro::from_cents(i64::MAX), &[u32::MAX, u32::MAX]).unwrap();
    assert_eq!(largest.iter().sum::<Euro>(), Euro::from_cents(i64::MAX));
}

proptest! {
    #[test]
    fn sharing_conserves_the_sum(
        cents in -999_999_999_999_i64..=999_999_999_999,
        weights in prop::collection::vec(any::<u32>(), 1..12),
    ) {
        prop_assume!(weights.iter().any(|&weight| weight > 0));
        let total = Euro::from_cents(cents);
        let parts = allocate(total, &weights).unwrap();
        prop_assert_eq!(parts.len(), weights.len());
        prop_assert_eq!(parts.iter().sum::<Euro>(), total);
        let whole: i128 = weights.iter().map(|&weight| i128::from(weight)).sum();
        for (part, &weight) in parts.iter().zip(&weights) {
            // Less than one cent away from the exact share.
            let distance = i128::from(part.cents()) * whole - i128::from(cents) * i128::from(weight);
            prop_assert!(distance.abs() < whole);
            prop_assert!(weight > 0 || part.is_zero());
        }
    }

    #[test]
    fn text_decimal_and_json_round_trip(cents in -999_999_999_999_i64..=999_999_999_999) {
        let sum = Euro::from_cents(cents);
        prop_assert_eq!(sum.to_string().parse::<Euro>(), Ok(sum));
        prop_assert_eq!(Euro::try_from(sum.as_decimal()), Ok(sum));
        prop_assert_eq!(sum.as_decimal().scale(), 2);
        let json = serde_json::to_string(&sum).unwrap();
        prop_assert_eq!(serde_json::from_str::<Euro>(&json).unwrap(), sum);
    }

    #[test]
    fn what_is_read_prints_as_it_was(text in "-?[0-9]{1,11}\\.[0-9]{1,3}") {
        if let Ok(sum) = text.parse::<Euro>() {
            prop_assert_eq!(sum.to_string(), text);
        }
    }

    #[test]
    fn order_and_arithmetic_are_those_of_the_cents(a in -1_000_000_i64..1_000_000, b in -1_000_000_i64..1_000_000) {
        let (x, y) = (Euro::from_cents(a), Euro::from_cents(b));
        prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        prop_assert_eq!((x + y).cents(), a + b);
        prop_assert_eq!((x - y).cents(), a - b);
        prop_assert_eq!((x + y).as_decimal(), x.as_decimal() + y.as_decimal());
    }
}

#[test]
fn a_checked_difference_is_the_difference_up_to_the_bound() {
    let cent = Euro::from_cents(1);
    assert_eq!(Euro::from_cents(500).checked_sub(Euro::from_cents(700)), Some(Euro::from_cents(-200)));
    assert_eq!((-Euro::MAX + cent).checked_sub(cent), Some(-Euro::MAX));
    assert_eq!((-Euro::MAX).checked_sub(cent), None);
}
