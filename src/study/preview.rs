//! The preview: what can be known before any replication.
//!
//! Free-flow times are sums of averages. The load offered to a resource is the work that demand
//! brings it per unit of time over the work it can do; the largest is the bottleneck if everything
//! flowed evenly. Vehicles are taken to go full, so loads are lower bounds.

use super::overload::overloaded;
use crate::corridor::{
    Arrivals, CargoPlan, Corridor, Demand, DemandId, Departure, FULL, Fleet, FleetId, GateId, Goods, Hop,
    Link, Means, Meeting, Operation, Pace, Profile, ResourceKind, ResourceName, Returns, ServiceId,
    SingleTrack, Transload, Upkeep, resources,
};
use crate::quantity::{Duration, LoadUnit};
use crate::sim::{Gate, Time};

/// A demand stream before any run.
#[derive(Clone, Debug)]
pub struct StreamPreview {
    /// Its name.
    pub name: String,
    /// The services it takes.
    pub itinerary: Vec<String>,
    /// Kilometres.
    pub km: f64,
    /// Time under way and being worked on, without any wait.
    pub free_flow: Duration,
    /// Dollars for one load unit, time and storage left out.
    pub price: f64,
    /// Load units a year.
    pub volume: f64,
    /// The unit.
    pub unit: &'static str,
}

/// The load offered to a resource.
#[derive(Clone, Debug)]
pub struct Load {
    /// What.
    pub resource: ResourceName,
    /// Work offered over work that can be done.
    pub offered: f64,
}

/// What can be known before any run.
#[derive(Clone, Debug)]
pub struct Preview {
    /// By demand stream.
    pub streams: Vec<StreamPreview>,
    /// Resources, the most loaded first.
    pub loads: Vec<Load>,
    /// Those that lines grow before without bound, since nothing that they cannot do is turned away.
    pub overloaded: Vec<Load>,
    /// What would bind first after each date on which projects change anything.
    pub phases: Vec<(jiff::civil::Date, Option<Load>)>,
    /// Consignments of one replication.
    pub consignments: f64,
    /// Events of one replication, about.
    pub events: f64,
    /// Time of one replication on one thread, about.
    pub run_time: std::time::Duration,
}

/// Time of one event, about: measured on a machine of 2024, see `benches/`.
const NS_PER_EVENT: f64 = 150.0;

/// Computes the preview of a corridor.
#[must_use]
pub fn preview(corridor: &Corridor) -> Preview {
    let mut phases = corridor.windows().map(|(phase, from, to)| (from, of_one(phase, [from, to])));
    let (_, mut preview) = phases.next().unwrap_or_else(|| (Time::START, of_one(corridor, [Time::START; 2])));
    preview.overloaded = overloaded(corridor);
    preview.phases = phases
        .map(|(from, phase)| {
            let days = (from - Time::START).as_days() as i64;
            let date = corridor.start.saturating_add(jiff::Span::new().days(days));
            (date, phase.bottleneck().cloned())
        })
        .collect();
    preview
}

/// The preview of a corridor as it is in one phase, from its beginning to its end.
fn of_one(corridor: &Corridor, phase: [Time; 2]) -> Preview {
    let flows = Flows::of_streams(corridor, phase, |_| true);
    let hours = corridor.horizon.as_hours();
    let consignments = corridor.demand.iter().map(|demand| per_hour(demand, corridor) * hours).sum();
    let mut loads = flows.loads();
    loads.sort_by(|one, other| other.offered.total_cmp(&one.offered));
    Preview {
        streams: streams(corridor).map(|id| stream(id, corridor)).collect(),
        loads,
        overloaded: Vec::new(),
        phases: Vec::new(),
        consignments,
        events: flows.events * hours,
        run_time: std::time::Duration::from_secs_f64((flows.events * hours * NS_PER_EVENT / 1e9).min(1e9)),
    }
}

/// The load that some streams offer each resource in one phase, in the order of [`resources`].
pub(super) fn loads(corridor: &Corridor, phase: [Time; 2], counts: impl Fn(&Demand) -> bool) -> Vec<Load> {
    Flows::of_streams(corridor, phase, counts).loads()
}

fn streams(corridor: &Corridor) -> impl Iterator<Item = DemandId> {
    (0..corridor.demand.len()).map(DemandId::at)
}

fn stream(id: DemandId, corridor: &Corridor) -> StreamPreview {
    let demand = &corridor.demand[id.index()];
    let goods = Goods { cargo: demand.cargo, stream: Some(id) };
    let cargo = &corridor.cargo[demand.cargo.index()];
    let legs = || demand.itinerary.iter().copied();
    let quantity = demand.mean_count;
    let hours: f64 = legs().map(|leg| corridor.hours_of_leg(leg, goods, quantity)).sum();
    StreamPreview {
        name: demand.name.clone(),
        itinerary: legs().map(|leg| corridor.services[leg.index()].name.clone()).collect(),
        km: legs().map(|leg| corridor.services[leg.index()].length.as_km()).sum(),
        free_flow: Duration::from_hours(hours),
        price: legs().map(|leg| corridor.price_of_leg(leg, demand.cargo)).sum(),
        volume: per_hour(demand, corridor) * quantity * 8760.0,
        unit: if cargo.unit == LoadUnit::Tonne { "t" } else { cargo.unit.plural() },
    }
}

/// Consignments per hour, averaged over the horizon.
pub(super) fn per_hour(demand: &Demand, corridor: &Corridor) -> f64 {
    match &demand.arrivals {
        Arrivals::Renewal { interval, profile, .. } => {
            3.6e6 / interval.mean() * profile.as_ref().map_or(1.0, Profile::mean_rate)
        }
        Arrivals::Trace(rows) => rows.len() as f64 / corridor.horizon.as_hours(),
    }
}

/// Work per hour, by resource.
struct Flows<'c> {
    corridor: &'c Corridor,
    /// From when to when.
    phase: [Time; 2],
    berths: Vec<f64>,
    equipment: Vec<f64>,
    stores: Vec<f64>,
    agencies: Vec<f64>,
    /// Work of clerks, by border crossing.
    papers: Vec<f64>,
    /// Vehicles per hour, two directions a link.
    paths: Vec<f64>,
    /// Hours of pumping per hour, by link.
    pumps: Vec<f64>,
    /// Vehicles worked where the gauge is changed, and wagons away from there.
    tracks: Vec<f64>,
    wagons: Vec<f64>,
    fleets: Vec<f64>,
    /// Vehicles under way, by fleet.
    moving: Vec<f64>,
    /// Loaded trips per hour, by service.
    trips: Vec<f64>,
    /// How many more locomotives come to a port of their fleet than leave it, per hour.
    surplus: Vec<Vec<f64>>,
    events: f64,
}

impl<'c> Flows<'c> {
    /// What some streams bring, and the trips without load that they cause.
    fn of_streams(corridor: &'c Corridor, phase: [Time; 2], counts: impl Fn(&Demand) -> bool) -> Self {
        let mut flows = Self::of(corridor, phase);
        for stream in streams(corridor).filter(|id| counts(&corridor.demand[id.index()])) {
            flows.add(stream);
        }
        flows.send_empties();
        flows.run_light();
        flows
    }

    /// The load of each resource, in the order of [`resources`].
    fn loads(&self) -> Vec<Load> {
        let all = resources(self.corridor).into_iter().zip(self.offered());
        all.map(|(resource, offered)| Load { resource, offered }).collect()
    }

    fn of(corridor: &'c Corridor, [from, to]: [Time; 2]) -> Self {
        Self {
            corridor,
            phase: [from, to.min(Time::START + corridor.horizon)],
            berths: vec![0.0; corridor.berths.len()],
            equipment: vec![0.0; corridor.equipment.len()],
            stores: vec![0.0; corridor.stores.len()],
            agencies: vec![0.0; corridor.agencies.len()],
            papers: vec![0.0; corridor.borders.len()],
            paths: vec![0.0; corridor.links.len() * 2],
            pumps: vec![0.0; corridor.links.len()],
            tracks: vec![0.0; corridor.gauge_changes.len()],
            wagons: vec![0.0; corridor.gauge_changes.len()],
            fleets: vec![0.0; corridor.fleets.len()],
            moving: vec![0.0; corridor.fleets.len()],
            trips: vec![0.0; corridor.services.len()],
            surplus: corridor.fleets.iter().map(|fleet| vec![0.0; fleet.ports.len()]).collect(),
            events: 0.0,
        }
    }

    fn add(&mut self, stream: DemandId) {
        let demand = &self.corridor.demand[stream.index()];
        let rate = per_hour(demand, self.corridor);
        self.events += rate;
        for (share, way) in demand.expected_ways() {
            for &service in way.iter().filter(|_| share > 0.0) {
                self.add_leg(stream, service, rate * share);
            }
        }
    }

    fn add_leg(&mut self, stream: DemandId, id: ServiceId, rate: f64) {
        let demand = &self.corridor.demand[stream.index()];
        let service = &self.corridor.services[id.index()];
        let fleet = &self.corridor.fleets[service.fleet.index()];
        let quantity = demand.mean_count;
        let room = fleet.room[demand.cargo.index()].unwrap_or(FULL) as f64 / fleet.whole() as f64;
        let room = room.max(self.share_of_payload(demand, id));
        let wagons = wagons_of(fleet);
        // A lot that is less than a load goes alone if the service does not wait for more.
        let alone = service.departs == Departure::OnDemand && fleet.vehicles.is_none();
        let loads = if alone { (quantity * room).max(1.0) } else { quantity * room };
        let trips = rate * loads;
        self.trips[id.index()] += trips;
        let [before, after] = [service.from, service.to].map(|node| self.corridor.plan(node, demand.cargo));
        if let Some(pipe) = self.corridor.pipe_of(service) {
            let pumped = self.corridor.hours_of_pump(id, demand.cargo, quantity);
            self.pumps[pipe.index()] += rate * pumped;
            self.work(before, |plan| plan.formalities.as_ref(), rate, quantity);
            self.work(before, |plan| plan.transload.as_ref(), rate, quantity);
            self.store(before, rate, quantity, Some(pumped));
            self.events += rate * 4.0;
            return;
        }
        let loading = self.work(before, |plan| plan.load.as_ref(), rate, quantity);
        let unloading = self.work(after, |plan| plan.unload.as_ref(), rate, quantity);
        self.work(before, |plan| plan.formalities.as_ref(), rate, quantity);
        self.work(before, |plan| plan.transload.as_ref(), rate, quantity);
        self.store(before, rate, quantity, None);
        let [origin, destination] = service.ports.map(|port| fleet.ports[port].berth);
        if let Some(berth) = origin {
            self.berths[berth.index()] += loading;
        }
        if let Some(berth) = destination {
            self.berths[berth.index()] += unloading;
        }
        let goods = Goods { cargo: demand.cargo, stream: Some(stream) };
        let hours = self.corridor.free_flow_with(id, goods).as_hours();
        self.fleets[service.fleet.index()] += (trips * hours + loading + unloading) * wagons;
        self.fleets[service.fleet.index()] += trips * self.slowed_hours(fleet, &service.path) * wagons;
        self.fleets[service.fleet.index()] += trips * turn_round_hours(fleet) * wagons;
        self.haul(service.fleet, &service.path, trips);
        let full = fleet.full_of(demand.cargo.index(), &self.corridor.cargo[demand.cargo.index()]);
        let (parts, _) = self.in_parts(fleet, &service.path, full);
        for (hop, parts) in service.path.iter().zip(parts) {
            self.moving[service.fleet.index()] += trips * hours_empty(self.corridor, fleet, *hop);
            self.pass(*hop, trips * parts);
            self.cross(*hop, trips, stream, rate * loads.max(1.0));
        }
        self.change_gauge(demand, id, rate, trips);
        self.events += rate * 2.0 + trips * 2.0;
    }

    /// The part of what a ship can load that one load unit weighs, on average over the phase. Where the water
    /// carries no load, one load unit is taken to be a whole one.
    fn share_of_payload(&self, demand: &Demand, id: ServiceId) -> f64 {
        const SAMPLES: u64 = 200;
        let Some(draught) = &self.corridor.fleet_of(id).draught else { return 0.0 };
        let mass = draught.masses[demand.cargo.index()] as f64;
        let [from, to] = self.phase;
        let middles =
            (0..SAMPLES).map(|part| from + (to - from).scaled((part as f64 + 0.5) / SAMPLES as f64));
        let payloads = middles.filter_map(|at| self.corridor.payload(id, at));
        let shares = payloads.map(|payload| mass / (payload.max(draught.heaviest())) as f64);
        shares.sum::<f64>() / SAMPLES as f64
    }

    /// What weather adds to the hours under way on a path, on average over the year.
    fn slowed_hours(&self, fleet: &Fleet, path: &[Hop]) -> f64 {
        let slowed = path.iter().filter(|hop| self.corridor.links[hop.link.index()].slowed.is_some());
        slowed
            .map(|hop| hours_empty(self.corridor, fleet, *hop) - calm_hours(self.corridor, fleet, *hop))
            .sum()
    }

    /// Work on lots: adds it to the equipment and returns the hours at the berth per hour.
    fn work(
        &mut self,
        plan: Option<&CargoPlan>,
        step: impl Fn(&CargoPlan) -> Option<&Operation>,
        rate: f64,
        quantity: f64,
    ) -> f64 {
        let Some(operation) = plan.and_then(step) else { return 0.0 };
        let hours = rate * operation.work.mean_hours(quantity);
        self.events += rate;
        match operation.equipment {
            None => hours,
            Some(pool) => {
                self.equipment[pool.index()] += hours;
                // Lots of one vehicle are worked side by side by as many machines as there are.
                hours / f64::from(self.corridor.equipment[pool.index()].count.max(1))
            }
        }
    }

    /// The least that lies in a store: papers, yard work and loading, or being pumped.
    fn store(&mut self, plan: Option<&CargoPlan>, rate: f64, quantity: f64, pumped: Option<f64>) {
        let Some(plan) = plan else { return };
        let Some(place) = &plan.store else { return };
        let load = plan.load.as_ref().filter(|_| pumped.is_none());
        let work = [&plan.formalities, &plan.transload].into_iter().flatten().chain(load);
        let hours: f64 = work.map(|operation| operation.mean_hours(quantity, &self.corridor.equipment)).sum();
        let hours = hours + pumped.unwrap_or(0.0);
        self.stores[place.store.index()] += rate * quantity * place.places as f64 * hours;
    }

    /// In how many parts a train that weighs so much goes over each link of a way, and what that adds (h).
    fn in_parts(&self, fleet: &Fleet, way: &[Hop], gross: Option<u64>) -> (Vec<f64>, f64) {
        let Some((train, gross)) = fleet.longest_train().zip(gross) else {
            return (vec![1.0; way.len()], 0.0);
        };
        let (parts, time) = self.corridor.marshalling(way, train, gross);
        (parts.into_iter().map(f64::from).collect(), time.as_hours())
    }

    fn pass(&mut self, hop: Hop, trips: f64) {
        self.paths[hop.link.index() * 2 + usize::from(hop.backward)] += trips;
    }

    /// Work where the gauge is changed, and the least time that wagons are away from there.
    fn change_gauge(&mut self, demand: &Demand, id: ServiceId, rate: f64, trips: f64) {
        let corridor = self.corridor;
        let service = &corridor.services[id.index()];
        let fleet = &corridor.fleets[service.fleet.index()];
        for (place, id) in corridor.gauge_changes_on(&service.path) {
            let change = &corridor.gauge_changes[id.index()];
            let hours = change.mean_hours(demand.cargo, demand.mean_count);
            let at_rate = matches!(change.means, Means::Transload { work: Transload::AtRate(_), .. });
            self.tracks[id.index()] += if at_rate { rate } else { trips } * hours;
            let beyond: f64 =
                service.path[place..].iter().map(|hop| hours_empty(corridor, fleet, *hop)).sum();
            self.wagons[id.index()] += trips * beyond;
        }
    }

    /// Work of the agencies at the border of a link on vehicles, and on lots by their channels; and of the
    /// clerks on the papers of lots.
    fn cross(&mut self, hop: Hop, trips: f64, stream: DemandId, lots: f64) {
        let Some(border) = self.corridor.links[hop.link.index()].border else { return };
        if let Some(documents) = &self.corridor.borders[border.index()].documents {
            self.papers[border.index()] += lots * documents.time.mean() / 3.6e6;
        }
        let cargo = self.corridor.demand[stream.index()].cargo;
        for id in self.corridor.borders[border.index()].sides.iter().flat_map(|side| &side.agencies) {
            let agency = &self.corridor.agencies[id.index()];
            if !agency.looks_at(cargo) {
                continue;
            }
            let channels = agency.channels.as_ref();
            let inspection = channels.map_or(0.0, |channels| channels.mean(channels.risks[stream.index()]));
            self.agencies[id.index()] += (trips * agency.release.mean() + lots * inspection) / 3.6e6;
        }
    }

    /// Vehicles that more come to a port than leave it go home without a load.
    fn send_empties(&mut self) {
        let corridor = self.corridor;
        for (index, fleet) in corridor.fleets.iter().enumerate() {
            if fleet.returns == Returns::AtOnce || fleet.vehicles.is_none() {
                continue;
            }
            let mut surplus = vec![0.0; fleet.ports.len()];
            for &service in &fleet.services {
                let trips = self.trips[service.index()];
                let [from, to] = corridor.services[service.index()].ports;
                surplus[from] -= trips;
                surplus[to] += trips;
            }
            for (port, &trips) in surplus.iter().enumerate().skip(1) {
                let (from, to) = if trips > 0.0 { (port, 0) } else { (0, port) };
                let way = fleet.way(from, to).unwrap_or_default();
                let (parts, marshalling) =
                    self.in_parts(fleet, way, fleet.longest_train().map(|train| train.tare));
                self.fleets[index] += trips.abs() * marshalling * wagons_of(fleet);
                for (hop, parts) in way.iter().zip(parts) {
                    let hours = trips.abs() * hours_empty(corridor, fleet, *hop);
                    self.fleets[index] += hours * wagons_of(fleet);
                    self.moving[index] += hours;
                    self.paths[hop.link.index() * 2 + usize::from(hop.backward)] += trips.abs() * parts;
                }
                self.haul(FleetId::at(index), way, trips.abs());
                for (_, id) in corridor.gauge_changes_on(way) {
                    if let Means::Bogies(time) = &corridor.gauge_changes[id.index()].means {
                        self.tracks[id.index()] += trips.abs() * time.mean() / 3.6e6;
                    }
                }
                self.events += trips.abs() * 2.0;
            }
        }
    }

    /// Locomotives haul so many trips of a fleet over a way, and are turned round after each stretch.
    fn haul(&mut self, fleet: FleetId, way: &[Hop], trips: f64) {
        let corridor = self.corridor;
        for stretch in corridor.stretches(fleet, way) {
            let hops = &way[stretch.hops];
            let hauled = &corridor.fleets[fleet.index()];
            let hours: f64 = hops.iter().map(|hop| hours_empty(corridor, hauled, *hop)).sum();
            let by = stretch.by.index();
            self.fleets[by] += trips * (hours + turn_round_hours(&corridor.fleets[by]));
            self.moving[by] += trips * hours;
            let ends = [
                hops.first().map(|&hop| corridor.origin(hop)),
                hops.last().map(|&hop| corridor.destination(hop)),
            ];
            let ports = ends.map(|node| node.and_then(|node| corridor.fleets[by].port(node)));
            for (port, sign) in ports.into_iter().zip([-1.0, 1.0]) {
                if let Some(port) = port {
                    self.surplus[by][port] += sign * trips;
                }
            }
            self.events += trips * 2.0;
        }
    }

    /// Locomotives run light from where more come than leave to where more leave than come, over the
    /// shortest of all ways first.
    fn run_light(&mut self) {
        let corridor = self.corridor;
        for (index, fleet) in corridor.fleets.iter().enumerate().filter(|(_, fleet)| fleet.hauls) {
            if fleet.ways.is_empty() {
                continue;
            }
            let mut surplus = std::mem::take(&mut self.surplus[index]);
            let ports = 0..fleet.ports.len();
            let pairs = ports.clone().flat_map(|from| ports.clone().map(move |to| (from, to)));
            let mut ways: Vec<(f64, &[Hop], usize, usize)> = pairs
                .filter_map(|(from, to)| {
                    let way = fleet.way(from, to)?;
                    let hours = way.iter().map(|hop| hours_empty(corridor, fleet, *hop)).sum();
                    Some((hours, way, from, to))
                })
                .collect();
            ways.sort_by(|one, other| one.0.total_cmp(&other.0));
            for (hours, way, from, to) in ways {
                let trips = surplus[from].min(-surplus[to]);
                if trips > 0.0 {
                    surplus[from] -= trips;
                    surplus[to] += trips;
                    self.fleets[index] += trips * hours;
                    self.moving[index] += trips * hours;
                    way.iter().for_each(|hop| self.pass(*hop, trips));
                    self.events += trips * 2.0;
                }
            }
        }
    }

    /// Loads offered, in the order of [`resources`].
    fn offered(&self) -> Vec<f64> {
        let corridor = self.corridor;
        let open = |gate: Option<GateId>| open_share(corridor, gate);
        let hours = corridor.horizon.as_hours();
        let mut all = Vec::new();
        let berths = corridor.berths.iter().zip(&self.berths);
        all.extend(berths.map(|(berth, work)| {
            let count = f64::from(berth.count);
            let repair = work * berth.upkeep.repair_of_an_hour();
            over(work + repair, count * open(berth.gate) * berth.upkeep.availability(hours, count))
        }));
        let pools = corridor.equipment.iter().zip(&self.equipment);
        all.extend(pools.map(|(pool, work)| {
            let count = f64::from(pool.count);
            let repair = work * pool.upkeep.repair_of_an_hour();
            over(work + repair, count * pool.upkeep.availability(hours, count))
        }));
        let stores = corridor.stores.iter().zip(&self.stores);
        all.extend(stores.map(|(store, places)| places / (store.capacity as f64).max(1.0)));
        let agencies = corridor.agencies.iter().zip(&self.agencies);
        all.extend(agencies.map(|(agency, work)| {
            let servers = f64::from(agency.servers);
            let repair = work * agency.upkeep.repair_of_an_hour();
            over(work + repair, servers * open(agency.gate) * agency.upkeep.availability(hours, servers))
        }));
        for (border, work) in corridor.borders.iter().zip(&self.papers) {
            let gate = border.documents.as_ref().and_then(|documents| documents.gate);
            all.extend(border.clerks().map(|clerks| over(*work, f64::from(clerks) * open(gate))));
        }
        for (link, directions) in corridor.links.iter().zip(self.paths.chunks_exact(2)) {
            if let Some(single) = link.single {
                let loads = self.single_track(link, single, [directions[0], directions[1]]);
                all.extend(loads.map(|load| load / open(link.gate)));
            } else if let Some(headway) = link.headway {
                all.extend(directions.iter().map(|trips| trips * headway.as_hours() / open(link.gate)));
            }
        }
        let pumps = corridor.links.iter().zip(&self.pumps).filter(|(link, _)| link.pipe.is_some());
        all.extend(pumps.map(|(link, hours)| over(*hours, open(link.gate))));
        let fleets = corridor.fleets.iter().zip(&self.fleets).zip(&self.moving);
        let fleets = fleets.filter(|((fleet, _), _)| fleet.has_vehicles());
        all.extend(fleets.map(|((fleet, work), moving)| {
            let repair = moving * wagons_of(fleet) * fleet.upkeep.repair_of_an_hour();
            fleet.vehicles.map(f64::from).map_or(0.0, |vehicles| {
                over(work + repair, vehicles * fleet.upkeep.availability(hours, vehicles))
            })
        }));
        all.extend(
            self.repairs()
                .iter()
                .zip(&corridor.workshops)
                .map(|(work, shop)| over(*work, f64::from(shop.crews) * open(shop.gate))),
        );
        for (index, change) in corridor.gauge_changes.iter().enumerate() {
            let tracks = f64::from(change.tracks);
            let work = self.tracks[index] * (1.0 + change.upkeep.repair_of_an_hour());
            all.push(over(work, tracks * open(change.gate) * change.upkeep.availability(hours, tracks)));
            all.extend(change.wagons().map(f64::from).map(|wagons| {
                let away = self.wagons[index] * (1.0 + change.of_wagons.repair_of_an_hour());
                over(away, wagons * change.of_wagons.availability(hours, wagons))
            }));
        }
        all
    }

    /// The share of the time that a single track is taken when trains wait at both ends: each train takes the
    /// headway, and each that is the last before the direction changes all of its way. Trains in the order of
    /// asking are taken to come in any order. Where only vehicles set the pace, headways alone count, and so they
    /// do where each direction has its hours: of those, it is the share of its own.
    fn single_track(&self, link: &Link, single: SingleTrack, trips: [f64; 2]) -> [f64; 2] {
        let all = trips[0] + trips[1];
        if all <= 0.0 {
            return [0.0; 2];
        }
        let headway = link.headway.map_or(0.0, |headway| headway.as_hours());
        let changes = match single.meets {
            Meeting::Alternate { convoy } => 2.0 * trips[0].min(trips[1]) / f64::from(convoy),
            Meeting::FirstCome => 2.0 * trips[0] * trips[1] / all,
            Meeting::Pattern { hours } => {
                return [0, 1].map(|way| trips[way] * headway / open_share(self.corridor, hours[way]));
            }
        };
        let way = match &link.pace {
            Pace::Time(time) => time.mean() / 3.6e6,
            Pace::Speed(speed) => link.length.as_km() / speed.mean(),
            Pace::Vehicle => headway,
        };
        [all * headway + changes * (way - headway).max(0.0); 2]
    }

    /// Repairs at the same time, by workshop.
    fn repairs(&self) -> Vec<f64> {
        let mut repairs = vec![0.0; self.corridor.workshops.len()];
        let mut add = |upkeep: &Upkeep, operating: f64, units: f64| {
            let shop = upkeep.breakdowns.as_ref().and_then(|breakdowns| breakdowns.workshop);
            if let Some(shop) = shop {
                repairs[shop.index()] += upkeep.repair(operating, units);
            }
        };
        for (fleet, &moving) in self.corridor.fleets.iter().zip(&self.moving) {
            add(&fleet.upkeep, moving * wagons_of(fleet), f64::from(fleet.vehicles.unwrap_or(0)));
        }
        for (pool, &work) in self.corridor.equipment.iter().zip(&self.equipment) {
            add(&pool.upkeep, work, f64::from(pool.count));
        }
        for (berth, &work) in self.corridor.berths.iter().zip(&self.berths) {
            add(&berth.upkeep, work, f64::from(berth.count));
        }
        for (agency, &work) in self.corridor.agencies.iter().zip(&self.agencies) {
            add(&agency.upkeep, work, f64::from(agency.servers));
        }
        for (change, (&work, &away)) in
            self.corridor.gauge_changes.iter().zip(self.tracks.iter().zip(&self.wagons))
        {
            add(&change.upkeep, work, f64::from(change.tracks));
            add(&change.of_wagons, away, f64::from(change.wagons().unwrap_or(0)));
        }
        repairs
    }
}

/// Work over what can be done; nothing is no load even where nothing can be done.
fn over(work: f64, capacity: f64) -> f64 {
    if work > 0.0 { work / capacity.max(0.0) } else { 0.0 }
}

/// How many vehicles go together: the wagons of the longest train.
fn wagons_of(fleet: &Fleet) -> f64 {
    fleet.in_trains.map_or(1.0, |trains| f64::from(trains.longest))
}

/// What a vehicle needs after its work, on average (h).
fn turn_round_hours(fleet: &Fleet) -> f64 {
    fleet.turn_round.as_ref().map_or(0.0, |turn| turn.time.mean() / 3.6e6)
}

/// Hours under way on a link, at the speed that weather leaves on average.
fn hours_empty(corridor: &Corridor, fleet: &Fleet, hop: Hop) -> f64 {
    let calm = calm_hours(corridor, fleet, hop);
    let Some(slowed) = corridor.links[hop.link.index()].slowed else { return calm };
    let mut systems = corridor.slowdowns[slowed.index()].weather.clone();
    systems.sort_by_key(|slow| slow.factor);
    // The slowest of those that blow counts, and systems know nothing of each other.
    let speed = |month| {
        let (mut others, mut speed) = (1.0, 0.0);
        for slow in &systems {
            let stormy = slow.storms.share_of(month, &corridor.weather);
            speed += others * stormy * slow.factor.as_fraction();
            others *= 1.0 - stormy;
        }
        speed + others
    };
    calm / over_the_year(speed)
}

/// The average of what is so in each month.
fn over_the_year(of_month: impl Fn(usize) -> f64) -> f64 {
    (0..12).map(of_month).sum::<f64>() / 12.0
}

fn calm_hours(corridor: &Corridor, fleet: &Fleet, hop: Hop) -> f64 {
    let link = &corridor.links[hop.link.index()];
    let own = fleet.speed.as_ref().map_or(f64::INFINITY, |speed| speed.mean());
    match &link.pace {
        Pace::Time(time) => time.mean() / 3.6e6,
        Pace::Speed(speed) => link.length.as_km() / speed.mean().min(own),
        Pace::Vehicle => link.length.as_km() / own,
    }
}

/// The share of the horizon that a gate is open, storms by their average over the year.
fn open_share(corridor: &Corridor, gate: Option<GateId>) -> f64 {
    let Some(gate) = gate else { return 1.0 };
    let plan = &corridor.gates[gate.index()];
    let mut timeline = Gate::default();
    timeline.lay_out(&mut plan.fixed.clone());
    let end = Time::START + corridor.horizon;
    let closed = timeline.closures().iter().map(|it| (it.to.min(end) - it.from.min(end)).as_hours());
    let closed: f64 = closed.sum();
    let fixed = 1.0 - (closed / corridor.horizon.as_hours()).min(1.0);
    let calm = over_the_year(|month| {
        plan.weather.iter().map(|exposure| 1.0 - exposure.share_of(month, &corridor.weather)).product()
    });
    (fixed * calm).max(1e-6)
}

impl Preview {
    /// What would bind first: the most loaded resource of any kind but stores, which only hold.
    #[must_use]
    pub fn bottleneck(&self) -> Option<&Load> {
        self.loads.iter().find(|load| load.resource.kind != ResourceKind::Store)
    }
}
