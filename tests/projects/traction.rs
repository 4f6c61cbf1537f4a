//! Who hauls whom from a date on, by hand. A load comes at midnight of every day but the first; it is 30 hours from A
//! to B and five from there to C, for trains and for locomotives that run light. Who arrives together does so in any
//! order.

use super::{HOUR, outcome};

#[track_caller]
fn transits(hauled_by: &str, diesels: u32, electrics: (u32, &str), projects: &str) -> Vec<u64> {
    let (electrics, home) = electrics;
    let diesels = match diesels {
        0 => String::new(),
        some => format!(r#""diesels": (vehicles: {some}, home: "A", returns: Travels(after: "0 h")),"#),
    };
    let text = format!(
        r#"(version: 1, name: "Traction", start: "2024-01-01", horizon: "12 d", warm_up: "0 d",
        nodes: {{ "A": (), "B": (), "C": () }},
        cargo: {{ "loads": (unit: Wagon, mass: "20 t/wagon") }},
        links: {{ "AB": (from: "A", to: "B", mode: Rail, length: "300 km", time: "30 h"),
                  "BC": (from: "B", to: "C", mode: Rail, length: "50 km", time: "5 h", paths: "8_640 /d") }},
        fleets: {{ "rakes": (vehicles: Unlimited, home: "A", carries: {{ "loads": "1 wagon" }}, returns: AtOnce {hauled_by}),
                   {diesels}
                   "electrics": (vehicles: {electrics}, home: "{home}", returns: Travels(after: "0 h")) }},
        services: {{ "train": (from: "A", along: ["AB", "BC"], fleet: "rakes", departs: OnDemand) }},
        demand: {{ "stream": (cargo: "loads", from: "A", to: "C", comes: Scheduled(every: "24 h"), consignment: "1 wagon") }},
        projects: {{ {projects} }})"#
    );
    let outcome = outcome(&text);
    outcome.cells.iter().flat_map(|cell| &cell.transit).map(|ms| ms / HOUR).collect()
}

const DIESEL: &str = r#", hauled_by: "diesels""#;

/// From day 3 on (72 h) there is a wire from B to C. Train 2, under way to B with a diesel, gets the electric of
/// B there at 78 h; its diesel, left there, is at A again at 108 h. Train 3 leaves behind the third diesel at once.
#[test]
fn a_section_is_electrified() {
    let wire = r#""wire": (from: "2024-01-04", changes: { "fleets.rakes.hauled_by": { "AB": "diesels", "BC": "electrics" } }),"#;
    // The first diesel is home from C at 94 h, for train 4; the second for train 5 at 120; the third, home at 132
    // from B, for train 6 at 144, when the first is on its way back from B, where it has come at 126.
    assert_eq!(transits(DIESEL, 3, (1, "B"), wire)[..6], [35; 6]);
    // Without a second electric at B nobody waits, since trains come a day apart; without any, all but the first.
    let none = wire.replace("changes: {", r#"changes: { "fleets.electrics.vehicles": 0,"#);
    assert_eq!(transits(DIESEL, 3, (1, "B"), &none), [35]);
}

/// The whole line, with one electric at A: train 2 keeps its diesel to C, since no electric is taken at B, and train 3
/// has the electric up to 107 h. That is home at 142, for train 4, and at 212 for train 5.
#[test]
fn a_train_under_way_keeps_its_locomotive() {
    let wire = r#""wire": (from: "2024-01-04", changes: { "fleets.rakes.hauled_by": "electrics" }),"#;
    assert_eq!(transits(DIESEL, 3, (1, "A"), wire)[..5], [35, 35, 35, 81, 127]);
}

/// Trains that moved by themselves are hauled from day 3 on: train 2 goes on as it has begun.
#[test]
fn locomotives_come_and_go() {
    let hauled = r#""hauled": (from: "2024-01-04", changes: { "fleets.rakes.hauled_by": { "AB": "electrics", "BC": "electrics" } }),"#;
    assert_eq!(transits("", 0, (1, "A"), hauled)[..5], [35, 35, 35, 81, 127]);
    // On day 5 (120 h) that is over: train 4, which waits for the electric, goes at once, and so do all others.
    let for_a_while = hauled.replace("changes", r#"to: "2024-01-06", changes"#);
    assert_eq!(transits("", 0, (1, "A"), &for_a_while)[..6], [35, 35, 35, 35, 59, 35]);
}

/// The only diesel takes train 1 and is home at 94 h; train 2 waits for it, and has an electric from 72 h on, train 3
/// the other one. They are home at 142 h, for trains 4 and 5.
#[test]
fn who_waits_for_one_kind_takes_the_other() {
    let other = r#""other": (from: "2024-01-04", changes: { "fleets.rakes.hauled_by": "electrics" }),"#;
    assert_eq!(transits(DIESEL, 1, (2, "A"), other)[..5], [35, 35, 59, 81, 57]);
}

/// In force from the start it is the scenario written so.
#[test]
fn from_the_start_it_is_the_scenario_written_so() {
    let swapped = r#"{ "AB": "electrics", "BC": "diesels" }"#;
    let both = r#", hauled_by: { "AB": "diesels", "BC": "electrics" }"#;
    let other =
        format!(r#""other": (from: "2023-06-01", changes: {{ "fleets.rakes.hauled_by": {swapped} }}),"#);
    let written = transits(&format!(", hauled_by: {swapped}"), 1, (2, "A"), "");
    assert_eq!(transits(both, 1, (2, "A"), &other), written);
}
