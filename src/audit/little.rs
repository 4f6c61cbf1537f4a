//! A11, Little's law: the average number is the rate times the average time.
//!
//! The left side is counted from who comes and goes, the right side from the ledgers; over the whole
//! replication both are whole numbers of units × milliseconds and must agree exactly.

use super::facts::Facts;
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use super::scene::Scene;
use std::collections::{BTreeMap, HashMap};

/// Something that is waited for or been in: its number over time, and its times in the ledgers.
#[derive(Debug, Default)]
struct Line {
    now: i128,
    since: u64,
    /// Units × milliseconds, by counting.
    counted: i128,
    /// Units × milliseconds, by the ledgers.
    booked: i128,
    entered: u64,
}

impl Line {
    fn change(&mut self, ms: u64, by: i128) {
        self.counted += self.now * i128::from(ms.saturating_sub(self.since));
        self.since = ms;
        self.now += by;
        self.entered += u64::try_from(by).unwrap_or(0);
    }
}

/// One line of the summary: what is in line, the average number, the rate (per day) and the time (d).
#[derive(Clone, Debug)]
pub struct Law {
    /// What is counted.
    pub of: String,
    /// Average number, by counting.
    pub number: f64,
    /// Arrivals a day.
    pub rate: f64,
    /// Average time, by the ledgers (d).
    pub days: f64,
}

/// In the corridor.
const CARGO: &str = "load units in the corridor";

#[derive(Debug, Default)]
pub(super) struct Little {
    lines: BTreeMap<String, Line>,
    booked: HashMap<String, u64>,
    /// Who waits for what, since when.
    waiting: HashMap<(String, String), u64>,
}

/// The queues whose waits have a cause of their own in the ledgers.
const CAUSES: [(&str, &str); 4] =
    [("equipment:", "equipment"), ("store:", "storage"), ("berth:", "berth"), ("fleet:", "locomotive")];

impl Little {
    pub(super) fn see(
        &mut self,
        line: u64,
        record: &Record,
        scene: &Scene,
        facts: &Facts,
        findings: &mut Findings,
    ) {
        match record.kind {
            Kind::Appear => self.line(CARGO).change(record.ms, i128::from(record.units())),
            Kind::TurnAway => self.line(CARGO).change(record.ms, -i128::from(record.units())),
            Kind::Deliver => {
                let span = self.booked.remove(record.lot()).unwrap_or(0);
                let cargo = self.line(CARGO);
                cargo.change(record.ms, -i128::from(record.units()));
                cargo.booked += i128::from(record.units()) * i128::from(span);
            }
            Kind::Book => {
                // Where a project changes who hauls, the wait for one who does not any more is over.
                if record.ms == facts.since && record.lot.is_none() {
                    self.served(record);
                }
                self.book(record);
            }
            // A vehicle that waits for a berth to load at makes its lots wait for a vehicle.
            Kind::Wait if record.of() != "load" => {
                let who = (record.holder().to_owned(), record.resource().to_owned());
                self.waiting.insert(who, record.ms);
            }
            Kind::Seize => self.served(record),
            Kind::Horizon => self.horizon(line, record, scene, findings),
            _ => {}
        }
    }

    /// The wait of somebody for something is over.
    fn served(&mut self, record: &Record) {
        let who = (record.holder().to_owned(), record.resource().to_owned());
        if let Some(since) = self.waiting.remove(&who)
            && let Some((_, cause)) = CAUSES.iter().find(|(kind, _)| record.resource().starts_with(kind))
        {
            let queue = self.line(&format!("waiting for {cause}"));
            queue.entered += 1;
            queue.counted += i128::from(record.ms.saturating_sub(since));
        }
    }

    fn line(&mut self, name: &str) -> &mut Line {
        self.lines.entry(name.to_owned()).or_default()
    }

    fn book(&mut self, record: &Record) {
        let cause = record.cause.as_deref().unwrap_or_default();
        let span = record.span();
        if let Some(lot) = &record.lot {
            *self.booked.entry(lot.clone()).or_default() += span;
        }
        // Berths and locomotives are waited for by vehicles, whose lots take the wait over; what a part shares
        // with the whole was booked there.
        let by_vehicle = ["berth", "locomotive"].contains(&cause);
        let own = record.lot.is_none() == by_vehicle && record.of() != "split";
        if own && CAUSES.iter().any(|(_, known)| *known == cause) {
            self.line(&format!("waiting for {cause}")).booked += i128::from(span);
        }
    }

    fn horizon(&mut self, line: u64, record: &Record, scene: &Scene, findings: &mut Findings) {
        let age: i128 = scene
            .lots()
            .map(|(_, lot)| i128::from(lot.units) * i128::from(record.ms.saturating_sub(lot.appeared)))
            .sum();
        let cargo = self.line(CARGO);
        cargo.change(record.ms, 0);
        cargo.booked += age;
        for (of, seen) in &self.lines {
            findings.hold(Rule::Little, line, seen.counted == seen.booked, || {
                let what = format!("{of}: counted {} unit-milliseconds", seen.counted);
                (what, format!("{}, by the ledgers", seen.booked))
            });
        }
    }

    pub(super) fn laws(&self, horizon: u64) -> Vec<Law> {
        let days = horizon as f64 / 86_400_000.0;
        let law = |(of, seen): (&String, &Line)| Law {
            of: of.clone(),
            number: seen.counted as f64 / horizon as f64,
            rate: seen.entered as f64 / days,
            days: seen.booked as f64 / 86_400_000.0 / (seen.entered.max(1) as f64),
        };
        self.lines.iter().map(law).collect()
    }
}
