//! What one load unit weighs.

use std::fmt;

use super::dimension::{Base, Dimension};
use super::load_unit::LoadUnit;
use super::mass::Mass;
use super::measured::Measured;
use super::mismatch::Mismatch;
use super::quantity_trait::Quantity;

/// The mass of one load unit: `13 t/TEU`, `60 t/wagon`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitMass {
    /// What is weighed; never [`LoadUnit::Tonne`] when read from a scenario.
    pub unit: LoadUnit,
    /// The mass of one (t).
    pub mass: Mass,
}

impl Quantity for UnitMass {
    const NAME: &'static str = "a mass per load unit";
    const EXAMPLE: &'static str = "13 t/TEU";

    fn from_measured(measured: Measured) -> Result<Self, Mismatch> {
        let unit = LoadUnit::find(measured.dimension(), |base| Dimension::of(Base::Mass).per(base))
            .filter(|&unit| unit != LoadUnit::Tonne)
            .ok_or_else(|| Mismatch::dimension::<Self>(measured.dimension()))?;
        let tonnes = Mismatch::unless_negative::<Self>(measured.value())?;
        Ok(Self { unit, mass: Mass::from_tonnes(tonnes) })
    }
}

impl fmt::Display for UnitMass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.mass, self.unit)
    }
}
