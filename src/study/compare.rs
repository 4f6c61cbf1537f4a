//! The compare study: several scenarios that meet the same chance.
//!
//! Replication *k* of every scenario has the same seed and number. Draws are addressed, so the same
//! consignments appear at the same time, the same storms close the same ports, and what remains of
//! a difference is due to what the scenarios do differently.

use super::batches::{Batches, Ended, Failure};
use super::book::Book;
use super::contrast::Contrasts;
use super::follow::{FollowedGroup, Ledger, Sums, Trail};
use super::growth::{Levels, Stability};
use super::how_long::{EndedBy, HowLong, Pace, wanted};
use super::measure::{Measure, Reading, Sheet};
use super::query::Query;
use super::replications::Replications;
use super::run::{CONFIDENCE, Provenances};
use super::tolerance::{Tolerance, tolerance_for};
use super::topics::{Asked, Topic, asked};
use crate::corridor::Corridor;
use crate::stats::{
    Answer, Contest as AgainstTheBest, Difference, Estimate, Goal, Question, WithTheBest, answers,
};
use serde::Serialize;
use std::sync::atomic::AtomicBool;

/// What to compare, and how.
#[derive(Clone, Debug)]
pub struct ComparePlan {
    /// How long to run.
    pub how_long: HowLong,
    /// The seed of all randomness, the same in all scenarios.
    pub seed: u64,
    /// The measures to compare by; none: the usual ones.
    pub measures: Vec<Query>,
    /// Differences up to these sizes do not matter, relative to the base.
    pub zones: Vec<Tolerance>,
}

/// A scenario of a comparison: enough to compute its part again.
#[derive(Clone, Debug, Serialize)]
pub struct Contestant {
    /// What it is called in reports.
    pub label: String,
    /// The scenario file, as named by the user.
    pub scenario: String,
    /// SHA-256 of the merged scenario, overrides, traces and all.
    pub scenario_sha256: String,
    /// The assignments of `--set`, in order.
    pub overrides: Vec<String>,
    /// Whether the warm-up was found, since the scenario gives none.
    pub warm_up_found: bool,
    /// The beginning of each replication that is not measured (h).
    pub warm_up_hours: f64,
    /// The length of each replication (h).
    pub horizon_hours: f64,
    /// Values of the scenario with a source, estimated, fitted, and without any word.
    pub provenance: Provenances,
}

/// What a comparison was computed from: enough to compute it again.
#[derive(Clone, Debug, Serialize)]
pub struct CompareManifest {
    /// The version of the layout of results.
    pub schema_version: u32,
    /// The program that computed it.
    pub program: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The scenarios, the base first.
    pub scenarios: Vec<Contestant>,
    /// The seed, the same in all.
    pub seed: u64,
    /// Replications that were asked for.
    pub requested: u64,
    /// Replications of each scenario that the results are made of.
    pub replications: u64,
    /// Whether the study came to its end.
    pub complete: bool,
    /// What ended the study.
    pub ended_by: EndedBy,
    /// The precision that was asked for.
    pub precision: Vec<String>,
    /// The time that was given (s).
    pub budget_seconds: Option<f64>,
    /// Differences up to these do not matter.
    pub zones: Vec<String>,
    /// Questions that multiplicity was controlled over.
    pub questions: usize,
}

/// What was found of one measure in one alternative, against the base.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What was measured.
    pub measure: Measure,
    /// Which alternative: 1 is the first after the base.
    pub alternative: usize,
    /// The estimate in the base; nothing if it has no such measure or nothing to say.
    pub base: Option<Estimate>,
    /// The estimate in the alternative.
    pub found: Option<Estimate>,
    /// Alternative less base, paired.
    pub difference: Option<Difference>,
    /// What may be concluded, multiplicity taken into account; nothing where there is no pair.
    pub answer: Option<Answer>,
    /// Differences up to this do not matter, in the unit of the measure.
    pub zone: f64,
    /// About so many more replications would settle it, if it is undecided and that is in sight.
    pub more: Option<u64>,
}

/// What came of a comparison.
#[derive(Clone, Debug)]
pub struct Compared {
    /// How it ended.
    pub ended: Ended,
    /// What ended it.
    pub ended_by: EndedBy,
    /// Replications of each scenario.
    pub replications: u64,
    /// Every comparison, alternative by alternative, in the order of measures.
    pub comparisons: Vec<Comparison>,
    /// Questions that multiplicity was controlled over.
    pub questions: usize,
    /// By scenario, what grows without bound in it, and what is offered more than it can do.
    pub stability: Vec<Stability>,
    /// Demand streams that not all scenarios have.
    pub streams: Vec<OneSided>,
    /// The same consignments followed, alternative by alternative.
    pub followed: Vec<FollowedGroup>,
    /// Multiple comparisons with the best, of three or more scenarios.
    pub best: Vec<BestOf>,
}

/// Each of three or more scenarios beside the best of the others, by one measure.
#[derive(Clone, Debug)]
pub struct BestOf {
    /// What was measured.
    pub measure: Measure,
    /// By scenario.
    pub scenarios: Vec<WithTheBest>,
}

/// Something that one scenario has and the other has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneSided {
    /// Its name.
    pub name: String,
    /// Which alternative the base was held against.
    pub alternative: usize,
    /// Whether the base has it; else the alternative has.
    pub in_base: bool,
}

/// Who wants what every replication says: scenario, number, measures, reading.
pub type CompareSink<'s> = &'s mut (dyn FnMut(usize, u64, &[(usize, Measure)], &Reading) + Send);

/// Everything that grows from replication to replication.
struct Gathered {
    /// By scenario; one row a question.
    books: Vec<Book>,
    /// By scenario.
    levels: Vec<Levels>,
    /// By alternative; one row a question.
    contrasts: Vec<Contrasts>,
    /// By alternative: consignments followed through it and the base.
    ledgers: Vec<Ledger>,
    /// By question, of three or more scenarios that all have the measure.
    bests: Vec<Option<AgainstTheBest>>,
    replications: u64,
}

/// Runs the comparison on the current thread pool. The first scenario is the base.
pub fn compare(
    corridors: &[&Corridor],
    plan: &ComparePlan,
    stop: &AtomicBool,
    done: &(dyn Fn() + Sync),
    sink: CompareSink<'_>,
) -> Compared {
    let contest = Contest::between(corridors, plan);
    let own: Vec<Vec<(usize, Measure)>> =
        (0..corridors.len()).map(|scenario| of_scenario(&contest.questions, scenario)).collect();
    let pace = Pace::start(&plan.how_long);
    let mut gathered = (contest.gathered(), sink);
    let ended = Batches { most: plan.how_long.most, stop, done }.run(
        &mut gathered,
        |number| contest.round(number),
        |(gathered, sink), number, round: Round| {
            gathered.push(&contest, number, &round);
            for (scenario, reading) in round.readings.iter().enumerate() {
                sink(scenario, number, &own[scenario], reading);
            }
        },
        |(gathered, _), count| pace.is_over(count, || gathered.intervals(&contest, &plan.how_long.precision)),
    );
    let (gathered, _) = gathered;
    let mut comparisons = gathered.comparisons(&contest, plan);
    let questions = answer(&mut comparisons);
    let followed = contest.trails.iter().zip(&gathered.ledgers).enumerate();
    Compared {
        ended,
        ended_by: pace.ended_by(ended),
        replications: gathered.replications,
        comparisons,
        questions,
        stability: gathered.stability(&contest),
        streams: one_sided(corridors),
        best: gathered.best(&contest),
        followed: followed.flat_map(|(before, (trail, ledger))| ledger.groups(trail, before + 1)).collect(),
    }
}

/// Scenarios side by side.
struct Contest<'c> {
    scenarios: Vec<Replications<'c>>,
    questions: Vec<Asked>,
    /// By alternative.
    trails: Vec<Trail>,
}

/// What one replication of every scenario says.
struct Round {
    readings: Vec<Reading>,
    /// By alternative: its consignments held against those of the base, by cargo class.
    followed: Vec<Vec<Sums>>,
}

impl<'c> Contest<'c> {
    fn between(corridors: &[&'c Corridor], plan: &ComparePlan) -> Self {
        let replications =
            |corridor: &&'c Corridor| Replications::of(corridor, plan.seed).with_consignments();
        let scenarios: Vec<Replications<'c>> = corridors.iter().map(replications).collect();
        let sheets: Vec<&Sheet<'c>> = scenarios.iter().map(Replications::sheet).collect();
        let questions = asked(&sheets, &plan.measures);
        let trails = corridors[1..].iter().map(|alternative| Trail::between(corridors[0], alternative));
        Self { trails: trails.collect(), questions, scenarios }
    }

    fn gathered(&self) -> Gathered {
        let book = |(place, scenario): (usize, &Replications<'c>)| {
            Book::of(scenario.sheet(), self.questions.iter().map(|asked| asked.places[place]))
        };
        let books: Vec<Book> = self.scenarios.iter().enumerate().map(book).collect();
        let contrasts = books[1..].iter().map(|book| Contrasts::of(&books[0], book, self.questions.len()));
        let ledgers = self.trails.iter().map(Ledger::of).collect();
        let several = self.scenarios.len() > 2;
        let against = |asked: &Asked| {
            let goal = Topic::of(&asked.measure.path).map_or(Goal::Less, |topic| topic.goal);
            let all = several && asked.places.iter().all(Option::is_some);
            all.then(|| AgainstTheBest::new(self.scenarios.len(), goal))
        };
        let bests = self.questions.iter().map(against).collect();
        let levels = self.scenarios.iter().map(Levels::of).collect();
        Gathered { levels, contrasts: contrasts.collect(), books, ledgers, bests, replications: 0 }
    }

    /// One replication of every scenario.
    fn round(&self, number: u64) -> Result<Round, Failure> {
        let mut readings = Vec::with_capacity(self.scenarios.len());
        let mut followed = Vec::with_capacity(self.trails.len());
        let mut of_base = None;
        for (place, scenario) in self.scenarios.iter().enumerate() {
            let (reading, consignments) = scenario.follow(number).map_err(|why| (place, why))?;
            readings.push(reading);
            match &of_base {
                None => of_base = Some(consignments),
                Some(base) => followed.push(self.trails[place - 1].follow(base, &consignments)),
            }
        }
        Ok(Round { readings, followed })
    }
}

/// The measures of one scenario that are asked for, with their places in its sheet.
fn of_scenario(questions: &[Asked], scenario: usize) -> Vec<(usize, Measure)> {
    let own = questions.iter().filter_map(|asked| Some((asked.places[scenario]?, asked.measure.clone())));
    own.collect()
}

impl Gathered {
    fn push(&mut self, contest: &Contest<'_>, number: u64, round: &Round) {
        self.replications = number + 1;
        for (book, reading) in self.books.iter_mut().zip(&round.readings) {
            book.push(number, reading);
        }
        for (levels, reading) in self.levels.iter_mut().zip(&round.readings) {
            levels.push(&reading.levels);
        }
        for (before, contrasts) in self.contrasts.iter_mut().enumerate() {
            let sides = [0, before + 1];
            contrasts.push(&contest.questions, sides, sides.map(|side| &round.readings[side]));
        }
        for (best, asked) in self.bests.iter_mut().zip(&contest.questions) {
            let Some(best) = best else { continue };
            let value = |(place, reading): (&Option<usize>, &Reading)| reading.values[(*place)?];
            let values: Option<Vec<f64>> = asked.places.iter().zip(&round.readings).map(value).collect();
            values.iter().for_each(|values| best.push(values));
        }
        for ((ledger, trail), sums) in self.ledgers.iter_mut().zip(&contest.trails).zip(&round.followed) {
            ledger.push(trail, sums);
        }
    }

    fn stability(&self, contest: &Contest<'_>) -> Vec<Stability> {
        let with = self.levels.iter().zip(&contest.scenarios);
        with.map(|(levels, scenario)| levels.stability(scenario)).collect()
    }

    fn difference(&self, alternative: usize, question: usize) -> Option<Difference> {
        let books = [&self.books[0], &self.books[alternative]];
        let found = self.contrasts[alternative - 1].difference(question, books, CONFIDENCE)?;
        let base = books[0].estimate(question, CONFIDENCE)?;
        Some(if is_rounding(&found, base.estimate) { none_of(&found) } else { found })
    }

    /// Each scenario beside the best of the others, by every measure that says something.
    fn best(&self, contest: &Contest<'_>) -> Vec<BestOf> {
        let found = self.bests.iter().zip(&contest.questions).filter_map(|(best, asked)| {
            let scenarios = best.as_ref()?.with_the_best(CONFIDENCE);
            let differs = scenarios.iter().any(|it| it.lead.estimate != 0.0);
            differs.then(|| BestOf { measure: asked.measure.clone(), scenarios })
        });
        found.collect()
    }

    /// The differences that have to be known well, beside the base.
    fn intervals(&self, contest: &Contest<'_>, precision: &[Tolerance]) -> Vec<Estimate> {
        let mut intervals = Vec::new();
        for alternative in 1..self.books.len() {
            let asked = contest.questions.iter().enumerate().filter_map(|(question, asked)| {
                let size = tolerance_for(precision, &asked.measure)?;
                let base = self.books[0].estimate(question, CONFIDENCE)?;
                let found = self.difference(alternative, question)?;
                Some(wanted(found.estimate.half_width(), size.beside(base.estimate)))
            });
            intervals.extend(asked);
        }
        intervals
    }

    fn comparisons(&self, contest: &Contest<'_>, plan: &ComparePlan) -> Vec<Comparison> {
        let mut all = Vec::new();
        for alternative in 1..self.books.len() {
            for (question, asked) in contest.questions.iter().enumerate() {
                let base = self.books[0].estimate(question, CONFIDENCE);
                let found = self.books[alternative].estimate(question, CONFIDENCE);
                // What neither has, such as TEU of goods that are not counted in TEU, is no question.
                if [base, found].iter().flatten().all(|it| it.estimate == 0.0) {
                    continue;
                }
                let zone = tolerance_for(&plan.zones, &asked.measure)
                    .map_or(0.0, |zone| zone.beside(base.map_or(0.0, |base| base.estimate)));
                all.push(Comparison {
                    measure: asked.measure.clone(),
                    alternative,
                    base,
                    found,
                    difference: self.difference(alternative, question),
                    answer: None,
                    zone,
                    more: None,
                });
            }
        }
        all
    }
}

/// Differences this small beside what differs come from rounding, as of sums over other groups; an
/// interval made of squares keeps half of the digits.
const ROUNDING: f64 = 1e-7;

/// Whether a difference is nothing but rounding, in every replication.
fn is_rounding(found: &Difference, base: f64) -> bool {
    let small = |value: f64| value.abs() <= ROUNDING * base.abs();
    small(found.estimate.estimate) && found.estimate.half_width().is_some_and(small)
}

/// No difference at all.
fn none_of(found: &Difference) -> Difference {
    let zero = Some(0.0);
    Difference {
        estimate: Estimate { estimate: 0.0, low: zero, high: zero, n: found.estimate.n },
        standard_error: zero,
        degrees_of_freedom: found.degrees_of_freedom,
        p_value: Some(1.0),
        variance_ratio: None,
    }
}

/// Answers all questions together, and tells how many there were.
fn answer(comparisons: &mut [Comparison]) -> usize {
    let questions: Vec<(usize, Question)> = comparisons
        .iter()
        .enumerate()
        .filter_map(|(place, it)| {
            let goal = Topic::of(&it.measure.path).map_or(Goal::Less, |topic| topic.goal);
            Some((place, Question { difference: it.difference?, goal, zone: it.zone }))
        })
        .collect();
    let asked: Vec<Question> = questions.iter().map(|(_, question)| *question).collect();
    let level = 1.0 - CONFIDENCE;
    // An undecided one is settled when even the strictest of Holm's steps would find it.
    let strictest = 1.0 - level / asked.len().max(1) as f64;
    for ((place, question), answer) in questions.iter().zip(answers(&asked, level)) {
        let comparison = &mut comparisons[*place];
        comparison.more = question.difference.replications_to_settle(question.zone, strictest);
        comparison.answer = Some(answer);
    }
    asked.len()
}

/// Demand streams that the base or an alternative lacks.
fn one_sided(corridors: &[&Corridor]) -> Vec<OneSided> {
    let Some((base, alternatives)) = corridors.split_first() else { return Vec::new() };
    let has = |corridor: &Corridor, name: &str| corridor.demand.iter().any(|stream| stream.name == name);
    let mut all = Vec::new();
    for (before, alternative) in alternatives.iter().enumerate() {
        for (one, other, in_base) in [(*base, *alternative, true), (*alternative, *base, false)] {
            let missing = one.demand.iter().filter(|stream| !has(other, &stream.name));
            all.extend(missing.map(|stream| OneSided {
                name: stream.name.clone(),
                alternative: before + 1,
                in_base,
            }));
        }
    }
    all
}
