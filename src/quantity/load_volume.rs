//! How much cargo.

use std::fmt;
use std::ops::Div;

use super::dimension::Dimension;
use super::duration::Duration;
use super::load_rate::LoadRate;
use super::load_unit::LoadUnit;
use super::measured::Measured;
use super::mismatch::Mismatch;
use super::quantity_trait::Quantity;
use super::significant::significant;

/// An amount of cargo in its load unit: `90 TEU`, `3_000 t`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoadVolume {
    /// What is counted.
    pub unit: LoadUnit,
    /// How many units (TEU, wagon, truck or t).
    pub amount: f64,
}

impl Quantity for LoadVolume {
    const NAME: &'static str = "an amount of cargo";
    const EXAMPLE: &'static str = "90 TEU";

    fn from_measured(measured: Measured) -> Result<Self, Mismatch> {
        let unit = LoadUnit::find(measured.dimension(), Dimension::of)
            .ok_or_else(|| Mismatch::dimension::<Self>(measured.dimension()))?;
        let amount = Mismatch::unless_negative::<Self>(measured.value())?;
        Ok(Self { unit, amount })
    }
}

impl Div<LoadRate> for LoadVolume {
    type Output = Option<Duration>;

    /// The time it takes at a rate; none if the two count different units. Nothing takes no time,
    /// and at rate zero it takes [`Duration::MAX`].
    fn div(self, rate: LoadRate) -> Option<Duration> {
        if self.unit != rate.unit {
            None
        } else if self.amount == 0.0 {
            Some(Duration::ZERO)
        } else {
            Some(Duration::from_hours(self.amount / rate.per_hour.max(0.0)))
        }
    }
}

impl fmt::Display for LoadVolume {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", significant(self.amount), self.unit)
    }
}
