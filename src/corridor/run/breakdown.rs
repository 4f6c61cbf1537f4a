//! Breakdowns and maintenance of vehicles and machines.
//!
//! ```text
//! sound ── failure clock runs out ─► broken: a crew? ── repair ─► sound
//!   └── maintenance begins: as soon as it has nothing to do ─► out of work, until the day ends it
//! ```
//! Every vehicle of a fleet with upkeep and every machine of such a pool is a *unit*. Failures are
//! known ahead, so that nothing under way has to be called back: whoever starts to move or to work
//! sees whether it will get through, and else stops where its time runs out.

use super::log::Log;
use super::lot::LotKey;
use super::slowdown::exit;
use super::traveller::Traveller;
use super::vehicle::{Duty, VehicleKey};
use super::world::{Event, World};
use crate::corridor::ledger::Cause;
use crate::corridor::model::{
    Breakdowns, Corridor, EquipmentId, FailureClock, FleetId, GateId, Upkeep, WorkshopId, turns,
};
use crate::corridor::record::{Facility, RecordKind};
use crate::noise::Item;
use crate::quantity::Duration;
use crate::sim::{AtClosing, Rank, Time};

/// A unit's place in its list.
pub(super) type UnitKey = u32;

/// A vehicle or a machine that breaks down or is maintained.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit<'c> {
    what: What,
    /// The address of its draws.
    own: Item,
    /// Failures so far.
    failures: u64,
    /// How it breaks down, by when its clock was set; nothing where it does not.
    law: Option<&'c Breakdowns>,
    /// The workshop that repairs it.
    shop: Option<WorkshopId>,
    /// Whether a project has taken a machine away, or has not brought it yet.
    retired: bool,
    broken: bool,
    /// Up to when it is in maintenance, or will be as soon as it has nothing to do.
    away: Time,
    /// Whether it has been taken out of work.
    out: bool,
    /// Operating time left until it fails.
    left: Duration,
    /// When it fails, by calendar time.
    fails: Time,
    /// What it was doing when it broke.
    stopped: Option<Stopped>,
    /// When the place where it works closes and its work is broken off; never, where it is done before.
    closes: Time,
}

/// What a unit is.
#[derive(Clone, Copy, Debug)]
enum What {
    Vehicle(VehicleKey),
    /// A machine of a pool, and the lot that it works on.
    Machine(EquipmentId, Option<LotKey>),
}

/// What is left of a move or of a piece of work.
#[derive(Clone, Copy, Debug)]
struct Stopped {
    rest: Duration,
    /// Up to when the hours of those concerned are booked.
    since: Time,
}

/// How far a unit gets with what it begins.
#[derive(Clone, Copy, Debug)]
enum Reach {
    /// Through.
    Whole,
    /// It stops after so long.
    Part(Duration),
}

impl Unit<'_> {
    /// How far it gets with what it begins at `begin`, what takes `span` and would end at `end`.
    fn reach(&self, begin: Time, span: Duration, end: Time) -> Reach {
        if self.broken {
            Reach::Part(Duration::ZERO)
        } else if self.fails < end {
            // By calendar time; what has been done by then depends on when the place is open.
            Reach::Part(self.fails - begin)
        } else if self.left >= span {
            Reach::Whole
        } else {
            Reach::Part(self.left)
        }
    }

    /// Whether it breaks now; else its clock has been set anew meanwhile.
    fn is_due(&self, now: Time) -> bool {
        let stops = self.fails == Time::NEVER && self.stopped.is_some_and(|stopped| stopped.since <= now);
        !self.broken && (self.fails <= now || stops)
    }
}

impl<'c, L: Log> World<'c, L> {
    /// All units are as new; failures by calendar time and maintenance are known.
    pub(super) fn place_units(&mut self) {
        self.units.clear();
        self.outages.clear();
        self.machines.clear();
        for index in 0..self.vehicles.len() {
            let key = index as VehicleKey;
            let fleet = self.vehicles[key].fleet;
            self.vehicles[key].unit = None;
            if self.base.is_ever_kept_up(fleet.index()) {
                self.vehicles[key].unit = Some(self.units.len() as UnitKey);
                self.add_unit(What::Vehicle(key), self.vehicles[key].own, self.is_retired(key));
            }
        }
        for (index, pool) in self.base.equipment.iter().enumerate() {
            self.machines.push(self.units.len() as UnitKey);
            for number in 0..self.base.most_machines_kept_up(index) {
                let own = Item::numbered(pool.family, u64::from(number));
                self.add_unit(What::Machine(EquipmentId::at(index), None), own, number >= pool.count);
            }
        }
        self.machines.push(self.units.len() as UnitKey);
        for fleet in 0..self.base.fleets.len() {
            let upkeep = move |corridor: &'c Corridor| &corridor.fleets[fleet].upkeep;
            self.expect_maintenance(Owner::Fleet(FleetId::at(fleet)), upkeep);
        }
        for pool in 0..self.base.equipment.len() {
            let upkeep = move |corridor: &'c Corridor| &corridor.equipment[pool].upkeep;
            self.expect_maintenance(Owner::Pool(EquipmentId::at(pool)), upkeep);
        }
    }

    /// A unit as new; the clock of one that is not in service yet is set when it comes.
    fn add_unit(&mut self, what: What, own: Item, retired: bool) {
        let key = self.units.len() as UnitKey;
        self.units.push(Unit {
            what,
            own,
            failures: 0,
            law: None,
            shop: None,
            retired: retired && matches!(what, What::Machine(..)),
            broken: false,
            away: Time::START,
            out: false,
            left: Duration::ZERO,
            fails: Time::NEVER,
            stopped: None,
            closes: Time::NEVER,
        });
        if !retired {
            self.wind_up(key);
        }
    }

    fn upkeep(&self, what: What) -> &'c Upkeep {
        match what {
            What::Vehicle(key) => &self.corridor.fleets[self.vehicles[key].fleet.index()].upkeep,
            What::Machine(pool, _) => &self.corridor.equipment[pool.index()].upkeep,
        }
    }

    /// How a unit breaks down now, or did when its clock was set.
    fn breakdowns(&self, key: UnitKey) -> Option<&'c Breakdowns> {
        let unit = &self.units[key as usize];
        self.upkeep(unit.what).breakdowns.as_ref().or(unit.law)
    }

    /// Sets the failure clock of a sound unit.
    fn wind_up(&mut self, key: UnitKey) {
        let law = self.upkeep(self.units[key as usize].what).breakdowns.as_ref();
        let unit = &mut self.units[key as usize];
        unit.law = law;
        unit.fails = Time::NEVER;
        unit.left = Duration::from_ms(u64::MAX);
        let Some(breakdowns) = law else { return };
        let draws = self.noise.at(breakdowns.draws[0], unit.own.child(unit.failures));
        let between = whole_ms(breakdowns.between.sample(draws));
        match breakdowns.clock {
            FailureClock::Operating => unit.left = between,
            FailureClock::Calendar => {
                unit.fails = self.now + between;
                self.calendar.schedule(unit.fails, Rank::Finish, Event::Fails(key));
            }
        }
    }

    /// Whether a vehicle that enters a link at `entry` breaks down on it, or what hauls it does: it stops
    /// there then.
    pub(super) fn breaks_down(&mut self, key: VehicleKey, entry: Time, span: Duration) -> bool {
        let stops = self.stops_short(key, entry, span);
        if stops {
            let hop = self.hop_ahead(Traveller::Vehicle(key));
            self.tell_on_link(RecordKind::Enter, key, hop, entry);
        }
        stops
    }

    fn stops_short(&mut self, key: VehicleKey, begin: Time, span: Duration) -> bool {
        let hop = self.hop_ahead(Traveller::Vehicle(key));
        let link = &self.corridor.links[hop.link.index()];
        let end = exit(&self.slowdowns, link, begin, span);
        let Some((unit, reached)) = self.first_to_stop(key, begin, end) else { return false };
        let since = begin + reached;
        let moved = self.calm_part(link, begin, since);
        self.vehicles[key].hours.book(Cause::Moving, moved);
        self.book_slowed(key, hop.link, reached - moved);
        self.stop(unit, Stopped { rest: span - moved, since });
        true
    }

    /// Which unit of a train stops it before `end`, itself or its locomotive, and how far it gets; if none
    /// does, all of them have operated so long.
    fn first_to_stop(&mut self, key: VehicleKey, begin: Time, end: Time) -> Option<(UnitKey, Duration)> {
        let vehicle = &self.vehicles[key];
        let of_locomotive = vehicle.hitched.and_then(|engine| self.vehicles[engine].unit);
        let units = [vehicle.unit, of_locomotive];
        let all = end - begin;
        let reach = |key: UnitKey| match self.units[key as usize].reach(begin, all, end) {
            Reach::Whole => None,
            Reach::Part(reached) => Some((key, reached)),
        };
        let stops = units.into_iter().flatten().filter_map(reach).min_by_key(|&(_, reached)| reached);
        let operates = stops.map_or(all, |(_, reached)| reached);
        for unit in units.into_iter().flatten() {
            let unit = &mut self.units[unit as usize];
            if !unit.broken {
                unit.left = unit.left - operates;
            }
        }
        stops
    }

    fn stop(&mut self, key: UnitKey, stopped: Stopped) {
        let unit = &mut self.units[key as usize];
        unit.stopped = Some(stopped);
        if !unit.broken && unit.fails == Time::NEVER {
            self.calendar.schedule(stopped.since, Rank::Finish, Event::Fails(key));
        }
    }

    /// A unit breaks: it is repaired as soon as a crew is free.
    pub(super) fn fails(&mut self, key: UnitKey) {
        let unit = &mut self.units[key as usize];
        if !unit.is_due(self.now) {
            return;
        }
        unit.fails = Time::NEVER;
        if self.is_out_of_service(key) {
            // Nothing breaks there.
            return;
        }
        let unit = &mut self.units[key as usize];
        unit.broken = true;
        if let What::Machine(pool, Some(lot)) = unit.what {
            self.machine_fails(key, pool, lot);
        }
        self.settle(key);
        let workshop = self.breakdowns(key).and_then(|breakdowns| breakdowns.workshop);
        self.units[key as usize].shop = workshop;
        match workshop {
            Some(shop) if !self.crews[shop.index()].seize(self.now, key, 1, 0) => {}
            _ => self.repair(key),
        }
    }

    fn repair(&mut self, key: UnitKey) {
        let unit = self.units[key as usize];
        let Some(Breakdowns { repair, draws, .. }) = self.breakdowns(key) else { return };
        let span = whole_ms(repair.sample(self.noise.at(draws[1], unit.own.child(unit.failures))));
        let shop = unit.shop.map(|shop| &self.corridor.workshops[shop.index()]);
        let hours = shop.and_then(|shop| Some((&self.gates[shop.gate?.index()], shop.at_closing)));
        let mended =
            hours.map_or(self.now + span, |(gate, at_closing)| gate.turn(self.now, span, at_closing).end);
        self.calendar.schedule(mended, Rank::Finish, Event::Mended(key));
    }

    /// When work ends that is begun at an instant, or when its place opens.
    fn finish(&self, gate: Option<GateId>, begin: Time, span: Duration, at_closing: AtClosing) -> Time {
        match gate {
            Some(gate) if at_closing == AtClosing::Pause => {
                let gate = &self.gates[gate.index()];
                gate.finish(gate.next_open(begin), span, at_closing)
            }
            _ => begin + span,
        }
    }

    /// A unit is repaired: it goes on with what it was doing.
    pub(super) fn mended(&mut self, key: UnitKey) {
        let unit = &mut self.units[key as usize];
        unit.broken = false;
        unit.failures += 1;
        let what = unit.what;
        let stopped = unit.stopped.take();
        if let Some(shop) = unit.shop.take() {
            self.next_repair(shop);
        }
        if !self.is_out_of_service(key) {
            self.wind_up(key);
        }
        match (what, stopped) {
            (What::Vehicle(vehicle), Some(stopped)) => {
                // A locomotive stands with what it hauls.
                let hauls = self.vehicles[vehicle].duty == Duty::Hauling;
                let train = self.vehicles[vehicle].hitched.filter(|_| hauls);
                self.move_on(train.unwrap_or(vehicle), stopped);
            }
            (What::Machine(pool, Some(lot)), Some(stopped)) => self.work_on(lot, pool, stopped),
            _ => self.settle(key),
        }
    }

    fn next_repair(&mut self, shop: WorkshopId) {
        self.crews[shop.index()].release(self.now, 1);
        self.begin_repairs(shop);
    }

    pub(super) fn begin_repairs(&mut self, shop: WorkshopId) {
        while let Some(next) = self.crews[shop.index()].admit(self.now) {
            self.repair(next);
        }
    }

    /// A vehicle that was repaired under way goes on to the end of its link.
    fn move_on(&mut self, key: VehicleKey, stopped: Stopped) {
        let now = self.now;
        self.vehicles[key].hours.book(Cause::Breakdown, now - stopped.since);
        let begin = now.max(stopped.since);
        if self.stops_short(key, begin, stopped.rest) {
            return;
        }
        let hop = self.hop_ahead(Traveller::Vehicle(key));
        let end = exit(&self.slowdowns, &self.corridor.links[hop.link.index()], begin, stopped.rest);
        let vehicle = &mut self.vehicles[key];
        vehicle.hours.book(Cause::Moving, stopped.rest);
        vehicle.hop += 1;
        vehicle.released = false;
        vehicle.regauged = false;
        self.book_slowed(key, hop.link, (end - begin) - stopped.rest);
        self.tell_on_link(RecordKind::Leave, key, hop, end);
        self.calendar.schedule(end, Rank::Arrive, Event::Hop(key));
    }

    /// Whether the machines of a pool are units.
    #[inline]
    pub(super) fn is_kept_up(&self, pool: EquipmentId) -> bool {
        !self.units.is_empty() && !self.machines_of(pool).is_empty()
    }

    /// Work on a lot starts now, with machines of a pool with upkeep.
    pub(super) fn work_with_machines(&mut self, lot: LotKey, pool: EquipmentId, work: Duration) {
        for _ in 0..self.lots[lot].machines {
            self.pick_up(lot, pool);
        }
        self.work_on(lot, pool, Stopped { rest: work, since: self.now });
    }

    /// A lot takes the first machine of a pool that is free.
    fn pick_up(&mut self, lot: LotKey, pool: EquipmentId) {
        let units = self.machines_of(pool);
        let free = |unit: &&mut Unit<'_>| {
            !(unit.broken || unit.out || unit.retired) && matches!(unit.what, What::Machine(_, None))
        };
        if let Some(unit) = self.units[units].iter_mut().find(free) {
            unit.what = What::Machine(pool, Some(lot));
        }
    }

    /// The machines that work on a lot.
    fn crew(&self, lot: LotKey, pool: EquipmentId) -> impl Iterator<Item = UnitKey> {
        let on_it =
            move |place: &usize| matches!(self.units[*place].what, What::Machine(_, Some(on)) if on == lot);
        self.machines_of(pool).filter(on_it).map(|place| place as UnitKey)
    }

    fn machines_of(&self, pool: EquipmentId) -> std::ops::Range<usize> {
        self.machines[pool.index()] as usize..self.machines[pool.index() + 1] as usize
    }

    /// Work on a lot goes on, up to its end, to the failure of one of its machines, or to closing time
    /// where it is broken off then. The rest is what it takes with all the machines that it has.
    fn work_on(&mut self, lot: LotKey, pool: EquipmentId, stopped: Stopped) {
        let now = self.now;
        let (gate, at_closing, doing) = self.place_of_work(lot);
        self.lots[lot].hours.book(Cause::Breakdown, now - stopped.since);
        let end = self.finish(gate, now, stopped.rest, at_closing);
        let ejects = gate.filter(|_| at_closing == AtClosing::Eject);
        let closing = ejects.and_then(|gate| self.gates[gate.index()].closing_within(now, end));
        let (span, end) = closing.map_or((stopped.rest, end), |closing| (closing - now, closing));
        let fails = self.first_to_fail(lot, pool, span, end);
        let (until, done) = match fails {
            None => (end, span),
            Some((key, operated)) if self.units[key as usize].fails == Time::NEVER => {
                (self.finish(gate, now, operated, at_closing), operated)
            }
            Some((_, passed)) => {
                let closed = self.closed_part(gate, now, now + passed, at_closing);
                (now + passed, passed - closed)
            }
        };
        for place in self.machines_of(pool) {
            let unit = &mut self.units[place];
            if matches!(unit.what, What::Machine(_, Some(on)) if on == lot) {
                unit.left = unit.left - done;
                unit.closes = Time::NEVER;
            }
        }
        self.book_work(lot, gate.filter(|_| at_closing == AtClosing::Pause), until, done, doing);
        let begin = if at_closing == AtClosing::Pause { self.opening(gate) } else { now };
        self.tell_part_of_work(lot, begin, done, fails.map(|_| until));
        match (fails, closing) {
            (Some((key, _)), _) => self.stop(key, Stopped { rest: stopped.rest - done, since: until }),
            (None, Some(closing)) => self.expect_closing(lot, pool, closing),
            (None, None) => {
                self.calendar.schedule(end, Rank::Finish, Event::Worked(lot));
            }
        }
    }

    /// The first of the machines on a lot to fail before so much is done, at `end`: which, and after how
    /// long, by its clock.
    fn first_to_fail(
        &self,
        lot: LotKey,
        pool: EquipmentId,
        span: Duration,
        end: Time,
    ) -> Option<(UnitKey, Duration)> {
        let failing = self.crew(lot, pool).filter_map(|key| {
            match self.units[key as usize].reach(self.now, span, end) {
                Reach::Whole => None,
                Reach::Part(after) => Some((key, after)),
            }
        });
        failing.min_by_key(|&(_, after)| after)
    }

    /// A machine at work has failed. Where others work on the lot too it leaves it to them; else the lot
    /// keeps it, at the most up to closing time where work is broken off then.
    fn machine_fails(&mut self, key: UnitKey, pool: EquipmentId, lot: LotKey) {
        let machines = self.lots[lot].machines;
        let Some(stopped) = self.units[key as usize].stopped else { return };
        if machines > 1 {
            let unit = &mut self.units[key as usize];
            unit.stopped = None;
            unit.what = What::Machine(pool, None);
            self.lots[lot].machines -= 1;
            self.tell_lot(RecordKind::Release, lot, Facility::Equipment(pool), 1);
            self.equipment[pool.index()].release(self.now, 1);
            let [all, others] = [machines, machines - 1].map(u128::from);
            let rest = (u128::from(stopped.rest.as_ms()) * all + others / 2) / others;
            let rest = Duration::from_ms(u64::try_from(rest).unwrap_or(u64::MAX));
            return self.work_on(lot, pool, Stopped { rest, since: stopped.since });
        }
        if let (Some(gate), AtClosing::Eject, _) = self.place_of_work(lot)
            && let Some(closing) = self.gates[gate.index()].closing_within(self.now, Time::NEVER)
        {
            self.expect_closing(lot, pool, closing);
        }
    }

    /// The work on a lot will be broken off at closing time.
    fn expect_closing(&mut self, lot: LotKey, pool: EquipmentId, closing: Time) {
        let first = self.crew(lot, pool).next();
        if let Some(key) = first {
            self.units[key as usize].closes = closing;
            self.calendar.schedule(closing, Rank::Finish, Event::Closes(key));
        }
    }

    /// The place where a machine works closes: its work is broken off, whether it works or is broken.
    pub(super) fn closes(&mut self, key: UnitKey) {
        let unit = &mut self.units[key as usize];
        let What::Machine(_, Some(lot)) = unit.what else { return };
        if unit.closes != self.now {
            // The work was done before, or goes on after a repair.
            return;
        }
        unit.closes = Time::NEVER;
        match unit.stopped.take() {
            None => self.ejected(lot),
            Some(stopped) => {
                self.lots[lot].hours.book(Cause::Breakdown, self.now - stopped.since);
                self.lots[lot].since = self.now;
                self.begin_anew(lot);
            }
        }
    }

    fn closed_part(&self, gate: Option<GateId>, from: Time, to: Time, at_closing: AtClosing) -> Duration {
        let mut closed = Duration::ZERO;
        if let Some(gate) = gate.filter(|_| at_closing == AtClosing::Pause) {
            self.gates[gate.index()].closed_between(from, to, |_, span| closed += span);
        }
        closed
    }

    /// Books work on a lot up to an instant, and what of that time its place is closed.
    fn book_work(&mut self, lot: LotKey, gate: Option<GateId>, until: Time, done: Duration, doing: Cause) {
        let now = self.now;
        let worked = &mut self.lots[lot];
        worked.since = until;
        worked.hours.book(doing, done);
        if let Some(gate) = gate {
            let hours = &mut worked.hours;
            self.gates[gate.index()].closed_between(now, until, |cause, closed| hours.book(cause, closed));
        }
    }

    /// A lot gives its machines back.
    #[inline(always)]
    pub(super) fn put_down(&mut self, lot: LotKey, pool: EquipmentId) {
        if self.is_kept_up(pool) {
            self.put_machine_down(lot, pool);
        }
    }

    fn put_machine_down(&mut self, lot: LotKey, pool: EquipmentId) {
        for place in self.machines_of(pool) {
            if matches!(self.units[place].what, What::Machine(_, Some(on)) if on == lot) {
                self.units[place].what = What::Machine(pool, None);
                self.settle(place as UnitKey);
            }
        }
    }

    /// Takes a unit that has nothing to do out of work, or back into it, as it should be.
    fn settle(&mut self, key: UnitKey) {
        let unit = self.units[key as usize];
        let out = unit.broken || unit.away > self.now;
        match unit.what {
            What::Machine(..) if unit.retired => {}
            What::Machine(pool, None) if self.is_one_too_many(pool) => self.retire(key, pool),
            What::Machine(pool, None) if out != unit.out => {
                self.units[key as usize].out = out;
                if out {
                    self.equipment[pool.index()].withdraw(1);
                } else {
                    self.equipment[pool.index()].restore(1);
                    self.take_next(pool);
                }
            }
            What::Vehicle(vehicle) if out && self.vehicles[vehicle].duty == Duty::Idle => {
                self.leave_pool(vehicle);
            }
            What::Vehicle(vehicle)
                if !out && self.vehicles[vehicle].duty == Duty::Out && !self.is_retired(vehicle) =>
            {
                self.start_duty(vehicle);
                self.next_task(vehicle);
            }
            _ => {}
        }
    }

    /// Whether a vehicle without a task has to stay out of work; it has left its berth then.
    pub(super) fn stays_out(&mut self, key: VehicleKey) -> bool {
        let away = self.vehicles[key].unit.is_some_and(|unit| self.is_away(unit));
        let retired = self.is_retired(key);
        if !away && !retired {
            return false;
        }
        if retired {
            self.give_wagons_back(key);
        }
        self.leave_berth(key);
        self.end_duty(key);
        self.vehicles[key].duty = Duty::Out;
        true
    }

    /// Whether a unit is broken or in maintenance.
    pub(super) fn is_away(&self, unit: UnitKey) -> bool {
        let unit = &self.units[unit as usize];
        unit.broken || unit.away > self.now
    }

    /// Puts the maintenance of a fleet or a pool into the calendar.
    fn expect_maintenance(&mut self, owner: Owner, upkeep: impl Fn(&'c Corridor) -> &'c Upkeep) {
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
            Owner::Pool(pool) => self.machines_of(pool),
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

    fn units_of(&self, fleet: FleetId) -> std::ops::Range<usize> {
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
    fn is_out_of_service(&self, key: UnitKey) -> bool {
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

    /// Whether more machines of a pool are in service than there should be.
    fn is_one_too_many(&self, pool: EquipmentId) -> bool {
        self.service.is_some() && self.in_service(pool) > self.corridor.equipment[pool.index()].count as usize
    }

    fn in_service(&self, pool: EquipmentId) -> usize {
        self.units[self.machines_of(pool)].iter().filter(|unit| !unit.retired).count()
    }

    /// A machine that nobody has is gone.
    fn retire(&mut self, key: UnitKey, pool: EquipmentId) {
        let unit = &mut self.units[key as usize];
        unit.retired = true;
        if std::mem::take(&mut unit.out) {
            self.equipment[pool.index()].restore(1);
        }
    }

    /// There are more machines of a pool, or fewer: of those that nobody has the last numbers go at once, the
    /// others as they are given back. The lowest numbers come first.
    pub(super) fn size_machines(&mut self, pool: EquipmentId) {
        for place in self.machines_of(pool).rev() {
            if self.is_one_too_many(pool) && matches!(self.units[place].what, What::Machine(_, None)) {
                self.settle(place as UnitKey);
            }
        }
        let count = self.corridor.equipment[pool.index()].count as usize;
        for place in self.machines_of(pool) {
            if self.in_service(pool) < count && self.units[place].retired {
                self.units[place].retired = false;
                self.renew(place as UnitKey);
                self.settle(place as UnitKey);
            }
        }
    }
}

/// Whose units are maintained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A fleet's vehicles.
    Fleet(FleetId),
    /// The machines of a pool.
    Pool(EquipmentId),
}

fn whole_ms(ms: f64) -> Duration {
    Duration::from_ms((ms + 0.5) as u64)
}
