//! The command line: one file per command.

mod check;
mod exit;
mod explain;
mod folder;
mod load;
mod preview;
mod progress;
mod reference;
mod run;
mod screen;

pub use exit::Exit;
pub use reference::reference;

use clap::{Args, Parser, Subcommand};
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
    /// Find everything that is wrong with a scenario
    Check(check::CheckArgs),
    /// Tell what can be known before any run: free-flow times, offered loads, the bottleneck
    Preview(preview::PreviewArgs),
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
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to stdout and are no error; clap knows which is which.
            let _ = error.print();
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            return exit.into();
        }
    };
    let exit = match cli.command {
        Command::Run(args) => run::run(&args),
        Command::Check(args) => check::check(&args),
        Command::Preview(args) => preview::preview(&args),
        Command::Explain(args) => explain::explain(&args),
    };
    exit.into()
}
