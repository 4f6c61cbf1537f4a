//! How fast something grows.

use std::fmt;

use super::dimension::{Base, Dimension};
use super::measured::Measured;
use super::mismatch::Mismatch;
use super::quantity_trait::Quantity;
use super::ratio::Ratio;
use super::significant::significant;

/// By what share something grows from one year of 365 days to the next (1/yr): `8 %/yr`. What
/// shrinks has a negative one.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Growth(f64);

impl Growth {
    /// From a fraction per year, 0.08 being 8 %/yr.
    #[must_use]
    pub const fn from_fraction_per_year(fraction: f64) -> Self {
        Self(fraction)
    }

    /// The fraction per year.
    #[must_use]
    pub const fn as_fraction_per_year(self) -> f64 {
        self.0
    }

    /// How many times as much it is after whole years.
    #[must_use]
    pub fn after(self, years: u32) -> f64 {
        (1.0 + self.0).powi(years.min(1_000) as i32)
    }
}

impl Quantity for Growth {
    const NAME: &'static str = "a growth per year";
    const EXAMPLE: &'static str = "8 %/yr";

    fn from_measured(measured: Measured) -> Result<Self, Mismatch> {
        const PER_YEAR: Ratio = Ratio::new(1, 31_536_000);
        if measured.dimension() != Dimension::NONE.per(Base::Time) {
            return Err(Mismatch::dimension::<Self>(measured.dimension()));
        }
        Ok(Self(measured.value_in(PER_YEAR)))
    }
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %/yr", significant(self.0 * 100.0))
    }
}
