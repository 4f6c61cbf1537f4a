//! Work that is broken off at closing time and begins anew at the next opening.
//!
//! ```text
//! work ── closing ─► ejected: the machine goes to the next ── opening ─► in line again ─► work, from the beginning
//! ```
//! A lot's work takes as long at the next attempt as it would have at the first.

use super::log::Log;
use super::lot::LotKey;
use super::world::{Event, World};
use crate::corridor::ledger::Cause;
use crate::corridor::model::Step;
use crate::sim::{Rank, Time};

impl<L: Log> World<'_, L> {
    /// Whether the place of work closes before the work is done: it will be broken off then.
    #[cold]
    pub(super) fn breaks_off(&mut self, lot: LotKey, step: &Step, end: Time, doing: Cause) -> bool {
        let Some(gate) = self.gate_of_work(lot, step) else { return false };
        let Some(closing) = self.gates[gate.index()].closing_within(self.now, end) else { return false };
        let worked = &mut self.lots[lot];
        worked.hours.book(doing, closing - self.now);
        worked.since = closing;
        self.tell_work(lot, step, closing - self.now);
        self.calendar.schedule(closing, Rank::Finish, Event::Ejected(lot));
        true
    }

    /// The place of work has closed in the middle of the work.
    pub(super) fn ejected(&mut self, lot: LotKey) {
        if let Some(step) = self.step(lot) {
            self.tell_broken_off(lot, step);
        }
        self.begin_anew(lot);
    }

    /// A lot whose work has been broken off gives its machines back, and begins anew when the place opens.
    pub(super) fn begin_anew(&mut self, lot: LotKey) {
        let Some(step) = self.step(lot) else { return };
        // It asks again before those whose turn comes now, and they before those who come later.
        let closed = self.waits_for_opening(lot, step, Rank::Clock);
        if let Some(pool) = step.equipment {
            self.hand_on(lot, pool);
        }
        if !closed {
            self.start(lot, step);
        }
    }
}
