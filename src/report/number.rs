//! Numbers for people: three or four figures, and the interval beside them.

use crate::stats::Estimate;

/// A number with about four significant figures and thousands apart.
#[must_use]
pub fn plain(value: f64) -> String {
    let size = value.abs();
    let decimals = if size >= 100.0 || size == 0.0 {
        0
    } else if size >= 10.0 {
        1
    } else if size >= 1.0 {
        2
    } else {
        3
    };
    grouped(&format!("{value:.decimals$}"))
}

/// An estimate and the half of its interval, both to the place of the second figure of the half;
/// of one replication, or with an interval too narrow to show, the estimate alone. Where several replications
/// do not bound it, `±?`.
#[must_use]
pub fn interval(estimate: &Estimate, scale: f64) -> String {
    let value = estimate.estimate * scale;
    if estimate.half_width().is_none() && estimate.n > 1 {
        return format!("{} ±?", plain(value));
    }
    let half = estimate.half_width().map_or(0.0, |half| half * scale);
    if half <= value.abs() * NARROW || half < SMALLEST {
        return plain(value);
    }
    let place = (1 - half.log10().floor() as i32).min(3);
    format!("{} ±{}", rounded(value, place), rounded(half, place))
}

/// The two ends of an interval of one sign, to the place of the second figure of its half.
#[must_use]
pub(super) fn range(low: f64, high: f64) -> String {
    let half = (high - low) / 2.0;
    if half <= high.abs() * NARROW || half < SMALLEST {
        return plain(high);
    }
    let place = (1 - half.log10().floor() as i32).min(3);
    format!("{} to {}", rounded(low, place), rounded(high, place))
}

/// A whole number with thousands apart.
#[must_use]
pub(super) fn whole(value: f64) -> String {
    grouped(&format!("{value:.0}"))
}

/// A difference with its sign, unless what is shown of it is zero.
#[must_use]
pub(super) fn signed(text: &str) -> String {
    let zero = |text: &str| {
        let number = text.split([' ', '±']).next().unwrap_or(text);
        !number.contains(|c: char| ('1'..='9').contains(&c))
    };
    match text.strip_prefix('-') {
        Some(size) if zero(size) => size.to_owned(),
        None if !zero(text) => format!("+{text}"),
        _ => text.to_owned(),
    }
}

/// Intervals narrower than this part of their estimate come from rounding, not from chance.
const NARROW: f64 = 1e-6;

/// Half-widths below this vanish at three decimals, the most that are shown.
const SMALLEST: f64 = 0.0005;

/// A number with so many decimals; fewer than none are zeros before the point.
fn rounded(value: f64, decimals: i32) -> String {
    let zeros = 10_f64.powi((-decimals).max(0));
    let decimals = decimals.max(0) as usize;
    let value = if zeros > 1.0 { (value / zeros).round() * zeros } else { value };
    grouped(&format!("{value:.decimals$}"))
}

/// Thousands apart by a thin gap that copies well: an underscore would be code, a comma a decimal.
fn grouped(text: &str) -> String {
    let (whole, rest) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut out = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 && digits.len() > 4 {
            out.push(' ');
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_about_four_figures() {
        let shown = [0.0, 0.01234, 1.2345, 12.345, 123.45, 1234.5, 1_234_567.0, -45_678.9].map(plain);
        assert_eq!(shown, ["0", "0.012", "1.23", "12.3", "123", "1234", "1 234 567", "-45 679"]);
    }

    #[test]
    fn a_difference_has_a_sign_unless_it_is_none() {
        let shown = ["0.12 ±0.05", "-0.12 ±0.05", "-0.0 %", "0", "0.00 ±0.40", "3 000"].map(signed);
        assert_eq!(shown, ["+0.12 ±0.05", "-0.12 ±0.05", "0.0 %", "0", "0.00 ±0.40", "+3 000"]);
    }

    #[test]
    fn an_estimate_of_one_replication_has_no_interval() {
        let alone = Estimate { estimate: 12.0, low: None, high: None, n: 1 };
        assert_eq!(interval(&alone, 1.0), "12.0");
    }

    #[test]
    fn an_estimate_that_replications_do_not_bound_is_no_certainty() {
        let unbounded = Estimate { estimate: 12.0, low: None, high: None, n: 2 };
        assert_eq!(interval(&unbounded, 100.0), "1200 ±?");
        let half = Estimate { low: Some(11.0), ..unbounded };
        assert_eq!(interval(&half, 1.0), "12.0 ±?");
    }

    #[test]
    fn an_estimate_is_as_precise_as_its_interval() {
        let shown = |estimate, half| {
            let (low, high) = (Some(estimate - half), Some(estimate + half));
            interval(&Estimate { estimate, low, high, n: 9 }, 1.0)
        };
        assert_eq!(shown(24.0, 1.0), "24.0 ±1.0");
        assert_eq!(shown(4.3512, 0.0849), "4.351 ±0.085");
        assert_eq!(shown(113.333, 12.34), "113 ±12");
        assert_eq!(shown(578_853.0, 51_262.0), "579 000 ±51 000");
        assert_eq!(shown(12.0, 0.0), "12.0");
        assert_eq!(shown(952.0, 1e-13), "952");
        assert_eq!(shown(0.0, 0.0), "0");
        assert_eq!(shown(0.0123, 0.0042), "0.012 ±0.004");
        assert_eq!(shown(0.00004, 0.00003), "0.000");
    }
}
