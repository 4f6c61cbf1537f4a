//! Pools: equal units in one place that may break down, of which there are so many.

use super::ids::{AgencyId, BerthId, EquipmentId, GaugeChangeId};
use super::{Corridor, Upkeep};

/// Equal units in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pool {
    /// The machines of an equipment pool.
    Machines(EquipmentId),
    /// The servers of an agency at a border crossing.
    Servers(AgencyId),
    /// The tracks where the gauge is changed.
    Tracks(GaugeChangeId),
    /// The sets of wagons of the other gauge there.
    Wagons(GaugeChangeId),
    /// The berths of one kind at a terminal.
    Berths(BerthId),
}

impl Corridor {
    /// All pools, machines first.
    pub fn pools(&self) -> impl Iterator<Item = Pool> + use<> {
        let changes = 0..self.gauge_changes.len();
        let machines = (0..self.equipment.len()).map(|index| Pool::Machines(EquipmentId::at(index)));
        let servers = (0..self.agencies.len()).map(|index| Pool::Servers(AgencyId::at(index)));
        let tracks = changes.clone().map(|index| Pool::Tracks(GaugeChangeId::at(index)));
        let wagons = changes.map(|index| Pool::Wagons(GaugeChangeId::at(index)));
        let berths = (0..self.berths.len()).map(|index| Pool::Berths(BerthId::at(index)));
        machines.chain(servers).chain(tracks).chain(wagons).chain(berths)
    }

    /// The place of a pool among all of them.
    #[must_use]
    pub fn place_of_pool(&self, pool: Pool) -> usize {
        let [machines, servers, changes] =
            [self.equipment.len(), self.agencies.len(), self.gauge_changes.len()];
        match pool {
            Pool::Machines(id) => id.index(),
            Pool::Servers(id) => machines + id.index(),
            Pool::Tracks(id) => machines + servers + id.index(),
            Pool::Wagons(id) => machines + servers + changes + id.index(),
            Pool::Berths(id) => machines + servers + 2 * changes + id.index(),
        }
    }

    /// When the units of a pool are out of work.
    #[must_use]
    pub fn upkeep_of(&self, pool: Pool) -> &Upkeep {
        match pool {
            Pool::Machines(id) => &self.equipment[id.index()].upkeep,
            Pool::Servers(id) => &self.agencies[id.index()].upkeep,
            Pool::Tracks(id) => &self.gauge_changes[id.index()].upkeep,
            Pool::Wagons(id) => &self.gauge_changes[id.index()].of_wagons,
            Pool::Berths(id) => &self.berths[id.index()].upkeep,
        }
    }

    /// How many units a pool has.
    #[must_use]
    pub fn units_in(&self, pool: Pool) -> u32 {
        match pool {
            Pool::Machines(id) => self.equipment[id.index()].count,
            Pool::Servers(id) => self.agencies[id.index()].servers,
            Pool::Tracks(id) => self.gauge_changes[id.index()].tracks,
            Pool::Wagons(id) => self.gauge_changes[id.index()].wagons().unwrap_or(0),
            Pool::Berths(id) => self.berths[id.index()].count,
        }
    }

    /// The family of its units: draws of one of them are addressed by family and number.
    #[must_use]
    pub fn family_of(&self, pool: Pool) -> u64 {
        match pool {
            Pool::Machines(id) => self.equipment[id.index()].family,
            Pool::Servers(id) => self.agencies[id.index()].family,
            Pool::Tracks(id) => self.gauge_changes[id.index()].families[0],
            Pool::Wagons(id) => self.gauge_changes[id.index()].families[1],
            Pool::Berths(id) => self.berths[id.index()].family,
        }
    }

    /// The most units that a pool has at any time, if they ever break down or are maintained.
    #[must_use]
    pub fn most_kept_up(&self, pool: Pool) -> u32 {
        let kept_up = self.windows().any(|(corridor, ..)| !corridor.upkeep_of(pool).is_nothing());
        let most = self.windows().map(|(corridor, ..)| corridor.units_in(pool)).max();
        most.filter(|_| kept_up).unwrap_or(0)
    }
}
