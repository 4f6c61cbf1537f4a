//! The scenario as written: it spells what the user spells.
//!
//! These types are also the reference of the language: their docs, defaults and shapes make
//! `docs/reference.md` and the answers of `keruen explain`.

mod describe;
mod types;
mod value;

pub use describe::{Described, FieldDoc, TypeDoc, WordDoc, language};
pub use types::*;
pub use value::{Haulers, Monthly, Months, Random, Value, Weekdays};
