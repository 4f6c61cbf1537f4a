use super::chance::Chance;
use crate::stats::{Estimate, Moments};

/// How many of ten thousand studies of `n` normal replications have an interval over the truth.
fn coverage(n: usize, confidence: f64, seed: u64) -> f64 {
    const STUDIES: u32 = 10_000;
    const TRUTH: f64 = 18.0;
    let mut chance = Chance(seed);
    let mut covering = 0;
    for _ in 0..STUDIES {
        let study: Moments = (0..n).map(|_| TRUTH + 3.0 * chance.normal()).collect();
        let estimate = Estimate::of_mean(&study, confidence).unwrap();
        covering += u32::from(estimate.covers(TRUTH) == Some(true));
    }
    f64::from(covering) / f64::from(STUDIES)
}

/// Normal replications are where the t interval is exact, so its coverage is binomial about the
/// nominal level: 99.9 % of seeds fall within 3.291 standard errors.
#[test]
fn the_t_interval_covers_what_it_says() {
    for (seed, n) in [2, 5, 10, 40].into_iter().enumerate() {
        for confidence in [0.90_f64, 0.95, 0.99] {
            let band = 3.291 * (confidence * (1.0 - confidence) / 10_000.0).sqrt();
            let covered = coverage(n, confidence, 2026 + seed as u64);
            assert!((covered - confidence).abs() <= band, "n = {n}: {covered} of {confidence}");
        }
    }
}
