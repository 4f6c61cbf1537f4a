//! Locomotives, and what vehicles need after their work.
//!
//! ```text
//! train     ready to leave, or where the locomotive changes ─► one here? ── hauled ─► end of the stretch
//!                                                            └─ in line; one is called
//! engine    idle ─► hauling ─► turned round ─► the next train here, or where one waits, or idle … home
//! ```
//! A train that waits for a locomotive holds no berth, no track and no other locomotive, and one that is
//! hauled waits for nobody who waits for a locomotive: nobody ever waits in a circle.

use super::log::Log;
use super::pool::HOME;
use super::vehicle::{Duty, VehicleKey};
use super::world::{Event, World};
use crate::corridor::ledger::Cause;
use crate::corridor::model::{Corridor, FleetId, Hop, NodeId, Returns};
use crate::quantity::Duration;
use crate::sim::{Rank, Time};
use std::collections::VecDeque;

/// The trains that wait for locomotives.
#[derive(Debug)]
pub(super) struct Engines {
    /// Who waits since when, by fleet of locomotives and port; one line where they return at once.
    lines: Vec<Vec<VecDeque<(VehicleKey, Time)>>>,
}

impl Engines {
    /// The lines of a corridor where some vehicles are hauled.
    pub(super) fn of(corridor: &Corridor) -> Option<Box<Self>> {
        let any = corridor.fleets.iter().any(|fleet| fleet.hauls);
        let ports = |hauls: bool, ports: usize| if hauls { ports } else { 0 };
        let lines =
            corridor.fleets.iter().map(|fleet| vec![VecDeque::new(); ports(fleet.hauls, fleet.ports.len())]);
        any.then(|| Box::new(Self { lines: lines.collect() }))
    }

    pub(super) fn clear(&mut self) {
        self.lines.iter_mut().flatten().for_each(VecDeque::clear);
    }
}

impl<L: Log> World<'_, L> {
    /// Whose locomotive a vehicle needs on a link.
    #[inline]
    fn hauler(&self, key: VehicleKey, hop: Hop) -> Option<FleetId> {
        self.corridor.hauled(self.vehicles[key].fleet, hop)
    }

    /// Whether a vehicle changes its locomotive before a link, takes one or leaves it.
    #[inline]
    pub(super) fn changes_locomotive(&self, key: VehicleKey, hop: Hop) -> bool {
        let has = self.vehicles[key].hitched.map(|engine| self.vehicles[engine].fleet);
        let due = self.hauler(key, hop);
        has != due && (self.service.is_none() || self.may_change(key, hop, [has, due]))
    }

    /// Whether a locomotive is changed where projects have changed who hauls whom. It is left where others of
    /// its fleet are as well, and where the next one can be had, or at the last such place of the way;
    /// it is taken where others of its fleet are.
    #[cold]
    fn may_change(&self, key: VehicleKey, hop: Hop, [has, due]: [Option<FleetId>; 2]) -> bool {
        let node = self.corridor.origin(hop);
        let stands = |fleet: Option<FleetId>| fleet.is_none_or(|fleet| self.is_place_of(fleet, node));
        let Some(has) = has else { return stands(due) };
        let ahead = self.way(key).get(usize::from(self.vehicles[key].hop)..).unwrap_or_default();
        let later = || ahead.iter().any(|&hop| self.is_place_of(has, self.corridor.destination(hop)));
        stands(Some(has)) && (stands(due) || !later())
    }

    /// Whether locomotives of a fleet are taken or left at a node.
    fn is_place_of(&self, fleet: FleetId, node: NodeId) -> bool {
        let fleet = &self.corridor.fleets[fleet.index()];
        fleet.returns == Returns::AtOnce || fleet.port(node).is_some()
    }

    /// Projects may have changed who hauls those who wait for a locomotive: they look again.
    pub(super) fn look_for_other_locomotives(&mut self) {
        let lines = self.engines.as_ref().map_or(0, |engines| engines.lines.len());
        for fleet in (0..lines).map(FleetId::at) {
            let Some(engines) = &mut self.engines else { return };
            let waiting: Vec<(usize, VehicleKey, Time)> = engines.lines[fleet.index()]
                .iter()
                .enumerate()
                .flat_map(|(stand, line)| line.iter().map(move |&(train, since)| (stand, train, since)))
                .collect();
            for (stand, train, since) in waiting {
                let Some(&hop) = self.way(train).get(usize::from(self.vehicles[train].hop)) else { continue };
                if self.hauler(train, hop) == Some(fleet) {
                    continue;
                }
                if let Some(engines) = &mut self.engines {
                    engines.lines[fleet.index()][stand].retain(|&(other, _)| other != train);
                }
                self.waits_no_longer(train, since, fleet);
                self.calendar.schedule(self.now, Rank::Arrive, Event::Hop(train));
            }
        }
    }

    /// Where locomotives of a fleet stand for those who need one at a node.
    fn stand(&self, fleet: FleetId, node: NodeId) -> usize {
        let fleet = &self.corridor.fleets[fleet.index()];
        match fleet.returns {
            Returns::AtOnce => usize::from(HOME),
            Returns::Travels { .. } => fleet.port(node).unwrap_or(usize::from(HOME)),
        }
    }

    /// Whether a vehicle has the locomotive that it needs for a link, or needs none; if not, it waits.
    pub(super) fn couples(&mut self, key: VehicleKey, hop: Hop) -> bool {
        let Some(fleet) = self.hauler(key, hop) else { return true };
        let node = self.corridor.origin(hop);
        if self.service.is_some() && !self.is_place_of(fleet, node) {
            // A project has changed who hauls after the train had come here.
            return true;
        }
        let stand = self.stand(fleet, node);
        if let Some(engine) = self.idle_locomotive(fleet, stand) {
            self.fleets[fleet.index()].waits.record(Duration::ZERO);
            self.hitch(key, engine, node);
            return true;
        }
        let now = self.now;
        if let Some(engines) = &mut self.engines {
            engines.lines[fleet.index()][stand].push_back((key, now));
        }
        self.fleets[fleet.index()].queue.add(now, 1);
        self.tell_waits_for_locomotive(key, fleet, node);
        self.call_locomotive(fleet, stand);
        false
    }

    /// A locomotive that stands somewhere without a task. From now on it is busy.
    fn idle_locomotive(&mut self, fleet: FleetId, stand: usize) -> Option<VehicleKey> {
        let engine = self.idle[fleet.index()].at[stand].pop_front().or_else(|| self.another(fleet))?;
        self.stop_timer(engine);
        self.start_duty(engine);
        Some(engine)
    }

    /// How many wait somewhere that no locomotive is coming for.
    fn unserved(&self, fleet: FleetId, stand: usize) -> u64 {
        let line = self.engines.as_ref().map_or(0, |engines| engines.lines[fleet.index()][stand].len());
        (line as u64).saturating_sub(self.idle[fleet.index()].coming[stand])
    }

    /// The nearest locomotive that idles elsewhere runs light to where one waits that none is coming for.
    fn call_locomotive(&mut self, fleet: FleetId, to: usize) {
        if self.unserved(fleet, to) == 0 {
            return;
        }
        let engines = &self.corridor.fleets[fleet.index()];
        if engines.ways.is_empty() {
            return;
        }
        let idle = &self.idle[fleet.index()];
        let metres = |way: &[Hop]| {
            let km: f64 = way.iter().map(|hop| self.corridor.links[hop.link.index()].length.as_km()).sum();
            (km * 1e3) as u64
        };
        let ports = (0..idle.at.len()).filter(|&from| !idle.at[from].is_empty());
        let ways = ports.filter_map(|from| Some((metres(engines.way(from, to)?), from)));
        let nearest = ways.min().map(|(_, from)| from);
        if let Some(engine) = nearest.and_then(|from| self.idle[fleet.index()].at[from].pop_front()) {
            self.stop_timer(engine);
            self.start_duty(engine);
            self.send_empty(engine, to);
        }
    }

    fn hitch(&mut self, train: VehicleKey, engine: VehicleKey, node: NodeId) {
        self.vehicles[train].hitched = Some(engine);
        let hauling = &mut self.vehicles[engine];
        hauling.hitched = Some(train);
        hauling.duty = Duty::Hauling;
        if let Some(books) = &mut self.emitted {
            books.take_over(engine, train);
        }
        self.tell_coupled(train, engine, node);
    }

    /// A vehicle has come to where its locomotive leaves it, if it has one.
    pub(super) fn uncouple(&mut self, key: VehicleKey, node: NodeId) {
        let Some(engine) = self.vehicles[key].hitched.take() else { return };
        let stand = self.stand(self.vehicles[engine].fleet, node);
        self.vehicles[engine].hitched = None;
        self.vehicles[engine].port = stand as u16;
        self.tell_uncoupled(key, engine, node);
        self.turn_round(engine);
    }

    /// A vehicle that may be hauled is off the place it goes to.
    pub(super) fn arrives_hauled(&mut self, key: VehicleKey) {
        if let Some(&last) = self.way(key).last() {
            self.uncouple(key, self.corridor.destination(last));
        }
    }

    /// A locomotive is at hand: it takes the first who waits where it is, or goes where one waits longest
    /// that none is coming for, or idles.
    pub(super) fn locomotive_at_hand(&mut self, key: VehicleKey) {
        let fleet = self.vehicles[key].fleet;
        let stand = usize::from(self.vehicles[key].port);
        let first = self.engines.as_mut().and_then(|engines| engines.lines[fleet.index()][stand].pop_front());
        if let Some((train, since)) = first {
            return self.hitch_waiting(train, since, key);
        }
        match self.longest_without_locomotive(fleet, stand) {
            Some(to) => self.send_empty(key, to),
            None => {
                self.end_duty(key);
                self.rest(key);
            }
        }
    }

    fn hitch_waiting(&mut self, train: VehicleKey, since: Time, engine: VehicleKey) {
        let node = self.waits_no_longer(train, since, self.vehicles[engine].fleet);
        self.hitch(train, engine, node);
        self.calendar.schedule(self.now, Rank::Arrive, Event::Hop(train));
    }

    /// The wait of a train for a locomotive is over; where that was.
    fn waits_no_longer(&mut self, train: VehicleKey, since: Time, fleet: FleetId) -> NodeId {
        let wait = self.now - since;
        let monitor = &mut self.fleets[fleet.index()];
        monitor.queue.subtract(self.now, 1);
        monitor.waits.record(wait);
        self.vehicles[train].hours.book(Cause::Locomotive, wait);
        let hop = self.way(train).get(usize::from(self.vehicles[train].hop)).copied();
        let node = hop.map_or(NodeId::at(0), |hop| self.corridor.origin(hop));
        self.tell_waited_for_locomotive(train, fleet, node);
        node
    }

    /// Where one waits longest that no locomotive is coming for, if there is a way from here.
    fn longest_without_locomotive(&self, fleet: FleetId, from: usize) -> Option<usize> {
        let engines = self.engines.as_ref()?;
        if self.fleets[fleet.index()].queue.get() == 0 {
            return None;
        }
        let own = &self.corridor.fleets[fleet.index()];
        let reached = |to: &usize| !own.ways.is_empty() && own.way(from, *to).is_some();
        let lines = &engines.lines[fleet.index()];
        let first = |to: &usize| {
            // Those at the head are those that others are coming for.
            let coming = self.idle[fleet.index()].coming[*to] as usize;
            lines[*to].get(coming).map_or(Time::NEVER, |&(_, since)| since)
        };
        (0..lines.len()).filter(|to| self.unserved(fleet, *to) > 0 && reached(to)).min_by_key(first)
    }

    /// What a vehicle needs after its work, before it is at hand again.
    pub(super) fn turn_round(&mut self, key: VehicleKey) {
        let vehicle = &mut self.vehicles[key];
        let Some(turn) = &self.corridor.fleets[vehicle.fleet.index()].turn_round else {
            return self.next_task(key);
        };
        vehicle.duty = Duty::TurningRound;
        vehicle.turns += 1;
        let draws = self.noise.at(turn.draws, vehicle.own.child(vehicle.turns));
        let span = Duration::nearest_ms(turn.time.sample(draws));
        self.tell_turn_round(key, Some(span));
        self.calendar.schedule(self.now + span, Rank::Finish, Event::TurnedRound(key));
    }

    /// A vehicle has been turned round.
    pub(super) fn turned_round(&mut self, key: VehicleKey) {
        self.tell_turn_round(key, None);
        self.next_task(key);
    }
}
