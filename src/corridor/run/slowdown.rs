//! Links on which weather slows those who are under way.

use super::log::Log;
use super::phase::clip;
use super::vehicle::VehicleKey;
use super::world::World;
use crate::corridor::ledger::Cause;
use crate::corridor::model::{Link, LinkId};
use crate::quantity::Duration;
use crate::sim::{Slowdown, Time};

/// When a traveller comes to the end of a link that it enters at an instant and that takes a span in
/// calm weather.
#[inline(always)]
pub(super) fn exit(slowdowns: &[Slowdown], link: &Link, entry: Time, calm: Duration) -> Time {
    match link.slowed {
        None => entry + calm,
        Some(slowed) => slowdowns[slowed.index()].through(entry, calm),
    }
}

impl<L: Log> World<'_, L> {
    /// Lays out when links are slow, by the same storms that close places.
    pub(super) fn lay_out_slowdowns(&mut self) {
        let mut storms = std::mem::take(&mut self.storms);
        for (index, slowdown) in self.slowdowns.iter_mut().enumerate() {
            slowdown.clear();
            for (corridor, from, to) in self.base.windows() {
                for slow in &corridor.slowdowns[index].weather {
                    storms.clear();
                    super::weather::storms(&slow.storms, self.noise, corridor, &mut storms);
                    clip(&mut storms, from, to);
                    slowdown.overlay(&storms, slow.factor);
                }
            }
        }
        self.storms = storms;
    }

    /// What of a passage in calm weather is done on a link between two instants.
    pub(super) fn calm_part(&self, link: &Link, from: Time, to: Time) -> Duration {
        match link.slowed {
            None => to - from,
            Some(slowed) => self.slowdowns[slowed.index()].progress(from, to),
        }
    }

    /// Books the time that a vehicle lost to weather on a stretch of a link, up to an instant.
    #[inline]
    pub(super) fn book_slowed(&mut self, key: VehicleKey, link: LinkId, end: Time, lost: Duration) {
        if lost.is_zero() {
            return;
        }
        self.tell_slowed(key, link, end, lost);
        self.vehicles[key].hours.book(Cause::Weather, lost);
        self.told_slowed(key);
    }
}
