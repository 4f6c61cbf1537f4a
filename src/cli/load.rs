//! Opens a scenario for a command, and tells what is wrong with it.

use super::ScenarioArgs;
use super::exit::Exit;
use super::screen::complain;
use crate::scenario::Scenario;
use crate::scenario::text::{Code, Finding, Severity, Style, render};

/// Width of excerpts where the terminal does not say.
pub(super) const WIDTH: usize = 120;

/// Opens a scenario; findings go to stderr. An error tells how the command ends.
pub(super) fn open(args: &ScenarioArgs, quiet: bool) -> Result<Scenario, Exit> {
    let scenario = Scenario::open(&args.file, &args.set);
    let broken = scenario.is_broken();
    let told = scenario.findings.iter().filter(|finding| !quiet || finding.is_error()).cloned();
    let told: Vec<Finding> = told.collect();
    if !told.is_empty() {
        complain(&render(&told, &scenario.sources, Style::Coloured, WIDTH));
    }
    if broken { Err(exit_of(&scenario)) } else { Ok(scenario) }
}

/// A scenario with errors ends as a wrong one, unless a file is all that is missing.
pub(super) fn exit_of(scenario: &Scenario) -> Exit {
    let mut errors =
        scenario.findings.iter().filter(|finding| finding.severity == Severity::Error).peekable();
    if errors.peek().is_some() && errors.all(|finding| finding.code == Code::UNREADABLE) {
        return Exit::File;
    }
    if scenario.is_broken() { Exit::Usage } else { Exit::Done }
}
