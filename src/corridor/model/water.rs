//! Waters: how their level changes over the years, and how deep they are at berths.
//!
//! ```text
//! level ●───────●                       depth at a berth = depth at a level
//!                ╲ known levels                            + level now - that level
//!                 ●─ ─ trend ─ ─►
//! ```
//! All of it in whole micrometres, so that what is computed by hand comes out to the last kilogram.

use super::ids::WaterId;
use crate::sim::Time;

/// Micrometres in a metre.
pub const METRE: i64 = 1_000_000;

/// A water.
#[derive(Debug, Clone)]
pub struct Water {
    /// Its name.
    pub name: String,
    /// Its level (µm) at instants (ms after the start, or before it), in order of time, with straight
    /// lines between them.
    pub levels: Vec<(i64, i64)>,
}

/// How deep the water is at a berth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// The depth (µm); where the water has a level, at its level `at`.
    pub depth: i64,
    /// The water, and the level (µm) for which the depth holds; `None`: it never changes.
    pub at: Option<(WaterId, i64)>,
}

impl Water {
    /// The level at an instant (µm); before the first known level it is that, after the last point
    /// the last.
    #[must_use]
    pub fn level(&self, at: Time) -> i64 {
        self.level_at(since_start(at))
    }

    /// The level at an instant after the start or before it (ms).
    pub(crate) fn level_at(&self, at: i64) -> i64 {
        let after = self.levels.partition_point(|&(point, _)| point <= at);
        let before = after.checked_sub(1).and_then(|place| self.levels.get(place));
        match (before, self.levels.get(after)) {
            (Some(&(from, low)), Some(&(to, high))) => {
                let risen = i128::from(high - low) * i128::from(at - from);
                low + risen.div_euclid(i128::from(to - from)) as i64
            }
            (Some(&(_, level)), None) | (None, Some(&(_, level))) => level,
            (None, None) => 0,
        }
    }

    /// The first instant from `from` on at which the level is at least this one.
    #[must_use]
    pub fn reaches(&self, level: i64, from: Time) -> Option<Time> {
        let reached = |here: i64| here >= level;
        self.first(from, reached, |low, rise, span| {
            // The smallest whole number t with floor(rise t / span) at least what is missing.
            let missing = i128::from(level - low) * span;
            missing.div_euclid(rise) + i128::from(missing.rem_euclid(rise) > 0)
        })
    }

    /// The first instant from `from` on at which the level is below this one.
    #[must_use]
    pub fn falls_below(&self, level: i64, from: Time) -> Option<Time> {
        let below = |here: i64| here < level;
        self.first(from, below, |low, rise, span| (i128::from(low - level) * span).div_euclid(-rise) + 1)
    }

    /// The first instant with a level that fits; `within` is the time in a span (ms) after which it
    /// does, by the level before, the rise and the length of the span.
    fn first(
        &self,
        from: Time,
        fits: impl Fn(i64) -> bool,
        within: impl Fn(i64, i128, i128) -> i128,
    ) -> Option<Time> {
        if fits(self.level(from)) {
            return Some(from);
        }
        let now = since_start(from);
        let spans = self.levels.windows(2).filter(|span| span[1].0 > now);
        let mut fitting = spans.filter(|span| fits(span[1].1));
        let [(begin, low), (end, high)] = fitting.next()? else { return None };
        let ms = i128::from(*begin) + within(*low, i128::from(high - low), i128::from(end - begin));
        Some(Time::from_ms(u64::try_from(ms).unwrap_or(0)).max(from))
    }
}

fn since_start(at: Time) -> i64 {
    i64::try_from(at.ms()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn water(levels: &[(i64, i64)]) -> Water {
        Water { name: "sea".into(), levels: levels.to_vec() }
    }

    #[test]
    fn levels_lie_on_straight_lines_between_those_known() {
        let sea = water(&[(-100, 50), (100, -50), (200, 0)]);
        let at = |ms| sea.level(Time::from_ms(ms));
        assert_eq!([at(0), at(50), at(100), at(150), at(200), at(999)], [0, -25, -50, -25, 0, 0]);
        assert_eq!(water(&[(10, 7)]).level(Time::START), 7);
        // Rounded down: the water is never taken to be deeper than it is.
        let slow = water(&[(0, 0), (3, -1)]);
        assert_eq!([0, 1, 2, 3].map(|ms| slow.level(Time::from_ms(ms))), [0, -1, -1, -1]);
    }

    #[test]
    fn the_instants_of_a_level_are_those_at_which_it_comes_to_be() {
        let seas = [
            water(&[(0, 0), (1_000, -37), (1_500, 11), (1_501, 11), (2_345, -3), (9_000, 90)]),
            water(&[(-50, 9), (70, -4), (71, 200), (500, 200), (501, -200)]),
        ];
        for sea in seas {
            for level in -40..100 {
                for from in (0..2_600).step_by(13).map(Time::from_ms) {
                    let all = || (from.ms()..10_000).map(Time::from_ms);
                    assert_eq!(sea.reaches(level, from), all().find(|&at| sea.level(at) >= level));
                    assert_eq!(sea.falls_below(level, from), all().find(|&at| sea.level(at) < level));
                }
            }
        }
    }
}
