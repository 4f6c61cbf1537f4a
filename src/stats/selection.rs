//! Selecting the best of several alternatives, with as few replications as it takes.

use std::error::Error;
use std::fmt;

use super::duels::Duels;
use super::real;
use super::verdict::Goal;

/// What a selection is asked to guarantee.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guarantee {
    /// Which way is better.
    pub goal: Goal,
    /// The least lead that matters, in the unit of the measure: the zone of indifference.
    pub zone: f64,
    /// The probability of selecting the best if it leads by the zone or more, such as 0.95.
    pub probability: f64,
    /// Rounds before the first decision, at least 2; with 32 the promise is kept (see the page on
    /// statistics), with 10 it is missed by up to one point in a hundred.
    pub first_rounds: u64,
}

/// Why there can be no selection, or a round cannot be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSelection {
    /// There are fewer than two alternatives.
    NoChoice,
    /// The zone of indifference is not above zero.
    NoZone,
    /// The probability is not above what guessing would achieve, or not below 1.
    NoProbability,
    /// There are fewer than two first rounds.
    NoFirstRounds,
    /// A round does not have exactly one number for each contender.
    WrongRound,
}

impl fmt::Display for NoSelection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoChoice => "there must be at least two alternatives to select from",
            Self::NoZone => "the least lead that matters must be above zero",
            Self::NoProbability => {
                "the probability of a correct selection must lie between that of a guess and 1"
            }
            Self::NoFirstRounds => "there must be at least two rounds before the first decision",
            Self::WrongRound => "a round must have exactly one number for each contender",
        })
    }
}

impl Error for NoSelection {}

/// A fully sequential selection of the best alternative under common random numbers.
///
/// Round by round (a round is one replication of every alternative still in contention, all
/// meeting the same chance) those that trail too far drop out, until one is left: procedure KN++
/// of S.-H. Kim and B. L. Nelson, "On the asymptotic validity of fully sequential selection
/// procedures for steady-state simulation", Operations Research 54(3), 2006, 475-488, on
/// independent rounds; it updates the variances of KN ("A fully sequential procedure for
/// indifference-zone selection in simulation", ACM TOMACS 11(3), 2001, 251-273), here whenever
/// the number of rounds has doubled. Its constant allows for any dependence between alternatives.
///
/// ```
/// use keruen::stats::{Goal, Guarantee, Selection};
///
/// let guarantee = Guarantee { goal: Goal::Less, zone: 0.5, probability: 0.95, first_rounds: 10 };
/// let days = [18.0, 16.0, 21.0];
/// let mut selection = Selection::new(3, guarantee)?;
/// for round in 0.. {
///     if selection.chosen().is_some() {
///         break;
///     }
///     let storm = f64::from(round % 7);
///     let values: Vec<f64> = selection.contenders().iter().map(|&route| days[route] + storm).collect();
///     selection.feed(&values)?;
/// }
/// assert_eq!(selection.chosen(), Some(1));
/// # Ok::<(), keruen::stats::NoSelection>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    guarantee: Guarantee,
    duels: Duels,
    contenders: Vec<usize>,
    rounds: u64,
    /// When variances are taken next; none if they are settled.
    next_update: Option<u64>,
    updates: bool,
    /// For every pair h²S², as of the last update, in the order of [`Duels`].
    boundary: Vec<f64>,
}

impl Selection {
    /// A selection among so many alternatives, before its first round.
    pub fn new(alternatives: usize, guarantee: Guarantee) -> Result<Self, NoSelection> {
        if alternatives < 2 {
            return Err(NoSelection::NoChoice);
        }
        let zone = guarantee.zone;
        if zone.is_nan() || zone <= 0.0 || zone.is_infinite() {
            return Err(NoSelection::NoZone);
        }
        if !(guarantee.probability > 1.0 / real(alternatives as u64) && guarantee.probability < 1.0) {
            return Err(NoSelection::NoProbability);
        }
        if guarantee.first_rounds < 2 {
            return Err(NoSelection::NoFirstRounds);
        }
        Ok(Self {
            guarantee,
            duels: Duels::new(alternatives, guarantee.goal),
            contenders: (0..alternatives).collect(),
            rounds: 0,
            next_update: Some(guarantee.first_rounds),
            updates: true,
            boundary: vec![0.0; alternatives * alternatives],
        })
    }

    /// A selection that keeps the variances of the first rounds: procedure KN of 2001. Its promise
    /// holds for any number of normal replications, where that of KN++ holds for many; it takes
    /// more rounds, many more after ten first rounds and hardly more after thirty.
    pub fn with_first_variances(alternatives: usize, guarantee: Guarantee) -> Result<Self, NoSelection> {
        Ok(Self { updates: false, ..Self::new(alternatives, guarantee)? })
    }

    /// Those still in contention, in ascending order.
    pub fn contenders(&self) -> &[usize] {
        &self.contenders
    }

    /// How many rounds have been fed.
    pub const fn rounds(&self) -> u64 {
        self.rounds
    }

    /// The alternative selected, once only one is left.
    pub fn chosen(&self) -> Option<usize> {
        match self.contenders[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// After how many rounds the selection ends at the latest, as far as the variances known now
    /// tell; none before the first decision.
    pub fn rounds_at_most(&self) -> Option<u64> {
        let zone = self.guarantee.zone;
        let most =
            self.pairs().map(|(one, other)| self.bound(one, other) / (zone * zone)).fold(0.0, f64::max);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
        let most = most.ceil() as u64;
        (self.rounds >= self.guarantee.first_rounds).then(|| most.max(self.rounds))
    }

    /// Takes in a round: one value for each contender, in the order of
    /// [`contenders`](Self::contenders). Once one is chosen, further rounds change nothing.
    pub fn feed(&mut self, values: &[f64]) -> Result<(), NoSelection> {
        if values.len() != self.contenders.len() || values.iter().any(|value| !value.is_finite()) {
            return Err(NoSelection::WrongRound);
        }
        if self.contenders.len() < 2 {
            return Ok(());
        }
        self.duels.push(&self.contenders, values);
        self.rounds += 1;
        if self.next_update.is_some_and(|next| self.rounds >= next) {
            self.update();
        }
        if self.rounds >= self.guarantee.first_rounds {
            self.screen();
        }
        Ok(())
    }

    /// Takes the variances of all rounds so far.
    fn update(&mut self) {
        let h_squared = h_squared(self.duels.alternatives(), self.guarantee.probability, self.rounds);
        let pairs: Vec<(usize, usize)> = self.pairs().collect();
        for (one, other) in pairs {
            let variance = self.duels.of(one, other).variance().unwrap_or(0.0);
            let alternatives = self.duels.alternatives();
            self.boundary[one * alternatives + other] = h_squared * variance;
        }
        self.next_update = self.updates.then_some(2 * self.rounds);
    }

    /// Drops those that trail another contender by more than chance explains.
    fn screen(&mut self) {
        let beaten = |&one: &usize| {
            let by =
                |&other: &usize| other != one && self.duels.lead(other, one) > self.tolerance(one, other);
            self.contenders.iter().any(by)
        };
        let remaining: Vec<usize> = self.contenders.iter().copied().filter(|one| !beaten(one)).collect();
        let tied = self.pairs().all(|(one, other)| self.tolerance(one, other) == 0.0);
        self.contenders = remaining;
        if tied {
            self.contenders.truncate(1);
        }
    }

    /// How far one may trail the other and stay: `W = max(0, δ/2r · (h²S²/δ² - r))`.
    fn tolerance(&self, one: usize, other: usize) -> f64 {
        let (zone, rounds) = (self.guarantee.zone, real(self.rounds));
        (zone / (2.0 * rounds) * (self.bound(one, other) / (zone * zone) - rounds)).max(0.0)
    }

    fn bound(&self, one: usize, other: usize) -> f64 {
        self.boundary[one.min(other) * self.duels.alternatives() + one.max(other)]
    }

    /// All pairs of contenders, the lower one first.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let from = |(at, &one): (usize, &usize)| {
            self.contenders[at + 1..].iter().map(move |&other| (one, other)).collect::<Vec<_>>()
        };
        self.contenders.iter().enumerate().flat_map(from)
    }
}

/// The constant η of Kim and Nelson, `½((2α/(k-1))^(-2/(n-1)) - 1)`, with c = 1.
pub(super) fn eta(alternatives: usize, probability: f64, rounds: u64) -> f64 {
    let base = 2.0 * (1.0 - probability) / (real(alternatives as u64) - 1.0);
    0.5 * libm::expm1(-2.0 / (real(rounds) - 1.0) * libm::log(base))
}

/// Their constant h² = 2cη(n - 1).
pub(super) fn h_squared(alternatives: usize, probability: f64, rounds: u64) -> f64 {
    2.0 * eta(alternatives, probability, rounds) * (real(rounds) - 1.0)
}
