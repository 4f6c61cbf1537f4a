//! What the scenario promises: capacities, prices, hours and places, read from its text.
//!
//! Only what the rules compare the trace with is read, and nothing is refused: what cannot be read here is
//! `None`, and what depends on it is told as not checked.

use super::hours::{Civil, Hours};
use super::page::Page;
use super::units::{self, Counted, Per, Price};
use super::water::{Draught, Waters};
use super::window::Window;
use jiff::civil::Date;
use std::collections::BTreeMap;

type Map<T> = BTreeMap<String, T>;

/// The whole scenario, as far as the auditor reads it.
#[derive(Debug)]
pub(super) struct Facts {
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
    /// When vehicles and machines are away, by the names of the trace: `fleet:feeders`.
    pub(super) maintenance: Map<Vec<Away>>,
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

/// What happens to work in progress at closing time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtClosing {
    Finish,
    Pause,
    Eject,
}

impl AtClosing {
    /// What a block says.
    fn of(page: Page<'_>) -> Option<Self> {
        Some(match page.get("at_closing")?.word() {
            "Finish" => Self::Finish,
            "Pause" => Self::Pause,
            "Eject" => Self::Eject,
            _ => return None,
        })
    }
}

/// What vehicles emit (g).
#[derive(Clone, Copy, Debug)]
pub(super) struct Emits {
    /// For each tonne of goods and kilometre.
    pub(super) load: f64,
    /// For each kilometre of a vehicle.
    pub(super) vehicle: f64,
}

#[derive(Debug)]
pub(super) struct Traction {
    /// The mode whose links have it where nobody says otherwise.
    mode: Option<String>,
    emits: Emits,
}

#[derive(Debug)]
pub(super) struct Cargo {
    pub(super) unit: Counted,
    pub(super) tonnes: f64,
    /// What a day costs the shipper of one load unit (USD).
    pub(super) usd_a_day: f64,
    /// Hire of what a load unit lies in, for a day (USD).
    pub(super) hire_a_day: Option<f64>,
    /// What handling of a load unit emits where the terminal does not say (g).
    hub: f64,
}

#[derive(Debug)]
pub(super) struct Link {
    pub(super) ends: [String; 2],
    pub(super) km: f64,
    /// Least time between two departures in one direction (ms).
    pub(super) headway: Option<f64>,
    /// Whether both directions share one track.
    pub(super) single: bool,
    /// The crossing that goods pass before they enter it.
    pub(super) border: Option<String>,
    pub(super) gauge: Option<String>,
    pub(super) pipeline: bool,
    /// How it flows, if it is a pipeline.
    pub(super) flow: Option<Flow>,
    mode: Option<String>,
    traction: Option<String>,
    /// What it takes of a train.
    pub(super) limits: Option<Limits>,
    /// The least part of its speed that weather leaves a vehicle; nothing where none slows it.
    pub(super) slowest: Option<f64>,
}

/// What a section takes of a train (g, mm), and how long dividing and joining take (ms).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    pub(super) mass: Option<u64>,
    pub(super) length: Option<u64>,
    pub(super) dividing: u64,
    pub(super) joining: u64,
    /// Whether projects change what it takes; then it is the most that it takes at any time.
    pub(super) changes: bool,
}

/// The wagons of a train (g, mm).
#[derive(Clone, Copy, Debug)]
pub(super) struct Train {
    pub(super) tare: u64,
    pub(super) length: u64,
    pub(super) wagons: Option<u64>,
}

/// How a pipeline flows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flow {
    /// Tonnes of the goods of the scenario that it takes in (ms).
    tonnes: f64,
    /// From its inlet to its outlet (ms).
    pub(super) transit: u64,
}

impl Flow {
    fn read(page: Page<'_>) -> Option<Self> {
        let rate = |field| page.said(field).map(|text| units::flow(&text));
        let all = rate("rate")??;
        let transit = match (page.said("transit"), page.said("fill")) {
            (Some(transit), _) => units::span(&transit)?,
            (None, fill) => (units::volume(&fill?)?.0 / all).round() as u64,
        };
        Some(Self { tonnes: all - rate("others").unwrap_or(Some(0.0))?, transit })
    }

    /// How long so many tonnes take to go in (ms).
    pub(super) fn passes(self, tonnes: f64) -> u64 {
        (tonnes / self.tonnes).round() as u64
    }
}

impl Train {
    /// A train of so many wagons that each are as this one.
    pub(super) fn of_wagons(self, wagons: u64) -> Self {
        let times = |one: u64| one.saturating_mul(wagons);
        Self {
            tare: times(self.tare),
            length: times(self.length),
            wagons: Some(times(self.wagons.unwrap_or(1))),
        }
    }
}

#[derive(Debug)]
pub(super) struct Terminal {
    pub(super) payee: String,
    at_closing: AtClosing,
    /// Load units that one machine does in an hour, by cargo class and step, where the rate is a number.
    rates: BTreeMap<(String, String), f64>,
    pub(super) berths: Vec<String>,
    /// The store of each cargo class.
    pub(super) stores: Map<Store>,
    /// Fees by cargo class and step.
    pub(super) fees: BTreeMap<(String, String), Option<Price>>,
    /// Machines that may work on one lot together, by cargo class and step, where it is said.
    pub(super) together: BTreeMap<(String, String), u64>,
    /// What handling of a load unit of each class emits that is handled or stored here (g).
    pub(super) hubs: Map<f64>,
}

#[derive(Clone, Debug)]
pub(super) struct Store {
    pub(super) name: String,
    /// Places that one load unit takes.
    pub(super) places: Option<u64>,
    pub(super) free_time: u64,
    pub(super) price: Option<Price>,
}

#[derive(Debug)]
pub(super) struct Border {
    /// What the crossing and each of its sides charge, and who takes it.
    pub(super) fees: Vec<(String, Option<Price>)>,
}

#[derive(Debug)]
pub(super) struct Fleet {
    pub(super) vehicles: Option<u64>,
    /// The most that there are at any time.
    pub(super) ever: u64,
    pub(super) at_once: bool,
    pub(super) berth: Option<String>,
    /// The wagons of its trains.
    pub(super) train: Option<Train>,
    /// Load units of each class that fill a vehicle.
    pub(super) carries: Map<f64>,
    pub(super) draught: Option<Draught>,
    /// Who is paid for keeping its vehicles.
    pub(super) payee: String,
    /// What a day under way costs, and a day at a berth beyond the free time (ms).
    pub(super) hire: Option<f64>,
    pub(super) demurrage: Option<f64>,
    pub(super) free_time: u64,
    pub(super) empty: Option<Price>,
    traction: Option<String>,
    /// Where its vehicles are at first.
    pub(super) home: String,
    /// The least and the most wagons of a train.
    pub(super) in_trains: Option<[u64; 2]>,
    /// Whose locomotives haul its vehicles: on all links of its mode, or by link.
    hauled_by: Option<Haulers>,
}

#[derive(Debug)]
enum Haulers {
    Everywhere(String),
    ByLink(Map<String>),
}

/// So many vehicles or machines are in maintenance.
#[derive(Debug)]
pub(super) struct Away {
    pub(super) window: Window,
    /// How many; `None`: all.
    pub(super) units: Option<u64>,
}

#[derive(Debug)]
pub(super) struct Service {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) fleet: String,
    /// The links that it goes along.
    pub(super) along: Vec<String>,
    pub(super) km: f64,
    /// The border crossings on its way, in order.
    pub(super) crossings: Vec<String>,
    pub(super) payee: String,
    pub(super) tariff: Option<Price>,
    pub(super) tariff_of: Map<Price>,
    /// The steps of the tariff of all; `None` if they are spelled in a way that is not known here.
    pub(super) steps: Option<Vec<(Step, Price)>>,
    /// The least that a lot pays by it.
    pub(super) minimum: Option<f64>,
}

/// Where a step of a tariff begins.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Km(f64),
    Quantity(f64, Counted),
}

#[derive(Debug)]
pub(super) struct Demand {
    pub(super) cargo: String,
    pub(super) from: String,
    pub(super) to: String,
}

impl Facts {
    /// Reads the scenario; `None` if it has no date or no horizon, without which nothing can be audited.
    pub(super) fn read(page: Page<'_>) -> Option<Self> {
        let start: Date = page.said("start")?.parse().ok()?;
        let mut facts = Self {
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
            maintenance: Map::new(),
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

    /// When what is away.
    fn maintain(&mut self, page: Page<'_>, start: Date) {
        for (name, fleet) in page.section("fleets") {
            self.away(format!("fleet:{name}"), fleet, start);
        }
        for (terminal, page) in page.section("terminals") {
            for (name, pool) in page.section("equipment") {
                self.away(format!("equipment:{terminal}/{name}"), pool, start);
            }
        }
    }

    fn away(&mut self, what: String, page: Page<'_>, start: Date) {
        let away = page.list("maintenance").filter_map(|outage| {
            let units = outage.said("count").and_then(|text| units::number(&text)).map(|count| count as u64);
            Some(Away { window: Window::read(outage, start)?, units })
        });
        let away: Vec<Away> = away.collect();
        if !away.is_empty() {
            self.maintenance.insert(what, away);
        }
    }

    /// How much of everything there is.
    fn count(&mut self, page: Page<'_>) {
        let mut add = |key: String, count: Option<u64>| {
            if let Some(count) = count {
                self.capacity.insert(key, count);
            }
        };
        let whole =
            |page: Page<'_>, field| page.said(field).and_then(|text| units::number(&text)).map(|n| n as u64);
        for (terminal, page) in page.section("terminals") {
            for (name, berth) in page.section("berths") {
                add(format!("berth:{terminal}/{name}"), whole(berth, "count"));
            }
            for (name, pool) in page.section("equipment") {
                add(format!("equipment:{terminal}/{name}"), whole(pool, "count"));
            }
            for (name, store) in page.section("storage") {
                let size = store.said("capacity").and_then(|text| units::volume(&text));
                let places = size.map(|(size, of)| if of == Counted::Tonne { size * 1000.0 } else { size });
                add(format!("store:{terminal}/{name}"), places.map(|places| places.round() as u64));
            }
        }
        for (name, _) in self.links.iter().filter(|(_, link)| link.pipeline) {
            add(format!("link:{name}"), Some(1));
        }
        for (name, border) in page.section("borders") {
            add(format!("border:{name}"), whole(border, "servers"));
            if let Some(papers) = border.get("documents") {
                add(format!("papers:{name}"), whole(papers, "clerks"));
            }
            for (country, side) in border.section("sides") {
                for (agency, page) in side.section("agencies") {
                    add(format!("border:{name}/{country} {agency}"), whole(page, "servers"));
                }
            }
        }
    }

    /// When everything is open by date and hour.
    fn open(&mut self, page: Page<'_>, civil: &Civil) {
        for (terminal, page) in page.section("terminals") {
            self.opens(format!("yard:{terminal}"), Hours::of(page, civil));
            for (name, berth) in page.section("berths") {
                self.opens(format!("berth:{terminal}/{name}"), Hours::of(berth, civil));
            }
        }
        for (name, link) in page.section("links") {
            self.opens(format!("link:{name}"), Hours::of(link, civil));
            for (field, end) in [("forward", "from"), ("backward", "to")] {
                let hours = link.get("meets").and_then(|meets| meets.said(field));
                if let (Some(hours), Some(end)) = (hours, link.said(end)) {
                    self.opens(format!("link:{name} from {end}"), Hours::spelled(&hours, civil));
                }
            }
        }
        for (name, service) in page.section("services") {
            for embargo in service.list("embargoes") {
                let named: Vec<String> = embargo.list("cargo").filter_map(Page::text).collect();
                let classes = if named.is_empty() { self.cargo.keys().cloned().collect() } else { named };
                let Some(window) = Window::read(embargo, civil.start) else { continue };
                for class in classes {
                    let accepts = self.hours.entry(format!("accepts:{name}/{class}")).or_default();
                    accepts.close(window.clone());
                }
            }
        }
        for (name, border) in page.section("borders") {
            let mut at_closing = |key: String, page| {
                let says = AtClosing::of(page).or(AtClosing::of(border));
                self.closing.extend(says.map(|says| (key, says)));
            };
            at_closing(format!("border:{name}"), border);
            if let Some(papers) = border.get("documents") {
                at_closing(format!("papers:{name}"), papers);
            }
            for (country, side) in border.section("sides") {
                for (agency, page) in side.section("agencies") {
                    at_closing(format!("border:{name}/{country} {agency}"), page);
                }
            }
            self.opens(format!("border:{name}"), Hours::of(border, civil));
            if let Some(papers) = border.get("documents") {
                self.opens(format!("papers:{name}"), Hours::of(papers, civil));
            }
            for (country, side) in border.section("sides") {
                for (agency, page) in side.section("agencies") {
                    let hours = Hours::within(page, border, civil);
                    self.opens(format!("border:{name}/{country} {agency}"), hours);
                }
            }
        }
    }

    fn opens(&mut self, what: String, hours: Option<Hours>) {
        if let Some(hours) = hours {
            self.hours.insert(what, hours);
        }
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
        if ["border:", "papers:"].iter().any(|kind| resource.starts_with(kind)) {
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
        match self.fleet_of(vehicle)?.hauled_by.as_ref()? {
            Haulers::Everywhere(fleet) => Some(fleet),
            Haulers::ByLink(by_link) => by_link.get(link).map(String::as_str),
        }
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

impl Cargo {
    /// What one load unit pays at a price; `None` for a price by the vehicle, or in another unit.
    pub(super) fn usd(&self, price: Price, km: f64) -> Option<f64> {
        let distance = if price.km { km } else { 1.0 };
        match price.per {
            Per::Load(Counted::Tonne) => Some(price.usd * self.tonnes * distance),
            Per::Load(of) if of == self.unit => Some(price.usd * distance),
            _ => None,
        }
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

fn cargo(page: Page<'_>) -> Option<Cargo> {
    let unit = match page.get("unit")?.word() {
        "Teu" => Counted::Teu,
        "Wagon" => Counted::Wagon,
        "Truck" => Counted::Truck,
        "Tonne" => Counted::Tonne,
        _ => return None,
    };
    let tonnes = match page.said("mass") {
        Some(text) => units::mass(&text)?,
        None => 1.0,
    };
    let plain = Cargo { unit, tonnes, usd_a_day: 0.0, hire_a_day: None, hub: 0.0 };
    let value = price(page, "value").and_then(|value| plain.usd(value, 0.0)).unwrap_or(0.0);
    let share = page.said("value_of_time").and_then(|text| units::share_a_day(&text)).unwrap_or(0.0);
    let hire = price(page, "hire").map(|hire| Price { day: false, ..hire });
    let hire_a_day = hire.and_then(|hire| plain.usd(hire, 0.0));
    let hub = hub(page, &plain).unwrap_or(0.0);
    Some(Cargo { usd_a_day: value * share, hire_a_day, hub, ..plain })
}

/// What a load unit emits where a block says so (g).
fn hub(page: Page<'_>, cargo: &Cargo) -> Option<f64> {
    let emission = units::emission(&page.said("hub_emission")?)?;
    match emission.per? {
        Counted::Tonne => Some(emission.grams * cargo.tonnes),
        of => (of == cargo.unit).then_some(emission.grams),
    }
}

fn traction(page: Page<'_>) -> Option<Traction> {
    let grams = |field| match page.said(field) {
        None => Some(0.0),
        Some(text) => units::emission(&text).map(|emission| emission.grams),
    };
    let mode = page.get("mode").map(|mode| mode.word().to_owned());
    Some(Traction { mode, emits: Emits { load: grams("per_load")?, vehicle: grams("per_vehicle")? } })
}

fn gauge_change(name: &str, page: Page<'_>) -> Option<(String, Option<Price>)> {
    let change = page.get("gauge_change")?;
    Some((payee(name, change), price(change, "fee")))
}

fn border(name: &str, page: Page<'_>) -> Border {
    let crossing = payee(name, page);
    let sides = page.section("sides");
    let of_sides =
        sides.map(|(_, side)| (side.said("operator").unwrap_or(crossing.clone()), price(side, "fee")));
    Border { fees: [(crossing.clone(), price(page, "fee"))].into_iter().chain(of_sides).collect() }
}

fn link(page: Page<'_>) -> Option<Link> {
    let slowed = page.section("slowed").map(|(_, weather)| units::share(&weather.said("to")?));
    Some(Link {
        ends: [page.said("from")?, page.said("to")?],
        km: units::km(&page.said("length")?)?,
        headway: page.said("paths").and_then(|text| units::interval(&text)),
        single: page.get("track").is_some_and(|track| track.word() == "Single"),
        border: page.said("border"),
        gauge: page.get("gauge").map(|gauge| gauge.word().to_owned()),
        pipeline: page.get("mode").is_some_and(|mode| mode.word() == "Pipeline"),
        flow: Flow::read(page),
        mode: page.get("mode").map(|mode| mode.word().to_owned()),
        traction: page.said("traction"),
        limits: page.get("limits").and_then(limits),
        slowest: slowed.collect::<Option<Vec<f64>>>()?.into_iter().reduce(f64::min),
    })
}

fn limits(page: Page<'_>) -> Option<Limits> {
    let time = |field| page.said(field).map_or(Some(0), |text| units::span(&text));
    Some(Limits {
        mass: page.said("mass").map_or(Some(None), |text| units::grams(&text).map(Some))?,
        length: page.said("length").map_or(Some(None), |text| units::millimetres(&text).map(Some))?,
        dividing: time("dividing")?,
        joining: time("joining")?,
        changes: false,
    })
}

fn train(page: Page<'_>) -> Option<Train> {
    let wagons = page.said("wagons").and_then(|text| units::number(&text)).map(|count| count as u64);
    let (of, many) = match page.get("each") {
        None => (page, 1),
        Some(wagon) => (wagon, wagons?),
    };
    let [tare, length] = [units::grams(&of.said("tare")?)?, units::millimetres(&of.said("length")?)?];
    Some(Train { tare: tare * many, length: length * many, wagons })
}

fn terminal(name: &str, page: Page<'_>, classes: &Map<Cargo>) -> Terminal {
    let mut stores = Map::new();
    for (store, written) in page.section("storage") {
        let counted = written.said("capacity").and_then(|text| units::volume(&text)).map(|(_, of)| of);
        let free = written.said("free_time").and_then(|text| units::span(&text)).unwrap_or(0);
        for class in written.list("holds").filter_map(Page::text) {
            let places = classes.get(&class).and_then(|cargo| match counted? {
                Counted::Tonne => Some(((cargo.tonnes * 1000.0).round() as u64).max(1)),
                of => (of == cargo.unit).then_some(1),
            });
            let price = price(written, "tariff");
            stores.insert(class, Store { name: store.to_owned(), places, free_time: free, price });
        }
    }
    let mut fees = BTreeMap::new();
    let mut together = BTreeMap::new();
    let mut rates = BTreeMap::new();
    for (class, handling) in page.section("handling") {
        for (step, operation) in handling.entries() {
            fees.insert((class.to_owned(), step.to_owned()), price(operation, "fee"));
            if let Some(many) = operation.said("up_to").and_then(|text| units::number(&text)) {
                together.insert((class.to_owned(), step.to_owned()), many as u64);
            }
            let rate = operation.said("rate").and_then(|text| units::rate(&text));
            if let Some(((amount, of), cargo)) = rate.zip(classes.get(class)) {
                let units = if of == cargo.unit { amount } else { amount / cargo.tonnes };
                rates.insert((class.to_owned(), step.to_owned()), units);
            }
        }
    }
    let known =
        classes.iter().filter(|(class, _)| stores.contains_key(*class) || handled(page, class).is_some());
    let hubs = known.map(|(class, cargo)| {
        let own = handled(page, class).and_then(|handling| hub(handling, cargo));
        (class.clone(), own.unwrap_or(cargo.hub))
    });
    Terminal {
        hubs: hubs.collect(),
        payee: payee(name, page),
        at_closing: AtClosing::of(page).unwrap_or(AtClosing::Finish),
        rates,
        berths: page.section("berths").map(|(name, _)| name.to_owned()).collect(),
        stores,
        fees,
        together,
    }
}

fn handled<'a>(terminal: Page<'a>, class: &str) -> Option<Page<'a>> {
    terminal.get("handling")?.get(class)
}

fn fleet(name: &str, page: Page<'_>, classes: &Map<Cargo>) -> Fleet {
    let mut carries = Map::new();
    for (class, room) in page.section("carries") {
        let Some(cargo) = classes.get(class) else { continue };
        let Some((amount, of)) = room.text().and_then(|text| units::volume(&text)) else { continue };
        let amount = if of == cargo.unit { amount } else { amount / cargo.tonnes };
        carries.insert(class.to_owned(), (amount + 1e-9).floor());
    }
    Fleet {
        ever: u64::MAX,
        vehicles: page.said("vehicles").and_then(|text| units::number(&text)).map(|count| count as u64),
        // Where there is always another vehicle, none travels back.
        at_once: page.get("returns").is_some_and(|returns| returns.word() == "AtOnce")
            || page.get("vehicles").is_some_and(|vehicles| vehicles.word() == "Unlimited"),
        berth: page.said("berth"),
        train: page.get("train").and_then(train),
        carries,
        draught: Draught::read(page),
        payee: payee(name, page),
        hire: price(page, "hire").map(|price| price.usd),
        demurrage: price(page, "demurrage").map(|price| price.usd),
        free_time: page.said("free_time").and_then(|text| units::span(&text)).unwrap_or(0),
        empty: price(page, "empty_tariff"),
        traction: page.said("traction"),
        home: page.said("home").unwrap_or_default(),
        in_trains: page.get("in_trains").map(|trains| {
            let wagons = |field| trains.said(field).and_then(|text| units::number(&text)).map(|n| n as u64);
            [wagons("shortest").unwrap_or(1), wagons("longest").unwrap_or(u64::MAX)]
        }),
        hauled_by: page.get("hauled_by").map(|by| match by.text() {
            Some(fleet) => Haulers::Everywhere(fleet),
            None => {
                let by_link = by.entries().filter_map(|(link, fleet)| Some((link.to_owned(), fleet.text()?)));
                Haulers::ByLink(by_link.collect())
            }
        }),
    }
}

fn service(name: &str, page: Page<'_>, links: &Map<Link>) -> Option<Service> {
    let along: Vec<String> = page.list("along").filter_map(Page::text).collect();
    let km = along.iter().map(|link| links.get(link).map(|link| link.km)).sum::<Option<f64>>()?;
    let crossings = along.iter().filter_map(|link| links.get(link)?.border.clone()).collect();
    let of = page.section("tariff_of");
    let from = page.said("from")?;
    let to = along.iter().filter_map(|link| links.get(link));
    let to = to.fold(from.clone(), |at, link| link.ends[usize::from(link.ends[0] == at)].clone());
    Some(Service {
        from,
        to,
        fleet: page.said("fleet").unwrap_or_default(),
        along,
        km,
        crossings,
        payee: payee(name, page),
        tariff: price(page, "tariff"),
        steps: page.list("tariff_steps").map(step).collect(),
        minimum: page.said("minimum_charge").and_then(|text| units::dollars(&text)),
        tariff_of: of
            .filter_map(|(class, price)| Some((class.to_owned(), units::price(&price.text()?)?)))
            .collect(),
    })
}

fn step(page: Page<'_>) -> Option<(Step, Price)> {
    let from = page.said("from")?;
    let km = units::km(&from).map(Step::Km);
    let begins = km.or_else(|| units::volume(&from).map(|(amount, of)| Step::Quantity(amount, of)))?;
    Some((begins, price(page, "tariff")?))
}
