//! Spans of time, in the whole milliseconds of the engine's clock.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

use super::dimension::{Base, Dimension};
use super::measured::Measured;
use super::mismatch::Mismatch;
use super::quantity_trait::Quantity;
use super::ratio::Ratio;
use super::significant::significant;

const MS_PER_SECOND: f64 = 1e3;
const MS_PER_HOUR: f64 = 3.6e6;
const MS_PER_DAY: f64 = 8.64e7;

/// A span of time (ms), never negative. Whole milliseconds make sums exact and the order of
/// events certain; arithmetic saturates at zero and at [`Duration::MAX`] (585 million years).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(u64);

impl Duration {
    /// No time.
    pub const ZERO: Self = Self(0);

    /// The longest span, standing for "never".
    pub const MAX: Self = Self(u64::MAX);

    /// From whole milliseconds.
    pub const fn from_ms(ms: u64) -> Self {
        Self(ms)
    }

    /// From a number of milliseconds that was drawn, to the nearest whole one: zero for what is less or
    /// not a number. Quick, since every piece of work of a replication begins with it.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "saturation is what is wanted")]
    pub fn nearest_ms(ms: f64) -> Self {
        // Signed: processors convert to signed integers in one step.
        Self(((ms + 0.5) as i64).max(0).unsigned_abs())
    }

    /// From seconds, to the nearest millisecond; saturates, and not a number counts as zero.
    pub fn from_seconds(seconds: f64) -> Self {
        Self::nearest(seconds * MS_PER_SECOND)
    }

    /// From hours, to the nearest millisecond; saturates, and not a number counts as zero.
    pub fn from_hours(hours: f64) -> Self {
        Self::nearest(hours * MS_PER_HOUR)
    }

    /// From days of 24 hours, to the nearest millisecond; saturates, and not a number counts as zero.
    pub fn from_days(days: f64) -> Self {
        Self::nearest(days * MS_PER_DAY)
    }

    /// From hours, if they are a number from zero to [`Duration::MAX`].
    pub fn try_from_hours(hours: f64) -> Option<Self> {
        let ms = hours * MS_PER_HOUR;
        fits(ms).then(|| Self::nearest(ms))
    }

    /// Whole milliseconds.
    pub const fn as_ms(self) -> u64 {
        self.0
    }

    /// Seconds.
    #[expect(clippy::cast_precision_loss, reason = "exact up to 285 thousand years")]
    pub fn as_seconds(self) -> f64 {
        self.0 as f64 / MS_PER_SECOND
    }

    /// Hours.
    #[expect(clippy::cast_precision_loss, reason = "exact up to 285 thousand years")]
    pub fn as_hours(self) -> f64 {
        self.0 as f64 / MS_PER_HOUR
    }

    /// Days of 24 hours.
    #[expect(clippy::cast_precision_loss, reason = "exact up to 285 thousand years")]
    pub fn as_days(self) -> f64 {
        self.0 as f64 / MS_PER_DAY
    }

    /// Whether no time passes.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The span stretched by a factor, to the nearest millisecond; saturates.
    #[expect(clippy::cast_precision_loss, reason = "exact up to 285 thousand years")]
    pub fn scaled(self, factor: f64) -> Self {
        Self::nearest(self.0 as f64 * factor)
    }

    /// The nearest whole number of milliseconds; `as` saturates and makes not-a-number zero.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturation is what is wanted"
    )]
    const fn nearest(ms: f64) -> Self {
        Self(ms.round() as u64)
    }
}

/// Whether a number of milliseconds can be represented.
fn fits(ms: f64) -> bool {
    const BEYOND: f64 = 18_446_744_073_709_551_616.0; // 2^64
    (0.0..BEYOND).contains(&ms)
}

impl Quantity for Duration {
    const NAME: &'static str = "a duration";
    const EXAMPLE: &'static str = "22 h";

    fn from_measured(measured: Measured) -> Result<Self, Mismatch> {
        const MILLISECOND: Ratio = Ratio::new(1, 1000);
        if measured.dimension() != Dimension::of(Base::Time) {
            return Err(Mismatch::dimension::<Self>(measured.dimension()));
        }
        let ms = Mismatch::unless_negative::<Self>(measured.value_in(MILLISECOND))?;
        if fits(ms) {
            Ok(Self::nearest(ms))
        } else {
            Err(Mismatch::TooLarge { expected: Self::NAME, largest: "584 million years" })
        }
    }
}

impl Add for Duration {
    type Output = Self;

    /// The sum; saturates.
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Duration {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Duration {
    type Output = Self;

    /// The difference; zero if the other is longer.
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Duration {
    fn sum<I: Iterator<Item = Self>>(spans: I) -> Self {
        spans.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SECOND: u64 = 1000;
        const MINUTE: u64 = 60 * SECOND;
        const HOUR: u64 = 60 * MINUTE;
        const TWO_DAYS: u64 = 48 * HOUR;
        match self.0 {
            0 => f.write_str("0 h"),
            u64::MAX => f.write_str("forever"),
            1..SECOND => write!(f, "{} ms", self.0),
            SECOND..MINUTE => write!(f, "{} s", significant(self.as_seconds())),
            MINUTE..HOUR => write!(f, "{} min", significant(self.as_seconds() / 60.0)),
            HOUR..TWO_DAYS => write!(f, "{} h", significant(self.as_hours())),
            _ => write!(f, "{} d", significant(self.as_days())),
        }
    }
}
