//! Sizes that a user gives for all measures or for some: how precise, how much does not matter.

use super::measure::Measure;
use super::query::Query;
use std::fmt;
use std::str::FromStr;

/// A size, relative to an estimate or in the unit of the measure, for all measures or for some.
///
/// ```
/// use keruen::study::Tolerance;
///
/// let of_all: Tolerance = "2%".parse()?;
/// let of_one: Tolerance = "transit_time.p90[cargo=containers]=0.5 d".parse()?;
/// assert_eq!(of_all.to_string(), "2 %");
/// assert_eq!(of_one.to_string(), "transit_time.p90[cargo=containers]=0.5 d");
/// assert!("transit_time.p90=two".parse::<Tolerance>().is_err());
/// # Ok::<(), keruen::study::NoTolerance>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Tolerance {
    /// The measures it is for; all if none is named. A path without selectors is for all selections.
    pub of: Option<Query>,
    /// How much.
    pub size: Size,
}

/// A size of a tolerance.
#[derive(Clone, Debug, PartialEq)]
pub enum Size {
    /// Relative to the estimate.
    Relative(f64),
    /// In the unit of the measure.
    Absolute(f64, String),
}

/// A text that is no tolerance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoTolerance(String);

impl fmt::Display for NoTolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no size; write `2%`, `transit_time.p90=2%` or `transit_time.p90=0.5 d`", self.0)
    }
}

impl std::error::Error for NoTolerance {}

impl FromStr for Tolerance {
    type Err = NoTolerance;

    fn from_str(text: &str) -> Result<Self, NoTolerance> {
        let wrong = || NoTolerance(text.to_owned());
        let (of, size) = match text.rsplit_once('=') {
            None => (None, text),
            Some((query, size)) => (Some(query.parse().map_err(|_| wrong())?), size),
        };
        let size = size.trim();
        let digits = size.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '_'));
        let (number, unit) = size.split_at(digits.ok_or_else(wrong)?);
        let number: f64 = number.replace('_', "").parse().map_err(|_| wrong())?;
        let size = match unit.trim() {
            "%" => Size::Relative(number / 100.0),
            unit if of.is_some() => Size::Absolute(number, unit.to_owned()),
            _ => return Err(wrong()),
        };
        Ok(Self { of, size })
    }
}

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(query) = &self.of {
            write!(f, "{query}=")?;
        }
        match &self.size {
            // Hundredths of a hundredth are as fine as anybody writes.
            Size::Relative(share) => write!(f, "{} %", (share * 1e6).round() / 1e4),
            Size::Absolute(size, unit) => write!(f, "{size} {unit}"),
        }
    }
}

impl Tolerance {
    /// Whether it is for this measure.
    #[must_use]
    pub fn is_for(&self, measure: &Measure) -> bool {
        self.of.as_ref().is_none_or(|query| query.covers(measure))
    }

    /// Whether it is in a unit that this measure does not have.
    #[must_use]
    pub fn has_other_unit(&self, measure: &Measure) -> bool {
        matches!(&self.size, Size::Absolute(_, unit) if unit != measure.unit)
    }

    /// The size beside an estimate, in the unit of the measure.
    #[must_use]
    pub fn beside(&self, estimate: f64) -> f64 {
        match self.size {
            Size::Relative(share) => share * estimate.abs(),
            Size::Absolute(size, _) => size,
        }
    }
}

/// The tolerance for a measure: the last one given that is for it, those that name it first.
#[must_use]
pub fn tolerance_for<'t>(all: &'t [Tolerance], measure: &Measure) -> Option<&'t Tolerance> {
    let named = all.iter().rev().find(|one| one.of.is_some() && one.is_for(measure));
    named.or_else(|| all.iter().rev().find(|one| one.of.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn measure(path: &str, cargo: Option<&str>) -> Measure {
        let selectors: BTreeMap<_, _> = cargo.map(|cargo| ("cargo", cargo.to_owned())).into_iter().collect();
        Measure { path: path.to_owned(), selectors, unit: "d" }
    }

    #[test]
    fn the_named_one_goes_before_the_one_for_all() {
        let all: Vec<Tolerance> = ["transit_time=0.5 d", "transit_time.p90[cargo=grain]=3%", "1 %"]
            .map(|it| it.parse().unwrap())
            .into();
        let size = |path, cargo| tolerance_for(&all, &measure(path, cargo)).map(|it| it.beside(-10.0));
        assert_eq!(size("transit_time.p90", None), Some(0.5));
        assert_eq!(size("transit_time.p90", Some("boxes")), Some(0.5), "a path is for all selections");
        assert_eq!(size("transit_time.p90", Some("grain")), Some(0.3));
        assert_eq!(size("cost.per_tonne", None), Some(0.1));
        assert!(all[0].has_other_unit(&Measure { unit: "h", ..measure("transit_time.mean", None) }));
    }

    #[test]
    fn what_is_no_size_is_refused() {
        for wrong in ["", "2", "2 d", "=2%", "a=", "a=%", "a=-1%", "a[b]=1%", "1.2.3%"] {
            assert!(wrong.parse::<Tolerance>().is_err(), "{wrong}");
        }
    }
}
