//! Three or more scenarios, for people: which may be the best, and which is selected.

use super::compare::name;
use super::number::{interval, plain, whole};
use super::stability::stability_notes;
use super::table::{NOTHING, aligned, table, trimmed};
use super::verdict::shown_unit;
use crate::stats::WithTheBest;
use crate::study::{BestOf, EndedBy, SelectManifest, Selected};
use std::fmt::Write;

/// Each scenario beside the best of the others, by the measures of the whole corridor.
pub(super) fn best(labels: &[&str], all: &[BestOf], out: &mut String) {
    let whole: Vec<&BestOf> = all.iter().filter(|it| it.measure.selectors.is_empty()).collect();
    if whole.is_empty() {
        return;
    }
    let head: Vec<&str> = std::iter::once("").chain(labels.iter().copied()).collect();
    let mut table = table(&head);
    for one in whole {
        let (scale, unit) = shown_unit(one.measure.unit);
        let alone = one.scenarios.iter().filter(|it| it.may_be_best).count() == 1;
        let cells = one.scenarios.iter().map(|it| lead(it, alone, scale));
        table.add_row(std::iter::once(format!("{} [{unit}]", name(&one.measure))).chain(cells));
    }
    let _ = writeln!(
        out,
        "\nBeside the best of the others (jointly 95 % for each measure; how far ahead, or behind)\n{}",
        aligned(table)
    );
}

fn lead(it: &WithTheBest, alone: bool, scale: f64) -> String {
    let (Some(low), Some(high)) = (it.lead.low, it.lead.high) else { return NOTHING.to_owned() };
    let ends = |one: f64, other: f64| format!("{} to {}", plain(one * scale), plain(other * scale));
    match (it.may_be_best, alone) {
        (true, true) => format!("best, by {}", ends(low, high)),
        (true, false) => format!("may be best, {}", ends(low, high)),
        (false, _) => format!("behind by {}", ends(-high, -low)),
    }
}

/// The page of a selection.
#[must_use]
pub fn select_table(manifest: &SelectManifest, selected: &Selected) -> String {
    let mut out = String::new();
    let (scale, unit) = shown_unit(selected.measure.unit);
    let _ = writeln!(out, "The best of {} by {}", selected.contenders.len(), name(&selected.measure));
    let _ = writeln!(
        out,
        "KN++ under common random numbers, seed {}: right with probability {:.0} % if the best leads by {} {unit} or more",
        manifest.seed,
        100.0 * manifest.probability,
        plain(selected.zone * scale)
    );
    let replications = whole(selected.replications as f64);
    let _ = match (selected.chosen, selected.ended_by) {
        (Some(chosen), _) => {
            writeln!(out, "Selected after {replications} replications: {}", manifest.scenarios[chosen].label)
        }
        (None, EndedBy::Interruption) => {
            writeln!(out, "PARTIAL: interrupted after {replications} replications")
        }
        (None, _) => writeln!(out, "Not decided in {replications} replications; more would tell"),
    };
    let mut rows = table(&["", name(&selected.measure), "", "replications", ""]);
    for (scenario, contender) in manifest.scenarios.iter().zip(&selected.contenders) {
        let fate = if contender.in_contention { "in contention" } else { "dropped out" };
        rows.add_row([
            scenario.label.clone(),
            contender.estimate.map_or_else(|| NOTHING.to_owned(), |found| interval(&found, scale)),
            unit.to_owned(),
            whole(contender.rounds as f64),
            fate.to_owned(),
        ]);
    }
    let stability = selected.contenders.iter().map(|contender| &contender.stability);
    out += &stability_notes(manifest.scenarios.iter().map(|it| it.label.as_str()).zip(stability));
    let _ = writeln!(out, "\n{}", aligned(rows));
    trimmed(&out)
}
