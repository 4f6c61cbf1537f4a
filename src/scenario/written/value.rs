//! Places for numbers with units.

use super::describe::Described;
use crate::quantity::Quantity;
use crate::scenario::text::Raw;
use serde::{Deserialize, Deserializer};
use std::marker::PhantomData;

/// A quantity, plain or with its provenance. What stands there is read later, together with its
/// place in the file, so that everything wrong with it can be told at once.
#[derive(Clone, Copy, Debug)]
pub struct Value<Q>(PhantomData<Q>);

/// The weights of the twelve months, or the name of a season that has them; read later, as a
/// [`Value`] is.
#[derive(Clone, Copy, Debug)]
pub struct Months;

/// A quantity that may differ from month to month: a [`Value`] for the whole year, or twelve of them.
#[derive(Clone, Copy, Debug)]
pub struct Monthly<Q>(PhantomData<Q>);

/// The weights of the seven days of the week; read later, as a [`Value`] is.
#[derive(Clone, Copy, Debug)]
pub struct Weekdays;

/// The name of a fleet of locomotives, or one for each link by its name; read later, as a [`Value`] is.
#[derive(Clone, Copy, Debug)]
pub struct Haulers;

/// A new value for another place of the scenario, which says what belongs there.
#[derive(Clone, Copy, Debug)]
pub struct Changed;

/// A quantity that may be random: a [`Value`] or a distribution of them.
#[derive(Clone, Copy, Debug)]
pub struct Random<Q>(PhantomData<Q>);

impl<'de, Q> Deserialize<'de> for Value<Q> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Raw::deserialize(deserializer).map(|_| Self(PhantomData))
    }
}

impl<'de, Q> Deserialize<'de> for Monthly<Q> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Raw::deserialize(deserializer).map(|_| Self(PhantomData))
    }
}

impl<'de, Q> Deserialize<'de> for Random<Q> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Raw::deserialize(deserializer).map(|_| Self(PhantomData))
    }
}

impl<'de> Deserialize<'de> for Changed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Raw::deserialize(deserializer).map(|_| Self)
    }
}

impl Described for Changed {
    fn shape() -> String {
        "what belongs at the path".to_owned()
    }
}

impl<'de> Deserialize<'de> for Months {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Raw::deserialize(deserializer).map(|_| Self)
    }
}

impl<'de> Deserialize<'de> for Weekdays {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Raw::deserialize(deserializer).map(|_| Self)
    }
}

impl<'de> Deserialize<'de> for Haulers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Raw::deserialize(deserializer).map(|_| Self)
    }
}

impl Described for Haulers {
    const HOLDS_ENTRIES: bool = true;
    fn shape() -> String {
        "the name of a fleet, or a map; for each link the name of a fleet".to_owned()
    }
}

impl Described for Weekdays {
    fn shape() -> String {
        "seven numbers, Monday to Sunday".to_owned()
    }
}

impl Described for Months {
    fn shape() -> String {
        "twelve numbers, January to December, or the name of a season".to_owned()
    }
}

impl<Q: Quantity> Described for Value<Q> {
    fn shape() -> String {
        let example = Q::EXAMPLE;
        let bare = example.parse::<f64>().is_ok();
        let shown = if bare { example.to_owned() } else { format!("\"{example}\"") };
        format!("{}, as `{shown}`", Q::NAME)
    }
}

impl<Q: Quantity> Described for Monthly<Q> {
    fn shape() -> String {
        format!("{}, or a list of twelve, January to December", Value::<Q>::shape())
    }
}

impl<Q: Quantity> Described for Random<Q> {
    fn shape() -> String {
        format!("{}, or a distribution of it", Value::<Q>::shape())
    }
}
