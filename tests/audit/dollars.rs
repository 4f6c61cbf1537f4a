//! Dollars booked to the millionth and to their payee.

use crate::tampered::{EVERYTHING, Tampered, held, open, traced, whole_lot};
use keruen::audit::Rule;
use keruen::report::TraceFormat;
use keruen::scenario::Scenario;
use serde_json::Value;
use std::path::Path;

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
