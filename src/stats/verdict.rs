//! Verdicts: what a comparison says in a word.

use serde::Serialize;

use super::difference::Difference;
use super::multiplicity::holm;

/// Which way a measure is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Goal {
    /// Less is better, as of days and dollars.
    Less,
    /// More is better, as of tonnes delivered.
    More,
}

/// What a comparison says of the alternative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is better than the base.
    Better,
    /// It is worse.
    Worse,
    /// There is no difference that matters: it lies within the zone given.
    Equivalent,
    /// These replications do not tell.
    Undecided,
}

/// One question of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// What was found.
    pub difference: Difference,
    /// Which way is better.
    pub goal: Goal,
    /// Differences up to this size do not matter, in the unit of the measure; zero if all do.
    pub zone: f64,
}

/// The answer to a question, adjusted for all that were asked with it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// In a word.
    pub verdict: Verdict,
    /// Holm's p value for *there is a difference*.
    pub p_adjusted: Option<f64>,
    /// Holm's p value for *there is no difference that matters*; none without a zone, unless the
    /// scenarios agreed in every replication.
    pub p_equivalence_adjusted: Option<f64>,
}

/// Answers questions asked together, at a level such as 0.05.
///
/// A measure is *equivalent* if the two one-sided tests say so, even where the small difference
/// is certain; else *better* or *worse* if the difference is; else *undecided*. Each of the two
/// families of tests is adjusted by Holm over the questions that have data, so the chance that
/// any difference is claimed falsely stays below the level, and so does the chance that any
/// equivalence is. Questions without an interval, as from one replication, are undecided.
pub fn answers(questions: &[Question], level: f64) -> Vec<Answer> {
    let apart = adjusted(questions, |question| question.difference.p_value);
    let alike = adjusted(questions, |question| {
        let p = question.difference.p_equivalence(question.zone)?;
        (question.zone > 0.0 || p == 0.0).then_some(p)
    });
    let answer = |((question, p_adjusted), p_equivalence_adjusted): ((&Question, _), _)| Answer {
        verdict: verdict(question, p_adjusted, p_equivalence_adjusted, level),
        p_adjusted,
        p_equivalence_adjusted,
    };
    questions.iter().zip(apart).zip(alike).map(answer).collect()
}

fn verdict(question: &Question, apart: Option<f64>, alike: Option<f64>, level: f64) -> Verdict {
    let shown = |p: Option<f64>| p.is_some_and(|p| p <= level);
    let less = question.difference.estimate.estimate < 0.0;
    if shown(alike) {
        Verdict::Equivalent
    } else if !shown(apart) {
        Verdict::Undecided
    } else if less == (question.goal == Goal::Less) {
        Verdict::Better
    } else {
        Verdict::Worse
    }
}

/// Holm over those questions that have a p value.
fn adjusted(questions: &[Question], p: impl Fn(&Question) -> Option<f64>) -> Vec<Option<f64>> {
    let raw: Vec<Option<f64>> = questions.iter().map(p).collect();
    let asked: Vec<f64> = raw.iter().flatten().copied().collect();
    let mut adjusted = holm(&asked).into_iter();
    raw.iter().map(|p| p.and_then(|_| adjusted.next())).collect()
}
