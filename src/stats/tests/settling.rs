//! Warm-up, stopping, drift and skewness: known answers, refusals and rates of error.

use super::chance::Chance;
use crate::stats::{
    Design, Drift, Estimate, Moments, Precision, Step, Stopping, Trend, Unsettled, mser5, student_t_quantile,
};
use std::sync::Arc;

/// The statistic of every cut in two passes, as White's papers define it.
#[test]
fn mser_by_definition() {
    let mut chance = Chance(8);
    for length in [120, 183, 400] {
        let series: Vec<f64> = (0..length)
            .map(|at| 10.0 - 8.0 * f64::exp(-f64::from(at) / 12.0) + 0.5 * chance.normal())
            .collect();
        let batches: Vec<f64> = series.chunks_exact(5).map(|five| five.iter().sum::<f64>() / 5.0).collect();
        let statistic = |cut: usize| {
            let rest = &batches[cut..];
            let mean = rest.iter().sum::<f64>() / rest.len() as f64;
            rest.iter().map(|batch| (batch - mean).powi(2)).sum::<f64>() / (rest.len() as f64).powi(2)
        };
        let cuts = 0..=batches.len() / 2;
        let best = cuts.min_by(|&a, &b| statistic(a).total_cmp(&statistic(b))).unwrap();
        match mser5(&series) {
            Ok(found) => {
                assert_eq!(found.buckets, 5 * best, "of {length}");
                let rest = &batches[best..];
                assert!((found.mean - rest.iter().sum::<f64>() / rest.len() as f64).abs() < 1e-12);
            }
            Err(refusal) => panic!("{length}: {refusal}"),
        }
    }
}

#[test]
fn mser_cuts_what_should_go_and_refuses_the_rest() {
    let steps = |cut: i32, length: i32| -> Vec<f64> {
        (0..length).map(|at| if at < cut { 0.0 } else { 50.0 + f64::from(at % 3) }).collect()
    };
    assert_eq!(mser5(&steps(0, 200)).unwrap().buckets, 0);
    assert_eq!(mser5(&steps(60, 200)).unwrap().buckets, 60);
    assert_eq!(mser5(&steps(62, 200)).unwrap().buckets, 65);
    assert_eq!(mser5(&steps(85, 200)).unwrap().buckets, 85);
    assert_eq!(mser5(&steps(90, 200)), Err(Unsettled::HalfTheRun));
    assert_eq!(mser5(&steps(120, 200)), Err(Unsettled::HalfTheRun));
    assert_eq!(mser5(&[7.0; 100]).unwrap().buckets, 0);
    assert_eq!(mser5(&[7.0; 49]), Err(Unsettled::TooShort));
    assert_eq!(mser5(&[]), Err(Unsettled::TooShort));
    let growing: Vec<f64> = (0..200).map(f64::from).collect();
    assert_eq!(mser5(&growing), Err(Unsettled::HalfTheRun));
    let mut spoilt = steps(0, 100);
    spoilt[40] = f64::NAN;
    assert_eq!(mser5(&spoilt), Err(Unsettled::NotANumber));
}

const PRECISION: Precision = Precision { relative: 0.05, at_least: 64, look_ahead: 1, at_most: 1000 };

fn around(width: f64, n: u64) -> Estimate {
    Estimate { estimate: 10.0, low: Some(10.0 - 10.0 * width), high: Some(10.0 + 10.0 * width), n }
}

#[test]
fn stopping_waits_for_the_precision_to_hold() {
    let mut stopping = Stopping::new(PRECISION);
    assert_eq!(stopping.check(32, &[around(0.01, 32)]), Step::Continue { about: Some(64) });
    assert_eq!(stopping.check(64, &[around(0.01, 64)]), Step::Continue { about: Some(64) });
    assert_eq!(stopping.check(96, &[around(0.06, 96)]), Step::Continue { about: Some(139) });
    assert_eq!(stopping.check(128, &[around(0.049, 128)]), Step::Continue { about: Some(128) });
    assert_eq!(stopping.check(160, &[around(0.049, 160)]), Step::Reached);
}

#[test]
fn stopping_minds_all_measures_and_the_end() {
    let mut stopping = Stopping::new(PRECISION);
    let both = [around(0.01, 100), around(0.2, 100)];
    assert_eq!(stopping.check(100, &both), Step::Continue { about: Some(1000) });
    assert_eq!(stopping.check(1000, &both), Step::OutOfReplications);
    assert_eq!(stopping.check(1000, &both[..1]), Step::Reached);
    let single = Estimate { estimate: 3.0, low: None, high: None, n: 1 };
    assert_eq!(stopping.check(100, &[single]), Step::Continue { about: None });
    let zero = Estimate { estimate: 0.0, low: Some(0.0), high: Some(0.0), n: 9 };
    let about_zero = Estimate { estimate: 0.0, low: Some(-1.0), high: Some(1.0), n: 9 };
    assert!(stopping.is_precise(&zero) && !stopping.is_precise(&about_zero) && !stopping.is_precise(&single));
}

/// A line recovers its slope whatever the level; other shapes of the earlier half do not matter.
#[test]
fn drift_of_straight_lines() {
    let mut drift = Drift::of(&Arc::new(Design::later_half(40, 2.0)));
    for level in [100.0, 300.0] {
        drift.push(
            &(0..40).map(|at| if at < 20 { -7.0 } else { level + 3.0 * f64::from(at) }).collect::<Vec<_>>(),
        );
    }
    drift.push(&[1.0, 2.0]);
    let growth = drift.growth(0.95).unwrap();
    assert!((growth.estimate - 1.5).abs() < 1e-12 && growth.n == 2);
    assert!((drift.level().unwrap() - 288.5).abs() < 1e-9);
    assert_eq!(drift.trend(0.1, 0.95), Trend::Growing);
    assert_eq!(drift.trend(0.5, 0.95), Trend::Steady);
    let nothing = Drift::of(&Arc::new(Design::later_half(40, 1.0)));
    assert_eq!(nothing.trend(0.1, 0.95), Trend::Undecided);
}

/// The slope beside a season by the normal equations: of `5 + 2 t + 30 s` it is 2, whatever is left over is not
/// explained, and time that is all season has no slope.
#[test]
fn drift_beside_a_season() {
    let days: Vec<f64> = (0..24).map(|at| f64::from(at) * 10.0 + f64::from(at % 3)).collect();
    let season: Vec<f64> =
        (0..24).map(|at| f64::from(if at < 8 { 2 * at } else { 24 - at }) / 24.0).collect();
    let design = Arc::new(Design::beside(&days, &season));
    let mut drift = Drift::of(&design);
    for level in [5.0, 8.0] {
        let with = days.iter().zip(&season).map(|(day, season)| level + 2.0 * day + 30.0 * season);
        drift.push(&with.collect::<Vec<_>>());
    }
    let growth = drift.growth(0.95).unwrap();
    assert!((growth.estimate - 2.0).abs() < 1e-12 && (drift.explained().unwrap() - 1.0).abs() < 1e-12);
    assert_eq!(drift.trend(0.1, 0.99), Trend::Growing);
    let mut other = Drift::of(&design);
    other.push(&(0..24).map(|at| f64::from(at % 2)).collect::<Vec<_>>());
    assert!(other.explained().unwrap() < 0.1);
    let mut none = Drift::of(&Arc::new(Design::beside(&days, &days)));
    none.push(&days);
    assert_eq!(none.growth(0.95), None);
}

/// Replications that are all alike have an interval without width; they grow where their line is straight
/// enough, not where a saw happens to end higher than it began.
#[test]
fn drift_of_what_is_always_the_same() {
    let design = Arc::new(Design::later_half(24, 1.0));
    let told = |level: fn(i32) -> i32| {
        let mut drift = Drift::of(&design);
        (0..9).for_each(|_| drift.push(&(0..24).map(|at| f64::from(level(at))).collect::<Vec<_>>()));
        drift.trend(0.1, 0.95)
    };
    assert_eq!(told(|at| at), Trend::Growing);
    assert_eq!(told(|at| -at), Trend::Shrinking);
    assert_eq!(told(|at| (at * 5) % 7), Trend::Undecided);
    assert_eq!(told(|_| 3), Trend::Steady);
}

/// Daily mean numbers in a single-server queue whose load is the mean service time, arrivals 24 a day.
fn queue(load: f64, days: usize, chance: &mut Chance) -> Vec<f64> {
    let (mut numbers, mut number, mut area, mut clock) = (Vec::new(), 0_i32, 0.0, 0.0);
    while numbers.len() < days {
        let rate = 1.0 + if number > 0 { 1.0 / load } else { 0.0 };
        let mut gap = -libm::log(1.0 - chance.next()) / rate;
        while clock + gap >= 24.0 && numbers.len() < days {
            area += f64::from(number) * (24.0 - clock);
            numbers.push(area / 24.0);
            (gap, clock, area) = (gap - (24.0 - clock), 0.0, 0.0);
        }
        area += f64::from(number) * gap;
        clock += gap;
        number += if chance.next() * rate < 1.0 { 1 } else { -1 };
    }
    numbers
}

fn trends(load: f64, studies: usize, seed: u64) -> [usize; 4] {
    let mut chance = Chance(seed);
    let mut seen = [0; 4];
    let design = Arc::new(Design::later_half(60, 1.0));
    for _ in 0..studies {
        let mut drift = Drift::of(&design);
        (0..10).for_each(|_| drift.push(&queue(load, 60, &mut chance)));
        seen[drift.trend(0.1, 0.95) as usize] += 1;
    }
    seen
}

/// A queue at 80 % of its capacity is called growing in 2.5 % of studies at most (of 400, more than
/// 5.5 % once in 2000 seeds); at 130 % always.
#[test]
fn drift_tells_overload_from_load() {
    let steady = trends(0.8, 400, 3);
    assert!(steady[Trend::Growing as usize] <= 22, "{steady:?}");
    let overloaded = trends(1.3, 40, 4);
    assert_eq!(overloaded[Trend::Growing as usize], 40);
}

/// Willink's interval by hand: `G(r) = (∛(1 + 6a(r - a)) - 1) / 2a` with `a = skewness / 6√n`.
#[test]
fn the_interval_corrected_for_skewness_by_hand() {
    let moments: Moments = [1.0, 2.0, 3.0, 4.0, 50.0].into_iter().collect();
    let a = 2.220_640_458_494_693_7 / (6.0 * 5.0_f64.sqrt());
    let r = student_t_quantile(0.975, 4.0).unwrap();
    let g = |r: f64| ((1.0 + 6.0 * a * (r - a)).cbrt() - 1.0) / (2.0 * a);
    let error = moments.standard_error().unwrap();
    let found = Estimate::of_skewed_mean(&moments, 0.95).unwrap();
    assert!((found.low.unwrap() - (12.0 - g(r) * error)).abs() < 1e-9);
    assert!((found.high.unwrap() - (12.0 - g(-r) * error)).abs() < 1e-9);
    let symmetric: Moments = [1.0, 2.0, 3.0].into_iter().collect();
    assert_eq!(Estimate::of_skewed_mean(&symmetric, 0.95), Estimate::of_mean(&symmetric, 0.95));
    let two: Moments = [1.0, 2.0].into_iter().collect();
    assert_eq!(Estimate::of_skewed_mean(&two, 0.95), Estimate::of_mean(&two, 0.95));
    assert_eq!(Estimate::of_skewed_mean(&moments, 1.5).unwrap().low, None);
    assert!(moments.few_and_skewed() && !symmetric.few_and_skewed());
    assert_eq!(Estimate::of_mean_heeding_skewness(&moments, 0.95), Some(found));
    assert_eq!(Estimate::of_mean_heeding_skewness(&two, 0.95), Estimate::of_mean(&two, 0.95));
}

#[test]
fn skewness_is_noticed_where_it_matters() {
    let mut chance = Chance(12);
    let mut warned = |n: usize, lognormal: bool| {
        let warns = |_: &u32| {
            let draw = |_| if lognormal { chance.normal().exp() } else { chance.normal() };
            (0..n).map(draw).collect::<Moments>().few_and_skewed()
        };
        (0..1000_u32).filter(warns).count()
    };
    assert!(warned(10, false) < 80, "normal numbers raise no alarm");
    assert!(warned(10, true) > 500, "lognormal ones do");
    assert!(warned(50, true) > 900, "even of fifty");
    assert!(warned(200, false) < 5, "two hundred normal numbers are enough");
}
