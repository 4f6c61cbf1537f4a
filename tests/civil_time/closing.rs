//! Closing time: holidays, and work that is finished, paused or begun anew.

use super::hours;
use keruen::scenario::Scenario;
use std::path::Path;

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

/// Clerks that break down, or may be away, break their work off like any others.
#[test]
fn machines_with_upkeep_are_ejected_too() {
    let kept = |upkeep: &str, at_closing: &str| {
        yard("9017", "08:00-20:00 UTC", at_closing).replace("(count: 1)", &format!("(count: 1, {upkeep})"))
    };
    const WITH_BREAKDOWNS: [&str; 4] =
        ["transit_time.mean", "wait.documents", "wait.opening_hours", "wait.breakdown"];
    let rarely = "breakdowns: (between: \"9_000 h\", repair: \"9 h\")";
    let away = "maintenance: [(from: \"2024-02-01\", to: \"2024-03-01\", why: \"none\")]";
    for upkeep in [rarely, away] {
        assert_eq!(hours(&kept(upkeep, "Finish"), WITH_BREAKDOWNS), [6.0, 5.0, 0.0, 0.0]);
        assert_eq!(hours(&kept(upkeep, "Pause"), WITH_BREAKDOWNS), [18.0, 5.0, 12.0, 0.0]);
        assert_eq!(hours(&kept(upkeep, "Eject"), WITH_BREAKDOWNS), [21.0, 8.0, 12.0, 0.0]);
    }
    // Broken from seven to half past seven, half an hour more for nothing; anew in the morning, with half an
    // hour of two used up: broken from half past nine to ten, and from noon to half past twelve, done at two.
    let often = "breakdowns: (between: \"2 h\", repair: \"30 min\")";
    assert_eq!(hours(&kept(often, "Eject"), WITH_BREAKDOWNS), [22.0, 2.5 + 5.0, 12.0, 1.5]);
    // Broken when they close: the lot leaves then. In the morning the clerk is well again; work from eight to ten,
    // half past eleven to half past one, three to four.
    let longer = "breakdowns: (between: \"2 h\", repair: \"90 min\")";
    assert_eq!(hours(&kept(longer, "Eject"), WITH_BREAKDOWNS), [24.0, 2.0 + 5.0, 12.0, 1.0 + 3.0]);
}

/// Work that no shift is long enough for never ends when it is broken off: that is refused, as far as it is
/// certain.
#[test]
fn work_longer_than_a_shift_needs_a_pause() {
    assert_eq!(hours(&yard("9008", "08:00-12:00 UTC", "Pause"), LEDGER)[0], 26.0);
    let codes = |text: &str| {
        let scenario = Scenario::read(Path::new("scenario.ron"), &[], &mut |_| Ok(text.to_owned()));
        scenario.findings.iter().map(|finding| finding.code.to_string()).collect::<Vec<_>>()
    };
    let text = yard("9008", "08:00-12:00 UTC", "Eject");
    assert_eq!(codes(&text), ["K110"]);
    assert_eq!(codes(&text.replace("Eject", "Finish")), [""; 0]);
    assert_eq!(codes(&text.replace("time: \"5 h\"", "time: \"4 h\"")), [""; 0], "just long enough");
    assert_eq!(codes(&text.replace("time: \"5 h\"", "time: Exponential(\"5 h\")")), [""; 0]);
    assert_eq!(codes(&text.replace("time: \"5 h\"", "time: Uniform(\"250 min\", \"9 h\")")), ["K110"]);
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
