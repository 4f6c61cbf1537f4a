//! From text to a number with a dimension.
//!
//! ```text
//! quantity = number unit              "4.5 Mt/yr"   "0.12 USD/TEU-km"   "4 /d"   "95 %"
//! number   = [+-] digits [. digits] [e [+-] digits]            digits may hold `_`
//! unit     = [product] { "/" product }                         at most four factors
//! product  = symbol { ("-" | "·" | "*") symbol }               binds tighter than "/"
//! ```

use std::ops::Range;

use super::dimension::Dimension;
use super::malformed::{Malformed, shortened};
use super::measured::Measured;
use super::ratio::Ratio;
use super::unit;

/// The most factors a unit may have; four of the largest still multiply exactly.
const MOST_FACTORS: usize = 4;

/// The largest value accepted, in canonical units: far beyond any freight, and far enough below
/// the largest `f64` that no change of unit can overflow.
const LARGEST: f64 = 1e150;

/// What stands between two factors of a unit.
const SEPARATORS: [char; 4] = ['/', '-', '·', '*'];

/// Reads a number with a unit, such as `"0.12 USD/TEU-km"`.
pub fn parse(text: &str) -> Result<Measured, Malformed> {
    let (number, number_end) = leading_number(text)?;
    let written = || shortened(text[..number_end].trim_start());
    let expression = trimmed(text, number_end..text.len());
    if expression.is_empty() {
        return Err(Malformed::NoUnit { number: written() });
    }
    if is_broken_off(text, number_end, expression.start) {
        return Err(Malformed::Separator { at: expression });
    }
    let (unit, dimension) = unit_expression(text, expression)?;
    let measured = Measured::new(number, unit, dimension);
    if measured.value().abs() > LARGEST {
        return Err(Malformed::NotFinite { number: written() });
    }
    Ok(measured)
}

/// Reads a bare number such as `"1_000"` or `"0.3"`, for the few inputs that have no unit.
pub fn parse_number(text: &str) -> Result<f64, Malformed> {
    let (number, number_end) = leading_number(text)?;
    let rest = trimmed(text, number_end..text.len());
    if rest.is_empty() {
        Ok(number)
    } else if is_broken_off(text, number_end, rest.start) {
        Err(Malformed::Separator { at: rest })
    } else {
        Err(Malformed::NotBare { at: rest })
    }
}

/// The number a text begins with, and where it ends.
fn leading_number(text: &str) -> Result<(f64, usize), Malformed> {
    let trimmed = text.trim_start();
    if trimmed.is_empty() {
        return Err(Malformed::Empty);
    }
    let start = text.len() - trimmed.len();
    let end = start + number_length(trimmed.as_bytes());
    let written: String = text[start..end].chars().filter(|&c| c != '_').collect();
    let number: f64 =
        written.parse().map_err(|_| Malformed::NoNumber { text: shortened(trimmed.trim_end()) })?;
    if number.abs() > LARGEST {
        return Err(Malformed::NotFinite { number: shortened(&text[start..end]) });
    }
    Ok((number, end))
}

/// How many leading bytes form a number; zero if there is none.
fn number_length(bytes: &[u8]) -> usize {
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let whole = digits_length(&bytes[sign..]);
    if whole == 0 {
        return 0;
    }
    let mut end = sign + whole;
    if bytes.get(end) == Some(&b'.') {
        let decimals = digits_length(&bytes[end + 1..]);
        if decimals > 0 {
            end += 1 + decimals;
        }
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits_length(&bytes[end + 1 + sign..]);
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    end
}

/// How many leading bytes are digits, counting a `_` that stands between two digits.
fn digits_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(byte) = bytes.get(length) {
        let between = *byte == b'_' && length > 0 && bytes.get(length + 1).is_some_and(u8::is_ascii_digit);
        if !byte.is_ascii_digit() && !between {
            break;
        }
        length += 1;
    }
    length
}

/// Whether the number goes on where it may not: `1,000`, `1 000`, `1'000`, `1.5.2`.
fn is_broken_off(text: &str, number_end: usize, start: usize) -> bool {
    match text.as_bytes().get(start) {
        Some(byte) if byte.is_ascii_digit() => true,
        Some(b',' | b'\'' | b'.' | b'_') => start == number_end,
        _ => false,
    }
}

/// The factor and the dimension of the unit expression that stands at `whole`. Past the first
/// slash every factor divides: `USD/t-km` and `USD/t/km` mean the same.
fn unit_expression(text: &str, whole: Range<usize>) -> Result<(Ratio, Dimension), Malformed> {
    let mut ratio = Ratio::ONE;
    let mut dimension = Dimension::NONE;
    let mut divides = text[whole.clone()].starts_with('/');
    let mut start = whole.start + usize::from(divides);
    for _ in 0..MOST_FACTORS {
        let rest = &text[start..whole.end];
        let end = start + rest.find(SEPARATORS).unwrap_or(rest.len());
        let unit = look_up(text, trimmed(text, start..end))?;
        if divides {
            ratio = ratio.over(unit.factor);
            dimension = dimension.over(unit.dimension);
        } else {
            ratio = ratio.times(unit.factor);
            dimension = dimension.times(unit.dimension);
        }
        let Some(separator) = text[end..whole.end].chars().next() else {
            return Ok((ratio, dimension));
        };
        divides |= separator == '/';
        start = end + separator.len_utf8();
    }
    Err(Malformed::TooManyFactors { at: trimmed(text, start..whole.end) })
}

/// A byte range without the blanks around what it holds.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let held = &text[range.clone()];
    let start = range.start + held.len() - held.trim_start().len();
    start..start + held.trim().len()
}

fn look_up(text: &str, at: Range<usize>) -> Result<&'static unit::Unit, Malformed> {
    let symbol = &text[at.clone()];
    if symbol.is_empty() {
        return Err(Malformed::MissingUnit { at });
    }
    unit::find(symbol).ok_or_else(|| Malformed::UnknownUnit {
        unit: shortened(symbol),
        at,
        suggestion: unit::suggest(symbol).map(str::to_owned),
    })
}
