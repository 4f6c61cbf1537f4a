//! The sea and beyond: cranes that share the lots of a ship, storms under way, loads by draught, and pipelines.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod cranes;
mod draught;
mod monthly;
mod pipes;
mod slowed;

use keruen::scenario::Scenario;
use keruen::study::Replications;
use std::path::Path;

/// The scenario of a text.
fn scenario(text: &str) -> Scenario {
    Scenario::read(Path::new("scenario.ron"), &[], &mut |_| Ok(text.to_owned()))
}

/// The value of a measure in replication 0 of a scenario text, whose selectors are these alone.
#[track_caller]
fn measure(text: &str, path: &str, selectors: &[(&str, &str)]) -> f64 {
    let scenario = scenario(text);
    let corridor = scenario.corridor.unwrap_or_else(|| panic!("{:#?}", scenario.findings));
    let replications = Replications::of(&corridor, 1);
    let values = replications.one(0).expect("it reaches its horizon");
    let sheet = replications.sheet();
    let mut found = sheet.measures().iter().zip(values);
    let found = found.find(|(measure, _)| measure.is(path, selectors));
    found.and_then(|(_, value)| value).unwrap_or_else(|| panic!("there is no `{path}`"))
}

/// Hours to the second.
fn to_the_second(hours: f64) -> f64 {
    (hours * 3600.0).round() / 3600.0
}
