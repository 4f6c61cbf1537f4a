//! Places, and the cells in which results are gathered.

use super::ids::{CargoId, GaugeChangeId, NodeId, TerminalId};

/// A place where links meet and goods may change vehicle.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// ISO 3166 code of the country.
    pub country: String,
    /// Latitude and longitude (degrees), where given.
    pub at: Option<(f64, f64)>,
    /// The terminal at this place, if goods can be handled or stored here.
    pub terminal: Option<TerminalId>,
    /// Where vehicles get from one gauge to the other here.
    pub gauge_change: Option<GaugeChangeId>,
}

/// A cell of the results: what went from where to where by which route.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The kind of goods.
    pub cargo: CargoId,
    /// Where it came from.
    pub from: NodeId,
    /// Where it went.
    pub to: NodeId,
    /// The name of the route, by the places passed on the way.
    pub route: String,
}
