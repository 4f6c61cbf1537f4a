//! What happens to a traveller at a border crossing.
//!
//! ```text
//! papers cleared? ─► side by side: customs, border guard … ─► the same on the other side ─► onward
//! ```
//! Papers have a file of their own. At a *plain* crossing, with one agency and nothing else, the traveller itself stands in the line.
//! Elsewhere each agency is a *visit* of the vehicle, and the hours of a side are those of the visit
//! that ended last; lots do not pass such a crossing without a vehicle of their own.

use super::log::Log;
use super::lot::LotKey;
use super::stand::Stand;
use super::traveller::Traveller;
use super::vehicle::VehicleKey;
use super::world::{Event, World};
use crate::corridor::ledger::{Cause, Hours};
use crate::corridor::model::{Agency, AgencyId, Border, BorderId, Channels, Freight, GateId, PayeeId};
use crate::corridor::record::{Facility, RecordKind};
use crate::quantity::Duration;
use crate::sim::{AtClosing, Rank, Time, Turn};

/// A visit's place in the arena.
pub(super) type VisitKey = u32;

/// A vehicle in the line or in the hands of one agency.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visit {
    pub(super) vehicle: VehicleKey,
    agency: AgencyId,
    /// Which side it is of those that the vehicle passes.
    nth: u8,
    /// When the agency took it on.
    taken: Time,
    /// Up to when closures hold the work up.
    closed_to: Time,
    /// How long the lots aboard are inspected.
    inspection: Duration,
}

/// Who stands in the line of an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Customer {
    /// At a plain crossing the traveller itself.
    Traveller(Traveller),
    /// Elsewhere one of its visits.
    Visit(VisitKey),
}

impl<'c, L: Log> World<'c, L> {
    /// A traveller with goods comes to a border crossing.
    pub(super) fn at_border(&mut self, who: Traveller, id: BorderId) {
        *self.trip_ledger(who).0 = self.now;
        let border: &Border = &self.corridor.borders[id.index()];
        let Some(agency) = border.plain else { return self.hand_in_papers(who, border) };
        let rank = self.rank_at(border, who);
        if self.servers[agency.index()].seize(self.now, Customer::Traveller(who), 1, rank) {
            self.inspect(who, agency);
        } else {
            self.tell_traveller(RecordKind::Wait, who, Facility::Agency(agency));
        }
    }

    /// A server takes on a traveller; how long it stands there is known at once.
    fn inspect(&mut self, who: Traveller, id: AgencyId) {
        let agency: &Agency = &self.corridor.agencies[id.index()];
        let release = match who {
            Traveller::Vehicle(key) => {
                agency.release.sample(self.noise.at(agency.draws, self.vehicles[key].trip))
            }
            Traveller::Lot(key) => {
                let lot = &self.lots[key];
                let place = self.leg(key).place_of_release(lot.hop);
                self.foresight.amount(key, lot, place, &self.noise, (agency.draws, &agency.release))
            }
        };
        if self.may_fail(Stand::Server(id)) {
            self.tell_traveller(RecordKind::Seize, who, Facility::Agency(id));
            return self.work_at(Stand::Server(id), Customer::Traveller(who), Duration::nearest_ms(release));
        }
        let end = if !L::BOOKS || agency.gate.is_none() {
            let end = self.now + Duration::nearest_ms(release);
            let (since, hours) = self.trip_ledger(who);
            hours.book(Cause::Customs, end - *since);
            end
        } else {
            let turn = self.turn(agency.gate, Duration::nearest_ms(release), agency.at_closing);
            let closed = self.closed_hours(agency.gate, self.now, turn.closed_to);
            let (since, hours) = self.trip_ledger(who);
            hours.book(Cause::Customs, turn.end - *since - closed.total());
            *hours += &closed;
            turn.end
        };
        self.tell_traveller_hours(who, Facility::Agency(id));
        self.tell_taken_on(who, id, Duration::nearest_ms(release));
        self.calendar.schedule(end, Rank::Finish, Event::Released(who));
    }

    /// Work that is taken on now by those who have these hours.
    pub(super) fn turn(&self, gate: Option<GateId>, work: Duration, at_closing: AtClosing) -> Turn {
        match gate.map(|gate| &self.gates[gate.index()]) {
            None => Turn::of(self.now, work),
            Some(gate) => gate.turn(self.now, work, at_closing),
        }
    }

    /// The hours during which a gate is closed, by cause.
    pub(super) fn closed_hours(&self, gate: Option<GateId>, from: Time, to: Time) -> Hours {
        let mut closed = Hours::NONE;
        if let Some(gate) = gate {
            self.gates[gate.index()].closed_between(from, to, |cause, span| closed.book(cause, span));
        }
        closed
    }

    /// A traveller may leave a plain crossing: the fees are due, and the next is taken on.
    pub(super) fn released(&mut self, who: Traveller) {
        let Some((border, _)) = self.border_ahead(who) else { return };
        if let Some(agency) = border.plain {
            if self.may_fail(Stand::Server(agency)) {
                self.book_release(who, agency);
            }
            self.tell_let_go(who, agency);
        }
        self.charge_border(who, border.payee, &border.fees);
        if let Some(agency) = border.plain {
            self.serve_next(agency);
        }
        self.pass_border(who);
    }

    /// Books the hours of a release by a server that may have failed meanwhile.
    fn book_release(&mut self, who: Traveller, agency: AgencyId) {
        let lost = self.done_at(Stand::Server(agency), Customer::Traveller(who));
        let now = self.now;
        let (since, hours) = self.trip_ledger(who);
        hours.book(Cause::Customs, now - *since - lost.total());
        *hours += &lost;
        self.tell_traveller_hours(who, Facility::Agency(agency));
    }

    /// A server is free again: it takes on whoever is next.
    fn serve_next(&mut self, agency: AgencyId) {
        let next = self.servers[agency.index()].hand_over(self.now, 1);
        self.take_on(next, agency);
    }

    /// Servers that are free take on those who are next in line.
    pub(super) fn serve_line(&mut self, agency: AgencyId) {
        let next = self.servers[agency.index()].admit(self.now);
        self.take_on(next, agency);
    }

    fn take_on(&mut self, mut next: Option<Customer>, agency: AgencyId) {
        while let Some(customer) = next {
            match customer {
                Customer::Traveller(who) => self.inspect(who, agency),
                Customer::Visit(visit) => self.check(visit),
            }
            next = self.servers[agency.index()].admit(self.now);
        }
    }

    fn pass_border(&mut self, who: Traveller) {
        match who {
            Traveller::Vehicle(key) => {
                self.vehicles[key].released = true;
                self.travel(key);
            }
            Traveller::Lot(key) => {
                self.lots[key].released = true;
                self.ride_on(key);
            }
        }
    }

    /// The crossing at which a traveller stands, and whether it meets its sides in reverse.
    #[inline]
    pub(super) fn border_ahead(&self, who: Traveller) -> Option<(&'c Border, bool)> {
        let hop = self.hop_ahead(who);
        let link = &self.corridor.links[hop.link.index()];
        let border = &self.corridor.borders[link.border?.index()];
        Some((border, link.border_reversed != hop.backward))
    }

    /// The place in the lines of a crossing; the lowest goes first.
    #[inline]
    fn rank_at(&self, border: &Border, who: Traveller) -> u8 {
        Self::needed(&border.priority).map_or(0, |priority| {
            let service = match who {
                Traveller::Vehicle(key) => self.vehicles[key].service,
                Traveller::Lot(key) => self.leg(key).service,
            };
            priority.rank(service, self.lots_of(who).map(|lot| self.lots[lot].demand))
        })
    }

    pub(super) fn lots_of(&self, who: Traveller) -> impl Iterator<Item = LotKey> {
        std::iter::successors(self.first_of(who), |&lot| self.lots[lot].next)
    }

    fn first_of(&self, who: Traveller) -> Option<LotKey> {
        match who {
            Traveller::Vehicle(key) => self.vehicles[key].aboard.map(|(first, _)| first),
            Traveller::Lot(lot) => Some(lot),
        }
    }

    fn charge_border(&mut self, who: Traveller, payee: PayeeId, fees: &[Freight]) {
        self.tell_paying("border");
        self.charge_all(who, payee, fees);
    }

    /// Books a charge on all lots of a traveller.
    pub(super) fn charge_all(&mut self, who: Traveller, payee: PayeeId, fees: &[Freight]) {
        let mut next = self.first_of(who);
        while let Some(lot) = next {
            let cargo = self.corridor.demand[self.lots[lot].demand.index()].cargo;
            self.charge(lot, who, payee, &fees[cargo.index()]);
            next = self.lots[lot].next;
        }
    }

    /// The papers of a vehicle are in order: the agencies begin.
    pub(super) fn cleared(&mut self, key: VehicleKey) {
        self.enter_side(key, 0);
    }

    /// A vehicle comes to a side of the crossing: all agencies that it concerns are asked at once.
    fn enter_side(&mut self, key: VehicleKey, nth: u8) {
        let Some((border, reversed)) = self.border_ahead(Traveller::Vehicle(key)) else { return };
        let rank = self.rank_at(border, Traveller::Vehicle(key));
        self.vehicles[key].since = self.now;
        for nth in nth.. {
            let Some(side) = border.side(usize::from(nth), reversed) else {
                self.charge_border(Traveller::Vehicle(key), border.payee, &border.fees);
                return self.pass_border(Traveller::Vehicle(key));
            };
            for &agency in &side.agencies {
                if self.concerns(agency, key) {
                    self.vehicles[key].working += 1;
                    self.ask(key, agency, nth, rank);
                }
            }
            if self.vehicles[key].working > 0 {
                return;
            }
            self.charge_border(Traveller::Vehicle(key), side.payee, &side.fees);
        }
    }

    fn concerns(&self, agency: AgencyId, key: VehicleKey) -> bool {
        let agency = &self.corridor.agencies[agency.index()];
        self.lots_of(Traveller::Vehicle(key)).any(|lot| self.concerned(agency, lot))
    }

    fn concerned(&self, agency: &Agency, lot: LotKey) -> bool {
        agency.checks.is_none() || agency.looks_at(self.corridor.demand[self.lots[lot].demand.index()].cargo)
    }

    fn ask(&mut self, vehicle: VehicleKey, agency: AgencyId, nth: u8, rank: u8) {
        let (taken, inspection) = (self.now, Duration::ZERO);
        let visit = Visit { vehicle, agency, nth, taken, closed_to: taken, inspection };
        let visit = self.visits.insert(visit);
        if self.servers[agency.index()].seize(self.now, Customer::Visit(visit), 1, rank) {
            self.check(visit);
        } else {
            self.tell_traveller(RecordKind::Wait, Traveller::Vehicle(vehicle), Facility::Agency(agency));
        }
    }

    /// An agency takes a vehicle on; how long it takes is known at once.
    fn check(&mut self, key: VisitKey) {
        let Visit { vehicle, agency: id, .. } = self.visits[key];
        let agency: &Agency = &self.corridor.agencies[id.index()];
        let release = agency.release.sample(self.noise.at(agency.draws, self.vehicles[vehicle].trip));
        let inspection = agency
            .channels
            .as_ref()
            .map_or(Duration::ZERO, |channels| self.inspection(vehicle, agency, channels));
        let work = Duration::nearest_ms(release) + inspection;
        if self.may_fail(Stand::Server(id)) {
            self.visits[key].inspection = inspection;
            self.tell_traveller(RecordKind::Seize, Traveller::Vehicle(vehicle), Facility::Agency(id));
            return self.work_at(Stand::Server(id), Customer::Visit(key), work);
        }
        let turn = self.turn(agency.gate, work, agency.at_closing);
        self.tell_taken_on(Traveller::Vehicle(vehicle), id, work);
        let visit = &mut self.visits[key];
        visit.taken = self.now;
        visit.closed_to = turn.closed_to;
        visit.inspection = inspection;
        self.calendar.schedule(turn.end, Rank::Finish, Event::Checked(key));
    }

    /// How long the lots aboard that concern an agency are inspected, one after the other, each by
    /// the channel of its consignment.
    fn inspection(&self, key: VehicleKey, agency: &Agency, channels: &Channels) -> Duration {
        let [of_channel, of_time] = channels.draws;
        let concerned = self.lots_of(Traveller::Vehicle(key)).filter(|&lot| self.concerned(agency, lot));
        let spans = concerned.map(|lot| {
            let lot = &self.lots[lot];
            let drawn = self.noise.at(of_channel, self.consignments[lot.consignment].item).uniform();
            let channel = channels.risks[lot.demand.index()].channel(drawn);
            channels.times[channel as usize].sample(self.noise.at(of_time, lot.item))
        });
        spans.map(Duration::nearest_ms).fold(Duration::ZERO, |sum, span| sum + span)
    }

    /// An agency is done with a vehicle; the last one of a side lets it go on.
    pub(super) fn checked(&mut self, key: VisitKey) {
        let visit = self.visits[key];
        let stand = Stand::Server(visit.agency);
        let lost = if self.may_fail(stand) {
            self.done_at(stand, Customer::Visit(key))
        } else {
            let gate = self.corridor.agencies[visit.agency.index()].gate;
            self.closed_hours(gate, visit.taken, visit.closed_to.min(self.now))
        };
        self.visits.remove(key);
        self.tell_let_go(Traveller::Vehicle(visit.vehicle), visit.agency);
        self.serve_next(visit.agency);
        self.vehicles[visit.vehicle].working -= 1;
        if self.vehicles[visit.vehicle].working == 0 {
            self.leave_side(visit, &lost);
        }
    }

    /// Books the hours of a side, which are those of the agency that was done last: what was lost with it, by
    /// closing time or breakdowns, and the rest.
    fn leave_side(&mut self, visit: Visit, lost: &Hours) {
        let key = visit.vehicle;
        let vehicle = &mut self.vehicles[key];
        vehicle.hours += lost;
        vehicle.hours.book(Cause::Inspection, visit.inspection);
        let rest = self.now - vehicle.since - lost.total() - visit.inspection;
        vehicle.hours.book(Cause::Customs, rest);
        self.tell_trip_hours(key, Some(Facility::Agency(visit.agency)));
        if let Some((border, reversed)) = self.border_ahead(Traveller::Vehicle(key))
            && let Some(side) = border.side(usize::from(visit.nth), reversed)
        {
            self.charge_border(Traveller::Vehicle(key), side.payee, &side.fees);
        }
        self.enter_side(key, visit.nth + 1);
    }
}
