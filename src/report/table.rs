//! The results of a run for people: one page that reads at a glance.

use super::number::{interval, plain};
use super::stability::stability_note;
use crate::corridor::Cause;
use crate::study::{Ended, Manifest, Measured, Results};
use comfy_table::{CellAlignment, LineStyle, Table, TableStyle};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What stands where there is nothing to say.
pub(super) const NOTHING: &str = "-";

/// Most resources that are listed.
const MOST_RESOURCES: usize = 12;

/// The page.
#[must_use]
pub fn run_table(title: &str, manifest: &Manifest, results: &Results) -> String {
    let page = Page { results };
    let mut out = String::new();
    page.head(title, manifest, &mut out);
    out += &stability_note(results);
    let _ = writeln!(out, "\nTransit time [days]\n{}", page.transit());
    let _ = writeln!(out, "\nDelivered and paid\n{}", page.delivered());
    let _ = writeln!(out, "\nWhere the hours go [hours of the mean transit time, share]\n{}", page.hours());
    let _ = writeln!(out, "\nBusiest resources\n{}", page.resources());
    if let Some(paid) = page.paid() {
        let _ = writeln!(out, "\nWho is paid [USD a year, share]\n{paid}");
    }
    if let Some(emitted) = page.emitted() {
        let _ = writeln!(out, "\nEmitted [t CO2e a year]\n{emitted}");
    }
    page.foot(manifest, &mut out);
    trimmed(&out)
}

/// Without the blanks that tables leave at the ends of lines.
pub(super) fn trimmed(page: &str) -> String {
    page.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

/// Chosen measures, one a row.
#[must_use]
pub fn measures_table(results: &Results) -> String {
    let mut table = table(&["measure", "of", "estimate", "", "replications"]);
    for Measured { measure, estimate } in &results.measures {
        let of: Vec<String> = measure.selectors.iter().map(|(key, value)| format!("{key} {value}")).collect();
        let found = estimate.map_or_else(|| NOTHING.to_owned(), |found| interval(&found, 1.0));
        let count = estimate.map_or(0, |found| found.n).to_string();
        table.add_row([measure.path.clone(), of.join(", "), found, measure.unit.to_owned(), count]);
    }
    for column in [2, 4] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt() + "\n"
}

struct Page<'r> {
    results: &'r Results,
}

impl Page<'_> {
    fn head(&self, title: &str, manifest: &Manifest, out: &mut String) {
        let measured = (manifest.horizon_hours - manifest.warm_up_hours) / 24.0;
        let _ = writeln!(out, "{title}");
        let _ = writeln!(
            out,
            "{} replication{} of {} days after {} days of warm-up{}, seed {}",
            manifest.replications,
            if manifest.replications == 1 { "" } else { "s" },
            plain(measured),
            plain(manifest.warm_up_hours / 24.0),
            if manifest.warm_up_found { " (found by MSER-5)" } else { "" },
            manifest.seed
        );
        if !manifest.projects.is_empty() {
            let projects = manifest.projects.iter().map(|project| match &project.to {
                Some(to) => format!("{} ({} to {to})", project.name, project.from),
                None => format!("{} (from {})", project.name, project.from),
            });
            let _ = writeln!(out, "Projects: {}", projects.collect::<Vec<_>>().join(", "));
        }
        if let Ended::Interrupted(done) = self.results.ended {
            let _ = writeln!(
                out,
                "PARTIAL: stopped after {done} of {} replications; results cover those only",
                manifest.requested
            );
        }
        let _ = match manifest.replications {
            0 => writeln!(out, "No replication was finished."),
            1 => writeln!(
                out,
                "One replication gives estimates without intervals, and cannot tell whether lines grow."
            ),
            _ => writeln!(out, "± is half of the 95 % interval, from replication means."),
        };
    }

    fn transit(&self) -> Table {
        let columns = ["mean", "p10", "p50", "p90", "p95"];
        let mut table = table(&["", "mean", "P10", "P50", "P90", "P95"]);
        for (name, selectors) in self.rows() {
            let values = columns.iter().map(|column| {
                let path = format!("transit_time.{column}");
                self.cell(&path, &selectors)
            });
            table.add_row(std::iter::once(name).chain(values));
        }
        aligned(table)
    }

    fn delivered(&self) -> Table {
        let columns = [
            ("t/yr", "delivered.tonnes"),
            ("TEU/yr", "delivered.teu"),
            ("USD/t", "cost.per_tonne"),
            ("USD/TEU", "cost.per_teu"),
            ("kg CO2e/t", "co2e.per_tonne"),
            ("km", "distance.mean"),
            ("in transit", "in_transit.mean"),
        ];
        let rows = self.rows();
        // Where nothing is counted in TEU, columns about TEU say nothing.
        let speaks = |path: &str| rows.iter().any(|(_, selectors)| self.cell(path, selectors) != NOTHING);
        let columns: Vec<_> = columns.into_iter().filter(|(_, path)| speaks(path)).collect();
        let mut head = vec![""];
        head.extend(columns.iter().map(|(name, _)| *name));
        let mut table = table(&head);
        for (name, selectors) in &rows {
            let values = columns.iter().map(|(_, path)| self.cell(path, selectors));
            table.add_row(std::iter::once(name.clone()).chain(values));
        }
        aligned(table)
    }

    fn hours(&self) -> Table {
        let by_cargo = self.several("cargo");
        let mut head = vec!["".to_owned(), "all".to_owned()];
        head.extend(by_cargo.iter().cloned());
        let mut table = table(&head.iter().map(String::as_str).collect::<Vec<_>>());
        for cause in Cause::ALL {
            let of = |selectors: &[(&str, &str)]| self.share_of(cause, selectors);
            let mut row = vec![of(&[])];
            row.extend(by_cargo.iter().map(|cargo| of(&[("cargo", cargo)])));
            if row.iter().all(Option::is_none) {
                continue;
            }
            let texts = row.into_iter().map(|value| value.unwrap_or_else(|| NOTHING.to_owned()));
            table.add_row(std::iter::once(cause.words().to_owned()).chain(texts));
        }
        aligned(table)
    }

    /// Hours of one cause and their share; nothing where it never occurs.
    fn share_of(&self, cause: Cause, selectors: &[(&str, &str)]) -> Option<String> {
        let prefix = if matches!(cause, Cause::Moving | Cause::Handling) { "time" } else { "wait" };
        let hours = self.results.get(&format!("{prefix}.{}", cause.key()), selectors)?.estimate;
        let all = self.results.get("transit_time.mean", selectors)?.estimate * 24.0;
        (hours > 0.0).then(|| format!("{}  {:>3.0} %", plain(hours), 100.0 * hours / all))
    }

    fn resources(&self) -> Table {
        let mut table = table(&["", "at", "in use", "queue", "mean wait [h]", "P90 wait [h]"]);
        let mut busiest: Vec<&Measured> =
            self.results.measures.iter().filter(|measured| measured.measure.path == "utilisation").collect();
        let use_of = |measured: &&Measured| measured.estimate.map_or(0.0, |found| found.estimate);
        busiest.sort_by(|one, other| use_of(other).total_cmp(&use_of(one)));
        let used = busiest.into_iter().filter(|measured| use_of(measured) > 0.0);
        for measured in used.take(MOST_RESOURCES) {
            let selectors = &measured.measure.selectors;
            let keys: Vec<(&str, &str)> =
                selectors.iter().map(|(key, value)| (*key, value.as_str())).collect();
            let of = |key: &str| selectors.get(key).cloned().unwrap_or_default();
            let name = format!("{} ({})", of("resource"), of("kind"));
            let in_use = measured.estimate.map_or_else(String::new, |found| interval(&found, 100.0) + " %");
            let values = ["queue.mean", "wait.mean", "wait.p90"].map(|path| self.cell(path, &keys));
            table.add_row([name, of("at"), in_use].into_iter().chain(values));
        }
        aligned_from(table, 2)
    }

    /// Payees, and beside them the countries where that is.
    fn paid(&self) -> Option<Table> {
        let payees = super::paid::payees(self.results);
        let countries = super::paid::countries(self.results);
        if payees.is_empty() {
            return None;
        }
        let wide = !countries.is_empty();
        let mut table = table(if wide { &["", "", "", "in", "", ""] } else { &["", "", ""] });
        let blank = || [const { String::new() }; 3];
        for row in 0..payees.len().max(countries.len()) {
            let payee = payees.get(row).cloned().unwrap_or_else(blank);
            let country = countries.get(row).cloned().unwrap_or_else(blank);
            table.add_row(payee.into_iter().chain(country.into_iter().filter(|_| wide)));
        }
        for column in [1, 2, 4, 5] {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        Some(table)
    }

    fn emitted(&self) -> Option<Table> {
        let rows = super::emissions::emitted(self.results)?;
        let (head, rows) = rows.split_first()?;
        let mut table = table(&head.iter().map(String::as_str).collect::<Vec<_>>());
        table.add_rows(rows);
        Some(aligned(table))
    }

    fn foot(&self, manifest: &Manifest, out: &mut String) {
        if let Some(lost) = self.results.get("turned_away.share", &[]).filter(|lost| lost.estimate > 0.0) {
            let _ =
                writeln!(out, "\nTurned away at their origin: {} % of consignments", interval(&lost, 100.0));
        }
        let left = self.results.get("unfinished.share", &[]).filter(|left| left.estimate >= 0.01);
        if let Some(left) = left {
            let _ = writeln!(
                out,
                "\nUnder way at the horizon: {} % of consignments\n\
                 Of all sent after the warm-up, these counted in, {} (Kaplan-Meier)",
                interval(&left, 100.0),
                [(0.5, "half arrive"), (0.9, "nine in ten")]
                    .map(|(p, share)| self.within(p, share))
                    .join(", ")
            );
        }
        let from = manifest.provenance;
        let _ = writeln!(
            out,
            "\nValues of the scenario: {} sourced, {} estimated, {} fitted, {} without a word",
            from.sourced, from.estimates, from.fitted, from.plain
        );
    }

    fn within(&self, p: f64, share: &str) -> String {
        match self.results.unfinished.quantile(p) {
            Some(found) => format!("{share} within {} d", interval(&found, 1.0)),
            None => format!("{share} later than can be told"),
        }
    }

    /// The rows of the first tables: the whole, then by cargo class, then by route.
    fn rows(&self) -> Vec<(String, Vec<(&'static str, String)>)> {
        let mut rows = vec![("all".to_owned(), Vec::new())];
        for key in ["cargo", "route"] {
            for value in self.several(key) {
                let name = if key == "route" { format!("route {value}") } else { value.clone() };
                rows.push((name, vec![(key, value)]));
            }
        }
        rows
    }

    /// The values that one selector takes alone, if there are several: one would repeat the whole.
    fn several(&self, key: &str) -> Vec<String> {
        Some(self.values_of(key)).filter(|values| values.len() > 1).unwrap_or_default()
    }

    /// The values that one selector takes alone.
    fn values_of(&self, key: &str) -> Vec<String> {
        let alone =
            |selectors: &BTreeMap<&'static str, String>| selectors.len() == 1 && selectors.contains_key(key);
        let measures = self.results.measures.iter().map(|measured| &measured.measure);
        let of_key =
            measures.filter(|measure| measure.path == "transit_time.mean" && alone(&measure.selectors));
        of_key.map(|measure| measure.selectors[key].clone()).collect()
    }

    fn cell<K: AsRef<str>, V: AsRef<str>>(&self, path: &str, selectors: &[(K, V)]) -> String {
        let keys: Vec<(&str, &str)> =
            selectors.iter().map(|(key, value)| (key.as_ref(), value.as_ref())).collect();
        let found = self.results.get(path, &keys);
        let nothing = path == "delivered.teu" && found.is_some_and(|found| found.estimate == 0.0);
        found.filter(|_| !nothing).map_or_else(|| NOTHING.to_owned(), |found| interval(&found, 1.0))
    }
}

pub(super) fn table(head: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─')));
    table.set_header(head.to_vec());
    table
}

/// Names to the left, numbers to the right.
pub(super) fn aligned(table: Table) -> Table {
    aligned_from(table, 1)
}

pub(super) fn aligned_from(mut table: Table, first: usize) -> Table {
    for column in table.column_iter_mut().skip(first) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
