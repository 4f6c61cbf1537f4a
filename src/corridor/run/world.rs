//! The state of one replication, and the loop that carries it through time.

use super::arena::Arena;
use super::border::{Customer, Visit, VisitKey};
use super::demand::Coming;
use super::draught::Draughts;
use super::emit::Emitted;
use super::follow::Following;
use super::foresight::Foresight;
use super::hire::Hires;
use super::locomotive::Engines;
use super::log::{Log, Silent};
use super::lot::{Consignment, Lot, LotKey};
use super::maintenance::Owner;
use super::papers::{Offices, PaperKey};
use super::phase::Service;
use super::pipe::Pipe;
use super::pool::Idle;
use super::post::Post;
use super::routing::Routing;
use super::single::Track;
use super::stand::Stands;
use super::train::{PartKey, Trains};
use super::traveller::Traveller;
use super::unit::{Unit, UnitKey};
use super::vehicle::{Vehicle, VehicleKey};
use super::voyage::Slots;
use crate::corridor::followed::Follow;
use crate::corridor::ledger::Cause;
use crate::corridor::model::{Corridor, DemandId, FleetId, GateId, LinkId, Micros, ServiceId, Turn};
use crate::corridor::outcome::{Outcome, Stop};
use crate::noise::Noise;
use crate::sim::{Calendar, Closure, Discipline, Gate, Level, Rank, Resource, Slowdown, Time, Waits};

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// The warm-up is over.
    Measure,
    /// The queues are looked at.
    Look,
    /// It has become known that a gate stays closed.
    LookAgain,
    /// The next consignment of a stream appears.
    Appear(DemandId),
    /// The place where a lot is to be worked has opened.
    Opened(LotKey),
    /// A piece of work on a lot is done.
    Worked(LotKey),
    /// The place where a lot is worked has closed in the middle of the work.
    Ejected(LotKey),
    /// A vehicle has waited for the port to open and tries to leave again.
    Leave(VehicleKey),
    /// A vehicle is where its next hop begins.
    Hop(VehicleKey),
    /// A part of a train is where its next hop begins, or in.
    PartHop(PartKey),
    /// Somebody may go in on a single track.
    TrackWakes(LinkId),
    /// What is in a pipeline has come so far that something happens.
    Flows(LinkId),
    /// A lot on a ride is where its next hop begins.
    RideOn(LotKey),
    /// A lot on a ride has arrived.
    RideEnds(LotKey),
    /// A vehicle, or a lot on a ride, has been released at a border.
    Released(Traveller),
    /// The papers of a vehicle at a border are in order.
    Cleared(VehicleKey),
    /// A clerk has cleared the papers of a lot.
    Stamped(PaperKey),
    /// An agency at a border is done with a vehicle.
    Checked(VisitKey),
    /// A vehicle is off the place it goes to.
    Arrive(VehicleKey),
    /// A vehicle has got the berth that it waited for.
    Berthed(VehicleKey),
    /// A lot has got the place in a store that it waited for.
    Admitted(LotKey),
    /// The first lot aboard has waited long enough.
    Due(VehicleKey),
    /// A vehicle has waited long enough for a return load.
    GiveUp(VehicleKey),
    /// Wagons have waited long enough for a return load, by fleet and port.
    WagonsGiveUp(FleetId, u16),
    /// A departure of a timetable.
    Sail(ServiceId),
    /// A vehicle, machine or server breaks.
    Fails(UnitKey),
    /// It is repaired.
    Mended(UnitKey),
    /// The place where a machine works that breaks down or is maintained closes, and its work is broken off.
    Closes(UnitKey),
    /// A vehicle is on the other gauge.
    Regauged(VehicleKey),
    /// A vehicle has been turned round.
    TurnedRound(VehicleKey),
    /// Maintenance begins, by its place among all of it.
    Maintenance(u32),
    /// The maintenance of a vehicle or machine is over.
    Maintained(UnitKey),
    /// Projects change the corridor, by the place of the phase.
    Phase(u32),
    /// The water carries the vehicles of a service again.
    Afloat(ServiceId),
}

/// Most lots that a replication holds at once; past it the corridor is flooded and the replication
/// ends with [`Stop::TooManyLots`].
pub(super) const MOST_LOTS: usize = 4_000_000;

/// Most events at one instant; past it the model turns on the spot.
const MOST_AT_ONCE: u64 = 50_000_000;

/// Events between two looks at whether time goes on.
const LOOKS_EVERY: u64 = 1 << 16;

/// The state of one replication. The blocks that change it stand in files of their own: demand, yard (what
/// terminals do with lots), dispatch, boarding and pool (which vehicle serves what), voyage (what vehicles do),
/// money and tally.
#[derive(Debug)]
pub(super) struct World<'c, L = Silent<true>> {
    /// The corridor as it is now.
    pub(super) corridor: &'c Corridor,
    /// The corridor as it is at the start, which knows what becomes of it.
    pub(super) base: &'c Corridor,
    /// The vehicles in service, where projects change anything.
    pub(super) service: Option<Box<Service>>,
    /// Who listens.
    pub(super) log: L,
    pub(super) noise: Noise,
    pub(super) calendar: Calendar<Event>,
    pub(super) now: Time,
    /// When measuring starts.
    pub(super) measured_from: Time,
    pub(super) lots: Arena<Lot>,
    /// What lots will need, drawn ahead.
    pub(super) foresight: Foresight,
    /// Dollars booked on each lot by payee: one row a place of `lots`.
    pub(super) dollars: Vec<Micros>,
    /// The consignments followed, where somebody asks for it.
    pub(super) follow: Option<Box<Following>>,
    /// What is emitted, where the scenario has factors.
    pub(super) emitted: Option<Box<Emitted<'c>>>,
    /// What is kept in mind for hire, where a fleet asks for any.
    pub(super) hires: Option<Box<Hires>>,
    /// Trains that wait for locomotives, where there are any.
    pub(super) engines: Option<Box<Engines>>,
    /// What is kept in mind where the draught of a fleet limits what it carries.
    pub(super) draughts: Option<Box<Draughts>>,
    /// What is kept in mind where streams have a choice of ways.
    pub(super) routing: Option<Box<Routing>>,
    /// All dollars booked so far, on whatever lot.
    pub(super) booked: Micros,
    pub(super) consignments: Arena<Consignment>,
    pub(super) vehicles: Arena<Vehicle>,
    pub(super) berths: Vec<Resource<VehicleKey>>,
    pub(super) equipment: Vec<Resource<LotKey>>,
    pub(super) stores: Vec<Resource<LotKey>>,
    pub(super) servers: Vec<Resource<Customer>>,
    pub(super) visits: Arena<Visit>,
    /// The clerks of border crossings, where they are counted.
    pub(super) offices: Option<Box<Offices>>,
    /// Vehicles, machines and whatever else breaks down or is maintained.
    pub(super) units: Vec<Unit<'c>>,
    /// The first unit of each pool, and where those of the last end.
    pub(super) pools: Vec<UnitKey>,
    /// What is done at servers and tracks among them.
    pub(super) stands: Option<Box<Stands>>,
    /// The maintenance of all of them.
    pub(super) outages: Vec<(Owner, Turn)>,
    /// Tracks and sets of wagons where the gauge is changed.
    pub(super) tracks: Vec<Resource<VehicleKey>>,
    pub(super) wagons: Vec<Resource<VehicleKey>>,
    /// The crews of workshops.
    pub(super) crews: Vec<Resource<UnitKey>>,
    pub(super) gates: Vec<Gate<Cause>>,
    pub(super) slowdowns: Vec<Slowdown>,
    /// Paths, two directions a link.
    pub(super) slots: Vec<Slots>,
    /// Single tracks.
    pub(super) single: Vec<Track>,
    /// How trains go, where sections have limits.
    pub(super) trains: Option<Box<Trains>>,
    /// Pipelines.
    pub(super) pipes: Vec<Pipe>,
    pub(super) posts: Vec<Post>,
    /// Services where lots wait that a vehicle has left behind during this event.
    pub(super) left_behind: Vec<ServiceId>,
    pub(super) idle: Vec<Idle>,
    pub(super) fleets: Vec<FleetMonitor>,
    /// The next consignment of each stream.
    pub(super) coming: Vec<Coming>,
    pub(super) outcome: Outcome,
    pub(super) storms: Vec<Closure<Cause>>,
    /// Whether to go the long way where there is a short one.
    pub(super) long_way: bool,
}

/// What is watched of a fleet.
#[derive(Debug, Default)]
pub(super) struct FleetMonitor {
    /// Vehicles that have something to do.
    pub(super) busy: Level,
    /// Lots that wait for one.
    pub(super) queue: Level,
    pub(super) waits: Waits,
}

impl FleetMonitor {
    fn clear(&mut self) {
        self.busy.clear();
        self.queue.clear();
        self.waits.reset();
    }
}

impl<'c, L: Log> World<'c, L> {
    pub(super) fn new(corridor: &'c Corridor, log: L) -> Self {
        let berths = corridor.berths.iter().map(|berth| line(u64::from(berth.count)));
        let equipment = corridor.equipment.iter().map(|pool| line(u64::from(pool.count)));
        let stores = corridor.stores.iter().map(|store| line(store.capacity));
        let servers = corridor.agencies.iter().map(|agency| {
            let ranked = corridor.borders[agency.border.index()].priority.is_some();
            let discipline = if ranked { Discipline::Priority } else { Discipline::Fifo };
            Resource::new(u64::from(agency.servers), discipline)
        });
        let outcome = Outcome {
            cells: vec![Default::default(); corridor.cells.len()],
            payees: vec![Micros::default(); corridor.payees.len()],
            ..Outcome::default()
        };
        Self {
            corridor,
            base: corridor,
            service: Service::of(corridor),
            log,
            noise: Noise::of(0, 0),
            calendar: Calendar::new(),
            now: Time::START,
            measured_from: Time::START + corridor.warm_up,
            lots: Arena::default(),
            foresight: Foresight::of(corridor),
            dollars: Vec::new(),
            follow: None,
            emitted: Emitted::of(corridor),
            hires: Hires::of(corridor),
            engines: Engines::of(corridor),
            draughts: Draughts::of(corridor),
            routing: Routing::of(corridor),
            booked: Micros::default(),
            consignments: Arena::default(),
            vehicles: Arena::default(),
            berths: berths.collect(),
            equipment: equipment.collect(),
            stores: stores.collect(),
            servers: servers.collect(),
            visits: Arena::default(),
            offices: Offices::of(corridor),
            units: Vec::new(),
            pools: Vec::new(),
            stands: Stands::of(corridor),
            outages: Vec::new(),
            tracks: corridor.gauge_changes.iter().map(|change| line(u64::from(change.tracks))).collect(),
            wagons: corridor
                .gauge_changes
                .iter()
                .map(|change| line(u64::from(change.wagons().unwrap_or(1))))
                .collect(),
            crews: corridor.workshops.iter().map(|shop| line(u64::from(shop.crews))).collect(),
            gates: vec![Gate::default(); corridor.gates.len()],
            slowdowns: vec![Slowdown::default(); corridor.slowdowns.len()],
            slots: corridor.links.iter().flat_map(|_| [Slots::default(), Slots::default()]).collect(),
            single: Track::of(corridor),
            trains: Trains::of(corridor),
            pipes: Pipe::of(corridor),
            posts: corridor.services.iter().map(|_| Post::default()).collect(),
            left_behind: Vec::new(),
            idle: corridor.fleets.iter().map(|fleet| Idle::for_ports(fleet.ports.len())).collect(),
            fleets: corridor.fleets.iter().map(|_| FleetMonitor::default()).collect(),
            coming: corridor.demand.iter().map(Coming::first).collect(),
            outcome,
            storms: Vec::new(),
            // A ride is told as what it stands for.
            long_way: L::ON,
        }
    }

    /// One replication, from an empty corridor to closed books.
    pub(super) fn replicate(&mut self, seed: u64, number: u64) {
        self.clear();
        self.noise = Noise::of(seed, number);
        self.open();
        self.run();
        self.close();
    }

    /// Back to an empty corridor at the start of time, keeping the memory.
    fn clear(&mut self) {
        self.corridor = self.base;
        self.calendar.clear();
        self.now = Time::START;
        self.lots.clear();
        self.dollars.clear();
        self.follow.iter_mut().for_each(|following| following.clear());
        let plan = self.base.emissions.as_ref();
        for (books, plan) in self.emitted.iter_mut().zip(plan) {
            books.clear();
            books.follow(plan);
        }
        self.hires.iter_mut().for_each(|books| books.clear());
        self.engines.iter_mut().for_each(|engines| engines.clear());
        self.draughts.iter_mut().for_each(|books| books.clear());
        self.routing.iter_mut().for_each(|routing| routing.clear());
        self.booked = Micros::default();
        self.consignments.clear();
        self.vehicles.clear();
        self.berths.iter_mut().for_each(Resource::clear);
        self.equipment.iter_mut().for_each(Resource::clear);
        self.stores.iter_mut().for_each(Resource::clear);
        self.servers.iter_mut().for_each(Resource::clear);
        self.visits.clear();
        self.offices.iter_mut().for_each(|offices| offices.clear());
        self.crews.iter_mut().for_each(Resource::clear);
        self.tracks.iter_mut().for_each(Resource::clear);
        self.wagons.iter_mut().for_each(Resource::clear);
        let window = [self.measured_from, Time::START + self.corridor.horizon];
        self.slots.iter_mut().for_each(|slots| slots.clear(window));
        self.single.iter_mut().for_each(Track::clear);
        self.trains.iter_mut().for_each(|trains| trains.clear());
        self.pipes.iter_mut().for_each(Pipe::clear);
        self.posts.iter_mut().for_each(Post::clear);
        self.left_behind.clear();
        self.idle.iter_mut().for_each(Idle::clear);
        self.fleets.iter_mut().for_each(FleetMonitor::clear);
        self.coming
            .iter_mut()
            .zip(&self.base.demand)
            .for_each(|(next, demand)| *next = Coming::first(demand));
        self.outcome.cells.iter_mut().for_each(super::super::CellOutcome::clear);
        self.outcome.payees.fill(Micros::default());
        self.outcome.levels.clear();
        self.outcome.events = 0;
        self.outcome.unbalanced = 0;
        self.outcome.stopped = None;
    }

    /// What stands before the first event: storms laid out, fleets at home, first arrivals known.
    fn open(&mut self) {
        self.lay_out_gates();
        self.lay_out_slowdowns();
        self.tell_beginning();
        self.expect_phases();
        if self.draughts.is_some() {
            self.expect_water();
        }
        self.expect_turns();
        self.place_fleets();
        self.place_units();
        for index in 0..self.corridor.demand.len() {
            self.expect_consignment(DemandId::at(index));
        }
        for index in 0..self.corridor.services.len() {
            self.expect_sailing(ServiceId::at(index));
        }
        self.calendar.schedule(self.measured_from, Rank::Clock, Event::Measure);
        self.expect_look();
    }

    fn lay_out_gates(&mut self) {
        let mut storms = std::mem::take(&mut self.storms);
        for index in 0..self.gates.len() {
            storms.clear();
            self.closures_of(index, &mut storms);
            self.gates[index].lay_out(&mut storms);
        }
        self.storms = storms;
    }

    fn run(&mut self) {
        let horizon = Time::START + self.corridor.horizon;
        let mut stood = (Time::START, 0);
        while let Some((at, event)) = self.calendar.next() {
            if at >= horizon {
                break;
            }
            self.now = at;
            self.outcome.events += 1;
            self.handle(event);
            self.fetch_left_behind();
            if self.outcome.events.is_multiple_of(LOOKS_EVERY) {
                self.look_for_progress(&mut stood);
            }
            if self.outcome.stopped.is_some() {
                break;
            }
        }
        if self.outcome.stopped.is_none() {
            self.now = horizon;
        }
    }

    /// Stops the replication if time has stood still for too many events; `stood` is when it was last
    /// seen to have moved, and how many events there had been.
    #[cold]
    fn look_for_progress(&mut self, stood: &mut (Time, u64)) {
        if stood.0 != self.now {
            *stood = (self.now, self.outcome.events);
        } else if self.outcome.events - stood.1 > MOST_AT_ONCE {
            self.outcome.stopped = Some(Stop::NoProgress);
        }
    }

    #[inline(always)] // where it is called only
    fn handle(&mut self, event: Event) {
        match event {
            Event::Measure => self.start_measuring(),
            Event::Look => self.look(),
            Event::LookAgain => self.look_again(),
            Event::Appear(demand) => self.appear(demand),
            Event::Opened(lot) => self.opened(lot),
            Event::Worked(lot) => self.worked(lot),
            Event::Ejected(lot) => self.ejected(lot),
            Event::Leave(vehicle) => self.leave(vehicle),
            Event::Hop(vehicle) => self.travel(vehicle),
            Event::PartHop(part) => self.part_goes(part),
            Event::TrackWakes(link) => self.track_wakes(link),
            Event::Flows(link) => self.flows(link),
            Event::RideOn(lot) => self.ride_on(lot),
            Event::RideEnds(lot) => self.ride_ends(lot),
            Event::Released(who) => self.released(who),
            Event::Cleared(vehicle) => self.cleared(vehicle),
            Event::Stamped(paper) => self.stamped(paper),
            Event::Checked(visit) => self.checked(visit),
            Event::Arrive(vehicle) => self.arrive(vehicle),
            Event::Berthed(vehicle) => self.berthed(vehicle),
            Event::Admitted(lot) => self.admitted(lot),
            Event::Due(vehicle) => self.due(vehicle),
            Event::GiveUp(vehicle) => self.give_up(vehicle),
            Event::WagonsGiveUp(fleet, port) => self.wagons_give_up(fleet, port),
            Event::Sail(service) => self.sail(service),
            Event::Fails(unit) => self.fails(unit),
            Event::Mended(unit) => self.mended(unit),
            Event::Closes(unit) => self.closes(unit),
            Event::Regauged(vehicle) => self.regauged(vehicle),
            Event::TurnedRound(vehicle) => self.turned_round(vehicle),
            Event::Maintenance(number) => self.maintenance(number),
            Event::Maintained(unit) => self.maintained(unit),
            Event::Phase(index) => self.begin_phase(index),
            Event::Afloat(service) => self.afloat(service),
        }
    }

    /// The first instant from now on when a facility is open.
    #[inline]
    pub(super) fn opening(&self, gate: Option<GateId>) -> Time {
        gate.map_or(self.now, |gate| self.gates[gate.index()].next_open(self.now))
    }
}

fn line<T: Copy>(capacity: u64) -> Resource<T> {
    Resource::new(capacity, Discipline::Fifo)
}

/// Runs replications of one corridor, one after the other, in memory that is used again.
#[derive(Debug)]
pub struct Simulator<'c>(Kind<'c>);

/// A corridor that needs no book runs in a bare world.
#[derive(Debug)]
enum Kind<'c> {
    Whole(Box<World<'c>>),
    Bare(Box<World<'c, Silent<false>>>),
}

impl<'c> Simulator<'c> {
    /// A simulator of this corridor.
    #[must_use]
    pub fn new(corridor: &'c Corridor) -> Self {
        let whole = World::new(corridor, Silent);
        if whole.is_bare() {
            return Self(Kind::Bare(Box::new(World::new(corridor, Silent))));
        }
        Self(Kind::Whole(Box::new(whole)))
    }

    /// From now on the world has all its books.
    fn keep_books(&mut self) {
        if let Kind::Bare(bare) = &self.0 {
            self.0 = Kind::Whole(Box::new(World::new(bare.base, Silent)));
        }
    }

    /// The same simulator without short ways, with all books: what comes out is the same, and takes longer.
    /// For checks of the short ways.
    #[must_use]
    pub fn the_long_way(mut self) -> Self {
        self.keep_books();
        if let Kind::Whole(world) = &mut self.0 {
            world.long_way = true;
        }
        self
    }

    /// Follows every consignment from now on, or none.
    pub fn follow(&mut self, whether: bool) {
        if whether {
            self.keep_books();
        }
        if let Kind::Whole(world) = &mut self.0 {
            world.follow = whether.then(|| Following::of(world.base));
        }
    }

    /// The outcome of the last replication.
    pub fn outcome(&mut self) -> &mut Outcome {
        match &mut self.0 {
            Kind::Whole(world) => &mut world.outcome,
            Kind::Bare(world) => &mut world.outcome,
        }
    }

    /// The consignments of the last replication, if they were followed.
    #[must_use]
    pub fn followed(&self) -> Option<&Follow> {
        match &self.0 {
            Kind::Whole(world) => world.follow.as_ref().map(|following| &following.found),
            Kind::Bare(_) => None,
        }
    }

    /// Runs replication `number` of the study with this seed. The outcome depends on the corridor,
    /// the seed and the number alone, not on what was run before; it is valid until the next call.
    pub fn replicate(&mut self, seed: u64, number: u64) -> &mut Outcome {
        match &mut self.0 {
            Kind::Whole(world) => world.replicate(seed, number),
            Kind::Bare(world) => world.replicate(seed, number),
        }
        self.outcome()
    }
}
