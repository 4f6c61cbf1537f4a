//! Greenhouse gas emissions, as ISO 14083 counts them: well-to-wheel, in CO2 equivalents.

use std::fmt;

use super::dimension::{Base, Dimension};
use super::load_unit::LoadUnit;
use super::measured::Measured;
use super::mismatch::Mismatch;
use super::quantity_trait::Quantity;
use super::ratio::Ratio;
use super::scalar::scalar;
use super::significant::significant;

scalar! {
    /// Emissions for each tonne and kilometre (g CO2e/t-km).
    Intensity, from_grams, as_grams, "grams of CO2e for a tonne-kilometre",
    dimension: Dimension::of(Base::Emission).per(Base::Mass).per(Base::Length), per: (1, 1_000_000),
    named: "emissions per tonne-kilometre", example: "27 g CO2e/t-km", negative: refused
}

scalar! {
    /// Emissions of a vehicle for each kilometre, however laden (kg CO2e/km).
    PerKm, from_kilograms, as_kilograms, "kilograms of CO2e for a kilometre",
    dimension: Dimension::of(Base::Emission).per(Base::Length), per: (1, 1000),
    named: "emissions per kilometre", example: "0.8 kg CO2e/km", negative: refused
}

scalar! {
    /// A price of emissions (USD/t CO2e).
    CarbonPrice, from_usd, as_usd, "US dollars for a tonne of CO2e",
    dimension: Dimension::of(Base::Money).per(Base::Emission), per: (1, 1),
    named: "a price of emissions", example: "60 USD/t CO2e", negative: refused
}

impl fmt::Display for Intensity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} g CO2e/t-km", significant(self.as_grams()))
    }
}

impl fmt::Display for PerKm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} kg CO2e/km", significant(self.as_kilograms()))
    }
}

impl fmt::Display for CarbonPrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} USD/t CO2e", significant(self.as_usd()))
    }
}

/// Emissions of one handling, by load unit: `1.2 kg CO2e/t`, `14 kg CO2e/TEU`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitEmission {
    /// What is handled.
    pub unit: LoadUnit,
    /// Emissions for one (kg CO2e).
    pub kilograms: f64,
}

impl Quantity for UnitEmission {
    const NAME: &'static str = "emissions per load unit";
    const EXAMPLE: &'static str = "1.2 kg CO2e/t";

    fn from_measured(measured: Measured) -> Result<Self, Mismatch> {
        const KILOGRAM: Ratio = Ratio::new(1, 1000);
        let unit = LoadUnit::find(measured.dimension(), |base| Dimension::of(Base::Emission).per(base))
            .ok_or_else(|| Mismatch::dimension::<Self>(measured.dimension()))?;
        let kilograms = Mismatch::unless_negative::<Self>(measured.value_in(KILOGRAM))?;
        Ok(Self { unit, kilograms })
    }
}

impl fmt::Display for UnitEmission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} kg CO2e/{}", significant(self.kilograms), self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Length, Mass, Tariff, read};

    #[test]
    fn emissions_are_written_as_analysts_write_them() {
        assert_eq!(read::<Intensity>("27 g CO2e/t-km"), Ok(Intensity::from_grams(27.0)));
        assert_eq!(read::<Intensity>("0.027 kg CO2e/t-km"), Ok(Intensity::from_grams(27.0)));
        assert_eq!(read::<PerKm>("800 g CO2e/km"), Ok(PerKm::from_kilograms(0.8)));
        assert_eq!(read::<CarbonPrice>("60 USD/t CO2e"), Ok(CarbonPrice::from_usd(60.0)));
        let of = |unit, kilograms| Ok(UnitEmission { unit, kilograms });
        assert_eq!(read::<UnitEmission>("1.2 kg CO2e/t"), of(LoadUnit::Tonne, 1.2));
        assert_eq!(read::<UnitEmission>("14 kg CO2e/TEU"), of(LoadUnit::Teu, 14.0));
        assert_eq!(Intensity::from_grams(27.0).to_string(), "27 g CO2e/t-km");
    }

    #[test]
    fn emissions_are_no_mass_and_no_money() {
        let told = |text: &str| read::<Intensity>(text).unwrap_err().to_string();
        let wanted = "expected emissions per tonne-kilometre such as `27 g CO2e/t-km`";
        assert_eq!(told("27 kg/t-km"), format!("{wanted}, found a number per length"));
        assert!(told("27 g/t-km").contains("g CO2e"), "{}", told("27 g/t-km"));
        assert!(read::<Mass>("3 t CO2e").is_err() && read::<Length>("3 kg CO2e/km").is_err());
        assert!(read::<Tariff>("60 USD/t CO2e").is_err());
        assert!(read::<CarbonPrice>("-1 USD/t CO2e").is_err());
    }
}
