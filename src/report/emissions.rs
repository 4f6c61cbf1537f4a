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
    let mut row = |name: &str, selectors: &[(&str, &str)]| {
        let whole = shown(results, selectors);
        let parts = countries.iter().map(|country| {
            let narrowed: Vec<_> =
                [("country", *country)].into_iter().chain(selectors.iter().copied()).collect();
            shown(results, &narrowed)
        });
        rows.push([name.to_owned(), whole].into_iter().chain(parts).collect());
    };
    for mode in values("mode") {
        row(mode, &[("element", "leg"), ("mode", mode)]);
    }
    if values("element").contains("hub") {
        row("hubs", &[("element", "hub")]);
    }
    Some(rows)
}

fn shown(results: &Results, selectors: &[(&str, &str)]) -> String {
    // A mode alone has no element beside it: all of it are legs.
    let alone: Vec<_> = selectors.iter().copied().filter(|(key, _)| *key == "mode").collect();
    let found = results.get("emitted", selectors).or_else(|| results.get("emitted", &alone));
    found.map_or_else(|| "-".to_owned(), |found| interval(&found, 1.0))
}
