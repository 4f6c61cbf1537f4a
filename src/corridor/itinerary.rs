//! Ways and itineraries: the shortest way over links, the cheapest chain of services.

use super::model::{
    BorderId, CargoId, Corridor, FULL, Freight, Hop, Link, LinkId, Mode, NodeId, Operation, Pace, ServiceId,
    Side,
};
use crate::quantity::Duration;
use pathfinding::prelude::{dijkstra, dijkstra_all};
use std::collections::HashMap;

/// The links of one mode as a map, to look ways up on.
#[derive(Debug)]
pub struct RoadMap {
    /// From each node: where a link leads, which it is, and its length (m), one more so that of
    /// ways of equal length the one with fewer links is shorter.
    leading_away: Vec<Vec<(NodeId, Hop, u64)>>,
}

impl RoadMap {
    /// The map of the links of one mode between so many nodes.
    #[must_use]
    pub fn of(links: &[Link], mode: Mode, nodes: usize) -> Self {
        let mut leading_away = vec![Vec::new(); nodes];
        for (index, link) in links.iter().enumerate().filter(|(_, link)| link.mode == mode) {
            let metres = (link.length.as_km() * 1e3).round().min(1e12) as u64 + 1;
            for backward in [false, true] {
                let [from, to] = [usize::from(backward), usize::from(!backward)].map(|end| link.ends[end]);
                let hop = Hop { link: LinkId::at(index), backward };
                leading_away[from.index()].push((to, hop, metres));
            }
        }
        Self { leading_away }
    }

    /// The shortest ways from one node.
    #[must_use]
    pub fn from(&self, from: NodeId) -> Ways<'_> {
        let onward = |node: &NodeId| {
            let away = self.leading_away[node.index()].iter();
            away.map(|&(to, _, metres)| (to, metres)).collect::<Vec<_>>()
        };
        Ways { map: self, from, reached: dijkstra_all(&from, onward) }
    }
}

/// The shortest ways from one node to all others.
#[derive(Debug)]
pub struct Ways<'m> {
    map: &'m RoadMap,
    from: NodeId,
    /// The node before each on its way.
    reached: HashMap<NodeId, (NodeId, u64)>,
}

impl Ways<'_> {
    /// The links of the way to a node, in order; `None` where there is none.
    #[must_use]
    pub fn to(&self, to: NodeId) -> Option<Vec<Hop>> {
        let mut hops = Vec::new();
        let mut at = to;
        while at != self.from {
            let &(before, _) = self.reached.get(&at)?;
            let between = self.map.leading_away[before.index()].iter().filter(|&&(node, _, _)| node == at);
            let &(_, hop, _) = between.min_by_key(|&&(_, _, metres)| metres)?;
            hops.push(hop);
            at = before;
        }
        hops.reverse();
        Some(hops)
    }
}

impl Corridor {
    /// Average time under way on a service without any wait: links and border releases (h), and the
    /// marshalling of trains that are full of their heaviest cargo.
    #[must_use]
    pub fn free_flow(&self, service: ServiceId) -> Duration {
        let classes = (0..self.cargo.len()).map(CargoId::at);
        let marshalling = classes.map(|cargo| self.hours_of_marshalling(service, cargo)).fold(0.0, f64::max);
        Duration::from_hours(self.hours_on_the_way(service) + marshalling)
    }

    /// The same for a train that is full of a cargo class.
    #[must_use]
    pub fn free_flow_with(&self, service: ServiceId, cargo: CargoId) -> Duration {
        Duration::from_hours(self.hours_on_the_way(service) + self.hours_of_marshalling(service, cargo))
    }

    fn hours_on_the_way(&self, service: ServiceId) -> f64 {
        let offer = &self.services[service.index()];
        let hops = offer.path.iter().map(|hop| self.free_flow_of_hop(*hop, service));
        hops.sum::<f64>() + self.hours_at_gauges(service)
    }

    /// Time for dividing and joining a train full of a cargo class, and for its parts to follow each other (h).
    fn hours_of_marshalling(&self, service: ServiceId, cargo: CargoId) -> f64 {
        let fleet = self.fleet_of(service);
        let full = fleet.full_of(cargo.index(), &self.cargo[cargo.index()]);
        let train = fleet.longest_train().zip(full);
        let path = &self.services[service.index()].path;
        train.map_or(0.0, |(train, gross)| self.marshalling(path, train, gross).1.as_hours())
    }

    fn free_flow_of_hop(&self, hop: Hop, service: ServiceId) -> f64 {
        let link = &self.links[hop.link.index()];
        let own = self.fleet_of(service).speed.as_ref().map_or(f64::INFINITY, |speed| speed.mean());
        if let Some(pipe) = link.pipe {
            return pipe.transit.as_hours();
        }
        let hours = match &link.pace {
            Pace::Time(time) => time.mean() / 3.6e6,
            Pace::Speed(speed) => link.length.as_km() / speed.mean().min(own),
            Pace::Vehicle => link.length.as_km() / own,
        };
        let border = link.border.map(|border| self.hours_at_border(border));
        hours + border.unwrap_or(0.0)
    }

    /// Average time at changes of gauge without any wait (h), for a full vehicle.
    fn hours_at_gauges(&self, service: ServiceId) -> f64 {
        let rooms = self.fleet_of(service).room.iter().enumerate();
        let carried = rooms.filter_map(|(class, room)| Some((CargoId::at(class), (*room)?))).next();
        let (cargo, room) = carried.unwrap_or((CargoId::at(0), FULL));
        let load = self.fleet_of(service).whole() as f64 / room as f64;
        let changes = self.gauge_changes_on(&self.services[service.index()].path);
        changes.map(|(_, id)| self.gauge_changes[id.index()].mean_hours(cargo, load)).sum()
    }

    /// Average time at a border crossing without any wait (h), for goods of which nothing is said
    /// there: papers, if they are not declared ahead, and on each side the slowest agency.
    fn hours_at_border(&self, border: BorderId) -> f64 {
        let border = &self.borders[border.index()];
        let papers = border.documents.iter().filter(|papers| !papers.usual).map(|papers| papers.time.mean());
        let slowest = |side: &Side| {
            let agencies = side.agencies.iter().map(|agency| self.agencies[agency.index()].mean_ms());
            agencies.fold(0.0, f64::max)
        };
        (papers.sum::<f64>() + border.sides.iter().map(slowest).sum::<f64>()) / 3.6e6
    }

    /// The pieces of work on goods that go aboard at one end of a service and off at the other.
    pub fn work_of_leg(&self, service: ServiceId, cargo: CargoId) -> impl Iterator<Item = &Operation> {
        let offer = &self.services[service.index()];
        let before = self.plan(offer.from, cargo);
        let after = self.plan(offer.to, cargo);
        // What is pumped is not loaded.
        let loaded = self.pipe_of(offer).is_none();
        let yard = before.map(|plan| [&plan.formalities, &plan.transload]);
        let quay = before.map(|plan| &plan.load).into_iter().chain(after.map(|plan| &plan.unload));
        yard.into_iter().flatten().chain(quay.filter(move |_| loaded)).filter_map(Option::as_ref)
    }

    /// What one load unit pays on a service, its handling and its borders, as far as known ahead.
    #[must_use]
    pub fn price_of_leg(&self, service: ServiceId, cargo: CargoId) -> f64 {
        let offer = &self.services[service.index()];
        let room = self.fleet_of(service).room[cargo.index()].unwrap_or(FULL);
        let mass = self.fleet_of(service).draught.as_ref().map_or(0.0, |draught| draught.share(cargo));
        let share = (room as f64 / self.fleet_of(service).whole() as f64).max(mass);
        let per_unit = |charge: Freight| match charge {
            Freight::PerUnit(price) => price.0,
            Freight::PerVehicle(usd) => usd * share,
            Freight::Stepped(table) => match self.step_tariffs[table as usize].charge(1) {
                Freight::PerUnit(price) => price.0,
                Freight::PerVehicle(usd) => usd * share,
                Freight::Stepped(_) => 0.0,
            },
        };
        let fees: f64 = self.work_of_leg(service, cargo).map(|work| work.fee.0).sum();
        let borders = offer.path.iter().filter_map(|hop| self.links[hop.link.index()].border);
        let at_borders: f64 = borders
            .flat_map(|border| self.fees_at_border(border))
            .map(|fees| per_unit(fees[cargo.index()]))
            .sum();
        let gauges = self.gauge_changes_on(&offer.path).map(|(_, id)| &self.gauge_changes[id.index()]);
        let at_gauges: f64 = gauges.map(|change| per_unit(change.fees[cargo.index()])).sum();
        per_unit(offer.freight[cargo.index()]) + fees + at_borders + at_gauges
    }

    /// The fees of a border crossing: its own and those of its sides.
    fn fees_at_border(&self, border: BorderId) -> impl Iterator<Item = &[Freight]> {
        let border = &self.borders[border.index()];
        let sides = border.sides.iter().map(|side| side.fees.as_slice());
        std::iter::once(border.fees.as_slice()).chain(sides)
    }

    /// Average hours of one leg without any wait: under way and being worked on, for a lot of
    /// `count` load units.
    #[must_use]
    pub fn hours_of_leg(&self, service: ServiceId, cargo: CargoId, count: f64) -> f64 {
        let work = self.work_of_leg(service, cargo).map(|work| work.mean_hours(count, &self.equipment));
        self.free_flow_with(service, cargo).as_hours()
            + self.hours_of_pump(service, cargo, count)
            + work.sum::<f64>()
    }

    /// Hours in which so many load units go into the pipeline of a service, if it is one.
    #[must_use]
    pub fn hours_of_pump(&self, service: ServiceId, cargo: CargoId, count: f64) -> f64 {
        let pipe = self.pipe_of(&self.services[service.index()]);
        let pipe = pipe.and_then(|link| self.links[link.index()].pipe);
        let tonnes = self.cargo[cargo.index()].mass.as_tonnes() * count;
        pipe.map_or(0.0, |pipe| tonnes / pipe.rate)
    }

    /// The generalised cost of a leg for one load unit, in cents, and one cent a leg on top: of equal
    /// itineraries the one with fewer legs is cheaper.
    pub(super) fn cents_of_leg(&self, service: ServiceId, cargo: CargoId) -> u64 {
        let hourly = self.cargo[cargo.index()].time_cost_of_a_day().as_usd() / 24.0;
        let usd = self.price_of_leg(service, cargo) + hourly * self.hours_of_leg(service, cargo, 1.0);
        (usd * 100.0).clamp(0.0, 1e15).round() as u64 + 1
    }

    /// The chain of services with the least generalised cost: what is paid for one load unit, and
    /// what its time costs the shipper. `None` where no chain leads there.
    #[must_use]
    pub fn cheapest_itinerary(&self, cargo: CargoId, from: NodeId, to: NodeId) -> Option<Vec<ServiceId>> {
        let mut offers = vec![Vec::new(); self.nodes.len()];
        for (index, offer) in self.services.iter().enumerate() {
            let id = ServiceId::at(index);
            if self.fleet_of(id).room[cargo.index()].is_some() {
                offers[offer.from.index()].push(id);
            }
        }
        let onward = |&(node, _): &(NodeId, Option<ServiceId>)| {
            let costs = offers[node.index()]
                .iter()
                .map(|&id| ((self.services[id.index()].to, Some(id)), self.cents_of_leg(id, cargo)));
            costs.collect::<Vec<_>>()
        };
        let (chain, _) = dijkstra(&(from, None), onward, |&(node, _)| node == to)?;
        Some(chain.into_iter().filter_map(|(_, service)| service).collect())
    }

    /// The months of a replication: where each ends (ms) and which of the year it is, the last one
    /// ending with the horizon.
    pub fn months(&self) -> impl Iterator<Item = (u64, usize)> {
        let horizon = self.horizon.as_ms();
        let start = self.start;
        let mut first = start.first_of_month();
        let mut done = false;
        std::iter::from_fn(move || {
            if done {
                return None;
            }
            let month = usize::from(first.month().unsigned_abs()) - 1;
            let next = first.checked_add(jiff::Span::new().months(1)).ok();
            let end = next.map_or(horizon, |next| ms_between(start, next).min(horizon));
            done = end >= horizon;
            first = next.unwrap_or(first);
            Some((end, month))
        })
    }
}

/// Milliseconds from one civil date to a later one.
pub(crate) fn ms_between(from: jiff::civil::Date, to: jiff::civil::Date) -> u64 {
    let days = from.until(to).map_or(0, |span| span.get_days());
    u64::try_from(days).unwrap_or(0) * 86_400_000
}
