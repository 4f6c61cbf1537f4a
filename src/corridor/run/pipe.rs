//! Pipelines: lots are pumped in one after the other, flow through, and come out as fast as they went in.
//!
//! ```text
//! ready ─► in line for the pump ─► goes in ─────► flows ─────► its place in the store, comes out ─► yard
//!           in the store            └ store free    └ transit       └ none: the whole pipe stands
//! ```
//! What is in a pipe moves together or not at all: it stands while the link is closed, and while the first
//! that would come out waits for its place. So time in a pipe is counted on a clock of its own, which runs
//! while it flows. On that clock everything is known when a lot begins to go in; only the next thing that
//! happens in a pipe stands in the calendar.

use super::log::Log;
use super::lot::{LotKey, Stage};
use super::tally::watched;
use super::traveller::Traveller;
use super::world::{Event, World};
use crate::corridor::ledger::Cause;
use crate::corridor::model::{Corridor, Leg, LinkId, Pipeline};
use crate::corridor::outcome::ResourceOutcome;
use crate::corridor::record::{Facility, RecordKind};
use crate::quantity::Duration;
use crate::sim::{AtClosing, Discipline, Rank, Resource, Ticket, Time};
use std::collections::VecDeque;

/// A lot in a pipe. Instants are on the clock of the pipe.
#[derive(Clone, Copy, Debug)]
struct Parcel {
    lot: LotKey,
    /// When it began to go in.
    began: Duration,
    /// How long it takes to go in, and to come out.
    passes: Duration,
    /// Whether it has begun to come out.
    comes_out: bool,
}

/// What happens next in a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The last of a lot has gone in.
    IsIn,
    /// The first of a lot comes out.
    ComesOut,
    /// The last of it is out.
    IsOut,
}

/// A pipeline: its pump, and what is in it.
#[derive(Debug)]
pub(super) struct Pipe {
    /// Pumps one lot after the other, in the order of asking.
    pump: Resource<LotKey>,
    /// From the outlet to the inlet.
    inside: VecDeque<Parcel>,
    /// Whether the last of those inside still goes in.
    pumping: bool,
    /// Its clock, and up to when it is known.
    flowed: Duration,
    known: Time,
    /// Whether it stands because the first inside waits for its place.
    stands: bool,
    next: Option<Ticket>,
}

impl Pipe {
    /// The pipelines of a corridor.
    pub(super) fn of(corridor: &Corridor) -> Vec<Self> {
        let pipes = corridor.links.iter().filter(|link| link.pipe.is_some());
        pipes.map(|_| Self::new()).collect()
    }

    fn new() -> Self {
        Self {
            pump: Resource::new(1, Discipline::Fifo),
            inside: VecDeque::new(),
            pumping: false,
            flowed: Duration::ZERO,
            known: Time::START,
            stands: false,
            next: None,
        }
    }

    pub(super) fn clear(&mut self) {
        self.pump.clear();
        self.inside.clear();
        self.pumping = false;
        self.flowed = Duration::ZERO;
        self.known = Time::START;
        self.stands = false;
        self.next = None;
    }

    pub(super) fn reset_monitors(&mut self, now: Time) {
        self.pump.reset_monitors(now);
    }

    /// How many wait for the pump.
    pub(super) fn waiting(&self) -> u64 {
        self.pump.waiting()
    }

    pub(super) fn outcome(&mut self, now: Time) -> ResourceOutcome {
        watched(&mut self.pump, now)
    }

    /// The lot that waits at the outlet for its place, and keeps all others where they are.
    pub(super) fn stopper(&self) -> Option<LotKey> {
        self.inside.front().filter(|_| self.stands).map(|parcel| parcel.lot)
    }

    /// Those behind it: the others inside, and those in line for the pump.
    pub(super) fn behind(&self) -> impl Iterator<Item = LotKey> {
        let inside = self.inside.iter().skip(1).map(|parcel| parcel.lot);
        inside.chain(self.pump.line().into_iter().map(|(lot, ..)| lot))
    }

    /// The lot that goes in.
    pub(super) fn pumped(&self) -> Option<LotKey> {
        self.inside.back().filter(|_| self.pumping).map(|parcel| parcel.lot)
    }

    /// What happens next, and when by its clock.
    fn next(&self, transit: Duration) -> Option<(Duration, Step)> {
        let first = self.inside.front()?;
        let outlet = first.began + transit;
        let out = match first.comes_out {
            true => (outlet + first.passes, Step::IsOut),
            false => (outlet, Step::ComesOut),
        };
        let last = self.inside.back().filter(|_| self.pumping);
        let is_in = last.map(|last| (last.began + last.passes, Step::IsIn));
        Some(is_in.filter(|is_in| is_in.0 <= out.0).unwrap_or(out))
    }
}

impl<'c, L: Log> World<'c, L> {
    fn pipeline(&self, id: LinkId) -> Option<Pipeline> {
        self.corridor.links[id.index()].pipe
    }

    /// A lot is ready to flow through a pipeline: it is pumped in as soon as it is its turn.
    pub(super) fn ask_for_pump(&mut self, lot: LotKey, id: LinkId) {
        let Some(pipeline) = self.pipeline(id) else { return };
        if self.pipes[pipeline.place].pump.seize(self.now, lot, 1, 0) {
            self.pump(lot, id, pipeline);
        } else {
            self.tell_at_pump(RecordKind::Wait, lot, id);
        }
    }

    /// A lot has the pump: it begins to go in when the pipe flows.
    fn pump(&mut self, lot: LotKey, id: LinkId, pipeline: Pipeline) {
        self.book_flow(lot, id, Duration::ZERO);
        self.tell_at_pump(RecordKind::Seize, lot, id);
        self.flow_on(id, pipeline);
        let going_in = &mut self.lots[lot];
        going_in.stage = Stage::Aboard;
        going_in.next = None;
        let cargo = &self.corridor.cargo[self.corridor.demand[going_in.demand.index()].cargo.index()];
        let passes = pipeline.passes(cargo.mass.as_tonnes() * f64::from(going_in.count));
        let pipe = &mut self.pipes[pipeline.place];
        pipe.inside.push_back(Parcel { lot, began: pipe.flowed, passes, comes_out: false });
        pipe.pumping = true;
        self.tell_flows_in(lot, id);
        self.expect_flow(id, pipeline);
    }

    /// Something happens in a pipe.
    pub(super) fn flows(&mut self, id: LinkId) {
        let Some(pipeline) = self.pipeline(id) else { return };
        self.pipes[pipeline.place].next = None;
        self.flow_on(id, pipeline);
        loop {
            let pipe = &self.pipes[pipeline.place];
            let next = pipe.next(pipeline.transit).filter(|(at, _)| *at <= pipe.flowed && !pipe.stands);
            match next {
                Some((_, Step::IsIn)) => self.is_in(id, pipeline),
                Some((_, Step::ComesOut)) => self.comes_out(id, pipeline),
                Some((_, Step::IsOut)) => self.is_out(id, pipeline),
                None => break,
            }
        }
        self.expect_flow(id, pipeline);
    }

    /// Puts the clock of a pipe forward: it runs while the link is open and nobody stops it.
    fn flow_on(&mut self, id: LinkId, pipeline: Pipeline) {
        let now = self.now;
        let pipe = &mut self.pipes[pipeline.place];
        let since = std::mem::replace(&mut pipe.known, now);
        if pipe.stands {
            return;
        }
        let mut span = now - since;
        if let Some(gate) = self.corridor.links[id.index()].gate {
            self.gates[gate.index()].closed_between(since, now, |_, closed| span = span - closed);
        }
        self.pipes[pipeline.place].flowed += span;
    }

    /// Puts what happens next in a pipe into the calendar; its clock is right by now.
    fn expect_flow(&mut self, id: LinkId, pipeline: Pipeline) {
        let pipe = &mut self.pipes[pipeline.place];
        if let Some(ticket) = pipe.next.take() {
            self.calendar.cancel(ticket);
        }
        let pipe = &self.pipes[pipeline.place];
        let Some((at, _)) = pipe.next(pipeline.transit).filter(|_| !pipe.stands) else { return };
        let left = at - pipe.flowed;
        let at = match self.corridor.links[id.index()].gate {
            Some(gate) if !left.is_zero() => {
                let gate = &self.gates[gate.index()];
                gate.finish(gate.next_open(self.now), left, AtClosing::Pause)
            }
            _ => self.now + left,
        };
        let ticket = self.calendar.schedule(at, Rank::Finish, Event::Flows(id));
        self.pipes[pipeline.place].next = Some(ticket);
    }

    /// All of a lot has gone in: its place in the store is free, and the pump is the next one's.
    fn is_in(&mut self, id: LinkId, pipeline: Pipeline) {
        let pipe = &mut self.pipes[pipeline.place];
        pipe.pumping = false;
        let Some(&Parcel { lot, comes_out, .. }) = pipe.inside.back() else { return };
        if !comes_out {
            self.leave_yard(lot, self.leg(lot));
        }
        self.tell_lot(RecordKind::Release, lot, Facility::Link(id), 1);
        if let Some(next) = self.pipes[pipeline.place].pump.hand_over(self.now, 1) {
            self.pump(next, id, pipeline);
        }
    }

    /// The first of a lot is at the outlet. Nothing flows until the lot has a place, if it needs one.
    fn comes_out(&mut self, id: LinkId, pipeline: Pipeline) {
        let pipe = &mut self.pipes[pipeline.place];
        let Some(first) = pipe.inside.front_mut() else { return };
        first.comes_out = true;
        let lot = first.lot;
        pipe.stands = true;
        let leg = self.leg(lot);
        // What goes from one tank straight into the other counts in that one.
        if self.pipes[pipeline.place].pumped() == Some(lot) {
            self.leave_yard(lot, leg);
        }
        self.book_flow(lot, id, pipeline.transit);
        self.lots[lot].stage = Stage::Unloading;
        self.take_off(lot, leg);
    }

    /// A lot at an outlet has its place: the pipe flows.
    pub(super) fn flows_again(&mut self, id: LinkId) {
        let Some(pipeline) = self.pipeline(id) else { return };
        self.flow_on(id, pipeline);
        self.pipes[pipeline.place].stands = false;
        self.expect_flow(id, pipeline);
    }

    /// All of a lot is out: it goes its way.
    fn is_out(&mut self, id: LinkId, pipeline: Pipeline) {
        let Some(Parcel { lot, passes, .. }) = self.pipes[pipeline.place].inside.pop_front() else { return };
        let leg: &'c Leg = self.leg(lot);
        self.book_flow(lot, id, passes);
        if self.emitted.is_some() {
            self.emit_trip(None, leg.service, Some(lot));
        }
        self.tell_paying("freight");
        self.charge(lot, Traveller::Lot(lot), leg.payee, &leg.freight);
        self.lots[lot].km += leg.km;
        self.tell_flows_out(lot, id);
        self.gone_off(lot, leg);
    }

    /// Books the time up to now of a lot in a pipe or in line for it: what of it the pipe flowed has moved it,
    /// and of the rest closures have theirs.
    fn book_flow(&mut self, lot: LotKey, id: LinkId, flowed: Duration) {
        let now = self.now;
        let booked = &mut self.lots[lot];
        let mut rest = (now - booked.since) - flowed;
        booked.hours.book(Cause::Moving, flowed);
        if let Some(gate) = self.corridor.links[id.index()].gate {
            self.gates[gate.index()].closed_between(booked.since, now, |cause, closed| {
                booked.hours.book(cause, closed);
                rest = rest - closed;
            });
        }
        booked.hours.book(Cause::Path, rest);
        booked.since = now;
        self.tell_hours(lot, Some(Facility::Link(id)));
    }
}
