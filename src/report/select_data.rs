//! A selection for programs.

use super::compare_data::Side;
use super::csv_out::number;
use super::stability::{Grows, Overloaded};
use crate::study::{SelectManifest, Selected};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

#[derive(Serialize)]
struct Document<'r> {
    manifest: &'r SelectManifest,
    selection: Selection<'r>,
}

#[derive(Serialize)]
struct Selection<'r> {
    path: &'r str,
    selectors: &'r BTreeMap<&'static str, String>,
    unit: &'static str,
    zone: f64,
    /// The label of the best, `null` if it is not found.
    chosen: Option<&'r str>,
    contenders: Vec<Row<'r>>,
}

#[derive(Serialize)]
struct Row<'r> {
    label: &'r str,
    replications: u64,
    in_contention: bool,
    found: Option<Side>,
    /// What grows without bound in it; `null` of one replication, which cannot tell.
    growing: Option<Vec<Grows<'r>>>,
    /// What is offered as much as it can do in it, or more.
    overloaded: Vec<Overloaded<'r>>,
}

fn selection<'r>(manifest: &'r SelectManifest, selected: &'r Selected) -> Selection<'r> {
    let rows = manifest.scenarios.iter().zip(&selected.contenders).map(|(scenario, contender)| Row {
        label: &scenario.label,
        replications: contender.rounds,
        in_contention: contender.in_contention,
        found: contender.estimate.map(Side::from),
        growing: Grows::all(&contender.stability),
        overloaded: Overloaded::all(&contender.stability),
    });
    Selection {
        path: &selected.measure.path,
        selectors: &selected.measure.selectors,
        unit: selected.measure.unit,
        zone: selected.zone,
        chosen: selected.chosen.map(|chosen| manifest.scenarios[chosen].label.as_str()),
        contenders: rows.collect(),
    }
}

/// The selection as one object, ending with a line feed.
///
/// # Errors
/// None that a result can cause: serialisation of plain numbers and texts.
pub fn select_json(manifest: &SelectManifest, selected: &Selected) -> serde_json::Result<String> {
    let document = Document { manifest, selection: selection(manifest, selected) };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

/// The scenarios, one a row.
///
/// # Errors
/// None that a result can cause.
pub fn select_csv(manifest: &SelectManifest, selected: &Selected) -> io::Result<String> {
    let mut bytes = Vec::new();
    {
        let mut table = csv::Writer::from_writer(&mut bytes);
        table.write_record([
            "scenario",
            "chosen",
            "in_contention",
            "replications",
            "estimate",
            "low",
            "high",
        ])?;
        let selection = selection(manifest, selected);
        for row in &selection.contenders {
            let chosen = selection.chosen == Some(row.label);
            let side = |end: fn(&Side) -> Option<f64>| number(row.found.as_ref().and_then(end));
            table.write_record([
                row.label,
                &chosen.to_string(),
                &row.in_contention.to_string(),
                &row.replications.to_string(),
                &side(|side| Some(side.estimate)),
                &side(|side| side.low),
                &side(|side| side.high),
            ])?;
        }
        table.flush()?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
