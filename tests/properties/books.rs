//! Books that must balance in every replication.

use super::cases;
use super::network::{Kind, Network, networks};
use keruen::corridor::{CellOutcome, Corridor, Outcome, Simulator, Stop, resources};
use proptest::prelude::*;

const SEED: u64 = 11;

/// Cargo is conserved: what appeared was delivered, turned away, or is under way at the horizon,
/// by consignments and by load units.
fn conserves_cargo(cell: &CellOutcome) {
    let came_to_something = cell.transit.len() as u64 + cell.turned_away + cell.under_way;
    assert_eq!(cell.offered, came_to_something, "consignments");
    let units = cell.units;
    assert_eq!(units.offered, units.delivered + units.turned_away + units.under_way, "load units");
}

/// Hours by cause sum to transit times; and the time that consignments were in the corridor is
/// that of the delivered and what the others have spent there, at most the whole replication.
fn accounts_for_time(cell: &CellOutcome, horizon: u64) {
    let transit: u64 = cell.transit.iter().sum();
    assert_eq!(cell.hours.total().as_ms(), transit, "hours by cause");
    let most = u128::from(transit) + u128::from(cell.under_way) * u128::from(horizon);
    assert!((u128::from(transit)..=most).contains(&cell.in_transit), "consignments × time");
}

/// Tonnes are load units times their mass.
fn weighs_what_it_delivers(corridor: &Corridor, outcome: &Outcome) {
    for (place, cell) in corridor.cells.iter().zip(&outcome.cells) {
        let tonnes = cell.units.delivered as f64 * corridor.cargo[place.cargo.index()].mass.as_tonnes();
        assert!((cell.tonnes - tonnes).abs() <= 1e-9 * tonnes, "{} t, not {tonnes} t", cell.tonnes);
    }
}

/// Payees got no less than what the delivered cost; the difference lies on what is under way.
fn pays_everyone(outcome: &Outcome) {
    let paid: i64 = outcome.payees.iter().map(|paid| paid.0).sum();
    let booked: i64 = outcome.cells.iter().map(|cell| cell.paid.0 + cell.time_cost.0).sum();
    let left: u64 = outcome.cells.iter().map(|cell| cell.under_way).sum();
    assert!(paid >= booked && (paid == booked || left > 0), "{paid} paid, {booked} booked");
}

/// Nothing is used more than there is of it, and no line is shorter than nobody.
fn exceeds_no_capacity(corridor: &Corridor, outcome: &Outcome) {
    for (name, seen) in resources(corridor).iter().zip(&outcome.resources) {
        let used = seen.utilisation.unwrap_or(0.0);
        assert!((0.0..=1.0 + 1e-12).contains(&used), "{name:?}: {seen:?}");
        let queue = seen.mean_queue.expect("time has passed");
        assert!(queue >= 0.0 && queue.is_finite(), "{name:?}: {seen:?}");
        let waited = seen.mean_wait.is_some_and(|wait| !wait.is_zero());
        assert!(!waited || queue > 0.0, "a wait without a line at {name:?}: {seen:?}");
    }
}

fn balances(corridor: &Corridor, outcome: &Outcome) {
    // Random networks whose stores both directions share may lock; the books balance all the same.
    assert!(matches!(outcome.stopped, None | Some(Stop::Deadlock)), "{:?}", outcome.stopped);
    assert_eq!(outcome.unbalanced, 0, "lots whose ledgers do not sum");
    for cell in &outcome.cells {
        conserves_cargo(cell);
        accounts_for_time(cell, corridor.horizon.as_ms());
    }
    weighs_what_it_delivers(corridor, outcome);
    pays_everyone(outcome);
    exceeds_no_capacity(corridor, outcome);
}

/// A cell without the times that cannot be subtracted.
type Counts = (u64, u64, u128, u64, i64, i64, u64, u64, u64);

fn counts(cell: &CellOutcome) -> Counts {
    (
        cell.offered,
        cell.turned_away,
        cell.in_transit,
        cell.transit.len() as u64,
        cell.paid.0,
        cell.time_cost.0,
        cell.units.offered,
        cell.units.delivered,
        cell.units.turned_away,
    )
}

fn sum(one: Counts, other: Counts) -> Counts {
    (
        one.0 + other.0,
        one.1 + other.1,
        one.2 + other.2,
        one.3 + other.3,
        one.4 + other.4,
        one.5 + other.5,
        one.6 + other.6,
        one.7 + other.7,
        one.8 + other.8,
    )
}

fn outcome(network: &Network, sets: &[&str], judge: impl FnOnce(&Corridor, &Outcome)) {
    let corridor = network.open(sets);
    let mut simulator = Simulator::new(&corridor);
    judge(&corridor, simulator.replicate(SEED, 0));
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn books_balance(network in networks(Kind::Endless)) {
        let corridor = network.open(&[]);
        let mut simulator = Simulator::new(&corridor);
        for number in 0..2 {
            balances(&corridor, simulator.replicate(SEED, number));
        }
    }

    /// A warm-up cuts a replication in two and changes neither part: what is counted before and
    /// after the cut adds up to the whole, to the unit, the millionth of a dollar and the
    /// consignment-millisecond. (Months of demand are laid out up to the horizon, so the part
    /// before the cut has to be the same replication: random corridors cut at whole days do.)
    #[test]
    fn a_warm_up_only_cuts(network in networks(Kind::Endless)) {
        let mut whole = Vec::new();
        let mut levels = Vec::new();
        let mut horizon = 0.0;
        outcome(&network, &[], |corridor, outcome| {
            whole.extend(outcome.cells.iter().map(counts));
            levels.extend(outcome.resources.iter().map(|seen| [seen.utilisation, seen.mean_queue]));
            horizon = corridor.horizon.as_days();
        });
        let projects = network.text.contains("projects: {");
        let cut = (horizon / 3.0).floor();
        let mut before = Vec::new();
        let mut early = Vec::new();
        outcome(&network, &[&format!("horizon={cut} d")], |_, outcome| {
            before.extend(outcome.cells.iter().map(counts));
            early.extend(outcome.resources.iter().map(|seen| [seen.utilisation, seen.mean_queue]));
        });
        outcome(&network, &[&format!("warm_up={cut} d")], |corridor, outcome| {
            for ((whole, before), after) in whole.iter().zip(before).zip(&outcome.cells) {
                assert_eq!(*whole, sum(before, counts(after)));
            }
            let names = resources(corridor);
            for (((whole, early), late), name) in
                levels.iter().zip(&early).zip(&outcome.resources).zip(&names)
            {
                for (place, late) in [late.utilisation, late.mean_queue].into_iter().enumerate() {
                    let (Some(whole), Some(early), Some(late)) = (whole[place], early[place], late) else {
                        continue;
                    };
                    if place == 0 && projects {
                        // Of more or fewer units, the whole lies between its parts.
                        let (least, most) = (early.min(late) - 1e-9, early.max(late) + 1e-9);
                        assert!((least..=most).contains(&whole), "{name:?}: {whole} of {early} and {late}");
                        continue;
                    }
                    let parts = (early * cut + late * (horizon - cut)) / horizon;
                    assert!((whole - parts).abs() <= 1e-9 * whole.max(1.0), "{name:?}: {whole}, not {parts}");
                }
            }
        });
    }
}
