//! How often something happens.

use std::fmt;
use std::ops::Mul;

use super::dimension::{Base, Dimension};
use super::duration::Duration;
use super::scalar::scalar;
use super::significant::significant;

scalar! {
    /// How often something happens (1/h): train paths, departures, arrivals.
    PerTime, from_per_hour, as_per_hour, "times per hour",
    dimension: Dimension::NONE.per(Base::Time), per: (1, 3600),
    named: "a number per time", example: "4 /d", negative: refused
}

impl PerTime {
    /// The number of times per day of 24 hours.
    pub fn as_per_day(self) -> f64 {
        self.0 * 24.0
    }

    /// The mean time from one to the next; [`Duration::MAX`] if it never happens.
    pub fn interval(self) -> Duration {
        Duration::from_hours(1.0 / self.0.max(0.0))
    }
}

impl Mul<Duration> for PerTime {
    type Output = f64;

    /// How often it happens, on average, within a time.
    fn mul(self, time: Duration) -> f64 {
        self.0 * time.as_hours()
    }
}

impl fmt::Display for PerTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.abs() >= 1.0 {
            write!(f, "{} /h", significant(self.0))
        } else {
            write!(f, "{} /d", significant(self.as_per_day()))
        }
    }
}
