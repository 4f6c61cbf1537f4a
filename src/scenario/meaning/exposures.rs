//! Which storms of a weather system a place feels: in all months the same share of them, or in each its own.

use super::Sections;
use super::links::twelve;
use crate::corridor::{Exposure, WeatherId};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::{Kind, Tree};

/// The storms that close a place.
pub(super) fn exposures<'a>(
    here: Option<Here<'a>>,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
) -> Vec<Exposure> {
    let Some(here) = here else { return Vec::new() };
    let systems: Vec<_> = here.entries().collect();
    systems
        .into_iter()
        .filter_map(|system| exposure((system.0, &system.1), &system.1, sections, reader))
        .collect()
}

/// The storms of a system, by its name and where that stands, that something feels.
pub(super) fn exposure<'a>(
    (name, place): (&str, &Here<'a>),
    storms: &Here<'a>,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
) -> Option<Exposure> {
    let storms = by_month(storms, reader);
    let system = WeatherId::at(reader.name(&sections.names.weather, name, place)?);
    Some(Exposure { system, storms: storms? })
}

/// A share for each month. What is said of where a list comes from holds for all of it, or each of its items
/// says so itself.
fn by_month<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<[f64; 12]> {
    if is_list(here.tree) {
        let shares = here.items().map(|item| reader.share(&item)).collect();
        return twelve(shares, here, reader);
    }
    if here.tree.child("value").is_some_and(is_list) {
        let list = reader.list(here)?;
        let shares = list.items().map(|item| reader.share_in_list(&item)).collect();
        return twelve(shares, &list, reader);
    }
    reader.share(here).map(|share| [share; 12])
}

fn is_list(tree: &Tree) -> bool {
    matches!(tree.kind, Kind::List(_))
}
