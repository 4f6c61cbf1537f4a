//! Work of somebody who may be stopped in the middle of it, and goes on later.
//!
//! ```text
//! taken on ─ begins, or waits for the opening ─ works ─ closing time: finishes, pauses or begins anew ─ done
//!                                                 └─ stopped … goes on with what is left
//! ```
//! A piece of work and the gate of the place know between them when it would be done, how long somebody has
//! been at work by an instant, and what is left where he is stopped there.

use super::gate::{AtClosing, Gate, Turn};
use super::time::Time;
use crate::quantity::Duration;

/// Where work is done, if it closes at all: the gate, and what happens then.
pub type Place<'g, C> = Option<(&'g Gate<C>, AtClosing)>;

/// A piece of work: what is left of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stint {
    whole: Duration,
    rest: Duration,
    begun: bool,
}

/// A part of a piece of work, from an instant to another, and how much of it is done then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// When it begins.
    pub from: Time,
    /// When it ends.
    pub to: Time,
    /// What is done between.
    pub work: Duration,
}

impl Stint {
    /// Work that has not begun.
    #[must_use]
    pub fn new(work: Duration) -> Self {
        Self { whole: work, rest: work, begun: false }
    }

    /// When it is done by somebody who has it in hand from now on and is not stopped.
    #[must_use]
    pub fn turn<C: Copy>(&self, place: Place<'_, C>, now: Time) -> Turn {
        match place {
            None => Turn::of(now, self.rest),
            // What has begun is finished, open or closed.
            Some((_, AtClosing::Finish)) if self.begun => Turn::of(now, self.rest),
            Some((gate, AtClosing::Eject)) => {
                let begin = gate.next_open(now);
                let last = self.attempts(gate, begin).last();
                let end = last.map_or(begin, |attempt| attempt.to);
                Turn { begin, end, closed_to: end }
            }
            Some((gate, at_closing)) => gate.turn(now, self.rest, at_closing),
        }
    }

    /// The attempts of somebody whose work is broken off at closing time; the last one is the whole.
    fn attempts<C: Copy>(&self, gate: &Gate<C>, begin: Time) -> impl Iterator<Item = Part> {
        let mut next = Some((begin, self.rest));
        std::iter::from_fn(move || {
            let (from, work) = next?;
            let closing = gate.closing_within(from, from + work);
            next = closing.map(|closing| (gate.next_open(closing), self.whole));
            let to = closing.unwrap_or(from + work);
            Some(Part { from, to, work: to - from })
        })
    }

    /// How long somebody has been at work by an instant of a turn.
    #[must_use]
    pub fn worked<C: Copy>(place: Place<'_, C>, turn: Turn, by: Time) -> Duration {
        let mut worked = by.since(turn.begin);
        match place {
            None | Some((_, AtClosing::Finish)) => {}
            Some((gate, AtClosing::Pause | AtClosing::Eject)) => {
                let by = by.max(turn.begin);
                gate.closed_between(turn.begin, by, |_, closed| worked = worked - closed);
            }
        }
        worked
    }

    /// When somebody has been at work so long on a turn, done or not.
    #[must_use]
    pub fn after<C: Copy>(place: Place<'_, C>, turn: Turn, worked: Duration) -> Time {
        match place {
            None | Some((_, AtClosing::Finish)) => turn.begin + worked,
            Some((gate, _)) => gate.finish(turn.begin, worked, AtClosing::Pause),
        }
    }

    /// What is done on a turn up to an instant, part by part; parts before the last were in vain.
    #[must_use]
    pub fn parts<C: Copy>(&self, place: Place<'_, C>, turn: Turn, by: Time) -> Vec<Part> {
        if by < turn.begin {
            return Vec::new();
        }
        if let Some((gate, AtClosing::Eject)) = place {
            let cut = |part: Part| {
                let to = part.to.min(by);
                Part { to, work: to - part.from, ..part }
            };
            return self.attempts(gate, turn.begin).take_while(|part| part.from <= by).map(cut).collect();
        }
        let work = Self::worked(place, turn, by);
        let to = match place {
            // Where it pauses when it is stopped, it has ended before.
            Some((gate, AtClosing::Pause)) => gate.finish(turn.begin, work, AtClosing::Pause),
            _ => turn.begin + work,
        };
        vec![Part { from: turn.begin, to, work }]
    }

    /// It is stopped at an instant of a turn.
    pub fn stop<C: Copy>(&mut self, place: Place<'_, C>, turn: Turn, at: Time) {
        self.begun |= at > turn.begin;
        let Some((gate, AtClosing::Eject)) = place else {
            self.rest = self.rest - Self::worked(place, turn, at);
            return;
        };
        let last = self.attempts(gate, turn.begin).take_while(|part| part.from <= at).last();
        self.rest = match last {
            None => self.rest,
            Some(part) if part.from == turn.begin && at < part.to => self.rest - (at - part.from),
            Some(part) if at < part.to => self.whole - (at - part.from),
            Some(_) => self.whole,
        };
    }

    /// It goes on now, having been stopped at an instant: what the closing of the place has broken off
    /// meanwhile begins anew.
    pub fn resume<C: Copy>(&mut self, place: Place<'_, C>, stopped: Time, now: Time) {
        if let Some((gate, AtClosing::Eject)) = place
            && (!gate.is_open(now) || gate.closing_within(stopped, now).is_some())
        {
            self.rest = self.whole;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::Closure;

    /// Open from 10 to 20, from 30 to 40, and from 50 on.
    fn gate() -> Gate<()> {
        let closed = |from, to| Closure { from: Time::from_ms(from), to: Time::from_ms(to), cause: () };
        let mut gate = Gate::default();
        gate.lay_out(&mut [closed(0, 10), closed(20, 30), closed(40, 50)]);
        gate
    }

    fn at(ms: u64) -> Time {
        Time::from_ms(ms)
    }

    fn ms(ms: u64) -> Duration {
        Duration::from_ms(ms)
    }

    /// When twelve begun at an instant are done: stopped then, mended later, what is left and when that is done.
    fn interrupted(at_closing: AtClosing, taken: u64, stopped: u64, mended: u64) -> (u64, u64, u64) {
        let gate = gate();
        let place = Some((&gate, at_closing));
        let mut stint = Stint::new(ms(12));
        let turn = stint.turn(place, at(taken));
        let worked = Stint::worked(place, turn, at(stopped)).as_ms();
        stint.stop(place, turn, at(stopped));
        stint.resume(place, at(stopped), at(mended));
        (worked, stint.rest.as_ms(), stint.turn(place, at(mended)).end.ms())
    }

    #[test]
    fn work_that_is_not_stopped_goes_by_the_gate() {
        let gate = gate();
        for at_closing in [AtClosing::Finish, AtClosing::Pause, AtClosing::Eject] {
            for taken in 0..60 {
                for work in 0..15 {
                    let turn = Stint::new(ms(work)).turn(Some((&gate, at_closing)), at(taken));
                    let by_gate = gate.turn(at(taken), ms(work), at_closing);
                    assert_eq!((turn.begin, turn.end), (by_gate.begin, by_gate.end), "{at_closing:?}");
                }
            }
        }
        assert_eq!(Stint::new(ms(7)).turn::<()>(None, at(3)), Turn::of(at(3), ms(7)));
    }

    #[test]
    fn what_has_begun_is_finished_after_closing_time() {
        let finish = AtClosing::Finish;
        assert_eq!(interrupted(finish, 15, 18, 19), (3, 9, 28));
        assert_eq!(interrupted(finish, 15, 18, 25), (3, 9, 34));
        // Stopped before it could begin.
        assert_eq!(interrupted(finish, 3, 5, 7), (0, 12, 22));
        assert_eq!(interrupted(finish, 3, 10, 24), (0, 12, 42));
    }

    #[test]
    fn what_pauses_goes_on_at_the_next_opening() {
        let pause = AtClosing::Pause;
        assert_eq!(interrupted(pause, 15, 18, 19), (3, 9, 38));
        assert_eq!(interrupted(pause, 15, 18, 25), (3, 9, 39));
        // Stopped by night.
        assert_eq!(interrupted(pause, 15, 25, 27), (5, 7, 37));
        assert_eq!(interrupted(pause, 15, 25, 38), (5, 7, 55));
    }

    #[test]
    fn what_is_broken_off_begins_anew() {
        let eject = AtClosing::Eject;
        // Nothing but the last opening is long enough.
        assert_eq!(interrupted(eject, 15, 18, 19), (3, 9, 62));
        // What is left fits where it is mended in time, and does not count after closing.
        assert_eq!(interrupted(eject, 10, 15, 16), (5, 7, 62));
        assert_eq!(interrupted(eject, 50, 55, 58), (5, 7, 65));
        assert_eq!(interrupted(eject, 15, 35, 36), (10, 7, 62));
        assert_eq!(interrupted(eject, 15, 25, 33), (5, 12, 62));
        let gate = gate();
        let mut short = Stint::new(ms(5));
        let place = Some((&gate, eject));
        let turn = short.turn(place, at(12));
        short.stop(place, turn, at(15));
        assert_eq!(short.turn(place, at(17)).end, at(19));
        short.resume(place, at(15), at(20));
        assert_eq!(short.turn(place, at(20)).end, at(35));
    }

    #[test]
    fn instants_and_times_at_work_agree() {
        let gate = gate();
        for at_closing in [AtClosing::Finish, AtClosing::Pause, AtClosing::Eject] {
            let place = Some((&gate, at_closing));
            let turn = Stint::new(ms(12)).turn(place, at(15));
            for worked in 0..20 {
                let instant = Stint::after(place, turn, ms(worked));
                assert_eq!(Stint::worked(place, turn, instant), ms(worked));
            }
        }
    }

    #[test]
    fn parts_are_told_up_to_an_instant() {
        let gate = gate();
        let stint = Stint::new(ms(12));
        let parts = |at_closing, by| {
            let place = Some((&gate, at_closing));
            let parts = stint.parts(place, stint.turn(place, at(15)), at(by));
            parts.iter().map(|part| [part.from.ms(), part.to.ms(), part.work.as_ms()]).collect::<Vec<_>>()
        };
        assert_eq!(parts(AtClosing::Finish, 27), [[15, 27, 12]]);
        assert_eq!(parts(AtClosing::Pause, 25), [[15, 20, 5]]);
        assert_eq!(parts(AtClosing::Pause, 33), [[15, 33, 8]]);
        assert_eq!(parts(AtClosing::Eject, 62), [[15, 20, 5], [30, 40, 10], [50, 62, 12]]);
        assert_eq!(parts(AtClosing::Eject, 33), [[15, 20, 5], [30, 33, 3]]);
        assert_eq!(parts(AtClosing::Eject, 14), [[0; 3]; 0]);
    }
}
