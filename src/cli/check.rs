//! `keruen check`: everything that is wrong with a scenario.

use super::ScenarioArgs;
use super::exit::Exit;
use super::load::{WIDTH, exit_of};
use super::screen::print;
use crate::scenario::text::{Severity, Style, render};
use crate::scenario::{Scenario, count_provenance};
use clap::Args;

#[derive(Args, Debug)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
}

pub(super) fn check(args: &CheckArgs) -> Exit {
    let scenario = Scenario::open(&args.scenario.file, &args.scenario.set);
    let exit = exit_of(&scenario);
    let mut page = render(&scenario.findings, &scenario.sources, Style::Coloured, WIDTH);
    if !page.is_empty() {
        page.push('\n');
    }
    page.push_str(&summary(&scenario));
    match print(&page) {
        Exit::Done => exit,
        other => other,
    }
}

fn summary(scenario: &Scenario) -> String {
    let count = |severity| scenario.findings.iter().filter(|finding| finding.severity == severity).count();
    let [errors, warnings] = [Severity::Error, Severity::Warning].map(count);
    let Some(corridor) = &scenario.corridor else {
        return format!("{}, {}\n", many(errors, "error"), many(warnings, "warning"));
    };
    let [sourced, estimates, fitted, plain] = count_provenance(&scenario.provenance);
    // Most scenarios have none, and say nothing of it.
    let projects = match corridor.projects.len() {
        0 => String::new(),
        count => format!(", {}", many(count, "project")),
    };
    format!(
        "{}: no errors, {}\n{}, {}, {}, {}, {}, {}{projects}\n\
         values: {sourced} sourced, {estimates} estimated, {fitted} fitted, {plain} without a word\n",
        corridor.name,
        many(warnings, "warning"),
        many(corridor.nodes.len(), "node"),
        many(corridor.links.len(), "link"),
        many(corridor.terminals.len(), "terminal"),
        many(corridor.fleets.iter().filter(|fleet| fleet.has_vehicles()).count(), "fleet"),
        many(corridor.services.len(), "service"),
        many(corridor.demand.len(), "demand stream"),
    )
}

fn many(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
