//! Changes of gauge: where they are, and that every way that needs one has one.

use super::borders::fees;
use super::links::{above_zero, count, gate_plan, span_law};
use super::places::other_unit;
use super::upkeep::Kept;
use super::{Build, Sections};
use crate::corridor::{
    Border, Cargo, Corridor, Fleet, GaugeChange, GaugeChangeId, Hop, Means, Node, Returns, Transload, Upkeep,
};
use crate::noise::{Item, Stream};
use crate::quantity::{LoadRate, LoadUnit};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::scenario::written;

/// The changes of gauge of nodes, then those of border crossings; each place learns its own.
pub(super) fn changes<'a>(
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    build: &mut Build,
    cargo: Option<&[Cargo]>,
    nodes: Option<&mut [Node]>,
    borders: Option<&mut [Border]>,
) -> Option<Vec<GaugeChange>> {
    let (cargo, nodes, borders) = (cargo?, nodes?, borders?);
    let mut changes = Vec::new();
    let mut sound = Some(());
    let mut add = |written: &Option<written::GaugeChange>, (name, at): (&str, &str), here: &Here<'a>| {
        let (written, here) = written.as_ref().zip(here.field("gauge_change"))?;
        let place = Place { name, component: &format!("{at} {name}"), sections, cargo };
        match change(written, &place, &here, build, reader) {
            Some(change) => changes.push(change),
            None => sound = None,
        }
        Some(GaugeChangeId::at(changes.len().saturating_sub(1)))
    };
    for (node, named) in nodes.iter_mut().zip(&sections.nodes) {
        node.gauge_change = add(&named.written.gauge_change, (&named.name, "node"), &named.here);
    }
    for (border, named) in borders.iter_mut().zip(&sections.borders) {
        border.gauge_change = add(&named.written.gauge_change, (&named.name, "border"), &named.here);
    }
    sound?;
    Some(changes)
}

/// Where the gauge is changed.
struct Place<'p, 'a> {
    name: &'p str,
    /// What draws of breakdowns are addressed by: a node and a border crossing may have the same name.
    component: &'p str,
    sections: &'p Sections<'a>,
    cargo: &'p [Cargo],
}

fn change<'a>(
    written: &written::GaugeChange,
    place: &Place<'_, 'a>,
    here: &Here<'a>,
    build: &mut Build,
    reader: &mut Reader<'a>,
) -> Option<GaugeChange> {
    let Place { name, cargo, .. } = *place;
    let (hours, at_closing, operator) = match written {
        written::GaugeChange::Bogies { hours, at_closing, operator, .. }
        | written::GaugeChange::Transload { hours, at_closing, operator, .. } => {
            (hours, at_closing, operator)
        }
    };
    let tracks = here.field("tracks").and_then(|here| count(&here, reader));
    let means = match written {
        written::GaugeChange::Bogies { .. } => {
            here.field("time").and_then(|here| span_law(&here, reader)).map(Means::Bogies)
        }
        written::GaugeChange::Transload { .. } => {
            let work = transload(here, cargo, reader);
            let wagons = here.field("wagons").map_or(Some(None), |here| count(&here, reader).map(Some));
            work.zip(wagons).map(|(work, wagons)| Means::Transload { work, wagons })
        }
    };
    let fees = fees(here.field("fee"), cargo, reader);
    let plan = gate_plan(&build.frame, here, hours.as_deref(), &[], reader);
    let tracks = tracks?;
    let means = means?;
    let families = ["tracks", "wagons"].map(|what| format!("{}/{what}", place.component));
    let upkeep = of_tracks(written, place, here, (&families[0], tracks), build, reader);
    let sets = if let Means::Transload { wagons, .. } = means { wagons } else { None };
    let of_wagons = of_wagons(written, place, here, (&families[1], sets), build, reader);
    Some(GaugeChange {
        name: name.to_owned(),
        upkeep: upkeep?,
        of_wagons: of_wagons?,
        families: families.each_ref().map(|family| Item::family(family)),
        tracks,
        gate: build.gate(plan),
        at_closing: super::closing::or_pause(at_closing.as_ref()),
        means,
        fees: fees?,
        payee: build.payee(operator.as_deref().unwrap_or(name)),
        draws: Stream::of(name, "gauge change"),
    })
}

/// When tracks are out of work.
fn of_tracks<'a>(
    written: &written::GaugeChange,
    place: &Place<'_, 'a>,
    here: &Here<'a>,
    (component, tracks): (&str, u32),
    build: &Build,
    reader: &mut Reader<'a>,
) -> Option<Upkeep> {
    let (breakdowns, maintenance) = match written {
        written::GaugeChange::Bogies { breakdowns, maintenance, .. }
        | written::GaugeChange::Transload { breakdowns, maintenance, .. } => (breakdowns, maintenance),
    };
    let breakdowns = breakdowns.as_ref();
    Kept { component, here, breakdowns, maintenance, count: Some(tracks) }.read(
        place.sections,
        &build.frame,
        reader,
    )
}

/// When sets of wagons are out of work; their number must be known.
fn of_wagons<'a>(
    written: &written::GaugeChange,
    place: &Place<'_, 'a>,
    here: &Here<'a>,
    (component, sets): (&str, Option<u32>),
    build: &Build,
    reader: &mut Reader<'a>,
) -> Option<Upkeep> {
    let written::GaugeChange::Transload { wagon_upkeep: Some(upkeep), .. } = written else {
        return Some(Upkeep::default());
    };
    let here = here.field("wagon_upkeep")?;
    if sets.is_none() {
        reader.advise(
            Code::CONFLICT,
            &here,
            format!("there are other wagons at `{}` for each set that fails", place.name),
            "needs a number of sets",
            "write `wagons: 4`, or leave this out",
        );
        return None;
    }
    let (breakdowns, maintenance) = (upkeep.breakdowns.as_ref(), upkeep.maintenance.as_slice());
    Kept { component, here: &here, breakdowns, maintenance, count: sets }.read(
        place.sections,
        &build.frame,
        reader,
    )
}

/// A time for the vehicle, or a rate of tonnes.
fn transload<'a>(here: &Here<'a>, cargo: &[Cargo], reader: &mut Reader<'a>) -> Option<Transload> {
    match (here.field("time"), here.field("rate")) {
        (Some(time), None) => span_law(&time, reader).map(Transload::PerVehicle),
        (None, Some(rate)) => {
            let tonnes = reader.law(&rate, &mut |reader, rate: LoadRate, here| {
                if rate.unit == LoadUnit::Tonne {
                    return Some(rate.per_hour);
                }
                other_unit(here, LoadUnit::Tonne, rate.unit, reader);
                None
            })?;
            let tonnes = above_zero(tonnes, &rate, reader)?;
            let rates = cargo.iter().map(|class| tonnes.scaled(1.0 / class.mass.as_tonnes()));
            Some(Transload::AtRate(rates.collect()))
        }
        _ => {
            reader.advise(
                Code::CONFLICT,
                here,
                format!("`{}` needs a time or a rate", here.path),
                "one of the two, not both",
                "write `time: \"9 h\"` for a vehicle or `rate: \"60 t/h\"`",
            );
            None
        }
    }
}

/// Every service and every way back gets from one gauge to the other where it has to.
pub(super) fn check(sections: &Sections<'_>, reader: &mut Reader<'_>, corridor: &Corridor) {
    if corridor.links.iter().all(|link| link.gauge.is_none()) {
        return;
    }
    for (service, named) in corridor.services.iter().zip(&sections.services) {
        if let Some([before, after]) = unbridged(corridor, &service.path) {
            broken(corridor, &service.name, [before, after], &named.here.or_self("along"), reader);
        }
    }
    for (fleet, named) in corridor.fleets.iter().zip(&sections.fleets) {
        let here = named.here.or_self("home");
        super::wagons::check_gauge(named, fleet, reader, corridor);
        if fleet.hauls {
            continue;
        }
        let ways = fleet.ways.iter().flatten().find_map(|way| unbridged(corridor, way));
        if let Some(pair) = ways {
            broken(corridor, &format!("vehicles of {}", fleet.name), pair, &here, reader);
        } else if let Some((port, pair)) = torn(corridor, fleet) {
            let [one, other] =
                pair.map(|hop| corridor.links[hop.link.index()].gauge.map_or("", |gauge| gauge.words()));
            let node = &corridor.nodes[fleet.ports[port].node.index()].name;
            reader.advise(
                Code::GAUGE,
                &here,
                format!("vehicles of `{}` come to `{node}` on {one} and leave it on {other}", fleet.name),
                "they cannot stand on both",
                "divide it into a fleet for each gauge",
            );
        }
    }
}

/// Two links that follow each other on a way and that nothing gets a vehicle between.
fn unbridged(corridor: &Corridor, way: &[Hop]) -> Option<[Hop; 2]> {
    let pairs = way.windows(2).map(|pair| [pair[0], pair[1]]);
    let breaks = |&[before, after]: &[Hop; 2]| {
        corridor.breaks_gauge(before, after) && corridor.gauge_change(before, after).is_none()
    };
    pairs.into_iter().find(breaks)
}

/// A port where vehicles that travel come on one gauge and leave on another.
fn torn(corridor: &Corridor, fleet: &Fleet) -> Option<(usize, [Hop; 2])> {
    if fleet.returns == Returns::AtOnce {
        return None;
    }
    let mut at_port: Vec<Option<Hop>> = vec![None; fleet.ports.len()];
    for &service in &fleet.services {
        let service = &corridor.services[service.index()];
        let ends = [service.path.first(), service.path.last()];
        for (port, hop) in service.ports.into_iter().zip(ends) {
            let Some(&hop) = hop.filter(|hop| corridor.links[hop.link.index()].gauge.is_some()) else {
                continue;
            };
            match at_port[port] {
                Some(before) if corridor.breaks_gauge(before, hop) => return Some((port, [before, hop])),
                _ => at_port[port] = Some(hop),
            }
        }
    }
    None
}

fn broken(corridor: &Corridor, who: &str, pair: [Hop; 2], here: &Here<'_>, reader: &mut Reader<'_>) {
    let [before, after] = pair.map(|hop| &corridor.links[hop.link.index()]);
    let node = after.ends[usize::from(pair[1].backward)];
    let node = &corridor.nodes[node.index()].name;
    let [one, other] = [before, after].map(|link| link.gauge.map_or("", |gauge| gauge.words()));
    reader.advise(
        Code::GAUGE,
        here,
        format!("`{who}` cannot go on from {one} to {other} at `{node}`"),
        format!("`{}` and `{}` have different gauges", before.name, after.name),
        format!(
            "add `gauge_change` to `nodes.{node}` or to a border crossing there, or let goods change trains"
        ),
    );
}
