//! Lines in order, each a record.

use crate::tampered::Tampered;
use keruen::audit::Rule;
use serde_json::json;

#[test]
fn a01_time_that_goes_back() {
    let mut trace = Tampered::new();
    let place = trace.find(500, Tampered::kind("book"));
    let before = trace.records[place - 1]["ms"].as_i64().unwrap();
    trace.records[place]["ms"] = json!(before - 1);
    trace.breaks(Rule::Record, place);
}

#[test]
fn a01_a_line_that_is_no_record_and_a_trace_that_breaks_off() {
    let mut trace = Tampered::new();
    trace.records[10]["colour"] = json!("red");
    trace.breaks(Rule::Record, 10);
    let mut trace = Tampered::new();
    trace.records.pop();
    trace.breaks(Rule::Record, trace.records.len() - 1);
}
