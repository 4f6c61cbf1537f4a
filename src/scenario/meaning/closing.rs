//! What happens to work in progress at closing time.

use crate::scenario::written;
use crate::sim::AtClosing;

/// As it is written.
pub(super) fn named(written: &written::AtClosing) -> AtClosing {
    match written {
        written::AtClosing::Finish => AtClosing::Finish,
        written::AtClosing::Pause => AtClosing::Pause,
        written::AtClosing::Eject => AtClosing::Eject,
    }
}

/// Where nothing is said, crossings, changes of gauge and workshops pause.
pub(super) fn or_pause(written: Option<&written::AtClosing>) -> AtClosing {
    written.map_or(AtClosing::Pause, named)
}
