//! Wagons that are made up into trains.

use super::Named;
use super::links::count;
use crate::corridor::{Corridor, Fleet, Hop, InTrains, Means};
use crate::scenario::reader::Reader;
use crate::scenario::text::Code;
use crate::scenario::written;

/// What is said of a vehicle that stays one, and cannot be said of a train that is taken apart again.
const OF_ONE_VEHICLE: [&str; 4] = ["hire", "demurrage", "empty_tariff", "draught"];

/// Trains of wagons that are neither shorter than nothing nor longer than anything.
const MOST_WAGONS: u32 = 1_000;

/// How the vehicles of a fleet are made up into trains; the inner `None`: they are no wagons.
pub(super) fn in_trains<'a>(
    fleet: &Named<'a, written::Fleet>,
    reader: &mut Reader<'a>,
) -> Option<Option<InTrains>> {
    let (Some(here), Some(_)) = (fleet.here.field("in_trains"), &fleet.written.in_trains) else {
        return Some(None);
    };
    let longest = here.field("longest").and_then(|here| count(&here, reader));
    let shortest = here.field("shortest").map_or(Some(1), |here| count(&here, reader));
    for place in OF_ONE_VEHICLE.into_iter().filter_map(|field| fleet.here.field(field)) {
        reader.complain(
            Code::CONFLICT,
            &place,
            format!("`{}` goes in trains and has `{}`", fleet.name, place.path),
            "not for wagons that are made up into trains",
        );
    }
    let (longest, shortest) = (longest?, shortest?);
    if longest > MOST_WAGONS {
        reader.complain(
            Code::OUT_OF_RANGE,
            &here.or_self("longest"),
            format!("`{}` is longer than any train", fleet.name),
            format!("at most {MOST_WAGONS} wagons"),
        );
        return None;
    }
    if shortest > longest {
        reader.complain(
            Code::CONFLICT,
            &here.or_self("shortest"),
            format!("the shortest train of `{}` is longer than the longest", fleet.name),
            format!("at most {longest} wagons"),
        );
        return None;
    }
    Some(Some(InTrains { longest, shortest }))
}

/// A train that is taken apart cannot stand for wagons of another gauge.
pub(super) fn check_gauge(
    named: &Named<'_, written::Fleet>,
    fleet: &Fleet,
    reader: &mut Reader<'_>,
    corridor: &Corridor,
) {
    if fleet.in_trains.is_none() {
        return;
    }
    let laden = fleet.services.iter().map(|service| corridor.services[service.index()].path.as_slice());
    let ways = laden.chain(fleet.ways.iter().flatten().map(Vec::as_slice));
    let transloads = |way: &[Hop]| {
        let mut changes = corridor.gauge_changes_on(way).map(|(_, id)| &corridor.gauge_changes[id.index()]);
        changes
            .find(|change| matches!(change.means, Means::Transload { .. }))
            .map(|change| change.name.clone())
    };
    if let Some(place) = ways.into_iter().find_map(transloads) {
        reader.advise(
            Code::CONFLICT,
            &named.here.or_self("in_trains"),
            format!("wagons of `{}` cannot stay behind at `{place}`", fleet.name),
            "their goods are transloaded there into wagons of another gauge",
            "let goods change trains there, or change bogies",
        );
    }
}
