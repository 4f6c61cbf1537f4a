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
fn a08_a_ship_that_loses_more_to_weather_than_it_may() {
    let mut trace = Tampered::new();
    let book = trace.find(0, |record| record["kind"] == "book" && record["of"] == "slow");
    let told = trace.records[book].clone();
    assert_eq!((&told["cause"], &told["resource"]), (&json!("weather"), &json!("link:sea")));
    let after = told["ms"].as_i64().unwrap();
    let leave = trace.find(0, |record| {
        record["kind"] == "leave"
            && record["vehicle"] == told["vehicle"]
            && record["resource"] == told["resource"]
            && record["ms"].as_i64().unwrap() > after
    });
    trace.add(book, "span", 100_000_000);
    trace.breaks(Rule::Hours, leave);
}

#[test]
fn a11_a_wait_that_nobody_saw() {
    let mut trace = Tampered::new();
    let wait = trace.find(0, |record| record["kind"] == "wait" && starts(&record["resource"], "equipment:"));
    trace.records.remove(wait);
    assert_eq!(trace.breaks(Rule::Little, trace.records.len() - 1), [Rule::Little]);
}
