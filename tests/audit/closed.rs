//! Work in closed hours and under closed gates.

use crate::tampered::{EVERYTHING, Tampered, held, starts, traced};
use keruen::audit::Rule;
use keruen::report::TraceFormat;
use keruen::scenario::Scenario;
use serde_json::{Value, json};
use std::path::Path;

#[test]
fn a06_work_while_it_is_closed() {
    let mut trace = Tampered::new();
    let work = trace.find(0, |record| {
        record["kind"] == "begin" && record["place"] == "Steppe" && record["of"] == "formalities"
    });
    let close = trace.find(6, |record| record["kind"] == "close" && record["resource"] == "yard:dry port");
    let moved = trace.moved(work, close);
    trace.records.insert(close + 1, moved);
    trace.breaks(Rule::Closed, close + 1);
}

#[test]
fn a06_the_calendar_counts_even_if_the_trace_tells_of_no_closure() {
    let mut trace = Tampered::new();
    let close = trace.find(6, |record| record["kind"] == "close" && record["resource"] == "yard:dry port");
    let begin = (close..trace.records.len())
        .find(|&place| trace.records[place]["kind"] == "begin" && trace.records[place]["place"] == "Steppe")
        .unwrap();
    let moved = trace.moved(begin, close);
    trace.records[close] = moved;
    trace.breaks(Rule::Closed, close);
}

#[test]
fn a06_work_that_takes_less_time_than_it_says() {
    let mut trace = Tampered::new();
    let place = trace.find(30, |record| record["kind"] == "begin" && record["of"] == "load");
    let lot = trace.records[place]["lot"].clone();
    trace.add(place, "span", 60_000);
    let end =
        (place..).find(|&at| trace.records[at]["kind"] == "end" && trace.records[at]["lot"] == lot).unwrap();
    trace.breaks(Rule::Closed, end);
}

/// An agency that breaks its work off at closing time begins anew: what goes on over it is caught.
#[test]
fn a06_work_that_is_not_broken_off_at_closing_time() {
    let mut trace = Tampered::new();
    let agency = |record: &Value| record["resource"] == "border:rail gate/TR plant health";
    let closes = |at: &usize| trace.records[*at]["kind"] == "close" && agency(&trace.records[*at]);
    let ends = |at: &usize| trace.records[*at]["kind"] == "end" && agency(&trace.records[*at]);
    let all = 0..trace.records.len();
    let same = |at: usize, other: usize| trace.records[at]["ms"] == trace.records[other]["ms"];
    let vain = all.clone().filter(ends).find(|&at| all.clone().filter(closes).any(|close| same(at, close)));
    let vain = vain.unwrap();
    let begin = (0..vain).rev().find(|&at| {
        let record = &trace.records[at];
        record["kind"] == "begin" && agency(record) && record["vehicle"] == trace.records[vain]["vehicle"]
    });
    // As if it were an hour more, and done in the evening.
    trace.add(begin.unwrap(), "span", 3_600_000);
    let mut late = trace.records.remove(vain);
    late["ms"] = json!(late["ms"].as_i64().unwrap() + 3_600_000);
    let ms = late["ms"].as_i64();
    let place = (vain..trace.records.len()).find(|&at| trace.records[at]["ms"].as_i64() > ms).unwrap();
    trace.records.insert(place, late);
    trace.breaks(Rule::Closed, place);
}

#[test]
fn a06_a_train_that_enters_during_a_possession() {
    let possession = |record: &Value| {
        record["kind"] == "close" && record["resource"] == "link:steppe railway" && record["cause"] == "works"
    };
    let mut trace = Tampered::new();
    let close = trace.find(2, possession);
    let enter =
        trace.find(0, |record| record["kind"] == "enter" && record["resource"] == "link:steppe railway");
    let moved = trace.moved(enter, close);
    // By the calendar, even if the trace tells of no closure.
    trace.records[close] = moved;
    trace.breaks(Rule::Closed, close);
}

#[test]
fn a06_grain_that_is_accepted_during_an_embargo() {
    let mut trace = Tampered::new();
    let close =
        trace.find(0, |record| record["kind"] == "close" && record["resource"] == "accepts:train/grain");
    let accepted = |record: &Value| {
        record["kind"] == "wait" && record["of"] == "train" && starts(&record["lot"], "grain")
    };
    let moved = trace.moved(trace.find(0, accepted), close);
    // By the calendar, even if the trace tells of no closure.
    trace.records[close] = moved;
    trace.breaks(Rule::Closed, close);
}

/// Everything with the zones of Almaty and Bucharest, whose clocks go back on 1 March and forward on 31 March;
/// or with those that they have before.
fn zones(bucharest: &str) -> Scenario {
    let text = std::fs::read_to_string(EVERYTHING).unwrap();
    let text =
        text.replace("UTC+5", "Asia/Almaty").replace("UTC+4", bucharest).replace("2024-01-03", "2024-02-14");
    let scenario = Scenario::read(Path::new("zones.ron"), &[], &mut |_| Ok(text.clone()));
    assert!(!scenario.is_broken(), "{:?}", scenario.findings);
    scenario
}

#[test]
fn a06_clocks_that_are_put_forward() {
    let bucharest = zones("Europe/Bucharest");
    let sound = held(&bucharest, &traced(&bucharest, TraceFormat::Json));
    assert!(sound.is_sound(), "{:?}", sound.findings);
    assert!(sound.checks[&Rule::Closed] > 1000);
    // Who keeps winter time is late from the last day of March on (day 46), and not before.
    let winter = traced(&zones("UTC+2"), TraceFormat::Json);
    let late = held(&bucharest, &winter);
    let lines: Vec<&str> = std::str::from_utf8(&winter).unwrap().lines().collect();
    let closed = late.findings.iter().filter(|finding| finding.rule == Rule::Closed);
    let first = closed.map(|finding| lines[finding.line as usize - 1]).next().unwrap();
    let record: Value = serde_json::from_str(first).unwrap();
    assert!(record["ms"].as_i64().unwrap() >= 46 * 86_400_000, "{first}");
}
