//! The M/M/1 queue, of which everything is known.

use super::harness::Chance;

/// Milliseconds in an hour.
pub const HOUR: f64 = 3.6e6;

/// A single server whose load is the mean service time \[h\], arrivals one an hour, watched for a
/// number of hours.
#[derive(Clone, Copy)]
pub struct Queue {
    pub load: f64,
    pub horizon: f64,
}

impl Queue {
    /// The quantile of time in system \[ms\], which is exponential of mean load / (1 - load).
    pub fn quantile(self, p: f64) -> f64 {
        -self.mean() * (1.0 - p).ln()
    }

    /// The mean time in system \[ms\].
    pub fn mean(self) -> f64 {
        HOUR * self.number()
    }

    /// The mean number in system.
    pub fn number(self) -> f64 {
        self.load / (1.0 - self.load)
    }

    /// The times in system \[ms\] of those who arrive within the horizon, in steady state.
    pub fn times(self, chance: &mut Chance) -> Vec<u64> {
        let (wait, first) = (chance.uniform(), chance.exponential());
        let mut work = if wait < self.load { self.number() * first } else { 0.0 };
        let (mut times, mut clock) = (Vec::new(), 0.0);
        loop {
            let (gap, service) = (chance.exponential(), chance.exponential());
            clock += gap;
            if clock > self.horizon {
                return times;
            }
            work = (work - gap).max(0.0) + self.load * service;
            times.push((HOUR * work) as u64);
        }
    }

    /// The mean number in system in each of so many equal buckets, of a queue that begins empty.
    pub fn filling(self, buckets: usize, chance: &mut Chance) -> Vec<f64> {
        let width = self.horizon / buckets as f64;
        let mut means = vec![0.0; buckets];
        let (mut clock, mut number) = (0.0, 0.0);
        while clock < self.horizon {
            let rate = if number > 0.0 { 1.0 + 1.0 / self.load } else { 1.0 };
            let until = (clock + chance.exponential() / rate).min(self.horizon);
            while clock < until {
                let bucket = ((clock / width + 1e-9) as usize).min(buckets - 1);
                let end = until.min(width * (bucket + 1) as f64);
                means[bucket] += number * (end - clock) / width;
                clock = if end > clock { end } else { until };
            }
            number += if chance.uniform() * rate < 1.0 { 1.0 } else { -1.0 };
        }
        means
    }
}
