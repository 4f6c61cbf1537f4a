//! Breakdowns and maintenance across a date, by hand. A load comes at midnight of every day but the first.

use super::{HOUR, outcome};

/// Loads that a truck takes to B in ten hours, after `formalities` at A.
fn text(days: u32, trucks: &str, terminal: &str, projects: &str) -> String {
    format!(
        r#"(version: 1, name: "Upkeep", start: "2024-01-01", horizon: "{days} d", warm_up: "0 d",
        nodes: {{ "A": (terminal: "yard"), "B": () }},
        cargo: {{ "loads": (unit: Truck, mass: "20 t/truck") }},
        links: {{ "road": (from: "A", to: "B", mode: Road, length: "50 km", time: "10 h") }},
        terminals: {{ "yard": ({terminal}) }},
        fleets: {{ "trucks": ({trucks}, home: "A", carries: {{ "loads": "1 truck" }}, returns: AtOnce) }},
        services: {{ "by road": (from: "A", along: ["road"], fleet: "trucks", departs: OnDemand) }},
        demand: {{ "stream": (cargo: "loads", from: "A", to: "B", comes: Scheduled(every: "24 h"), consignment: "1 truck") }},
        projects: {{ {projects} }})"#
    )
}

#[track_caller]
fn transits(text: &str) -> Vec<u64> {
    let outcome = outcome(text);
    outcome.cells.iter().flat_map(|cell| &cell.transit).map(|ms| ms / HOUR).collect()
}

fn trucks(days: u32, trucks: &str, projects: &str) -> Vec<u64> {
    transits(&text(days, trucks, "", projects))
}

/// Hours that loads spend under a crane that works for 20 of them; trucks take them on at once.
fn cranes(days: u32, cranes: &str, projects: &str) -> Vec<u64> {
    let crane = format!(
        r#"equipment: {{ "crane": ({cranes}) }}, handling: {{ "loads": (formalities: (by: "crane", time: "20 h")) }}"#
    );
    transits(&text(days, "vehicles: 30", &crane, projects)).iter().map(|hours| hours - 10).collect()
}

/// A crane works 30 hours, and is repaired in 6. Alone it ends load 1 at 44 h, fails with load 2 at 58 (ends
/// it at 74) and ends load 3 at 94, when its time is up, so that it fails with load 4 at once: 102 to 122.
/// The second crane, as new on day 4 (96 h), ends load 5 at 140. The first fails with load 6 at 154 (170), the
/// second with load 7 at 178 (194), and the first has its full time for load 8.
#[test]
fn a_second_crane_that_breaks_down_begins_as_new() {
    let crane = r#"count: 1, breakdowns: (between: "30 h", repair: "6 h")"#;
    let second = r#""second": (from: "2024-01-05", changes: { "terminals.yard.equipment.crane.count": 2 }),"#;
    assert_eq!(cranes(10, crane, second)[..8], [20, 26, 22, 26, 20, 26, 26, 20]);
    // One goes on day 8 (192 h): the first at once, since the second is at work, up to 194 h, and takes load 8.
    let for_a_while = second.replace("changes", r#"to: "2024-01-09", changes"#);
    assert_eq!(cranes(10, crane, &for_a_while)[..8], [20, 26, 22, 26, 20, 26, 26, 22]);
}

/// Two cranes, of which the second goes on day 2 (48 h) while it works on load 2 of those that come at once.
#[test]
fn a_crane_that_goes_ends_its_work_first() {
    let two = r#"count: 2, maintenance: [(from: "2025-01-01", to: "2025-01-02", count: 1, why: "dock")]"#;
    let one = r#""fewer": (from: "2024-01-04", changes: { "terminals.yard.equipment.crane.count": 1 }),"#;
    let crane = format!(
        r#"equipment: {{ "crane": ({two}) }}, handling: {{ "loads": (formalities: (by: "crane", time: "40 h")) }}"#
    );
    // Loads 1 and 2 have a crane each, up to 64 and 88 h. Load 3 comes on day 3 (72 h), when the first is free
    // and goes: it waits for the second, up to 88, and load 4, of 96 h, for load 3.
    let found = transits(&text(9, "vehicles: 30", &crane, one));
    assert_eq!(found[..4], [50, 50, 66, 82]);
}

/// Vehicles out of work while a project brings maintenance from day 5 to 7 (120 to 168 h).
#[test]
fn maintenance_comes_by_a_project() {
    let docked = r#""dock": (from: "2024-01-04", changes: { "fleets.trucks.maintenance": [(from: "2024-01-06", to: "2024-01-08", why: "dock")] }),"#;
    assert_eq!(trucks(11, "vehicles: 1", docked)[..9], [10, 10, 10, 10, 58, 44, 30, 16, 10]);
    // It ends with the project, on day 6 (144 h).
    let shorter = docked.replace("changes", r#"to: "2024-01-07", changes"#);
    assert_eq!(trucks(11, "vehicles: 1", &shorter)[..8], [10, 10, 10, 10, 34, 20, 10, 10]);
    // The same words from the start: a date in the middle of the maintenance that leaves it alone is none.
    let own = r#"vehicles: 1, maintenance: [(from: "2024-01-06", to: "2024-01-08", why: "dock")]"#;
    let idle = r#""idle": (from: "2024-01-07", changes: { "links.road.length": "51 km" }),"#;
    assert_eq!(trucks(11, own, idle)[..9], [10, 10, 10, 10, 58, 44, 30, 16, 10]);
}

/// The only truck is in maintenance from day 5 to 9; a second comes on day 7 (168 h) and works alone.
#[test]
fn who_comes_during_maintenance_works() {
    let own = r#"vehicles: 1, maintenance: [(from: "2024-01-06", to: "2024-01-10", count: 1, why: "dock")]"#;
    let second = r#""second": (from: "2024-01-08", changes: { "fleets.trucks.vehicles": 2 }),"#;
    assert_eq!(trucks(11, own, second)[..9], [10, 10, 10, 10, 58, 44, 30, 16, 10]);
}

/// Trucks begin to fail on day 3 (72 h), after 15 hours under way, and are repaired in five.
#[test]
fn breakdowns_begin_and_end() {
    let fail = r#""worn": (from: "2024-01-04", changes: { "fleets.trucks.breakdowns": (between: "15 h", repair: "5 h") }),"#;
    assert_eq!(trucks(8, "vehicles: 1", fail)[..6], [10, 10, 10, 15, 10, 15]);
    let overhauled = fail.replace("changes", r#"to: "2024-01-06", changes"#);
    assert_eq!(trucks(8, "vehicles: 1", &overhauled)[..6], [10, 10, 10, 15, 10, 10]);
    // A repair that has begun is ended by its own law: load 4 fails at 101 h and goes on at 131.
    let slow = overhauled.replace(r#"repair: "5 h""#, r#"repair: "30 h""#);
    assert_eq!(trucks(9, "vehicles: 1", &slow)[..7], [10, 10, 10, 40, 26, 12, 10]);
}

/// By the calendar: the first truck fails at 100 h with load 4, up to 150. The second comes at 96 h, and fails
/// 100 hours after that.
#[test]
fn the_calendar_of_a_new_truck_begins_when_it_comes() {
    let own = r#"vehicles: 1, breakdowns: (between: "100 h", clock: Calendar, repair: "50 h")"#;
    let second = r#""second": (from: "2024-01-05", changes: { "fleets.trucks.vehicles": 2 }),"#;
    assert_eq!(trucks(12, own, second), [10, 10, 10, 10, 10, 60, 10, 10, 10, 10, 10]);
}

/// A truck goes 15 hours, and is repaired in 30: by the old workshop, and by the new one from day 3 on (72 h),
/// when the old one closes.
#[test]
fn another_workshop_from_a_date_on() {
    let own = r#"vehicles: 1, breakdowns: (between: "15 h", repair: "30 h", workshop: "old")"#;
    let moved = r#""moved": (from: "2024-01-04", changes: {
        "fleets.trucks.breakdowns.workshop": "new", "workshops.old.crews": 0 }),"#;
    let shops = r#"workshops: { "old": (crews: 1), "new": (crews: 1) }, terminals: {"#;
    let text = text(12, own, "", moved).replace("terminals: {", shops);
    // Load 2 fails at 53 h and is repaired by the old one up to 83, after the date: it ends at 88. Load 3 takes the
    // ten hours that are left then, so that load 4 fails at 98, which the new one repairs up to 128; load 5 fails
    // at 143.
    assert_eq!(transits(&text)[..5], [10, 40, 26, 42, 58]);
}

/// The same with a server of a border crossing: what holds for cranes holds for every pool.
#[test]
fn a_second_server_that_breaks_down_begins_as_new() {
    let servers = |projects: &str| {
        let plain = text(10, "vehicles: 30", "", projects)
            .replace("time: \"10 h\"", "time: \"10 h\", border: \"gate\"");
        let gate = r#"borders: { "gate": (servers: 1, release: "20 h", breakdowns: (between: "30 h", repair: "6 h")) }, fleets:"#;
        transits(&plain.replace("fleets:", gate)).iter().map(|hours| hours - 10).collect::<Vec<u64>>()
    };
    let second = r#""second": (from: "2024-01-05", changes: { "borders.gate.servers": 2 }),"#;
    assert_eq!(servers(second)[..8], [20, 26, 22, 26, 20, 26, 26, 20]);
    let for_a_while = second.replace("changes", r#"to: "2024-01-09", changes"#);
    assert_eq!(servers(&for_a_while)[..8], [20, 26, 22, 26, 20, 26, 26, 22]);
}

/// A server breaks down by the calendar from hour 48 of day 40 on, every ten hours. At work on load 1 from hour 24
/// to 64, it fails when that is done, and is repaired up to 70; load 2, of hour 30, is in its hands up to 128, with
/// three repairs.
#[test]
fn breakdowns_that_begin_while_a_server_works() {
    let worn = r#""worn": (from: "2024-02-12", changes: { "borders.gate.breakdowns": (between: "10 h", clock: Calendar, repair: "6 h") }),"#;
    let comes = |first: u32| {
        format!(r#"comes: Scheduled(every: "960 h", first: "{} h"), consignment: "1 truck""#, 960 + first)
    };
    let second = format!(r#"demand: {{ "another": (cargo: "loads", from: "A", to: "B", {}),"#, comes(30));
    let gate = r#"borders: { "gate": (servers: 1, release: "40 h") }, fleets:"#;
    let text = text(60, "vehicles: 30", "", worn)
        .replace("time: \"10 h\"", "time: \"10 h\", border: \"gate\"")
        .replace(r#"comes: Scheduled(every: "24 h"), consignment: "1 truck""#, &comes(24))
        .replace("demand: {", &second)
        .replace("fleets:", gate);
    let mut both = transits(&text);
    both.sort_unstable();
    assert_eq!(both, [64 - 24 + 10, 128 - 30 + 10]);
}
