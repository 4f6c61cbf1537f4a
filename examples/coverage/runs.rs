//! Warm-up and drift of a queue that begins empty.

use super::harness::{CONFIDENCE, Table, studies};
use super::queue::Queue;
use keruen::stats::{Design, Drift, Estimate, Moments, Trend, mser5};
use std::sync::Arc;

const STUDIES: u64 = 2_000;

/// The mean of the buckets from one on, replication by replication.
fn from_bucket(runs: &[Vec<f64>], first: usize) -> Moments {
    runs.iter().map(|run| run[first..].iter().sum::<f64>() / (run.len() - first) as f64).collect()
}

fn average(runs: &[Vec<f64>]) -> Vec<f64> {
    let at = |bucket: usize| runs.iter().map(|run| run[bucket]).sum::<f64>() / runs.len() as f64;
    (0..runs.first().map_or(0, Vec::len)).map(at).collect()
}

pub fn warm_up() {
    let table = Table::headed("Mean number in an M/M/1 queue that begins empty, 200 buckets", STUDIES);
    for (load, horizon) in [(0.8, 500.0), (0.8, 2000.0), (0.9, 2000.0), (0.9, 8000.0)] {
        let queue = Queue { load, horizon };
        for n in [10, 40] {
            let name = format!("load {load}, {horizon} h, n = {n}");
            let number = queue.number();
            let rows = [(&*format!("{name}, no warm-up"), number), (&*format!("{name}, MSER-5"), number)];
            table.rows(&rows, |chance| {
                let runs: Vec<Vec<f64>> = (0..n).map(|_| queue.filling(200, chance)).collect();
                let mean_from = |first| Estimate::of_mean(&from_bucket(&runs, first), CONFIDENCE);
                vec![mean_from(0), mser5(&average(&runs)).ok().and_then(|cut| mean_from(cut.buckets))]
            });
        }
    }
}

pub fn drift() {
    println!(
        "\n### Drift of an M/M/1 queue that begins empty, 20 replications\n\n{STUDIES} studies a row.\n"
    );
    println!("| load | hours | steady within | growing | steady | shrinking | undecided |");
    println!("|---|---|---|---|---|---|---|");
    for (load, horizon) in
        [(0.5, 1000.0), (0.8, 1000.0), (0.9, 1000.0), (0.98, 4000.0), (1.05, 4000.0), (1.2, 1000.0)]
    {
        for within in [0.1, 0.3] {
            let shares =
                trends(Queue { load, horizon }, within).map(|share| format!("{:.1} %", 100.0 * share));
            println!("| {load} | {horizon} | {:.0} % | {} |", 100.0 * within, shares.join(" | "));
        }
    }
}

/// The shares of studies that come out growing, steady, shrinking and undecided.
fn trends(queue: Queue, within: f64) -> [f64; 4] {
    let design = Arc::new(Design::later_half(100, queue.horizon / 100.0 / 24.0));
    let found = studies(STUDIES, |chance| {
        let mut drift = Drift::of(&design);
        (0..20).for_each(|_| drift.push(&queue.filling(100, chance)));
        drift.trend(within, CONFIDENCE)
    });
    [Trend::Growing, Trend::Steady, Trend::Shrinking, Trend::Undecided]
        .map(|trend| found.iter().filter(|&&one| one == trend).count() as f64 / STUDIES as f64)
}
