//! What a terminal does with lots: take in, store, check papers, work, hand over.
//!
//! ```text
//! from outside ── store? ─┐
//! from a vehicle ─ store? ─ unload ─┴─► formalities ─► yard work ─► ready ─► load ─► aboard
//! ```
//! Each step seizes its equipment, waits for the gate, takes its time and books hours and fee.

use super::lot::{LotKey, Stage};
use super::world::{Event, World};
use crate::corridor::ledger::Cause;
use crate::corridor::model::{CargoPlan, GateId, NodeId, Operation, WhenFull, Work};
use crate::quantity::Duration;
use crate::sim::{AtClosing, Rank, Time};

impl<'c> World<'c> {
    /// Where a lot is when it is in a terminal: the origin of its next service, or the end.
    pub(super) fn place(&self, lot: LotKey) -> NodeId {
        let lot = &self.lots[lot];
        let demand = &self.corridor.demand[lot.demand.index()];
        if lot.stage == Stage::Unloading {
            let service = demand.itinerary[lot.leg as usize];
            self.corridor.services[service.index()].to
        } else {
            let next = demand.itinerary.get(lot.leg as usize);
            next.map_or(demand.to, |service| self.corridor.services[service.index()].from)
        }
    }

    fn plan(&self, lot: LotKey) -> Option<&'c CargoPlan> {
        self.corridor.plan(self.place(lot), self.lots[lot].cargo)
    }

    fn operation(&self, lot: LotKey) -> Option<&'c Operation> {
        let plan = self.plan(lot)?;
        match self.lots[lot].stage {
            Stage::Unloading => plan.unload.as_ref(),
            Stage::Formalities => plan.formalities.as_ref(),
            Stage::Transloading => plan.transload.as_ref(),
            Stage::Loading => plan.load.as_ref(),
            Stage::Entering | Stage::Ready | Stage::Aboard => None,
        }
    }

    /// Books the time since the lot's last entry on a cause.
    #[inline]
    pub(super) fn pass(&mut self, lot: LotKey, cause: Cause) {
        let now = self.now;
        let lot = &mut self.lots[lot];
        lot.hours.book(cause, now - lot.since);
        lot.since = now;
    }

    /// A lot comes to the terminal where its way begins, from outside the corridor.
    pub(super) fn enter(&mut self, lot: LotKey) {
        let Some(place) = self.plan(lot).and_then(|plan| plan.store.as_ref()) else {
            return self.stored(lot);
        };
        let places = place.places * u64::from(self.lots[lot].count);
        let store = &mut self.stores[place.store.index()];
        let turns_away = self.corridor.stores[place.store.index()].when_full == WhenFull::TurnAway;
        if turns_away {
            if store.try_seize(self.now, places) {
                self.stored(lot);
            } else {
                self.turn_away(lot);
            }
        } else if store.seize(self.now, lot, places, 0) {
            self.stored(lot);
        }
    }

    /// A lot comes off a vehicle at a berth: first it needs a place in the store.
    pub(super) fn take_off(&mut self, lot: LotKey) {
        let goes_on = {
            let lot = &self.lots[lot];
            let demand = &self.corridor.demand[lot.demand.index()];
            usize::from(lot.leg) + 1 < demand.itinerary.len()
        };
        let place = self.plan(lot).and_then(|plan| plan.store.as_ref()).filter(|_| goes_on);
        match place {
            None => self.begin(lot),
            Some(place) => {
                let places = place.places * u64::from(self.lots[lot].count);
                if self.stores[place.store.index()].seize(self.now, lot, places, 0) {
                    self.lots[lot].stored = self.now;
                    self.begin(lot);
                }
            }
        }
    }

    /// A place in the store has come free for a lot that waited for it.
    pub(super) fn admitted(&mut self, lot: LotKey) {
        self.pass(lot, Cause::Storage);
        if self.lots[lot].stage == Stage::Unloading {
            self.lots[lot].stored = self.now;
            self.begin(lot);
        } else {
            self.stored(lot);
        }
    }

    /// A lot is in the yard: papers, then work, then it is ready to go on.
    fn stored(&mut self, lot: LotKey) {
        let came_from_outside = self.lots[lot].stage == Stage::Entering;
        if came_from_outside {
            self.lots[lot].stored = self.now;
        }
        self.lots[lot].stage = Stage::Formalities;
        self.begin(lot);
    }

    /// The step that a lot has come to begins, as soon as its equipment is free.
    pub(super) fn begin(&mut self, lot: LotKey) {
        let Some(operation) = self.operation(lot) else {
            return self.done(lot);
        };
        match operation.equipment {
            Some(pool) if !self.equipment[pool.index()].seize(self.now, lot, 1, 0) => {}
            _ => self.work(lot, operation),
        }
    }

    /// Work on a lot starts when the gate is open, and its end is known.
    fn work(&mut self, lot: LotKey, operation: &Operation) {
        let (gate, at_closing) = self.gate_of_work(lot);
        let start = self.opening(gate);
        let end = match gate {
            None => start + self.duration(lot, operation),
            Some(id) => {
                let work = self.duration(lot, operation);
                self.gates[id.index()].finish(start, work, at_closing)
            }
        };
        self.book_work(lot, gate, start, end, at_closing);
        if end == self.now && operation.equipment.is_none() {
            self.worked(lot);
        } else {
            self.calendar.schedule(end, Rank::Finish, Event::Worked(lot));
        }
    }

    fn book_work(
        &mut self,
        lot: LotKey,
        gate: Option<GateId>,
        start: Time,
        end: Time,
        at_closing: AtClosing,
    ) {
        let doing = match self.lots[lot].stage {
            Stage::Formalities => Cause::Documents,
            _ => Cause::Handling,
        };
        let lot = &mut self.lots[lot];
        let mut worked = end - self.now;
        if let Some(gate) = gate {
            let until = if at_closing == AtClosing::Pause { end } else { start };
            self.gates[gate.index()].closed_between(self.now, until, |cause, closed| {
                lot.hours.book(cause, closed);
                worked = worked - closed;
            });
        }
        lot.hours.book(doing, worked);
        lot.since = end;
    }

    /// Work at a vehicle needs the berth to be open, work in the yard the yard.
    fn gate_of_work(&self, lot: LotKey) -> (Option<GateId>, AtClosing) {
        let terminal = self.corridor.terminal_at(self.place(lot));
        let at_closing = terminal.map_or(AtClosing::Finish, |terminal| terminal.at_closing);
        let gate = match self.lots[lot].stage {
            Stage::Loading | Stage::Unloading => self.gate_at(self.lots[lot].vehicle),
            _ => terminal.and_then(|terminal| terminal.gate),
        };
        (gate, at_closing)
    }

    fn duration(&self, lot: LotKey, operation: &Operation) -> Duration {
        let lot = &self.lots[lot];
        let draws = self.noise.at(operation.draws, lot.item);
        let ms = match &operation.work {
            Work::PerLot(time) => time.sample(draws),
            Work::AtRate(rate) => f64::from(lot.count) / rate.sample(draws) * 3.6e6,
        };
        Duration::from_ms(ms.round() as u64)
    }

    /// A piece of work is done: its equipment goes to the next, its fee is due.
    pub(super) fn worked(&mut self, lot: LotKey) {
        let Some(operation) = self.operation(lot) else {
            return self.done(lot);
        };
        let fee = operation.fee.of(self.lots[lot].count);
        if let Some(terminal) = self.corridor.terminal_at(self.place(lot)) {
            self.book(lot, terminal.payee, fee);
        }
        if let Some(pool) = operation.equipment {
            self.equipment[pool.index()].release(self.now, 1);
            while let Some(next) = self.equipment[pool.index()].admit(self.now) {
                self.pass(next, Cause::Equipment);
                if let Some(operation) = self.operation(next) {
                    self.work(next, operation);
                }
            }
        }
        self.done(lot);
    }

    /// A step is over; what follows depends on which it was.
    fn done(&mut self, lot: LotKey) {
        match self.lots[lot].stage {
            Stage::Formalities => {
                self.lots[lot].stage = Stage::Transloading;
                self.begin(lot);
            }
            Stage::Transloading => self.ready(lot),
            Stage::Loading => self.aboard(lot),
            Stage::Unloading => self.landed(lot),
            Stage::Entering | Stage::Ready | Stage::Aboard => {}
        }
    }

    /// A lot has left its vehicle: it has arrived, or it goes on.
    fn landed(&mut self, lot: LotKey) {
        let vehicle = self.lots[lot].vehicle;
        self.lots[lot].leg += 1;
        let demand = &self.corridor.demand[self.lots[lot].demand.index()];
        if usize::from(self.lots[lot].leg) == demand.itinerary.len() {
            self.deliver(lot);
        } else {
            self.stored(lot);
        }
        self.one_less_aboard(vehicle);
    }

    /// A lot leaves the yard: its place in the store is free, what it lay there is charged.
    pub(super) fn leave_yard(&mut self, lot: LotKey) {
        let node = self.place(lot);
        let Some(place) = self.plan(lot).and_then(|plan| plan.store.as_ref()) else {
            return;
        };
        let lay = self.now - self.lots[lot].stored;
        if lay > place.free_time {
            let days = (lay - place.free_time).as_days();
            let fee = crate::corridor::model::Price(place.per_day.0 * days);
            let amount = fee.of(self.lots[lot].count);
            if let Some(terminal) = self.corridor.terminal_at(node) {
                self.book(lot, terminal.payee, amount);
            }
        }
        let store = place.store.index();
        let places = place.places * u64::from(self.lots[lot].count);
        self.stores[store].release(self.now, places);
        while let Some(next) = self.stores[store].admit(self.now) {
            self.calendar.schedule(self.now, Rank::Finish, Event::Admitted(next));
        }
    }
}
