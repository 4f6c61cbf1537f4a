//! Numbers as people read them.

/// A number with four significant digits, its whole part always in full: `0.03512`, `16.64`,
/// `12_345`. Trailing zeros are dropped, thousands are separated as scenario files write them,
/// and the very large and very small come in powers of ten, so that what is printed can be read
/// back by [`parse`](super::parse()).
///
/// ```
/// use keruen::quantity::significant;
///
/// assert_eq!(significant(233.0 * 1.852), "431.5");
/// assert_eq!(significant(20_000.0), "20_000");
/// assert_eq!(significant(2e-7), "2e-7");
/// ```
pub fn significant(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 {
        return "0".to_owned();
    }
    if !value.is_finite() {
        return value.to_string();
    }
    if !(1e-4..1e15).contains(&size) {
        return without_trailing_zeros(&format!("{value:.3e}"));
    }
    with_thousands(&without_trailing_zeros(&format!("{value:.*}", decimals(size))))
}

/// How many decimals make four significant digits.
fn decimals(size: f64) -> usize {
    const STEPS: [(f64, usize); 7] = [
        (999.95, 0),
        (99.995, 1),
        (9.9995, 2),
        (0.999_95, 3),
        (0.099_995, 4),
        (0.009_999_5, 5),
        (0.000_999_95, 6),
    ];
    STEPS.iter().find_map(|&(from, decimals)| (size >= from).then_some(decimals)).unwrap_or(7)
}

fn without_trailing_zeros(written: &str) -> String {
    let (digits, exponent) = match written.find('e') {
        Some(at) => written.split_at(at),
        None => (written, ""),
    };
    let kept = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits };
    format!("{kept}{exponent}")
}

/// Underscores between groups of three digits, from five digits on.
fn with_thousands(written: &str) -> String {
    let whole_end = written.find('.').unwrap_or(written.len());
    let whole_start = usize::from(written.starts_with('-'));
    if whole_end - whole_start < 5 {
        return written.to_owned();
    }
    let mut grouped = String::with_capacity(written.len() + 5);
    for (at, digit) in written.char_indices() {
        let to_go = whole_end.saturating_sub(at);
        if at > whole_start && to_go > 0 && to_go.is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::significant;

    #[test]
    fn four_significant_digits() {
        let table = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (0.3, "0.3"),
            (1234.0, "1234"),
            (12_345.6, "12_346"),
            (-1_234_567.0, "-1_234_567"),
            (-123_456.0, "-123_456"),
            (9.9996, "10"),
            (999.96, "1000"),
            (0.035_123, "0.03512"),
            (0.000_999_99, "0.001"),
            (431.516, "431.5"),
            (1e20, "1e20"),
            (1.5e-9, "1.5e-9"),
            (f64::INFINITY, "inf"),
            (f64::NAN, "NaN"),
        ];
        for (value, written) in table {
            assert_eq!(significant(value), written, "{value:?}");
        }
    }
}
