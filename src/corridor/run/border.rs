//! What happens to a traveller at a border crossing.
//!
//! ```text
//! papers cleared? ─► side by side: customs, border guard … ─► the same on the other side ─► onward
//! ```
//! At a *plain* crossing, with one agency and nothing else, the traveller itself stands in the line.
//! Elsewhere each agency is a *visit* of the vehicle, and the hours of a side are those of the visit
//! that ended last; lots do not pass such a crossing without a vehicle of their own.

use super::log::Log;
use super::lot::LotKey;
use super::traveller::Traveller;
use super::vehicle::VehicleKey;
use super::world::{Event, World};
use crate::corridor::ledger::{Cause, Hours};
use crate::corridor::model::{Agency, AgencyId, Border, BorderId, Channels, Documents, Freight, PayeeId};
use crate::corridor::record::{Facility, RecordKind};
use crate::quantity::Duration;
use crate::sim::{AtClosing, Rank, Time};

/// A visit's place in the arena.
pub(super) type VisitKey = u32;

/// A vehicle in the line or in the hands of one agency.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visit {
    vehicle: VehicleKey,
    agency: AgencyId,
    /// Which side it is of those that the vehicle passes.
    nth: u8,
    /// When the agency took it on.
    taken: Time,
    /// How long the lots aboard are inspected.
    inspection: Duration,
}

/// Who stands in the line of an agency.
#[derive(Clone, Copy, Debug)]
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
        let release = agency.release.sample(self.noise.at(agency.draws, self.trip(who)));
        let end = if agency.gate.is_none() {
            let end = self.now + whole_ms(release);
            let (since, hours) = self.trip_ledger(who);
            hours.book(Cause::Customs, end - *since);
            end
        } else {
            let (end, closed) = self.end_of_work(agency, whole_ms(release));
            let (since, hours) = self.trip_ledger(who);
            hours.book(Cause::Customs, end - *since - closed.total());
            *hours += &closed;
            end
        };
        self.tell_traveller_hours(who, Facility::Agency(id));
        self.tell_taken_on(who, id, whole_ms(release));
        self.calendar.schedule(end, Rank::Finish, Event::Released(who));
    }

    /// When work ends that an agency begins now, or when it opens, and what of that it is closed.
    fn end_of_work(&self, agency: &Agency, work: Duration) -> (Time, Hours) {
        let mut closed = Hours::NONE;
        let end = match agency.gate {
            None => self.now + work,
            Some(gate) => {
                let gate = &self.gates[gate.index()];
                let end = gate.finish(gate.next_open(self.now), work, AtClosing::Pause);
                gate.closed_between(self.now, end, |cause, span| closed.book(cause, span));
                end
            }
        };
        (end, closed)
    }

    /// A traveller may leave a plain crossing: the fees are due, and the next is taken on.
    pub(super) fn released(&mut self, who: Traveller) {
        let Some((border, _)) = self.border_ahead(who) else { return };
        if let Some(agency) = border.plain {
            self.tell_let_go(who, agency);
        }
        self.charge_border(who, border.payee, &border.fees);
        if let Some(agency) = border.plain {
            self.serve_next(agency);
        }
        self.pass_border(who);
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
    fn border_ahead(&self, who: Traveller) -> Option<(&'c Border, bool)> {
        let hop = self.hop_ahead(who);
        let link = &self.corridor.links[hop.link.index()];
        let border = &self.corridor.borders[link.border?.index()];
        Some((border, link.border_reversed != hop.backward))
    }

    /// The place in the lines of a crossing; the lowest goes first.
    #[inline]
    fn rank_at(&self, border: &Border, who: Traveller) -> u8 {
        border.priority.as_ref().map_or(0, |priority| {
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

    /// A vehicle waits until the papers of all its lots are cleared.
    fn hand_in_papers(&mut self, who: Traveller, border: &Border) {
        // Lots pass no such crossing on a ride.
        let Traveller::Vehicle(key) = who else { return };
        let now = self.now;
        let clearances =
            self.lots_of(who).filter_map(|lot| Some(self.clearance(lot, key, border.documents.as_ref()?)));
        let cleared = clearances.max().unwrap_or(now);
        if cleared <= now {
            return self.cleared(key);
        }
        let mut wait = cleared - now;
        let vehicle = &mut self.vehicles[key];
        if let Some(gate) = border.documents.as_ref().and_then(|documents| documents.gate) {
            self.gates[gate.index()].closed_between(now, cleared, |cause, closed| {
                vehicle.hours.book(cause, closed);
                wait = wait - closed;
            });
        }
        vehicle.hours.book(Cause::Documents, wait);
        self.tell_papers(key);
        self.calendar.schedule(cleared, Rank::Finish, Event::Cleared(key));
    }

    /// When the papers of a lot are cleared: declared ahead they are begun when the vehicle is ready
    /// to leave, on paper when it has come to the crossing.
    fn clearance(&self, lot: LotKey, key: VehicleKey, documents: &Documents) -> Time {
        let lot = &self.lots[lot];
        let digital = documents.digital[lot.demand.index()];
        let begin = if digital { self.vehicles[key].ready } else { self.now };
        let work = whole_ms(documents.time.sample(self.noise.at(documents.draws, lot.item)));
        match documents.gate.map(|gate| &self.gates[gate.index()]) {
            None => begin + work,
            Some(gate) => gate.finish(gate.next_open(begin), work, AtClosing::Pause),
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
        agency.checks.as_ref().is_none_or(|checks| {
            let demand = &self.corridor.demand[self.lots[lot].demand.index()];
            checks[demand.cargo.index()]
        })
    }

    fn ask(&mut self, vehicle: VehicleKey, agency: AgencyId, nth: u8, rank: u8) {
        let visit = Visit { vehicle, agency, nth, taken: self.now, inspection: Duration::ZERO };
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
        let (end, _) = self.end_of_work(agency, whole_ms(release) + inspection);
        self.tell_taken_on(Traveller::Vehicle(vehicle), id, whole_ms(release) + inspection);
        let visit = &mut self.visits[key];
        visit.taken = self.now;
        visit.inspection = inspection;
        self.calendar.schedule(end, Rank::Finish, Event::Checked(key));
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
        spans.map(whole_ms).fold(Duration::ZERO, |sum, span| sum + span)
    }

    /// An agency is done with a vehicle; the last one of a side lets it go on.
    pub(super) fn checked(&mut self, key: VisitKey) {
        let visit = self.visits[key];
        self.visits.remove(key);
        self.tell_let_go(Traveller::Vehicle(visit.vehicle), visit.agency);
        self.serve_next(visit.agency);
        self.vehicles[visit.vehicle].working -= 1;
        if self.vehicles[visit.vehicle].working == 0 {
            self.leave_side(visit);
        }
    }

    /// Books the hours of a side, which are those of the agency that was done last.
    fn leave_side(&mut self, visit: Visit) {
        let key = visit.vehicle;
        let gate = self.corridor.agencies[visit.agency.index()].gate;
        let vehicle = &mut self.vehicles[key];
        let mut rest = self.now - vehicle.since;
        if let Some(gate) = gate {
            self.gates[gate.index()].closed_between(visit.taken, self.now, |cause, closed| {
                vehicle.hours.book(cause, closed);
                rest = rest - closed;
            });
        }
        vehicle.hours.book(Cause::Inspection, visit.inspection);
        vehicle.hours.book(Cause::Customs, rest - visit.inspection);
        self.tell_trip_hours(key, Some(Facility::Agency(visit.agency)));
        if let Some((border, reversed)) = self.border_ahead(Traveller::Vehicle(key))
            && let Some(side) = border.side(usize::from(visit.nth), reversed)
        {
            self.charge_border(Traveller::Vehicle(key), side.payee, &side.fees);
        }
        self.enter_side(key, visit.nth + 1);
    }
}

fn whole_ms(ms: f64) -> Duration {
    Duration::from_ms((ms + 0.5) as u64)
}
