//! Free flow is what goods need that meet nobody: the preview, the choice of way and a replication agree on it.

use super::{outcome, written};
use keruen::study::preview;

/// From A to C, over B by rail or straight by road, with papers at either crossing; never two at a time.
const CROSSINGS: &str = r#"(
    version: 1, name: "crossings", start: "2024-01-01", horizon: "100 d", warm_up: "0 d", study: Season,
    nodes: { "A": (), "B": (), "C": () },
    cargo: {
        "boxes": (unit: Teu, mass: "10 t/TEU", value: "2_400 USD/TEU", value_of_time: "10 %/d"),
        "grain": (unit: Tonne, value: "240 USD/t", value_of_time: "10 %/d"),
    },
    links: {
        "first": (from: "A", to: "B", mode: Rail, length: "480 km", time: "20 h"),
        "second": (from: "B", to: "C", mode: Rail, length: "480 km", time: "10 h", border: "by rail"),
        "road": (from: "A", to: "C", mode: Road, length: "800 km", time: "24 h", border: "by road"),
    },
    borders: {
        "by rail": (
            sides: { "AZ": (agencies: {
                "customs": (servers: 1, release: "1 h",
                            channels: (green: "1 h", red: (share: "0 %", time: "7 h"),
                                       risk_of: { "looked into": (red: "100 %") })),
                "plant health": (servers: 1, release: "5 h", checks: ["grain"]),
            }) },
            documents: (time: "32 h", regime: Paper, regime_of: { "declared": Digital, "grain": Digital }),
        ),
        "by road": (servers: 1, release: "2 h", documents: (time: "30 h", regime: Digital)),
    },
    fleets: {
        "trains": (vehicles: Unlimited, home: "A", carries: { "boxes": "50 TEU", "grain": "900 t" }, returns: AtOnce),
        "trucks": (vehicles: Unlimited, home: "A", carries: { "boxes": "1 TEU" }, returns: AtOnce),
    },
    services: {
        "train": (from: "A", along: ["first", "second"], fleet: "trains", departs: OnDemand),
        "truck": (from: "A", along: ["road"], fleet: "trucks", departs: OnDemand),
    },
    demand: {
        "declared": (cargo: "boxes", from: "A", to: "C", comes: Scheduled(every: "20 d"), consignment: "1 TEU"),
        "looked into": (cargo: "boxes", from: "A", to: "C", comes: Scheduled(every: "20 d", first: "24 d"),
                        consignment: "1 TEU", itinerary: ["train"]),
        "on paper": (cargo: "boxes", from: "A", to: "C", comes: Scheduled(every: "20 d", first: "28 d"), consignment: "1 TEU"),
        "wheat": (cargo: "grain", from: "A", to: "C", comes: Scheduled(every: "20 d", first: "32 d"), consignment: "1 t"),
    },
)"#;

/// What each stream needs (h), by hand.
const HOURS: [(&str, f64); 4] = [
    // After 20 h on the way 12 h of papers are left; customs 1 h and green 1 h; 10 h. By road it would be 56 h.
    ("declared", 20.0 + 12.0 + 2.0 + 10.0),
    // Papers begin at the border, and the red channel takes 7 h.
    ("looked into", 20.0 + 32.0 + 8.0 + 10.0),
    // By road, where the border comes first and the way hides nothing of 30 h of papers. By rail it would be 64 h.
    ("on paper", 30.0 + 2.0 + 24.0),
    // Papers as those that are declared. Plant health takes 5 h, and customs are done meanwhile.
    ("wheat", 20.0 + 12.0 + 5.0 + 10.0),
];

#[test]
fn free_flow_honours_what_borders_know_of_a_stream() {
    let corridor = written(CROSSINGS, &[]);
    let found = preview(&corridor);
    let hours = found.streams.iter().map(|stream| (stream.name.as_str(), stream.free_flow.as_hours()));
    assert_eq!(hours.collect::<Vec<_>>(), HOURS);
    // Four of each stream come in time, and none meets another.
    let seen = outcome(&corridor, 1);
    let transits = seen.cells.iter().flat_map(|cell| &cell.transit);
    let mut hours: Vec<f64> = transits.map(|ms| *ms as f64 / 3.6e6).collect();
    hours.sort_by(f64::total_cmp);
    let mut expected: Vec<f64> = HOURS.iter().flat_map(|&(_, hours)| [hours; 4]).collect();
    expected.sort_by(f64::total_cmp);
    assert_eq!(hours, expected);
}

/// Whoever learns begins with what the borders know of the stream, and what a stream meets at borders for itself
/// is nothing that others learn of.
#[test]
fn those_who_learn_begin_with_their_own_free_flow() {
    let text = CROSSINGS.replace(
        "consignment: \"1 TEU\")",
        "consignment: \"1 TEU\", considers: 2, learns: (weight: \"100 %\"))",
    );
    let seen = outcome(&written(&text, &[]), 1);
    let transits = seen.cells.iter().flat_map(|cell| &cell.transit);
    let total: f64 = transits.map(|ms| *ms as f64 / 3.6e6).sum();
    let expected: f64 = HOURS.iter().map(|(_, hours)| hours * 4.0).sum();
    assert_eq!(total, expected);
}
