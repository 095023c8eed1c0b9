//! The check letter that the codice fiscale and the Italian bank account number (CIN) have in common.

/// Values of `0`-`9`, and equally of `A`-`J`, then of `K`-`Z`, in odd places (the first place is odd).
const ODD_PLACE: [u32; 26] =
    [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/// The check letter of `characters`, all of them ASCII digits or upper-case letters; `None` if one is not.
///
/// In even places digits and letters count as their rank (`0` and `A` are zero), in odd places as [`ODD_PLACE`] says;
/// the sum modulo 26 is the rank of the letter. D.M. 23-12-1976 n. 13813 for the codice fiscale.
pub(crate) fn check_letter(characters: &[u8]) -> Option<u8> {
    let mut sum = 0_u32;
    for (index, &character) in characters.iter().enumerate() {
        let rank = match character {
            b'0'..=b'9' => character - b'0',
            b'A'..=b'Z' => character - b'A',
            _ => return None,
        };
        sum += if index.is_multiple_of(2) { ODD_PLACE[usize::from(rank)] } else { u32::from(rank) };
    }
    u8::try_from(sum % 26).ok().map(|rank| b'A' + rank)
}

/// Whether eleven digits end with the right control digit: the sum of the digits, those in even places doubled and
/// reduced to one digit, is a multiple of ten. `digits` must be ASCII digits.
pub(super) fn control_digit_is_right(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(index, &digit)| {
            let value = u32::from(digit - b'0');
            match (index.is_multiple_of(2), value) {
                (true, _) => value,
                (false, 0..=4) => value * 2,
                (false, _) => value * 2 - 9,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}
