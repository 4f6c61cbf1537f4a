//! Track possessions, and links that can be entered only in a window.

use super::hours;

/// One train that comes at this hour of a week to a track of five hours. 2024-01-01 is a Monday, and so is the
/// seventh of October, forty weeks later.
fn track(at: u32, fields: &str) -> String {
    let first = 6_720 + at;
    format!(
        r#"(
            version: 1, name: "Track", start: "2024-01-01", horizon: "300 d",
            nodes: {{ "here": (), "there": () }},
            cargo: {{ "boxes": (unit: Teu, mass: "10 t/TEU") }},
            links: {{ "track": (from: "here", to: "there", mode: Rail, length: "50 km", time: "5 h", {fields}) }},
            holidays: {{ "KZ": ["10-08"] }},
            fleets: {{ "trains": (vehicles: Unlimited, home: "here", carries: {{ "boxes": "1 TEU" }}, returns: AtOnce) }},
            services: {{ "train": (from: "here", along: ["track"], fleet: "trains", departs: OnDemand) }},
            demand: {{ "boxes": (cargo: "boxes", from: "here", to: "there", comes: Scheduled(every: "6_720 h", first: "{first} h"), consignment: "1 TEU") }},
        )"#
    )
}

const LEDGER: [&str; 4] = ["transit_time.mean", "time.moving", "wait.works", "wait.opening_hours"];

/// Ten to two in the afternoon in Aktau is five to nine in universal time.
const POSSESSION: &str = "possessions: [\"Tue-Thu 10:00-14:00 UTC+5\"]";

#[test]
fn a_train_waits_for_the_end_of_the_works() {
    // On Monday nobody works; on Tuesday at six three hours are left, at nine none.
    assert_eq!(hours(&track(6, POSSESSION), LEDGER), [5.0, 5.0, 0.0, 0.0]);
    assert_eq!(hours(&track(30, POSSESSION), LEDGER), [8.0, 5.0, 3.0, 0.0]);
    assert_eq!(hours(&track(33, POSSESSION), LEDGER), [5.0, 5.0, 0.0, 0.0]);
}

#[test]
fn a_train_that_is_on_the_way_goes_on() {
    assert_eq!(hours(&track(28, POSSESSION), LEDGER), [5.0, 5.0, 0.0, 0.0]);
}

#[test]
fn nobody_works_on_a_holiday() {
    let except = "possessions: [\"Tue-Thu 10:00-14:00 UTC+5 except KZ\"]";
    assert_eq!(hours(&track(30, except), LEDGER)[0], 5.0);
    assert_eq!(hours(&track(54, except), LEDGER)[0], 8.0);
}

/// Freight passes from midnight to five in Istanbul, nine to two in the evening before in universal time.
#[test]
fn a_window_at_night() {
    let night = "hours: \"00:00-05:00 UTC+3\"";
    assert_eq!(hours(&track(12, night), LEDGER), [14.0, 5.0, 0.0, 9.0]);
    assert_eq!(hours(&track(25, night), LEDGER), [5.0, 5.0, 0.0, 0.0]);
}

/// Who would be let in at nine finds the track taken until eleven: nine hours of night, two of works.
#[test]
fn works_in_the_window() {
    let both = "hours: \"21:00-02:00 UTC\", possessions: [\"20:00-23:00 UTC\", \"22:00-22:30 UTC\"]";
    assert_eq!(hours(&track(12, both), LEDGER), [16.0, 5.0, 2.0, 9.0]);
}
