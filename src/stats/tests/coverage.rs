//! How often intervals hold the truth, on models whose answers are known. Small and seeded; the
//! larger study, with more cases, is `examples/coverage`.

use super::chance::Chance;
use crate::stats::{
    Estimate, Feature, Moments, PairedRatios, Pairs, PooledQuantiles, Precision, Ratio, Step, Stopping,
    Survival, mser5,
};

/// What share of studies has an interval over the truth.
fn coverage(
    studies: u32,
    seed: u64,
    truth: f64,
    mut study: impl FnMut(&mut Chance) -> Option<Estimate>,
) -> f64 {
    let mut chance = Chance(seed);
    let mut holds = |_: &u32| study(&mut chance).and_then(|estimate| estimate.covers(truth)) == Some(true);
    let held = (0..studies).filter(|number| holds(number)).count();
    held as f64 / f64::from(studies)
}

/// Holds a 95 % interval to 95 %, but for what chance may do to so many studies once in a thousand
/// seeds (3.291 standard errors), and but for `short`, by which the method is known to fall short.
fn assert_covers(what: &str, studies: u32, found: f64, short: f64) {
    let band = 3.291 * (0.95 * 0.05 / f64::from(studies)).sqrt();
    assert!(found > 0.95 - short - band && found < 0.95 + band, "{what}: {found} of 0.95");
}

/// Normal replications are where the t interval is exact, so its coverage is binomial about the
/// nominal level: 99.9 % of seeds fall within 3.291 standard errors.
#[test]
fn the_t_interval_covers_what_it_says() {
    for (seed, n) in [2, 5, 10, 40].into_iter().enumerate() {
        for confidence in [0.90_f64, 0.95, 0.99] {
            let band = 3.291 * (confidence * (1.0 - confidence) / 10_000.0).sqrt();
            let covered = coverage(10_000, 2026 + seed as u64, 18.0, |chance| {
                let study: Moments = (0..n).map(|_| 18.0 + 3.0 * chance.normal()).collect();
                Estimate::of_mean(&study, confidence)
            });
            assert!((covered - confidence).abs() <= band, "n = {n}: {covered} of {confidence}");
        }
    }
}

#[test]
fn skewed_means_are_covered_better_with_the_correction() {
    let sample = |chance: &mut Chance| (0..20).map(|_| chance.exponential()).collect::<Moments>();
    let plain = coverage(4000, 1, 1.0, |chance| Estimate::of_mean(&sample(chance), 0.95));
    let corrected = coverage(4000, 1, 1.0, |chance| Estimate::of_skewed_mean(&sample(chance), 0.95));
    assert_covers("t", 4000, plain, 0.032);
    assert_covers("corrected", 4000, corrected, 0.005);
    assert!(corrected > plain + 0.015, "{corrected} against {plain}");
}

#[test]
fn ratios_and_their_differences() {
    let year = |chance: &mut Chance| {
        let tonnes = (0.5 * chance.normal()).exp();
        (tonnes * (3.0 + chance.normal()), tonnes)
    };
    let ratio = coverage(2000, 5, 3.0, |chance| {
        let mut ratio = Ratio::default();
        for _ in 0..40 {
            let (cost, tonnes) = year(chance);
            ratio.push(cost, tonnes);
        }
        ratio.estimate(0.95)
    });
    assert_covers("ratio", 2000, ratio, 0.008);
    let difference = coverage(2000, 6, -0.3, |chance| {
        let mut ratios = PairedRatios::default();
        for _ in 0..40 {
            let (cost, tonnes) = year(chance);
            let other = tonnes * (0.1 * chance.normal()).exp();
            ratios.push((cost, tonnes), ((cost / tonnes - 0.3) * other, other));
        }
        Some(ratios.difference(0.95)?.estimate)
    });
    assert_covers("difference of ratios", 2000, difference, 0.008);
}

#[test]
fn paired_differences() {
    let found = coverage(4000, 7, -1.0, |chance| {
        let mut pairs = Pairs::default();
        for _ in 0..12 {
            let shared = 5.0 * chance.normal();
            pairs.push(18.0 + shared + chance.normal(), 17.0 + shared + chance.normal());
        }
        Some(pairs.difference(0.95)?.estimate)
    });
    assert_covers("paired difference", 4000, found, 0.0);
}

/// Times in system of an M/M/1 queue in steady state, exponential of mean load / (1 - load) hours,
/// of those who arrive within 200 h. Neighbours wait in the same line and are anything but
/// independent: to take them so would cover less than 60 %.
fn times(load: f64, chance: &mut Chance) -> Vec<u64> {
    let (wait, first) = (chance.next(), chance.exponential());
    let mut work = if wait < load { load / (1.0 - load) * first } else { 0.0 };
    let (mut times, mut clock) = (Vec::new(), 0.0);
    loop {
        let (gap, service) = (chance.exponential(), chance.exponential());
        clock += gap;
        if clock > 200.0 {
            return times;
        }
        work = (work - gap).max(0.0) + load * service;
        times.push((3.6e6 * work) as u64);
    }
}

fn quantile(load: f64, p: f64) -> f64 {
    -3.6e6 * load / (1.0 - load) * (1.0 - p).ln()
}

fn pooled(load: f64, n: u64, chance: &mut Chance) -> PooledQuantiles {
    let mut pooled = PooledQuantiles::default();
    (0..n).for_each(|number| pooled.absorb(number, &times(load, chance)));
    pooled
}

#[test]
fn quantiles_of_dependent_samples() {
    for p in [0.5, 0.9] {
        let found = coverage(500, 8, quantile(0.7, p), |chance| {
            pooled(0.7, 20, chance).estimate(Feature::Quantile(p), 0.95)
        });
        assert_covers("quantile", 500, found, 0.015);
    }
}

#[test]
fn differences_of_quantiles() {
    let found = coverage(300, 9, quantile(0.6, 0.5) - quantile(0.7, 0.5), |chance| {
        let seed = (1e15 * chance.next()) as u64;
        let [base, other] = [0.7, 0.6].map(|load| pooled(load, 40, &mut Chance(seed)));
        Some(base.difference(&other, Feature::Quantile(0.5), 0.95)?.estimate)
    });
    assert_covers("difference of quantiles", 300, found, 0.02);
}

/// Transit of 20 d, lognormal, watched for 60 d: a quarter is under way at the end. The product
/// limit holds the true median; the median of those that arrived does not.
#[test]
fn times_that_are_cut_off() {
    const TRUTH: f64 = 20_000.0;
    let season = |chance: &mut Chance| -> (Vec<u64>, Vec<u64>) {
        let (mut arrived, mut running) = (Vec::new(), Vec::new());
        for _ in 0..50 {
            let (start, transit) = (60_000.0 * chance.next(), TRUTH * (0.5 * chance.normal()).exp());
            if start + transit <= 60_000.0 {
                arrived.push(transit as u64);
            } else {
                running.push((60_000.0 - start) as u64);
            }
        }
        (arrived, running)
    };
    let found = coverage(400, 10, TRUTH, |chance| {
        let mut survival = Survival::default();
        for number in 0..20 {
            let (arrived, running) = season(chance);
            survival.absorb(number, &arrived, &running);
        }
        survival.estimate(0.5, 0.95)
    });
    assert_covers("median by product limit", 400, found, 0.01);
    let naive = coverage(400, 10, TRUTH, |chance| {
        let mut pooled = PooledQuantiles::default();
        (0..20).for_each(|number| pooled.absorb(number, &season(chance).0));
        pooled.estimate(Feature::Quantile(0.5), 0.95)
    });
    assert!(naive < 0.1, "those that arrived are the quick ones: {naive}");
}

#[test]
fn means_of_studies_that_stop_when_precise() {
    let precision = Precision { relative: 0.1, at_least: 64, look_ahead: 1, at_most: 100_000 };
    let found = coverage(2000, 11, 1.0, |chance| {
        let (mut moments, mut stopping) = (Moments::default(), Stopping::new(precision));
        loop {
            moments.extend((0..32).map(|_| chance.exponential()));
            let estimate = Estimate::of_mean(&moments, 0.95)?;
            match stopping.check(moments.count(), &[estimate]) {
                Step::Continue { .. } => {}
                Step::Reached => return Some(estimate),
                Step::OutOfReplications => return None,
            }
        }
    });
    assert_covers("sequential mean", 2000, found, 0.01);
}

/// An autoregressive series that begins 20 standard deviations off: without a cut the interval misses
/// always; cut by MSER-5 it holds the mean.
#[test]
fn means_after_the_warm_up() {
    let run = |chance: &mut Chance| -> Vec<f64> {
        let mut off = -20.0;
        let step = |_| {
            off = 0.9 * off + chance.normal() * (1.0_f64 - 0.81).sqrt();
            100.0 + off
        };
        (0..300).map(step).collect()
    };
    let mean_from = |first: usize, runs: &[Vec<f64>]| -> Moments {
        runs.iter().map(|run| run[first..].iter().sum::<f64>() / (300 - first) as f64).collect()
    };
    let found = coverage(1000, 12, 100.0, |chance| {
        let runs: Vec<Vec<f64>> = (0..10).map(|_| run(chance)).collect();
        let average: Vec<f64> =
            (0..300).map(|at| runs.iter().map(|run| run[at]).sum::<f64>() / 10.0).collect();
        Estimate::of_mean(&mean_from(mser5(&average).ok()?.buckets, &runs), 0.95)
    });
    assert_covers("mean after warm-up, of which some are refused", 1000, found, 0.035);
    let uncut = coverage(200, 12, 100.0, |chance| {
        let runs: Vec<Vec<f64>> = (0..10).map(|_| run(chance)).collect();
        Estimate::of_mean(&mean_from(0, &runs), 0.95)
    });
    assert!(uncut < 0.05, "{uncut}");
}
