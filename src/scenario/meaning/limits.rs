//! What would never finish is refused before it starts.

use super::Sections;
use crate::corridor::{Arrivals, Corridor, Profile};
use crate::scenario::reader::Reader;
use crate::scenario::text::Code;

/// Most consignments of one replication.
const MOST_CONSIGNMENTS: f64 = 1e8;

/// Most trips of one consignment.
const MOST_TRIPS: f64 = 1e6;

pub(super) fn check(sections: &Sections<'_>, reader: &mut Reader<'_>, corridor: &Corridor) {
    for (demand, named) in corridor.demand.iter().zip(&sections.demand) {
        let Arrivals::Renewal { interval, profile, .. } = &demand.arrivals else { continue };
        let rate = profile.as_ref().map_or(1.0, Profile::mean_rate) / interval.mean();
        let consignments = corridor.horizon.as_ms() as f64 * rate;
        if consignments > MOST_CONSIGNMENTS {
            reader.advise(
                Code::TOO_MUCH,
                &named.here,
                format!("`{}` sends more than any machine can follow", demand.name),
                format!("about {:.0} million consignments in a replication", consignments / 1e6),
                "make consignments larger, or the horizon shorter; at most 100 million are followed",
            );
        }
        let loads = demand.itinerary.iter().map(|&service| {
            let room = corridor.fleet_of(service).room[demand.cargo.index()].unwrap_or(1);
            demand.quantity.mean() * room as f64 / crate::corridor::FULL as f64
        });
        if loads.fold(0.0, f64::max) > MOST_TRIPS {
            reader.advise(
                Code::TOO_MUCH,
                &named.here,
                format!("a consignment of `{}` needs more than a million trips", demand.name),
                "far larger than the vehicles",
                "make consignments smaller, or vehicles larger",
            );
        }
    }
}
