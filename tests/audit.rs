//! The auditor: sound traces pass, and each rule catches a trace that breaks it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use keruen::audit::{Report, Rule, audit};
use keruen::corridor::{Simulator, trace};
use keruen::report::{TraceFormat, TraceWriter};
use keruen::scenario::Scenario;
use serde_json::{Value, json};
use std::path::Path;

const EVERYTHING: &str = "tests/support/everything.ron";

fn open(path: &str) -> Scenario {
    let scenario = Scenario::open(Path::new(path), &[]);
    assert!(!scenario.is_broken(), "{path}");
    scenario
}

fn traced(scenario: &Scenario, format: TraceFormat) -> Vec<u8> {
    let corridor = scenario.corridor.as_ref().unwrap();
    let mut bytes = Vec::new();
    let mut writer = TraceWriter::new(corridor, 3, format, &mut bytes).unwrap();
    trace(corridor, 1, 3, &mut |record| writer.add(record).unwrap());
    writer.finish().unwrap();
    bytes
}

fn held(scenario: &Scenario, trace: &[u8]) -> Report {
    audit(scenario.tree.as_ref().unwrap(), &scenario.sources, trace).unwrap().unwrap()
}

/// A trace as records that can be tampered with.
struct Tampered {
    scenario: Scenario,
    records: Vec<Value>,
}

impl Tampered {
    fn new() -> Self {
        Self::of(open(EVERYTHING))
    }

    fn of(scenario: Scenario) -> Self {
        let text = String::from_utf8(traced(&scenario, TraceFormat::Json)).unwrap();
        let records = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        Self { scenario, records }
    }

    /// The place of the `nth` record that fits.
    #[track_caller]
    fn find(&self, nth: usize, fits: impl Fn(&Value) -> bool) -> usize {
        self.records.iter().enumerate().filter(|(_, record)| fits(record)).nth(nth).unwrap().0
    }

    /// A copy of a record, told at the time of another.
    fn moved(&self, place: usize, to: usize) -> Value {
        let mut moved = self.records[place].clone();
        for column in ["ms", "at"] {
            moved[column] = self.records[to][column].clone();
        }
        moved
    }

    fn kind(kind: &'static str) -> impl Fn(&Value) -> bool {
        move |record| record["kind"] == kind
    }

    fn add(&mut self, place: usize, column: &str, more: i64) {
        let value = self.records[place][column].as_i64().unwrap();
        self.records[place][column] = json!(value + more);
    }

    /// The rules that are broken, and the first finding of one of them stands on this line.
    #[track_caller]
    fn breaks(&self, rule: Rule, place: usize) -> Vec<Rule> {
        let lines: Vec<String> = self.records.iter().map(|record| format!("{record}\n")).collect();
        let report = held(&self.scenario, lines.concat().as_bytes());
        let found = report.findings.iter().find(|finding| finding.rule == rule);
        assert!(found.is_some(), "{rule:?} is not broken: {:?}", report.findings);
        let found = found.unwrap();
        assert_eq!(found.line, place as u64 + 1, "{found}");
        assert!(!found.what.is_empty() && !found.right.is_empty());
        report.broken.into_keys().collect()
    }
}

fn starts(value: &Value, with: &str) -> bool {
    value.as_str().is_some_and(|text| text.starts_with(with))
}

#[test]
fn traces_of_small_scenarios_pass_every_rule() {
    for path in
        [EVERYTHING, "tests/scenarios/corridor.ron", "scenarios/first.ron", "scenarios/textbook/mm1k.ron"]
    {
        let scenario = open(path);
        let report = held(&scenario, &traced(&scenario, TraceFormat::Json));
        assert!(report.is_sound(), "{path}: {:?}", report.findings);
        assert!(report.records > 1000);
    }
}

#[test]
fn every_rule_has_something_to_check_in_the_corridor_that_uses_everything() {
    let scenario = open(EVERYTHING);
    let report = held(&scenario, &traced(&scenario, TraceFormat::Json));
    for rule in Rule::ALL {
        assert!(report.checks.get(&rule).is_some_and(|checks| *checks > 0), "{rule:?}");
    }
}

#[test]
fn csv_says_the_same_as_json() {
    let scenario = open(EVERYTHING);
    let [json, csv] =
        [TraceFormat::Json, TraceFormat::Csv].map(|format| held(&scenario, &traced(&scenario, format)));
    assert_eq!((json.records, json.checks, json.broken), (csv.records, csv.checks, csv.broken));
}

#[test]
fn a_traced_replication_is_the_one_of_the_study() {
    for path in [EVERYTHING, "scenarios/first.ron", "scenarios/textbook/tandem.ron"] {
        let scenario = open(path);
        let corridor = scenario.corridor.as_ref().unwrap();
        let mut traced = trace(corridor, 7, 2, &mut |_| {});
        let mut simulator = Simulator::new(corridor);
        let plain = simulator.replicate(7, 2);
        // Short ways make fewer events of the same history.
        traced.events = plain.events;
        assert_eq!(format!("{traced:?}"), format!("{plain:?}"), "{path}");
    }
}

#[test]
fn a01_time_that_goes_back() {
    let mut trace = Tampered::new();
    let place = trace.find(500, Tampered::kind("book"));
    let before = trace.records[place - 1]["ms"].as_i64().unwrap();
    trace.records[place]["ms"] = json!(before - 1);
    trace.breaks(Rule::Record, place);
}

#[test]
fn a01_a_line_that_is_no_record_and_a_trace_that_breaks_off() {
    let mut trace = Tampered::new();
    trace.records[10]["colour"] = json!("red");
    trace.breaks(Rule::Record, 10);
    let mut trace = Tampered::new();
    trace.records.pop();
    trace.breaks(Rule::Record, trace.records.len() - 1);
}

#[test]
fn a02_cargo_out_of_nowhere() {
    let mut trace = Tampered::new();
    let place = trace.find(20, Tampered::kind("deliver"));
    trace.add(place, "units", 1);
    trace.breaks(Rule::Cargo, place);
}

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

#[test]
fn a04_trains_too_close_behind_each_other() {
    let mut trace = Tampered::new();
    let place =
        trace.find(3, |record| record["kind"] == "enter" && record["resource"] == "link:steppe railway");
    let mut second = trace.records[place].clone();
    second["vehicle"] = json!("block trains#14");
    trace.records.insert(place + 1, second);
    trace.breaks(Rule::Path, place + 1);
}

#[test]
fn a04_trains_that_meet_on_single_track() {
    let mut trace = Tampered::new();
    let enter = |record: &Value| record["kind"] == "enter" && record["resource"] == "link:plain railway";
    let place = trace.find(3, enter);
    let from = trace.records[place]["place"].clone();
    let mut against = trace.records[place].clone();
    against["place"] = json!(if from == "Pass" { "West Quay" } else { "Pass" });
    against["vehicle"] = json!("trains#7");
    trace.records.insert(place + 1, against);
    trace.breaks(Rule::Path, place + 1);
}

#[test]
fn a04_a_train_in_the_hours_of_the_other_direction() {
    let mut trace = Tampered::new();
    let place = trace.find(0, |record| {
        let day = record["ms"].as_i64().unwrap() % 86_400_000;
        let forward = record["kind"] == "enter"
            && record["resource"] == "link:pass railway"
            && record["place"] == "Pass";
        // From six to twelve in the morning, at UTC+4, only forward.
        forward && (7_200_000..28_800_000).contains(&day)
    });
    trace.records[place]["place"] = json!("Market");
    trace.breaks(Rule::Path, place);
}

#[test]
fn a05_a_train_that_is_too_heavy_for_its_section() {
    let mut trace = Tampered::new();
    let enter = |record: &Value| record["kind"] == "enter" && record["resource"] == "link:plain railway";
    let place = trace.find(2, |record| enter(record) && record["of"] == "part");
    let train = trace.records[place]["vehicle"].clone();
    let last = |record: &Value| enter(record) && record["vehicle"] == train && record["of"].is_null();
    let last = place + trace.records[place..].iter().position(last).unwrap();
    // One part of it was never there.
    trace.records[place]["kind"] = json!("wait");
    trace.breaks(Rule::Room, last);
}

#[test]
fn a05_a_train_that_is_divided_too_fast() {
    let mut trace = Tampered::new();
    let place = trace.find(1, |record| record["kind"] == "begin" && record["of"] == "divide");
    trace.add(place, "span", -60_000);
    trace.breaks(Rule::Room, place);
}

#[test]
fn a05_a_train_in_more_parts_than_it_needs() {
    let mut trace = Tampered::new();
    let place = trace.find(1, |record| record["kind"] == "begin" && record["of"] == "divide");
    let train = trace.records[place]["vehicle"].clone();
    trace.add(place, "units", 1);
    let enter =
        |record: &Value| record["kind"] == "enter" && record["vehicle"] == train && record["of"].is_null();
    let last = place + trace.records[place..].iter().position(enter).unwrap();
    trace.breaks(Rule::Room, last);
}

#[test]
fn a05_a_part_that_does_not_wait_to_be_divided() {
    let mut trace = Tampered::new();
    let place = trace.find(1, |record| record["kind"] == "begin" && record["of"] == "divide");
    let train = trace.records[place]["vehicle"].clone();
    let mut early = trace.records[place].clone();
    early["kind"] = json!("enter");
    early["of"] = json!("part");
    early["vehicle"] = train;
    early["units"] = json!(1);
    trace.records.insert(place + 1, early);
    trace.breaks(Rule::Room, place + 1);
}

#[test]
fn a05_a_ship_with_too_much_aboard() {
    let mut trace = Tampered::new();
    let place = trace.find(3, |record| record["kind"] == "board" && starts(&record["vehicle"], "feeders#"));
    trace.add(place, "units", 10_000);
    trace.breaks(Rule::Room, place);
}

#[test]
fn a06_work_while_it_is_closed() {
    let mut trace = Tampered::new();
    let work = trace.find(0, |record| {
        record["kind"] == "begin" && record["place"] == "Steppe" && record["of"] == "formalities"
    });
    let close = trace.find(6, |record| record["kind"] == "close" && record["resource"] == "yard:dry port");
    let moved = trace.moved(work, close);
    trace.records.insert(close + 1, moved);
    trace.breaks(Rule::Closed, close + 1);
}

#[test]
fn a06_the_calendar_counts_even_if_the_trace_tells_of_no_closure() {
    let mut trace = Tampered::new();
    let close = trace.find(6, |record| record["kind"] == "close" && record["resource"] == "yard:dry port");
    let begin = (close..trace.records.len())
        .find(|&place| trace.records[place]["kind"] == "begin" && trace.records[place]["place"] == "Steppe")
        .unwrap();
    let moved = trace.moved(begin, close);
    trace.records[close] = moved;
    trace.breaks(Rule::Closed, close);
}

#[test]
fn a06_work_that_takes_less_time_than_it_says() {
    let mut trace = Tampered::new();
    let place = trace.find(30, |record| record["kind"] == "begin" && record["of"] == "load");
    let lot = trace.records[place]["lot"].clone();
    trace.add(place, "span", 60_000);
    let end =
        (place..).find(|&at| trace.records[at]["kind"] == "end" && trace.records[at]["lot"] == lot).unwrap();
    trace.breaks(Rule::Closed, end);
}

/// An agency that breaks its work off at closing time begins anew: what goes on over it is caught.
#[test]
fn a06_work_that_is_not_broken_off_at_closing_time() {
    let mut trace = Tampered::new();
    let agency = |record: &Value| record["resource"] == "border:rail gate/TR plant health";
    let closes = |at: &usize| trace.records[*at]["kind"] == "close" && agency(&trace.records[*at]);
    let ends = |at: &usize| trace.records[*at]["kind"] == "end" && agency(&trace.records[*at]);
    let all = 0..trace.records.len();
    let same = |at: usize, other: usize| trace.records[at]["ms"] == trace.records[other]["ms"];
    let vain = all.clone().filter(ends).find(|&at| all.clone().filter(closes).any(|close| same(at, close)));
    let vain = vain.unwrap();
    let begin = (0..vain).rev().find(|&at| {
        let record = &trace.records[at];
        record["kind"] == "begin" && agency(record) && record["vehicle"] == trace.records[vain]["vehicle"]
    });
    // As if it were an hour more, and done in the evening.
    trace.add(begin.unwrap(), "span", 3_600_000);
    let mut late = trace.records.remove(vain);
    late["ms"] = json!(late["ms"].as_i64().unwrap() + 3_600_000);
    let ms = late["ms"].as_i64();
    let place = (vain..trace.records.len()).find(|&at| trace.records[at]["ms"].as_i64() > ms).unwrap();
    trace.records.insert(place, late);
    trace.breaks(Rule::Closed, place);
}

#[test]
fn a07_a_ship_in_two_places() {
    let mut trace = Tampered::new();
    let place = trace.find(5, |record| record["kind"] == "arrive" && starts(&record["vehicle"], "feeders#"));
    let other = if trace.records[place]["place"] == "East Quay" { "West Quay" } else { "East Quay" };
    trace.records[place]["place"] = json!(other);
    trace.breaks(Rule::Place, place);
}

/// A diesel comes before a train.
fn coupled(record: &Value) -> bool {
    record["kind"] == "seize" && record["resource"] == "fleet:diesels"
}

#[test]
fn a03_more_locomotives_than_there_are() {
    let mut trace = Tampered::new();
    let place = trace.find(9, coupled);
    trace.records[place]["of"] = json!("diesels#6");
    trace.breaks(Rule::Capacity, place);
}

/// A train is made up of wagons.
fn made_up(record: &Value) -> bool {
    record["kind"] == "seize" && record["resource"] == "fleet:block trains"
}

#[test]
fn a03_more_wagons_than_stand_there() {
    let mut trace = Tampered::new();
    let place = trace.find(9, made_up);
    trace.add(place, "units", 600);
    trace.breaks(Rule::Capacity, place);
}

#[test]
fn a05_a_train_of_fewer_wagons() {
    let mut trace = Tampered::new();
    let place = trace.find(9, made_up);
    let train = trace.records[place]["vehicle"].clone();
    trace.records[place]["units"] = json!(10);
    let left = trace.records.iter().skip(place).position(|it| {
        it["kind"] == "release" && it["resource"] == "fleet:block trains" && it["vehicle"] == train
    });
    trace.breaks(Rule::Capacity, place + left.unwrap());
}

#[test]
fn a07_wagons_in_two_places() {
    let mut trace = Tampered::new();
    let place = trace.find(9, |it| it["kind"] == "release" && it["resource"] == "fleet:block trains");
    let other = if trace.records[place]["place"] == "Steppe" { "East Quay" } else { "Steppe" };
    trace.records[place]["place"] = json!(other);
    trace.breaks(Rule::Place, place);
}

#[test]
fn a06_a_locomotive_that_is_turned_round_too_fast() {
    let mut trace = Tampered::new();
    let turned = |kind: &'static str| {
        move |record: &Value| {
            record["kind"] == kind && record["of"] == "turn_round" && starts(&record["vehicle"], "diesels#")
        }
    };
    let begin = trace.find(9, turned("begin"));
    let who = trace.records[begin]["vehicle"].clone();
    let before = trace.records[..begin].iter().filter(|it| turned("end")(it) && it["vehicle"] == who).count();
    let end = trace.find(before, |it| turned("end")(it) && it["vehicle"] == who);
    trace.add(begin, "span", 1);
    trace.breaks(Rule::Closed, end);
}

#[test]
fn a07_a_locomotive_before_two_trains() {
    let mut trace = Tampered::new();
    let place = trace.find(9, coupled);
    let mut second = trace.records[place].clone();
    let other = if second["vehicle"] == "trains#1" { "trains#2" } else { "trains#1" };
    second["vehicle"] = json!(other);
    trace.records.insert(place + 1, second);
    trace.breaks(Rule::Place, place + 1);
}

#[test]
fn a07_a_locomotive_in_two_places() {
    let mut trace = Tampered::new();
    let place = trace.find(9, |record| record["kind"] == "release" && record["resource"] == "fleet:diesels");
    trace.records[place]["place"] = json!("Market");
    trace.breaks(Rule::Place, place);
}

#[test]
fn a07_a_train_without_a_locomotive() {
    let mut trace = Tampered::new();
    let place = trace.find(9, coupled);
    let train = trace.records[place]["vehicle"].clone();
    trace.records.remove(place);
    let enters = |record: &&Value| record["kind"] == "enter" && record["vehicle"] == train;
    let enter = trace.records.iter().skip(place).position(|record| enters(&record)).unwrap();
    trace.breaks(Rule::Place, place + enter);
}

#[test]
fn a11_a_wait_for_a_locomotive_that_is_not_booked() {
    let mut trace = Tampered::new();
    let booked = |record: &Value| {
        record["kind"] == "book" && record["cause"] == "locomotive" && record["lot"].is_null()
    };
    let place = trace.find(0, booked);
    trace.add(place, "span", 1000);
    let last = trace.records.len() - 1;
    trace.breaks(Rule::Little, last);
}

#[test]
fn a07_a_lot_on_two_ships() {
    let mut trace = Tampered::new();
    let place = trace.find(5, |record| record["kind"] == "board" && starts(&record["vehicle"], "feeders#"));
    let mut second = trace.records[place].clone();
    let other = if second["vehicle"] == "feeders#1" { "feeders#2" } else { "feeders#1" };
    second["vehicle"] = json!(other);
    trace.records.insert(place + 1, second);
    trace.breaks(Rule::Place, place + 1);
}

/// The place where a lot that is never split is delivered, after the first hundred.
fn whole_lot(trace: &Tampered) -> (usize, Value) {
    let split: Vec<Value> = trace
        .records
        .iter()
        .filter(|record| record["kind"] == "split")
        .flat_map(|record| [record["lot"].clone(), record["of"].clone()])
        .collect();
    // One that has waited for a vehicle, so that there is something to tamper with.
    let waited: Vec<Value> = trace
        .records
        .iter()
        .filter(|record| record["kind"] == "book" && record["cause"] == "vehicle" && record["of"].is_null())
        .map(|record| record["lot"].clone())
        .collect();
    let fits = |lot: &Value| !split.contains(lot) && waited.contains(lot);
    let place = trace.find(20, |record| record["kind"] == "deliver" && fits(&record["lot"]));
    (place, trace.records[place]["lot"].clone())
}

#[test]
fn a08_a_millisecond_too_much() {
    let mut trace = Tampered::new();
    let (deliver, lot) = whole_lot(&trace);
    let book = trace.find(0, |record| {
        record["kind"] == "book"
            && record["lot"] == lot
            && record["cause"] == "vehicle"
            && record["of"].is_null()
    });
    trace.add(book, "span", 1);
    assert_eq!(trace.breaks(Rule::Hours, deliver), [Rule::Hours, Rule::Little]);
}

#[test]
fn a08_hours_on_the_wrong_cause() {
    let mut trace = Tampered::new();
    let (deliver, lot) = whole_lot(&trace);
    let book = trace.find(0, |record| {
        record["kind"] == "book"
            && record["lot"] == lot
            && record["cause"] == "moving"
            && record["of"] == "trip"
    });
    trace.records[book]["cause"] = json!("works");
    assert_eq!(trace.breaks(Rule::Hours, deliver), [Rule::Hours]);
}

#[test]
fn a08_a_ship_that_loses_more_to_weather_than_it_may() {
    let mut trace = Tampered::new();
    let book = trace.find(0, |record| record["kind"] == "book" && record["of"] == "slow");
    let told = trace.records[book].clone();
    assert_eq!((&told["cause"], &told["resource"]), (&json!("weather"), &json!("link:sea")));
    let after = told["ms"].as_i64().unwrap();
    let leave = trace.find(0, |record| {
        record["kind"] == "leave"
            && record["vehicle"] == told["vehicle"]
            && record["resource"] == told["resource"]
            && record["ms"].as_i64().unwrap() > after
    });
    trace.add(book, "span", 100_000_000);
    trace.breaks(Rule::Hours, leave);
}

#[test]
fn a09_a_millionth_too_much() {
    let mut trace = Tampered::new();
    let (deliver, _) = whole_lot(&trace);
    trace.add(deliver, "amount", 1);
    assert_eq!(trace.breaks(Rule::Dollars, deliver), [Rule::Dollars]);
}

/// Where a lot that is never split is delivered, and where it pays its freight.
fn freight(trace: &Tampered) -> (usize, usize) {
    let (deliver, lot) = whole_lot(trace);
    let pays = |record: &Value| record["kind"] == "pay" && record["lot"] == lot && record["of"] == "freight";
    (deliver, trace.find(0, pays))
}

#[test]
fn a10_a_price_that_nobody_asked_for() {
    let mut trace = Tampered::new();
    let (deliver, pay) = freight(&trace);
    trace.add(pay, "amount", 1_000_000);
    trace.add(deliver, "amount", 1_000_000);
    assert_eq!(trace.breaks(Rule::Tariff, deliver), [Rule::Tariff]);
}

#[test]
fn a10_a_fee_that_was_forgotten() {
    let mut trace = Tampered::new();
    let (deliver, pay) = freight(&trace);
    let amount = trace.records[pay]["amount"].as_i64().unwrap();
    trace.add(deliver, "amount", -amount);
    trace.records.remove(pay);
    assert_eq!(trace.breaks(Rule::Tariff, deliver - 1), [Rule::Tariff]);
}

/// Whatever dollars are paid for: a dollar more of it, even if it is delivered with the lot, is caught.
#[test]
fn a10_a_dollar_too_much_for_anything() {
    for (path, of) in [
        ("money", "freight"),
        ("money", "load"),
        ("money", "border"),
        ("money", "hire"),
        ("money", "demurrage"),
        ("money", "container hire"),
        ("gauge_change", "gauge change"),
        ("emissions", "carbon"),
    ] {
        let mut trace = Tampered::of(open(&format!("scenarios/textbook/{path}.ron")));
        let pay = trace.find(4, |record| record["kind"] == "pay" && record["of"] == of);
        let lot = trace.records[pay]["lot"].clone();
        let deliver = trace.find(0, |record| record["kind"] == "deliver" && record["lot"] == lot);
        trace.add(pay, "amount", 1_000_000);
        trace.add(deliver, "amount", 1_000_000);
        assert_eq!(trace.breaks(Rule::Tariff, deliver), [Rule::Tariff], "{path}: {of}");
    }
}

/// And what nobody charges is missed.
#[test]
fn a10_a_charge_that_was_forgotten() {
    for (path, of) in [
        ("money", "hire"),
        ("money", "demurrage"),
        ("money", "container hire"),
        ("gauge_change", "gauge change"),
        ("emissions", "carbon"),
    ] {
        let mut trace = Tampered::of(open(&format!("scenarios/textbook/{path}.ron")));
        let pay = trace.find(4, |record| record["kind"] == "pay" && record["of"] == of);
        let amount = trace.records[pay]["amount"].as_i64().unwrap();
        let lot = trace.records[pay]["lot"].clone();
        let deliver = trace.find(0, |record| record["kind"] == "deliver" && record["lot"] == lot);
        trace.add(deliver, "amount", -amount);
        trace.records.remove(pay);
        assert_eq!(trace.breaks(Rule::Tariff, deliver - 1), [Rule::Tariff], "{path}: {of}");
    }
}

#[test]
fn every_dollar_of_the_textbook_is_looked_at() {
    for path in ["money", "gauge_change", "emissions", "breakdowns", "timetable", "two_ways"] {
        let scenario = open(&format!("scenarios/textbook/{path}.ron"));
        let report = held(&scenario, &traced(&scenario, TraceFormat::Json));
        assert!(report.is_sound(), "{path}: {:?}", report.findings);
        assert!(report.skipped.is_empty(), "{path}: {:?}", report.skipped);
        assert!(report.checks[&Rule::Tariff] > 0, "{path}");
    }
}

/// Steps by quantity and by distance, minimum charges, hire, demurrage, empty trips, emissions, and fees
/// of work that closing times and breakdowns interrupt, all in the corridor that uses everything.
#[test]
fn every_dollar_of_the_corridor_that_uses_everything_is_looked_at() {
    let set = [
        "services.feeder.tariff_steps=[(from: \"300 t\", tariff: \"22 USD/t\"), (from: \"700 t\", tariff: \"20 USD/t\")]",
        "services.feeder.minimum_charge=\"6_000 USD\"",
        "services.lorry.tariff_steps=[(from: \"500 km\", tariff: \"1.1 USD/vehicle-km\")]",
        "services.lorry.minimum_charge=\"1 kUSD\"",
        "fleets.feeders.hire=\"9_000 USD/vehicle-d\"",
        "fleets.feeders.demurrage=\"12_000 USD/vehicle-d\"",
        "fleets.feeders.free_time=\"5 h\"",
        "fleets.feeders.empty_tariff=\"14 USD/vehicle-km\"",
        "fleets.ferries.empty_tariff=\"900 USD/vehicle\"",
        "fleets.trains.hire=\"700 USD/vehicle-d\"",
        "cargo.boxes.hire=\"3 USD/TEU-d\"",
        "cargo.boxes.hub_emission=\"14 kg CO2e/TEU\"",
        "cargo.grain.hub_emission=\"0.6 kg CO2e/t\"",
        "cargo.crude.hub_emission=\"0.2 kg CO2e/t\"",
        "services.pipe.tariff_steps=[(from: \"3 kt\", tariff: \"0.003 USD/t-km\")]",
        "carbon_price=\"60 USD/t CO2e\"",
        "traction={\"ship\": (mode: Sea, per_load: \"3 g CO2e/t-km\", per_vehicle: \"90 kg CO2e/km\"), \"diesel\": (mode: Rail, per_load: \"27 g CO2e/t-km\", per_vehicle: \"2 kg CO2e/km\"), \"current\": (per_vehicle: \"0.4 kg CO2e/km\"), \"lorry\": (mode: Road, per_vehicle: \"800 g CO2e/km\"), \"pumps\": (mode: Pipeline, per_load: \"4 g CO2e/t-km\")}",
        "fleets.electrics.traction=\"current\"",
        "terminals.west port.handling.boxes.unload.fee=\"55 USD/TEU\"",
        "terminals.west port.equipment.cranes.breakdowns=(between: Exponential(\"2 d\"), repair: \"5 h\")",
        "terminals.east port.handling.boxes.unload=(by: \"cranes\", rate: \"20 TEU/h\", fee: \"60 USD/TEU\")",
        "terminals.east port.equipment.cranes.breakdowns=(between: Exponential(\"2 d\"), repair: \"5 h\")",
    ];
    let scenario = Scenario::open(Path::new(EVERYTHING), &set.map(str::to_owned));
    assert!(!scenario.is_broken());
    let report = held(&scenario, &traced(&scenario, TraceFormat::Json));
    assert!(report.is_sound(), "{:?}", report.findings);
    assert!(report.skipped.is_empty(), "{:?}", report.skipped);
    assert!(report.checks[&Rule::Tariff] > 1000);
}

fn in_the_pipe(kind: &'static str) -> impl Fn(&Value) -> bool {
    move |record| record["kind"] == kind && record["resource"] == "link:pipe"
}

/// Two lots that wait for the pump one after the other, the second of which goes in a minute too early: the first
/// has not gone in by then.
#[test]
fn a12_a_pump_that_takes_in_more_than_its_rate() {
    let mut trace = Tampered::new();
    let wait = trace.find(0, in_the_pipe("wait"));
    let lot = trace.records[wait]["lot"].clone();
    let enter = trace.find(0, |record| in_the_pipe("enter")(record) && record["lot"] == lot);
    for place in 0..trace.records.len() {
        // All that comes before it in the minute happens a minute earlier.
        let (ms, until) =
            (trace.records[place]["ms"].as_i64().unwrap(), trace.records[enter]["ms"].as_i64().unwrap());
        if place < enter && ms > until - 60_000 {
            trace.records[place]["ms"] = json!(until - 60_000);
        }
    }
    trace.add(enter, "ms", -60_000);
    trace.breaks(Rule::Pipe, enter);
}

#[test]
fn a12_a_lot_that_is_out_too_soon() {
    let mut trace = Tampered::new();
    let leave = trace.find(3, in_the_pipe("leave"));
    let out = trace.records[leave]["ms"].clone();
    // What is told with it at the same instant comes two seconds sooner, too.
    let first = trace.find(0, |record| record["ms"] == out);
    (first..=leave).for_each(|place| trace.add(place, "ms", -2000));
    let broken = trace.breaks(Rule::Pipe, leave);
    assert!(broken.contains(&Rule::Hours), "its hours do not fit either: {broken:?}");
}

#[test]
fn a12_a_lot_that_overtakes() {
    let mut trace = Tampered::new();
    let leave = trace.find(2, in_the_pipe("leave"));
    let next = trace.find(3, in_the_pipe("leave"));
    let other = trace.records[next]["lot"].clone();
    trace.records[leave]["lot"] = other;
    trace.breaks(Rule::Pipe, leave);
}

#[test]
fn a12_a_lot_that_flows_backwards() {
    let mut trace = Tampered::new();
    let enter = trace.find(1, in_the_pipe("enter"));
    trace.records[enter]["place"] = json!("Sea Terminal");
    trace.breaks(Rule::Pipe, enter);
}

#[test]
fn a03_two_lots_at_one_pump() {
    let mut trace = Tampered::new();
    let release = trace.find(0, in_the_pipe("release"));
    let seize = trace.find(1, in_the_pipe("seize"));
    let mut early = trace.records[release].clone();
    let record = trace.records[seize].clone();
    for (column, value) in record.as_object().unwrap() {
        if column != "ms" && column != "at" {
            early[column] = value.clone();
        }
    }
    trace.records.insert(release, early);
    trace.breaks(Rule::Capacity, release);
}

#[test]
fn a11_a_wait_that_nobody_saw() {
    let mut trace = Tampered::new();
    let wait = trace.find(0, |record| record["kind"] == "wait" && starts(&record["resource"], "equipment:"));
    trace.records.remove(wait);
    assert_eq!(trace.breaks(Rule::Little, trace.records.len() - 1), [Rule::Little]);
}

#[test]
fn a06_a_train_that_enters_during_a_possession() {
    let possession = |record: &Value| {
        record["kind"] == "close" && record["resource"] == "link:steppe railway" && record["cause"] == "works"
    };
    let mut trace = Tampered::new();
    let close = trace.find(2, possession);
    let enter =
        trace.find(0, |record| record["kind"] == "enter" && record["resource"] == "link:steppe railway");
    let moved = trace.moved(enter, close);
    // By the calendar, even if the trace tells of no closure.
    trace.records[close] = moved;
    trace.breaks(Rule::Closed, close);
}

#[test]
fn a06_grain_that_is_accepted_during_an_embargo() {
    let mut trace = Tampered::new();
    let close =
        trace.find(0, |record| record["kind"] == "close" && record["resource"] == "accepts:train/grain");
    let accepted = |record: &Value| {
        record["kind"] == "wait" && record["of"] == "train" && starts(&record["lot"], "grain")
    };
    let moved = trace.moved(trace.find(0, accepted), close);
    // By the calendar, even if the trace tells of no closure.
    trace.records[close] = moved;
    trace.breaks(Rule::Closed, close);
}

/// Everything with the zones of Almaty and Bucharest, whose clocks go back on 1 March and forward on 31 March;
/// or with those that they have before.
fn zones(bucharest: &str) -> Scenario {
    let text = std::fs::read_to_string(EVERYTHING).unwrap();
    let text =
        text.replace("UTC+5", "Asia/Almaty").replace("UTC+4", bucharest).replace("2024-01-03", "2024-02-14");
    let scenario = Scenario::read(Path::new("zones.ron"), &[], &mut |_| Ok(text.clone()));
    assert!(!scenario.is_broken(), "{:?}", scenario.findings);
    scenario
}

#[test]
fn a06_clocks_that_are_put_forward() {
    let bucharest = zones("Europe/Bucharest");
    let sound = held(&bucharest, &traced(&bucharest, TraceFormat::Json));
    assert!(sound.is_sound(), "{:?}", sound.findings);
    assert!(sound.checks[&Rule::Closed] > 1000);
    // Who keeps winter time is late from the last day of March on (day 46), and not before.
    let winter = traced(&zones("UTC+2"), TraceFormat::Json);
    let late = held(&bucharest, &winter);
    let lines: Vec<&str> = std::str::from_utf8(&winter).unwrap().lines().collect();
    let closed = late.findings.iter().filter(|finding| finding.rule == Rule::Closed);
    let first = closed.map(|finding| lines[finding.line as usize - 1]).next().unwrap();
    let record: Value = serde_json::from_str(first).unwrap();
    assert!(record["ms"].as_i64().unwrap() >= 46 * 86_400_000, "{first}");
}

/// The auditor imports nothing of the engine.
#[test]
fn the_auditor_stands_alone() {
    for file in std::fs::read_dir("src/audit").unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let used =
            text.lines().filter(|line| line.contains("crate::") && !line.trim_start().starts_with("//"));
        for line in used {
            assert!(line.contains("crate::scenario::text"), "{}: {line}", path.display());
        }
    }
}

#[test]
fn a_ship_loaded_deeper_than_the_water_allows_is_found() {
    let mut trace = Tampered::of(open("scenarios/textbook/falling_sea.ron"));
    let place = trace.find(20, Tampered::kind("board"));
    trace.add(place, "units", 1);
    assert!(trace.breaks(Rule::Room, place).contains(&Rule::Room));
    trace.add(place, "units", -1);
    let lines: Vec<String> = trace.records.iter().map(|record| format!("{record}\n")).collect();
    assert!(held(&trace.scenario, lines.concat().as_bytes()).is_sound());
}
