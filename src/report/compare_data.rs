//! A comparison for programs: one JSON object, a CSV table, and the values of every replication.

use super::csv_out::{SELECTORS, number, selectors};
use super::stability::{Grows, Overloaded};
use super::verdict::verdict;
use crate::stats::{Estimate, Verdict, WithTheBest};
use crate::study::{
    BestOf, CompareManifest, Compared, Comparison, Contestant, FollowedGroup, Measure, Reading, Segment,
};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct Document<'r> {
    manifest: &'r CompareManifest,
    /// Scenarios where something grows without bound; `null` of one replication, which cannot tell.
    growing: Option<Vec<Unstable<'r, Grows<'r>>>>,
    /// Scenarios where something is offered as much as it can do, or more.
    overloaded: Vec<Unstable<'r, Overloaded<'r>>>,
    comparisons: Vec<Row<'r>>,
    with_the_best: Vec<Best<'r>>,
    followed: Vec<Followed<'r>>,
    one_sided: Vec<OneSided<'r>>,
}

#[derive(Serialize)]
struct Unstable<'r, T> {
    scenario: &'r str,
    what: Vec<T>,
}

#[derive(Serialize)]
struct Best<'r> {
    path: &'r str,
    selectors: &'r BTreeMap<&'static str, String>,
    unit: &'static str,
    scenarios: Vec<Lead<'r>>,
}

#[derive(Serialize)]
struct Lead<'r> {
    label: &'r str,
    lead: Side,
    may_be_best: bool,
}

fn best<'r>(manifest: &'r CompareManifest, best: &'r BestOf) -> Best<'r> {
    let lead = |(scenario, it): (&'r Contestant, &WithTheBest)| Lead {
        label: &scenario.label,
        lead: Side::from(it.lead),
        may_be_best: it.may_be_best,
    };
    let Measure { path, selectors, unit } = &best.measure;
    Best {
        path,
        selectors,
        unit,
        scenarios: manifest.scenarios.iter().zip(&best.scenarios).map(lead).collect(),
    }
}

#[derive(Serialize)]
struct Followed<'r> {
    alternative: &'r str,
    /// `null` for all.
    cargo: Option<&'r str>,
    pairs: f64,
    only_in_base: f64,
    only_in_alternative: f64,
    earlier: Option<Side>,
    later: Option<Side>,
    hours: Option<Side>,
    hours_by_cause: BTreeMap<&'static str, Option<Side>>,
    paid: Option<Side>,
    paid_by_payee: BTreeMap<&'r str, Option<Side>>,
    segments: Vec<Part<'r>>,
}

#[derive(Serialize)]
struct Part<'r> {
    from: &'r str,
    to: &'r str,
    hours: Option<Side>,
    paid: Option<Side>,
}

fn followed<'r>(manifest: &'r CompareManifest, group: &'r FollowedGroup) -> Followed<'r> {
    let side = |found: &Option<Estimate>| found.map(Side::from);
    let part = |segment: &'r Segment| Part {
        from: &segment.from,
        to: &segment.to,
        hours: side(&segment.hours),
        paid: side(&segment.paid),
    };
    Followed {
        alternative: &manifest.scenarios[group.alternative].label,
        cargo: group.cargo.as_deref(),
        pairs: group.pairs,
        only_in_base: group.only_in_base,
        only_in_alternative: group.only_in_alternative,
        earlier: side(&group.earlier),
        later: side(&group.later),
        hours: side(&group.transit),
        hours_by_cause: group.hours.iter().map(|(cause, found)| (cause.key(), side(found))).collect(),
        paid: side(&group.paid),
        paid_by_payee: group.dollars.iter().map(|(payee, found)| (payee.as_str(), side(found))).collect(),
        segments: group.segments.iter().map(part).collect(),
    }
}

#[derive(Serialize)]
struct Row<'r> {
    path: &'r str,
    selectors: &'r BTreeMap<&'static str, String>,
    unit: &'static str,
    /// The label of the alternative.
    alternative: &'r str,
    base: Option<Side>,
    found: Option<Side>,
    difference: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    n: u64,
    p: Option<f64>,
    p_adjusted: Option<f64>,
    p_equivalence_adjusted: Option<f64>,
    zone: f64,
    variance_ratio: Option<f64>,
    verdict: Option<Verdict>,
    says: String,
    more_replications: Option<u64>,
}

#[derive(Serialize)]
pub(super) struct Side {
    pub(super) estimate: f64,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) n: u64,
}

#[derive(Serialize)]
struct OneSided<'r> {
    demand: &'r str,
    alternative: &'r str,
    only_in: &'static str,
}

impl From<Estimate> for Side {
    fn from(found: Estimate) -> Self {
        Self { estimate: found.estimate, low: found.low, high: found.high, n: found.n }
    }
}

fn row<'r>(manifest: &'r CompareManifest, comparison: &'r Comparison) -> Row<'r> {
    let Measure { path, selectors, unit } = &comparison.measure;
    let found = comparison.difference.as_ref();
    let estimate = found.map(|found| found.estimate);
    let answer = comparison.answer;
    Row {
        path,
        selectors,
        unit,
        alternative: &manifest.scenarios[comparison.alternative].label,
        base: comparison.base.map(Side::from),
        found: comparison.found.map(Side::from),
        difference: estimate.map(|it| it.estimate),
        low: estimate.and_then(|it| it.low),
        high: estimate.and_then(|it| it.high),
        n: estimate.map_or(0, |it| it.n),
        p: found.and_then(|found| found.p_value),
        p_adjusted: answer.and_then(|answer| answer.p_adjusted),
        p_equivalence_adjusted: answer.and_then(|answer| answer.p_equivalence_adjusted),
        zone: comparison.zone,
        variance_ratio: found.and_then(|found| found.variance_ratio),
        verdict: answer.map(|answer| answer.verdict),
        says: verdict(comparison),
        more_replications: comparison
            .more
            .filter(|_| answer.is_some_and(|it| it.verdict == Verdict::Undecided)),
    }
}

/// The scenarios of which there is something to say.
fn unstable<'r, T>(
    manifest: &'r CompareManifest,
    all: impl IntoIterator<Item = Vec<T>>,
) -> Vec<Unstable<'r, T>> {
    let with = manifest.scenarios.iter().zip(all).filter(|(_, what)| !what.is_empty());
    with.map(|(scenario, what)| Unstable { scenario: &scenario.label, what }).collect()
}

/// The results of a comparison, ending with a line feed.
///
/// # Errors
/// None that a result can cause: serialisation of plain numbers and texts.
pub fn compare_json(manifest: &CompareManifest, compared: &Compared) -> serde_json::Result<String> {
    let one_sided = compared.streams.iter().map(|it| OneSided {
        demand: &it.name,
        alternative: &manifest.scenarios[it.alternative].label,
        only_in: if it.in_base { "base" } else { "alternative" },
    });
    let growing = compared.stability.iter().map(Grows::all).collect::<Option<Vec<_>>>();
    let document = Document {
        manifest,
        growing: growing.map(|growing| unstable(manifest, growing)),
        overloaded: unstable(manifest, compared.stability.iter().map(Overloaded::all)),
        comparisons: compared.comparisons.iter().map(|it| row(manifest, it)).collect(),
        with_the_best: compared.best.iter().map(|it| best(manifest, it)).collect(),
        followed: compared.followed.iter().map(|group| followed(manifest, group)).collect(),
        one_sided: one_sided.collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

/// The comparisons, one a row.
///
/// # Errors
/// What the writer says.
pub fn compare_csv(manifest: &CompareManifest, compared: &Compared, to: impl Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(to);
    let head = ["alternative", "path"].into_iter().chain(SELECTORS).chain([
        "unit",
        "base",
        "found",
        "difference",
        "low",
        "high",
        "n",
        "p",
        "p_adjusted",
        "zone",
        "variance_ratio",
        "verdict",
        "more_replications",
        "says",
    ]);
    table.write_record(head)?;
    for comparison in &compared.comparisons {
        let row = row(manifest, comparison);
        let word = row.verdict.map_or("", word);
        let cells = [
            number(row.base.map(|side| side.estimate)),
            number(row.found.map(|side| side.estimate)),
            number(row.difference),
            number(row.low),
            number(row.high),
            row.n.to_string(),
            number(row.p),
            number(row.p_adjusted),
            number(Some(row.zone)),
            number(row.variance_ratio),
            word.to_owned(),
            row.more_replications.map_or_else(String::new, |more| more.to_string()),
            row.says,
        ];
        let start = [row.alternative, row.path].into_iter().chain(selectors(&comparison.measure));
        table.write_record(start.chain([row.unit]).chain(cells.iter().map(String::as_str)))?;
    }
    table.flush()
}

/// A verdict as JSON has it.
const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::Equivalent => "equivalent",
        Verdict::Undecided => "undecided",
    }
}

/// The values of every replication of every scenario, written as they come.
#[derive(Debug)]
pub struct ComparedCsv<W: Write> {
    table: csv::Writer<W>,
    labels: Vec<String>,
}

impl<W: Write> ComparedCsv<W> {
    /// Begins the table of scenarios with these labels.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(to: W, labels: &[String]) -> io::Result<Self> {
        let mut table = csv::Writer::from_writer(to);
        let head = ["scenario", "replication", "path"].into_iter().chain(SELECTORS);
        table.write_record(head.chain(["unit", "value", "weight"]))?;
        Ok(Self { table, labels: labels.to_vec() })
    }

    /// Adds what one replication of one scenario says; measures come with their places in it.
    ///
    /// # Errors
    /// What the writer says.
    pub fn add(
        &mut self,
        scenario: usize,
        replication: u64,
        measures: &[(usize, Measure)],
        reading: &Reading,
    ) -> io::Result<()> {
        let replication = replication.to_string();
        for (place, measure) in measures {
            let Some(value) = reading.values[*place] else { continue };
            let numbers = [number(Some(value)), number(Some(reading.weights[*place]))];
            let start = [self.labels[scenario].as_str(), replication.as_str(), measure.path.as_str()];
            let row = start.into_iter().chain(selectors(measure)).chain([measure.unit]);
            self.table.write_record(row.chain(numbers.iter().map(String::as_str)))?;
        }
        Ok(())
    }

    /// Ends the table and gives the writer back.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(self) -> io::Result<W> {
        self.table.into_inner().map_err(|error| error.into_error())
    }
}
