//! Who sends what, and how it finds its way.

use super::super::describe::{block, choice};
use super::super::value::{Months, Random, Value, Weekdays};
use crate::quantity::{Count, Duration, Growth, LoadRate, LoadVolume, Share, Tariff};

choice! {
    /// When consignments come.
    Comes by default Poisson {
        /// Independently of each other, at the rate that the volume gives.
        Poisson,
        /// At intervals with any distribution; the volume follows from them.
        Renewal {
            /// The interval.
            every: Random<Duration>
        },
        /// At fixed intervals; the volume follows from them.
        Scheduled {
            /// The interval.
            every: Value<Duration>,
            /// When the first comes, after the start.
            first: Option<Value<Duration>> = "after one interval"
        },
        /// As listed in a CSV file with the columns `time` (`2024-01-31`, `2024-01-31T06:00`, or
        /// `12.5 h` after the start) and `quantity` (`90 TEU`); its path is relative to the
        /// scenario that names it.
        Trace(String),
    }
}

block! {
    /// A demand stream: who sends what, from where to where.
    Demand {
        /// What is sent.
        cargo: String,
        /// Where it begins.
        from: String,
        /// Where it ends.
        to: String,
        /// How much, for Poisson streams only.
        volume: Option<Value<LoadRate>> = "by the intervals",
        /// Size of one consignment; not for traces.
        consignment: Option<Random<LoadVolume>> = "by the trace",
        /// When consignments come.
        comes: Comes = "Poisson",
        /// Weights of the months, January to December, or the name of a season.
        months: Option<Months> = "all alike",
        /// Weights of the days of the week, Monday to Sunday.
        weekdays: Option<Weekdays> = "all alike",
        /// By how much each year of 365 days has more than the one before, as `"8 %/yr"`; the volume is
        /// that of the first.
        growth: Option<Value<Growth>> = "0 %/yr",
        /// The services it takes, in order.
        itinerary: Vec<String> = "the cheapest by generalised cost",
        /// Places that the cheapest itinerary must touch, in order.
        via: Vec<String> = "none",
        /// Other ways to choose from.
        alternatives: Vec<Alternative> = "none",
        /// How many of the cheapest itineraries of the network to choose from.
        considers: Option<Value<Count>> = "1",
        /// What decides which of several ways a consignment takes.
        choice: Choice = "Cheapest",
        /// Taking account of the times that others needed.
        learns: Option<Learns> = "times without any wait",
        /// Goods that come to a place from where the way ahead has been closed so long take another way.
        reroutes_after: Option<Value<Duration>> = "never",
        /// How long a consignment may take and still be on time.
        promised: Option<Value<Duration>> = "no promise",
    }
}

block! {
    /// Another way of a demand stream.
    Alternative {
        /// The services it takes, in order.
        itinerary: Vec<String>,
        /// The share of consignments that take it; `itinerary` of the stream has the rest.
        share: Option<Value<Share>> = "by the choice",
    }
}

choice! {
    /// What decides which way a consignment takes.
    Choice by default Cheapest {
        /// The least generalised cost.
        Cheapest,
        /// The least time.
        Fastest,
        /// Chance, by the shares of the alternatives.
        Shares,
        /// Chance, the more likely the less a way costs.
        Logit {
            /// A way that costs so much more for a load unit is taken e times less often, as `"60 USD/TEU"`.
            scale: Value<Tariff>
        },
    }
}

block! {
    /// How a stream learns of the times that legs took: each leg that ends moves the expected time by its weight.
    Learns {
        /// The weight of the newest leg.
        weight: Option<Value<Share>> = "20 %",
        /// How long after its end a leg becomes known.
        delay: Option<Value<Duration>> = "0 h",
    }
}
