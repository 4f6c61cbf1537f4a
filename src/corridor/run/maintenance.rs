//! Maintenance of units, and what projects do to them.
//!
//! Units go to maintenance as soon as they have nothing to do, and are gone in the same way where a project takes
//! some of a pool away.

use super::log::Log;
use super::unit::{Unit, UnitKey, What};
use super::vehicle::Duty;
use super::world::{Event, World};
use crate::corridor::model::{Breakdowns, Corridor, FleetId, Pool, Upkeep, turns};
use crate::sim::Rank;
use std::ops::Range;

/// Whose units are maintained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A fleet's vehicles.
    Fleet(FleetId),
    /// The units of a pool.
    Pool(Pool),
}

impl<'c, L: Log> World<'c, L> {
    /// Puts the maintenance of a fleet or a pool into the calendar.
    pub(super) fn expect_maintenance(&mut self, owner: Owner, upkeep: impl Fn(&'c Corridor) -> &'c Upkeep) {
        let windows = self.base.windows();
        let phases = windows.map(|(corridor, from, to)| (&upkeep(corridor).maintenance[..], from, to));
        for turn in turns(phases) {
            let number = self.outages.len() as u32;
            self.outages.push((owner, turn));
            self.calendar.schedule(turn.from, Rank::Clock, Event::Maintenance(number));
        }
    }

    /// Units go to maintenance, each as soon as it has nothing to do. Of those in service those go whose turn
    /// it is: the first numbers first, then the next.
    pub(super) fn maintenance(&mut self, number: u32) {
        let (owner, turn) = self.outages[number as usize];
        let units = match owner {
            Owner::Fleet(fleet) => self.units_of(fleet),
            Owner::Pool(pool) => self.units_in(pool),
        };
        let serves = |world: &Self, place: &usize| !world.is_retired_unit(*place);
        let count = units.clone().filter(|place| serves(self, place)).count();
        for next in 0..count.min(turn.units as usize) as u64 {
            let place = ((turn.first + next) % count as u64) as usize;
            let Some(place) = units.clone().filter(|place| serves(self, place)).nth(place) else { return };
            let unit = &mut self.units[place];
            unit.away = unit.away.max(turn.to);
            self.calendar.schedule(turn.to, Rank::Clock, Event::Maintained(place as UnitKey));
            self.settle(place as UnitKey);
        }
    }

    fn units_of(&self, fleet: FleetId) -> Range<usize> {
        let of_fleet =
            |unit: &Unit<'_>| matches!(unit.what, What::Vehicle(key) if self.vehicles[key].fleet == fleet);
        let first = self.units.iter().position(of_fleet).unwrap_or(0);
        let more = self.units[first..].iter().take_while(|unit| of_fleet(unit)).count();
        first..first + more
    }

    /// The maintenance of a unit is over.
    pub(super) fn maintained(&mut self, key: UnitKey) {
        self.settle(key);
    }
}

/// What projects do to units.
impl<L: Log> World<'_, L> {
    fn is_retired_unit(&self, place: usize) -> bool {
        let unit = &self.units[place];
        matches!(unit.what, What::Vehicle(vehicle) if self.is_retired(vehicle)) || unit.retired
    }

    /// Whether a unit is not in service, and does nothing any more that it had begun.
    pub(super) fn is_out_of_service(&self, key: UnitKey) -> bool {
        let unit = &self.units[key as usize];
        let works = matches!(unit.what, What::Vehicle(vehicle) if self.vehicles[vehicle].duty != Duty::Out);
        !works && self.is_retired_unit(key as usize)
    }

    /// A sound unit that does nothing is as new, by the law of now.
    pub(super) fn renew(&mut self, key: UnitKey) {
        let unit = &mut self.units[key as usize];
        if unit.broken || unit.stopped.is_some() {
            return;
        }
        // Of a clock that was set the draw is used up.
        unit.failures += u64::from(unit.law.is_some());
        self.wind_up(key);
    }

    /// Where units begin to break down, break down no more, or do so by the other clock, all that are sound
    /// are as new; the failure that lies ahead of one that has begun something still comes.
    pub(super) fn break_down_otherwise(&mut self) {
        for key in 0..self.units.len() as UnitKey {
            let unit = &self.units[key as usize];
            let clock = |law: &Breakdowns| law.clock;
            let now = self.upkeep(unit.what).breakdowns.as_ref().map(clock);
            if !self.is_out_of_service(key) && unit.law.map(clock) != now {
                self.renew(key);
            }
        }
    }

    /// Whether more units of a pool are in service than there should be.
    pub(super) fn is_one_too_many(&self, pool: Pool) -> bool {
        self.service.is_some() && self.in_service(pool) > self.corridor.units_in(pool) as usize
    }

    fn in_service(&self, pool: Pool) -> usize {
        self.units[self.units_in(pool)].iter().filter(|unit| !unit.retired).count()
    }

    /// A unit that nobody has is gone.
    pub(super) fn retire(&mut self, key: UnitKey, pool: Pool) {
        let unit = &mut self.units[key as usize];
        unit.retired = true;
        if std::mem::take(&mut unit.out) {
            self.restore_one(pool);
        }
    }

    /// There are more units of a pool, or fewer: of those that nobody has the last numbers go at once, the
    /// others as they are given back. The lowest numbers come first.
    pub(super) fn size_units(&mut self, pool: Pool) {
        for place in self.units_in(pool).rev() {
            if self.is_one_too_many(pool) && self.units[place].what.free_of().is_some() {
                self.settle(place as UnitKey);
            }
        }
        let count = self.corridor.units_in(pool) as usize;
        for place in self.units_in(pool) {
            if self.in_service(pool) < count && self.units[place].retired {
                self.units[place].retired = false;
                self.renew(place as UnitKey);
                self.settle(place as UnitKey);
            }
        }
    }
}
