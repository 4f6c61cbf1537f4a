//! A03 and A07 of locomotives: no more of them haul than there are, none hauls two vehicles, and vehicles are hauled
//! where the scenario says so, and by whom it says.

use super::facts::Facts;
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use std::collections::{HashMap, HashSet};

#[derive(Debug, Default)]
pub(super) struct Haulage {
    /// The locomotive before each vehicle that has one.
    before: HashMap<String, String>,
    /// When each vehicle has set out, or has last taken a locomotive.
    since: HashMap<String, u64>,
    /// Who goes without since then.
    alone: HashSet<String>,
    /// When locomotives and vehicles that are turned round will be at hand again.
    at_hand: HashMap<String, u64>,
}

/// Whether a locomotive comes before a vehicle or leaves it: a vehicle holds one of a fleet.
pub(super) fn couples(record: &Record) -> bool {
    let holds = matches!(record.kind, Kind::Seize | Kind::Release);
    holds && record.lot.is_none() && record.of.is_some() && record.resource().starts_with("fleet:")
}

impl Haulage {
    pub(super) fn see(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        match record.kind {
            Kind::Seize if couples(record) => self.couple(line, record, facts, findings),
            Kind::Release if couples(record) => {
                let engine = self.before.remove(record.vehicle());
                let sound = engine.as_deref() == Some(record.of());
                findings.hold(Rule::Place, line, sound, || {
                    let engine = engine.unwrap_or_else(|| "no locomotive".to_owned());
                    let what = format!("`{}` leaves `{}`", record.of(), record.vehicle());
                    (what, format!("`{engine}`, which is before it"))
                });
            }
            Kind::Begin if record.of() == "turn_round" => {
                let ready = record.ms.saturating_add(record.span());
                self.at_hand.insert(record.vehicle().to_owned(), ready);
            }
            Kind::Call | Kind::Depart => {
                self.since.insert(record.vehicle().to_owned(), record.ms);
                self.alone.insert(record.vehicle().to_owned());
                self.ready(line, record.vehicle(), record.ms, findings);
            }
            Kind::Enter => self.hauled(line, record, facts, findings),
            _ => {}
        }
    }

    fn couple(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let (train, engine) = (record.vehicle(), record.of());
        self.ready(line, engine, record.ms, findings);
        self.since.insert(train.to_owned(), record.ms);
        self.alone.remove(train);
        let other = self.before.iter().find(|(other, by)| *by == engine && *other != train);
        findings.hold(Rule::Place, line, other.is_none(), || {
            let other = other.map(|(other, _)| other.as_str()).unwrap_or_default();
            (format!("`{engine}` hauls `{train}` and `{other}`"), "one at a time".to_owned())
        });
        let fleet = engine.rsplit_once('#').map_or(engine, |(fleet, _)| fleet);
        findings.hold(Rule::Place, line, record.resource().strip_prefix("fleet:") == Some(fleet), || {
            (format!("`{engine}` hauls `{train}`"), format!("one of `{}`", record.resource()))
        });
        if let Some(before) = self.before.insert(train.to_owned(), engine.to_owned()) {
            findings.hold(Rule::Place, line, false, || {
                (format!("`{engine}` hauls `{train}`"), format!("`{before}`, which is before it"))
            });
        }
        let of_fleet = |by: &&String| by.rsplit_once('#').is_some_and(|(of, _)| of == fleet);
        let hauling = self.before.values().filter(of_fleet).count() as u64;
        let most = facts.fleets.get(fleet).map_or(0, |fleet| fleet.ever);
        let number = engine.rsplit_once('#').and_then(|(_, number)| number.parse::<u64>().ok());
        let known = number.is_some_and(|number| (1..=most).contains(&number));
        findings.hold(Rule::Capacity, line, hauling <= most && known, || {
            (format!("{hauling} of `{fleet}` haul, `{engine}` among them"), format!("at most {most}"))
        });
    }

    /// Nobody is used before it has been turned round.
    fn ready(&self, line: u64, who: &str, ms: u64, findings: &mut Findings) {
        let Some(&ready) = self.at_hand.get(who) else { return };
        findings.hold(Rule::Place, line, ms >= ready, || {
            (format!("`{who}` is used while it is turned round"), format!("not before {ready} ms"))
        });
    }

    /// A vehicle enters a link behind whom the scenario says.
    fn hauled(&self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let link = record.resource().trim_start_matches("link:");
        let due = facts.hauler(record.vehicle(), link);
        let by = self.before.get(record.vehicle());
        let is = by.map(|engine| engine.rsplit_once('#').map_or(engine.as_str(), |(fleet, _)| fleet));
        if due.is_none() && is.is_none() {
            return;
        }
        // Before a project changed who hauls: who has taken a locomotive, or has set out without, goes on so.
        let begun = self.since.get(record.vehicle()).is_some_and(|&ms| ms <= facts.since);
        let goes_on = facts.since > 0 && begun && is.is_none() == self.alone.contains(record.vehicle());
        findings.hold(Rule::Place, line, is == due || goes_on, || {
            let words =
                |fleet: Option<&str>| fleet.map_or("none".to_owned(), |fleet| format!("one of `{fleet}`"));
            let what = format!("`{}` enters `{link}` behind {}", record.vehicle(), words(is));
            (what, format!("{} as locomotive", words(due)))
        });
    }
}
