//! Ways and itineraries: the shortest way over links, the cheapest chain of services.

use super::model::{
    BorderId, CargoId, Corridor, FULL, Freight, Goods, Hop, Link, LinkId, Mode, NodeId, ServiceId,
};
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

    /// The generalised cost of a leg for one load unit, in cents, and one cent a leg on top: of equal
    /// itineraries the one with fewer legs is cheaper.
    pub(super) fn cents_of_leg(&self, service: ServiceId, goods: Goods) -> u64 {
        let hourly = self.cargo[goods.cargo.index()].time_cost_of_a_day().as_usd() / 24.0;
        let usd = self.price_of_leg(service, goods.cargo) + hourly * self.hours_of_leg(service, goods, 1.0);
        (usd * 100.0).clamp(0.0, 1e15).round() as u64 + 1
    }

    /// The chain of services with the least generalised cost: what is paid for one load unit, and
    /// what its time costs the shipper. `None` where no chain leads there.
    #[must_use]
    pub fn cheapest_itinerary(&self, goods: Goods, from: NodeId, to: NodeId) -> Option<Vec<ServiceId>> {
        let mut offers = vec![Vec::new(); self.nodes.len()];
        for (index, offer) in self.services.iter().enumerate() {
            let id = ServiceId::at(index);
            if self.fleet_of(id).room[goods.cargo.index()].is_some() {
                offers[offer.from.index()].push(id);
            }
        }
        let onward = |&(node, _): &(NodeId, Option<ServiceId>)| {
            let costs = offers[node.index()]
                .iter()
                .map(|&id| ((self.services[id.index()].to, Some(id)), self.cents_of_leg(id, goods)));
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
