//! The selections of cells that are reported: the whole, by cargo, by route, from where to where.

use crate::corridor::{Cell, Corridor};
use std::collections::BTreeMap;

/// A selection of cells.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) selectors: BTreeMap<&'static str, String>,
    pub(super) cells: Vec<usize>,
    /// An earlier group with the same cells, whose values need not be computed again.
    pub(super) same_as: Option<usize>,
}

/// The levels of detail, coarse to fine.
pub(super) const LEVELS: [&[&str]; 7] = [
    &[],
    &["cargo"],
    &["route"],
    &["cargo", "route"],
    &["from", "to"],
    &["cargo", "from", "to"],
    &["cargo", "from", "route", "to"],
];

/// Every group of a corridor.
pub(super) fn groups(corridor: &Corridor) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for level in LEVELS {
        let mut of_level: BTreeMap<Vec<String>, Group> = BTreeMap::new();
        for (index, cell) in corridor.cells.iter().enumerate() {
            let key: Vec<String> = level.iter().map(|what| value(what, cell, corridor)).collect();
            let selectors = level.iter().copied().zip(key.iter().cloned()).collect();
            let group = of_level.entry(key).or_insert(Group { selectors, cells: Vec::new(), same_as: None });
            group.cells.push(index);
        }
        for mut group in of_level.into_values() {
            group.same_as = groups.iter().position(|earlier| earlier.cells == group.cells);
            groups.push(group);
        }
    }
    groups
}

fn value(what: &str, cell: &Cell, corridor: &Corridor) -> String {
    match what {
        "cargo" => corridor.cargo[cell.cargo.index()].name.clone(),
        "from" => corridor.nodes[cell.from.index()].name.clone(),
        "to" => corridor.nodes[cell.to.index()].name.clone(),
        _ => cell.route.clone(),
    }
}
