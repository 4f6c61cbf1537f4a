//! Hours booked to the millisecond and to their cause.

use crate::tampered::{Tampered, starts, whole_lot};
use keruen::audit::Rule;
use serde_json::json;

#[test]
fn a08_a_millisecond_too_much() {
    let mut trace = Tampered::new();
    let (deliver, lot) = whole_lot(&trace);
    let book = trace.find(0, |record| {
        record["kind"] == "book"
            && record["lot"] == lot
            && record["cause"] == "vehicle"
            && record["of"].is_null()
    });
    trace.add(book, "span", 1);
    assert_eq!(trace.breaks(Rule::Hours, deliver), [Rule::Hours, Rule::Little]);
}

#[test]
fn a08_hours_on_the_wrong_cause() {
    let mut trace = Tampered::new();
    let (deliver, lot) = whole_lot(&trace);
    let book = trace.find(0, |record| {
        record["kind"] == "book"
            && record["lot"] == lot
            && record["cause"] == "moving"
            && record["of"] == "trip"
    });
    trace.records[book]["cause"] = json!("works");
    assert_eq!(trace.breaks(Rule::Hours, deliver), [Rule::Hours]);
}

#[test]
fn a11_a_wait_that_nobody_saw() {
    let mut trace = Tampered::new();
    let wait = trace.find(0, |record| record["kind"] == "wait" && starts(&record["resource"], "equipment:"));
    trace.records.remove(wait);
    assert_eq!(trace.breaks(Rule::Little, trace.records.len() - 1), [Rule::Little]);
}
