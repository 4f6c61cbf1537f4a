//! Measures: named outputs, and their values in one replication.

use super::groups::{Group, groups};
use crate::corridor::{Cause, CellOutcome, Corridor, Outcome, ResourceName, ResourceOutcome, resources};
use crate::stats::quantiles_unsorted;
use serde::Serialize;
use std::collections::BTreeMap;

const HOUR: f64 = 3.6e6;
const DAY: f64 = 24.0 * HOUR;
const DAYS_A_YEAR: f64 = 365.0;

/// A named output, narrowed by selectors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// Its path, as `transit_time.p90`.
    pub path: String,
    /// What it is narrowed to: `cargo`, `route`, `from`, `to`, `kind`, `resource`, `at`, `payee`.
    /// Empty for the corridor as a whole.
    pub selectors: BTreeMap<&'static str, String>,
    /// Its unit.
    pub unit: &'static str,
}

impl Measure {
    /// Whether this measure has this path and exactly these selectors.
    #[must_use]
    pub fn is(&self, path: &str, selectors: &[(&str, &str)]) -> bool {
        self.path == path
            && self.selectors.len() == selectors.len()
            && selectors.iter().all(|(key, value)| self.selectors.get(key).is_some_and(|own| own == value))
    }
}

/// All measures of a corridor, and how to read their values off an outcome.
#[derive(Debug)]
pub struct Sheet<'c> {
    corridor: &'c Corridor,
    groups: Vec<Group>,
    resources: Vec<ResourceName>,
    measures: Vec<Measure>,
}

/// The quantiles of transit time that are reported.
const QUANTILES: [(f64, &str); 4] = [(0.1, "p10"), (0.5, "p50"), (0.9, "p90"), (0.95, "p95")];

impl<'c> Sheet<'c> {
    /// The sheet of a corridor.
    #[must_use]
    pub fn of(corridor: &'c Corridor) -> Self {
        let groups = groups(corridor);
        let resources = resources(corridor);
        let mut measures = Vec::new();
        for group in &groups {
            let mut add = |path: String, unit| {
                measures.push(Measure { path, selectors: group.selectors.clone(), unit });
            };
            add("transit_time.mean".to_owned(), "d");
            for (_, name) in QUANTILES {
                add(format!("transit_time.{name}"), "d");
            }
            for cause in Cause::ALL {
                add(cause_path(cause), "h");
            }
            add("delivered.tonnes".to_owned(), "t/yr");
            add("delivered.teu".to_owned(), "TEU/yr");
            add("cost.per_tonne".to_owned(), "USD/t");
            add("cost.per_teu".to_owned(), "USD/TEU");
            add("cost.time_per_tonne".to_owned(), "USD/t");
            add("distance.mean".to_owned(), "km");
            add("in_transit.mean".to_owned(), "consignments");
            add("turned_away.share".to_owned(), "1");
        }
        for resource in &resources {
            let selectors = BTreeMap::from([
                ("kind", resource.kind.word().to_owned()),
                ("resource", resource.resource.clone()),
                ("at", resource.at.clone()),
            ]);
            for (path, unit) in
                [("utilisation", "1"), ("queue.mean", "1"), ("wait.mean", "h"), ("wait.p90", "h")]
            {
                measures.push(Measure { path: path.to_owned(), selectors: selectors.clone(), unit });
            }
        }
        for payee in &corridor.payees {
            let selectors = BTreeMap::from([("payee", payee.clone())]);
            measures.push(Measure { path: "paid".to_owned(), selectors, unit: "USD/yr" });
        }
        Self { corridor, groups, resources, measures }
    }

    /// The measures, in the order of [`values`](Self::values).
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The resources that are watched.
    #[must_use]
    pub fn resources(&self) -> &[ResourceName] {
        &self.resources
    }

    /// The values of one replication; `None` where it has nothing to say.
    pub fn values(&self, outcome: &mut Outcome) -> Vec<Option<f64>> {
        let mut values = Vec::with_capacity(self.measures.len());
        let years = self.corridor.measured().as_days() / DAYS_A_YEAR;
        let mut seen: Vec<(usize, usize)> = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let begin = values.len();
            match group.same_as {
                Some(earlier) => {
                    let (from, to) = seen[earlier];
                    values.extend_from_within(from..to);
                }
                None => self.of_group(group, outcome, years, &mut values),
            }
            seen.push((begin, values.len()));
        }
        for resource in &outcome.resources {
            values.extend(of_resource(resource));
        }
        values.extend(outcome.payees.iter().map(|paid| Some(paid.usd() / years)));
        values
    }

    fn of_group(&self, group: &Group, outcome: &mut Outcome, years: f64, values: &mut Vec<Option<f64>>) {
        match group.cells.as_slice() {
            &[only] => self.of_cell(&mut outcome.cells[only], None, years, values),
            many => {
                let mut sum = CellOutcome::default();
                let mut of_teu = CellOutcome::default();
                for &cell in many {
                    sum.absorb(&outcome.cells[cell]);
                    if outcome.cells[cell].teu > 0.0 {
                        of_teu.paid.0 += outcome.cells[cell].paid.0;
                        of_teu.teu += outcome.cells[cell].teu;
                    }
                }
                self.of_cell(&mut sum, Some(&of_teu), years, values);
            }
        }
    }

    /// The values of a cell or a sum of cells; cost per TEU is that of goods counted in TEU.
    fn of_cell(
        &self,
        cell: &mut CellOutcome,
        of_teu: Option<&CellOutcome>,
        years: f64,
        values: &mut Vec<Option<f64>>,
    ) {
        let consignments = cell.transit.len() as f64;
        let some = |value: f64, given: bool| given.then_some(value);
        let any = consignments > 0.0;
        let sum: u64 = cell.transit.iter().sum();
        values.push(some(sum as f64 / consignments / DAY, any));
        let mut quantiles = Vec::with_capacity(QUANTILES.len());
        let found = quantiles_unsorted(&mut cell.transit, &QUANTILES.map(|(p, _)| p), &mut quantiles).is_ok();
        for place in 0..QUANTILES.len() {
            values.push(quantiles.get(place).filter(|_| found).map(|ms| ms / DAY));
        }
        for cause in Cause::ALL {
            values.push(some(cell.hours[cause] as f64 / consignments / HOUR, any));
        }
        let (paid, teu) = of_teu.map_or((cell.paid, cell.teu), |of_teu| (of_teu.paid, of_teu.teu));
        let moved = cell.tonnes > 0.0;
        values.push(Some(cell.tonnes / years));
        values.push(Some(cell.teu / years));
        values.push(some(cell.paid.usd() / cell.tonnes, moved));
        values.push(some(paid.usd() / teu, teu > 0.0));
        values.push(some(cell.time_cost.usd() / cell.tonnes, moved));
        values.push(some(cell.tonne_km / cell.tonnes, moved));
        values.push(Some(cell.in_transit as f64 / self.corridor.measured().as_ms() as f64));
        values.push(some(cell.turned_away as f64 / cell.offered as f64, cell.offered > 0));
    }
}

/// The path of the time that one cause takes: all of them sum to the mean transit time.
#[must_use]
fn cause_path(cause: Cause) -> String {
    match cause {
        Cause::Moving | Cause::Handling => format!("time.{}", cause.key()),
        _ => format!("wait.{}", cause.key()),
    }
}

fn of_resource(resource: &ResourceOutcome) -> [Option<f64>; 4] {
    [
        resource.utilisation,
        resource.mean_queue,
        resource.mean_wait.map(|wait| wait.as_hours()),
        resource.p90_wait.map(|ms| ms / HOUR),
    ]
}

/// What a measure path means.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// The path.
    pub path: String,
    /// The unit of its values.
    pub unit: &'static str,
    /// What it can be narrowed to.
    pub of: MeasureOf,
    /// What it says.
    pub doc: String,
}

/// What a measure is about, and so by which selectors it is narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureOf {
    /// Goods on their way: the whole corridor, or a part by cargo, route, origin and destination.
    Goods,
    /// A resource: something with a finite number of units.
    Resource,
    /// Somebody who is paid.
    Payee,
}

impl MeasureOf {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Goods, Self::Resource, Self::Payee];

    /// The sets of selectors, from none to all.
    #[must_use]
    pub const fn selectors(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Goods => &super::groups::LEVELS,
            Self::Resource => &[&["kind", "resource", "at"]],
            Self::Payee => &[&["payee"]],
        }
    }
}

/// What each measure path means, for `keruen explain`.
#[must_use]
pub fn meanings() -> Vec<Meaning> {
    let of_goods = [
        (
            "transit_time.mean",
            "d",
            "Average time of a consignment from appearing to the arrival of its last lot, over consignments delivered after the warm-up.",
        ),
        ("transit_time.p10", "d", "One consignment in ten was faster."),
        ("transit_time.p50", "d", "Half of the consignments were faster."),
        ("transit_time.p90", "d", "Nine consignments in ten were faster."),
        ("transit_time.p95", "d", "Nineteen consignments in twenty were faster."),
    ];
    let more_of_goods = [
        ("delivered.tonnes", "t/yr", "Net tonnes delivered, in 365 days."),
        ("delivered.teu", "TEU/yr", "TEU delivered, in 365 days, of goods counted in TEU."),
        (
            "cost.per_tonne",
            "USD/t",
            "Dollars paid for what was delivered, the shipper's own time left out, over its tonnes.",
        ),
        ("cost.per_teu", "USD/TEU", "Dollars paid for goods counted in TEU, over their TEU."),
        (
            "cost.time_per_tonne",
            "USD/t",
            "What the time of what was delivered cost its shippers, over its tonnes.",
        ),
        ("distance.mean", "km", "Tonne-kilometres over tonnes delivered."),
        ("in_transit.mean", "consignments", "Average number of consignments under way, over time."),
        (
            "turned_away.share",
            "1",
            "Consignments turned away by a full store at their origin, over those that appeared.",
        ),
    ];
    let of_resources = [
        ("utilisation", "1", "Average share of the units of a resource in use, over time."),
        ("queue.mean", "1", "Average number waiting for a resource, over time: lots or vehicles."),
        ("wait.mean", "h", "Average wait for a resource, those that did not wait included."),
        ("wait.p90", "h", "Nine in ten waited no longer for a resource."),
    ];
    let meaning = |of| {
        move |(path, unit, doc): (&str, _, &str)| Meaning { path: path.into(), unit, of, doc: doc.into() }
    };
    let by_cause = Cause::ALL.map(|cause| Meaning {
        path: cause_path(cause),
        unit: "h",
        of: MeasureOf::Goods,
        doc: format!("Hours of the mean transit time: {}.", cause.words()),
    });
    let paid =
        ("paid", "USD/yr", "Dollars booked for a payee, in 365 days, on all goods whether delivered or not.");
    let mut all: Vec<Meaning> = of_goods.map(meaning(MeasureOf::Goods)).into();
    all.extend(by_cause);
    all.extend(more_of_goods.map(meaning(MeasureOf::Goods)));
    all.extend(of_resources.map(meaning(MeasureOf::Resource)));
    all.push(meaning(MeasureOf::Payee)(paid));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use std::path::Path;

    #[test]
    fn every_measure_has_its_meaning_and_every_meaning_its_measure() {
        let scenario = Scenario::open(Path::new("scenarios/textbook/mm1.ron"), &[]);
        let sheet = Sheet::of(scenario.corridor.as_ref().unwrap());
        let mut given: Vec<(&str, &str)> =
            sheet.measures().iter().map(|it| (it.path.as_str(), it.unit)).collect();
        let meanings = meanings();
        let mut told: Vec<(&str, &str)> = meanings.iter().map(|it| (it.path.as_str(), it.unit)).collect();
        given.sort_unstable();
        given.dedup();
        told.sort_unstable();
        assert_eq!(given, told);
        for measure in sheet.measures() {
            let keys: Vec<&str> = measure.selectors.keys().copied().collect();
            let meaning = meanings.iter().find(|it| it.path == measure.path).unwrap();
            let mut known = meaning.of.selectors().iter().map(|level| {
                let mut level = level.to_vec();
                level.sort_unstable();
                level
            });
            assert!(known.any(|level| level == keys), "{measure:?}");
        }
    }
}
