//! `keruen preview`: what can be known before any run.

use super::ScenarioArgs;
use super::exit::Exit;
use super::load::open;
use super::screen::print;
use crate::report::preview_table;
use clap::Args;

#[derive(Args, Debug)]
pub(super) struct PreviewArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
}

pub(super) fn preview(args: &PreviewArgs) -> Exit {
    let scenario = match open(&args.scenario, false) {
        Ok(scenario) => scenario,
        Err(exit) => return exit,
    };
    let Some(corridor) = &scenario.corridor else { return Exit::Usage };
    print(&preview_table(&corridor.name, &crate::study::preview(corridor)))
}
