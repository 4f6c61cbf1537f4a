//! `keruen why`: where the hours and dollars of a consignment went, and whom it waited for.

use super::ScenarioArgs;
use super::exit::Exit;
use super::load::open;
use super::screen::{complain, print};
use super::stopped::{exit_of, told};
use super::trace::consignment;
use crate::report::why_page;
use crate::study::{Asked, why as ask};
use clap::Args;

/// Told where nobody asks for a consignment.
const LATEST: usize = 10;

#[derive(Args, Debug)]
pub(super) struct WhyArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// The consignment, as `westbound#12`; may be given several times [default: the ten that were longest under
    /// way, delivered or not]
    #[arg(short, long, value_name = "STREAM#N")]
    consignment: Vec<String>,
    /// The number of the replication
    #[arg(short, long, value_name = "K", default_value_t = 0)]
    replication: u64,
    /// The seed of all randomness
    #[arg(short, long, default_value_t = 1)]
    seed: u64,
}

pub(super) fn why(args: &WhyArgs) -> Exit {
    let scenario = match open(&args.scenario, false) {
        Ok(scenario) => scenario,
        Err(exit) => return exit,
    };
    let Some(corridor) = &scenario.corridor else { return Exit::Usage };
    let these: Result<Vec<_>, Exit> =
        args.consignment.iter().map(|name| consignment(corridor, name)).collect();
    let these = match these {
        Ok(these) => these,
        Err(exit) => return exit,
    };
    let asked = if these.is_empty() { Asked::Latest(LATEST) } else { Asked::These(these.clone()) };
    let (stories, stopped) = ask(corridor, args.seed, args.replication, &asked);
    let printed = print(&why_page(corridor, &stories));
    if these.is_empty() && stories.is_empty() {
        complain(&format!("no consignment was in the corridor of replication {}\n", args.replication));
    }
    for (name, key) in args.consignment.iter().zip(&these) {
        if !stories.iter().any(|story| (story.demand, story.number) == *key) {
            complain(&format!("error: `{name}` never appears in replication {}\n", args.replication));
            return Exit::Usage;
        }
    }
    match stopped {
        None => printed,
        Some(why) => {
            complain(&told(corridor, args.seed, args.replication, why));
            exit_of(why)
        }
    }
}
