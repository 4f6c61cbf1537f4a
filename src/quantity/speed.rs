//! Speed of vehicles.

use std::fmt;
use std::ops::{Div, Mul};

use super::dimension::{Base, Dimension};
use super::duration::Duration;
use super::length::Length;
use super::scalar::scalar;
use super::significant::significant;

scalar! {
    /// A speed (km/h). A commercial speed such as `320 km/d` counts stops as moving slowly.
    Speed, from_km_per_hour, as_km_per_hour, "kilometres per hour",
    dimension: Dimension::of(Base::Length).per(Base::Time), per: (1, 3600),
    named: "a speed", example: "14 kn", negative: refused
}

impl Div<Duration> for Length {
    type Output = Speed;

    /// The mean speed of a vehicle that took this time; infinite if it took none.
    fn div(self, time: Duration) -> Speed {
        Speed::from_km_per_hour(self.as_km() / time.as_hours())
    }
}

impl Mul<f64> for Speed {
    type Output = Self;

    /// The speed slowed or hastened by a factor, as by weather.
    fn mul(self, factor: f64) -> Self {
        Self::from_km_per_hour(self.as_km_per_hour() * factor)
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} km/h", significant(self.as_km_per_hour()))
    }
}
