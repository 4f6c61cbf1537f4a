//! Gates that open and close: a timeline of closures, known ahead.
//!
//! Whatever closes a facility from outside (a storm, the night, works) does not depend on what
//! happens inside, so a replication can lay out all closures before its first event. Waiting for
//! an opening then needs no queue and no event of its own: the gate says *when*.

use super::time::Time;
use crate::quantity::Duration;

/// What happens to work in progress when a gate closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtClosing {
    /// Work begun is finished; only new work waits.
    Finish,
    /// Work stops and goes on at the next opening.
    Pause,
    /// Work is broken off and begins anew at the next opening.
    Eject,
}

/// One closure, from an instant (included) up to another (excluded), and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closure<C> {
    /// First instant closed.
    pub from: Time,
    /// First instant open again.
    pub to: Time,
    /// The cause, whatever the model tells apart.
    pub cause: C,
}

/// When a piece of work is done that somebody has taken on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// When it begins: at once, or at the next opening.
    pub begin: Time,
    /// When it is done.
    pub end: Time,
    /// Up to when closures hold it up; from then on it goes on, open or closed.
    pub closed_to: Time,
}

impl Turn {
    /// Of somebody who never closes.
    #[must_use]
    pub fn of(taken: Time, work: Duration) -> Self {
        Self { begin: taken, end: taken + work, closed_to: taken }
    }
}

/// A gate: closures in order of time that do not overlap.
#[derive(Clone, Debug)]
pub struct Gate<C> {
    closures: Vec<Closure<C>>,
}

impl<C> Default for Gate<C> {
    fn default() -> Self {
        Self { closures: Vec::new() }
    }
}

impl<C: Copy> Gate<C> {
    /// Lays the timeline out anew from closures in any order, keeping the memory. Where two
    /// overlap, the one that began first keeps the time it shares, and the later one the rest.
    pub fn lay_out(&mut self, all: &mut [Closure<C>]) {
        all.sort_by_key(|closure| closure.from);
        self.closures.clear();
        let mut closed_to = Time::START;
        for closure in all.iter() {
            let from = closure.from.max(closed_to);
            if from < closure.to {
                self.closures.push(Closure { from, ..*closure });
                closed_to = closure.to;
            }
        }
    }

    /// The closures, in order of time.
    #[must_use]
    pub fn closures(&self) -> &[Closure<C>] {
        &self.closures
    }

    /// Whether the gate never closes.
    #[must_use]
    #[inline]
    pub fn always_open(&self) -> bool {
        self.closures.is_empty()
    }

    /// Whether the gate is open at this instant.
    #[must_use]
    pub fn is_open(&self, at: Time) -> bool {
        self.next_open(at) == at
    }

    /// The first instant from `at` on when the gate is open.
    #[must_use]
    #[inline]
    pub fn next_open(&self, at: Time) -> Time {
        let mut open = at;
        for closure in self.ending_after(at) {
            if closure.from > open {
                break;
            }
            open = closure.to;
        }
        open
    }

    /// When work of this length ends that begins at `start`, an instant when the gate is open.
    #[must_use]
    #[inline]
    pub fn finish(&self, start: Time, work: Duration, at_closing: AtClosing) -> Time {
        match at_closing {
            AtClosing::Finish => start + work,
            AtClosing::Pause => {
                let mut end = start + work;
                for closure in self.ending_after(start) {
                    if closure.from >= end {
                        break;
                    }
                    end = end + (closure.to - closure.from);
                }
                end
            }
            AtClosing::Eject => {
                let last = self.vain(start, work).last();
                last.map_or(start, |(_, closing)| self.next_open(closing)) + work
            }
        }
    }

    /// The attempts at work that are broken off, each with its beginning and the closing that ends it;
    /// `start` is an instant when the gate is open.
    pub fn vain(&self, start: Time, work: Duration) -> impl Iterator<Item = (Time, Time)> {
        let mut begin = start;
        std::iter::from_fn(move || {
            let closing = self.closing_within(begin, begin + work)?;
            Some((std::mem::replace(&mut begin, self.next_open(closing)), closing))
        })
    }

    /// The work of somebody who takes it on at an instant, and holds it while the gate is closed.
    #[must_use]
    pub fn turn(&self, taken: Time, work: Duration, at_closing: AtClosing) -> Turn {
        let begin = self.next_open(taken);
        let end = self.finish(begin, work, at_closing);
        Turn { begin, end, closed_to: if at_closing == AtClosing::Finish { begin } else { end } }
    }

    /// Goes through the closed parts of a span of time: cause and length of each.
    #[inline]
    pub fn closed_between(&self, from: Time, to: Time, mut each: impl FnMut(C, Duration)) {
        for closure in self.ending_after(from) {
            if closure.from >= to {
                break;
            }
            each(closure.cause, closure.to.min(to) - closure.from.max(from));
        }
    }

    /// When the gate closes inside a span that begins while it is open; work that ends on the
    /// stroke of closing time has been done.
    #[must_use]
    pub fn closing_within(&self, from: Time, to: Time) -> Option<Time> {
        let next = self.ending_after(from).first()?;
        (next.from < to).then_some(next.from)
    }

    #[inline]
    fn ending_after(&self, at: Time) -> &[Closure<C>] {
        let first = self.closures.partition_point(|closure| closure.to <= at);
        &self.closures[first..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(closures: &[(u64, u64, char)]) -> Gate<char> {
        let mut all: Vec<_> = closures
            .iter()
            .map(|&(from, to, cause)| Closure { from: Time::from_ms(from), to: Time::from_ms(to), cause })
            .collect();
        let mut gate = Gate::default();
        gate.lay_out(&mut all);
        gate
    }

    fn opens(gate: &Gate<char>, at: u64) -> u64 {
        gate.next_open(Time::from_ms(at)).ms()
    }

    #[test]
    fn an_open_gate_holds_nobody_up() {
        let gate = gate(&[(10, 20, 'w')]);
        assert_eq!([5, 10, 15, 20, 25].map(|at| opens(&gate, at)), [5, 20, 20, 20, 25]);
        assert!(gate.is_open(Time::from_ms(9)) && !gate.is_open(Time::from_ms(10)));
    }

    #[test]
    fn overlapping_closures_join_and_the_first_cause_keeps_its_time() {
        let gate = gate(&[(15, 30, 'n'), (10, 20, 'w'), (12, 18, 'x'), (30, 40, 'w')]);
        assert_eq!(opens(&gate, 11), 40);
        let mut parts = Vec::new();
        gate.closed_between(Time::from_ms(12), Time::from_ms(35), |cause, span| {
            parts.push((cause, span.as_ms()))
        });
        assert_eq!(parts, [('w', 8), ('n', 10), ('w', 5)]);
    }

    #[test]
    fn work_pauses_or_finishes_at_closing() {
        let gate = gate(&[(10, 20, 'w'), (25, 100, 'w')]);
        let finish =
            |start, work, policy| gate.finish(Time::from_ms(start), Duration::from_ms(work), policy).ms();
        assert_eq!(finish(8, 5, AtClosing::Finish), 13);
        assert_eq!(finish(8, 5, AtClosing::Pause), 23);
        assert_eq!(finish(8, 2, AtClosing::Pause), 10);
        assert_eq!(finish(8, 8, AtClosing::Pause), 101);
        assert_eq!(finish(20, 3, AtClosing::Pause), 23);
    }

    #[test]
    fn work_that_is_broken_off_begins_anew_until_an_opening_is_long_enough() {
        let gate = gate(&[(10, 20, 'w'), (25, 30, 'w'), (40, 50, 'w')]);
        let turn = |taken, work, policy| {
            let turn = gate.turn(Time::from_ms(taken), Duration::from_ms(work), policy);
            [turn.begin, turn.end, turn.closed_to].map(Time::ms)
        };
        assert_eq!(turn(5, 5, AtClosing::Eject), [5, 10, 10], "done on the stroke of closing time");
        assert_eq!(turn(5, 6, AtClosing::Eject), [5, 36, 36], "and neither by 10 nor by 25");
        assert_eq!(turn(5, 11, AtClosing::Eject), [5, 61, 61], "only after all closures");
        assert_eq!(turn(12, 4, AtClosing::Eject), [20, 24, 24]);
        assert_eq!(turn(5, 11, AtClosing::Finish), [5, 16, 5]);
        assert_eq!(turn(12, 11, AtClosing::Finish), [20, 31, 20]);
        assert_eq!(turn(12, 11, AtClosing::Pause), [20, 36, 36]);
        let vain: Vec<_> = gate.vain(Time::from_ms(5), Duration::from_ms(11)).collect();
        let by_hand =
            [(5, 10), (20, 25), (30, 40)].map(|(from, to)| (Time::from_ms(from), Time::from_ms(to)));
        assert_eq!(vain, by_hand);
    }
}
