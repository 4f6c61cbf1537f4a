//! Many questions asked of the same study.

/// P values adjusted so that the chance of even one false finding among them stays below the level
/// they are then held against, however they depend on each other.
///
/// S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
/// Statistics 6(2), 1979, 65-70: the smallest of m is multiplied by m, the next by m - 1, and so on,
/// none ends below one before it and none above 1. What is not a number counts as 1.
///
/// ```
/// use keruen::stats::holm;
///
/// assert_eq!(holm(&[0.01, 0.04, 0.03]), [0.03, 0.06, 0.06]);
/// ```
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let proper = |p: f64| if p.is_nan() { 1.0 } else { p.clamp(0.0, 1.0) };
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| proper(p_values[a]).total_cmp(&proper(p_values[b])));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut floor = 0.0_f64;
    for (before, &index) in order.iter().enumerate() {
        let remaining = super::real((p_values.len() - before) as u64);
        floor = floor.max((remaining * proper(p_values[index])).min(1.0));
        adjusted[index] = floor;
    }
    adjusted
}
