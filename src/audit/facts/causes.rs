//! What somebody can lose time to: what closes each place, and what the scenario has at all.

use super::super::page::Page;
use std::collections::{BTreeMap, BTreeSet};

/// The causes of closures, and the fields of which one makes them possible.
const CLOSURES: [(&str, &[&str]); 4] = [
    ("weather", &["weather"]),
    ("opening_hours", &["hours"]),
    ("works", &["closed", "opens", "possessions", "embargoes"]),
    ("disruption", &["disruptions"]),
];

/// Other causes, and the fields of which one makes them possible; what is not here always is.
const OTHERS: [(&str, &[&str]); 9] = [
    ("berth", &["berths"]),
    ("equipment", &["equipment"]),
    ("path", &["paths", "track", "limits", "rate"]),
    ("documents", &["documents", "formalities"]),
    ("inspection", &["channels"]),
    ("gauge_change", &["gauge_change"]),
    ("storage", &["storage"]),
    ("breakdown", &["breakdowns"]),
    ("locomotive", &["hauled_by"]),
];

/// What can be waited for, at any time.
#[derive(Clone, Debug, Default)]
pub(crate) struct CanBe {
    /// Anywhere in the scenario.
    anywhere: BTreeSet<&'static str>,
    /// What closes berths, yards, crossings, offices and links, by their names in the trace.
    closes: BTreeMap<String, BTreeSet<&'static str>>,
}

impl CanBe {
    pub(super) fn read(page: Page<'_>) -> Self {
        let mut can_be = Self::default();
        for (cause, fields) in CLOSURES.iter().chain(&OTHERS) {
            if fields.iter().any(|field| names(page, field)) {
                can_be.anywhere.insert(cause);
            }
        }
        if page.section("borders").next().is_some() {
            can_be.anywhere.insert("customs");
        }
        for (terminal, page) in page.section("terminals") {
            can_be.closed(format!("yard:{terminal}"), &[page]);
            for (name, berth) in page.section("berths") {
                can_be.closed(format!("berth:{terminal}/{name}"), &[berth]);
            }
        }
        for (name, link) in page.section("links") {
            can_be.closed(format!("link:{name}"), &[link]);
        }
        for (name, border) in page.section("borders") {
            can_be.closed(format!("border:{name}"), &[border]);
            if let Some(papers) = border.get("documents") {
                can_be.closed(format!("papers:{name}"), &[papers]);
            }
            for (country, side) in border.section("sides") {
                for (agency, page) in side.section("agencies") {
                    can_be.closed(format!("border:{name}/{country} {agency}"), &[page, side, border]);
                }
            }
        }
        can_be
    }

    fn closed(&mut self, what: String, by: &[Page<'_>]) {
        let said =
            |fields: &[&str]| fields.iter().any(|field| by.iter().any(|page| page.get(field).is_some()));
        let causes = CLOSURES.iter().filter(|(_, fields)| said(fields)).map(|(cause, _)| *cause);
        self.closes.insert(what, causes.collect());
    }

    /// What can be at another time can be, too.
    pub(crate) fn or(&mut self, other: &Self) {
        self.anywhere.extend(&other.anywhere);
        for (what, causes) in &other.closes {
            self.closes.entry(what.clone()).or_default().extend(causes);
        }
    }

    /// Whether somebody can lose time to a cause at a resource, or anywhere.
    pub(crate) fn known(&self, resource: &str, cause: &str) -> bool {
        let closure = CLOSURES.iter().any(|(closure, _)| *closure == cause);
        if let Some(causes) = self.closes.get(resource).filter(|_| closure) {
            return causes.contains(cause);
        }
        let listed = closure || cause == "customs" || OTHERS.iter().any(|(other, _)| *other == cause);
        !listed || self.anywhere.contains(cause)
    }
}

/// Whether a field of this name stands anywhere on a page.
fn names(page: Page<'_>, field: &str) -> bool {
    page.entries().any(|(name, part)| name == field || names(part, field))
        || page.items().any(|part| names(part, field))
}
