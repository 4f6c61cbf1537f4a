//! How deep the water is and what ships may load, by the levels, depths and draughts that the scenario
//! spells.

use super::page::Page;
use super::units;
use jiff::Span;
use jiff::civil::Date;
use std::collections::BTreeMap;

const DAY: f64 = 86_400_000.0;

/// The waters of the scenario, and the berths that have a depth.
#[derive(Debug)]
pub(super) struct Waters {
    start: Date,
    all: BTreeMap<String, Water>,
    /// By the names of the trace: `berth:Aktau port/quay`.
    depths: BTreeMap<String, Depth>,
}

#[derive(Debug)]
struct Water {
    /// Days after the start, and metres.
    levels: Vec<(f64, f64)>,
    /// Metres a day after the last of them.
    trend: f64,
    /// Metres more in the middle of each month.
    season: Option<Vec<f64>>,
}

/// Metres of water, and at which level of which water.
#[derive(Debug)]
struct Depth {
    metres: f64,
    at: Option<(String, f64)>,
}

/// The draught of a fleet, in metres and tonnes.
#[derive(Debug)]
pub(super) struct Draught {
    laden: f64,
    under_keel: f64,
    /// Tonnes for a metre.
    immersion: f64,
    /// `None`: that of its heaviest load.
    payload: Option<f64>,
    /// What a load unit weighs besides its goods.
    tare: BTreeMap<String, f64>,
}

impl Draught {
    pub(super) fn read(fleet: Page<'_>) -> Option<Self> {
        let page = fleet.get("draught")?;
        let tare = page.section("tare");
        Some(Self {
            laden: units::metres(&page.said("laden")?)?,
            under_keel: page.said("under_keel").map_or(Some(0.0), |text| units::metres(&text))?,
            immersion: units::tonnes_a_metre(&page.said("immersion")?)?,
            payload: page.said("payload").map_or(Some(None), |text| units::tonnes(&text).map(Some))?,
            tare: tare
                .filter_map(|(class, tare)| Some((class.to_owned(), units::mass(&tare.text()?)?)))
                .collect(),
        })
    }

    /// What a load unit weighs aboard (t).
    pub(super) fn mass(&self, class: &str, net: f64) -> f64 {
        net + self.tare.get(class).copied().unwrap_or(0.0)
    }

    /// The most that may be aboard (t) over so much water, and how much of it rounding may hide; `heaviest`
    /// is the heaviest load that there is room for.
    pub(super) fn most(&self, water: Option<f64>, heaviest: f64) -> (f64, f64) {
        let payload = self.payload.unwrap_or(heaviest);
        let permitted = water.map_or(f64::INFINITY, |metres| metres - self.under_keel);
        let lost = (self.laden - permitted).max(0.0) * self.immersion;
        // Levels are whole micrometres and masses whole kilograms.
        ((payload - lost).max(0.0), self.immersion * 5e-6 + payload * 1e-9 + 0.002)
    }
}

impl Waters {
    pub(super) fn read(page: Page<'_>, start: Date) -> Self {
        let all =
            page.section("waters").filter_map(|(name, page)| Some((name.to_owned(), water(page, start)?)));
        let mut waters = Self { start, all: all.collect(), depths: BTreeMap::new() };
        for (terminal, port) in page.section("terminals") {
            for (name, berth) in port.section("berths") {
                if let Some(depth) = depth(berth, page) {
                    waters.depths.insert(format!("berth:{terminal}/{name}"), depth);
                }
            }
        }
        waters
    }

    /// Metres of water at a berth at an instant; `None` where nobody has said how deep it is.
    pub(super) fn depth(&self, berth: &str, ms: u64) -> Option<f64> {
        let depth = self.depths.get(berth)?;
        let Some((water, chart)) = &depth.at else { return Some(depth.metres) };
        Some(depth.metres + self.level(self.all.get(water)?, ms as f64 / DAY) - chart)
    }

    fn level(&self, water: &Water, day: f64) -> f64 {
        let next = water.levels.iter().position(|(at, _)| *at > day);
        let of_years = match next.map(|next| (next.checked_sub(1), next)) {
            Some((Some(before), next)) => between(water.levels[before], water.levels[next], day),
            Some((None, next)) => water.levels[next].1,
            None => water.levels.last().map_or(0.0, |(at, level)| level + water.trend * (day - at)),
        };
        of_years + water.season.as_ref().map_or(0.0, |season| self.in_season(season, day))
    }

    /// On the line between the middles of two months.
    fn in_season(&self, season: &[f64], day: f64) -> f64 {
        let date = self.start.saturating_add(Span::new().days(day as i64));
        let of = |months: i64| {
            let first = date.first_of_month().saturating_add(Span::new().months(months));
            let next = first.saturating_add(Span::new().months(1));
            let days = |date: Date| self.start.until(date).map_or(0.0, |span| f64::from(span.get_days()));
            let value = season.get(usize::from(first.month().unsigned_abs()) - 1);
            ((days(first) + days(next)) / 2.0, value.copied().unwrap_or(0.0))
        };
        let this = of(0);
        if day < this.0 { between(of(-1), this, day) } else { between(this, of(1), day) }
    }
}

fn between((from, low): (f64, f64), (to, high): (f64, f64), at: f64) -> f64 {
    low + (high - low) * (at - from) / (to - from)
}

fn water(page: Page<'_>, start: Date) -> Option<Water> {
    let level = |(date, level): (&str, Page<'_>)| {
        let days = start.until(date.parse::<Date>().ok()?).ok()?.get_days();
        Some((f64::from(days), units::metres(&level.text()?)?))
    };
    let mut levels: Vec<(f64, f64)> = page.section("levels").filter_map(level).collect();
    levels.sort_by(|one, other| one.0.total_cmp(&other.0));
    let season: Option<Vec<f64>> = page.list("season").map(|month| units::metres(&month.text()?)).collect();
    Some(Water {
        levels,
        trend: page.said("trend").map_or(Some(0.0), |text| units::metres_a_day(&text))?,
        season: season.filter(|months| months.len() == 12),
    })
}

fn depth(berth: Page<'_>, page: Page<'_>) -> Option<Depth> {
    let metres = units::metres(&berth.said("depth")?)?;
    let Some(water) = berth.said("water") else { return Some(Depth { metres, at: None }) };
    let datum = || page.get("waters")?.get(&water)?.said("chart_datum");
    let level = units::metres(&berth.said("at_level").or_else(datum)?)?;
    Some(Depth { metres, at: Some((water, level)) })
}
