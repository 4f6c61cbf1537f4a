//! Which way goods take: the choice when a consignment appears, what is learnt of realised times,
//! and turning to another way before a gate that stays closed.

use super::log::Log;
use super::lot::LotKey;
use super::world::{Event, World};
use crate::corridor::ledger::Cause;
use crate::corridor::model::{CellId, Choice, Corridor, Demand, Goods, Learning, Leg, ServiceId};
use crate::noise::Item;
use crate::quantity::Duration;
use crate::sim::{Gate, Rank, Time};
use std::collections::VecDeque;

/// What is kept in mind where streams have a choice.
#[derive(Debug)]
pub(super) struct Routing {
    /// Those who learn of realised times; streams with the same weight and delay learn together.
    learners: Vec<Learner>,
    /// When each lot came to the place where its leg begins.
    begun: Vec<Time>,
    probabilities: Vec<f64>,
}

/// What is known of realised times under one weight and delay.
#[derive(Debug)]
struct Learner {
    how: Learning,
    services: Vec<Known>,
}

/// The time that legs of one service take, as far as it is known.
#[derive(Debug, Clone)]
struct Known {
    /// Without any wait (h), of goods of which nothing is said at borders; so are all hours here.
    at_first: f64,
    /// Smoothed (h).
    hours: f64,
    /// Legs that have ended and are not known yet: when, and hours.
    pending: VecDeque<(Time, f64)>,
}

impl Learner {
    fn of(how: Learning, corridor: &Corridor) -> Self {
        let known = (0..corridor.services.len()).map(|service| {
            let at_first = corridor.free_flow(ServiceId::at(service)).as_hours();
            Known { at_first, hours: at_first, pending: VecDeque::new() }
        });
        Self { how, services: known.collect() }
    }

    /// The hours of a leg by all that is known now.
    fn hours(&mut self, service: ServiceId, now: Time) -> f64 {
        let known = &mut self.services[service.index()];
        while let Some(&(ended, hours)) = known.pending.front() {
            if ended + self.how.delay > now {
                break;
            }
            known.hours += self.how.weight * (hours - known.hours);
            known.pending.pop_front();
        }
        known.hours
    }
}

impl Routing {
    /// For a corridor some of whose streams have a choice.
    pub(super) fn of(corridor: &Corridor) -> Option<Box<Self>> {
        let streams = || corridor.windows().flat_map(|(corridor, ..)| &corridor.demand);
        let choices = || streams().filter_map(|demand| demand.choice.as_ref());
        choices().next()?;
        let mut learners: Vec<Learner> = Vec::new();
        for how in choices().filter_map(|choice| choice.learning) {
            if learners.iter().all(|learner| learner.how != how) {
                learners.push(Learner::of(how, corridor));
            }
        }
        Some(Box::new(Self { learners, begun: Vec::new(), probabilities: Vec::new() }))
    }

    pub(super) fn clear(&mut self) {
        for known in self.learners.iter_mut().flat_map(|learner| &mut learner.services) {
            known.hours = known.at_first;
            known.pending.clear();
        }
        self.begun.clear();
    }

    /// `part` is split off a lot: it has the same beginning.
    pub(super) fn split(&mut self, lot: LotKey, part: LotKey) {
        if !self.learners.is_empty() {
            let begun = *self.begun_of(lot);
            *self.begun_of(part) = begun;
        }
    }

    fn begun_of(&mut self, lot: LotKey) -> &mut Time {
        let index = lot as usize;
        if self.begun.len() <= index {
            self.begun.resize(index + 1, Time::START);
        }
        &mut self.begun[index]
    }

    /// The way that a consignment takes; `drawn` is its number between 0 and 1.
    fn choose(&mut self, choice: &Choice, now: Time, drawn: impl FnOnce() -> f64) -> usize {
        let mut probabilities = std::mem::take(&mut self.probabilities);
        let learner = self.learners.iter_mut().find(|learner| choice.learning == Some(learner.how));
        match learner {
            None => choice.probabilities(|way| choice.ways[way].hours, &mut probabilities),
            Some(learner) => {
                let ways = choice.ways.iter();
                let hours: Vec<f64> = ways
                    .map(|way| {
                        let services = way.itinerary.iter().zip(&way.beyond_usual);
                        services.map(|(&service, beyond)| learner.hours(service, now) + beyond).sum()
                    })
                    .collect();
                choice.probabilities(|way| hours[way], &mut probabilities);
            }
        }
        let drawn = if probabilities.contains(&1.0) { 0.5 } else { drawn() };
        let mut reached = 0.0;
        let way = probabilities.iter().position(|share| {
            reached += share;
            drawn < reached
        });
        // Rounding may leave the last sum a little below one.
        let last = probabilities.iter().rposition(|&share| share > 0.0).unwrap_or(0);
        self.probabilities = probabilities;
        way.unwrap_or(last)
    }
}

/// When closures without a break between them have lasted so long.
fn stays(gate: &Gate<Cause>, after: Duration) -> impl Iterator<Item = Time> {
    let mut closures = gate.closures().iter().peekable();
    std::iter::from_fn(move || {
        let mut closed = *closures.next()?;
        while let Some(next) = closures.next_if(|next| next.from == closed.to) {
            closed.to = next.to;
        }
        Some(closed)
    })
    .filter(move |closed| closed.from + after < closed.to)
    .map(move |closed| closed.from + after)
}

impl<L: Log> World<'_, L> {
    /// The first leg of a new consignment, and where its results are gathered.
    #[inline]
    pub(super) fn way_of(&mut self, demand: &Demand, item: Item) -> (u32, CellId) {
        match &demand.choice {
            None => (demand.first_leg, demand.cell),
            Some(choice) => self.chosen_way(demand, choice, item),
        }
    }

    fn chosen_way(&mut self, demand: &Demand, choice: &Choice, item: Item) -> (u32, CellId) {
        let now = self.now;
        let noise = self.noise;
        let Some(routing) = &mut self.routing else { return (demand.first_leg, demand.cell) };
        let way = routing.choose(choice, now, || noise.at(choice.draws, item).uniform());
        let way = &choice.ways[way];
        (self.open_way(choice, way.first_leg), way.cell)
    }

    /// A new lot is where its first leg begins.
    pub(super) fn begin_way(&mut self, lot: LotKey) {
        let now = self.now;
        if let Some(routing) = &mut self.routing
            && !routing.learners.is_empty()
        {
            *routing.begun_of(lot) = now;
        }
    }

    /// A lot has ended a leg and is at a place where the next begins: which one that is.
    #[cold]
    pub(super) fn next_leg(&mut self, lot: LotKey) -> u32 {
        let next = self.lots[lot].leg + 1;
        let demand = &self.corridor.demand[self.lots[lot].demand.index()];
        let open = demand.choice.as_ref().map_or(next, |choice| self.open_way(choice, next));
        if open != next {
            // What has been drawn ahead is for the legs of the other way.
            self.lots[lot].foreseen = false;
        }
        open
    }

    /// A lot that is where its leg begins takes another one from there.
    pub(super) fn turn_to(&mut self, lot: LotKey, leg: u32) {
        let turning = &mut self.lots[lot];
        if turning.leg != leg {
            turning.leg = leg;
            turning.foreseen = false;
        }
    }

    /// A leg has ended: how long it took will be known.
    #[cold]
    pub(super) fn learn(&mut self, lot: LotKey) {
        let now = self.now;
        let service = self.leg(lot).service;
        let stream = self.lots[lot].demand;
        let goods = Goods { cargo: self.corridor.demand[stream.index()].cargo, stream: Some(stream) };
        let Some(routing) = &mut self.routing else { return };
        if routing.learners.is_empty() {
            return;
        }
        let begun = std::mem::replace(routing.begun_of(lot), now);
        // Others know what these goods met at borders that theirs will not.
        let hours = (now - begun).as_hours() - self.corridor.hours_beyond_usual(service, goods);
        for learner in &mut routing.learners {
            learner.services[service.index()].pending.push_back((now, hours));
        }
    }

    /// The instants at which it becomes known of a closure that it stays: those who wait look again then.
    pub(super) fn expect_turns(&mut self) {
        if self.routing.is_none() {
            return;
        }
        let mut known: Vec<Time> = Vec::new();
        for (corridor, ..) in self.base.windows() {
            for demand in &corridor.demand {
                let Some((choice, after)) =
                    demand.choice.as_ref().and_then(|choice| Some((choice, choice.reroute_after?)))
                else {
                    continue;
                };
                let services = choice.ways.iter().flat_map(|way| &way.itinerary);
                let cargo = choice.goods.cargo.index();
                let gates = services.flat_map(|&service| {
                    let embargo = corridor.services[service.index()].embargoes[cargo];
                    corridor.gates_of(service, choice.goods.cargo).chain(embargo)
                });
                gates.for_each(|gate| known.extend(stays(&self.gates[gate.index()], after)));
            }
        }
        known.sort_unstable();
        known.dedup();
        for at in known {
            self.calendar.schedule(at, Rank::Clock, Event::LookAgain);
        }
    }

    /// The leg that a lot which waits for a vehicle had better take.
    pub(super) fn turns_to(&self, lot: LotKey) -> u32 {
        let leg = self.lots[lot].leg;
        let demand = &self.corridor.demand[self.lots[lot].demand.index()];
        demand.choice.as_ref().map_or(leg, |choice| self.open_way(choice, leg))
    }

    /// The leg to go on with from the place where one begins: it, or where the way ahead has been
    /// closed for long, the cheapest other way from here that has not.
    fn open_way(&self, choice: &Choice, leg: u32) -> u32 {
        let Some(after) = choice.reroute_after else { return leg };
        let since_start = self.now - Time::START;
        let known = Time::START + (since_start - after);
        if since_start < after || !self.stays_closed(choice, leg, known) {
            return leg;
        }
        let here = self.service(self.corridor.legs[leg as usize].service).from;
        let others = choice.ways.iter().flat_map(|way| {
            let legs = way.first_leg..way.first_leg + way.itinerary.len() as u32;
            legs.filter(|&other| self.service(self.corridor.legs[other as usize].service).from == here)
        });
        let open = others.filter(|&other| other != leg && !self.stays_closed(choice, other, known));
        let cost = |leg: &u32| self.cost_from(choice, *leg);
        open.min_by(|one, other| cost(one).total_cmp(&cost(other))).unwrap_or(leg)
    }

    /// Whether anything on the way from a leg on has been closed since `known` and still is.
    fn stays_closed(&self, choice: &Choice, leg: u32, known: Time) -> bool {
        let ahead = &self.corridor.legs[leg as usize..];
        let last = ahead.iter().position(|leg| leg.last).unwrap_or(0);
        let gates = |leg: &Leg| self.corridor.gates_of(leg.service, choice.goods.cargo).chain(leg.embargo);
        let ways = ahead[..=last].iter().flat_map(gates);
        // The yard here is the same whichever way they go on.
        let steps = ahead[1..=last].iter().flat_map(|leg| [&leg.formalities, &leg.transload]);
        let yards = steps.flatten().filter_map(|step| step.yard);
        ways.chain(yards).any(|gate| {
            let gate = &self.gates[gate.index()];
            gate.next_open(known) > self.now
        })
    }

    /// The generalised cost of a load unit from a leg on, without any wait.
    fn cost_from(&self, choice: &Choice, leg: u32) -> f64 {
        let ahead = &self.corridor.legs[leg as usize..];
        let last = ahead.iter().position(|leg| leg.last).unwrap_or(0);
        let costs = ahead[..=last].iter().map(|leg| {
            let goods = choice.goods;
            let service = leg.service;
            self.corridor.price_of_leg(service, goods.cargo)
                + choice.hourly * self.corridor.hours_of_leg(service, goods, 1.0)
        });
        costs.sum()
    }
}
