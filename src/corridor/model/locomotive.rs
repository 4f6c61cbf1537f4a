//! Locomotives: which fleet hauls vehicles of another, and over which stretch of a way.

use super::Corridor;
use super::ids::{FleetId, NodeId};
use super::link::Hop;
use std::ops::Range;

/// A part of a way over which one locomotive hauls a vehicle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Whose locomotive it is.
    pub by: FleetId,
    /// The hops, by their places in the way.
    pub hops: Range<usize>,
}

impl Corridor {
    /// Whose locomotives haul the vehicles of a fleet over a link, if any do.
    #[must_use]
    #[inline]
    pub fn hauled(&self, fleet: FleetId, hop: Hop) -> Option<FleetId> {
        self.fleets[fleet.index()].hauled.get(hop.link.index()).copied().flatten()
    }

    /// The stretches of a way of a fleet's vehicles, in order.
    #[must_use]
    pub fn stretches(&self, fleet: FleetId, way: &[Hop]) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for (place, &hop) in way.iter().enumerate() {
            let Some(by) = self.hauled(fleet, hop) else { continue };
            match stretches.last_mut() {
                Some(last) if last.by == by && last.hops.end == place => last.hops.end += 1,
                _ => stretches.push(Stretch { by, hops: place..place + 1 }),
            }
        }
        stretches
    }

    /// The node where a hop begins.
    #[must_use]
    #[inline]
    pub fn origin(&self, hop: Hop) -> NodeId {
        self.links[hop.link.index()].ends[usize::from(hop.backward)]
    }

    /// The node where a hop ends.
    #[must_use]
    pub fn destination(&self, hop: Hop) -> NodeId {
        self.links[hop.link.index()].ends[usize::from(!hop.backward)]
    }
}
