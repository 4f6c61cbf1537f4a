//! Why a consignment was late, in sentences.

use super::number::plain;
use crate::corridor::{Cause, Corridor, Facility, METRE, Of, PayeeId, ServiceId};
use crate::quantity::{Duration, LoadUnit};
use crate::sim::Time;
use crate::study::{Chapter, Doing, Fate, Holder, Obstacle, Story};
use std::fmt::Write;

/// Chapters shorter than this part of the whole are not told one by one.
const TOO_SHORT: f64 = 0.004;

/// The page about some consignments of a replication.
#[must_use]
pub fn why_page(corridor: &Corridor, stories: &[Story]) -> String {
    let pages = stories.iter().map(|story| Teller { corridor, story }.page());
    pages.collect::<Vec<_>>().join("\n")
}

struct Teller<'s> {
    corridor: &'s Corridor,
    story: &'s Story,
}

impl Teller<'_> {
    fn page(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "{}", self.heading());
        let _ = writeln!(out, "{}\n", self.ending());
        let _ = writeln!(out, "Where the time went\n{}", self.hours());
        if !self.story.dollars.is_empty() {
            let _ = writeln!(out, "Where the dollars went\n{}", self.dollars());
        }
        let _ = write!(out, "What happened\n{}", self.chapters());
        out
    }

    fn heading(&self) -> String {
        let (story, corridor) = (self.story, self.corridor);
        let demand = &corridor.demand[story.demand.index()];
        let cargo = &corridor.cargo[demand.cargo.index()];
        let [from, to] = [demand.from, demand.to].map(|node| &corridor.nodes[node.index()].name);
        format!(
            "{}#{}: {} of {} from {from} to {to}",
            demand.name,
            story.number,
            count(story.units, cargo.unit),
            cargo.name
        )
    }

    fn ending(&self) -> String {
        let story = self.story;
        let appeared = format!("It appeared on {}", date(self.corridor, story.appeared));
        let ended = match story.fate {
            Fate::Delivered => {
                format!(
                    "and was delivered on {}, {} later",
                    date(self.corridor, story.ended),
                    span(story.transit())
                )
            }
            Fate::TurnedAway => "and was turned away: the store was full".to_owned(),
            Fate::UnderWay => {
                format!("and was still under way at the horizon, {} later", span(story.transit()))
            }
        };
        let lots = match story.lots {
            1 => String::new(),
            many => format!(
                " It travelled as {many} lots; this is the way of the last, {} ({}).",
                story.lot.0.text(self.corridor),
                count(story.lot.1, self.unit())
            ),
        };
        format!("{appeared}, {ended}.{lots}")
    }

    fn unit(&self) -> LoadUnit {
        self.corridor.cargo[self.corridor.demand[self.story.demand.index()].cargo.index()].unit
    }

    fn hours(&self) -> String {
        let story = self.story;
        let whole = story.transit().as_ms().max(1) as f64;
        let mut causes: Vec<Cause> = Cause::ALL.into_iter().filter(|cause| story.hours[*cause] > 0).collect();
        causes.sort_by_key(|cause| std::cmp::Reverse(story.hours[*cause]));
        let lines = causes.into_iter().map(|cause| {
            let share = story.hours[cause] as f64 / whole * 100.0;
            format!("  {:>8}  {:>4.0} %  {}\n", span(story.hours.of(cause)), share, cause.words())
        });
        lines.collect()
    }

    fn dollars(&self) -> String {
        let story = self.story;
        let whole: i64 = story.dollars.iter().map(|(_, amount)| amount.0).sum();
        let lines = story.dollars.iter().map(|(payee, amount)| {
            let share = amount.0 as f64 / whole.max(1) as f64 * 100.0;
            format!("  {:>8}  {:>4.0} %  {}\n", plain(amount.usd()), share, self.payee(*payee))
        });
        let per_unit = whole as f64 / 1e6 / story.units.max(1) as f64;
        let sum = format!(
            "  {:>8}  USD in all, {} a {}\n",
            plain(whole as f64 / 1e6),
            plain(per_unit),
            self.unit().symbol()
        );
        lines.chain([sum]).collect()
    }

    fn payee(&self, payee: PayeeId) -> &str {
        &self.corridor.payees[payee.index()]
    }

    fn chapters(&self) -> String {
        let least = self.story.transit().as_ms() as f64 * TOO_SHORT;
        let mut out = String::new();
        let mut short = Duration::ZERO;
        for chapter in &self.story.chapters {
            if (chapter.span.as_ms() as f64) < least {
                short += chapter.span;
                continue;
            }
            let pauses = chapter.pauses.iter().map(|&(cause, closed)| pause(cause, closed));
            let _ = writeln!(
                out,
                "  {}  {:>7}  {}{}{}",
                date(self.corridor, chapter.from),
                span(chapter.span),
                self.sentence(chapter),
                pauses.collect::<String>(),
                if chapter.lasts { ", up to the horizon" } else { "" }
            );
            for line in chapter.obstacle.iter().flat_map(|obstacle| self.obstacle(chapter, obstacle)) {
                let _ = writeln!(out, "                             {line}");
            }
        }
        if !short.is_zero() {
            let _ = writeln!(out, "  and {} in shorter steps", span(short));
        }
        out
    }

    fn sentence(&self, chapter: &Chapter) -> String {
        let at = self.at(chapter);
        let by = chapter.vehicle.map(|vehicle| vehicle.text(self.corridor));
        let aboard = by.as_ref().map(|by| format!(" aboard {by}")).unwrap_or_default();
        match chapter.cause {
            Cause::Moving => format!("under way{aboard}{at}"),
            Cause::Handling => match &chapter.of {
                Of::Word("divide") => {
                    format!("divided into {} parts{aboard}{at}", chapter.parts.unwrap_or(1))
                }
                Of::Word("join") => match chapter.parts {
                    None | Some(0..=1) => format!("joined into one train{aboard}{at}"),
                    Some(parts) => format!("joined into {parts} parts{aboard}{at}"),
                },
                Of::Word(step) => format!("in `{step}`{at}"),
                _ => format!("being worked{at}"),
            },
            Cause::Documents => format!("in formalities{at}"),
            Cause::Consolidation => format!("loaded{at}, until the vehicle was ready to leave"),
            Cause::Vehicle => format!("ready, and waited for a vehicle{at}"),
            Cause::Berth => format!("waited{aboard} for a berth{at}"),
            Cause::Equipment => format!("waited for equipment{at}"),
            Cause::Path if chapter.vehicle.is_none() => self.before_a_pipe(chapter),
            Cause::Path => format!("waited{aboard} for a path{at}"),
            Cause::Weather => format!("waited{aboard} for a storm to end{at}"),
            Cause::OpeningHours => format!("waited{aboard} for opening hours{at}"),
            Cause::Works => format!("waited{aboard} for works or a closure to end{at}"),
            Cause::Customs => format!("in line and in release{aboard}{at}"),
            Cause::Locomotive => format!("waited{aboard} for a locomotive{at}"),
            Cause::Storage => format!("waited for room in a store{at}"),
            Cause::Breakdown => format!("stood broken down{aboard}{at}"),
            other => format!("{}{at}", other.words()),
        }
    }

    /// Only goods that no vehicle carries wait for a path of their own: in line for a pipeline, or in one.
    fn before_a_pipe(&self, chapter: &Chapter) -> String {
        let pipe = chapter.at.map(|at| said(at, self.corridor)).unwrap_or_default();
        match chapter.obstacle {
            Some(_) => format!("waited to be pumped into {pipe}"),
            None => format!("stood in {pipe}, behind others"),
        }
    }

    /// Where it was: the facility, or the place.
    fn at(&self, chapter: &Chapter) -> String {
        let place = chapter.place.map(|node| format!(" at {}", self.corridor.nodes[node.index()].name));
        match chapter.at {
            Some(facility) => format!(" ({}){}", said(facility, self.corridor), place.unwrap_or_default()),
            None => place.unwrap_or_default(),
        }
    }

    fn obstacle(&self, chapter: &Chapter, obstacle: &Obstacle) -> Vec<String> {
        let mut lines = Vec::new();
        lines.extend(obstacle.service.and_then(|service| self.water(service, chapter.from)));
        if obstacle.ahead > 0 {
            lines.push(match obstacle.ahead {
                1 => "one was in line before it".to_owned(),
                many => format!("{many} were in line before it"),
            });
        }
        lines.extend(obstacle.holders.iter().map(|holder| self.holder(holder)));
        if obstacle.held_by > obstacle.holders.len() {
            let others = obstacle.held_by - obstacle.holders.len();
            let what = match (chapter.cause, others) {
                (Cause::Vehicle, 1) => "vehicle",
                (Cause::Vehicle, _) => "vehicles",
                (Cause::Locomotive, 1) => "locomotive",
                (Cause::Locomotive, _) => "locomotives",
                _ => "that held it",
            };
            lines.push(format!("and {others} more {what}"));
        }
        lines
    }

    /// What ships of a service could load at an instant, where the water kept them from loading all that they can.
    fn water(&self, service: ServiceId, at: Time) -> Option<String> {
        let corridor = self.corridor.in_force(at);
        let fleet = corridor.fleet_of(service);
        let whole = fleet.draught.as_ref()?.payload;
        let payload = corridor.payload(service, at).filter(|payload| *payload < whole)?;
        let (berth, depth) = corridor.shallowest(service, at)?;
        let berth = said(Facility::Berth(berth), corridor);
        let metres = depth.max(0) as f64 / METRE as f64;
        let loads = match payload {
            0 => "could load nothing".to_owned(),
            _ => format!(
                "loaded at most {} t of {} t",
                plain((payload / 1000) as f64),
                plain((whole / 1000) as f64)
            ),
        };
        Some(format!("vehicles of {} {loads}: {metres:.2} m of water at the {berth}", fleet.name))
    }

    fn holder(&self, holder: &Holder) -> String {
        let who = holder.who.text(self.corridor);
        let mut line = format!("{who} was {}{}", self.doing(&holder.doing), self.since(holder.since));
        let behind: Vec<String> = holder
            .held_up_by
            .iter()
            .map(|(who, doing, since)| {
                format!("{} ({}{})", who.text(self.corridor), self.doing(doing), self.since(*since))
            })
            .collect();
        if !behind.is_empty() {
            let _ = write!(line, ", held by {}", behind.join(", "));
        }
        line
    }

    fn since(&self, since: Time) -> String {
        if since == Time::START { String::new() } else { format!(" since {}", date(self.corridor, since)) }
    }

    fn doing(&self, doing: &Doing) -> String {
        let node = |node: &crate::corridor::NodeId| self.corridor.nodes[node.index()].name.as_str();
        let service = |id: &crate::corridor::ServiceId| self.corridor.services[id.index()].name.as_str();
        match doing {
            Doing::Idle => "idle".to_owned(),
            Doing::IdleAt(place) => format!("at {}", node(place)),
            Doing::Waiting(facility) => format!("waiting for {}", said(*facility, self.corridor)),
            Doing::Worked(step, Some(place)) => format!("in `{step}` at {}", node(place)),
            Doing::Worked(step, None) => format!("in `{step}`"),
            Doing::Loading(of, Some(place)) => format!("loading at {} for {}", node(place), service(of)),
            Doing::Loading(of, None) => format!("loading for {}", service(of)),
            Doing::Unloading(place) => format!("unloading at {}", node(place)),
            Doing::UnderWay(Some(of)) => format!("under way for {}", service(of)),
            Doing::UnderWay(None) => "under way empty".to_owned(),
            Doing::Lying => "in the yard".to_owned(),
            Doing::Hauling(vehicle) => format!("hauling {}", vehicle.text(self.corridor)),
            Doing::Aboard(vehicle) => format!("aboard {}", vehicle.text(self.corridor)),
        }
    }
}

/// What of a chapter was closed.
fn pause(cause: Cause, closed: Duration) -> String {
    let why = match cause {
        Cause::Weather => "in a storm",
        Cause::OpeningHours => "outside opening hours",
        Cause::Works => "closed for works",
        _ => "closed by a disruption",
    };
    format!(", {} of it {why}", span(closed))
}

fn count(units: u64, unit: LoadUnit) -> String {
    format!("{} {}", plain(units as f64), if units == 1 { unit.symbol() } else { unit.plural() })
}

/// A span in days, hours or minutes.
fn span(span: Duration) -> String {
    let hours = span.as_hours();
    match hours {
        48.0.. => format!("{:.1} d", hours / 24.0),
        1.0.. => format!("{hours:.1} h"),
        _ => format!("{:.0} min", hours * 60.0),
    }
}

/// A facility as people say it: `crane of Aktau port`.
pub(super) fn said(facility: Facility, corridor: &Corridor) -> String {
    let text = facility.text(corridor);
    let (kind, name) = text.split_once(':').unwrap_or(("", &text));
    match (facility, name.split_once('/')) {
        (_, Some((place, name))) => format!("{name} of {place}"),
        (Facility::Link(_), None) => name.to_owned(),
        (_, None) => format!("{kind} {name}"),
    }
}

/// An instant as a date and a time of day.
pub(super) fn date(corridor: &Corridor, at: Time) -> String {
    let start = corridor.start.to_datetime(jiff::civil::Time::midnight());
    let since = i64::try_from(at.ms()).map(jiff::SignedDuration::from_millis);
    start.saturating_add(since.unwrap_or(jiff::SignedDuration::MAX)).strftime("%Y-%m-%d %H:%M").to_string()
}
