//! Why a measured value is not the quantity that belongs in its place.

use std::error::Error;
use std::fmt;

use super::dimension::Dimension;
use super::quantity_trait::Quantity;

/// Why a measured value is not the quantity that belongs in its place.
#[derive(Clone, Debug, PartialEq)]
pub enum Mismatch {
    /// It measures something else.
    Dimension {
        /// What belongs here: `a length`.
        expected: &'static str,
        /// How that is written: `420 km`.
        example: &'static str,
        /// What was found.
        found: Dimension,
    },
    /// It is below zero, where nothing can be.
    Negative {
        /// What belongs here.
        expected: &'static str,
    },
    /// It is not a whole number.
    NotWhole {
        /// What belongs here.
        expected: &'static str,
    },
    /// It is larger than can be represented.
    TooLarge {
        /// What belongs here.
        expected: &'static str,
        /// The largest that can be represented, with its unit.
        largest: &'static str,
    },
}

impl Mismatch {
    /// The complaint that `found` is no `Q`.
    pub fn dimension<Q: Quantity>(found: Dimension) -> Self {
        Self::Dimension { expected: Q::NAME, example: Q::EXAMPLE, found }
    }

    /// The value, or the complaint that a `Q` cannot be below zero.
    pub(super) fn unless_negative<Q: Quantity>(value: f64) -> Result<f64, Self> {
        if value < 0.0 { Err(Self::Negative { expected: Q::NAME }) } else { Ok(value) }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dimension { expected, example, found } => {
                write!(f, "expected {expected} such as `{example}`, found {found}")
            }
            Self::Negative { expected } => write!(f, "{expected} cannot be negative"),
            Self::NotWhole { expected } => write!(f, "{expected} must be a whole number"),
            Self::TooLarge { expected, largest } => {
                write!(f, "{expected} cannot be larger than {largest}")
            }
        }
    }
}

impl Error for Mismatch {}
