//! The best of several alternatives: how often the procedure is right, and what it costs.

use super::harness::{CONFIDENCE, Chance, rate};
use keruen::stats::{Contest, Goal, Guarantee, NoSelection, Selection};

const STUDIES: u64 = 10_000;

/// The zone of indifference, in standard deviations of a replication.
const ZONE: f64 = 0.2;

/// Values of the alternatives in one round: those numbered lower vary less, all share a part.
fn round(means: &[f64], who: &[usize], correlation: f64, unequal: bool, chance: &mut Chance) -> Vec<f64> {
    let shared = correlation.sqrt() * chance.normal();
    let own = (1.0 - correlation).sqrt();
    let size = |one: usize| if unequal { 0.5 + one as f64 / means.len() as f64 } else { 1.0 };
    who.iter().map(|&one| means[one] + size(one) * (shared + own * chance.normal())).collect()
}

type Procedure = fn(usize, Guarantee) -> Result<Selection, NoSelection>;

/// All others trail the best by exactly the zone of indifference.
pub fn selection() {
    println!("\n### KN and KN++: probability of correct selection, promised 95 %\n");
    println!(
        "{STUDIES} selections a row; all others trail by exactly the zone, {ZONE} standard deviations.\n"
    );
    println!(
        "| alternatives | first rounds | correlation | variances | KN++ right | rounds | KN right | rounds |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for (alternatives, first_rounds) in [2, 5, 10].into_iter().flat_map(|k| [10, 32].map(|n| (k, n))) {
        for (correlation, unequal) in [(0.0, false), (0.5, false), (0.9, false), (0.5, true)] {
            let guarantee = Guarantee { goal: Goal::More, zone: ZONE, probability: 0.95, first_rounds };
            let mut means = vec![0.0; alternatives];
            means[0] = ZONE;
            let found = [Selection::new as Procedure, Selection::with_first_variances].map(|procedure| {
                let (right, rounds) = rate(STUDIES, |chance| {
                    let round =
                        |who: &[usize], chance: &mut Chance| round(&means, who, correlation, unequal, chance);
                    procedure(alternatives, guarantee).map_or((false, 0), |new| select(new, round, chance))
                });
                format!("**{:.1} %** | {rounds:.0}", 100.0 * right)
            });
            let variances = if unequal { "unequal" } else { "equal" };
            let found = found.join(" | ");
            println!("| {alternatives} | {first_rounds} | {correlation} | {variances} | {found} |");
        }
    }
}

fn select(
    mut selection: Selection,
    round: impl Fn(&[usize], &mut Chance) -> Vec<f64>,
    chance: &mut Chance,
) -> (bool, u64) {
    while selection.chosen().is_none() {
        let values = round(selection.contenders(), chance);
        if selection.feed(&values).is_err() {
            return (false, 0);
        }
    }
    (selection.chosen() == Some(0), selection.rounds())
}

pub fn with_the_best() {
    println!("\n### Comparisons with the best: all intervals right at once, nominal 95 %\n");
    println!("{STUDIES} studies a row; means step down by 0.2.\n");
    println!("| alternatives | replications | correlation | variances | all right |");
    println!("|---|---|---|---|---|");
    for alternatives in [3, 5, 10] {
        for n in [10, 50] {
            for (correlation, unequal) in [(0.0, false), (0.9, false), (0.5, true)] {
                let means: Vec<f64> = (0..alternatives).map(|one| -0.2 * one as f64).collect();
                let (right, _) = rate(STUDIES, |chance| {
                    let mut contest = Contest::new(alternatives, Goal::More);
                    let all: Vec<usize> = (0..alternatives).collect();
                    (0..n).for_each(|_| contest.push(&round(&means, &all, correlation, unequal, chance)));
                    let found = contest.with_the_best(CONFIDENCE);
                    let truth = |one: usize| if one == 0 { 0.2 } else { means[one] };
                    let right = |(one, found): (usize, &keruen::stats::WithTheBest)| {
                        found.lead.covers(truth(one)) == Some(true)
                    };
                    (found.iter().enumerate().all(right), n)
                });
                let variances = if unequal { "unequal" } else { "equal" };
                println!(
                    "| {alternatives} | {n} | {correlation} | {variances} | **{:.1} %** |",
                    100.0 * right
                );
            }
        }
    }
}
