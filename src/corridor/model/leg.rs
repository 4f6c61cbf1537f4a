//! Legs: one service of one itinerary, with everything that a lot meets on it looked up ahead.
//!
//! Legs are derived: [`Corridor::lay_legs`](super::Corridor::lay_legs) makes them from services,
//! terminals and itineraries, so that a replication follows one index instead of many.

use super::border::Border;
use super::fleet::{FULL, Returns};
use super::foresight::Foreseen;
use super::ids::{EquipmentId, FleetId, GateId, LinkId, PayeeId, ServiceId};
use super::price::{Freight, Price};
use super::service::{Departure, Service};
use super::terminal::{CargoPlan, Operation, StoreUse, Terminal, Work};
use super::{CargoId, Corridor};
use crate::noise::Stream;
use crate::sim::AtClosing;

/// One service of one itinerary.
#[derive(Debug, Clone)]
pub struct Leg {
    /// The service.
    pub service: ServiceId,
    /// Its fleet.
    pub fleet: FleetId,
    /// The pipeline that the goods flow through, if they need no vehicle.
    pub pipe: Option<LinkId>,
    /// Room that one load unit takes in a vehicle.
    pub room: u64,
    /// What one load unit weighs aboard (kg), where the draught of the fleet limits what it carries;
    /// else 0.
    pub mass: u64,
    /// What the carrier charges.
    pub freight: Freight,
    /// Who is paid for carriage.
    pub payee: PayeeId,
    /// Kilometres.
    pub km: f64,
    /// Papers at the origin.
    pub formalities: Option<Step>,
    /// Yard work at the origin.
    pub transload: Option<Step>,
    /// Loading at the origin.
    pub load: Option<Step>,
    /// Unloading at the destination.
    pub unload: Option<Step>,
    /// What keeps the service from accepting the goods.
    pub embargo: Option<GateId>,
    /// Where goods lie at the origin.
    pub lies: Option<Lying>,
    /// Where goods lie at the destination, if they go on from there.
    pub will_lie: Option<Lying>,
    /// Whether the goods have arrived after this leg.
    pub last: bool,
    /// The origin, by its place in the fleet's ports.
    pub port: u16,
    /// Whether a lot can have a vehicle to itself from its departure to its arrival: departure on
    /// demand, at hand again at once, no berth, no loading, no unloading, no store to wait for, no
    /// border with more than one agency, no single track, no section where trains are divided, no change of gauge,
    /// no draught, and nothing that breaks down.
    pub rides: bool,
    /// The place of its first hop among the amounts drawn on the itinerary.
    pub hops: u16,
    /// At the first leg of an itinerary: all that a lot will draw on it for itself.
    pub ahead: Vec<Foreseen>,
}

/// An operation at the terminal where it is done.
#[derive(Debug, Clone)]
pub struct Step {
    /// The equipment it takes.
    pub equipment: Option<EquipmentId>,
    /// How many machines of it work on one lot together, if so many are free.
    pub up_to: u32,
    /// How long it takes.
    pub work: Work,
    /// What it costs.
    pub fee: Price,
    /// Who is paid.
    pub payee: PayeeId,
    /// What closes the yard; work at a vehicle looks at the vehicle's berth instead.
    pub yard: Option<GateId>,
    /// What happens to the work at closing time.
    pub at_closing: AtClosing,
    /// The address of its draws.
    pub draws: Stream,
    /// The place of its amount among those drawn on the itinerary.
    pub place: u16,
}

/// A store and who is paid for lying in it.
#[derive(Debug, Clone)]
pub struct Lying {
    /// How the goods lie in the store.
    pub place: StoreUse,
    /// Who is paid.
    pub payee: PayeeId,
}

impl Corridor {
    /// Lays the legs of all itineraries one after the other; each stream knows its first, and that of
    /// each of its ways.
    pub(crate) fn lay_legs(&mut self) {
        let mut legs = Vec::new();
        let mut firsts = Vec::new();
        for demand in &self.demand {
            let mut of_lanes = Vec::new();
            for way in demand.laid() {
                let first = legs.len();
                of_lanes.push((way.to_vec(), first as u32));
                for (index, &service) in way.iter().enumerate() {
                    let last = index + 1 == way.len();
                    legs.push(self.leg(service, demand.cargo, last));
                }
                self.foresee(&mut legs[first..]);
            }
            firsts.push(of_lanes);
        }
        self.legs = legs;
        for (demand, lanes) in self.demand.iter_mut().zip(firsts) {
            let first =
                |way: &[ServiceId]| lanes.iter().find(|(lane, _)| lane == way).map_or(0, |&(_, first)| first);
            demand.first_lane = lanes.first().map_or(0, |&(_, first)| first);
            demand.first_leg = first(&demand.itinerary);
            for way in demand.choice.iter_mut().flat_map(|choice| &mut choice.ways) {
                way.first_leg = first(&way.itinerary);
            }
        }
    }

    /// The pipeline that a service goes through: then it is all of its way.
    #[must_use]
    pub fn pipe_of(&self, service: &Service) -> Option<LinkId> {
        let first = service.path.first()?.link;
        self.links[first.index()].pipe.map(|_| first)
    }

    fn borders_of(&self, service: &Service) -> impl Iterator<Item = &Border> {
        let links = service.path.iter().map(|hop| &self.links[hop.link.index()]);
        links.filter_map(|link| Some(&self.borders[link.border?.index()]))
    }

    fn leg(&self, id: ServiceId, cargo: CargoId, last: bool) -> Leg {
        let service = &self.services[id.index()];
        let [origin, destination] =
            [service.from, service.to].map(|node| self.terminal_at(node).zip(self.plan(node, cargo)));
        let step = |at: Option<(&Terminal, &CargoPlan)>, which: fn(&CargoPlan) -> &Option<Operation>| {
            let (terminal, plan) = at?;
            which(plan).as_ref().map(|operation| Step::at(terminal, operation))
        };
        let lying = |at: Option<(&Terminal, &CargoPlan)>| {
            let (terminal, plan) = at?;
            plan.store.clone().map(|place| Lying { place, payee: terminal.payee })
        };
        let fleet = &self.fleets[service.fleet.index()];
        let pipe = self.pipe_of(service);
        // Where nothing goes aboard, nobody loads.
        let load = step(origin.filter(|_| pipe.is_none()), |plan| &plan.load);
        let unload = step(destination.filter(|_| pipe.is_none()), |plan| &plan.unload);
        let will_lie = lying(destination).filter(|_| !last);
        let at_once = service.departs == Departure::OnDemand && fleet.returns == Returns::AtOnce;
        let plain_borders = self.borders_of(service).all(|border| border.plain.is_some());
        let plain_track = service
            .path
            .iter()
            .map(|hop| &self.links[hop.link.index()])
            .all(|link| link.single.is_none() && link.limits.is_none());
        let no_berths = service.ports.iter().all(|&port| fleet.ports[port].berth.is_none());
        Leg {
            port: service.ports[0] as u16,
            pipe,
            rides: at_once
                && pipe.is_none()
                && plain_borders
                && plain_track
                && self.gauge_changes_on(&service.path).next().is_none()
                && fleet.upkeep.is_nothing()
                && no_berths
                && fleet.hire.is_none()
                && fleet.turn_round.is_none()
                && fleet.hauled.is_empty()
                && fleet.draught.is_none()
                && fleet.in_trains.is_none()
                && load.is_none()
                && unload.is_none()
                && will_lie.is_none(),
            service: id,
            fleet: service.fleet,
            room: fleet.room[cargo.index()].unwrap_or(FULL),
            mass: fleet.draught.as_ref().map_or(0, |draught| draught.masses[cargo.index()]),
            freight: service.freight[cargo.index()],
            payee: service.payee,
            km: service.length.as_km(),
            formalities: step(origin, |plan| &plan.formalities),
            transload: step(origin, |plan| &plan.transload),
            load,
            unload,
            embargo: service.embargoes[cargo.index()],
            lies: lying(origin),
            will_lie,
            last,
            hops: 0,
            ahead: Vec::new(),
        }
    }
}

impl Step {
    fn at(terminal: &Terminal, operation: &Operation) -> Self {
        Self {
            equipment: operation.equipment,
            up_to: operation.up_to,
            work: operation.work.clone(),
            fee: operation.fee,
            payee: terminal.payee,
            yard: terminal.gate,
            at_closing: terminal.at_closing,
            draws: operation.draws,
            place: 0,
        }
    }
}
