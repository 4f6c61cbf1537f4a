//! A03: no more of anything is held than there is.

use super::facts::Facts;
use super::faults::is_fault;
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use super::scene::Scene;
use std::collections::HashMap;

#[derive(Debug, Default)]
pub(super) struct Capacity {
    /// Units held, by resource and holder.
    held: HashMap<String, HashMap<String, u64>>,
    /// Papers that are in line or with a clerk, by vehicle and office.
    papers: HashMap<(String, String), u64>,
    /// How many papers of each lot stand in line, by office: more than one where its way leads there again.
    handed_in: HashMap<(String, String), u64>,
    /// Units added by what opened, less those taken away by what closed, in part.
    changed: HashMap<String, i64>,
    /// What a lot gave back last for a part that is split off it.
    left: Option<(String, u64)>,
}

impl Capacity {
    pub(super) fn see(
        &mut self,
        line: u64,
        record: &Record,
        scene: &Scene,
        facts: &Facts,
        findings: &mut Findings,
    ) {
        if record.resource().starts_with("papers:") {
            self.paper(record);
        }
        match record.kind {
            Kind::Begin if record.lot.is_none() => self.papers_first(line, record, scene, facts, findings),
            // Locomotives and wagons are counted where they are.
            Kind::Seize | Kind::Release if record.resource().starts_with("fleet:") => {}
            Kind::Seize => {
                self.seize(line, record, facts, findings);
                self.as_large_as_it_is(line, record, scene, facts, findings);
            }
            Kind::Begin if record.lot.is_some() => self.at_work(line, record, facts, findings),
            Kind::Release => self.release(line, record, findings),
            Kind::Deliver | Kind::TurnAway => self.nothing_left(line, record, findings),
            // Who stands at what is broken keeps it.
            _ if is_fault(record) => {}
            Kind::Open | Kind::Close if record.units.is_some() && !record.is_slow() => {
                let units = i64::try_from(record.units()).unwrap_or(i64::MAX);
                let signed = if record.kind == Kind::Open { units } else { -units };
                *self.changed.entry(record.resource().to_owned()).or_default() += signed;
            }
            _ => {}
        }
    }

    fn seize(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let resource = record.resource();
        let holders = self.held.entry(resource.to_owned()).or_default();
        *holders.entry(record.holder().to_owned()).or_default() += record.units();
        let held: u64 = holders.values().sum();
        if record.of() == "split" {
            return self.split(line, record, findings);
        }
        let Some(&most) = facts.capacity.get(resource) else {
            return findings.skip(format!("the size of `{resource}` is not read from the scenario"));
        };
        let most = most.saturating_add_signed(self.changed.get(resource).copied().unwrap_or(0));
        findings.hold(Rule::Capacity, line, held <= most, || {
            (format!("{held} units of `{resource}` are held"), format!("at most {most}"))
        });
    }

    /// A part takes over what the whole has left to it, even where there is less by now than is held.
    fn split(&mut self, line: u64, record: &Record, findings: &mut Findings) {
        let left = self.left.take().filter(|(resource, _)| resource == record.resource());
        let left = left.map_or(0, |(_, units)| units);
        findings.hold(Rule::Capacity, line, record.units() == left, || {
            let what = format!("a part takes {} units of `{}`", record.units(), record.resource());
            (what, format!("{left}, which the whole has left to it"))
        });
    }

    /// Papers are handed in, taken on or cleared.
    fn paper(&mut self, record: &Record) {
        let office = record.resource().to_owned();
        let of_lot = (record.lot().to_owned(), office.clone());
        let in_hand = self.papers.entry((record.vehicle().to_owned(), office)).or_default();
        match record.kind {
            Kind::Wait => {
                *self.handed_in.entry(of_lot).or_default() += 1;
                *in_hand += 1;
            }
            // What did not wait is handed in and taken on at once.
            Kind::Seize => match self.handed_in.get_mut(&of_lot).filter(|waiting| **waiting > 0) {
                Some(waiting) => *waiting -= 1,
                None => *in_hand += 1,
            },
            Kind::Release => *in_hand = in_hand.saturating_sub(1),
            _ => {}
        }
    }

    /// No agency begins before all papers of a vehicle are cleared.
    fn papers_first(
        &self,
        line: u64,
        record: &Record,
        scene: &Scene,
        facts: &Facts,
        findings: &mut Findings,
    ) {
        let Some(agency) = record.resource().strip_prefix("border:") else { return };
        let service = scene.trip(record.vehicle()).and_then(|trip| facts.services.get(&trip.service));
        let crossings = service.map(|service| service.crossings.as_slice()).unwrap_or_default();
        let here = |name: &&String| {
            agency.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        // Where a way passes a crossing twice, papers may be for the second time.
        let mut met = crossings.iter().filter(here);
        let (Some(name), None) = (met.next(), met.next()) else { return };
        let key = (record.vehicle().to_owned(), format!("papers:{name}"));
        let left = self.papers.get(&key).copied().unwrap_or(0);
        findings.hold(Rule::Capacity, line, left == 0, || {
            let what =
                format!("`{}` is worked at, and {left} of its papers are not cleared", record.vehicle());
            (what, "cleared before".into())
        });
    }

    /// A lot takes as many places in a store as its load units do, or all of them.
    fn as_large_as_it_is(
        &self,
        line: u64,
        record: &Record,
        scene: &Scene,
        facts: &Facts,
        findings: &mut Findings,
    ) {
        // A part that is split off keeps its part of the places.
        if record.of() == "split" {
            return;
        }
        let Some((terminal, store)) =
            record.resource().strip_prefix("store:").and_then(|it| it.split_once('/'))
        else {
            return;
        };
        let Some((class, _)) = facts.cargo_of(record.lot()) else { return };
        let use_of = facts.terminals.get(terminal).and_then(|terminal| terminal.stores.get(class));
        let Some(places) = use_of.filter(|it| it.name == store).and_then(|it| it.places) else {
            return findings.skip(format!("places that `{class}` takes in `{}`", record.resource()));
        };
        let (Some(lot), Some(&most)) = (scene.lot(record.lot()), facts.capacity.get(record.resource()))
        else {
            return;
        };
        let due = places.saturating_mul(lot.units).min(most);
        findings.hold(Rule::Capacity, line, record.units() == due, || {
            (format!("`{}` takes {} places in `{store}`", record.lot(), record.units()), format!("{due}"))
        });
    }

    /// No more machines work on a lot together than the step says.
    fn at_work(&self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let Some((terminal, _)) =
            record.resource().strip_prefix("equipment:").and_then(|it| it.split_once('/'))
        else {
            return;
        };
        let Some((class, _)) = facts.cargo_of(record.lot()) else { return };
        let Some(terminal) = facts.terminals.get(terminal) else { return };
        let step = (class.to_owned(), record.of().to_owned());
        let most = terminal.together.get(&step).copied().unwrap_or(1);
        let holders = self.held.get(record.resource());
        let held = holders.and_then(|holders| holders.get(record.lot())).copied().unwrap_or(0);
        findings.hold(Rule::Capacity, line, (1..=most).contains(&held), || {
            let what = format!("{held} units of `{}` work on `{}`", record.resource(), record.lot());
            (what, format!("at most {most}"))
        });
    }

    fn release(&mut self, line: u64, record: &Record, findings: &mut Findings) {
        if record.of() == "split" {
            self.left = Some((record.resource().to_owned(), record.units()));
        }
        let holders = self.held.entry(record.resource().to_owned()).or_default();
        let held = holders.get(record.holder()).copied().unwrap_or(0);
        findings.hold(Rule::Capacity, line, record.units() <= held, || {
            let what = format!(
                "`{}` gives back {} units of `{}`",
                record.holder(),
                record.units(),
                record.resource()
            );
            (what, format!("at most {held}, which it holds"))
        });
        match held.saturating_sub(record.units()) {
            0 => drop(holders.remove(record.holder())),
            rest => drop(holders.insert(record.holder().to_owned(), rest)),
        }
    }

    fn nothing_left(&self, line: u64, record: &Record, findings: &mut Findings) {
        let lot = record.lot();
        let still = self.held.iter().find(|(_, holders)| holders.contains_key(lot));
        findings.hold(Rule::Capacity, line, still.is_none(), || {
            let resource = still.map(|(resource, _)| resource.as_str()).unwrap_or_default();
            (format!("`{lot}` is gone and holds `{resource}`"), "released before".into())
        });
    }
}
