//! `keruen audit`: holds the trace of a replication to the scenario.

use super::ScenarioArgs;
use super::exit::Exit;
use super::load::open;
use super::screen::{complain, print};
use crate::audit::audit as hold;
use crate::report::audit_page;
use crate::scenario::text::plainly;
use clap::Args;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub(super) struct AuditArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// The trace, as `keruen trace` writes it, JSON lines or CSV; `-` for standard input
    trace: PathBuf,
}

pub(super) fn audit(args: &AuditArgs) -> Exit {
    let scenario = match open(&args.scenario, true) {
        Ok(scenario) => scenario,
        Err(exit) => return exit,
    };
    let Some(tree) = &scenario.tree else { return Exit::Usage };
    let report = opened(&args.trace).and_then(|trace| hold(tree, &scenario.sources, trace));
    match report {
        Ok(Some(report)) => match print(&audit_page(&report)) {
            Exit::Done if !report.is_sound() => Exit::Unsound,
            printed => printed,
        },
        Ok(None) => {
            complain("error: the scenario has no `start` or no `horizon` that the auditor can read\n");
            Exit::Usage
        }
        Err(error) => {
            complain(&format!("error: cannot read `{}`: {}\n", args.trace.display(), plainly(&error)));
            Exit::File
        }
    }
}

fn opened(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(BufReader::new(std::fs::File::open(path)?)))
}
