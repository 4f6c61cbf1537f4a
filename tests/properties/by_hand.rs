//! Small corridors whose course can be followed by hand.

use keruen::corridor::{Cause, Corridor, Simulator};
use keruen::scenario::Scenario;

fn open(scenario: &str, traces: &[(&str, &str)]) -> Corridor {
    let scenario = Scenario::read("by_hand.ron".as_ref(), &[], &mut |path| {
        let trace = traces.iter().find(|(name, _)| path.as_os_str() == *name);
        Ok(trace.map_or(scenario.to_owned(), |(_, rows)| format!("time,quantity\n{rows}")))
    });
    scenario.corridor.unwrap_or_else(|| panic!("{:#?}", scenario.findings))
}

/// Two trucks are being loaded with heavy goods and boxes until neither has room for one more box,
/// though their gaps together have. That box must not count on them: when they have left, a third
/// truck comes for it.
#[test]
fn gaps_in_two_trucks_are_no_room_for_one_box() {
    let scenario = r#"(
        version: 1, name: "gaps", start: "2024-01-01", horizon: "1 d",
        nodes: { "here": (terminal: "yard"), "there": () },
        cargo: { "boxes": (unit: Teu, mass: "2 t/TEU"), "heavy": (unit: Tonne) },
        terminals: { "yard": (handling: { "boxes": (load: (time: "1 h")), "heavy": (load: (time: "1 h")) }) },
        links: { "road": (from: "here", to: "there", mode: Road, length: "9 km", time: "1 h") },
        fleets: { "trucks": (vehicles: 3, home: "here", carries: { "boxes": "10 TEU", "heavy": "3 t" }, returns: AtOnce) },
        services: { "trip": (from: "here", along: ["road"], fleet: "trucks", departs: OnDemand) },
        demand: {
            "boxes": (cargo: "boxes", from: "here", to: "there", comes: Trace("boxes.csv")),
            "heavy": (cargo: "heavy", from: "here", to: "there", comes: Trace("heavy.csv")),
        },
    )"#;
    let boxes = "1 min,6 TEU\n3 min,6 TEU\n4 min,1 TEU\n";
    let heavy = "0 min,1 t\n2 min,1 t\n";
    let corridor = open(scenario, &[("boxes.csv", boxes), ("heavy.csv", heavy)]);
    let mut simulator = Simulator::new(&corridor);
    let boxes = &simulator.replicate(1, 0).cells[0];
    let minutes: Vec<u64> = boxes.transit.iter().map(|ms| ms / 60_000).collect();
    // Loaded by 1:01 and 1:03, an hour on the road; the third truck is called at 1:01.
    assert_eq!(minutes, [120, 120, 177]);
}

/// A lot larger than its store takes all of it, and keeps what it still needs while vehicles carry it
/// off bit by bit: the next lot waits outside until its turn has come.
#[test]
fn a_store_stays_full_while_a_lot_larger_than_it_leaves() {
    let scenario = r#"(
        version: 1, name: "large lot", start: "2024-01-01", horizon: "10 d",
        nodes: { "here": (terminal: "yard"), "there": () },
        cargo: { "boxes": (unit: Teu, mass: "2 t/TEU") },
        terminals: { "yard": (storage: { "stacks": (holds: ["boxes"], capacity: "50 TEU") }) },
        links: { "track": (from: "here", to: "there", mode: Rail, length: "9 km", time: "10 h") },
        fleets: { "train": (vehicles: 1, home: "here", carries: { "boxes": "60 TEU" }, returns: AtOnce) },
        services: { "trip": (from: "here", along: ["track"], fleet: "train", departs: OnDemand) },
        demand: { "boxes": (cargo: "boxes", from: "here", to: "there", comes: Trace("boxes.csv")) },
    )"#;
    let corridor = open(scenario, &[("boxes.csv", "0 h,100 TEU\n1 h,30 TEU\n")]);
    let mut simulator = Simulator::new(&corridor);
    let outcome = simulator.replicate(1, 0);
    // 60 leave at once and 40 stay: 10 places are free, not 50. At 10 h the 40 leave and the 30
    // come in; too late for that trip, they follow at 20 h.
    let hours: Vec<u64> = outcome.cells[0].transit.iter().map(|ms| ms / 3_600_000).collect();
    assert_eq!(hours, [20, 29]);
    assert_eq!(outcome.cells[0].hours[Cause::Storage], 9 * 3_600_000);
    let stacks = outcome.resources[0].utilisation.expect("a store has a size");
    assert!((stacks * 240.0 * 50.0 - (10.0 * 40.0 + 10.0 * 30.0)).abs() < 1e-6, "{stacks}");
}
