//! Upkeep: breakdowns, repair and planned maintenance of vehicles and equipment.

use super::ids::{GateId, WorkshopId};
use crate::noise::{Distribution, Stream};
use crate::sim::{AtClosing, Time};

/// When the units of a fleet or of an equipment pool are out of work.
#[derive(Debug, Clone, Default)]
pub struct Upkeep {
    /// How they break down.
    pub breakdowns: Option<Breakdowns>,
    /// When some of them are in maintenance, in order of time.
    pub maintenance: Vec<Outage>,
}

impl Upkeep {
    /// Whether nothing ever happens to them.
    #[must_use]
    #[inline]
    pub fn is_nothing(&self) -> bool {
        self.breakdowns.is_none() && self.maintenance.is_empty()
    }
}

impl Upkeep {
    /// Hours of repair for every hour under way or at work, where failures go by operating time.
    #[must_use]
    pub fn repair_of_an_hour(&self) -> f64 {
        self.ratio(FailureClock::Operating)
    }

    /// The share of the time that a unit is not in repair or maintenance, where failures go by the
    /// calendar, over a horizon of so many hours and for `units` of them.
    #[must_use]
    pub fn availability(&self, horizon: f64, units: f64) -> f64 {
        let end = |instant: Time| (instant - Time::START).as_hours().min(horizon);
        let hours =
            |outage: &Outage| (end(outage.to) - end(outage.from)) * f64::from(outage.units).min(units);
        let away: f64 = self.maintenance.iter().map(hours).sum();
        if units <= 0.0 {
            return 1.0;
        }
        let there = (1.0 - away / (horizon * units)).max(1e-6);
        there / (1.0 + self.ratio(FailureClock::Calendar))
    }

    /// Hours of repair an hour, for `units` of which so many are under way or at work on average.
    #[must_use]
    pub fn repair(&self, operating: f64, units: f64) -> f64 {
        let calendar = self.ratio(FailureClock::Calendar);
        operating * self.repair_of_an_hour() + units * calendar / (1.0 + calendar)
    }

    /// Mean repair over mean time between failures, on one of the clocks.
    fn ratio(&self, clock: FailureClock) -> f64 {
        let breakdowns = self.breakdowns.iter().filter(|breakdowns| breakdowns.clock == clock);
        breakdowns.map(|breakdowns| breakdowns.repair.mean() / breakdowns.between.mean()).sum()
    }
}

/// How a unit breaks down and is repaired.
#[derive(Debug, Clone)]
pub struct Breakdowns {
    /// Time from the end of one repair to the next failure (ms).
    pub between: Distribution,
    /// Which time that is.
    pub clock: FailureClock,
    /// Time of a repair (ms).
    pub repair: Distribution,
    /// Whose crews repair; `None`: somebody is always there.
    pub workshop: Option<WorkshopId>,
    /// The addresses of the draws of failures and of repairs.
    pub draws: [Stream; 2],
}

/// What wears a unit out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureClock {
    /// Time under way or at work.
    Operating,
    /// Any time.
    Calendar,
}

/// So many units are in maintenance from one instant to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// When it begins; a unit at work finishes what it does first.
    pub from: Time,
    /// When it ends.
    pub to: Time,
    /// How many units.
    pub units: u32,
}

/// A maintenance as it happens, by the scenario of its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// When it begins.
    pub from: Time,
    /// When it ends.
    pub to: Time,
    /// How many units.
    pub units: u32,
    /// How many have had their turn before: theirs begins there, counted round and round.
    pub first: u64,
}

/// The maintenance of phases that follow each other, each with its beginning and its end. What goes on from one
/// phase to the next is one; where it takes more or fewer units from then on, they are the same as far as can be.
pub(crate) fn turns<'a>(phases: impl Iterator<Item = (&'a [Outage], Time, Time)>) -> Vec<Turn> {
    let mut turns: Vec<(Turn, [Time; 2])> = Vec::new();
    let mut first = 0;
    for (outages, begin, end) in phases {
        let begun = turns.len();
        let mut others = Vec::new();
        for outage in outages {
            let (from, to) = (outage.from.max(begin), outage.to.min(end));
            let window = [outage.from, outage.to];
            let same = |(turn, of): &&mut (Turn, [Time; 2])| {
                *of == window && turn.to == from && turn.units == outage.units
            };
            match turns[..begun].iter_mut().find(same) {
                _ if from >= to => {}
                Some((before, _)) => before.to = to,
                None => others.push((Turn { from, to, units: outage.units, first }, window)),
            }
        }
        for (turn, window) in others {
            let otherwise = |(before, of): &&(Turn, [Time; 2])| *of == window && before.to == turn.from;
            let before = turns[..begun].iter().find(otherwise).map(|(before, _)| before.first);
            let turn = Turn { first: before.unwrap_or(first), ..turn };
            first = first.max(turn.first + u64::from(turn.units));
            turns.push((turn, window));
        }
    }
    turns.into_iter().map(|(turn, _)| turn).collect()
}

/// Crews that repair what has broken down, wherever it is.
#[derive(Debug, Clone)]
pub struct Workshop {
    /// Its name.
    pub name: String,
    /// Repairs at the same time.
    pub crews: u32,
    /// Working hours.
    pub gate: Option<GateId>,
    /// What happens to repairs in progress when they end.
    pub at_closing: AtClosing,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u64) -> Time {
        Time::from_ms(day * 86_400_000)
    }

    fn outage(from: u64, to: u64, units: u32) -> Outage {
        Outage { from: day(from), to: day(to), units }
    }

    fn told(turns: &[Turn]) -> Vec<(u64, u64, u32, u64)> {
        let days = |time: Time| (time - Time::START).as_ms() / 86_400_000;
        turns.iter().map(|turn| (days(turn.from), days(turn.to), turn.units, turn.first)).collect()
    }

    #[test]
    fn units_take_turns_and_what_goes_on_over_a_date_is_one() {
        let before = [outage(1, 3, 1), outage(8, 14, 2)];
        let same = turns([(&before[..], day(0), day(10)), (&before[..], day(10), day(99))].into_iter());
        assert_eq!(told(&same), [(1, 3, 1, 0), (8, 14, 2, 1)]);
        let more = [outage(8, 14, 3), outage(20, 21, 1)];
        let changed = turns([(&before[..], day(0), day(10)), (&more[..], day(10), day(99))].into_iter());
        assert_eq!(told(&changed), [(1, 3, 1, 0), (8, 10, 2, 1), (10, 14, 3, 1), (20, 21, 1, 4)]);
        let both = [outage(8, 14, 2), outage(8, 14, 1)];
        let both = turns([(&both[..], day(0), day(10)), (&both[..], day(10), day(99))].into_iter());
        assert_eq!(told(&both), [(8, 14, 2, 0), (8, 14, 1, 2)]);
        let none = turns([(&before[..], day(0), day(10)), (&[][..], day(10), day(99))].into_iter());
        assert_eq!(told(&none), [(1, 3, 1, 0), (8, 10, 2, 1)]);
    }
}
