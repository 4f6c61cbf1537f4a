//! The auditor: sound traces pass, and each rule catches a trace that breaks it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod capacity;
mod cargo;
mod closed;
mod dollars;
mod haulage;
mod hours;
mod loads;
mod pipes;
mod places;
mod sound;
mod tampered;
mod tracks;
mod weather;

use keruen::audit::Rule;
use keruen::corridor::{Simulator, trace};
use keruen::report::TraceFormat;
use std::path::PathBuf;
use tampered::{EVERYTHING, held, open, traced};

#[test]
fn traces_of_small_scenarios_pass_every_rule() {
    for path in
        [EVERYTHING, "tests/scenarios/corridor.ron", "scenarios/first.ron", "scenarios/textbook/mm1k.ron"]
    {
        let scenario = open(path);
        let report = held(&scenario, &traced(&scenario, TraceFormat::Json));
        assert!(report.is_sound(), "{path}: {:?}", report.findings);
        assert!(report.records > 1000);
    }
}

#[test]
fn every_rule_has_something_to_check_in_the_corridor_that_uses_everything() {
    let scenario = open(EVERYTHING);
    let report = held(&scenario, &traced(&scenario, TraceFormat::Json));
    for rule in Rule::ALL {
        assert!(report.checks.get(&rule).is_some_and(|checks| *checks > 0), "{rule:?}");
    }
}

#[test]
fn csv_says_the_same_as_json() {
    let scenario = open(EVERYTHING);
    let [json, csv] =
        [TraceFormat::Json, TraceFormat::Csv].map(|format| held(&scenario, &traced(&scenario, format)));
    assert_eq!((json.records, json.checks, json.broken), (csv.records, csv.checks, csv.broken));
}

#[test]
fn a_traced_replication_is_the_one_of_the_study() {
    for path in [EVERYTHING, "scenarios/first.ron", "scenarios/textbook/tandem.ron"] {
        let scenario = open(path);
        let corridor = scenario.corridor.as_ref().unwrap();
        let mut traced = trace(corridor, 7, 2, &mut |_| {});
        let mut simulator = Simulator::new(corridor);
        let plain = simulator.replicate(7, 2);
        // Short ways make fewer events of the same history.
        traced.events = plain.events;
        assert_eq!(format!("{traced:?}"), format!("{plain:?}"), "{path}");
    }
}

/// The auditor imports nothing of the engine.
#[test]
fn the_auditor_stands_alone() {
    let mut folders = vec![PathBuf::from("src/audit")];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let used =
                text.lines().filter(|line| line.contains("crate::") && !line.trim_start().starts_with("//"));
            for line in used {
                assert!(line.contains("crate::scenario::text"), "{}: {line}", path.display());
            }
            read += 1;
        }
    }
    assert!(read > 30);
}
