//! Slow spells: a timeline, known ahead, of when everything goes at a part of its speed.
//!
//! Like the closures of a gate they come from outside and are laid out before the first event. All
//! sums are exact in whole millionths of a millisecond.

use super::gate::Closure;
use super::time::Time;
use crate::quantity::Duration;

/// A part of full speed, in whole millionths: at least one, at most a million.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SpeedFactor(u32);

impl SpeedFactor {
    const WHOLE: u32 = 1_000_000;

    /// The nearest to a fraction; `None` unless that is above nothing and at most the whole.
    #[must_use]
    pub fn of(fraction: f64) -> Option<Self> {
        let millionths = (fraction * f64::from(Self::WHOLE)).round();
        (fraction <= 1.0 && millionths >= 1.0).then_some(Self(millionths as u32))
    }

    /// What is missing from full speed, in whole millionths.
    #[must_use]
    pub fn missing(self) -> u64 {
        u64::from(Self::WHOLE - self.0)
    }

    /// The fraction of full speed.
    #[must_use]
    pub fn as_fraction(self) -> f64 {
        f64::from(self.0) / f64::from(Self::WHOLE)
    }

    /// What is done in a span, in millionths of what full speed does in a millisecond.
    fn done(self, span: Duration) -> u128 {
        u128::from(span.as_ms()) * u128::from(self.0)
    }

    /// How long that takes, rounded up.
    fn needs(self, work: u128) -> Duration {
        Duration::from_ms(u64::try_from(work.div_ceil(u128::from(self.0))).unwrap_or(u64::MAX))
    }
}

const FULL: SpeedFactor = SpeedFactor(SpeedFactor::WHOLE);

/// A spell from an instant (included) up to another (excluded).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// First slow instant.
    pub from: Time,
    /// First instant after it.
    pub to: Time,
    /// The part of full speed that is left.
    pub pace: SpeedFactor,
}

/// Slow spells in order of time that do not overlap.
#[derive(Clone, Debug, Default)]
pub struct Slowdown {
    spells: Vec<Spell>,
    /// Memory to put the next timeline together in.
    next: Vec<Spell>,
}

impl Slowdown {
    /// The spells at less than full speed, in order of time; those that follow each other at one pace are one.
    pub fn spells(&self) -> impl Iterator<Item = Spell> + '_ {
        let mut spells = self.spells.iter().copied().filter(|spell| spell.pace < FULL).peekable();
        std::iter::from_fn(move || {
            let mut whole = spells.next()?;
            while let Some(next) = spells.next_if(|next| next.from == whole.to && next.pace == whole.pace) {
                whole.to = next.to;
            }
            Some(whole)
        })
    }

    /// Back to full speed at all times, keeping the memory.
    pub fn clear(&mut self) {
        self.spells.clear();
    }

    /// Lays spells over the timeline, in order of time, all at one pace. Where they meet spells that
    /// are there already, the slower counts.
    pub fn overlay<C>(&mut self, spells: &[Closure<C>], pace: SpeedFactor) {
        self.next.clear();
        let (mut there, mut new) = (self.spells.as_slice(), spells);
        let mut at = Time::START;
        loop {
            let over = |to: Time| to <= at;
            there = &there[there.iter().take_while(|spell| over(spell.to)).count()..];
            new = &new[new.iter().take_while(|spell| over(spell.to)).count()..];
            let heads = [
                there.first().copied(),
                new.first().map(|spell| Spell { from: spell.from, to: spell.to, pace }),
            ];
            let heads = || heads.iter().flatten();
            let changes = heads().map(|head| if head.from > at { head.from } else { head.to });
            let Some(until) = changes.min() else { break };
            let slowest = heads().filter(|head| head.from <= at).map(|head| head.pace).min();
            self.next.extend(slowest.map(|pace| Spell { from: at, to: until, pace }));
            at = until;
        }
        std::mem::swap(&mut self.spells, &mut self.next);
    }

    /// When something ends that begins at `entry` and would take a `calm` span at full speed, rounded up.
    #[must_use]
    pub fn through(&self, entry: Time, calm: Duration) -> Time {
        let mut left = FULL.done(calm);
        let mut at = entry;
        for (until, pace) in self.stretches(entry) {
            let done = pace.done(until - at);
            if left <= done {
                return at + pace.needs(left);
            }
            left -= done;
            at = until;
        }
        at + FULL.needs(left)
    }

    /// What of a calm span is done between two instants, rounded down. From an entry to the end that
    /// [`through`](Self::through) gives it is the whole span.
    #[must_use]
    pub fn progress(&self, from: Time, to: Time) -> Duration {
        let mut done = 0;
        let mut at = from;
        for (until, pace) in self.stretches(from) {
            if at >= to {
                break;
            }
            done += pace.done(until.min(to) - at);
            at = until;
        }
        done += FULL.done(to - at);
        Duration::from_ms(u64::try_from(done / u128::from(FULL.0)).unwrap_or(u64::MAX))
    }

    /// From an instant on, where each stretch ends and its pace; after the last all is at full speed.
    fn stretches(&self, from: Time) -> impl Iterator<Item = (Time, SpeedFactor)> + '_ {
        let first = self.spells.partition_point(|spell| spell.to <= from);
        let spells = self.spells[first..].iter();
        spells.flat_map(move |spell| [(spell.from.max(from), FULL), (spell.to, spell.pace)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(ms: u64) -> Time {
        Time::from_ms(ms)
    }

    fn factor(fraction: f64) -> SpeedFactor {
        SpeedFactor::of(fraction).unwrap_or(FULL)
    }

    fn slowdown(systems: &[(&[(u64, u64)], f64)]) -> Slowdown {
        let mut all = Slowdown::default();
        for &(storms, fraction) in systems {
            let storms: Vec<_> =
                storms.iter().map(|&(from, to)| Closure { from: at(from), to: at(to), cause: () }).collect();
            all.overlay(&storms, factor(fraction));
        }
        all
    }

    fn through(all: &Slowdown, entry: u64, calm: u64) -> u64 {
        all.through(at(entry), Duration::from_ms(calm)).ms()
    }

    fn progress(all: &Slowdown, from: u64, to: u64) -> u64 {
        all.progress(at(from), at(to)).as_ms()
    }

    #[test]
    fn a_storm_slows_for_just_the_time_it_meets() {
        // Half speed from 100 to 200: fifty of progress.
        let all = slowdown(&[(&[(100, 200)], 0.5)]);
        // Before it, up to its beginning.
        assert_eq!([through(&all, 40, 60), through(&all, 40, 61)], [100, 102]);
        // Into it, and past its end.
        assert_eq!([through(&all, 80, 50), through(&all, 80, 70), through(&all, 80, 90)], [160, 200, 220]);
        // Within it, and after it.
        assert_eq!([through(&all, 150, 20), through(&all, 150, 30)], [190, 205]);
        assert_eq!([through(&all, 200, 30), through(&all, 500, 30)], [230, 530]);
        assert_eq!([through(&all, 150, 0), through(&all, 0, 0)], [150, 0]);
        assert_eq!([progress(&all, 80, 160), progress(&all, 150, 151), progress(&all, 80, 220)], [50, 0, 90]);
        assert_eq!([progress(&all, 300, 310), progress(&all, 310, 300), progress(&all, 0, 50)], [10, 0, 50]);
    }

    #[test]
    fn odd_paces_round_up_on_the_way_and_down_in_progress() {
        // Ten at 30 % take 33.3; from 5 on, into the end of the storm at 40: 10.5 done by then.
        let all = slowdown(&[(&[(5, 40)], 0.3)]);
        assert_eq!([through(&all, 5, 10), through(&all, 5, 11)], [39, 41]);
        assert_eq!([progress(&all, 5, 38), progress(&all, 5, 39), progress(&all, 5, 40)], [9, 10, 10]);
    }

    #[test]
    fn the_slower_counts_where_storms_overlap() {
        let all = slowdown(&[(&[(10, 30), (50, 60)], 0.8), (&[(0, 5), (20, 55)], 0.5), (&[(22, 23)], 1.0)]);
        let spells: Vec<_> = all.spells.iter().map(|it| (it.from.ms(), it.to.ms(), it.pace.0)).collect();
        // The same spells by another order of the systems, however they are cut.
        let other = slowdown(&[(&[(0, 5), (20, 55)], 0.5), (&[(10, 30), (50, 60)], 0.8)]);
        for instant in 0..70 {
            assert_eq!(progress(&all, 0, instant), progress(&other, 0, instant), "{spells:?}");
        }
        let told = |all: &Slowdown| -> Vec<_> {
            all.spells().map(|it| (it.from.ms(), it.to.ms(), it.pace.missing())).collect()
        };
        let by_hand = [(0, 5, 500_000), (10, 20, 200_000), (20, 55, 500_000), (55, 60, 200_000)];
        assert_eq!([told(&all), told(&other)], [by_hand, by_hand]);
        // 5 · 0.5 + 5 + 10 · 0.8 + 35 · 0.5 + 5 · 0.8 + 10
        assert_eq!(progress(&all, 0, 70), 47);
        assert_eq!(progress(&all, 0, 20), 15);
        assert_eq!(progress(&all, 20, 55), 17);
        assert_eq!(progress(&all, 55, 60), 4);
    }

    #[test]
    fn nothing_overflows() {
        let end = u64::MAX;
        let all = slowdown(&[(&[(0, 10), (10, 10), (20, end)], 1e-6)]);
        assert_eq!([through(&all, 0, end), through(&all, end, end), through(&all, 5, 1)], [end, end, 11]);
        assert_eq!(progress(&all, 0, end), 10 + (end - 20) / 1_000_000);
        assert_eq!(progress(&Slowdown::default(), 0, end), end);
        assert_eq!([0.0, -1.0, 1e-7, 1.000_001, f64::NAN, f64::INFINITY].map(SpeedFactor::of), [None; 6]);
    }

    proptest! {
        /// There and back: the whole span is done at the end, and not before.
        #[test]
        fn progress_undoes_through(
            cuts in proptest::collection::btree_set(0_u64..5_000, 0..12),
            more in proptest::collection::btree_set(0_u64..5_000, 0..12),
            paces in (1_u32..=1_000_000, 1_u32..=1_000_000),
            entry in 0_u64..6_000,
            calm in 1_u64..4_000,
        ) {
            let storms = |cuts: std::collections::BTreeSet<u64>| -> Vec<(u64, u64)> {
                let cuts: Vec<u64> = cuts.into_iter().collect();
                cuts.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
            };
            let [first, second] = [storms(cuts), storms(more)];
            let [one, two] = [paces.0, paces.1].map(|pace| f64::from(pace) / 1e6);
            let all = slowdown(&[(&first, one), (&second, two)]);
            let exit = through(&all, entry, calm);
            prop_assert!(exit >= entry + calm);
            prop_assert_eq!(progress(&all, entry, exit), calm);
            prop_assert!(progress(&all, entry, exit - 1) < calm);
            // Broken off anywhere, the rest takes it to the end, but for the rounding of each part.
            let middle = entry + (exit - entry) / 2;
            let rest = calm - progress(&all, entry, middle);
            prop_assert!(through(&all, middle, rest) >= exit);
            // Millisecond by millisecond.
            let mut done = 0_u64;
            for ms in entry..exit {
                let slow = |storms: &[(u64, u64)]| storms.iter().any(|&(from, to)| (from..to).contains(&ms));
                let of = |storms: &[(u64, u64)], pace| if slow(storms) { pace } else { 1_000_000 };
                prop_assert!(done < calm * 1_000_000);
                done += u64::from(of(&first, paces.0).min(of(&second, paces.1)));
            }
            prop_assert!(done >= calm * 1_000_000);
        }
    }
}
