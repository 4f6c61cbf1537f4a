//! Amounts of money.

use std::fmt;

use super::dimension::{Base, Dimension};
use super::scalar::{scalar, sums};
use super::significant::significant;

scalar! {
    /// An amount of money (USD). One that is computed may be negative, as a difference is; one that is read may not.
    Money, from_usd, as_usd, "US dollars",
    dimension: Dimension::of(Base::Money), per: (1, 1),
    named: "an amount of money", example: "350 USD", negative: refused
}

sums!(Money);

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.as_usd().abs() >= 1e6 {
            write!(f, "{} MUSD", significant(self.as_usd() / 1e6))
        } else {
            write!(f, "{} USD", significant(self.as_usd()))
        }
    }
}
