//! Changes of the corridor that cannot matter, or only so far.

use super::EVERYTHING;
use super::sheet::{Bits, Key, assert_same, corridor, replaced, sheet};
use keruen::stats::{Moments, student_t_quantile};
use keruen::study::{RunPlan, run};
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

fn as_written(name: &str) -> String {
    name.to_owned()
}

/// Adds entries at the beginning of a section.
#[track_caller]
fn with(text: &str, section: &str, entries: &str) -> String {
    let begin = format!("\n    {section}: {{");
    replaced(text, &begin, &format!("{begin}\n        {entries},"))
}

/// A corridor of its own beside the first: nodes, terminal, links, fleet, services, weather and
/// demand, named so that it sorts before or after everything else.
fn with_neighbour(prefix: &str) -> String {
    let named = |entry: &str| entry.replace('@', prefix);
    let sections = [
        ("nodes", "\"@ here\": (terminal: \"@ yard\"), \"@ there\": (), \"@ nowhere\": ()"),
        ("cargo", "\"@ goods\": (unit: Tonne, value: \"100 USD/t\", value_of_time: \"1 %/d\")"),
        (
            "terminals",
            "\"@ yard\": (hours: \"06:00-22:00 UTC\", berths: { \"@ ramp\": (count: 1, weather: { \"@ gales\": \"50 %\" }) }, \
             storage: { \"@ shed\": (holds: [\"@ goods\"], capacity: \"900 t\", when_full: TurnAway) }, \
             handling: { \"@ goods\": (formalities: (time: Exponential(\"3 h\"), fee: \"1 USD/t\"), unload: (rate: \"90 t/h\")) })",
        ),
        (
            "links",
            "\"@ lane\": (from: \"@ here\", to: \"@ there\", mode: Sea, length: \"100 km\", paths: \"9 /d\", time: Exponential(\"9 h\"), \
             border: \"@ control\"), \"@ spur\": (from: \"@ here\", to: \"@ nowhere\", mode: Rail, length: \"7 km\", speed: \"9 km/h\")",
        ),
        ("borders", "\"@ control\": (servers: 1, release: Exponential(\"1 h\"), fee: \"2 USD/t\")"),
        (
            "weather",
            "\"@ gales\": (stormy: [\"9 %\", \"9 %\", \"9 %\", \"9 %\", \"9 %\", \"9 %\", \"9 %\", \"9 %\", \"9 %\", \"9 %\", \"9 %\", \"9 %\"], \
             storm: Exponential(\"9 h\"))",
        ),
        (
            "fleets",
            "\"@ barges\": (vehicles: 5, home: \"@ here\", carries: { \"@ goods\": \"300 t\" }, berth: \"@ ramp\", \
             returns: Travels(after: \"3 h\")), \"@ museum\": (vehicles: 3, home: \"@ here\", carries: { \"@ goods\": \"1 t\" }, returns: AtOnce)",
        ),
        (
            "services",
            "\"@ line\": (from: \"@ here\", along: [\"@ lane\"], fleet: \"@ barges\", departs: OnDemand, tariff: \"5 USD/t\"), \
             \"@ line back\": (from: \"@ there\", along: [\"@ lane\"], fleet: \"@ barges\", departs: WhenFull(or_after: \"6 h\"))",
        ),
        (
            "demand",
            "\"@ stream\": (cargo: \"@ goods\", from: \"@ here\", to: \"@ there\", volume: \"2_000 t/d\", consignment: Uniform(\"50 t\", \"700 t\")), \
             \"@ stream back\": (cargo: \"@ goods\", from: \"@ there\", to: \"@ here\", volume: \"300 t/d\", consignment: \"90 t\")",
        ),
    ];
    sections
        .iter()
        .fold(EVERYTHING.to_owned(), |text, (section, entries)| with(&text, section, &named(entries)))
}

/// Measures of single cargo classes, ways, resources and payees; those of the whole corridor or of
/// unnamed routes take the neighbour in.
fn of_parts(sheet: BTreeMap<Key, Bits>) -> BTreeMap<Key, Bits> {
    let mut parts = sheet;
    parts.retain(|key, _| ["cargo=", "from=", "resource=", "payee="].iter().any(|part| key.contains(part)));
    // Everybody's own time has one payee.
    parts.retain(|key, _| !key.contains("shipper's time"));
    parts
}

#[test]
fn what_goes_on_elsewhere_changes_nothing() {
    let before = of_parts(sheet(EVERYTHING, as_written));
    assert!(before.len() > 200);
    for prefix in ["a", "zz"] {
        let mut after = of_parts(sheet(&with_neighbour(prefix), as_written));
        let neighbours = after.keys().filter(|key| !before.contains_key(*key)).count();
        assert!(neighbours > 100, "the neighbour is simulated");
        after.retain(|key, _| before.contains_key(key));
        assert_same(&before, &after);
    }
}

/// Goods of the same class that go another way do not change the draws of those that are there.
#[test]
fn a_stream_on_its_own_way_changes_no_other() {
    let before = sheet(EVERYTHING, as_written);
    let by_way = |sheet: &BTreeMap<Key, Bits>| -> BTreeMap<Key, Bits> {
        sheet
            .iter()
            .filter(|(key, _)| key.contains("from=Market"))
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect()
    };
    let text = with(
        &with(
            &with(
                EVERYTHING,
                "links",
                "\"a loop\": (from: \"Pass\", to: \"Market\", mode: Rail, length: \"90 km\", time: \"4 h\")",
            ),
            "fleets",
            "\"a shuttle\": (vehicles: 2, home: \"Pass\", carries: { \"boxes\": \"9 TEU\" }, returns: Travels(after: \"1 h\"))",
        ),
        "services",
        "\"a shuttle\": (from: \"Pass\", along: [\"a loop\"], fleet: \"a shuttle\", departs: OnDemand)",
    );
    let text = with(
        &text,
        "demand",
        "\"a few\": (cargo: \"boxes\", from: \"Pass\", to: \"Market\", volume: \"9 TEU/d\", consignment: \"4 TEU\", itinerary: [\"a shuttle\"])",
    );
    let after = sheet(&text, as_written);
    assert!(after.keys().any(|key| key.contains("from=Pass")));
    assert_same(&by_way(&before), &by_way(&after));
}

/// Estimates of a study, by path, for the goods of one stream.
fn moments(text: &str, from: &str, cargo: &str) -> BTreeMap<String, Moments> {
    let corridor = corridor(text);
    let plan = RunPlan { replications: 400, seed: 77 };
    let mut found: BTreeMap<String, Moments> = BTreeMap::new();
    run(&corridor, plan, &AtomicBool::new(false), &|| (), &mut |measures, _, values| {
        for (measure, value) in measures.iter().zip(values) {
            let of_stream = measure.selectors.len() == 3
                && measure.selectors.get("from").is_some_and(|name| name == from)
                && measure.selectors.get("cargo").is_some_and(|name| name == cargo);
            if of_stream {
                found.entry(measure.path.clone()).or_default().extend(*value);
            }
        }
    });
    found
}

/// The name of a demand stream is the address of its draws: another name is another sample of the
/// same law. Eight comparisons at 99.9 %: a false alarm at fewer than one seed in a hundred.
#[test]
fn the_name_of_a_stream_changes_draws_but_not_what_they_mean() {
    let renamed = replaced(EVERYTHING, "\"lorries\": (cargo:", "\"trucks of all kinds\": (cargo:");
    let before = moments(EVERYTHING, "East Quay", "lorries");
    let after = moments(&renamed, "East Quay", "lorries");
    let paths = [
        "transit_time.mean",
        "transit_time.p50",
        "transit_time.p90",
        "delivered.tonnes",
        "wait.consolidation",
        "wait.customs",
        "time.moving",
        "in_transit.mean",
    ];
    for path in paths {
        let [(one, one_error), (other, other_error)] = [&before, &after].map(|sheet| {
            let moments = &sheet[path];
            (moments.mean().expect("values"), moments.standard_error().expect("several values"))
        });
        let apart = (one - other).abs();
        let quantile = student_t_quantile(0.9995, 2.0 * 399.0).expect("a probability");
        assert!(apart > 0.0, "{path}: the draws are the same");
        let most = quantile * one_error.hypot(other_error);
        assert!(apart <= most, "{path}: {one} and {other}, more than {most} apart");
        assert!(most < 0.1 * one.abs(), "{path}: so wide a comparison shows nothing");
    }
}

/// Trucks that travel, queue, load and come back over a road of constant time.
const CONSTANT: &str = r#"(
    version: 1, name: "constant", start: "2024-01-01", horizon: "60 d",
    nodes: { "here": (terminal: "yard"), "there": () },
    cargo: { "boxes": (unit: Teu, mass: "12 t/TEU") },
    terminals: { "yard": (equipment: { "crane": (count: 1) }, handling: { "boxes": (load: (by: "crane", time: Exponential("1 h"))) }) },
    links: { "road": (from: "here", to: "there", mode: Road, length: "400 km", time: "10 h") },
    fleets: { "trucks": (vehicles: 9, home: "here", carries: { "boxes": "2 TEU" }, returns: Travels(after: "2 h")) },
    services: {
        "out": (from: "here", along: ["road"], fleet: "trucks", departs: WhenFull(or_after: "5 h"), tariff: "1 USD/TEU-km"),
        "back": (from: "there", along: ["road"], fleet: "trucks", departs: OnDemand, tariff: "100 USD/vehicle"),
    },
    demand: {
        "out": (cargo: "boxes", from: "here", to: "there", volume: "15 TEU/d", consignment: Uniform("1 TEU", "3 TEU")),
        "back": (cargo: "boxes", from: "there", to: "here", volume: "4 TEU/d", consignment: "1 TEU"),
    },
)"#;

#[test]
fn a_link_of_constant_time_may_be_split() {
    let halves = "\"first half\": (from: \"here\", to: \"half way\", mode: Road, length: \"200 km\", time: \"5 h\"), \
                  \"second half\": (from: \"there\", to: \"half way\", mode: Road, length: \"200 km\", time: \"5 h\")";
    let whole = "\"road\": (from: \"here\", to: \"there\", mode: Road, length: \"400 km\", time: \"10 h\")";
    let text = replaced(CONSTANT, whole, halves);
    let text = replaced(&text, "\"there\": ()", "\"there\": (), \"half way\": ()");
    let text = replaced(
        &text,
        "from: \"here\", along: [\"road\"]",
        "from: \"here\", along: [\"first half\", \"second half\"]",
    );
    let text = replaced(
        &text,
        "from: \"there\", along: [\"road\"]",
        "from: \"there\", along: [\"second half\", \"first half\"]",
    );
    let before = sheet(CONSTANT, as_written);
    assert!(before["wait.vehicle[]"] != before["wait.path[]"], "something is going on");
    assert_same(&before, &sheet(&text, as_written));
}

/// A road from its other end is the same road.
#[test]
fn the_direction_in_which_a_link_is_written_changes_nothing() {
    let text = replaced(
        EVERYTHING,
        "from: \"Pass\", to: \"Market\", mode: Rail",
        "from: \"Market\", to: \"Pass\", mode: Rail",
    );
    let text = replaced(
        &text,
        "from: \"East Quay\", to: \"West Quay\", mode: Sea",
        "from: \"West Quay\", to: \"East Quay\", mode: Sea",
    );
    // What goes forward is said by the direction in which it is written.
    let text = replaced(&text, "Pattern(forward: ", "Pattern(other: ");
    let text = replaced(&text, "backward: \"18:00", "forward: \"18:00");
    let text = replaced(&text, "Pattern(other: ", "Pattern(backward: ");
    assert_same(&sheet(EVERYTHING, as_written), &sheet(&text, as_written));
}
