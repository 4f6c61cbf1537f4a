//! A small port: lorries, one crane, feeders that fill up, and storms.
//!
//! It shows how `keruen::sim` carries a freight model of one's own: a resource with a line (the
//! crane), a gate whose closures are drawn ahead (the storms), a batch that leaves when it is full or
//! due (the feeder), and a ledger that says where the time of a box went, to the last millisecond.
//!
//! ```text
//! lorry ─► line ─► crane ─► feeder ────────────► sea ─► far port
//! 2 /h             0.35 h   48 boxes, or 24 h    24.7 h
//!          └─── storms close all of this ───┘
//! ```
//!
//! When a feeder has sailed the next is alongside at once; the far port neither queues nor closes. All
//! numbers are invented.
//!
//! Run it: `cargo run --release --example small_port`

use keruen::noise::{Distribution, Impossible, Item, Noise, Stream};
use keruen::quantity::Duration;
use keruen::sim::{AtClosing, Batch, Calendar, Closure, Discipline, Gate, Level, Rank, Resource, Ticket};
use keruen::sim::{Time, Waits};
use keruen::stats::{Estimate, Moments, quantile_of_unsorted};

/// What a feeder carries \[boxes\].
const FEEDER_BOXES: u64 = 48;
/// Longest time from a feeder's first box until she is to leave \[h\].
const PATIENCE: f64 = 24.0;
/// The beginning of each replication that is not measured \[h\].
const WARM_UP: f64 = 720.0;
/// What is measured of each replication \[h\]: a year.
const MEASURED: f64 = 8_760.0;
/// Replications \[replications\].
const REPLICATIONS: u64 = 30;
/// Milliseconds of an hour \[ms/h\].
const MS_PER_HOUR: f64 = 3.6e6;
/// Where all randomness comes from.
const SEED: u64 = 2026;

fn main() -> Result<(), Impossible> {
    let laws = Laws::new()?;
    let years: Vec<Year> =
        (0..REPLICATIONS).map(|number| World::new(&laws, Noise::of(SEED, number)).run()).collect();
    report(&years);
    Ok(())
}

/// A span of time left to chance: its law \[h\], what it is for, and the family of those it befalls.
struct Chance(Distribution, Stream, u64);

impl Chance {
    fn draw(&self, noise: Noise, number: u64) -> Duration {
        let Self(hours, stream, family) = self;
        Duration::from_hours(hours.sample(noise.at(*stream, Item::numbered(*family, number))))
    }
}

struct Laws {
    gap: Chance,
    lift: Chance,
    sea: Chance,
    calm: Chance,
    storm: Chance,
}

impl Laws {
    fn new() -> Result<Self, Impossible> {
        let chance = |whose, what, hours| Chance(hours, Stream::of("small port", what), Item::family(whose));
        Ok(Self {
            gap: chance("boxes", "gap before a lorry", Distribution::exponential(0.5)?),
            lift: chance("boxes", "lift", Distribution::gamma(0.35, 0.5)?),
            sea: chance("voyages", "way out", Distribution::triangular(20.0, 24.0, 30.0)?),
            calm: chance("storms", "calm before", Distribution::exponential(120.0)?),
            storm: chance("storms", "length", Distribution::lognormal(12.0, 0.6)?),
        })
    }
}

/// Why time passes for a box. What a storm does later, to others, is booked where they feel it.
#[derive(Clone, Copy)]
enum Cause {
    Crane,
    Lift,
    Filling,
    Storm,
    Sea,
}

const CAUSES: [(Cause, &str); 5] = [
    (Cause::Crane, "waiting for the crane"),
    (Cause::Lift, "lift"),
    (Cause::Filling, "aboard, until full or due"),
    (Cause::Storm, "storm"),
    (Cause::Sea, "at sea"),
];

/// A box on its way, with the ledger of its time.
#[derive(Clone, Copy)]
struct Freight {
    number: u64,
    came: Time,
    /// Up to when the ledger is kept.
    booked: Time,
    ledger: [Duration; CAUSES.len()],
}

impl Freight {
    /// Books the time since the last booking: `storm` of it on the storm, the rest on a cause.
    fn book(&mut self, now: Time, cause: Cause, storm: Duration) {
        self.ledger[Cause::Storm as usize] += storm;
        self.ledger[cause as usize] += now - self.booked - storm;
        self.booked = now;
    }
}

/// The feeder alongside.
struct Feeder {
    load: Batch,
    aboard: Vec<Freight>,
    due: Option<Ticket>,
    /// Since when she has been full or due, and sails as soon as the port is open.
    ready: Option<Time>,
}

impl Feeder {
    const fn empty() -> Self {
        Self { load: Batch::of(FEEDER_BOXES), aboard: Vec::new(), due: None, ready: None }
    }
}

enum Event {
    WarmedUp,
    Lifted(Freight),
    Comes(u64),
    Due,
    Sails,
    Lands(Vec<Freight>),
    End,
}

/// One replication.
struct World<'l> {
    laws: &'l Laws,
    noise: Noise,
    calendar: Calendar<Event>,
    port: Gate<()>,
    crane: Resource<Freight>,
    feeder: Feeder,
    /// Boxes from the lorry's coming to the feeder's sailing.
    in_port: Level,
    /// Sailings since the start; they number the draws of the sea.
    voyages: u64,
    transit: Waits,
    year: Year,
}

impl<'l> World<'l> {
    fn new(laws: &'l Laws, noise: Noise) -> Self {
        Self {
            laws,
            noise,
            calendar: Calendar::new(),
            port: storms(laws, noise),
            crane: Resource::new(1, Discipline::Fifo),
            feeder: Feeder::empty(),
            in_port: Level::default(),
            voyages: 0,
            transit: Waits::default(),
            year: Year::default(),
        }
    }

    fn run(mut self) -> Year {
        let warm = Time::START + Duration::from_hours(WARM_UP);
        self.calendar.schedule(warm, Rank::Clock, Event::WarmedUp);
        self.calendar.schedule(end(), Rank::Clock, Event::End);
        self.expect(Time::START, 0);
        while let Some((now, event)) = self.calendar.next() {
            match event {
                Event::WarmedUp => self.warmed_up(now),
                Event::Comes(number) => self.comes(now, number),
                Event::Lifted(freight) => self.lifted(now, freight),
                Event::Due => self.ready(now),
                Event::Sails => self.sails(now),
                Event::Lands(load) => self.lands(now, load),
                Event::End => break,
            }
        }
        self.close()
    }

    /// Schedules the coming of a lorry with a box, a gap after the one before.
    fn expect(&mut self, now: Time, number: u64) {
        let gap = self.laws.gap.draw(self.noise, number);
        self.calendar.schedule(now + gap, Rank::Arrive, Event::Comes(number));
    }

    fn comes(&mut self, now: Time, number: u64) {
        let freight = Freight { number, came: now, booked: now, ledger: Default::default() };
        self.in_port.add(now, 1);
        if self.crane.seize(now, freight, 1, 0) {
            self.lift(now, freight);
        }
        self.expect(now, number + 1);
    }

    /// The crane turns to a box. While the port is closed it rests, before or amid the lift.
    fn lift(&mut self, now: Time, mut freight: Freight) {
        freight.book(now, Cause::Crane, self.closed(freight.booked, now));
        let work = self.laws.lift.draw(self.noise, freight.number);
        let done = self.port.finish(self.port.next_open(now), work, AtClosing::Pause);
        self.calendar.schedule(done, Rank::Finish, Event::Lifted(freight));
    }

    fn lifted(&mut self, now: Time, mut freight: Freight) {
        freight.book(now, Cause::Lift, self.closed(freight.booked, now));
        self.load(now, freight);
        self.crane.release(now, 1);
        while let Some(next) = self.crane.admit(now) {
            self.lift(now, next);
        }
    }

    /// Takes a box aboard: the first sets the feeder's deadline, the last makes her ready.
    fn load(&mut self, now: Time, freight: Freight) {
        let feeder = &mut self.feeder;
        feeder.aboard.push(freight);
        feeder.load.add(now, 1);
        if feeder.load.room() == 0 {
            self.ready(now);
        } else if feeder.due.is_none() {
            let due = feeder.load.due(Duration::from_hours(PATIENCE));
            feeder.due = due.map(|at| self.calendar.schedule(at, Rank::Depart, Event::Due));
        }
    }

    /// The feeder is full or due: she sails now, or when the storm is over.
    fn ready(&mut self, now: Time) {
        if self.feeder.ready.is_none() {
            self.feeder.ready = Some(now);
            self.feeder.due.and_then(|due| self.calendar.cancel(due));
            self.calendar.schedule(self.port.next_open(now), Rank::Depart, Event::Sails);
        }
    }

    /// The feeder leaves the berth to the next one.
    fn sails(&mut self, now: Time) {
        let mut feeder = std::mem::replace(&mut self.feeder, Feeder::empty());
        let ready = feeder.ready.unwrap_or(now);
        for freight in &mut feeder.aboard {
            freight.book(now, Cause::Filling, now - ready.max(freight.booked));
        }
        self.in_port.subtract(now, feeder.load.held());
        self.year.sailings += 1;
        self.year.full += u64::from(feeder.load.room() == 0);
        let at_sea = self.laws.sea.draw(self.noise, self.voyages);
        self.voyages += 1;
        self.calendar.schedule(now + at_sea, Rank::Arrive, Event::Lands(feeder.aboard));
    }

    fn lands(&mut self, now: Time, load: Vec<Freight>) {
        for mut freight in load {
            freight.book(now, Cause::Sea, Duration::ZERO);
            debug_assert_eq!(freight.ledger.into_iter().sum::<Duration>(), now - freight.came);
            self.transit.record(now - freight.came);
            for (sum, span) in self.year.ledger.iter_mut().zip(freight.ledger) {
                *sum += span;
            }
        }
    }

    /// How long the port was closed within a span of time.
    fn closed(&self, from: Time, to: Time) -> Duration {
        let mut closed = Duration::ZERO;
        self.port.closed_between(from, to, |(), span| closed += span);
        closed
    }

    fn warmed_up(&mut self, now: Time) {
        self.in_port.reset(now);
        self.transit.reset();
        self.year = Year::default();
    }

    fn close(mut self) -> Year {
        let now = self.calendar.now();
        Year {
            delivered: self.transit.count() as u64,
            mean: self.transit.mean().map(Duration::as_hours),
            p90: quantile_of_unsorted(self.transit.values(), 0.9).map(|ms| ms / MS_PER_HOUR),
            in_port: self.in_port.mean(now),
            ..self.year
        }
    }
}

/// When a replication ends.
fn end() -> Time {
    Time::START + Duration::from_hours(WARM_UP + MEASURED)
}

/// The storms of a replication, all drawn before its first event: calm and storm take turns.
fn storms(laws: &Laws, noise: Noise) -> Gate<()> {
    let mut closures = Vec::new();
    let mut open = Time::START;
    for number in 0.. {
        let from = open + laws.calm.draw(noise, number);
        if from >= end() {
            break;
        }
        open = from + laws.storm.draw(noise, number);
        closures.push(Closure { from, to: open, cause: () });
    }
    let mut port = Gate::default();
    port.lay_out(&mut closures);
    port
}

/// What one replication says; a measure without a single observation stays empty.
#[derive(Default)]
struct Year {
    /// Boxes landed at the far port \[boxes\].
    delivered: u64,
    /// Mean time from the lorry's coming to the far port, over landed boxes \[h\].
    mean: Option<f64>,
    /// Time within which nine in ten landed boxes came \[h\].
    p90: Option<f64>,
    /// Mean number of boxes in the port, on lorries and aboard \[boxes\].
    in_port: Option<f64>,
    /// Sailings, and those with a full feeder \[sailings\].
    sailings: u64,
    full: u64,
    /// Time of all landed boxes, by cause.
    ledger: [Duration; CAUSES.len()],
}

impl Year {
    /// Time per landed box that went on a cause \[h\].
    fn per_box(&self, cause: Cause) -> Option<f64> {
        (self.delivered > 0).then(|| self.ledger[cause as usize].as_hours() / self.delivered as f64)
    }
}

fn report(years: &[Year]) {
    println!("A small port: {REPLICATIONS} replications of {MEASURED} h after {WARM_UP} h of warm-up");
    println!("seed {SEED}; mean over replications and half of the 95 % interval\n");
    show("transit, mean [h]", years, |year| year.mean);
    show("transit, P90 [h]", years, |year| year.p90);
    println!("\nwhere the mean went [h/box]");
    for (cause, name) in CAUSES {
        show(&format!("  {name}"), years, |year| year.per_box(cause));
    }
    println!();
    show("boxes in the port [boxes]", years, |year| year.in_port);
    show("boxes landed [boxes]", years, |year| Some(year.delivered as f64));
    show("sailings [sailings]", years, |year| Some(year.sailings as f64));
    show("  of these full [%]", years, |year| {
        (year.sailings > 0).then(|| 100.0 * year.full as f64 / year.sailings as f64)
    });
}

fn show(name: &str, years: &[Year], measure: impl Fn(&Year) -> Option<f64>) {
    let replications: Moments = years.iter().filter_map(measure).collect();
    match Estimate::of_mean(&replications, 0.95).and_then(|e| Some((e.estimate, e.half_width()?))) {
        Some((mean, half)) => println!("{name:30}{mean:>10.2} ±{half:.2}"),
        None => println!("{name:30}{:>10}", "nothing seen"),
    }
}
