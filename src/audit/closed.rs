//! A06: no work, no coming and no going where it is closed, by the scenario's calendar and by the
//! storms of the trace; and work ends when it should.

use super::facts::{AtClosing, Facts};
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use std::collections::{HashMap, HashSet};

/// What vehicles need after their work, wherever they are.
const TURN_ROUND: &str = "turn_round";

/// A piece of work.
#[derive(Debug)]
struct Work {
    begin: u64,
    span: u64,
    facility: Option<String>,
    at_closing: AtClosing,
}

#[derive(Debug, Default)]
pub(super) struct Closed {
    /// Closures told so far, by facility: beginning, end (the end of time while it lasts), cause.
    told: HashMap<String, Vec<(u64, u64, String)>>,
    /// Work under way, by who is worked on and at what: papers may be in hand twice, where a way leads over
    /// a crossing again.
    work: HashMap<(String, String), Vec<Work>>,
    /// Steps begun on each lot since it came off its last vehicle: what begins again is no new work.
    begun: HashMap<String, HashSet<String>>,
    /// Lots in line for the pump of a pipeline.
    at_pump: HashSet<String>,
    /// Where vehicles are in hand that have been worked at: what a breakdown has interrupted is no new work.
    in_hand: HashSet<(String, String)>,
}

impl Closed {
    pub(super) fn see(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        match record.kind {
            Kind::Close if record.units.is_none() => self.close(line, record, facts, findings),
            Kind::Open if record.units.is_none() => {
                let told = self.told.entry(record.resource().to_owned()).or_default();
                if let Some(last) = told.last_mut() {
                    last.1 = record.ms;
                }
            }
            Kind::Alight | Kind::Deliver => drop(self.begun.remove(record.lot())),
            Kind::Wait if record.resource().starts_with("fleet:") => {
                self.accepted(line, record, facts, findings)
            }
            // Who is in line for a pump when an embargo comes, goes.
            Kind::Wait | Kind::Seize if record.lot.is_some() && record.resource().starts_with("link:") => {
                let in_line = self.at_pump.remove(record.lot());
                if record.kind == Kind::Wait {
                    self.at_pump.insert(record.lot().to_owned());
                }
                if !in_line {
                    self.accepted(line, record, facts, findings);
                }
            }
            Kind::Leave if record.lot.is_some() => drop(self.begun.remove(record.lot())),
            Kind::Release if record.lot.is_none() => {
                self.in_hand.remove(&(record.holder().to_owned(), record.resource().to_owned()));
            }
            Kind::Begin => self.begin(line, record, facts, findings),
            Kind::End => self.end_of_work(line, record, findings),
            Kind::Enter => self.open("enters", record.resource(), line, record, facts, findings),
            Kind::Depart => {
                if let Some(berth) = facts.berth_at(record.place(), record.vehicle()) {
                    self.open("leaves", &berth, line, record, facts, findings);
                }
            }
            // An empty vehicle comes in without waiting.
            Kind::Arrive if !record.of().is_empty() => {
                if let Some(berth) = facts.berth_at(record.place(), record.vehicle()) {
                    self.open("comes in to", &berth, line, record, facts, findings);
                }
            }
            _ => {}
        }
    }

    /// A service takes goods on.
    fn accepted(&self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        if let Some((cargo, _)) = facts.cargo_of(record.lot()) {
            let accepted = format!("accepts:{}/{cargo}", record.of());
            self.open("is accepted by", &accepted, line, record, facts, findings);
        }
    }

    fn close(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let resource = record.resource();
        let cause = record.cause.clone().unwrap_or_default();
        if let Some(hours) = facts.hours.get(resource)
            && cause != "weather"
        {
            let disrupted = hours.disrupted && cause == "disruption";
            let sound = disrupted || hours.closed_at(record.ms).is_some();
            findings.hold(Rule::Closed, line, sound, || {
                (format!("`{resource}` closes for {cause}"), "open, by the scenario".into())
            });
        }
        self.told.entry(resource.to_owned()).or_default().push((record.ms, u64::MAX, cause));
    }

    /// What has to be open for a piece of work.
    fn facility(record: &Record, facts: &Facts) -> Option<String> {
        if ["border:", "papers:", "gauge:"].iter().any(|kind| record.resource().starts_with(kind)) {
            return Some(record.resource().to_owned());
        }
        // Trains are divided and joined outside terminals.
        if record.of() == TURN_ROUND || record.resource().starts_with("link:") {
            return None;
        }
        facts.workplace(record.place(), record.vehicle(), record.of())
    }

    fn begin(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let facility = Self::facility(record, facts);
        let begun = self.begun.entry(record.lot().to_owned()).or_default();
        let again = match record.lot {
            Some(_) => !begun.insert(record.of().to_owned()),
            None => {
                let here = (record.holder().to_owned(), record.resource().to_owned());
                facts.breaks(record.resource()) && !self.in_hand.insert(here)
            }
        };
        let at_closing = facts.at_closing(record.place(), record.resource());
        // Work that a breakdown has interrupted is finished like any other work begun.
        let may = again && at_closing == AtClosing::Finish;
        if let Some(facility) = facility.as_ref().filter(|_| !may) {
            self.open("is worked at", facility, line, record, facts, findings);
        }
        let work = Work { begin: record.ms, span: record.span(), facility, at_closing };
        self.work.entry((record.holder().to_owned(), record.resource().to_owned())).or_default().push(work);
    }

    /// Something happens that may only happen while a facility is open.
    fn open(
        &self,
        does: &str,
        facility: &str,
        line: u64,
        record: &Record,
        facts: &Facts,
        findings: &mut Findings,
    ) {
        let by_trace = self.told.get(facility).and_then(|told| told.last());
        let by_trace = by_trace.filter(|(_, to, _)| record.ms < *to).map(|(_, _, cause)| cause.as_str());
        let by_date = facts.hours.get(facility).and_then(|hours| hours.closed_at(record.ms));
        let closed = by_trace.or(by_date);
        findings.hold(Rule::Closed, line, closed.is_none(), || {
            let cause = closed.unwrap_or_default();
            let what = format!("`{}` {does} `{facility}`, closed for {cause}", record.holder());
            (what, "not before it opens".into())
        });
    }

    fn end_of_work(&mut self, line: u64, record: &Record, findings: &mut Findings) {
        let key = (record.holder().to_owned(), record.resource().to_owned());
        let under_way = self.work.get(&key).map(Vec::as_slice).unwrap_or_default();
        let dues: Vec<u64> = under_way.iter().map(|work| self.due(work)).collect();
        let place = dues.iter().position(|due| *due == record.ms).unwrap_or(0);
        let Some(&due) = dues.get(place) else {
            return findings.hold(Rule::Closed, line, false, || {
                (
                    format!("work on `{}` ends that had not begun", record.holder()),
                    "a record `begin` before".into(),
                )
            });
        };
        let span = under_way[place].span;
        if under_way.len() == 1 {
            self.work.remove(&key);
        } else if let Some(under_way) = self.work.get_mut(&key) {
            under_way.remove(place);
        }
        findings.hold(Rule::Closed, line, record.ms == due, || {
            (
                format!("work of {span} ms on `{}` ends at {} ms", record.holder(), record.ms),
                format!("{due} ms"),
            )
        });
    }

    /// When a piece of work should end, by what has closed meanwhile.
    fn due(&self, work: &Work) -> u64 {
        let Work { begin, span, facility, at_closing } = work;
        let mut due = begin + span;
        let told = facility.as_ref().and_then(|facility| self.told.get(facility));
        let told = told.map(Vec::as_slice).unwrap_or_default();
        let first = told.partition_point(|&(_, to, _)| to <= *begin);
        for (from, to, _) in told.get(first..).unwrap_or_default() {
            if *from >= due {
                break;
            }
            match at_closing {
                AtClosing::Finish => break,
                AtClosing::Pause => due = due.saturating_add(to - from),
                AtClosing::Eject => due = *from,
            }
        }
        due
    }
}
