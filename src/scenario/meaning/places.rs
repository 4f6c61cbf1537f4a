//! Nodes, cargo classes and routes.

use super::{Sections, whole};
use crate::corridor::{Cargo, Node, TerminalId};
use crate::quantity::{ChargeBasis, LoadUnit, Mass, Money, Tariff, UnitMass, ValueOfTime};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::scenario::written::Unit;

/// Places, in the order of names.
pub(super) fn nodes<'a>(sections: &Sections<'a>, reader: &mut Reader<'a>) -> Option<Vec<Node>> {
    let nodes = sections.nodes.iter().map(|node| {
        let terminal = match &node.written.terminal {
            None => None,
            Some(name) => {
                let here = node.here.or_self("terminal");
                Some(TerminalId::at(reader.name(&sections.names.terminals, name, &here)?))
            }
        };
        if let Some((latitude, longitude)) = node.written.at
            && !(latitude.abs() <= 90.0 && longitude.abs() <= 180.0)
        {
            let here = node.here.or_self("at");
            reader.complain(
                Code::OUT_OF_RANGE,
                &here,
                format!("`{}` is nowhere on Earth", node.name),
                "latitude, then longitude [degrees]",
            );
        }
        Some(Node {
            name: node.name.clone(),
            country: node.written.country.clone(),
            at: node.written.at,
            terminal,
            gauge_change: None,
        })
    });
    whole(nodes.collect(), sections.names.nodes.len())
}

/// Cargo classes, in the order of names.
pub(super) fn cargo<'a>(sections: &Sections<'a>, reader: &mut Reader<'a>) -> Option<Vec<Cargo>> {
    let classes = sections.cargo.iter().map(|class| {
        let unit = match class.written.unit {
            Unit::Teu => LoadUnit::Teu,
            Unit::Wagon => LoadUnit::Wagon,
            Unit::Truck => LoadUnit::Truck,
            Unit::Tonne => LoadUnit::Tonne,
        };
        let mass = mass(class.here.field("mass"), unit, &class.here, reader);
        let value = class
            .here
            .field("value")
            .map_or(Some(Money::from_usd(0.0)), |here| value(&here, unit, mass?, reader));
        let time = class.here.field("value_of_time");
        let time = time.map_or(Some(0.0), |here| {
            let share: ValueOfTime = reader.quantity(&here)?;
            Some(share.as_fraction_per_day())
        });
        Some(Cargo {
            name: class.name.clone(),
            unit,
            mass: mass?,
            value: value?,
            time_cost_per_day: time?,
            hire: None,
        })
    });
    whole(classes.collect(), sections.names.cargo.len())
}

fn mass<'a>(
    here: Option<Here<'a>>,
    unit: LoadUnit,
    class: &Here<'a>,
    reader: &mut Reader<'a>,
) -> Option<Mass> {
    let Some(here) = here else {
        if unit == LoadUnit::Tonne {
            return Some(Mass::from_tonnes(1.0));
        }
        reader.advise(
            Code::MISSING_FIELD,
            class,
            format!("`{}` has no mass", class.path),
            format!("goods counted in {} need one", unit.plural()),
            format!("add `mass: \"13 t/{}\"`", unit.symbol()),
        );
        return None;
    };
    if unit == LoadUnit::Tonne {
        reader.complain(Code::CONFLICT, &here, "goods counted in tonnes have their mass", "leave `mass` out");
        return None;
    }
    let mass: UnitMass = reader.positive(&here, |mass: &UnitMass| mass.mass.as_tonnes())?;
    if mass.unit != unit {
        other_unit(&here, unit, mass.unit, reader);
        return None;
    }
    Some(mass.mass)
}

pub(super) fn value<'a>(
    here: &Here<'a>,
    unit: LoadUnit,
    mass: Mass,
    reader: &mut Reader<'a>,
) -> Option<Money> {
    let tariff: Tariff = reader.quantity(here)?;
    let price = tariff.price.as_usd();
    match tariff.basis {
        ChargeBasis::PerUnit(of) if of == unit => Some(Money::from_usd(price)),
        ChargeBasis::PerTonne => Some(Money::from_usd(price * mass.as_tonnes())),
        _ => {
            reader.complain(
                Code::OTHER_UNIT,
                here,
                format!("`{}` is no value of goods", here.path),
                written_as("20_000", unit, "300"),
            );
            None
        }
    }
}

/// How a price of these goods is written: by the load unit or by the tonne.
pub(super) fn written_as(of_unit: &str, unit: LoadUnit, of_tonne: &str) -> String {
    match unit {
        LoadUnit::Tonne => format!("write it as `{of_tonne} USD/t`"),
        _ => format!("write it as `{of_unit} USD/{}` or `{of_tonne} USD/t`", unit.symbol()),
    }
}

/// A count in another unit than that of the goods.
pub(super) fn other_unit(here: &Here<'_>, wanted: LoadUnit, found: LoadUnit, reader: &mut Reader<'_>) {
    reader.complain(
        Code::OTHER_UNIT,
        here,
        format!("`{}` counts in another unit than its goods", here.path),
        format!("the goods are counted in {}, this in {}", wanted.plural(), found.plural()),
    );
}

/// Routes in the order of the file: their names and the places that make them.
pub(super) fn routes<'a>(
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
) -> Option<Vec<(String, Vec<usize>)>> {
    let routes = sections.routes.iter().map(|route| {
        let places = route.here.or_self("via");
        let via = places.items().zip(&route.written.via);
        let via: Vec<_> = via.map(|(here, name)| reader.name(&sections.names.nodes, name, &here)).collect();
        Some((route.name.clone(), via.into_iter().collect::<Option<Vec<_>>>()?))
    });
    routes.collect::<Vec<_>>().into_iter().collect()
}
