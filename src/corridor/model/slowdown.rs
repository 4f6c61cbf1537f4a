//! What slows vehicles that are under way.

use super::exposure::Exposure;
use crate::sim::SpeedFactor;

/// All that slows vehicles on one link; where several do, the slowest counts.
#[derive(Debug, Clone, Default)]
pub struct SlowPlan {
    /// Weather that does.
    pub weather: Vec<SlowWeather>,
}

/// A weather system that slows vehicles.
#[derive(Debug, Clone, Copy)]
pub struct SlowWeather {
    /// The storms in which it does.
    pub storms: Exposure,
    /// The part of their speed that is left.
    pub factor: SpeedFactor,
}
