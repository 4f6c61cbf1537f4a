//! Border crossings.

use super::links::{count, gate_plan, span_law};
use super::{Build, Named, Sections, whole};
use crate::corridor::{Border, Cargo, Freight};
use crate::noise::Stream;
use crate::quantity::Tariff;
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::scenario::written;

/// Border crossings, in the order of names.
pub(super) fn borders<'a>(
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    build: &mut Build,
    cargo: Option<&[Cargo]>,
) -> Option<Vec<Border>> {
    let borders: Vec<_> =
        sections.borders.iter().map(|border| self::border(border, reader, build, cargo)).collect();
    whole(borders, sections.names.borders.len())
}

fn border<'a>(
    border: &Named<'a, written::Border>,
    reader: &mut Reader<'a>,
    build: &mut Build,
    cargo: Option<&[Cargo]>,
) -> Option<Border> {
    let here = &border.here;
    let servers = here.field("servers").and_then(|here| count(&here, reader));
    let release = here.field("release").and_then(|here| span_law(&here, reader));
    let fees = fees(here.field("fee"), cargo?, reader);
    let plan = gate_plan(&build.frame, here, border.written.hours.as_deref(), &border.written.closed, reader);
    Some(Border {
        name: border.name.clone(),
        servers: servers?,
        gate: build.gate(plan),
        release: release?,
        fees: fees?,
        payee: build.payee(border.written.operator.as_deref().unwrap_or(&border.name)),
        draws: Stream::of(&border.name, "release"),
    })
}

/// A fee by cargo class; it applies to the classes that it can be counted for.
fn fees<'a>(here: Option<Here<'a>>, cargo: &[Cargo], reader: &mut Reader<'a>) -> Option<Vec<Freight>> {
    let Some(here) = here else { return Some(vec![Freight::FREE; cargo.len()]) };
    let tariff: Tariff = reader.quantity(&here)?;
    let fees: Vec<Option<Freight>> =
        cargo.iter().map(|class| Freight::from_fee(tariff, class.unit, class.mass)).collect();
    if fees.iter().all(Option::is_none) {
        reader.complain(
            Code::OTHER_UNIT,
            &here,
            format!("`{}` is a fee for no cargo class", here.path),
            "write it as `200 USD/vehicle`, `12 USD/TEU` or `2 USD/t`",
        );
        return None;
    }
    Some(fees.into_iter().map(|fee| fee.unwrap_or(Freight::FREE)).collect())
}
