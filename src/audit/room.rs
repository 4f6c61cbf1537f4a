//! A05: no vehicle carries more than it can, by its room and by the water under its keel.

use super::facts::{Facts, Fleet};
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use super::wagons::Wagons;
use std::collections::HashMap;

#[derive(Debug, Default)]
pub(super) struct Room {
    /// Share of its room that each lot takes, by vehicle.
    aboard: HashMap<String, HashMap<String, f64>>,
    /// Ships with a draught.
    ships: HashMap<String, Ship>,
}

/// A ship that was called.
#[derive(Debug, Default)]
struct Ship {
    service: String,
    /// Whether it has not left since.
    called: bool,
    /// The most that it can load (t), as the water stood when it began, and what rounding may hide of it.
    most: (f64, f64),
    /// What each lot aboard weighs (t).
    aboard: HashMap<String, f64>,
}

impl Room {
    pub(super) fn see(
        &mut self,
        line: u64,
        record: &Record,
        wagons: &Wagons,
        facts: &Facts,
        findings: &mut Findings,
    ) {
        match record.kind {
            Kind::Board => {
                self.board(line, record, wagons, facts, findings);
                self.weigh(line, record, facts, findings);
            }
            Kind::Alight => {
                if let Some(aboard) = self.aboard.get_mut(record.vehicle()) {
                    aboard.remove(record.lot());
                }
                if let Some(ship) = self.ships.get_mut(record.vehicle()) {
                    ship.aboard.remove(record.lot());
                }
            }
            Kind::Call | Kind::Seize | Kind::Depart => self.sound(record, facts),
            _ => {}
        }
    }

    /// A ship that is called begins to load at once, or when it gets the berth that it waits for.
    fn sound(&mut self, record: &Record, facts: &Facts) {
        let Some(fleet) = facts.fleet_of(record.vehicle()) else { return };
        let Some(draught) = &fleet.draught else { return };
        let ship = self.ships.entry(record.vehicle().to_owned()).or_default();
        match record.kind {
            Kind::Call => {
                record.of().clone_into(&mut ship.service);
                ship.called = true;
            }
            Kind::Seize if ship.called && record.resource().starts_with("berth:") => {}
            Kind::Depart => {
                ship.called = false;
                return;
            }
            _ => return,
        }
        let Some(service) = facts.services.get(&ship.service) else { return };
        let berths = [&service.from, &service.to].map(|node| facts.berth_at(node, record.vehicle()));
        let depths = berths.iter().flatten().filter_map(|berth| facts.waters.depth(berth, record.ms));
        let heaviest = fleet.carries.iter().map(|(class, most)| most * tonnes(class, fleet, facts));
        ship.most = draught.most(depths.reduce(f64::min), heaviest.fold(0.0, f64::max));
    }

    fn board(&mut self, line: u64, record: &Record, wagons: &Wagons, facts: &Facts, findings: &mut Findings) {
        let (lot, vehicle) = (record.lot(), record.vehicle());
        let (Some((class, _)), Some(fleet)) = (facts.cargo_of(lot), facts.fleet_of(vehicle)) else { return };
        let most = fleet.carries.get(class).copied();
        findings.hold(Rule::Room, line, most.is_some(), || {
            (format!("`{vehicle}` takes `{class}` aboard"), "goods that its fleet carries".into())
        });
        let Some(most) = most.map(|most| most * wagons.of(vehicle) as f64) else { return };
        let aboard = self.aboard.entry(vehicle.to_owned()).or_default();
        aboard.insert(lot.to_owned(), record.units() as f64 / most);
        let taken: f64 = aboard.values().sum();
        findings.hold(Rule::Room, line, taken <= 1.0 + 1e-9, || {
            let what =
                format!("`{vehicle}` is {:.1} % full with {} load units more", taken * 100.0, record.units());
            let free = (1.0 - taken) * most + record.units() as f64;
            (what, format!("at most {} of them", free.max(0.0).floor()))
        });
    }

    fn weigh(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let (lot, vehicle) = (record.lot(), record.vehicle());
        let (Some((class, _)), Some(fleet)) = (facts.cargo_of(lot), facts.fleet_of(vehicle)) else { return };
        if fleet.draught.is_none() {
            return;
        }
        let ship = self.ships.entry(vehicle.to_owned()).or_default();
        ship.aboard.insert(lot.to_owned(), record.units() as f64 * tonnes(class, fleet, facts));
        let load: f64 = ship.aboard.values().sum();
        let (most, hidden) = ship.most;
        findings.hold(Rule::Room, line, load <= most + hidden, || {
            let what = format!("`{vehicle}` has {load:.3} t aboard with {} load units more", record.units());
            (what, format!("at most {most:.3} t, by the depth of its berths when it began to load"))
        });
    }
}

/// What a load unit of a class weighs aboard a ship of a fleet (t).
fn tonnes(class: &str, fleet: &Fleet, facts: &Facts) -> f64 {
    let net = facts.cargo.get(class).map_or(0.0, |cargo| cargo.tonnes);
    fleet.draught.as_ref().map_or(net, |draught| draught.mass(class, net))
}
