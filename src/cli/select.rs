//! `keruen compare … --select-best MEASURE`: the best of several scenarios, with a guarantee.

use super::ScenarioArgs;
use super::compare::{CompareArgs, contestants, labels};
use super::exit::Exit;
use super::screen::{complain, print};
use super::stopped::{exit_of, told};
use super::study::Format;
use crate::corridor::Corridor;
use crate::report::{select_csv, select_json, select_table, stability_notes};
use crate::scenario::Scenario;
use crate::study::{Ended, SelectManifest, SelectPlan, Tolerance, select, select_by, tolerance_for};
use std::io;

/// Most replications of a selection, unless others are asked for.
const MOST: u64 = 10_000;

/// An option of comparisons that a selection can do nothing with, and what does it there.
fn no_say(args: &CompareArgs) -> Option<(&'static str, &'static str)> {
    if !args.study.precision.is_empty() {
        return Some((
            "--precision",
            "it goes on until the best is found; `--zone` and `--probability` say how sure that is",
        ));
    }
    if !args.study.measure.is_empty() {
        return Some(("--measure", "`--select-best MEASURE` names the one that it goes by"));
    }
    let instead = "its results are one page; write them into a file with `--format json > FILE`";
    args.study.out.as_ref().map(|_| ("--out", instead))
}

/// Runs the selection by the measure that a word stands for.
pub(super) fn select_best(
    args: &CompareArgs,
    word: &str,
    chosen: &[ScenarioArgs],
    scenarios: &[Scenario],
    corridors: &[&Corridor],
) -> io::Result<Exit> {
    if let Some((option, instead)) = no_say(args) {
        complain(&format!("error: `{option}` has no say in a selection\nhint: {instead}\n"));
        return Ok(Exit::Usage);
    }
    let Some(measure) = select_by(word, corridors) else {
        complain(&format!(
            "error: `{word}` is not one measure that all scenarios have\n\
             hint: write `cost`, `transit_time` or a measure path such as `transit_time.p90[cargo=containers]`\n"
        ));
        return Ok(Exit::Usage);
    };
    let zone = tolerance_for(&args.zone, &measure).cloned();
    let Some(zone) = zone else {
        complain(&format!("error: `--zone` says nothing about `{}`\n", measure.path));
        return Ok(Exit::Usage);
    };
    let mut how_long = args.study.how_long();
    if args.study.replications.is_none() && args.study.budget.is_none() {
        how_long.most = MOST;
    }
    let plan = SelectPlan { how_long, seed: args.study.seed, measure, zone, probability: args.probability.0 };
    let selected = match args.study.run(|stop, done| select(corridors, &plan, stop, done))? {
        Ok(selected) => selected,
        Err(refused) => {
            complain(&format!(
                "error: {refused}\nhint: `--zone` and `--probability` say what is asked for\n"
            ));
            return Ok(Exit::Usage);
        }
    };
    let labels = labels(chosen, corridors);
    if let Ended::Failed { replication, scenario, why } = selected.ended {
        complain(&format!(
            "in {}:\n{}",
            labels[scenario],
            told(corridors[scenario], plan.seed, replication, why)
        ));
        return Ok(exit_of(why));
    }
    let manifest = SelectManifest {
        schema_version: 1,
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        scenarios: contestants(chosen, scenarios, corridors, labels),
        seed: plan.seed,
        requested: plan.how_long.most,
        replications: selected.replications,
        complete: selected.ended == Ended::Complete,
        ended_by: selected.ended_by,
        budget_seconds: plan.how_long.budget.map(|budget| budget.as_secs_f64()),
        zone: Tolerance::to_string(&plan.zone),
        probability: plan.probability,
    };
    if !matches!(args.study.format, Format::Table) {
        let stability = selected.contenders.iter().map(|contender| &contender.stability);
        let labels = manifest.scenarios.iter().map(|it| it.label.as_str());
        complain(stability_notes(labels.zip(stability)).trim_start());
    }
    let printed = print(&match args.study.format {
        Format::Table => select_table(&manifest, &selected),
        Format::Json => select_json(&manifest, &selected)?,
        Format::Csv => select_csv(&manifest, &selected)?,
    });
    Ok(if matches!(selected.ended, Ended::Interrupted(_)) { Exit::Interrupted } else { printed })
}

/// A probability as a user writes it: `95%`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Probability(pub(super) f64);

impl std::str::FromStr for Probability {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let percent = text.trim().strip_suffix('%').and_then(|number| number.trim().parse::<f64>().ok());
        match percent {
            Some(percent) if percent > 0.0 && percent < 100.0 => Ok(Self(percent / 100.0)),
            _ => Err(format!("`{text}` is no probability; write `95%`")),
        }
    }
}
