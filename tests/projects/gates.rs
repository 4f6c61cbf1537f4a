//! Closures, openings, hours and storms across the beginning of a phase.

use super::{HOUR, corridor, outcome};
use keruen::corridor::Simulator;

/// One truck a day at midnight over a road of an hour.
fn road(days: u32, road: &str, more: &str, projects: &str) -> String {
    format!(
        r#"(version: 1, name: "Road", start: "2024-01-01", horizon: "{days} d", warm_up: "0 d",
        nodes: {{ "A": (), "B": () }},
        cargo: {{ "loads": (unit: Truck, mass: "20 t/truck") }},
        links: {{ "road": (from: "A", to: "B", mode: Road, length: "50 km", time: "1 h", {road}) }},
        fleets: {{ "trucks": (vehicles: Unlimited, home: "A", carries: {{ "loads": "1 truck" }}, returns: AtOnce) }},
        services: {{ "line": (from: "A", along: ["road"], fleet: "trucks", departs: OnDemand) }},
        demand: {{ "stream": (cargo: "loads", from: "A", to: "B", comes: Scheduled(every: "24 h"), consignment: "1 truck") }},
        {more} projects: {{ {projects} }})"#
    )
}

fn transits(text: &str) -> Vec<u64> {
    outcome(text).cells.iter().flat_map(|cell| &cell.transit).map(|ms| ms / HOUR).collect()
}

fn from_day_4(changes: &str) -> String {
    format!(r#""other": (from: "2024-01-05", changes: {{ {changes} }})"#)
}

const WORKS: &str = r#"closed: [(from: "2024-01-03", to: "2024-01-08", why: "works")]"#;

#[test]
fn works_end_early() {
    // Closed from day 2 to 7, but the project ends that on day 4.
    assert_eq!(transits(&road(7, WORKS, "", &from_day_4("\"links.road.closed\": []"))), [1, 49, 25, 1, 1, 1]);
}

#[test]
fn works_come_and_go_on() {
    let works = from_day_4(r#""links.road.closed": [(from: "2024-01-02", to: "2024-01-07", why: "works")]"#);
    // By their date they would begin on day 1; they hold from day 4 to 6.
    assert_eq!(transits(&road(8, "", "", &works)), [1, 1, 1, 49, 25, 1, 1]);
    // What holds in both phases is one closure.
    let other = from_day_4(r#""services.line.tariff": "9 USD/truck""#);
    let text =
        road(9, WORKS, "", &other).replace("departs: OnDemand", "departs: OnDemand, tariff: \"9 USD/truck\"");
    assert_eq!(transits(&text), [1, 121, 97, 73, 49, 25, 1, 1]);
    let corridor = corridor(&text);
    let mut closed = 0;
    keruen::corridor::trace(&corridor, 1, 0, &mut |record| {
        closed += u32::from(record.kind == keruen::corridor::RecordKind::Close);
    });
    assert_eq!(closed, 1);
}

#[test]
fn a_road_opens_earlier_than_was_said_and_another_later() {
    let earlier = from_day_4(r#""links.road.opens": "2024-01-06""#);
    assert_eq!(transits(&road(7, r#"opens: "2024-01-20""#, "", &earlier)), [97, 73, 49, 25, 1, 1]);
    // It is open on days 1 to 3, shut on day 4 by its new date, and opens on day 6.
    let later = from_day_4(r#""links.road.opens": "2024-01-07""#);
    assert_eq!(transits(&road(8, "", "", &later)), [1, 1, 1, 49, 25, 1, 1]);
}

#[test]
fn hours_change() {
    // From ten in the morning on every day, from day 4 on at any time.
    let hours = r#"hours: "10:00-24:00 UTC""#;
    assert_eq!(
        transits(&road(7, hours, "", &from_day_4(r#""links.road.hours": "24/7""#))),
        [11, 11, 11, 1, 1, 1]
    );
    assert_eq!(
        transits(&road(
            7,
            r#"hours: "24/7""#,
            "",
            &from_day_4(&format!("\"links.road.{}", hours.replacen(':', "\":", 1)))
        ),),
        [1, 1, 1, 11, 11, 11]
    );
}

/// A system that blows most of the time; storms of 1 to 9 hours.
fn storms() -> String {
    let shares = ["\"90 %\""; 12].join(", ");
    format!("weather: {{ \"storms\": (stormy: [{shares}], storm: Uniform(\"1 h\", \"9 h\")) }},")
}

/// Up to the date it is as without the project, from then on as if it had been so from the start.
#[track_caller]
fn splits_at_the_date(of_road: &str, path: &str, from: &str, to: &str) {
    let [before, after] = [from, to].map(|value| of_road.replace("VALUE", value));
    let projects = format!(r#""other": (from: "2024-02-20", changes: {{ "{path}": {to} }})"#);
    let days = 100;
    let found = outcome(&road(days, &before, &storms(), &projects));
    let [before, after] = [before, after].map(|of_road| outcome(&road(days, &of_road, &storms(), "")));
    let [found, before, after] = [found, before, after].map(|outcome| outcome.cells[0].transit.clone());
    assert_ne!(before, after);
    // Loads come on days 1, 2 …, the date is day 50; who waits or goes slowly over it is of neither.
    assert_eq!(found[..48], before[..48]);
    assert_eq!(found[51..], after[51..]);
}

#[test]
fn storms_close_more_or_less_from_a_date_on() {
    let road = r#"weather: { "storms": VALUE }"#;
    splits_at_the_date(road, "links.road.weather.storms", "\"60 %\"", "\"20 %\"");
    splits_at_the_date(road, "links.road.weather.storms", "\"20 %\"", "\"60 %\"");
    // One share for the year gives way to one for each month, and the other way round.
    let months = |of_march: &str| format!("[\"20 %\", \"20 %\", {of_march}, {}]", ["\"60 %\""; 9].join(", "));
    splits_at_the_date(road, "links.road.weather.storms", "\"60 %\"", &months("\"5 %\""));
    splits_at_the_date(road, "links.road.weather.storms", &months("\"5 %\""), "\"60 %\"");
}

#[test]
fn storms_slow_more_or_less_from_a_date_on() {
    let road = r#"slowed: { "storms": (storms: "80 %", to: VALUE) }"#;
    splits_at_the_date(road, "links.road.slowed.storms.to", "\"25 %\"", "\"50 %\"");
    splits_at_the_date(road, "links.road.slowed.storms.to", "\"100 %\"", "\"10 %\"");
    let road = r#"slowed: { "storms": (storms: VALUE, to: "20 %") }"#;
    splits_at_the_date(road, "links.road.slowed.storms.storms", "\"100 %\"", "\"0 %\"");
    splits_at_the_date(
        "slowed: VALUE",
        "links.road.slowed",
        "{}",
        r#"{ "storms": (storms: "100 %", to: "20 %") }"#,
    );
}

/// Longer storms of the same system: they slow and close by the law of their phase.
#[test]
fn a_system_changes_and_all_that_it_slows_and_closes_with_it() {
    let shares = |share: &str| format!("[{}]", [share; 12].join(", "));
    let changes = format!(r#""weather.storms.stormy": {}"#, shares("\"0 %\""));
    let slowed = r#"slowed: { "storms": (storms: "100 %", to: "20 %") }"#;
    let found = outcome(&road(40, slowed, &storms(), &from_day_4(&changes)));
    let transit = &found.cells[0].transit;
    assert!(transit[..3].iter().any(|ms| *ms > HOUR));
    assert!(transit[3..].iter().all(|ms| *ms == HOUR), "{transit:?}");
    let base = corridor(&road(40, slowed, &storms(), ""));
    let mut plain = Simulator::new(&base);
    assert_eq!(transit[..3], plain.replicate(1, 0).cells[0].transit[..3]);
}
