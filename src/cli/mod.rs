//! The command line: one file per command.

mod audit;
mod check;
mod compare;
mod exit;
mod explain;
mod folder;
mod load;
mod preview;
mod progress;
mod reference;
mod run;
mod screen;
mod select;
mod stopped;
mod study;
mod trace;
mod why;

pub use exit::Exit;
pub use reference::reference;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Simulates freight on the Middle Corridor.
#[derive(Parser, Debug)]
#[command(name = "keruen", version, about, after_help = exit::table())]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Run a scenario: transit time, cost, throughput, waits and bottlenecks, with 95 % intervals
    Run(run::RunArgs),
    /// Compare scenarios that meet the same chance: what differs, how sure that is, and what would
    /// settle the rest
    Compare(compare::CompareArgs),
    /// Find everything that is wrong with a scenario
    Check(check::CheckArgs),
    /// Tell what can be known before any run: free-flow times, offered loads, the bottleneck
    Preview(preview::PreviewArgs),
    /// Write down one replication, record by record
    Trace(trace::TraceArgs),
    /// Tell where the hours and dollars of a consignment went, and whom it waited for
    Why(why::WhyArgs),
    /// Hold the trace of a replication to the scenario, without the engine
    Audit(audit::AuditArgs),
    /// Tell what a field, a measure, a distribution or the code of a finding means
    Explain(explain::ExplainArgs),
}

/// A scenario file and what is changed in it.
#[derive(Args, Debug)]
struct ScenarioArgs {
    /// The scenario file
    file: PathBuf,
    /// Replace a value, by its factor path: `--set fleets.feeder.vehicles=8`
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
}

/// Reads the command line and does what it says.
#[must_use]
pub fn main() -> ExitCode {
    // Where a `--set` stands among the files of `compare` matters, which only the matches tell.
    let matches = Cli::command().try_get_matches();
    let parsed = matches.and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            // Help and version go to stdout and are no error; clap knows which is which.
            let _ = error.print();
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            return exit.into();
        }
    };
    let own = matches.subcommand().map_or(&matches, |(_, own)| own);
    let exit = match cli.command {
        Command::Run(args) => run::run(&args),
        Command::Compare(args) => compare::compare_scenarios(&args, own),
        Command::Check(args) => check::check(&args),
        Command::Preview(args) => preview::preview(&args),
        Command::Trace(args) => trace::trace(&args),
        Command::Why(args) => why::why(&args),
        Command::Audit(args) => audit::audit(&args),
        Command::Explain(args) => explain::explain(&args),
    };
    exit.into()
}
