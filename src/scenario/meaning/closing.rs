//! What happens to work in progress at closing time.

use super::Sections;
use crate::corridor::{Corridor, GateId, Means, Transload, Work as Length};
use crate::noise::Distribution;
use crate::quantity::Duration;
use crate::scenario::reader::Reader;
use crate::scenario::text::Code;
use crate::scenario::written;
use crate::sim::{AtClosing, Gate, Time};

/// As it is written.
pub(super) fn named(written: &written::AtClosing) -> AtClosing {
    match written {
        written::AtClosing::Finish => AtClosing::Finish,
        written::AtClosing::Pause => AtClosing::Pause,
        written::AtClosing::Eject => AtClosing::Eject,
    }
}

/// Where nothing is said, crossings, changes of gauge and workshops pause.
pub(super) fn or_pause(written: Option<&written::AtClosing>) -> AtClosing {
    written.map_or(AtClosing::Pause, named)
}

/// Work that is broken off at closing time and begins anew at the next opening is never done where no
/// opening is long enough: such work is refused.
pub(super) fn check(sections: &Sections<'_>, reader: &mut Reader<'_>, corridor: &Corridor) {
    let mut all = Vec::new();
    at_terminals(corridor, &mut all);
    at_borders(corridor, &mut all);
    at_gauges_and_in_workshops(corridor, &mut all);
    all.retain(|work| work.at_closing == AtClosing::Eject);
    all.sort_by(|one, other| one.path.cmp(&other.path));
    all.dedup_by(|one, other| one.path == other.path);
    for Work { path, gate, law, .. } in all {
        let Some(longest) = gate.and_then(|gate| longest_opening(corridor, gate)) else { continue };
        let least = Duration::from_ms(law.support().0 as u64);
        if least > longest {
            let here = path.iter().fold(sections.root.clone(), |here, step| here.or_self(step));
            reader.advise(
                Code::CONFLICT,
                &here,
                format!("`{}` begins anew at every opening and is never done", path.join(".")),
                format!("{least} at the least, and no opening is longer than {longest}"),
                "write `at_closing: Pause` or `Finish`, or longer hours",
            );
        }
    }
}

/// A piece of work that may be broken off: where its time is written, and what closes its place.
struct Work<'c> {
    path: Vec<String>,
    gate: Option<GateId>,
    at_closing: AtClosing,
    law: &'c Distribution,
}

fn path(steps: &[&str]) -> Vec<String> {
    steps.iter().map(ToString::to_string).collect()
}

/// Work on goods, on all ways that they may go.
fn at_terminals<'c>(corridor: &'c Corridor, all: &mut Vec<Work<'c>>) {
    for demand in &corridor.demand {
        let class = corridor.cargo[demand.cargo.index()].name.as_str();
        let services = demand.itineraries().flatten().map(|id| &corridor.services[id.index()]);
        for service in services {
            let ports = &corridor.fleets[service.fleet.index()].ports;
            for (node, port) in [service.from, service.to].into_iter().zip(service.ports) {
                let Some((terminal, plan)) =
                    corridor.terminal_at(node).zip(corridor.plan(node, demand.cargo))
                else {
                    continue;
                };
                let berth = ports[port].berth.and_then(|berth| corridor.berths[berth.index()].gate);
                let steps = [
                    ("unload", &plan.unload, berth),
                    ("formalities", &plan.formalities, terminal.gate),
                    ("transload", &plan.transload, terminal.gate),
                    ("load", &plan.load, berth),
                ];
                let at_closing = terminal.at_closing;
                all.extend(steps.into_iter().filter_map(|(step, operation, gate)| {
                    let Length::PerLot(law) = &operation.as_ref()?.work else { return None };
                    let path = path(&["terminals", &terminal.name, "handling", class, step, "time"]);
                    Some(Work { path, gate, at_closing, law })
                }));
            }
        }
    }
}

fn at_borders<'c>(corridor: &'c Corridor, all: &mut Vec<Work<'c>>) {
    for border in &corridor.borders {
        for side in &border.sides {
            for id in &side.agencies {
                let agency = &corridor.agencies[id.index()];
                let own = agency.name.strip_prefix(&format!("{} ", side.country));
                let path = match own.filter(|_| !side.country.is_empty()) {
                    Some(own) => {
                        path(&["borders", &border.name, "sides", &side.country, "agencies", own, "release"])
                    }
                    None => path(&["borders", &border.name, "release"]),
                };
                let (gate, at_closing, law) = (agency.gate, agency.at_closing, &agency.release);
                all.push(Work { path, gate, at_closing, law });
            }
        }
        all.extend(border.documents.iter().map(|documents| Work {
            path: path(&["borders", &border.name, "documents", "time"]),
            gate: documents.gate,
            at_closing: documents.at_closing,
            law: &documents.time,
        }));
    }
}

fn at_gauges_and_in_workshops<'c>(corridor: &'c Corridor, all: &mut Vec<Work<'c>>) {
    let nodes = corridor.nodes.iter().map(|node| ("nodes", &node.name, node.gauge_change));
    let borders = corridor.borders.iter().map(|border| ("borders", &border.name, border.gauge_change));
    for (section, name, change) in nodes.chain(borders) {
        let Some(change) = change.map(|id| &corridor.gauge_changes[id.index()]) else { continue };
        if let Means::Bogies(law) | Means::Transload { work: Transload::PerVehicle(law), .. } = &change.means
        {
            let path = path(&[section, name, "gauge_change", "time"]);
            all.push(Work { path, gate: change.gate, at_closing: change.at_closing, law });
        }
    }
    let fleets = corridor
        .fleets
        .iter()
        .map(|fleet| (path(&["fleets", &fleet.name, "breakdowns", "repair"]), &fleet.upkeep));
    let pools = corridor.equipment.iter().map(|pool| {
        let terminal = &corridor.terminals[pool.terminal.index()].name;
        (path(&["terminals", terminal, "equipment", &pool.name, "breakdowns", "repair"]), &pool.upkeep)
    });
    all.extend(fleets.chain(pools).filter_map(|(path, upkeep)| {
        let breakdowns = upkeep.breakdowns.as_ref()?;
        let shop = &corridor.workshops[breakdowns.workshop?.index()];
        Some(Work { path, gate: shop.gate, at_closing: shop.at_closing, law: &breakdowns.repair })
    }));
}

/// The longest time that a gate is open without a break, by hours and dates; none where it does not both open and
/// close before the horizon, so that nobody can tell.
fn longest_opening(corridor: &Corridor, gate: GateId) -> Option<Duration> {
    let mut closures = corridor.gates[gate.index()].fixed.clone();
    let mut timeline = Gate::default();
    timeline.lay_out(&mut closures);
    if timeline.closures().len() < 2 {
        return None;
    }
    let closures = timeline.closures().iter();
    let ends = closures.clone().map(|closure| closure.from).chain([Time::START + corridor.horizon]);
    let begins = [Time::START].into_iter().chain(closures.map(|closure| closure.to));
    begins.zip(ends).map(|(begin, end)| end - begin).max()
}
