//! Storms: what they may close and slow, and what vehicles lose by it.

use crate::tampered::{Tampered, held, traced};
use keruen::audit::Rule;
use keruen::report::TraceFormat;
use keruen::scenario::Scenario;
use serde_json::{Value, json};
use std::path::Path;

fn is(record: &Value, kind: &str, resource: &str, cause: &str) -> bool {
    record["kind"] == kind && record["resource"] == resource && record["cause"] == cause
}

fn is_spell(record: &Value, kind: &str) -> bool {
    is(record, kind, "link:sea", "weather") && record["of"] == "slow"
}

/// The first ship that loses time at sea: the place of the booking, and of the end of its passage.
fn slow_passage(trace: &Tampered) -> (usize, usize) {
    let book = trace.find(0, |record| is(record, "book", "link:sea", "weather") && record["of"] == "slow");
    let ship = &trace.records[book]["vehicle"];
    let leave = (book..trace.records.len())
        .find(|&at| trace.records[at]["kind"] == "leave" && trace.records[at]["vehicle"] == *ship);
    (book, leave.unwrap())
}

/// The spell that it meets, from one place to another.
fn spell_of(trace: &Tampered, leave: usize) -> (usize, usize) {
    let close = (0..leave).rev().find(|&at| is_spell(&trace.records[at], "close")).unwrap();
    let open = (close..trace.records.len()).find(|&at| is_spell(&trace.records[at], "open")).unwrap();
    (close, open)
}

#[test]
fn a06_a_slow_spell_that_no_storm_makes() {
    let mut trace = Tampered::new();
    let spell = trace.find(0, |record| is_spell(record, "close"));
    trace.add(spell, "units", 1);
    assert!(trace.breaks(Rule::Closed, spell).contains(&Rule::Closed));
}

#[test]
fn a06_a_storm_over_dry_land() {
    let mut trace = Tampered::new();
    let close = trace.find(3, |record| is(record, "close", "yard:dry port", "opening_hours"));
    trace.records[close]["cause"] = json!("weather");
    assert_eq!(trace.breaks(Rule::Closed, close), [Rule::Closed]);
}

/// The quay feels seven storms of ten, the sea four at the most: it does not close without the quay.
#[test]
fn a06_a_storm_that_only_one_of_two_places_feels() {
    let mut trace = Tampered::new();
    let quay = "berth:east port/quay";
    let sea = trace.find(0, |record| is(record, "close", "link:sea", "weather") && record["of"].is_null());
    let ms = trace.records[sea]["ms"].clone();
    let close = trace.find(0, |record| is(record, "close", quay, "weather") && record["ms"] == ms);
    let open = (close..trace.records.len()).find(|&at| is(&trace.records[at], "open", quay, "weather"));
    trace.records.remove(open.unwrap());
    trace.records.remove(close);
    let last = (0..trace.records.len())
        .rev()
        .find(|&at| trace.records[at]["ms"] == ms && trace.records[at]["kind"] == "close");
    trace.breaks(Rule::Closed, last.unwrap());
}

#[test]
fn a08_a_passage_that_is_slowed_in_calm_weather() {
    let mut trace = Tampered::new();
    let (book, _) = slow_passage(&trace);
    let calm = (0..trace.records.len()).find(|&at| {
        trace.records[at]["kind"] == "leave"
            && trace.records[at]["resource"] == "link:sea"
            && trace.records[at]["ms"] != trace.records[book]["ms"]
            && !is(&trace.records[at - 1], "book", "link:sea", "weather")
    });
    let calm = calm.unwrap();
    let mut lost = trace.moved(book, calm);
    lost["vehicle"] = trace.records[calm]["vehicle"].clone();
    lost["span"] = json!(1);
    trace.records.insert(calm, lost);
    assert_eq!(trace.breaks(Rule::Hours, calm + 1)[0], Rule::Hours);
}

#[test]
fn a08_a_passage_that_loses_a_millisecond_more_than_its_storms_take() {
    let mut trace = Tampered::new();
    let (book, leave) = slow_passage(&trace);
    trace.add(book, "span", 1);
    trace.breaks(Rule::Hours, leave);
}

#[test]
fn a08_a_spell_that_is_not_told() {
    let mut trace = Tampered::new();
    let (_, leave) = slow_passage(&trace);
    let (close, open) = spell_of(&trace, leave);
    trace.records.remove(open);
    trace.records.remove(close);
    let leave = leave - usize::from(open < leave) - 1;
    trace.breaks(Rule::Hours, leave);
}

#[test]
fn a08_a_spell_of_another_length() {
    let mut trace = Tampered::new();
    let (_, leave) = slow_passage(&trace);
    let (close, _) = spell_of(&trace, leave);
    // It begins a moment later than it did.
    let ms = trace.records[close]["ms"].as_u64().unwrap();
    let later = (close..leave).find(|&at| trace.records[at]["ms"].as_u64() > Some(ms)).unwrap();
    let moved = trace.moved(close, later);
    trace.records.insert(later, moved);
    trace.records.remove(close);
    trace.breaks(Rule::Hours, leave);
}

#[test]
fn a08_time_lost_where_nobody_is() {
    let mut trace = Tampered::new();
    let (book, _) = slow_passage(&trace);
    trace.records[book]["resource"] = json!("link:plain railway");
    trace.breaks(Rule::Hours, book);
}

#[test]
fn a08_a_passage_that_takes_more_than_its_time() {
    let mut trace = Tampered::new();
    let leave =
        trace.find(2, |record| record["kind"] == "leave" && record["resource"] == "link:pass railway");
    trace.add(leave, "ms", 1);
    trace.breaks(Rule::Hours, leave);
}

/// Ships that break down and are mended in storms of two systems, one of which slows in winter alone.
#[test]
fn ships_that_break_down_in_storms_pass() {
    let stormy = ["\"40 %\""; 12].join(", ");
    let months = ["\"90 %\"", "\"0 %\"", "\"50 %\""].repeat(4).join(", ");
    for (clock, to) in [("Operating", "33.3 %"), ("Calendar", "70 %"), ("Operating", "0.7 %")] {
        let text = format!(
            r#"(
                version: 1, name: "Crossing", start: "2024-01-01", horizon: "300 d", study: Season,
                nodes: {{ "here": (), "there": () }},
                cargo: {{ "boxes": (unit: Teu, mass: "10 t/TEU") }},
                weather: {{
                    "gales": (stormy: [{stormy}], storm: Exponential("7 h")),
                    "storms": (stormy: [{stormy}], storm: Gamma(mean: "40 h", cv: 1.5)),
                }},
                links: {{
                    "lane": (
                        from: "here", to: "there", mode: Sea, length: "100 km", time: "10 h",
                        weather: {{ "storms": "10 %" }},
                        slowed: {{ "gales": (storms: "80 %", to: "{to}"), "storms": (storms: [{months}], to: "61.7 %") }},
                    ),
                }},
                fleets: {{
                    "ship": (
                        home: "here", vehicles: 3, carries: {{ "boxes": "10 TEU" }}, returns: Travels(after: "1 h"),
                        breakdowns: (between: Exponential("9 h"), repair: Exponential("2 h"), clock: {clock}),
                    ),
                }},
                services: {{ "line": (from: "here", along: ["lane"], fleet: "ship", departs: OnDemand) }},
                demand: {{ "boxes": (cargo: "boxes", from: "here", to: "there", volume: "2 TEU/d", consignment: "1 TEU") }},
            )"#
        );
        let scenario = Scenario::read(Path::new("scenario.ron"), &[], &mut |_| Ok(text.clone()));
        assert!(scenario.corridor.is_some(), "{:#?}", scenario.findings);
        let report = held(&scenario, &traced(&scenario, TraceFormat::Json));
        assert!(
            report.is_sound() && report.skipped.is_empty(),
            "{:#?} {:?}",
            report.findings,
            report.skipped
        );
    }
}
