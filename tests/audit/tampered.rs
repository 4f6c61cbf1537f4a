//! Traces to tamper with.

use keruen::audit::{Report, Rule, audit};
use keruen::corridor::trace;
use keruen::report::{TraceFormat, TraceWriter};
use keruen::scenario::Scenario;
use serde_json::{Value, json};
use std::path::Path;

pub(crate) const EVERYTHING: &str = "tests/support/everything.ron";

pub(crate) fn open(path: &str) -> Scenario {
    let scenario = Scenario::open(Path::new(path), &[]);
    assert!(!scenario.is_broken(), "{path}");
    scenario
}

pub(crate) fn read(text: &str) -> Scenario {
    let scenario = Scenario::read(Path::new("inline.ron"), &[], &mut |_| Ok(text.to_owned()));
    assert!(!scenario.is_broken(), "{:?}", scenario.findings);
    scenario
}

pub(crate) fn traced(scenario: &Scenario, format: TraceFormat) -> Vec<u8> {
    let corridor = scenario.corridor.as_ref().unwrap();
    let mut bytes = Vec::new();
    let mut writer = TraceWriter::new(corridor, 3, format, &mut bytes).unwrap();
    trace(corridor, 1, 3, &mut |record| writer.add(record).unwrap());
    writer.finish().unwrap();
    bytes
}

pub(crate) fn held(scenario: &Scenario, trace: &[u8]) -> Report {
    audit(scenario.tree.as_ref().unwrap(), &scenario.sources, trace).unwrap().unwrap()
}

/// A trace as records that can be tampered with.
pub(crate) struct Tampered {
    pub(crate) scenario: Scenario,
    pub(crate) records: Vec<Value>,
}

impl Tampered {
    pub(crate) fn new() -> Self {
        Self::of(open(EVERYTHING))
    }

    pub(crate) fn of(scenario: Scenario) -> Self {
        let text = String::from_utf8(traced(&scenario, TraceFormat::Json)).unwrap();
        let records = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        Self { scenario, records }
    }

    /// The place of the `nth` record that fits.
    #[track_caller]
    pub(crate) fn find(&self, nth: usize, fits: impl Fn(&Value) -> bool) -> usize {
        self.records.iter().enumerate().filter(|(_, record)| fits(record)).nth(nth).unwrap().0
    }

    /// A copy of a record, told at the time of another.
    pub(crate) fn moved(&self, place: usize, to: usize) -> Value {
        let mut moved = self.records[place].clone();
        for column in ["ms", "at"] {
            moved[column] = self.records[to][column].clone();
        }
        moved
    }

    pub(crate) fn kind(kind: &'static str) -> impl Fn(&Value) -> bool {
        move |record| record["kind"] == kind
    }

    pub(crate) fn add(&mut self, place: usize, column: &str, more: i64) {
        let value = self.records[place][column].as_i64().unwrap();
        self.records[place][column] = json!(value + more);
    }

    /// The rules that are broken, and the first finding of one of them stands on this line.
    #[track_caller]
    pub(crate) fn breaks(&self, rule: Rule, place: usize) -> Vec<Rule> {
        let lines: Vec<String> = self.records.iter().map(|record| format!("{record}\n")).collect();
        let report = held(&self.scenario, lines.concat().as_bytes());
        let found = report.findings.iter().find(|finding| finding.rule == rule);
        assert!(found.is_some(), "{rule:?} is not broken: {:?}", report.findings);
        let found = found.unwrap();
        assert_eq!(found.line, place as u64 + 1, "{found}");
        assert!(!found.what.is_empty() && !found.right.is_empty());
        report.broken.into_keys().collect()
    }
}

pub(crate) fn starts(value: &Value, with: &str) -> bool {
    value.as_str().is_some_and(|text| text.starts_with(with))
}

/// The place where a lot that is never split is delivered, after the first hundred.
pub(crate) fn whole_lot(trace: &Tampered) -> (usize, Value) {
    let split: Vec<Value> = trace
        .records
        .iter()
        .filter(|record| record["kind"] == "split")
        .flat_map(|record| [record["lot"].clone(), record["of"].clone()])
        .collect();
    // One that has waited for a vehicle, so that there is something to tamper with.
    let waited: Vec<Value> = trace
        .records
        .iter()
        .filter(|record| record["kind"] == "book" && record["cause"] == "vehicle" && record["of"].is_null())
        .map(|record| record["lot"].clone())
        .collect();
    let fits = |lot: &Value| !split.contains(lot) && waited.contains(lot);
    let place = trace.find(20, |record| record["kind"] == "deliver" && fits(&record["lot"]));
    (place, trace.records[place]["lot"].clone())
}
