//! Emissions.

use super::{Seen, outcome, textbook, written};
use keruen::corridor::{Corridor, Simulator};

/// Kilograms of each of 100 rounds in 400 days, in t/yr.
fn a_year(kilograms: f64) -> f64 {
    kilograms * 100.0 / 1000.0 * 365.0 / 400.0
}

#[test]
fn every_element_emits_what_the_factors_say() {
    let corridor = textbook("emissions.ron", &[]);
    let boxes = [("cargo", "boxes")];
    let grain = [("cargo", "grain")];
    Seen::of(&corridor)
        .is("co2e.per_tonne", &boxes, 1767.0 / 30.0)
        .is("co2e.per_teu", &boxes, 1767.0 / 3.0)
        .is("co2e.per_teu", &[], 1767.0 / 3.0)
        .is("co2e.per_tonne", &grain, 57.2)
        .is("co2e.per_tonne", &[], 2339.0 / 40.0)
        .is("co2e.per_tonne_km", &[], 2339.0 * 1000.0 / (40.0 * 1100.0))
        .is("co2e.total", &[], a_year(2339.0))
        .is("co2e.total", &[("route", "direct")], a_year(2339.0))
        .is("cost.per_tonne", &boxes, 1767.0 / 30.0 * 0.1)
        .is("cost.per_tonne", &grain, 5.72);
}

#[test]
fn emissions_are_told_by_element_mode_and_country() {
    let corridor = textbook("emissions.ron", &[]);
    Seen::of(&corridor)
        .is("emitted", &[("element", "leg")], a_year(1760.0 + 480.0))
        .is("emitted", &[("element", "hub")], a_year(99.0))
        .is("emitted", &[("mode", "sea")], a_year(1760.0))
        .is("emitted", &[("mode", "rail")], a_year(480.0))
        .is("emitted", &[("country", "KZ")], a_year(880.0 + 48.0))
        .is("emitted", &[("country", "AZ")], a_year(880.0 + 360.0 + 51.0))
        .is("emitted", &[("country", "TR")], a_year(120.0))
        .is("emitted", &[("country", "AZ"), ("element", "leg"), ("mode", "rail")], a_year(360.0))
        .is("emitted", &[("country", "AZ"), ("element", "hub")], a_year(51.0));
}

#[test]
fn a_fleet_keeps_its_own_traction_and_a_mode_has_one() {
    let corridor = textbook("emissions.ron", &["fleets.trains.traction=\"diesel\""]);
    // 30 g/t-km on all 700 km instead of 12 kg/t in all.
    Seen::of(&corridor).is("co2e.per_tonne", &[("cargo", "grain")], 57.2 - 12.0 + 21.0);
}

/// What was emitted lies on lots or is owed, to the milligram, after every replication.
fn balances(corridor: &Corridor) {
    let mut simulator = Simulator::new(corridor);
    let mut long = Simulator::new(corridor).the_long_way();
    for number in 0..5 {
        let seen = &simulator.replicate(3, number).co2e;
        assert_eq!(format!("{seen:?}"), format!("{:?}", long.replicate(3, number).co2e));
        assert!(seen.emitted.0 > 0);
        assert_eq!(seen.emitted.0, seen.delivered.0 + seen.under_way.0 + seen.owed.0, "{seen:?}");
    }
}

#[test]
fn no_milligram_is_lost() {
    balances(&textbook("emissions.ron", &[]));
    // Odd masses, splits, shared vehicles, empty trips over several ways, weather, a warm-up.
    let everything = include_str!("../support/everything.ron").replacen(
        "version: 1,",
        "version: 1,
        carbon_price: \"77 USD/t CO2e\",
        traction: {
            \"rail\": (mode: Rail, per_load: \"17.3 g CO2e/t-km\", per_vehicle: \"0.777 kg CO2e/km\"),
            \"sea\": (mode: Sea, per_vehicle: \"71.13 kg CO2e/km\"),
            \"road\": (mode: Road, per_load: \"81 g CO2e/t-km\"),
            \"pumps\": (mode: Pipeline, per_load: \"5.3 g CO2e/t-km\"),
        },",
        1,
    );
    balances(&written(&everything, &["cargo.boxes.hub_emission=\"13.7 kg CO2e/TEU\""]));
}

#[test]
fn at_the_horizon_a_ship_under_way_home_owes_its_trip() {
    // The third round: the ship unloads 23 h after it was loaded and is home after 43 h.
    let owed = |horizon: &str| {
        let sets = [format!("horizon=\"{horizon}\""), "warm_up=\"0 h\"".to_owned()];
        let corridor = textbook("emissions.ron", &[&sets[0], &sets[1]]);
        outcome(&corridor, 1).co2e.owed.kilograms()
    };
    assert_eq!(owed("325 h"), 0.0, "under way");
    assert_eq!(owed("332 h"), 800.0, "at home, 12 days and 44 hours after the start");
    assert_eq!(owed("411 h"), 0.0, "taken over by the next load");
}

#[test]
fn factors_change_no_hour_and_no_draw() {
    let plain = include_str!("../support/everything.ron");
    let with = plain.replacen("version: 1,", "version: 1, traction: { \"all\": (mode: Rail, per_load: \"9 g CO2e/t-km\"), \"ship\": (mode: Sea, per_vehicle: \"1 kg CO2e/km\"), \"truck\": (mode: Road, per_load: \"70 g CO2e/t-km\"), \"pumps\": (mode: Pipeline, per_load: \"5 g CO2e/t-km\") },", 1);
    let [plain, with] = [plain, with.as_str()].map(|text| outcome(&written(text, &[]), 5));
    assert_eq!(plain.events, with.events);
    for (one, other) in plain.cells.iter().zip(&with.cells) {
        assert_eq!((&one.transit, one.hours, one.paid), (&other.transit, other.hours, other.paid));
        assert!(one.co2e.0 == 0 && other.co2e.0 > 0);
    }
}
