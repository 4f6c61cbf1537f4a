//! Kinds of goods.

use super::ids::PayeeId;
use crate::quantity::{LoadUnit, Mass, Money};

/// A cargo class.
#[derive(Debug, Clone)]
pub struct Cargo {
    /// Its name.
    pub name: String,
    /// What it is counted in.
    pub unit: LoadUnit,
    /// Net mass of one load unit.
    pub mass: Mass,
    /// Value of one load unit.
    pub value: Money,
    /// What a day of waiting costs the shipper, as a share of the value (1/d).
    pub time_cost_per_day: f64,
    /// Hire of what a load unit lies in, for a day (USD), and who is paid.
    pub hire: Option<(f64, PayeeId)>,
}

impl Cargo {
    /// What a day costs the shipper of one load unit.
    #[must_use]
    pub fn time_cost_of_a_day(&self) -> Money {
        Money::from_usd(self.value.as_usd() * self.time_cost_per_day)
    }
}
