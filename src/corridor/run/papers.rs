//! The papers of border crossings: when those of a vehicle are cleared.
//!
//! ```text
//! digital: ready to leave ─┐
//!                          ├─► a clerk? ─► cleared … the vehicle is there, and all its papers are: it goes on
//! paper: at the crossing ──┘
//! ```
//! Where as many people work as it takes, when papers are cleared is known at once, and nothing is kept
//! in mind. Clerks have a line: the papers of each lot stand in it, and those of a vehicle for one
//! crossing lie in a *folder* that the last clerk closes.

use super::arena::Arena;
use super::log::Log;
use super::lot::LotKey;
use super::traveller::Traveller;
use super::vehicle::VehicleKey;
use super::world::{Event, World};
use crate::corridor::ledger::Cause;
use crate::corridor::model::{Border, BorderId, Corridor, Documents};
use crate::corridor::record::RecordKind;
use crate::quantity::Duration;
use crate::sim::{Discipline, Rank, Resource, Time, Turn};

/// The place of a lot's papers in the arena.
pub(super) type PaperKey = u32;

/// A folder's place in the arena.
type FolderKey = u32;

/// The papers of one lot, in line or in the hands of a clerk.
#[derive(Clone, Copy, Debug)]
struct Paper {
    lot: LotKey,
    folder: FolderKey,
    /// When a clerk took them on.
    taken: Time,
    /// Up to when closures hold the work up.
    closed_to: Time,
}

/// The papers of one vehicle for the crossing before one of its hops.
#[derive(Clone, Copy, Debug)]
struct Folder {
    border: BorderId,
    vehicle: VehicleKey,
    hop: u16,
    /// The phase of the corridor in which the vehicle was ready to leave: what was digital then has been
    /// declared.
    phase: u32,
    /// Papers that are not cleared.
    left: u32,
    /// Since when the vehicle waits for them at the crossing.
    waits: Option<Time>,
    /// Another folder of the vehicle.
    next: Option<FolderKey>,
}

/// The offices of crossings whose papers are cleared by clerks.
#[derive(Debug)]
pub(super) struct Offices {
    /// By border crossing; nobody where there are no clerks.
    clerks: Vec<Resource<PaperKey>>,
    papers: Arena<Paper>,
    folders: Arena<Folder>,
    /// The first folder of each vehicle.
    of_vehicle: Vec<Option<FolderKey>>,
}

impl Offices {
    /// For a corridor where some crossings have clerks.
    pub(super) fn of(corridor: &Corridor) -> Option<Box<Self>> {
        corridor.borders.iter().find_map(Border::clerks)?;
        let office =
            |border: &Border| Resource::new(u64::from(border.clerks().unwrap_or(0)), Discipline::Fifo);
        Some(Box::new(Self {
            clerks: corridor.borders.iter().map(office).collect(),
            papers: Arena::default(),
            folders: Arena::default(),
            of_vehicle: Vec::new(),
        }))
    }

    pub(super) fn clear(&mut self) {
        self.clerks.iter_mut().for_each(Resource::clear);
        self.papers.clear();
        self.folders.clear();
        self.of_vehicle.clear();
    }

    /// The clerks of the crossings that have some, in the order of crossings.
    pub(super) fn each(&mut self, corridor: &Corridor) -> impl Iterator<Item = &mut Resource<PaperKey>> {
        let with = corridor.borders.iter().map(|border| border.clerks().is_some());
        self.clerks.iter_mut().zip(with).filter(|(_, with)| *with).map(|(clerks, _)| clerks)
    }

    fn first(&mut self, vehicle: VehicleKey) -> &mut Option<FolderKey> {
        let place = vehicle as usize;
        if self.of_vehicle.len() <= place {
            self.of_vehicle.resize(place + 1, None);
        }
        &mut self.of_vehicle[place]
    }

    /// Lays a folder of a vehicle for the crossing before a hop.
    fn lay(&mut self, vehicle: VehicleKey, hop: u16, border: BorderId, phase: u32) -> FolderKey {
        let next = *self.first(vehicle);
        let folder = self.folders.insert(Folder { border, vehicle, hop, phase, left: 0, waits: None, next });
        *self.first(vehicle) = Some(folder);
        folder
    }

    /// The folder of a vehicle for the crossing before a hop.
    fn folder(&mut self, vehicle: VehicleKey, hop: u16) -> Option<FolderKey> {
        let first = *self.first(vehicle);
        let mut all = std::iter::successors(first, |&folder| self.folders[folder].next);
        all.find(|&folder| self.folders[folder].hop == hop)
    }

    /// A vehicle has passed the crossing of a folder.
    fn put_away(&mut self, folder: FolderKey) {
        let Folder { vehicle, next, .. } = self.folders[folder];
        let first = self.first(vehicle);
        if *first == Some(folder) {
            *first = next;
        } else {
            let mut before = *first;
            while let Some(key) = before {
                let after = self.folders[key].next;
                if after == Some(folder) {
                    self.folders[key].next = next;
                    break;
                }
                before = after;
            }
        }
        self.folders.remove(folder);
    }
}

impl<L: Log> World<'_, L> {
    /// A vehicle waits until the papers of all its lots are cleared.
    pub(super) fn hand_in_papers(&mut self, who: Traveller, border: &Border) {
        // Lots pass no such crossing on a ride.
        let Traveller::Vehicle(key) = who else { return };
        let Some(documents) = &border.documents else { return self.cleared(key) };
        if documents.clerks.is_some() {
            return self.hand_in_to_clerks(key);
        }
        let now = self.now;
        let clearances = self.lots_of(who).map(|lot| self.clearance(lot, key, documents));
        let Some(last) = clearances.max_by_key(|turn| turn.end).filter(|last| last.end > now) else {
            return self.cleared(key);
        };
        let closed = self.closed_hours(documents.gate, now, last.closed_to.max(now));
        let vehicle = &mut self.vehicles[key];
        vehicle.hours += &closed;
        vehicle.hours.book(Cause::Documents, last.end - now - closed.total());
        self.tell_papers(key);
        self.calendar.schedule(last.end, Rank::Finish, Event::Cleared(key));
    }

    /// When the papers of a lot are cleared by as many people as it takes: declared ahead they are begun
    /// when the vehicle is ready to leave, on paper when it has come to the crossing.
    fn clearance(&self, lot: LotKey, key: VehicleKey, documents: &Documents) -> Turn {
        let digital = documents.digital[self.lots[lot].demand.index()];
        let begin = if digital { self.vehicles[key].ready } else { self.now };
        let work = self.paperwork(lot, documents);
        match documents.gate.map(|gate| &self.gates[gate.index()]) {
            None => Turn::of(begin, work),
            Some(gate) => gate.turn(begin, work, documents.at_closing),
        }
    }

    fn paperwork(&self, lot: LotKey, documents: &Documents) -> Duration {
        Duration::nearest_ms(documents.time.sample(self.noise.at(documents.draws, self.lots[lot].item)))
    }

    /// A vehicle is ready to leave: what is declared ahead goes to the clerks of the crossings on its way.
    #[cold]
    pub(super) fn declare(&mut self, key: VehicleKey) {
        let phases = &self.base.phases;
        let phase = phases.iter().position(|phase| std::ptr::eq(&phase.corridor, self.corridor));
        let phase = phase.map_or(0, |before| before as u32 + 1);
        for (place, hop) in self.way(key).iter().enumerate() {
            let Some(id) = self.corridor.links[hop.link.index()].border else { continue };
            if self.corridor.borders[id.index()].clerks().is_some()
                && let Some(offices) = &mut self.offices
            {
                let folder = offices.lay(key, place as u16, id, phase);
                self.submit(key, folder, true);
            }
        }
    }

    /// The papers of the lots aboard that were digital when the vehicle left, or of those that were not,
    /// join the line.
    fn submit(&mut self, key: VehicleKey, folder: FolderKey, digital: bool) {
        let now = self.now;
        let Some(Folder { border: id, phase, .. }) = self.folder(folder) else { return };
        let corridor = match phase.checked_sub(1) {
            None => self.base,
            Some(place) => &self.base.phases[place as usize].corridor,
        };
        let Some(documents) = &corridor.borders[id.index()].documents else { return };
        let mut next = self.vehicles[key].aboard.map(|(first, _)| first);
        while let Some(lot) = next {
            next = self.lots[lot].next;
            if documents.digital[self.lots[lot].demand.index()] != digital {
                continue;
            }
            let Some(offices) = &mut self.offices else { return };
            offices.folders[folder].left += 1;
            let paper = offices.papers.insert(Paper { lot, folder, taken: now, closed_to: now });
            if offices.clerks[id.index()].seize(now, paper, 1, 0) {
                self.clear_paper(paper, id);
            } else {
                self.tell_paper(RecordKind::Wait, lot, id);
            }
        }
    }

    fn folder(&self, folder: FolderKey) -> Option<Folder> {
        self.offices.as_ref().map(|offices| offices.folders[folder])
    }

    /// A vehicle has come to a crossing with clerks.
    fn hand_in_to_clerks(&mut self, key: VehicleKey) {
        let (now, hop) = (self.now, self.vehicles[key].hop);
        let Some(folder) = self.offices.as_mut().and_then(|offices| offices.folder(key, hop)) else {
            return self.cleared(key);
        };
        self.submit(key, folder, false);
        let Some(offices) = &mut self.offices else { return };
        offices.folders[folder].waits = Some(now);
        if offices.folders[folder].left == 0 {
            offices.put_away(folder);
            self.cleared(key);
        }
    }

    /// A clerk takes papers on; how long it takes is known at once.
    fn clear_paper(&mut self, key: PaperKey, id: BorderId) {
        let Some(documents) = &self.corridor.borders[id.index()].documents else { return };
        let Some(lot) = self.offices.as_ref().map(|offices| offices.papers[key].lot) else { return };
        let work = self.paperwork(lot, documents);
        let turn = self.turn(documents.gate, work, documents.at_closing);
        if let Some(offices) = &mut self.offices {
            let paper = &mut offices.papers[key];
            paper.taken = self.now;
            paper.closed_to = turn.closed_to;
        }
        self.tell_paper_taken(lot, id, work, turn);
        self.calendar.schedule(turn.end, Rank::Finish, Event::Stamped(key));
    }

    /// The papers of a lot are cleared: the clerk takes the next, and the vehicle goes on if it waits for
    /// no others.
    pub(super) fn stamped(&mut self, key: PaperKey) {
        let Some(offices) = &mut self.offices else { return };
        let paper = offices.papers[key];
        offices.papers.remove(key);
        let folder = &mut offices.folders[paper.folder];
        folder.left -= 1;
        let Folder { border, vehicle, left, waits, .. } = *folder;
        offices.clerks[border.index()].release(self.now, 1);
        self.tell_paper_done(paper.lot, border);
        self.take_papers(border);
        if let Some(since) = waits.filter(|_| left == 0) {
            self.offices.iter_mut().for_each(|offices| offices.put_away(paper.folder));
            self.book_papers(vehicle, border, since, paper);
            self.cleared(vehicle);
        }
    }

    /// The wait of a vehicle for its papers is that for the last of them, in line or at work.
    fn book_papers(&mut self, key: VehicleKey, id: BorderId, since: Time, last: Paper) {
        let gate = self.corridor.borders[id.index()].documents.as_ref().and_then(|papers| papers.gate);
        let from = since.max(last.taken);
        let closed = self.closed_hours(gate, from, last.closed_to.min(self.now).max(from));
        let hours = &mut self.vehicles[key].hours;
        *hours += &closed;
        hours.book(Cause::Documents, self.now - since - closed.total());
        self.tell_papers(key);
    }

    /// Free clerks take on what is next in line.
    fn take_papers(&mut self, id: BorderId) {
        while let Some(next) =
            self.offices.as_mut().and_then(|offices| offices.clerks[id.index()].admit(self.now))
        {
            self.clear_paper(next, id);
        }
    }

    /// Projects have changed the number of clerks.
    pub(super) fn size_offices(&mut self, corridor: &Corridor) {
        for (index, border) in corridor.borders.iter().enumerate() {
            let Some((clerks, offices)) = border.clerks().zip(self.offices.as_mut()) else { continue };
            if offices.clerks[index].capacity() != u64::from(clerks) {
                offices.clerks[index].set_capacity(self.now, u64::from(clerks), |_| 1);
                self.take_papers(BorderId::at(index));
            }
        }
    }
}
