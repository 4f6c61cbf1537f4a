//! What slows vehicles that are under way.

use super::Sections;
use super::exposures::exposure;
use crate::corridor::{SlowPlan, SlowWeather};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::sim::SpeedFactor;

/// The weather that slows vehicles on a link.
pub(super) fn slowed<'a>(here: &Here<'a>, sections: &Sections<'a>, reader: &mut Reader<'a>) -> SlowPlan {
    let Some(here) = here.field("slowed") else { return SlowPlan::default() };
    let systems: Vec<_> = here.entries().collect();
    let known = systems.into_iter().filter_map(|(name, place)| {
        let storms = exposure((name, &place), &place.or_self("storms"), sections, reader);
        let factor = factor(&place.or_self("to"), reader);
        Some(SlowWeather { storms: storms?, factor: factor? })
    });
    SlowPlan { weather: known.collect() }
}

/// The part of their speed that is left to vehicles.
fn factor<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<SpeedFactor> {
    let part = reader.share(here)?;
    let factor = SpeedFactor::of(part);
    if factor.is_none() {
        reader.complain(
            Code::OUT_OF_RANGE,
            here,
            format!("`{}` leaves vehicles no speed", here.path),
            "at least 0.0001 %; what cannot be passed at all is closed by `weather`",
        );
    }
    factor
}
