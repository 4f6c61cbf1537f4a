//! What must hold of any data whatever.

use crate::stats::{Feature, PooledQuantiles, Survival, holm, mser5};
use proptest::collection::vec;
use proptest::prelude::*;

/// Times from nothing to the end of what 64 bits hold, many of them equal.
fn times() -> impl Strategy<Value = Vec<u64>> {
    let time = prop_oneof![0..20_u64, 900..1200_u64, 100_000_000..4_000_000_000_u64, u64::MAX - 5..=u64::MAX];
    vec(time, 0..40)
}

fn absorbed(replications: &[Vec<u64>]) -> PooledQuantiles {
    let mut pooled = PooledQuantiles::default();
    (0..).zip(replications).for_each(|(number, samples)| pooled.absorb(number, samples));
    pooled
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn pooled_quantiles_are_ordered(replications in vec(times(), 0..12)) {
        let pooled = absorbed(&replications);
        let all = replications.concat();
        let mut before = 0.0;
        for percent in 0..=20 {
            let Some(estimate) = pooled.estimate(Feature::Quantile(f64::from(percent) / 20.0), 0.9) else {
                prop_assert!(all.is_empty());
                continue;
            };
            prop_assert!(estimate.estimate >= before);
            before = estimate.estimate;
            if let (Some(low), Some(high)) = (estimate.low, estimate.high) {
                prop_assert!(low <= estimate.estimate && estimate.estimate <= high);
            }
        }
        if let (Some(least), Some(greatest)) = (all.iter().min(), all.iter().max()) {
            prop_assert_eq!(pooled.value(Feature::Quantile(0.0)), Some(*least as f64));
            prop_assert_eq!(pooled.value(Feature::Quantile(1.0)), Some(*greatest as f64));
            prop_assert_eq!(pooled.value(Feature::Share(*greatest)), Some(1.0));
        }
    }

    #[test]
    fn any_split_of_the_replications_is_the_same(replications in vec(times(), 1..12), at in 0..12_usize) {
        let whole = absorbed(&replications);
        let (mut left, mut right) = (PooledQuantiles::default(), PooledQuantiles::default());
        for (number, samples) in replications.iter().enumerate() {
            let part = if number < at { &mut left } else { &mut right };
            part.absorb(number as u64, samples);
        }
        right.merge(&left);
        for feature in [Feature::Quantile(0.9), Feature::Range(0.1, 0.9), Feature::Share(1000), Feature::Mean] {
            prop_assert_eq!(whole.estimate(feature, 0.95), right.estimate(feature, 0.95));
            prop_assert_eq!(
                whole.difference(&right, feature, 0.95).map(|difference| difference.estimate.estimate),
                whole.value(feature).map(|_| 0.0)
            );
        }
    }

    /// With nothing cut off, the least time within which a share arrives is an order statistic, next
    /// to which interpolated quantiles lie.
    #[test]
    fn without_cutting_off_survival_is_the_plain_distribution(replications in vec(times(), 1..20)) {
        let (mut survival, pooled) = (Survival::default(), absorbed(&replications));
        (0..).zip(&replications).for_each(|(number, samples)| survival.absorb(number, samples, &[]));
        let mut all = replications.concat();
        all.sort_unstable();
        for p in [0.1, 0.5, 0.9] {
            let Some(found) = survival.quantile(p) else {
                prop_assert!(all.is_empty());
                continue;
            };
            let exact = all[(p * all.len() as f64 - 1e-9).ceil() as usize - 1] as f64;
            prop_assert!((found - exact).abs() <= exact / 512.0, "{} is not {}", found, exact);
        }
        if let Some(limit) = all.get(all.len() / 2).filter(|&&limit| limit < 1 << 52) {
            let (one, other) = (survival.share_within(*limit), pooled.value(Feature::Share(*limit)));
            prop_assert!((one.unwrap() - other.unwrap()).abs() < 1e-9);
        }
    }

}

proptest! {
    #[test]
    fn adjusted_p_values_are_larger_and_in_the_same_order(p_values in vec(0.0..=1.0_f64, 0..30)) {
        let adjusted = holm(&p_values);
        for (index, &p) in p_values.iter().enumerate() {
            prop_assert!(adjusted[index] >= p && adjusted[index] <= 1.0);
            for (other, &of_other) in p_values.iter().enumerate() {
                prop_assert!(p > of_other || adjusted[index] <= adjusted[other]);
            }
        }
    }

    #[test]
    fn a_cut_leaves_more_than_half(series in vec(-1e9..1e9_f64, 0..300)) {
        if let Ok(cut) = mser5(&series) {
            prop_assert!(2 * cut.buckets < series.len() && cut.buckets % 5 == 0);
        }
    }
}
