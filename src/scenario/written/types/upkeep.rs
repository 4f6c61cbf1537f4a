//! What breaks down, is maintained and repaired.

use super::super::describe::{block, choice};
use super::super::value::{Random, Value};
use super::AtClosing;
use crate::quantity::{Count, Duration};

block! {
    /// How a vehicle or a machine breaks down and is repaired.
    Breakdowns {
        /// Time from the end of a repair to the next failure.
        between: Random<Duration>,
        /// Which time that is.
        clock: FailureClock = "Operating",
        /// Time of a repair.
        repair: Random<Duration>,
        /// The workshop whose crews repair it, where it stands.
        workshop: Option<String> = "none: somebody is always there",
    }
}

choice! {
    /// What wears a vehicle or a machine out.
    FailureClock by default Operating {
        /// Time under way or at work.
        Operating,
        /// Any time; what fails while it has nothing to do is repaired meanwhile.
        Calendar,
    }
}

block! {
    /// Planned maintenance: vehicles or machines stop as soon as they have nothing to do.
    Maintenance {
        /// The first day, as `"2023-05-01"`, or `"11-01"` for every year.
        from: String,
        /// The first day back at work, as `"2023-05-15"`, or `"12-15"`; before `from` it is one of the next year.
        to: String,
        /// How many at the same time; the next time the next ones.
        count: Option<Value<Count>> = "all",
        /// Why, for people.
        why: String,
    }
}

block! {
    /// Breakdowns and maintenance of what has no block of its own.
    Upkeep {
        /// How they break down.
        breakdowns: Option<Breakdowns> = "never",
        /// When some of them are in maintenance.
        maintenance: Vec<Maintenance> = "never",
    }
}

block! {
    /// Crews that repair broken vehicles and machines wherever they are, first come, first served.
    Workshop {
        /// Repairs at the same time.
        crews: Value<Count>,
        /// Working hours, as `"Mon-Fri 08:00-20:00 UTC+4"`.
        hours: Option<String> = "always open",
        /// What happens to repairs in progress at closing time.
        at_closing: Option<AtClosing> = "Pause",
    }
}
