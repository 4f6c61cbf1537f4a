//! Gathering: something that leaves when it is full, or a while after the first came in.

use super::time::Time;
use crate::quantity::Duration;

/// A gathering of units up to a size, which remembers when its first units came.
///
/// ```
/// use keruen::quantity::Duration;
/// use keruen::sim::{Batch, Time};
///
/// let mut ferry = Batch::of(25);
/// ferry.add(Time::START, 20);
/// assert_eq!(ferry.room(), 5);
/// assert_eq!(ferry.due(Duration::from_hours(24.0)), Some(Time::START + Duration::from_hours(24.0)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    size: u64,
    held: u64,
    first: Option<Time>,
}

impl Batch {
    /// An empty batch that is full with `size` units.
    #[must_use]
    pub const fn of(size: u64) -> Self {
        Self { size, held: 0, first: None }
    }

    /// Adds units, at most as many as there is room for; returns how many came in.
    #[inline]
    pub fn add(&mut self, now: Time, units: u64) -> u64 {
        let taken = units.min(self.room());
        if taken > 0 {
            self.first.get_or_insert(now);
            self.held += taken;
        }
        taken
    }

    /// Units that still fit.
    #[must_use]
    #[inline]
    pub const fn room(&self) -> u64 {
        self.size - self.held
    }

    /// Units that have come.
    #[must_use]
    #[inline]
    pub const fn held(&self) -> u64 {
        self.held
    }

    /// Whether nothing has come yet.
    #[must_use]
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.held == 0
    }

    /// When the batch leaves at the latest, `patience` after its first units; an empty one waits.
    #[must_use]
    pub fn due(&self, patience: Duration) -> Option<Time> {
        self.first.map(|first| first + patience)
    }

    /// Empties the batch.
    pub fn clear(&mut self) {
        *self = Self::of(self.size);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_what_fits_and_remembers_the_first() {
        let mut batch = Batch::of(10);
        assert_eq!(batch.due(Duration::from_ms(5)), None);
        assert_eq!(batch.add(Time::from_ms(3), 7), 7);
        assert_eq!(batch.add(Time::from_ms(4), 7), 3);
        assert_eq!((batch.room(), batch.held()), (0, 10));
        assert_eq!(batch.due(Duration::from_ms(5)), Some(Time::from_ms(8)));
        batch.clear();
        assert_eq!((batch.room(), batch.is_empty()), (10, true));
    }
}
