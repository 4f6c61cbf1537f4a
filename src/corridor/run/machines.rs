//! Machines of pools whose machines break down or are maintained, at work on lots.
//!
//! ```text
//! a lot's turn ─► as many machines as it gets ─ work ─► done: given back
//!                    └─ one fails: the others go on, or the lot keeps it until it is repaired
//! ```

use super::log::Log;
use super::lot::LotKey;
use super::unit::{Reach, Stopped, UnitKey, What};
use super::world::{Event, World};
use crate::corridor::ledger::Cause;
use crate::corridor::model::{EquipmentId, GateId, Pool};
use crate::corridor::record::{Facility, RecordKind};
use crate::quantity::Duration;
use crate::sim::{AtClosing, Rank, Time};
use std::ops::Range;

impl<L: Log> World<'_, L> {
    /// Whether the machines of a pool are units.
    #[inline]
    pub(super) fn is_kept_up(&self, pool: EquipmentId) -> bool {
        Self::any(&self.units) && !self.machines_of(pool).is_empty()
    }

    /// Work on a lot starts now, with machines of a pool with upkeep.
    pub(super) fn work_with_machines(&mut self, lot: LotKey, pool: EquipmentId, work: Duration) {
        for _ in 0..self.lots[lot].machines {
            self.pick_up(lot, pool);
        }
        self.work_on(lot, pool, Stopped { rest: work, since: self.now });
    }

    /// A lot takes the first machine of a pool that is free.
    fn pick_up(&mut self, lot: LotKey, pool: EquipmentId) {
        let units = self.machines_of(pool);
        if let Some(unit) = self.units[units].iter_mut().find(|unit| unit.is_free()) {
            unit.what = What::Machine(pool, Some(lot));
        }
    }

    /// The machines that work on a lot.
    fn crew(&self, lot: LotKey, pool: EquipmentId) -> impl Iterator<Item = UnitKey> {
        let on_it =
            move |place: &usize| matches!(self.units[*place].what, What::Machine(_, Some(on)) if on == lot);
        self.machines_of(pool).filter(on_it).map(|place| place as UnitKey)
    }

    fn machines_of(&self, pool: EquipmentId) -> Range<usize> {
        self.units_in(Pool::Machines(pool))
    }

    /// Work on a lot goes on, up to its end, to the failure of one of its machines, or to closing time
    /// where it is broken off then. The rest is what it takes with all the machines that it has.
    pub(super) fn work_on(&mut self, lot: LotKey, pool: EquipmentId, stopped: Stopped) {
        let now = self.now;
        let (gate, at_closing, doing) = self.place_of_work(lot);
        self.lots[lot].hours.book(Cause::Breakdown, now - stopped.since);
        let end = self.finish(gate, now, stopped.rest, at_closing);
        let ejects = gate.filter(|_| at_closing == AtClosing::Eject);
        let closing = ejects.and_then(|gate| self.gates[gate.index()].closing_within(now, end));
        let (span, end) = closing.map_or((stopped.rest, end), |closing| (closing - now, closing));
        let fails = self.first_to_fail(lot, pool, span, end);
        let (until, done) = match fails {
            None => (end, span),
            Some((key, operated)) if self.units[key as usize].fails == Time::NEVER => {
                (self.finish(gate, now, operated, at_closing), operated)
            }
            Some((_, passed)) => {
                let closed = self.closed_part(gate, now, now + passed, at_closing);
                (now + passed, passed - closed)
            }
        };
        for place in self.machines_of(pool) {
            let unit = &mut self.units[place];
            if matches!(unit.what, What::Machine(_, Some(on)) if on == lot) {
                unit.left = unit.left - done;
                unit.closes = Time::NEVER;
            }
        }
        self.book_work(lot, gate.filter(|_| at_closing == AtClosing::Pause), until, done, doing);
        let begin = if at_closing == AtClosing::Pause { self.opening(gate) } else { now };
        // Work that pauses has ended at closing time where its machine fails by night.
        let ends = fails.map(|_| self.finish(gate, now, done, at_closing));
        self.tell_part_of_work(lot, begin, done, ends);
        match (fails, closing) {
            (Some((key, _)), _) => self.stop(key, Stopped { rest: stopped.rest - done, since: until }),
            (None, Some(closing)) => self.expect_closing(lot, pool, closing),
            (None, None) => {
                self.calendar.schedule(end, Rank::Finish, Event::Worked(lot));
            }
        }
    }

    /// The first of the machines on a lot to fail before so much is done, at `end`: which, and after how
    /// long, by its clock.
    fn first_to_fail(
        &self,
        lot: LotKey,
        pool: EquipmentId,
        span: Duration,
        end: Time,
    ) -> Option<(UnitKey, Duration)> {
        let failing = self.crew(lot, pool).filter_map(|key| {
            match self.units[key as usize].reach(self.now, span, end) {
                Reach::Whole => None,
                Reach::Part(after) => Some((key, after)),
            }
        });
        failing.min_by_key(|&(_, after)| after)
    }

    /// A machine at work has failed. Where others work on the lot too it leaves it to them; else the lot
    /// keeps it, at the most up to closing time where work is broken off then.
    pub(super) fn machine_fails(&mut self, key: UnitKey, pool: EquipmentId, lot: LotKey) {
        let machines = self.lots[lot].machines;
        let Some(stopped) = self.units[key as usize].stopped else { return };
        if machines > 1 {
            let unit = &mut self.units[key as usize];
            unit.stopped = None;
            unit.what = What::Machine(pool, None);
            self.lots[lot].machines -= 1;
            self.tell_lot(RecordKind::Release, lot, Facility::Equipment(pool), 1);
            self.equipment[pool.index()].release(self.now, 1);
            let [all, others] = [machines, machines - 1].map(u128::from);
            let rest = (u128::from(stopped.rest.as_ms()) * all + others / 2) / others;
            let rest = Duration::from_ms(u64::try_from(rest).unwrap_or(u64::MAX));
            return self.work_on(lot, pool, Stopped { rest, since: stopped.since });
        }
        if let (Some(gate), AtClosing::Eject, _) = self.place_of_work(lot)
            && let Some(closing) = self.gates[gate.index()].closing_within(self.now, Time::NEVER)
        {
            self.expect_closing(lot, pool, closing);
        }
    }

    /// The work on a lot will be broken off at closing time.
    fn expect_closing(&mut self, lot: LotKey, pool: EquipmentId, closing: Time) {
        let first = self.crew(lot, pool).next();
        if let Some(key) = first {
            self.units[key as usize].closes = closing;
            self.calendar.schedule(closing, Rank::Finish, Event::Closes(key));
        }
    }

    /// The place where a machine works closes: its work is broken off, whether it works or is broken.
    pub(super) fn closes(&mut self, key: UnitKey) {
        let unit = &mut self.units[key as usize];
        let What::Machine(_, Some(lot)) = unit.what else { return };
        if unit.closes != self.now {
            // The work was done before, or goes on after a repair.
            return;
        }
        unit.closes = Time::NEVER;
        match unit.stopped.take() {
            None => self.ejected(lot),
            Some(stopped) => {
                self.lots[lot].hours.book(Cause::Breakdown, self.now - stopped.since);
                self.lots[lot].since = self.now;
                self.begin_anew(lot);
            }
        }
    }

    fn closed_part(&self, gate: Option<GateId>, from: Time, to: Time, at_closing: AtClosing) -> Duration {
        let mut closed = Duration::ZERO;
        if let Some(gate) = gate.filter(|_| at_closing == AtClosing::Pause) {
            self.gates[gate.index()].closed_between(from, to, |_, span| closed += span);
        }
        closed
    }

    /// Books work on a lot up to an instant, and what of that time its place is closed.
    fn book_work(&mut self, lot: LotKey, gate: Option<GateId>, until: Time, done: Duration, doing: Cause) {
        let now = self.now;
        let worked = &mut self.lots[lot];
        worked.since = until;
        worked.hours.book(doing, done);
        if let Some(gate) = gate {
            let hours = &mut worked.hours;
            self.gates[gate.index()].closed_between(now, until, |cause, closed| hours.book(cause, closed));
        }
    }

    /// A lot gives its machines back.
    #[inline(always)]
    pub(super) fn put_down(&mut self, lot: LotKey, pool: EquipmentId) {
        if self.is_kept_up(pool) {
            self.put_machine_down(lot, pool);
        }
    }

    fn put_machine_down(&mut self, lot: LotKey, pool: EquipmentId) {
        for place in self.machines_of(pool) {
            if matches!(self.units[place].what, What::Machine(_, Some(on)) if on == lot) {
                self.units[place].what = What::Machine(pool, None);
                self.settle(place as UnitKey);
            }
        }
    }

    /// When work ends that is begun at an instant, or when its place opens.
    fn finish(&self, gate: Option<GateId>, begin: Time, span: Duration, at_closing: AtClosing) -> Time {
        match gate {
            Some(gate) if at_closing == AtClosing::Pause => {
                let gate = &self.gates[gate.index()];
                gate.finish(gate.next_open(begin), span, at_closing)
            }
            _ => begin + span,
        }
    }
}
