//! Kinds of goods, who sends them, and what carrying them emits.

use super::super::page::Page;
use super::super::units::{self, Counted, Per, Price};
use super::price;

/// What vehicles emit (g).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Emits {
    /// For each tonne of goods and kilometre.
    pub(crate) load: f64,
    /// For each kilometre of a vehicle.
    pub(crate) vehicle: f64,
}

#[derive(Debug)]
pub(crate) struct Traction {
    /// The mode whose links have it where nobody says otherwise.
    pub(super) mode: Option<String>,
    pub(super) emits: Emits,
}

#[derive(Debug)]
pub(crate) struct Cargo {
    pub(crate) unit: Counted,
    pub(crate) tonnes: f64,
    /// What a day costs the shipper of one load unit (USD).
    pub(crate) usd_a_day: f64,
    /// Hire of what a load unit lies in, for a day (USD).
    pub(crate) hire_a_day: Option<f64>,
    /// What handling of a load unit emits where the terminal does not say (g).
    pub(super) hub: f64,
}

#[derive(Debug)]
pub(crate) struct Demand {
    pub(crate) cargo: String,
    pub(crate) from: String,
    pub(crate) to: String,
}

impl Cargo {
    /// What one load unit pays at a price; `None` for a price by the vehicle, or in another unit.
    pub(crate) fn usd(&self, price: Price, km: f64) -> Option<f64> {
        let distance = if price.km { km } else { 1.0 };
        match price.per {
            Per::Load(Counted::Tonne) => Some(price.usd * self.tonnes * distance),
            Per::Load(of) if of == self.unit => Some(price.usd * distance),
            _ => None,
        }
    }
}

pub(super) fn cargo(page: Page<'_>) -> Option<Cargo> {
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
pub(super) fn hub(page: Page<'_>, cargo: &Cargo) -> Option<f64> {
    let emission = units::emission(&page.said("hub_emission")?)?;
    match emission.per? {
        Counted::Tonne => Some(emission.grams * cargo.tonnes),
        of => (of == cargo.unit).then_some(emission.grams),
    }
}

pub(super) fn traction(page: Page<'_>) -> Option<Traction> {
    let grams = |field| match page.said(field) {
        None => Some(0.0),
        Some(text) => units::emission(&text).map(|emission| emission.grams),
    };
    let mode = page.get("mode").map(|mode| mode.word().to_owned());
    Some(Traction { mode, emits: Emits { load: grams("per_load")?, vehicle: grams("per_vehicle")? } })
}
