//! Pipelines: how a link flows, and services that go through one.

use super::{Named, Sections};
use crate::corridor::{Corridor, Fleet, FleetId, Freight, Hop, NodeId, Pipeline, Tractions};
use crate::quantity::{Duration, LoadRate, LoadUnit, LoadVolume};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::scenario::written;

/// What makes a pipeline of a link.
const OF_PIPELINES: [&str; 4] = ["rate", "others", "transit", "fill"];

/// What is said of links that vehicles go on.
const OF_VEHICLES: [&str; 9] =
    ["time", "speed", "paths", "border", "track", "meets", "convoy", "gauge", "slowed"];

/// No pipeline takes in less: a tonne in a month.
const LEAST_RATE: f64 = 1.0 / 730.0;

/// How a link flows, if it is a pipeline, and whether what is said about it makes sense.
pub(super) fn pipeline<'a>(
    link: &Named<'a, written::Link>,
    reader: &mut Reader<'a>,
) -> Option<Option<Pipeline>> {
    let here = &link.here;
    let flows = matches!(link.written.mode, written::Mode::Pipeline);
    let strange: &[&str] = if flows { &OF_VEHICLES } else { &OF_PIPELINES };
    if let Some(place) = strange.iter().find_map(|field| here.field(field)) {
        let (said, label) = match flows {
            true => ("a pipeline and no vehicle goes on it", "only said of links for vehicles"),
            false => ("no pipeline", "needs `mode: Pipeline`"),
        };
        reader.complain(Code::CONFLICT, &place, format!("`{}` is {said}", link.name), label);
        return None;
    }
    if !flows {
        return Some(None);
    }
    let all = rate(link, reader);
    let others = here.field("others").map_or(Some(0.0), |here| tonnes_an_hour(&here, reader));
    let transit = transit(link, all, reader);
    let (all, others) = (all?, others?);
    if all - others < LEAST_RATE {
        let place = here.field("others").unwrap_or_else(|| here.or_self("rate"));
        reader.complain(
            Code::OUT_OF_RANGE,
            &place,
            format!("`{}` takes in nothing", link.name),
            "a tonne a month is the least that must be left",
        );
        return None;
    }
    Some(Some(Pipeline { place: 0, rate: all - others, transit: transit? }))
}

fn rate<'a>(link: &Named<'a, written::Link>, reader: &mut Reader<'a>) -> Option<f64> {
    let Some(place) = link.here.field("rate") else {
        reader.advise(
            Code::MISSING_FIELD,
            &link.here,
            format!("nothing tells how much flows through `{}`", link.name),
            "a pipeline needs a rate",
            "add `rate`, as `\"135 kt/d\"`",
        );
        return None;
    };
    tonnes_an_hour(&place, reader)
}

fn tonnes_an_hour<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<f64> {
    let rate: LoadRate = reader.quantity(here)?;
    in_tonnes(here, rate.unit, reader).then_some(rate.per_hour)
}

fn in_tonnes(here: &Here<'_>, unit: LoadUnit, reader: &mut Reader<'_>) -> bool {
    if unit != LoadUnit::Tonne {
        super::places::other_unit(here, LoadUnit::Tonne, unit, reader);
    }
    unit == LoadUnit::Tonne
}

/// How long goods flow: as it says, or as long as the rate needs to replace what fills the pipe.
fn transit<'a>(
    link: &Named<'a, written::Link>,
    rate: Option<f64>,
    reader: &mut Reader<'a>,
) -> Option<Duration> {
    match (link.here.field("transit"), link.here.field("fill")) {
        (Some(transit), None) => reader.quantity(&transit),
        (None, Some(place)) => {
            let fill: LoadVolume = reader.quantity(&place)?;
            let hours = in_tonnes(&place, fill.unit, reader).then_some(fill.amount / rate?)?;
            Some(Duration::from_hours(hours))
        }
        (transit, _) => {
            reader.complain(
                Code::CONFLICT,
                &transit.clone().unwrap_or_else(|| link.here.clone()),
                match transit {
                    Some(_) => format!("`{}` has both a transit and a fill", link.here.path),
                    None => format!("nothing tells how long goods flow through `{}`", link.name),
                },
                "either `transit` or `fill` belongs here",
            );
            None
        }
    }
}

/// Whether a service goes through a pipeline, by its first link.
pub(super) fn flows(service: &Named<'_, written::Service>, sections: &Sections<'_>) -> bool {
    let first = service.written.along.first();
    let link = sections.links.iter().find(|link| Some(&link.name) == first);
    link.is_some_and(|link| matches!(link.written.mode, written::Mode::Pipeline))
}

/// A service through a pipeline has no vehicles; what stands for them.
pub(super) fn carrier<'a>(
    service: &Named<'a, written::Service>,
    path: &[Hop],
    ends: [NodeId; 2],
    corridor: &mut Corridor,
    reader: &mut Reader<'a>,
) -> FleetId {
    let along = service.here.or_self("along");
    for field in ["fleet", "departs"] {
        if let Some(place) = service.here.field(field) {
            reader.complain(
                Code::CONFLICT,
                &place,
                format!("`{}` flows through a pipeline, where nothing leaves", service.name),
                "leave it out: a pipeline has no vehicles",
            );
        }
    }
    if let [_, second, ..] = path {
        let second = &corridor.links[second.link.index()].name;
        reader.advise(
            Code::BROKEN_PATH,
            &along,
            format!("service `{}` goes on along `{second}` from a pipeline", service.name),
            "a pipeline is all of a way",
            "make a service of its own of what follows",
        );
    } else if path[0].backward {
        let [inlet, outlet] = corridor.links[path[0].link.index()].ends;
        let [inlet, outlet] = [inlet, outlet].map(|node| corridor.nodes[node.index()].name.clone());
        reader.complain(
            Code::BROKEN_PATH,
            &service.here.or_self("from"),
            format!("service `{}` goes against the flow", service.name),
            format!("this pipeline leads from `{inlet}` to `{outlet}`"),
        );
    }
    corridor.fleets.push(Fleet::of_pipeline(&service.name, ends, &corridor.cargo));
    FleetId::at(corridor.fleets.len() - 1)
}

/// Nothing is paid for a vehicle where none goes.
pub(super) fn by_goods<'a>(
    service: &Named<'a, written::Service>,
    freight: &[Freight],
    corridor: &Corridor,
    reader: &mut Reader<'a>,
) {
    let of_vehicle = |freight: &Freight| matches!(freight, Freight::PerVehicle(_));
    let mut charges = freight.iter().flat_map(|freight| match *freight {
        Freight::Stepped(table) => {
            corridor.step_tariffs[table as usize].steps.iter().map(|(_, freight)| *freight).collect()
        }
        freight => vec![freight],
    });
    if charges.any(|freight| of_vehicle(&freight)) {
        let place = service.here.field("tariff").unwrap_or_else(|| service.here.or_self("tariff_of"));
        reader.complain(
            Code::CONFLICT,
            &place,
            format!("`{}` flows through a pipeline and is paid by the vehicle", service.name),
            "as `6 USD/t` or `0.004 USD/t-km`",
        );
    }
}

/// Pipelines emit by the load: nothing runs a kilometre in them.
pub(super) fn emit_by_load(
    sections: &Sections<'_>,
    reader: &mut Reader<'_>,
    corridor: &Corridor,
    tractions: &Tractions,
) {
    for (index, fleet) in corridor.fleets.iter().enumerate().filter(|(_, fleet)| !fleet.has_vehicles()) {
        for hop in fleet.services.iter().flat_map(|service| &corridor.services[service.index()].path) {
            let Some(traction) = tractions.on(corridor, index, hop.link) else { continue };
            let named = sections.links.get(hop.link.index()).filter(|_| traction.per_vehicle > 0.0);
            let Some(named) = named else { continue };
            reader.complain(
                Code::CONFLICT,
                &named.here.or_self("traction"),
                format!("`{}` has the traction `{}`, which emits by the vehicle", named.name, traction.name),
                "a pipeline needs one with `per_load` alone",
            );
        }
    }
}
