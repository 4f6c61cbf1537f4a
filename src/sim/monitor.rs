//! What is watched while a replication runs: levels over time, and waits per item.
//!
//! Both can be reset at the end of the warm-up.

use super::time::Time;
use crate::quantity::Duration;

/// A level that changes over time (a queue, units at work) and its integral.
#[derive(Clone, Debug, Default)]
pub struct Level {
    level: u64,
    since: Time,
    from: Time,
    /// Level × milliseconds since `from`.
    integral: u128,
}

impl Level {
    /// The level now.
    #[must_use]
    #[inline]
    pub fn get(&self) -> u64 {
        self.level
    }

    /// Sets a new level from `now` on.
    #[inline]
    pub fn set(&mut self, now: Time, level: u64) {
        self.settle(now);
        self.level = level;
    }

    /// Raises the level.
    #[inline]
    pub fn add(&mut self, now: Time, by: u64) {
        self.set(now, self.level.saturating_add(by));
    }

    /// Lowers the level, at most to nothing.
    #[inline]
    pub fn subtract(&mut self, now: Time, by: u64) {
        self.set(now, self.level.saturating_sub(by));
    }

    /// As if the level had always been this since the last reset.
    pub fn begin_with(&mut self, level: u64) {
        *self = Self { level, since: self.from, from: self.from, integral: 0 };
    }

    /// Back to nothing at the start of time.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Starts anew at `now`, with the level as it is: the end of the warm-up.
    pub fn reset(&mut self, now: Time) {
        self.settle(now);
        self.from = now;
        self.integral = 0;
    }

    /// The average level from the last reset up to `now`; nothing where no time has passed.
    #[must_use]
    pub fn mean(&self, now: Time) -> Option<f64> {
        let span = now.since(self.from).as_ms();
        let open = area(self.level, now.since(self.since).as_ms());
        (span > 0).then(|| (self.integral + open) as f64 / span as f64)
    }

    #[inline]
    fn settle(&mut self, now: Time) {
        self.integral += area(self.level, now.since(self.since).as_ms());
        self.since = now;
    }
}

/// Level times milliseconds, exact.
#[inline]
fn area(level: u64, ms: u64) -> u128 {
    u128::from(level) * u128::from(ms)
}

/// Waits of single items, kept whole so that their quantiles are exact; those who did not wait are
/// only counted.
#[derive(Clone, Debug, Default)]
pub struct Waits {
    /// How many did not wait.
    none: usize,
    waits: Vec<u64>,
}

impl Waits {
    /// Notes one wait.
    #[inline]
    pub fn record(&mut self, wait: Duration) {
        if wait.is_zero() {
            self.none += 1;
        } else {
            self.waits.push(wait.as_ms());
        }
    }

    /// Forgets all waits so far: the end of the warm-up.
    pub fn reset(&mut self) {
        self.none = 0;
        self.waits.clear();
    }

    /// How many waits were noted.
    #[must_use]
    pub fn count(&self) -> usize {
        self.none + self.waits.len()
    }

    /// The average wait.
    #[must_use]
    pub fn mean(&self) -> Option<Duration> {
        let count = self.count() as u128;
        let total: u128 = self.waits.iter().map(|&wait| u128::from(wait)).sum();
        (count > 0).then(|| Duration::from_ms(((total + count / 2) / count) as u64))
    }

    /// The waits themselves (ms), in no promised order: a selection may reorder them.
    pub fn values(&mut self) -> &mut [u64] {
        let all = self.count();
        self.none = 0;
        self.waits.resize(all, 0);
        &mut self.waits
    }

    /// How many did not wait, and the waits of the others (ms) as in [`values`](Self::values).
    pub fn parts(&mut self) -> (usize, &mut [u64]) {
        (self.none, &mut self.waits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_level_is_the_integral_over_time() {
        let mut level = Level::default();
        level.set(Time::from_ms(10), 2);
        level.set(Time::from_ms(20), 5);
        level.subtract(Time::from_ms(30), 4);
        assert_eq!(level.mean(Time::from_ms(40)), Some((0.0 + 20.0 + 50.0 + 10.0) / 40.0));
    }

    #[test]
    fn a_reset_keeps_the_level_and_forgets_the_past() {
        let mut level = Level::default();
        level.set(Time::from_ms(0), 3);
        level.reset(Time::from_ms(100));
        level.add(Time::from_ms(150), 1);
        assert_eq!(level.mean(Time::from_ms(200)), Some(3.5));
        assert_eq!(level.mean(Time::from_ms(100)), None);
    }

    #[test]
    fn waits_are_averaged_since_the_reset() {
        let mut waits = Waits::default();
        waits.record(Duration::from_ms(1000));
        waits.reset();
        assert_eq!(waits.mean(), None);
        waits.record(Duration::from_ms(10));
        waits.record(Duration::from_ms(20));
        assert_eq!((waits.count(), waits.mean()), (2, Some(Duration::from_ms(15))));
    }

    #[test]
    fn those_who_did_not_wait_count_in_full() {
        let mut waits = Waits::default();
        for ms in [0, 30, 0] {
            waits.record(Duration::from_ms(ms));
        }
        assert_eq!((waits.count(), waits.mean()), (3, Some(Duration::from_ms(10))));
        assert_eq!(waits.parts(), (2, &mut [30][..]));
        let values = waits.values();
        values.sort_unstable();
        assert_eq!(values, [0, 0, 30]);
        assert_eq!(waits.count(), 3);
        waits.reset();
        assert_eq!(waits.count(), 0);
    }
}
