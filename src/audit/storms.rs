//! A06 and A08, of weather: storms close and slow what the scenario exposes to them, all of it at once, and a
//! vehicle loses on its way exactly what the slow spells of the trace take.
//!
//! When storms blow is chance, and the trace alone tells it. But a storm has one strength for all places: while one
//! place that feels the strongest 20 % of a system is closed by it, none that feels 30 % can be open.

use super::facts::{Exposure, Facts};
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// A million millionths are full speed.
const WHOLE: u128 = 1_000_000;

/// So many millionths of full speed are gone, from an instant up to another: the end of time while it lasts.
#[derive(Clone, Copy, Debug)]
struct Spell {
    from: u64,
    to: u64,
    missing: u64,
}

/// A vehicle on a link.
#[derive(Debug)]
struct Passage {
    link: String,
    /// Since when it has been moving.
    since: u64,
    /// How long it has been moving before that, and how much of it the weather took.
    moved: u64,
    due: u64,
    /// How often it has stood broken down.
    stops: u64,
    /// What was booked as lost to weather, and in how many bookings.
    booked: u64,
    bookings: u64,
}

#[derive(Debug, Default)]
pub(super) struct Storms {
    /// Spells told so far, by link.
    spells: HashMap<String, Vec<Spell>>,
    /// For what each place is closed that is.
    closed: HashMap<String, String>,
    /// The passage that each vehicle is on.
    passages: HashMap<String, Passage>,
    /// When and in which line something closed, opened or might have, and what held then, if that is still to be
    /// looked at as a whole.
    changed: Option<(u64, u64, Rc<Facts>)>,
    /// The month of the last record, with its day.
    month: (u64, usize),
}

impl Storms {
    pub(super) fn see(&mut self, line: u64, record: &Record, facts: &Rc<Facts>, findings: &mut Findings) {
        if let Some((_, line, then)) = self.changed.take_if(|(ms, ..)| *ms < record.ms) {
            self.one_strength(line, &then, findings);
        }
        let day = record.ms / 86_400_000;
        if day != self.month.0 {
            let month = facts.month(record.ms);
            if month != self.month.1 {
                self.changed = Some((record.ms, line, Rc::clone(facts)));
            }
            self.month = (day, month);
        }
        match record.kind {
            Kind::Trace => self.month = (0, facts.month(0)),
            Kind::Close | Kind::Open if record.is_slow() || record.units.is_none() => {
                self.changed = Some((record.ms, line, Rc::clone(facts)));
                self.possible(line, record, facts, findings);
                if record.is_slow() { self.slow(record) } else { self.close(record) }
            }
            _ if record.lot.is_some() || record.is_part() => {}
            Kind::Enter => self.enter(record),
            Kind::Book => self.book(line, record, findings),
            Kind::Leave => self.leave(line, record, facts, findings),
            _ => {}
        }
    }

    /// Storms do only what the scenario exposes a place to in that month.
    fn possible(&self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let place = record.resource();
        let (exposures, missing) = match record.is_slow() {
            true => (facts.weather.slows.get(place), Some(record.units())),
            false if record.cause.as_deref() != Some("weather") => return,
            false => (facts.weather.closes.get(place), None),
        };
        // The last instant of what ends.
        let at = record.ms - u64::from(record.kind == Kind::Open && record.ms > 0);
        if at < facts.since {
            return;
        }
        let Some(exposures) = exposures.map_or(Some(&[][..]), Option::as_deref) else {
            return findings.skip(format!("the storms that `{place}` feels are not read from the scenario"));
        };
        let month = facts.month(at);
        let does = |exposure: &Exposure| exposure.storms[month] > 0.0 && exposure.missing == missing;
        findings.hold(Rule::Closed, line, exposures.iter().any(does), || {
            let what = missing.map_or("closed".to_owned(), |missing| format!("slow by {missing} millionths"));
            (
                format!("`{place}` is {what} for weather"),
                "no storm does that in this month, by the scenario".into(),
            )
        });
    }

    fn close(&mut self, record: &Record) {
        let place = record.resource().to_owned();
        match record.kind {
            Kind::Close => drop(self.closed.insert(place, record.cause.clone().unwrap_or_default())),
            _ => drop(self.closed.remove(&place)),
        }
    }

    fn slow(&mut self, record: &Record) {
        let spells = self.spells.entry(record.resource().to_owned()).or_default();
        if record.kind == Kind::Close {
            spells.push(Spell { from: record.ms, to: u64::MAX, missing: record.units() });
        } else if let Some(last) = spells.last_mut() {
            last.to = record.ms;
        }
    }

    /// A storm that one place feels is felt by all that feel weaker ones of its system.
    fn one_strength(&self, line: u64, facts: &Facts, findings: &mut Findings) {
        let month = self.month.1;
        let mut systems: BTreeMap<&str, Reach<'_>> = BTreeMap::new();
        for (place, exposures) in known(&facts.weather.closes) {
            match (self.closed.get(place).map(String::as_str), exposures) {
                (Some("weather"), [one]) => systems.entry(&one.system).or_default().felt(one, month, place),
                (Some(_), _) => {}
                (None, all) => {
                    all.iter()
                        .for_each(|one| systems.entry(&one.system).or_default().calm(one, month, place));
                }
            }
        }
        for (link, exposures) in known(&facts.weather.slows) {
            let last = self.spells.get(link).and_then(|spells| spells.last());
            match (last.filter(|spell| spell.to == u64::MAX), exposures) {
                (Some(_), [one]) => systems.entry(&one.system).or_default().felt(one, month, link),
                (Some(_), _) => {}
                (None, all) => {
                    let slow = all.iter().filter(|one| one.missing != Some(0));
                    slow.for_each(|one| systems.entry(&one.system).or_default().calm(one, month, link));
                }
            }
        }
        for (system, Reach { felt: (least, felt), calm: (most, calm) }) in systems {
            findings.hold(Rule::Closed, line, most < least, || {
                let what = format!("a storm of `{system}` is felt by `{felt}` and not by `{calm}`");
                (what, format!("by both: of its storms they feel {least} and {most}"))
            });
        }
    }

    fn enter(&mut self, record: &Record) {
        let passage = Passage {
            link: record.resource().to_owned(),
            since: record.ms,
            moved: 0,
            due: 0,
            stops: 0,
            booked: 0,
            bookings: 0,
        };
        self.passages.insert(record.vehicle().to_owned(), passage);
    }

    fn book(&mut self, line: u64, record: &Record, findings: &mut Findings) {
        let (cause, slow) = (record.cause.as_deref(), record.of() == "slow");
        let link =
            self.passages.get_mut(record.vehicle()).filter(|passage| passage.link == record.resource());
        if slow {
            findings.hold(Rule::Hours, line, link.is_some(), || {
                let what = format!("`{}` loses time on `{}`", record.vehicle(), record.resource());
                (what, "where it is".into())
            });
        }
        let Some(passage) = link else { return };
        if slow {
            passage.booked += record.span();
            passage.bookings += 1;
        } else if cause == Some("breakdown") {
            let spells = self.spells.get(record.resource()).map_or(&[][..], Vec::as_slice);
            passage.moves(record.ms.saturating_sub(record.span()), spells);
            passage.since = record.ms;
            passage.stops += 1;
        }
    }

    fn leave(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let Some(mut passage) = self.passages.remove(record.vehicle()) else { return };
        let spells = self.spells.get(record.resource()).map_or(&[][..], Vec::as_slice);
        passage.moves(record.ms, spells);
        let Passage { moved, due, booked, bookings, stops, .. } = passage;
        // A vehicle that is put right before it would have come to a stop goes on: the parts are rounded each.
        let slack = bookings.saturating_sub(stops + 1);
        findings.hold(Rule::Hours, line, booked.abs_diff(due) <= slack, || {
            (
                format!("`{}` loses {booked} ms of {moved} ms to weather", record.vehicle()),
                format!("{due} ms"),
            )
        });
        let link = record.resource().strip_prefix("link:").and_then(|name| facts.links.get(name));
        let Some(times) = link.and_then(|link| link.times.as_ref()) else { return };
        let calm = moved.saturating_sub(booked);
        findings.hold(Rule::Hours, line, times.contains(&calm), || {
            let what = format!("`{}` moves for {calm} ms on `{}`", record.vehicle(), record.resource());
            (what, format!("{times:?} ms, its time in calm weather"))
        });
    }
}

impl Passage {
    /// It has moved up to an instant.
    fn moves(&mut self, to: u64, spells: &[Spell]) {
        let from = self.since;
        let first = spells.partition_point(|spell| spell.to <= from);
        let within = spells[first..].iter().take_while(|spell| spell.from < to);
        let lost = within.map(|spell| {
            let span = spell.to.min(to).saturating_sub(spell.from.max(from));
            u128::from(span) * u128::from(spell.missing)
        });
        let lost = lost.sum::<u128>().div_ceil(WHOLE);
        self.due += u64::try_from(lost).unwrap_or(u64::MAX);
        self.moved += to.saturating_sub(from);
    }
}

/// How strong the storm of a system is, by the places that feel it and those that do not.
#[derive(Debug)]
struct Reach<'a> {
    /// The least share of storms that is felt, and where.
    felt: (f64, &'a str),
    /// The largest share of which none is.
    calm: (f64, &'a str),
}

impl Default for Reach<'_> {
    fn default() -> Self {
        Self { felt: (f64::INFINITY, ""), calm: (0.0, "") }
    }
}

impl<'a> Reach<'a> {
    fn felt(&mut self, exposure: &Exposure, month: usize, place: &'a str) {
        if exposure.storms[month] < self.felt.0 {
            self.felt = (exposure.storms[month], place);
        }
    }

    fn calm(&mut self, exposure: &Exposure, month: usize, place: &'a str) {
        if exposure.storms[month] > self.calm.0 {
            self.calm = (exposure.storms[month], place);
        }
    }
}

/// Those that could be read.
fn known(all: &BTreeMap<String, Option<Vec<Exposure>>>) -> impl Iterator<Item = (&str, &[Exposure])> {
    all.iter().filter_map(|(place, exposures)| Some((place.as_str(), exposures.as_deref()?)))
}
