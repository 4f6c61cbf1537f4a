//! How much of everything there is, and when it is away.

use super::super::page::Page;
use super::super::units::{self, Counted};
use super::super::window::Window;
use super::Facts;
use jiff::civil::Date;

/// So many vehicles, machines or servers are in maintenance.
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
            for (name, berth) in page.section("berths") {
                self.away(format!("berth:{terminal}/{name}"), berth, start);
            }
            for (name, pool) in page.section("equipment") {
                self.away(format!("equipment:{terminal}/{name}"), pool, start);
            }
        }
        for (name, border) in page.section("borders") {
            self.away(format!("border:{name}"), border, start);
            for (country, side) in border.section("sides") {
                for (agency, page) in side.section("agencies") {
                    self.away(format!("border:{name}/{country} {agency}"), page, start);
                }
            }
        }
        for (name, change) in Self::changes_of_gauge(page) {
            self.away(name, change, start);
        }
    }

    /// Where the gauge is changed, by the names of the trace.
    pub(super) fn changes_of_gauge<'a>(page: Page<'a>) -> impl Iterator<Item = (String, Page<'a>)> {
        let named = move |section, prefix| {
            let places = page.section(section);
            places.filter_map(move |(name, place)| {
                Some((format!("{prefix}{name}"), place.get("gauge_change")?))
            })
        };
        named("nodes", "gauge:").chain(named("borders", "gauge:border "))
    }

    /// Whether single units of something break down or are maintained.
    pub(crate) fn breaks(&self, resource: &str) -> bool {
        self.faulty.contains(resource)
    }

    fn away(&mut self, what: String, page: Page<'_>, start: Date) {
        if ["breakdowns", "maintenance"].iter().any(|field| page.get(field).is_some()) {
            self.faulty.insert(what.clone());
        }
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
        for (name, change) in Self::changes_of_gauge(page) {
            add(name, whole(change, "tracks"));
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
