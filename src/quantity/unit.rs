//! The units a scenario may use.

use super::dimension::{Base, Dimension};
use super::ratio::Ratio;

/// How alike an unknown unit must be to a known one to be suggested (Jaro-Winkler, 1 = equal).
const ALIKE: f64 = 0.8;

/// A unit: how it is written, what it measures and how many canonical units it makes.
pub(super) struct Unit {
    pub(super) symbol: &'static str,
    pub(super) dimension: Dimension,
    pub(super) factor: Ratio,
}

const fn unit(symbol: &'static str, base: Base, times: u128, over: u128) -> Unit {
    Unit { symbol, dimension: Dimension::of(base), factor: Ratio::new(times, over) }
}

/// Every unit. The nautical mile and the knot are those of the SI brochure (8th edition, table 8);
/// the mile is the international mile of 1959; a year is 365 days, as in annual volumes.
static UNITS: [Unit; 39] = [
    unit("ms", Base::Time, 1, 1000),
    unit("s", Base::Time, 1, 1),
    unit("min", Base::Time, 60, 1),
    unit("h", Base::Time, 3600, 1),
    unit("d", Base::Time, 86_400, 1),
    unit("wk", Base::Time, 7 * 86_400, 1),
    unit("yr", Base::Time, 365 * 86_400, 1),
    unit("cm", Base::Length, 1, 100_000),
    unit("m", Base::Length, 1, 1000),
    unit("km", Base::Length, 1, 1),
    unit("nmi", Base::Length, 1852, 1000),
    unit("mi", Base::Length, 1_609_344, 1_000_000),
    unit("kg", Base::Mass, 1, 1000),
    unit("t", Base::Mass, 1, 1),
    unit("kt", Base::Mass, 1000, 1),
    unit("Mt", Base::Mass, 1_000_000, 1),
    unit("USD", Base::Money, 1, 1),
    unit("kUSD", Base::Money, 1000, 1),
    unit("MUSD", Base::Money, 1_000_000, 1),
    unit("g CO2e", Base::Emission, 1, 1_000_000),
    unit("kg CO2e", Base::Emission, 1, 1000),
    unit("t CO2e", Base::Emission, 1, 1),
    unit("TEU", Base::Teu, 1, 1),
    unit("FEU", Base::Teu, 2, 1),
    unit("kTEU", Base::Teu, 1000, 1),
    unit("wagon", Base::Wagon, 1, 1),
    unit("wagons", Base::Wagon, 1, 1),
    unit("truck", Base::Truck, 1, 1),
    unit("trucks", Base::Truck, 1, 1),
    unit("vehicle", Base::Vehicle, 1, 1),
    unit("vehicles", Base::Vehicle, 1, 1),
    unit("train", Base::Vehicle, 1, 1),
    unit("trains", Base::Vehicle, 1, 1),
    unit("vessel", Base::Vehicle, 1, 1),
    unit("vessels", Base::Vehicle, 1, 1),
    unit("trip", Base::Vehicle, 1, 1),
    unit("trips", Base::Vehicle, 1, 1),
    Unit {
        symbol: "kn",
        dimension: Dimension::of(Base::Length).per(Base::Time),
        factor: Ratio::new(1852, 1000 * 3600),
    },
    Unit { symbol: "%", dimension: Dimension::NONE, factor: Ratio::new(1, 100) },
];

/// What people write instead, and the unit they mean. Only ever suggested, never accepted: one
/// spelling per unit keeps scenario files searchable.
const MEANT: [(&str, &str); 40] = [
    ("second", "s"),
    ("minute", "min"),
    ("hour", "h"),
    ("hr", "h"),
    ("hours", "h"),
    ("day", "d"),
    ("days", "d"),
    ("week", "wk"),
    ("weeks", "wk"),
    ("year", "yr"),
    ("years", "yr"),
    ("a", "yr"),
    ("metre", "m"),
    ("meter", "m"),
    ("kilometre", "km"),
    ("kilometer", "km"),
    ("mile", "mi"),
    ("miles", "mi"),
    ("NM", "nmi"),
    ("nautical mile", "nmi"),
    ("tonne", "t"),
    ("tonnes", "t"),
    ("ton", "t"),
    ("tons", "t"),
    ("g", "g CO2e"),
    ("CO2e", "t CO2e"),
    ("gCO2e", "g CO2e"),
    ("kgCO2e", "kg CO2e"),
    ("tCO2e", "t CO2e"),
    ("tkm", "t-km"),
    ("kmh", "km/h"),
    ("kph", "km/h"),
    ("knot", "kn"),
    ("knots", "kn"),
    ("kts", "kn"),
    ("$", "USD"),
    ("dollars", "USD"),
    ("percent", "%"),
    ("lorries", "trucks"),
    ("lorry", "truck"),
];

/// The units by what they measure, in the order of the table: `a duration` and `ms`, `s`, `min` …
#[must_use]
pub fn units() -> Vec<(String, Vec<&'static str>)> {
    let mut kinds: Vec<(String, Vec<&'static str>)> = Vec::new();
    for unit in &UNITS {
        let kind = unit.dimension.to_string();
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, symbols)) => symbols.push(unit.symbol),
            None => kinds.push((kind, vec![unit.symbol])),
        }
    }
    kinds
}

/// The unit with this symbol; case matters, as `Mt` is not `mt`.
pub(super) fn find(symbol: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.symbol == symbol)
}

/// The unit most like an unknown one, if any is like it at all.
pub(super) fn suggest(unknown: &str) -> Option<&'static str> {
    if let Some(&(_, meant)) = MEANT.iter().find(|(name, _)| *name == unknown) {
        return Some(meant);
    }
    let unknown = unknown.to_lowercase();
    let symbols = UNITS.iter().map(|unit| (unit.symbol, unit.symbol));
    let mut best = None;
    let mut best_likeness = ALIKE;
    for (name, meant) in symbols.chain(MEANT) {
        let likeness = strsim::jaro_winkler(&unknown, &name.to_lowercase());
        let better = likeness > best_likeness || best.is_none() && likeness >= ALIKE;
        if better {
            (best, best_likeness) = (Some(meant), likeness);
        }
    }
    best
}
