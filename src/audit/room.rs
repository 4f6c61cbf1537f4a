//! A05: no vehicle carries more than it can.

use super::facts::Facts;
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use std::collections::HashMap;

#[derive(Debug, Default)]
pub(super) struct Room {
    /// Share of its room that each lot takes, by vehicle.
    aboard: HashMap<String, HashMap<String, f64>>,
}

impl Room {
    pub(super) fn see(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        match record.kind {
            Kind::Board => self.board(line, record, facts, findings),
            Kind::Alight => {
                if let Some(aboard) = self.aboard.get_mut(record.vehicle()) {
                    aboard.remove(record.lot());
                }
            }
            _ => {}
        }
    }

    fn board(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let (lot, vehicle) = (record.lot(), record.vehicle());
        let (Some((class, _)), Some(fleet)) = (facts.cargo_of(lot), facts.fleet_of(vehicle)) else { return };
        let most = fleet.carries.get(class).copied();
        findings.hold(Rule::Room, line, most.is_some(), || {
            (format!("`{vehicle}` takes `{class}` aboard"), "goods that its fleet carries".into())
        });
        let Some(most) = most else { return };
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
}
