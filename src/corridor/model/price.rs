//! Prices as the engine books them.
//!
//! Ledgers hold whole millionths of a dollar, so that sums are exact and do not depend on order.

use crate::quantity::{ChargeBasis, Length, LoadUnit, Mass, Money, Tariff};

/// Whole millionths of a USD.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Micros(pub i64);

impl Micros {
    /// The nearest whole number of millionths of an amount (USD); saturating.
    #[must_use]
    #[inline]
    pub fn from_usd(usd: f64) -> Self {
        // Half away from zero, as `round` does, without a call: this is booked for every lot.
        Self((usd * 1e6 + 0.5_f64.copysign(usd)) as i64)
    }

    /// The amount.
    #[must_use]
    pub fn money(self) -> Money {
        Money::from_usd(self.usd())
    }

    /// The amount (USD).
    #[must_use]
    #[inline]
    pub fn usd(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

/// A price of one load unit (USD).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Price(pub f64);

impl Price {
    /// What `count` load units cost.
    #[must_use]
    #[inline]
    pub fn of(self, count: u32) -> Micros {
        Micros::from_usd(self.0 * f64::from(count))
    }
}

/// What a carrier or an authority charges: for each load unit, or for the vehicle as a whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Freight {
    /// For each load unit.
    PerUnit(Price),
    /// For the vehicle; those aboard share it by the room they take (USD).
    PerVehicle(f64),
    /// By a tariff with steps or a minimum: its place in
    /// [`Corridor::step_tariffs`](super::Corridor::step_tariffs).
    Stepped(u32),
}

impl Freight {
    /// Nothing.
    pub const FREE: Self = Self::PerUnit(Price(0.0));

    /// The charge that a tariff means for goods counted in `unit` of this mass, over this length;
    /// `None` where the tariff counts in another unit.
    #[must_use]
    pub fn from_tariff(tariff: Tariff, unit: LoadUnit, mass: Mass, length: Length) -> Option<Self> {
        let usd = tariff.price.as_usd();
        let per_unit = |amount: f64| Some(Self::PerUnit(Price(amount)));
        match tariff.basis {
            ChargeBasis::PerTonneKm => per_unit(usd * mass.as_tonnes() * length.as_km()),
            ChargeBasis::PerTonne => per_unit(usd * mass.as_tonnes()),
            ChargeBasis::PerUnitKm(of) if of == unit => per_unit(usd * length.as_km()),
            ChargeBasis::PerUnit(of) if of == unit => per_unit(usd),
            ChargeBasis::PerVehicleKm => Some(Self::PerVehicle(usd * length.as_km())),
            ChargeBasis::PerVehicle => Some(Self::PerVehicle(usd)),
            ChargeBasis::PerUnitKm(_) | ChargeBasis::PerUnit(_) => None,
        }
    }

    /// The charge that a fee means, which is for being somewhere: `None` where it counts in another
    /// unit, or kilometres.
    #[must_use]
    pub fn from_fee(tariff: Tariff, unit: LoadUnit, mass: Mass) -> Option<Self> {
        match tariff.basis {
            ChargeBasis::PerTonneKm | ChargeBasis::PerUnitKm(_) | ChargeBasis::PerVehicleKm => None,
            _ => Self::from_tariff(tariff, unit, mass, Length::from_km(0.0)),
        }
    }
}
