//! Where the numbers of a scenario come from.

use serde::Serialize;

/// What a value says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// `Sourced`: published somewhere.
    Sourced,
    /// `Estimate`: somebody's judgement, with a range.
    Estimate,
    /// `Fitted`: found by calibration.
    Fitted,
    /// Nothing: a choice of the scenario's author.
    Plain,
}

/// One value and its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The factor path of the value.
    pub path: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The value as written.
    pub value: String,
    /// The reference, the reason and range, or the target of the fit.
    pub because: String,
}

/// How many values of each origin there are: sourced, estimated, fitted, plain.
#[must_use]
pub fn count(all: &[Provenance]) -> [usize; 4] {
    let of = |origin| all.iter().filter(|one| one.origin == origin).count();
    [Origin::Sourced, Origin::Estimate, Origin::Fitted, Origin::Plain].map(of)
}
