//! The k cheapest chains of services.
//!
//! Partial chains are extended in the order of what they cost at least: what they have cost, and
//! the cheapest way on from where they are, found backwards from the destination by Dijkstra's
//! method. So complete chains come out in the order of their costs (best first search with an exact
//! lower bound, Hart, Nilsson and Raphael 1968). No chain comes to a place twice.

use super::model::{Corridor, Goods, NodeId, ServiceId};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Most partial chains that are looked at: of a net with so many ways, the first are given.
const MOST_CHAINS: usize = 50_000;

/// What carries some goods from each node: service, where it leads, what it costs (cents).
struct Offers {
    from: Vec<Vec<(ServiceId, NodeId, u64)>>,
}

impl Corridor {
    /// The `k` chains of services with the least generalised cost, the cheapest first; of equal
    /// ones those that come first by the names of their services.
    #[must_use]
    pub fn cheapest_itineraries(
        &self,
        goods: Goods,
        [from, to]: [NodeId; 2],
        k: usize,
    ) -> Vec<Vec<ServiceId>> {
        let offers = self.offers(goods);
        let least = offers.least_costs_to(to);
        let mut found = Vec::new();
        let mut open = BinaryHeap::new();
        if let Some(bound) = least[from.index()] {
            open.push(Reverse((bound, 0, Vec::new())));
        }
        for _ in 0..MOST_CHAINS {
            let Some(Reverse((_, cost, chain))) = open.pop() else { break };
            let at = chain.last().map_or(from, |id: &ServiceId| self.services[id.index()].to);
            if at == to {
                found.push(chain);
                if found.len() == k {
                    break;
                }
                continue;
            }
            for &(service, next, cents) in &offers.from[at.index()] {
                let passed = next == from || chain.iter().any(|id| self.services[id.index()].to == next);
                let Some(rest) = least[next.index()].filter(|_| !passed) else { continue };
                let cost = cost + cents;
                let mut longer = Vec::with_capacity(chain.len() + 1);
                longer.extend_from_slice(&chain);
                longer.push(service);
                open.push(Reverse((cost + rest, cost, longer)));
            }
        }
        found
    }

    fn offers(&self, goods: Goods) -> Offers {
        let mut from = vec![Vec::new(); self.nodes.len()];
        for (index, offer) in self.services.iter().enumerate() {
            let id = ServiceId::at(index);
            if self.fleet_of(id).room[goods.cargo.index()].is_some() && offer.from != offer.to {
                from[offer.from.index()].push((id, offer.to, self.cents_of_leg(id, goods)));
            }
        }
        Offers { from }
    }
}

impl Offers {
    /// The cheapest way from each node to one.
    fn least_costs_to(&self, to: NodeId) -> Vec<Option<u64>> {
        let mut into = vec![Vec::new(); self.from.len()];
        for (from, offers) in self.from.iter().enumerate() {
            for &(_, next, cents) in offers {
                into[next.index()].push((from, cents));
            }
        }
        let mut least = vec![None; self.from.len()];
        let mut open = BinaryHeap::from([Reverse((0_u64, to.index()))]);
        while let Some(Reverse((cost, at))) = open.pop() {
            if least[at].is_some() {
                continue;
            }
            least[at] = Some(cost);
            open.extend(into[at].iter().map(|&(before, cents)| Reverse((cost + cents, before))));
        }
        least
    }
}
