//! What keeping a vehicle costs.

use std::fmt;

use super::dimension::{Base, Dimension};
use super::scalar::scalar;
use super::significant::significant;

scalar! {
    /// A price of a vehicle for a day (USD/vehicle-d).
    DayRate, from_usd, as_usd, "US dollars for a vehicle and day",
    dimension: Dimension::of(Base::Money).per(Base::Vehicle).per(Base::Time), per: (1, 86_400),
    named: "a price per vehicle and day", example: "400 USD/vehicle-d", negative: refused
}

impl fmt::Display for DayRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} USD/vehicle-d", significant(self.as_usd()))
    }
}
