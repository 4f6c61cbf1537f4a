//! Comparisons under common random numbers: what is the same must be exactly the same, and what
//! differs must be told with its true size.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod files;
mod followed;
mod unused;

use keruen::corridor::Corridor;
use keruen::scenario::Scenario;
use keruen::study::{ComparePlan, Compared, Ended, HowLong, Query, compare};
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// A corridor that uses everything the language has.
const EVERYTHING: &str = include_str!("../support/everything.ron");

const SEED: u64 = 11;

/// The corridor of a scenario text, with assignments as by `--set`.
#[track_caller]
fn corridor(text: &str, sets: &[&str]) -> Corridor {
    let sets: Vec<String> = sets.iter().map(ToString::to_string).collect();
    let scenario = Scenario::read(Path::new("scenario.ron"), &sets, &mut |_| Ok(text.to_owned()));
    scenario.corridor.unwrap_or_else(|| panic!("{:#?}", scenario.findings))
}

/// So many replications of these measures, or of the usual ones.
fn plan(replications: u64, measures: &[&str]) -> ComparePlan {
    let query = |text: &&str| text.parse::<Query>().expect("a query");
    ComparePlan {
        how_long: HowLong::replications(replications),
        seed: SEED,
        measures: measures.iter().map(query).collect(),
        zones: Vec::new(),
    }
}

fn compared(corridors: &[&Corridor], plan: &ComparePlan) -> Compared {
    let compared = compare(corridors, plan, &AtomicBool::new(false), &|| (), &mut |_, _, _, _| ());
    assert_eq!(compared.ended, Ended::Complete);
    compared
}
