//! Length of links, and how long a vehicle takes over one.

use std::fmt;
use std::ops::Div;

use super::dimension::{Base, Dimension};
use super::duration::Duration;
use super::scalar::{scalar, sums};
use super::significant::significant;
use super::speed::Speed;

scalar! {
    /// A length (km).
    Length, from_km, as_km, "kilometres",
    dimension: Dimension::of(Base::Length), per: (1, 1),
    named: "a length", example: "420 km", negative: refused
}

sums!(Length);

impl Div<Speed> for Length {
    type Output = Duration;

    /// The time a vehicle takes. No length takes no time; at a standstill it takes
    /// [`Duration::MAX`].
    fn div(self, speed: Speed) -> Duration {
        if self.as_km() == 0.0 {
            Duration::ZERO
        } else {
            Duration::from_hours(self.as_km() / speed.as_km_per_hour().max(0.0))
        }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_km().abs() {
            short if short > 0.0 && short < 1.0 => {
                write!(f, "{} m", significant(self.as_km() * 1000.0))
            }
            _ => write!(f, "{} km", significant(self.as_km())),
        }
    }
}
