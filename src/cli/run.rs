//! `keruen run`: one scenario, every measure, with intervals.

use super::ScenarioArgs;
use super::exit::Exit;
use super::folder::{Draft, Folder, RESULTS};
use super::load::open;
use super::progress::bar;
use super::screen::{complain, print};
use crate::corridor::{Corridor, Stop};
use crate::report::{ReplicationsCsv, measures_csv, measures_table, provenance_csv, run_json, run_table};
use crate::scenario::text::closest;
use crate::scenario::{Scenario, count_provenance};
use crate::study::{
    Ended, Manifest, Provenances, Query, Results, RunPlan, Sheet, Sink, preview, run as run_study,
};
use clap::{Args, ValueEnum, value_parser};
use sha2::{Digest, Sha256};
use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Args, Debug)]
pub(super) struct RunArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// How many replications
    #[arg(short = 'n', long, value_name = "N", default_value_t = 100, value_parser = value_parser!(u64).range(1..))]
    replications: u64,
    /// The seed of all randomness
    #[arg(short, long, default_value_t = 1)]
    seed: u64,
    /// Threads; the results do not depend on them [default: one a core]
    #[arg(short = 'j', long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// The beginning of each replication that is not measured, instead of the scenario's
    #[arg(long, value_name = "SPAN")]
    warm_up: Option<String>,
    /// Print only this measure, as `transit_time.p90[cargo=containers]`; `*` stands for any value.
    /// May be given several times
    #[arg(short, long, value_name = "MEASURE")]
    measure: Vec<Query>,
    /// Also write results.json, measures.csv, replications.csv and provenance.csv into this folder
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace results that the folder already holds
    #[arg(long, requires = "out")]
    force: bool,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Neither progress nor warnings
    #[arg(short, long)]
    quiet: bool,
}

/// What is printed on stdout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One object with `manifest` and `measures`
    Json,
    /// The measures, one a row
    Csv,
}

pub(super) fn run(args: &RunArgs) -> Exit {
    let mut chosen = ScenarioArgs { file: args.scenario.file.clone(), set: args.scenario.set.clone() };
    if let Some(span) = &args.warm_up {
        chosen.set.push(format!("warm_up={span}"));
    }
    let scenario = match open(&chosen, args.quiet) {
        Ok(scenario) => scenario,
        Err(exit) => return exit,
    };
    let Some(corridor) = &scenario.corridor else { return Exit::Usage };
    if !args.quiet {
        warn_of_overload(corridor);
    }
    if let Err(exit) = check_measures(&args.measure, corridor) {
        return exit;
    }
    match studied(args, &chosen, &scenario, corridor) {
        Ok(exit) => exit,
        Err(error) => {
            complain(&format!("error: {error}\n"));
            Exit::File
        }
    }
}

/// A measure that does not exist is told before anything is run.
fn check_measures(queries: &[Query], corridor: &Corridor) -> Result<(), Exit> {
    let sheet = Sheet::of(corridor);
    for query in queries {
        if sheet.measures().iter().any(|measure| query.asks_for(measure)) {
            continue;
        }
        let paths = sheet.measures().iter().map(|measure| measure.path.as_str());
        let near = closest(query.path(), paths).filter(|near| *near != query.path());
        let hint = near.map_or_else(
            || "hint: selectors are those that `--format csv` prints, as `[cargo=containers]`\n".to_owned(),
            |near| format!("hint: did you mean `{near}`?\n"),
        );
        complain(&format!("error: this scenario has no measure `{query}`\n{hint}"));
        return Err(Exit::Usage);
    }
    Ok(())
}

/// Demand above capacity makes averages depend on the horizon: say so before they are read.
fn warn_of_overload(corridor: &Corridor) {
    if let Some(load) = preview(corridor).bottleneck().filter(|load| load.offered >= 1.0) {
        complain(&format!(
            "warning: {} ({}) at {} is offered {:.0} % of what it can do; queues grow as long as the horizon lasts\n",
            load.resource.resource,
            load.resource.kind.word(),
            load.resource.at,
            load.offered * 100.0
        ));
    }
}

fn studied(
    args: &RunArgs,
    chosen: &ScenarioArgs,
    scenario: &Scenario,
    corridor: &Corridor,
) -> io::Result<Exit> {
    let folder = args.out.as_ref().map(|path| Folder::prepare(path, args.force)).transpose()?;
    let draft = folder.as_ref().map(|folder| folder.draft("replications.csv")).transpose()?;
    let mut rows = draft.map(ReplicationsCsv::new).transpose()?;
    let mut failure = None;
    let results = simulated(args, corridor, &mut |measures, number, values| {
        if let Some(rows) = &mut rows
            && failure.is_none()
        {
            failure = rows.add(measures, number, values).err();
        }
    })?;
    if let Some(error) = failure {
        return Err(error);
    }
    if let Ended::Failed { replication, why } = results.ended {
        complain(&failed(replication, why));
        return Ok(Exit::Stopped);
    }
    let manifest = manifest(args, chosen, scenario, corridor, &results);
    if let (Some(folder), Some(rows)) = (&folder, rows) {
        write_folder(folder, rows, &manifest, &results, scenario)?;
    }
    if let Ended::Interrupted(done) = results.ended {
        complain(&format!("interrupted: results cover {done} of {} replications\n", args.replications));
    }
    let page = page(args, corridor, &manifest, results.clone())?;
    let printed = print(&page);
    Ok(match results.ended {
        Ended::Interrupted(_) => Exit::Interrupted,
        _ => printed,
    })
}

/// Runs the study on its own threads, with a bar, until it is done or interrupted.
fn simulated(args: &RunArgs, corridor: &Corridor, sink: Sink<'_>) -> io::Result<Results> {
    let stop = Arc::new(AtomicBool::new(false));
    watch_for_interrupt(&stop);
    let threads = args.threads.map_or(0, NonZeroUsize::get);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(io::Error::other)?;
    let plan = RunPlan { replications: args.replications, seed: args.seed };
    let bar = bar(plan.replications, args.quiet);
    let results = pool.install(|| run_study(corridor, plan, &stop, &|| bar.inc(1), sink));
    bar.finish_and_clear();
    Ok(results)
}

/// The first Ctrl-C ends the study after the replications under way, the second ends at once.
fn watch_for_interrupt(stop: &Arc<AtomicBool>) {
    let stop = Arc::clone(stop);
    // Without a handler Ctrl-C still ends the program, only less cleanly.
    let _ = ctrlc::set_handler(move || {
        if stop.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(Exit::Interrupted.code()));
        }
    });
}

fn failed(replication: u64, why: Stop) -> String {
    match why {
        Stop::TooManyLots => format!(
            "error: replication {replication} was flooded: more lots under way than can be followed\n\
             hint: demand exceeds capacity; `keruen preview` tells where\n"
        ),
        Stop::TooMuchMoney => format!(
            "error: replication {replication} booked more dollars than can be counted\n\
             hint: look at tariffs, fees and values of goods for one that is far too large\n"
        ),
        Stop::TooMuchCo2e => format!(
            "error: replication {replication} emitted more than can be counted\n\
             hint: look at the factors in `traction` and `hub_emission` for one that is far too large\n"
        ),
        Stop::NoProgress => {
            format!(
                "error: replication {replication} made no progress: events went on without time passing\n"
            )
        }
    }
}

fn manifest(
    args: &RunArgs,
    chosen: &ScenarioArgs,
    scenario: &Scenario,
    corridor: &Corridor,
    results: &Results,
) -> Manifest {
    let [sourced, estimates, fitted, plain] = count_provenance(&scenario.provenance);
    let digest = Sha256::digest(scenario.text().as_bytes());
    Manifest {
        schema_version: 1,
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        scenario: chosen.file.display().to_string(),
        scenario_sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        overrides: chosen.set.clone(),
        seed: args.seed,
        requested: args.replications,
        replications: results.replications,
        complete: results.ended == Ended::Complete,
        warm_up_hours: corridor.warm_up.as_hours(),
        horizon_hours: corridor.horizon.as_hours(),
        provenance: Provenances { sourced, estimates, fitted, plain },
    }
}

fn page(
    args: &RunArgs,
    corridor: &Corridor,
    manifest: &Manifest,
    mut results: Results,
) -> io::Result<String> {
    let chosen = !args.measure.is_empty();
    if chosen {
        results.keep(&args.measure);
    }
    let results = &results;
    Ok(match args.format {
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
