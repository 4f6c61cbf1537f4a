//! Demand that changes on a date.

use super::{HOUR, corridor, open, outcome};
use keruen::corridor::{RecordKind, Simulator, trace};

/// One stream over a road of an hour; `projects` change it.
fn stream(days: u32, demand: &str, projects: &str) -> String {
    format!(
        r#"(version: 1, name: "Demand", start: "2024-01-01", horizon: "{days} d", warm_up: "0 d",
        nodes: {{ "A": (), "B": () }},
        cargo: {{ "loads": (unit: Truck, mass: "20 t/truck") }},
        links: {{ "road": (from: "A", to: "B", mode: Road, length: "50 km", time: "1 h") }},
        fleets: {{ "trucks": (vehicles: Unlimited, home: "A", carries: {{ "loads": "1 truck" }}, returns: AtOnce) }},
        services: {{ "line": (from: "A", along: ["road"], fleet: "trucks", departs: OnDemand) }},
        demand: {{ "stream": (cargo: "loads", from: "A", to: "B", {demand}) }},
        projects: {{ {projects} }})"#
    )
}

/// Load units that appear in a replication.
fn offered(text: &str, number: u64) -> u64 {
    Simulator::new(&corridor(text)).replicate(1, number).cells.iter().map(|cell| cell.units.offered).sum()
}

const EVERY_DAY: &str = r#"comes: Scheduled(every: "24 h"), consignment: "1 truck""#;

#[test]
fn a_schedule_changes_after_the_interval_that_has_begun() {
    // Days 1 to 10 by the day; the eleventh comes at midnight of day 10, when every twelve hours holds already:
    // 10.5, 11 … 19.5 follow, 19 of them.
    let often = r#""often": (from: "2024-01-11", changes: { "demand.stream.comes.every": "12 h" })"#;
    assert_eq!(offered(&stream(20, EVERY_DAY, often), 0), 10 + 19);
    // From the middle of an interval: that which comes on day 12 has been on its way since day 6.
    let slow = r#"comes: Scheduled(every: "6 d"), consignment: "1 truck""#;
    let daily = r#""often": (from: "2024-01-10", changes: { "demand.stream.comes.every": "1 d" })"#;
    assert_eq!(offered(&stream(20, slow, daily), 0), 2 + 7);
    outcome(&stream(20, slow, daily));
}

#[test]
fn consignments_grow() {
    let grows = r#""grows": (from: "2024-01-11", changes: { "demand.stream.consignment": "3 truck" })"#;
    // Those of days 1 to 9 are one truck, those of days 10 to 19 three.
    assert_eq!(offered(&stream(20, EVERY_DAY, grows), 0), 9 + 30);
    outcome(&stream(20, EVERY_DAY, grows));
}

const POISSON: &str = r#"volume: "4 truck/d", consignment: "1 truck""#;

#[test]
fn before_the_date_nothing_changes_and_after_it_the_volume_does() {
    let more = r#""more": (from: "2024-04-10", to: "2024-07-19", changes: { "demand.stream.volume": "12 truck/d" })"#;
    let days = 300;
    let (mut before, mut during, mut after, mut plain) = (Vec::new(), 0, 0, Vec::new());
    let many = 100;
    for number in 0..many {
        before.push(offered(&stream(100, POISSON, more), number));
        plain.push(offered(&stream(100, POISSON, ""), number));
        let up_to = offered(&stream(200, POISSON, more), number);
        during += up_to - before.last().unwrap();
        after += offered(&stream(days, POISSON, more), number) - up_to;
    }
    assert_eq!(before, plain);
    // Poisson numbers: 120 000 and 40 000, within four standard deviations.
    for (found, mean) in [(during, 120_000.0_f64), (after, 40_000.0)] {
        assert!((found as f64 - mean).abs() < 4.0 * mean.sqrt(), "{found} instead of {mean}");
    }
}

#[test]
fn a_stream_opens_and_another_closes() {
    let opens = r#""opens": (from: "2024-02-10", changes: { "demand.stream.volume": "4 truck/d" })"#;
    let text = stream(80, r#"volume: "0 truck/d", consignment: "1 truck""#, opens);
    let mut first = None;
    trace(&corridor(&text), 1, 0, &mut |record| {
        if record.kind == RecordKind::Appear {
            first = first.or(Some(record.at.ms() / HOUR / 24));
        }
    });
    assert!(first.is_some_and(|day| (40..43).contains(&day)), "{first:?}");
    let loads = offered(&text, 0) as f64;
    assert!((loads - 160.0).abs() < 4.0 * 160.0_f64.sqrt(), "{loads}");
    let first = outcome(&text);
    assert!(first.cells[0].transit.iter().all(|ms| *ms == HOUR));
    let closes = r#""closes": (from: "2024-02-10", changes: { "demand.stream.volume": "0 truck/d" })"#;
    let closing = stream(80, POISSON, closes);
    assert_eq!(offered(&closing, 0), offered(&closing.replace("80 d", "40 d"), 0));
    assert!(offered(&closing, 0) > 100);
    // Without a project that opens it nothing comes.
    assert_eq!(offered(&stream(80, r#"volume: "0 truck/d", consignment: "1 truck""#, ""), 0), 0);
}

#[test]
fn months_hold_in_their_own_phase() {
    // Nothing comes in February; from March on it is the other way round, so that nothing comes any more.
    let weights = "[1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]";
    let demand = format!("{POISSON}, months: {weights}");
    let other = r#""other": (from: "2024-03-01", changes: { "demand.stream.months": [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] })"#;
    let january = offered(&stream(31, &demand, ""), 3);
    assert_eq!(offered(&stream(60, &demand, other), 3), january);
    assert_eq!(offered(&stream(366, &demand, other), 3), january);
}

#[test]
fn lists_and_other_kinds_of_arrivals_are_no_change() {
    for change in [
        r#""demand.stream.comes": Renewal(every: "3 d")"#,
        r#""demand.stream.comes": Renewal(every: Exponential("3 d"))"#,
    ] {
        let projects = format!(r#""x": (from: "2024-01-11", changes: {{ {change} }})"#);
        let scenario = open(&stream(20, EVERY_DAY, &projects));
        let exponential = change.contains("Exponential");
        assert_eq!(scenario.corridor.is_none(), exponential, "{:#?}", scenario.findings);
        assert_eq!(scenario.findings.iter().any(|finding| finding.code.0 == "K222"), exponential);
    }
}

#[test]
fn a_volume_from_the_start_is_the_scenario_written_so() {
    let more = r#""more": (from: "2023-04-10", changes: { "demand.stream.volume": "12 truck/d" })"#;
    let written = stream(100, &POISSON.replace("4 truck", "12 truck"), "");
    let of = |text: &str| format!("{:?}", Simulator::new(&corridor(text)).replicate(1, 0));
    assert_eq!(of(&stream(100, POISSON, more)), of(&written));
}
