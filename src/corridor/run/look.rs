//! Looks at the queues throughout the measured time, from which a study tells whether they grow.

use super::log::Log;
use super::world::{Event, World};
use crate::corridor::Looks;
use crate::quantity::Duration;
use crate::sim::Rank;

impl<L: Log> World<'_, L> {
    /// Puts the first or next look into the calendar.
    pub(super) fn expect_look(&mut self) {
        let done = self.outcome.levels.taken();
        if done >= Looks::ALL {
            return;
        }
        let since = Duration::from_ms((self.corridor.measured().as_ms() as f64 * Looks::moment(done)) as u64);
        self.calendar.schedule(self.measured_from + since, Rank::Clock, Event::Look);
    }

    /// How many consignments are under way, and how many stand in each line, in the order of
    /// [`resources`](crate::corridor::resources).
    pub(super) fn look(&mut self) {
        let now = self.now;
        let levels = self.outcome.levels.another();
        levels.push(self.consignments.len() as f64);
        levels.extend(self.berths.iter().map(|berth| berth.waiting() as f64));
        levels.extend(self.equipment.iter().map(|pool| pool.waiting() as f64));
        levels.extend(self.stores.iter().map(|store| store.waiting() as f64));
        levels.extend(self.servers.iter().map(|server| server.waiting() as f64));
        if let Some(offices) = &mut self.offices {
            levels.extend(offices.each(self.corridor).map(|clerks| clerks.waiting() as f64));
        }
        for (link, slots) in self.corridor.links.iter().zip(self.slots.chunks_exact(2)) {
            if let Some(single) = link.single {
                levels.extend(self.single[single.place].waiting());
            } else if let Some(headway) = link.headway {
                levels.extend(slots.iter().map(|slots| slots.in_line(now, headway)));
            }
        }
        levels.extend(self.pipes.iter().map(|pipe| pipe.waiting() as f64));
        let fleets = self.corridor.fleets.iter().zip(&self.fleets);
        let fleets = fleets.filter(|(fleet, _)| fleet.has_vehicles());
        levels.extend(fleets.map(|(_, monitor)| monitor.queue.get() as f64));
        self.expect_look();
    }
}
