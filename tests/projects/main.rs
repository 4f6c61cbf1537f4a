//! Projects: what opens, grows or ends on a date, against calculation by hand. Every trace is held to the
//! auditor, which lays the projects over the text of the scenario itself.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod counts;
mod demand;
mod departures;
mod gates;
mod prices;
mod traction;
mod upkeep;

use keruen::audit::audit;
use keruen::corridor::{Corridor, Outcome, Simulator, trace};
use keruen::report::{TraceFormat, TraceWriter};
use keruen::scenario::Scenario;
use keruen::study::CarriedOut;
use std::path::Path;

const HOUR: u64 = 3_600_000;

/// A truck leaves at midnight of every day but the first, as far as there are trucks.
fn text(horizon: u64, time: &str, vehicles: u32, more: &str) -> String {
    format!(
        r#"(version: 1, name: "Trucks", start: "2024-01-01", horizon: "{horizon} d", warm_up: "0 d",
        nodes: {{ "A": (), "B": () }},
        cargo: {{ "loads": (unit: Truck, mass: "20 t/truck") }},
        links: {{ "old": (from: "A", to: "B", mode: Road, length: "50 km", time: "{time}"),
                  "new": (from: "A", to: "B", mode: Road, length: "50 km", time: "{time}") }},
        fleets: {{ "trucks": (vehicles: {vehicles}, home: "A", carries: {{ "loads": "1 truck" }}, returns: AtOnce) }},
        services: {{ "by old": (from: "A", along: ["old"], fleet: "trucks", departs: OnDemand, tariff: "100 USD/truck"),
                     "by new": (from: "A", along: ["new"], fleet: "trucks", departs: OnDemand, tariff: "120 USD/truck") }},
        demand: {{ "stream": (cargo: "loads", from: "A", to: "B", comes: Scheduled(every: "24 h"), consignment: "1 truck") }},
        {more})"#
    )
}

fn open(text: &str) -> Scenario {
    Scenario::read(Path::new("scenario.ron"), &[], &mut |_| Ok(text.to_owned()))
}

fn corridor(text: &str) -> Corridor {
    let scenario = open(text);
    assert!(scenario.corridor.is_some(), "{:#?}", scenario.findings);
    scenario.corridor.unwrap()
}

/// One replication, which the auditor has nothing against; what follows twice is the same.
#[track_caller]
fn outcome(text: &str) -> Outcome {
    let scenario = open(text);
    assert!(scenario.corridor.is_some(), "{:#?}", scenario.findings);
    let corridor = scenario.corridor.as_ref().unwrap();
    let mut bytes = Vec::new();
    let mut writer = TraceWriter::new(corridor, 0, TraceFormat::Json, &mut bytes).unwrap();
    trace(corridor, 1, 0, &mut |record| writer.add(record).unwrap());
    writer.finish().unwrap();
    let tree = scenario.tree.as_ref().unwrap();
    let report = audit(tree, &scenario.sources, bytes.as_slice()).unwrap().unwrap();
    assert!(report.is_sound(), "{:#?}", report.findings);
    let mut simulator = Simulator::new(corridor);
    let first = std::mem::take(simulator.replicate(1, 0));
    assert_eq!(first.unbalanced, 0);
    first
}

fn transits(text: &str) -> Vec<u64> {
    let outcome = outcome(text);
    let all = outcome.cells.iter().flat_map(|cell| &cell.transit);
    all.map(|ms| ms / HOUR).collect()
}

fn paid(text: &str) -> i64 {
    outcome(text).cells.iter().map(|cell| cell.paid.0).sum::<i64>() / 1_000_000
}

/// A date on which nothing changes is none, in the corridor that uses everything.
#[test]
fn a_project_that_changes_nothing_changes_nothing() {
    let text = include_str!("../support/everything.ron");
    let idle = text.replace(
        "projects: {",
        r#"projects: { "idle": (from: "2024-02-15", changes: { "fleets.ferries.vehicles": 3 }),"#,
    );
    let [plain, idle] = [text, &idle].map(|text| {
        let corridor = corridor(text);
        let mut outcome = std::mem::take(Simulator::new(&corridor).replicate(1, 0));
        // The date itself is an event.
        outcome.events = 0;
        format!("{outcome:?}")
    });
    assert!(plain == idle);
}

#[test]
fn results_say_which_projects_are_carried_out() {
    let projects = r#"projects: {
        "later": (from: "2024-01-11", to: "2024-01-13", changes: { "services.by old.tariff": "110 USD/truck" }),
        "before": (from: "2023-06-01", changes: { "fleets.trucks.vehicles": 5 }),
        "over": (from: "2023-06-01", to: "2023-07-01", changes: { "fleets.trucks.vehicles": 7 }),
        "too late": (from: "2024-01-21", changes: { "fleets.trucks.vehicles": 7 }),
        "not built": (from: "2024-01-11", built: false, changes: { "fleets.trucks.vehicles": 7 }),
    }"#;
    let told = CarriedOut::of(&corridor(&text(20, "10 h", 4, projects)));
    let told = serde_json::to_string(&told).unwrap();
    let expected =
        r#"[{"name":"before","from":"2023-06-01"},{"name":"later","from":"2024-01-11","to":"2024-01-13"}]"#;
    assert_eq!(told, expected);
}

#[test]
fn a_tariff_steps_on_its_date_and_back() {
    let dear = r#"projects: { "dear": (from: "2024-01-11", changes: { "services.by old.tariff": "110 USD/truck" }) }"#;
    // Nine loads arrive before day 10, and ten from then on; the cheapest way stays the same.
    assert_eq!(paid(&text(20, "10 h", 5, dear)), 9 * 100 + 10 * 110);
    let for_a_while = dear.replace("changes", r#"to: "2024-01-16", changes"#);
    assert_eq!(paid(&text(20, "10 h", 5, &for_a_while)), 14 * 100 + 5 * 110);
    let not_built = dear.replace("changes", "built: false, changes");
    assert_eq!(paid(&text(20, "10 h", 5, &not_built)), 19 * 100);
}

#[test]
fn the_cheapest_way_shifts_on_the_date() {
    let dearer = r#"projects: { "dear": (from: "2024-01-11", changes: { "services.by old.tariff": "200 USD/truck" }) }"#;
    assert_eq!(paid(&text(20, "10 h", 5, dearer)), 9 * 100 + 10 * 120);
}

#[test]
fn a_second_truck_comes_and_goes() {
    // One truck, 36 h a trip: load 1 goes on day 1, load 2 at 2.5. On day 4 the second truck takes
    // load 3 and the first, just back, load 4; load 5 goes at 5.5 and load 6 at once.
    let more = r#"projects: { "more": (from: "2024-01-05", changes: { "fleets.trucks.vehicles": 2 }) }"#;
    assert_eq!(transits(&text(8, "36 h", 1, more)), [36, 48, 60, 36, 48, 36]);
    // The second leaves service on day 5, which it does at 5.5: load 6 waits for the first.
    let a_day = more.replace("changes", r#"to: "2024-01-06", changes"#);
    assert_eq!(transits(&text(10, "36 h", 1, &a_day)), [36, 48, 60, 36, 48, 60]);
}

/// The only truck is to go on day 3 (72 h), and is there up to the end of its second trip: at work for 72 of 96 hours.
#[test]
fn a_truck_that_has_to_go_counts_as_long_as_it_works() {
    let none = r#"projects: { "none": (from: "2024-01-04", changes: { "fleets.trucks.vehicles": 0 }) }"#;
    let outcome = outcome(&text(60, "36 h", 1, none));
    let used: Vec<f64> = outcome.resources.iter().filter_map(|seen| seen.utilisation).collect();
    assert_eq!(used, [0.75]);
}

#[test]
fn nothing_goes_before_there_are_trucks() {
    let first = r#"projects: { "first": (from: "2024-01-04", changes: { "fleets.trucks.vehicles": 1 }) }"#;
    // Loads 1 to 3 wait for day 3 and then for each other.
    assert_eq!(transits(&text(6, "10 h", 0, first)), [58, 44, 30, 16, 10]);
    assert!(open(&text(6, "10 h", 0, "")).corridor.is_none());
}

#[test]
fn a_project_from_the_start_is_the_scenario_and_one_after_the_horizon_is_nothing() {
    let plain = corridor(&text(12, "36 h", 2, ""));
    let of = |corridor: &Corridor| format!("{:?}", Simulator::new(corridor).replicate(1, 0));
    let more = r#"projects: { "more": (from: "2023-06-01", changes: { "fleets.trucks.vehicles": 2 }) }"#;
    assert_eq!(of(&corridor(&text(12, "36 h", 1, more))), of(&plain));
    let late = r#"projects: { "late": (from: "2024-01-13", changes: { "fleets.trucks.vehicles": 9 }) }"#;
    assert_eq!(of(&corridor(&text(12, "36 h", 2, late))), of(&plain));
}

#[test]
fn what_a_project_cannot_change_is_told_at_the_change() {
    let other = r#"projects: { "x": (from: "2024-01-03", changes: { "services.by old.along": ["new"] }) }"#;
    let scenario = open(&text(8, "36 h", 1, other));
    assert!(scenario.corridor.is_none());
    assert_eq!(scenario.findings.len(), 1, "{:#?}", scenario.findings);
    let at = scenario.findings[0].at.unwrap();
    assert_eq!(scenario.sources.slice(at), r#""services.by old.along""#);
}
