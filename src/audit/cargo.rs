//! A02: no cargo comes from nowhere or gets lost.

use super::facts::Facts;
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use std::collections::HashMap;

#[derive(Debug, Default)]
pub(super) struct Cargo {
    /// Load units of the lots in the corridor.
    lots: HashMap<String, u64>,
    /// Consignments that have appeared, by stream.
    appeared: HashMap<String, u64>,
}

impl Cargo {
    pub(super) fn see(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        match record.kind {
            Kind::Appear => self.appear(line, record, facts, findings),
            Kind::Split => self.split(line, record, findings),
            Kind::Deliver | Kind::TurnAway => self.end_of_lot(line, record, facts, findings),
            Kind::Horizon => self.horizon(line, record, findings),
            Kind::Board | Kind::Alight => {
                self.there(line, record, findings);
                self.whole(line, record, findings);
            }
            Kind::Enter | Kind::Leave if record.lot.is_some() => {
                self.there(line, record, findings);
                self.whole(line, record, findings);
            }
            _ => self.there(line, record, findings),
        }
    }

    fn appear(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let lot = record.lot();
        let (stream, number) = lot.rsplit_once('#').unwrap_or((lot, ""));
        let next = self.appeared.entry(stream.to_owned()).or_default();
        *next += 1;
        findings.hold(Rule::Cargo, line, number == next.to_string(), || {
            (format!("`{lot}` appears out of turn"), format!("`{stream}#{next}`"))
        });
        let units = record.units();
        findings.hold(Rule::Cargo, line, units > 0, || {
            (format!("`{lot}` is empty"), "one load unit at least".into())
        });
        let from = facts.demand_of(lot).map(|demand| demand.from.as_str());
        findings.hold(Rule::Cargo, line, from.is_none_or(|from| from == record.place()), || {
            (format!("`{lot}` appears at `{}`", record.place()), format!("`{}`", from.unwrap_or_default()))
        });
        self.lots.insert(lot.to_owned(), units);
    }

    fn split(&mut self, line: u64, record: &Record, findings: &mut Findings) {
        let (whole, units) = (record.of(), record.units());
        let left = self.lots.get(whole).copied();
        findings.hold(Rule::Cargo, line, left.is_some_and(|left| units > 0 && units < left), || match left {
            Some(left) => {
                (format!("{units} load units are split off `{whole}`"), format!("between 1 and {}", left - 1))
            }
            None => (format!("`{whole}` is split and is not there"), "a lot in the corridor".into()),
        });
        if let Some(left) = self.lots.get_mut(whole) {
            *left = left.saturating_sub(units);
        }
        self.lots.insert(record.lot().to_owned(), units);
    }

    fn end_of_lot(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        self.there(line, record, findings);
        self.whole(line, record, findings);
        let lot = record.lot();
        if record.kind == Kind::Deliver
            && let Some(demand) = facts.demand_of(lot)
        {
            findings.hold(Rule::Cargo, line, demand.to == record.place(), || {
                (format!("`{lot}` is delivered at `{}`", record.place()), format!("`{}`", demand.to))
            });
        }
        self.lots.remove(lot);
    }

    /// A lot that something happens to is in the corridor.
    fn there(&self, line: u64, record: &Record, findings: &mut Findings) {
        let Some(lot) = &record.lot else { return };
        findings.hold(Rule::Cargo, line, self.lots.contains_key(lot), || {
            (
                format!("`{lot}` is not in the corridor"),
                "a lot that has appeared and not been delivered".into(),
            )
        });
    }

    /// It is all there.
    fn whole(&self, line: u64, record: &Record, findings: &mut Findings) {
        let lot = record.lot();
        let Some(&units) = self.lots.get(lot) else { return };
        findings.hold(Rule::Cargo, line, units == record.units(), || {
            (format!("`{lot}` has {} load units", record.units()), format!("{units}"))
        });
    }

    fn horizon(&self, line: u64, record: &Record, findings: &mut Findings) {
        let left: u64 = self.lots.values().sum();
        findings.hold(Rule::Cargo, line, record.units() == left, || {
            (format!("{} load units are under way at the horizon", record.units()), format!("{left}"))
        });
    }
}
