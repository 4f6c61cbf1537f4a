//! Every block of the language.

mod borders;
mod cargo;
mod demand;
mod fleets;
mod gates;
mod gauges;
mod links;
mod services;
mod terminals;
mod upkeep;

pub use borders::*;
pub use cargo::*;
pub use demand::*;
pub use fleets::*;
pub use gates::*;
pub use gauges::*;
pub use links::*;
pub use services::*;
pub use terminals::*;
pub use upkeep::*;

use super::describe::{block, choice};
use super::value::{Changed, Months, Value};
use crate::quantity::{CarbonPrice, Duration, Money};
use std::collections::BTreeMap;

type Map<T> = BTreeMap<String, T>;

block! {
    /// A scenario: a corridor, its demand, and how long to watch it.
    Scenario {
        /// The version of the language: 1.
        version: u32,
        /// What the scenario is called in reports.
        name: String,
        /// What it is about, for people.
        about: String = "nothing",
        /// The civil date on which a replication starts, as `"2024-01-01"`.
        start: String,
        /// Length of a replication.
        horizon: Value<Duration>,
        /// The beginning of a replication that is not measured.
        warm_up: Option<Value<Duration>> = "found by MSER-5 for `Steady`, none for `Season`",
        /// Whether the long run is asked about, or this span of time with its dates and seasons.
        study: Study = "Steady",
        /// What emissions cost the goods that cause them, paid to the `carbon price`.
        carbon_price: Option<Value<CarbonPrice>> = "0 USD/t CO2e",
        /// Places.
        nodes: Map<Node>,
        /// Kinds of goods.
        cargo: Map<Cargo>,
        /// Infrastructure between two nodes.
        links: Map<Link>,
        /// Ports, dry ports and yards.
        terminals: Map<Terminal> = "none",
        /// Border crossings.
        borders: Map<Border> = "none",
        /// Weather systems that close berths and links.
        weather: Map<Weather> = "none",
        /// Waters whose level changes over the years.
        waters: Map<Water> = "none",
        /// What closes places now and then, without warning.
        disruptions: Map<Disruption> = "none",
        /// Weights of the months, January to December, for demand streams to name.
        seasons: Map<Months> = "none",
        /// Days on which working hours that say `except` and the name of the calendar do not hold, as
        /// `"2024-03-21"` or, for every year, `"03-21"`.
        holidays: Map<Vec<String>> = "none",
        /// What vehicles emit, well-to-wheel, by kind of traction.
        traction: Map<Traction> = "none: emissions are not counted",
        /// Crews that repair what has broken down.
        workshops: Map<Workshop> = "none",
        /// Vehicles of one kind.
        fleets: Map<Fleet>,
        /// What carriers offer.
        services: Map<Service>,
        /// Who sends what, from where to where.
        demand: Map<Demand>,
        /// What opens, grows or ends on a date.
        projects: Map<Project> = "none",
        /// Names for routes, by the places passed; the first that fits names the route.
        routes: Map<Route> = "none: every route is called `direct`",
        /// Sources of figures.
        references: Map<Reference> = "none",
    }
}

block! {
    /// A place where links meet and goods may change vehicle.
    Node {
        /// ISO 3166 code of the country.
        country: String = "not said",
        /// Latitude and longitude, in degrees.
        at: Option<(f64, f64)> = "not said",
        /// The terminal at this place.
        terminal: Option<String> = "none: goods change vehicle at once",
        /// How vehicles get from one track gauge to the other here.
        gauge_change: Option<GaugeChange> = "not at all",
    }
}

choice! {
    /// What a scenario asks about.
    Study by default Steady {
        /// The long run: averages that do not depend on how the corridor began.
        Steady,
        /// This span of time, from the end of the warm-up to the horizon, as it begins and ends.
        Season,
    }
}

block! {
    /// A name for a route.
    Route {
        /// Places that the way passes, in any order.
        via: Vec<String>,
    }
}

block! {
    /// A source of figures.
    Reference {
        /// Its title, or what it says.
        title: String,
        /// When it appeared, as `"2024-06"`.
        date: String = "not said",
        /// Where it is found.
        url: String = "not said",
    }
}

block! {
    /// Something that is built, bought, opened or closed on a date: from then on other values hold.
    Project {
        /// The first day on which its changes hold.
        from: String,
        /// The first day on which they hold no more.
        to: Option<String> = "they stay",
        /// New values by their factor paths, as `"fleets.ferries.vehicles": 17`: the names that `--set` takes.
        changes: Map<Changed>,
        /// Whether it is carried out; `false` leaves it out.
        built: Option<bool> = "true",
        /// What it costs, as `"60_000_000 USD"`.
        cost: Option<Value<Money>> = "not said",
        /// What it is about, for people.
        about: String = "nothing",
    }
}
