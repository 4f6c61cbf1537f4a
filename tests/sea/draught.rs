//! Ships loaded by their draught, by hand: what goes aboard on each trip, to the load unit.

use super::scenario;
use keruen::audit::{Rule, audit};
use keruen::corridor::{Record, RecordKind, trace};
use keruen::report::{TraceFormat, TraceWriter};
use keruen::scenario::Scenario;
use std::path::Path;

/// What went aboard on each trip: hours after the start at which the first lot did, and load units. The trace passes
/// the audit.
#[track_caller]
fn trips(scenario: &Scenario) -> Vec<(f64, u64)> {
    let corridor = scenario.corridor.as_ref().unwrap_or_else(|| panic!("{:#?}", scenario.findings));
    let mut bytes = Vec::new();
    let mut writer = TraceWriter::new(corridor, 0, TraceFormat::Json, &mut bytes).expect("a trace");
    let mut loading: Vec<Record> = Vec::new();
    let mut trips = Vec::new();
    trace(corridor, 1, 0, &mut |record| {
        writer.add(record).expect("a record");
        match record.kind {
            RecordKind::Board => loading.push(record.clone()),
            RecordKind::Depart => {
                let (left, others) = loading.drain(..).partition(|it| it.vehicle == record.vehicle);
                loading = others;
                let lots: Vec<Record> = left;
                if let Some(first) = lots.first() {
                    let hours = first.at.ms() as f64 / 3.6e6;
                    trips.push((hours, lots.iter().filter_map(|lot| lot.units).sum()));
                }
            }
            _ => {}
        }
    });
    writer.finish().expect("a trace");
    let tree = scenario.tree.as_ref().expect("a tree");
    let report = audit(tree, &scenario.sources, bytes.as_slice()).expect("it can be read").expect("dates");
    assert!(report.is_sound(), "{:#?}", report.findings);
    assert!(report.checks[&Rule::Room] > 0);
    trips
}

fn falling(sets: &[&str]) -> Vec<(f64, u64)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/textbook/falling_sea.ron");
    let sets: Vec<String> = sets.iter().map(ToString::to_string).collect();
    trips(&Scenario::open(&path, &sets))
}

/// Trip k begins on day 1 + 2k, when the sea has fallen by 2k mm, of 2 t each.
#[test]
fn a_falling_sea_cuts_the_payload_trip_by_trip() {
    let trips = falling(&[]);
    assert_eq!(trips.len(), 183);
    for (k, trip) in (0_u32..).zip(trips) {
        assert_eq!(trip, (24.0 + 48.0 * f64::from(k), u64::from(10_000 - 4 * k)));
    }
}

/// 30 cm more from day 183 on: the sea has to fall by as much before the ship loses anything again.
#[test]
fn dredging_on_a_date_restores_the_payload_for_a_while() {
    let depth = r#""terminals.shallow port.berths.quay.depth": "5.8 m""#;
    let dredged = format!(r#"projects={{ "dredging": (from: "2024-07-02", changes: {{ {depth} }}) }}"#);
    for (k, (_, load)) in (0..).zip(falling(&[&dredged])) {
        let fallen = 2 * k;
        let cut = if k < 91 { fallen } else { (fallen - 300).max(0) };
        assert_eq!(load, u64::try_from(10_000 - 2 * cut).expect("a load"), "trip {k}");
    }
}

#[test]
fn the_shallower_of_two_ports_binds() {
    let at = |port: &str, depth: &str| format!(r#"terminals."{port} port".berths.quay.depth="{depth}""#);
    let still = r#"waters.sea.trend="0 m/yr""#;
    let load = |deep: &str, shallow: &str| falling(&[still, &at("deep", deep), &at("shallow", shallow)])[0].1;
    // 20 t for each centimetre that one of them has less than 5.5 m.
    assert_eq!(load("10 m", "5.5 m"), 10_000);
    assert_eq!(load("10 m", "5.05 m"), 9_100);
    assert_eq!(load("5.05 m", "10 m"), 9_100);
    assert_eq!(load("5.05 m", "4.85 m"), 8_700);
    // Deeper than she needs: no more than her payload, whatever the room.
    assert_eq!(load("20 m", "20 m"), 10_000);
}

#[test]
fn the_level_of_a_depth_and_the_season_count() {
    let still = r#"waters.sea.trend="0 m/yr""#;
    let load = |sets: &[&str]| falling(&[&[still], sets].concat())[0].1;
    // 5.5 m at 10 cm above the level that there is.
    let at_level = r#"terminals."shallow port".berths.quay.at_level="-27.9 m""#;
    assert_eq!(load(&[at_level]), 9_800);
    // Half of the way from the middle of December to that of January is the end of the year; day 1 is half a
    // day of 31 later: -20 cm + 40 cm (16.5 / 31).
    let months = r#""0 m", "0 m", "0 m", "0 m", "0 m", "0 m", "0 m", "0 m", "0 m", "0 m""#;
    let season = format!(r#"waters.sea.season=["20 cm", {months}, "-20 cm"]"#);
    let above = -0.2 + 0.4 * 16.5 / 31.0;
    assert!(above > 0.0, "the water carries all of her");
    assert_eq!(load(&[&season]), 10_000);
    let season = format!(r#"waters.sea.season=["-20 cm", {months}, "20 cm"]"#);
    assert_eq!(load(&[&season]), (10_000.0 - above * 2_000.0) as u64);
}

/// Ships of 225 TEU and 5 000 t, with so much water that they lose 2 000 t.
fn feeder(fleet: &str, demand: &str) -> Scenario {
    scenario(&format!(
        r#"(
            version: 1, name: "Feeder", start: "2024-01-01", horizon: "60 d", study: Season,
            nodes: {{ "here": (terminal: "port"), "there": () }},
            cargo: {{ "light": (unit: Teu, mass: "10 t/TEU"), "heavy": (unit: Teu, mass: "20 t/TEU") }},
            links: {{ "sea": (from: "here", to: "there", mode: Sea, length: "100 km", time: "1 d") }},
            terminals: {{ "port": (berths: {{ "quay": (count: 1, depth: "4 m") }}) }},
            fleets: {{
                "feeders": (
                    home: "here", carries: {{ "light": "225 TEU", "heavy": "225 TEU" }}, berth: "quay",
                    draught: (laden: "5 m", immersion: "20 t/cm", payload: "5_000 t",
                              tare: {{ "light": "2 t/TEU", "heavy": "2 t/TEU" }}),
                    {fleet}
                ),
            }},
            services: {{ "line": (from: "here", along: ["sea"], fleet: "feeders", departs: OnDemand) }},
            demand: {{ {demand} }},
        )"#
    ))
}

fn boxes(name: &str, class: &str, count: u32, first: &str) -> String {
    format!(
        r#""{name}": (cargo: "{class}", from: "here", to: "there", comes: Scheduled(every: "{first}", first: "{first}"),
            consignment: "{count} TEU")"#
    )
}

const ONE: &str = "vehicles: 1, returns: Travels(after: \"0 h\")";

#[test]
fn heavy_boxes_are_cut_and_light_ones_are_not() {
    let loads = |class| {
        let trips = trips(&feeder(ONE, &boxes("boxes", class, 500, "40 d")));
        trips.into_iter().map(|(_, load)| load).collect::<Vec<_>>()
    };
    // 12 t each: 225 weigh 2 700 t.
    assert_eq!(loads("light"), [225, 225, 50]);
    // 22 t each: 136 weigh 2 992 t.
    assert_eq!(loads("heavy"), [136, 136, 136, 92]);
}

/// The second trip finds 100 heavy boxes of 22 t, which leave 800 t: 66 light ones of 12 t fit though there is room
/// for 125.
#[test]
fn heavy_and_light_boxes_share_what_the_water_carries() {
    let demand = [boxes("a", "heavy", 236, "40 d"), boxes("b", "light", 100, "40 d")].join(", ");
    let trips = trips(&feeder(ONE, &demand));
    assert_eq!(trips, [(960.0, 136), (1_008.0, 166), (1_056.0, 34)]);
}

/// As many ships are called as the masses need, not as the room would.
#[test]
fn ships_are_called_for_the_mass_that_waits() {
    let fleet = "vehicles: Unlimited, returns: AtOnce";
    let scenario = feeder(fleet, &boxes("boxes", "heavy", 500, "40 d"));
    let called = |text: &Scenario| {
        let mut called = 0;
        let corridor = text.corridor.as_ref().expect("it is sound");
        trace(corridor, 1, 0, &mut |record| called += u32::from(record.kind == RecordKind::Call));
        called
    };
    // 500 boxes are 2.2 ships by room and 3.7 by mass.
    assert_eq!(called(&scenario), 4);
    assert_eq!(trips(&scenario).len(), 4);
}

/// A sea that falls by a metre a day for ten days and comes back as fast. Ships of 4 000 t and 1 000 t for a metre
/// that carry wagons of 1 000 t: they load nothing below -4 m.
fn tide(fleet: &str, port: &str, first: &str) -> Scenario {
    scenario(&format!(
        r#"(
            version: 1, name: "Tide", start: "2024-01-01", horizon: "60 d", study: Season,
            nodes: {{ "here": (terminal: "port"), "there": () }},
            cargo: {{ "wagons": (unit: Wagon, mass: "1_000 t/wagon") }},
            links: {{ "sea": (from: "here", to: "there", mode: Sea, length: "100 km", time: "1 d") }},
            waters: {{ "sea": (levels: {{ "2024-01-01": "0 m", "2024-01-11": "-10 m", "2024-01-21": "0 m" }}) }},
            terminals: {{ "port": (berths: {{ "quay": (count: 1, depth: "6 m", water: "sea", at_level: "0 m") }}, {port}) }},
            fleets: {{
                "ferries": (home: "here", carries: {{ "wagons": "4 wagons" }}, berth: "quay",
                            draught: (laden: "5 m", immersion: "10 t/cm"), {fleet}),
            }},
            services: {{ "line": (from: "here", along: ["sea"], fleet: "ferries", departs: WhenFull()) }},
            demand: {{ "wagons": (cargo: "wagons", from: "here", to: "there", comes: Scheduled(every: "{first}"),
                                  consignment: "4 wagons") }},
        )"#
    ))
}

/// The wagons come on day 35, 70, … or 8, 16, ….
#[test]
fn ships_wait_for_water_and_sail_when_it_comes_back() {
    let scenario = tide(ONE, "", "8 d");
    let found = &scenario.findings[..];
    let [finding] = found else { panic!("{found:#?}") };
    assert!(!finding.is_error() && finding.code.0 == "K240");
    // Below -4 m from just after day 4 to day 16.
    let share = 12.0 / 60.0 * 100.0;
    assert!(finding.message.contains(&format!("{share:.1} %")), "{}", finding.message);
    let trips: Vec<_> = trips(&scenario).into_iter().map(|(at, load)| (at / 24.0, load)).collect();
    // Day 8: nothing can go. Day 16, at -4 m: one wagon, and she is as full as can be. Day 18, at -2 m: three of the
    // seven that wait. Day 20, at 0 m: all four.
    assert_eq!(trips[..3], [(16.0, 1), (18.0, 3), (20.0, 4)]);
}

/// The first wagons come on day 8, at -8 m: 2 m of water for a ship that needs 5 m, and a ship of 4 000 t that may go
/// down by 2 m of them less. Those that come on day 16 find 1 000 t taken.
#[test]
fn why_tells_what_the_water_kept_ships_from_loading() {
    let scenario = tide(ONE, "", "8 d");
    let corridor = scenario.corridor.as_ref().expect("it is sound");
    let stream = corridor.stream("wagons").expect("it is there");
    let told = |number| {
        let asked = keruen::study::Asked::These(vec![(stream, number)]);
        keruen::report::why_page(corridor, &keruen::study::why(corridor, 1, 0, &asked).0)
    };
    let nothing = "vehicles of ferries could load nothing: 0.00 m of water at the quay of port";
    assert!(told(1).contains(nothing), "{}", told(1));
    let less = "vehicles of ferries loaded at most 1000 t of 4000 t: 2.00 m of water at the quay of port";
    assert!(told(2).contains(less), "{}", told(2));
}

/// Two ships and one berth. The first takes three wagons aboard on day 3, at -3 m... she lies at the berth for two
/// days, after which the sea is too low for the second, who makes room and waits for day 16.
#[test]
fn a_ship_that_gets_her_berth_too_late_gives_it_back() {
    let fleet = "vehicles: 2, returns: Travels(after: \"0 h\")";
    let port = "handling: { \"wagons\": (load: (time: \"2 d\")) }";
    let scenario = tide(fleet, port, "3 d");
    let trips: Vec<_> = trips(&scenario).into_iter().map(|(at, load)| (at / 24.0, load)).collect();
    // -3 m: 2 000 t less.
    assert_eq!(trips[0], (3.0, 2));
    assert_eq!(trips[1].0, 16.0);
}

#[test]
fn what_can_never_load_is_told_and_stays_where_it_is() {
    let scenario = tide(ONE, "", "8 d");
    assert!(scenario.corridor.is_some());
    let text = scenario.text().replace("6 m", "0.5 m");
    let hopeless = super::scenario(&text);
    let [finding] = &hopeless.findings[..] else { panic!("{:#?}", hopeless.findings) };
    assert!(!finding.is_error() && finding.code.0 == "K240", "{finding:#?}");
    assert!(finding.message.contains("can never load"), "{}", finding.message);
    let corridor = hopeless.corridor.as_ref().expect("it runs");
    let mut simulator = keruen::corridor::Simulator::new(corridor);
    let outcome = simulator.replicate(1, 0);
    assert_eq!((outcome.stopped, outcome.unbalanced), (None, 0));
    assert_eq!((outcome.cells[0].units.delivered, outcome.cells[0].units.under_way), (0, 4 * 7));
}

/// Loads of 9 000 t in the mean of a year in which the sea takes 2 000 t: the mean of 1 / load is
/// ln(10/8) / 2 000 t.
#[test]
fn the_preview_reckons_with_the_loads_of_the_year() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/textbook/falling_sea.ron");
    let load = |trend: &str| {
        let sets = [format!("waters.sea.trend=\"{trend}\""), "horizon=\"365 d\"".to_owned()];
        let scenario = Scenario::open(&path, &sets);
        let corridor = scenario.corridor.as_ref().expect("it is sound");
        keruen::study::preview(corridor).loads[0].offered
    };
    let still = load("0 m/yr");
    // The sea falls from the second day on.
    let [days, fallen] = [364.0, 2_000.0 * 364.0 / 365.0];
    let mean = (1.0 / 10_000.0 + days * f64::ln(10_000.0 / (10_000.0 - fallen)) / fallen) / 365.0;
    let expected = still * mean * 10_000.0;
    assert!((load("-1 m/yr") / expected - 1.0).abs() < 1e-5, "{} {expected}", load("-1 m/yr"));
}
