//! `keruen trace`: one replication, written down.

use super::ScenarioArgs;
use super::exit::Exit;
use super::load::open;
use super::screen::{complain, stdout_fails};
use super::stopped::{exit_of, told};
use crate::corridor::{Corridor, RecordKind, trace as run};
use crate::report::{TraceFormat, TraceWriter};
use crate::scenario::text::closest;
use crate::study::Choice;
use clap::{Args, ValueEnum};
use std::io;

#[derive(Args, Debug)]
pub(super) struct TraceArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// The number of the replication
    #[arg(short, long, value_name = "K", default_value_t = 0)]
    replication: u64,
    /// The seed of all randomness
    #[arg(short, long, default_value_t = 1)]
    seed: u64,
    /// Only what happens to this consignment, as `westbound#12`. May be given several times
    #[arg(short, long, value_name = "STREAM#N")]
    consignment: Vec<String>,
    /// Only what happens at this place. May be given several times
    #[arg(short, long, value_name = "NODE")]
    place: Vec<String>,
    /// Only records of this kind. May be given several times
    #[arg(short, long, value_parser = kind)]
    kind: Vec<RecordKind>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

/// What is printed on stdout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a line
    Json,
    /// One row a record
    Csv,
}

fn kind(word: &str) -> Result<RecordKind, String> {
    let known = RecordKind::ALL.into_iter().find(|kind| kind.word() == word);
    known.ok_or_else(|| {
        let words = RecordKind::ALL.map(RecordKind::word).join(", ");
        format!("the kinds are {words}")
    })
}

pub(super) fn trace(args: &TraceArgs) -> Exit {
    let scenario = match open(&args.scenario, false) {
        Ok(scenario) => scenario,
        Err(exit) => return exit,
    };
    let Some(corridor) = &scenario.corridor else { return Exit::Usage };
    for place in &args.place {
        let nodes = || corridor.nodes.iter().map(|node| node.name.as_str());
        if !nodes().any(|node| node == place) {
            return unknown("node", place, nodes());
        }
    }
    for name in &args.consignment {
        if let Err(exit) = consignment(corridor, name) {
            return exit;
        }
    }
    match written(args, corridor) {
        Ok(exit) => exit,
        Err(error) => stdout_fails(&error),
    }
}

/// The stream and the number of a consignment by its name.
pub(super) fn consignment(corridor: &Corridor, name: &str) -> Result<(crate::corridor::DemandId, u64), Exit> {
    let whole = name.split('/').next().unwrap_or_default();
    let parts =
        whole.rsplit_once('#').and_then(|(stream, number)| Some((stream, number.parse::<u64>().ok()?)));
    let Some((stream, number)) = parts.filter(|(_, number)| *number > 0) else {
        complain(&format!(
            "error: `{name}` names no consignment\nhint: write the stream, `#` and a number from 1, as `{}#12`\n",
            corridor.demand.first().map_or("westbound", |demand| demand.name.as_str())
        ));
        return Err(Exit::Usage);
    };
    match corridor.stream(stream) {
        Some(id) => Ok((id, number)),
        None => Err(unknown("demand stream", stream, corridor.demand.iter().map(|it| it.name.as_str()))),
    }
}

fn unknown<'n>(what: &str, name: &str, names: impl Iterator<Item = &'n str>) -> Exit {
    let hint = closest(name, names).map(|near| format!("hint: did you mean `{near}`?\n"));
    complain(&format!("error: no {what} is called `{name}`\n{}", hint.unwrap_or_default()));
    Exit::Usage
}

fn written(args: &TraceArgs, corridor: &Corridor) -> io::Result<Exit> {
    let format = match args.format {
        Format::Json => TraceFormat::Json,
        Format::Csv => TraceFormat::Csv,
    };
    let to = io::BufWriter::new(io::stdout().lock());
    let mut writer = TraceWriter::new(corridor, args.replication, format, to)?;
    let mut choice = Choice::new(args.consignment.clone(), args.place.clone(), args.kind.clone());
    let mut failure = None;
    let mut found = false;
    let outcome = run(corridor, args.seed, args.replication, &mut |record| {
        if failure.is_none() && choice.takes(record, corridor) {
            found = true;
            failure = writer.add(record).err();
        }
    });
    if let Some(error) = failure {
        return Err(error);
    }
    writer.finish()?;
    if let Some(why) = outcome.stopped {
        complain(&told(corridor, args.seed, args.replication, why));
        return Ok(exit_of(why));
    }
    if !found {
        complain("warning: no record of this replication is what was asked for\n");
    }
    Ok(Exit::Done)
}
