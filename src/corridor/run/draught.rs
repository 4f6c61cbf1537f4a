//! Loading by draught: ships take no more mass than the water at their berths lets them.
//!
//! ```text
//! called ──► begins to load: how deep is it? ──► takes lots aboard while room and mass last ──► leaves
//!                  └── too shallow for any load: back to the others that wait for something to do
//! ```
//! Beside the room that waits and that has been promised at a post stands the same in kilograms. Where
//! the water carries no load, nobody is called; ships are called again when it comes back.

use super::log::Log;
use super::lot::LotKey;
use super::vehicle::VehicleKey;
use super::world::{Event, World};
use crate::corridor::model::{Corridor, FULL, Leg, ServiceId};
use crate::sim::{Rank, Ticket, Time};

/// What is kept in mind where the draught of a fleet limits what it carries.
#[derive(Debug)]
pub(super) struct Draughts {
    posts: Vec<Masses>,
    /// What each vehicle can still take (kg), by its place in the arena.
    left: Vec<u64>,
    /// When the water of a service comes back.
    tides: Vec<Option<Ticket>>,
}

/// Masses at a post (kg).
#[derive(Clone, Copy, Debug, Default)]
struct Masses {
    /// Of the lots that wait.
    waiting: u64,
    /// That the vehicles called can still take.
    promised: u64,
}

impl Draughts {
    /// The books of a corridor some of whose fleets have a draught.
    pub(super) fn of(corridor: &Corridor) -> Option<Box<Self>> {
        let any = corridor.fleets.iter().any(|fleet| fleet.draught.is_some());
        let services = corridor.services.len();
        any.then(|| {
            Box::new(Self {
                posts: vec![Masses::default(); services],
                left: Vec::new(),
                tides: vec![None; services],
            })
        })
    }

    pub(super) fn clear(&mut self) {
        self.posts.fill(Masses::default());
        self.left.clear();
        self.tides.fill(None);
    }

    /// A lot waits for a service.
    pub(super) fn wait(&mut self, service: ServiceId, mass: u64) {
        let post = &mut self.posts[service.index()];
        post.waiting = post.waiting.saturating_add(mass);
    }

    /// Whether no vehicle has been called for a lot that waits, by its mass.
    pub(super) fn lacks(&self, service: ServiceId, mass: u64) -> bool {
        let post = self.posts[service.index()];
        mass > 0 && post.waiting >= post.promised.saturating_add(mass)
    }

    /// A lot that waited takes another way.
    pub(super) fn turn(&mut self, service: ServiceId, mass: u64) {
        let post = &mut self.posts[service.index()];
        post.waiting = post.waiting.saturating_sub(mass);
    }

    /// A lot has gone aboard; where no draught counts it weighs nothing.
    pub(super) fn board(&mut self, service: ServiceId, key: VehicleKey, mass: u64) {
        if mass == 0 {
            return;
        }
        let post = &mut self.posts[service.index()];
        post.waiting = post.waiting.saturating_sub(mass);
        post.promised = post.promised.saturating_sub(mass);
        let left = &mut self.left[key as usize];
        *left = left.saturating_sub(mass);
    }

    /// A vehicle is called that can take so much; of one that has been called already the old
    /// promise no longer counts.
    fn promise(&mut self, service: ServiceId, key: VehicleKey, mass: u64) {
        let place = key as usize;
        if self.left.len() <= place {
            self.left.resize(place + 1, 0);
        }
        let post = &mut self.posts[service.index()];
        post.promised = post.promised.saturating_sub(self.left[place]).saturating_add(mass);
        self.left[place] = mass;
    }

    /// A vehicle takes no more.
    pub(super) fn withdraw(&mut self, service: ServiceId, key: VehicleKey) {
        self.promise(service, key, 0);
    }
}

impl<L: Log> World<'_, L> {
    /// Room asked for that no vehicle has been called for; where ships are full before their room
    /// is, the room of the ships that are lacking. Nothing where the water carries no load.
    #[inline]
    pub(super) fn uncovered(&self, service: ServiceId) -> u64 {
        let room = self.posts[service.index()].uncovered();
        match &self.draughts {
            None => room,
            Some(books) => self.uncovered_afloat(service, room, books.posts[service.index()]),
        }
    }

    #[cold]
    fn uncovered_afloat(&self, service: ServiceId, room: u64, masses: Masses) -> u64 {
        let mass = masses.waiting.saturating_sub(masses.promised);
        if room == 0 && mass == 0 {
            return 0;
        }
        match self.corridor.payload(service, self.now) {
            None => room,
            Some(0) => 0,
            Some(payload) => {
                let ships = (u128::from(mass) * u128::from(FULL)).div_ceil(u128::from(payload));
                room.max(u64::try_from(ships).unwrap_or(u64::MAX))
            }
        }
    }

    /// What a vehicle that is called can take.
    pub(super) fn promise_load(&mut self, key: VehicleKey, service: ServiceId) {
        let mass = self.corridor.payload(service, self.now);
        if let (Some(books), Some(mass)) = (&mut self.draughts, mass) {
            books.promise(service, key, mass);
        }
    }

    /// A vehicle begins to load, as deep as the water is now; whether it can load anything.
    pub(super) fn floats(&mut self, key: VehicleKey) -> bool {
        let service = self.vehicles[key].service;
        let Some(mass) = self.corridor.payload(service, self.now) else { return true };
        self.promise_load(key, service);
        if mass > 0 {
            self.call_for_the_rest(service);
        }
        mass > 0
    }

    /// Others are called for what a vehicle can take less of than it was called for.
    fn call_for_the_rest(&mut self, service: ServiceId) {
        if self.uncovered(service) > 0 && self.left_behind.last() != Some(&service) {
            self.left_behind.push(service);
        }
    }

    /// Load units of a leg that a vehicle can still take by their mass.
    #[inline]
    pub(super) fn units_afloat(&self, key: VehicleKey, leg: &Leg) -> u64 {
        match &self.draughts {
            Some(books) if leg.mass > 0 => books.left[key as usize] / leg.mass,
            _ => u64::MAX,
        }
    }

    /// Whether a lot is light enough for a vehicle.
    #[inline]
    pub(super) fn bears(&self, key: VehicleKey, lot: LotKey, leg: &Leg) -> bool {
        !Self::keeps(&self.draughts) || u64::from(self.lots[lot].count) <= self.units_afloat(key, leg)
    }

    /// Whether a vehicle can take no further load unit by its mass.
    pub(super) fn lies_deep(&self, key: VehicleKey) -> bool {
        let Some(books) = &self.draughts else { return false };
        let fleet = &self.corridor.fleets[self.vehicles[key].fleet.index()];
        fleet.draught.as_ref().is_some_and(|draught| books.left[key as usize] < draught.heaviest())
    }

    /// The calendar knows when the water of each service comes back, as long as the phase lasts.
    pub(super) fn expect_water(&mut self) {
        for index in 0..self.corridor.services.len() {
            self.expect_water_of(ServiceId::at(index));
        }
    }

    fn expect_water_of(&mut self, service: ServiceId) {
        let Some(books) = &mut self.draughts else { return };
        if let Some(ticket) = books.tides[service.index()].take() {
            self.calendar.cancel(ticket);
        }
        let back = self.corridor.comes_afloat(service, self.now);
        books.tides[service.index()] =
            back.map(|at| self.calendar.schedule(at, Rank::Clock, Event::Afloat(service)));
    }

    /// The water carries ships of a service again.
    pub(super) fn afloat(&mut self, service: ServiceId) {
        if let Some(books) = Self::kept(&mut self.draughts) {
            books.tides[service.index()] = None;
        }
        self.expect_water_of(service);
        self.call_for_the_rest(service);
    }

    /// A project has changed depths or ships.
    pub(super) fn sound_again(&mut self) {
        for index in 0..self.corridor.services.len() {
            self.afloat(ServiceId::at(index));
        }
    }
}

impl Corridor {
    /// The first instant after `from` at which vehicles of a service can load again, after a time in
    /// which they cannot.
    fn comes_afloat(&self, service: ServiceId, from: Time) -> Option<Time> {
        self.fleet_of(service).draught.as_ref()?;
        self.can_load_from(service, self.cannot_load_from(service, from)?)
    }
}
