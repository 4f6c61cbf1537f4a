//! What scenarios are compared by: the measures, which way is better, and the words for it.

use super::measure::{Measure, Sheet};
use super::query::Query;
use crate::stats::Goal;
use std::collections::BTreeSet;

/// A measure that scenarios are compared by.
#[derive(Clone, Copy, Debug)]
pub struct Topic {
    /// Its path.
    pub path: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// Which way is better.
    pub goal: Goal,
    /// What an alternative is that has less of it.
    pub less: &'static str,
    /// What an alternative is that has more of it.
    pub more: &'static str,
}

/// What scenarios are compared by unless other measures are asked for, in the order of reports.
pub const TOPICS: [Topic; 12] = [
    topic("transit_time.mean", "transit time", Goal::Less, ["faster", "slower"]),
    topic("transit_time.p50", "transit time P50", Goal::Less, ["faster", "slower"]),
    topic("transit_time.p90", "transit time P90", Goal::Less, ["faster", "slower"]),
    topic("reliability.spread", "P90 less P50", Goal::Less, ["steadier", "less steady"]),
    topic("reliability.buffer_index", "buffer index", Goal::Less, ["steadier", "less steady"]),
    topic("reliability.on_time", "on time", Goal::More, ["less often on time", "more often on time"]),
    topic("cost.per_tonne", "cost of a tonne", Goal::Less, ["cheaper", "dearer"]),
    topic("cost.per_teu", "cost of a TEU", Goal::Less, ["cheaper", "dearer"]),
    topic("distance.mean", "distance", Goal::Less, ["shorter", "longer"]),
    topic("co2e.per_tonne", "CO2e of a tonne", Goal::Less, ["lower", "higher"]),
    topic("delivered.tonnes", "tonnes delivered", Goal::More, ["less", "more"]),
    topic("delivered.teu", "TEU delivered", Goal::More, ["less", "more"]),
];

const fn topic(path: &'static str, name: &'static str, goal: Goal, [less, more]: [&'static str; 2]) -> Topic {
    Topic { path, name, goal, less, more }
}

impl Topic {
    /// The topic of a path; other measures are the better the lower they are.
    #[must_use]
    pub fn of(path: &str) -> Option<&'static Self> {
        TOPICS.iter().find(|topic| topic.path == path)
    }
}

/// The measures that scenarios are compared by, in the order of reports, each with its place in
/// the sheet of every scenario; those that only some scenarios have come after the others.
pub(super) fn asked(sheets: &[&Sheet<'_>], queries: &[Query]) -> Vec<Asked> {
    let mut seen: BTreeSet<(String, Vec<(&'static str, String)>)> = BTreeSet::new();
    let mut all = Vec::new();
    for sheet in sheets {
        for measure in sheet.measures().iter().filter(|measure| is_asked(measure, queries, sheet)) {
            let selectors: Vec<_> = measure.selectors.iter().map(|(&key, it)| (key, it.clone())).collect();
            if seen.insert((measure.path.clone(), selectors)) {
                let places = sheets.iter().map(|sheet| sheet.measures().iter().position(|it| it == measure));
                all.push(Asked { measure: measure.clone(), places: places.collect() });
            }
        }
    }
    if queries.is_empty() {
        let place = |path: &str| TOPICS.iter().position(|topic| topic.path == path);
        all.sort_by(|one, other| {
            let key = |asked: &Asked| (asked.measure.selectors.clone(), place(&asked.measure.path));
            key(one).cmp(&key(other))
        });
    }
    all
}

/// A measure and where each scenario has it.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) measure: Measure,
    pub(super) places: Vec<Option<usize>>,
}

/// By default the topics are asked for, for the whole and for each cargo class; a single class
/// would repeat the whole.
fn is_asked(measure: &Measure, queries: &[Query], sheet: &Sheet<'_>) -> bool {
    if !queries.is_empty() {
        return queries.iter().any(|query| query.asks_for(measure));
    }
    let by_cargo = measure.selectors.keys().copied().eq(["cargo"]);
    let selected = measure.selectors.is_empty() || (by_cargo && sheet.cargo_classes() > 1);
    selected && Topic::of(&measure.path).is_some()
}
