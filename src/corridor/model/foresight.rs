//! What lots will draw, in a list: their amounts can then be drawn together.

use super::link::Pace;
use super::terminal::Work;
use super::{Corridor, Leg, Step};
use crate::noise::{Distribution, Stream};

/// An amount that a lot on an itinerary draws for itself.
#[derive(Debug, Clone)]
pub struct Foreseen {
    /// Its place among those of the itinerary.
    pub place: u16,
    /// The address.
    pub draws: Stream,
    /// The law.
    pub law: Distribution,
}

impl Leg {
    /// The place of a hop's travel time among the amounts of the itinerary, for a lot on a ride.
    #[must_use]
    #[inline]
    pub fn place_of_hop(&self, hop: u16) -> u16 {
        self.hops + 2 * hop
    }

    /// The place of the release at the border before a hop, for a lot on a ride.
    #[must_use]
    #[inline]
    pub fn place_of_release(&self, hop: u16) -> u16 {
        self.hops + 2 * hop + 1
    }
}

impl Corridor {
    /// Gives every amount that a lot draws on an itinerary its place, and lists all at the first leg.
    /// Itineraries with more than can be numbered have no list.
    pub(super) fn foresee(&self, itinerary: &mut [Leg]) {
        let mut ahead = Vec::new();
        let mut place = 0_u32;
        for leg in itinerary.iter_mut() {
            let path = &self.services[leg.service.index()].path;
            leg.hops = place as u16;
            if leg.rides {
                for hop in path {
                    let link = &self.links[hop.link.index()];
                    if let Pace::Time(law) = &link.pace {
                        ahead.push(Foreseen { place: place as u16, draws: link.draws, law: law.clone() });
                    }
                    let border = link.border.map(|border| &self.borders[border.index()]);
                    if let Some(agency) = border.and_then(|border| border.plain) {
                        let agency = &self.agencies[agency.index()];
                        let (draws, law) = (agency.draws, agency.release.clone());
                        ahead.push(Foreseen { place: place as u16 + 1, draws, law });
                    }
                    place += 2;
                }
            }
            let steps = [&mut leg.formalities, &mut leg.transload, &mut leg.load, &mut leg.unload];
            for Step { place: of_step, draws, work, .. } in steps.into_iter().flatten() {
                let (Work::PerLot(law) | Work::AtRate(law)) = work;
                *of_step = place as u16;
                ahead.push(Foreseen { place: place as u16, draws: *draws, law: law.clone() });
                place += 1;
            }
            if place > u32::from(u16::MAX) / 2 {
                return;
            }
        }
        if let Some(first) = itinerary.first_mut() {
            first.ahead = ahead;
        }
    }

    /// The places that the longest of all lists needs.
    #[must_use]
    pub fn foreseen(&self) -> usize {
        let places =
            self.legs.iter().flat_map(|leg| &leg.ahead).map(|foreseen| usize::from(foreseen.place) + 1);
        places.max().unwrap_or(0)
    }
}
