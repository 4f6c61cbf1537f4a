//! Results as one JSON object. Its layout is documented in `docs/output.md` and versioned.

use crate::study::{Manifest, Measure, Results};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Document<'r> {
    manifest: &'r Manifest,
    measures: Vec<Row<'r>>,
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
    let document = Document { manifest, measures: measures.collect() };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}
