//! Single track: both directions share it, one at a time.
//!
//! ```text
//! asks ─► in line at its end ─► its turn, its headway, the link open ─► inside … off ─► the next
//! ```
//! When a train will be off is known only when it is, so trains stand in a line at either end, and whenever
//! one asks, comes off or could follow, it is looked who may go in. A train that waits holds no other
//! track: nodes hold any number of trains. So nobody ever waits in a circle.

use super::log::Log;
use super::slowdown::exit;
use super::tally::p90;
use super::train::PartKey;
use super::vehicle::VehicleKey;
use super::voyage::travel_time;
use super::world::{Event, World};
use crate::corridor::ledger::Cause;
use crate::corridor::model::{Corridor, GateId, Hop, Link, LinkId, Meeting};
use crate::corridor::outcome::ResourceOutcome;
use crate::sim::{Gate, Level, Rank, Time, Waits};
use std::collections::VecDeque;

/// Who asks for a track.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asker {
    /// A train, or its last part.
    Train(VehicleKey),
    /// A part that goes before the last.
    Part(PartKey),
}

/// A train that waits.
#[derive(Clone, Copy, Debug)]
struct Asking {
    who: Asker,
    since: Time,
    /// Its place in the order of asking, from both ends together.
    number: u64,
}

/// A single track: who is on it and who waits at its ends.
#[derive(Debug, Default)]
pub(super) struct Track {
    lines: [VecDeque<Asking>; 2],
    asked: u64,
    inside: u32,
    /// The direction of those inside, or of the last that were.
    direction: usize,
    /// How many have entered in that direction since it last changed.
    run: u64,
    /// When the next may follow, by direction.
    next: [Time; 2],
    /// When it will be looked again at who may go in.
    wakes: Option<Time>,
    busy: [Level; 2],
    queues: [Level; 2],
    waits: [Waits; 2],
}

impl Track {
    pub(super) fn of(corridor: &Corridor) -> Vec<Self> {
        corridor.links.iter().filter(|link| link.single.is_some()).map(|_| Self::default()).collect()
    }

    pub(super) fn clear(&mut self) {
        let mut kept = std::mem::take(self);
        kept.lines.iter_mut().for_each(VecDeque::clear);
        kept.waits.iter_mut().for_each(Waits::reset);
        (self.lines, self.waits) = (kept.lines, kept.waits);
    }

    pub(super) fn reset_monitors(&mut self, now: Time) {
        self.busy.iter_mut().chain(&mut self.queues).for_each(|level| level.reset(now));
        self.waits.iter_mut().for_each(Waits::reset);
    }

    /// How many wait, in either direction.
    pub(super) fn waiting(&self) -> [f64; 2] {
        self.queues.each_ref().map(|queue| queue.get() as f64)
    }

    pub(super) fn outcomes(&mut self, now: Time) -> [ResourceOutcome; 2] {
        [0, 1].map(|way| ResourceOutcome {
            utilisation: self.busy[way].mean(now),
            mean_queue: self.queues[way].mean(now),
            mean_wait: self.waits[way].mean(),
            p90_wait: p90(&mut self.waits[way]),
        })
    }

    fn ask(&mut self, who: Asker, way: usize, now: Time) {
        self.asked += 1;
        self.lines[way].push_back(Asking { who, since: now, number: self.asked });
        self.queues[way].add(now, 1);
    }

    /// The direction whose first train is to go next, if the track is clear for it. `entry` tells when one of
    /// a direction could enter.
    fn turn(&self, meets: Meeting, now: Time, entry: impl Fn(usize) -> Time) -> Option<usize> {
        let convoy = match meets {
            Meeting::FirstCome => None,
            Meeting::Alternate { convoy } => Some(convoy),
            Meeting::Pattern { .. } => return self.turn_by_hours(now, entry),
        };
        let same = self.direction;
        let other = 1 - same;
        let [ours, theirs] = [same, other].map(|way| self.lines[way].front());
        let changes = match (ours, theirs) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(ours), Some(theirs)) => match convoy {
                None => theirs.number < ours.number,
                Some(convoy) => self.run >= u64::from(convoy),
            },
        };
        match changes {
            true if self.inside > 0 => None,
            true => Some(other),
            false => ours.map(|_| same),
        }
    }

    /// The direction whose first train can enter first; of those whose time has come, the one that has come
    /// first.
    fn turn_by_hours(&self, now: Time, entry: impl Fn(usize) -> Time) -> Option<usize> {
        let heads =
            (0..2).filter_map(|way| Some((entry(way).max(now), self.lines[way].front()?.number, way)));
        let (entry, _, way) = heads.min()?;
        let against = self.inside > 0 && way != self.direction;
        (entry > now || !against).then_some(way)
    }

    /// Lets the first of a line in, which waits no longer.
    fn let_in(&mut self, way: usize, now: Time) -> Option<Asking> {
        let first = self.lines[way].pop_front()?;
        self.queues[way].subtract(now, 1);
        self.waits[way].record(now - first.since);
        self.run = if way == self.direction { self.run.saturating_add(1) } else { 1 };
        self.direction = way;
        self.inside += 1;
        self.busy[way].set(now, 1);
        Some(first)
    }

    fn let_out(&mut self, now: Time) {
        self.inside = self.inside.saturating_sub(1);
        if self.inside == 0 {
            self.busy[self.direction].set(now, 0);
        }
    }
}

impl<L: Log> World<'_, L> {
    /// A vehicle stands before a single track.
    pub(super) fn ask_for_track(&mut self, who: Asker, hop: Hop) {
        let Some(single) = self.corridor.links[hop.link.index()].single else { return };
        self.single[single.place].ask(who, usize::from(hop.backward), self.now);
        self.look_at_track(hop.link);
    }

    /// A vehicle that was on a single track is off it.
    pub(super) fn leave_track(&mut self, key: VehicleKey) {
        let Some(link) = self.vehicles[key].on.take() else { return };
        self.clear_track(link);
    }

    /// Somebody is off a single track.
    pub(super) fn clear_track(&mut self, link: LinkId) {
        let Some(single) = self.corridor.links[link.index()].single else { return };
        self.single[single.place].let_out(self.now);
        self.look_at_track(link);
    }

    /// The time has come when somebody could go in.
    pub(super) fn track_wakes(&mut self, link: LinkId) {
        let Some(single) = self.corridor.links[link.index()].single else { return };
        let wakes = &mut self.single[single.place].wakes;
        if *wakes == Some(self.now) {
            *wakes = None;
        }
        self.look_at_track(link);
    }

    /// Lets in whoever may go.
    fn look_at_track(&mut self, id: LinkId) {
        let link = &self.corridor.links[id.index()];
        let Some(single) = link.single else { return };
        let now = self.now;
        loop {
            let (track, gates) = (&self.single[single.place], &self.gates);
            let hours = match single.meets {
                Meeting::Pattern { hours } => hours,
                Meeting::FirstCome | Meeting::Alternate { .. } => [None, None],
            };
            let entry = |way: usize| opening(gates, [link.gate, hours[way]], now.max(track.next[way]));
            let Some(way) = track.turn(single.meets, now, entry) else { return };
            let entry = entry(way);
            let track = &mut self.single[single.place];
            if entry > now {
                if track.wakes.is_none_or(|wakes| wakes > entry) {
                    track.wakes = Some(entry);
                    self.calendar.schedule(entry, Rank::Arrive, Event::TrackWakes(id));
                }
                return;
            }
            let Some(first) = track.let_in(way, now) else { return };
            if let Some(headway) = link.headway {
                track.next[way] = now + headway;
            }
            let hop = Hop { link: id, backward: way == 1 };
            match first.who {
                Asker::Train(key) => self.pass_track(key, first.since, link, hop),
                Asker::Part(part) => self.part_on_track(part, hop),
            }
        }
    }

    /// A train enters: its wait is booked, and its way to the other end begins.
    fn pass_track(&mut self, key: VehicleKey, since: Time, link: &Link, hop: Hop) {
        let now = self.now;
        let mut wait = now - since;
        let vehicle = &mut self.vehicles[key];
        if let Some(gate) = link.gate {
            self.gates[gate.index()].closed_between(since, now, |cause, closed| {
                vehicle.hours.book(cause, closed);
                wait = wait - closed;
            });
        }
        vehicle.hours.book(Cause::Path, wait);
        vehicle.on = Some(hop.link);
        let fleet = &self.corridor.fleets[vehicle.fleet.index()];
        let span = travel_time(link, fleet, &self.noise, vehicle.trip, vehicle.hop);
        if vehicle.may_stop() && self.breaks_down(key, now, span) {
            return;
        }
        let vehicle = &mut self.vehicles[key];
        vehicle.hours.book(Cause::Moving, span);
        vehicle.hop += 1;
        vehicle.released = false;
        vehicle.regauged = false;
        let end = exit(&self.slowdowns, link, now, span);
        self.book_slowed(key, hop.link, end, (end - now) - span);
        self.tell_passes(key, hop, now, end);
        self.calendar.schedule(end, Rank::Arrive, Event::Hop(key));
    }
}

/// The first instant, from one on, when two gates are open.
fn opening(gates: &[Gate<Cause>], both: [Option<GateId>; 2], from: Time) -> Time {
    let next = |gate: Option<GateId>, at| gate.map_or(at, |gate| gates[gate.index()].next_open(at));
    let mut at = from;
    loop {
        let first = next(both[0], at);
        let second = next(both[1], first);
        if second == first {
            return first;
        }
        at = second;
    }
}
