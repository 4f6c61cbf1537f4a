//! What trains and ships may carry.

use crate::tampered::{Tampered, held, open, starts};
use keruen::audit::Rule;
use serde_json::{Value, json};

#[test]
fn a05_a_train_that_is_too_heavy_for_its_section() {
    let mut trace = Tampered::new();
    let enter = |record: &Value| record["kind"] == "enter" && record["resource"] == "link:plain railway";
    let place = trace.find(2, |record| enter(record) && record["of"] == "part");
    let train = trace.records[place]["vehicle"].clone();
    let last = |record: &Value| enter(record) && record["vehicle"] == train && record["of"].is_null();
    let last = place + trace.records[place..].iter().position(last).unwrap();
    // One part of it was never there.
    trace.records[place]["kind"] = json!("wait");
    trace.breaks(Rule::Room, last);
}

#[test]
fn a05_a_train_that_is_divided_too_fast() {
    let mut trace = Tampered::new();
    let place = trace.find(1, |record| record["kind"] == "begin" && record["of"] == "divide");
    trace.add(place, "span", -60_000);
    trace.breaks(Rule::Room, place);
}

#[test]
fn a05_a_train_in_more_parts_than_it_needs() {
    let mut trace = Tampered::new();
    let place = trace.find(1, |record| record["kind"] == "begin" && record["of"] == "divide");
    let train = trace.records[place]["vehicle"].clone();
    trace.add(place, "units", 1);
    let enter =
        |record: &Value| record["kind"] == "enter" && record["vehicle"] == train && record["of"].is_null();
    let last = place + trace.records[place..].iter().position(enter).unwrap();
    trace.breaks(Rule::Room, last);
}

#[test]
fn a05_a_part_that_does_not_wait_to_be_divided() {
    let mut trace = Tampered::new();
    let place = trace.find(1, |record| record["kind"] == "begin" && record["of"] == "divide");
    let train = trace.records[place]["vehicle"].clone();
    let mut early = trace.records[place].clone();
    early["kind"] = json!("enter");
    early["of"] = json!("part");
    early["vehicle"] = train;
    early["units"] = json!(1);
    trace.records.insert(place + 1, early);
    trace.breaks(Rule::Room, place + 1);
}

#[test]
fn a05_a_ship_with_too_much_aboard() {
    let mut trace = Tampered::new();
    let place = trace.find(3, |record| record["kind"] == "board" && starts(&record["vehicle"], "feeders#"));
    trace.add(place, "units", 10_000);
    trace.breaks(Rule::Room, place);
}

#[test]
fn a_ship_loaded_deeper_than_the_water_allows_is_found() {
    let mut trace = Tampered::of(open("scenarios/textbook/falling_sea.ron"));
    let place = trace.find(20, Tampered::kind("board"));
    trace.add(place, "units", 1);
    assert!(trace.breaks(Rule::Room, place).contains(&Rule::Room));
    trace.add(place, "units", -1);
    let lines: Vec<String> = trace.records.iter().map(|record| format!("{record}\n")).collect();
    assert!(held(&trace.scenario, lines.concat().as_bytes()).is_sound());
}
