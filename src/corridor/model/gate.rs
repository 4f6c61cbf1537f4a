//! What closes what: hours, works, weather and disruptions.

use super::exposure::Exposure;
use super::ids::DisruptionId;
use crate::corridor::Cause;
use crate::noise::{Distribution, Stream};
use crate::sim::Closure;

/// All that closes one facility.
#[derive(Debug, Clone, Default)]
pub struct GatePlan {
    /// Closures known by date: the hours outside working hours, works, embargoes.
    pub fixed: Vec<Closure<Cause>>,
    /// The storms that close it.
    pub weather: Vec<Exposure>,
    /// Disruptions that close this gate, each once.
    pub disruptions: Vec<DisruptionId>,
}

/// Something that happens now and then and closes places while it lasts.
#[derive(Debug, Clone)]
pub struct Disruption {
    /// Its name.
    pub name: String,
    /// Time from the end of one, or from the start, to the beginning of the next (ms).
    pub every: Distribution,
    /// How long it lasts (ms).
    pub lasts: Distribution,
    /// The addresses of the draws of intervals and of lengths.
    pub draws: [Stream; 2],
}

/// A weather system whose storms may close several places at once.
#[derive(Debug, Clone)]
pub struct Weather {
    /// Its name.
    pub name: String,
    /// When and how long it blows.
    pub storms: Storms,
    /// The addresses of the draws of calms, of lengths and of strengths.
    pub draws: [Stream; 3],
}

/// Storms alternate with calms: in each month a given share of the time is stormy.
#[derive(Debug, Clone)]
pub struct Storms {
    /// Share of the time that is stormy, January to December, each below 1.
    pub share: [f64; 12],
    /// Length of a storm (ms).
    pub length: Distribution,
}
