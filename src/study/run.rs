//! The run study: every measure of one scenario, with intervals.

use super::batches::{Batches, Ended};
use super::book::Book;
use super::growth::{Levels, Stability};
use super::how_long::{EndedBy, HowLong, Pace, wanted};
use super::measure::{Measure, Reading};
use super::query::Query;
use super::replications::Replications;
use super::tolerance::{Tolerance, tolerance_for};
use super::unfinished::Unfinished;
use crate::corridor::Corridor;
use crate::stats::{Estimate, Survival};
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
    /// What ended the study.
    pub ended_by: EndedBy,
    /// The precision that was asked for.
    pub precision: Vec<String>,
    /// The time that was given (s).
    pub budget_seconds: Option<f64>,
    /// Whether the warm-up was found, since the scenario gives none.
    pub warm_up_found: bool,
    /// The beginning of each replication that is not measured (h).
    pub warm_up_hours: f64,
    /// The length of each replication (h).
    pub horizon_hours: f64,
    /// The projects that are carried out, in the order of their beginnings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<CarriedOut>,
    /// Values of the scenario with a source, estimated, fitted, and without any word.
    pub provenance: Provenances,
}

/// A project that is carried out.
#[derive(Clone, Debug, Serialize)]
pub struct CarriedOut {
    /// Its name.
    pub name: String,
    /// The first day on which its changes hold.
    pub from: String,
    /// The first day on which they hold no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

impl CarriedOut {
    /// The projects of a corridor.
    #[must_use]
    pub fn of(corridor: &Corridor) -> Vec<Self> {
        let projects = corridor.projects.iter().map(|project| Self {
            name: project.name.clone(),
            from: project.from.to_string(),
            to: project.to.map(|to| to.to_string()),
        });
        projects.collect()
    }
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
    /// What ended it.
    pub ended_by: EndedBy,
    /// Replications that the measures are made of.
    pub replications: u64,
    /// What grows without bound, and what is offered more than it can do.
    pub stability: Stability,
    /// Consignments under way at the horizon, and transit times that count them.
    pub unfinished: Unfinished,
    /// Every measure, in a fixed order.
    pub measures: Vec<Measured>,
    /// Those that people look at first whose intervals are from few and skewed replications.
    pub skewed: Vec<Measure>,
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
pub(super) const CONFIDENCE: f64 = 0.95;

/// Who wants the values of every replication: measures, number, values.
pub type Sink<'s> = &'s mut (dyn FnMut(&[Measure], u64, &[Option<f64>]) + Send);

/// Who wants everything that a replication says: measures, number, reading.
pub type ReadingSink<'s> = &'s mut (dyn FnMut(&[Measure], u64, &Reading) + Send);

/// Runs the study on the current thread pool.
pub fn run(
    corridor: &Corridor,
    plan: RunPlan,
    stop: &AtomicBool,
    done: &(dyn Fn() + Sync),
    sink: Sink<'_>,
) -> Results {
    let how_long = HowLong::replications(plan.replications);
    run_for(corridor, plan.seed, &how_long, stop, done, &mut |measures, number, reading| {
        sink(measures, number, &reading.values);
    })
}

/// The measures that `--precision 2%` is about: those that people look at first.
const HEADLINES: [&str; 4] = ["transit_time.mean", "transit_time.p90", "cost.per_tonne", "delivered.tonnes"];

/// Whether a measure is one of those that people look at first, of the whole or of a cargo class.
fn is_headline(measure: &Measure) -> bool {
    HEADLINES.contains(&measure.path.as_str())
        && (measure.selectors.is_empty() || measure.selectors.keys().copied().eq(["cargo"]))
}

/// Everything that grows from replication to replication.
struct Gathered<'s> {
    book: Book,
    levels: Levels,
    sent: Survival,
    replications: u64,
    sink: ReadingSink<'s>,
}

impl Gathered<'_> {
    /// The intervals that have to be narrow. Measures without any value do not hold the study up.
    fn intervals(&self, measures: &[Measure], precision: &[Tolerance]) -> Vec<Estimate> {
        let asked = measures.iter().enumerate().filter_map(|(row, measure)| {
            let size = tolerance_for(precision, measure)?;
            let asked = size.of.is_some() || is_headline(measure);
            let found = self.book.estimate(row, CONFIDENCE).filter(|_| asked)?;
            Some(wanted(found.half_width(), size.beside(found.estimate)))
        });
        asked.collect()
    }
}

/// Runs the study on the current thread pool, as long as is asked.
pub fn run_for(
    corridor: &Corridor,
    seed: u64,
    how_long: &HowLong,
    stop: &AtomicBool,
    done: &(dyn Fn() + Sync),
    sink: ReadingSink<'_>,
) -> Results {
    let replications = Replications::of(corridor, seed);
    let sheet = replications.sheet();
    let measures = sheet.measures();
    let pace = Pace::start(how_long);
    let book = Book::of(sheet, (0..measures.len()).map(Some));
    let levels = Levels::of(&replications);
    let mut gathered = Gathered { book, levels, sent: Survival::default(), replications: 0, sink };
    let ended = Batches { most: how_long.most, stop, done }.run(
        &mut gathered,
        |number| replications.read(number).map_err(|why| (0, why)),
        |gathered, number, reading| {
            gathered.book.push(number, &reading);
            gathered.levels.push(&reading.levels);
            let [arrived, running] = &reading.sent;
            gathered.sent.absorb(number, arrived, running);
            (gathered.sink)(measures, number, &reading);
            gathered.replications = number + 1;
        },
        |gathered, count| pace.is_over(count, || gathered.intervals(measures, &how_long.precision)),
    );
    let estimates = (0..measures.len()).map(|row| gathered.book.estimate(row, CONFIDENCE));
    let skewed = measures.iter().enumerate();
    let skewed = skewed.filter(|(row, measure)| is_headline(measure) && gathered.book.is_skewed(*row));
    let skewed = skewed.map(|(_, measure)| measure.clone()).collect();
    let measures = measures
        .iter()
        .zip(estimates)
        .map(|(measure, estimate)| Measured { measure: measure.clone(), estimate })
        .collect();
    let unfinished = Unfinished::of(&gathered.sent, CONFIDENCE);
    let stability = gathered.levels.stability(&replications);
    Results {
        ended,
        ended_by: pace.ended_by(ended),
        replications: gathered.replications,
        stability,
        unfinished,
        measures,
        skewed,
    }
}
