//! Days, hours and dates, held against what a calendar and a pencil give.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod closing;
mod crossing;
mod demand;
mod embargo;
mod faults;
mod meet;
mod parts;
mod possession;
mod yearly;
mod zones;

use keruen::corridor::Corridor;
use keruen::scenario::Scenario;
use keruen::study::Replications;
use std::path::Path;

/// The corridor of a scenario text.
#[track_caller]
fn written(text: &str) -> Corridor {
    let scenario = Scenario::read(Path::new("scenario.ron"), &[], &mut |_| Ok(text.to_owned()));
    scenario.corridor.unwrap_or_else(|| panic!("{:#?}", scenario.findings))
}

/// The value of a measure of the whole corridor, in replication 0 of a scenario text.
#[track_caller]
fn measure(text: &str, path: &str) -> f64 {
    let corridor = written(text);
    let replications = Replications::of(&corridor, 1);
    let values = replications.one(0).expect("it reaches its horizon");
    let sheet = replications.sheet();
    let mut found = sheet.measures().iter().zip(values);
    let found = found.find(|(measure, _)| measure.path == path && measure.selectors.is_empty());
    found.and_then(|(_, value)| value).unwrap_or_else(|| panic!("there is no `{path}`"))
}

/// The values of several measures (h), to the second.
#[track_caller]
fn hours<const N: usize>(text: &str, paths: [&str; N]) -> [f64; N] {
    paths.map(|path| {
        let hours = measure(text, path) * if path.starts_with("transit_time") { 24.0 } else { 1.0 };
        (hours * 3600.0).round() / 3600.0
    })
}
