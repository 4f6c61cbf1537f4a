//! Quantiles and other figures of samples that depend on each other within a replication.

use super::harness::{CONFIDENCE, Chance, Table, log_variance};
use super::queue::{HOUR, Queue};
use keruen::stats::{Feature, PooledQuantiles, Survival};

const STUDIES: u64 = 4_000;

/// A hundred hours of a queue are some ten times the memory of its state at a load of 0.7.
const SHORT: Queue = Queue { load: 0.7, horizon: 100.0 };
const LONG: Queue = Queue { load: 0.8, horizon: 1000.0 };

/// The pool of replications that each have randomness of their own, the same for every queue.
fn pooled(queue: Queue, n: u64, seed: u64) -> PooledQuantiles {
    let mut pooled = PooledQuantiles::default();
    (0..n).for_each(|number| pooled.absorb(number, &queue.times(&mut Chance::of(seed, number))));
    pooled
}

pub fn of_a_queue() {
    let table = Table::headed("Figures of the pooled time in an M/M/1 queue", STUDIES);
    for (queue, n) in [SHORT, LONG].into_iter().flat_map(|queue| [5, 10, 20, 40, 100].map(|n| (queue, n))) {
        let figures = [
            ("P10", Feature::Quantile(0.1), queue.quantile(0.1)),
            ("P50", Feature::Quantile(0.5), queue.quantile(0.5)),
            ("P90", Feature::Quantile(0.9), queue.quantile(0.9)),
            ("P95", Feature::Quantile(0.95), queue.quantile(0.95)),
            ("mean", Feature::Mean, queue.mean()),
            ("P90 - P50", Feature::Range(0.5, 0.9), queue.quantile(0.9) - queue.quantile(0.5)),
            ("buffer index", Feature::BufferIndex(0.95), queue.quantile(0.95) / queue.mean() - 1.0),
            ("share in time", Feature::Share(queue.quantile(0.9).round() as u64), 0.9),
        ];
        let name = format!("load {}, {} h, n = {n}", queue.load, queue.horizon);
        let names = figures.map(|(figure, _, truth)| (format!("{name}, {figure}"), truth));
        let rows: Vec<(&str, f64)> = names.iter().map(|(name, truth)| (name.as_str(), *truth)).collect();
        table.rows(&rows, |chance| {
            let pooled = pooled(queue, n, chance.seed());
            figures.iter().map(|&(_, feature, _)| pooled.estimate(feature, CONFIDENCE)).collect()
        });
    }
}

pub fn differences() {
    let table =
        Table::headed("Paired differences of figures, M/M/1 queue, its load against less", STUDIES / 2);
    for (queue, other) in [(SHORT, 0.65), (LONG, 0.72)] {
        let other = Queue { load: other, ..queue };
        for n in [5, 10, 20, 40, 100] {
            let name = format!("load {} to {}, {} h, n = {n}", queue.load, other.load, queue.horizon);
            let [middle, late] = [0.5, 0.9].map(|p| other.quantile(p) - queue.quantile(p));
            let rows = [(&*format!("{name}, P50"), middle), (&*format!("{name}, P90"), late)];
            table.rows(&rows, |chance| {
                let seed = chance.seed();
                let [base, alternative] = [queue, other].map(|queue| pooled(queue, n, seed));
                let difference = |p| base.difference(&alternative, Feature::Quantile(p), CONFIDENCE);
                [0.5, 0.9].map(|p| difference(p).map(|difference| difference.estimate)).to_vec()
            });
        }
    }
}

/// Transit of 20 d that has a good or a bad year, watched for 120 d: consignments set out evenly,
/// and some are under way at the end.
fn season(chance: &mut Chance) -> (Vec<u64>, Vec<u64>) {
    const DAY: f64 = 24.0 * HOUR;
    let year = chance.lognormal(0.15);
    let (mut arrived, mut running, mut clock) = (Vec::new(), Vec::new(), 0.0);
    loop {
        clock += 0.5 * chance.exponential();
        if clock > 120.0 {
            return (arrived, running);
        }
        let days = 20.0 * year * chance.lognormal(0.4);
        if clock + days <= 120.0 {
            arrived.push((days * DAY) as u64);
        } else {
            running.push(((120.0 - clock) * DAY) as u64);
        }
    }
}

pub fn cut_off() {
    let table = Table::headed("Transit times of which some are cut off at the horizon", STUDIES);
    let variance = log_variance(0.15) + log_variance(0.4);
    for n in [10, 20, 50] {
        for (p, z) in [(0.5, 0.0), (0.9, 1.281_551_565_544_600_4), (0.95, 1.644_853_626_951_472_2)] {
            let truth = 20.0 * 24.0 * HOUR * (z * variance.sqrt() - variance / 2.0).exp();
            table.row(&format!("n = {n}, P{:.0}, product limit", 100.0 * p), truth, |chance| {
                let mut survival = Survival::default();
                for number in 0..n {
                    let (arrived, running) = season(chance);
                    survival.absorb(number, &arrived, &running);
                }
                survival.estimate(p, CONFIDENCE)
            });
            table.row(&format!("n = {n}, P{:.0}, arrivals only", 100.0 * p), truth, |chance| {
                let mut pooled = PooledQuantiles::default();
                (0..n).for_each(|number| pooled.absorb(number, &season(chance).0));
                pooled.estimate(Feature::Quantile(p), CONFIDENCE)
            });
        }
    }
}
