//! Tariffs, hire, demurrage, empty trips, and who is paid.

use super::{Seen, outcome, textbook, written};

/// Dollars of each of 100 rounds in 400 days, in USD/yr.
fn a_year(usd: f64) -> f64 {
    usd * 100.0 * 365.0 / 400.0
}

#[test]
fn every_charge_is_what_the_tariffs_say() {
    let corridor = textbook("money.ron", &[]);
    Seen::of(&corridor)
        .is("cost.per_tonne", &[("cargo", "boxes")], 2587.8 / 20.0)
        .is("cost.per_teu", &[("cargo", "boxes")], 2587.8 / 2.0)
        .is("cost.per_tonne", &[("cargo", "grain")], 2394.0 / 16.0)
        .is("cost.per_tonne", &[], (2587.8 + 2394.0) / 36.0);
}

#[test]
fn everybody_gets_what_is_theirs() {
    let corridor = textbook("money.ron", &[]);
    let [leg, hub, border] = ["leg", "hub", "border"].map(|element| ("element", element));
    let [kz, az, tr] = ["KZ", "AZ", "TR"].map(|country| ("country", country));
    let train = 620.0 + 496.0;
    Seen::of(&corridor)
        .is("paid", &[("payee", "ship")], a_year(1100.0))
        .is("paid", &[("payee", "vessel")], a_year(2000.0 + 400.0 + 150.0))
        .is("paid", &[("payee", "port A")], a_year(100.0))
        .is("paid", &[("payee", "train")], a_year(train))
        .is("paid", &[("payee", "gate")], a_year(108.0))
        .is("paid", &[("payee", "boxes hire")], a_year(7.8))
        .is("paid", &[leg], a_year(1100.0 + 2550.0 + train))
        .is("paid", &[hub], a_year(100.0))
        .is("paid", &[border], a_year(108.0))
        .is("paid", &[kz], a_year(550.0 + 2550.0 + 100.0))
        .is("paid", &[az], a_year(550.0 + train * 6.0 / 7.0 + 54.0))
        .is("paid", &[tr], a_year(train / 7.0 + 54.0))
        .is("paid", &[tr, leg, ("payee", "train")], a_year(train / 7.0));
}

#[test]
fn a_quantity_that_reaches_a_step_pays_by_it() {
    let ship = |step: &str| {
        let set = format!("services.ship.tariff_steps=[{step}]");
        let corridor = textbook("money.ron", &[&set]);
        let seen = Seen::of(&corridor);
        seen.get("paid", &[("payee", "ship")])
    };
    let is =
        |found: f64, truth: f64| assert!((found / a_year(truth) - 1.0).abs() < 1e-9, "{found}, not {truth}");
    // Twenty tonnes reach the step and pay 28 USD for each; sixteen do not: 480, so 500.
    is(ship("(from: \"18 t\", tariff: \"28 USD/t\")"), 560.0 + 500.0);
    is(ship("(from: \"20 t\", tariff: \"28 USD/t\")"), 560.0 + 500.0);
    is(ship("(from: \"21 t\", tariff: \"28 USD/t\")"), 600.0 + 500.0);
    // Sixteen tonnes reach the first step, twenty the second; a step may charge by the ship.
    let two = "(from: \"16 t\", tariff: \"40 USD/t\"), (from: \"20 t\", tariff: \"1_600 USD/vehicle\")";
    is(ship(two), 640.0 + 800.0);
}

/// Operators that several services, terminals and borders share are one payee.
#[test]
fn an_operator_is_one_payee_with_several_accounts() {
    let corridor =
        textbook("money.ron", &["services.train.operator=\"ship\"", "borders.gate.operator=\"ship\""]);
    Seen::of(&corridor).is("paid", &[("payee", "ship")], a_year(1100.0 + 1116.0 + 108.0));
}

/// Steps and hire keep both ledgers whole, whatever is split and shared.
#[test]
fn no_dollar_is_lost() {
    let corridor = written(
        include_str!("../support/everything.ron"),
        &[
            "fleets.feeders.hire=\"7_777 USD/vehicle-d\"",
            "fleets.feeders.empty_tariff=\"3.3 USD/vehicle-km\"",
            "fleets.feeders.demurrage=\"911 USD/vehicle-d\"",
            "fleets.drivers.hire=\"77 USD/vehicle-d\"",
            "cargo.boxes.hire=\"1.7 USD/TEU-d\"",
            "services.\"block train\".minimum_charge=\"100 USD\"",
            "services.\"block train\".tariff_steps=[(from: \"700 km\", tariff: \"0.02 USD/t-km\")]",
        ],
    );
    for seed in 0..5 {
        let seen = outcome(&corridor, seed);
        assert_eq!((seen.stopped, seen.unbalanced), (None, 0));
    }
}

#[test]
fn what_is_not_used_changes_no_figure() {
    let everything = include_str!("../support/everything.ron");
    let zero = written(
        everything,
        &["fleets.feeders.hire=\"0 USD/vehicle-d\"", "fleets.drivers.demurrage=\"0 USD/vehicle-d\""],
    );
    let [plain, zero] = [written(everything, &[]), zero].map(|corridor| outcome(&corridor, 9));
    for (one, other) in plain.cells.iter().zip(&zero.cells) {
        assert_eq!((&one.transit, one.hours, one.paid), (&other.transit, other.hours, other.paid));
    }
}
