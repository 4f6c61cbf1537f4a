//! What every quantity can do: say what it is, and take a measured value or say why not.

use super::dimension::Dimension;
use super::malformed::Malformed;
use super::measured::Measured;
use super::mismatch::Mismatch;
use super::parse::{parse, parse_number};
use super::unreadable::Unreadable;

/// A kind of quantity that can stand in a scenario.
pub trait Quantity: Sized {
    /// What it is, with its article: `a length`.
    const NAME: &'static str;

    /// How it is written: `420 km`.
    const EXAMPLE: &'static str;

    /// Whether it may be written without a unit, as a count is.
    const BARE: bool = false;

    /// Takes a measured value of the right dimension.
    fn from_measured(measured: Measured) -> Result<Self, Mismatch>;
}

/// Reads a quantity from text: [`parse`](super::parse()), then [`Quantity::from_measured`]. A
/// number without a unit is taken only where that is [`BARE`](Quantity::BARE).
pub fn read<Q: Quantity>(text: &str) -> Result<Q, Unreadable> {
    let measured = match parse(text) {
        Err(Malformed::NoUnit { .. }) if Q::BARE => parse_number(text).map(Measured::plain),
        other => other,
    };
    let measured = measured.map_err(|malformed| Unreadable::Malformed {
        malformed,
        name: Q::NAME,
        example: Q::EXAMPLE,
    })?;
    Q::from_measured(measured).map_err(Unreadable::Mismatch)
}

impl Quantity for f64 {
    const NAME: &'static str = "a plain number";
    const EXAMPLE: &'static str = "0.3";
    const BARE: bool = true;

    fn from_measured(measured: Measured) -> Result<Self, Mismatch> {
        if measured.dimension() == Dimension::NONE {
            Ok(measured.value())
        } else {
            Err(Mismatch::dimension::<Self>(measured.dimension()))
        }
    }
}
