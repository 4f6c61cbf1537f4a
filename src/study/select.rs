//! Selecting the best of several scenarios, with as few replications as it takes.

use super::batches::{Batches, Ended};
use super::compare::Contestant;
use super::growth::{Levels, Stability};
use super::how_long::{EndedBy, HowLong, Pace};
use super::measure::Measure;
use super::query::Query;
use super::replications::Replications;
use super::run::CONFIDENCE;
use super::tolerance::Tolerance;
use super::topics::Topic;
use crate::corridor::{Corridor, Looks};
use crate::stats::{Estimate, Goal, Guarantee, Moments, NoSelection, Selection};
use serde::Serialize;
use std::sync::atomic::AtomicBool;

/// What to select by, and how sure to be.
#[derive(Clone, Debug)]
pub struct SelectPlan {
    /// How long to run at most; precision is not asked for.
    pub how_long: HowLong,
    /// The seed of all randomness, the same in all scenarios.
    pub seed: u64,
    /// The measure to select by, as [`select_by`] gives it.
    pub measure: Measure,
    /// Leads up to this do not matter, relative to the base or in the unit of the measure.
    pub zone: Tolerance,
    /// The probability of selecting the best if it leads by the zone or more.
    pub probability: f64,
}

/// What a selection was computed from: enough to compute it again.
#[derive(Clone, Debug, Serialize)]
pub struct SelectManifest {
    /// The version of the layout of results.
    pub schema_version: u32,
    /// The program that computed it.
    pub program: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The scenarios.
    pub scenarios: Vec<Contestant>,
    /// The seed, the same in all.
    pub seed: u64,
    /// The most replications.
    pub requested: u64,
    /// Replications of those who stayed longest.
    pub replications: u64,
    /// Whether the study came to its end.
    pub complete: bool,
    /// What ended the study.
    pub ended_by: EndedBy,
    /// The time that was given (s).
    pub budget_seconds: Option<f64>,
    /// Leads up to this do not matter.
    pub zone: String,
    /// The probability of a right selection that was asked for.
    pub probability: f64,
}

/// What came of a selection.
#[derive(Clone, Debug)]
pub struct Selected {
    /// How it ended.
    pub ended: Ended,
    /// What ended it.
    pub ended_by: EndedBy,
    /// The measure.
    pub measure: Measure,
    /// Leads up to this do not matter, in the unit of the measure.
    pub zone: f64,
    /// Replications of those who stayed longest.
    pub replications: u64,
    /// The best, if it is found.
    pub chosen: Option<usize>,
    /// The scenarios, in their order.
    pub contenders: Vec<Contender>,
}

/// A scenario of a selection.
#[derive(Clone, Debug)]
pub struct Contender {
    /// Rounds that it took part in.
    pub rounds: u64,
    /// Whether it is still in contention.
    pub in_contention: bool,
    /// The mean of its replications.
    pub estimate: Option<Estimate>,
    /// What grows without bound in it, and what is offered more than it can do.
    pub stability: Stability,
}

/// The measure that a word stands for, in all scenarios: `cost`, `transit_time`, or a measure path
/// with its selectors. `None` if it is not exactly one that all of them have.
#[must_use]
pub fn select_by(word: &str, corridors: &[&Corridor]) -> Option<Measure> {
    let path = match word {
        "cost" => "cost.per_tonne",
        "transit_time" => "transit_time.mean",
        "co2e" => "co2e.per_tonne",
        "distance" => "distance.mean",
        "delivered" => "delivered.tonnes",
        "reliability" => "reliability.spread",
        other => other,
    };
    let query: Query = path.parse().ok()?;
    let mut found: Option<Measure> = None;
    for corridor in corridors {
        let sheet = super::measure::Sheet::of(corridor);
        let mut all = sheet.measures().iter().filter(|measure| query.asks_for(measure));
        let (one, none) = (all.next()?.clone(), all.next());
        if none.is_some() || found.as_ref().is_some_and(|found| *found != one) {
            return None;
        }
        found = Some(one);
    }
    found
}

/// Rounds before the first decision.
const FIRST_ROUNDS: u64 = 32;

/// Everything that grows from round to round.
struct Gathered {
    /// Rounds until the zone is known.
    waiting: Vec<Vec<Option<f64>>>,
    selection: Option<Selection>,
    refused: Option<NoSelection>,
    zone: f64,
    moments: Vec<Moments>,
    levels: Vec<Levels>,
    rounds: Vec<u64>,
    replications: u64,
}

/// A scenario's part of a round: its place, the value, and how long its lines were.
type Part = (usize, Option<f64>, Looks);

/// Runs the selection on the current thread pool: KN++, round by round, a round being one
/// replication of every scenario still in contention. The first scenario is the base, which a
/// relative zone is beside: its mean over the first rounds.
///
/// # Errors
/// Why there can be no selection, such as a zone of nothing.
pub fn select(
    corridors: &[&Corridor],
    plan: &SelectPlan,
    stop: &AtomicBool,
    done: &(dyn Fn() + Sync),
) -> Result<Selected, NoSelection> {
    let all: Vec<Replications<'_>> = corridors.iter().map(|it| Replications::of(it, plan.seed)).collect();
    let place = |one: &Replications<'_>| one.sheet().measures().iter().position(|it| *it == plan.measure);
    let places: Vec<Option<usize>> = all.iter().map(place).collect();
    let pace = Pace::start(&plan.how_long);
    let mut gathered = Gathered::of(&all);
    let mut ended = Ended::Complete;
    let mut first = 0;
    while first < plan.how_long.most {
        // Who runs is settled between batches; within one, those who drop out run on unheard.
        let now = gathered.contenders(all.len());
        let last = first.saturating_add(super::BATCH).min(plan.how_long.most);
        let batch = Batches { most: last - first, stop, done };
        ended = batch.run(
            &mut gathered,
            |offset| {
                let value = |&scenario: &usize| -> Result<Part, _> {
                    let reading = all[scenario].read(first + offset).map_err(|why| (scenario, why))?;
                    let value = places[scenario].and_then(|place| reading.values[place]);
                    Ok((scenario, value, reading.levels))
                };
                now.iter().map(value).collect::<Result<Vec<_>, _>>()
            },
            |gathered, _, values| gathered.push(&values, plan),
            |_, _| false,
        );
        if let Ended::Interrupted(offset) = ended {
            ended = Ended::Interrupted(first + offset);
        }
        if let Ended::Failed { replication, .. } = &mut ended {
            *replication += first;
        }
        first = last;
        if let Some(refused) = gathered.refused {
            return Err(refused);
        }
        if ended != Ended::Complete || gathered.chosen().is_some() || pace.is_over(first, Vec::new) {
            break;
        }
    }
    let in_contention = gathered.contenders(all.len());
    let contender = |scenario: usize| Contender {
        rounds: gathered.rounds[scenario],
        in_contention: in_contention.contains(&scenario),
        estimate: Estimate::of_mean(&gathered.moments[scenario], CONFIDENCE),
        stability: gathered.levels[scenario].stability(&all[scenario]),
    };
    Ok(Selected {
        ended,
        ended_by: pace.ended_by(ended),
        measure: plan.measure.clone(),
        zone: gathered.zone,
        replications: gathered.replications,
        chosen: gathered.chosen(),
        contenders: (0..all.len()).map(contender).collect(),
    })
}

impl Gathered {
    fn of(all: &[Replications<'_>]) -> Self {
        let scenarios = all.len();
        Self {
            waiting: Vec::new(),
            selection: None,
            refused: None,
            zone: 0.0,
            moments: vec![Moments::default(); scenarios],
            levels: all.iter().map(Levels::of).collect(),
            rounds: vec![0; scenarios],
            replications: 0,
        }
    }

    fn chosen(&self) -> Option<usize> {
        self.selection.as_ref().and_then(Selection::chosen)
    }

    fn contenders(&self, scenarios: usize) -> Vec<usize> {
        self.selection.as_ref().map_or_else(|| (0..scenarios).collect(), |it| it.contenders().to_vec())
    }

    /// Takes in one round: the value of each scenario that ran.
    fn push(&mut self, parts: &[Part], plan: &SelectPlan) {
        if self.chosen().is_some() || self.refused.is_some() {
            return;
        }
        self.replications += 1;
        let mut round = vec![None; self.moments.len()];
        let contenders = self.contenders(self.moments.len());
        for (scenario, value, levels) in parts {
            round[*scenario] = *value;
            if contenders.contains(scenario) {
                self.levels[*scenario].push(levels);
            }
        }
        for scenario in contenders {
            self.rounds[scenario] += 1;
            self.moments[scenario].extend(round[scenario]);
        }
        match &mut self.selection {
            Some(selection) => feed(selection, &round),
            None => {
                self.waiting.push(round);
                if self.waiting.len() as u64 >= FIRST_ROUNDS {
                    self.begin(plan);
                }
            }
        }
    }

    /// The zone is known: the rounds so far are the first.
    fn begin(&mut self, plan: &SelectPlan) {
        self.zone = plan.zone.beside(self.moments[0].mean().unwrap_or(0.0));
        let guarantee = Guarantee {
            goal: Topic::of(&plan.measure.path).map_or(Goal::Less, |topic| topic.goal),
            zone: self.zone,
            probability: plan.probability,
            first_rounds: FIRST_ROUNDS,
        };
        match Selection::new(self.moments.len(), guarantee) {
            Err(refused) => self.refused = Some(refused),
            Ok(mut selection) => {
                self.waiting.drain(..).for_each(|round| feed(&mut selection, &round));
                self.selection = Some(selection);
            }
        }
    }
}

/// A round in which a contender has nothing to say is left out.
fn feed(selection: &mut Selection, round: &[Option<f64>]) {
    let values: Option<Vec<f64>> = selection.contenders().iter().map(|&scenario| round[scenario]).collect();
    if let Some(values) = values {
        // It has one number for each contender, so it is taken.
        let _ = selection.feed(&values);
    }
}
