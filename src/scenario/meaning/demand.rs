//! Demand streams: when consignments come, how large they are, which way they go.

use super::links::above_zero;
use super::places::other_unit;
use super::{Files, Named, Sections, seasons};
use crate::corridor::{
    Arrivals, Cargo, CargoId, Cell, CellId, Corridor, Demand, DemandId, Goods, NodeId, Profile, ServiceId,
};
use crate::noise::{Distribution, Item, Stream};
use crate::quantity::{Duration, LoadRate, LoadUnit, LoadVolume};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::scenario::written;
use crate::sim::Time;

/// What all demand streams are read with.
pub(super) struct Given<'g, 'a> {
    pub(super) sections: &'g Sections<'a>,
    pub(super) routes: &'g [(String, Vec<usize>)],
    seasons: Vec<Option<[f64; 12]>>,
    files: Files<'g>,
}

/// A demand stream without its cell.
struct Draft {
    demand: Demand,
    cell: Cell,
    /// Those of its ways, where it has several.
    cells: Vec<Cell>,
}

/// Demand streams, in the order of names, and the cells of their results.
pub(super) fn demand<'a>(
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    routes: &[(String, Vec<usize>)],
    files: Files<'_>,
    corridor: &mut Corridor,
) -> Option<()> {
    let given = Given { sections, routes, seasons: seasons::seasons(sections, reader), files };
    let mut drafts = Vec::new();
    for (index, stream) in sections.demand.iter().enumerate() {
        drafts.push(draft(DemandId::at(index), stream, &given, corridor, reader));
    }
    let expected = sections.root.tree.child("demand").map_or(0, |section| section.entries().len());
    let drafts = super::whole(drafts, expected)?;
    let mut cells: Vec<Cell> =
        drafts.iter().flat_map(|draft| std::iter::once(&draft.cell).chain(&draft.cells)).cloned().collect();
    cells.sort();
    cells.dedup();
    corridor.demand = drafts
        .into_iter()
        .map(|draft| {
            let place = |cell: &Cell| CellId::at(cells.binary_search(cell).unwrap_or(0));
            let mut demand = Demand { cell: place(&draft.cell), ..draft.demand };
            let ways = demand.choice.iter_mut().flat_map(|choice| &mut choice.ways);
            ways.zip(&draft.cells).for_each(|(way, cell)| way.cell = place(cell));
            demand
        })
        .collect();
    corridor.cells = cells;
    corridor.lay_legs();
    Some(())
}

fn draft<'a>(
    id: DemandId,
    stream: &Named<'a, written::Demand>,
    given: &Given<'_, 'a>,
    corridor: &Corridor,
    reader: &mut Reader<'a>,
) -> Option<Draft> {
    let (here, sections) = (&stream.here, given.sections);
    let cargo = reader.name(&sections.names.cargo, &stream.written.cargo, &here.or_self("cargo"));
    let from = reader.name(&sections.names.nodes, &stream.written.from, &here.or_self("from"));
    let to = reader.name(&sections.names.nodes, &stream.written.to, &here.or_self("to"));
    let cargo = cargo.map(CargoId::at);
    let class = cargo.map(|cargo| &corridor.cargo[cargo.index()]);
    let quantity = quantity(here, class, reader);
    let arrivals = arrivals(stream, quantity.as_ref(), cargo, given, corridor, reader);
    let promised = match here.field("promised") {
        None => Some(None),
        Some(place) => reader.positive::<Duration>(&place, |span| span.as_ms() as f64).map(Some),
    };
    let (Some(cargo), Some(from), Some(to)) = (cargo, from.map(NodeId::at), to.map(NodeId::at)) else {
        named_on_the_way(stream, sections, reader);
        return super::choice::alone(stream, reader);
    };
    if from == to {
        reader.complain(
            Code::LOOP,
            &here.or_self("to"),
            format!("`{}` goes nowhere", stream.name),
            "another node belongs here",
        );
        return None;
    }
    let goods = Goods { cargo, stream: Some(id) };
    let Some(itinerary) = itinerary(stream, goods, [from, to], sections, corridor, reader) else {
        return super::choice::alone(stream, reader);
    };
    let route = route_name(&itinerary, given.routes, corridor);
    let cell = Cell { cargo, from, to, route };
    let chosen = super::choice::choice(stream, goods, [from, to], &itinerary, given, corridor, reader)?;
    let cells = chosen.routes.into_iter().map(|route| Cell { route, ..cell.clone() }).collect();
    let quantity = quantity.or(Distribution::constant(1.0).ok())?;
    let arrivals = arrivals?;
    let mean_count = match &arrivals {
        Arrivals::Renewal { .. } => quantity.mean_whole(),
        Arrivals::Trace(rows) => {
            rows.iter().map(|&(_, count)| f64::from(count)).sum::<f64>() / (rows.len() as f64).max(1.0)
        }
    };
    let demand = Demand {
        name: stream.name.clone(),
        cargo,
        from,
        to,
        quantity,
        mean_count,
        arrivals,
        itinerary,
        first_leg: 0,
        lanes: Vec::new(),
        first_lane: 0,
        choice: chosen.choice,
        promised: promised?,
        cell: CellId::at(0),
        family: Item::family(&stream.name),
        draws: ["interval", "quantity"].map(|what| Stream::of(&stream.name, what)),
    };
    Some(Draft { demand, cell, cells })
}

/// The size of a consignment in load units.
fn quantity<'a>(here: &Here<'a>, cargo: Option<&Cargo>, reader: &mut Reader<'a>) -> Option<Distribution> {
    let place = here.field("consignment")?;
    let law = reader.law(&place, &mut |reader, volume: LoadVolume, here| {
        in_units_of(cargo?, volume.unit, volume.amount, here, reader)
    })?;
    let law = above_zero(law, &place, reader)?;
    if law.mean() > 1e7 {
        reader.complain(
            Code::OUT_OF_RANGE,
            &place,
            format!("`{}` is larger than any consignment", place.path),
            "at most 10_000_000 load units",
        );
        return None;
    }
    Some(law)
}

/// An amount or a rate of these goods in their own load unit; it may be given in tonnes.
fn in_units_of(
    cargo: &Cargo,
    unit: LoadUnit,
    amount: f64,
    here: &Here<'_>,
    reader: &mut Reader<'_>,
) -> Option<f64> {
    if unit == cargo.unit {
        return Some(amount);
    }
    if unit == LoadUnit::Tonne {
        return Some(amount / cargo.mass.as_tonnes());
    }
    other_unit(here, cargo.unit, unit, reader);
    None
}

fn arrivals<'a>(
    stream: &Named<'a, written::Demand>,
    quantity: Option<&Distribution>,
    cargo: Option<CargoId>,
    given: &Given<'_, 'a>,
    corridor: &Corridor,
    reader: &mut Reader<'a>,
) -> Option<Arrivals> {
    let here = &stream.here;
    let comes = here.or_self("comes");
    check_fields(stream, reader);
    let profile = seasons::profile(here, &given.sections.names.seasons, &given.seasons, corridor, reader);
    let law = |interval: Option<Distribution>, first| {
        Some(Arrivals::Renewal { first, interval: interval?, profile: profile? })
    };
    match &stream.written.comes {
        written::Comes::Poisson => {
            let volume = here.field("volume")?;
            let rate: LoadRate = reader.quantity(&volume)?;
            let class = &corridor.cargo[cargo?.index()];
            let per_hour = in_units_of(class, rate.unit, rate.per_hour, &volume, reader)?;
            if per_hour == 0.0 {
                let interval = Distribution::exponential(3.6e6).ok()?;
                let profile = Some(Profile::nothing(Time::START + corridor.horizon));
                return Some(Arrivals::Renewal { first: 0.0, interval, profile });
            }
            let mean = quantity?.mean_whole() / per_hour * 3.6e6;
            law(Distribution::exponential(mean).ok(), 0.0)
        }
        written::Comes::Renewal { .. } => {
            let every = comes.field("every")?;
            let interval = super::links::span_law(&every, reader)?;
            let interval = above_zero(interval, &every, reader);
            law(interval, 0.0)
        }
        written::Comes::Scheduled { .. } => {
            let every = comes.field("every")?;
            let interval: Duration = reader.positive(&every, |span: &Duration| span.as_ms() as f64)?;
            let interval = interval.as_ms() as f64;
            let first = match comes.field("first") {
                None => interval,
                Some(first) => reader.quantity::<Duration>(&first)?.as_ms() as f64,
            };
            law(Distribution::constant(interval).ok(), first - interval)
        }
        written::Comes::Trace(path) => {
            let rows = super::trace::read(path, &comes, cargo?, given.files, corridor, reader)?;
            Some(Arrivals::Trace(rows))
        }
    }
}

/// Fields that need or exclude each other.
fn check_fields(stream: &Named<'_, written::Demand>, reader: &mut Reader<'_>) {
    let here = &stream.here;
    let has = |name: &str| here.field(name).is_some();
    let (poisson, trace) = match stream.written.comes {
        written::Comes::Poisson => (true, false),
        written::Comes::Trace(_) => (false, true),
        _ => (false, false),
    };
    let mut complain = |wrong: bool, place: &str, message: &str, hint: &str| {
        if wrong {
            let place = here.or_self(place);
            reader.advise(
                Code::CONFLICT,
                &place,
                format!("`{}` {message}", stream.name),
                "in this demand stream",
                hint,
            );
        }
    };
    complain(poisson && !has("volume"), "comes", "has no volume", "add `volume: \"56.5 kTEU/yr\"`");
    complain(
        !poisson && has("volume"),
        "volume",
        "has a volume and intervals",
        "leave `volume` out: it follows from the intervals",
    );
    complain(
        !trace && !has("consignment"),
        "consignment",
        "has no size of consignments",
        "add `consignment: Uniform(\"10 TEU\", \"90 TEU\")`",
    );
    complain(
        trace && has("consignment"),
        "consignment",
        "has a size of consignments and a trace",
        "leave `consignment` out: the trace gives it",
    );
    for field in ["months", "weekdays", "growth"] {
        complain(
            trace && has(field),
            field,
            &format!("has {field} and a trace"),
            &format!("leave `{field}` out: the trace gives the times"),
        );
    }
    let twice = has("itinerary") && has("via");
    complain(twice, "via", "has both an itinerary and places to touch", "leave one of them out");
}

/// What is named on the way of a stream whose ends or goods are not known.
fn named_on_the_way<'a>(
    stream: &Named<'a, written::Demand>,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
) {
    let lists = [
        ("itinerary", &stream.written.itinerary, &sections.names.services),
        ("via", &stream.written.via, &sections.names.nodes),
    ];
    for (field, names, known) in lists {
        for (place, name) in stream.here.or_self(field).items().zip(names) {
            reader.name(known, name, &place);
        }
    }
}

/// The chain of services: as written, or the cheapest.
fn itinerary<'a>(
    stream: &Named<'a, written::Demand>,
    goods: Goods,
    ends: [NodeId; 2],
    sections: &Sections<'a>,
    corridor: &Corridor,
    reader: &mut Reader<'a>,
) -> Option<Vec<ServiceId>> {
    if stream.here.field("itinerary").is_some() {
        let written = (&stream.here.or_self("itinerary"), stream.written.itinerary.as_slice());
        return fixed(stream, written, goods.cargo, ends, sections, corridor, reader);
    }
    let places = stream.here.or_self("via");
    let mut chain = Vec::new();
    let mut at = ends[0];
    let mut stops = Vec::new();
    for (place, name) in places.items().zip(&stream.written.via) {
        let node = reader.name(&sections.names.nodes, name, &place)?;
        stops.push((NodeId::at(node), place));
    }
    stops.push((ends[1], stream.here.or_self("to")));
    for (stop, place) in stops {
        if stop == at {
            continue;
        }
        let Some(part) = corridor.cheapest_itinerary(goods, at, stop) else {
            // That there are no services, or a link leads nowhere, has been told already.
            if corridor.services.is_empty() || reader.findings.has(Code::LOOP) {
                return None;
            }
            let [from, to] = [at, stop].map(|node| corridor.nodes[node.index()].name.clone());
            let class = &corridor.cargo[goods.cargo.index()].name;
            reader.advise(
                Code::UNREACHABLE,
                &place,
                format!("no chain of services carries `{class}` from `{from}` to `{to}`"),
                format!("`{}` cannot get here", stream.name),
                "add a service, or let the fleet of one carry this cargo class",
            );
            return None;
        };
        chain.extend(part);
        at = stop;
    }
    Some(chain)
}

/// An itinerary as written: its services must follow each other and carry the goods.
pub(super) fn fixed<'a>(
    stream: &Named<'a, written::Demand>,
    (list, names): (&Here<'a>, &[String]),
    cargo: CargoId,
    ends: [NodeId; 2],
    sections: &Sections<'a>,
    corridor: &Corridor,
    reader: &mut Reader<'a>,
) -> Option<Vec<ServiceId>> {
    let name = |node: NodeId| corridor.nodes[node.index()].name.clone();
    let mut at = ends[0];
    let mut chain = Vec::new();
    for (place, service) in list.items().zip(names) {
        let id = ServiceId::at(reader.name(&sections.names.services, service, &place)?);
        let offer = &corridor.services[id.index()];
        if offer.from != at {
            reader.complain(
                Code::BROKEN_ITINERARY,
                &place,
                format!("`{}` is at `{}` and cannot go on by `{service}`", stream.name, name(at)),
                format!("this service starts at `{}`", name(offer.from)),
            );
            return None;
        }
        if corridor.fleet_of(id).room[cargo.index()].is_none() {
            let fleet = corridor.fleet_of(id);
            let label = match fleet.has_vehicles() {
                true => format!("add it to `fleets.{}.carries`", fleet.name),
                false => "through a pipeline flows what is counted in tonnes".to_owned(),
            };
            reader.complain(
                Code::NOT_CARRIED,
                &place,
                format!("`{service}` does not carry `{}`", stream.written.cargo),
                label,
            );
        }
        at = offer.to;
        chain.push(id);
    }
    if at != ends[1] {
        reader.complain(
            Code::BROKEN_ITINERARY,
            list,
            format!("the itinerary of `{}` ends at `{}`", stream.name, name(at)),
            format!("it should end at `{}`", name(ends[1])),
        );
        return None;
    }
    Some(chain)
}

/// The first route all of whose places lie on the way.
pub(super) fn route_name(
    itinerary: &[ServiceId],
    routes: &[(String, Vec<usize>)],
    corridor: &Corridor,
) -> String {
    let mut passed = Vec::new();
    for service in itinerary {
        let service = &corridor.services[service.index()];
        passed.push(service.from.index());
        for hop in &service.path {
            passed.extend(corridor.links[hop.link.index()].ends.map(NodeId::index));
        }
    }
    let fits = |(_, via): &&(String, Vec<usize>)| via.iter().all(|node| passed.contains(node));
    routes.iter().find(fits).map_or_else(|| "direct".to_owned(), |(name, _)| name.clone())
}
