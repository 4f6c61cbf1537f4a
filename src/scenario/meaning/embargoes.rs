//! Embargoes: when a service accepts no goods of a cargo class.

use super::calendar::Frame;
use super::windows::windows;
use super::{Build, Named, Sections};
use crate::corridor::{Cause, GateId, GatePlan};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::written;
use crate::sim::Closure;

/// What closes a service to each cargo class.
pub(super) fn embargoes<'a>(
    service: &Named<'a, written::Service>,
    sections: &Sections<'a>,
    build: &mut Build,
    reader: &mut Reader<'a>,
) -> Vec<Option<GateId>> {
    let mut closed: Vec<Option<GatePlan>> = vec![None; sections.names.cargo.len()];
    let list = service.here.or_self("embargoes");
    for (here, embargo) in list.items().zip(&service.written.embargoes) {
        let closures = closures(&here, &build.frame, reader);
        for class in classes(embargo, &here, sections, reader) {
            closed[class].get_or_insert_default().fixed.extend(&closures);
        }
    }
    closed.into_iter().map(|plan| plan.and_then(|plan| build.gate(plan))).collect()
}

fn closures<'a>(here: &Here<'a>, frame: &Frame, reader: &mut Reader<'a>) -> Vec<Closure<Cause>> {
    let windows = windows(here, frame, reader).unwrap_or_default();
    windows.into_iter().map(|[from, to]| Closure { from, to, cause: Cause::Works }).collect()
}

/// The cargo classes that an embargo is for.
fn classes<'a>(
    embargo: &written::Embargo,
    here: &Here<'a>,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
) -> Vec<usize> {
    if embargo.cargo.is_empty() {
        return (0..sections.names.cargo.len()).collect();
    }
    let places = here.or_self("cargo");
    let named = places.items().zip(&embargo.cargo);
    named.filter_map(|(place, name)| reader.name(&sections.names.cargo, name, &place)).collect()
}
