//! Trains and the limits of sections: that every train which meets a limit gets over.

use super::links::count;
use super::{Named, Sections};
use crate::corridor::{Corridor, Fleet, Limits, LinkId, MOST_PARTS, Train, grams, millimetres};
use crate::quantity::{Duration, Length, Mass};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::scenario::written;
use std::collections::BTreeSet;

/// What a link takes of a train.
pub(super) fn limits<'a>(link: &Named<'a, written::Link>, reader: &mut Reader<'a>) -> Option<Option<Limits>> {
    let (Some(here), Some(_)) = (link.here.field("limits"), &link.written.limits) else { return Some(None) };
    if !matches!(link.written.mode, written::Mode::Rail) {
        reader.complain(
            Code::CONFLICT,
            &here,
            format!("`{}` has limits for trains and is no railway", link.name),
            "only trains are divided",
        );
    }
    let mass = optional(here.field("mass"), |here| mass(here, reader));
    let length = optional(here.field("length"), |here| self::length(here, reader));
    let dividing = optional(here.field("dividing"), |here| reader.quantity(here));
    let joining = optional(here.field("joining"), |here| reader.quantity(here));
    if mass == Some(None) && length == Some(None) {
        reader.advise(
            Code::CONFLICT,
            &here,
            format!("the limits of `{}` take trains of any size", link.name),
            "a mass or a length belongs here",
            "write for example `limits: (mass: \"3_500 t\")`",
        );
    }
    let no_time = Duration::ZERO;
    Some(Some(Limits {
        mass: mass?,
        length: length?,
        dividing: dividing?.unwrap_or(no_time),
        joining: joining?.unwrap_or(no_time),
    }))
}

/// What the trains of a fleet are made of.
pub(super) fn train<'a>(fleet: &Named<'a, written::Fleet>, reader: &mut Reader<'a>) -> Option<Option<Train>> {
    let (Some(here), Some(written)) = (fleet.here.field("train"), &fleet.written.train) else {
        return Some(None);
    };
    let wagons = optional(here.field("wagons"), |here| count(here, reader))?;
    let whole = ["tare", "length"].map(|field| here.field(field));
    let each = here.field("each").filter(|_| written.each.is_some());
    let train = match (each, whole) {
        (None, [Some(tare), Some(length)]) => {
            let (tare, length) = (mass(&tare, reader), self::length(&length, reader));
            Train { tare: tare?, length: length?, wagons }
        }
        (Some(each), [None, None]) if wagons.is_some() => {
            let tare = each.field("tare").and_then(|here| mass(&here, reader));
            let length = each.field("length").and_then(|here| self::length(&here, reader));
            let number = u64::from(wagons.unwrap_or(1));
            let all = |one: u64| one.saturating_mul(number);
            Train { tare: all(tare?), length: all(length?), wagons }
        }
        _ => {
            reader.advise(
                Code::CONFLICT,
                &here,
                format!("`{}` needs `tare` and `length` of all its wagons, or of `each`", here.path),
                "one of the two, not both",
                "write `tare: \"1_300 t\", length: \"850 m\"`, or `wagons: 57, each: (tare: \"23 t\", length: \"14.6 m\")`",
            );
            return None;
        }
    };
    Some(Some(train))
}

/// What may be left out; nothing where it is written and cannot be read.
fn optional<'a, T>(here: Option<Here<'a>>, read: impl FnOnce(&Here<'a>) -> Option<T>) -> Option<Option<T>> {
    here.map_or(Some(None), |here| read(&here).map(Some))
}

fn mass<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<u64> {
    let mass = reader.positive(here, |mass: &Mass| mass.as_tonnes())?;
    some(grams(mass), "at least a gram", here, reader)
}

fn length<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<u64> {
    let length = reader.positive(here, |length: &Length| length.as_km())?;
    some(millimetres(length), "at least a millimetre", here, reader)
}

fn some(whole: u64, least: &str, here: &Here<'_>, reader: &mut Reader<'_>) -> Option<u64> {
    if whole == 0 {
        reader.complain(Code::OUT_OF_RANGE, here, format!("`{}` is next to nothing", here.path), least);
        return None;
    }
    Some(whole)
}

/// Every train that may come to a section with limits is known, and gets over it.
pub(super) fn check(sections: &Sections<'_>, reader: &mut Reader<'_>, corridor: &Corridor) {
    if corridor.links.iter().all(|link| link.limits.is_none()) {
        return;
    }
    for (fleet, named) in corridor.fleets.iter().zip(&sections.fleets) {
        for link in limited(corridor, fleet) {
            match fleet.longest_train() {
                Some(train) => fits(corridor, fleet, train, link, sections, reader),
                // Locomotives that run light are never divided.
                None if fleet.hauls => {}
                None => {
                    let name = &corridor.links[link.index()].name;
                    reader.advise(
                        Code::NO_TRAIN,
                        &named.here,
                        format!("nothing tells what trains of `{}` weigh and measure", fleet.name),
                        format!("they come to `{name}`, which has limits"),
                        format!(
                            "add `train: (tare: \"1_300 t\", length: \"850 m\")` to `fleets.{}`",
                            fleet.name
                        ),
                    );
                    break;
                }
            }
        }
    }
}

/// The links with limits that vehicles of a fleet come to, loaded or empty.
fn limited(corridor: &Corridor, fleet: &Fleet) -> BTreeSet<LinkId> {
    let loaded = fleet.services.iter().flat_map(|id| &corridor.services[id.index()].path);
    let empty = fleet.ways.iter().flatten().flatten();
    let all = loaded.chain(empty).map(|hop| hop.link);
    all.filter(|link| corridor.links[link.index()].limits.is_some()).collect()
}

/// A full train of a fleet can be divided so that its parts get over a link.
fn fits(
    corridor: &Corridor,
    fleet: &Fleet,
    train: Train,
    id: LinkId,
    sections: &Sections<'_>,
    reader: &mut Reader<'_>,
) {
    let link = &corridor.links[id.index()];
    let (Some(limits), Some(named)) = (&link.limits, sections.links.get(id.index())) else { return };
    let full = corridor.cargo.iter().enumerate().filter_map(|(class, cargo)| fleet.full_of(class, cargo));
    let gross = full.max().unwrap_or(train.tare);
    let here = named.here.or_self("limits");
    let tonnes = |grams: u64| crate::quantity::Mass::from_tonnes(grams as f64 / 1e6);
    if let Some(wagons) = train.wagons
        && limits.wagons_together(train, gross) == 0
    {
        let wagons = u64::from(wagons);
        reader.complain(
            Code::OUT_OF_RANGE,
            &here,
            format!("not even a single wagon of `{}` gets over `{}`", fleet.name, link.name),
            format!(
                "full it weighs {} and measures {:.1} m",
                tonnes(gross / wagons),
                (train.length / wagons) as f64 / 1e3
            ),
        );
    } else if limits.in_parts(train, gross) > u64::from(MOST_PARTS) {
        reader.complain(
            Code::OUT_OF_RANGE,
            &here,
            format!(
                "a train of `{}` does not get over `{}` even in {MOST_PARTS} parts",
                fleet.name, link.name
            ),
            format!("full it weighs {} and measures {:.0} m", tonnes(gross), train.length as f64 / 1e3),
        );
    }
}
