//! Closing time: holidays, and work that is finished, paused or begun anew.

use super::hours;

/// Lots that come to a yard at these times and need one clerk for five hours, then go at once.
fn yard(arrivals: &str, hours: &str, at_closing: &str) -> String {
    let first = arrivals.split(' ').map(|at| {
        format!(
            r#""lot {at}": (cargo: "boxes", from: "yard", to: "away", comes: Scheduled(every: "8_000 h", first: "{at} h"), consignment: "1 TEU"),"#
        )
    });
    let streams: String = first.collect();
    format!(
        r#"(
            version: 1, name: "Yard", start: "2024-01-01", horizon: "400 d",
            nodes: {{ "yard": (terminal: "yard"), "away": () }},
            cargo: {{ "boxes": (unit: Teu, mass: "10 t/TEU") }},
            links: {{ "track": (from: "yard", to: "away", mode: Rail, length: "50 km", time: "1 h") }},
            holidays: {{ "KZ": ["2024-01-02", "01-07"] }},
            terminals: {{ "yard": (
                hours: "{hours}", at_closing: {at_closing}, equipment: {{ "clerk": (count: 1) }},
                handling: {{ "boxes": (formalities: (by: "clerk", time: "5 h")) }},
            ) }},
            fleets: {{ "trains": (vehicles: Unlimited, home: "yard", carries: {{ "boxes": "1 TEU" }}, returns: AtOnce) }},
            services: {{ "train": (from: "yard", along: ["track"], fleet: "trains", departs: OnDemand) }},
            demand: {{ {streams} }},
        )"#
    )
}

const LEDGER: [&str; 4] = ["transit_time.mean", "wait.documents", "wait.opening_hours", "wait.equipment"];

/// A lot that comes at five in the afternoon to a yard that closes at eight.
#[test]
fn work_under_way_at_closing_time_is_finished_paused_or_begun_anew() {
    let shift = "08:00-20:00 UTC";
    // Until ten at night.
    assert_eq!(hours(&yard("9017", shift, "Finish"), LEDGER), [6.0, 5.0, 0.0, 0.0]);
    // Three hours, twelve of the night, two.
    assert_eq!(hours(&yard("9017", shift, "Pause"), LEDGER), [18.0, 5.0, 12.0, 0.0]);
    // Three hours for nothing, twelve of the night, five.
    assert_eq!(hours(&yard("9017", shift, "Eject"), LEDGER), [21.0, 8.0, 12.0, 0.0]);
}

/// A second lot comes at seven in the evening. At eight the first has to begin anew, and does so the
/// next morning before the second: 8 h + 12 h for the first, 1 h + 12 h + 5 h + 5 h for the second.
#[test]
fn who_was_broken_off_begins_first() {
    let found = hours(&yard("9017 9019", "08:00-20:00 UTC", "Eject"), LEDGER);
    assert_eq!(found, [(21.0 + 24.0) / 2.0, (8.0 + 5.0) / 2.0, 12.0, (1.0 + 5.0) / 2.0]);
}

/// Work that no shift is long enough for never ends when it is broken off.
#[test]
fn work_longer_than_a_shift_needs_a_pause() {
    assert_eq!(hours(&yard("9008", "08:00-12:00 UTC", "Pause"), LEDGER)[0], 26.0);
    let text = yard("9008", "08:00-12:00 UTC", "Eject");
    assert_eq!(super::measure(&text, "delivered.tonnes"), 0.0);
}

/// The first of January 2024 was a Monday. A lot that comes on the second at noon finds a holiday, one
/// that comes on the sixth, a Saturday, at 23:00 the Orthodox Christmas of every year.
#[test]
fn hours_do_not_hold_on_holidays() {
    let day = "08:00-20:00 UTC except KZ";
    assert_eq!(hours(&yard("9036", "08:00-20:00 UTC", "Finish"), LEDGER)[0], 6.0);
    // 9,000 h are 375 days: the tenth of January 2025. Nothing is closed then.
    assert_eq!(hours(&yard("9036", day, "Finish"), LEDGER)[2], 0.0);
    // The seventh of January 2025 is 372 days after the start.
    let on_the_seventh = (372 * 24 + 9).to_string();
    assert_eq!(hours(&yard(&on_the_seventh, day, "Finish"), LEDGER), [29.0, 5.0, 23.0, 0.0]);
}
