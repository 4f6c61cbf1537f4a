//! What a carrier or a terminal charges, and by what it counts.

use std::fmt;

use super::dimension::{Base, Dimension};
use super::load_unit::LoadUnit;
use super::measured::Measured;
use super::mismatch::Mismatch;
use super::money::Money;
use super::quantity_trait::Quantity;

/// What a charge is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChargeBasis {
    /// Tonnes times kilometres: `USD/t-km`.
    PerTonneKm,
    /// Load units other than tonnes, times kilometres: `USD/TEU-km`.
    PerUnitKm(LoadUnit),
    /// Tonnes: `USD/t`.
    PerTonne,
    /// Load units other than tonnes: `USD/TEU`.
    PerUnit(LoadUnit),
    /// Kilometres run by a vehicle, however laden: `USD/km`, `USD/vehicle-km`.
    PerVehicleKm,
    /// Trips of a vehicle, however laden: `USD/vehicle`.
    PerVehicle,
}

impl ChargeBasis {
    /// The unit as a scenario writes it: `USD/t-km`.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::PerTonneKm | Self::PerUnitKm(LoadUnit::Tonne) => "USD/t-km",
            Self::PerUnitKm(LoadUnit::Teu) => "USD/TEU-km",
            Self::PerUnitKm(LoadUnit::Wagon) => "USD/wagon-km",
            Self::PerUnitKm(LoadUnit::Truck) => "USD/truck-km",
            Self::PerTonne | Self::PerUnit(LoadUnit::Tonne) => "USD/t",
            Self::PerUnit(LoadUnit::Teu) => "USD/TEU",
            Self::PerUnit(LoadUnit::Wagon) => "USD/wagon",
            Self::PerUnit(LoadUnit::Truck) => "USD/truck",
            Self::PerVehicleKm => "USD/km",
            Self::PerVehicle => "USD/vehicle",
        }
    }

    /// The basis with this dimension.
    fn find(found: Dimension) -> Option<Self> {
        if let Some(unit) = LoadUnit::find(found, usd_per) {
            return Some(match unit {
                LoadUnit::Tonne => Self::PerTonne,
                other => Self::PerUnit(other),
            });
        }
        if let Some(unit) = LoadUnit::find(found, usd_per_km) {
            return Some(match unit {
                LoadUnit::Tonne => Self::PerTonneKm,
                other => Self::PerUnitKm(other),
            });
        }
        if found == usd_per(Base::Length) || found == usd_per_km(Base::Vehicle) {
            return Some(Self::PerVehicleKm);
        }
        (found == usd_per(Base::Vehicle)).then_some(Self::PerVehicle)
    }
}

fn usd_per(base: Base) -> Dimension {
    Dimension::of(Base::Money).per(base)
}

fn usd_per_km(base: Base) -> Dimension {
    usd_per(base).per(Base::Length)
}

/// A price and what it is counted by: `0.12 USD/TEU-km`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tariff {
    /// The price of one (USD).
    pub price: Money,
    /// One of what.
    pub basis: ChargeBasis,
}

impl Quantity for Tariff {
    const NAME: &'static str = "a tariff";
    const EXAMPLE: &'static str = "0.12 USD/TEU-km";

    fn from_measured(measured: Measured) -> Result<Self, Mismatch> {
        let basis = ChargeBasis::find(measured.dimension())
            .ok_or_else(|| Mismatch::dimension::<Self>(measured.dimension()))?;
        let price = Mismatch::unless_negative::<Self>(measured.value())?;
        Ok(Self { price: Money::from_usd(price), basis })
    }
}

impl fmt::Display for Tariff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let price = super::significant(self.price.as_usd());
        write!(f, "{price} {}", self.basis.unit())
    }
}
