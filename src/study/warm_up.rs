//! The warm-up, where nobody gave one: found by MSER-5 on the average of some replications.

use super::replications::Replications;
use crate::corridor::{Corridor, Follow, Stop};
use crate::quantity::Duration;
use crate::stats::{Unsettled, mser5};
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// Replications that the warm-up is found from: those of the study with the lowest numbers.
const PILOTS: u64 = 16;

/// Equal spans that a replication is divided into.
const BUCKETS: usize = 400;

/// Why no warm-up was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWarmUp {
    /// The run does not show where its beginning ends.
    Unsettled(Unsettled),
    /// A replication could not go on.
    Failed {
        /// Its number.
        replication: u64,
        /// Why.
        why: Stop,
    },
    /// Somebody asked to stop.
    Interrupted,
}

/// Finds the warm-up of a corridor: the average number of consignments under way over time, from
/// the first replications, is cut where MSER-5 says. Runs on the current thread pool; the result
/// depends on the corridor and the seed alone.
///
/// # Errors
/// Why there is none, as when half of the run would go.
pub fn find_warm_up(corridor: &Corridor, seed: u64, stop: &AtomicBool) -> Result<Duration, NoWarmUp> {
    let pilots = Replications::of(corridor, seed).with_consignments();
    let one = |number: u64| {
        if stop.load(Ordering::Relaxed) {
            return Err(NoWarmUp::Interrupted);
        }
        let failed = |why| NoWarmUp::Failed { replication: number, why };
        let (_, consignments) = pilots.follow(number).map_err(failed)?;
        Ok(under_way(&consignments, corridor.horizon))
    };
    let series: Vec<Result<Vec<f64>, NoWarmUp>> = (0..PILOTS).into_par_iter().map(one).collect();
    let mut sum = vec![0.0; BUCKETS];
    for one in series {
        for (sum, part) in sum.iter_mut().zip(one?) {
            *sum += part;
        }
    }
    let cut = mser5(&sum).map_err(NoWarmUp::Unsettled)?;
    let share = cut.buckets as f64 / BUCKETS as f64;
    // Whole minutes read better, and are as good.
    let minutes = (corridor.horizon.as_ms() as f64 * share / 60_000.0).ceil();
    Ok(Duration::from_ms((minutes * 60_000.0) as u64))
}

/// Consignments under way, on average over each bucket.
fn under_way(follow: &Follow, horizon: Duration) -> Vec<f64> {
    let width = horizon.as_ms() as f64 / BUCKETS as f64;
    // What comes and goes within a bucket, and what is there from then on.
    let mut level = vec![0.0; BUCKETS + 1];
    let mut within = vec![0.0; BUCKETS];
    let mut step = |at: f64, by: f64| {
        let bucket = ((at / width) as usize).min(BUCKETS - 1);
        within[bucket] += by * ((bucket + 1) as f64 - at / width);
        level[bucket + 1] += by;
    };
    for consignment in &follow.consignments {
        step(consignment.appeared.ms() as f64, 1.0);
        step(consignment.arrived.ms() as f64, -1.0);
    }
    for appeared in &follow.under_way {
        step(appeared.ms() as f64, 1.0);
    }
    let mut there = 0.0;
    let average = |(within, level): (f64, f64)| {
        there += level;
        there + within
    };
    within.iter().copied().zip(level.iter().copied()).map(average).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::Time;

    #[test]
    fn those_under_way_are_averaged_over_time() {
        let horizon = Duration::from_ms(BUCKETS as u64 * 100);
        let mut follow = Follow::default();
        follow.under_way.extend([150, 200].map(Time::from_ms));
        let series = under_way(&follow, horizon);
        assert_eq!(&series[..4], [0.0, 0.5, 2.0, 2.0]);
        assert_eq!(series[BUCKETS - 1], 2.0);
    }
}
