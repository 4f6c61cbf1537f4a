//! Deadlocks: whether some wait for each other in a circle.
//!
//! Looked for once, when the books are closed. Everybody who waits is taken to be stuck at first; then
//! whoever can go on without the help of another who is stuck is let go, until nobody more can. What
//! remains waits for each other and for nothing else: that will never end. The test errs to one side:
//! whoever might be helped by somebody who can move counts as helped. A train that waits for a locomotive or
//! for a path can: it holds nothing that those it waits for need (`locomotive.rs`, `single.rs`).

use super::log::Log;
use super::lot::{LotKey, Stage};
use super::vehicle::{Duty, VehicleKey};
use super::world::World;
use crate::corridor::deadlock::{Deadlock, Need, Stuck};
use crate::corridor::model::{BerthId, Departure, LinkId, ServiceId, StoreId};
use crate::corridor::record::{Facility, Who};
use crate::sim::Time;
use std::collections::{BTreeMap, BTreeSet};

/// Who waits for what, by their places in the arenas.
#[derive(Debug, Default)]
struct Waiting {
    /// Lots in the lines of stores: store, units, since when.
    for_store: BTreeMap<LotKey, (StoreId, u64, Time)>,
    /// The lines themselves.
    lines: BTreeMap<StoreId, Vec<LotKey>>,
    /// Lots that wait for a vehicle.
    for_vehicle: BTreeMap<LotKey, ServiceId>,
    /// Lots in a pipe that stands, or in line for its pump: the pipe, and the lot at the outlet for whose place
    /// all of them wait.
    in_pipe: BTreeMap<LotKey, (LinkId, LotKey)>,
    /// Vehicles in the lines of berths.
    for_berth: BTreeMap<VehicleKey, BerthId>,
    /// Vehicles at a berth whose lots wait for a store.
    unloading: BTreeMap<VehicleKey, Vec<LotKey>>,
    /// Vehicles at a berth that wait for more cargo, without end.
    loading: BTreeMap<VehicleKey, ServiceId>,
    /// Places that lots which wait for a vehicle or a pump hold, by store.
    held: BTreeMap<StoreId, Vec<(LotKey, u64)>>,
    /// Vehicles at berths.
    berthed: BTreeMap<BerthId, Vec<VehicleKey>>,
}

/// One who can't go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Lot(LotKey),
    Vehicle(VehicleKey),
}

impl<L: Log> World<'_, L> {
    /// Whether some wait for each other and nobody of them can ever go on.
    pub(super) fn is_deadlocked(&self) -> bool {
        // Only a full store makes somebody who holds something wait for somebody else.
        self.stores.iter().any(|store| store.waiting() > 0) && !self.stuck().1.is_empty()
    }

    /// The circle, with names.
    pub(super) fn deadlock(&self) -> Option<Deadlock> {
        let (waiting, stuck) = self.stuck();
        let circle = self.circle(&waiting, &stuck);
        let named: Option<Vec<Stuck>> =
            circle.iter().map(|&node| self.tell_stuck(node, &waiting, &stuck)).collect();
        let lots = stuck.iter().filter(|node| matches!(node, Node::Lot(_))).count();
        Some(Deadlock {
            circle: named.filter(|circle| !circle.is_empty())?,
            lots,
            vehicles: stuck.len() - lots,
        })
    }

    fn waiting(&self) -> Waiting {
        let mut waiting = Waiting::default();
        for (index, store) in self.stores.iter().enumerate() {
            let id = StoreId::at(index);
            for (lot, units, since) in store.line() {
                waiting.for_store.insert(lot, (id, units, since));
                waiting.lines.entry(id).or_default().push(lot);
                if self.lots[lot].stage == Stage::Unloading && self.leg(lot).pipe.is_none() {
                    waiting.unloading.entry(self.lots[lot].vehicle).or_default().push(lot);
                }
            }
        }
        for (index, post) in self.posts.iter().enumerate() {
            for lot in post.lots() {
                waiting.for_vehicle.insert(lot, ServiceId::at(index));
                if let Some(lying) = &self.leg(lot).lies {
                    let held = waiting.held.entry(lying.place.store).or_default();
                    held.push((lot, self.lots[lot].places));
                }
            }
            for &key in post.called() {
                let vehicle = &self.vehicles[key];
                let waits = vehicle.duty == Duty::Loading && vehicle.working == 0 && !vehicle.due;
                let departs = self.service(vehicle.service).departs;
                let endless = matches!(departs, Departure::WhenFull { or_after: None, .. });
                if waits && endless && vehicle.berthed {
                    waiting.loading.insert(key, vehicle.service);
                }
            }
        }
        self.wait_for_pipes(&mut waiting);
        for (index, berth) in self.berths.iter().enumerate() {
            for (vehicle, _, _) in berth.line() {
                waiting.for_berth.insert(vehicle, BerthId::at(index));
            }
        }
        for key in 0..self.vehicles.places().len() as u32 {
            if self.vehicles[key].berthed
                && let Some(berth) = self.berth_of(key)
            {
                waiting.berthed.entry(berth).or_default().push(key);
            }
        }
        waiting
    }

    /// Whoever is behind the first in a pipe that stands. What is in the pipe lies in no store.
    fn wait_for_pipes(&self, waiting: &mut Waiting) {
        let pipes = self.corridor.links.iter().enumerate().filter(|(_, link)| link.pipe.is_some());
        for ((link, _), pipe) in pipes.zip(&self.pipes) {
            let Some(first) = pipe.stopper() else { continue };
            for lot in pipe.behind() {
                waiting.in_pipe.insert(lot, (LinkId::at(link), first));
                let stored = self.lots[lot].stage == Stage::Ready || pipe.pumped() == Some(lot);
                if let Some(lying) = self.leg(lot).lies.as_ref().filter(|_| stored) {
                    let held = waiting.held.entry(lying.place.store).or_default();
                    held.push((lot, self.lots[lot].places));
                }
            }
        }
    }

    /// Who waits for what, and those who can never go on.
    fn stuck(&self) -> (Waiting, BTreeSet<Node>) {
        let waiting = self.waiting();
        let lots = waiting.for_store.keys().chain(waiting.for_vehicle.keys()).chain(waiting.in_pipe.keys());
        let lots = lots.map(|&lot| Node::Lot(lot));
        let vehicles = waiting.for_berth.keys().chain(waiting.unloading.keys()).chain(waiting.loading.keys());
        let mut stuck: BTreeSet<Node> = lots.chain(vehicles.map(|&vehicle| Node::Vehicle(vehicle))).collect();
        loop {
            let free = self.can_go_on(&waiting, &stuck);
            if free.is_empty() {
                return (waiting, stuck);
            }
            for node in free {
                stuck.remove(&node);
            }
        }
    }

    /// Those among the stuck who can go on without the others.
    fn can_go_on(&self, waiting: &Waiting, stuck: &BTreeSet<Node>) -> Vec<Node> {
        let mut free = Vec::new();
        for (&store, line) in &waiting.lines {
            // What has not opened yet keeps nobody in a circle.
            let capacity = match self.stores[store.index()].capacity() {
                0 => u64::MAX,
                capacity => capacity,
            };
            let room = capacity.saturating_sub(blocked(waiting, stuck, store));
            // Nobody overtakes: the first who cannot go on holds up all behind.
            for &lot in line {
                let units = waiting.for_store.get(&lot).map_or(0, |(_, units, _)| *units);
                if units > room {
                    break;
                }
                if stuck.contains(&Node::Lot(lot)) {
                    free.push(Node::Lot(lot));
                }
            }
        }
        let mut fetched = BTreeMap::new();
        for (&lot, &service) in &waiting.for_vehicle {
            let comes =
                fetched.entry(service).or_insert_with(|| self.can_be_fetched(service, waiting, stuck));
            if *comes && stuck.contains(&Node::Lot(lot)) {
                free.push(Node::Lot(lot));
            }
        }
        let flows = |first: &LotKey| !stuck.contains(&Node::Lot(*first));
        let in_pipe = waiting.in_pipe.iter().filter(|(lot, _)| stuck.contains(&Node::Lot(**lot)));
        free.extend(in_pipe.filter(|(_, (_, first))| flows(first)).map(|(&lot, _)| Node::Lot(lot)));
        let at_berth = |node: &Node| match *node {
            Node::Lot(_) => false,
            Node::Vehicle(key) => self.vehicle_can_go_on(key, waiting, stuck),
        };
        free.extend(stuck.iter().copied().filter(at_berth));
        free
    }

    fn vehicle_can_go_on(&self, key: VehicleKey, waiting: &Waiting, stuck: &BTreeSet<Node>) -> bool {
        if let Some(lots) = waiting.unloading.get(&key) {
            return lots.iter().all(|&lot| !stuck.contains(&Node::Lot(lot)));
        }
        if let Some(&service) = waiting.loading.get(&key) {
            return self.cargo_can_come(service, waiting, stuck);
        }
        waiting.for_berth.get(&key).is_none_or(|&berth| self.berth_can_be_had(berth, waiting, stuck))
    }

    /// Whether a berth is free, or held by somebody who can go on.
    fn berth_can_be_had(&self, berth: BerthId, waiting: &Waiting, stuck: &BTreeSet<Node>) -> bool {
        let holders = waiting.berthed.get(&berth).map_or(&[][..], Vec::as_slice);
        let stuck = holders.iter().filter(|&&vehicle| stuck.contains(&Node::Vehicle(vehicle))).count();
        let capacity = self.berths[berth.index()].capacity();
        (stuck as u64) < capacity || capacity == 0
    }

    /// Whether a vehicle can come and load for a service.
    fn can_be_fetched(&self, service: ServiceId, waiting: &Waiting, stuck: &BTreeSet<Node>) -> bool {
        let offer = self.service(service);
        let fleet = &self.corridor.fleets[offer.fleet.index()];
        let moves = |key: u32| {
            let vehicle = &self.vehicles[key];
            // A wagon goes where its train goes.
            let train = if vehicle.duty == Duty::InTrain { vehicle.hitched.unwrap_or(key) } else { key };
            vehicle.fleet == offer.fleet && !stuck.contains(&Node::Vehicle(train))
        };
        let some = fleet.vehicles.is_none() || (0..self.vehicles.places().len() as u32).any(moves);
        let berth = fleet.ports[offer.ports[0]].berth;
        some && berth.is_none_or(|berth| self.berth_can_be_had(berth, waiting, stuck))
    }

    /// Whether a lot has still to take a service.
    fn heads_for(&self, lot: LotKey, service: ServiceId) -> bool {
        let mut ahead = self.corridor.legs.get(self.lots[lot].leg as usize..).unwrap_or_default().iter();
        let mut last = false;
        std::iter::from_fn(|| {
            let leg = ahead.next().filter(|_| !last)?;
            last = leg.last;
            Some(leg.service)
        })
        .any(|taken| taken == service)
    }

    /// Whether more cargo for a service can come: from a lot that is on its way to it, or from outside.
    fn cargo_can_come(&self, service: ServiceId, waiting: &Waiting, stuck: &BTreeSet<Node>) -> bool {
        let walks = |lot: LotKey| !stuck.contains(&Node::Lot(lot)) && self.heads_for(lot, service);
        self.lots.live().any(walks)
            || self.corridor.demand.iter().any(|demand| {
                let enters =
                    self.corridor.legs.get(demand.first_leg as usize).and_then(|leg| leg.lies.as_ref());
                let line = enters.and_then(|lying| waiting.lines.get(&lying.place.store));
                let barred = line.is_some_and(|line| line.iter().any(|&lot| stuck.contains(&Node::Lot(lot))));
                !barred && demand.itineraries().any(|way| way.contains(&service))
            })
    }

    /// Follows who waits for whom until somebody comes up twice.
    fn circle(&self, waiting: &Waiting, stuck: &BTreeSet<Node>) -> Vec<Node> {
        let holds_a_berth = |node: &&Node| match node {
            Node::Vehicle(key) => !waiting.for_berth.contains_key(key),
            Node::Lot(_) => false,
        };
        let Some(&first) = stuck.iter().find(holds_a_berth).or_else(|| stuck.first()) else {
            return Vec::new();
        };
        let mut way = vec![first];
        while let Some(next) = way.last().and_then(|&node| self.held_by(node, waiting, stuck)) {
            if let Some(place) = way.iter().position(|&node| node == next) {
                return way.split_off(place);
            }
            way.push(next);
        }
        way
    }

    /// The one who holds what somebody waits for, and can't go on himself.
    fn held_by(&self, node: Node, waiting: &Waiting, stuck: &BTreeSet<Node>) -> Option<Node> {
        let at_berth = |berth: BerthId| {
            let holders = waiting.berthed.get(&berth).into_iter().flatten();
            holders.map(|&vehicle| Node::Vehicle(vehicle)).find(|node| stuck.contains(node))
        };
        let in_store = |store: StoreId| {
            let holders = waiting.held.get(&store).into_iter().flatten();
            holders.map(|&(lot, _)| Node::Lot(lot)).find(|node| stuck.contains(node))
        };
        match node {
            Node::Lot(lot) => {
                if let Some(&(store, _, _)) = waiting.for_store.get(&lot) {
                    return in_store(store);
                }
                if let Some(&(_, first)) = waiting.in_pipe.get(&lot) {
                    return Some(Node::Lot(first));
                }
                let offer = self.service(*waiting.for_vehicle.get(&lot)?);
                let berth = self.corridor.fleets[offer.fleet.index()].ports[offer.ports[0]].berth;
                let at_port =
                    berth.filter(|&berth| !self.berth_can_be_had(berth, waiting, stuck)).and_then(at_berth);
                at_port.or_else(|| {
                    let of_fleet = |key: &VehicleKey| self.vehicles[*key].fleet == offer.fleet;
                    let vehicles = (0..self.vehicles.places().len() as u32).filter(of_fleet);
                    vehicles.map(Node::Vehicle).find(|node| stuck.contains(node))
                })
            }
            Node::Vehicle(key) => {
                if let Some(lots) = waiting.unloading.get(&key) {
                    let lot = lots.iter().find(|&&lot| stuck.contains(&Node::Lot(lot)))?;
                    return in_store(waiting.for_store.get(lot)?.0);
                }
                if let Some(service) = waiting.loading.get(&key) {
                    let lots = waiting.for_store.keys().filter(|&&lot| self.heads_for(lot, *service));
                    return lots.map(|&lot| Node::Lot(lot)).find(|node| stuck.contains(node));
                }
                at_berth(*waiting.for_berth.get(&key)?)
            }
        }
    }

    fn tell_stuck(&self, node: Node, waiting: &Waiting, stuck: &BTreeSet<Node>) -> Option<Stuck> {
        match node {
            Node::Lot(lot) => self.tell_stuck_lot(lot, waiting, stuck),
            Node::Vehicle(key) => self.tell_stuck_vehicle(key, waiting, stuck),
        }
    }

    fn tell_stuck_lot(&self, lot: LotKey, waiting: &Waiting, stuck: &BTreeSet<Node>) -> Option<Stuck> {
        let who = Who::Lot(self.log.lot(lot)?);
        if let Some(&(store, units, since)) = waiting.for_store.get(&lot) {
            let units = units.min(self.stores[store.index()].capacity());
            let needs = Need::Units(Facility::Store(store), units);
            return Some(Stuck { who, holds: None, needs, since, others: 0 });
        }
        if let Some(&(link, _)) = waiting.in_pipe.get(&lot) {
            let held = |of: &&(LotKey, u64)| of.0 == lot;
            let mut stores = waiting.held.iter();
            let holds = stores.find_map(|(&store, lots)| Some((store, lots.iter().find(held)?.1)));
            return Some(Stuck {
                who,
                holds: holds.map(|(store, places)| (Facility::Store(store), places)),
                needs: Need::Units(Facility::Link(link), 1),
                since: self.lots[lot].since,
                others: 0,
            });
        }
        let service = *waiting.for_vehicle.get(&lot)?;
        let offer = self.service(service);
        let berth = self.corridor.fleets[offer.fleet.index()].ports[offer.ports[0]].berth;
        let berth = berth.filter(|&berth| !self.berth_can_be_had(berth, waiting, stuck));
        let store = self.leg(lot).lies.as_ref().map(|lying| lying.place.store);
        let same = |(other, _): &&(LotKey, u64)| {
            *other != lot
                && waiting.for_vehicle.get(other) == Some(&service)
                && stuck.contains(&Node::Lot(*other))
        };
        let others = store
            .and_then(|store| waiting.held.get(&store))
            .map_or(0, |held| held.iter().filter(same).count());
        Some(Stuck {
            who,
            holds: store.map(|store| (Facility::Store(store), self.lots[lot].places)),
            needs: Need::Vehicle(offer.fleet, berth.map(Facility::Berth)),
            since: self.lots[lot].since,
            others,
        })
    }

    fn tell_stuck_vehicle(
        &self,
        key: VehicleKey,
        waiting: &Waiting,
        stuck: &BTreeSet<Node>,
    ) -> Option<Stuck> {
        let who = Who::Vehicle(self.log.vehicle(key)?);
        let berth = self.berth_of(key);
        let at_berth = berth.map(|berth| (Facility::Berth(berth), 1));
        let others = berth.and_then(|berth| waiting.berthed.get(&berth)).map_or(0, |vehicles| {
            vehicles.iter().filter(|&&other| other != key && stuck.contains(&Node::Vehicle(other))).count()
        });
        if let Some(lots) = waiting.unloading.get(&key) {
            let lot = lots.iter().find(|&&lot| stuck.contains(&Node::Lot(lot)))?;
            let &(store, units, since) = waiting.for_store.get(lot)?;
            let units = units.min(self.stores[store.index()].capacity());
            let needs = Need::Units(Facility::Store(store), units);
            return Some(Stuck { who, holds: at_berth, needs, since, others });
        }
        if let Some(&service) = waiting.loading.get(&key) {
            let since = self.vehicles[key].since;
            return Some(Stuck { who, holds: at_berth, needs: Need::Cargo(service), since, others });
        }
        let needs = Need::Units(Facility::Berth(*waiting.for_berth.get(&key)?), 1);
        Some(Stuck { who, holds: None, needs, since: self.vehicles[key].since, others: 0 })
    }
}

/// Places of a store that are held by lots which can't go on.
fn blocked(waiting: &Waiting, stuck: &BTreeSet<Node>, store: StoreId) -> u64 {
    let held = waiting.held.get(&store).into_iter().flatten();
    held.filter(|(lot, _)| stuck.contains(&Node::Lot(*lot))).map(|(_, places)| places).sum()
}
