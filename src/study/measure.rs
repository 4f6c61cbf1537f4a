//! Measures: named outputs, and their values in one replication.

use super::emissions;
use super::goods::{ForTeu, Goods, GoodsMeasure, Recipe, goods_measures};
use super::groups::{Group, groups};
use super::payees::{self, Paid};
use super::unfinished;
use crate::corridor::{CellOutcome, Corridor, Looks, Outcome, ResourceName, ResourceOutcome, resources};
use serde::Serialize;
use std::collections::BTreeMap;

const HOUR: f64 = 3.6e6;
const DAYS_A_YEAR: f64 = 365.0;

/// Most groups whose transit times are pooled over replications.
const MOST_POOLS: usize = 400;

/// A named output, narrowed by selectors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// Its path, as `transit_time.p90`.
    pub path: String,
    /// What it is narrowed to: `cargo`, `route`, `from`, `to`, `kind`, `resource`, `at`, `payee`,
    /// `country`, `element`, `mode`.
    /// Empty for the corridor as a whole.
    pub selectors: BTreeMap<&'static str, String>,
    /// Its unit.
    pub unit: &'static str,
}

impl std::fmt::Display for Measure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path)?;
        let selectors: Vec<String> =
            self.selectors.iter().map(|(key, value)| format!("{key}={value}")).collect();
        if selectors.is_empty() { Ok(()) } else { write!(f, "[{}]", selectors.join(", ")) }
    }
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

/// What one replication says: a value for every measure, and what pooled quantiles need.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The values, in the order of the measures; `None` where there is nothing to say.
    pub values: Vec<Option<f64>>,
    /// What each value is an average over: consignments, tonnes … One where replications count
    /// alike, zero where there is no value.
    pub weights: Vec<f64>,
    /// Transit times (ms) of the groups that [`Sheet::samples`] counts, in no order.
    pub transit: Vec<Vec<u64>>,
    /// Consignments under way and the lengths of all lines, look by look.
    pub levels: Looks,
    /// Times of consignments that appeared after the warm-up (ms): of those that arrived, and how long the
    /// others were under way at the horizon.
    pub sent: [Vec<u64>; 2],
}

/// All measures of a corridor, and how to read their values off an outcome.
#[derive(Debug)]
pub struct Sheet<'c> {
    corridor: &'c Corridor,
    groups: Vec<Group>,
    of_goods: Vec<GoodsMeasure>,
    resources: Vec<ResourceName>,
    paid: Paid,
    emitted: emissions::Sums,
    measures: Vec<Measure>,
    recipes: Vec<Recipe>,
    /// For each measure the sample of transit times it belongs to; those of resources to none.
    samples: Vec<Option<usize>>,
    /// For each group the sample of transit times it has.
    sample_of: Vec<usize>,
}

impl<'c> Sheet<'c> {
    /// The sheet of a corridor.
    #[must_use]
    pub fn of(corridor: &'c Corridor) -> Self {
        let (groups, mut of_goods) = (groups(corridor), goods_measures());
        of_goods.retain(|row| corridor.emissions.is_some() || !row.is_of_emissions());
        let resources = resources(corridor);
        let (mut measures, mut recipes, mut samples) = (Vec::new(), Vec::new(), Vec::new());
        let mut sample_of: Vec<usize> = Vec::with_capacity(groups.len());
        let mut count = 0;
        for group in &groups {
            let sample = group.same_as.map_or(count, |earlier| sample_of[earlier]);
            count += usize::from(group.same_as.is_none());
            sample_of.push(sample);
            // Pools take room; where groups are very many, the finer ones do without.
            let pooled = sample < MOST_POOLS;
            for row in &of_goods {
                let (path, selectors) = (row.path.clone(), group.selectors.clone());
                measures.push(Measure { path, selectors, unit: row.unit });
                recipes.push(if pooled { row.recipe() } else { row.recipe().without_pool() });
                samples.push(Some(sample));
            }
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
        let paid = Paid::of(corridor, &mut measures);
        let emitted = emissions::Sums::of(corridor, &mut measures);
        recipes.resize(measures.len(), Recipe::Mean);
        samples.resize(measures.len(), None);
        Self { corridor, groups, of_goods, resources, paid, emitted, measures, recipes, samples, sample_of }
    }

    /// The measures, in the order of [`values`](Self::values).
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// How the values of replications become one, measure by measure.
    #[must_use]
    pub fn recipes(&self) -> &[Recipe] {
        &self.recipes
    }

    /// For each measure the place in [`Reading::transit`] of the transit times it belongs to.
    #[must_use]
    pub fn samples(&self) -> &[Option<usize>] {
        &self.samples
    }

    /// The resources that are watched.
    #[must_use]
    pub fn resources(&self) -> &[ResourceName] {
        &self.resources
    }

    /// The finest groups of goods, by cargo, origin, route and destination: for each the place of its
    /// transit times in [`Reading::transit`], and its selectors.
    pub fn cells(&self) -> impl Iterator<Item = (usize, &BTreeMap<&'static str, String>)> {
        let finest = self.groups.iter().zip(&self.sample_of);
        let finest = finest.filter(|(group, _)| group.selectors.len() == 4);
        finest.map(|(group, &sample)| (sample, &group.selectors))
    }

    /// Cargo classes that anybody sends.
    #[must_use]
    pub fn cargo_classes(&self) -> usize {
        self.groups.iter().filter(|group| group.selectors.keys().copied().eq(["cargo"])).count()
    }

    /// The values of one replication; `None` where it has nothing to say.
    pub fn values(&self, outcome: &mut Outcome) -> Vec<Option<f64>> {
        self.read(outcome).values
    }

    /// Everything that one replication says.
    pub fn read(&self, outcome: &mut Outcome) -> Reading {
        let sent = unfinished::times(&outcome.cells);
        let mut reading = Reading { levels: outcome.levels.clone(), sent, ..Reading::default() };
        reading.values.reserve(self.measures.len());
        reading.weights.reserve(self.measures.len());
        let measured = self.corridor.measured();
        let time = [measured.as_ms() as f64, measured.as_days() / DAYS_A_YEAR];
        let mut seen: Vec<std::ops::Range<usize>> = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let begin = reading.values.len();
            match group.same_as {
                Some(earlier) => {
                    reading.values.extend_from_within(seen[earlier].clone());
                    reading.weights.extend_from_within(seen[earlier].clone());
                }
                None => self.of_group(group, outcome, time, &mut reading),
            }
            seen.push(begin..reading.values.len());
        }
        for resource in &outcome.resources {
            reading.values.extend(of_resource(resource));
        }
        let [_, years] = time;
        reading.values.extend(self.paid.values(outcome, years));
        reading.values.extend(self.emitted.values(outcome, years));
        let known = reading.weights.len();
        reading
            .weights
            .extend(reading.values[known..].iter().map(|value| f64::from(u8::from(value.is_some()))));
        reading
    }

    fn of_group(&self, group: &Group, outcome: &mut Outcome, time: [f64; 2], reading: &mut Reading) {
        match group.cells.as_slice() {
            &[only] => {
                let cell = &mut outcome.cells[only];
                let mut for_teu = ForTeu::default();
                for_teu.absorb(cell);
                self.of_cell(cell, for_teu, time, reading);
            }
            many => {
                let mut sum = CellOutcome::default();
                let mut for_teu = ForTeu::default();
                for &cell in many {
                    sum.absorb(&outcome.cells[cell]);
                    for_teu.absorb(&outcome.cells[cell]);
                }
                self.of_cell(&mut sum, for_teu, time, reading);
            }
        }
    }

    /// The values of a cell or a sum of cells.
    fn of_cell(&self, cell: &mut CellOutcome, for_teu: ForTeu, time: [f64; 2], reading: &mut Reading) {
        let goods = Goods::new(cell, for_teu, time);
        for row in &self.of_goods {
            let (value, weight) = row.value(&goods);
            reading.values.push(value);
            reading.weights.push(weight);
        }
        let pooled = reading.transit.len() < MOST_POOLS;
        reading.transit.push(if pooled { cell.transit.clone() } else { Vec::new() });
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
    /// Where something is emitted.
    Emitter,
}

impl MeasureOf {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Goods, Self::Resource, Self::Payee, Self::Emitter];

    /// The sets of selectors, from none to all.
    #[must_use]
    pub const fn selectors(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Goods => &super::groups::LEVELS,
            Self::Resource => &[&["kind", "resource", "at"]],
            Self::Payee => &payees::KEYS,
            Self::Emitter => &emissions::PLACES,
        }
    }
}

/// What each measure path means, for `keruen explain`.
#[must_use]
pub fn meanings() -> Vec<Meaning> {
    let of_resources = [
        ("utilisation", "1", "Average share of the units of a resource in use, over time."),
        ("queue.mean", "1", "Average number waiting for a resource, over time: lots or vehicles."),
        ("wait.mean", "h", "Average wait for a resource, those that did not wait included."),
        ("wait.p90", "h", "Nine in ten waited no longer for a resource."),
    ];
    let meaning = |of| {
        move |(path, unit, doc): (&str, _, &str)| Meaning { path: path.into(), unit, of, doc: doc.into() }
    };
    let of_goods =
        |row: GoodsMeasure| Meaning { path: row.path, unit: row.unit, of: MeasureOf::Goods, doc: row.doc };
    let mut all: Vec<Meaning> = goods_measures().into_iter().map(of_goods).collect();
    all.extend(of_resources.map(meaning(MeasureOf::Resource)));
    all.push(meaning(MeasureOf::Payee)(payees::PAID));
    all.push(meaning(MeasureOf::Emitter)(emissions::OF_PLACES));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use std::path::Path;

    #[test]
    fn every_measure_has_its_meaning_and_every_meaning_its_measure() {
        // A scenario with emission factors has all measures.
        let scenario = Scenario::open(Path::new("scenarios/textbook/emissions.ron"), &[]);
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
