//! What to say of a replication that could not reach its horizon.

use super::exit::Exit;
use crate::corridor::{Corridor, Stop, deadlock};
use crate::report::deadlock_page;

/// How a command ends that met one.
pub(super) fn exit_of(why: Stop) -> Exit {
    match why {
        Stop::Deadlock => Exit::Deadlock,
        Stop::TooManyLots | Stop::TooMuchMoney | Stop::TooMuchCo2e | Stop::NoProgress => Exit::Stopped,
    }
}

/// The message.
pub(super) fn told(corridor: &Corridor, seed: u64, replication: u64, why: Stop) -> String {
    match why {
        Stop::TooManyLots => format!(
            "error: replication {replication} was flooded: more than four million lots under way at once\n\
             hint: demand exceeds capacity; `keruen preview` tells where\n"
        ),
        Stop::TooMuchMoney => format!(
            "error: replication {replication} booked more dollars than can be counted\n\
             hint: look at tariffs, fees and values of goods for one that is far too large\n"
        ),
        Stop::TooMuchCo2e => format!(
            "error: replication {replication} emitted more than can be counted\n\
             hint: look at the factors in `traction` and `hub_emission` for one that is far too large\n"
        ),
        Stop::NoProgress => {
            format!(
                "error: replication {replication} made no progress: events went on without time passing\n"
            )
        }
        Stop::Deadlock => {
            let circle = deadlock(corridor, seed, replication);
            let circle = circle.map(|circle| deadlock_page(corridor, &circle)).unwrap_or_default();
            format!("error: replication {replication} is in a deadlock: these wait for each other\n{circle}")
        }
    }
}
