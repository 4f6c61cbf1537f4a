//! Quantities with units: what a scenario says, checked, and what the engine computes with.
//!
//! ```text
//! "14 kn" ──parse──► Measured { 0.0072 km/s, length/time } ──Speed::from_measured──► Speed (25.93 km/h)
//! ```
//!
//! A text is read in two steps, so that two kinds of error stay apart: [`parse`] finds what is
//! [`Malformed`] (no unit, unknown unit), and [`Quantity::from_measured`] finds a [`Mismatch`]
//! (a mass where a length belongs). [`read`] does both.
//!
//! ```
//! use keruen::quantity::{Length, Speed, read};
//!
//! let sea_lane: Length = read("233 nmi")?;
//! let feeder: Speed = read("14 kn")?;
//! assert_eq!((sea_lane / feeder).to_string(), "16.64 h");
//! assert_eq!(
//!     read::<Length>("11 t").unwrap_err().to_string(),
//!     "expected a length such as `420 km`, found a mass"
//! );
//! # Ok::<(), keruen::quantity::Unreadable>(())
//! ```

mod count;
mod day_rate;
mod dimension;
mod duration;
mod emission;
mod growth;
mod length;
mod load_rate;
mod load_unit;
mod load_volume;
mod malformed;
mod mass;
mod measured;
mod mismatch;
mod money;
mod parse;
mod per_time;
mod quantity_trait;
mod ratio;
mod scalar;
mod share;
mod significant;
mod speed;
mod storage_tariff;
mod tariff;
mod threshold;
mod unit;
mod unit_mass;
mod unreadable;
mod value_of_time;
mod water;

#[cfg(test)]
mod tests;

pub use count::Count;
pub use day_rate::DayRate;
pub use dimension::{Base, Dimension};
pub use duration::Duration;
pub use emission::{CarbonPrice, Intensity, PerKm, UnitEmission};
pub use growth::Growth;
pub use length::Length;
pub use load_rate::LoadRate;
pub use load_unit::LoadUnit;
pub use load_volume::LoadVolume;
pub use malformed::Malformed;
pub use mass::Mass;
pub use measured::Measured;
pub use mismatch::Mismatch;
pub use money::Money;
pub use parse::{parse, parse_number};
pub use per_time::PerTime;
pub use quantity_trait::{Quantity, read};
pub use share::Share;
pub use significant::significant;
pub use speed::Speed;
pub use storage_tariff::{StorageBasis, StorageTariff};
pub use tariff::{ChargeBasis, Tariff};
pub use threshold::Threshold;
pub use unit::units;
pub use unit_mass::UnitMass;
pub use unreadable::Unreadable;
pub use value_of_time::ValueOfTime;
pub use water::{Immersion, WaterLevel, WaterTrend};
