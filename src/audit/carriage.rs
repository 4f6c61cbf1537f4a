//! What vehicles cost besides tariffs, as far as a trace and the scenario tell: hire, demurrage, empty
//! trips, changes of gauge, and the price of what was emitted.
//!
//! ```text
//! empty trip ─► called ─► board … loaded ─► depart ─► links ─► berth, alight ─► … off
//!    └ the next load pays    └ demurrage ┘     └── hire ──┘       └── demurrage ──┘
//! ```

use super::facts::{Facts, Fleet};
use super::haulage::couples;
use super::record::{Kind, Record};
use super::scene::Scene;
use super::under::Under;
use super::wagons::makes_up;
use std::collections::HashMap;
use std::rc::Rc;

const DAY: f64 = 86_400_000.0;

/// Who takes the price of emissions.
const CARBON_PRICE: &str = "carbon price";

/// Something that a lot has to pay.
#[derive(Debug)]
pub(super) struct Due {
    pub(super) lot: String,
    pub(super) payee: String,
    pub(super) of: &'static str,
    pub(super) dollars: f64,
    /// By how much whole milligrams, whole millionths and shares that are divided one after the other
    /// may differ from it (USD).
    pub(super) slack: f64,
}

/// What a vehicle has done that those aboard pay for.
#[derive(Debug, Default)]
struct Trip {
    /// Its time since it was called (ms).
    hours: u64,
    /// What its empty trips come to (USD), by what held when each ended.
    empty_usd: f64,
    links: f64,
    /// Emitted without load (g), by what held when each trip ended.
    grams: f64,
    /// The links of this trip.
    over: Vec<String>,
    /// The link that it came over last.
    link: Option<String>,
    /// Whether its load has taken all that over.
    paid: bool,
}

/// A lot at a vehicle's berth.
#[derive(Debug)]
struct Kept {
    vehicle: String,
    units: u64,
    since: u64,
    until: u64,
}

#[derive(Debug, Default)]
pub(super) struct Carriage {
    trips: HashMap<String, Trip>,
    kept: HashMap<String, Kept>,
    /// What wagons that stand at a node have emitted since their last load, over so many links, by fleet and node.
    standing: HashMap<(String, String), (f64, f64)>,
}

impl Carriage {
    /// What falls due with a record.
    pub(super) fn see(
        &mut self,
        record: &Record,
        scene: &Scene,
        facts: &Rc<Facts>,
        under: &mut Under,
    ) -> Vec<Due> {
        match record.kind {
            Kind::Call => {
                self.fresh(record.vehicle()).hours = 0;
                Vec::new()
            }
            Kind::Depart => {
                let trip = self.fresh(record.vehicle());
                trip.link = None;
                trip.over.clear();
                Vec::new()
            }
            Kind::Book if record.lot.is_none() => {
                self.trip(record.vehicle()).hours += record.span();
                Vec::new()
            }
            Kind::Enter if record.lot.is_some() => {
                self.let_go(record.lot(), facts, under).into_iter().collect()
            }
            Kind::Enter if !record.is_part() => self.enter(record, scene, facts, under),
            Kind::Leave if record.lot.is_some() => {
                flows(record, scene, &under.facts(record.lot(), "carbon", CARBON_PRICE, facts))
                    .into_iter()
                    .collect()
            }
            Kind::Arrive if record.of().is_empty() => {
                self.comes_empty(record.vehicle(), facts);
                Vec::new()
            }
            Kind::Seize if couples(record) => {
                self.take_over(record, facts);
                Vec::new()
            }
            Kind::Seize | Kind::Release if makes_up(record) => {
                self.wagons(record);
                Vec::new()
            }
            Kind::Board => self.keep(record, facts, under),
            Kind::Alight => {
                let mut due = self.keep(record, facts, under);
                due.extend(self.alight(record, scene, facts, under));
                due
            }
            Kind::End | Kind::Seize if record.lot.is_some() => {
                self.at_berth(record);
                Vec::new()
            }
            Kind::Deliver => {
                let mut due: Vec<Due> = self.let_go(record.lot(), facts, under).into_iter().collect();
                due.extend(hub(record, scene, &under.facts(record.lot(), "carbon", CARBON_PRICE, facts)));
                due
            }
            _ => Vec::new(),
        }
    }

    fn trip(&mut self, vehicle: &str) -> &mut Trip {
        self.trips.entry(vehicle.to_owned()).or_default()
    }

    /// What a locomotive emitted running light is for the vehicle that it came for.
    fn take_over(&mut self, record: &Record, facts: &Facts) {
        let light = std::mem::take(self.trip(record.of()));
        let grams = of_vehicle(record.of(), &light.over, facts);
        let trip = self.trip(record.vehicle());
        trip.grams += light.grams + grams;
        trip.links += light.links;
    }

    /// Wagons come with what they emitted without load since they stood there, and leave it with those that stand.
    fn wagons(&mut self, record: &Record) {
        let stand = (record.resource().to_owned(), record.place().to_owned());
        if record.kind == Kind::Seize {
            let (grams, links) = self.standing.remove(&stand).unwrap_or_default();
            let trip = self.fresh(record.vehicle());
            trip.grams += grams;
            trip.links += links;
        } else {
            let trip = std::mem::take(self.fresh(record.vehicle()));
            let (grams, links) = self.standing.entry(stand).or_default();
            *grams += trip.grams;
            *links += trip.links;
        }
    }

    /// A vehicle's trip, a new one if the last has been paid for.
    fn fresh(&mut self, vehicle: &str) -> &mut Trip {
        let trip = self.trip(vehicle);
        if trip.paid {
            *trip = Trip::default();
        }
        trip
    }

    /// A vehicle enters a link; where the gauge has changed before it, those aboard have paid for that.
    fn enter(&mut self, record: &Record, scene: &Scene, facts: &Rc<Facts>, under: &mut Under) -> Vec<Due> {
        let Some(name) = record.resource().strip_prefix("link:") else { return Vec::new() };
        let (Some(link), Some(aboard)) = (facts.links.get(name), scene.trip(record.vehicle())) else {
            return Vec::new();
        };
        let trip = self.trip(record.vehicle());
        let before = trip.link.replace(name.to_owned());
        trip.links += 1.0;
        trip.over.push(name.to_owned());
        if aboard.service.is_empty() {
            return Vec::new();
        }
        let before = before.and_then(|before| facts.links.get(&before));
        let Some(before) = before else { return Vec::new() };
        let due = aboard.left_with.iter().filter_map(|(lot, _)| {
            let (payee, _) = facts.gauge_change(before, link, record.place())?;
            let (facts, _) = &under.take(lot, "gauge change", payee, facts);
            let (payee, fee) = facts.gauge_change(before, link, record.place())?;
            let (_, cargo) = facts.cargo_of(lot)?;
            let dollars = super::tariff::charge((*fee)?, lot, cargo, record, 0.0, scene, facts)?;
            Some(Due { lot: lot.clone(), payee: payee.clone(), of: "gauge change", dollars, slack: 0.0 })
        });
        due.collect()
    }

    /// A trip without load is over: the next load answers for it.
    fn comes_empty(&mut self, vehicle: &str, facts: &Facts) {
        let price = facts.fleet_of(vehicle).and_then(|fleet| fleet.empty);
        let trip = self.trip(vehicle);
        let over = std::mem::take(&mut trip.over);
        let km: f64 = over.iter().filter_map(|link| facts.links.get(link)).map(|link| link.km).sum();
        trip.grams += of_vehicle(vehicle, &over, facts);
        trip.empty_usd += price.map_or(0.0, |price| price.usd * if price.km { km } else { 1.0 });
    }

    /// A lot comes off: it pays its part of the trip and of the empty ones before it.
    fn alight(&mut self, record: &Record, scene: &Scene, now: &Rc<Facts>, under: &mut Under) -> Vec<Due> {
        let (lot, vehicle) = (record.lot(), record.vehicle());
        let trip = self.trip(vehicle);
        trip.paid = true;
        let payee = now.fleet_of(vehicle).map_or("", |fleet| &fleet.payee);
        let (facts, _) = &under.take(lot, "hire", payee, now);
        let (Some(fleet), Some(aboard)) = (facts.fleet_of(vehicle), scene.trip(vehicle)) else {
            return Vec::new();
        };
        let many = aboard.left_with.len() as f64;
        let mut due = Vec::new();
        let mut add = |payee: &str, of, dollars, slack| {
            due.push(Due { lot: lot.to_owned(), payee: payee.to_owned(), of, dollars, slack });
        };
        let room = |lot: &str, units: u64| room(lot, units, fleet, facts);
        let all: f64 = aboard.left_with.iter().filter_map(|(lot, units)| room(lot, *units)).sum();
        if fleet.hire.is_some() || fleet.empty.is_some() {
            let whole = fleet.hire.unwrap_or(0.0) * trip.hours as f64 / DAY + trip.empty_usd;
            if let Some(room) = room(lot, record.units()) {
                add(&fleet.payee, "hire", whole * room / all, whole * grain(fleet) + many * 1e-6);
            }
        }
        let facts = &under.facts(lot, "carbon", CARBON_PRICE, now);
        if let Some(usd) = facts.usd_a_gram
            && let Some((class, cargo)) = facts.cargo_of(lot)
        {
            let tonnes = |lot: &str, units: u64| Some(facts.cargo_of(lot)?.1.tonnes * units as f64);
            let all: f64 = aboard.left_with.iter().filter_map(|(lot, units)| tonnes(lot, *units)).sum();
            let own = cargo.tonnes * record.units() as f64;
            let from = facts.services.get(&aboard.service).map_or("", |service| service.from.as_str());
            let hub = facts.hub(from, class) * record.units() as f64;
            let shared = trip.grams + of_vehicle(vehicle, &trip.over, facts);
            let a_tonne: f64 = trip
                .over
                .iter()
                .filter_map(|name| Some(facts.emits(vehicle, name)?.load * facts.links.get(name)?.km))
                .sum();
            let grams = shared * own / all + a_tonne * own + hub;
            // A milligram for each account: two countries of each link, and hubs.
            add(CARBON_PRICE, "carbon", usd * grams, usd * 0.001 * (4.0 * trip.links + 4.0));
        }
        due
    }

    /// From now on a lot keeps a vehicle at its berth; what it kept the one before is due.
    fn keep(&mut self, record: &Record, facts: &Rc<Facts>, under: &mut Under) -> Vec<Due> {
        let due = self.let_go(record.lot(), facts, under);
        let kept = Kept {
            vehicle: record.vehicle().to_owned(),
            units: record.units(),
            since: record.ms,
            until: record.ms,
        };
        self.kept.insert(record.lot().to_owned(), kept);
        due.into_iter().collect()
    }

    /// Work at a vehicle ends, or a place in a store is had: until then at least a lot kept the vehicle.
    fn at_berth(&mut self, record: &Record) {
        let stored = record.kind == Kind::Seize && record.resource().starts_with("store:");
        let worked = record.kind == Kind::End && ["load", "unload"].contains(&record.of());
        let ends = worked || (stored && record.of() != "split");
        if let Some(kept) = self.kept.get_mut(record.lot()).filter(|_| ends) {
            kept.until = record.ms;
        }
    }

    fn let_go(&mut self, lot: &str, facts: &Rc<Facts>, under: &mut Under) -> Option<Due> {
        let kept = self.kept.remove(lot)?;
        let payee = &facts.fleet_of(&kept.vehicle)?.payee;
        let (facts, _) = &under.take(lot, "demurrage", payee, facts);
        let fleet = facts.fleet_of(&kept.vehicle)?;
        let beyond = (kept.until - kept.since).saturating_sub(fleet.free_time);
        let dollars = fleet.demurrage? * beyond as f64 / DAY * room(lot, kept.units, fleet, facts)?;
        let payee = fleet.payee.clone();
        Some(Due { lot: lot.to_owned(), payee, of: "demurrage", dollars, slack: dollars * grain(fleet) })
    }
}

/// What a vehicle emits on its way however laden (g).
fn of_vehicle(vehicle: &str, over: &[String], facts: &Facts) -> f64 {
    let of_link = |name: &String| Some(facts.emits(vehicle, name)?.vehicle * facts.links.get(name)?.km);
    over.iter().filter_map(of_link).sum()
}

/// Room is counted in whole parts of a vehicle, of which there are 2⁴⁰: by how much of itself the share
/// of a load unit may be smaller.
fn grain(fleet: &Fleet) -> f64 {
    fleet.carries.values().copied().fold(0.0, f64::max) / (1_u64 << 40) as f64
}

/// The part of a vehicle that load units take.
fn room(lot: &str, units: u64, fleet: &Fleet, facts: &Facts) -> Option<f64> {
    Some(units as f64 / fleet.carries.get(facts.cargo_of(lot)?.0)?)
}

/// What a lot emits in a pipeline, and where it came from.
fn flows(record: &Record, scene: &Scene, facts: &Facts) -> Option<Due> {
    let (lot, usd) = (record.lot(), facts.usd_a_gram?);
    let (class, cargo) = facts.cargo_of(lot)?;
    let link = facts.links.get(record.resource().strip_prefix("link:")?)?;
    let units = scene.lot(lot)?.units as f64;
    let carried = facts.emits_flowing(link).map_or(0.0, |emits| emits.load * link.km * cargo.tonnes);
    let grams = (carried + facts.hub(&facts.services.get(record.of())?.from, class)) * units;
    let payee = CARBON_PRICE.to_owned();
    Some(Due { lot: lot.to_owned(), payee, of: "carbon", dollars: usd * grams, slack: usd * 0.008 })
}

/// The last place where a lot is handled.
fn hub(record: &Record, scene: &Scene, facts: &Facts) -> Option<Due> {
    let (lot, usd) = (record.lot(), facts.usd_a_gram?);
    let (class, _) = facts.cargo_of(lot)?;
    let dollars = usd * facts.hub(record.place(), class) * scene.lot(lot)?.units as f64;
    Some(Due { lot: lot.to_owned(), payee: CARBON_PRICE.into(), of: "carbon", dollars, slack: usd * 0.001 })
}
