//! A number with its unit, before anyone has said what it should be.

use super::dimension::Dimension;
use super::ratio::Ratio;

/// A number as written together with the exact factor of its unit and the dimension of that unit.
///
/// Canonical units: second, kilometre, tonne, USD, TEU, wagon, truck, vehicle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    number: f64,
    unit: Ratio,
    dimension: Dimension,
}

impl Measured {
    pub(super) const fn new(number: f64, unit: Ratio, dimension: Dimension) -> Self {
        Self { number, unit, dimension }
    }

    /// A plain number, without a unit.
    pub const fn plain(number: f64) -> Self {
        Self::new(number, Ratio::ONE, Dimension::NONE)
    }

    /// The value in canonical units.
    pub const fn value(self) -> f64 {
        self.unit.of(self.number)
    }

    /// The value when the canonical unit is exchanged for another: `per` canonical units make one
    /// of the unit wanted. The two factors meet as fractions, so nothing is rounded twice.
    pub(super) const fn value_in(self, unit: Ratio) -> f64 {
        self.unit.over(unit).of(self.number)
    }

    /// What kind of thing is measured.
    pub const fn dimension(self) -> Dimension {
        self.dimension
    }
}
