//! Fleets and what their trains are made of.

use super::super::page::Page;
use super::super::units::{self, Price};
use super::super::water::Draught;
use super::{Cargo, Map, payee, price};

/// The wagons of a train (g, mm).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Train {
    pub(crate) tare: u64,
    pub(crate) length: u64,
    pub(crate) wagons: Option<u64>,
}

impl Train {
    /// A train of so many wagons that each are as this one.
    pub(crate) fn of_wagons(self, wagons: u64) -> Self {
        let times = |one: u64| one.saturating_mul(wagons);
        Self {
            tare: times(self.tare),
            length: times(self.length),
            wagons: Some(times(self.wagons.unwrap_or(1))),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Fleet {
    pub(crate) vehicles: Option<u64>,
    /// The most that there are at any time.
    pub(crate) ever: u64,
    pub(crate) at_once: bool,
    pub(crate) berth: Option<String>,
    /// The wagons of its trains.
    pub(crate) train: Option<Train>,
    /// Load units of each class that fill a vehicle.
    pub(crate) carries: Map<f64>,
    pub(crate) draught: Option<Draught>,
    /// Who is paid for keeping its vehicles.
    pub(crate) payee: String,
    /// What a day under way costs, and a day at a berth beyond the free time (ms).
    pub(crate) hire: Option<f64>,
    pub(crate) demurrage: Option<f64>,
    pub(crate) free_time: u64,
    pub(crate) empty: Option<Price>,
    pub(super) traction: Option<String>,
    /// Where its vehicles are at first.
    pub(crate) home: String,
    /// The least and the most wagons of a train.
    pub(crate) in_trains: Option<[u64; 2]>,
    /// Whose locomotives haul its vehicles: on all links of its mode, or by link.
    pub(super) hauled_by: Option<Haulers>,
}

#[derive(Debug)]
pub(super) enum Haulers {
    Everywhere(String),
    ByLink(Map<String>),
}

impl Haulers {
    /// Whose locomotives haul on a link.
    pub(super) fn on(&self, link: &str) -> Option<&str> {
        match self {
            Self::Everywhere(fleet) => Some(fleet),
            Self::ByLink(by_link) => by_link.get(link).map(String::as_str),
        }
    }
}

pub(super) fn train(page: Page<'_>) -> Option<Train> {
    let wagons = page.said("wagons").and_then(|text| units::number(&text)).map(|count| count as u64);
    let (of, many) = match page.get("each") {
        None => (page, 1),
        Some(wagon) => (wagon, wagons?),
    };
    let [tare, length] = [units::grams(&of.said("tare")?)?, units::millimetres(&of.said("length")?)?];
    Some(Train { tare: tare * many, length: length * many, wagons })
}

pub(super) fn fleet(name: &str, page: Page<'_>, classes: &Map<Cargo>) -> Fleet {
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
