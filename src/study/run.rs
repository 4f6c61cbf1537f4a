//! The run study: every measure of one scenario, with intervals.

use super::measure::Measure;
use super::query::Query;
use super::replications::{Ended, Replications};
use crate::corridor::Corridor;
use crate::stats::{Estimate, Moments};
use serde::Serialize;
use std::sync::atomic::AtomicBool;

/// What to run.
#[derive(Clone, Copy, Debug)]
pub struct RunPlan {
    /// How many replications.
    pub replications: u64,
    /// The seed of all randomness.
    pub seed: u64,
}

/// What a result was computed from: enough to compute it again.
#[derive(Clone, Debug, Serialize)]
pub struct Manifest {
    /// The version of the layout of results.
    pub schema_version: u32,
    /// The program that computed it.
    pub program: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The scenario file, as named by the user.
    pub scenario: String,
    /// SHA-256 of the merged scenario, overrides, traces and all.
    pub scenario_sha256: String,
    /// The assignments of `--set`, in order.
    pub overrides: Vec<String>,
    /// The seed.
    pub seed: u64,
    /// Replications that were asked for.
    pub requested: u64,
    /// Replications that the results are made of.
    pub replications: u64,
    /// Whether all that were asked for are in.
    pub complete: bool,
    /// The beginning of each replication that is not measured (h).
    pub warm_up_hours: f64,
    /// The length of each replication (h).
    pub horizon_hours: f64,
    /// Values of the scenario with a source, estimated, fitted, and without any word.
    pub provenance: Provenances,
}

/// How many values of a scenario come from where.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Provenances {
    /// Published somewhere.
    pub sourced: usize,
    /// Somebody's judgement, with a range.
    pub estimates: usize,
    /// Found by calibration.
    pub fitted: usize,
    /// A choice of the scenario's author.
    pub plain: usize,
}

/// A measure and what was found: the mean over replications with its 95 % interval.
#[derive(Clone, Debug)]
pub struct Measured {
    /// What was measured.
    pub measure: Measure,
    /// Estimate, bounds and number of replications; `None` if no replication had anything to say.
    pub estimate: Option<Estimate>,
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Results {
    /// How it ended.
    pub ended: Ended,
    /// Replications that the measures are made of.
    pub replications: u64,
    /// Every measure, in a fixed order.
    pub measures: Vec<Measured>,
}

impl Results {
    /// Keeps only the measures that somebody asked for.
    pub fn keep(&mut self, queries: &[Query]) {
        self.measures.retain(|measured| queries.iter().any(|query| query.asks_for(&measured.measure)));
    }

    /// The estimate of a measure with exactly these selectors.
    #[must_use]
    pub fn get(&self, path: &str, selectors: &[(&str, &str)]) -> Option<Estimate> {
        self.measures.iter().find(|measured| measured.measure.is(path, selectors))?.estimate
    }
}

/// The confidence of all intervals.
const CONFIDENCE: f64 = 0.95;

/// Who wants the values of every replication: measures, number, values.
pub type Sink<'s> = &'s mut (dyn FnMut(&[Measure], u64, &[Option<f64>]) + Send);

/// Runs the study on the current thread pool.
pub fn run(
    corridor: &Corridor,
    plan: RunPlan,
    stop: &AtomicBool,
    done: &(dyn Fn() + Sync),
    sink: Sink<'_>,
) -> Results {
    let replications = Replications::of(corridor, plan.seed);
    let measures = replications.sheet().measures();
    let mut moments = vec![Moments::default(); measures.len()];
    let mut finished = 0;
    let ended = replications.all(plan.replications, stop, done, &mut |number, values| {
        for (moments, value) in moments.iter_mut().zip(values) {
            if let Some(value) = value {
                moments.push(*value);
            }
        }
        sink(measures, number, values);
        finished = number + 1;
    });
    let estimates = moments.iter().map(|moments| Estimate::of_mean(moments, CONFIDENCE));
    let measures = measures
        .iter()
        .zip(estimates)
        .map(|(measure, estimate)| Measured { measure: measure.clone(), estimate })
        .collect();
    Results { ended, replications: finished, measures }
}
