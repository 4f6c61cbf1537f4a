//! What a terminal charges for cargo that stays, and a lessor for equipment that is away.

use std::fmt;

use super::dimension::{Base, Dimension};
use super::load_unit::LoadUnit;
use super::measured::Measured;
use super::mismatch::Mismatch;
use super::money::Money;
use super::quantity_trait::Quantity;
use super::ratio::Ratio;
use super::significant::significant;

/// What a charge for time is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StorageBasis {
    /// Load units other than tonnes, times days: `USD/TEU-d`.
    PerUnitDay(LoadUnit),
    /// Tonnes times days: `USD/t-d`.
    PerTonneDay,
}

impl StorageBasis {
    /// What is counted.
    pub const fn unit(self) -> LoadUnit {
        match self {
            Self::PerUnitDay(unit) => unit,
            Self::PerTonneDay => LoadUnit::Tonne,
        }
    }
}

/// A price per day of storage or hire: `0.9 USD/TEU-d`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StorageTariff {
    /// The price of one for a day (USD).
    pub price: Money,
    /// One of what.
    pub basis: StorageBasis,
}

impl Quantity for StorageTariff {
    const NAME: &'static str = "a charge per day";
    const EXAMPLE: &'static str = "0.9 USD/TEU-d";

    fn from_measured(measured: Measured) -> Result<Self, Mismatch> {
        const PER_DAY: Ratio = Ratio::new(1, 86_400);
        let unit =
            LoadUnit::find(measured.dimension(), |base| Dimension::of(Base::Money).per(base).per(Base::Time))
                .ok_or_else(|| Mismatch::dimension::<Self>(measured.dimension()))?;
        let price = Mismatch::unless_negative::<Self>(measured.value_in(PER_DAY))?;
        Ok(Self {
            price: Money::from_usd(price),
            basis: match unit {
                LoadUnit::Tonne => StorageBasis::PerTonneDay,
                other => StorageBasis::PerUnitDay(other),
            },
        })
    }
}

impl fmt::Display for StorageTariff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let price = significant(self.price.as_usd());
        write!(f, "{price} USD/{}-d", self.basis.unit())
    }
}
