//! Disruptions: landslides, strikes, power cuts and the like.

use super::links::{above_zero, span_law};
use super::{Sections, whole};
use crate::corridor::{Disruption, DisruptionId};
use crate::noise::Stream;
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;

/// Shorter than this on average (ms), a disruption is none: a minute.
const SHORTEST: f64 = 60_000.0;

/// Disruptions, in the order of names.
pub(super) fn disruptions<'a>(sections: &Sections<'a>, reader: &mut Reader<'a>) -> Option<Vec<Disruption>> {
    let disruptions = sections.disruptions.iter().map(|disruption| {
        let mut law = |field: &str| {
            let here = disruption.here.field(field)?;
            let law = span_law(&here, reader).and_then(|law| above_zero(law, &here, reader))?;
            if law.mean() >= SHORTEST {
                return Some(law);
            }
            reader.complain(
                Code::OUT_OF_RANGE,
                &here,
                format!("`{}` is too short to be counted", here.path),
                "at least a minute on average",
            );
            None
        };
        let (every, lasts) = (law("every"), law("lasts"));
        Some(Disruption {
            name: disruption.name.clone(),
            every: every?,
            lasts: lasts?,
            draws: ["interval", "length"].map(|what| Stream::of(&disruption.name, what)),
        })
    });
    whole(disruptions.collect(), sections.names.disruptions.len())
}

/// The disruptions that a place names.
pub(super) fn disrupted<'a>(
    here: &Here<'a>,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
) -> Vec<DisruptionId> {
    let Some(list) = here.field("disruptions") else { return Vec::new() };
    let named = list.items().filter_map(|place| {
        let name = place.tree.text(reader.sources)?;
        reader.name(&sections.names.disruptions, &name, &place).map(DisruptionId::at)
    });
    let mut named: Vec<_> = named.collect();
    named.sort_unstable();
    named.dedup();
    named
}
