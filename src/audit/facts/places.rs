//! Terminals and border crossings.

use super::super::page::Page;
use super::super::units::{self, Counted, Price};
use super::{AtClosing, Cargo, Map, hub, payee, price};
use std::collections::BTreeMap;

#[derive(Debug)]
pub(crate) struct Terminal {
    pub(crate) payee: String,
    pub(super) at_closing: AtClosing,
    /// Load units that one machine does in an hour, by cargo class and step, where the rate is a number.
    pub(super) rates: BTreeMap<(String, String), f64>,
    pub(crate) berths: Vec<String>,
    /// The store of each cargo class.
    pub(crate) stores: Map<Store>,
    /// Fees by cargo class and step.
    pub(crate) fees: BTreeMap<(String, String), Option<Price>>,
    /// Machines that may work on one lot together, by cargo class and step, where it is said.
    pub(crate) together: BTreeMap<(String, String), u64>,
    /// What handling of a load unit of each class emits that is handled or stored here (g).
    pub(crate) hubs: Map<f64>,
}

#[derive(Clone, Debug)]
pub(crate) struct Store {
    pub(crate) name: String,
    /// Places that one load unit takes.
    pub(crate) places: Option<u64>,
    pub(crate) free_time: u64,
    pub(crate) price: Option<Price>,
}

#[derive(Debug)]
pub(crate) struct Border {
    /// What the crossing and each of its sides charge, and who takes it.
    pub(crate) fees: Vec<(String, Option<Price>)>,
}

pub(super) fn border(name: &str, page: Page<'_>) -> Border {
    let crossing = payee(name, page);
    let sides = page.section("sides");
    let of_sides =
        sides.map(|(_, side)| (side.said("operator").unwrap_or(crossing.clone()), price(side, "fee")));
    Border { fees: [(crossing.clone(), price(page, "fee"))].into_iter().chain(of_sides).collect() }
}

pub(super) fn terminal(name: &str, page: Page<'_>, classes: &Map<Cargo>) -> Terminal {
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

pub(super) fn handled<'a>(terminal: Page<'a>, class: &str) -> Option<Page<'a>> {
    terminal.get("handling")?.get(class)
}
