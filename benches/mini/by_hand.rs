//! The mini corridor, written by hand for this one model: the pace a scenario file has to keep.
//!
//! ```text
//! lots ─► rail ─► yard ─► ready ─► berth ─► sea ─► quay ─► border ─► rail ─► delivered
//!         200     2                1        6      2       1         no
//!         slots   cranes           loading  ferries cranes server    limit
//! ```
//! Lots come one by one, every half hour on average. The berth loads one ferry at a time; it leaves
//! with 25 lots, or 24 hours after its first lot came aboard, and comes back empty. Every queue is
//! first come, first served. A year begins with an empty corridor and all ferries at the near side.
//!
//! Times are whole milliseconds since the start of the year; events of one instant happen in the
//! order in which they were scheduled.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Exp, Gamma, LogNormal, Triangular};

const MILLISECONDS_PER_HOUR: f64 = 3_600_000.0;
/// Length of a replication \[ms\]: 8,760 hours.
const HORIZON: u64 = 8_760 * 3_600_000;
/// Lots that may be on the first rail leg at once \[lots\].
const RAIL_SLOTS: u32 = 200;
/// Cranes in the yard \[cranes\].
const YARD_CRANES: u32 = 2;
/// Cranes on the far quay \[cranes\].
const QUAY_CRANES: u32 = 2;
/// Servers of the border post \[servers\].
const BORDER_SERVERS: u32 = 1;
/// Ferries in service \[ferries\].
const FERRIES: u8 = 6;
/// What a ferry carries \[lots\].
const FERRY_LOTS: usize = 25;
/// Longest time between a ferry's first lot and its departure \[ms\]: 24 hours.
const LONGEST_LOADING: u64 = 24 * 3_600_000;

/// What one replicated year says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// Lots delivered within the year \[lots\].
    pub delivered: u64,
    /// Mean time from a lot's arrival to its delivery, over delivered lots \[h\].
    pub mean_transit: f64,
    /// Time within which nine in ten delivered lots came (nearest rank) \[h\].
    pub p90_transit: f64,
    /// Mean load of a ferry that leaves the near side \[lots\].
    pub mean_ferry_load: f64,
    /// Share of the year for which a yard crane worked \[1\].
    pub yard_utilisation: f64,
    /// Share of the year for which a crane of the far quay worked \[1\].
    pub quay_utilisation: f64,
    /// Share of the year for which the border post worked \[1\].
    pub border_utilisation: f64,
    /// Events that happened within the year \[events\].
    pub events: u64,
}

/// Runs replication number `replication` of the study with this `seed`: one year, a pure function.
pub fn replicate(seed: u64, replication: u64) -> Answer {
    let mut world = World::new(seed, replication);
    world.run();
    world.answer()
}

/// A lot, by its place in [`World::sent`].
type Lot = u32;
/// A ferry, by its place in [`World::aboard`].
type Ferry = u8;

#[derive(Clone, Copy, Debug)]
enum Event {
    Arrival,
    RailEnd { lot: Lot },
    Craned { lot: Lot },
    Deadline { ferry: Ferry, voyage: u32 },
    Landfall { ferry: Ferry },
    Unloaded { ferry: Ferry, lot: Lot },
    FerryBack { ferry: Ferry },
    Cleared { lot: Lot },
    Delivered { lot: Lot },
}

/// An entry of the future event list; the greatest is the next to happen.
#[derive(Clone, Copy, Debug)]
struct Scheduled {
    time: u64,
    sequence: u64,
    event: Event,
}

impl Scheduled {
    /// Time before sequence in one word, which compares without a branch.
    fn key(&self) -> u128 {
        (u128::from(self.time) << 64) | u128::from(self.sequence)
    }
}

impl Ord for Scheduled {
    fn cmp(&self, other: &Self) -> Ordering {
        other.key().cmp(&self.key())
    }
}

impl PartialOrd for Scheduled {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Scheduled {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Scheduled {}

/// Like servers with one queue before them.
#[derive(Debug)]
struct Station<T> {
    servers: u32,
    idle: u32,
    queue: VecDeque<T>,
    /// Work done within the year, over all servers \[ms\].
    busy: u64,
}

impl<T> Station<T> {
    fn new(servers: u32) -> Self {
        Self { servers, idle: servers, queue: VecDeque::with_capacity(256), busy: 0 }
    }

    /// The next to be served, if there is one and a server is idle; the server is then taken.
    fn next(&mut self) -> Option<T> {
        if self.idle == 0 {
            return None;
        }
        let next = self.queue.pop_front()?;
        self.idle -= 1;
        Some(next)
    }

    /// Books work from `start` to `end`, as far as it lies within the year.
    fn book(&mut self, start: u64, end: u64) {
        self.busy += end.min(HORIZON) - start;
    }

    fn utilisation(&self) -> f64 {
        self.busy as f64 / (f64::from(self.servers) * HORIZON as f64)
    }
}

/// Every law of chance of the model \[h\].
#[derive(Debug)]
struct Laws {
    between_arrivals: Exp<f64>,
    first_rail: LogNormal<f64>,
    yard: Gamma<f64>,
    sea: Triangular<f64>,
    quay: Gamma<f64>,
    border: LogNormal<f64>,
    last_rail: LogNormal<f64>,
}

impl Laws {
    #[expect(clippy::expect_used, reason = "the parameters are constants and valid")]
    fn new() -> Self {
        Self {
            between_arrivals: Exp::new(1.0 / 0.5).expect("a positive rate"),
            first_rail: LogNormal::from_mean_cv(72.0, 0.2).expect("a positive mean"),
            yard: gamma(0.8, 0.5),
            sea: Triangular::new(18.0, 40.0, 24.0).expect("ordered corners"),
            quay: gamma(0.4, 0.5),
            border: LogNormal::from_mean_cv(0.4, 0.5).expect("a positive mean"),
            last_rail: LogNormal::from_mean_cv(60.0, 0.3).expect("a positive mean"),
        }
    }
}

#[expect(clippy::expect_used, reason = "the parameters are constants and valid")]
fn gamma(mean: f64, variation: f64) -> Gamma<f64> {
    let shape = 1.0 / (variation * variation);
    Gamma::new(shape, mean / shape).expect("a positive shape and scale")
}

/// One replication.
#[derive(Debug)]
struct World {
    now: u64,
    events: u64,
    sequence: u64,
    agenda: BinaryHeap<Scheduled>,
    random: SmallRng,
    laws: Laws,

    /// When each lot arrived \[ms\].
    sent: Vec<u64>,
    rail: Station<Lot>,
    yard: Station<Lot>,
    /// Craned lots that found no ferry at the berth.
    ready: VecDeque<Lot>,
    /// The ferry that loads.
    berth: Option<Ferry>,
    /// Ferries that wait for the berth.
    roads: VecDeque<Ferry>,
    /// What each ferry carries.
    aboard: [Vec<Lot>; FERRIES as usize],
    /// Lots each ferry still has to unload \[lots\].
    unloading: [usize; FERRIES as usize],
    quay: Station<(Ferry, Lot)>,
    border: Station<Lot>,

    /// Departures so far; a deadline of an earlier number is void.
    voyages: u32,
    /// Lots that left with a ferry \[lots\].
    shipped: u64,
    /// Transit times of delivered lots \[ms\].
    transits: Vec<u64>,
}

impl World {
    fn new(seed: u64, replication: u64) -> Self {
        let stream = replication.wrapping_mul(0xD134_2543_DE82_EF95);
        Self {
            now: 0,
            events: 0,
            sequence: 0,
            agenda: BinaryHeap::with_capacity(1_024),
            random: SmallRng::seed_from_u64(seed.wrapping_add(stream)),
            laws: Laws::new(),
            sent: Vec::with_capacity(20_000),
            rail: Station::new(RAIL_SLOTS),
            yard: Station::new(YARD_CRANES),
            ready: VecDeque::with_capacity(256),
            berth: Some(0),
            roads: (1..FERRIES).collect(),
            aboard: std::array::from_fn(|_| Vec::with_capacity(FERRY_LOTS)),
            unloading: [0; FERRIES as usize],
            quay: Station::new(QUAY_CRANES),
            border: Station::new(BORDER_SERVERS),
            voyages: 0,
            shipped: 0,
            transits: Vec::with_capacity(20_000),
        }
    }

    fn run(&mut self) {
        self.schedule_arrival();
        while let Some(next) = self.agenda.pop() {
            if next.time > HORIZON {
                break;
            }
            self.now = next.time;
            self.events += 1;
            match next.event {
                Event::Arrival => self.arrival(),
                Event::RailEnd { lot } => self.rail_end(lot),
                Event::Craned { lot } => self.craned(lot),
                Event::Deadline { ferry, voyage } => self.deadline(ferry, voyage),
                Event::Landfall { ferry } => self.landfall(ferry),
                Event::Unloaded { ferry, lot } => self.unloaded(ferry, lot),
                Event::FerryBack { ferry } => self.ferry_back(ferry),
                Event::Cleared { lot } => self.cleared(lot),
                Event::Delivered { lot } => self.delivered(lot),
            }
        }
    }

    fn arrival(&mut self) {
        let lot = self.sent.len() as Lot;
        self.sent.push(self.now);
        self.rail.queue.push_back(lot);
        self.send_by_rail();
        self.schedule_arrival();
    }

    fn rail_end(&mut self, lot: Lot) {
        self.rail.idle += 1;
        self.send_by_rail();
        self.yard.queue.push_back(lot);
        self.crane();
    }

    fn craned(&mut self, lot: Lot) {
        self.yard.idle += 1;
        self.crane();
        match self.berth {
            Some(ferry) => self.board(ferry, lot),
            None => self.ready.push_back(lot),
        }
    }

    fn deadline(&mut self, ferry: Ferry, voyage: u32) {
        if voyage == self.voyages {
            self.depart(ferry);
        }
    }

    fn landfall(&mut self, ferry: Ferry) {
        let load = &mut self.aboard[usize::from(ferry)];
        self.unloading[usize::from(ferry)] = load.len();
        self.quay.queue.extend(load.drain(..).map(|lot| (ferry, lot)));
        self.unload();
    }

    fn unloaded(&mut self, ferry: Ferry, lot: Lot) {
        self.quay.idle += 1;
        self.unload();
        self.unloading[usize::from(ferry)] -= 1;
        if self.unloading[usize::from(ferry)] == 0 {
            let sea = hours(&self.laws.sea, &mut self.random);
            self.schedule(self.now + sea, Event::FerryBack { ferry });
        }
        self.border.queue.push_back(lot);
        self.clear();
    }

    fn ferry_back(&mut self, ferry: Ferry) {
        self.roads.push_back(ferry);
        self.berth_next();
    }

    fn cleared(&mut self, lot: Lot) {
        self.border.idle += 1;
        self.clear();
        let rail = hours(&self.laws.last_rail, &mut self.random);
        self.schedule(self.now + rail, Event::Delivered { lot });
    }

    fn delivered(&mut self, lot: Lot) {
        self.transits.push(self.now - self.sent[lot as usize]);
    }

    fn schedule_arrival(&mut self) {
        let gap = hours(&self.laws.between_arrivals, &mut self.random);
        self.schedule(self.now + gap, Event::Arrival);
    }

    /// Puts the next lot on the first rail leg, if a slot is free.
    fn send_by_rail(&mut self) {
        if let Some(lot) = self.rail.next() {
            let end = self.now + hours(&self.laws.first_rail, &mut self.random);
            self.schedule(end, Event::RailEnd { lot });
        }
    }

    /// Sets an idle yard crane to the next lot.
    fn crane(&mut self) {
        if let Some(lot) = self.yard.next() {
            let end = self.now + hours(&self.laws.yard, &mut self.random);
            self.yard.book(self.now, end);
            self.schedule(end, Event::Craned { lot });
        }
    }

    /// Brings a lot aboard the ferry at the berth, which leaves when it is full.
    fn board(&mut self, ferry: Ferry, lot: Lot) {
        let load = &mut self.aboard[usize::from(ferry)];
        load.push(lot);
        match load.len() {
            FERRY_LOTS => self.depart(ferry),
            1 => {
                let voyage = self.voyages;
                self.schedule(self.now + LONGEST_LOADING, Event::Deadline { ferry, voyage });
            }
            _ => {}
        }
    }

    /// Sends the ferry at the berth to sea and gives the berth to the next.
    fn depart(&mut self, ferry: Ferry) {
        self.voyages += 1;
        self.shipped += self.aboard[usize::from(ferry)].len() as u64;
        let sea = hours(&self.laws.sea, &mut self.random);
        self.schedule(self.now + sea, Event::Landfall { ferry });
        self.berth = None;
        self.berth_next();
    }

    /// Lets the next waiting ferry to the berth, if it is free; ready lots come aboard at once.
    fn berth_next(&mut self) {
        if self.berth.is_some() {
            return;
        }
        self.berth = self.roads.pop_front();
        while let Some(ferry) = self.berth
            && let Some(lot) = self.ready.pop_front()
        {
            self.board(ferry, lot);
        }
    }

    /// Sets idle quay cranes to the next lots.
    fn unload(&mut self) {
        while let Some((ferry, lot)) = self.quay.next() {
            let end = self.now + hours(&self.laws.quay, &mut self.random);
            self.quay.book(self.now, end);
            self.schedule(end, Event::Unloaded { ferry, lot });
        }
    }

    /// Lets the next lot into the border post, if it is idle.
    fn clear(&mut self) {
        if let Some(lot) = self.border.next() {
            let end = self.now + hours(&self.laws.border, &mut self.random);
            self.border.book(self.now, end);
            self.schedule(end, Event::Cleared { lot });
        }
    }

    fn schedule(&mut self, time: u64, event: Event) {
        self.agenda.push(Scheduled { time, sequence: self.sequence, event });
        self.sequence += 1;
    }

    fn answer(mut self) -> Answer {
        let delivered = self.transits.len();
        let total: u64 = self.transits.iter().sum();
        let rank = (delivered * 9).div_ceil(10).saturating_sub(1);
        let (_, &mut p90, _) = self.transits.select_nth_unstable(rank);
        Answer {
            delivered: delivered as u64,
            mean_transit: total as f64 / delivered as f64 / MILLISECONDS_PER_HOUR,
            p90_transit: p90 as f64 / MILLISECONDS_PER_HOUR,
            mean_ferry_load: self.shipped as f64 / f64::from(self.voyages),
            yard_utilisation: self.yard.utilisation(),
            quay_utilisation: self.quay.utilisation(),
            border_utilisation: self.border.utilisation(),
            events: self.events,
        }
    }
}

/// Draws a time from a law in hours \[ms\].
fn hours(law: &impl Distribution<f64>, random: &mut SmallRng) -> u64 {
    (random.sample(law) * MILLISECONDS_PER_HOUR + 0.5) as u64
}
