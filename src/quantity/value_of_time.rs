//! What a day of delay costs the owner of the cargo.

use std::fmt;

use super::dimension::{Base, Dimension};
use super::measured::Measured;
use super::mismatch::Mismatch;
use super::quantity_trait::Quantity;
use super::ratio::Ratio;
use super::significant::significant;

/// The share of its value that cargo loses per day under way (1/d): `0.6 %/d`.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct ValueOfTime(f64);

impl ValueOfTime {
    /// From a fraction of the value per day, 0.006 being 0.6 %/d.
    pub const fn from_fraction_per_day(fraction: f64) -> Self {
        Self(fraction)
    }

    /// The fraction of the value per day.
    pub const fn as_fraction_per_day(self) -> f64 {
        self.0
    }
}

impl Quantity for ValueOfTime {
    const NAME: &'static str = "a share of the value per day";
    const EXAMPLE: &'static str = "0.6 %/d";

    fn from_measured(measured: Measured) -> Result<Self, Mismatch> {
        const PER_DAY: Ratio = Ratio::new(1, 86_400);
        if measured.dimension() != Dimension::NONE.per(Base::Time) {
            return Err(Mismatch::dimension::<Self>(measured.dimension()));
        }
        Mismatch::unless_negative::<Self>(measured.value_in(PER_DAY)).map(Self)
    }
}

impl fmt::Display for ValueOfTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %/d", significant(self.0 * 100.0))
    }
}
