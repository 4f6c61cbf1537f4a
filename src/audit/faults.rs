//! A03, too: what is broken does no work.
//!
//! The trace tells when one of several servers or tracks fails, as one unit that closes, and when it is
//! repaired. Who stands there keeps it, so what is held says nothing; but those at work at an instant and
//! those that are broken are together no more than there are. Wagons are at work in trains, and broken when they
//! have been set out; berths while somebody lies there.

use super::facts::Facts;
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use super::wagons::makes_up;
use std::collections::{BTreeMap, HashMap};

/// What one resource does.
#[derive(Debug, Default)]
struct Works {
    broken: u64,
    /// Pieces of work that have begun and not ended, by who is worked on.
    at_work: HashMap<String, u64>,
}

#[derive(Debug, Default)]
pub(super) struct Faults {
    works: HashMap<String, Works>,
    /// What has changed at this instant, and the line that told it.
    changed: BTreeMap<String, u64>,
    now: u64,
}

impl Faults {
    pub(super) fn see(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        if record.ms > self.now {
            self.settle(facts, findings);
            self.now = record.ms;
        }
        let resource = record.resource();
        if !facts.breaks(resource) {
            return;
        }
        let works = self.works.entry(resource.to_owned()).or_default();
        match record.kind {
            Kind::Close if is_fault(record) => works.broken += record.units(),
            Kind::Open if is_fault(record) => {
                let sound = record.units() <= works.broken;
                findings.hold(Rule::Capacity, line, sound, || {
                    (format!("a unit of `{resource}` is repaired"), "one that has failed".into())
                });
                works.broken = works.broken.saturating_sub(record.units());
            }
            Kind::Seize if makes_up(record) || resource.starts_with("berth:") => {
                works.at_work.insert(record.holder().to_owned(), record.units());
            }
            Kind::Release if makes_up(record) || resource.starts_with("berth:") => {
                works.at_work.remove(record.holder());
            }
            Kind::Begin => *works.at_work.entry(record.holder().to_owned()).or_default() += 1,
            Kind::End => {
                if let Some(at_work) = works.at_work.get_mut(record.holder()) {
                    *at_work = at_work.saturating_sub(1);
                }
            }
            _ => return,
        }
        self.changed.insert(resource.to_owned(), line);
    }

    /// All that happens at an instant has been told.
    fn settle(&mut self, facts: &Facts, findings: &mut Findings) {
        for (resource, line) in std::mem::take(&mut self.changed) {
            let fleet = resource.strip_prefix("fleet:").and_then(|fleet| facts.fleets.get(fleet));
            let most = facts.units_ever.get(&resource).copied().or(fleet.map(|fleet| fleet.ever));
            let Some((works, most)) = self.works.get(&resource).zip(most) else { continue };
            let at_work: u64 = works.at_work.values().sum();
            findings.hold(Rule::Capacity, line, at_work + works.broken <= most, || {
                let what = format!("{at_work} units of `{resource}` work and {} are broken", works.broken);
                (what, format!("at most {most} together"))
            });
        }
    }
}

/// Whether a record tells that single units fail or are repaired.
pub(super) fn is_fault(record: &Record) -> bool {
    let breaks = record.cause.as_deref() == Some("breakdown") && record.units.is_some();
    breaks && matches!(record.kind, Kind::Close | Kind::Open)
}
