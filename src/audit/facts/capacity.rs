//! How much of everything there is, and when it is away.

use super::super::page::Page;
use super::super::units::{self, Counted};
use super::super::window::Window;
use super::Facts;
use jiff::civil::Date;

/// So many vehicles or machines are in maintenance.
#[derive(Debug)]
pub(crate) struct Away {
    pub(crate) window: Window,
    /// How many; `None`: all.
    pub(crate) units: Option<u64>,
}

impl Facts {
    /// When what is away.
    pub(super) fn maintain(&mut self, page: Page<'_>, start: Date) {
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
    pub(super) fn count(&mut self, page: Page<'_>) {
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
}
