//! Results as CSV: tidy tables with one row a value, every number at full precision.

use crate::scenario::Provenance;
use crate::study::{Measure, Reading, Results, Sheet};
use std::io::{self, Write};

pub(super) const SELECTORS: [&str; 11] =
    ["cargo", "route", "from", "to", "kind", "resource", "at", "payee", "country", "element", "mode"];

pub(super) fn selectors(measure: &Measure) -> impl Iterator<Item = &str> {
    SELECTORS.iter().map(|key| measure.selectors.get(key).map_or("", String::as_str))
}

pub(super) fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| format!("{value:?}"))
}

/// The measures of a run.
///
/// # Errors
/// What the writer says.
pub fn measures_csv(results: &Results, to: impl Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(to);
    let head = ["path"].into_iter().chain(SELECTORS).chain(["unit", "estimate", "low", "high", "n"]);
    table.write_record(head)?;
    for measured in &results.measures {
        let found = measured.estimate;
        let numbers = [
            number(found.map(|found| found.estimate)),
            number(found.and_then(|found| found.low)),
            number(found.and_then(|found| found.high)),
            found.map_or(0, |found| found.n).to_string(),
        ];
        let row = [measured.measure.path.as_str()].into_iter().chain(selectors(&measured.measure));
        let row = row.chain([measured.measure.unit]).chain(numbers.iter().map(String::as_str));
        table.write_record(row)?;
    }
    table.flush()
}

/// The values of every replication, written as they come.
#[derive(Debug)]
pub struct ReplicationsCsv<W: Write> {
    table: csv::Writer<W>,
}

impl<W: Write> ReplicationsCsv<W> {
    /// Begins the table.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(to: W) -> io::Result<Self> {
        let mut table = csv::Writer::from_writer(to);
        let head = ["replication", "path"].into_iter().chain(SELECTORS).chain(["unit", "value", "weight"]);
        table.write_record(head)?;
        Ok(Self { table })
    }

    /// Adds the values of one replication; those it has nothing to say about are left out.
    ///
    /// # Errors
    /// What the writer says.
    pub fn add(&mut self, measures: &[Measure], replication: u64, reading: &Reading) -> io::Result<()> {
        let replication = replication.to_string();
        let said = reading.values.iter().zip(&reading.weights);
        for (measure, (&value, &weight)) in measures.iter().zip(said) {
            if value.is_none() {
                continue;
            }
            let (value, weight) = (number(value), number(Some(weight)));
            let row = [replication.as_str(), measure.path.as_str()].into_iter().chain(selectors(measure));
            self.table.write_record(row.chain([measure.unit, value.as_str(), weight.as_str()]))?;
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

/// The transit times of single consignments, written as they come: what pooled quantiles are made of.
#[derive(Debug)]
pub struct TransitCsv<W: Write> {
    table: csv::Writer<W>,
    /// Of the scenario before the others, if several write into one table.
    labels: Vec<String>,
}

impl<W: Write> TransitCsv<W> {
    /// Begins the table; with labels it has a column for the scenario.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(to: W, labels: &[String]) -> io::Result<Self> {
        let mut table = csv::Writer::from_writer(to);
        let head = ["replication", "cargo", "from", "route", "to", "days"];
        let scenario = (!labels.is_empty()).then_some("scenario");
        table.write_record(scenario.into_iter().chain(head))?;
        Ok(Self { table, labels: labels.to_vec() })
    }

    /// Adds the consignments of one replication of a scenario.
    ///
    /// # Errors
    /// What the writer says.
    pub fn add(
        &mut self,
        scenario: usize,
        replication: u64,
        sheet: &Sheet<'_>,
        reading: &Reading,
    ) -> io::Result<()> {
        const DAY: f64 = 86_400_000.0;
        let replication = replication.to_string();
        for (sample, selectors) in sheet.cells() {
            for &ms in reading.transit.get(sample).into_iter().flatten() {
                let days = number(Some(ms as f64 / DAY));
                let label = self.labels.get(scenario).map(String::as_str);
                let row = label.into_iter().chain([replication.as_str()]);
                // The selectors of the finest groups are cargo, from, route and to, in this order.
                let row = row.chain(selectors.values().map(String::as_str)).chain([days.as_str()]);
                self.table.write_record(row)?;
            }
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

/// Where the values of the scenario come from.
///
/// # Errors
/// What the writer says.
pub fn provenance_csv(all: &[Provenance], to: impl Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(to);
    table.write_record(["path", "origin", "value", "because"])?;
    for one in all {
        let origin = format!("{:?}", one.origin).to_lowercase();
        table.write_record([&one.path, &origin, &one.value, &one.because])?;
    }
    table.flush()
}
