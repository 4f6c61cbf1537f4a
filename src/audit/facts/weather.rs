//! What storms may do: which of them close a place, and which slow vehicles on a link.

use super::super::page::Page;
use super::super::units;
use super::Facts;
use std::collections::BTreeMap;

/// A million millionths are full speed.
const WHOLE: u64 = 1_000_000;

/// What a place feels of a weather system.
#[derive(Clone, Debug)]
pub(crate) struct Exposure {
    pub(crate) system: String,
    /// The share of its storms, the strongest ones, January to December.
    pub(crate) storms: [f64; 12],
    /// Millionths of full speed that vehicles lose by it; nothing where it closes.
    pub(crate) missing: Option<u64>,
}

/// What storms may do, by the name of what they do it to; `None` where it is spelled in a way that is not known
/// here.
#[derive(Debug, Default)]
pub(crate) struct Weather {
    pub(crate) closes: BTreeMap<String, Option<Vec<Exposure>>>,
    pub(crate) slows: BTreeMap<String, Option<Vec<Exposure>>>,
}

impl Weather {
    pub(super) fn read(page: Page<'_>) -> Self {
        let mut weather = Self::default();
        for (terminal, page) in page.section("terminals") {
            for (name, berth) in page.section("berths") {
                weather.closes.insert(format!("berth:{terminal}/{name}"), closing(berth));
            }
        }
        for (name, link) in page.section("links") {
            weather.closes.insert(format!("link:{name}"), closing(link));
            weather.slows.insert(format!("link:{name}"), slowing(link));
        }
        weather
    }
}

fn closing(page: Page<'_>) -> Option<Vec<Exposure>> {
    page.section("weather")
        .map(|(system, storms)| {
            Some(Exposure { system: system.to_owned(), storms: by_month(storms)?, missing: None })
        })
        .collect()
}

fn slowing(page: Page<'_>) -> Option<Vec<Exposure>> {
    page.section("slowed")
        .map(|(system, slowed)| {
            let left = units::share(&slowed.said("to")?)? * WHOLE as f64;
            let missing = Some(WHOLE.saturating_sub(left.round() as u64));
            Some(Exposure { system: system.to_owned(), storms: by_month(slowed.get("storms")?)?, missing })
        })
        .collect()
}

/// One share for all months, or twelve.
fn by_month(page: Page<'_>) -> Option<[f64; 12]> {
    let shares = |list: Page<'_>| -> Option<Vec<f64>> {
        list.items().map(|share| units::share(&share.text()?)).collect()
    };
    let list = page.get("value").unwrap_or(page);
    match page.text() {
        Some(text) => Some([units::share(&text)?; 12]),
        None => shares(list)?.try_into().ok(),
    }
}

impl Facts {
    /// The month of an instant, January 0.
    pub(crate) fn month(&self, ms: u64) -> usize {
        let days = i64::try_from(ms / 86_400_000).unwrap_or(i64::MAX);
        let span = jiff::Span::new().try_days(days);
        let date = span.and_then(|span| self.start.checked_add(span));
        date.map_or(0, |date| usize::from(date.month().unsigned_abs()) - 1)
    }
}
