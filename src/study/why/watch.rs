//! Who holds what, who waits for what, and what everybody is doing, as a trace goes by.

use crate::corridor::{
    Facility, FleetId, LotName, NodeId, Of, Record, RecordKind, ServiceId, VehicleName, Who,
};
use crate::sim::Time;
use std::collections::{BTreeMap, HashMap};

/// What somebody is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Nothing yet, at home.
    Idle,
    /// Nothing, at a place.
    IdleAt(NodeId),
    /// Waiting in line.
    Waiting(Facility),
    /// Being worked on.
    Worked(&'static str, Option<NodeId>),
    /// At a place, taking lots aboard for a service.
    Loading(ServiceId, Option<NodeId>),
    /// At a place, giving lots off.
    Unloading(NodeId),
    /// Under way for a service, or empty.
    UnderWay(Option<ServiceId>),
    /// In a yard or store.
    Lying,
    /// Aboard a vehicle.
    Aboard(VehicleName),
    /// Hauling a vehicle.
    Hauling(VehicleName),
}

/// Somebody who holds something, what he is doing, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who it is.
    pub who: Who,
    /// What he is doing.
    pub doing: Doing,
    /// Since when.
    pub since: Time,
    /// If he waits in turn: who holds what he waits for.
    pub held_up_by: Vec<(Who, Doing, Time)>,
}

/// What stood in the way of somebody when he began to wait.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Obstacle {
    /// Those who hold what is waited for, who came first first; of a fleet, its vehicles.
    pub holders: Vec<Holder>,
    /// How many hold it.
    pub held_by: usize,
    /// How many were in line before.
    pub ahead: usize,
    /// The service whose vehicle was waited for.
    pub service: Option<ServiceId>,
}

/// No obstacle names more.
const NAMED: usize = 4;

/// The state of everybody.
#[derive(Debug, Default)]
pub(super) struct Watch {
    held: HashMap<Facility, Vec<(Who, u64)>>,
    lines: HashMap<Facility, Vec<Who>>,
    doings: HashMap<Who, (Doing, Time)>,
    vehicles: HashMap<FleetId, BTreeMap<VehicleName, u32>>,
    /// What each vehicle set out for last.
    set_out: HashMap<VehicleName, Option<ServiceId>>,
    aboard: HashMap<LotName, VehicleName>,
    /// The link that each vehicle is on.
    on: HashMap<VehicleName, Facility>,
}

/// Who a record is about.
pub(super) fn subject(record: &Record) -> Option<Who> {
    let lot = record.lot.clone().map(Who::Lot);
    lot.or_else(|| record.vehicle.map(Who::Vehicle))
}

impl Watch {
    /// What stands in the way of one who asks for a resource now.
    pub(super) fn obstacle(&self, who: &Who, wanted: Facility) -> Obstacle {
        let line = self.lines.get(&wanted).map(Vec::as_slice).unwrap_or_default();
        let ahead = line.iter().position(|other| other == who).unwrap_or(line.len());
        let holders: Vec<Who> = match wanted {
            Facility::Fleet(fleet) => {
                let all = self.vehicles.get(&fleet).into_iter().flatten();
                all.map(|(vehicle, _)| Who::Vehicle(*vehicle)).collect()
            }
            _ => self.held.get(&wanted).into_iter().flatten().map(|(who, _)| who.clone()).collect(),
        };
        let held_by = holders.len();
        let named = holders.into_iter().take(NAMED).map(|who| self.holder(who)).collect();
        Obstacle { holders: named, held_by, ahead, service: None }
    }

    fn holder(&self, who: Who) -> Holder {
        let (doing, since) = self.doing(&who);
        let held_up_by = match doing {
            Doing::Waiting(Facility::Fleet(_)) | Doing::Idle => Vec::new(),
            Doing::Hauling(train) => {
                let train = Who::Vehicle(train);
                let (doing, since) = self.doing(&train);
                if matches!(doing, Doing::Waiting(_)) { vec![(train, doing, since)] } else { Vec::new() }
            }
            Doing::Waiting(next) => {
                let holders = self.held.get(&next).into_iter().flatten().take(NAMED);
                holders
                    .map(|(who, _)| {
                        let (doing, since) = self.doing(who);
                        (who.clone(), doing, since)
                    })
                    .collect()
            }
            _ => Vec::new(),
        };
        Holder { who, doing, since, held_up_by }
    }

    fn doing(&self, who: &Who) -> (Doing, Time) {
        self.doings.get(who).cloned().unwrap_or((Doing::Idle, Time::START))
    }

    fn does(&mut self, who: Who, doing: Doing, at: Time) {
        self.doings.insert(who, (doing, at));
    }

    /// The vehicle that a lot is aboard of.
    pub(super) fn aboard(&self, lot: &LotName) -> Option<VehicleName> {
        self.aboard.get(lot).copied()
    }

    /// Who keeps a lot busy, the vehicle that it is under way on or itself, and what that does.
    pub(super) fn busy(&self, lot: &LotName) -> (Who, Doing) {
        let lot = Who::Lot(lot.clone());
        let (doing, _) = self.doing(&lot);
        let Doing::Aboard(vehicle) = doing else { return (lot, doing) };
        let (doing, _) = self.doing(&Who::Vehicle(vehicle));
        (Who::Vehicle(vehicle), doing)
    }

    /// What somebody stands with whose time has not been booked ahead: a link on which it has stopped, or a
    /// machine that does not work.
    pub(super) fn stands_with(&self, who: &Who) -> Option<Facility> {
        match (who, self.doing(who).0) {
            (Who::Vehicle(vehicle), Doing::UnderWay(_)) => self.on.get(vehicle).copied(),
            (Who::Lot(_), Doing::Lying | Doing::Aboard(_)) => {
                let machines = |facility: &&Facility| matches!(facility, Facility::Equipment(_));
                let holds =
                    |facility: &&Facility| self.held[*facility].iter().any(|(holder, _)| holder == who);
                self.held.keys().filter(machines).filter(holds).min().copied()
            }
            _ => None,
        }
    }

    /// Takes a record in.
    pub(super) fn take(&mut self, record: &Record) {
        let Some(who) = subject(record) else { return };
        let at = record.at;
        if let (Of::Vehicle(engine), Some(train)) = (&record.of, record.vehicle) {
            self.couple(record, *engine, train);
        }
        if let Some(vehicle) = record.vehicle {
            self.vehicles.entry(vehicle.fleet).or_default().entry(vehicle).or_default();
        }
        // Papers are cleared while those whom they belong to do something else.
        let papers = matches!(record.resource, Some(Facility::Papers(_)));
        match (record.kind, record.resource) {
            (RecordKind::Wait, Some(wanted)) => {
                // Goods that turn to another way wait for another fleet.
                if let (Facility::Fleet(_), Some((Doing::Waiting(before @ Facility::Fleet(_)), _))) =
                    (wanted, self.doings.get(&who))
                {
                    let before = *before;
                    self.leave_line(&who, before);
                }
                self.lines.entry(wanted).or_default().push(who.clone());
                if !papers {
                    self.does(who, Doing::Waiting(wanted), at);
                }
            }
            (RecordKind::Seize, Some(taken)) => {
                self.leave_line(&who, taken);
                let holders = self.held.entry(taken).or_default();
                let units = record.units.unwrap_or(0);
                match holders.iter_mut().find(|(holder, _)| *holder == who) {
                    Some((_, held)) => *held += units,
                    None => holders.push((who.clone(), units)),
                }
                if matches!(self.doings.get(&who), Some((Doing::Waiting(wanted), _)) if *wanted == taken)
                    && !papers
                {
                    self.does(who, Doing::Lying, at);
                }
            }
            (RecordKind::Release, Some(given)) => {
                if let Some(holders) = self.held.get_mut(&given)
                    && let Some(place) = holders.iter().position(|(holder, _)| *holder == who)
                {
                    let rest = holders[place].1.saturating_sub(record.units.unwrap_or(0));
                    holders[place].1 = rest;
                    if rest == 0 {
                        holders.remove(place);
                    }
                }
                // Wagons stand where their train has been taken apart.
                if let (Facility::Fleet(_), Who::Vehicle(_), Of::Nothing, Some(place)) =
                    (given, &who, &record.of, record.place)
                {
                    self.does(who, Doing::IdleAt(place), at);
                }
            }
            (RecordKind::Begin | RecordKind::End, _) if papers => {}
            (RecordKind::Begin, _) => {
                let step = if let Of::Word(step) = record.of { step } else { "work" };
                self.does(who, Doing::Worked(step, record.place), at);
            }
            (RecordKind::End, _) if record.lot.is_some() => {
                let aboard = record.lot.as_ref().and_then(|lot| self.aboard(lot));
                self.does(who, aboard.map_or(Doing::Lying, Doing::Aboard), at);
            }
            (RecordKind::End, _) if record.of == Of::Word("turn_round") => {
                self.does(who, record.place.map_or(Doing::Idle, Doing::IdleAt), at);
            }
            (RecordKind::End, _) => {
                let service =
                    record.vehicle.and_then(|vehicle| self.set_out.get(&vehicle).copied().flatten());
                self.does(who, Doing::UnderWay(service), at);
            }
            // Goods that flow through a pipeline.
            (RecordKind::Enter, _) if record.lot.is_some() => {
                let service = if let Of::Service(service) = record.of { Some(service) } else { None };
                self.does(who, Doing::UnderWay(service), at);
            }
            (RecordKind::Leave, _) if record.lot.is_some() => self.does(who, Doing::Lying, at),
            (RecordKind::Enter, Some(link)) if record.of != Of::Word("part") => self.enter(record, who, link),
            (RecordKind::Leave, _) if record.of != Of::Word("part") => {
                record.vehicle.map(|vehicle| self.on.remove(&vehicle));
            }
            (RecordKind::Split, _) => self.split(record, who),
            (RecordKind::Call, _) => {
                if let Of::Service(service) = record.of {
                    self.does(who, Doing::Loading(service, record.place), at);
                }
            }
            (RecordKind::Board, _) => self.board(record, who),
            (RecordKind::Alight, _) => {
                if let (Some(vehicle), Some(place)) = (record.vehicle, record.place) {
                    self.does(Who::Vehicle(vehicle), Doing::Unloading(place), at);
                }
                record.lot.as_ref().map(|lot| self.aboard.remove(lot));
                self.does(who, Doing::Lying, at);
            }
            (RecordKind::Depart, _) => {
                let service = if let Of::Service(service) = record.of { Some(service) } else { None };
                if let Some(vehicle) = record.vehicle {
                    self.set_out.insert(vehicle, service);
                }
                self.does(who, Doing::UnderWay(service), at);
            }
            (RecordKind::Arrive, _) => {
                if let Some(place) = record.place {
                    self.does(who, Doing::IdleAt(place), at);
                }
            }
            (RecordKind::Deliver | RecordKind::TurnAway, _) => drop(self.doings.remove(&who)),
            _ => {}
        }
    }

    /// A locomotive comes before a train, which is under way then, or leaves it.
    fn couple(&mut self, record: &Record, engine: VehicleName, train: VehicleName) {
        self.vehicles.entry(engine.fleet).or_default().entry(engine).or_default();
        let hauls = record.kind == RecordKind::Seize;
        let stands = record.place.map_or(Doing::Idle, Doing::IdleAt);
        self.does(Who::Vehicle(engine), if hauls { Doing::Hauling(train) } else { stands }, record.at);
        if hauls {
            let service = self.set_out.get(&train).copied().flatten();
            self.does(Who::Vehicle(train), Doing::UnderWay(service), record.at);
        }
    }

    fn board(&mut self, record: &Record, lot: Who) {
        let Some(vehicle) = record.vehicle else { return };
        record.lot.clone().map(|lot| self.aboard.insert(lot, vehicle));
        self.leave_line(&lot, Facility::Fleet(vehicle.fleet));
        self.does(lot, Doing::Aboard(vehicle), record.at);
        let vehicle = Who::Vehicle(vehicle);
        if let Of::Service(service) = record.of
            && !matches!(self.doings.get(&vehicle), Some((Doing::Loading(..), _)))
        {
            self.does(vehicle, Doing::Loading(service, record.place), record.at);
        }
    }

    /// A vehicle is on a link.
    fn enter(&mut self, record: &Record, who: Who, link: Facility) {
        let Some(vehicle) = record.vehicle else { return };
        self.on.insert(vehicle, link);
        if !matches!(self.doings.get(&who), Some((Doing::UnderWay(_), _))) {
            let service = self.set_out.get(&vehicle).copied().flatten();
            self.does(who, Doing::UnderWay(service), record.at);
        }
    }

    /// A part does what the whole does, and stands in line behind it.
    fn split(&mut self, record: &Record, part: Who) {
        let Of::Lot(whole) = &record.of else { return };
        let whole = Who::Lot(whole.clone());
        let (doing, since) = self.doing(&whole);
        if let Doing::Waiting(wanted) = doing
            && let Some(line) = self.lines.get_mut(&wanted)
            && let Some(place) = line.iter().position(|other| *other == whole)
        {
            line.insert(place + 1, part.clone());
        }
        self.does(part, doing, since);
    }

    fn leave_line(&mut self, who: &Who, wanted: Facility) {
        if let Some(line) = self.lines.get_mut(&wanted)
            && let Some(place) = line.iter().position(|other| other == who)
        {
            line.remove(place);
        }
    }
}
