//! The trace of a replication: one record for each thing of interest, told while it happens.
//!
//! The kinds are few and general: what is new in the world (a repair shop, a locomotive, an agency) is a
//! new [`Facility`] that is waited for, held and worked at, not a new kind of record. `docs/trace.md`
//! has the columns.

use super::ledger::Cause;
use super::model::{
    AgencyId, BerthId, BorderId, CargoId, Corridor, DemandId, EquipmentId, FleetId, GaugeChangeId, LinkId,
    Micros, NodeId, PayeeId, ServiceId, StoreId, TerminalId,
};
use crate::quantity::Duration;
use crate::sim::Time;

/// What a record tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    /// What is traced; the first record.
    Trace,
    /// A facility opens.
    Open,
    /// A facility closes.
    Close,
    /// A consignment appears, as one lot.
    Appear,
    /// A lot finds the store at its origin full and is lost.
    TurnAway,
    /// A part of a lot becomes a lot of its own.
    Split,
    /// Somebody asks for units and has to wait.
    Wait,
    /// Somebody holds units from now on.
    Seize,
    /// Somebody gives units back.
    Release,
    /// A piece of work begins.
    Begin,
    /// A piece of work is done.
    End,
    /// A vehicle is to load for a service.
    Call,
    /// A lot takes its room aboard a vehicle.
    Board,
    /// A lot comes off a vehicle and takes over the hours of the trip.
    Alight,
    /// A vehicle sets out.
    Depart,
    /// A vehicle enters a link.
    Enter,
    /// A vehicle comes to the end of a link.
    Leave,
    /// A vehicle comes in where it goes to.
    Arrive,
    /// Hours are booked.
    Book,
    /// Dollars are booked.
    Pay,
    /// A lot has arrived where it was sent.
    Deliver,
    /// The end; the last record.
    Horizon,
}

impl RecordKind {
    /// All of them.
    pub const ALL: [Self; 22] = [
        Self::Trace,
        Self::Open,
        Self::Close,
        Self::Appear,
        Self::TurnAway,
        Self::Split,
        Self::Wait,
        Self::Seize,
        Self::Release,
        Self::Begin,
        Self::End,
        Self::Call,
        Self::Board,
        Self::Alight,
        Self::Depart,
        Self::Enter,
        Self::Leave,
        Self::Arrive,
        Self::Book,
        Self::Pay,
        Self::Deliver,
        Self::Horizon,
    ];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Open => "open",
            Self::Close => "close",
            Self::Appear => "appear",
            Self::TurnAway => "turn_away",
            Self::Split => "split",
            Self::Wait => "wait",
            Self::Seize => "seize",
            Self::Release => "release",
            Self::Begin => "begin",
            Self::End => "end",
            Self::Call => "call",
            Self::Board => "board",
            Self::Alight => "alight",
            Self::Depart => "depart",
            Self::Enter => "enter",
            Self::Leave => "leave",
            Self::Arrive => "arrive",
            Self::Book => "book",
            Self::Pay => "pay",
            Self::Deliver => "deliver",
            Self::Horizon => "horizon",
        }
    }
}

/// A lot by a name that stays: its stream, the number of its consignment from 1, and which part of
/// it it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LotName {
    /// The stream.
    pub demand: DemandId,
    /// The number of its consignment, from 1.
    pub number: u64,
    /// Which part of which part; empty for what is left of the whole.
    pub part: Vec<u16>,
}

impl LotName {
    /// As `westbound#12`, and `westbound#12/1` for the first part split off it.
    #[must_use]
    pub fn text(&self, corridor: &Corridor) -> String {
        let whole = format!("{}#{}", corridor.demand[self.demand.index()].name, self.number);
        self.part.iter().fold(whole, |name, part| format!("{name}/{part}"))
    }
}

/// A vehicle by a name that stays: its fleet and its number from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VehicleName {
    /// The fleet.
    pub fleet: FleetId,
    /// Its number in the fleet, from 1.
    pub number: u64,
}

impl VehicleName {
    /// As `feeders#2`.
    #[must_use]
    pub fn text(&self, corridor: &Corridor) -> String {
        format!("{}#{}", corridor.fleets[self.fleet.index()].name, self.number)
    }
}

/// A lot or a vehicle.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// A lot.
    Lot(LotName),
    /// A vehicle.
    Vehicle(VehicleName),
}

impl Who {
    /// Its name.
    #[must_use]
    pub fn text(&self, corridor: &Corridor) -> String {
        match self {
            Self::Lot(lot) => lot.text(corridor),
            Self::Vehicle(vehicle) => vehicle.text(corridor),
        }
    }
}

/// Something that is held, waited for, worked at, or that closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facility {
    /// Berths of one kind.
    Berth(BerthId),
    /// An equipment pool.
    Equipment(EquipmentId),
    /// A store.
    Store(StoreId),
    /// An agency at a border crossing.
    Agency(AgencyId),
    /// The tracks where the gauge is changed.
    GaugeChange(GaugeChangeId),
    /// The office that clears the papers of a border crossing.
    Papers(BorderId),
    /// A link.
    Link(LinkId),
    /// The yard of a terminal.
    Yard(TerminalId),
    /// The vehicles of a fleet.
    Fleet(FleetId),
    /// What a service accepts of a cargo class.
    Acceptance(ServiceId, CargoId),
}

impl Facility {
    /// Its name in a trace: `berth:Aktau port/quay`.
    #[must_use]
    pub fn text(self, corridor: &Corridor) -> String {
        let terminal = |id: TerminalId| &corridor.terminals[id.index()].name;
        match self {
            Self::Berth(id) => {
                let berth = &corridor.berths[id.index()];
                format!("berth:{}/{}", terminal(berth.terminal), berth.name)
            }
            Self::Equipment(id) => {
                let pool = &corridor.equipment[id.index()];
                format!("equipment:{}/{}", terminal(pool.terminal), pool.name)
            }
            Self::Store(id) => {
                let store = &corridor.stores[id.index()];
                format!("store:{}/{}", terminal(store.terminal), store.name)
            }
            Self::Agency(id) => {
                let agency = &corridor.agencies[id.index()];
                let border = &corridor.borders[agency.border.index()];
                if border.sides.iter().all(|side| side.country.is_empty()) {
                    return format!("border:{}", border.name);
                }
                format!("border:{}/{}", border.name, agency.name)
            }
            Self::GaugeChange(id) => {
                let name = &corridor.gauge_changes[id.index()].name;
                let at_node = corridor.nodes.iter().any(|node| node.gauge_change == Some(id));
                if at_node { format!("gauge:{name}") } else { format!("gauge:border {name}") }
            }
            Self::Papers(id) => format!("papers:{}", corridor.borders[id.index()].name),
            Self::Link(id) => format!("link:{}", corridor.links[id.index()].name),
            Self::Yard(id) => format!("yard:{}", terminal(id)),
            Self::Fleet(id) => format!("fleet:{}", corridor.fleets[id.index()].name),
            Self::Acceptance(service, cargo) => {
                let [service, cargo] =
                    [&corridor.services[service.index()].name, &corridor.cargo[cargo.index()].name];
                format!("accepts:{service}/{cargo}")
            }
        }
    }
}

/// What a record is of, in the words of its kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Of {
    /// Nothing more to say.
    #[default]
    Nothing,
    /// A step of work, or a reason.
    Word(&'static str),
    /// A service.
    Service(ServiceId),
    /// A lot.
    Lot(LotName),
    /// A locomotive.
    Vehicle(VehicleName),
    /// A place.
    Node(NodeId),
}

impl Of {
    /// As it stands in a trace.
    #[must_use]
    pub fn text(&self, corridor: &Corridor) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Word(word) => Some((*word).to_owned()),
            Self::Service(id) => Some(corridor.services[id.index()].name.clone()),
            Self::Lot(lot) => Some(lot.text(corridor)),
            Self::Vehicle(vehicle) => Some(vehicle.text(corridor)),
            Self::Node(id) => Some(corridor.nodes[id.index()].name.clone()),
        }
    }
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// When.
    pub at: Time,
    /// What happens.
    pub kind: RecordKind,
    /// To which lot.
    pub lot: Option<LotName>,
    /// To which vehicle, or on which.
    pub vehicle: Option<VehicleName>,
    /// Where.
    pub place: Option<NodeId>,
    /// At what.
    pub resource: Option<Facility>,
    /// How much of it, or how many load units.
    pub units: Option<u64>,
    /// Why time passes.
    pub cause: Option<Cause>,
    /// How much time.
    pub span: Option<Duration>,
    /// Who is paid.
    pub payee: Option<PayeeId>,
    /// How much.
    pub amount: Option<Micros>,
    /// What else there is to say.
    pub of: Of,
}

impl Record {
    /// A record that says nothing yet but when and what.
    #[must_use]
    pub fn new(at: Time, kind: RecordKind) -> Self {
        Self {
            at,
            kind,
            lot: None,
            vehicle: None,
            place: None,
            resource: None,
            units: None,
            cause: None,
            span: None,
            payee: None,
            amount: None,
            of: Of::Nothing,
        }
    }
}
