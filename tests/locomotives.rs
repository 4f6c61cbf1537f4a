//! Locomotives and the turn-round of vehicles, held against what a pencil gives.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use keruen::scenario::Scenario;
use keruen::study::Replications;
use std::path::Path;

/// The value of a measure in replication 0 of a scenario text (h, to the second, where it is in hours).
#[track_caller]
fn measure(text: &str, path: &str, selectors: &[(&str, &str)]) -> f64 {
    let scenario = Scenario::read(Path::new("scenario.ron"), &[], &mut |_| Ok(text.to_owned()));
    let corridor = scenario.corridor.unwrap_or_else(|| panic!("{:#?}", scenario.findings));
    let replications = Replications::of(&corridor, 1);
    let values = replications.one(0).expect("it reaches its horizon");
    let sheet = replications.sheet();
    let mut found = sheet.measures().iter().zip(values);
    let found = found.find(|(measure, _)| measure.is(path, selectors));
    found.and_then(|(_, value)| value).unwrap_or_else(|| panic!("there is no `{path}`"))
}

#[track_caller]
fn hours<const N: usize>(text: &str, paths: [&str; N]) -> [f64; N] {
    paths.map(|path| (measure(text, path, &[]) * 3600.0).round() / 3600.0)
}

/// Loads that appear at these hours of the 30th week, from A over a border B to C: 10 h and 5 h.
fn corridor(appear: &[u32], fleets: &str) -> String {
    let streams = appear.iter().map(|&at| {
        let first = 5_040 + at;
        format!(
            r#""at {at}": (cargo: "boxes", from: "A", to: "C", comes: Scheduled(every: "5_040 h", first: "{first} h"), consignment: "1 TEU"),"#,
        )
    });
    let streams: String = streams.collect();
    format!(
        r#"(
            version: 1, name: "Locomotives", start: "2024-01-01", horizon: "220 d", warm_up: "0 h",
            nodes: {{ "A": (), "B": (), "C": () }},
            cargo: {{ "boxes": (unit: Teu, mass: "10 t/TEU") }},
            links: {{
                "AB": (from: "A", to: "B", mode: Rail, length: "100 km", time: "10 h"),
                "BC": (from: "B", to: "C", mode: Rail, length: "50 km", time: "5 h"),
            }},
            fleets: {{ {fleets} }},
            services: {{ "train": (from: "A", along: ["AB", "BC"], fleet: "rakes", departs: OnDemand) }},
            demand: {{ {streams} }},
        )"#
    )
}

const LEDGER: [&str; 3] = ["time.moving", "wait.locomotive", "wait.vehicle"];

const AT_THE_BORDER: &str = r#"
    "rakes": (vehicles: 3, home: "A", carries: { "boxes": "1 TEU" }, returns: Travels(after: "0 h"),
              hauled_by: { "AB": "diesels", "BC": "electrics" }, turn_round: "2 h"),
    "diesels": (vehicles: 1, home: "A", turn_round: "1 h", returns: Travels(after: "2 h")),
    "electrics": (vehicles: 1, home: "C", turn_round: "1 h", returns: Travels(after: "0 h")),"#;

/// At 0 the diesel takes the first train to B, where it is at 10. The electric is called from C, comes light at
/// 15 and brings it to C at 20. The diesel is turned round at 11 and called back to A for the second train, which
/// has stood there since 4: it comes at 21, and both are at B at 31. Meanwhile the electric has hauled the first
/// rake, unloaded at 20 and turned round at 22, back to B (27), has gone home light from 28 to 33, and comes again
/// for the second train at 38; that is at C at 43.
#[test]
fn the_locomotive_changes_at_the_border() {
    let text = corridor(&[0, 4], AT_THE_BORDER);
    assert_eq!(hours(&text, LEDGER), [15.0, (5.0 + 17.0 + 7.0) / 2.0, 0.0]);
}

/// The same by the other way round: what is not named moves by itself.
#[test]
fn only_the_links_that_are_named_need_a_locomotive() {
    let fleets = AT_THE_BORDER.replace(r#""AB": "diesels", "#, "");
    let fleets = fleets.lines().filter(|line| !line.contains("\"diesels\"")).collect::<String>();
    // At B at 10 and 14: the electric comes at 15, is at C at 20, turned round at 21, at B again at 26.
    assert_eq!(hours(&corridor(&[0, 4], &fleets), LEDGER), [15.0, (5.0 + 12.0) / 2.0, 0.0]);
}

/// Two locomotives for all links: one takes a train all the way, and none is needed at B.
#[test]
fn one_fleet_hauls_all_the_way() {
    let fleets = r#"
        "rakes": (vehicles: Unlimited, home: "A", carries: { "boxes": "1 TEU" }, returns: AtOnce, hauled_by: "engines"),
        "engines": (vehicles: 2, home: "A", turn_round: "3 h", returns: Travels(after: "10 h")),"#;
    // Off at 0 and 1, at C at 15 and 16, turned round at 18 and 19. The third waits from 2 on: the first engine
    // comes back for it at 33; the fourth waits from 3 on and has the second engine at 34.
    let text = corridor(&[0, 1, 2, 3], fleets);
    assert_eq!(hours(&text, LEDGER), [15.0, (31.0 + 31.0) / 4.0, 0.0]);
    // Without anybody who waits, the engine waits ten hours at C and goes home.
    let of_engines = [("kind", "fleet"), ("resource", "engines"), ("at", "A")];
    let busy = measure(&corridor(&[0], fleets), "utilisation", &of_engines) * 2.0 * 220.0 * 24.0;
    assert!((busy - (15.0 + 3.0 + 15.0)).abs() < 1e-6, "{busy}");
}

/// A locomotive that breaks after twelve hours of work stops its train for six hours, three hours' way from C.
#[test]
fn a_locomotive_that_breaks_stops_its_train() {
    let fleets = r#"
        "rakes": (vehicles: Unlimited, home: "A", carries: { "boxes": "1 TEU" }, returns: AtOnce, hauled_by: "engines"),
        "engines": (vehicles: 1, home: "A", returns: AtOnce, breakdowns: (between: "12 h", repair: "6 h")),"#;
    let text = corridor(&[0], fleets);
    assert_eq!(hours(&text, ["time.moving", "wait.breakdown", "wait.locomotive"]), [15.0, 6.0, 0.0]);
    // With wagons that break after seven hours as well: at 7, at 12 and at 14 of those under way.
    let fleets = fleets.replace("hauled_by", "breakdowns: (between: \"7 h\", repair: \"1 h\"), hauled_by");
    let fleets = fleets.replace("vehicles: Unlimited", "vehicles: 1");
    let text = corridor(&[0], &fleets);
    assert_eq!(hours(&text, ["time.moving", "wait.breakdown", "wait.locomotive"]), [15.0, 8.0, 0.0]);
}

/// Sets of wagons in a closed cycle: 15 h laden, 4 h turn-round, 15 h empty. Two sets and loads without end come
/// to a load every 17 h.
#[test]
fn wagons_go_round_in_a_cycle() {
    let fleets = r#"
        "rakes": (vehicles: 2, home: "A", carries: { "boxes": "1 TEU" }, returns: Travels(after: "0 h"), turn_round: "4 h"),"#;
    let text = corridor(&[0], fleets).replace("consignment: \"1 TEU\"", "consignment: \"10 TEU\"");
    // The last of ten leaves after four whole cycles of 34 h, and is there 15 h later.
    let days = measure(&text, "transit_time.mean", &[]);
    assert!((days * 24.0 - (4.0 * 34.0 + 15.0)).abs() < 1e-6, "{days}");
}
