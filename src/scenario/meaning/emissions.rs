//! Emission factors: tractions, handling at terminals, the price of emissions.

use super::places::other_unit;
use super::{Build, Named, Sections, whole};
use crate::corridor::{Cargo, Corridor, Hop, Mode, Traction, Tractions};
use crate::quantity::{CarbonPrice, Intensity, LoadUnit, PerKm, UnitEmission};
use crate::scenario::reader::{Here, Names, Reader};
use crate::scenario::text::Code;
use crate::scenario::written;

/// Milligrams of a gram and of a kilogram.
const GRAM: f64 = 1e3;
const KILOGRAM: f64 = 1e6;

/// Who is paid for emissions.
const CARBON_PRICE: &str = "carbon price";

/// Lays out what is emitted, if the scenario has factors.
pub(super) fn emissions<'a>(
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    build: &mut Build,
    corridor: &mut Corridor,
) -> Option<()> {
    let all = tractions(sections, reader);
    let of_links = sections.links.iter().map(|link| {
        let name = link.written.traction.as_deref();
        named(name, &link.here, &sections.names.traction, reader)
    });
    let of_links = of_links.collect();
    let of_fleets = sections.fleets.iter().map(|fleet| {
        let name = fleet.written.traction.as_deref();
        named(name, &fleet.here, &sections.names.traction, reader)
    });
    let mut of_fleets: Vec<_> = of_fleets.collect();
    // Services through pipelines have none; what stands for them follows those that are named.
    of_fleets.resize(corridor.fleets.len(), None);
    let hubs = hubs(sections, reader, corridor);
    let carbon = carbon(sections, reader, build);
    let tractions = Tractions { all: all?, of_links, of_fleets, hubs, carbon };
    if tractions.all.is_empty() {
        return Some(());
    }
    check(sections, reader, corridor, &tractions);
    corridor.lay_emissions(&tractions);
    Some(())
}

fn tractions<'a>(sections: &Sections<'a>, reader: &mut Reader<'a>) -> Option<Vec<Traction>> {
    let mut taken: Vec<(Mode, String)> = Vec::new();
    let mut all = Vec::new();
    for traction in &sections.traction {
        let mode = traction.written.mode.as_ref().map(super::links::mode);
        if let Some(mode) = mode {
            if let Some((_, other)) = taken.iter().find(|(known, _)| *known == mode) {
                reader.complain(
                    Code::CONFLICT,
                    &traction.here.or_self("mode"),
                    format!("`{}` and `{other}` are both the traction of {}", traction.name, mode.word()),
                    "one of them only",
                );
            }
            taken.push((mode, traction.name.clone()));
        }
        all.push(self::traction(traction, mode, reader));
    }
    whole(all, sections.names.traction.len())
}

fn traction<'a>(
    traction: &Named<'a, written::Traction>,
    mode: Option<Mode>,
    reader: &mut Reader<'a>,
) -> Option<Traction> {
    let here = &traction.here;
    let factors = [here.field("per_load"), here.field("per_vehicle")];
    if factors.iter().all(Option::is_none) {
        reader.advise(
            Code::CONFLICT,
            here,
            format!("`{}` has no emission factor", here.path),
            "one of the two, or both",
            "write `per_load: \"27 g CO2e/t-km\"` or `per_vehicle: \"0.8 kg CO2e/km\"`",
        );
        return None;
    }
    let [load, vehicle] = factors;
    let load = load.map_or(Some(0.0), |here| {
        let factor = reader.quantity(&here)?;
        at_most(Intensity::as_grams(factor), 1e4, "g CO2e/t-km", &here, reader)
    });
    let vehicle = vehicle.map_or(Some(0.0), |here| {
        let factor = reader.quantity(&here)?;
        at_most(PerKm::as_kilograms(factor), 1e4, "kg CO2e/km", &here, reader)
    });
    Some(Traction {
        name: traction.name.clone(),
        mode,
        per_load: load? * GRAM,
        per_vehicle: vehicle? * KILOGRAM,
    })
}

/// The traction that somebody names.
fn named<'a>(name: Option<&str>, here: &Here<'a>, names: &Names, reader: &mut Reader<'a>) -> Option<usize> {
    reader.name(names, name?, &here.or_self("traction"))
}

/// What handling emits (mg a load unit), by terminal and cargo class.
fn hubs<'a>(sections: &Sections<'a>, reader: &mut Reader<'a>, corridor: &Corridor) -> Vec<Vec<f64>> {
    let classes = sections.cargo.iter().zip(&corridor.cargo);
    let of_class: Vec<f64> = classes.map(|(class, cargo)| handling(&class.here, cargo, reader)).collect();
    let mut hubs = vec![of_class; corridor.terminals.len()];
    for (terminal, factors) in sections.terminals.iter().zip(&mut hubs) {
        let handled = terminal.here.or_self("handling");
        for (factor, cargo) in factors.iter_mut().zip(&corridor.cargo) {
            let place = handled.field(&cargo.name);
            if let Some(place) = place.filter(|place| place.field("hub_emission").is_some()) {
                *factor = handling(&place, cargo, reader);
            }
        }
    }
    hubs
}

/// What handling of one load unit emits (mg), as a block says; nothing where it does not.
fn handling<'a>(here: &Here<'a>, cargo: &Cargo, reader: &mut Reader<'a>) -> f64 {
    let Some(place) = here.field("hub_emission") else { return 0.0 };
    let Some(factor) = reader.quantity::<UnitEmission>(&place) else { return 0.0 };
    let of_unit = match factor.unit {
        LoadUnit::Tonne => factor.kilograms * cargo.mass.as_tonnes(),
        unit if unit == cargo.unit => factor.kilograms,
        unit => {
            other_unit(&place, cargo.unit, unit, reader);
            0.0
        }
    };
    at_most(of_unit, 1e6, "kg CO2e for a load unit", &place, reader).unwrap_or(0.0) * KILOGRAM
}

/// The price of a milligram, and who takes it.
fn carbon<'a>(
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    build: &mut Build,
) -> Option<(f64, crate::corridor::PayeeId)> {
    let here = sections.root.field("carbon_price")?;
    if sections.traction.is_empty() && sections.root.field("traction").is_none() {
        reader.advise(
            Code::CONFLICT,
            &here,
            "emissions have a price and are not counted",
            "nothing to pay for",
            "add `traction` with the factors of vehicles",
        );
    }
    let price: CarbonPrice = reader.quantity(&here)?;
    let price = at_most(price.as_usd(), 1e6, "USD/t CO2e", &here, reader)?;
    Some((price / 1e9, build.payee(CARBON_PRICE)))
}

/// Every link that vehicles use must say what they emit there.
fn check(sections: &Sections<'_>, reader: &mut Reader<'_>, corridor: &Corridor, tractions: &Tractions) {
    super::pipes::emit_by_load(sections, reader, corridor, tractions);
    for (index, fleet) in corridor.fleets.iter().enumerate() {
        let silent = |hop: &&Hop| tractions.on(corridor, index, hop.link).is_none();
        let laden = fleet.services.iter().flat_map(|service| &corridor.services[service.index()].path);
        let empty = fleet.ways.iter().flatten().flatten();
        let Some(hop) = laden.chain(empty).find(silent) else { continue };
        let link = &corridor.links[hop.link.index()];
        let Some(named) = sections.links.iter().find(|named| named.name == link.name) else { continue };
        reader.advise(
            Code::NO_TRACTION,
            &named.here,
            match fleet.has_vehicles() {
                true => format!("nothing tells what vehicles of `{}` emit on `{}`", fleet.name, link.name),
                false => format!("nothing tells what `{}` emits", link.name),
            },
            format!("this link is {}, and no traction is that of the mode", link.mode.word()),
            match fleet.has_vehicles() {
                true => format!(
                    "add `traction` to the link or to `fleets.{}`, or `mode` to a traction",
                    fleet.name
                ),
                false => "add `traction` to the link, or `mode` to a traction".to_owned(),
            },
        );
        return;
    }
}

/// A factor that is not absurd.
fn at_most(number: f64, most: f64, unit: &str, here: &Here<'_>, reader: &mut Reader<'_>) -> Option<f64> {
    if number <= most {
        return Some(number);
    }
    reader.complain(
        Code::OUT_OF_RANGE,
        here,
        format!("`{}` is beyond any emission", here.path),
        format!("at most {most} {unit}"),
    );
    None
}
