//! Traces as JSON lines and CSV: one record a line, in the columns of `docs/trace.md`.

use crate::corridor::{Corridor, Record};
use jiff::civil::DateTime;
use serde::Serialize;
use std::io::{self, Write};

/// The layout of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraceFormat {
    /// One JSON object a line.
    Json,
    /// One row a record, all columns in every row.
    Csv,
}

/// The columns of a record, in order. Those that do not apply are left out of JSON and empty in CSV.
#[derive(Serialize)]
struct Row<'r> {
    ms: u64,
    at: String,
    replication: u64,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lot: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vehicle: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    units: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payee: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
}

/// The names of the columns, in order.
const COLUMNS: [&str; 14] = [
    "ms",
    "at",
    "replication",
    "kind",
    "lot",
    "vehicle",
    "place",
    "resource",
    "units",
    "cause",
    "span",
    "payee",
    "amount",
    "of",
];

/// Writes the records of one replication as they come.
#[derive(Debug)]
pub struct TraceWriter<'c, W: Write> {
    corridor: &'c Corridor,
    replication: u64,
    start: DateTime,
    to: Sink<W>,
}

#[derive(Debug)]
enum Sink<W: Write> {
    Json(W),
    Csv(Box<csv::Writer<W>>),
}

impl<'c, W: Write> TraceWriter<'c, W> {
    /// A writer of the records of this replication.
    ///
    /// # Errors
    /// What the writer says.
    pub fn new(corridor: &'c Corridor, replication: u64, format: TraceFormat, to: W) -> io::Result<Self> {
        let to = match format {
            TraceFormat::Json => Sink::Json(to),
            TraceFormat::Csv => {
                let mut table = csv::Writer::from_writer(to);
                table.write_record(COLUMNS)?;
                Sink::Csv(Box::new(table))
            }
        };
        let start = corridor.start.to_datetime(jiff::civil::Time::midnight());
        Ok(Self { corridor, replication, start, to })
    }

    /// Adds a record.
    ///
    /// # Errors
    /// What the writer says.
    pub fn add(&mut self, record: &Record) -> io::Result<()> {
        let row = row(self.corridor, self.start, self.replication, record);
        match &mut self.to {
            Sink::Json(to) => {
                serde_json::to_writer(&mut *to, &row)?;
                to.write_all(b"\n")
            }
            Sink::Csv(table) => {
                let cells = [
                    row.ms.to_string(),
                    row.at,
                    row.replication.to_string(),
                    row.kind.to_owned(),
                    row.lot.unwrap_or_default(),
                    row.vehicle.unwrap_or_default(),
                    row.place.unwrap_or_default().to_owned(),
                    row.resource.unwrap_or_default(),
                    said(row.units),
                    row.cause.unwrap_or_default().to_owned(),
                    said(row.span),
                    row.payee.unwrap_or_default().to_owned(),
                    said(row.amount),
                    row.of.unwrap_or_default(),
                ];
                Ok(table.write_record(cells)?)
            }
        }
    }

    /// Ends the trace.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(self) -> io::Result<()> {
        match self.to {
            Sink::Json(mut to) => to.flush(),
            Sink::Csv(mut table) => table.flush(),
        }
    }
}

fn row<'r>(corridor: &'r Corridor, start: DateTime, replication: u64, record: &Record) -> Row<'r> {
    let ms = record.at.ms();
    Row {
        ms,
        at: civil(start, ms),
        replication,
        kind: record.kind.word(),
        lot: record.lot.as_ref().map(|lot| lot.text(corridor)),
        vehicle: record.vehicle.map(|vehicle| vehicle.text(corridor)),
        place: record.place.map(|node| corridor.nodes[node.index()].name.as_str()),
        resource: record.resource.map(|resource| resource.text(corridor)),
        units: record.units,
        cause: record.cause.map(crate::corridor::Cause::key),
        span: record.span.map(|span| span.as_ms()),
        payee: record.payee.map(|payee| corridor.payees[payee.index()].as_str()),
        amount: record.amount.map(|amount| amount.0),
        of: record.of.text(corridor),
    }
}

fn said(number: Option<impl ToString>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

/// Civil time so long after the start, as `2024-01-03T06:00:00.000`.
fn civil(start: DateTime, ms: u64) -> String {
    let span = i64::try_from(ms).map(jiff::SignedDuration::from_millis).unwrap_or(jiff::SignedDuration::MAX);
    start.saturating_add(span).strftime("%Y-%m-%dT%H:%M:%S%.3f").to_string()
}
