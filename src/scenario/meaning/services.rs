//! Services: their paths, departures and tariffs; with them the ports and ways of fleets.

use super::fleets::berth_at;
use super::{Build, Named, Sections};
use crate::corridor::{
    Corridor, Departure, FULL, Fleet, FleetId, Freight, Hop, LinkId, NodeId, Pace, Port, Returns, RoadMap,
    Service, ServiceId,
};
use crate::quantity::{Duration, Length, LoadUnit, LoadVolume, Tariff};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::{Code, Finding};
use crate::scenario::written;

/// Services, in the order of names.
pub(super) fn services<'a>(
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    build: &mut Build,
    corridor: &mut Corridor,
) -> Option<()> {
    let mut services = Vec::new();
    for (index, service) in sections.services.iter().enumerate() {
        let made = self::service(service, ServiceId::at(index), sections, reader, build, corridor);
        services.push(made);
    }
    corridor.services = super::whole(services, sections.names.services.len())?;
    for fleet in 0..corridor.fleets.len() {
        lay_ways(fleet, sections, reader, corridor);
    }
    super::locomotives::locomotives(sections, reader, corridor)
}

fn service<'a>(
    service: &Named<'a, written::Service>,
    id: ServiceId,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    build: &mut Build,
    corridor: &mut Corridor,
) -> Option<Service> {
    let here = &service.here;
    let from = reader.name(&sections.names.nodes, &service.written.from, &here.or_self("from"));
    let flows = super::pipes::flows(service, sections);
    let path = path(service, from, sections, reader, corridor);
    let from = from.map(NodeId::at);
    let (fleet, departs) = if flows {
        let ends = from.zip(path.as_ref());
        let carrier = ends
            .map(|(from, (path, to))| super::pipes::carrier(service, path, [from, *to], corridor, reader));
        (carrier, Some(Departure::OnDemand))
    } else {
        vehicles(service, sections, corridor, reader)
    };
    let hops = path.iter().flat_map(|(path, _)| path);
    let length = Length::from_km(hops.map(|hop| corridor.links[hop.link.index()].length.as_km()).sum());
    let freight = freight(service, fleet, corridor, length, sections, reader);
    let embargoes = super::embargoes::embargoes(service, sections, build, reader);
    let ((path, to), from, fleet) = (path?, from?, fleet?);
    if flows {
        super::pipes::by_goods(service, freight.as_deref().unwrap_or_default(), corridor, reader);
    } else {
        settle_mode(service, fleet, &path, corridor, reader);
        check_pace(service, fleet, &path, corridor, reader);
    }
    let name = &corridor.fleets[fleet.index()].name;
    let kind = sections.fleets.iter().find(|named| named.name == *name).filter(|_| !flows);
    let kind = kind.and_then(|named| named.written.berth.clone());
    let ports = [from, to].map(|node| port(corridor, fleet, node, kind.as_deref()));
    let room = &mut corridor.fleets[fleet.index()];
    room.services.push(id);
    Some(Service {
        name: service.name.clone(),
        from,
        to,
        path,
        length,
        fleet,
        ports,
        departs: departs?,
        largest: room.room.iter().flatten().copied().max().unwrap_or(FULL),
        freight: freight?,
        embargoes,
        payee: build.payee(service.written.operator.as_deref().unwrap_or(&service.name)),
    })
}

/// Whose vehicles go, and when they leave.
fn vehicles<'a>(
    service: &Named<'a, written::Service>,
    sections: &Sections<'a>,
    corridor: &Corridor,
    reader: &mut Reader<'a>,
) -> (Option<FleetId>, Option<Departure>) {
    let here = &service.here;
    // Along a link of which nothing is known, it may be a pipeline that the service goes through.
    let first = service.written.along.first();
    let known = first.is_none_or(|first| sections.links.iter().any(|link| link.name == *first));
    for (field, there) in
        [("fleet", service.written.fleet.is_some()), ("departs", service.written.departs.is_some())]
    {
        if !there && known {
            reader.complain(
                Code::MISSING_FIELD,
                here,
                format!("missing field `{field}` in `{}`", here.path),
                "every service needs one, but for a pipeline",
            );
        }
    }
    let fleet = service.written.fleet.as_ref();
    let fleet = fleet.and_then(|fleet| reader.name(&sections.names.fleets, fleet, &here.or_self("fleet")));
    let departs = service.written.departs.as_ref();
    let departs = departs.and_then(|departs| {
        departure(service, departs, fleet.map(|fleet| &corridor.fleets[fleet]), corridor, reader)
    });
    (fleet.map(FleetId::at), departs)
}

/// The hops from the origin on; links must follow each other.
fn path<'a>(
    service: &Named<'a, written::Service>,
    from: Option<usize>,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    corridor: &Corridor,
) -> Option<(Vec<Hop>, NodeId)> {
    let along = service.here.or_self("along");
    let links = along.items().zip(&service.written.along);
    let links: Vec<_> = links
        .map(|(place, name)| {
            let index = reader.name(&sections.names.links, name, &place);
            (place, name, index)
        })
        .collect();
    let mut at = NodeId::at(from?);
    let mut hops = Vec::new();
    for (place, name, index) in links {
        let index = index?;
        let link = &corridor.links[index];
        if !link.ends.contains(&at) {
            let [one, other] = link.ends.map(|end| corridor.nodes[end.index()].name.clone());
            let here = corridor.nodes[at.index()].name.clone();
            reader.complain(
                Code::BROKEN_PATH,
                &place,
                format!("service `{}` is at `{here}` and cannot go on along `{name}`", service.name),
                format!("this link joins `{one}` and `{other}`"),
            );
            return None;
        }
        let backward = link.ends[1] == at;
        at = link.ends[usize::from(!backward)];
        hops.push(Hop { link: LinkId::at(index), backward });
    }
    if hops.is_empty() {
        reader.complain(
            Code::EMPTY,
            &along,
            format!("service `{}` goes along no link", service.name),
            "name at least one link",
        );
        return None;
    }
    Some((hops, at))
}

fn departure<'a>(
    service: &Named<'a, written::Service>,
    departs: &written::Departs,
    fleet: Option<&Fleet>,
    corridor: &Corridor,
    reader: &mut Reader<'a>,
) -> Option<Departure> {
    let here = service.here.or_self("departs");
    match departs {
        written::Departs::OnDemand => Some(Departure::OnDemand),
        written::Departs::WhenFull { .. } => {
            let at_least = here
                .field("at_least")
                .map_or(fleet.map(Fleet::whole), |here| enough(&here, fleet, corridor, reader));
            let or_after = here.field("or_after").map_or(Some(None), |here| reader.quantity(&here).map(Some));
            Some(Departure::WhenFull { at_least: at_least?, or_after: or_after? })
        }
        written::Departs::Timetable { .. } => {
            let every = here.field("every")?;
            let interval: Duration = reader.positive(&every, |span: &Duration| span.as_ms() as f64)?;
            if interval.as_ms() < 60_000 {
                reader.complain(
                    Code::OUT_OF_RANGE,
                    &every,
                    format!("`{}` leaves more often than a vehicle can", service.name),
                    "at least a minute",
                );
            }
            let first = here.field("first").map_or(Some(Duration::ZERO), |here| reader.quantity(&here));
            Some(Departure::Timetable { first: first?, every: interval })
        }
    }
}

/// Room that a load takes which is enough to leave with.
fn enough<'a>(
    here: &Here<'a>,
    fleet: Option<&Fleet>,
    corridor: &Corridor,
    reader: &mut Reader<'a>,
) -> Option<u64> {
    let volume: LoadVolume = reader.quantity(here)?;
    let fleet = fleet?;
    let carried = corridor.cargo.iter().zip(&fleet.room).find_map(|(cargo, room)| {
        let room = (*room)?;
        if cargo.unit == volume.unit {
            return Some((room as f64) * volume.amount);
        }
        (volume.unit == LoadUnit::Tonne).then(|| room as f64 * volume.amount / cargo.mass.as_tonnes())
    });
    match carried {
        // A little less, so that whole load units that make up the amount always reach it.
        Some(taken) if taken > 0.0 => Some(((taken as u64).saturating_sub(1 << 10)).clamp(1, fleet.whole())),
        _ => {
            reader.complain(
                Code::OTHER_UNIT,
                here,
                format!("`{}` counts in a unit that `{}` does not carry", here.path, fleet.name),
                format!("found {}", volume.unit.plural()),
            );
            None
        }
    }
}

fn freight<'a>(
    service: &Named<'a, written::Service>,
    fleet: Option<FleetId>,
    corridor: &mut Corridor,
    length: Length,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
) -> Option<Vec<Freight>> {
    let here = &service.here;
    let steps = super::tariffs::Steps::read(here, reader);
    let own = here.or_self("tariff_of");
    let mut freight = vec![Freight::FREE; corridor.cargo.len()];
    let mut sound = steps.is_some();
    if let Some(place) = here.field("tariff") {
        let tariff: Option<Tariff> = reader.quantity(&place);
        sound &= tariff.is_some();
        for (class, charge) in freight.iter_mut().enumerate() {
            let carried = fleet.is_some_and(|fleet| corridor.fleets[fleet.index()].room[class].is_some());
            let applies = carried && own.field(&corridor.cargo[class].name).is_none();
            let (Some(tariff), Some(steps), true) = (tariff, &steps, applies) else { continue };
            let made = if steps.is_empty() {
                charge_of(tariff, class, corridor, length, &place, reader)
            } else {
                steps.charge((tariff, &place), class, length, corridor, reader)
            };
            // One complaint about a tariff will do.
            match made {
                Some(made) => *charge = made,
                None => {
                    sound = false;
                    break;
                }
            }
        }
    }
    for name in service.written.tariff_of.keys() {
        let place = own.or_self(name);
        let tariff: Option<Tariff> = reader.quantity(&place);
        let class = reader.name(&sections.names.cargo, name, &place);
        let charge = tariff.zip(class).and_then(|(tariff, class)| {
            freight[class] = charge_of(tariff, class, corridor, length, &place, reader)?;
            Some(())
        });
        sound &= charge.is_some();
    }
    sound.then_some(freight)
}

pub(super) fn charge_of<'a>(
    tariff: Tariff,
    class: usize,
    corridor: &Corridor,
    length: Length,
    here: &Here<'a>,
    reader: &mut Reader<'a>,
) -> Option<Freight> {
    let cargo = &corridor.cargo[class];
    let charge = Freight::from_tariff(tariff, cargo.unit, cargo.mass, length);
    if charge.is_none() {
        reader.advise(
            Code::OTHER_UNIT,
            here,
            format!("`{}` cannot be counted for `{}`", here.path, cargo.name),
            format!("`{}` is counted in {}", cargo.name, cargo.unit.plural()),
            "price single cargo classes in `tariff_of`",
        );
    }
    charge
}

/// A fleet moves on one kind of link; its first service settles which.
fn settle_mode(
    service: &Named<'_, written::Service>,
    fleet: FleetId,
    path: &[Hop],
    corridor: &mut Corridor,
    reader: &mut Reader<'_>,
) {
    let first = corridor.links[path[0].link.index()].mode;
    let settled = corridor.fleets[fleet.index()].services.is_empty();
    let mode = if settled { first } else { corridor.fleets[fleet.index()].mode };
    corridor.fleets[fleet.index()].mode = mode;
    let other = path.iter().map(|hop| &corridor.links[hop.link.index()]).find(|link| link.mode != mode);
    if let Some(link) = other {
        reader.complain(
            Code::MIXED_MODES,
            &service.here.or_self("along"),
            format!(
                "fleet `{}` cannot move on both {} and {}",
                corridor.fleets[fleet.index()].name,
                mode.word(),
                link.mode.word()
            ),
            format!("link `{}` is {}", link.name, link.mode.word()),
        );
    }
}

/// Every link of a path must say how long it takes, or the fleet how fast it is.
fn check_pace(
    service: &Named<'_, written::Service>,
    fleet: FleetId,
    path: &[Hop],
    corridor: &Corridor,
    reader: &mut Reader<'_>,
) {
    if corridor.fleets[fleet.index()].speed.is_some() {
        return;
    }
    let silent = path
        .iter()
        .map(|hop| &corridor.links[hop.link.index()])
        .find(|link| matches!(link.pace, Pace::Vehicle) && link.pipe.is_none());
    if let Some(link) = silent {
        reader.advise(
            Code::NO_PACE,
            &service.here.or_self("along"),
            format!("nothing tells how long `{}` takes on `{}`", service.name, link.name),
            "neither the link nor the fleet has a speed",
            format!(
                "add `speed` to `links.{}` or to `fleets.{}`",
                link.name,
                corridor.fleets[fleet.index()].name
            ),
        );
    }
}

/// The place of a node among a fleet's ports; it becomes one if it is not.
fn port(corridor: &mut Corridor, fleet: FleetId, node: NodeId, kind: Option<&str>) -> usize {
    let berth = berth_at(corridor, kind, node);
    let ports = &mut corridor.fleets[fleet.index()].ports;
    let known = ports.iter().position(|port| port.node == node);
    known.unwrap_or_else(|| {
        ports.push(Port { node, berth });
        ports.len() - 1
    })
}

/// Most links of all ways between the ports of a fleet together: some hundred megabytes.
const MOST_LINKS_OF_WAYS: usize = 5_000_000;

/// A fleet whose vehicles would have more ways to come back than can be laid out.
fn too_wide(fleet: usize, sections: &Sections<'_>, reader: &mut Reader<'_>, corridor: &Corridor) {
    let Fleet { ports, name, .. } = &corridor.fleets[fleet];
    let Some(named) = sections.fleets.iter().find(|named| named.name == *name) else { return };
    reader.advise(
        Code::TOO_MUCH,
        &named.here.or_self("returns"),
        format!("vehicles of `{name}` travel between more places than can be followed"),
        format!("its services start or end at {} places", ports.len()),
        "divide it into fleets of their own regions, or let its vehicles return `AtOnce`",
    );
}

/// How vehicles get from port to port without a load.
pub(super) fn lay_ways(
    fleet: usize,
    sections: &Sections<'_>,
    reader: &mut Reader<'_>,
    corridor: &mut Corridor,
) {
    let Some(ways) = ways_between(&corridor.fleets[fleet], corridor) else {
        return too_wide(fleet, sections, reader, corridor);
    };
    let Fleet { ports, mode, name, .. } = &corridor.fleets[fleet];
    if ways.is_empty() {
        return;
    }
    let home = 0;
    // Without links of one mode nobody can tell where home is.
    if reader.findings.has(Code::MIXED_MODES) {
        return;
    }
    let stranded = (1..ports.len()).find(|&port| ways[port * ports.len() + home].is_none());
    if let Some(port) = stranded
        && let Some(named) = sections.fleets.iter().find(|named| named.name == *name)
    {
        let node = &corridor.nodes[ports[port].node.index()].name;
        let finding =
            Finding::error(Code::UNREACHABLE, format!("vehicles of `{name}` cannot come home from `{node}`"));
        let place = named.here.or_self("home");
        let finding = finding.at(place.span()).label(format!("no way over {} links leads here", mode.word()));
        reader
            .findings
            .push(finding.hint("let them return `AtOnce`, or choose a home that their links reach"));
    }
    corridor.fleets[fleet].ways = ways;
}

/// The shortest ways between the ports of a fleet, if its vehicles need any; `None` if there are too many.
pub(super) fn ways_between(fleet: &Fleet, corridor: &Corridor) -> Option<Vec<Option<Vec<Hop>>>> {
    let mut ways = Vec::new();
    if fleet.returns == Returns::AtOnce || fleet.vehicles.is_none() {
        return Some(ways);
    }
    let map = RoadMap::of(&corridor.links, fleet.mode, corridor.nodes.len());
    let mut links = 0;
    for from in &fleet.ports {
        let leading = map.from(from.node);
        for to in &fleet.ports {
            let way = if from.node == to.node { None } else { leading.to(to.node) };
            links += 1 + way.as_ref().map_or(0, Vec::len);
            ways.push(way);
            if links > MOST_LINKS_OF_WAYS {
                return None;
            }
        }
    }
    Some(ways)
}
