//! A12: a pipeline takes in no more than its rate, one lot after the other, and gives out what it took in after
//! its transit, in the same order. It flows while it is open and nobody waits at its outlet for a place.

use super::facts::Facts;
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use super::scene::Scene;
use std::collections::{HashMap, VecDeque};

/// A lot in a pipeline.
#[derive(Debug)]
struct Inside {
    lot: String,
    entered: u64,
    /// Time of flow until it is out (ms).
    flows: u64,
}

/// A span of time (ms); its end is the end of time while it lasts.
type Span = (u64, u64);

#[derive(Debug, Default)]
struct Line {
    /// From the outlet to the inlet.
    inside: VecDeque<Inside>,
    /// When the last lot entered, and how long it takes to go in.
    last: Option<(u64, u64)>,
    closed: Vec<Span>,
    /// When who stood at the outlet without a place.
    stood: Vec<(String, Span)>,
}

/// Hours that a lot spent in a pipeline or in line for it, by cause.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) lot: String,
    pub(super) moving: u64,
    pub(super) path: u64,
}

#[derive(Debug, Default)]
pub(super) struct Pipe {
    lines: HashMap<String, Line>,
    /// Since when lots wait for a pump.
    asked: HashMap<String, u64>,
}

impl Pipe {
    /// Holds a record to the rule, and tells what hours of a lot it ends.
    pub(super) fn see(
        &mut self,
        line: u64,
        record: &Record,
        scene: &Scene,
        facts: &Facts,
        findings: &mut Findings,
    ) -> Option<Done> {
        let resource = record.resource();
        if resource.starts_with("store:") {
            self.at_outlet(line, record, findings);
            return None;
        }
        let name = resource.strip_prefix("link:")?;
        let pipe = facts.links.get(name).filter(|link| link.pipeline)?;
        let ends = &pipe.ends;
        let pipe = pipe.flow;
        if pipe.is_none() {
            findings.skip(format!("the flow of `{name}` is not read from the scenario"));
        }
        let kept = self.lines.entry(name.to_owned()).or_default();
        match record.kind {
            Kind::Close => kept.closed.push((record.ms, u64::MAX)),
            Kind::Open => {
                if let Some(last) = kept.closed.last_mut() {
                    last.1 = record.ms;
                }
            }
            Kind::Wait => drop(self.asked.insert(record.lot().to_owned(), record.ms)),
            Kind::Seize => {
                let asked = self.asked.remove(record.lot())?;
                let path = (record.ms - asked).saturating_sub(within(&kept.closed, asked, record.ms));
                return Some(Done { lot: record.lot().to_owned(), moving: 0, path });
            }
            Kind::Enter => {
                end_of("enters", &ends[0], line, record, findings);
                let units = scene.lot(record.lot()).map_or(0, |lot| lot.units) as f64;
                let tonnes = facts.cargo_of(record.lot()).map_or(0.0, |(_, cargo)| cargo.tonnes) * units;
                let (passes, transit) = pipe.map_or((0, 0), |pipe| (pipe.passes(tonnes), pipe.transit));
                kept.enter(line, record, findings);
                kept.last = Some((record.ms, passes));
                let lot = record.lot().to_owned();
                let flows = passes.saturating_add(transit);
                kept.inside.push_back(Inside { lot, entered: record.ms, flows });
            }
            Kind::Leave => {
                end_of("leaves", &ends[1], line, record, findings);
                return kept.leave(line, record, pipe.is_some(), findings);
            }
            _ => {}
        }
        None
    }

    /// A lot at the outlet of a pipeline waits for its place, or has it.
    fn at_outlet(&mut self, line: u64, record: &Record, findings: &mut Findings) {
        let lot = record.lot();
        for kept in self.lines.values_mut() {
            let place = kept.inside.iter().position(|inside| inside.lot == lot);
            let Some(place) = place else { continue };
            match record.kind {
                Kind::Wait => {
                    findings.hold(Rule::Pipe, line, place == 0, || {
                        let first = kept.inside.front().map(|first| first.lot.as_str()).unwrap_or_default();
                        (format!("`{lot}` is at the outlet, behind `{first}`"), "the first inside".to_owned())
                    });
                    kept.stood.push((lot.to_owned(), (record.ms, u64::MAX)));
                }
                Kind::Seize => {
                    if let Some((_, span)) = kept.stood.iter_mut().rfind(|(who, _)| who == lot) {
                        span.1 = record.ms;
                    }
                }
                _ => {}
            }
        }
    }
}

fn end_of(does: &str, node: &str, line: u64, record: &Record, findings: &mut Findings) {
    findings.hold(Rule::Pipe, line, record.place() == node, || {
        let what = format!("`{}` {does} `{}` at `{}`", record.lot(), record.resource(), record.place());
        (what, format!("at `{node}`"))
    });
}

impl Line {
    /// Time that it flowed within a span; and that it stood open for others than `lot`.
    fn flowed(&self, from: u64, to: u64, lot: &str) -> (u64, u64) {
        let stood = |(_, (since, until)): &(String, Span)| {
            let (since, until) = ((*since).max(from), (*until).min(to));
            until.saturating_sub(since).saturating_sub(within(&self.closed, since, until))
        };
        let first = self.stood.partition_point(|(_, (_, until))| *until <= from);
        let later = &self.stood[first..];
        let all: u64 = later.iter().map(stood).sum();
        let own: u64 = later.iter().filter(|(who, _)| who == lot).map(stood).sum();
        let closed = within(&self.closed, from, to);
        ((to - from).saturating_sub(closed).saturating_sub(all), all - own)
    }

    /// The one before has gone in.
    fn enter(&self, line: u64, record: &Record, findings: &mut Findings) {
        let Some((entered, passes)) = self.last else { return };
        let (flowed, _) = self.flowed(entered, record.ms, "");
        // A millisecond for rounding.
        findings.hold(Rule::Pipe, line, flowed + 1 >= passes, || {
            let what =
                format!("`{}` goes into `{}` {flowed} ms after another", record.lot(), record.resource());
            (what, format!("{passes} ms or more of flow"))
        });
    }

    /// The first inside is out after as long as it takes.
    fn leave(&mut self, line: u64, record: &Record, is_read: bool, findings: &mut Findings) -> Option<Done> {
        let lot = record.lot();
        let place = self.inside.iter().position(|inside| inside.lot == lot);
        findings.hold(Rule::Pipe, line, place == Some(0), || {
            let first = self.inside.front().map_or("nothing", |first| first.lot.as_str());
            (format!("`{lot}` comes out of `{}`", record.resource()), format!("`{first}`"))
        });
        let Inside { entered, flows, .. } = self.inside.remove(place?)?;
        let (moving, path) = self.flowed(entered, record.ms, lot);
        if is_read {
            findings.hold(Rule::Pipe, line, moving.abs_diff(flows) <= 1, || {
                let what = format!("`{lot}` comes out of `{}` after {moving} ms of flow", record.resource());
                (what, format!("{flows} ms"))
            });
        }
        Some(Done { lot: lot.to_owned(), moving, path })
    }
}

/// How much of a span lies in spans that follow each other.
fn within(spans: &[Span], from: u64, to: u64) -> u64 {
    let first = spans.partition_point(|&(_, until)| until <= from);
    let later = spans[first..].iter().take_while(|&&(since, _)| since < to);
    later.map(|&(since, until)| until.min(to).saturating_sub(since.max(from))).sum()
}
