//! The corridor: what it is made of, and one replication of its life.
//!
//! [`Corridor`] is the corridor as meant and never changes; [`Simulator`] runs replications of it,
//! each a pure function of the corridor, a seed and a number, and returns an [`Outcome`]. Nothing
//! here knows about statistics across replications or about output.
//!
//! ```text
//! demand ─► lot ─► terminal (store, formalities, yard work) ─► service ─► vehicle (berth, loading,
//! departure, path, border, travel, berth, unloading) ─► terminal ─► … ─► delivered
//! ```

mod alternatives;
mod deadlock;
mod followed;
mod free_flow;
mod itinerary;
mod ledger;
mod model;
mod outcome;
mod record;
mod run;

pub use deadlock::{Deadlock, Need, Stuck};
pub use followed::{Follow, Followed, LegEnd};
pub(crate) use itinerary::ms_between;
pub use itinerary::{RoadMap, Ways};
pub use ledger::{Cause, Hours};
pub use model::*;
pub use outcome::{
    CellOutcome, Co2eOutcome, Looks, Outcome, ResourceKind, ResourceName, ResourceOutcome, Stop, Units,
    resources,
};
pub use record::{Facility, LotName, Of, Record, RecordKind, VehicleName, Who};
pub use run::{Simulator, deadlock, trace};
