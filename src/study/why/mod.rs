//! Why was this consignment late: where its hours and dollars went, whom it waited for, and what held
//! that one up.

mod watch;

pub use watch::{Doing, Holder, Obstacle};

use crate::corridor::{
    Cause, Corridor, DemandId, Facility, Hours, LotName, Micros, NodeId, Of, PayeeId, Record, RecordKind,
    Stop, VehicleName, Who, trace,
};
use crate::quantity::Duration;
use crate::sim::Time;
use std::collections::{BTreeMap, HashMap, HashSet};
use watch::{Watch, subject};

/// A stretch of a lot's life, all of it for one cause.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// When it began.
    pub from: Time,
    /// How long it took, pauses included.
    pub span: Duration,
    /// Why time passed.
    pub cause: Cause,
    /// What of it was closed: when is not told.
    pub pauses: Vec<(Cause, Duration)>,
    /// Whether it had not ended at the horizon.
    pub lasts: bool,
    /// At what, if at anything.
    pub at: Option<Facility>,
    /// Where, if at a node.
    pub place: Option<NodeId>,
    /// The step of work, or the service.
    pub of: Of,
    /// In how many parts a train goes that was divided or joined.
    pub parts: Option<u64>,
    /// The vehicle it was aboard of.
    pub vehicle: Option<VehicleName>,
    /// What stood in the way.
    pub obstacle: Option<Obstacle>,
}

impl Chapter {
    fn new(from: Time, span: Duration, cause: Cause) -> Self {
        Self {
            from,
            span,
            cause,
            pauses: Vec::new(),
            lasts: false,
            at: None,
            place: None,
            of: Of::Nothing,
            parts: None,
            vehicle: None,
            obstacle: None,
        }
    }
}

/// How a consignment ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// All of it has arrived.
    Delivered,
    /// A full store turned it away.
    TurnedAway,
    /// It was under way at the horizon.
    UnderWay,
}

/// The life of a consignment, told of the lot that ended last.
#[derive(Clone, Debug)]
pub struct Story {
    /// Its stream.
    pub demand: DemandId,
    /// Its number.
    pub number: u64,
    /// Its load units.
    pub units: u64,
    /// When it appeared.
    pub appeared: Time,
    /// When it ended, or the horizon.
    pub ended: Time,
    /// How.
    pub fate: Fate,
    /// Lots that it was split into.
    pub lots: usize,
    /// The lot that the chapters are of, and its load units.
    pub lot: (LotName, u64),
    /// Where its hours went.
    pub hours: Hours,
    /// Where the dollars of the whole consignment went, the largest first.
    pub dollars: Vec<(PayeeId, Micros)>,
    /// What happened, in order.
    pub chapters: Vec<Chapter>,
}

impl Story {
    /// From appearing to its end.
    #[must_use]
    pub fn transit(&self) -> Duration {
        self.ended - self.appeared
    }
}

/// Which consignments are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// These, by stream and number.
    These(Vec<(DemandId, u64)>),
    /// Those longest under way, of the ones delivered after the warm-up and the ones under way at the horizon.
    Latest(usize),
}

/// Tells the stories of consignments in one replication, in the order asked for; a consignment that
/// never appears has none. Besides, why the replication ended early, if it did.
#[must_use]
pub fn why(corridor: &Corridor, seed: u64, number: u64, asked: &Asked) -> (Vec<Story>, Option<Stop>) {
    let wanted = match asked {
        Asked::These(wanted) => wanted.clone(),
        Asked::Latest(count) => latest(corridor, seed, number, *count),
    };
    let mut teller = Teller::new(&wanted);
    let outcome = trace(corridor, seed, number, &mut |record| teller.take(record));
    (teller.stories(), outcome.stopped)
}

/// The consignments with the longest times in the corridor, delivered or not, the longest first.
fn latest(corridor: &Corridor, seed: u64, number: u64, count: usize) -> Vec<(DemandId, u64)> {
    let warm_up = Time::START + corridor.warm_up;
    let mut left: HashMap<(DemandId, u64), (Time, u64)> = HashMap::new();
    let mut done: Vec<(Duration, (DemandId, u64))> = Vec::new();
    let mut end = Time::START;
    trace(corridor, seed, number, &mut |record| {
        end = record.at;
        let Some(lot) = &record.lot else { return };
        let key = (lot.demand, lot.number);
        match record.kind {
            RecordKind::Appear => drop(left.insert(key, (record.at, record.units.unwrap_or(0)))),
            RecordKind::TurnAway => drop(left.remove(&key)),
            RecordKind::Deliver => {
                let Some((_, units)) = left.get_mut(&key) else { return };
                *units = units.saturating_sub(record.units.unwrap_or(0));
                if *units == 0 {
                    left.remove(&key);
                    if record.at >= warm_up {
                        done.push((record.span.unwrap_or_default(), key));
                    }
                }
            }
            _ => {}
        }
    });
    done.extend(left.into_iter().map(|(key, (appeared, _))| (end - appeared, key)));
    done.sort_by_key(|&(span, key)| (std::cmp::Reverse(span), key));
    done.into_iter().take(count).map(|(_, key)| key).collect()
}

/// A lot of a consignment that is followed.
#[derive(Clone, Debug, Default)]
struct Followed {
    units: u64,
    chapters: Vec<Chapter>,
    obstacle: Option<Obstacle>,
    /// Who stood before the papers of a vehicle that were handed in last.
    papers: Option<Obstacle>,
    /// When a vehicle was ready to leave.
    ready: Option<Time>,
    place: Option<NodeId>,
}

impl Followed {
    /// The next chapter; what was closed during a wait or a piece of work is told with it.
    fn tell(&mut self, chapter: Chapter) {
        let told_with = |other: &&mut Chapter| {
            (other.from, other.at, &other.of) == (chapter.from, chapter.at, &chapter.of)
        };
        let with = self.chapters.iter_mut().rev().take_while(told_with);
        match with.filter(|other| pauses(other)).last() {
            Some(paused) if is_closure(chapter.cause) => {
                paused.span += chapter.span;
                paused.pauses.push((chapter.cause, chapter.span));
            }
            _ => self.chapters.push(chapter),
        }
    }
}

/// Whether closures that are told with it may lie within it.
fn pauses(chapter: &Chapter) -> bool {
    match chapter.cause {
        // Only goods that flow through a pipeline move on their own, and stand while it is closed.
        Cause::Moving => chapter.vehicle.is_none(),
        Cause::Vehicle | Cause::Path | Cause::Documents | Cause::Customs => true,
        Cause::Inspection | Cause::GaugeChange | Cause::Handling => true,
        _ => false,
    }
}

fn is_closure(cause: Cause) -> bool {
    matches!(cause, Cause::Weather | Cause::OpeningHours | Cause::Works | Cause::Disruption)
}

/// Follows consignments through a trace.
struct Teller<'w> {
    wanted: &'w [(DemandId, u64)],
    watch: Watch,
    lots: BTreeMap<LotName, Followed>,
    /// Chapters of vehicles since they left.
    trips: HashMap<VehicleName, Followed>,
    /// Vehicles with lots aboard, none of which has come off yet.
    loading: HashSet<VehicleName>,
    stories: HashMap<(DemandId, u64), Story>,
    dollars: HashMap<(DemandId, u64), BTreeMap<PayeeId, Micros>>,
}

impl<'w> Teller<'w> {
    fn new(wanted: &'w [(DemandId, u64)]) -> Self {
        Self {
            wanted,
            watch: Watch::default(),
            lots: BTreeMap::new(),
            trips: HashMap::new(),
            loading: HashSet::new(),
            stories: HashMap::new(),
            dollars: HashMap::new(),
        }
    }

    fn stories(mut self) -> Vec<Story> {
        self.wanted.iter().filter_map(|key| self.stories.remove(key)).collect()
    }

    fn follows(&self, lot: &LotName) -> bool {
        self.wanted.contains(&(lot.demand, lot.number))
    }

    fn take(&mut self, record: &Record) {
        self.watch.take(record);
        if let (RecordKind::Board, Some(vehicle)) = (record.kind, record.vehicle) {
            // The first lot that comes aboard begins a trip.
            if self.loading.insert(vehicle) {
                self.trips.insert(vehicle, Followed::default());
            }
        }
        if let (RecordKind::Alight, Some(vehicle)) = (record.kind, record.vehicle) {
            self.loading.remove(&vehicle);
        }
        if let (RecordKind::Wait, Some(Facility::Papers(_)), Some(vehicle)) =
            (record.kind, record.resource, record.vehicle)
        {
            self.trips.entry(vehicle).or_default().papers = obstacle(&self.watch, record);
        }
        match &record.lot {
            Some(lot) if self.follows(lot) => self.of_lot(lot.clone(), record),
            None if record.vehicle.is_some() => self.of_vehicle(record),
            None if record.kind == RecordKind::Horizon => self.horizon(record),
            _ => {}
        }
    }

    fn of_vehicle(&mut self, record: &Record) {
        let Some(vehicle) = record.vehicle else { return };
        let trip = self.trips.entry(vehicle).or_default();
        if matches!(record.kind, RecordKind::Book | RecordKind::Depart) {
            trip.ready.get_or_insert(record.at);
        }
        match record.kind {
            RecordKind::Wait => trip.obstacle = obstacle(&self.watch, record),
            RecordKind::Book => {
                if let Some(mut chapter) = chapter(record) {
                    chapter.obstacle = match chapter.cause {
                        Cause::Berth | Cause::Customs | Cause::Locomotive => trip.obstacle.take(),
                        Cause::Documents => trip.papers.take(),
                        _ => None,
                    };
                    trip.tell(chapter);
                }
            }
            _ => {}
        }
    }

    fn of_lot(&mut self, name: LotName, record: &Record) {
        let key = (name.demand, name.number);
        if let Some(place) = record.place
            && let Some(lot) = self.lots.get_mut(&name)
        {
            lot.place = Some(place);
        }
        match record.kind {
            RecordKind::Appear => self.appear(key, &name, record),
            RecordKind::Split => {
                let Of::Lot(whole) = &record.of else { return };
                let units = record.units.unwrap_or(0);
                let Some(whole) = self.lots.get_mut(whole) else { return };
                whole.units = whole.units.saturating_sub(units);
                let part = Followed { units, ..whole.clone() };
                self.lots.insert(name, part);
                self.change(key, |story| story.lots += 1);
            }
            RecordKind::Wait => {
                let obstacle = obstacle(&self.watch, record);
                if let Some(lot) = self.lots.get_mut(&name) {
                    lot.obstacle = obstacle;
                }
            }
            // What is booked anew after a split or a trip has been told already.
            RecordKind::Book if !matches!(record.of, Of::Word("split" | "trip")) => {
                if let (Some(lot), Some(mut chapter)) = (self.lots.get_mut(&name), chapter(record)) {
                    let stood = matches!(
                        chapter.cause,
                        Cause::Vehicle | Cause::Equipment | Cause::Storage | Cause::Path
                    );
                    chapter.obstacle = if stood { lot.obstacle.take() } else { None };
                    chapter.place = chapter.place.or(lot.place);
                    lot.tell(chapter);
                }
            }
            // It waits no longer to go into a pipeline.
            RecordKind::Enter => {
                if let Some(lot) = self.lots.get_mut(&name) {
                    lot.obstacle = None;
                }
            }
            RecordKind::Alight => self.alight(&name, record),
            RecordKind::Pay => {
                if let (Some(payee), Some(amount)) = (record.payee, record.amount) {
                    self.dollars.entry(key).or_default().entry(payee).or_default().0 += amount.0;
                }
            }
            RecordKind::Deliver => self.end(key, &name, record.at, Fate::Delivered),
            RecordKind::TurnAway => self.end(key, &name, record.at, Fate::TurnedAway),
            _ => {}
        }
    }

    fn appear(&mut self, key: (DemandId, u64), name: &LotName, record: &Record) {
        let units = record.units.unwrap_or(0);
        self.lots.insert(name.clone(), Followed { units, place: record.place, ..Followed::default() });
        let story = Story {
            demand: key.0,
            number: key.1,
            units,
            appeared: record.at,
            ended: record.at,
            fate: Fate::UnderWay,
            lots: 1,
            lot: (name.clone(), units),
            hours: Hours::NONE,
            dollars: Vec::new(),
            chapters: Vec::new(),
        };
        self.stories.insert(key, story);
    }

    fn change(&mut self, key: (DemandId, u64), change: impl FnOnce(&mut Story)) {
        if let Some(story) = self.stories.get_mut(&key) {
            change(story);
        }
    }

    fn alight(&mut self, name: &LotName, record: &Record) {
        let Some(vehicle) = record.vehicle else { return };
        let trip = self.trips.get(&vehicle).map(|trip| trip.chapters.clone()).unwrap_or_default();
        if let Some(lot) = self.lots.get_mut(name) {
            let aboard = trip.into_iter().map(|chapter| Chapter { vehicle: Some(vehicle), ..chapter });
            lot.chapters.extend(aboard);
        }
    }

    /// The last lot to end is the one that is told of.
    fn end(&mut self, key: (DemandId, u64), name: &LotName, at: Time, fate: Fate) {
        let Some(lot) = self.lots.remove(name) else { return };
        let dollars = self.dollars.get(&key).cloned().unwrap_or_default();
        self.change(key, |story| {
            story.fate = fate;
            story.ended = at;
            story.lot = (name.clone(), lot.units);
            story.hours = Hours::NONE;
            story.chapters = lot.chapters;
            follow_each_other(&mut story.chapters, story.appeared, at);
            for chapter in &story.chapters {
                let mut open = chapter.span;
                for &(cause, closed) in &chapter.pauses {
                    story.hours.book(cause, closed);
                    open = open - closed;
                }
                story.hours.book(chapter.cause, open);
            }
            story.dollars = dollars.into_iter().filter(|(_, amount)| amount.0 != 0).collect();
            story.dollars.sort_by_key(|&(payee, amount)| (std::cmp::Reverse(amount), payee));
        });
    }

    fn horizon(&mut self, record: &Record) {
        for name in self.lots.keys().cloned().collect::<Vec<_>>() {
            let key = (name.demand, name.number);
            // What a lot did last has not been booked yet.
            let trip = self.trip_so_far(&name);
            if let Some(lot) = self.lots.get_mut(&name) {
                lot.chapters.extend(trip);
            }
            let now = self.still(&name, record.at);
            if let Some(lot) = self.lots.get_mut(&name) {
                lot.chapters.extend(now);
            }
            self.end(key, &name, record.at, Fate::UnderWay);
        }
    }

    /// What has been booked on the vehicle that a lot is under way on, and its wait for the others before that.
    fn trip_so_far(&self, name: &LotName) -> Vec<Chapter> {
        let Some(vehicle) = self.watch.aboard(name) else { return Vec::new() };
        let Some(trip) = self.trips.get(&vehicle) else { return Vec::new() };
        let (Some(ready), Some(told)) = (trip.ready, self.told(name)) else { return Vec::new() };
        let waited = (ready > told).then(|| Chapter {
            place: self.lots.get(name).and_then(|lot| lot.place),
            ..Chapter::new(told, ready - told, Cause::Consolidation)
        });
        let aboard =
            trip.chapters.iter().map(|chapter| Chapter { vehicle: Some(vehicle), ..chapter.clone() });
        waited.into_iter().chain(aboard).collect()
    }

    /// Up to when the life of a lot has been told.
    fn told(&self, name: &LotName) -> Option<Time> {
        let (lot, story) = (self.lots.get(name)?, self.stories.get(&(name.demand, name.number))?);
        Some(lot.chapters.iter().fold(story.appeared, |from, chapter| from + chapter.span))
    }

    /// What a lot is still doing at the horizon, if the time up to then has not all been told of.
    fn still(&self, name: &LotName, at: Time) -> Option<Chapter> {
        let (lot, told) = (self.lots.get(name)?, self.told(name)?);
        if told >= at {
            return None;
        }
        let (who, doing) = self.watch.busy(name);
        let vehicle = if let Who::Vehicle(vehicle) = who { Some(vehicle) } else { None };
        let wanted = if let Doing::Waiting(facility) = doing { Some(facility) } else { None };
        let service = lot.obstacle.as_ref().and_then(|obstacle| obstacle.service);
        let stands = self.watch.stands_with(&who);
        Some(Chapter {
            lasts: true,
            at: wanted.or(stands),
            place: lot.place.filter(|_| !matches!(doing, Doing::UnderWay(_))),
            vehicle,
            obstacle: wanted.map(|wanted| Obstacle { service, ..self.watch.obstacle(&who, wanted) }),
            ..Chapter::new(
                told,
                at - told,
                stands.map_or(cause_of(&doing, vehicle.is_some()), |_| Cause::Breakdown),
            )
        })
    }
}

/// Bookings follow each other without a gap; what has been booked ahead ends with the story.
fn follow_each_other(chapters: &mut Vec<Chapter>, mut from: Time, end: Time) {
    for chapter in chapters.iter_mut() {
        chapter.from = from;
        if from + chapter.span > end {
            cut(chapter, end - from);
        }
        from = from + chapter.span;
    }
    chapters.retain(|chapter| !chapter.span.is_zero());
}

/// A chapter that has not ended is as long as this so far; of its pauses, their share.
fn cut(chapter: &mut Chapter, so_far: Duration) {
    let share = so_far.as_ms() as f64 / chapter.span.as_ms().max(1) as f64;
    for (_, closed) in &mut chapter.pauses {
        *closed = Duration::from_ms((closed.as_ms() as f64 * share) as u64);
    }
    chapter.span = so_far;
    chapter.lasts = true;
}

/// Why time passes while somebody does this, a vehicle with goods aboard or a lot.
fn cause_of(doing: &Doing, aboard: bool) -> Cause {
    match doing {
        Doing::Waiting(Facility::Fleet(_)) if aboard => Cause::Locomotive,
        Doing::Waiting(Facility::Fleet(_)) => Cause::Vehicle,
        Doing::Waiting(Facility::Berth(_)) => Cause::Berth,
        Doing::Waiting(Facility::Equipment(_)) => Cause::Equipment,
        Doing::Waiting(Facility::Store(_)) => Cause::Storage,
        Doing::Waiting(Facility::Link(_)) => Cause::Path,
        Doing::Waiting(Facility::Agency(_)) => Cause::Customs,
        Doing::Waiting(Facility::Papers(_)) => Cause::Documents,
        Doing::Waiting(Facility::GaugeChange(_)) => Cause::GaugeChange,
        Doing::Waiting(Facility::Acceptance(..)) => Cause::Works,
        Doing::Waiting(Facility::Yard(_)) => Cause::OpeningHours,
        Doing::Worked("formalities", _) => Cause::Documents,
        Doing::Worked("release", _) => Cause::Customs,
        Doing::Worked(..) => Cause::Handling,
        Doing::Loading(..) | Doing::Aboard(_) => Cause::Consolidation,
        // It stands before a link; on one its hours are booked ahead.
        Doing::UnderWay(_) => Cause::Path,
        Doing::Idle | Doing::IdleAt(_) | Doing::Unloading(_) | Doing::Lying | Doing::Hauling(_) => {
            Cause::Vehicle
        }
    }
}

fn chapter(record: &Record) -> Option<Chapter> {
    Some(Chapter {
        at: record.resource,
        place: record.place,
        of: record.of.clone(),
        parts: record.units,
        vehicle: record.vehicle,
        ..Chapter::new(record.at, record.span?, record.cause?)
    })
}

fn obstacle(watch: &Watch, record: &Record) -> Option<Obstacle> {
    let service = match record.of {
        Of::Service(service) => Some(service),
        _ => None,
    };
    Some(Obstacle { service, ..watch.obstacle(&subject(record)?, record.resource?) })
}
