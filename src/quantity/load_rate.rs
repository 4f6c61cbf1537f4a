//! How fast cargo comes or is handled.

use std::fmt;
use std::ops::Mul;

use super::dimension::{Base, Dimension};
use super::duration::Duration;
use super::load_unit::LoadUnit;
use super::load_volume::LoadVolume;
use super::measured::Measured;
use super::mismatch::Mismatch;
use super::quantity_trait::Quantity;
use super::ratio::Ratio;
use super::significant::significant;

/// A flow of cargo in its load unit: `12 TEU/h`, `4.5 Mt/yr`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoadRate {
    /// What is counted.
    pub unit: LoadUnit,
    /// How many units per hour (TEU, wagon, truck or t per h).
    pub per_hour: f64,
}

impl LoadRate {
    /// How many units per year of 365 days.
    pub fn per_year(self) -> f64 {
        self.per_hour * 8760.0
    }
}

impl Quantity for LoadRate {
    const NAME: &'static str = "a flow of cargo";
    const EXAMPLE: &'static str = "12 TEU/h";

    fn from_measured(measured: Measured) -> Result<Self, Mismatch> {
        const PER_HOUR: Ratio = Ratio::new(1, 3600);
        let unit = LoadUnit::find(measured.dimension(), |base| Dimension::of(base).per(Base::Time))
            .ok_or_else(|| Mismatch::dimension::<Self>(measured.dimension()))?;
        let per_hour = Mismatch::unless_negative::<Self>(measured.value_in(PER_HOUR))?;
        Ok(Self { unit, per_hour })
    }
}

impl Mul<Duration> for LoadRate {
    type Output = LoadVolume;

    /// What comes or is handled within a time.
    fn mul(self, time: Duration) -> LoadVolume {
        LoadVolume { unit: self.unit, amount: self.per_hour * time.as_hours() }
    }
}

impl fmt::Display for LoadRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.per_hour.abs() >= 1.0 {
            write!(f, "{} {}/h", significant(self.per_hour), self.unit)
        } else {
            write!(f, "{} {}/d", significant(self.per_hour * 24.0), self.unit)
        }
    }
}
