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
use super::{Cell, CellId, Corridor};
use crate::sim::Time;
use std::fmt::Debug;

/// The corridor from an instant on.
#[derive(Debug)]
pub struct Phase {
    /// When it begins.
    pub from: Time,
    /// The corridor as it is then.
    pub corridor: Corridor,
}

/// Something that must be the same in all phases and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlike {
    /// Its section and name, with dots between.
    pub path: String,
    /// What of it differs.
    pub what: &'static str,
}

/// What must be the same in all phases: where, what of it, and how it is.
type Fixed = (String, &'static str, String);

impl Corridor {
    /// This corridor and those of its phases, in order of time, each with its beginning and its end.
    pub fn windows(&self) -> impl Iterator<Item = (&Self, Time, Time)> {
        let begins = self.phases.iter().map(|phase| phase.from);
        let ends = begins.clone().chain([Time::NEVER]);
        let all = std::iter::once(self).chain(self.phases.iter().map(|phase| &phase.corridor));
        let begins = std::iter::once(Time::START).chain(begins);
        all.zip(begins).zip(ends).map(|((corridor, from), to)| (corridor, from, to))
    }

    /// The most vehicles that a fleet has at any time; none where it has as many as are asked for.
    #[must_use]
    pub fn most_vehicles(&self, fleet: usize) -> u32 {
        let counts = self.windows().filter_map(|(corridor, ..)| corridor.fleets[fleet].vehicles);
        counts.max().unwrap_or(0)
    }

    /// Takes up the corridors of later phases.
    ///
    /// # Errors
    /// The first thing that a phase changes and must not.
    pub(crate) fn take_up(&mut self, phases: Vec<Phase>) -> Result<(), Unlike> {
        let own = self.fixed();
        for phase in &phases {
            if let Some(unlike) = unlike(&own, &phase.corridor.fixed()) {
                return Err(unlike);
            }
        }
        self.phases = phases;
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

    /// All that phases share.
    fn fixed(&self) -> Vec<Fixed> {
        let mut fixed: Vec<Fixed> = Vec::new();
        let mut add = |path: String, what, how: &dyn Debug| fixed.push((path, what, format!("{how:?}")));
        let name = |section: &str, name: &str| format!("{section}.{name}");
        for node in &self.nodes {
            add(name("nodes", &node.name), "the place", &(&node.country, node.terminal, node.gauge_change));
        }
        for cargo in &self.cargo {
            add(name("cargo", &cargo.name), "what it is counted in", &(cargo.unit, cargo.mass));
        }
        for link in &self.links {
            let path = name("links", &link.name);
            let track = (link.ends, link.mode, link.border, link.border_reversed, link.gauge);
            add(path.clone(), "what it connects", &(track, &link.country));
            add(
                path.clone(),
                "whether it has paths, or a single track",
                &(link.headway.is_some(), link.single),
            );
            add(path.clone(), "whether it has limits for trains", &link.limits.is_some());
            let transit = link.pipe.map(|pipe| pipe.transit);
            add(path.clone(), "how long goods flow through it", &transit);
            let slowed = link.slowed.map(|slowed| &self.slowdowns[slowed.index()]);
            add(path, "what slows those who are on it", &slowed);
        }
        for terminal in &self.terminals {
            let plans = terminal.plans.iter().map(|plan| {
                let plan = plan.as_ref()?;
                let steps = [&plan.unload, &plan.formalities, &plan.transload, &plan.load];
                let steps = steps.map(|step| step.as_ref().map(|step| step.equipment));
                Some((steps, plan.store.as_ref().map(|place| (place.store, place.places))))
            });
            let plans: Vec<_> = plans.collect();
            add(name("terminals", &terminal.name), "which steps goods take there", &plans);
        }
        let at = |terminal: super::TerminalId, list: &str, what: &str| {
            let terminal = name("terminals", &self.terminals[terminal.index()].name);
            name(&format!("{terminal}.{list}"), what)
        };
        for berth in &self.berths {
            add(at(berth.terminal, "berths", &berth.name), "that it is there", &());
        }
        for pool in &self.equipment {
            let path = at(pool.terminal, "equipment", &pool.name);
            let count = (!pool.upkeep.is_nothing()).then_some(pool.count);
            add(path.clone(), "the number of machines that break down or are maintained", &count);
            add(path, "who keeps it up", &pool.upkeep.frame());
        }
        for store in &self.stores {
            add(at(store.terminal, "storage", &store.name), "that it is there", &());
        }
        for border in &self.borders {
            let sides: Vec<_> = border.sides.iter().map(|side| (&side.country, &side.agencies)).collect();
            let papers = border.documents.as_ref().map(|documents| documents.clerks.is_some());
            let closing = border.documents.as_ref().map(|documents| documents.at_closing);
            let agencies = border.sides.iter().flat_map(|side| &side.agencies);
            let at_work: Vec<_> = agencies.map(|id| self.agencies[id.index()].at_closing).collect();
            let kind = (border.plain, papers, border.priority.is_some());
            let path = name("borders", &border.name);
            add(path.clone(), "which agencies, papers and ranks it has", &(sides, kind, border.gauge_change));
            add(path, "what happens at closing time", &(closing, at_work));
        }
        for change in &self.gauge_changes {
            let kind = (std::mem::discriminant(&change.means), change.wagons().is_some());
            add(name("nodes", &change.name), "how the gauge is changed", &kind);
        }
        for shop in &self.workshops {
            add(name("workshops", &shop.name), "that it is there", &());
        }
        for weather in &self.weather {
            add(name("weather", &weather.name), "that it is there", &());
        }
        for water in &self.waters {
            add(name("waters", &water.name), "that it is there", &());
        }
        for disruption in &self.disruptions {
            add(name("disruptions", &disruption.name), "that it is there", &());
        }
        for fleet in &self.fleets {
            let path = name("fleets", &fleet.name);
            let ports: Vec<_> = fleet.ports.iter().map(|port| (port.node, port.berth)).collect();
            let kind = (fleet.mode, ports, std::mem::discriminant(&fleet.returns), fleet.vehicles.is_some());
            add(path.clone(), "where and how its vehicles go", &(kind, &fleet.services));
            let masses = fleet.draught.as_ref().map(|draught| &draught.masses);
            add(path.clone(), "what its vehicles carry, and what that weighs", &(&fleet.room, masses));
            add(path.clone(), "what its trains are made of", &fleet.train);
            add(path.clone(), "which way its vehicles go without load", &fleet.ways);
            add(path.clone(), "whether its vehicles go in trains", &fleet.in_trains);
            add(path.clone(), "by whom its vehicles are hauled", &(&fleet.hauled, fleet.hauls));
            add(path, "who keeps it up", &fleet.upkeep.frame());
        }
        for service in &self.services {
            let path = name("services", &service.name);
            add(path.clone(), "which way it goes", &(service.from, service.to, &service.path, service.fleet));
            add(path, "when vehicles leave", &service.departs);
        }
        for demand in &self.demand {
            let path = name("demand", &demand.name);
            add(
                path.clone(),
                "what is sent",
                &(demand.cargo, demand.from, demand.to, demand.choice.is_some()),
            );
            add(path, "how much comes, and when", &(&demand.arrivals, &demand.quantity));
        }
        let accounts: Vec<_> = self.payees.iter().zip(&self.accounts).collect();
        add("services".to_owned(), "who is paid, for what and in which country", &accounts);
        fixed
    }
}

/// The first that differs.
fn unlike(base: &[Fixed], phase: &[Fixed]) -> Option<Unlike> {
    let blame = |fixed: &Fixed| Some(Unlike { path: fixed.0.clone(), what: fixed.1 });
    if let Some((_, other)) = base.iter().zip(phase).find(|(one, other)| one != other) {
        return blame(other);
    }
    match base.len() <= phase.len() {
        true => phase.get(base.len()).and_then(blame),
        false => base.get(phase.len()).and_then(blame),
    }
}
