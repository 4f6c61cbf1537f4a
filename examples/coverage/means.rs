//! Means, ratios of totals, their differences, and when to stop.

use super::harness::{CONFIDENCE, Chance, Table, log_variance};
use keruen::stats::{Estimate, Moments, PairedRatios, Pairs, Precision, Ratio, Step, Stopping};

const STUDIES: u64 = 20_000;

type Law = fn(&mut Chance) -> f64;

/// Laws of mean one.
const LAWS: [(&str, Law); 4] = [
    ("normal", |chance| 1.0 + 0.2 * chance.normal()),
    ("exponential", Chance::exponential),
    ("lognormal, cv 1", |chance| chance.lognormal(1.0)),
    ("lognormal, cv 2", |chance| chance.lognormal(2.0)),
];

pub fn of_replications() {
    let table = Table::headed("Means of replications: Student's t, and corrected for skewness", STUDIES);
    for (name, law) in LAWS {
        for n in [5, 10, 20, 50, 200] {
            let sample = |chance: &mut Chance| (0..n).map(|_| law(chance)).collect::<Moments>();
            table.row(&format!("{name}, n = {n}, t"), 1.0, |chance| {
                Estimate::of_mean(&sample(chance), CONFIDENCE)
            });
            table.row(&format!("{name}, n = {n}, corrected"), 1.0, |chance| {
                Estimate::of_skewed_mean(&sample(chance), CONFIDENCE)
            });
            table.row(&format!("{name}, n = {n}, corrected where warned"), 1.0, |chance| {
                Estimate::of_mean_heeding_skewness(&sample(chance), CONFIDENCE)
            });
        }
    }
}

/// Tonnes are lognormal of mean one; cost falls with quantity, `tonnes^0.8`, times a factor.
fn year(chance: &mut Chance) -> (f64, f64) {
    let tonnes = chance.lognormal(0.5);
    (tonnes.powf(0.8) * chance.lognormal(0.3), tonnes)
}

pub fn ratios() {
    let truth = (log_variance(0.5) / 2.0 * (0.8 * 0.8 - 0.8)).exp();
    let table = Table::headed("Ratios of totals, and their paired differences", STUDIES);
    for n in [5, 10, 20, 50, 200] {
        table.row(&format!("cost per tonne, n = {n}"), truth, |chance| {
            let mut ratio = Ratio::default();
            for _ in 0..n {
                let (cost, tonnes) = year(chance);
                ratio.push(cost, tonnes);
            }
            ratio.estimate(CONFIDENCE)
        });
        table.row(&format!("cost per tonne, paired, n = {n}"), -0.1 * truth, |chance| {
            let mut ratios = PairedRatios::default();
            for _ in 0..n {
                let (cost, tonnes) = year(chance);
                let more = chance.lognormal(0.2);
                ratios.push((cost, tonnes), (0.9 * cost * more * chance.lognormal(0.1), tonnes * more));
            }
            Some(ratios.difference(CONFIDENCE)?.estimate)
        });
    }
}

pub fn differences() {
    let table = Table::headed("Paired differences of means", STUDIES);
    for (name, law) in LAWS {
        for n in [5, 10, 20, 50, 200] {
            table.row(&format!("{name} on a shared {name}, n = {n}"), -0.5, |chance| {
                let mut pairs = Pairs::default();
                for _ in 0..n {
                    let shared = law(chance);
                    pairs.push(shared + law(chance), shared + 0.5 * law(chance));
                }
                Some(pairs.difference(CONFIDENCE)?.estimate)
            });
        }
    }
}

pub fn stopping() {
    let table = Table::headed("Stopping at a relative precision, in batches of 32", STUDIES);
    for (name, law) in LAWS {
        for (relative, look_ahead) in [(0.1, 0), (0.1, 1), (0.1, 2), (0.05, 1)] {
            let precision = Precision { relative, at_least: 64, look_ahead, at_most: 1_000_000 };
            let name = format!("{name}, ±{:.0} %, look-ahead {look_ahead}", 100.0 * relative);
            table.row(&name, 1.0, |chance| until_precise(precision, law, chance));
        }
    }
}

fn until_precise(precision: Precision, law: Law, chance: &mut Chance) -> Option<Estimate> {
    let (mut moments, mut stopping) = (Moments::default(), Stopping::new(precision));
    loop {
        moments.extend((0..32).map(|_| law(chance)));
        let estimate = Estimate::of_mean(&moments, CONFIDENCE)?;
        if !matches!(stopping.check(moments.count(), &[estimate]), Step::Continue { .. }) {
            return Some(estimate);
        }
    }
}
