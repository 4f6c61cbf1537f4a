//! A08, too: the hours of vehicles.
//!
//! From when a vehicle is ready to leave until it is done, with goods or empty, its hours are booked without a
//! gap: they sum to that time, those moving are those on links, and what its lots take over is what was booked on
//! it. And nobody waits for what the scenario does not have.

use super::facts::Facts;
use super::finding::{Findings, Rule};
use super::haulage::couples;
use super::record::{Kind, Record};
use std::collections::{BTreeMap, HashMap, HashSet};

type Causes = BTreeMap<String, u64>;

/// A trip of a vehicle.
#[derive(Debug, Default)]
struct Trip {
    /// When it was ready to leave; nothing before.
    ready: Option<u64>,
    /// What was booked on it.
    booked: Causes,
    /// What it did, by what its records say.
    done: Causes,
    /// When it entered the link that it is on.
    entered: u64,
    /// What it waits for, since when.
    waits: HashMap<String, u64>,
    /// Whether it is over: what follows is of the next.
    over: bool,
}

impl Trip {
    fn does(&mut self, cause: &str, span: u64) {
        *self.done.entry(cause.to_owned()).or_default() += span;
    }
}

/// What a lot takes over from its vehicle, and has not yet.
#[derive(Debug)]
struct TakingOver {
    line: u64,
    lot: String,
    vehicle: String,
    due: Causes,
    taken: Causes,
}

#[derive(Debug, Default)]
pub(super) struct Trips {
    trips: HashMap<String, Trip>,
    /// Vehicles with lots aboard, none of which has come off yet.
    loading: HashSet<String>,
    taking_over: Option<TakingOver>,
}

impl Trips {
    pub(super) fn see(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let takes_over = record.kind == Kind::Book && record.of() == "trip";
        if self.taking_over.as_ref().is_some_and(|taking| !takes_over || record.lot() != taking.lot) {
            self.taken_over(findings);
        }
        match record.kind {
            Kind::Board => self.board(record),
            Kind::Alight => self.alight(line, record, findings),
            Kind::Book if takes_over => {
                if let Some(taking) = &mut self.taking_over {
                    *taking.taken.entry(cause_of(record)).or_default() += record.span();
                }
            }
            Kind::Book if record.of() == "split" => {}
            Kind::Book => self.book(line, record, facts, findings),
            _ if record.lot.is_some() || record.is_part() => {}
            Kind::Depart => drop(self.trip(record).ready.get_or_insert(record.ms)),
            Kind::Enter => self.trip(record).entered = record.ms,
            Kind::Leave => {
                let trip = self.trip(record);
                let passage = record.ms.saturating_sub(trip.entered);
                trip.does("moving", passage);
            }
            Kind::Begin if ["divide", "join"].contains(&record.of()) => {
                self.trip(record).does("handling", record.span());
            }
            // What it waits for to load is no part of a trip.
            Kind::Wait if record.of().is_empty() => {
                let resource = record.resource().to_owned();
                self.trip(record).waits.insert(resource, record.ms);
            }
            Kind::Seize => self.seize(record),
            Kind::Arrive if record.of().is_empty() => self.end(line, record, findings),
            _ => {}
        }
    }

    /// The trip that a vehicle is on, or sets out for.
    fn trip(&mut self, record: &Record) -> &mut Trip {
        let trip = self.trips.entry(record.vehicle().to_owned()).or_default();
        if trip.over {
            *trip = Trip::default();
        }
        trip
    }

    /// The first lot that comes aboard begins a trip.
    fn board(&mut self, record: &Record) {
        let vehicle = record.vehicle();
        if self.loading.insert(vehicle.to_owned()) {
            self.trips.insert(vehicle.to_owned(), Trip::default());
        }
    }

    fn book(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let cause = cause_of(record);
        let known = facts.can_be.known(record.resource(), &cause) || record.of() == "slow";
        findings.hold(Rule::Hours, line, known, || {
            let at = if record.resource().is_empty() { "anywhere" } else { record.resource() };
            (
                format!("`{}` loses {} ms to {cause}", record.holder(), record.span()),
                format!("no {cause} at {at}, by the scenario"),
            )
        });
        if record.lot.is_some() {
            return;
        }
        let stands = cause == "breakdown" && record.resource().starts_with("link:");
        let slow = record.of() == "slow";
        let trip = self.trip(record);
        trip.ready.get_or_insert(record.ms);
        // It has got one, or a project has changed who hauls it.
        if cause == "locomotive"
            && let Some(since) = trip.waits.remove(record.resource())
        {
            trip.does("locomotive", record.ms.saturating_sub(since));
        }
        *trip.booked.entry(cause).or_default() += record.span();
        // On its link, and not moving.
        if stands || slow {
            trip.done
                .entry("standing".to_owned())
                .and_modify(|sum| *sum += record.span())
                .or_insert(record.span());
        }
    }

    /// A wait for a berth or a locomotive has ended.
    fn seize(&mut self, record: &Record) {
        let cause = match record.resource() {
            berth if berth.starts_with("berth:") => "berth",
            _ if couples(record) => "locomotive",
            _ => return,
        };
        let trip = self.trip(record);
        if let Some(since) = trip.waits.remove(record.resource()) {
            trip.does(cause, record.ms.saturating_sub(since));
        }
    }

    fn alight(&mut self, line: u64, record: &Record, findings: &mut Findings) {
        let vehicle = record.vehicle().to_owned();
        if self.loading.remove(&vehicle) {
            self.end(line, record, findings);
        }
        let due = self.trips.get(&vehicle).map(|trip| trip.booked.clone()).unwrap_or_default();
        let lot = record.lot().to_owned();
        self.taking_over = Some(TakingOver { line, lot, vehicle, due, taken: Causes::new() });
    }

    /// A trip is over: its hours are all booked, and each as what it was.
    fn end(&mut self, line: u64, record: &Record, findings: &mut Findings) {
        let vehicle = record.vehicle();
        let Some(trip) = self.trips.get_mut(vehicle).filter(|trip| !trip.over) else { return };
        trip.over = true;
        let sum: u64 = trip.booked.values().sum();
        let took = record.ms.saturating_sub(trip.ready.unwrap_or(record.ms));
        findings.hold(Rule::Hours, line, sum == took, || {
            (format!("{sum} ms are booked on a trip of `{vehicle}`"), format!("{took} ms, which it took"))
        });
        let of = |causes: &Causes, cause: &str| causes.get(cause).copied().unwrap_or(0);
        let standing = of(&trip.done, "standing");
        for cause in ["moving", "berth", "locomotive", "handling"] {
            let booked = of(&trip.booked, cause);
            let done = of(&trip.done, cause).saturating_sub(if cause == "moving" { standing } else { 0 });
            findings.hold(Rule::Hours, line, booked == done, || {
                (format!("{booked} ms of {cause} are booked on a trip of `{vehicle}`"), format!("{done} ms"))
            });
        }
    }

    /// A lot has taken over the hours of its vehicle.
    fn taken_over(&mut self, findings: &mut Findings) {
        let Some(TakingOver { line, lot, vehicle, due, taken }) = self.taking_over.take() else { return };
        let differs = |cause: &&String| taken.get(*cause) != due.get(*cause);
        let wrong = taken.keys().chain(due.keys()).find(differs);
        findings.hold(Rule::Hours, line, wrong.is_none(), || {
            let cause = wrong.map(String::as_str).unwrap_or_default();
            let of = |causes: &Causes| causes.get(cause).copied().unwrap_or(0);
            (
                format!("`{lot}` takes over {} ms of {cause} from `{vehicle}`", of(&taken)),
                format!("{} ms, which were booked on that", of(&due)),
            )
        });
    }
}

fn cause_of(record: &Record) -> String {
    record.cause.clone().unwrap_or_default()
}
