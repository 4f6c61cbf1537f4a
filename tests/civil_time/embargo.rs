//! Embargoes of a service, by cargo class, and yards that are closed by date.

use super::hours;

/// Grain and boxes of one unit each, that come at these hours to a train which leaves with two, or a day after the
/// first.
fn track(grain: u32, boxes: u32, fields: &str) -> String {
    let stream = |cargo: &str, unit: &str, at: u32| {
        format!(
            r#""{cargo}": (cargo: "{cargo}", from: "here", to: "there", comes: Scheduled(every: "{at} h", first: "{at} h"), consignment: "1 {unit}"),"#
        )
    };
    let streams = [stream("grain", "wagon", grain), stream("boxes", "TEU", boxes)].concat();
    format!(
        r#"(
            version: 1, name: "Embargo", start: "2024-01-01", horizon: "100 d",
            nodes: {{ "here": (), "there": () }},
            cargo: {{ "boxes": (unit: Teu, mass: "10 t/TEU"), "grain": (unit: Wagon, mass: "60 t/wagon") }},
            links: {{ "track": (from: "here", to: "there", mode: Rail, length: "50 km", time: "5 h") }},
            fleets: {{ "trains": (vehicles: Unlimited, home: "here", carries: {{ "boxes": "2 TEU", "grain": "2 wagon" }}, returns: AtOnce) }},
            services: {{ "train": (from: "here", along: ["track"], fleet: "trains", departs: WhenFull(or_after: "24 h"), {fields}) }},
            demand: {{ {streams} }},
        )"#
    )
}

const LEDGER: [&str; 4] = ["transit_time.mean", "wait.works", "wait.vehicle", "wait.consolidation"];

/// The first three days of March, the sixtieth to the sixty-second after the first of January.
const BAN: &str =
    r#"embargoes: [(cargo: ["grain"], from: "2024-03-01", to: "2024-03-04", why: "no wagons to be had")]"#;
const MARCH: u32 = 60 * 24;

#[test]
fn grain_waits_for_the_end_of_the_ban_and_boxes_do_not() {
    // Both come on the first of March at six. Boxes leave a day later, grain is accepted on the fourth at midnight
    // and leaves a day after that.
    let [transit, works, vehicle, aboard] = hours(&track(MARCH + 6, MARCH + 6, BAN), LEDGER);
    assert_eq!([works, vehicle, aboard], [66.0 / 2.0, 0.0, 24.0]);
    assert_eq!(transit, (24.0 + 5.0 + 66.0 + 24.0 + 5.0) / 2.0);
}

#[test]
fn what_was_accepted_before_goes() {
    // Grain is aboard since an hour before the ban; boxes come nine hours into it and fill the train.
    let [transit, works, _, aboard] = hours(&track(MARCH - 1, MARCH + 9, BAN), LEDGER);
    assert_eq!([transit, works, aboard], [(10.0 + 5.0 + 5.0) / 2.0, 0.0, 10.0 / 2.0]);
}

#[test]
fn a_ban_of_every_year_for_all_goods() {
    let ban = r#"embargoes: [(from: "02-28", to: "03-02", why: "stocktaking")]"#;
    let found = hours(&track(MARCH, MARCH, ban), LEDGER);
    assert_eq!(found, [24.0 + 5.0, 24.0, 0.0, 0.0], "accepted together on the second of March");
}

/// Papers take five hours; the yard is closed on the first of March.
#[test]
fn a_yard_is_closed_by_date() {
    let yard = |at_closing: &str| {
        let yard = format!(
            r#"terminals: {{ "yard": (
                closed: [(from: "2024-03-01", to: "2024-03-02", why: "power lines")], at_closing: {at_closing},
                handling: {{ "boxes": (formalities: (time: "5 h")), "grain": (formalities: (time: "5 h")) }},
            ) }}, nodes: {{ "here": (terminal: "yard"), "#
        );
        let text = track(MARCH - 3, MARCH + 4, "").replace(r#"nodes: { "here": (), "#, &yard);
        hours(&text, ["wait.works", "wait.documents"])
    };
    // The grain comes three hours before, the boxes four hours into the day.
    assert_eq!(yard("Finish"), [20.0 / 2.0, 5.0]);
    assert_eq!(yard("Pause"), [(24.0 + 20.0) / 2.0, 5.0]);
}
