//! Phases: what projects change, from a date on.
//!
//! ```text
//! start ─── base ───┬─── phase ───┬─── phase ─── … horizon
//!             a project begins   another begins, or one ends
//! ```
//! The corridor of each phase is compiled from the scenario with the changes in force, by the rules
//! for any scenario. All of them have the same things in the same places; only numbers differ. A
//! replication goes from one to the next and keeps everything that is under way.

use super::ids::ServiceId;
use super::{Arrivals, Cell, CellId, Corridor};
use crate::sim::Time;

/// The corridor from an instant on.
#[derive(Debug)]
pub struct Phase {
    /// When it begins.
    pub from: Time,
    /// The corridor as it is then.
    pub corridor: Corridor,
}

/// A project that is carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its name.
    pub name: String,
    /// The first day on which its changes hold.
    pub from: jiff::civil::Date,
    /// The first day on which they hold no more; `None`: they stay.
    pub to: Option<jiff::civil::Date>,
}

/// Something that must be the same in all phases and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlike {
    /// Its section and name, with dots between.
    pub path: String,
    /// What of it differs.
    pub what: &'static str,
}

impl Corridor {
    /// This corridor and those of its phases, in order of time, each with its beginning and its end.
    pub fn windows(&self) -> impl Iterator<Item = (&Self, Time, Time)> {
        let begins = self.phases.iter().map(|phase| phase.from);
        let ends = begins.clone().chain([Time::NEVER]);
        let all = std::iter::once(self).chain(self.phases.iter().map(|phase| &phase.corridor));
        let begins = std::iter::once(Time::START).chain(begins);
        all.zip(begins).zip(ends).map(|((corridor, from), to)| (corridor, from, to))
    }

    /// The corridor as it is at an instant.
    #[must_use]
    pub fn in_force(&self, at: Time) -> &Self {
        self.windows().take_while(|(_, from, _)| *from <= at).last().map_or(self, |(corridor, ..)| corridor)
    }

    /// The most vehicles that a fleet has at any time; none where it has as many as are asked for.
    #[must_use]
    pub fn most_vehicles(&self, fleet: usize) -> u32 {
        let counts = self.windows().filter_map(|(corridor, ..)| corridor.fleets[fleet].vehicles);
        counts.max().unwrap_or(0)
    }

    /// Whether the vehicles of a fleet ever break down or are maintained.
    #[must_use]
    pub fn is_ever_kept_up(&self, fleet: usize) -> bool {
        self.windows().any(|(corridor, ..)| !corridor.fleets[fleet].upkeep.is_nothing())
    }

    /// Takes up the corridors of later phases.
    ///
    /// # Errors
    /// The first thing that a phase changes and must not.
    pub(crate) fn take_up(&mut self, phases: Vec<Phase>) -> Result<(), Unlike> {
        if let Some(unlike) = phases.iter().find_map(|phase| self.unlike(&phase.corridor)) {
            return Err(unlike);
        }
        self.phases = phases;
        self.share_arrivals()?;
        self.share_cells();
        self.share_legs();
        let accounts = |corridor: &Self| corridor.emissions.as_ref().map(|plan| plan.accounts.clone());
        let own = accounts(self);
        let same = self.phases.iter().all(|phase| accounts(&phase.corridor) == own);
        let differ = || Unlike { path: "traction".to_owned(), what: "on which kinds of accounts is emitted" };
        if same { Ok(()) } else { Err(differ()) }
    }

    fn each(&mut self, mut change: impl FnMut(&mut Self)) {
        let mut phases = std::mem::take(&mut self.phases);
        change(self);
        phases.iter_mut().for_each(|phase| change(&mut phase.corridor));
        self.phases = phases;
    }

    /// A stream whose volume, months or intervals change is one stream in all phases.
    fn share_arrivals(&mut self) -> Result<(), Unlike> {
        let end = Time::START + self.horizon;
        for stream in 0..self.demand.len() {
            let windows = self.windows();
            let phases: Vec<_> =
                windows.map(|(corridor, from, _)| (&corridor.demand[stream].arrivals, from)).collect();
            if phases.iter().all(|(arrivals, _)| *arrivals == phases[0].0) {
                continue;
            }
            let Some(joined) = Arrivals::joined(&phases, end) else {
                let path = format!("demand.{}", self.demand[stream].name);
                return Err(Unlike { path, what: "by which kind of arrivals consignments come" });
            };
            let mut joined = joined.into_iter();
            self.each(|corridor| {
                if let Some(arrivals) = joined.next() {
                    corridor.demand[stream].arrivals = arrivals;
                }
            });
        }
        Ok(())
    }

    /// Results of all phases are gathered in the same cells.
    fn share_cells(&mut self) {
        let mut all: Vec<Cell> =
            self.windows().flat_map(|(corridor, ..)| corridor.cells.iter().cloned()).collect();
        all.sort();
        all.dedup();
        self.each(|corridor| {
            let own = std::mem::replace(&mut corridor.cells, all.clone());
            let place = |cell: CellId| CellId::at(all.binary_search(&own[cell.index()]).unwrap_or(0));
            for demand in &mut corridor.demand {
                demand.cell = place(demand.cell);
                let ways = demand.choice.iter_mut().flat_map(|choice| &mut choice.ways);
                ways.for_each(|way| way.cell = place(way.cell));
            }
        });
    }

    /// The legs of the ways of all phases are laid in each of them, in the same order, so that goods
    /// which are under way find the rest of theirs.
    fn share_legs(&mut self) {
        let lanes: Vec<Vec<Vec<ServiceId>>> = (0..self.demand.len())
            .map(|stream| {
                let mut lanes: Vec<Vec<ServiceId>> = Vec::new();
                for (corridor, ..) in self.windows() {
                    for way in corridor.demand[stream].itineraries() {
                        if !lanes.iter().any(|lane| lane == way) {
                            lanes.push(way.to_vec());
                        }
                    }
                }
                lanes
            })
            .collect();
        self.each(|corridor| {
            for (demand, lanes) in corridor.demand.iter_mut().zip(&lanes) {
                demand.lanes.clone_from(lanes);
            }
            corridor.lay_legs();
            corridor.lay_emissions_again();
        });
        // Who has begun a ride ends it: a leg is ridden in all phases or in none.
        let grows: Vec<bool> = (0..self.fleets.len())
            .map(|fleet| {
                self.windows()
                    .any(|(corridor, ..)| corridor.fleets[fleet].vehicles != self.fleets[fleet].vehicles)
            })
            .collect();
        let rides: Vec<bool> = (0..self.legs.len())
            .map(|leg| {
                !grows[self.legs[leg].fleet.index()]
                    && self.windows().all(|(corridor, ..)| corridor.legs[leg].rides)
            })
            .collect();
        self.each(|corridor| {
            for (leg, &rides) in corridor.legs.iter_mut().zip(&rides) {
                leg.rides = rides;
            }
        });
    }
}
