//! A10: every dollar follows from the tariffs of the scenario: what falls due when something happens
//! is booked, and nothing else.

use super::carriage::{Carriage, Due};
use super::dollars::usd;
use super::facts::{Cargo, Facts, Service, Step};
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use super::scene::Scene;
use super::under::Under;
use super::units::{Per, Price};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

const DAY: f64 = 86_400_000.0;

/// What is due less what is booked (millionths of a dollar), how large it was, and how many bookings.
#[derive(Clone, Copy, Debug, Default)]
struct Balance {
    due: f64,
    booked: i64,
    parts: u32,
    /// By how much more than rounding it may differ.
    slack: f64,
    /// Whether some of it follows from a tariff that is not read here.
    not_read: bool,
}

#[derive(Debug, Default)]
pub(super) struct Tariff {
    /// By lot, and by payee and what is paid for.
    balances: HashMap<String, BTreeMap<(String, String), Balance>>,
    /// When each lot came into the store that it lies in.
    stored: HashMap<String, u64>,
    /// Places that each lot holds in the store where it lies: none, where a part of a lot larger than the
    /// store has all of them.
    places: HashMap<String, u64>,
    /// Steps of work on each lot since it came off its last vehicle: work that a closing or a breakdown
    /// has interrupted ends more than once, and is paid for once.
    worked: HashMap<String, HashSet<String>>,
    carriage: Carriage,
    under: Under,
}

impl Tariff {
    pub(super) fn see(
        &mut self,
        line: u64,
        record: &Record,
        scene: &Scene,
        facts: &Rc<Facts>,
        findings: &mut Findings,
    ) {
        for Due { lot, payee, of, dollars, slack } in self.carriage.see(record, scene, facts, &mut self.under)
        {
            self.owe(&lot, &payee, of, dollars);
            self.balance(&lot, &payee, of).slack += slack * 1e6;
        }
        match record.kind {
            Kind::Pay if record.of() != "split" => {
                self.under.pays(record, facts);
                // Who has no place gives none back: what it pays is held to where it lay.
                let placeless = self.places.get(record.lot()).is_none_or(|places| *places == 0);
                if record.of() == "storage" && placeless {
                    let terminal = facts.terminal_at(record.place()).map(|(name, _)| name.to_owned());
                    self.storage(record, terminal.as_deref(), scene, facts);
                }
                self.pay(record);
            }
            Kind::Alight => {
                self.worked.remove(record.lot());
                let trip = scene.trip(record.vehicle());
                self.freight(record, trip.map_or("", |trip| &trip.service), scene, facts);
            }
            Kind::Leave if record.lot.is_some() => {
                self.worked.remove(record.lot());
                self.freight(record, record.of(), scene, facts);
            }
            Kind::End if record.lot.is_some() => self.work(record, scene, facts),
            Kind::Enter if !record.is_part() => self.border(record, scene, facts),
            Kind::Seize if record.resource().starts_with("store:") => {
                *self.places.entry(record.lot().to_owned()).or_default() += record.units();
                if record.of() != "split" {
                    self.stored.insert(record.lot().to_owned(), record.ms);
                }
            }
            Kind::Release if record.resource().starts_with("store:") => {
                let places = self.places.entry(record.lot().to_owned()).or_default();
                *places = places.saturating_sub(record.units());
                if record.of() != "split" {
                    let store =
                        record.resource().strip_prefix("store:").and_then(|name| name.split_once('/'));
                    self.storage(record, store.map(|(terminal, _)| terminal), scene, facts);
                }
            }
            Kind::Split => {
                if let Some(&since) = self.stored.get(record.of()) {
                    self.stored.insert(record.lot().to_owned(), since);
                }
            }
            Kind::Deliver => self.deliver(line, record, scene, facts, findings),
            Kind::TurnAway => {
                self.balances.remove(record.lot());
                self.under.forget(record.lot());
            }
            _ => {}
        }
    }

    fn balance(&mut self, lot: &str, payee: &str, of: &str) -> &mut Balance {
        let book = self.balances.entry(lot.to_owned()).or_default();
        book.entry((payee.to_owned(), of.to_owned())).or_default()
    }

    fn pay(&mut self, record: &Record) {
        let payee = record.payee.clone().unwrap_or_default();
        let balance = self.balance(record.lot(), &payee, record.of());
        balance.booked += record.amount.unwrap_or(0);
        balance.parts += 1;
    }

    fn owe(&mut self, lot: &str, payee: &str, of: &str, dollars: f64) {
        self.balance(lot, payee, of).due += dollars * 1e6;
    }

    fn freight(&mut self, record: &Record, service: &str, scene: &Scene, facts: &Facts) {
        let lot = record.lot();
        let Some(service) = facts.services.get(service) else { return };
        let Some((class, cargo)) = facts.cargo_of(lot) else { return };
        let dollars = match (service.tariff_of.get(class), service.tariff) {
            (Some(&own), _) => charge(own, lot, cargo, record, service.km, scene, facts),
            (None, Some(first)) => {
                if service.steps.is_none() {
                    self.balance(lot, &service.payee, "freight").not_read = true;
                }
                let by = |price: Price, km| charge(price, lot, cargo, record, km, scene, facts);
                stepped(service, first, cargo, record.units() as f64, by)
            }
            (None, None) => None,
        };
        if let Some(dollars) = dollars {
            self.owe(lot, &service.payee, "freight", dollars);
        }
    }

    /// The fee of a piece of work.
    fn work(&mut self, record: &Record, scene: &Scene, facts: &Facts) {
        let lot = record.lot();
        if !self.worked.entry(lot.to_owned()).or_default().insert(record.of().to_owned()) {
            return;
        }
        let (Some((_, terminal)), Some((class, cargo))) =
            (facts.terminal_at(record.place()), facts.cargo_of(lot))
        else {
            return;
        };
        let Some(units) = scene.lot(lot).map(|lot| lot.units as f64) else { return };
        let price = terminal.fees.get(&(class.to_owned(), record.of().to_owned())).copied().flatten();
        if let Some(dollars) = price.and_then(|price| cargo.usd(price, 0.0)) {
            self.owe(lot, &terminal.payee, record.of(), dollars * units);
        }
    }

    /// Goods that enter a link have passed its border crossing and all sides of it.
    fn border(&mut self, record: &Record, scene: &Scene, now: &Rc<Facts>) {
        let link = record.resource().strip_prefix("link:").and_then(|link| now.links.get(link));
        let Some(name) = link.and_then(|link| link.border.as_ref()) else { return };
        let Some(trip) = scene.trip(record.vehicle()) else { return };
        let fees = |facts: &'_ Facts| facts.borders.get(name).map_or(Vec::new(), |it| it.fees.clone());
        let payees: BTreeSet<String> = fees(now).into_iter().map(|(payee, _)| payee).collect();
        for ((lot, _), payee) in trip.left_with.iter().flat_map(|lot| payees.iter().map(move |it| (lot, it)))
        {
            let (facts, mixed) = self.under.take(lot, "border", payee, now);
            let Some((_, cargo)) = facts.cargo_of(lot) else { continue };
            for (_, fee) in fees(&facts).into_iter().filter(|(of, _)| of == payee) {
                let dollars = fee.and_then(|fee| charge(fee, lot, cargo, record, 0.0, scene, &facts));
                self.owe(lot, payee, "border", dollars.unwrap_or(0.0));
            }
            self.balance(lot, payee, "border").not_read |= mixed;
        }
    }

    fn storage(&mut self, record: &Record, terminal: Option<&str>, scene: &Scene, facts: &Facts) {
        let lot = record.lot();
        let (Some(since), Some(units)) =
            (self.stored.remove(lot), scene.lot(lot).map(|lot| lot.units as f64))
        else {
            return;
        };
        let Some((class, cargo)) = facts.cargo_of(lot) else { return };
        let Some(terminal) = terminal.and_then(|terminal| facts.terminals.get(terminal)) else { return };
        let Some(store) = terminal.stores.get(class) else { return };
        let charged = record.ms.saturating_sub(since).saturating_sub(store.free_time);
        let a_day = store.price.map(|price| Price { day: false, ..price });
        if let Some(a_day) = a_day.and_then(|price| cargo.usd(price, 0.0)) {
            self.owe(lot, &terminal.payee, "storage", a_day * charged as f64 / DAY * units);
        }
    }

    fn deliver(&mut self, line: u64, record: &Record, scene: &Scene, facts: &Facts, findings: &mut Findings) {
        let name = record.lot();
        if let (Some((class, cargo)), Some(lot)) = (facts.cargo_of(name), scene.lot(name)) {
            let days = record.ms.saturating_sub(lot.appeared) as f64 / DAY;
            let unit_days = lot.units as f64 * days;
            self.owe(name, "shipper's time", "time", cargo.usd_a_day * unit_days);
            if let Some(hire) = cargo.hire_a_day {
                self.owe(name, &format!("{class} hire"), "container hire", hire * unit_days);
            }
        }
        for ((payee, of), balance) in self.balances.remove(name).unwrap_or_default() {
            if balance.not_read {
                findings.skip(format!("dollars for {of} by steps, or by sides while they change"));
                continue;
            }
            let slack = 1.0 + f64::from(balance.parts) + balance.due.abs() * 1e-9 + balance.slack;
            let sound = (balance.due - balance.booked as f64).abs() <= slack;
            findings.hold(Rule::Tariff, line, sound, || {
                let what = format!("`{name}` pays `{payee}` {} for {of}", usd(balance.booked));
                (what, usd(balance.due.round() as i64))
            });
        }
        self.under.forget(name);
        self.stored.remove(name);
        self.places.remove(name);
        self.worked.remove(name);
    }
}

/// What a lot of so many load units pays by a tariff with steps and a minimum. Steps by distance are each
/// for the kilometres up to the next; of those by quantity the one that the lot reaches is for all.
fn stepped(
    service: &Service,
    first: Price,
    cargo: &Cargo,
    units: f64,
    charge: impl Fn(Price, f64) -> Option<f64>,
) -> Option<f64> {
    let steps = service.steps.as_deref().unwrap_or_default();
    let mut price = first;
    let mut begins = 0.0;
    let mut sum = 0.0;
    for (from, next) in steps {
        match *from {
            Step::Km(km) => {
                let ends = km.min(service.km);
                sum += charge(price, ends - begins)?;
                begins = ends;
                price = *next;
            }
            Step::Quantity(amount, of) => {
                let counted = if of == cargo.unit { units } else { units * cargo.tonnes };
                if counted >= amount - 1e-9 {
                    price = *next;
                }
            }
        }
    }
    sum += charge(price, service.km - begins)?;
    Some(sum.max(service.minimum.unwrap_or(f64::NEG_INFINITY)))
}

/// What a price by the load unit or by the vehicle comes to for one lot (USD).
pub(super) fn charge(
    price: Price,
    lot: &str,
    cargo: &Cargo,
    record: &Record,
    km: f64,
    scene: &Scene,
    facts: &Facts,
) -> Option<f64> {
    if price.per != Per::Vehicle {
        return Some(cargo.usd(price, km)? * scene.lot(lot)?.units as f64);
    }
    let fleet = facts.fleet_of(record.vehicle())?;
    let room = |lot: &str, units: u64| Some(units as f64 / fleet.carries.get(facts.cargo_of(lot)?.0)?);
    let trip = scene.trip(record.vehicle())?;
    let all: f64 = trip.left_with.iter().filter_map(|(lot, units)| room(lot, *units)).sum();
    let distance = if price.km { km } else { 1.0 };
    Some(price.usd * distance * room(lot, scene.lot(lot)?.units)? / all)
}
