//! More at work than there is.

use crate::tampered::{Tampered, held, open, read, starts, traced};
use keruen::audit::Rule;
use keruen::report::TraceFormat;
use serde_json::{Value, json};

#[test]
fn a03_more_cranes_than_there_are() {
    let mut trace = Tampered::new();
    let place =
        trace.find(9, |record| record["kind"] == "seize" && starts(&record["resource"], "equipment:"));
    trace.add(place, "units", 3);
    assert_eq!(trace.breaks(Rule::Capacity, place), [Rule::Capacity]);
}

#[test]
fn a03_two_cranes_for_work_that_only_one_does() {
    let mut trace = Tampered::new();
    let begins = |record: &Value| {
        record["kind"] == "begin"
            && record["of"] == "unload"
            && record["resource"] == "equipment:east port/cranes"
    };
    let seizes = |record: &Value, lot: &Value| record["kind"] == "seize" && record["lot"] == *lot;
    let shared = trace.records.windows(3).position(|three| {
        begins(&three[2]) && three[..2].iter().all(|record| seizes(record, &three[2]["lot"]))
    });
    let begin = shared.unwrap() + 2;
    trace.records[begin]["of"] = json!("load");
    trace.breaks(Rule::Capacity, begin);
}

/// A second ramp opens on the first of February (day 29): before it only one ferry has a berth.
#[test]
fn a03_a_ferry_at_a_ramp_that_has_not_opened() {
    let day = |record: &Value| record["ms"].as_u64().unwrap() / 86_400_000;
    let at_ramp = |record: &Value| record["kind"] == "seize" && record["resource"] == "berth:east port/ramp";
    let with_another = |nth, when: &dyn Fn(u64) -> bool| {
        let mut trace = Tampered::new();
        let place = trace.find(nth, |record| at_ramp(record) && when(day(record)));
        let mut second = trace.records[place].clone();
        second["vehicle"] = json!(if second["vehicle"] == "ferries#1" { "ferries#2" } else { "ferries#1" });
        trace.records.insert(place + 1, second);
        (trace, place + 1)
    };
    let (before, place) = with_another(0, &|day| day < 29);
    before.breaks(Rule::Capacity, place);
    // The same in April, when nobody else is there, is no finding of this rule at this place.
    let (after, place) = with_another(0, &|day| day > 40);
    let lines: Vec<String> = after.records.iter().map(|record| format!("{record}\n")).collect();
    let report = held(&after.scenario, lines.concat().as_bytes());
    let mut capacity = report.findings.iter().filter(|finding| finding.rule == Rule::Capacity);
    assert!(capacity.all(|finding| finding.line != place as u64 + 1), "{:?}", report.findings);
}

/// Both trucks are away from the beginning to the eleventh of January, and again from 21 December.
#[test]
fn a03_a_truck_that_works_during_yearly_maintenance() {
    let scenario = open("scenarios/textbook/yearly.ron");
    assert!(held(&scenario, &traced(&scenario, TraceFormat::Json)).is_sound());
    let day = |record: &Value| record["ms"].as_u64().unwrap() / 86_400_000;
    let mut trace = Tampered::of(scenario);
    // The last load of the year 2024 comes in as the winter begins, and the truck takes another at once.
    let last = trace.find(0, |record| record["kind"] == "alight" && day(record) == 355);
    let vehicle = trace.records[last]["vehicle"].clone();
    let next = trace
        .find(0, |record| record["kind"] == "board" && record["vehicle"] == vehicle && day(record) > 355);
    assert_eq!(day(&trace.records[next]), 355 + 21);
    for column in ["ms", "at"] {
        trace.records[next][column] = trace.records[last][column].clone();
    }
    let moved = trace.records.remove(next);
    trace.records.insert(last + 1, moved);
    trace.breaks(Rule::Capacity, last + 1);
}

#[test]
fn a03_a_gang_that_works_during_its_maintenance() {
    let mut trace = Tampered::new();
    let gang = |record: &Value| record["resource"] == "equipment:dry port/gang";
    // One of two is away from 20 January (day 17) on, for sixteen days.
    let seize = trace.find(0, |record| {
        let day = record["ms"].as_u64().unwrap() / 86_400_000;
        record["kind"] == "seize" && gang(record) && (19..33).contains(&day)
    });
    let mut second = trace.records[seize].clone();
    second["lot"] = json!("west boxes#1");
    trace.records.insert(seize + 1, second);
    trace.breaks(Rule::Capacity, seize + 1);
}

#[test]
fn a03_more_papers_in_hand_than_there_are_clerks() {
    let mut trace = Tampered::new();
    let office = |record: &Value| record["resource"] == "papers:rail gate";
    let place = trace.find(7, |record| record["kind"] == "seize" && office(record));
    trace.add(place, "units", 12);
    trace.breaks(Rule::Capacity, place);
}

/// The clerk gives the last papers of a train back too late.
#[test]
fn a03_an_agency_that_does_not_wait_for_papers() {
    let mut trace = Tampered::new();
    let of_gate = |record: &Value| starts(&record["resource"], "border:rail gate/");
    let begin = trace.find(0, |record| record["kind"] == "begin" && of_gate(record));
    let vehicle = trace.records[begin]["vehicle"].clone();
    let cleared = |record: &Value| {
        record["kind"] == "release"
            && record["resource"] == "papers:rail gate"
            && record["vehicle"] == vehicle
    };
    let place = trace.records[..begin].iter().rposition(cleared).unwrap();
    let late = trace.records.remove(place);
    trace.records.insert(begin, late);
    trace.breaks(Rule::Capacity, begin - 1);
}

#[test]
fn a03_a_lot_that_takes_too_little_of_a_store() {
    let mut trace = Tampered::new();
    let place = trace.find(4, |record| record["kind"] == "seize" && starts(&record["resource"], "store:"));
    trace.add(place, "units", -1);
    trace.breaks(Rule::Capacity, place);
}

/// Both servers are told to fail while a truck is worked at.
#[test]
fn a03_a_server_that_works_while_it_is_broken() {
    let mut trace = Tampered::new();
    let begin = trace.find(5, |record| record["kind"] == "begin" && record["resource"] == "border:gate");
    let fails = |record: &Value| {
        record["kind"] == "close" && record["resource"] == "border:gate" && record["cause"] == "breakdown"
    };
    let fault = trace.find(0, fails);
    let mut both = trace.moved(fault, begin);
    both["units"] = json!(2);
    trace.records.insert(begin + 1, both);
    assert_eq!(trace.breaks(Rule::Capacity, begin + 1), [Rule::Capacity]);
}

#[test]
fn a03_a_repair_of_what_has_not_failed() {
    let mut trace = Tampered::new();
    let repair = |record: &Value| record["kind"] == "open" && record["cause"] == "breakdown";
    let place = trace.find(0, repair);
    trace.add(place, "units", 9);
    trace.breaks(Rule::Capacity, place);
}

/// One of two servers at the gate is away from 5 February (day 33) on, for four days.
#[test]
fn a03_a_server_that_works_during_its_maintenance() {
    let mut trace = Tampered::new();
    let seize = trace.find(0, |record| {
        let day = record["ms"].as_u64().unwrap() / 86_400_000;
        record["kind"] == "seize" && record["resource"] == "border:gate" && (34..37).contains(&day)
    });
    let mut second = trace.records[seize].clone();
    second["vehicle"] = json!("drivers#1");
    trace.records.insert(seize + 1, second);
    trace.breaks(Rule::Capacity, seize + 1);
}

/// A store that a project makes smaller than what lies in it: lots that split there keep their places.
#[test]
fn a03_a_store_made_smaller_while_it_is_full() {
    let scenario = || {
        read(
            r#"(
    version: 1, name: "smaller", start: "2024-01-01", horizon: "30 d", warm_up: "0 d", study: Season,
    nodes: { "A": (terminal: "T"), "B": () }, cargo: { "grain": (unit: Tonne) },
    links: { "road": (from: "A", to: "B", mode: Road, length: "100 km", time: "10 h") },
    terminals: { "T": (storage: { "silo": (holds: ["grain"], capacity: "1000 t") }) },
    fleets: { "trucks": (vehicles: 1, home: "A", carries: { "grain": "50 t" }, returns: Travels(after: "0 h")) },
    services: { "S": (from: "A", along: ["road"], fleet: "trucks", departs: WhenFull()) },
    demand: { "d": (cargo: "grain", from: "A", to: "B", comes: Scheduled(every: "4 h"), consignment: "40 t") },
    projects: { "fire": (from: "2024-01-20", changes: { "terminals.T.storage.silo.capacity": "100 t" }) },
)"#,
        )
    };
    let whole = scenario();
    let report = held(&whole, &traced(&whole, TraceFormat::Json));
    assert!(report.is_sound(), "{:?}", report.findings);
    // A part gets no more than the whole has left to it.
    let mut trace = Tampered::of(scenario());
    let part = trace.find(3, |record| record["kind"] == "seize" && record["of"] == "split");
    trace.add(part, "units", 1);
    trace.breaks(Rule::Capacity, part);
}

/// All that there are of something are told to fail while some of them have somebody.
#[test]
fn a03_berths_tracks_and_wagons_that_are_had_and_broken() {
    for (resource, kind, all) in [
        ("berth:west port/quay", "seize", 2),
        ("gauge:border rail gate", "begin", 2),
        ("fleet:block trains", "seize", 600),
    ] {
        let mut trace = Tampered::new();
        let had = trace.find(2, |record| {
            record["kind"] == kind && record["resource"] == resource && record["lot"].is_null()
        });
        let fails = |record: &Value| record["kind"] == "close" && record["cause"] == "breakdown";
        let mut every_one = trace.moved(trace.find(0, fails), had);
        every_one["resource"] = json!(resource);
        every_one["units"] = json!(all);
        trace.records.insert(had + 1, every_one);
        trace.breaks(Rule::Capacity, had + 1);
    }
}
