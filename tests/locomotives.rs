//! Locomotives and the turn-round of vehicles, held against what a pencil gives.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use keruen::scenario::Scenario;
use keruen::study::{Replications, preview};
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

/// The preview takes what one locomotive does for a train: haul, turn-round and the way back light.
#[test]
fn the_preview_counts_haul_turn_round_and_running_light() {
    let fleets = r#"
        "rakes": (vehicles: Unlimited, home: "A", carries: { "boxes": "1 TEU" }, returns: AtOnce,
                  hauled_by: { "AB": "diesels", "BC": "electrics" }),
        "diesels": (vehicles: 4, home: "A", turn_round: "2 h", returns: Travels(after: "1 d")),
        "electrics": (vehicles: 3, home: "B", turn_round: "2 h", returns: AtOnce),"#;
    let text = corridor(&[0], fleets)
        .replace("every: \"5_040 h\", first: \"5040 h\"", "every: \"11 h\", first: \"11 h\"");
    let scenario = Scenario::read(Path::new("scenario.ron"), &[], &mut |_| Ok(text.clone()));
    let corridor = scenario.corridor.unwrap_or_else(|| panic!("{:#?}", scenario.findings));
    let preview = preview(&corridor);
    let load = |name: &str| {
        let load = preview.loads.iter().find(|load| load.resource.resource == name);
        load.unwrap_or_else(|| panic!("no `{name}`")).offered
    };
    assert!((load("diesels") - (10.0 + 2.0 + 10.0) / (11.0 * 4.0)).abs() < 1e-9);
    assert!((load("electrics") - (5.0 + 2.0) / (11.0 * 3.0)).abs() < 1e-9);
}

/// A train emits by the traction of its locomotive, and takes over what that emitted on its way to it: 100 km over
/// AB behind the diesel, and 50 km over BC light before 50 km behind the electric, at half a kilogram.
#[test]
fn a_train_emits_by_its_locomotive() {
    let fleets = r#"
        "rakes": (vehicles: Unlimited, home: "A", carries: { "boxes": "1 TEU" }, returns: AtOnce, traction: "none",
                  hauled_by: { "AB": "diesels", "BC": "electrics" }),
        "diesels": (vehicles: 1, home: "A", returns: AtOnce, traction: "diesel"),
        "electrics": (vehicles: 1, home: "C", returns: Travels(after: "9 d"), traction: "current"),"#;
    let tractions = r#"traction: {
        "none": (per_vehicle: "90 kg CO2e/km"),
        "diesel": (per_vehicle: "2 kg CO2e/km"),
        "current": (per_vehicle: "0.5 kg CO2e/km"),
    }, services"#;
    let text = corridor(&[0], fleets).replace("services", tractions);
    // Ten tonnes.
    let kilograms = measure(&text, "co2e.per_tonne", &[]) * 10.0;
    assert!((kilograms - (200.0 + 25.0 + 25.0)).abs() < 1e-6, "{kilograms}");
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

/// Ten wagons of 2 TEU at A, in trains of at most four, and a consignment that comes at once.
fn wagons(consignment: &str, in_trains: &str) -> String {
    let fleets = format!(
        r#"
        "rakes": (vehicles: 10, home: "A", carries: {{ "boxes": "2 TEU" }}, returns: Travels(after: "0 h"), in_trains: ({in_trains})),"#
    );
    corridor(&[0], &fleets).replace("consignment: \"1 TEU\"", &format!("consignment: \"{consignment}\""))
}

const TRAINS: [(&str, &str); 3] = [("kind", "fleet"), ("resource", "rakes"), ("at", "A")];

/// 15 h laden and 15 h back, for the four wagons that 7 TEU need.
#[test]
fn a_train_has_as_many_wagons_as_there_is_cargo_for() {
    let text = wagons("7 TEU", "longest: 4");
    let busy = measure(&text, "utilisation", &TRAINS) * 10.0 * 220.0 * 24.0;
    assert!((busy - 4.0 * 30.0).abs() < 1e-6, "{busy}");
}

/// 34 TEU need 17 wagons: ten leave at once, in trains of 4, 4 and 2; they are unloaded at C at 15 and back at A at
/// 30, and the last seven arrive at 45.
#[test]
fn wagons_come_back_for_what_is_left() {
    let text = wagons("34 TEU", "longest: 4");
    let days = measure(&text, "transit_time.mean", &[]);
    assert!((days * 24.0 - 45.0).abs() < 1e-6, "{days}");
    let busy = measure(&text, "utilisation", &TRAINS) * 10.0 * 220.0 * 24.0;
    assert!((busy - (10.0 + 7.0) * 30.0).abs() < 1e-6, "{busy}");
}

/// All wagons fail under way and go on to where their trains are taken apart: at A, at 30, after twenty hours; or at C,
/// at 15, by the calendar. They are repaired there, side by side in seven hours or one after the other, and the last
/// seven loads go as soon as there is a wagon for each.
#[test]
fn wagons_that_fail_are_set_out_where_their_train_is_taken_apart() {
    let last = |breakdowns: &str, crews: u32| {
        let text = wagons("34 TEU", "longest: 4");
        let text =
            text.replace("in_trains", &format!("breakdowns: ({breakdowns}, workshop: \"shop\"), in_trains"));
        let text = text.replace("fleets:", &format!("workshops: {{ \"shop\": (crews: {crews}) }}, fleets:"));
        (measure(&text, "transit_time.mean", &[]) * 24.0).round()
    };
    let operating = "between: \"20 h\", repair: \"7 h\"";
    assert_eq!(last(operating, 10), 30.0 + 7.0 + 15.0);
    assert_eq!(last(operating, 1), 30.0 + 7.0 * 7.0 + 15.0);
    let calendar = "between: \"5_043 h\", clock: Calendar, repair: \"7 h\"";
    assert_eq!(last(calendar, 10), 15.0 + 7.0 + 15.0 + 15.0);
    // Before they are asked for: all are away until three.
    let standing = "between: \"5_036 h\", clock: Calendar, repair: \"7 h\"";
    assert_eq!(last(standing, 10), 3.0 + 30.0 + 15.0);
}

/// In trains of three at the least, two wagons stay at A. Eight of 17 loads leave at once and eight at 30; the
/// last waits for the wagons that come back at 60, goes in a train of three and arrives at 75.
#[test]
fn wagons_that_are_too_few_for_a_train_stay() {
    let text = wagons("34 TEU", "longest: 4, shortest: 3");
    let days = measure(&text, "transit_time.mean", &[]);
    assert!((days * 24.0 - 75.0).abs() < 1e-6, "{days}");
    let busy = measure(&text, "utilisation", &TRAINS) * 10.0 * 220.0 * 24.0;
    assert!((busy - (8.0 + 8.0 + 3.0) * 30.0).abs() < 1e-6, "{busy}");
}

/// N wagons with a cycle of C carry N/C loads: eight wagons of 1 TEU, 15 h laden, 4 h turn-round and 15 h empty.
#[test]
fn the_turn_round_of_wagons_limits_what_they_carry() {
    let fleets = r#"
        "rakes": (vehicles: 8, home: "A", carries: { "boxes": "1 TEU" }, returns: Travels(after: "0 h"), turn_round: "4 h",
                  in_trains: (longest: 4, shortest: 2)),"#;
    let text = corridor(&[0], fleets).replace("consignment: \"1 TEU\"", "consignment: \"40 TEU\"");
    let days = measure(&text, "transit_time.mean", &[]);
    assert!((days * 24.0 - (4.0 * 34.0 + 15.0)).abs() < 1e-6, "{days}");
}

/// A train that waits to be full is as long as can be, and every train of wagons needs one locomotive.
#[test]
fn a_train_that_waits_to_be_full_is_as_long_as_can_be() {
    let fleets = r#"
        "rakes": (vehicles: 6, home: "A", carries: { "boxes": "1 TEU" }, returns: AtOnce, in_trains: (longest: 4), hauled_by: "engines"),
        "engines": (vehicles: 1, home: "A", returns: AtOnce),"#;
    // Four of the six go at 1, when the fourth comes; one more takes the two that are left and leaves at 2 with
    // those that came at 2.
    let text = corridor(&[0, 1, 2], fleets).replace("consignment: \"1 TEU\"", "consignment: \"2 TEU\"");
    let text = text.replace("departs: OnDemand", "departs: WhenFull()");
    // The last waits for the locomotive from 2 to 16.
    assert_eq!(
        hours(&text, ["wait.locomotive", "time.moving", "wait.consolidation"]),
        [14.0 / 3.0, 15.0, 1.0 / 3.0]
    );
}

/// Of ten wagons of 20 t in trains of at most four, with 30 t on each, two get over a section that takes 110 t: the
/// trains of four go in two parts, an hour apart, the last one of two wagons in one. An hour is taken to divide
/// and half an hour to join.
#[test]
fn a_train_is_as_heavy_as_it_has_wagons() {
    let text = wagons("10 TEU", "longest: 4").replace("10 t/TEU", "15 t/TEU");
    let text = text.replace("in_trains", "train: (tare: \"20 t\", length: \"14 m\"), in_trains");
    let limits =
        r#"time: "5 h", paths: "24 /d", limits: (mass: "110 t", dividing: "1 h", joining: "30 min")"#;
    let text = text.replace("time: \"5 h\"", limits);
    // Five wagons: a train of four, and one of a single wagon.
    let days = measure(&text, "transit_time.mean", &[]);
    assert!((days * 24.0 - (10.0 + 1.0 + 1.0 + 5.0 + 0.5)).abs() < 1e-6, "{days}");
}
