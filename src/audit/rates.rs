//! A06, too: work at a rate takes as long as the rate says, however many machines share it.
//!
//! What machines do is counted in machine-milliseconds, part by part: a breakdown or a closing cuts the work
//! on a lot into parts, and fewer machines may be left for the next. When the lot gives the last machine
//! back, the parts must make up its load units at the rate of one machine. Work that is broken off at
//! closing time begins anew, and is not held to anything before it is done.

use super::facts::{AtClosing, Facts};
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use super::scene::Scene;
use std::collections::HashMap;

/// Work of machines on a lot.
#[derive(Debug, Default)]
struct Job {
    /// Machines that the lot holds.
    machines: u64,
    /// Machine-milliseconds that it takes, where the rate is a number when it begins first.
    due: Option<Option<f64>>,
    done: u64,
    /// By how much rounding may change that.
    slack: u64,
    /// The place whose closing breaks it off.
    ejected_by: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct Rates {
    /// By lot and pool.
    jobs: HashMap<(String, String), Job>,
    /// When each facility closed last.
    closed: HashMap<String, u64>,
}

impl Rates {
    pub(super) fn see(
        &mut self,
        line: u64,
        record: &Record,
        scene: &Scene,
        facts: &Facts,
        findings: &mut Findings,
    ) {
        if record.kind == Kind::Close && record.units.is_none() {
            self.closed.insert(record.resource().to_owned(), record.ms);
        }
        if record.lot.is_none() || !record.resource().starts_with("equipment:") {
            return;
        }
        let key = (record.lot().to_owned(), record.resource().to_owned());
        match record.kind {
            Kind::Seize => self.jobs.entry(key).or_default().machines += record.units(),
            Kind::Begin => {
                let job = self.jobs.entry(key).or_default();
                let rate = facts.rate(record.lot(), record.resource(), record.of());
                let units = scene.lot(record.lot()).map(|lot| lot.units as f64);
                job.due.get_or_insert(units.zip(rate).map(|(units, rate)| units / rate * 3.6e6));
                job.done += job.machines * record.span();
                job.slack += 2 * job.machines;
                let ejects = facts.at_closing(record.place(), record.resource()) == AtClosing::Eject;
                let place = facts.workplace(record.place(), record.vehicle(), record.of());
                job.ejected_by = place.filter(|_| ejects);
            }
            Kind::Release => self.release(key, line, record, findings),
            _ => {}
        }
    }

    fn release(&mut self, key: (String, String), line: u64, record: &Record, findings: &mut Findings) {
        let Some(job) = self.jobs.get_mut(&key) else { return };
        job.machines = job.machines.saturating_sub(record.units());
        if job.machines > 0 {
            return;
        }
        let Some(job) = self.jobs.remove(&key) else { return };
        let closed = job.ejected_by.and_then(|place| self.closed.get(&place));
        let Some(due) = job.due.flatten().filter(|_| closed != Some(&record.ms)) else { return };
        let sound = (job.done as f64 - due).abs() <= job.slack as f64;
        findings.hold(Rule::Closed, line, sound, || {
            let what =
                format!("`{}` worked {} machine-ms on `{}`", record.resource(), job.done, record.lot());
            (what, format!("{due:.0}, by the rate"))
        });
    }
}
