//! What must be possible with any text at all.

use keruen::corridor::{Corridor, Simulator};
use keruen::scenario::Scenario;
use keruen::scenario::text::{Style, render};
use keruen::study::{Replications, preview};
use std::path::Path;

/// More events than this are not waited for.
const MOST_EVENTS: f64 = 20_000.0;

/// What came of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Findings.
    Refused,
    /// A corridor that ran a replication.
    Ran,
    /// A corridor, too large for a test even in a single hour.
    TooLarge,
}

/// Reads a text, shows what is wrong with it, and runs it if nothing is.
#[track_caller]
pub fn endure(text: &str) -> End {
    endure_with(text, &[])
}

/// The same with assignments.
#[track_caller]
pub fn endure_with(text: &str, sets: &[&str]) -> End {
    let scenario = read(text, sets);
    let shown = render(&scenario.findings, &scenario.sources, Style::Plain, 100);
    let Some(corridor) = &scenario.corridor else {
        let reason = scenario.findings.iter().any(|finding| finding.is_error());
        assert!(reason, "no corridor, and nobody says why:\n{text}");
        assert!(!shown.trim().is_empty(), "findings that show nothing");
        return End::Refused;
    };
    assert!(scenario.findings.iter().all(|finding| !finding.is_error()), "a corridor in spite of:\n{shown}");
    if preview(corridor).events <= MOST_EVENTS {
        return run(corridor);
    }
    let hour: Vec<&str> = sets.iter().copied().chain(["horizon=1 h", "warm_up=0 h"]).collect();
    let scenario = read(text, &hour);
    let corridor = scenario.corridor.expect("it had one with a longer horizon");
    if preview(&corridor).events <= MOST_EVENTS { run(&corridor) } else { End::TooLarge }
}

fn read(text: &str, sets: &[&str]) -> Scenario {
    let sets: Vec<String> = sets.iter().map(ToString::to_string).collect();
    Scenario::read(Path::new("hostile.ron"), &sets, &mut |path| {
        if path == Path::new("hostile.ron") {
            Ok(text.to_owned())
        } else {
            Err(std::io::ErrorKind::NotFound.into())
        }
    })
}

/// Two replications, whose books balance, and all their measures.
fn run(corridor: &Corridor) -> End {
    let mut simulator = Simulator::new(corridor);
    for number in 0..2 {
        let outcome = simulator.replicate(u64::MAX, number);
        assert_eq!(outcome.unbalanced, 0);
    }
    let replications = Replications::of(corridor, 1);
    if let Ok(values) = replications.one(u64::MAX) {
        for (measure, value) in replications.sheet().measures().iter().zip(values) {
            assert!(value.is_none_or(f64::is_finite), "{measure:?}: {value:?}");
        }
    }
    End::Ran
}
