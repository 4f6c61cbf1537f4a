//! Choice of way: the itineraries of a stream, and how each consignment comes by one of them.

use super::Corridor;
use super::border::Agency;
use super::demand::Goods;
use super::ids::{BorderId, CargoId, CellId, GateId, ServiceId};
use crate::noise::Stream;
use crate::quantity::Duration;

/// One of several itineraries.
#[derive(Debug, Clone)]
pub struct Way {
    /// The services, in order.
    pub itinerary: Vec<ServiceId>,
    /// The first of its legs in [`Corridor::legs`](super::Corridor::legs).
    pub first_leg: u32,
    /// Where its results are gathered.
    pub cell: CellId,
    /// The share of consignments that take it, where shares are given.
    pub share: f64,
    /// What one load unit pays, its own time left out (USD).
    pub usd: f64,
    /// Average hours without any wait.
    pub hours: f64,
    /// By service, how much longer than goods of which nothing is said these are held at borders (h).
    pub beyond_usual: Vec<f64>,
}

/// The itineraries of a stream that has several, and who takes which.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The itineraries; the first is that of [`Demand::itinerary`](super::Demand::itinerary).
    pub ways: Vec<Way>,
    /// The goods.
    pub goods: Goods,
    /// What decides.
    pub rule: Rule,
    /// What an hour of a load unit costs its shipper (USD).
    pub hourly: f64,
    /// How realised times are taken into account, if they are.
    pub learning: Option<Learning>,
    /// Goods turn to another way from a place where the way ahead has been closed so long.
    pub reroute_after: Option<Duration>,
    /// The address of the draws.
    pub draws: Stream,
}

/// What decides which way a consignment takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// The least generalised cost.
    Cheapest,
    /// The least time.
    Fastest,
    /// Chance, by given shares.
    Shares,
    /// Chance: a way that costs this much more for a load unit is taken e times less often (USD).
    Logit(f64),
}

/// How realised times are learnt of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Learning {
    /// The weight of the newest leg in the smoothed time.
    pub weight: f64,
    /// How long after its end a leg becomes known.
    pub delay: Duration,
}

impl Choice {
    /// The probabilities of the ways, given the hours that each takes; all on one where nothing is
    /// left to chance, the first of equals.
    pub fn probabilities(&self, hours: impl Fn(usize) -> f64, out: &mut Vec<f64>) {
        out.clear();
        let cost = |way: usize| self.ways[way].usd + self.hourly * hours(way);
        let ways = 0..self.ways.len();
        let least =
            |of: &dyn Fn(usize) -> f64| ways.clone().min_by(|&one, &other| of(one).total_cmp(&of(other)));
        match self.rule {
            Rule::Shares => out.extend(self.ways.iter().map(|way| way.share)),
            Rule::Cheapest | Rule::Fastest => {
                let best = if self.rule == Rule::Fastest { least(&hours) } else { least(&cost) };
                out.extend(ways.map(|way| f64::from(u8::from(Some(way) == best))));
            }
            Rule::Logit(scale) => {
                let lowest = ways.clone().map(cost).fold(f64::INFINITY, f64::min);
                out.extend(ways.map(|way| (-(cost(way) - lowest) / scale).exp()));
                let sum: f64 = out.iter().sum();
                out.iter_mut().for_each(|weight| *weight /= sum);
            }
        }
    }
}

impl Corridor {
    /// What can close the way of a service to a cargo class: its links, the berths that it takes at both
    /// ends, the agencies and papers of crossings, and changes of gauge.
    pub fn gates_of(&self, service: ServiceId, cargo: CargoId) -> impl Iterator<Item = GateId> {
        let offer = &self.services[service.index()];
        let ports = &self.fleets[offer.fleet.index()].ports;
        let links = offer.path.iter().filter_map(|hop| self.links[hop.link.index()].gate);
        let berths = offer.ports.iter().filter_map(|&port| ports[port].berth);
        let berths = berths.filter_map(|berth| self.berths[berth.index()].gate);
        let borders = offer.path.iter().filter_map(|hop| self.links[hop.link.index()].border);
        let borders = borders.flat_map(move |border| self.gates_at(border, cargo));
        let changes = self.gauge_changes_on(&offer.path);
        let changes = changes.filter_map(|(_, id)| self.gauge_changes[id.index()].gate);
        links.chain(berths).chain(borders).chain(changes)
    }

    fn gates_at(&self, border: BorderId, cargo: CargoId) -> impl Iterator<Item = GateId> {
        let border = &self.borders[border.index()];
        let agencies =
            border.sides.iter().flat_map(|side| &side.agencies).map(|id| &self.agencies[id.index()]);
        let concerned = move |agency: &&Agency| agency.looks_at(cargo);
        let papers = border.documents.iter().filter_map(|documents| documents.gate);
        agencies.filter(concerned).filter_map(|agency| agency.gate).chain(papers)
    }
}
