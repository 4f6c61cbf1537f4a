//! Demand traces: consignments listed in a CSV file.

use super::Files;
use crate::corridor::{CargoId, Corridor, ms_between};
use crate::quantity::{Duration, LoadUnit, LoadVolume, read as read_quantity};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::sim::Time;
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
            complain(reader, error.to_string());
            return None;
        }
    };
    let mut rows = Vec::new();
    let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    for row in table.deserialize::<Row>() {
        let parsed = row.map_err(|error| error.to_string()).and_then(|row| parse(&row, cargo, corridor));
        match parsed {
            Ok((at, count)) if at < Time::START + corridor.horizon => rows.push((at, count)),
            Ok(_) => {}
            Err(what) => {
                complain(reader, format!("row {}: {what}", rows.len() + 2));
                return None;
            }
        }
    }
    if !rows.is_sorted_by_key(|&(at, _)| at) {
        complain(reader, "its rows are not in order of time".to_owned());
        return None;
    }
    Some(rows)
}

fn parse(row: &Row, cargo: CargoId, corridor: &Corridor) -> Result<(Time, u32), String> {
    let at = instant(&row.time, corridor)
        .ok_or_else(|| format!("`{}` is no date and no span of time", row.time))?;
    let class = &corridor.cargo[cargo.index()];
    let volume = read_quantity::<LoadVolume>(&row.quantity).map_err(|why| why.to_string())?;
    let units = match volume.unit {
        unit if unit == class.unit => volume.amount,
        LoadUnit::Tonne => volume.amount / class.mass.as_tonnes(),
        other => {
            return Err(format!(
                "`{}` is counted in {}, not in {}",
                class.name,
                class.unit.symbol(),
                other.symbol()
            ));
        }
    };
    if !(0.5..1e9).contains(&units) {
        return Err(format!("`{}` is no consignment", row.quantity));
    }
    Ok((at, units.round() as u32))
}

/// A date, a date with a time of day, or a span after the start.
fn instant(text: &str, corridor: &Corridor) -> Option<Time> {
    if let Ok(span) = read_quantity::<Duration>(text) {
        return Some(Time::START + span);
    }
    if let Ok(moment) = text.parse::<jiff::civil::DateTime>() {
        let date = moment.date();
        if date < corridor.start {
            return None;
        }
        let time = moment.time();
        let seconds =
            i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
        let of_day = u64::try_from(seconds).ok()? * 1000;
        return Some(Time::from_ms(ms_between(corridor.start, date) + of_day));
    }
    None
}
