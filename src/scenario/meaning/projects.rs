//! Projects: what opens, grows or ends on a date.
//!
//! The dates of all projects cut the horizon into phases. The scenario of a phase is the scenario
//! with the changes in force, in the order of their beginnings and then of names, so that the last
//! one counts; it is compiled by the same rules as any other.

use super::{Files, Named, calendar, section};
use crate::corridor::{self, Corridor, Phase, Unlike};
use crate::quantity::Money;
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::{Code, Entry, Finding, Tree, TreePath, put_change};
use crate::scenario::written;
use crate::sim::Time;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What no project changes: the frame of the study.
const FRAME: [&str; 9] =
    ["version", "name", "about", "start", "horizon", "warm_up", "study", "projects", "references"];

/// The scenario over time.
#[derive(Debug, Default)]
pub(in crate::scenario) struct Timeline {
    /// The scenario at its start, if projects are in force by then.
    pub(in crate::scenario) first: Option<Tree>,
    /// What it becomes, in order of time.
    pub(in crate::scenario) later: Vec<(Time, Tree)>,
    /// Paths of numbers that may be 0 for a while, since a project makes more of them.
    pub(in crate::scenario) may_open: BTreeSet<String>,
    /// Fleets that haul others at some time, where a project changes who does.
    pub(in crate::scenario) may_haul: BTreeSet<String>,
    changes: Vec<(TreePath, Entry)>,
    /// What it warns of.
    warnings: Vec<Finding>,
    /// Who makes it so.
    carried_out: Vec<corridor::Project>,
}

/// One project, with the time that it is in force.
struct Project<'a> {
    name: String,
    from: Time,
    to: Time,
    /// The days themselves.
    days: (Date, Option<Date>),
    changes: Vec<(TreePath, &'a Entry)>,
}

/// Reads the projects, and lays the scenario of every phase.
pub(in crate::scenario) fn timeline<'a>(tree: &'a Tree, reader: &mut Reader<'a>) -> Timeline {
    let root = Here::root(tree);
    let written = section::<written::Project>(&root, "projects", reader);
    // What is wrong with the time frame is told when the scenario is read.
    let mut aside = Reader::new(reader.sources, BTreeSet::new());
    let Some(frame) = calendar::time_frame(&root, &mut aside) else { return Timeline::default() };
    let mut projects = Vec::new();
    for project in &written {
        let read = read(project, tree, &frame, reader);
        projects.extend(read.filter(|_| project.written.built != Some(false)));
    }
    projects.sort_by_key(|project| project.from);
    let horizon = Time::START + frame.horizon;
    let mut dates: Vec<Time> = projects.iter().flat_map(|project| [project.from, project.to]).collect();
    dates.retain(|&date| Time::START < date && date < horizon);
    dates.sort();
    dates.dedup();
    let at = |date: Time| {
        let mut changed = tree.clone();
        let in_force = projects.iter().filter(|project| project.from <= date && date < project.to);
        for (path, change) in in_force.flat_map(|project| &project.changes) {
            put_change(&mut changed, path, change);
        }
        changed
    };
    let first = projects.iter().any(|project| project.from == Time::START).then(|| at(Time::START));
    let later: Vec<(Time, Tree)> = dates.into_iter().map(|date| (date, at(date))).collect();
    let begun = projects.iter().filter(|project| project.from < horizon);
    let changes: Vec<_> =
        begun.flat_map(|project| &project.changes).map(|(path, it)| (path.clone(), (*it).clone())).collect();
    let mut may_open = BTreeSet::new();
    for (path, _) in &changes {
        let path = path.prefix(path.segments().len());
        let trees = later.iter().map(|(_, tree)| tree).chain([first.as_ref().unwrap_or(tree)]);
        let mut numbers = trees.filter_map(|tree| {
            let number = tree.get(&path).map(|value| reader.sources.slice(value.span));
            number.map(|number| !is_nothing(number))
        });
        if numbers.any(|some| some) {
            may_open.insert(path);
        }
    }
    let trees = later.iter().map(|(_, tree)| tree).chain([first.as_ref().unwrap_or(tree)]);
    let may_haul = trees.flat_map(|tree| haulers(tree, reader)).collect();
    let mut warnings = Vec::new();
    if let Some((last, tree)) = later.last() {
        let in_force = projects.iter().filter(|project| project.from <= *last && *last < project.to);
        let changes: Vec<_> = in_force.flat_map(|project| &project.changes).collect();
        for path in may_open.iter().filter(|path| !path.starts_with("demand.")) {
            let left = tree.get(path).map(|value| reader.sources.slice(value.span));
            let of_path = |(of, _): &&&(TreePath, &Entry)| of.prefix(of.segments().len()) == *path;
            let change = changes.iter().rfind(of_path);
            if let (true, Some((_, change))) = (left.is_some_and(is_nothing), change) {
                warnings.push(gone(path, change));
            }
        }
    }
    let in_time = projects.iter().filter(|project| project.from < horizon && project.from < project.to);
    let carried_out = in_time.map(|project| {
        let (from, to) = project.days;
        corridor::Project { name: project.name.clone(), from, to }
    });
    let carried_out = carried_out.collect();
    Timeline { first, later, may_open, may_haul, changes, warnings, carried_out }
}

/// The fleets that haul others in a scenario.
fn haulers(tree: &Tree, reader: &Reader<'_>) -> Vec<String> {
    let fleets = tree.child("fleets").map(Tree::entries).unwrap_or_default();
    let hauled_by = fleets.iter().filter_map(|fleet| fleet.value.child("hauled_by"));
    let names = hauled_by.flat_map(|by| {
        let by_link = by.entries().iter().filter_map(|entry| entry.value.text(reader.sources));
        by.text(reader.sources).into_iter().chain(by_link).collect::<Vec<_>>()
    });
    names.collect()
}

/// A warning: who needs it then waits for ever.
fn gone(path: &str, change: &Entry) -> Finding {
    let finding = Finding::warning(Code::GONE, format!("a project leaves nothing of `{path}`"));
    let finding = finding.at(change.key_span).label("up to the end; what needs it waits for ever");
    finding.hint("leave one, or say up to when with `to`")
}

/// Whether a number is 0, in whatever unit.
fn is_nothing(number: &str) -> bool {
    let number = number.trim_matches(['"', ' ']);
    let digits = number.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '_')).next().unwrap_or("");
    digits.contains('0') && digits.chars().all(|c| matches!(c, '0' | '.' | '_'))
}

fn read<'a>(
    project: &Named<'a, written::Project>,
    tree: &Tree,
    frame: &calendar::Frame,
    reader: &mut Reader<'a>,
) -> Option<Project<'a>> {
    let here = &project.here;
    let from = here.field("from").and_then(|place| reader.date(&place));
    let to = match here.field("to") {
        None => Some(None),
        Some(place) => reader.date(&place).map(Some),
    };
    if let Some(cost) = here.field("cost") {
        reader.quantity::<Money>(&cost);
    }
    let mut changes = Vec::new();
    let entries = here.tree.child("changes").map(Tree::entries).unwrap_or_default();
    for change in entries {
        changes.extend(path_of(change, tree, reader).map(|path| (path, change)));
    }
    let (from, to): (Date, Option<Date>) = (from?, to?);
    if to.is_some_and(|to| to <= from) {
        reader.complain(
            Code::BAD_DATE,
            &here.or_self("to"),
            "the project ends before it begins",
            "the first day without its changes must come after `from`",
        );
        return None;
    }
    let days = (from, to);
    let to = to.map_or(Time::NEVER, |to| frame.instant(to));
    let from = frame.instant(from);
    Some(Project { name: project.name.clone(), from, to, days, changes })
}

/// The path that a change names, if it leads to something that a project may change.
fn path_of(change: &Entry, tree: &Tree, reader: &mut Reader<'_>) -> Option<TreePath> {
    match crate::scenario::text::change_path(tree, change, reader.sources) {
        Ok(path) => {
            let section = path.segments().first().map_or("", |step| step.text.as_str());
            if !FRAME.contains(&section) {
                return Some(path);
            }
            let message = format!("a project cannot change `{section}`");
            let finding = Finding::error(Code::PROJECT, message).at(change.key_span);
            reader.findings.push(finding.label("it holds for the whole replication"));
            None
        }
        Err(finding) => {
            reader.findings.push(*finding);
            None
        }
    }
}

/// Builds the corridors of later phases into that of the start.
pub(in crate::scenario) fn phases<'a>(
    timeline: &'a Timeline,
    corridor: &mut Corridor,
    reader: &mut Reader<'a>,
    files: Files<'_>,
) {
    corridor.projects.clone_from(&timeline.carried_out);
    timeline.warnings.iter().for_each(|warning| reader.findings.push(warning.clone()));
    let mut phases = Vec::new();
    for (from, tree) in &timeline.later {
        let mut own = reader.beside();
        let later = super::corridor(tree, &mut own, files);
        let sound = !own.findings.has_errors();
        reader.take_over(own);
        if let Some(corridor) = later.filter(|_| sound) {
            phases.push(Phase { from: *from, corridor });
        }
    }
    if phases.len() < timeline.later.len() {
        return;
    }
    super::locomotives::share_places(corridor, &mut phases);
    if let Err(unlike) = corridor.take_up(phases) {
        let finding = blame(&unlike, timeline);
        reader.findings.push(finding);
    }
}

/// The change that comes nearest to what differs.
fn blame(unlike: &Unlike, timeline: &Timeline) -> Finding {
    let shared = |path: &TreePath| {
        let mut rest = unlike.path.as_str();
        let steps = path.segments().iter().take_while(|step| match rest.strip_prefix(step.text.as_str()) {
            Some(after) if after.is_empty() || after.starts_with('.') => {
                rest = after.strip_prefix('.').unwrap_or(after);
                true
            }
            _ => false,
        });
        steps.count()
    };
    let nearest = timeline.changes.iter().max_by_key(|(path, _)| shared(path));
    let message = format!("a project cannot change {} of `{}`", unlike.what, unlike.path);
    let finding = Finding::error(Code::PROJECT, message)
        .label("not by a project")
        .hint("a project changes how many, how large, how fast, how dear, and when it is open");
    match nearest {
        Some((_, change)) => finding.at(change.key_span),
        None => finding,
    }
}
