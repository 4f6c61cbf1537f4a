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
    let (_, lot) = whole_lot(&trace);
    let book = trace.find(0, |record| {
        record["kind"] == "book"
            && record["lot"] == lot
            && record["cause"] == "moving"
            && record["of"] == "trip"
    });
    trace.records[book]["cause"] = json!("works");
    // It is seen where the lot takes it over, and again where it is delivered.
    let alights =
        |place: &usize| trace.records[*place]["kind"] == "alight" && trace.records[*place]["lot"] == lot;
    let alight = (0..book).rev().find(alights).unwrap();
    assert_eq!(trace.breaks(Rule::Hours, alight), [Rule::Hours]);
}

#[test]
fn a11_a_wait_that_nobody_saw() {
    let mut trace = Tampered::new();
    let wait = trace.find(0, |record| record["kind"] == "wait" && starts(&record["resource"], "equipment:"));
    trace.records.remove(wait);
    assert_eq!(trace.breaks(Rule::Little, trace.records.len() - 1), [Rule::Little]);
}

fn of_vehicle(cause: &'static str) -> impl Fn(&serde_json::Value) -> bool {
    move |record| record["kind"] == "book" && record["lot"].is_null() && record["cause"] == cause
}

/// The place where a trip on which this was booked is over: where its first lot comes off, or it has come in empty.
fn over(trace: &Tampered, book: usize) -> usize {
    let vehicle = &trace.records[book]["vehicle"];
    let ends = |place: &usize| {
        let record = &trace.records[*place];
        let empty = record["kind"] == "arrive" && record["of"].is_null();
        record["vehicle"] == *vehicle && (record["kind"] == "alight" || empty)
    };
    (book..trace.records.len()).find(ends).unwrap()
}

#[test]
fn a08_hours_of_a_vehicle_that_are_booked_twice_or_not_at_all_or_a_second_too_long() {
    let sound = Tampered::new();
    let book = sound.find(40, of_vehicle("moving"));
    let end = over(&sound, book);
    let mut twice = Tampered::new();
    let again = twice.records[book].clone();
    twice.records.insert(book, again);
    twice.breaks(Rule::Hours, end + 1);
    let mut never = Tampered::new();
    never.records.remove(book);
    never.breaks(Rule::Hours, end - 1);
    let mut longer = Tampered::new();
    longer.add(book, "span", 1000);
    longer.breaks(Rule::Hours, end);
}

#[test]
fn a08_a_ship_that_is_told_to_wait_for_a_path_while_it_moves() {
    let mut trace = Tampered::new();
    let book = trace.find(40, of_vehicle("moving"));
    trace.records[book]["cause"] = json!("path");
    trace.breaks(Rule::Hours, over(&trace, book));
}

#[test]
fn a08_an_empty_trip_of_other_hours() {
    let mut trace = Tampered::new();
    let comes = trace.find(5, |record| record["kind"] == "arrive" && record["of"].is_null());
    let vehicle = trace.records[comes]["vehicle"].clone();
    let booked = |record: &serde_json::Value| of_vehicle("moving")(record) && record["vehicle"] == vehicle;
    let book = (0..comes).rev().find(|&place| booked(&trace.records[place])).unwrap();
    trace.add(book, "span", 1);
    trace.breaks(Rule::Hours, comes);
}

#[test]
fn a08_a_lot_that_takes_over_what_its_vehicle_did_not_do() {
    let mut trace = Tampered::new();
    let taken = trace.find(9, |record| record["kind"] == "book" && record["of"] == "trip");
    trace.add(taken, "span", 1);
    let lot = trace.records[taken]["lot"].clone();
    let alights =
        |place: &usize| trace.records[*place]["kind"] == "alight" && trace.records[*place]["lot"] == lot;
    let alight = (0..taken).rev().find(alights).unwrap();
    trace.breaks(Rule::Hours, alight);
}

/// There is weather on the sea, and none on the railway.
#[test]
fn a08_a_wait_for_what_the_scenario_does_not_have() {
    let mut trace = Tampered::new();
    let book =
        trace.find(3, |record| of_vehicle("moving")(record) && record["resource"] == "link:steppe railway");
    trace.records[book]["cause"] = json!("weather");
    trace.breaks(Rule::Hours, book);
    let mut trace = Tampered::of(crate::tampered::open("scenarios/first.ron"));
    let book = trace.find(3, of_vehicle("moving"));
    for cause in ["breakdown", "locomotive", "gauge_change", "disruption", "inspection"] {
        trace.records[book]["cause"] = json!(cause);
        trace.breaks(Rule::Hours, book);
    }
}
