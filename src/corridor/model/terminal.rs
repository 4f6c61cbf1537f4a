//! Terminals: berths, equipment and stores, and what is done with which goods.

use super::ids::{EquipmentId, GateId, PayeeId, StoreId, TerminalId};
use super::price::Price;
use super::upkeep::Upkeep;
use super::water::Depth;
use crate::noise::{Distribution, Stream};
use crate::quantity::Duration;
use crate::sim::AtClosing;

/// A port, dry port or yard.
#[derive(Debug, Clone)]
pub struct Terminal {
    /// Its name.
    pub name: String,
    /// Who is paid for handling and storage.
    pub payee: PayeeId,
    /// Opening hours and works of the yard.
    pub gate: Option<GateId>,
    /// What happens to work in progress when the yard or a berth closes.
    pub at_closing: AtClosing,
    /// What is done with each cargo class; `None`: it passes without being touched.
    pub plans: Vec<Option<CargoPlan>>,
}

/// A kind of berth: any place where a vehicle is worked.
#[derive(Debug, Clone)]
pub struct Berth {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub terminal: TerminalId,
    /// How many there are.
    pub count: u32,
    /// Hours, works and weather: no coming alongside, no leaving, no work while closed.
    pub gate: Option<GateId>,
    /// How deep the water is; `None`: deep enough for every ship.
    pub depth: Option<Depth>,
    /// When some of them are out of order.
    pub upkeep: Upkeep,
    /// The family of their addresses.
    pub family: u64,
}

/// A pool of equal machines or gangs.
#[derive(Debug, Clone)]
pub struct Equipment {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub terminal: TerminalId,
    /// How many there are.
    pub count: u32,
    /// The family of its machines' addresses.
    pub family: u64,
    /// Breakdowns and maintenance of its machines.
    pub upkeep: Upkeep,
}

/// What happens to goods that come to a full store from outside the corridor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenFull {
    /// They wait outside.
    Wait,
    /// They are turned away and lost to the corridor.
    TurnAway,
}

/// A store of finite size. Goods that find it full wait aboard, and block what carries them.
#[derive(Debug, Clone)]
pub struct Store {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub terminal: TerminalId,
    /// Its size, in the places that [`StoreUse::places`] counts.
    pub capacity: u64,
    /// What happens to goods from outside that find it full.
    pub when_full: WhenFull,
}

/// What a terminal does with a cargo class, in the order in which it is done.
#[derive(Debug, Clone, Default)]
pub struct CargoPlan {
    /// From the vehicle to the yard.
    pub unload: Option<Operation>,
    /// Papers and release in the yard.
    pub formalities: Option<Operation>,
    /// Work in the yard before goods can go on.
    pub transload: Option<Operation>,
    /// From the yard to the vehicle.
    pub load: Option<Operation>,
    /// Where the goods lie meanwhile.
    pub store: Option<StoreUse>,
}

/// One piece of work on one lot.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The equipment it takes; none: any number of lots at once.
    pub equipment: Option<EquipmentId>,
    /// How many machines of that pool work on one lot together, if so many are free.
    pub up_to: u32,
    /// How long it takes.
    pub work: Work,
    /// What it costs.
    pub fee: Price,
    /// The address of its draws.
    pub draws: Stream,
}

impl Operation {
    /// The average time for a lot of `count` load units that has all the machines it may have (h).
    #[must_use]
    pub fn mean_hours(&self, count: f64, pools: &[Equipment]) -> f64 {
        let machines = self.equipment.map_or(1, |pool| self.up_to.min(pools[pool.index()].count.max(1)));
        self.work.mean_hours(count) / f64::from(machines)
    }
}

/// How long a piece of work takes.
#[derive(Debug, Clone)]
pub enum Work {
    /// A time for each lot (ms).
    PerLot(Distribution),
    /// A rate (load units per hour).
    AtRate(Distribution),
}

impl Work {
    /// The average time for a lot of `count` load units (h); for a rate, by the mean rate.
    #[must_use]
    pub fn mean_hours(&self, count: f64) -> f64 {
        match self {
            Self::PerLot(time) => time.mean() / 3.6e6,
            Self::AtRate(rate) => count / rate.mean(),
        }
    }
}

/// How a cargo class lies in a store.
#[derive(Debug, Clone)]
pub struct StoreUse {
    /// The store.
    pub store: StoreId,
    /// Places that one load unit takes.
    pub places: u64,
    /// Time that costs nothing.
    pub free_time: Duration,
    /// What a day after the free time costs, for each load unit.
    pub per_day: Price,
}
