//! `keruen compare`: several scenarios that meet the same chance, and what may be concluded.

use super::ScenarioArgs;
use super::exit::Exit;
use super::folder::{Folder, RESULTS};
use super::load::open;
use super::run::{provenances, sha256, warn_of_overload};
use super::screen::{complain, print};
use super::select::{Probability, select_best};
use super::stopped::{exit_of, told};
use super::study::{Format, StudyArgs, check_measures};
use crate::corridor::Corridor;
use crate::report::{ComparedCsv, TransitCsv, compare_csv, compare_json, compare_table, stability_notes};
use crate::scenario::Scenario;
use crate::study::{
    CompareManifest, ComparePlan, Compared, Contestant, Ended, Measure, Reading, Sheet, Tolerance, compare,
};
use clap::{ArgMatches, Args};
use std::io;
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(super) struct CompareArgs {
    /// The scenario files: the base, then its alternatives. With a single file, the file as it
    /// stands is compared with what `--set` makes of it
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Replace a value in the scenario whose file comes before; before all files: in all of them
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Differences up to this do not matter: `1%` of the base, or `transit_time.p90=0.5 d` for
    /// single measures. May be given several times
    #[arg(long, value_name = "[MEASURE=]SIZE", default_value = "1%")]
    pub(super) zone: Vec<Tolerance>,
    /// Instead of comparing, select the best of the scenarios by `cost`, `transit_time` or a measure:
    /// as few replications as it takes, with a guarantee (KN++)
    #[arg(long, value_name = "MEASURE")]
    select_best: Option<String>,
    /// How probable a right selection has to be, if the best leads by the zone or more
    #[arg(long, value_name = "SHARE", default_value = "95%", requires = "select_best")]
    pub(super) probability: Probability,
    #[command(flatten)]
    pub(super) study: StudyArgs,
}

pub(super) fn compare_scenarios(args: &CompareArgs, matches: &ArgMatches) -> Exit {
    let chosen = chosen(args, matches);
    if chosen.len() < 2 {
        complain(
            "error: there is nothing to compare with\nhint: name a second file, or make an alternative: `keruen compare FILE --set PATH=VALUE`\n",
        );
        return Exit::Usage;
    }
    let mut scenarios = Vec::new();
    for one in &chosen {
        match open(one, args.study.quiet) {
            Ok(scenario) => scenarios.push(scenario),
            Err(exit) => return exit,
        }
    }
    let corridors: Vec<&Corridor> = scenarios.iter().filter_map(|it| it.corridor.as_ref()).collect();
    if !args.study.quiet {
        corridors.iter().for_each(|corridor| warn_of_overload(corridor));
    }
    let sheets: Vec<Sheet<'_>> = corridors.iter().map(|corridor| Sheet::of(corridor)).collect();
    let tolerances = [args.zone.as_slice(), &args.study.precision].concat();
    if let Err(exit) = check_measures(&args.study.measure, &tolerances, &sheets) {
        return exit;
    }
    drop(sheets);
    if let Err(exit) = args.study.settle(scenarios.iter_mut().filter_map(|it| it.corridor.as_mut())) {
        return exit;
    }
    let corridors: Vec<&Corridor> = scenarios.iter().filter_map(|it| it.corridor.as_ref()).collect();
    let ended = match &args.select_best {
        Some(word) => select_best(args, word, &chosen, &scenarios, &corridors),
        None => studied(args, &chosen, &scenarios, &corridors),
    };
    match ended {
        Ok(exit) => exit,
        Err(error) => {
            complain(&format!("error: {error}\n"));
            Exit::File
        }
    }
}

/// The scenarios in the order of the command line, each with the assignments that follow its file;
/// those before the first file are for all.
fn chosen(args: &CompareArgs, matches: &ArgMatches) -> Vec<ScenarioArgs> {
    let places = |id| matches.indices_of(id).into_iter().flatten();
    let mut chosen: Vec<(usize, ScenarioArgs)> = places("files")
        .zip(&args.files)
        .map(|(place, file)| (place, ScenarioArgs { file: file.clone(), set: Vec::new() }))
        .collect();
    let first = chosen.first().map_or(0, |(place, _)| *place);
    for (place, set) in places("set").zip(&args.set) {
        let last_before = chosen.iter_mut().rev().find(|(file, _)| *file < place);
        match last_before {
            Some((_, scenario)) => scenario.set.push(set.clone()),
            None => chosen.iter_mut().for_each(|(_, scenario)| scenario.set.push(set.clone())),
        }
    }
    if let [(_, only)] = chosen.as_slice()
        && places("set").any(|place| place > first)
    {
        let for_all = places("set").filter(|place| *place < first).count();
        let base = ScenarioArgs { file: only.file.clone(), set: only.set[..for_all].to_vec() };
        chosen.insert(0, (first, base));
    }
    let with_warm_up = |one: ScenarioArgs| ScenarioArgs { set: args.study.with_warm_up(one.set), ..one };
    chosen.into_iter().map(|(_, one)| with_warm_up(one)).collect()
}

fn studied(
    args: &CompareArgs,
    chosen: &[ScenarioArgs],
    scenarios: &[Scenario],
    corridors: &[&Corridor],
) -> io::Result<Exit> {
    let folder = args.study.out.as_ref().map(|path| Folder::prepare(path, args.study.force)).transpose()?;
    let draft = folder.as_ref().map(|folder| folder.draft("replications.csv")).transpose()?;
    let labels = labels(chosen, corridors);
    let mut rows = draft.map(|draft| ComparedCsv::new(draft, &labels)).transpose()?;
    let draft = folder.as_ref().map(|folder| folder.draft("transit.csv")).transpose()?;
    let mut transit = draft.map(|draft| TransitCsv::new(draft, &labels)).transpose()?;
    let sheets: Vec<Sheet<'_>> = corridors.iter().map(|corridor| Sheet::of(corridor)).collect();
    let mut failure = None;
    let mut sink = |scenario: usize, number: u64, measures: &[(usize, Measure)], reading: &Reading| {
        if let (Some(rows), Some(transit)) = (&mut rows, &mut transit)
            && failure.is_none()
        {
            let written = rows.add(scenario, number, measures, reading);
            failure = written.and_then(|()| transit.add(scenario, number, &sheets[scenario], reading)).err();
        }
    };
    let plan = ComparePlan {
        how_long: args.study.how_long(),
        seed: args.study.seed,
        measures: args.study.measure.clone(),
        zones: args.zone.clone(),
    };
    let compared = args.study.run(|stop, done| compare(corridors, &plan, stop, done, &mut sink))?;
    if let Some(error) = failure {
        return Err(error);
    }
    if let Ended::Failed { replication, scenario, why } = compared.ended {
        let told = told(corridors[scenario], plan.seed, replication, why);
        complain(&format!("in {}:\n{told}", labels[scenario]));
        return Ok(exit_of(why));
    }
    let contestants = contestants(chosen, scenarios, corridors, labels);
    let manifest = manifest(&plan, contestants, &compared);
    if let (Some(folder), Some(rows), Some(transit)) = (&folder, rows, transit) {
        transit.finish()?.finish()?;
        rows.finish()?.finish()?;
        folder.write("comparisons.csv", |file| compare_csv(&manifest, &compared, file))?;
        let json = compare_json(&manifest, &compared)?;
        folder.write(RESULTS, |file| io::Write::write_all(file, json.as_bytes()))?;
    }
    if let Ended::Interrupted(done) = compared.ended {
        let most = plan.how_long.most;
        complain(&format!("interrupted: results cover {done} of {most} replications\n"));
    }
    if !matches!(args.study.format, Format::Table) {
        let labels = manifest.scenarios.iter().map(|it| it.label.as_str());
        complain(stability_notes(labels.zip(&compared.stability)).trim_start());
    }
    let printed = print(&match args.study.format {
        Format::Table => compare_table(&manifest, &compared),
        Format::Json => compare_json(&manifest, &compared)?,
        Format::Csv => {
            let mut bytes = Vec::new();
            compare_csv(&manifest, &compared, &mut bytes)?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
    });
    Ok(match compared.ended {
        Ended::Interrupted(_) => Exit::Interrupted,
        _ => printed,
    })
}

/// What each scenario is called in reports: its name, with what is set where that tells it apart.
pub(super) fn labels(chosen: &[ScenarioArgs], corridors: &[&Corridor]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for (one, corridor) in chosen.iter().zip(corridors) {
        let alike = corridors.iter().filter(|other| other.name == corridor.name).count() > 1;
        let own: Vec<&str> =
            one.set.iter().map(String::as_str).filter(|set| !set.starts_with("warm_up=")).collect();
        let mut label = corridor.name.clone();
        if alike && !own.is_empty() {
            label = format!("{label} with {}", own.join(", "));
        }
        while labels.contains(&label) {
            label.push_str(" again");
        }
        labels.push(label);
    }
    labels
}

pub(super) fn contestants(
    chosen: &[ScenarioArgs],
    scenarios: &[Scenario],
    corridors: &[&Corridor],
    labels: Vec<String>,
) -> Vec<Contestant> {
    let with = chosen.iter().zip(scenarios).zip(corridors).zip(labels);
    with.map(|(((one, scenario), corridor), label)| Contestant {
        label,
        scenario: one.file.display().to_string(),
        scenario_sha256: sha256(scenario),
        overrides: one.set.clone(),
        warm_up_found: corridor.finds_warm_up,
        warm_up_hours: corridor.warm_up.as_hours(),
        horizon_hours: corridor.horizon.as_hours(),
        provenance: provenances(scenario),
    })
    .collect()
}

fn manifest(plan: &ComparePlan, scenarios: Vec<Contestant>, compared: &Compared) -> CompareManifest {
    CompareManifest {
        schema_version: 1,
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        scenarios,
        seed: plan.seed,
        requested: plan.how_long.most,
        replications: compared.replications,
        complete: compared.ended == Ended::Complete,
        ended_by: compared.ended_by,
        precision: plan.how_long.precision.iter().map(ToString::to_string).collect(),
        budget_seconds: plan.how_long.budget.map(|budget| budget.as_secs_f64()),
        zones: plan.zones.iter().map(ToString::to_string).collect(),
        questions: compared.questions,
    }
}
