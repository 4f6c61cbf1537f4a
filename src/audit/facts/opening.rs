//! When everything is open, and what happens at closing time.

use super::super::hours::{Civil, Hours};
use super::super::page::Page;
use super::super::window::Window;
use super::Facts;

/// What happens to work in progress at closing time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtClosing {
    Finish,
    Pause,
    Eject,
}

impl AtClosing {
    /// What a block says.
    pub(super) fn of(page: Page<'_>) -> Option<Self> {
        Some(match page.get("at_closing")?.word() {
            "Finish" => Self::Finish,
            "Pause" => Self::Pause,
            "Eject" => Self::Eject,
            _ => return None,
        })
    }
}

impl Facts {
    /// When everything is open by date and hour.
    pub(super) fn open(&mut self, page: Page<'_>, civil: &Civil) {
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
        for (name, change) in Self::changes_of_gauge(page) {
            self.closing.extend(AtClosing::of(change).map(|says| (name.clone(), says)));
            self.opens(name, Hours::of(change, civil));
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
}
