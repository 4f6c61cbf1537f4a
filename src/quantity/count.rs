//! Whole numbers of things.

use std::fmt;

use super::measured::Measured;
use super::mismatch::Mismatch;
use super::quantity_trait::Quantity;

/// A whole number of things (dimensionless).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count(u32);

impl Count {
    /// This many.
    pub const fn new(count: u32) -> Self {
        Self(count)
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<f64> for Count {
    type Error = Mismatch;

    /// From a number as written in a scenario, which must be whole and fit.
    fn try_from(number: f64) -> Result<Self, Mismatch> {
        let expected = Self::NAME;
        if number < 0.0 {
            return Err(Mismatch::Negative { expected });
        }
        if number > f64::from(u32::MAX) {
            let largest = "4_294_967_295";
            return Err(Mismatch::TooLarge { expected, largest });
        }
        if number.fract() != 0.0 {
            return Err(Mismatch::NotWhole { expected });
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole and within range, as just checked"
        )]
        Ok(Self(number as u32))
    }
}

impl Quantity for Count {
    const NAME: &'static str = "a count";
    const EXAMPLE: &'static str = "6";
    const BARE: bool = true;

    fn from_measured(measured: Measured) -> Result<Self, Mismatch> {
        f64::from_measured(measured)
            .map_err(|_| Mismatch::dimension::<Self>(measured.dimension()))
            .and_then(Self::try_from)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
