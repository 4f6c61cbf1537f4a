//! Consignments followed through two scenarios, for people: where hours and dollars were won or lost.

use super::number::{interval, plain, signed};
use super::table::{NOTHING, aligned, table};
use crate::stats::Estimate;
use crate::study::FollowedGroup;
use comfy_table::Table;
use std::fmt::Write;

/// The part of the page about one alternative: nothing if no consignment fared differently.
pub(super) fn followed(groups: &[&FollowedGroup], out: &mut String) {
    // A cargo class for which nothing changed has no column.
    let groups: Vec<&FollowedGroup> = groups.iter().copied().filter(|group| changed(group)).collect();
    let Some(all) = groups.first() else { return };
    let _ = writeln!(
        out,
        "\nThe same consignments followed through both: {} of a replication arrived in both, {} in the base only, {} in the alternative only",
        plain(all.pairs),
        plain(all.only_in_base),
        plain(all.only_in_alternative)
    );
    let mut arrivals = of(&groups, "");
    shares(&mut arrivals, "arrived earlier [%]", groups.iter().map(|group| group.earlier));
    shares(&mut arrivals, "arrived later [%]", groups.iter().map(|group| group.later));
    let _ = writeln!(out, "\n{}", aligned(arrivals));

    let mut hours = of(&groups, "in all");
    row_of(&mut hours, groups.iter().map(|group| group.transit), HOURS);
    for (place, (cause, _)) in all.hours.iter().enumerate() {
        row(&mut hours, cause.words(), groups.iter().map(|group| group.hours[place].1), HOURS);
    }
    let _ = writeln!(out, "\nHours more, by cause [h, of a consignment on average]\n{}", aligned(hours));

    let mut dollars = of(&groups, "paid in all");
    row_of(&mut dollars, groups.iter().map(|group| group.paid), DOLLARS);
    for (place, (payee, _)) in all.dollars.iter().enumerate() {
        row(&mut dollars, payee, groups.iter().map(|group| group.dollars[place].1), DOLLARS);
    }
    let _ = writeln!(out, "\nDollars more, by payee [USD, of a tonne on average]\n{}", aligned(dollars));

    if all.segments.len() > 1 {
        let mut hours = of(&groups, "");
        let mut dollars = of(&groups, "");
        for (place, segment) in all.segments.iter().enumerate() {
            let name = format!("{} → {}", segment.from, segment.to);
            row(&mut hours, &name, groups.iter().map(|group| group.segments[place].hours), HOURS);
            row(&mut dollars, &name, groups.iter().map(|group| group.segments[place].paid), DOLLARS);
        }
        let _ = writeln!(out, "\nHours more, by part of the way [h]\n{}", aligned(hours));
        let _ = writeln!(out, "\nDollars more, by part of the way [USD/t]\n{}", aligned(dollars));
    }
}

/// Whether anything to show is different for these consignments.
fn changed(group: &FollowedGroup) -> bool {
    let differs = |found: &Option<Estimate>, least| found.is_some_and(|found| found.estimate.abs() >= least);
    group.hours.iter().any(|(_, found)| differs(found, HOURS))
        || group.dollars.iter().any(|(_, found)| differs(found, DOLLARS))
}

/// Hours of a consignment below this are not shown.
const HOURS: f64 = 0.05;

/// Dollars of a tonne below this are not shown.
const DOLLARS: f64 = 0.005;

/// An empty table with a column for each group; `first` begins its first row.
fn of(groups: &[&FollowedGroup], first: &str) -> Table {
    let names = groups.iter().map(|group| group.cargo.as_deref().unwrap_or("all"));
    let head: Vec<&str> = std::iter::once("").chain(names).collect();
    let mut table = table(&head);
    if !first.is_empty() {
        table.add_row([first]);
    }
    table
}

/// Fills the only row that there is.
fn row_of(table: &mut Table, values: impl Iterator<Item = Option<Estimate>>, least: f64) {
    if let Some(row) = table.row_mut(0) {
        for value in values {
            row.add_cell(difference(value, least).into());
        }
    }
}

/// A row of differences, unless there is nothing to show in it.
fn row(table: &mut Table, name: &str, values: impl Iterator<Item = Option<Estimate>>, least: f64) {
    let cells: Vec<String> = values.map(|value| difference(value, least)).collect();
    if cells.iter().any(|cell| cell != NOTHING) {
        table.add_row(std::iter::once(name.to_owned()).chain(cells));
    }
}

/// A row of shares, as percent.
fn shares(table: &mut Table, name: &str, values: impl Iterator<Item = Option<Estimate>>) {
    let cells = values.map(|value| value.map_or_else(|| NOTHING.to_owned(), |found| interval(&found, 100.0)));
    table.add_row(std::iter::once(name.to_owned()).chain(cells));
}

fn difference(value: Option<Estimate>, least: f64) -> String {
    let shown = value.filter(|found| found.estimate.abs() >= least);
    shown.map_or_else(|| NOTHING.to_owned(), |found| signed(&interval(&found, 1.0)))
}
