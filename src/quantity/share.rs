//! Shares of a whole.

use std::fmt;

use super::measured::Measured;
use super::mismatch::Mismatch;
use super::quantity_trait::Quantity;
use super::significant::significant;

/// A share (dimensionless), 1 being the whole. Whether it must lie between 0 and 1 is for its field
/// to say: a yearly growth may be negative and a slowdown may exceed the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Share(f64);

impl Share {
    /// Nothing of the whole.
    pub const NONE: Self = Self(0.0);

    /// The whole.
    pub const WHOLE: Self = Self(1.0);

    /// From a fraction, 0.3 being 30 %.
    pub const fn new(fraction: f64) -> Self {
        Self(fraction)
    }

    /// The fraction, 0.3 for 30 %.
    pub const fn as_fraction(self) -> f64 {
        self.0
    }

    /// Whether it lies between none and the whole, as a probability must.
    pub fn is_part_of_whole(self) -> bool {
        (0.0..=1.0).contains(&self.0)
    }
}

impl Quantity for Share {
    const NAME: &'static str = "a share";
    const EXAMPLE: &'static str = "30 %";
    const BARE: bool = true;

    fn from_measured(measured: Measured) -> Result<Self, Mismatch> {
        f64::from_measured(measured).map(Self).map_err(|_| Mismatch::dimension::<Self>(measured.dimension()))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", significant(self.0 * 100.0))
    }
}
