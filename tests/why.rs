//! Why a consignment was late: what is told is what happened, when it happened.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use keruen::corridor::{Cause, Corridor};
use keruen::report::why_page;
use keruen::scenario::Scenario;
use keruen::study::{Asked, Story, why};
use std::path::Path;

fn read(text: &str) -> Corridor {
    let scenario = Scenario::read(Path::new("why.ron"), &[], &mut |_| Ok(text.to_owned()));
    assert!(scenario.corridor.is_some(), "{:?}", scenario.findings);
    scenario.corridor.unwrap()
}

fn told(corridor: &Corridor, stream: &str, number: u64) -> (Story, String) {
    let asked = Asked::These(vec![(corridor.stream(stream).unwrap(), number)]);
    let (stories, _) = why(corridor, 1, 0, &asked);
    let page = why_page(corridor, &stories);
    (stories.into_iter().next().unwrap(), page)
}

fn holds(page: &str, lines: &[&str]) {
    for line in lines {
        assert!(page.contains(line), "{line}\n{page}");
    }
}

/// Two cranes that one lot takes together and gives back together: who waits, waits for the lot that has them now.
#[test]
fn lots_that_gave_their_cranes_back_hold_them_no_more() {
    let corridor = read(
        r#"(
    version: 1, name: "cranes", start: "2024-01-01", horizon: "30 d", warm_up: "0 d", study: Season,
    nodes: { "A": (terminal: "T"), "B": () }, cargo: { "boxes": (unit: Teu, mass: "10 t/TEU") },
    links: { "road": (from: "A", to: "B", mode: Road, length: "100 km", time: "1 h") },
    terminals: { "T": (
        equipment: { "crane": (count: 2) },
        handling: { "boxes": (transload: (by: "crane", up_to: 2, rate: "10 TEU/h")) },
    ) },
    fleets: { "trucks": (vehicles: Unlimited, home: "A", carries: { "boxes": "50 TEU" }, returns: AtOnce) },
    services: { "S": (from: "A", along: ["road"], fleet: "trucks", departs: OnDemand) },
    demand: {
        "d": (cargo: "boxes", from: "A", to: "B", comes: Scheduled(every: "3 h"), consignment: "40 TEU"),
        "e": (cargo: "boxes", from: "A", to: "B", comes: Scheduled(every: "60 h"), consignment: "40 TEU"),
    },
)"#,
    );
    let pages: Vec<String> =
        [("d", 20), ("e", 1)].map(|(stream, number)| told(&corridor, stream, number).1).into();
    assert!(pages.iter().any(|page| page.contains("2.0 h  waited for equipment (crane of T)")), "{pages:?}");
    for page in &pages {
        assert!(!page.contains("that held it") && !page.contains("was idle"), "{page}");
    }
}

/// A train of two days, a crossing that works from 8 to 18 and a line that is open from 0 to 10, all in UTC+4:
/// four in the morning to two in the afternoon, and eight in the evening to six in the morning.
const BORDER: &str = r#"(
    version: 1, name: "border", start: "2024-01-01", horizon: "60 d", warm_up: "0 d", study: Season,
    nodes: { "A": (), "B": (), "C": () },
    cargo: { "boxes": (unit: Teu, mass: "10 t/TEU") },
    links: {
        "plain": (from: "A", to: "B", mode: Rail, length: "480 km", speed: "480 km/d"),
        "hills": (from: "B", to: "C", mode: Rail, length: "400 km", speed: "400 km/d", border: "X", hours: "00:00-10:00 UTC+4"),
    },
    borders: { "X": (servers: 1, release: "5 h", hours: "08:00-18:00 UTC+4", documents: (time: "30 h", regime: Digital)) },
    fleets: { "trains": (vehicles: 5, home: "A", carries: { "boxes": "50 FEU" }, returns: Travels(after: "1 d")) },
    services: { "T": (from: "A", along: ["plain", "hills"], fleet: "trains", departs: Timetable(every: "1 wk", first: "6 h")) },
    demand: { "d": (cargo: "boxes", from: "A", to: "C", comes: Scheduled(every: "7 d", first: "169 h"), consignment: "20 FEU") },
)"#;

/// Ready on the 8th at 06:00 and a day later at the border; papers of 30 hours are cleared at 12:00. Two hours of
/// the release are done by 14:00, three from 04:00 on, and the line opens at 20:00.
#[test]
fn what_happened_stands_in_its_order_with_its_times() {
    let (story, page) = told(&read(BORDER), "d", 1);
    holds(
        &page,
        &[
            "2024-01-08 01:00    5.0 h  loaded at A, until the vehicle was ready to leave",
            "2024-01-08 06:00   24.0 h  under way aboard trains#1 (plain)",
            "2024-01-09 06:00    6.0 h  in formalities (papers X)",
            "2024-01-09 12:00   19.0 h  in line and in release aboard trains#1 (border X), 14.0 h of it outside opening hours",
            "2024-01-10 07:00   13.0 h  waited aboard trains#1 for opening hours (hills)",
            "2024-01-10 20:00   24.0 h  under way aboard trains#1 (hills)",
        ],
    );
    let hours = |cause: Cause| story.hours.of(cause).as_hours();
    assert_eq!([Cause::Customs, Cause::OpeningHours, Cause::Moving].map(hours), [5.0, 27.0, 48.0]);
}

/// The line opens after the horizon: what is booked ahead ends with it, and the train that never moves on is the
/// first of those told where nobody asks for one.
#[test]
fn hours_end_at_the_horizon() {
    let corridor = read(&BORDER.replace("hours: \"00:00-10:00 UTC+4\"", "opens: \"2030-01-01\""));
    let (story, page) = told(&corridor, "d", 1);
    // From 07:00 on the 10th, 9 days and 7 hours after the start.
    assert_eq!(story.hours.of(Cause::Works).as_hours(), 60.0 * 24.0 - 9.0 * 24.0 - 7.0);
    assert_eq!(story.hours.total(), story.transit());
    holds(
        &page,
        &[
            "2024-01-10 07:00   50.7 d  waited aboard trains#1 for works or a closure to end (hills), up to the horizon",
        ],
    );
    let (stories, _) = why(&corridor, 1, 0, &Asked::Latest(2));
    assert_eq!(stories.iter().map(|story| story.number).collect::<Vec<_>>(), [1, 2]);
}

/// Five trains have gone and none comes back, as the line is closed: what waits for a sixth is told to wait up to the
/// horizon, and whom for.
#[test]
fn the_wait_that_lasts_is_told() {
    let corridor = read(&BORDER.replace("hours: \"00:00-10:00 UTC+4\"", "opens: \"2030-01-01\""));
    let (story, page) = told(&corridor, "d", 6);
    // 169 h and five weeks after the start.
    assert_eq!(story.hours.of(Cause::Vehicle).as_hours(), 60.0 * 24.0 - 169.0 - 5.0 * 168.0);
    assert_eq!(story.hours.total(), story.transit());
    holds(
        &page,
        &[
            "waited for a vehicle (fleet trains) at A, up to the horizon",
            "trains#1 was under way for T since 2024-01-10 07:00",
        ],
    );
}
