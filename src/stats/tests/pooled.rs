//! Pooled quantiles against exact quantiles, against variances computed in two passes, and against
//! themselves absorbed in other orders.

use super::chance::Chance;
use crate::stats::bins::bin_of;
use crate::stats::{Feature, PairedRatios, PooledQuantiles, Ratio, quantile, student_t_quantile};

/// Transit times \[ms\] of replications that each had a year of their own.
fn replications(count: usize, seed: u64) -> Vec<Vec<u64>> {
    let mut chance = Chance(seed);
    (0..count)
        .map(|_| {
            let year = 1.2e9 * (0.1 * chance.normal()).exp();
            let consignments = 50 + (100.0 * chance.next()) as usize;
            (0..consignments).map(|_| (year * (0.3 * chance.normal()).exp()) as u64).collect()
        })
        .collect()
}

fn absorbed(replications: &[Vec<u64>]) -> PooledQuantiles {
    let mut pooled = PooledQuantiles::default();
    (0..).zip(replications).for_each(|(number, samples)| pooled.absorb(number, samples));
    pooled
}

fn sorted(replications: &[Vec<u64>]) -> Vec<u64> {
    let mut all = replications.concat();
    all.sort_unstable();
    all
}

#[test]
fn bins_are_narrow_and_in_order() {
    assert_eq!((bin_of(0), bin_of(1023), bin_of(1024), bin_of(1025)), (0, 1023, 1024, 1024));
    assert_eq!((bin_of(2046), bin_of(2047), bin_of(2048)), (1535, 1535, 1536));
    let mut value = 1_u64;
    while value < u64::MAX / 2 {
        let next = value + value / 512 + 1;
        assert!(bin_of(next) > bin_of(value), "{value} and {next} share a bin");
        assert!(bin_of(value - 1) <= bin_of(value));
        value = next;
    }
    assert_eq!(bin_of(u64::MAX), 54 * 512 + 1023);
}

#[test]
fn exact_where_samples_are_few_or_equal() {
    let few = [vec![300, 310, 350], vec![], vec![280, 1_000_000_007, 310]];
    let same = vec![vec![1_234_567_891_234; 40]; 3];
    for replications in [few.to_vec(), same] {
        let (pooled, all) = (absorbed(&replications), sorted(&replications));
        for percent in 0..=100 {
            let p = f64::from(percent) / 100.0;
            assert_eq!(pooled.value(Feature::Quantile(p)), quantile(&all, p).ok(), "P{percent}");
        }
    }
}

#[test]
fn close_where_samples_are_many() {
    let replications = replications(400, 7);
    let (pooled, all) = (absorbed(&replications), sorted(&replications));
    for p in [0.0, 0.01, 0.1, 0.5, 0.9, 0.95, 0.99, 1.0] {
        let (found, exact) = (pooled.value(Feature::Quantile(p)).unwrap(), quantile(&all, p).unwrap());
        assert!((found / exact - 1.0).abs() < 2e-4, "P{p}: {found}, not {exact}");
    }
    let mean = all.iter().sum::<u64>() as f64 / all.len() as f64;
    assert!((pooled.value(Feature::Mean).unwrap() / mean - 1.0).abs() < 1e-14);
    let limit = 1_300_000_000;
    let share = all.iter().filter(|&&sample| sample <= limit).count() as f64 / all.len() as f64;
    assert!((pooled.value(Feature::Share(limit)).unwrap() - share).abs() < 1e-3);
    let range = pooled.value(Feature::Range(0.5, 0.9)).unwrap();
    assert!((range / (quantile(&all, 0.9).unwrap() - quantile(&all, 0.5).unwrap()) - 1.0).abs() < 1e-3);
    let index = pooled.value(Feature::BufferIndex(0.95)).unwrap();
    assert!((index - (quantile(&all, 0.95).unwrap() / mean - 1.0)).abs() < 1e-3);
}

/// The interval of the share below, by hand in two passes over all samples, turned into one of the
/// quantile.
#[test]
fn the_interval_of_a_quantile_by_hand() {
    let replications = replications(30, 3);
    let (pooled, all) = (absorbed(&replications), sorted(&replications));
    for p in [0.1, 0.5, 0.9] {
        let point = quantile(&all, p).unwrap();
        let total = all.len() as f64;
        let share = all.iter().filter(|&&sample| sample as f64 <= point).count() as f64 / total;
        let squares: f64 = replications
            .iter()
            .map(|samples| {
                let below = samples.iter().filter(|&&sample| sample as f64 <= point).count() as f64;
                (below - share * samples.len() as f64).powi(2)
            })
            .sum();
        let error = (30.0 / 29.0 * squares).sqrt() / total;
        let margin = student_t_quantile(0.975, 29.0).unwrap() * error;
        let (low, high) = (quantile(&all, p - margin).unwrap(), quantile(&all, p + margin).unwrap());
        let found = pooled.estimate(Feature::Quantile(p), 0.95).unwrap();
        let width = high - low;
        assert!((found.low.unwrap() - low).abs() < 0.02 * width, "P{p}: {found:?}, not {low}");
        assert!((found.high.unwrap() - high).abs() < 0.02 * width, "P{p}: {found:?}, not {high}");
    }
}

#[test]
fn the_order_of_absorbing_and_merging_changes_no_byte() {
    let replications = replications(70, 11);
    let forward = absorbed(&replications);
    let mut backward = PooledQuantiles::default();
    for (number, samples) in replications.iter().enumerate().rev() {
        backward.absorb(number as u64, samples);
    }
    let mut parts = vec![PooledQuantiles::default(); 7];
    for (number, samples) in replications.iter().enumerate() {
        parts[(number * 5) % 7].absorb(number as u64, samples);
    }
    let merged = parts.iter().rev().fold(PooledQuantiles::default(), |mut all, part| {
        all.merge(part);
        all
    });
    for feature in [
        Feature::Quantile(0.9),
        Feature::Mean,
        Feature::Range(0.1, 0.9),
        Feature::BufferIndex(0.95),
        Feature::Share(1_500_000_000),
    ] {
        let estimate = forward.estimate(feature, 0.95);
        assert!(estimate.unwrap().low.is_some(), "{feature:?}");
        assert_eq!(estimate, backward.estimate(feature, 0.95));
        assert_eq!(estimate, merged.estimate(feature, 0.95));
    }
}

#[test]
fn one_replication_has_no_interval_and_none_has_no_value() {
    let single = absorbed(&replications(1, 5));
    for feature in [Feature::Quantile(0.5), Feature::Mean, Feature::Share(1_000_000_000)] {
        let estimate = single.estimate(feature, 0.95).unwrap();
        assert_eq!((estimate.low, estimate.high, estimate.n), (None, None, 1));
        assert_eq!(PooledQuantiles::default().estimate(feature, 0.95), None);
        let difference = single.difference(&single, feature, 0.95).unwrap();
        assert_eq!((difference.estimate.low, difference.p_value), (None, None));
    }
    assert_eq!(single.value(Feature::Quantile(1.5)), None);
    assert_eq!(single.value(Feature::Quantile(f64::NAN)), None);
    assert_eq!(absorbed(&[vec![], vec![]]).value(Feature::Mean), None);
    let few = absorbed(&[vec![1, 2, 3], vec![2, 3, 4]]);
    assert_eq!(few.estimate(Feature::Quantile(0.99), 0.95).unwrap().low, None);
}

#[test]
fn without_chance_the_width_is_zero() {
    let certain = absorbed(&[vec![700; 10], vec![700; 12], vec![700; 9]]);
    assert!(certain.estimate(Feature::Quantile(0.9), 0.95).unwrap().all_agree());
    assert!(certain.estimate(Feature::Mean, 0.95).unwrap().all_agree());
    let on_time = certain.estimate(Feature::Share(800), 0.95).unwrap();
    assert_eq!((on_time.estimate, on_time.high), (1.0, Some(1.0)));
    assert!(on_time.low.unwrap() < 0.5, "three replications do not prove that nothing is ever late");
}

/// The same scenario twice differs by nothing; an hour later differs by an hour, surely.
#[test]
fn differences_that_are_known() {
    let base = replications(40, 9);
    let later: Vec<Vec<u64>> = base.iter().map(|all| all.iter().map(|at| at + 3_600_000).collect()).collect();
    let (base, later) = (absorbed(&base), absorbed(&later));
    for feature in [Feature::Quantile(0.9), Feature::Mean, Feature::BufferIndex(0.95)] {
        let none = base.difference(&base, feature, 0.95).unwrap();
        assert_eq!((none.estimate.estimate, none.standard_error), (0.0, Some(0.0)));
        assert_eq!((none.p_value, none.p_equivalence(0.0)), (Some(1.0), Some(0.0)));
    }
    let hour = base.difference(&later, Feature::Mean, 0.95).unwrap();
    assert!((hour.estimate.estimate / 3.6e6 - 1.0).abs() < 1e-6 && hour.p_value.unwrap() < 1e-9);
    assert!(hour.variance_ratio.is_none_or(|ratio| ratio > 1e6));
    let hour = base.difference(&later, Feature::Quantile(0.9), 0.95).unwrap();
    assert!((hour.estimate.estimate / 3.6e6 - 1.0).abs() < 0.1, "{hour:?}");
}

/// Cochran's ratio estimator by hand: totals 7300 / 70, residuals in two passes.
#[test]
fn a_ratio_by_hand() {
    let data = [(1000.0, 10.0), (4400.0, 40.0), (1900.0, 20.0), (900.0, 8.0)];
    let ratio = 8200.0 / 78.0;
    let squares: f64 = data.iter().map(|(top, bottom)| f64::powi(top - ratio * bottom, 2)).sum();
    let half = student_t_quantile(0.975, 3.0).unwrap() * (squares / 3.0 / 4.0).sqrt() / 19.5;
    let (mut whole, mut left, mut right) = (Ratio::default(), Ratio::default(), Ratio::default());
    for (index, &(top, bottom)) in data.iter().enumerate() {
        whole.push(top, bottom);
        if index < 1 {
            left.push(top, bottom)
        } else {
            right.push(top, bottom)
        };
    }
    left.merge(&right);
    for found in [whole, left] {
        let estimate = found.estimate(0.95).unwrap();
        assert!((estimate.estimate / ratio - 1.0).abs() < 1e-14);
        assert!((estimate.half_width().unwrap() / half - 1.0).abs() < 1e-11);
    }
    let mut empty = Ratio::default();
    assert_eq!(empty.estimate(0.95), None);
    empty.push(1.0, 0.0);
    assert_eq!(empty.estimate(0.95), None);
    let mut single = Ratio::default();
    single.push(3.0, 2.0);
    assert_eq!((single.value(), single.estimate(0.95).unwrap().low), (Some(1.5), None));
}

/// With denominators of one, ratios are means, and their difference the paired t interval.
#[test]
fn a_difference_of_ratios_by_hand() {
    let (mut ratios, mut pairs) = (PairedRatios::default(), crate::stats::Pairs::default());
    let mut twins = PairedRatios::default();
    for (base, alternative) in [(12.1, 11.4), (9.8, 9.1), (15.3, 13.9), (11.0, 10.7)] {
        ratios.push((base, 1.0), (alternative, 1.0));
        pairs.push(base, alternative);
        twins.push((base, 3.3 - base), (base, 3.3 - base));
    }
    let (found, expected) = (ratios.difference(0.95).unwrap(), pairs.difference(0.95).unwrap());
    for (found, expected) in [
        (Some(found.estimate.estimate), Some(expected.estimate.estimate)),
        (found.standard_error, expected.standard_error),
        (found.variance_ratio, expected.variance_ratio),
        (found.p_value, expected.p_value),
    ] {
        assert!((found.unwrap() / expected.unwrap() - 1.0).abs() < 1e-9, "{found:?}, not {expected:?}");
    }
    let none = twins.difference(0.95).unwrap();
    assert_eq!((none.estimate.estimate, none.standard_error, none.variance_ratio), (0.0, Some(0.0), None));
}
