//! Results as one JSON object. Its layout is documented in `docs/output.md` and versioned.

use super::stability::{Grows, Overloaded};
use crate::stats::Estimate;
use crate::study::{Manifest, Measure, Results};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Document<'r> {
    manifest: &'r Manifest,
    /// What grows without bound; most often nothing. `null` of one replication, which cannot tell.
    growing: Option<Vec<Grows<'r>>>,
    /// What is offered as much as it can do, or more.
    overloaded: Vec<Overloaded<'r>>,
    unfinished: Unfinished,
    measures: Vec<Row<'r>>,
}

/// Consignments under way at the horizon, and quantiles of transit time (d) that count them.
#[derive(Serialize)]
struct Unfinished {
    consignments: u64,
    p50: Option<Estimate>,
    p90: Option<Estimate>,
    p95: Option<Estimate>,
}

#[derive(Serialize)]
struct Row<'r> {
    path: &'r str,
    selectors: &'r BTreeMap<&'static str, String>,
    unit: &'static str,
    /// `null` where no replication had anything to say.
    estimate: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    /// Replications that had something to say.
    n: u64,
}

/// The results of a run, ending with a line feed.
///
/// # Errors
/// None that a result can cause: serialisation of plain numbers and texts.
pub fn run_json(manifest: &Manifest, results: &Results) -> serde_json::Result<String> {
    let measures = results.measures.iter().map(|measured| {
        let Measure { path, selectors, unit } = &measured.measure;
        let estimate = measured.estimate;
        Row {
            path,
            selectors,
            unit,
            estimate: estimate.map(|found| found.estimate),
            low: estimate.and_then(|found| found.low),
            high: estimate.and_then(|found| found.high),
            n: estimate.map_or(0, |found| found.n),
        }
    });
    let (growing, overloaded) = (Grows::all(&results.stability), Overloaded::all(&results.stability));
    let told = &results.unfinished;
    let [p50, p90, p95] = [0.5, 0.9, 0.95].map(|p| told.quantile(p));
    let unfinished = Unfinished { consignments: told.consignments, p50, p90, p95 };
    let document = Document { manifest, growing, overloaded, unfinished, measures: measures.collect() };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}
