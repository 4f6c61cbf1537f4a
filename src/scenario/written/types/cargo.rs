//! Kinds of goods.

use super::super::describe::{block, choice};
use super::super::value::Value;
use crate::quantity::{StorageTariff, Tariff, UnitEmission, UnitMass, ValueOfTime};

choice! {
    /// What goods are counted in.
    Unit {
        /// Twenty-foot equivalents.
        Teu,
        /// Rail wagons.
        Wagon,
        /// Trucks.
        Truck,
        /// Tonnes.
        Tonne,
    }
}

block! {
    /// A kind of goods.
    Cargo {
        /// What it is counted in.
        unit: Unit,
        /// Net mass of one load unit; not for goods counted in tonnes.
        mass: Option<Value<UnitMass>> = "1 t, for goods counted in tonnes",
        /// Value of one load unit, as `"20_000 USD/TEU"` or `"300 USD/t"`.
        value: Option<Value<Tariff>> = "0: time costs nothing",
        /// What a day costs the shipper, as a share of the value.
        value_of_time: Option<Value<ValueOfTime>> = "0 %/d",
        /// Hire of what the goods lie in, from their origin to their destination, paid to the hire of this class.
        hire: Option<Value<StorageTariff>> = "0 USD",
        /// What handling at a terminal emits, as `"1.2 kg CO2e/t"` or `"14 kg CO2e/TEU"`, where the terminal does not say.
        hub_emission: Option<Value<UnitEmission>> = "0 kg CO2e/t",
    }
}
