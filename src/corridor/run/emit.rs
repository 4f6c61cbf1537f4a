//! The ledger of emissions: what vehicles and terminals emit, booked on lots.
//!
//! A trip is booked when it ends, on the lots that come off. Each takes what its own tonnes added.
//! What the vehicle emitted however laden is shared by tonnes, and so is what it emitted without
//! load since its last laden trip: the empty trip is made for the load that follows it. Shares are
//! whole milligrams that sum to the whole.

use super::log::Log;
use super::lot::LotKey;
use super::vehicle::VehicleKey;
use super::world::World;
use crate::corridor::model::{
    Corridor, Emissions, FleetId, LegEmissions, Micros, Milligrams, Parts, ServiceId,
};
use crate::corridor::outcome::{Co2eOutcome, Stop};
use std::collections::BTreeMap;

/// Emissions of one replication.
#[derive(Debug)]
pub(super) struct Emitted<'c> {
    plan: &'c Emissions,
    /// Booked on each lot: a row of accounts for each place of the lots.
    lots: Vec<i64>,
    /// Emitted without load and not yet taken over: a row for each vehicle.
    owed: Vec<i64>,
    /// The same of wagons that stand at a port, by fleet and port.
    standing: BTreeMap<(FleetId, u16), Vec<i64>>,
    seen: Co2eOutcome,
}

impl<'c> Emitted<'c> {
    /// The books of a corridor whose scenario has emission factors.
    pub(super) fn of(corridor: &'c Corridor) -> Option<Box<Self>> {
        let plan = corridor.emissions.as_ref()?;
        let seen =
            Co2eOutcome { accounts: vec![Milligrams(0); plan.accounts.len()], ..Co2eOutcome::default() };
        Some(Box::new(Self { plan, lots: Vec::new(), owed: Vec::new(), standing: BTreeMap::new(), seen }))
    }

    /// From now on trips and handling emit by another plan, with the same accounts.
    pub(super) fn follow(&mut self, plan: &'c Emissions) {
        self.plan = plan;
    }

    pub(super) fn clear(&mut self) {
        self.lots.clear();
        self.owed.clear();
        self.standing.clear();
        self.seen.clear();
    }

    fn width(&self) -> usize {
        self.plan.accounts.len()
    }

    /// The row of a lot.
    fn row(&mut self, lot: LotKey) -> &mut [i64] {
        let width = self.width();
        row_of(&mut self.lots, lot, width)
    }

    /// An empty row for a new lot.
    pub(super) fn open(&mut self, lot: LotKey) {
        self.row(lot).fill(0);
    }

    /// `part` is split off a lot and takes its share.
    pub(super) fn split(&mut self, lot: LotKey, part: LotKey, share: f64) {
        for account in 0..self.width() {
            let whole = self.row(lot)[account];
            let moved = (whole as f64 * share).round() as i64;
            self.row(lot)[account] = whole - moved;
            self.row(part)[account] = moved;
        }
    }

    /// A lot is delivered: all that was booked on it.
    pub(super) fn settle(&mut self, lot: LotKey) -> Milligrams {
        let row = self.row(lot);
        let sum = row.iter().sum();
        row.fill(0);
        self.seen.delivered.0 += sum;
        Milligrams(sum)
    }

    /// The books at the horizon.
    pub(super) fn close(&mut self) -> Co2eOutcome {
        self.seen.under_way = Milligrams(self.lots.iter().sum());
        let standing = self.standing.values().flatten();
        self.seen.owed = Milligrams(self.owed.iter().chain(standing).sum());
        self.seen.clone()
    }

    /// Counts what is emitted; `None` where it is more than can be counted.
    fn count(&mut self, account: u32, amount: i64, measured: bool) -> Option<()> {
        self.seen.emitted.0 = self.seen.emitted.0.checked_add(amount)?;
        if measured {
            self.seen.accounts[account as usize].0 += amount;
        }
        Some(())
    }

    /// A vehicle has come to a port without load.
    fn empty_trip(&mut self, vehicle: VehicleKey, way: &Parts, measured: bool) -> Option<()> {
        for &(account, mg) in way {
            let mg = Milligrams::nearest(mg).0;
            self.count(account, mg, measured)?;
            let width = self.width();
            row_of(&mut self.owed, vehicle, width)[account as usize] += mg;
        }
        Some(())
    }

    /// What a locomotive emitted running light is taken over by the vehicle that it came for.
    pub(super) fn take_over(&mut self, engine: VehicleKey, train: VehicleKey) {
        for account in 0..self.width() {
            let width = self.width();
            let mg = std::mem::take(&mut row_of(&mut self.owed, engine, width)[account]);
            row_of(&mut self.owed, train, width)[account] += mg;
        }
    }

    /// A train of wagons is taken apart: what it emitted without load is for the next one from there.
    pub(super) fn stand(&mut self, train: VehicleKey, fleet: FleetId, port: u16) {
        let width = self.width();
        let standing = self.standing.entry((fleet, port)).or_insert_with(|| vec![0; width]);
        for (sum, mg) in standing.iter_mut().zip(row_of(&mut self.owed, train, width)) {
            *sum += std::mem::take(mg);
        }
    }

    /// A train is made up of wagons that stand at a port.
    pub(super) fn make_up(&mut self, train: VehicleKey, fleet: FleetId, port: u16) {
        let width = self.width();
        let Some(standing) = self.standing.get_mut(&(fleet, port)) else { return };
        for (mg, sum) in row_of(&mut self.owed, train, width).iter_mut().zip(standing) {
            *mg += std::mem::take(sum);
        }
    }

    /// What lots aboard share: the trip however laden, and the empty ones before it.
    fn shared(
        &mut self,
        vehicle: Option<VehicleKey>,
        trip: &Parts,
        measured: bool,
    ) -> Option<Vec<(u32, i64)>> {
        let mut shared = Vec::new();
        if let Some(vehicle) = vehicle
            && !self.owed.is_empty()
        {
            let width = self.width();
            let owed = row_of(&mut self.owed, vehicle, width);
            for (account, mg) in owed.iter_mut().enumerate().filter(|(_, mg)| **mg != 0) {
                shared.push((account as u32, std::mem::take(mg)));
            }
        }
        for &(account, mg) in trip {
            let mg = Milligrams::nearest(mg).0;
            self.count(account, mg, measured)?;
            shared.push((account, mg));
        }
        Some(shared)
    }

    /// What a lot adds itself: carriage and handling.
    fn own(&mut self, lot: LotKey, count: u32, leg: &LegEmissions, measured: bool) -> Option<i64> {
        let mut sum = 0;
        for &(account, of_unit) in leg.carriage.iter().chain(&leg.hubs) {
            let mg = Milligrams::nearest(of_unit * f64::from(count)).0;
            self.count(account, mg, measured)?;
            self.row(lot)[account as usize] += mg;
            sum += mg;
        }
        Some(sum)
    }
}

fn row_of(rows: &mut Vec<i64>, place: u32, width: usize) -> &mut [i64] {
    let start = place as usize * width;
    if rows.len() < start + width {
        rows.resize(start + width, 0);
    }
    &mut rows[start..start + width]
}

/// The part of a whole that belongs between two marks of a scale from 0 to `all`: parts that follow
/// each other sum to the whole.
fn part_of(whole: i64, from: f64, to: f64, all: f64) -> i64 {
    let up_to = |mark: f64| if mark >= all { whole } else { (whole as f64 * (mark / all)) as i64 };
    up_to(to) - up_to(from)
}

impl<L: Log> World<'_, L> {
    /// A laden trip has ended, or a lot is out of a pipeline: what it emitted is booked on those aboard, from
    /// the first on.
    #[cold]
    pub(super) fn emit_trip(
        &mut self,
        vehicle: Option<VehicleKey>,
        service: ServiceId,
        first: Option<LotKey>,
    ) {
        if self.try_emit_trip(vehicle, service, first).is_none() {
            self.outcome.stopped = Some(Stop::TooMuchCo2e);
        }
    }

    fn try_emit_trip(
        &mut self,
        vehicle: Option<VehicleKey>,
        service: ServiceId,
        first: Option<LotKey>,
    ) -> Option<()> {
        let Some(books) = &mut self.emitted else { return Some(()) };
        let plan = books.plan;
        let measured = self.now >= self.measured_from;
        let shared = books.shared(vehicle, &plan.trips[service.index()], measured)?;
        let tonnes = |lot: &super::lot::Lot| plan.legs[lot.leg as usize].tonnes * f64::from(lot.count);
        let mut all = 0.0;
        let mut next = first;
        while let Some(lot) = next {
            all += tonnes(&self.lots[lot]);
            next = self.lots[lot].next;
        }
        let mut before = 0.0;
        let mut next = first;
        while let Some(key) = next {
            let lot = &self.lots[key];
            next = lot.next;
            // The last one reaches the end of the scale, whatever was rounded on the way.
            let after = if next.is_none() { all } else { before + tonnes(lot) };
            let mut booked = 0;
            let books = self.emitted.as_mut()?;
            for &(account, whole) in &shared {
                let mg = part_of(whole, before, after, all);
                books.row(key)[account as usize] += mg;
                booked += mg;
            }
            booked += books.own(key, lot.count, &plan.legs[lot.leg as usize], measured)?;
            before = after;
            self.charge_carbon(key, plan, booked);
        }
        Some(())
    }

    fn charge_carbon(&mut self, lot: LotKey, plan: &Emissions, milligrams: i64) {
        if let Some((usd, payee)) = plan.carbon {
            self.tell_paying("carbon");
            self.book(lot, payee, Micros::from_usd(usd * milligrams as f64));
        }
    }

    /// A vehicle has come to a port without load: the next load will answer for it.
    #[cold]
    pub(super) fn emit_empty(&mut self, key: VehicleKey, from: u16, to: u16) {
        let measured = self.now >= self.measured_from;
        let fleet = self.vehicles[key].fleet.index();
        let ports = self.corridor.fleets[fleet].ports.len();
        let Some(books) = &mut self.emitted else { return };
        let plan = books.plan;
        let way = plan.ways[fleet].get(usize::from(from) * ports + usize::from(to));
        if way.is_some_and(|way| books.empty_trip(key, way, measured).is_none()) {
            self.outcome.stopped = Some(Stop::TooMuchCo2e);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::part_of;

    #[test]
    fn parts_sum_to_the_whole() {
        let marks = [0.0, 0.1, 12.7, 12.7, 55.0, 99.0];
        for whole in [0, 1, 2, 7, 1_000_003, i64::from(i32::MAX) * 1000] {
            let parts = marks.windows(2).map(|pair| part_of(whole, pair[0], pair[1], 99.0));
            assert_eq!(parts.sum::<i64>(), whole);
        }
        assert_eq!(part_of(10, 0.0, 25.0, 100.0), 2);
        assert_eq!(part_of(10, 25.0, 100.0, 100.0), 8);
    }
}
