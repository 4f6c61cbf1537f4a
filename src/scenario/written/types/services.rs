//! What carriers offer.

use super::super::describe::{block, choice};
use super::super::value::Value;
use super::{Embargo, Map};
use crate::quantity::{Duration, LoadVolume, Money, Tariff, Threshold};

choice! {
    /// When a vehicle leaves.
    Departs {
        /// As soon as something is aboard and nothing that fits is waiting.
        OnDemand,
        /// When it is full, or when enough is aboard, or some time after the first lot came aboard.
        WhenFull {
            /// How much is enough.
            at_least: Option<Value<LoadVolume>> = "a full load",
            /// The longest time after the first lot came aboard.
            or_after: Option<Value<Duration>> = "no limit"
        },
        /// At fixed times, with what is aboard; without load it stays.
        Timetable {
            /// Time from one departure to the next.
            every: Value<Duration>,
            /// The first departure after the start.
            first: Option<Value<Duration>> = "0 h"
        },
    }
}

block! {
    /// A carrier's offer.
    Service {
        /// The node where it starts.
        from: String,
        /// The links it goes along, in order.
        along: Vec<String>,
        /// Whose vehicles go.
        fleet: Option<String> = "must be written, but for a pipeline",
        /// When vehicles leave.
        departs: Option<Departs> = "must be written, but for a pipeline",
        /// What the carrier charges, as `"350 USD/TEU"`, `"0.04 USD/t-km"`, `"1.9 USD/vehicle-km"` or `"9_000 USD/vehicle"`.
        tariff: Option<Value<Tariff>> = "0 USD",
        /// What the carrier charges instead for single cargo classes, by name.
        tariff_of: Map<Value<Tariff>> = "the tariff of all",
        /// Other tariffs of all from a distance or a quantity on.
        tariff_steps: Vec<TariffStep> = "none",
        /// The least that a lot pays by the tariff of all.
        minimum_charge: Option<Value<Money>> = "none",
        /// Who is paid.
        operator: Option<String> = "the service",
        /// When it accepts no goods, or none of some cargo classes.
        embargoes: Vec<Embargo> = "none",
    }
}

block! {
    /// A step of a tariff. Beyond a distance only the kilometres beyond it are charged so; from a quantity on, all of
    /// the lot is.
    TariffStep {
        /// Where it begins, as `"500 km"` or `"50 TEU"`.
        from: Value<Threshold>,
        /// What the carrier charges there.
        tariff: Value<Tariff>,
    }
}
