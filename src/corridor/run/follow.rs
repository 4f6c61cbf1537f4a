//! Consignments are followed, where somebody asks for it.
//!
//! Kept by the place of the consignment: its number, and for each leg when its last lot was off
//! and what its lots had paid by then. Nothing of it touches a replication that nobody follows.

use super::log::Log;
use super::lot::LotKey;
use super::world::World;
use crate::corridor::followed::{Follow, Followed, LegEnd};
use crate::corridor::model::{Corridor, Micros, SHIPPERS_TIME};

/// What is known of the consignments under way.
#[derive(Debug)]
pub(super) struct Following {
    pub(super) found: Follow,
    /// By place of the consignment: its number in the stream, and its load units.
    numbers: Vec<(u64, u32)>,
    ends: Vec<LegEnd>,
    dollars: Vec<Micros>,
    legs: usize,
    payees: usize,
}

impl Following {
    pub(super) fn of(corridor: &Corridor) -> Box<Self> {
        let legs = corridor.demand.iter().map(|stream| stream.legs().len()).max().unwrap_or(0);
        let payees = corridor.payees.len();
        let found = Follow::new(payees, legs);
        Box::new(Self { found, numbers: Vec::new(), ends: Vec::new(), dollars: Vec::new(), legs, payees })
    }

    pub(super) fn clear(&mut self) {
        self.found.clear();
        self.numbers.clear();
        self.ends.clear();
        self.dollars.clear();
    }

    /// A consignment has appeared.
    pub(super) fn appeared(&mut self, consignment: u32, number: u64, units: u32) {
        let place = consignment as usize;
        if self.numbers.len() <= place {
            self.numbers.resize(place + 1, (0, 0));
            self.ends.resize((place + 1) * self.legs, LegEnd::default());
            self.dollars.resize((place + 1) * self.payees, Micros::default());
        }
        self.numbers[place] = (number, units);
        self.ends[place * self.legs..][..self.legs].fill(LegEnd::default());
        self.dollars[place * self.payees..][..self.payees].fill(Micros::default());
    }
}

impl<L: Log> World<'_, L> {
    /// A lot is off its vehicle at the end of a leg.
    pub(super) fn follow_leg_end(&mut self, lot: LotKey) {
        let Some(following) = &mut self.follow else { return };
        let lot = &self.lots[lot];
        let first = self.corridor.demand[lot.demand.index()].first_lane;
        let leg = (lot.leg - first) as usize;
        let end = &mut following.ends[lot.consignment as usize * following.legs..][leg];
        end.at = self.now;
        end.paid.0 += lot.booked.0;
    }

    /// A lot has arrived, and its account is closed; perhaps it is the last of its consignment.
    pub(super) fn follow_arrival(&mut self, key: LotKey) {
        self.follow_leg_end(key);
        let payees = self.corridor.payees.len();
        let Some(following) = &mut self.follow else { return };
        let lot = &self.lots[key];
        let account = &self.dollars[key as usize * payees..][..payees];
        let place = lot.consignment as usize;
        let sums = &mut following.dollars[place * payees..][..payees];
        for (sum, booked) in sums.iter_mut().zip(account) {
            sum.0 += booked.0;
        }
        let leg = lot.leg - self.corridor.demand[lot.demand.index()].first_lane;
        let ends = &mut following.ends[place * following.legs..][..following.legs];
        // The shipper's time is booked on arrival, and paid to nobody.
        ends[leg as usize].paid.0 -= account[SHIPPERS_TIME.index()].0;
        let consignment = &self.consignments[lot.consignment];
        if consignment.left > 0 || self.now < self.measured_from {
            return;
        }
        let (number, units) = following.numbers[place];
        let followed = Followed {
            demand: lot.demand,
            number,
            units,
            appeared: consignment.appeared,
            arrived: self.now,
            hours: lot.hours,
        };
        following.found.add(followed, sums, ends);
    }
}
