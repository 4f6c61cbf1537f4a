//! A03, A05 and A07 of wagons: a train is made up of no more wagons than stand at its node, neither shorter nor
//! longer than the scenario says, and is taken apart where it is.

use super::facts::{Facts, Fleet};
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use std::collections::HashMap;

#[derive(Debug, Default)]
pub(super) struct Wagons {
    /// Wagons that stand at a node, by fleet and node.
    standing: HashMap<(String, String), u64>,
    /// The wagons of each train, and where it is when it is not under way.
    trains: HashMap<String, (u64, String)>,
}

/// Whether a train is made up of wagons, or taken apart: it holds vehicles of its own fleet.
pub(super) fn makes_up(record: &Record) -> bool {
    let fleet = record.vehicle().rsplit_once('#').map_or("", |(fleet, _)| fleet);
    record.lot.is_none() && record.of.is_none() && record.resource().strip_prefix("fleet:") == Some(fleet)
}

impl Wagons {
    /// The wagons of a train.
    pub(super) fn of(&self, train: &str) -> u64 {
        self.trains.get(train).map_or(1, |(wagons, _)| *wagons)
    }

    pub(super) fn see(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let Some(fleet) = facts.fleet_of(record.vehicle()) else { return };
        let Some(length) = fleet.in_trains else { return };
        match record.kind {
            Kind::Seize if makes_up(record) => {
                self.make_up(line, record, fleet, length, findings);
            }
            Kind::Release if makes_up(record) => self.take_apart(line, record, fleet, findings),
            Kind::Arrive | Kind::Call => {
                if let Some((_, node)) = self.trains.get_mut(record.vehicle()) {
                    record.place().clone_into(node);
                }
            }
            _ => {}
        }
    }

    /// Wagons that stand at a node; those that are everywhere at once stand at home.
    fn stand(&mut self, record: &Record, fleet: &Fleet) -> &mut u64 {
        let node = if fleet.at_once { fleet.home.as_str() } else { record.place() };
        let at_first = if node == fleet.home { fleet.ever } else { 0 };
        self.standing.entry((record.resource().to_owned(), node.to_owned())).or_insert(at_first)
    }

    fn make_up(
        &mut self,
        line: u64,
        record: &Record,
        fleet: &Fleet,
        [shortest, longest]: [u64; 2],
        findings: &mut Findings,
    ) {
        let units = record.units();
        findings.hold(Rule::Capacity, line, (shortest..=longest).contains(&units), || {
            (format!("`{}` has {units} wagons", record.vehicle()), format!("{shortest} to {longest}"))
        });
        let stand = self.stand(record, fleet);
        let there = *stand;
        *stand = there.saturating_sub(units);
        findings.hold(Rule::Capacity, line, units <= there, || {
            let what = format!("`{}` takes {units} wagons at `{}`", record.vehicle(), record.place());
            (what, format!("{there}, which stand there"))
        });
        let before = self.trains.insert(record.vehicle().to_owned(), (units, record.place().to_owned()));
        findings.hold(Rule::Place, line, before.is_none(), || {
            (format!("`{}` is made up again", record.vehicle()), "taken apart before".to_owned())
        });
    }

    fn take_apart(&mut self, line: u64, record: &Record, fleet: &Fleet, findings: &mut Findings) {
        let train = self.trains.remove(record.vehicle());
        let wagons = train.as_ref().map(|(wagons, _)| *wagons);
        findings.hold(Rule::Capacity, line, wagons == Some(record.units()), || {
            let what = format!("`{}` leaves {} wagons", record.vehicle(), record.units());
            (what, format!("{}, which it has", wagons.unwrap_or(0)))
        });
        let node = train.map(|(_, node)| node).unwrap_or_default();
        findings.hold(Rule::Place, line, fleet.at_once || node == record.place(), || {
            (format!("`{}` is taken apart at `{}`", record.vehicle(), record.place()), format!("at `{node}`"))
        });
        *self.stand(record, fleet) += record.units();
    }
}
