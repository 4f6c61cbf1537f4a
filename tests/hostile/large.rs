//! Corridors far larger than any: checked in seconds, not in hours.

use super::endure::{End, endure_with};
use std::fmt::Write;
use std::time::{Duration, Instant};

const NODES: usize = 10_000;

/// A long line of nodes; every link has its own service of one fleet. `end` names the nodes that
/// links lead to.
fn line(returns: &str, end: &str) -> String {
    let mut text = String::from(
        "(version: 1, name: \"long\", start: \"2024-01-01\", horizon: \"3 d\",\ncargo: { \"c\": (unit: Teu, mass: \"10 t/TEU\") },\nnodes: {",
    );
    let mut section = |begin: &str, one: &dyn Fn(usize) -> String, items: usize| {
        let _ = writeln!(text, "{begin}");
        (0..items).for_each(|item| {
            let _ = writeln!(text, "    {},", one(item));
        });
    };
    section("", &|node| format!("\"n{node}\": ()"), NODES);
    let link = |n: usize| {
        format!(
            "\"l{n}\": (from: \"n{n}\", to: \"{end}{}\", mode: Rail, length: \"1 km\", time: \"1 min\")",
            n + 1
        )
    };
    section("}, links: {", &link, NODES - 1);
    let service =
        |n: usize| format!("\"s{n}\": (from: \"n{n}\", along: [\"l{n}\"], fleet: \"f\", departs: OnDemand)");
    section("}, services: {", &service, NODES - 1);
    let _ = write!(
        text,
        "}}, fleets: {{ \"f\": (vehicles: 9, home: \"n0\", carries: {{ \"c\": \"9 TEU\" }}, returns: {returns}) }},
        demand: {{ \"d\": (cargo: \"c\", from: \"n0\", to: \"n{}\", comes: Scheduled(every: \"1 d\"), consignment: \"3 TEU\") }})",
        NODES - 1
    );
    text
}

#[track_caller]
fn in_time(text: &str, sets: &[&str]) -> End {
    let begin = Instant::now();
    let end = endure_with(text, sets);
    let took = begin.elapsed();
    assert!(took < Duration::from_secs(20), "{took:?}, on a machine that is not that slow");
    end
}

#[test]
fn a_line_of_ten_thousand_nodes_runs() {
    assert_ne!(in_time(&line("AtOnce", "n"), &[]), End::Refused);
}

#[test]
fn ten_thousand_misspelled_names_are_found() {
    assert_eq!(in_time(&line("AtOnce", "m"), &[]), End::Refused);
}

#[test]
fn a_fleet_with_more_ways_than_memory_is_refused() {
    assert_eq!(in_time(&line("Travels(after: \"1 h\")", "n"), &[]), End::Refused);
}

#[test]
fn ten_thousand_wrong_values_are_found() {
    let text = line("AtOnce", "n").replace("\"1 km\"", "\"1 h\"").replace("mode: Rail", "mode: Raill");
    assert_eq!(in_time(&text, &[]), End::Refused);
}

#[test]
fn one_line_of_a_megabyte_is_shown() {
    let text = line("AtOnce", "n").replace('\n', " ").replace("\"n5000\": ()", "\"n5000\": (country: 7)");
    assert_eq!(in_time(&text, &[]), End::Refused);
}

#[test]
fn long_names_and_long_texts() {
    let name = "x".repeat(1_000_000);
    let text = super::EVERYTHING.replace("\"sea\"", &format!("\"{name}\""));
    let text = text.replace("links.sea.", &format!("links.{name}."));
    assert_eq!(in_time(&text, &[]), End::Ran);
    let unknown = super::EVERYTHING.replacen("along: [\"sea\"]", &format!("along: [\"{name}\"]"), 1);
    assert_eq!(in_time(&unknown, &[]), End::Refused);
    let quantity = super::EVERYTHING.replace("\"90 d\"", &format!("\"{name}\""));
    assert_eq!(in_time(&quantity, &[]), End::Refused);
    let digits = super::EVERYTHING.replace("\"90 d\"", &format!("\"{} d\"", "9".repeat(1_000_000)));
    assert_eq!(in_time(&digits, &[]), End::Refused);
    let path = format!("nodes.{name}=1");
    assert_eq!(in_time(super::EVERYTHING, &[&path]), End::Refused);
}
