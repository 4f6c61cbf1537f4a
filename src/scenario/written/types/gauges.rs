//! Track gauges, and how vehicles get from one to the other.

use super::super::describe::choice;
use super::super::value::{Random, Value};
use super::{AtClosing, Breakdowns, Maintenance, Upkeep};
use crate::quantity::{Count, Duration, LoadRate, Tariff};

choice! {
    /// A track gauge.
    Gauge {
        /// 1520 mm.
        Broad,
        /// 1435 mm.
        Standard,
    }
}

choice! {
    /// How vehicles get from one track gauge to the other.
    GaugeChange {
        /// Every vehicle gets other bogies and keeps what is aboard; empty ones need them too.
        Bogies {
            /// Vehicles worked at the same time.
            tracks: Value<Count>,
            /// Time for a vehicle.
            time: Random<Duration>,
            /// Working hours, as `"Mon-Fri 08:00-20:00 UTC+4"`.
            hours: Option<String> = "always open",
            /// What happens to work in progress at closing time.
            at_closing: Option<AtClosing> = "Pause",
            /// How its tracks break down, with the jacks or the crane that belong to them. Who stands there waits
            /// for the repair.
            breakdowns: Option<Breakdowns> = "never",
            /// When some of its tracks are in maintenance.
            maintenance: Vec<Maintenance> = "never",
            /// What it costs, as the fee of a border crossing.
            fee: Option<Value<Tariff>> = "0 USD",
            /// Who takes the fee.
            operator: Option<String> = "the place",
        },
        /// What is aboard goes into wagons of the other gauge, for which the vehicle stands until it
        /// comes back; it takes either a `time` or a `rate`.
        Transload {
            /// Vehicles worked at the same time.
            tracks: Value<Count>,
            /// Time for a vehicle.
            time: Option<Random<Duration>> = "by the rate",
            /// Tonnes per hour, as `"120 t/h"`.
            rate: Option<Random<LoadRate>> = "by the time",
            /// Sets of wagons of the other gauge, each for one vehicle.
            wagons: Option<Value<Count>> = "as many as are needed",
            /// How sets of wagons break down under way and are maintained.
            wagon_upkeep: Option<Upkeep> = "never",
            /// Working hours, as `"Mon-Fri 08:00-20:00 UTC+4"`.
            hours: Option<String> = "always open",
            /// What happens to work in progress at closing time.
            at_closing: Option<AtClosing> = "Pause",
            /// How its tracks break down, with the jacks or the crane that belong to them. Who stands there waits
            /// for the repair.
            breakdowns: Option<Breakdowns> = "never",
            /// When some of its tracks are in maintenance.
            maintenance: Vec<Maintenance> = "never",
            /// What it costs, as the fee of a border crossing.
            fee: Option<Value<Tariff>> = "0 USD",
            /// Who takes the fee.
            operator: Option<String> = "the place",
        },
    }
}
