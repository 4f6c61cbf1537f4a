//! A08: the hours of each lot sum to its time in the corridor, to the millisecond, and those that
//! can be told from where it was (moving, handling, documents) are what was booked.

use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use super::scene::Scene;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Causes that pass on vehicles and in work alone; others also pass while waiting in yards.
const CAUSES: [&str; 9] = [
    "moving",
    "handling",
    "documents",
    "path",
    "customs",
    "inspection",
    "gauge_change",
    "berth",
    "locomotive",
];

type Causes = BTreeMap<String, u64>;

#[derive(Debug, Default)]
pub(super) struct Ledger {
    booked: HashMap<String, Causes>,
    /// What was booked on each vehicle since it left.
    trips: HashMap<String, Causes>,
    /// What each lot did, by what its records say.
    done: HashMap<String, Causes>,
    /// When each vehicle entered the link that it is on, and its time on links since it left.
    on_links: HashMap<String, (u64, u64)>,
    /// Time that each vehicle stood broken down on links since it left.
    stood: HashMap<String, u64>,
    /// Time that each vehicle lost to weather on links since it left.
    lost: HashMap<String, u64>,
    /// Vehicles with lots aboard, none of which has come off yet.
    loading: HashSet<String>,
}

impl Ledger {
    pub(super) fn see(&mut self, line: u64, record: &Record, scene: &Scene, findings: &mut Findings) {
        if record.is_part() {
            return;
        }
        match record.kind {
            Kind::Book => self.book(record),
            Kind::Board => self.board(record),
            Kind::Enter | Kind::Leave if record.lot.is_some() => {}
            Kind::Enter => self.on_links.entry(record.vehicle().to_owned()).or_default().0 = record.ms,
            Kind::Leave => {
                let (entered, sum) = self.on_links.entry(record.vehicle().to_owned()).or_default();
                *sum += record.ms.saturating_sub(*entered);
            }
            Kind::Alight => self.alight(record),
            // Papers at a border crossing are the vehicle's wait.
            Kind::Begin if record.lot.is_some() && !record.resource().starts_with("papers:") => {
                let cause = if record.of() == "formalities" { "documents" } else { "handling" };
                *self.done_by(record.lot()).entry(cause.to_owned()).or_default() += record.span();
            }
            Kind::Split => {
                let whole = self.done.get(record.of()).cloned().unwrap_or_default();
                self.done.insert(record.lot().to_owned(), whole);
            }
            Kind::Deliver => self.deliver(line, record, scene, findings),
            Kind::TurnAway => self.forget(record.lot()),
            _ => {}
        }
    }

    /// The first lot that comes aboard begins a trip.
    fn board(&mut self, record: &Record) {
        let vehicle = record.vehicle();
        if self.loading.insert(vehicle.to_owned()) {
            self.trips.insert(vehicle.to_owned(), Causes::new());
            self.on_links.insert(vehicle.to_owned(), (record.ms, 0));
            self.stood.remove(vehicle);
            self.lost.remove(vehicle);
        }
    }

    fn book(&mut self, record: &Record) {
        let cause = record.cause.clone().unwrap_or_default();
        if record.lot.is_none() && cause == "breakdown" && record.resource().starts_with("link:") {
            *self.stood.entry(record.vehicle().to_owned()).or_default() += record.span();
        }
        if record.lot.is_none() && cause == "weather" && record.of() == "slow" {
            *self.lost.entry(record.vehicle().to_owned()).or_default() += record.span();
        }
        let book = match &record.lot {
            Some(lot) => self.booked.entry(lot.clone()),
            None => self.trips.entry(record.vehicle().to_owned()),
        };
        *book.or_default().entry(cause).or_default() += record.span();
    }

    /// What a lot did in a pipeline.
    pub(super) fn flows(&mut self, flow: &super::pipe::Done) {
        let done = self.done_by(&flow.lot);
        *done.entry("moving".to_owned()).or_default() += flow.moving;
        *done.entry("path".to_owned()).or_default() += flow.path;
    }

    fn done_by(&mut self, lot: &str) -> &mut Causes {
        self.done.entry(lot.to_owned()).or_default()
    }

    /// A lot takes over what its vehicle did, and what was booked on that.
    fn alight(&mut self, record: &Record) {
        let vehicle = record.vehicle();
        self.loading.remove(vehicle);
        let on_links = self.on_links.get(vehicle).map_or(0, |(_, sum)| *sum);
        let [stood, lost] = [&self.stood, &self.lost].map(|of| of.get(vehicle).copied().unwrap_or(0));
        let moving = on_links.saturating_sub(stood.saturating_add(lost));
        let mut trip = self.trips.get(vehicle).cloned().unwrap_or_default();
        trip.insert("moving".to_owned(), moving);
        let done = self.done_by(record.lot());
        for (cause, span) in trip {
            *done.entry(cause).or_default() += span;
        }
    }

    fn deliver(&mut self, line: u64, record: &Record, scene: &Scene, findings: &mut Findings) {
        let lot = record.lot();
        let booked = self.booked.get(lot).cloned().unwrap_or_default();
        let Some(appeared) = scene.lot(lot).map(|lot| lot.appeared) else { return };
        let transit = record.ms.saturating_sub(appeared);
        let sum: u64 = booked.values().sum();
        findings.hold(Rule::Hours, line, sum == transit, || {
            (format!("{sum} ms are booked on `{lot}`"), format!("{transit} ms, its time in the corridor"))
        });
        findings.hold(Rule::Hours, line, record.span() == transit, || {
            (format!("`{lot}` is delivered after {} ms", record.span()), format!("{transit} ms"))
        });
        let done = self.done.get(lot).cloned().unwrap_or_default();
        for cause in CAUSES {
            let [booked, done] = [&booked, &done].map(|of| of.get(cause).copied().unwrap_or(0));
            findings.hold(Rule::Hours, line, booked == done, || {
                (format!("{booked} ms of {cause} are booked on `{lot}`"), format!("{done} ms"))
            });
        }
        self.forget(lot);
    }

    fn forget(&mut self, lot: &str) {
        self.booked.remove(lot);
        self.done.remove(lot);
    }
}
