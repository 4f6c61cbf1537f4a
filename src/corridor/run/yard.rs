//! What a terminal does with lots: take in, store, check papers, work, hand over.
//!
//! ```text
//! from outside ── store? ─┐
//! from a vehicle ─ store? ─ unload ─┴─► formalities ─► yard work ─► ready ─► load ─► aboard
//! ```
//! Each step seizes its equipment, waits for the gate, takes its time and books hours and fee.
//! Steps that a terminal does not have are passed over.

use super::log::Log;
use super::lot::{LotKey, Stage};
use super::world::{Event, World};
use crate::corridor::ledger::Cause;
use crate::corridor::model::{EquipmentId, GateId, Leg, Lying, Price, Step, WhenFull, Work};
use crate::corridor::record::{Facility, RecordKind};
use crate::quantity::Duration;
use crate::sim::{AtClosing, Rank, Resource};

impl<'c, L: Log> World<'c, L> {
    /// The leg that a lot is on or will take next.
    #[inline]
    pub(super) fn leg(&self, lot: LotKey) -> &'c Leg {
        &self.corridor.legs[self.lots[lot].leg as usize]
    }

    /// The step that a lot is in, if there is work to it.
    #[inline]
    pub(super) fn step(&self, lot: LotKey) -> Option<&'c Step> {
        step_of(self.leg(lot), self.lots[lot].stage)
    }

    /// Books the time since the lot's last entry on a cause.
    #[inline]
    fn pass(&mut self, lot: LotKey, cause: Cause) {
        let now = self.now;
        let lot = &mut self.lots[lot];
        lot.hours.book(cause, now - lot.since);
        lot.since = now;
    }

    /// A lot comes to the terminal where its way begins, from outside the corridor.
    pub(super) fn enter(&mut self, lot: LotKey) {
        let leg = self.leg(lot);
        let Some(lying) = Self::needed(&leg.lies) else {
            return self.formalities(lot, leg);
        };
        let now = self.now;
        let when_full = self.corridor.stores[lying.place.store.index()].when_full;
        let (places, store) = self.room_in_store(lot, lying);
        match when_full {
            WhenFull::Wait if !store.seize(now, lot, places, 0) => self.tell_waits_for_store(lot, lying),
            WhenFull::TurnAway if !store.try_seize(now, places) => self.turn_away(lot),
            _ => self.stored(lot, lying),
        }
    }

    /// A lot comes off a vehicle at a berth: first it needs a place in the store.
    #[inline]
    pub(super) fn take_off(&mut self, lot: LotKey, leg: &'c Leg) {
        match Self::needed(&leg.will_lie) {
            None => self.unload_lot(lot, leg),
            Some(lying) => {
                let now = self.now;
                let (places, store) = self.room_in_store(lot, lying);
                if store.seize(now, lot, places, 0) {
                    self.stored(lot, lying);
                } else {
                    self.tell_waits_for_store(lot, lying);
                }
            }
        }
    }

    /// The places that a lot asks for, and the store; it will hold no more than there are.
    #[inline]
    fn room_in_store(&mut self, lot: LotKey, lying: &Lying) -> (u64, &mut Resource<LotKey>) {
        let store = &mut self.stores[lying.place.store.index()];
        let lot = &mut self.lots[lot];
        let places = lying.place.places * u64::from(lot.count);
        // A store that has not opened holds up everybody.
        lot.places = places.min(store.capacity().max(1));
        (places, store)
    }

    /// The places that a lot needs which waits for a store.
    pub(super) fn places_needed(&self, lot: LotKey) -> u64 {
        let leg = self.leg(lot);
        let waiting = &self.lots[lot];
        let lying = if waiting.stage == Stage::Unloading { &leg.will_lie } else { &leg.lies };
        lying.as_ref().map_or(0, |lying| lying.place.places * u64::from(waiting.count))
    }

    /// A place in the store has come free for a lot that waited for it.
    pub(super) fn admitted(&mut self, lot: LotKey) {
        self.pass(lot, Cause::Storage);
        let leg = self.leg(lot);
        let lying = if self.lots[lot].stage == Stage::Unloading { &leg.will_lie } else { &leg.lies };
        if let Some(lying) = lying {
            self.tell_hours(lot, Some(Facility::Store(lying.place.store)));
            self.stored(lot, lying);
        }
    }

    /// A lot has its place in the store.
    fn stored(&mut self, lot: LotKey, lying: &Lying) {
        let places = self.lots[lot].places;
        self.tell_lot(RecordKind::Seize, lot, Facility::Store(lying.place.store), places);
        self.lots[lot].stored = self.now;
        let leg = self.leg(lot);
        match self.lots[lot].stage {
            Stage::Unloading => self.unload_lot(lot, leg),
            _ => self.formalities(lot, leg),
        }
    }

    fn unload_lot(&mut self, lot: LotKey, leg: &'c Leg) {
        match &leg.unload {
            Some(step) => self.start(lot, step),
            None => self.landed(lot, leg),
        }
    }

    /// A lot is in the yard: first the papers.
    #[inline]
    fn formalities(&mut self, lot: LotKey, leg: &'c Leg) {
        match &leg.formalities {
            Some(step) => {
                self.lots[lot].stage = Stage::Formalities;
                self.start(lot, step);
            }
            None => self.transload(lot, leg),
        }
    }

    fn transload(&mut self, lot: LotKey, leg: &'c Leg) {
        match &leg.transload {
            Some(step) => {
                self.lots[lot].stage = Stage::Transloading;
                self.start(lot, step);
            }
            None => self.ready_to_go(lot, leg),
        }
    }

    /// A lot may go on: what has been closed ahead while it was in the yard may make it turn.
    #[inline]
    fn ready_to_go(&mut self, lot: LotKey, leg: &'c Leg) {
        if !Self::keeps(&self.routing) {
            return self.ready(lot, leg);
        }
        self.turn_to(lot, self.turns_to(lot));
        self.ready(lot, self.leg(lot));
    }

    /// A lot goes aboard, by crane if the terminal has a step for it.
    #[inline]
    pub(super) fn load(&mut self, lot: LotKey, leg: &'c Leg) {
        match &leg.load {
            Some(step) => {
                self.lots[lot].stage = Stage::Loading;
                self.start(lot, step);
            }
            None => self.aboard(lot, leg),
        }
    }

    /// A step begins, as soon as its place of work is open and its equipment free.
    pub(super) fn start(&mut self, lot: LotKey, step: &Step) {
        if self.waits_for_opening(lot, step, Rank::Finish) {
            return;
        }
        if let Some(pool) = step.equipment {
            let free = self.equipment[pool.index()].seize(self.now, lot, 1, 0);
            let kind = if free { RecordKind::Seize } else { RecordKind::Wait };
            self.tell_lot(kind, lot, Facility::Equipment(pool), 1);
            if !free {
                return;
            }
            self.take_more(lot, step, pool);
        }
        self.work(lot, step);
    }

    /// A lot has got a machine: where several work on one lot it takes more, as far as they are free.
    #[inline(always)]
    fn take_more(&mut self, lot: LotKey, step: &Step, pool: EquipmentId) {
        if L::BOOKS && step.up_to > 1 {
            let more = self.equipment[pool.index()].seize_more(self.now, u64::from(step.up_to - 1));
            self.lots[lot].machines += more as u32;
            self.tell_lot(RecordKind::Seize, lot, Facility::Equipment(pool), more);
        }
    }

    /// The place of work has opened, or the service that a lot is ready for accepts goods again.
    pub(super) fn opened(&mut self, lot: LotKey) {
        match self.step(lot) {
            Some(step) => self.start(lot, step),
            None => self.ready(lot, self.leg(lot)),
        }
    }

    /// Whether the place of work is closed: the lot then asks again when it opens, so that nobody
    /// holds a machine that could work elsewhere.
    #[inline(always)]
    pub(super) fn waits_for_opening(&mut self, lot: LotKey, step: &Step, rank: Rank) -> bool {
        self.gate_of_work(lot, step).is_some_and(|gate| self.waits_at(gate, lot, rank))
    }

    /// Whether a gate is closed: the lot then asks again when it opens.
    pub(super) fn waits_at(&mut self, gate: GateId, lot: LotKey, rank: Rank) -> bool {
        let opening = self.opening(Some(gate));
        if opening == self.now {
            return false;
        }
        let waiting = &mut self.lots[lot];
        let hours = &mut waiting.hours;
        self.gates[gate.index()].closed_between(self.now, opening, |cause, closed| hours.book(cause, closed));
        waiting.since = opening;
        self.tell_closed(lot);
        self.calendar.schedule(opening, rank, Event::Opened(lot));
        true
    }

    /// Work on a lot starts now, and its end is known.
    fn work(&mut self, lot: LotKey, step: &Step) {
        let doing = self.doing(lot);
        let duration = self.duration(lot, step);
        if let Some(pool) = step.equipment
            && self.is_kept_up(pool)
        {
            return self.work_with_machines(lot, pool, duration);
        }
        let mut end = self.now + duration;
        if Self::any(&self.gates)
            && step.at_closing == AtClosing::Eject
            && self.breaks_off(lot, step, end, doing)
        {
            return;
        }
        let worked = &mut self.lots[lot];
        worked.hours.book(doing, duration);
        worked.since = end;
        if let Some(gate) = self.gate_of_work(lot, step)
            && step.at_closing == AtClosing::Pause
        {
            end = self.gates[gate.index()].finish(self.now, duration, step.at_closing);
            let worked = &mut self.lots[lot];
            worked.since = end;
            let hours = &mut worked.hours;
            self.gates[gate.index()].closed_between(self.now, end, |cause, closed| hours.book(cause, closed));
        }
        self.tell_work(lot, step, duration);
        if end == self.now && step.equipment.is_none() {
            self.worked(lot);
        } else {
            self.calendar.schedule(end, Rank::Finish, Event::Worked(lot));
        }
    }

    /// Work at a vehicle needs the berth to be open, work in the yard the yard.
    #[inline(always)]
    pub(super) fn gate_of_work(&self, lot: LotKey, step: &Step) -> Option<GateId> {
        if !Self::any(&self.gates) {
            return None;
        }
        match self.lots[lot].stage {
            Stage::Loading | Stage::Unloading => self.gate_at(self.lots[lot].vehicle),
            _ => step.yard,
        }
    }

    #[inline]
    fn duration(&self, key: LotKey, step: &Step) -> Duration {
        let lot = &self.lots[key];
        let drawn = |law| self.foresight.amount(key, lot, step.place, &self.noise, (step.draws, law));
        let ms = match &step.work {
            Work::PerLot(time) => drawn(time),
            Work::AtRate(rate) => f64::from(lot.count) / (drawn(rate) * f64::from(lot.machines)) * 3.6e6,
        };
        Duration::nearest_ms(ms)
    }

    /// A piece of work is done: its fee is due, its equipment goes to the next.
    pub(super) fn worked(&mut self, lot: LotKey) {
        let leg = self.leg(lot);
        let worked = &self.lots[lot];
        let (stage, count) = (worked.stage, worked.count);
        if let Some(step) = step_of(leg, stage) {
            self.tell_worked(lot, step);
            self.book(lot, step.payee, step.fee.of(count));
            if let Some(pool) = step.equipment {
                self.hand_on(lot, pool);
            }
        }
        match stage {
            Stage::Formalities => self.transload(lot, leg),
            Stage::Transloading => self.ready_to_go(lot, leg),
            Stage::Loading => self.aboard(lot, leg),
            Stage::Unloading => self.landed(lot, leg),
            Stage::Entering | Stage::Ready | Stage::Aboard => {}
        }
    }

    /// A lot gives its machines back, for the next in line.
    #[inline]
    pub(super) fn hand_on(&mut self, lot: LotKey, pool: EquipmentId) {
        let machines = u64::from(std::mem::replace(&mut self.lots[lot].machines, 1));
        self.tell_lot(RecordKind::Release, lot, Facility::Equipment(pool), machines);
        self.put_down(lot, pool);
        let next = self.equipment[pool.index()].hand_over(self.now, machines);
        self.take_turns(next, pool);
    }

    /// Machines that are free go to those who are next in line.
    #[inline]
    pub(super) fn take_next(&mut self, pool: EquipmentId) {
        let next = self.equipment[pool.index()].admit(self.now);
        self.take_turns(next, pool);
    }

    /// Work begins on the lot that has got a machine, and on those after it as long as there are free
    /// ones.
    #[inline]
    fn take_turns(&mut self, mut next: Option<LotKey>, pool: EquipmentId) {
        let facility = Facility::Equipment(pool);
        while let Some(lot) = next {
            self.pass(lot, Cause::Equipment);
            self.tell_hours(lot, Some(facility));
            self.tell_lot(RecordKind::Seize, lot, facility, 1);
            let waiting = &self.lots[lot];
            if let Some(step) = step_of(&self.corridor.legs[waiting.leg as usize], waiting.stage) {
                // It stood in line before those who came while it was closed.
                if self.waits_for_opening(lot, step, Rank::Clock) {
                    self.tell_lot(RecordKind::Release, lot, facility, 1);
                    self.equipment[pool.index()].release(self.now, 1);
                } else {
                    self.take_more(lot, step, pool);
                    self.work(lot, step);
                }
            }
            next = self.equipment[pool.index()].admit(self.now);
        }
    }

    /// Where and how a lot is worked on: what closes the place, what happens then, and what the work
    /// is.
    pub(super) fn place_of_work(&self, lot: LotKey) -> (Option<GateId>, AtClosing, Cause) {
        let Some(step) = self.step(lot) else { return (None, AtClosing::Finish, Cause::Handling) };
        (self.gate_of_work(lot, step), step.at_closing, self.doing(lot))
    }

    #[inline]
    fn doing(&self, lot: LotKey) -> Cause {
        match self.lots[lot].stage {
            Stage::Formalities => Cause::Documents,
            _ => Cause::Handling,
        }
    }

    /// A lot has left its vehicle: it has arrived, or it goes on.
    fn landed(&mut self, lot: LotKey, leg: &'c Leg) {
        if L::BOOKS
            && let Some(pipe) = leg.pipe
        {
            return self.flows_again(pipe);
        }
        if Self::keeps(&self.hires) {
            self.charge_demurrage(lot);
        }
        let vehicle = self.lots[lot].vehicle;
        self.gone_off(lot, leg);
        self.one_less_aboard(vehicle);
    }

    /// A lot is off its vehicle at the end of a leg.
    #[inline(always)]
    pub(super) fn gone_off(&mut self, lot: LotKey, leg: &Leg) {
        if Self::keeps(&self.routing) {
            self.learn(lot);
        }
        if leg.last {
            self.deliver(lot);
        } else {
            if Self::keeps(&self.follow) {
                self.follow_leg_end(lot);
            }
            self.lots[lot].leg =
                if Self::keeps(&self.routing) { self.next_leg(lot) } else { self.lots[lot].leg + 1 };
            self.formalities(lot, self.leg(lot));
        }
    }

    /// A lot leaves the yard: its place in the store is free, what it lay there is charged.
    #[inline(always)]
    pub(super) fn leave_yard(&mut self, lot: LotKey, leg: &Leg) {
        if let Some(lying) = Self::needed(&leg.lies) {
            self.leave_store(lot, lying);
        }
    }

    fn leave_store(&mut self, lot: LotKey, lying: &Lying) {
        let place = &lying.place;
        let lay = self.now - self.lots[lot].stored;
        if lay > place.free_time {
            let days = (lay - place.free_time).as_days();
            let fee = Price(place.per_day.0 * days).of(self.lots[lot].count);
            self.tell_paying("storage");
            self.book(lot, lying.payee, fee);
        }
        self.tell_lot(RecordKind::Release, lot, Facility::Store(place.store), self.lots[lot].places);
        let store = &mut self.stores[place.store.index()];
        let mut next = store.hand_over(self.now, self.lots[lot].places);
        while let Some(admitted) = next {
            self.calendar.schedule(self.now, Rank::Finish, Event::Admitted(admitted));
            next = store.admit(self.now);
        }
    }
}

/// What is done with a lot at a stage of its leg, if there is work to it.
#[inline]
fn step_of(leg: &Leg, stage: Stage) -> Option<&Step> {
    match stage {
        Stage::Unloading => leg.unload.as_ref(),
        Stage::Formalities => leg.formalities.as_ref(),
        Stage::Transloading => leg.transload.as_ref(),
        Stage::Loading => leg.load.as_ref(),
        Stage::Entering | Stage::Ready | Stage::Aboard => None,
    }
}
