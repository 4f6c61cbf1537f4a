//! The corridor as meant: indices, checked quantities, nothing left to interpret.
//!
//! A [`Corridor`] is built by [`scenario`](crate::scenario) and never changes afterwards; any
//! number of replications read it at once.

mod account;
mod alike;
mod border;
mod cargo;
mod choice;
mod demand;
mod draught;
mod emissions;
mod exposure;
mod fleet;
mod foresight;
mod gate;
mod gauge;
mod hire;
mod ids;
mod leg;
mod link;
mod locomotive;
mod phase;
mod pipe;
mod place;
mod pool;
mod price;
mod service;
mod slowdown;
mod terminal;
mod train;
mod upkeep;
mod water;

pub use account::Account;
pub use border::{Agency, Border, Channel, Channels, Documents, Priority, Risk, Side};
pub use cargo::Cargo;
pub use choice::{Choice, Learning, Rule, Way};
pub use demand::{Arrivals, Demand, Goods, Profile};
pub use draught::Draught;
pub use emissions::{
    Element, EmissionAccount, Emissions, LegEmissions, Milligrams, Parts, Traction, Tractions,
};
pub use exposure::Exposure;
pub use fleet::{FULL, Fleet, InTrains, Port, Returns, TurnRound};
pub use foresight::Foreseen;
pub use gate::{Disruption, GatePlan, Storms, Weather};
pub use gauge::{Gauge, GaugeChange, Means, Transload};
pub use hire::{Hire, StepTariff};
pub use ids::*;
pub use leg::{Leg, Lying, Step};
pub use link::{Hop, Link, Meeting, Mode, Pace, SingleTrack};
pub use locomotive::Stretch;
pub use phase::{Phase, Project, Unlike};
pub use pipe::Pipeline;
pub use place::{Cell, Node};
pub use pool::Pool;
pub use price::{Freight, Micros, Price};
pub use service::{Departure, Service};
pub use slowdown::{SlowPlan, SlowWeather};
pub use terminal::{Berth, CargoPlan, Equipment, Operation, Store, StoreUse, Terminal, WhenFull, Work};
pub use train::{Limits, MOST_PARTS, Passage, Train, grams, millimetres};
pub(crate) use upkeep::turns;
pub use upkeep::{Breakdowns, FailureClock, Outage, Turn, Upkeep, Workshop};
pub use water::{Depth, METRE, Water};

use crate::quantity::Duration;

/// A whole corridor, ready to be simulated. Every list is in the order of names.
#[derive(Debug)]
pub struct Corridor {
    /// What the scenario calls itself.
    pub name: String,
    /// The civil date on which a replication starts.
    pub start: jiff::civil::Date,
    /// Length of a replication.
    pub horizon: Duration,
    /// Length of its beginning that is not measured.
    pub warm_up: Duration,
    /// Whether the scenario asks about the long run and leaves the warm-up to be found.
    pub finds_warm_up: bool,
    /// Places.
    pub nodes: Vec<Node>,
    /// Infrastructure.
    pub links: Vec<Link>,
    /// Kinds of goods.
    pub cargo: Vec<Cargo>,
    /// Ports, dry ports and yards.
    pub terminals: Vec<Terminal>,
    /// Kinds of berths, of all terminals.
    pub berths: Vec<Berth>,
    /// Equipment pools, of all terminals.
    pub equipment: Vec<Equipment>,
    /// Stores, of all terminals.
    pub stores: Vec<Store>,
    /// Border crossings.
    pub borders: Vec<Border>,
    /// The agencies of all border crossings.
    pub agencies: Vec<Agency>,
    /// What closes what.
    pub gates: Vec<GatePlan>,
    /// What slows vehicles on links.
    pub slowdowns: Vec<SlowPlan>,
    /// Waters whose level changes.
    pub waters: Vec<Water>,
    /// Weather systems.
    pub weather: Vec<Weather>,
    /// Disruptions.
    pub disruptions: Vec<Disruption>,
    /// Places where the gauge is changed.
    pub gauge_changes: Vec<GaugeChange>,
    /// Workshops.
    pub workshops: Vec<Workshop>,
    /// Fleets.
    pub fleets: Vec<Fleet>,
    /// Carriers' offers.
    pub services: Vec<Service>,
    /// Demand streams.
    pub demand: Vec<Demand>,
    /// The legs of all itineraries, stream by stream.
    pub legs: Vec<Leg>,
    /// What is emitted where; `None` where the scenario has no factors.
    pub emissions: Option<Emissions>,
    /// Tariffs with steps by quantity or a minimum charge.
    pub step_tariffs: Vec<StepTariff>,
    /// Everybody who is paid, once for each of their [`accounts`](Self::accounts); the first is the
    /// shipper's own time.
    pub payees: Vec<String>,
    /// What each of `payees` is paid for, and where.
    pub accounts: Vec<Account>,
    /// The cells that results are gathered in.
    pub cells: Vec<Cell>,
    /// The projects that are in force at some time, in the order of their beginnings.
    pub projects: Vec<Project>,
    /// What projects make of it later, in order of time; those have no phases of their own.
    pub phases: Vec<Phase>,
}

/// The payee of the value of time: nobody is paid, the shipper bears it.
pub const SHIPPERS_TIME: PayeeId = PayeeId(0);

/// What that payee is called.
pub const SHIPPERS_TIME_NAME: &str = "shipper's time";

impl Corridor {
    /// Length of the measured part of a replication.
    #[must_use]
    pub fn measured(&self) -> Duration {
        self.horizon - self.warm_up
    }

    /// The demand stream with this name.
    #[must_use]
    pub fn stream(&self, name: &str) -> Option<DemandId> {
        self.demand.iter().position(|demand| demand.name == name).map(DemandId::at)
    }

    /// The service's fleet.
    #[must_use]
    pub fn fleet_of(&self, service: ServiceId) -> &Fleet {
        &self.fleets[self.services[service.index()].fleet.index()]
    }

    /// The terminal at a node, if there is one.
    #[must_use]
    pub fn terminal_at(&self, node: NodeId) -> Option<&Terminal> {
        let terminal = self.nodes[node.index()].terminal?;
        Some(&self.terminals[terminal.index()])
    }

    /// What a terminal does with a kind of goods; nothing where there is no terminal.
    #[must_use]
    #[inline]
    pub fn plan(&self, node: NodeId, cargo: CargoId) -> Option<&CargoPlan> {
        let terminal = self.nodes[node.index()].terminal?;
        self.terminals[terminal.index()].plans[cargo.index()].as_ref()
    }
}
