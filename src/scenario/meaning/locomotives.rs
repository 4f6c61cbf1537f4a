//! Locomotives: who hauls whose vehicles, and where; with it the ports and ways of locomotives.

use super::services::{lay_ways, ways_between};
use super::{Named, Sections};
use crate::corridor::{Corridor, FleetId, Hop, NodeId, Pace, Phase, Port};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::{Code, Kind};
use crate::scenario::written;

/// What only vehicles have that carry something.
const OF_CARRIERS: [&str; 8] =
    ["carries", "berth", "hauled_by", "hire", "demurrage", "free_time", "empty_tariff", "operator"];

/// Who hauls whom, once the ways of all that is hauled are known.
pub(super) fn locomotives<'a>(
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    corridor: &mut Corridor,
) -> Option<()> {
    let mut sound = Some(());
    for (index, fleet) in sections.fleets.iter().enumerate() {
        let Some(here) = fleet.here.field("hauled_by") else { continue };
        match haulers(fleet, index, &here, sections, reader, corridor) {
            Some(hauled) => corridor.fleets[index].hauled = hauled,
            None => sound = None,
        }
    }
    sound?;
    for fleet in 0..corridor.fleets.len() {
        for by in corridor.fleets[fleet].hauled.clone().into_iter().flatten() {
            corridor.fleets[by.index()].hauls = true;
            corridor.fleets[by.index()].mode = corridor.fleets[fleet].mode;
        }
    }
    for (index, fleet) in sections.fleets.iter().enumerate() {
        if corridor.fleets[index].hauls {
            carries_nothing(index, fleet, sections, reader, corridor);
        } else if fleet.here.field("carries").is_none() && !reader.may_haul.contains(&fleet.name) {
            reader.advise(
                Code::EMPTY,
                &fleet.here,
                format!("`{}` carries nothing and hauls nobody", fleet.name),
                "vehicles carry something, locomotives haul",
                "add `carries`, or name it in `hauled_by` of the fleet that it hauls",
            );
        }
    }
    for fleet in 0..corridor.fleets.len() {
        place(FleetId::at(fleet), corridor);
    }
    for (index, fleet) in sections.fleets.iter().enumerate() {
        if corridor.fleets[index].hauls && corridor.fleets[index].services.is_empty() {
            lay_ways(index, sections, reader, corridor);
            check_ways(index, fleet, reader, corridor);
        }
    }
    Some(())
}

/// Whose locomotives haul the vehicles of a fleet, by link.
fn haulers<'a>(
    fleet: &Named<'a, written::Fleet>,
    index: usize,
    here: &Here<'a>,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    corridor: &Corridor,
) -> Option<Vec<Option<FleetId>>> {
    let mode = corridor.fleets[index].mode;
    let mut hauled = vec![None; corridor.links.len()];
    if let Some(name) = here.tree.text(reader.sources) {
        let by = FleetId::at(reader.name(&sections.names.fleets, &name, here)?);
        let of_mode = corridor.links.iter().zip(&mut hauled).filter(|(link, _)| link.mode == mode);
        of_mode.for_each(|(_, hauled)| *hauled = Some(by));
        return Some(hauled);
    }
    if !matches!(here.tree.kind, Kind::Map(_)) {
        reader.complain(
            Code::WRONG_VALUE,
            here,
            format!("`{}` names no locomotives", here.path),
            format!("found {}; a fleet, or a map from links to fleets, belongs here", here.tree.describe()),
        );
        return None;
    }
    let mut sound = Some(());
    for (name, place) in here.entries() {
        let link = reader.name(&sections.names.links, name, &place);
        let by = place.tree.text(reader.sources);
        if by.is_none() {
            let label = format!("found {}; a fleet belongs here", place.tree.describe());
            reader.complain(Code::WRONG_VALUE, &place, format!("`{}` names no fleet", place.path), label);
        }
        let by = by.and_then(|by| reader.name(&sections.names.fleets, &by, &place));
        let (Some(link), Some(by)) = (link, by) else {
            sound = None;
            continue;
        };
        if corridor.links[link].mode != mode {
            reader.complain(
                Code::MIXED_MODES,
                &place,
                format!("vehicles of `{}` are hauled where they cannot go", fleet.name),
                format!("`{name}` is {}, and they move by {}", corridor.links[link].mode.word(), mode.word()),
            );
        }
        hauled[link] = Some(FleetId::at(by));
    }
    sound?;
    Some(hauled)
}

/// Locomotives carry nothing, go for no service and are not hauled.
fn carries_nothing<'a>(
    index: usize,
    fleet: &Named<'a, written::Fleet>,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    corridor: &Corridor,
) {
    for place in OF_CARRIERS.into_iter().filter_map(|field| fleet.here.field(field)) {
        reader.advise(
            Code::CONFLICT,
            &place,
            format!("`{}` hauls other vehicles and has `{}`", fleet.name, place.path),
            "not for locomotives",
            "make locomotives a fleet of their own",
        );
    }
    for service in &corridor.fleets[index].services {
        let service = &sections.services[service.index()];
        reader.complain(
            Code::CONFLICT,
            &service.here.or_self("fleet"),
            format!("`{}` goes with locomotives alone", service.name),
            format!("`{}` hauls other vehicles", fleet.name),
        );
    }
    let other = corridor.fleets.iter().position(|hauled| {
        hauled.hauled.contains(&Some(FleetId::at(index))) && hauled.mode != corridor.fleets[index].mode
    });
    if let Some(other) = other {
        let place = sections.fleets[other].here.or_self("hauled_by");
        reader.complain(
            Code::MIXED_MODES,
            &place,
            format!("fleet `{}` cannot haul on both modes", fleet.name),
            format!(
                "these move by {}, others by {}",
                corridor.fleets[other].mode.word(),
                corridor.fleets[index].mode.word()
            ),
        );
    }
}

/// Locomotives are taken and left where the stretches begin and end over which they haul a fleet.
fn place(fleet: FleetId, corridor: &mut Corridor) {
    let own = &corridor.fleets[fleet.index()];
    if own.hauled.is_empty() {
        return;
    }
    let laden = own.services.iter().map(|service| corridor.services[service.index()].path.as_slice());
    let ways = laden.chain(own.ways.iter().flatten().map(Vec::as_slice));
    let mut ends: Vec<(FleetId, NodeId)> = Vec::new();
    for way in ways {
        for stretch in corridor.stretches(fleet, way) {
            let hops = &way[stretch.hops];
            let nodes = [
                hops.first().map(|&hop| corridor.origin(hop)),
                hops.last().map(|&hop| corridor.destination(hop)),
            ];
            ends.extend(nodes.into_iter().flatten().map(|node| (stretch.by, node)));
        }
    }
    for (by, node) in ends {
        let ports = &mut corridor.fleets[by.index()].ports;
        if ports.iter().all(|port| port.node != node) {
            ports.push(Port { node, berth: None });
        }
    }
}

/// Who hauls in one phase is a locomotive in all of them, and its places are the same: those where it is taken or
/// left in any.
pub(super) fn share_places(first: &mut Corridor, phases: &mut [Phase]) {
    let fleets = first.fleets.len();
    if phases.iter().any(|phase| phase.corridor.fleets.len() != fleets) {
        return;
    }
    for fleet in 0..fleets {
        let all = || std::iter::once(&*first).chain(phases.iter().map(|phase| &phase.corridor));
        let own = || all().map(|corridor| &corridor.fleets[fleet]);
        let Some(mode) = own().find(|own| own.hauls).map(|own| own.mode) else { continue };
        let mut ports: Vec<Port> = Vec::new();
        for port in own().flat_map(|own| &own.ports) {
            if ports.iter().all(|known| known.node != port.node) {
                ports.push(port.clone());
            }
        }
        if own().all(|own| own.hauls && own.ports == ports) {
            continue;
        }
        for corridor in std::iter::once(&mut *first).chain(phases.iter_mut().map(|phase| &mut phase.corridor))
        {
            let own = &mut corridor.fleets[fleet];
            (own.hauls, own.mode) = (true, mode);
            own.ports.clone_from(&ports);
            let mut ways = ways_between(&corridor.fleets[fleet], corridor).unwrap_or_default();
            ways.iter_mut().for_each(|way| *way = way.take().filter(|way| runs(way, fleet, corridor)));
            corridor.fleets[fleet].ways = ways;
        }
    }
}

/// Whether locomotives can run over a way: it keeps its gauge, and something tells how fast they are.
fn runs(way: &[Hop], fleet: usize, corridor: &Corridor) -> bool {
    let paced = |hop: &Hop| !matches!(corridor.links[hop.link.index()].pace, Pace::Vehicle);
    let keeps = way.windows(2).all(|pair| !corridor.breaks_gauge(pair[0], pair[1]));
    keeps && (corridor.fleets[fleet].speed.is_some() || way.iter().all(paced))
}

/// Locomotives stay on their gauge, and something tells how fast they are.
fn check_ways<'a>(
    index: usize,
    fleet: &Named<'a, written::Fleet>,
    reader: &mut Reader<'a>,
    corridor: &Corridor,
) {
    let by = FleetId::at(index);
    let own = &corridor.fleets[index];
    let light = own.ways.iter().flatten().cloned();
    let hauling = (0..corridor.fleets.len()).map(FleetId::at).flat_map(|hauled| {
        let services = corridor.fleets[hauled.index()].services.iter();
        let laden = services.map(|service| &corridor.services[service.index()].path);
        let ways = laden.chain(corridor.fleets[hauled.index()].ways.iter().flatten());
        let of_way = move |way: &Vec<Hop>| {
            let stretches = corridor.stretches(hauled, way).into_iter().filter(|stretch| stretch.by == by);
            stretches.map(|stretch| way[stretch.hops].to_vec()).collect::<Vec<_>>()
        };
        ways.flat_map(of_way)
    });
    let breaks = |way: Vec<Hop>| {
        way.windows(2).map(|pair| [pair[0], pair[1]]).find(|&[one, other]| corridor.breaks_gauge(one, other))
    };
    if let Some([before, after]) = light.chain(hauling).find_map(breaks) {
        let node = &corridor.nodes[corridor.origin(after).index()].name;
        let [one, other] = [before, after].map(|hop| &corridor.links[hop.link.index()].name);
        reader.advise(
            Code::GAUGE,
            &fleet.here.or_self("home"),
            format!("locomotives of `{}` cannot change gauge at `{node}`", fleet.name),
            format!("`{one}` and `{other}` have different gauges"),
            "divide it into a fleet for each gauge",
        );
    }
    let silent = own.ways.iter().flatten().flatten().map(|hop| &corridor.links[hop.link.index()]);
    let silent = silent.filter(|link| matches!(link.pace, Pace::Vehicle)).find(|_| own.speed.is_none());
    if let Some(link) = silent {
        reader.advise(
            Code::NO_PACE,
            &fleet.here,
            format!("nothing tells how long `{}` takes on `{}`", fleet.name, link.name),
            "neither the link nor the fleet has a speed",
            format!("add `speed` to `links.{}` or to `fleets.{}`", link.name, fleet.name),
        );
    }
}
