//! Who is paid: the largest payees, and what each country gets. Nobody gets the shippers' own time.

use super::number::interval;
use crate::corridor::SHIPPERS_TIME_NAME;
use crate::study::{Measured, Results};

/// Most payees that are listed.
const MOST: usize = 12;

/// Names and amounts of everybody who is paid, the largest first; the rest is left out.
pub(super) fn payees(results: &Results) -> Vec<[String; 3]> {
    let mut rows = listed(results, "payee");
    rows.truncate(MOST);
    rows
}

/// The same of countries, where the scenario has several.
pub(super) fn countries(results: &Results) -> Vec<[String; 3]> {
    let rows = listed(results, "country");
    if rows.len() > 1 { rows } else { Vec::new() }
}

fn listed(results: &Results, key: &str) -> Vec<[String; 3]> {
    let alone = |measured: &&Measured| {
        let measure = &measured.measure;
        let name = measure.selectors.get(key).filter(|name| *name != SHIPPERS_TIME_NAME);
        measure.path == "paid" && measure.selectors.len() == 1 && name.is_some()
    };
    let amount = |measured: &&Measured| measured.estimate.map_or(0.0, |found| found.estimate);
    let mut all: Vec<&Measured> = results.measures.iter().filter(alone).collect();
    let sum: f64 = all.iter().map(amount).sum();
    all.sort_by(|one, other| amount(other).total_cmp(&amount(one)));
    let shown = all.into_iter().filter(|measured| amount(measured) != 0.0).filter_map(|measured| {
        let share = format!("{:.0} %", 100.0 * amount(&measured) / sum);
        let name = measured.measure.selectors.get(key)?.clone();
        Some([name, interval(&measured.estimate?, 1.0), share])
    });
    shown.collect()
}
