//! What a vehicle does between its berths: leave, wait for paths, move, arrive. Borders have a file
//! of their own.

use super::log::Log;
use super::lot::{LotKey, Stage};
use super::single::Asker;
use super::slowdown::exit;
use super::tally::p90;
use super::traveller::Traveller;
use super::vehicle::{Duty, Vehicle, VehicleKey};
use super::world::{Event, World};
use crate::corridor::ledger::{Cause, Hours};
use crate::corridor::model::{Fleet, Freight, GateId, Hop, Leg, Link, Micros, Pace, PayeeId};
use crate::corridor::outcome::ResourceOutcome;
use crate::corridor::record::{Facility, RecordKind};
use crate::noise::{Item, Noise};
use crate::quantity::Duration;
use crate::sim::{Gate, Rank, Time, Waits};

/// The paths of a link in one direction: departures keep their distance.
///
/// They leave in the order of asking and each is as long as the headway, so whoever asks is told
/// at once when it may go; nobody needs to be kept in line. A wait or a path may reach past the
/// horizon then: what is seen of them is the part inside the measured window.
#[derive(Debug, Default)]
pub(super) struct Slots {
    next: Time,
    /// From the end of the warm-up to the horizon.
    window: [Time; 2],
    /// Vehicles × milliseconds waiting.
    waiting: u128,
    /// Milliseconds of paths in use.
    used: u128,
    waits: Waits,
}

impl Slots {
    /// Back to an empty link; what happens inside the window will be measured.
    pub(super) fn clear(&mut self, window: [Time; 2]) {
        self.waits.reset();
        *self = Self { window, waits: std::mem::take(&mut self.waits), ..Self::default() };
    }

    /// Takes the next path for one who asks now; `opening` tells when the link is open.
    fn take(&mut self, now: Time, headway: Duration, opening: impl Fn(Time) -> Time) -> Time {
        let entry = opening(now.max(self.next));
        self.next = entry + headway;
        self.waiting += self.measured(now, entry);
        self.used += self.measured(entry, self.next);
        let [from, to] = self.window;
        if (from..to).contains(&entry) {
            self.waits.record(entry - now);
        }
        entry
    }

    /// Milliseconds of a span inside the window.
    fn measured(&self, begin: Time, end: Time) -> u128 {
        let [from, to] = self.window;
        u128::from((end.min(to) - begin.max(from)).as_ms())
    }

    /// How many are in line for paths.
    pub(super) fn in_line(&self, now: Time, headway: Duration) -> f64 {
        ((self.next - now).as_ms() / headway.as_ms().max(1)) as f64
    }

    pub(super) fn outcome(&mut self) -> ResourceOutcome {
        let [from, to] = self.window;
        let span = (to - from).as_ms();
        let mean = |sum: u128| (span > 0).then(|| sum as f64 / span as f64);
        ResourceOutcome {
            utilisation: mean(self.used),
            mean_queue: mean(self.waiting),
            mean_wait: self.waits.mean(),
            p90_wait: p90(&mut self.waits),
        }
    }
}

/// A link about to be entered, with all that may be in the way.
pub(super) struct Passing<'w> {
    pub(super) link: &'w Link,
    pub(super) hop: Hop,
    pub(super) gates: &'w [Gate<Cause>],
    pub(super) slots: &'w mut [Slots],
}

impl Passing<'_> {
    /// When a traveller that is there `at` an instant may enter; the wait is booked.
    #[inline(always)]
    pub(super) fn enter(self, at: Time, hours: &mut Hours) -> Time {
        match (self.link.headway, self.link.gate) {
            (None, None) => at,
            _ => self.wait(at, hours),
        }
    }

    #[inline(never)]
    fn wait(self, at: Time, hours: &mut Hours) -> Time {
        let gate = self.link.gate.map(|gate| &self.gates[gate.index()]);
        let opening = |at| gate.map_or(at, |gate| gate.next_open(at));
        let entry = match self.link.headway {
            None => opening(at),
            Some(headway) => {
                let direction = self.hop.link.index() * 2 + usize::from(self.hop.backward);
                self.slots[direction].take(at, headway, opening)
            }
        };
        if entry > at {
            let mut wait = entry - at;
            if let Some(gate) = gate {
                gate.closed_between(at, entry, |cause, closed| {
                    hours.book(cause, closed);
                    wait = wait - closed;
                });
            }
            hours.book(Cause::Path, wait);
        }
        entry
    }
}

/// The slower of link and vehicle sets the pace, unless the link names a time.
#[inline(always)]
pub(super) fn travel_time(link: &Link, fleet: &Fleet, noise: &Noise, trip: Item, hop: u16) -> Duration {
    let of_link = noise.at(link.draws, trip);
    match &link.pace {
        Pace::Time(time) => Duration::nearest_ms(time.sample(of_link)),
        Pace::Speed(speed) => at_speed(link, speed.sample(of_link).min(own_speed(fleet, noise, trip, hop))),
        Pace::Vehicle => at_speed(link, own_speed(fleet, noise, trip, hop)),
    }
}

#[inline(never)]
fn own_speed(fleet: &Fleet, noise: &Noise, trip: Item, hop: u16) -> f64 {
    let draws = noise.at(fleet.draws, trip.child(u64::from(hop)));
    fleet.speed.as_ref().map_or(f64::INFINITY, |speed| speed.sample(draws))
}

fn at_speed(link: &Link, speed: f64) -> Duration {
    Duration::from_hours(link.length.as_km() / speed)
}

impl<'c, L: Log> World<'c, L> {
    /// A vehicle casts off, as soon as the port is open.
    pub(super) fn leave(&mut self, key: VehicleKey) {
        let gate = self.gate_at(key);
        let opening = self.opening(gate);
        if opening > self.now {
            self.book_closed(key, gate, opening);
            self.calendar.schedule(opening, Rank::Depart, Event::Leave(key));
            return;
        }
        self.tell_at_port(RecordKind::Depart, key);
        self.leave_berth(key);
        let vehicle = &mut self.vehicles[key];
        vehicle.hop = 0;
        vehicle.released = false;
        vehicle.regauged = false;
        self.make_up(key);
        self.travel(key);
    }

    /// Frees a vehicle's berth for the next, if it holds one.
    #[inline]
    pub(super) fn leave_berth(&mut self, key: VehicleKey) {
        if std::mem::take(&mut self.vehicles[key].berthed) {
            self.free_berth(key);
        }
    }

    /// A vehicle that waited for a berth has got it.
    pub(super) fn berthed(&mut self, key: VehicleKey) {
        let now = self.now;
        let vehicle = &mut self.vehicles[key];
        vehicle.berthed = true;
        let to_load = vehicle.duty == Duty::Called;
        if !to_load {
            vehicle.hours.book(Cause::Berth, now - vehicle.since);
        }
        self.tell_berthed(key);
        if to_load { self.start_loading(key) } else { self.unload(key) }
    }

    /// Books a wait for an opening, from now on.
    #[inline]
    pub(super) fn book_closed(&mut self, key: VehicleKey, gate: Option<GateId>, until: Time) {
        let Some(gate) = gate else { return };
        let hours = &mut self.vehicles[key].hours;
        self.gates[gate.index()].closed_between(self.now, until, |cause, span| hours.book(cause, span));
        self.tell_trip_hours(key, self.berth_of(key).map(Facility::Berth));
    }

    #[inline]
    pub(super) fn way(&self, key: VehicleKey) -> &'c [Hop] {
        let vehicle = &self.vehicles[key];
        let corridor = self.corridor;
        match vehicle.duty {
            Duty::Empty { to } => {
                let fleet = &corridor.fleets[vehicle.fleet.index()];
                fleet.way(usize::from(vehicle.port), usize::from(to)).unwrap_or_default()
            }
            _ => &corridor.services[vehicle.service.index()].path,
        }
    }

    /// Goes on along the way, up to the next place where others may be in the way.
    pub(super) fn travel(&mut self, key: VehicleKey) {
        if Self::any(&self.single) {
            self.leave_track(key);
        }
        let way = self.way(key);
        let mut at = self.now;
        let vehicle = &self.vehicles[key];
        let ahead = way.get(usize::from(vehicle.hop)..).unwrap_or_default();
        // Goods are checked at borders; an empty vehicle passes.
        let loaded = vehicle.aboard.is_some();
        let mut checked = loaded && !vehicle.released;
        let gauges = !self.corridor.gauge_changes.is_empty();
        let engines = Self::keeps(&self.engines);
        let trains = Self::keeps(&self.trains);
        for &hop in ahead {
            let link = &self.corridor.links[hop.link.index()];
            let border = if checked { link.border } else { None };
            let change = if gauges { self.gauge_ahead(key, way) } else { None };
            let other_engine = engines && self.changes_locomotive(key, hop);
            let together = trains && self.comes_together(key);
            let stops = border.is_some() || link.has_lines() || change.is_some() || other_engine || together;
            if at > self.now && stops {
                self.calendar.schedule(at, Rank::Arrive, Event::Hop(key));
                return;
            }
            if together && self.is_joined(key, way) {
                return;
            }
            if other_engine {
                self.uncouple(key, self.corridor.origin(hop));
            }
            if let Some(change) = change {
                return self.change_gauge(key, change);
            }
            if let Some(border) = border {
                return self.at_border(Traveller::Vehicle(key), border);
            }
            if other_engine && !self.couples(key, hop) {
                return;
            }
            if together && self.is_parted(key, way) {
                return;
            }
            if link.single.is_some() {
                return self.ask_for_track(Asker::Train(key), hop);
            }
            let vehicle = &mut self.vehicles[key];
            let passing = Passing { link, hop, gates: &self.gates, slots: &mut self.slots };
            let entry = passing.enter(at, &mut vehicle.hours);
            let fleet = &self.corridor.fleets[vehicle.fleet.index()];
            let span = travel_time(link, fleet, &self.noise, vehicle.trip, vehicle.hop);
            if vehicle.may_stop() && self.breaks_down(key, entry, span) {
                return;
            }
            let vehicle = &mut self.vehicles[key];
            at = exit(&self.slowdowns, link, entry, span);
            vehicle.hours.book(Cause::Moving, span.min(at - entry));
            vehicle.hop += 1;
            vehicle.released = false;
            vehicle.regauged = false;
            if link.slowed.is_some() {
                self.book_slowed(key, hop.link, at, (at - entry) - span);
            }
            self.tell_passes(key, hop, entry, at);
            checked = loaded;
        }
        if trains && self.is_divided(key) {
            if at > self.now {
                self.calendar.schedule(at, Rank::Arrive, Event::Hop(key));
                return;
            }
            if self.is_joined(key, way) {
                return;
            }
        }
        self.calendar.schedule(at, Rank::Arrive, Event::Arrive(key));
    }

    /// Books a charge on a lot; one for the whole vehicle is shared by the room that lots take.
    #[inline(always)]
    pub(super) fn charge(&mut self, lot: LotKey, who: Traveller, payee: PayeeId, charge: &Freight) {
        let amount = match *charge {
            Freight::PerUnit(price) => price.of(self.lots[lot].count),
            ref other => self.amount_of(lot, who, other),
        };
        self.book(lot, payee, amount);
    }

    #[inline(never)]
    fn amount_of(&mut self, lot: LotKey, who: Traveller, charge: &Freight) -> Micros {
        match *charge {
            Freight::PerUnit(price) => price.of(self.lots[lot].count),
            Freight::PerVehicle(usd) => Micros::from_usd(usd * self.share_of(lot, who)),
            Freight::Stepped(table) => self.stepped(lot, who, table),
        }
    }

    pub(super) fn share_of(&self, lot: LotKey, who: Traveller) -> f64 {
        match who {
            Traveller::Vehicle(key) => self.room_of(lot) as f64 / self.vehicles[key].load.held() as f64,
            Traveller::Lot(_) => 1.0,
        }
    }

    /// A vehicle is off the place it goes to: it comes in when the port is open and a berth free.
    pub(super) fn arrive(&mut self, key: VehicleKey) {
        if Self::keeps(&self.engines) {
            self.arrives_hauled(key);
        }
        if let Duty::Empty { to } = self.vehicles[key].duty {
            return self.arrived_empty(key, to);
        }
        let service = self.service(self.vehicles[key].service);
        self.vehicles[key].port = service.ports[1] as u16;
        let gate = self.gate_at(key);
        let opening = self.opening(gate);
        if opening > self.now {
            self.book_closed(key, gate, opening);
            self.calendar.schedule(opening, Rank::Arrive, Event::Arrive(key));
            return;
        }
        self.vehicles[key].since = self.now;
        self.tell_at_port(RecordKind::Arrive, key);
        if self.takes_berth(key) {
            self.unload(key);
        }
    }

    /// Every lot aboard takes over the history of the trip and comes off, one by one.
    fn unload(&mut self, key: VehicleKey) {
        if Self::keeps(&self.emitted) {
            let Vehicle { service, aboard, .. } = self.vehicles[key];
            self.emit_trip(Some(key), service, aboard.map(|(first, _)| first));
        }
        if Self::keeps(&self.hires) {
            self.charge_trip(key);
        }
        let vehicle = &mut self.vehicles[key];
        vehicle.duty = Duty::Unloading;
        let mut next = vehicle.aboard.take().map(|(first, _)| first);
        // Unloading counts as work in progress until every lot has been told.
        vehicle.working = 1;
        while let Some(lot) = next {
            next = self.lots[lot].next;
            self.vehicles[key].working += 1;
            let leg = self.leg(lot);
            self.alight(lot, key, leg);
            self.take_off(lot, leg);
        }
        self.one_less_aboard(key);
    }

    /// A lot takes over the history of the trip it was on.
    fn alight(&mut self, lot: LotKey, key: VehicleKey, leg: &Leg) {
        self.tell_paying("freight");
        self.charge(lot, Traveller::Vehicle(key), leg.payee, &leg.freight);
        let vehicle = &self.vehicles[key];
        let alighting = &mut self.lots[lot];
        alighting.hours.book(Cause::Consolidation, vehicle.ready - alighting.since);
        alighting.hours += &vehicle.hours;
        alighting.since = self.now;
        alighting.km += leg.km;
        alighting.stage = Stage::Unloading;
        self.tell_alights(lot, key);
    }

    /// One lot less to unload; after the last the vehicle is free.
    pub(super) fn one_less_aboard(&mut self, key: VehicleKey) {
        self.vehicles[key].working -= 1;
        if self.vehicles[key].working == 0 {
            self.emptied(key);
        }
    }
}
