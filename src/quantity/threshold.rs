//! Where a step of a tariff begins.

use std::fmt;

use super::length::Length;
use super::load_volume::LoadVolume;
use super::measured::Measured;
use super::mismatch::Mismatch;
use super::quantity_trait::Quantity;

/// A distance or a quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Threshold {
    /// Kilometres of a service.
    Distance(Length),
    /// Load units or tonnes of a lot.
    Quantity(LoadVolume),
}

impl Quantity for Threshold {
    const NAME: &'static str = "a distance or a quantity";
    const EXAMPLE: &'static str = "50 TEU";

    fn from_measured(measured: Measured) -> Result<Self, Mismatch> {
        let distance = Length::from_measured(measured).map(Self::Distance);
        let either = distance.or_else(|_| LoadVolume::from_measured(measured).map(Self::Quantity));
        either.map_err(|_| Mismatch::dimension::<Self>(measured.dimension()))
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Distance(length) => length.fmt(f),
            Self::Quantity(volume) => volume.fmt(f),
        }
    }
}
