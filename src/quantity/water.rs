//! How deep water is, how that changes, and how deep ships lie in it.

use std::fmt;

use super::dimension::{Base, Dimension};
use super::scalar::scalar;
use super::significant::significant;

scalar! {
    /// The level of a water above a height datum (m): `-29.3 m`. Seas below the datum have negative ones.
    WaterLevel, from_metres, as_metres, "metres",
    dimension: Dimension::of(Base::Length), per: (1, 1000),
    named: "a water level", example: "-29.3 m", negative: allowed
}

scalar! {
    /// By how much a water level changes in a year of 365 days (m/yr): `-25 cm/yr`.
    WaterTrend, from_metres_per_year, as_metres_per_year, "metres in a year",
    dimension: Dimension::of(Base::Length).per(Base::Time), per: (1, 31_536_000_000),
    named: "a change of level over time", example: "-25 cm/yr", negative: allowed
}

scalar! {
    /// The load that makes a ship lie deeper by a length (t/cm), as on its hydrostatic sheet: `21 t/cm`.
    Immersion, from_tonnes_per_cm, as_tonnes_per_cm, "tonnes for a centimetre",
    dimension: Dimension::of(Base::Mass).per(Base::Length), per: (100_000, 1),
    named: "a mass per length", example: "21 t/cm", negative: refused
}

impl fmt::Display for WaterLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} m", significant(self.as_metres()))
    }
}

impl fmt::Display for WaterTrend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} m/yr", significant(self.as_metres_per_year()))
    }
}

impl fmt::Display for Immersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} t/cm", significant(self.as_tonnes_per_cm()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Length, read};

    #[test]
    fn levels_and_trends_may_be_below_nothing() {
        assert_eq!(read::<WaterLevel>("-29.66 m"), Ok(WaterLevel::from_metres(-29.66)));
        assert_eq!(read::<WaterLevel>("-35 cm"), Ok(WaterLevel::from_metres(-0.35)));
        assert_eq!(read::<WaterTrend>("-25 cm/yr"), Ok(WaterTrend::from_metres_per_year(-0.25)));
        assert_eq!(read::<WaterTrend>("1 cm/d"), Ok(WaterTrend::from_metres_per_year(3.65)));
        assert_eq!(read::<Immersion>("21 t/cm"), Ok(Immersion::from_tonnes_per_cm(21.0)));
        assert_eq!(read::<Immersion>("2_100 t/m"), Ok(Immersion::from_tonnes_per_cm(21.0)));
        assert_eq!(read::<Length>("720 cm"), Ok(Length::from_km(0.0072)));
        assert_eq!(WaterLevel::from_metres(-29.66).to_string(), "-29.66 m");
        assert_eq!(WaterTrend::from_metres_per_year(-0.25).to_string(), "-0.25 m/yr");
        assert_eq!(Immersion::from_tonnes_per_cm(21.0).to_string(), "21 t/cm");
    }

    #[test]
    fn what_is_no_level_says_what_is() {
        let told = read::<WaterTrend>("-25 cm").unwrap_err().to_string();
        assert_eq!(told, "expected a change of level over time such as `-25 cm/yr`, found a length");
        assert!(read::<Immersion>("-1 t/cm").is_err() && read::<WaterLevel>("3 t").is_err());
    }
}
