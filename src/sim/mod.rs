//! A discrete-event engine: time, a future event list, resources, gates, batches and monitors.
//!
//! It knows no freight. A model owns its state, keeps one [`Calendar`] of its own event type and
//! handles one event after the other:
//!
//! ```
//! use keruen::quantity::Duration;
//! use keruen::sim::{Calendar, Rank, Time};
//!
//! let mut calendar = Calendar::new();
//! calendar.schedule(Time::START + Duration::from_hours(2.0), Rank::Finish, "unloaded");
//! calendar.schedule(Time::START + Duration::from_hours(1.0), Rank::Arrive, "at anchor");
//! let order: Vec<_> = std::iter::from_fn(|| calendar.next()).map(|(_, event)| event).collect();
//! assert_eq!(order, ["at anchor", "unloaded"]);
//! ```

mod batch;
mod calendar;
mod gate;
mod heap;
mod monitor;
mod resource;
mod slowdown;
mod stint;
mod time;

pub use batch::Batch;
pub use calendar::{Calendar, Rank, Ticket};
pub use gate::{AtClosing, Closure, Gate, Turn};
pub use monitor::{Level, Waits};
pub use resource::{Discipline, Resource};
pub use slowdown::{Slowdown, SpeedFactor};
pub use stint::{Part, Place, Stint};
pub use time::Time;
