//! Verdicts in words.

use super::number::{plain, range, whole};
use crate::stats::Verdict;
use crate::study::{Comparison, Topic};

/// How values of a unit are shown: shares as percent.
pub(super) fn shown_unit(unit: &'static str) -> (f64, &'static str) {
    if unit == "1" { (100.0, "%") } else { (1.0, unit) }
}

/// The unit of a difference: shares differ by percentage points.
fn unit_of_difference(unit: &'static str) -> &'static str {
    if unit == "1" { "points" } else { unit }
}

/// What may be concluded, in words: `faster by 1.9 to 3.1 d`.
pub(super) fn verdict(comparison: &Comparison) -> String {
    let (scale, _) = shown_unit(comparison.measure.unit);
    let unit = unit_of_difference(comparison.measure.unit);
    let (Some(difference), Some(answer)) = (&comparison.difference, &comparison.answer) else {
        return one_sided(comparison).to_owned();
    };
    let found = &difference.estimate;
    let [less, more] =
        Topic::of(&comparison.measure.path).map_or(["lower", "higher"], |topic| [topic.less, topic.more]);
    match answer.verdict {
        Verdict::Equivalent if is_the_same(comparison) => "the same in every replication".to_owned(),
        Verdict::Equivalent => {
            format!("no difference that matters (within ±{} {unit})", plain(comparison.zone * scale))
        }
        Verdict::Better | Verdict::Worse => {
            let word = if found.estimate < 0.0 { less } else { more };
            let ends = [found.low, found.high].map(|end| (end.unwrap_or(found.estimate) * scale).abs());
            let [low, high] = if ends[0] <= ends[1] { ends } else { [ends[1], ends[0]] };
            format!("{word} by {} {unit}", range(low, high))
        }
        Verdict::Undecided => match comparison.more {
            _ if found.low.is_none() => "undecided: one replication has no interval".to_owned(),
            Some(count) if count <= FAR => {
                format!("undecided; about {} more replications would settle it", whole(rounded_up(count)))
            }
            _ => "undecided, and no number of replications in sight would settle it".to_owned(),
        },
    }
}

/// Whether base and alternative agree in every replication, of which there are several.
pub(super) fn is_the_same(comparison: &Comparison) -> bool {
    let found = comparison.difference.map(|difference| difference.estimate);
    found.is_some_and(|found| found.all_agree() && found.estimate == 0.0)
}

/// More replications than this are not worth naming.
const FAR: u64 = 10_000_000;

/// Two figures are as much as such a forecast is worth.
fn rounded_up(count: u64) -> f64 {
    let count = count.max(1) as f64;
    let unit = 10_f64.powf((count.log10().floor() - 1.0).max(0.0));
    (count / unit).ceil() * unit
}

fn one_sided(comparison: &Comparison) -> &'static str {
    match (&comparison.base, &comparison.found) {
        (Some(_), None) => "only in the base",
        (None, Some(_)) => "only in the alternative",
        _ => "never in the same replication",
    }
}
