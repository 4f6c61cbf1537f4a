//! A05, of trains: a train that is too heavy or too long for a section goes in as many parts as it must,
//! divided and joined in the time that the section says.

use super::facts::{Facts, Limits, Train};
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use super::scene::Scene;
use super::wagons::Wagons;
use std::collections::HashMap;

#[derive(Debug, Default)]
pub(super) struct Parts {
    trips: HashMap<String, Trip>,
    /// Trains that have gone into a link at this instant. Parts that go in at the same instant may be told later.
    gone: Vec<Gone>,
    now: u64,
}

/// A train of which the last part has gone into a link.
#[derive(Debug)]
struct Gone {
    line: u64,
    train: String,
    /// The link, and where it was entered.
    here: (String, String),
    gross: Option<u64>,
    /// In how many parts it has been divided, the least that the link takes, and how many are due by all that
    /// lies ahead, as far as they are known.
    divided: u64,
    least: Option<u64>,
    due: Option<u64>,
}

/// A vehicle since it left.
#[derive(Debug)]
struct Trip {
    /// In how many parts it goes, by what was told of dividing and joining.
    parts: u64,
    /// When that work is done.
    done: u64,
    /// Links that it has entered.
    hops: usize,
    /// Parts that have entered a link before its last, by link and node.
    ahead: HashMap<(String, String), u64>,
}

impl Default for Trip {
    fn default() -> Self {
        Self { parts: 1, done: 0, hops: 0, ahead: HashMap::new() }
    }
}

impl Parts {
    pub(super) fn see(
        &mut self,
        line: u64,
        record: &Record,
        scene: &Scene,
        wagons: &Wagons,
        facts: &Facts,
        findings: &mut Findings,
    ) {
        if record.ms > self.now {
            self.settle(findings);
            self.now = record.ms;
        }
        match record.kind {
            Kind::Depart => drop(self.trips.insert(record.vehicle().to_owned(), Trip::default())),
            Kind::Begin if ["divide", "join"].contains(&record.of()) => {
                self.marshal(line, record, facts, findings);
            }
            Kind::Enter => self.enter(line, record, (scene, wagons), facts, findings),
            _ => {}
        }
    }

    fn trip(&mut self, record: &Record) -> &mut Trip {
        self.trips.entry(record.vehicle().to_owned()).or_default()
    }

    /// A train is divided or joined.
    fn marshal(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let trip = self.trip(record);
        let more = record.units() > trip.parts;
        findings.hold(Rule::Room, line, more == (record.of() == "divide"), || {
            let what =
                format!("`{}` goes in {} parts instead of {}", record.vehicle(), record.units(), trip.parts);
            (format!("{what} after `{}`", record.of()), "more after `divide`, fewer after `join`".into())
        });
        trip.parts = record.units();
        trip.done = record.ms.saturating_add(record.span());
        let section = record.resource().strip_prefix("link:").and_then(|name| facts.links.get(name));
        let Some(limits) = section.and_then(|link| link.limits.as_ref()) else { return };
        let due = if more { limits.dividing } else { limits.joining };
        findings.hold(Rule::Room, line, record.span() == due, || {
            let what = format!("`{}` of `{}` takes {} ms", record.of(), record.vehicle(), record.span());
            (what, format!("{due} ms"))
        });
    }

    /// A train, its last part or one before it enters a link.
    fn enter(
        &mut self,
        line: u64,
        record: &Record,
        (scene, wagons): (&Scene, &Wagons),
        facts: &Facts,
        findings: &mut Findings,
    ) {
        let train = facts.fleet_of(record.vehicle()).and_then(|fleet| {
            let train = fleet.train?;
            Some(fleet.in_trains.map_or(train, |_| train.of_wagons(wagons.of(record.vehicle()))))
        });
        let Some(train) = train.filter(|_| facts.links.values().any(|link| link.limits.is_some())) else {
            return;
        };
        let trip = self.trip(record);
        let name = record.resource().trim_start_matches("link:");
        findings.hold(Rule::Room, line, record.ms >= trip.done, || {
            let what = format!("`{}` enters `{name}` while it is divided or joined", record.vehicle());
            (what, format!("{} ms or later", trip.done))
        });
        let here = (name.to_owned(), record.place().to_owned());
        if record.is_part() {
            *trip.ahead.entry(here).or_default() += 1;
            return;
        }
        let hop = trip.hops;
        trip.hops += 1;
        let mut gone = Gone {
            line,
            train: record.vehicle().to_owned(),
            here,
            gross: gross(train, record, scene, facts),
            divided: trip.parts,
            least: None,
            due: None,
        };
        if let Some(gross) = gone.gross {
            let need = |link: &str| {
                let limits = facts.links.get(link).and_then(|link| link.limits.as_ref());
                limits.map_or(1, |limits| needed(train, gross, limits))
            };
            gone.least = Some(need(name));
            let service = scene.trip(record.vehicle()).and_then(|trip| facts.services.get(&trip.service));
            if facts.links.values().any(|link| link.limits.as_ref().is_some_and(|limits| limits.changes)) {
                findings.skip("no fewer parts of a train than it needs, where projects change limits");
            } else if let Some(service) = service {
                let needs: Vec<u64> = service.along.iter().map(|link| need(link)).collect();
                gone.due = Some(in_parts(&needs, hop));
            }
        } else {
            findings.skip("what a train weighs");
        }
        self.gone.push(gone);
    }

    /// An instant is over: who has gone into a link by now has gone in with all its parts.
    pub(super) fn settle(&mut self, findings: &mut Findings) {
        for gone in std::mem::take(&mut self.gone) {
            let Gone { line, train, here, gross, divided, least, due } = gone;
            let ahead = self.trips.get_mut(&train).and_then(|trip| trip.ahead.remove(&here));
            let (parts, link) = (ahead.unwrap_or(0) + 1, &here.0);
            findings.hold(Rule::Room, line, parts == divided, || {
                let what = format!("`{train}` enters `{link}` in {parts} parts");
                (what, format!("{divided}, as it was divided and joined"))
            });
            if let (Some(gross), Some(least)) = (gross, least) {
                findings.hold(Rule::Room, line, parts >= least, || {
                    let what = format!("`{train}` of {:.0} t enters `{link}`", gross as f64 / 1e6);
                    (format!("{what} in {parts} parts"), format!("in {least}"))
                });
            }
            if let Some(due) = due {
                findings.hold(Rule::Room, line, parts == due, || {
                    let what = format!("`{train}` enters `{link}` in {parts} parts");
                    (what, format!("{due}, by what it weighs and what lies ahead"))
                });
            }
        }
    }
}

/// What a train weighs with all that is aboard (g).
fn gross(train: Train, record: &Record, scene: &Scene, facts: &Facts) -> Option<u64> {
    let aboard = scene.trip(record.vehicle()).map(|trip| &trip.aboard);
    let lots = aboard.into_iter().flatten();
    lots.map(|(lot, units)| {
        let (_, cargo) = facts.cargo_of(lot)?;
        Some((cargo.tonnes * 1e6).round() as u64 * units)
    })
    .try_fold(train.tare, |sum, load| Some(sum + load?))
}

/// The least number of parts that a section takes of a train; wagons are not cut.
fn needed(train: Train, gross: u64, limits: &Limits) -> u64 {
    let by = |whole: u64, limit: Option<u64>| {
        let Some(limit) = limit else { return 1 };
        let Some(wagons) = train.wagons else { return whole.div_ceil(limit) };
        // The most wagons that go together weigh no more than the limit.
        let together = (1..=wagons)
            .rev()
            .find(|&some| u128::from(whole) * u128::from(some) <= u128::from(limit) * u128::from(wagons));
        wagons.div_ceil(together.unwrap_or(1))
    };
    by(gross, limits.mass).max(by(train.length, limits.length)).max(1)
}

/// In how many parts a train goes over a link of its way, which has them divided as late and joined as early
/// as the needs of all links allow: no fewer than any link so far has needed that one ahead needs as well.
fn in_parts(needs: &[u64], hop: usize) -> u64 {
    let so_far = needs.iter().take(hop + 1).max();
    let ahead = needs.iter().skip(hop).max();
    so_far.zip(ahead).map_or(1, |(one, other)| *one.min(other))
}
