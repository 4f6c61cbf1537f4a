//! Machine repair: a fleet that breaks down and the workshop that mends it, M/M/r//N.

use super::{Moments2, birth_death};

/// A fleet with a workshop in the long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repair {
    /// Mean number of machines down, waiting or in repair.
    pub mean_down: f64,
    /// Mean number of machines waiting for a repairman.
    pub mean_waiting: f64,
    /// Share of time a machine is up.
    pub availability: f64,
    /// Share of time a repairman is busy.
    pub repairman_utilisation: f64,
    /// Repairs per time.
    pub throughput: f64,
    /// Mean time from breakdown to return to work.
    pub mean_down_time: f64,
}

/// `machines` machines, each up for an exponential time of rate `failure_rate`, and `repairmen`
/// repairmen, each working at `repair_rate`. With `n` down: births `(N - n) λ`, deaths
/// `min(n, r) μ`. C. Palm 1947; Gross et al., *Fundamentals of Queueing Theory*, finite-source
/// queues.
pub fn machine_repair(failure_rate: f64, repair_rate: f64, repairmen: usize, machines: usize) -> Repair {
    let busy = |down: usize| down.min(repairmen) as f64;
    let births: Vec<f64> = (0..machines).map(|n| (machines - n) as f64 * failure_rate).collect();
    let deaths: Vec<f64> = (1..=machines).map(|n| busy(n) * repair_rate).collect();
    let down = birth_death(&births, &deaths);
    let mean_of = |value: &dyn Fn(usize) -> f64| -> f64 {
        down.iter().enumerate().map(|(n, share)| share * value(n)).sum()
    };
    let mean_down = mean_of(&|n| n as f64);
    let mean_busy = mean_of(&busy);
    let throughput = repair_rate * mean_busy;
    Repair {
        mean_down,
        mean_waiting: mean_down - mean_busy,
        availability: 1.0 - mean_down / machines as f64,
        repairman_utilisation: mean_busy / repairmen as f64,
        throughput,
        mean_down_time: mean_down / throughput,
    }
}

/// The time up to the completion of work on a server that fails at a rate while it works, is repaired
/// and goes on: `E[C] = E[S](1 + ν E[R])`, `E[C²] = E[S²](1 + ν E[R])² + ν E[S] E[R²]`. H. White and
/// L. S. Christie, Operations Research 6(1), 1958, 79-95; D. P. Gaver 1962.
pub fn completion(work: Moments2, failure_rate: f64, repair: Moments2) -> Moments2 {
    let stretch = 1.0 + failure_rate * repair.mean;
    Moments2 {
        mean: work.mean * stretch,
        second: work.second * stretch * stretch + failure_rate * work.mean * repair.second,
    }
}

/// How much longer customers wait on average where one who finds nobody has to wait for the rest `D` of a
/// time without memory first, with a `chance`: `(2 E[D] + λ E[D²]) / 2(1 + λ E[D])`. P. D. Welch,
/// Operations Research 12(5), 1964, 736-752.
pub fn late_start(arrival_rate: f64, chance: f64, rest: Moments2) -> f64 {
    let (mean, second) = (chance * rest.mean, chance * rest.second);
    (2.0 * mean + arrival_rate * second) / (2.0 * (1.0 + arrival_rate * mean))
}
