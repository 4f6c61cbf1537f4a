//! What is counted: deliveries, goods turned away, and the close of the books.

use super::log::Log;
use super::lot::LotKey;
use super::voyage::Slots;
use super::world::World;
use crate::corridor::model::{Micros, SHIPPERS_TIME};
use crate::corridor::outcome::{ResourceOutcome, Stop};
use crate::quantity::LoadUnit;
use crate::sim::{Resource, Waits};
use crate::stats::quantile_with_zeros;

impl<L: Log> World<'_, L> {
    /// The end of the warm-up: monitors start anew, the corridor goes on as it is.
    pub(super) fn start_measuring(&mut self) {
        let now = self.now;
        self.outcome.payees.fill(Micros::default());
        self.berths.iter_mut().for_each(|berth| berth.reset_monitors(now));
        self.equipment.iter_mut().for_each(|pool| pool.reset_monitors(now));
        self.stores.iter_mut().for_each(|store| store.reset_monitors(now));
        self.servers.iter_mut().for_each(|server| server.reset_monitors(now));
        if let Some(offices) = Self::kept(&mut self.offices) {
            offices.each(self.corridor).for_each(|clerks| clerks.reset_monitors(now));
        }
        self.crews.iter_mut().for_each(|crew| crew.reset_monitors(now));
        self.tracks.iter_mut().for_each(|tracks| tracks.reset_monitors(now));
        self.wagons.iter_mut().for_each(|wagons| wagons.reset_monitors(now));
        self.single.iter_mut().for_each(|track| track.reset_monitors(now));
        self.pipes.iter_mut().for_each(|pipe| pipe.reset_monitors(now));
        self.service.iter_mut().for_each(|service| service.start_measuring(now));
        for fleet in &mut self.fleets {
            fleet.busy.reset(now);
            fleet.queue.reset(now);
            fleet.waits.reset();
        }
    }

    /// A lot has arrived where it was sent.
    pub(super) fn deliver(&mut self, key: LotKey) {
        self.charge_time(key);
        self.tell_delivered(key);
        let (paid, time_cost) = self.account(key);
        let co2e = Self::kept(&mut self.emitted).map(|books| books.settle(key));
        let lot = &self.lots[key];
        let demand = &self.corridor.demand[lot.demand.index()];
        let consignment = &mut self.consignments[lot.consignment];
        consignment.left -= lot.count;
        let (appeared, complete) = (consignment.appeared, consignment.left == 0);
        let cell = consignment.cell;
        // Both ledgers of a lot must sum to the whole.
        if lot.hours.total() != self.now - appeared || paid.0 + time_cost.0 != lot.booked.0 {
            self.outcome.unbalanced += 1;
        }
        if self.now >= self.measured_from {
            let cargo = &self.corridor.cargo[demand.cargo.index()];
            let tonnes = cargo.mass.as_tonnes() * f64::from(lot.count);
            let cell = &mut self.outcome.cells[cell.index()];
            cell.units.delivered += u64::from(lot.count);
            cell.tonnes += tonnes;
            cell.tonne_km += tonnes * lot.km;
            if cargo.unit == LoadUnit::Teu {
                cell.teu += f64::from(lot.count);
            }
            cell.paid.0 += paid.0;
            cell.time_cost.0 += time_cost.0;
            cell.co2e += co2e.unwrap_or_default();
            if complete {
                cell.transit.push((self.now - appeared).as_ms());
                if appeared < self.measured_from {
                    cell.early.push((self.now - appeared).as_ms());
                }
                cell.hours += &lot.hours;
                if let Some(promised) = demand.promised {
                    cell.promised += 1;
                    cell.on_time += u64::from(self.now - appeared <= promised);
                }
                cell.in_transit += u128::from((self.now - appeared.max(self.measured_from)).as_ms());
            }
        }
        let consignment = lot.consignment;
        if Self::keeps(&self.follow) {
            self.follow_arrival(key);
        }
        if complete {
            self.consignments.remove(consignment);
        }
        self.lots.remove(key);
    }

    /// Books what the time since it appeared has cost the shipper.
    fn charge_time(&mut self, key: LotKey) {
        let lot = &self.lots[key];
        let cargo = &self.corridor.cargo[self.corridor.demand[lot.demand.index()].cargo.index()];
        let days = (self.now - self.consignments[lot.consignment].appeared).as_days();
        let usd = cargo.time_cost_of_a_day().as_usd() * f64::from(lot.count) * days;
        self.tell_paying("time");
        self.book(key, SHIPPERS_TIME, Micros::from_usd(usd));
        if cargo.hire.is_some() {
            self.charge_container(key, days);
        }
    }

    /// A consignment finds the store full and is lost to the corridor.
    pub(super) fn turn_away(&mut self, key: LotKey) {
        self.tell_turned_away(key);
        let lot = &self.lots[key];
        if self.now >= self.measured_from {
            let cell = self.consignments[lot.consignment].cell;
            let cell = &mut self.outcome.cells[cell.index()];
            cell.turned_away += 1;
            cell.units.turned_away += u64::from(lot.count);
        }
        self.consignments[lot.consignment].left = 0;
        self.consignments.remove(lot.consignment);
        self.lots.remove(key);
    }

    /// The horizon: what is under way is counted, and monitors become figures.
    pub(super) fn close(&mut self) {
        self.outcome.left_over = self.lots.len() as u64;
        if self.is_deadlocked() {
            self.outcome.stopped = Some(Stop::Deadlock);
        }
        self.tell_end();
        for consignment in self.consignments.places().iter().filter(|place| place.left > 0) {
            let cell = consignment.cell;
            let since = consignment.appeared.max(self.measured_from);
            let cell = &mut self.outcome.cells[cell.index()];
            cell.in_transit += u128::from((self.now - since).as_ms());
            cell.under_way += 1;
            if consignment.appeared >= self.measured_from {
                cell.running.push((self.now - consignment.appeared).as_ms());
            }
            cell.units.under_way += u64::from(consignment.left);
            if let Some(following) = Self::kept(&mut self.follow) {
                following.found.under_way.push(consignment.appeared);
            }
        }
        if let Some(books) = Self::kept(&mut self.emitted) {
            self.outcome.co2e = books.close();
        }
        let mut seen = std::mem::take(&mut self.outcome.resources);
        seen.clear();
        let now = self.now;
        seen.extend(self.berths.iter_mut().map(|berth| watched(berth, now)));
        seen.extend(self.equipment.iter_mut().map(|pool| watched(pool, now)));
        seen.extend(self.stores.iter_mut().map(|store| watched(store, now)));
        seen.extend(self.servers.iter_mut().map(|server| watched(server, now)));
        if let Some(offices) = Self::kept(&mut self.offices) {
            seen.extend(offices.each(self.corridor).map(|clerks| watched(clerks, now)));
        }
        for (link, slots) in self.corridor.links.iter().zip(self.slots.chunks_exact_mut(2)) {
            if let Some(single) = link.single {
                seen.extend(self.single[single.place].outcomes(now));
            } else if link.headway.is_some() {
                seen.extend(slots.iter_mut().map(Slots::outcome));
            }
        }
        seen.extend(self.pipes.iter_mut().map(|pipe| pipe.outcome(now)));
        for (index, (fleet, monitor)) in self.corridor.fleets.iter().zip(&mut self.fleets).enumerate() {
            if !fleet.has_vehicles() {
                continue;
            }
            let in_service =
                |all| self.service.as_ref().map_or(Some(all), |service| service.mean(index, now));
            let vehicles = fleet.vehicles.map(f64::from).and_then(in_service).filter(|&all| all > 0.0);
            seen.push(ResourceOutcome {
                utilisation: vehicles.and_then(|all| Some(monitor.busy.mean(now)? / all)),
                mean_queue: monitor.queue.mean(now),
                mean_wait: monitor.waits.mean(),
                p90_wait: p90(&mut monitor.waits),
            });
        }
        seen.extend(self.crews.iter_mut().map(|crew| watched(crew, now)));
        for (index, change) in self.corridor.gauge_changes.iter().enumerate() {
            seen.push(watched(&mut self.tracks[index], now));
            if change.wagons().is_some() {
                seen.push(watched(&mut self.wagons[index], now));
            }
        }
        self.outcome.resources = seen;
    }
}

/// Nine in ten waited no longer (ms).
pub(super) fn p90(waits: &mut Waits) -> Option<f64> {
    let (zeros, others) = waits.parts();
    quantile_with_zeros(zeros, others, 0.9)
}

pub(super) fn watched<T: Copy>(resource: &mut Resource<T>, now: crate::sim::Time) -> ResourceOutcome {
    ResourceOutcome {
        utilisation: resource.utilisation(now),
        mean_queue: resource.mean_queue(now),
        mean_wait: resource.waits().mean(),
        p90_wait: p90(resource.waits()),
    }
}
