//! Vehicles and lots in one place at a time.

use crate::tampered::{Tampered, starts};
use keruen::audit::Rule;
use serde_json::json;

#[test]
fn a07_a_ship_in_two_places() {
    let mut trace = Tampered::new();
    let place = trace.find(5, |record| record["kind"] == "arrive" && starts(&record["vehicle"], "feeders#"));
    let other = if trace.records[place]["place"] == "East Quay" { "West Quay" } else { "East Quay" };
    trace.records[place]["place"] = json!(other);
    trace.breaks(Rule::Place, place);
}

#[test]
fn a07_a_lot_on_two_ships() {
    let mut trace = Tampered::new();
    let place = trace.find(5, |record| record["kind"] == "board" && starts(&record["vehicle"], "feeders#"));
    let mut second = trace.records[place].clone();
    let other = if second["vehicle"] == "feeders#1" { "feeders#2" } else { "feeders#1" };
    second["vehicle"] = json!(other);
    trace.records.insert(place + 1, second);
    trace.breaks(Rule::Place, place + 1);
}
