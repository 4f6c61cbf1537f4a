//! Warnings: what is declared and never used.

use super::Sections;
use crate::corridor::Corridor;
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::{Code, Finding};
use std::collections::BTreeSet;

pub(super) fn warn(sections: &Sections<'_>, reader: &mut Reader<'_>, corridor: &Corridor) {
    let used_cargo: BTreeSet<usize> = corridor.demand.iter().map(|demand| demand.cargo.index()).collect();
    let mut used_fleets: BTreeSet<usize> =
        corridor.services.iter().map(|service| service.fleet.index()).collect();
    used_fleets.extend((0..corridor.fleets.len()).filter(|&fleet| corridor.fleets[fleet].hauls));
    let used_links: BTreeSet<usize> = corridor
        .services
        .iter()
        .flat_map(|service| service.path.iter().map(|hop| hop.link.index()))
        .collect();
    let used_terminals: BTreeSet<usize> =
        corridor.nodes.iter().filter_map(|node| Some(node.terminal?.index())).collect();
    for (index, cargo) in sections.cargo.iter().enumerate() {
        warn_of(!used_cargo.contains(&index), "cargo class", &cargo.name, &cargo.here, reader);
    }
    for (index, fleet) in sections.fleets.iter().enumerate() {
        warn_of(!used_fleets.contains(&index), "fleet", &fleet.name, &fleet.here, reader);
    }
    for (index, link) in sections.links.iter().enumerate() {
        warn_of(!used_links.contains(&index), "link", &link.name, &link.here, reader);
    }
    for (index, terminal) in sections.terminals.iter().enumerate() {
        warn_of(!used_terminals.contains(&index), "terminal", &terminal.name, &terminal.here, reader);
    }
}

fn warn_of(unused: bool, what: &str, name: &str, here: &Here<'_>, reader: &mut Reader<'_>) {
    if !unused {
        return;
    }
    let finding = Finding::warning(Code::UNUSED, format!("nothing uses the {what} `{name}`"));
    reader.findings.push(finding.at(here.key()).label("declared here"));
}
