//! What the auditor has to say.

use std::collections::BTreeMap;
use std::fmt;

/// The rules, each with its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The trace can be read, goes forward in time, and names only what the scenario has.
    Record,
    /// No cargo comes from nowhere or gets lost.
    Cargo,
    /// No more of anything is held than there is.
    Capacity,
    /// Departures on a link keep their distance.
    Path,
    /// No vehicle carries more than it can.
    Room,
    /// No work, no coming and no going where it is closed.
    Closed,
    /// Vehicles and lots are in one place at a time.
    Place,
    /// The hours of each lot sum to its time in the corridor.
    Hours,
    /// The dollars of each lot sum to what was booked on it.
    Dollars,
    /// Every dollar follows from the tariffs of the scenario.
    Tariff,
    /// Average number = rate × average time.
    Little,
    /// Pipelines keep their rate, their order and their transit.
    Pipe,
}

impl Rule {
    /// All of them, in the order of their codes.
    pub const ALL: [Self; 12] = [
        Self::Record,
        Self::Cargo,
        Self::Capacity,
        Self::Path,
        Self::Room,
        Self::Closed,
        Self::Place,
        Self::Hours,
        Self::Dollars,
        Self::Tariff,
        Self::Little,
        Self::Pipe,
    ];

    /// Its code: `A01` and on.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Record => "A01",
            Self::Cargo => "A02",
            Self::Capacity => "A03",
            Self::Path => "A04",
            Self::Room => "A05",
            Self::Closed => "A06",
            Self::Place => "A07",
            Self::Hours => "A08",
            Self::Dollars => "A09",
            Self::Tariff => "A10",
            Self::Little => "A11",
            Self::Pipe => "A12",
        }
    }

    /// What it holds the trace to.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Record => "the trace can be read, goes forward in time and names what the scenario has",
            Self::Cargo => "no cargo comes from nowhere or gets lost",
            Self::Capacity => "no more of anything is held than there is",
            Self::Path => "departures on a link keep their distance",
            Self::Room => "no vehicle carries more than it can",
            Self::Closed => "no work, no coming and no going where it is closed",
            Self::Place => "vehicles and lots are in one place at a time",
            Self::Hours => "the hours of each lot sum to its time in the corridor",
            Self::Dollars => "the dollars of each lot sum to what was booked on it",
            Self::Tariff => "every dollar follows from the tariffs",
            Self::Little => "average number = rate × average time",
            Self::Pipe => "pipelines keep their rate, their order and their transit",
        }
    }
}

/// One thing that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that is broken.
    pub rule: Rule,
    /// The line of the trace.
    pub line: u64,
    /// What is wrong.
    pub what: String,
    /// What would have been right.
    pub right: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} line {}: {}; right would be: {}", self.rule.code(), self.line, self.what, self.right)
    }
}

/// No more findings of one rule are kept; all are counted.
const KEPT: u64 = 20;

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) kept: Vec<Finding>,
    pub(super) counts: BTreeMap<Rule, u64>,
    /// Comparisons that were made.
    pub(super) checks: BTreeMap<Rule, u64>,
    /// What could not be compared, and why.
    pub(super) skipped: BTreeMap<String, u64>,
}

impl Findings {
    /// Holds something to a rule; where it fails, tells what is wrong and what would be right.
    pub(super) fn hold(
        &mut self,
        rule: Rule,
        line: u64,
        sound: bool,
        tell: impl FnOnce() -> (String, String),
    ) {
        *self.checks.entry(rule).or_default() += 1;
        if sound {
            return;
        }
        let count = self.counts.entry(rule).or_default();
        *count += 1;
        if *count <= KEPT {
            let (what, right) = tell();
            self.kept.push(Finding { rule, line, what, right });
        }
    }

    /// Says that something could not be compared.
    pub(super) fn skip(&mut self, why: impl Into<String>) {
        *self.skipped.entry(why.into()).or_default() += 1;
    }
}
