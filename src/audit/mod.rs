//! The auditor: holds the trace of a replication to the scenario, without the engine.
//!
//! It reads the text of the scenario and the trace, and nothing else. Of the program it uses only
//! [`scenario::text`](crate::scenario::text), which lays files together (`extends`, `remove`, `--set`)
//! into a tree of names and words and knows no meaning. Units, hours, prices, capacities and
//! places are read anew here; `sim`, `corridor`, `quantity`, `noise` and the rules of the language are
//! not used. What is wrong in the engine can therefore not be wrong here in the same way by being
//! the same code.

mod capacity;
mod cargo;
mod carriage;
mod closed;
mod dollars;
mod facts;
mod faults;
mod finding;
mod haulage;
mod hours;
mod ledger;
mod little;
mod order;
mod page;
mod parts;
mod path;
mod phases;
mod pipe;
mod place;
mod rates;
mod record;
mod room;
mod scene;
mod storms;
mod tariff;
mod trips;
mod under;
mod units;
mod upkeep;
mod wagons;
mod water;
mod window;

pub use finding::{Finding, Rule};
pub use little::Law;

use crate::scenario::text::{Sources, Tree};
use finding::Findings;
use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::rc::Rc;

/// What an audit came to.
#[derive(Debug)]
pub struct Report {
    /// Records that were read.
    pub records: u64,
    /// What cannot be, in the order of the trace; of each rule no more than the first twenty.
    pub findings: Vec<Finding>,
    /// How often each rule was broken.
    pub broken: BTreeMap<Rule, u64>,
    /// How many comparisons each rule made.
    pub checks: BTreeMap<Rule, u64>,
    /// What could not be compared, and how often.
    pub skipped: BTreeMap<String, u64>,
    /// Little's law in figures.
    pub laws: Vec<Law>,
}

impl Report {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.broken.is_empty()
    }
}

/// Holds a trace to a scenario; `None` if the scenario has no start or no horizon.
///
/// # Errors
/// What reading the trace says.
pub fn audit(scenario: &Tree, sources: &Sources, trace: impl BufRead) -> io::Result<Option<Report>> {
    let Some(phases) = phases::Phases::read(scenario, sources) else { return Ok(None) };
    let mut auditor = Auditor::default();
    record::read(trace, &mut |line, record| {
        let ms = record.as_ref().map_or(0, |record| record.ms);
        if let Some(facts) = phases.at(ms) {
            auditor.see(line, record, facts);
        }
    })?;
    Ok(Some(auditor.report(phases.horizon())))
}

/// All rules, each with what it remembers.
#[derive(Default)]
struct Auditor {
    scene: scene::Scene,
    order: order::Order,
    cargo: cargo::Cargo,
    capacity: capacity::Capacity,
    upkeep: upkeep::Upkeep,
    faults: faults::Faults,
    path: path::Path,
    room: room::Room,
    parts: parts::Parts,
    closed: closed::Closed,
    storms: storms::Storms,
    place: place::Place,
    haulage: haulage::Haulage,
    pipe: pipe::Pipe,
    rates: rates::Rates,
    wagons: wagons::Wagons,
    ledger: ledger::Ledger,
    trips: trips::Trips,
    dollars: dollars::Dollars,
    tariff: tariff::Tariff,
    little: little::Little,
    findings: Findings,
    lines: u64,
    records: u64,
}

impl Auditor {
    fn see(&mut self, line: u64, record: Result<record::Record, String>, facts: &Rc<facts::Facts>) {
        self.lines = line;
        let found = &mut self.findings;
        let record = match record {
            Ok(record) => record,
            Err(why) => {
                return found.hold(Rule::Record, line, false, || {
                    (format!("no record: {why}"), "a record as docs/trace.md tells".to_owned())
                });
            }
        };
        self.records += 1;
        self.order.see(line, &record, facts, found);
        self.cargo.see(line, &record, facts, found);
        self.capacity.see(line, &record, &self.scene, facts, found);
        self.upkeep.see(line, &record, &self.scene, facts, found);
        self.faults.see(line, &record, facts, found);
        self.path.see(line, &record, facts, found);
        self.room.see(line, &record, &self.wagons, facts, found);
        self.parts.see(line, &record, &self.scene, &self.wagons, facts, found);
        self.closed.see(line, &record, facts, found);
        self.storms.see(line, &record, facts, found);
        self.place.see(line, &record, facts, found);
        self.haulage.see(line, &record, facts, found);
        if let Some(done) = self.pipe.see(line, &record, &self.scene, facts, found) {
            self.ledger.flows(&done);
        }
        self.rates.see(line, &record, &self.scene, facts, found);
        self.wagons.see(line, &record, facts, found);
        self.ledger.see(line, &record, &self.scene, found);
        self.trips.see(line, &record, facts, found);
        self.dollars.see(line, &record, found);
        self.tariff.see(line, &record, &self.scene, facts, found);
        self.little.see(line, &record, &self.scene, facts, found);
        self.scene.take(&record);
    }

    fn report(mut self, horizon: u64) -> Report {
        self.parts.settle(&mut self.findings);
        self.order.end(self.lines, &mut self.findings);
        let mut findings = self.findings.kept;
        findings.sort_by_key(|finding| finding.line);
        Report {
            records: self.records,
            findings,
            broken: self.findings.counts,
            checks: self.findings.checks,
            skipped: self.findings.skipped,
            laws: self.little.laws(horizon),
        }
    }
}
