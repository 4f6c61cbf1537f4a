//! Work in closed hours and under closed gates.

use crate::tampered::{EVERYTHING, Tampered, held, read, starts, traced};
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

/// A yard from 8 to 16 with one crane that fails after five hours by the calendar, and is repaired in two.
const NIGHTS: &str = r#"(
    version: 1, name: "nights", start: "2024-01-01", horizon: "3 d", warm_up: "0 d", study: Season,
    nodes: { "A": (terminal: "T"), "B": () },
    cargo: { "boxes": (unit: Teu, mass: "10 t/TEU") },
    links: { "road": (from: "A", to: "B", mode: Road, length: "100 km", time: "1 h") },
    terminals: { "T": (
        hours: "08:00-16:00 UTC", at_closing: Pause,
        equipment: { "crane": (count: 1, breakdowns: (between: "5 h", clock: Calendar, repair: "2 h")) },
        handling: { "boxes": (transload: (by: "crane", rate: "10 TEU/h")) },
    ) },
    fleets: { "trucks": (vehicles: Unlimited, home: "A", carries: { "boxes": "15 TEU" }, returns: AtOnce) },
    services: { "S": (from: "A", along: ["road"], fleet: "trucks", departs: OnDemand) },
    demand: { "d": (cargo: "boxes", from: "A", to: "B", comes: Scheduled(every: "15 h"), consignment: "15 TEU") },
)"#;

/// The crane fails at 5, 12, 19, 2 and so on. What comes at 15 is worked on for an hour, then it is closed; what is
/// left of its hour and a half is done when it opens again, although the crane has failed twice in the night.
#[test]
fn a06_a_machine_that_fails_at_night_has_paused_since_closing_time() {
    let trace = Tampered::of(read(NIGHTS));
    let hour = 3_600_000;
    let of_first = |record: &&Value| record["lot"] == "d#1";
    let works = trace.records.iter().filter(of_first);
    let works: Vec<_> = works
        .filter(|record| record["kind"] == "begin" || record["kind"] == "end")
        .map(|record| (record["kind"].as_str().unwrap(), record["ms"].as_i64().unwrap()))
        .collect();
    let by_hand =
        [("begin", 15 * hour), ("end", 16 * hour), ("begin", 32 * hour), ("end", 32 * hour + hour / 2)];
    assert_eq!(works, by_hand);
    let booked = |cause: &str| {
        let books = trace.records.iter().filter(of_first);
        let books = books.filter(|record| record["kind"] == "book" && record["cause"] == cause);
        books.map(|record| record["span"].as_i64().unwrap()).sum::<i64>()
    };
    let hours = ["handling", "opening_hours", "breakdown"].map(|cause| booked(cause) * 2 / hour);
    assert_eq!(hours, [3, 24, 8], "half hours");
    let scenario = read(NIGHTS);
    let report = held(&scenario, &traced(&scenario, TraceFormat::Json));
    assert!(report.is_sound(), "{:?}", report.findings);
}

/// A rate that is drawn when work begins, and fixed by a project while a crane is being repaired: what was drawn
/// stays.
#[test]
fn a06_a_rate_that_a_project_fixes_holds_for_what_begins_then() {
    let text = NIGHTS
        .replace("hours: \"08:00-16:00 UTC\", at_closing: Pause,", "")
        .replace("rate: \"10 TEU/h\"", "rate: Uniform(\"1 TEU/h\", \"1.2 TEU/h\")")
        .replace(
            "demand:",
            "projects: { \"new\": (from: \"2024-01-02\", \
             changes: { \"terminals.T.handling.boxes.transload.rate\": \"10 TEU/h\" }) }, demand:",
        );
    let scenario = read(&text);
    let trace = Tampered::of(read(&text));
    let begins = |record: &Value| record["kind"] == "begin" && record["lot"] == "d#1";
    let day = |record: &Value| record["ms"].as_i64().unwrap() / 86_400_000;
    let days: Vec<_> = trace.records.iter().filter(|record| begins(record)).map(day).collect();
    assert!(days.first() == Some(&0) && days.last() == Some(&1), "over the date: {days:?}");
    let report = held(&scenario, &traced(&scenario, TraceFormat::Json));
    assert!(report.is_sound(), "{:?}", report.findings);
}
