//! Infrastructure between two nodes.

use super::super::describe::{block, choice};
use super::super::value::{Monthly, Random, Value};
use super::{Gauge, Map, Slowed, Works};
use crate::quantity::{Count, Duration, Length, LoadRate, LoadVolume, Mass, PerTime, Share, Speed};

choice! {
    /// What moves on a link.
    Mode {
        /// Track.
        Rail,
        /// Sea lane.
        Sea,
        /// Road.
        Road,
        /// A pipe that goods counted in tonnes flow through, without vehicles.
        Pipeline,
    }
}

choice! {
    /// How many tracks a link has.
    Track by default Double {
        /// Each direction has its own.
        Double,
        /// One direction at a time; trains of the other wait until it is clear.
        Single,
    }
}

choice! {
    /// Which train goes first on single track.
    Meets {
        /// The one that has come first, from whichever end.
        FirstCome,
        /// Those of the other direction, if some wait there.
        Alternate,
        /// Each direction in hours of its own: nobody enters outside them.
        Pattern {
            /// Hours of those who go from `from` to `to`, as `"00:00-12:00 Asia/Tbilisi"`.
            forward: String,
            /// Hours of those who go the other way.
            backward: String,
        },
    }
}

block! {
    /// Infrastructure between two nodes, usable in both directions; a pipeline from the first to the second.
    Link {
        /// The node at one end.
        from: String,
        /// The node at the other end.
        to: String,
        /// What moves on it.
        mode: Mode,
        /// Its length.
        length: Value<Length>,
        /// ISO 3166 code of the country that it lies in.
        country: Option<String> = "half in the country of either end",
        /// The traction of vehicles on it whose fleet names none.
        traction: Option<String> = "that of the mode",
        /// Travel time from end to end.
        time: Option<Random<Duration>> = "length over speed",
        /// Commercial speed; a slower vehicle keeps its own.
        speed: Option<Random<Speed>> = "that of the vehicle",
        /// Departures that fit in, in each direction: one follows another after that interval at the
        /// earliest.
        paths: Option<Value<PerTime>> = "no limit",
        /// What a pipeline takes in, as `"50 Mt/yr"` or `"135 kt/d"`: one lot after the other.
        rate: Option<Value<LoadRate>> = "only pipelines have one",
        /// The part of the rate that goods of others have who are not in the scenario.
        others: Option<Value<LoadRate>> = "0 t/h",
        /// Time that goods need through a pipeline.
        transit: Option<Value<Duration>> = "by the fill",
        /// What fills a pipeline, as `"1.4 Mt"`: goods need the time in which the rate replaces it.
        fill: Option<Value<LoadVolume>> = "by the transit",
        /// The border crossing that vehicles pass before they enter the link.
        border: Option<String> = "none",
        /// Whether trains of both directions share one track.
        track: Track = "Double",
        /// Which train goes first on single track.
        meets: Option<Meets> = "FirstCome",
        /// How many follow each other on single track while others wait at the other end, where they
        /// `Alternate`.
        convoy: Option<Value<Count>> = "1",
        /// The heaviest and the longest train that it takes; larger ones go in parts.
        limits: Option<Limits> = "none",
        /// Its track gauge, for rail.
        gauge: Option<Gauge> = "not said: whatever the vehicle has",
        /// The first day on which it can be used, as `"2026-01-01"`.
        opens: Option<String> = "always open",
        /// When it can be entered, as `"00:00-05:00 Europe/Istanbul"`.
        hours: Option<String> = "at any time",
        /// When it is taken for track work, week after week, as `"Tue-Thu 10:00-14:00 Asia/Aqtau"`: nobody may
        /// enter it then.
        possessions: Vec<String> = "never",
        /// When nobody may enter it.
        closed: Vec<Works> = "never",
        /// Weather systems by name, and the share of their storms, the strongest ones, that closes it, all year or
        /// month by month.
        weather: Map<Monthly<Share>> = "none",
        /// Weather systems by name that slow those who are on it.
        slowed: Map<Slowed> = "none",
        /// Disruptions, by name, that close it.
        disruptions: Vec<String> = "none",
    }
}

block! {
    /// What a section takes of a train. One that is too heavy or too long is divided before it, each part takes a path
    /// of its own, and it is joined again behind the last section that needs so many parts.
    Limits {
        /// The most that its wagons weigh with their load.
        mass: Option<Value<Mass>> = "no limit",
        /// The most that its wagons measure.
        length: Option<Value<Length>> = "no limit",
        /// Time to divide a train before the section.
        dividing: Option<Value<Duration>> = "0 h",
        /// Time to join it again behind the section.
        joining: Option<Value<Duration>> = "0 h",
    }
}
