//! Flow through pipelines.

use crate::tampered::{EVERYTHING, Tampered, held, traced};
use keruen::audit::Rule;
use keruen::report::TraceFormat;
use keruen::scenario::Scenario;
use serde_json::{Value, json};
use std::path::Path;

fn in_the_pipe(kind: &'static str) -> impl Fn(&Value) -> bool {
    move |record| record["kind"] == kind && record["resource"] == "link:pipe"
}

/// Two lots that wait for the pump one after the other, the second of which goes in a minute too early: the first
/// has not gone in by then.
#[test]
fn a12_a_pump_that_takes_in_more_than_its_rate() {
    let mut trace = Tampered::new();
    let wait = trace.find(0, in_the_pipe("wait"));
    let lot = trace.records[wait]["lot"].clone();
    let enter = trace.find(0, |record| in_the_pipe("enter")(record) && record["lot"] == lot);
    for place in 0..trace.records.len() {
        // All that comes before it in the minute happens a minute earlier.
        let (ms, until) =
            (trace.records[place]["ms"].as_i64().unwrap(), trace.records[enter]["ms"].as_i64().unwrap());
        if place < enter && ms > until - 60_000 {
            trace.records[place]["ms"] = json!(until - 60_000);
        }
    }
    trace.add(enter, "ms", -60_000);
    trace.breaks(Rule::Pipe, enter);
}

#[test]
fn a12_a_lot_that_is_out_too_soon() {
    let mut trace = Tampered::new();
    let leave = trace.find(3, in_the_pipe("leave"));
    let out = trace.records[leave]["ms"].clone();
    // What is told with it at the same instant comes two seconds sooner, too.
    let first = trace.find(0, |record| record["ms"] == out);
    (first..=leave).for_each(|place| trace.add(place, "ms", -2000));
    let broken = trace.breaks(Rule::Pipe, leave);
    assert!(broken.contains(&Rule::Hours), "its hours do not fit either: {broken:?}");
}

#[test]
fn a12_a_lot_that_overtakes() {
    let mut trace = Tampered::new();
    let leave = trace.find(2, in_the_pipe("leave"));
    let next = trace.find(3, in_the_pipe("leave"));
    let other = trace.records[next]["lot"].clone();
    trace.records[leave]["lot"] = other;
    trace.breaks(Rule::Pipe, leave);
}

#[test]
fn a12_a_lot_that_flows_backwards() {
    let mut trace = Tampered::new();
    let enter = trace.find(1, in_the_pipe("enter"));
    trace.records[enter]["place"] = json!("Sea Terminal");
    trace.breaks(Rule::Pipe, enter);
}

#[test]
fn a03_two_lots_at_one_pump() {
    let mut trace = Tampered::new();
    let release = trace.find(0, in_the_pipe("release"));
    let seize = trace.find(1, in_the_pipe("seize"));
    let mut early = trace.records[release].clone();
    let record = trace.records[seize].clone();
    for (column, value) in record.as_object().unwrap() {
        if column != "ms" && column != "at" {
            early[column] = value.clone();
        }
    }
    trace.records.insert(release, early);
    trace.breaks(Rule::Capacity, release);
}

/// A trace of the pipeline as it would be without an embargo.
#[test]
fn a06_a_pipeline_that_takes_on_goods_under_an_embargo() {
    let embargo = "services.pipe.embargoes=[(cargo: [\"crude\"], from: \"2024-02-01\", to: \"2024-02-09\", why: \"oil of others\")]";
    let open = |sets: &[String]| Scenario::open(Path::new(EVERYTHING), sets);
    let [free, under] = [open(&[]), open(&[embargo.to_owned()])];
    assert!(!under.is_broken(), "{:#?}", under.findings);
    assert!(held(&under, &traced(&under, TraceFormat::Json)).is_sound());
    let report = held(&under, &traced(&free, TraceFormat::Json));
    assert_eq!(report.broken.into_keys().collect::<Vec<_>>(), [Rule::Closed]);
    assert!(report.findings.iter().all(|finding| finding.what.contains("`accepts:pipe/crude`")));
}
