//! Locomotives and wagons.

use crate::tampered::{Tampered, starts};
use keruen::audit::Rule;
use serde_json::{Value, json};

/// A diesel comes before a train.
fn coupled(record: &Value) -> bool {
    record["kind"] == "seize" && record["resource"] == "fleet:diesels"
}

#[test]
fn a03_more_locomotives_than_there_are() {
    let mut trace = Tampered::new();
    let place = trace.find(9, coupled);
    trace.records[place]["of"] = json!("diesels#6");
    trace.breaks(Rule::Capacity, place);
}

/// A train is made up of wagons.
fn made_up(record: &Value) -> bool {
    record["kind"] == "seize" && record["resource"] == "fleet:block trains"
}

#[test]
fn a03_more_wagons_than_stand_there() {
    let mut trace = Tampered::new();
    let place = trace.find(9, made_up);
    trace.add(place, "units", 600);
    trace.breaks(Rule::Capacity, place);
}

#[test]
fn a05_a_train_of_fewer_wagons() {
    let mut trace = Tampered::new();
    let place = trace.find(9, made_up);
    let train = trace.records[place]["vehicle"].clone();
    trace.records[place]["units"] = json!(10);
    let left = trace.records.iter().skip(place).position(|it| {
        it["kind"] == "release" && it["resource"] == "fleet:block trains" && it["vehicle"] == train
    });
    trace.breaks(Rule::Capacity, place + left.unwrap());
}

#[test]
fn a07_wagons_in_two_places() {
    let mut trace = Tampered::new();
    let place = trace.find(9, |it| it["kind"] == "release" && it["resource"] == "fleet:block trains");
    let other = if trace.records[place]["place"] == "Steppe" { "East Quay" } else { "Steppe" };
    trace.records[place]["place"] = json!(other);
    trace.breaks(Rule::Place, place);
}

#[test]
fn a06_a_locomotive_that_is_turned_round_too_fast() {
    let mut trace = Tampered::new();
    let turned = |kind: &'static str| {
        move |record: &Value| {
            record["kind"] == kind && record["of"] == "turn_round" && starts(&record["vehicle"], "diesels#")
        }
    };
    let begin = trace.find(9, turned("begin"));
    let who = trace.records[begin]["vehicle"].clone();
    let before = trace.records[..begin].iter().filter(|it| turned("end")(it) && it["vehicle"] == who).count();
    let end = trace.find(before, |it| turned("end")(it) && it["vehicle"] == who);
    trace.add(begin, "span", 1);
    trace.breaks(Rule::Closed, end);
}

#[test]
fn a07_a_locomotive_before_two_trains() {
    let mut trace = Tampered::new();
    let place = trace.find(9, coupled);
    let mut second = trace.records[place].clone();
    let other = if second["vehicle"] == "trains#1" { "trains#2" } else { "trains#1" };
    second["vehicle"] = json!(other);
    trace.records.insert(place + 1, second);
    trace.breaks(Rule::Place, place + 1);
}

#[test]
fn a07_a_locomotive_in_two_places() {
    let mut trace = Tampered::new();
    let place = trace.find(9, |record| record["kind"] == "release" && record["resource"] == "fleet:diesels");
    trace.records[place]["place"] = json!("Market");
    trace.breaks(Rule::Place, place);
}

#[test]
fn a07_a_train_without_a_locomotive() {
    let mut trace = Tampered::new();
    let place = trace.find(9, coupled);
    let train = trace.records[place]["vehicle"].clone();
    trace.records.remove(place);
    let enters = |record: &&Value| record["kind"] == "enter" && record["vehicle"] == train;
    let enter = trace.records.iter().skip(place).position(|record| enters(&record)).unwrap();
    trace.breaks(Rule::Place, place + enter);
}

#[test]
fn a11_a_wait_for_a_locomotive_that_is_not_booked() {
    let mut trace = Tampered::new();
    let booked = |record: &Value| {
        record["kind"] == "book" && record["cause"] == "locomotive" && record["lot"].is_null()
    };
    let place = trace.find(0, booked);
    trace.add(place, "span", 1000);
    let last = trace.records.len() - 1;
    trace.breaks(Rule::Little, last);
}
