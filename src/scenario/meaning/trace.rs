//! Demand traces: consignments listed in a CSV file.

use super::Files;
use crate::corridor::{CargoId, Corridor};
use crate::quantity::{Duration, LoadUnit, LoadVolume, read as read_quantity};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::{Code, plainly};
use crate::sim::Time;
use jiff::civil::DateTime;
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    time: String,
    quantity: String,
}

/// Reads a trace: its rows in order of time, those beyond the horizon left out.
pub(super) fn read(
    path: &str,
    here: &Here<'_>,
    cargo: CargoId,
    files: Files<'_>,
    corridor: &Corridor,
    reader: &mut Reader<'_>,
) -> Option<Vec<(Time, u32)>> {
    let complain = |reader: &mut Reader<'_>, what: String| {
        let message = format!("the trace `{path}` cannot be read");
        let hint = "a trace has the columns `time` and `quantity`, as `2024-01-31,90 TEU`";
        reader.advise(Code::BAD_TRACE, here, message, what, hint);
    };
    let text = match files(path, here.span()) {
        Ok(text) => text,
        Err(error) => {
            complain(reader, plainly(&error));
            return None;
        }
    };
    match rows(&text, cargo, corridor) {
        Ok(rows) => Some(rows),
        Err(what) => {
            complain(reader, what);
            None
        }
    }
}

/// The rows of a table that begin before the horizon.
fn rows(text: &str, cargo: CargoId, corridor: &Corridor) -> Result<Vec<(Time, u32)>, String> {
    let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let head = table.headers().map_err(|error| error.to_string())?;
    if let Some(missing) = ["time", "quantity"].into_iter().find(|name| !head.iter().any(|it| it == *name)) {
        return Err(format!("it has no column `{missing}`"));
    }
    let mut rows = Vec::new();
    let mut last = Time::START;
    for (line, row) in (2..).zip(table.deserialize::<Row>()) {
        let row = row.map_err(|_| format!("row {line} has more or fewer values than columns"))?;
        let (at, count) = parse(&row, cargo, corridor).map_err(|what| format!("row {line}: {what}"))?;
        if at < last {
            return Err(format!("row {line} comes before the row above it"));
        }
        last = at;
        if at < Time::START + corridor.horizon {
            rows.push((at, count));
        }
    }
    Ok(rows)
}

fn parse(row: &Row, cargo: CargoId, corridor: &Corridor) -> Result<(Time, u32), String> {
    let at = instant(&row.time, corridor).map_err(|why| format!("`{}` {why}", row.time))?;
    let class = &corridor.cargo[cargo.index()];
    let volume = read_quantity::<LoadVolume>(&row.quantity).map_err(|why| why.to_string())?;
    let units = match volume.unit {
        unit if unit == class.unit => volume.amount,
        LoadUnit::Tonne => volume.amount / class.mass.as_tonnes(),
        other => {
            return Err(format!(
                "`{}` is counted in {}, not in {}",
                class.name,
                class.unit.plural(),
                other.plural()
            ));
        }
    };
    if !(0.5..1e9).contains(&units) {
        return Err(format!("`{}` is no consignment", row.quantity));
    }
    Ok((at, units.round() as u32))
}

/// A date, a date with a time of day, or a span after the start.
fn instant(text: &str, corridor: &Corridor) -> Result<Time, &'static str> {
    if let Ok(span) = read_quantity::<Duration>(text) {
        return Ok(Time::START + span);
    }
    let moment: DateTime = text.parse().map_err(|_| "is no date and no span of time")?;
    let midnight = corridor.start.to_datetime(jiff::civil::Time::midnight());
    let since = moment.duration_since(midnight).as_millis();
    let since = u64::try_from(since).map_err(|_| "lies before the start of the scenario")?;
    Ok(Time::from_ms(since))
}
