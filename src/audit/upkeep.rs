//! A03, too: vehicles, machines and servers in maintenance do nothing new.
//!
//! Who is at work when maintenance begins ends that first, so only what begins afterwards is counted:
//! machines and servers that are taken while it lasts, and vehicles that have come empty meanwhile and load again.
//! Where a project changes the scenario while it lasts, it is counted anew.

use super::facts::Facts;
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use super::scene::Scene;
use std::collections::HashMap;

#[derive(Debug, Default)]
pub(super) struct Upkeep {
    /// What has begun, by who is maintained and the place in its list.
    begun: HashMap<(String, usize), Begun>,
}

/// What has begun since a maintenance did.
#[derive(Debug, Default)]
struct Begun {
    /// Which year's it is, and of which scenario.
    year: i16,
    since: u64,
    /// Machines by the lot that holds them; vehicles that have come empty, 1 if they have loaded since.
    at_work: HashMap<String, u64>,
}

/// What a record tells of those who may be in maintenance.
#[derive(Clone, Copy)]
enum Change {
    Takes(u64),
    GivesBack,
    ComesEmpty,
    Loads,
}

impl Upkeep {
    pub(super) fn see(
        &mut self,
        line: u64,
        record: &Record,
        scene: &Scene,
        facts: &Facts,
        findings: &mut Findings,
    ) {
        let Some(change) = Change::of(record, scene) else { return };
        let (what, who, there) = match change {
            Change::Takes(_) | Change::GivesBack => {
                let pool = record.resource();
                (pool.to_owned(), record.holder(), facts.units_ever.get(pool).copied())
            }
            Change::ComesEmpty | Change::Loads => {
                let fleet = record.vehicle().rsplit_once('#').map_or("", |(fleet, _)| fleet);
                (format!("fleet:{fleet}"), record.vehicle(), facts.fleets.get(fleet).map(|fleet| fleet.ever))
            }
        };
        let (Some(all), Some(there)) = (facts.maintenance.get(&what), there) else { return };
        for (place, away) in all.iter().enumerate() {
            let Some(year) = away.window.at(i64::try_from(record.ms).unwrap_or(i64::MAX)) else { continue };
            let begun = self.begun.entry((what.clone(), place)).or_default();
            if (begun.year, begun.since) != (year, facts.since) {
                *begun = Begun { year, since: facts.since, ..Begun::default() };
            }
            begun.see(who, change);
            let at_work: u64 = begun.at_work.values().sum();
            let most = there.saturating_sub(away.units.unwrap_or(there));
            findings.hold(Rule::Capacity, line, at_work <= most, || {
                let what = format!("{at_work} units of `{what}` have begun something during maintenance");
                (what, format!("at most {most}"))
            });
        }
    }
}

impl Change {
    fn of(record: &Record, scene: &Scene) -> Option<Self> {
        let aboard = || scene.trip(record.vehicle()).map_or(0, |trip| trip.aboard.len());
        match record.kind {
            Kind::Seize if is_taken(record) => Some(Self::Takes(record.units())),
            Kind::Release if is_taken(record) => Some(Self::GivesBack),
            // The last one that was aboard.
            Kind::Alight if aboard() <= 1 => Some(Self::ComesEmpty),
            Kind::Board => Some(Self::Loads),
            _ => None,
        }
    }
}

/// Whether a record is of machines or servers, which are taken and given back.
fn is_taken(record: &Record) -> bool {
    ["equipment:", "border:", "gauge:", "berth:"].iter().any(|kind| record.resource().starts_with(kind))
}

impl Begun {
    fn see(&mut self, who: &str, change: Change) {
        match change {
            Change::Takes(units) => *self.at_work.entry(who.to_owned()).or_default() += units,
            Change::GivesBack => drop(self.at_work.remove(who)),
            Change::ComesEmpty => drop(self.at_work.entry(who.to_owned()).or_default()),
            Change::Loads => {
                if let Some(again) = self.at_work.get_mut(who) {
                    *again = 1;
                }
            }
        }
    }
}
