//! How deep the ships of a fleet lie, and whether they ever find the water to load.

use super::places::other_unit;
use super::waters::{deep, shallow};
use super::{Named, Sections};
use crate::corridor::{Corridor, Draught, FULL, METRE, ServiceId};
use crate::quantity::{Immersion, Length, Mass, UnitMass};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::{Code, Finding, Tree};
use crate::scenario::written;
use crate::sim::Time;

/// Kilograms in a tonne.
const TONNE: f64 = 1000.0;

/// No ship carries more (t), and none takes more to lie a centimetre deeper (t/cm).
const HEAVIEST: f64 = 1e6;

/// The draught of a fleet; the inner `None`: it carries whatever there is room for.
pub(super) fn draught<'a>(
    fleet: &Named<'a, written::Fleet>,
    room: &[Option<u64>],
    corridor: &Corridor,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
) -> Option<Option<Draught>> {
    let (Some(here), Some(_)) = (fleet.here.field("draught"), &fleet.written.draught) else {
        return Some(None);
    };
    let laden = here.field("laden").and_then(|here| deep(&here, reader));
    let immersion = here.field("immersion").and_then(|here| immersion(&here, reader));
    let under_keel = here.field("under_keel").map_or(Some(0), |here| {
        let length: Length = reader.quantity(&here)?;
        shallow(length, &here, reader)
    });
    let masses = masses(&here, room, corridor, sections, reader);
    let heaviest = masses.iter().copied().max().unwrap_or(0);
    let payload = match here.field("payload") {
        Some(place) => payload(&place, heaviest, reader),
        None => {
            let loads = masses.iter().zip(room).filter_map(|(mass, room)| Some(mass * (FULL / (*room)?)));
            loads.max().map(|payload| payload.min(kilograms(HEAVIEST)))
        }
    };
    let draught =
        Draught { laden: laden?, under_keel: under_keel?, immersion: immersion?, payload: payload?, masses };
    Some(Some(draught))
}

/// What one load unit of each class weighs aboard (kg); classes that are not carried weigh nothing.
fn masses<'a>(
    here: &Here<'a>,
    room: &[Option<u64>],
    corridor: &Corridor,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
) -> Vec<u64> {
    let net = corridor.cargo.iter().map(|cargo| cargo.mass.as_tonnes());
    let mut tonnes: Vec<f64> = net.collect();
    let tare = here.field("tare");
    for (name, place) in tare.iter().flat_map(Here::entries) {
        let Some(class) = reader.name(&sections.names.cargo, name, &place) else { continue };
        let Some(tare) = reader.quantity::<UnitMass>(&place) else { continue };
        let unit = corridor.cargo[class].unit;
        if tare.unit == unit {
            tonnes[class] += tare.mass.as_tonnes();
        } else {
            other_unit(&place, unit, tare.unit, reader);
        }
    }
    let carried = tonnes.iter().zip(room).map(|(tonnes, room)| room.map_or(0.0, |_| *tonnes));
    carried.map(|tonnes| kilograms(tonnes).max(u64::from(tonnes > 0.0))).collect()
}

fn kilograms(tonnes: f64) -> u64 {
    (tonnes * TONNE).clamp(0.0, HEAVIEST * TONNE).round() as u64
}

fn payload<'a>(here: &Here<'a>, heaviest: u64, reader: &mut Reader<'a>) -> Option<u64> {
    let mass: Mass = reader.quantity(here)?;
    if mass.as_tonnes() <= HEAVIEST && kilograms(mass.as_tonnes()) >= heaviest.max(1) {
        return Some(kilograms(mass.as_tonnes()));
    }
    reader.complain(
        Code::OUT_OF_RANGE,
        here,
        format!("`{}` is no payload of a ship", here.path),
        format!("between its heaviest load unit, {} t, and a million tonnes", heaviest as f64 / TONNE),
    );
    None
}

/// Milligrams for a micrometre.
fn immersion<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<i64> {
    const OF_TONNES_PER_CM: f64 = 100_000.0;
    let immersion: Immersion = reader.quantity(here)?;
    let milligrams = (immersion.as_tonnes_per_cm() * OF_TONNES_PER_CM).round();
    if (1.0..=HEAVIEST * OF_TONNES_PER_CM).contains(&milligrams) {
        return Some(milligrams as i64);
    }
    reader.complain(
        Code::OUT_OF_RANGE,
        here,
        format!("`{}` is no immersion of a ship", here.path),
        "between 0.00001 t/cm and 1_000_000 t/cm",
    );
    None
}

const DAY: u64 = 86_400_000;

/// Says of every service whose ships find too little water to load at all, at any time or for some
/// time, projects included.
pub(in crate::scenario) fn sound(corridor: &Corridor, tree: &Tree, reader: &mut Reader<'_>) {
    for index in 0..corridor.services.len() {
        let service = ServiceId::at(index);
        let Some(first) = corridor.windows().find_map(|(phase, from, to)| {
            let dry = phase.cannot_load_from(service, from)?;
            (dry < to.min(Time::START + corridor.horizon)).then_some(dry)
        }) else {
            continue;
        };
        let dry = dry_ms(corridor, service);
        let finding = told(corridor, service, first, dry);
        let place = tree.child("fleets").and_then(|fleets| fleets.child(&corridor.fleet_of(service).name));
        let place = place.and_then(|fleet| fleet.field("draught"));
        let place = place.map(|entry| reader.sources.first_line(entry.key_span));
        reader.findings.push(place.into_iter().fold(finding, Finding::at));
    }
}

/// How long the vehicles of a service cannot load (ms).
fn dry_ms(corridor: &Corridor, service: ServiceId) -> u64 {
    let horizon = Time::START + corridor.horizon;
    let mut dry = 0;
    for (phase, from, to) in corridor.windows() {
        let (mut at, to) = (from, to.min(horizon));
        while let Some(falls) = phase.cannot_load_from(service, at).filter(|falls| *falls < to) {
            at = phase.can_load_from(service, falls).map_or(to, |rises| rises.min(to));
            dry += (at - falls).as_ms();
        }
    }
    dry
}

fn told(corridor: &Corridor, service: ServiceId, first: Time, dry: u64) -> Finding {
    let offer = &corridor.services[service.index()];
    let fleet = &corridor.fleets[offer.fleet.index()].name;
    let shallowest = corridor.in_force(first).shallowest(service, first);
    let label = shallowest.map(|(berth, depth)| {
        let berth = &corridor.berths[berth.index()];
        let terminal = &corridor.terminals[berth.terminal.index()].name;
        let metres = depth.max(0) as f64 / METRE as f64;
        format!("{metres:.2} m of water at the berths `{}` of `{terminal}` then", berth.name)
    });
    let days = (first.ms() / DAY) as i64;
    let date = corridor.start.saturating_add(jiff::Span::new().days(days));
    let span = corridor.horizon.as_ms();
    let message = if dry >= span {
        format!("vehicles of `{fleet}` can never load for `{}`", offer.name)
    } else {
        let share = dry as f64 / span as f64 * 100.0;
        format!(
            "vehicles of `{fleet}` cannot load for `{}` {share:.1} % of the time, first on {date}",
            offer.name
        )
    };
    Finding::warning(Code::SHALLOW, message)
        .label(label.unwrap_or_default())
        .hint("too little for one load unit of their heaviest goods; a project can make berths deeper")
}
