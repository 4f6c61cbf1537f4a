//! Windows that come back every year.

use super::hours;

/// Days from the beginning of 2017 to that of 2023, 2020 being a leap year.
const SIX_YEARS: u32 = 6 * 365 + 1;

/// One truck that comes at midnight of a day to a road of five hours, closed in these windows; days are
/// counted from the first of January 2023.
fn road(day: u32, closed: &str) -> String {
    let first = SIX_YEARS + day;
    format!(
        r#"(
            version: 1, name: "Road", start: "2017-01-01", horizon: "4_017 d", study: Season,
            nodes: {{ "here": (), "there": () }},
            cargo: {{ "loads": (unit: Truck, mass: "20 t/truck") }},
            links: {{ "road": (from: "here", to: "there", mode: Road, length: "50 km", time: "5 h", closed: [{closed}]) }},
            fleets: {{ "trucks": (vehicles: Unlimited, home: "here", carries: {{ "loads": "1 truck" }}, returns: AtOnce) }},
            services: {{ "truck": (from: "here", along: ["road"], fleet: "trucks", departs: OnDemand) }},
            demand: {{ "loads": (cargo: "loads", from: "here", to: "there", comes: Scheduled(every: "{SIX_YEARS} d", first: "{first} d"), consignment: "1 truck") }},
        )"#
    )
}

/// Days that it waits for the works to end.
#[track_caller]
fn waits(day: u32, closed: &str) -> f64 {
    let [transit, works] = hours(&road(day, closed), ["transit_time.mean", "wait.works"]);
    assert_eq!(transit, works + 5.0);
    works / 24.0
}

const TWO_YEARS: u32 = 365 + 366;

#[test]
fn ice_closes_every_winter() {
    let ice = r#"(from: "12-15", to: "02-15", why: "ice")"#;
    // 1 January to 15 February 2023; the day before and the first day of winter, of which December has 17
    // days and the next year 45.
    assert_eq!([0, 44, 45, 347, 348].map(|day| waits(day, ice)), [45.0, 1.0, 0.0, 0.0, 62.0]);
    // The winters of 2024 and 2026: one day later by the date, since 2024 is longer.
    assert_eq!([365 + 348, 365 + 349].map(|day| waits(day, ice)), [0.0, 62.0]);
    assert_eq!([TWO_YEARS + 365 + 347, TWO_YEARS + 365 + 348].map(|day| waits(day, ice)), [0.0, 62.0]);
}

#[test]
fn the_last_of_february() {
    // The 29th of February 2024 is day 424.
    let leap = 365 + 59;
    let up_to = r#"(from: "02-20", to: "02-29", why: "works")"#;
    assert_eq!([leap - 1, leap].map(|day| waits(day, up_to)), [1.0, 0.0]);
    assert_eq!([58, 59].map(|day| waits(day, up_to)), [1.0, 0.0], "up to March in other years");
    let from = r#"(from: "02-29", to: "03-03", why: "works")"#;
    assert_eq!([leap - 1, leap].map(|day| waits(day, from)), [0.0, 3.0]);
    assert_eq!([58, 59].map(|day| waits(day, from)), [0.0, 2.0]);
    let alone = r#"(from: "02-29", to: "03-01", why: "works")"#;
    assert_eq!([leap, 59, TWO_YEARS + 59].map(|day| waits(day, alone)), [1.0, 0.0, 0.0]);
}

#[test]
fn once_and_every_year_beside_each_other() {
    let both = r#"(from: "05-01", to: "05-04", why: "holidays"), (from: "2024-05-03", to: "2024-05-10", why: "bridge")"#;
    // The first of May is day 120, in 2024 day 365 + 121.
    assert_eq!([120, 365 + 121, TWO_YEARS + 120].map(|day| waits(day, both)), [3.0, 9.0, 3.0]);
}
