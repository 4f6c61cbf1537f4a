//! What the scenario promises: capacities, prices, hours and places, read from its text.
//!
//! Only what the rules compare the trace with is read, and nothing is refused: what cannot be read here is
//! `None`, and what depends on it is told as not checked.

mod capacity;
mod causes;
mod goods;
mod offers;
mod opening;
mod places;
mod vehicles;
mod ways;
mod weather;

pub(super) use capacity::Away;
pub(super) use causes::CanBe;
pub(super) use goods::{Cargo, Demand, Emits, Traction};
pub(super) use offers::{Service, Step};
pub(super) use opening::AtClosing;
pub(super) use places::{Border, Terminal};
pub(super) use vehicles::{Fleet, Train};
pub(super) use ways::{Limits, Link};
pub(super) use weather::Exposure;

use super::hours::{Civil, Hours};
use super::page::Page;
use super::units::{self, Price};
use super::water::Waters;
use goods::{cargo, hub, traction};
use jiff::civil::Date;
use offers::service;
use places::{border, terminal};
use std::collections::{BTreeMap, BTreeSet};
use vehicles::fleet;
use ways::{gauge_change, link};
use weather::Weather;

type Map<T> = BTreeMap<String, T>;

/// The whole scenario, as far as the auditor reads it.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) start: Date,
    pub(super) horizon: u64,
    /// The terminal at each node, if it has one.
    pub(super) nodes: Map<Option<String>>,
    pub(super) cargo: Map<Cargo>,
    pub(super) links: Map<Link>,
    pub(super) terminals: Map<Terminal>,
    pub(super) borders: Map<Border>,
    pub(super) fleets: Map<Fleet>,
    pub(super) services: Map<Service>,
    pub(super) demand: Map<Demand>,
    /// What can be held, by the names of the trace: `berth:Aktau port/quay`.
    pub(super) capacity: Map<u64>,
    /// When it is open.
    pub(super) hours: Map<Hours>,
    /// What can be waited for.
    pub(super) can_be: CanBe,
    /// When this began to hold (ms).
    pub(super) since: u64,
    /// The most machines, servers or tracks that there are of a pool at any time.
    pub(super) units_ever: Map<u64>,
    /// What storms may do.
    pub(super) weather: Weather,
    /// When vehicles, machines and servers are away, by the names of the trace: `fleet:feeders`.
    pub(super) maintenance: Map<Vec<Away>>,
    /// What breaks down or is maintained at any time.
    pub(super) faulty: BTreeSet<String>,
    /// What agencies and papers offices do at closing time, where they do not pause.
    closing: Map<AtClosing>,
    /// What a change of gauge costs and who takes it, at nodes and at border crossings.
    pub(super) gauge_at_node: Map<(String, Option<Price>)>,
    pub(super) gauge_at_border: Map<(String, Option<Price>)>,
    pub(super) traction: Map<Traction>,
    /// How deep the water is at berths.
    pub(super) waters: Waters,
    /// What a gram of emissions costs (USD).
    pub(super) usd_a_gram: Option<f64>,
}

impl Facts {
    /// Reads the scenario; `None` if it has no date or no horizon, without which nothing can be audited.
    pub(super) fn read(page: Page<'_>) -> Option<Self> {
        let start: Date = page.said("start")?.parse().ok()?;
        let mut facts = Self {
            start,
            horizon: units::span(&page.said("horizon")?)?,
            nodes: page
                .section("nodes")
                .map(|(name, node)| (name.to_owned(), node.said("terminal")))
                .collect(),
            cargo: all(page, "cargo", |_, page| cargo(page)),
            links: all(page, "links", |_, page| link(page)),
            terminals: Map::new(),
            borders: all(page, "borders", |name, page| Some(border(name, page))),
            fleets: Map::new(),
            services: Map::new(),
            demand: all(page, "demand", |_, page| {
                Some(Demand { cargo: page.said("cargo")?, from: page.said("from")?, to: page.said("to")? })
            }),
            capacity: Map::new(),
            hours: Map::new(),
            can_be: CanBe::read(page),
            since: 0,
            units_ever: Map::new(),
            weather: Weather::read(page),
            maintenance: Map::new(),
            faulty: BTreeSet::new(),
            closing: Map::new(),
            gauge_at_node: all(page, "nodes", gauge_change),
            gauge_at_border: all(page, "borders", gauge_change),
            traction: all(page, "traction", |_, page| traction(page)),
            waters: Waters::read(page, start),
            usd_a_gram: page.said("carbon_price").and_then(|text| units::carbon(&text)),
        };
        facts.terminals = all(page, "terminals", |name, page| Some(terminal(name, page, &facts.cargo)));
        facts.fleets = all(page, "fleets", |name, page| Some(fleet(name, page, &facts.cargo)));
        facts.services = all(page, "services", |name, page| service(name, page, &facts.links));
        facts.count(page);
        let holidays = page.section("holidays").map(|(name, days)| {
            let days = days.items().filter_map(Page::text);
            (name.to_owned(), days.collect())
        });
        let civil = Civil { start, holidays: holidays.collect() };
        facts.open(page, &civil);
        facts.maintain(page, start);
        Some(facts)
    }

    /// The cargo class of a lot, by the stream it is named after.
    pub(super) fn cargo_of(&self, lot: &str) -> Option<(&str, &Cargo)> {
        let demand = self.demand_of(lot)?;
        Some((demand.cargo.as_str(), self.cargo.get(&demand.cargo)?))
    }

    pub(super) fn demand_of(&self, lot: &str) -> Option<&Demand> {
        self.demand.get(lot.rsplit_once('#')?.0)
    }

    pub(super) fn fleet_of(&self, vehicle: &str) -> Option<&Fleet> {
        self.fleets.get(vehicle.rsplit_once('#')?.0)
    }

    /// What happens at closing time to work at a resource, or to work at a node without one.
    pub(super) fn at_closing(&self, node: &str, resource: &str) -> AtClosing {
        if ["border:", "papers:", "gauge:"].iter().any(|kind| resource.starts_with(kind)) {
            return self.closing.get(resource).copied().unwrap_or(AtClosing::Pause);
        }
        self.terminal_at(node).map_or(AtClosing::Finish, |(_, terminal)| terminal.at_closing)
    }

    /// Load units of a lot that one machine of a pool does in an hour at a step.
    pub(super) fn rate(&self, lot: &str, pool: &str, step: &str) -> Option<f64> {
        let (terminal, _) = pool.strip_prefix("equipment:")?.split_once('/')?;
        let (class, _) = self.cargo_of(lot)?;
        self.terminals.get(terminal)?.rates.get(&(class.to_owned(), step.to_owned())).copied()
    }

    /// What has to be open for a step of work at a node: the berth where a vehicle is worked, or the yard.
    pub(super) fn workplace(&self, node: &str, vehicle: &str, step: &str) -> Option<String> {
        if ["unload", "load"].contains(&step) {
            return self.berth_at(node, vehicle);
        }
        self.terminal_at(node).map(|(name, _)| format!("yard:{name}"))
    }

    /// Whether a vehicle that is not under way may be anywhere next: it returns at once, or it is a wagon that
    /// others may have taken along.
    pub(super) fn is_anywhere(&self, vehicle: &str) -> bool {
        self.fleet_of(vehicle).is_some_and(|fleet| fleet.at_once || fleet.in_trains.is_some())
    }

    /// Whose locomotives haul a vehicle on a link.
    pub(super) fn hauler(&self, vehicle: &str, link: &str) -> Option<&str> {
        self.fleet_of(vehicle)?.hauled_by.as_ref()?.on(link)
    }

    /// What a vehicle emits on a link: by the traction of the locomotive that hauls it there, else its own,
    /// else the link's, else that of the mode.
    pub(super) fn emits(&self, vehicle: &str, name: &str) -> Option<Emits> {
        let link = self.links.get(name)?;
        let hauled = self.hauler(vehicle, name).and_then(|by| self.fleets.get(by)?.traction.as_ref());
        self.emits_by(hauled.or(self.fleet_of(vehicle)?.traction.as_ref()), link)
    }

    /// What goods emit in a pipeline.
    pub(super) fn emits_flowing(&self, link: &Link) -> Option<Emits> {
        self.emits_by(None, link)
    }

    fn emits_by(&self, own: Option<&String>, link: &Link) -> Option<Emits> {
        let own = own.or(link.traction.as_ref());
        let of_mode = || self.traction.values().find(|it| it.mode.is_some() && it.mode == link.mode);
        Some(own.map_or_else(of_mode, |name| self.traction.get(name))?.emits)
    }

    /// What a load unit of a class emits where it is handled (g).
    pub(super) fn hub(&self, node: &str, class: &str) -> f64 {
        let hub = self.terminal_at(node).and_then(|(_, terminal)| terminal.hubs.get(class));
        hub.copied().unwrap_or(0.0)
    }

    /// Who changes the gauge between two links that meet at a node, and for what: a border crossing
    /// of one of them, else the node.
    pub(super) fn gauge_change(
        &self,
        before: &Link,
        after: &Link,
        node: &str,
    ) -> Option<&(String, Option<Price>)> {
        let (one, other) = (before.gauge.as_ref()?, after.gauge.as_ref()?);
        let at_border = |link: &Link| self.gauge_at_border.get(link.border.as_ref()?);
        let change = at_border(after).or_else(|| at_border(before)).or_else(|| self.gauge_at_node.get(node));
        change.filter(|_| one != other)
    }

    /// The terminal at a node.
    pub(super) fn terminal_at(&self, node: &str) -> Option<(&str, &Terminal)> {
        let name = self.nodes.get(node)?.as_deref()?;
        Some((name, self.terminals.get(name)?))
    }

    /// The berths that a vehicle takes at a node, by their name in the trace.
    pub(super) fn berth_at(&self, node: &str, vehicle: &str) -> Option<String> {
        let kind = self.fleet_of(vehicle)?.berth.as_deref()?;
        let (name, terminal) = self.terminal_at(node)?;
        terminal.berths.iter().any(|berth| berth == kind).then(|| format!("berth:{name}/{kind}"))
    }
}

fn all<'a, T>(page: Page<'a>, section: &str, read: impl Fn(&str, Page<'a>) -> Option<T>) -> Map<T> {
    page.section(section).filter_map(|(name, page)| Some((name.to_owned(), read(name, page)?))).collect()
}

fn payee(name: &str, page: Page<'_>) -> String {
    page.said("operator").unwrap_or_else(|| name.to_owned())
}

fn price(page: Page<'_>, field: &str) -> Option<Price> {
    units::price(&page.said(field)?)
}
