//! Where emissions come from: by mode and hub, country by country.

use super::number::interval;
use crate::study::{Measured, Results};
use std::collections::BTreeSet;

/// The rows of the table, the head first; nothing where nothing is counted.
pub(super) fn emitted(results: &Results) -> Option<Vec<Vec<String>>> {
    let of = |measured: &&Measured| measured.measure.path == "emitted";
    let all: Vec<&Measured> = results.measures.iter().filter(of).collect();
    let values = |key: &str| -> BTreeSet<&str> {
        let found = all.iter().filter_map(|measured| measured.measure.selectors.get(key));
        found.map(String::as_str).collect()
    };
    let countries = values("country");
    if countries.is_empty() {
        return None;
    }
    let mut rows = vec![["", "all"].into_iter().chain(countries.iter().copied()).map(String::from).collect()];
    // A mode alone has no element beside it: all of it are legs.
    let mut row = |name: &str, whole: &[(&str, &str)], part: &[(&str, &str)]| {
        let parts = countries.iter().map(|country| {
            let narrowed: Vec<_> = [("country", *country)].into_iter().chain(part.iter().copied()).collect();
            shown(results, &narrowed)
        });
        rows.push([name.to_owned(), shown(results, whole)].into_iter().chain(parts).collect());
    };
    for mode in values("mode") {
        row(mode, &[("mode", mode)], &[("element", "leg"), ("mode", mode)]);
    }
    if values("element").contains("hub") {
        row("hubs", &[("element", "hub")], &[("element", "hub")]);
    }
    Some(rows)
}

/// Nothing is shown for a place without any: another figure must not stand there.
fn shown(results: &Results, selectors: &[(&str, &str)]) -> String {
    let found = results.get("emitted", selectors);
    found.map_or_else(|| "-".to_owned(), |found| interval(&found, 1.0))
}
