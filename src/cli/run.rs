//! `keruen run`: one scenario, every measure, with intervals.

use super::ScenarioArgs;
use super::exit::Exit;
use super::folder::{Draft, Folder, RESULTS};
use super::load::open;
use super::screen::{complain, print};
use super::stopped::{exit_of, told};
use super::study::{Format, StudyArgs, check_measures};
use crate::corridor::Corridor;
use crate::report::{
    ReplicationsCsv, TransitCsv, measures_csv, measures_table, offered, provenance_csv, run_json, run_table,
    stability_note,
};
use crate::scenario::{Scenario, count_provenance};
use crate::study::{
    CarriedOut, Ended, Manifest, Measure, Provenances, Reading, Results, Sheet, overloaded, run_for,
};
use clap::Args;
use sha2::{Digest, Sha256};
use std::io;

#[derive(Args, Debug)]
pub(super) struct RunArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    #[command(flatten)]
    study: StudyArgs,
}

pub(super) fn run(args: &RunArgs) -> Exit {
    let sets = args.study.with_warm_up(args.scenario.set.clone());
    let chosen = ScenarioArgs { file: args.scenario.file.clone(), set: sets };
    let mut scenario = match open(&chosen, args.study.quiet) {
        Ok(scenario) => scenario,
        Err(exit) => return exit,
    };
    let Some(corridor) = &scenario.corridor else { return Exit::Usage };
    if !args.study.quiet {
        warn_of_overload(corridor);
    }
    let checked = check_measures(&args.study.measure, &args.study.precision, &[Sheet::of(corridor)]);
    if let Err(exit) = checked.and_then(|()| args.study.settle(scenario.corridor.as_mut())) {
        return exit;
    }
    let Some(corridor) = &scenario.corridor else { return Exit::Usage };
    match studied(args, &chosen, &scenario, corridor) {
        Ok(exit) => exit,
        Err(error) => {
            complain(&format!("error: {error}\n"));
            Exit::File
        }
    }
}

/// Demand above capacity makes averages depend on the horizon: say so before they are read.
pub(super) fn warn_of_overload(corridor: &Corridor) {
    if let Some(load) = overloaded(corridor).first() {
        complain(&format!("warning: {}; queues grow as long as the horizon lasts\n", offered(load)));
    }
}

fn studied(
    args: &RunArgs,
    chosen: &ScenarioArgs,
    scenario: &Scenario,
    corridor: &Corridor,
) -> io::Result<Exit> {
    let folder = args.study.out.as_ref().map(|path| Folder::prepare(path, args.study.force)).transpose()?;
    let draft = folder.as_ref().map(|folder| folder.draft("replications.csv")).transpose()?;
    let mut rows = draft.map(ReplicationsCsv::new).transpose()?;
    let draft = folder.as_ref().map(|folder| folder.draft("transit.csv")).transpose()?;
    let mut transit = draft.map(|draft| TransitCsv::new(draft, &[])).transpose()?;
    let sheet = Sheet::of(corridor);
    let mut failure = None;
    let mut sink = |measures: &[Measure], number: u64, reading: &Reading| {
        if let (Some(rows), Some(transit)) = (&mut rows, &mut transit)
            && failure.is_none()
        {
            let written = rows.add(measures, number, reading);
            failure = written.and_then(|()| transit.add(0, number, &sheet, reading)).err();
        }
    };
    let how_long = args.study.how_long();
    let results =
        args.study.run(|stop, done| run_for(corridor, args.study.seed, &how_long, stop, done, &mut sink))?;
    if let Some(error) = failure {
        return Err(error);
    }
    if let Ended::Failed { replication, why, .. } = results.ended {
        complain(&told(corridor, args.study.seed, replication, why));
        return Ok(exit_of(why));
    }
    let manifest = manifest(args, chosen, scenario, corridor, &results);
    if let (Some(folder), Some(rows), Some(transit)) = (&folder, rows, transit) {
        transit.finish()?.finish()?;
        write_folder(folder, rows, &manifest, &results, scenario)?;
    }
    if !args.study.quiet && !results.skewed.is_empty() {
        warn_of_skewness(&results.skewed);
    }
    if let Ended::Interrupted(done) = results.ended {
        complain(&format!("interrupted: results cover {done} of {} replications\n", how_long.most));
    }
    let told = matches!(args.study.format, Format::Table) && args.study.measure.is_empty();
    if !told {
        complain(stability_note(&results).trim_start());
    }
    let page = page(args, corridor, &manifest, results.clone())?;
    let printed = print(&page);
    Ok(match results.ended {
        Ended::Interrupted(_) => Exit::Interrupted,
        _ => printed,
    })
}

/// Intervals from few and skewed replications cover less than they say: say so before they are read.
fn warn_of_skewness(skewed: &[Measure]) {
    let paths: Vec<String> = skewed.iter().map(ToString::to_string).collect();
    complain(&format!(
        "warning: too few replications for how skewed they are: the intervals of {} hold the true value less often \
         than 95 %\n\
         hint: run more of them (`--replications`)\n",
        paths.join(", ")
    ));
}

/// The fingerprint of a whole scenario.
pub(super) fn sha256(scenario: &Scenario) -> String {
    let digest = Sha256::digest(scenario.text().as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How many values of a scenario come from where.
pub(super) fn provenances(scenario: &Scenario) -> Provenances {
    let [sourced, estimates, fitted, plain] = count_provenance(&scenario.provenance);
    Provenances { sourced, estimates, fitted, plain }
}

fn manifest(
    args: &RunArgs,
    chosen: &ScenarioArgs,
    scenario: &Scenario,
    corridor: &Corridor,
    results: &Results,
) -> Manifest {
    let how_long = args.study.how_long();
    Manifest {
        schema_version: 1,
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        scenario: chosen.file.display().to_string(),
        scenario_sha256: sha256(scenario),
        overrides: chosen.set.clone(),
        seed: args.study.seed,
        requested: how_long.most,
        replications: results.replications,
        complete: results.ended == Ended::Complete,
        ended_by: results.ended_by,
        precision: how_long.precision.iter().map(ToString::to_string).collect(),
        budget_seconds: how_long.budget.map(|budget| budget.as_secs_f64()),
        warm_up_found: corridor.finds_warm_up,
        warm_up_hours: corridor.warm_up.as_hours(),
        horizon_hours: corridor.horizon.as_hours(),
        projects: CarriedOut::of(corridor),
        provenance: provenances(scenario),
    }
}

fn page(
    args: &RunArgs,
    corridor: &Corridor,
    manifest: &Manifest,
    mut results: Results,
) -> io::Result<String> {
    let chosen = !args.study.measure.is_empty();
    if chosen {
        results.keep(&args.study.measure);
    }
    let results = &results;
    Ok(match args.study.format {
        Format::Table if chosen => measures_table(results),
        Format::Table => run_table(&corridor.name, manifest, results),
        Format::Json => run_json(manifest, results)?,
        Format::Csv => {
            let mut bytes = Vec::new();
            measures_csv(results, &mut bytes)?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
    })
}

/// Results come last: their presence says that the folder is whole.
fn write_folder(
    folder: &Folder,
    rows: ReplicationsCsv<Draft>,
    manifest: &Manifest,
    results: &Results,
    scenario: &Scenario,
) -> io::Result<()> {
    rows.finish()?.finish()?;
    folder.write("measures.csv", |file| measures_csv(results, file))?;
    folder.write("provenance.csv", |file| provenance_csv(&scenario.provenance, file))?;
    folder.write(RESULTS, |file| io::Write::write_all(file, run_json(manifest, results)?.as_bytes()))
}
