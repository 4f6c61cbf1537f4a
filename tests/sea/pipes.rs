//! Pipelines by hand, to the minute; and every trace passes the audit.

use keruen::audit::audit;
use keruen::corridor::{Cause, Corridor, RecordKind, Stop, trace};
use keruen::report::{TraceFormat, TraceWriter, deadlock_page};
use keruen::scenario::Scenario;
use keruen::study::preview;
use std::collections::BTreeMap;
use std::path::Path;

/// A pipe of 100 t/h and ten hours from one place to the next, and a truck that hauls 500 t on, four hours
/// there and four hours back. Of the braces: what is said of the pipe, the store at its inlet and the one at
/// its outlet.
fn corridor(pipe: &str, inlet: &str, outlet: &str) -> String {
    format!(
        r#"(
            version: 1, name: "Pipe", start: "2024-01-01", horizon: "30 d", study: Season,
            nodes: {{ "inlet": (terminal: "farm"), "outlet": (terminal: "port"), "beyond": () }},
            cargo: {{ "crude": (unit: Tonne) }},
            terminals: {{
                "farm": (storage: {{ {inlet} }}, handling: {{ "crude": (load: (time: "7 h", fee: "1 USD/t")) }}),
                "port": (storage: {{ {outlet} }}, handling: {{ "crude": (unload: (time: "7 h", fee: "1 USD/t")) }}),
            }},
            links: {{
                "pipe": (from: "inlet", to: "outlet", mode: Pipeline, length: "100 km", {pipe}),
                "road": (from: "outlet", to: "beyond", mode: Road, length: "50 km", time: "4 h"),
            }},
            fleets: {{ "trucks": (vehicles: 1, home: "outlet", carries: {{ "crude": "500 t" }}, returns: Travels(after: "0 h")) }},
            services: {{
                "flow": (from: "inlet", along: ["pipe"], tariff: "0.05 USD/t-km"),
                "haul": (from: "outlet", along: ["road"], fleet: "trucks", departs: OnDemand),
            }},
            demand: {{ "oil": (cargo: "crude", from: "inlet", to: "outlet", comes: Trace("oil.csv")) }},
        )"#
    )
}

const PIPE: &str = "rate: \"100 t/h\", transit: \"10 h\"";

/// The same as far as the place beyond.
fn beyond(pipe: &str, inlet: &str, outlet: &str) -> String {
    corridor(pipe, inlet, outlet).replace("to: \"outlet\", comes", "to: \"beyond\", comes")
}

fn tank(tonnes: u32) -> String {
    format!("\"tank\": (holds: [\"crude\"], capacity: \"{tonnes} t\")")
}

#[track_caller]
fn open(text: &str, rows: &[(u32, u32)]) -> Scenario {
    let rows: String = rows.iter().map(|(hour, tonnes)| format!("{hour} h,{tonnes} t\n")).collect();
    let table = format!("time,quantity\n{rows}");
    let scenario = Scenario::read(Path::new("pipe.ron"), &[], &mut |path| {
        Ok(if path.extension().is_some_and(|it| it == "csv") { table.clone() } else { text.to_owned() })
    });
    assert!(scenario.findings.is_empty(), "{:#?}", scenario.findings);
    scenario
}

fn meant(scenario: &Scenario) -> &Corridor {
    scenario.corridor.as_ref().expect("it has no findings")
}

/// A delivered consignment: the hour of its delivery, and its hours by cause.
#[derive(Debug, Default, PartialEq)]
struct Delivered {
    at: f64,
    hours: BTreeMap<&'static str, f64>,
}

fn delivered(at: f64, hours: &[(&'static str, f64)]) -> Delivered {
    Delivered { at, hours: hours.iter().copied().collect() }
}

/// What becomes of consignments of so many tonnes that appear at these hours.
#[track_caller]
fn run(text: &str, rows: &[(u32, u32)]) -> Vec<Delivered> {
    let scenario = open(text, rows);
    let mut lots: BTreeMap<u64, Delivered> = BTreeMap::new();
    let mut bytes = Vec::new();
    let mut writer =
        TraceWriter::new(meant(&scenario), 0, TraceFormat::Json, &mut bytes).expect("there is memory");
    let outcome = trace(meant(&scenario), 1, 0, &mut |record| {
        writer.add(record).expect("there is memory");
        let Some(lot) = record.lot.as_ref().filter(|lot| lot.part.is_empty()) else { return };
        let told = lots.entry(lot.number).or_default();
        match (record.kind, record.cause, record.span) {
            (RecordKind::Book, Some(cause), Some(span)) => {
                *told.hours.entry(cause.key()).or_default() += span.as_hours();
            }
            (RecordKind::Deliver, ..) => told.at = record.at.ms() as f64 / 3.6e6,
            _ => {}
        }
    });
    writer.finish().expect("there is memory");
    assert_eq!((outcome.unbalanced, outcome.stopped), (0, None));
    let tree = scenario.tree.as_ref().expect("it can be read");
    let report = audit(tree, &scenario.sources, &bytes[..]).expect("there is memory").expect("it has a date");
    assert!(report.is_sound() && report.skipped.is_empty(), "{:?} {:?}", report.findings, report.skipped);
    lots.into_values().collect()
}

#[test]
fn lots_go_in_one_after_the_other_and_come_out_as_they_went_in() {
    let found = run(&corridor(PIPE, "", ""), &[(0, 500), (1, 200), (20, 100)]);
    let expected = [
        delivered(15.0, &[("moving", 15.0)]),
        delivered(17.0, &[("path", 4.0), ("moving", 12.0)]),
        delivered(31.0, &[("moving", 11.0)]),
    ];
    assert_eq!(found, expected);
}

/// The second day is closed. What is in the pipe stands: the third lot has 400 t in when it closes.
#[test]
fn a_stop_by_date_lets_everything_stand() {
    let closed =
        format!("{PIPE}, closed: [(from: \"2024-01-02\", to: \"2024-01-03\", why: \"contamination\")]");
    let found = run(&corridor(&closed, "", ""), &[(12, 100), (15, 100), (20, 500), (30, 100)]);
    let expected = [
        delivered(23.0, &[("moving", 11.0)]),
        delivered(50.0, &[("moving", 11.0), ("works", 24.0)]),
        delivered(59.0, &[("moving", 15.0), ("works", 24.0)]),
        delivered(60.0, &[("moving", 11.0), ("works", 18.0), ("path", 1.0)]),
    ];
    assert_eq!(found, expected);
    // The same by hours of the day: open for twelve hours, closed for twelve.
    let hours = format!("{PIPE}, hours: \"00:00-12:00 UTC\"");
    let found = run(&corridor(&hours, "", ""), &[(0, 100), (8, 500), (13, 100)]);
    let expected = [
        delivered(11.0, &[("moving", 11.0)]),
        delivered(35.0, &[("moving", 15.0), ("opening_hours", 12.0)]),
        // Its pump is free at 25, and it is out after 11 hours of flow, on the stroke of closing time.
        delivered(36.0, &[("moving", 11.0), ("opening_hours", 11.0), ("path", 1.0)]),
    ];
    assert_eq!(found, expected);
}

/// The tank at the outlet holds one load of the truck. The pipe stands from 20 to 23 and from 28 to 31, with
/// all that is in it, and for who comes while it stands.
#[test]
fn a_full_tank_at_the_outlet_stops_the_pipe() {
    let rows = [(0, 500), (0, 500), (0, 500), (12, 300), (21, 100)];
    let found = run(&beyond(PIPE, "", &tank(500)), &rows);
    let expected = [
        delivered(19.0, &[("moving", 19.0)]),
        delivered(27.0, &[("path", 5.0), ("moving", 19.0), ("vehicle", 3.0)]),
        delivered(35.0, &[("path", 10.0), ("moving", 19.0), ("storage", 3.0), ("vehicle", 3.0)]),
        delivered(43.0, &[("path", 6.0), ("moving", 17.0), ("storage", 3.0), ("vehicle", 5.0)]),
        delivered(43.0, &[("path", 5.0), ("moving", 15.0), ("vehicle", 2.0)]),
    ];
    assert_eq!(found, expected);
}

/// A closure while the pipe stands anyway: each lot has it once.
#[test]
fn a_stop_while_the_tank_is_full() {
    let closed = format!("{PIPE}, closed: [(from: \"2024-01-01\", to: \"2024-01-02\", why: \"works\")]")
        .replace("2024-01-01\"", "2024-01-02\"")
        .replace("to: \"2024-01-02\"", "to: \"2024-01-03\"");
    // The first is out at 15, the truck away from 15 to 23; the second out at 20, hauled on at 23, back at 31.
    // The third is at the outlet at 20 and has its place at 23; one hour of five flows until 24, four from 48.
    let rows = [(0, 500), (0, 500), (0, 500), (3, 100)];
    let found = run(&beyond(&closed, "", &tank(500)), &rows);
    let expected = [
        delivered(19.0, &[("moving", 19.0)]),
        delivered(27.0, &[("path", 5.0), ("moving", 19.0), ("vehicle", 3.0)]),
        delivered(56.0, &[("path", 10.0), ("moving", 19.0), ("storage", 3.0), ("works", 24.0)]),
        // At the outlet at 52, when the third leaves at once; out at 53, until the truck is back at 60.
        delivered(64.0, &[("path", 15.0), ("moving", 15.0), ("works", 24.0), ("vehicle", 7.0)]),
    ];
    assert_eq!(found, expected);
}

/// A lot that is longer than the pipe leaves its tank when it comes out at the other end.
#[test]
fn from_tank_to_tank() {
    let pipe = "rate: \"140 t/h\", others: \"40 t/h\", fill: \"140 t\"";
    let found = run(&corridor(pipe, &tank(500), ""), &[(0, 500), (0, 500)]);
    let expected = [
        delivered(6.0, &[("moving", 6.0)]),
        delivered(11.0, &[("storage", 1.0), ("path", 4.0), ("moving", 6.0)]),
    ];
    assert_eq!(found, expected);
    let long = run(&corridor(PIPE, &tank(500), ""), &[(0, 500), (0, 500)]);
    assert_eq!(long[1], delivered(20.0, &[("storage", 5.0), ("moving", 15.0)]));
}

/// Of two lots that wait, the second goes in when the pump is stronger; what is inside ends as it began.
#[test]
fn a_project_makes_the_pump_stronger() {
    let project =
        "projects: { \"pumps\": (from: \"2024-01-03\", changes: { \"links.pipe.rate\": \"200 t/h\" }) },";
    let text = corridor(PIPE, "", "").replace("demand:", &format!("{project} demand:"));
    let found = run(&text, &[(46, 500), (47, 500)]);
    let expected =
        [delivered(61.0, &[("moving", 15.0)]), delivered(63.5, &[("path", 4.0), ("moving", 12.5)])];
    assert_eq!(found, expected);
    let transit = text.replace("links.pipe.rate\": \"200 t/h\"", "links.pipe.transit\": \"5 h\"");
    let read = Scenario::read(Path::new("pipe.ron"), &[], &mut |path| {
        let table = path.extension().is_some_and(|it| it == "csv");
        Ok(if table { "time,quantity\n1 h,1 t\n".to_owned() } else { transit.clone() })
    });
    assert!(read.findings.iter().any(|finding| finding.message.contains("how long goods flow through it")));
}

/// 500 t over 100 km at 0.05 USD and 4 g CO2e for each tonne-kilometre, at 100 USD a tonne of CO2e; nobody
/// loads or unloads them.
#[test]
fn what_flows_pays_and_emits() {
    let traction = "carbon_price: \"100 USD/t CO2e\", traction: { \"pumps\": (mode: Pipeline, per_load: \"4 g CO2e/t-km\"), \
                    \"diesel\": (mode: Road, per_vehicle: \"1 kg CO2e/km\") }, demand:";
    let text = corridor(PIPE, "", "").replace("demand:", traction);
    run(&text, &[(0, 500)]);
    let scenario = open(&text, &[(0, 500)]);
    let outcome = trace(meant(&scenario), 1, 0, &mut |_| {});
    let cell = &outcome.cells[0];
    assert_eq!((cell.paid.0, cell.co2e.0), (2_520_000_000, 200_000_000));
    assert_eq!(cell.tonne_km, 50_000.0);
}

#[test]
fn the_preview_knows_the_rate_and_the_transit() {
    let closed = format!("{PIPE}, closed: [(from: \"2024-01-01\", to: \"2024-01-16\", why: \"half of it\")]");
    let comes = "comes: Scheduled(every: \"10 h\"), consignment: \"200 t\"";
    for (pipe, load) in [(PIPE, 0.2), (&closed, 0.4)] {
        let text = beyond(pipe, "", "").replace("comes: Trace(\"oil.csv\")", comes);
        let scenario = open(&text, &[]);
        let preview = preview(meant(&scenario));
        let pump = preview.loads.iter().find(|load| load.resource.kind.word() == "pipeline");
        let pump = pump.expect("there is a pump");
        assert_eq!((pump.resource.resource.as_str(), pump.resource.at.as_str()), ("pipe", "inlet → outlet"));
        assert!((pump.offered - load).abs() < 1e-12, "{}", pump.offered);
        assert_eq!(preview.streams[0].free_flow.as_hours(), 2.0 + 10.0 + 4.0);
        assert_eq!(preview.loads.len(), 2, "the truck, and no fleet of the pipe");
    }
}

/// Two pipes lead from tank to tank and back, and each waits for the tank that only the other can empty.
#[test]
fn two_pipes_that_wait_for_each_other() {
    let text = beyond(PIPE, &tank(500), &tank(500))
        .replace(
            "\"road\": (from: \"outlet\"",
            "\"back\": (from: \"outlet\", to: \"inlet\", mode: Pipeline, length: \"100 km\", rate: \"100 t/h\", transit: \"10 h\"), \
             \"road\": (from: \"inlet\"",
        )
        .replace("\"haul\": (from: \"outlet\"", "\"back\": (from: \"outlet\", along: [\"back\"]), \"haul\": (from: \"inlet\"")
        .replace("home: \"outlet\"", "home: \"inlet\"")
        .replace("comes: Trace", "itinerary: [\"flow\", \"back\", \"haul\"], comes: Trace");
    let scenario = open(&text, &[(0, 500), (0, 500), (0, 500), (0, 500), (0, 500)]);
    let outcome = trace(meant(&scenario), 1, 0, &mut |_| {});
    assert_eq!(outcome.stopped, Some(Stop::Deadlock));
    let lock = keruen::corridor::deadlock(meant(&scenario), 1, 0).expect("it is stuck");
    let page = deadlock_page(meant(&scenario), &lock);
    let expected =
        "  oil#2 holds 500000 places in tank of port and waits since 2024-01-02 01:00 for back to flow\n";
    assert!(page.contains(expected), "{page}");
    assert!(page.contains("oil#1 waits since 2024-01-02 01:00 for 500000 places in tank of farm"), "{page}");
    // With one lot less there is room.
    assert_eq!(run(&text, &[(0, 500), (0, 500)]).len(), 2);
}

#[test]
fn why_a_lot_waited_for_the_pump() {
    let scenario = open(&corridor(PIPE, "", ""), &[(0, 500), (1, 200)]);
    let asked = keruen::study::Asked::These(vec![(meant(&scenario).stream("oil").expect("it is there"), 2)]);
    let (stories, _) = keruen::study::why(meant(&scenario), 1, 0, &asked);
    let page = keruen::report::why_page(meant(&scenario), &stories);
    assert!(page.contains("waited to be pumped into pipe"), "{page}");
    assert!(page.contains("oil#1 was under way for flow"), "{page}");
    assert_eq!(stories[0].hours.of(Cause::Path).as_hours(), 4.0);
}
