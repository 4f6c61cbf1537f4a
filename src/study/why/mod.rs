//! Why was this consignment late: where its hours and dollars went, whom it waited for, and what held
//! that one up.

mod watch;

pub use watch::{Doing, Holder, Obstacle};

use crate::corridor::{
    Cause, Corridor, DemandId, Facility, Hours, LotName, Micros, NodeId, Of, PayeeId, Record, RecordKind,
    Stop, VehicleName, trace,
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
    /// How long it took.
    pub span: Duration,
    /// Why time passed.
    pub cause: Cause,
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
    /// The slowest of those delivered after the warm-up.
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

/// The consignments with the longest transit times, the longest first.
fn latest(corridor: &Corridor, seed: u64, number: u64, count: usize) -> Vec<(DemandId, u64)> {
    let warm_up = Time::START + corridor.warm_up;
    let mut left: HashMap<(DemandId, u64), u64> = HashMap::new();
    let mut done: Vec<(Duration, (DemandId, u64))> = Vec::new();
    trace(corridor, seed, number, &mut |record| {
        let Some(lot) = &record.lot else { return };
        let key = (lot.demand, lot.number);
        match record.kind {
            RecordKind::Appear => drop(left.insert(key, record.units.unwrap_or(0))),
            RecordKind::Deliver => {
                let left = left.entry(key).or_default();
                *left = left.saturating_sub(record.units.unwrap_or(0));
                if *left == 0 && record.at >= warm_up {
                    done.push((record.span.unwrap_or_default(), key));
                }
            }
            _ => {}
        }
    });
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
    place: Option<NodeId>,
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
        match record.kind {
            RecordKind::Wait => trip.obstacle = obstacle(&self.watch, record),
            RecordKind::Book => {
                if let Some(mut chapter) = chapter(record) {
                    chapter.obstacle = match chapter.cause {
                        Cause::Berth | Cause::Customs | Cause::Locomotive => trip.obstacle.take(),
                        Cause::Documents => trip.papers.take(),
                        _ => None,
                    };
                    trip.chapters.push(chapter);
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
                    lot.chapters.push(chapter);
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
            let mut from = story.appeared;
            story.chapters = lot.chapters;
            // Bookings follow each other without a gap.
            for chapter in &mut story.chapters {
                chapter.from = from;
                from = from + chapter.span;
                story.hours.book(chapter.cause, chapter.span);
            }
            story.dollars = dollars.into_iter().filter(|(_, amount)| amount.0 != 0).collect();
            story.dollars.sort_by_key(|&(payee, amount)| (std::cmp::Reverse(amount), payee));
        });
    }

    fn horizon(&mut self, record: &Record) {
        for name in self.lots.keys().cloned().collect::<Vec<_>>() {
            let key = (name.demand, name.number);
            // What a lot did last has not been booked yet.
            if let Some(trip) = self.riding(&name)
                && let Some(lot) = self.lots.get_mut(&name)
            {
                let chapters = self.trips.get(&trip).map(|trip| trip.chapters.clone()).unwrap_or_default();
                lot.chapters.extend(chapters);
            }
            self.end(key, &name, record.at, Fate::UnderWay);
        }
    }

    fn riding(&self, name: &LotName) -> Option<VehicleName> {
        self.watch.aboard(name)
    }
}

fn chapter(record: &Record) -> Option<Chapter> {
    Some(Chapter {
        from: record.at,
        span: record.span?,
        cause: record.cause?,
        at: record.resource,
        place: record.place,
        of: record.of.clone(),
        parts: record.units,
        vehicle: record.vehicle,
        obstacle: None,
    })
}

fn obstacle(watch: &Watch, record: &Record) -> Option<Obstacle> {
    let service = match record.of {
        Of::Service(service) => Some(service),
        _ => None,
    };
    Some(Obstacle { service, ..watch.obstacle(&subject(record)?, record.resource?) })
}
