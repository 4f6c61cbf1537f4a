//! Units: vehicles, machines, servers, tracks and sets of wagons that break down or are maintained.

use super::lot::LotKey;
use super::stand::{JobKey, Stand};
use super::vehicle::VehicleKey;
use crate::corridor::model::{BerthId, Breakdowns, EquipmentId, GaugeChangeId, Pool, WorkshopId};
use crate::noise::Item;
use crate::quantity::Duration;
use crate::sim::Time;

/// A unit's place in its list.
pub(super) type UnitKey = u32;

/// What breaks down or is maintained.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit<'c> {
    pub(super) what: What,
    /// The address of its draws.
    pub(super) own: Item,
    /// Failures so far.
    pub(super) failures: u64,
    /// How it breaks down, by when its clock was set; nothing where it does not.
    pub(super) law: Option<&'c Breakdowns>,
    /// The workshop that repairs it.
    pub(super) shop: Option<WorkshopId>,
    /// Whether a project has taken a unit of a pool away, or has not brought it yet.
    pub(super) retired: bool,
    pub(super) broken: bool,
    /// Up to when it is in maintenance, or will be as soon as it has nothing to do.
    pub(super) away: Time,
    /// Whether it has been taken out of work.
    pub(super) out: bool,
    /// Operating time left until it fails.
    pub(super) left: Duration,
    /// When it fails, by calendar time.
    pub(super) fails: Time,
    /// What it was doing when it broke.
    pub(super) stopped: Option<Stopped>,
    /// When the place where it works closes and its work is broken off; never, where it is done before.
    pub(super) closes: Time,
}

/// What a unit is.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    Vehicle(VehicleKey),
    /// A machine of a pool, and the lot that it works on.
    Machine(EquipmentId, Option<LotKey>),
    /// A server of an agency or a track, and what it does.
    Stand(Stand, Option<JobKey>),
    /// A set of wagons of another gauge, and the vehicle that stands for it.
    Wagons(GaugeChangeId, Option<VehicleKey>),
    /// A berth, and the vehicle that lies there, since when.
    Berth(BerthId, Option<(VehicleKey, Time)>),
}

impl What {
    /// A unit of a pool that nobody has.
    pub(super) fn of(pool: Pool) -> Self {
        match pool {
            Pool::Machines(id) => Self::Machine(id, None),
            Pool::Servers(id) => Self::Stand(Stand::Server(id), None),
            Pool::Tracks(id) => Self::Stand(Stand::Track(id), None),
            Pool::Wagons(id) => Self::Wagons(id, None),
            Pool::Berths(id) => Self::Berth(id, None),
        }
    }

    /// The pool that it belongs to, if it is no vehicle.
    pub(super) fn pool(self) -> Option<Pool> {
        match self {
            Self::Vehicle(_) => None,
            Self::Machine(id, _) => Some(Pool::Machines(id)),
            Self::Stand(stand, _) => Some(stand.pool()),
            Self::Wagons(id, _) => Some(Pool::Wagons(id)),
            Self::Berth(id, _) => Some(Pool::Berths(id)),
        }
    }

    /// The pool of a unit that nobody has.
    pub(super) fn free_of(self) -> Option<Pool> {
        match self {
            Self::Machine(_, None) | Self::Stand(_, None) | Self::Wagons(_, None) | Self::Berth(_, None) => {
                self.pool()
            }
            _ => None,
        }
    }

    /// Whether it is at work on something.
    fn works(self) -> bool {
        matches!(self, Self::Machine(_, Some(_)) | Self::Stand(_, Some(_)) | Self::Berth(_, Some(_)))
    }
}

/// What is left of a move or of a piece of work.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stopped {
    pub(super) rest: Duration,
    /// Up to when the hours of those concerned are booked.
    pub(super) since: Time,
}

/// How far a unit gets with what it begins.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reach {
    /// Through.
    Whole,
    /// It stops after so long.
    Part(Duration),
}

impl Unit<'_> {
    /// How far it gets with what it begins at `begin`, what takes `span` and would end at `end`.
    pub(super) fn reach(&self, begin: Time, span: Duration, end: Time) -> Reach {
        if self.broken {
            Reach::Part(Duration::ZERO)
        } else if self.fails < end {
            // By calendar time; what has been done by then depends on when the place is open.
            Reach::Part(self.fails - begin)
        } else if self.left >= span {
            Reach::Whole
        } else {
            Reach::Part(self.left)
        }
    }

    /// Whether it breaks now; else its clock has been set anew meanwhile.
    pub(super) fn is_due(&self, now: Time) -> bool {
        let stops = self.fails == Time::NEVER && self.stopped.is_some_and(|stopped| stopped.since <= now);
        !self.broken && (self.fails <= now || stops)
    }

    /// Whether it should break while it works on something that will be done: its clock has been set anew since
    /// that began.
    pub(super) fn works_on(&self) -> bool {
        self.what.works() && self.stopped.is_none()
    }

    /// Whether it is in order and nobody has it.
    pub(super) fn is_free(&self) -> bool {
        self.what.free_of().is_some() && !(self.broken || self.out || self.retired)
    }

    /// Whether it fails before so much is done, at `end`: then after how long at work, or by the calendar.
    pub(super) fn fails_within(&self, span: Duration, end: Time) -> Option<Option<Duration>> {
        if self.fails < end {
            return Some(None);
        }
        (self.left < span).then_some(Some(self.left))
    }

    /// So much of its time is used up.
    pub(super) fn operate(&mut self, worked: Duration) {
        self.left = self.left - worked;
    }

    /// It has been under way so long, and has failed if that was too long for it.
    pub(super) fn wear(&mut self, operates: Duration) {
        if !self.broken {
            self.broken = self.left < operates;
            self.left = self.left - operates;
        }
    }
}
