//! The trace as the auditor reads it: JSON lines or CSV, one record at a time.

use serde::Deserialize;
use std::io::{self, BufRead};

/// What a record tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Trace,
    Open,
    Close,
    Appear,
    TurnAway,
    Split,
    Wait,
    Seize,
    Release,
    Begin,
    End,
    Call,
    Board,
    Alight,
    Depart,
    Enter,
    Leave,
    Arrive,
    Book,
    Pay,
    Deliver,
    Horizon,
}

/// One record; what does not apply to its kind is absent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    /// Milliseconds since the start.
    pub(super) ms: u64,
    /// Civil time, which says the same.
    #[expect(dead_code, reason = "for people; the auditor reads the milliseconds")]
    at: String,
    #[expect(dead_code, reason = "a trace is of one replication")]
    replication: u64,
    pub(super) kind: Kind,
    #[serde(default)]
    pub(super) lot: Option<String>,
    #[serde(default)]
    pub(super) vehicle: Option<String>,
    #[serde(default)]
    pub(super) place: Option<String>,
    #[serde(default)]
    pub(super) resource: Option<String>,
    #[serde(default)]
    pub(super) units: Option<u64>,
    #[serde(default)]
    pub(super) cause: Option<String>,
    #[serde(default)]
    pub(super) span: Option<u64>,
    #[serde(default)]
    pub(super) payee: Option<String>,
    /// Millionths of a dollar.
    #[serde(default)]
    pub(super) amount: Option<i64>,
    #[serde(default)]
    pub(super) of: Option<String>,
}

impl Record {
    pub(super) fn lot(&self) -> &str {
        self.lot.as_deref().unwrap_or_default()
    }

    pub(super) fn vehicle(&self) -> &str {
        self.vehicle.as_deref().unwrap_or_default()
    }

    pub(super) fn place(&self) -> &str {
        self.place.as_deref().unwrap_or_default()
    }

    pub(super) fn resource(&self) -> &str {
        self.resource.as_deref().unwrap_or_default()
    }

    pub(super) fn of(&self) -> &str {
        self.of.as_deref().unwrap_or_default()
    }

    /// Whether it tells of a part of a train that goes before the last.
    pub(super) fn is_part(&self) -> bool {
        matches!(self.kind, Kind::Enter | Kind::Leave) && self.lot.is_none() && self.of() == "part"
    }

    /// Whether it tells of a spell in which a link is slow.
    pub(super) fn is_slow(&self) -> bool {
        matches!(self.kind, Kind::Close | Kind::Open) && self.of() == "slow"
    }

    pub(super) fn units(&self) -> u64 {
        self.units.unwrap_or(0)
    }

    pub(super) fn span(&self) -> u64 {
        self.span.unwrap_or(0)
    }

    /// Who holds, waits or works: the vehicle where one is named alone, else the lot.
    pub(super) fn holder(&self) -> &str {
        self.lot.as_deref().or(self.vehicle.as_deref()).unwrap_or_default()
    }
}

/// Hands the records of a trace to `each` with the numbers of their lines. A line that is no record
/// is handed over as what is wrong with it.
pub(super) fn read(
    mut trace: impl BufRead,
    each: &mut dyn FnMut(u64, Result<Record, String>),
) -> io::Result<()> {
    let lines_of_json = trace.fill_buf()?.first() == Some(&b'{');
    if lines_of_json { read_json(trace, each) } else { read_csv(trace, each) }
}

fn read_json(trace: impl BufRead, each: &mut dyn FnMut(u64, Result<Record, String>)) -> io::Result<()> {
    for (number, line) in (1..).zip(trace.lines()) {
        each(number, serde_json::from_str(&line?).map_err(|error| error.to_string()));
    }
    Ok(())
}

fn read_csv(trace: impl BufRead, each: &mut dyn FnMut(u64, Result<Record, String>)) -> io::Result<()> {
    let mut table = csv::Reader::from_reader(trace);
    let head = table.headers()?.clone();
    let mut row = csv::StringRecord::new();
    loop {
        match table.read_record(&mut row) {
            Ok(false) => return Ok(()),
            Ok(true) => {
                let line = row.position().map_or(0, csv::Position::line);
                each(line, row.deserialize(Some(&head)).map_err(|error| error.to_string()));
            }
            Err(error) if error.is_io_error() => return Err(error.into()),
            Err(error) => each(table.position().line(), Err(error.to_string())),
        }
    }
}
