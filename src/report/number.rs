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

/// An estimate and the half of its interval; without an interval, the estimate alone.
#[must_use]
pub fn interval(estimate: &Estimate, scale: f64) -> String {
    let value = plain(estimate.estimate * scale);
    match estimate.half_width() {
        Some(half) if half > 0.0 => format!("{value} ±{}", two_figures(half * scale)),
        _ => value,
    }
}

/// A half-width with two significant figures.
fn two_figures(value: f64) -> String {
    let size = value.abs();
    let decimals = if size >= 10.0 {
        0
    } else if size >= 1.0 {
        1
    } else if size >= 0.1 {
        2
    } else {
        3
    };
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
    fn an_estimate_of_one_replication_has_no_interval() {
        let alone = Estimate { estimate: 12.0, low: None, high: None, n: 1 };
        assert_eq!(interval(&alone, 1.0), "12.0");
        let pair = Estimate { estimate: 12.0, low: Some(11.5), high: Some(12.5), n: 9 };
        assert_eq!(interval(&pair, 2.0), "24.0 ±1.0");
    }
}
