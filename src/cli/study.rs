//! What commands that run replications share: their options, threads, bar and interruption.

use super::exit::Exit;
use super::progress::bar;
use super::screen::complain;
use super::stopped::{exit_of, told};
use crate::corridor::Corridor;
use crate::study::{HowLong, NoWarmUp, Query, Sheet, Tolerance, find_warm_up};
use clap::{Args, ValueEnum, value_parser};
use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

#[derive(Args, Debug)]
pub(super) struct StudyArgs {
    /// How many replications; with `--precision` or `--budget` no more than this [default: 100,
    /// with `--precision` 10000, with `--budget` as many as fit]
    #[arg(short = 'n', long, value_name = "N", value_parser = value_parser!(u64).range(1..))]
    pub(super) replications: Option<u64>,
    /// Go on until intervals are this narrow: `2%` for the headline measures, or
    /// `transit_time.p90=2%`. May be given several times
    #[arg(long, value_name = "[MEASURE=]SIZE")]
    pub(super) precision: Vec<Tolerance>,
    /// Go on until this much time has passed: `60s`, `5m`, `1h`
    #[arg(long, value_name = "TIME", value_parser = budget)]
    pub(super) budget: Option<Duration>,
    /// The seed of all randomness
    #[arg(short, long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Threads, no more than four a core; the results do not depend on them [default: one a core]
    #[arg(short = 'j', long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,
    /// The beginning of each replication that is not measured, instead of the scenario's
    #[arg(long, value_name = "SPAN")]
    pub(super) warm_up: Option<String>,
    /// Print only this measure, as `transit_time.p90[cargo=containers]`; `*` stands for any value.
    /// May be given several times
    #[arg(short, long, value_name = "MEASURE")]
    pub(super) measure: Vec<Query>,
    /// Also write the results and the values of every replication into this folder
    #[arg(short, long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Replace results that the folder already holds
    #[arg(long, requires = "out")]
    pub(super) force: bool,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(super) format: Format,
    /// Neither progress nor warnings, except that what is printed would mislead
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// What is printed on stdout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Table,
    /// One object, for programs
    Json,
    /// One row a measure
    Csv,
}

/// Replications where nothing else is said.
const USUAL: u64 = 100;

/// The most where precision is asked for: who needs more says so.
const MOST_FOR_PRECISION: u64 = 10_000;

/// The most within a budget.
const MOST_WITHIN_BUDGET: u64 = 1_000_000_000;

fn budget(text: &str) -> Result<Duration, String> {
    let wrong = || format!("`{text}` is no time; write `60s`, `5m` or `1h`");
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).ok_or_else(wrong)?;
    let (number, unit) = text.split_at(digits);
    let number: f64 = number.parse().map_err(|_| wrong())?;
    let seconds = match unit.trim() {
        "s" => number,
        "m" | "min" => number * 60.0,
        "h" => number * 3600.0,
        _ => return Err(wrong()),
    };
    Duration::try_from_secs_f64(seconds).map_err(|_| wrong())
}

impl StudyArgs {
    /// How long the study runs.
    pub(super) fn how_long(&self) -> HowLong {
        let usual = match (self.budget, self.precision.is_empty()) {
            (Some(_), _) => MOST_WITHIN_BUDGET,
            (None, false) => MOST_FOR_PRECISION,
            (None, true) => USUAL,
        };
        HowLong {
            most: self.replications.unwrap_or(usual),
            precision: self.precision.clone(),
            budget: self.budget,
        }
    }

    /// The assignments to a scenario, the warm-up among them.
    pub(super) fn with_warm_up(&self, mut sets: Vec<String>) -> Vec<String> {
        sets.extend(self.warm_up.iter().map(|span| format!("warm_up={span}")));
        sets
    }

    /// Finds the warm-up of those scenarios that leave it open: the longest found or given among them
    /// all, so that the same span of time is measured.
    pub(super) fn settle<'c>(
        &self,
        corridors: impl IntoIterator<Item = &'c mut Corridor>,
    ) -> Result<(), Exit> {
        let mut corridors: Vec<&mut Corridor> = corridors.into_iter().collect();
        if !corridors.iter().any(|corridor| corridor.finds_warm_up) {
            return Ok(());
        }
        let open = corridors.iter().map(|corridor| &**corridor);
        let found = self.run(|stop, _| {
            let one = |(place, corridor): (usize, &Corridor)| match corridor.finds_warm_up {
                true => find_warm_up(corridor, self.seed, stop).map_err(|why| (place, why)),
                false => Ok(corridor.warm_up),
            };
            open.enumerate().map(one).collect::<Result<Vec<_>, _>>()
        });
        let found = found.map_err(|error| {
            complain(&format!("error: {error}\n"));
            Exit::File
        })?;
        let found = found.map_err(|(place, why)| no_warm_up(corridors[place], self.seed, why))?;
        let longest = found.into_iter().max().unwrap_or_default();
        for corridor in corridors.iter_mut().filter(|corridor| corridor.finds_warm_up) {
            corridor.warm_up = longest;
        }
        Ok(())
    }

    /// How many threads work: no more than four a core, beyond which they only take room.
    fn threads(&self) -> usize {
        let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let asked = self.threads.map_or(cores, NonZeroUsize::get);
        asked.min(4 * cores)
    }

    /// Runs a study on threads of its own, with a bar, until it is done or interrupted.
    pub(super) fn run<T: Send>(
        &self,
        study: impl FnOnce(&AtomicBool, &(dyn Fn() + Sync)) -> T + Send,
    ) -> io::Result<T> {
        let stop = interruption();
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(self.threads()).build().map_err(io::Error::other)?;
        let how_long = self.how_long();
        let bar = bar(how_long.budget.map_or(Some(how_long.most), |_| None), self.quiet);
        let found = pool.install(|| study(&stop, &|| bar.inc(1)));
        bar.finish_and_clear();
        Ok(found)
    }
}

/// The first Ctrl-C ends the study after the replications under way, the second ends at once.
fn interruption() -> Arc<AtomicBool> {
    static STOP: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    let stop = STOP.get_or_init(|| {
        let stop = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&stop);
        // Without a handler Ctrl-C still ends the program, only less cleanly.
        let _ = ctrlc::set_handler(move || {
            if seen.swap(true, Ordering::Relaxed) {
                std::process::exit(i32::from(Exit::Interrupted.code()));
            }
        });
        stop
    });
    Arc::clone(stop)
}

/// Why no warm-up was found, for people.
fn no_warm_up(corridor: &Corridor, seed: u64, why: NoWarmUp) -> Exit {
    let (text, exit) = match why {
        NoWarmUp::Unsettled(why) => {
            let hint = "hint: lengthen `horizon`, give `warm_up`, or write `study: Season` if the empty beginning is part of the question\n";
            (format!("error: no warm-up found for {}: {why}\n{hint}", corridor.name), Exit::Unsettled)
        }
        NoWarmUp::Failed { replication, why } => (told(corridor, seed, replication, why), exit_of(why)),
        NoWarmUp::Interrupted => ("interrupted: there are no results\n".to_owned(), Exit::Interrupted),
    };
    complain(&text);
    exit
}

/// A measure that no scenario has, or one in another unit, is told before anything is run.
pub(super) fn check_measures(
    queries: &[Query],
    tolerances: &[Tolerance],
    sheets: &[Sheet<'_>],
) -> Result<(), Exit> {
    let measures = || sheets.iter().flat_map(|sheet| sheet.measures());
    for query in queries {
        if !measures().any(|measure| query.asks_for(measure)) {
            return Err(no_such(query, sheets));
        }
    }
    for tolerance in tolerances {
        let Some(query) = &tolerance.of else { continue };
        let mut named = measures().filter(|measure| tolerance.is_for(measure)).peekable();
        if named.peek().is_none() {
            return Err(no_such(query, sheets));
        }
        if let Some(other) = named.find(|measure| tolerance.has_other_unit(measure)) {
            complain(&format!(
                "error: `{tolerance}` is in another unit than `{}`, which is in {}\n",
                other.path, other.unit
            ));
            return Err(Exit::Usage);
        }
    }
    Ok(())
}

fn no_such(query: &Query, sheets: &[Sheet<'_>]) -> Exit {
    let paths = sheets.iter().flat_map(|sheet| sheet.measures()).map(|measure| measure.path.as_str());
    let near = crate::scenario::text::closest(query.path(), paths).filter(|near| *near != query.path());
    let hint = near.map_or_else(
        || "hint: selectors are those that `--format csv` prints, as `[cargo=containers]`\n".to_owned(),
        |near| format!("hint: did you mean `{near}`?\n"),
    );
    let who = if sheets.len() == 1 { "this scenario has no measure" } else { "no scenario has a measure" };
    complain(&format!("error: {who} `{query}`\n{hint}"));
    Exit::Usage
}
