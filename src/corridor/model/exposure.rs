//! Which storms of a weather system a place feels.

use super::gate::Weather;
use super::ids::WeatherId;

/// The strongest storms of a system, month by month: a harbour that works through most storms in summer may
/// close in weaker ones when there is ice on deck.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exposure {
    /// The system.
    pub system: WeatherId,
    /// The share of its storms that is felt, January to December.
    pub storms: [f64; 12],
}

impl Exposure {
    /// Whether a storm is felt in a month. Strengths are uniform in (0, 1).
    #[must_use]
    pub fn feels(&self, strength: f64, month: usize) -> bool {
        strength > 1.0 - self.storms[month]
    }

    /// The share of a month's time in which a storm is felt, in the long run of such months.
    #[must_use]
    pub fn share_of(&self, month: usize, systems: &[Weather]) -> f64 {
        self.storms[month] * systems[self.system.index()].storms.share[month]
    }
}
