//! What one replication leaves behind: plain sums and samples, ready to become measures.

use super::ledger::Hours;
use super::model::{Corridor, Micros, Milligrams};
use crate::quantity::Duration;

/// What is watched besides cells: everything with a finite number of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResourceKind {
    /// Berths of one kind at a terminal.
    Berth,
    /// An equipment pool.
    Equipment,
    /// A store.
    Store,
    /// The servers of a border crossing, or of one agency there.
    Border,
    /// The clerks who clear the papers of a border crossing.
    Papers,
    /// Paths on a link in one direction.
    Path,
    /// The pump of a pipeline; its queue are lots that wait to flow in.
    Pipeline,
    /// A fleet; its queue are lots that wait for one of its vehicles.
    Fleet,
    /// The crews of a workshop.
    Workshop,
    /// The tracks where the gauge is changed, and the wagons there.
    GaugeChange,
}

impl ResourceKind {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Berth => "berth",
            Self::Equipment => "equipment",
            Self::Store => "store",
            Self::Border => "border",
            Self::Papers => "papers",
            Self::Path => "path",
            Self::Pipeline => "pipeline",
            Self::Fleet => "fleet",
            Self::Workshop => "workshop",
            Self::GaugeChange => "gauge change",
        }
    }
}

/// The name of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceName {
    /// What it is.
    pub kind: ResourceKind,
    /// Its name.
    pub resource: String,
    /// The terminal, node or link where it is.
    pub at: String,
}

/// What was seen of one resource between the end of the warm-up and the horizon.
#[derive(Clone, Debug, Default)]
pub struct ResourceOutcome {
    /// Average share of its units in use; `None` for an unlimited fleet.
    pub utilisation: Option<f64>,
    /// Average number waiting.
    pub mean_queue: Option<f64>,
    /// Average wait.
    pub mean_wait: Option<Duration>,
    /// Nine in ten waited no longer (ms).
    pub p90_wait: Option<f64>,
}

/// What was delivered of one cell between the end of the warm-up and the horizon.
#[derive(Clone, Debug, Default)]
pub struct CellOutcome {
    /// Transit times of whole consignments, from appearing to the arrival of the last lot (ms).
    pub transit: Vec<u64>,
    /// Those among them of consignments that had appeared before the end of the warm-up (ms).
    pub early: Vec<u64>,
    /// How long consignments that appeared after the warm-up were under way at the horizon (ms).
    pub running: Vec<u64>,
    /// Where that time went, summed over consignments by the ledger of the last lot.
    pub hours: Hours,
    /// Net tonnes delivered.
    pub tonnes: f64,
    /// TEU delivered; nothing for goods that are not counted in TEU.
    pub teu: f64,
    /// Tonne-kilometres of what was delivered.
    pub tonne_km: f64,
    /// Dollars paid for what was delivered, the shipper's own time left out.
    pub paid: Micros,
    /// What the time of what was delivered cost its shippers.
    pub time_cost: Micros,
    /// What the delivered emitted.
    pub co2e: Milligrams,
    /// Consignments × milliseconds in the corridor.
    pub in_transit: u128,
    /// Consignments that appeared.
    pub offered: u64,
    /// Consignments turned away at the first terminal.
    pub turned_away: u64,
    /// Consignments delivered for which a time had been promised, and those of them in time.
    pub promised: u64,
    /// See `promised`.
    pub on_time: u64,
    /// Consignments in the corridor at the horizon.
    pub under_way: u64,
    /// Load units of all these, so that conservation can be checked.
    pub units: Units,
}

/// Load units of what came and what became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// Of consignments that appeared.
    pub offered: u64,
    /// That were delivered.
    pub delivered: u64,
    /// Of consignments that were turned away.
    pub turned_away: u64,
    /// In the corridor at the horizon.
    pub under_way: u64,
}

impl Units {
    fn absorb(&mut self, other: &Self) {
        self.offered += other.offered;
        self.delivered += other.delivered;
        self.turned_away += other.turned_away;
        self.under_way += other.under_way;
    }
}

impl CellOutcome {
    /// Adds what another cell saw.
    pub fn absorb(&mut self, other: &Self) {
        self.transit.extend_from_slice(&other.transit);
        self.early.extend_from_slice(&other.early);
        self.running.extend_from_slice(&other.running);
        self.hours += &other.hours;
        self.tonnes += other.tonnes;
        self.teu += other.teu;
        self.tonne_km += other.tonne_km;
        self.paid.0 += other.paid.0;
        self.time_cost.0 += other.time_cost.0;
        self.co2e += other.co2e;
        self.in_transit += other.in_transit;
        self.offered += other.offered;
        self.turned_away += other.turned_away;
        self.promised += other.promised;
        self.on_time += other.on_time;
        self.under_way += other.under_way;
        self.units.absorb(&other.units);
    }

    /// Forgets everything, keeping the memory.
    pub fn clear(&mut self) {
        let times = [&mut self.transit, &mut self.early, &mut self.running];
        let [transit, early, running] = times.map(|times| {
            times.clear();
            std::mem::take(times)
        });
        *self = Self { transit, early, running, ..Self::default() };
    }
}

/// Why a replication ended before its horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// More lots were in the corridor at once than [`Simulator`](super::Simulator) keeps.
    TooManyLots,
    /// Events went on without time passing.
    NoProgress,
    /// More dollars were booked than the ledgers can count: nine trillion.
    TooMuchMoney,
    /// More was emitted than the ledgers can count: nine billion tonnes.
    TooMuchCo2e,
    /// Some hold what others wait for, in a circle: nobody of them can ever go on.
    Deadlock,
}

impl Stop {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::TooManyLots => "too_many_lots",
            Self::NoProgress => "no_progress",
            Self::TooMuchMoney => "too_much_money",
            Self::TooMuchCo2e => "too_much_co2e",
            Self::Deadlock => "deadlock",
        }
    }
}

/// Emissions of one replication. What was emitted lies on lots or is owed by vehicles:
/// `emitted = delivered + under_way + owed`, to the milligram.
#[derive(Clone, Debug, Default)]
pub struct Co2eOutcome {
    /// After the warm-up, by account, in the order of
    /// [`Emissions::accounts`](super::Emissions::accounts).
    pub accounts: Vec<Milligrams>,
    /// By vehicles and terminals, from the beginning.
    pub emitted: Milligrams,
    /// On lots that were delivered, from the beginning.
    pub delivered: Milligrams,
    /// On lots in the corridor at the horizon.
    pub under_way: Milligrams,
    /// Of vehicles that came empty and have not brought a load since.
    pub owed: Milligrams,
}

impl Co2eOutcome {
    /// Forgets everything, keeping the accounts.
    pub(super) fn clear(&mut self) {
        let mut accounts = std::mem::take(&mut self.accounts);
        accounts.fill(Milligrams(0));
        *self = Self { accounts, ..Self::default() };
    }
}

/// What was seen at each look at the lines, one look after the other in memory that is used again.
///
/// Looks are taken one in each of so many equal parts of the measured time, at places that follow
/// the golden section: whatever comes again and again, such as the ship of every second Monday, is
/// met at all its stages, and looks like growth in no part of the time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looks {
    taken: usize,
    levels: Vec<f64>,
}

impl Looks {
    /// How many are taken between the end of the warm-up and the horizon.
    pub const ALL: usize = 24;

    /// The part of the measured time after which a look is taken, the first being number 0.
    #[must_use]
    pub fn moment(look: usize) -> f64 {
        const GOLDEN: f64 = 0.618_033_988_749_894_9;
        let place = look as f64;
        (place + ((place + 1.0) * GOLDEN).fract()) / Self::ALL as f64
    }

    /// Another look: what is seen is put at the end. All looks see equally many lines.
    pub fn another(&mut self) -> &mut Vec<f64> {
        self.taken += 1;
        &mut self.levels
    }

    /// How many looks were taken.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.taken
    }

    /// Look by look what was seen.
    pub fn each(&self) -> impl Iterator<Item = &[f64]> {
        self.levels.chunks_exact((self.levels.len() / self.taken.max(1)).max(1))
    }

    /// Forgets everything, keeping the memory.
    pub fn clear(&mut self) {
        self.taken = 0;
        self.levels.clear();
    }
}

/// What one replication leaves behind.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// By cell, in the order of [`Corridor::cells`].
    pub cells: Vec<CellOutcome>,
    /// By resource, in the order of [`resources`].
    pub resources: Vec<ResourceOutcome>,
    /// Dollars booked by payee after the warm-up, on all lots, in the order of
    /// [`Corridor::payees`].
    pub payees: Vec<Micros>,
    /// Emissions; nothing where the scenario has no factors.
    pub co2e: Co2eOutcome,
    /// How many consignments were under way, and how many stood in each line in the order of
    /// [`resources`], looked at at equal distances in time after the warm-up.
    pub levels: Looks,
    /// Events handled.
    pub events: u64,
    /// Lots whose hours did not sum to their time in the corridor, or whose dollars by payee did
    /// not sum to what was booked on them. Always zero; kept so that it can be checked.
    pub unbalanced: u64,
    /// Lots that were in the corridor at the horizon.
    pub left_over: u64,
    /// Why it ended early, if it did.
    pub stopped: Option<Stop>,
}

/// The resources of a corridor, in the order in which outcomes list them.
#[must_use]
pub fn resources(corridor: &Corridor) -> Vec<ResourceName> {
    let terminal = |id: super::TerminalId| corridor.terminals[id.index()].name.clone();
    let mut names = Vec::new();
    let mut add = |kind, resource: &str, at: String| {
        names.push(ResourceName { kind, resource: resource.to_owned(), at });
    };
    for berth in &corridor.berths {
        add(ResourceKind::Berth, &berth.name, terminal(berth.terminal));
    }
    for pool in &corridor.equipment {
        add(ResourceKind::Equipment, &pool.name, terminal(pool.terminal));
    }
    for store in &corridor.stores {
        add(ResourceKind::Store, &store.name, terminal(store.terminal));
    }
    for agency in &corridor.agencies {
        add(ResourceKind::Border, &agency.name, corridor.borders[agency.border.index()].name.clone());
    }
    for border in &corridor.borders {
        if border.clerks().is_some() {
            add(ResourceKind::Papers, "clerks", border.name.clone());
        }
    }
    for link in &corridor.links {
        if link.has_lines() {
            let [one, other] = link.ends.map(|node| corridor.nodes[node.index()].name.as_str());
            add(ResourceKind::Path, &link.name, format!("{one} → {other}"));
            add(ResourceKind::Path, &link.name, format!("{other} → {one}"));
        }
    }
    for link in corridor.links.iter().filter(|link| link.pipe.is_some()) {
        let [inlet, outlet] = link.ends.map(|node| corridor.nodes[node.index()].name.as_str());
        add(ResourceKind::Pipeline, &link.name, format!("{inlet} → {outlet}"));
    }
    for fleet in corridor.fleets.iter().filter(|fleet| fleet.has_vehicles()) {
        let home = fleet.ports.first().map(|port| corridor.nodes[port.node.index()].name.clone());
        add(ResourceKind::Fleet, &fleet.name, home.unwrap_or_default());
    }
    for shop in &corridor.workshops {
        add(ResourceKind::Workshop, &shop.name, shop.name.clone());
    }
    for change in &corridor.gauge_changes {
        add(ResourceKind::GaugeChange, "tracks", change.name.clone());
        if change.wagons().is_some() {
            add(ResourceKind::GaugeChange, "wagons", change.name.clone());
        }
    }
    names
}
