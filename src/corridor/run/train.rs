//! Trains that are too heavy or too long for a section go in parts.
//!
//! ```text
//! comes ─► joined, if fewer parts do ─► border, gauge ─► divided, if more are needed ─► its parts, one
//!          after the other ─► … ─► the last is in: the next passage
//! ```
//! The vehicle itself is the last of its parts: it keeps the hours and the goods. Those before it are
//! kept here, take a path or their turn on single track each like a train of its own, and are gone
//! where they come together again. They follow each other everywhere, so that the last is in last,
//! unless a project changes how fast they go; then the vehicle waits for them.

use super::arena::Arena;
use super::log::Log;
use super::slowdown::exit;
use super::traveller::Traveller;
use super::vehicle::VehicleKey;
use super::voyage::{Passing, travel_time};
use super::world::{Event, World};
use crate::corridor::ledger::{Cause, Hours};
use crate::corridor::model::{Corridor, Hop, LinkId, Passage, Train};
use crate::corridor::record::Facility;
use crate::quantity::Duration;
use crate::sim::{Rank, Time};

/// A part's place in the arena.
pub(super) type PartKey = u32;

/// A part of a train that goes before the last.
#[derive(Clone, Copy, Debug)]
struct Part {
    train: VehicleKey,
    /// From 1; the last part is the vehicle itself.
    number: u32,
    /// The next hop of its way, and the one before which it is in.
    hop: u16,
    until: u16,
    /// The single track that it is on.
    on: Option<LinkId>,
}

/// How a train goes.
#[derive(Clone, Copy, Debug)]
struct Made {
    /// In how many parts.
    parts: u32,
    /// Of them, those before the last that are not in yet.
    out: u32,
    /// The hop before which they come together.
    until: u16,
    /// Since when it has waited for them.
    waits: Option<Time>,
}

/// Work on a train that comes to stand in more parts, or in fewer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marshalling {
    /// What is done.
    pub(super) word: &'static str,
    /// The section that asks for it.
    pub(super) section: Hop,
    /// In how many parts the train goes then.
    pub(super) parts: u32,
    pub(super) time: Duration,
}

impl Made {
    const WHOLE: Self = Self { parts: 1, out: 0, until: 0, waits: None };
    /// No train: never divided.
    const OTHER: Self = Self { until: u16::MAX, ..Self::WHOLE };
}

/// What is kept in mind where sections have limits.
#[derive(Debug, Default)]
pub(super) struct Trains {
    /// By the place of the vehicle.
    made: Vec<Made>,
    parts: Arena<Part>,
}

impl Trains {
    pub(super) fn of(corridor: &Corridor) -> Option<Box<Self>> {
        corridor.links.iter().any(|link| link.limits.is_some()).then(Box::default)
    }

    pub(super) fn clear(&mut self) {
        self.made.clear();
        self.parts.clear();
    }
}

impl<L: Log> World<'_, L> {
    /// A vehicle sets out: it is whole.
    pub(super) fn make_up(&mut self, key: VehicleKey) {
        let Some(trains) = &mut self.trains else { return };
        let place = key as usize;
        if trains.made.len() <= place {
            trains.made.resize(place + 1, Made::OTHER);
        }
        let train = self.corridor.fleets[self.vehicles[key].fleet.index()].train;
        trains.made[place] = if train.is_some() { Made::WHOLE } else { Made::OTHER };
    }

    fn made(&self, key: VehicleKey) -> Made {
        self.trains.as_ref().map_or(Made::OTHER, |trains| trains.made[key as usize])
    }

    fn make(&mut self, key: VehicleKey, change: impl FnOnce(&mut Made)) {
        if let Some(trains) = &mut self.trains {
            change(&mut trains.made[key as usize]);
        }
    }

    /// Whether the parts of a vehicle come together before its next hop.
    #[inline]
    pub(super) fn comes_together(&self, key: VehicleKey) -> bool {
        self.made(key).until == self.vehicles[key].hop
    }

    /// Whether a vehicle goes in parts.
    pub(super) fn is_divided(&self, key: VehicleKey) -> bool {
        self.made(key).parts > 1
    }

    /// How a train goes on from its next hop.
    fn passage_ahead(&self, key: VehicleKey, train: Train, way: &[Hop]) -> Passage {
        let corridor = self.corridor;
        let gross = self.gross(key, train);
        let checked = self.vehicles[key].aboard.is_some();
        let gathers = |place: usize| {
            let border = checked && corridor.links[way[place].link.index()].border.is_some();
            border || corridor.gauge_change(way[place - 1], way[place]).is_some()
        };
        let parts = self.made(key).parts;
        let from = usize::from(self.vehicles[key].hop);
        corridor.passage(way, from, parts, |limits| limits.parts(train, gross), gathers)
    }

    /// What a train weighs with all that is aboard (g).
    fn gross(&self, key: VehicleKey, train: Train) -> u64 {
        let weigh = |lot| {
            let lot = &self.lots[lot];
            let cargo = self.corridor.demand[lot.demand.index()].cargo;
            self.corridor.cargo[cargo.index()].grams(u64::from(lot.count))
        };
        self.lots_of(Traveller::Vehicle(key)).map(weigh).fold(train.tare, u64::saturating_add)
    }

    fn train(&self, key: VehicleKey) -> Option<Train> {
        let vehicle = &self.vehicles[key];
        let fleet = &self.corridor.fleets[vehicle.fleet.index()];
        let train = fleet.train?;
        Some(fleet.in_trains.map_or(train, |_| train.of_wagons(vehicle.wagons_on)))
    }

    /// Whether a train has to wait for its parts, or to be joined, before it can go on.
    pub(super) fn is_joined(&mut self, key: VehicleKey, way: &[Hop]) -> bool {
        let Some(train) = self.train(key) else { return false };
        let (made, now) = (self.made(key), self.now);
        if made.out > 0 {
            self.make(key, |made| made.waits = Some(now));
            return true;
        }
        let parts = self.passage_ahead(key, train, way).parts;
        if parts >= made.parts {
            return false;
        }
        let behind = usize::from(self.vehicles[key].hop).checked_sub(1).and_then(|place| way.get(place));
        behind.is_some_and(|&section| {
            let limits = &self.corridor.links[section.link.index()].limits;
            let time = limits.map_or(Duration::ZERO, |limits| limits.joining);
            self.marshal(key, Marshalling { word: "join", section, parts, time })
        })
    }

    /// Whether a train has to be divided before it can go on; if not, its parts set out.
    pub(super) fn is_parted(&mut self, key: VehicleKey, way: &[Hop]) -> bool {
        let Some(train) = self.train(key) else { return false };
        let Passage { parts, until } = self.passage_ahead(key, train, way);
        let hop = self.vehicles[key].hop;
        if parts > self.made(key).parts
            && let Some(&section) = way.get(usize::from(hop))
        {
            let limits = &self.corridor.links[section.link.index()].limits;
            let time = limits.map_or(Duration::ZERO, |limits| limits.dividing);
            if self.marshal(key, Marshalling { word: "divide", section, parts, time }) {
                return true;
            }
        }
        let until = until as u16;
        self.make(key, |made| (made.until, made.out) = (until, parts - 1));
        for number in 1..parts {
            let part = Part { train: key, number, hop, until, on: None };
            let part = self.trains.as_mut().map(|trains| trains.parts.insert(part));
            part.into_iter().for_each(|part| self.part_goes(part));
        }
        false
    }

    /// A train is divided or joined: it stands, if that takes time, and then goes on.
    fn marshal(&mut self, key: VehicleKey, work: Marshalling) -> bool {
        let Marshalling { section, parts, time, .. } = work;
        self.make(key, |made| made.parts = parts);
        self.tell_trip_hours(key, Some(Facility::Link(section.link)));
        self.vehicles[key].hours.book(Cause::Handling, time);
        self.tell_marshalled(key, work);
        if time.is_zero() {
            return false;
        }
        self.calendar.schedule(self.now + time, Rank::Arrive, Event::Hop(key));
        true
    }

    /// A part is where its next hop begins, or in.
    pub(super) fn part_goes(&mut self, key: PartKey) {
        let Some(trains) = &mut self.trains else { return };
        let left = trains.parts[key].on.take();
        let Part { train, number, hop, until, .. } = trains.parts[key];
        if let Some(link) = left {
            self.clear_track(link);
        }
        let ahead = self.way(train).get(usize::from(hop)).filter(|_| hop < until);
        let Some(&hop) = ahead else { return self.part_is_in(key, train) };
        let link = &self.corridor.links[hop.link.index()];
        if link.single.is_some() {
            return self.ask_for_track(super::single::Asker::Part(key), hop);
        }
        let passing = Passing { link, hop, gates: &self.gates, slots: &mut self.slots };
        let entry = passing.enter(self.now, &mut Hours::NONE.clone());
        self.part_enters(key, (train, number), hop, entry);
    }

    /// A part has its turn on single track.
    pub(super) fn part_on_track(&mut self, key: PartKey, hop: Hop) {
        let Some(trains) = &mut self.trains else { return };
        let part = &mut trains.parts[key];
        part.on = Some(hop.link);
        let who = (part.train, part.number);
        self.part_enters(key, who, hop, self.now);
    }

    fn part_enters(&mut self, key: PartKey, (train, number): (VehicleKey, u32), hop: Hop, entry: Time) {
        let Some(trains) = &mut self.trains else { return };
        let vehicle = &self.vehicles[train];
        let fleet = &self.corridor.fleets[vehicle.fleet.index()];
        let link = &self.corridor.links[hop.link.index()];
        let span = travel_time(link, fleet, &self.noise, vehicle.trip, trains.parts[key].hop);
        let end = exit(&self.slowdowns, link, entry, span);
        trains.parts[key].hop += 1;
        self.tell_part_passes((train, number), hop, entry, end);
        self.calendar.schedule(end, Rank::Arrive, Event::PartHop(key));
    }

    /// A part is in; the train may have waited for it.
    fn part_is_in(&mut self, key: PartKey, train: VehicleKey) {
        let Some(trains) = &mut self.trains else { return };
        trains.parts.remove(key);
        let made = &mut trains.made[train as usize];
        made.out -= 1;
        if made.out == 0
            && let Some(since) = made.waits.take()
        {
            self.vehicles[train].hours.book(Cause::Path, self.now - since);
            self.tell_trip_hours(train, None);
            self.travel(train);
        }
    }
}
