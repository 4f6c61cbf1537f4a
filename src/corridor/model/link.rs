//! Links: infrastructure between two nodes.

use super::gauge::Gauge;
use super::ids::{BorderId, GateId, LinkId, NodeId, SlowdownId};
use super::pipe::Pipeline;
use super::train::Limits;
use crate::noise::{Distribution, Stream};
use crate::quantity::{Duration, Length};

/// What moves on a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Track.
    Rail,
    /// Sea lane.
    Sea,
    /// Road.
    Road,
    /// A pipe that goods flow through.
    Pipeline,
}

impl Mode {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rail => "rail",
            Self::Sea => "sea",
            Self::Road => "road",
            Self::Pipeline => "pipeline",
        }
    }
}

/// How long a link takes, as far as the link says.
#[derive(Debug, Clone)]
pub enum Pace {
    /// A travel time (ms).
    Time(Distribution),
    /// A commercial speed (km/h); a slower vehicle takes its own.
    Speed(Distribution),
    /// Whatever the vehicle can do.
    Vehicle,
}

/// A link, usable in both directions.
#[derive(Debug, Clone)]
pub struct Link {
    /// Its name.
    pub name: String,
    /// The two nodes: forward leads from the first to the second.
    pub ends: [NodeId; 2],
    /// What moves on it.
    pub mode: Mode,
    /// Its length.
    pub length: Length,
    /// The country that all of it lies in, where its ends do not tell.
    pub country: Option<String>,
    /// How long it takes.
    pub pace: Pace,
    /// Time between two departures in one direction; `None` where they do not get in each
    /// other's way.
    pub headway: Option<Duration>,
    /// How both directions share its track, if there is only one.
    pub single: Option<SingleTrack>,
    /// How it flows, if it is a pipeline: from its first end to its second.
    pub pipe: Option<Pipeline>,
    /// The border crossing that must be passed before the link is entered.
    pub border: Option<BorderId>,
    /// What it takes of a train, where larger ones are divided.
    pub limits: Option<Limits>,
    /// The track gauge, where it is said.
    pub gauge: Option<Gauge>,
    /// Whether the sides of the border come in the other order for those who go forward.
    pub border_reversed: bool,
    /// When it is closed to those who want to enter.
    pub gate: Option<GateId>,
    /// What slows those who are on it.
    pub slowed: Option<SlowdownId>,
    /// The address of its travel-time draws.
    pub draws: Stream,
}

impl Link {
    /// Whether who enters may have to wait for others, so that it is watched in each direction.
    #[must_use]
    pub fn has_lines(&self) -> bool {
        self.headway.is_some() || self.single.is_some()
    }
}

/// How both directions share a single track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SingleTrack {
    /// Its place among all single tracks.
    pub place: usize,
    /// Who goes first.
    pub meets: Meeting,
}

/// Who goes first on single track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// All in the order of asking, from whichever end.
    FirstCome,
    /// Both directions in turns.
    Alternate {
        /// How many follow each other while others wait at the other end.
        convoy: u32,
    },
    /// Each direction in its own hours.
    Pattern {
        /// What closes the track to those who go forward, and backward.
        hours: [Option<GateId>; 2],
    },
}

/// One link of a path, and in which direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hop {
    /// The link.
    pub link: LinkId,
    /// From its second end to its first.
    pub backward: bool,
}
