//! The preview for people.

use super::number::plain;
use super::stability::{named, offered as told};
use super::table::trimmed;
use crate::study::Preview;
use comfy_table::{CellAlignment, LineStyle, Table, TableStyle};
use std::fmt::Write;

/// Most resources that are listed.
const MOST_RESOURCES: usize = 15;

/// The page.
#[must_use]
pub fn preview_table(title: &str, preview: &Preview) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{title}\nBefore any run: averages, no waiting, full loads.\n");
    let _ = writeln!(out, "Free flow\n{}\n", streams(preview));
    let _ = writeln!(out, "Load offered over capacity\n{}\n", loads(preview));
    match (preview.overloaded.first(), preview.bottleneck()) {
        (Some(load), _) if load.offered.is_infinite() => {
            let _ = writeln!(out, "Not open: {}.", named(load));
        }
        (Some(load), _) => {
            let _ = writeln!(out, "Overloaded: {}; its queue will grow without bound.", told(load));
        }
        (None, Some(load)) if load.offered >= 1.0 => {
            let _ = writeln!(
                out,
                "More than it can do: {}. No line grows without bound: what finds no room is turned away, or no more\n                 can come than there are.",
                told(load)
            );
        }
        (None, Some(load)) => {
            let share = load.offered * 100.0;
            let _ = writeln!(out, "Bottleneck: {}, offered {share:.0} % of what it can do.", named(load));
        }
        (None, None) => {}
    }
    for (date, bottleneck) in &preview.phases {
        if let Some(load) = bottleneck {
            let _ = writeln!(out, "From {date}: {}, offered {}.", named(load), offered(load.offered));
        }
    }
    let _ = writeln!(
        out,
        "One replication: about {} consignments, {} events, {} on one thread.",
        plain(preview.consignments),
        plain(preview.events),
        span(preview.run_time)
    );
    trimmed(&out)
}

/// A share of what can be done; where nothing can, nothing of it is open.
fn offered(share: f64) -> String {
    if share.is_finite() { format!("{:.0} %", share * 100.0) } else { "not open".to_owned() }
}

fn span(time: std::time::Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        ..0.001 => "less than 1 ms".to_owned(),
        ..1.0 => format!("{:.0} ms", seconds * 1e3),
        ..120.0 => format!("{seconds:.0} s"),
        _ => format!("{} min", plain(seconds / 60.0)),
    }
}

fn streams(preview: &Preview) -> Table {
    let mut table = Table::new();
    table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─')));
    table.set_header(["", "a year", "km", "days", "USD a unit", "by"]);
    for stream in &preview.streams {
        table.add_row([
            stream.name.clone(),
            format!("{} {}", plain(stream.volume), stream.unit),
            plain(stream.km),
            plain(stream.free_flow.as_days()),
            plain(stream.price),
            stream.itinerary.join(", "),
        ]);
    }
    for column in table.column_iter_mut().skip(1).take(4) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn loads(preview: &Preview) -> Table {
    let mut table = Table::new();
    table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─')));
    table.set_header(["", "at", "offered"]);
    for load in preview.loads.iter().filter(|load| load.offered > 0.0).take(MOST_RESOURCES) {
        let name = format!("{} ({})", load.resource.resource, load.resource.kind.word());
        table.add_row([name, load.resource.at.clone(), offered(load.offered)]);
    }
    if let Some(column) = table.column_mut(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
