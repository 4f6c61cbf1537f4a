//! Rules of departure that change on a date.

use super::{HOUR, outcome};

/// One wagon a day at midnight, from day 1 on, for trains of ten; two hours under way.
fn trains(days: u32, departs: &str, projects: &str) -> Vec<u64> {
    let text = format!(
        r#"(version: 1, name: "Departures", start: "2024-01-01", horizon: "{days} d", warm_up: "0 d",
        nodes: {{ "A": (), "B": () }},
        cargo: {{ "loads": (unit: Wagon, mass: "20 t/wagon") }},
        links: {{ "track": (from: "A", to: "B", mode: Rail, length: "50 km", time: "2 h") }},
        fleets: {{ "trains": (vehicles: 3, home: "A", carries: {{ "loads": "10 wagon" }}, returns: AtOnce) }},
        services: {{ "train": (from: "A", along: ["track"], fleet: "trains", departs: {departs}) }},
        demand: {{ "stream": (cargo: "loads", from: "A", to: "B", comes: Scheduled(every: "24 h"), consignment: "1 wagon") }},
        projects: {{ {projects} }})"#
    );
    let outcome = outcome(&text);
    outcome.cells.iter().flat_map(|cell| &cell.transit).map(|ms| ms / HOUR).collect()
}

fn from_day_5(departs: &str) -> String {
    format!(r#""other": (from: "2024-01-06", changes: {{ "services.train.departs": {departs} }})"#)
}

#[test]
fn a_train_that_waits_to_be_full_leaves_on_demand() {
    // Wagons 1 to 4 leave on day 5 at midnight, just before the fifth comes, which leaves at once.
    assert_eq!(trains(8, "WhenFull()", &from_day_5("OnDemand")), [98, 74, 50, 26, 2, 2, 2]);
}

#[test]
fn a_train_waits_for_less_or_not_so_long() {
    // Four wagons are enough: they leave at once, and the next four on day 8.
    let enough = from_day_5("WhenFull(at_least: \"4 wagon\")");
    assert_eq!(trains(9, "WhenFull()", &enough), [98, 74, 50, 26, 74, 50, 26, 2]);
    // Two days after the first came aboard have passed: the train leaves, with the fifth, who comes on the
    // stroke of the hour; 6 and 7 leave two days after the sixth has come, with the eighth.
    let not_so_long = from_day_5("WhenFull(or_after: \"48 h\")");
    assert_eq!(trains(9, "WhenFull()", &not_so_long), [98, 74, 50, 26, 2, 50, 26, 2]);
    // And longer: the deadline of day 6 becomes one of day 8.
    let longer = from_day_5("WhenFull(or_after: \"7 d\")");
    assert_eq!(trains(9, "WhenFull(or_after: \"5 d\")", &longer), [170, 146, 122, 98, 74, 50, 26, 2]);
}

#[test]
fn a_timetable_gives_way_to_another() {
    // On days 3 and 6 at noon; from day 5 on at six in the morning of every second day: 5, 7, 9.
    let other = from_day_5("Timetable(every: \"2 d\", first: \"30 h\")");
    let every_third = "Timetable(every: \"3 d\", first: \"12 h\")";
    assert_eq!(
        trains(8, every_third, &other),
        [
            // 1, 2, 3 on day 3.5; 4 and 5 on 5.25; 6 and 7 on 7.25.
            [62, 38, 14].as_slice(),
            &[32, 8],
            &[32, 8],
        ]
        .concat()
    );
    // The same, in force for a day only: then the old one again, of whose days 6 and 9 are left.
    let a_day = other.replace("changes", "to: \"2024-01-07\", changes");
    assert_eq!(trains(8, every_third, &a_day), [62, 38, 14, 32, 8, 14]);
    // One on demand becomes one by timetable, and the other way round.
    assert_eq!(trains(8, "OnDemand", &other), [2, 2, 2, 2, 8, 32, 8]);
    assert_eq!(trains(8, every_third, &from_day_5("OnDemand")), [62, 38, 14, 26, 2, 2, 2]);
}
