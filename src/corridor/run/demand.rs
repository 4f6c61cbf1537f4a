//! Consignments appear.

use super::log::Log;
use super::lot::{Consignment, Lot, Stage};
use super::world::{Event, MOST_LOTS, World};
use crate::corridor::ledger::Hours;
use crate::corridor::model::{Arrivals, Demand, DemandId, Micros};
use crate::corridor::outcome::Stop;
use crate::noise::{Item, whole};
use crate::quantity::Duration;
use crate::sim::{Rank, Time};

/// What is known of the next consignment of a stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coming {
    /// How many have appeared before it.
    number: u64,
    /// Operational time so far (ms).
    reached: f64,
    /// Its address for draws.
    item: Item,
}

impl Coming {
    /// The first of a stream.
    pub(super) fn first(demand: &Demand) -> Self {
        Self { number: 0, reached: 0.0, item: Item::numbered(demand.family, 0) }
    }
}

impl<L: Log> World<'_, L> {
    /// Puts the next consignment of a stream into the calendar.
    pub(super) fn expect_consignment(&mut self, id: DemandId) {
        let demand = &self.corridor.demand[id.index()];
        let Coming { number, reached, item } = self.coming[id.index()];
        let at = match &demand.arrivals {
            Arrivals::Trace(all) => all.get(number as usize).map(|&(at, _)| at),
            Arrivals::Renewal { first, interval, profile } => {
                let drawn = interval.sample(self.noise.at(demand.draws[0], item));
                let begin = if number == 0 { *first } else { reached };
                let reached = begin + drawn;
                self.coming[id.index()].reached = reached;
                match profile {
                    None => Some(Time::START + Duration::nearest_ms(reached)),
                    Some(profile) => profile.civil(reached).map(Time::from_ms),
                }
            }
        };
        if let Some(at) = at {
            self.calendar.schedule(at, Rank::Arrive, Event::Appear(id));
        }
    }

    /// A consignment appears, as one lot, at the node where its stream begins.
    pub(super) fn appear(&mut self, id: DemandId) {
        let demand = &self.corridor.demand[id.index()];
        let Coming { number, item, .. } = self.coming[id.index()];
        let count = match &demand.arrivals {
            Arrivals::Trace(all) => all.get(number as usize).map_or(1, |&(_, count)| count),
            Arrivals::Renewal { .. } => whole(demand.quantity.sample(self.noise.at(demand.draws[1], item))),
        };
        let next = &mut self.coming[id.index()];
        next.number += 1;
        next.item = Item::numbered(demand.family, next.number);
        self.expect_consignment(id);
        let (leg, cell) = self.way_of(demand, item);
        if self.now >= self.measured_from {
            let cell = &mut self.outcome.cells[cell.index()];
            cell.offered += 1;
            cell.units.offered += u64::from(count);
        }
        if self.lots.len() >= MOST_LOTS {
            self.outcome.stopped = Some(Stop::TooManyLots);
            return;
        }
        let consignment =
            self.consignments.insert(Consignment { appeared: self.now, item, cell, left: count });
        if let Some(following) = Self::kept(&mut self.follow) {
            following.appeared(consignment, number, count);
        }
        let since = self.now;
        let lot = self.lots.insert_with(|| Lot {
            consignment,
            count,
            demand: id,
            stage: Stage::Entering,
            leg,
            foreseen: false,
            splits: 0,
            machines: 1,
            vehicle: 0,
            hop: 0,
            released: false,
            next: None,
            since,
            stored: since,
            places: 0,
            item,
            hours: Hours::NONE,
            booked: Micros::default(),
            km: 0.0,
        });
        self.foresee(lot);
        self.open_account(lot);
        self.tell_appears(lot, number);
        if Self::keeps(&self.routing) {
            self.begin_way(lot);
        }
        self.enter(lot);
    }
}
