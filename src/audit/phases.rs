//! The scenario over time: what projects change is laid over its text at their dates, and every
//! record is held to the scenario of its instant.

use super::facts::{CanBe, Facts, Limits};
use super::page::Page;
use crate::scenario::text::{Entry, Kind, Sources, Tree, TreePath};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

const DAY: i64 = 86_400_000;

/// What the scenario promises, from each of its dates on.
#[derive(Debug)]
pub(super) struct Phases {
    /// In order of time; the first begins at the start.
    all: Vec<(u64, Rc<Facts>)>,
}

/// A project that is carried out: its name, its days after the start, and its changes.
struct Project<'a> {
    from: i64,
    to: i64,
    name: &'a str,
    changes: &'a [Entry],
}

impl Phases {
    /// Reads the scenario; `None` if it has no date or no horizon, without which nothing can be audited.
    pub(super) fn read(scenario: &Tree, sources: &Sources) -> Option<Self> {
        let page = Page::new(scenario, sources);
        let start: Date = page.said("start")?.parse().ok()?;
        let mut projects = projects(scenario, page, start);
        projects.sort_by_key(|project| (project.from, project.name));
        let ends = projects.iter().flat_map(|project| [project.from, project.to]);
        let mut days: Vec<i64> = ends.filter(|&day| 0 < day && day < i64::MAX).chain([0]).collect();
        days.sort_unstable();
        days.dedup();
        let mut all = Vec::new();
        for day in days {
            let mut tree = scenario.clone();
            for project in projects.iter().filter(|it| it.from <= day && day < it.to) {
                project.changes.iter().for_each(|change| lay(&mut tree, change));
            }
            all.push(((day.saturating_mul(DAY)) as u64, Facts::read(Page::new(&tree, sources))?));
        }
        let mut most: BTreeMap<String, u64> = BTreeMap::new();
        for (name, fleet) in all.iter().flat_map(|(_, facts)| &facts.fleets) {
            let known = most.entry(name.clone()).or_default();
            *known = (*known).max(fleet.vehicles.unwrap_or(u64::MAX));
        }
        take_the_most(&mut all);
        // What was closed or broke down at one time may be waited for at another, and is booked ahead.
        let mut can_be = CanBe::default();
        all.iter().for_each(|(_, facts)| can_be.or(&facts.can_be));
        all.iter_mut().for_each(|(_, facts)| facts.can_be.clone_from(&can_be));
        // A passage may begin in one phase and end in another.
        let mut times: BTreeMap<String, Option<Vec<u64>>> = BTreeMap::new();
        for (name, link) in all.iter().flat_map(|(_, facts)| &facts.links) {
            let known = times.entry(name.clone()).or_insert_with(|| Some(Vec::new()));
            match (known.as_mut(), &link.times) {
                (Some(known), Some(of_phase)) => known.extend(of_phase),
                _ => *known = None,
            }
        }
        let mut units: BTreeMap<String, u64> = BTreeMap::new();
        let faulty: BTreeSet<String> = all.iter().flat_map(|(_, facts)| facts.faulty.clone()).collect();
        for (name, count) in all.iter().flat_map(|(_, facts)| &facts.capacity) {
            if ["equipment:", "border:", "gauge:", "berth:"].iter().any(|kind| name.starts_with(kind)) {
                let known = units.entry(name.clone()).or_default();
                *known = (*known).max(*count);
            }
        }
        let mut least: BTreeMap<String, f64> = BTreeMap::new();
        for (from, facts) in &mut all {
            facts.since = *from;
            facts.units_ever.clone_from(&units);
            facts.faulty.clone_from(&faulty);
            for (name, fleet) in &mut facts.fleets {
                fleet.ever = most.get(name).copied().unwrap_or(0);
            }
            for (name, link) in &mut facts.links {
                link.times = times.get(name).cloned().flatten();
                // Places in line are given away ahead, by the distance of that time.
                if let Some(headway) = link.headway {
                    let known = least.entry(name.clone()).or_insert(headway);
                    *known = known.min(headway);
                    link.headway = Some(*known);
                }
            }
        }
        Some(Self { all: all.into_iter().map(|(from, facts)| (from, Rc::new(facts))).collect() })
    }

    /// What holds at an instant.
    pub(super) fn at(&self, ms: u64) -> Option<&Rc<Facts>> {
        let next = self.all.partition_point(|(from, _)| *from <= ms);
        self.all.get(next.saturating_sub(1)).map(|(_, facts)| facts)
    }

    pub(super) fn horizon(&self) -> u64 {
        self.all.first().map_or(0, |(_, facts)| facts.horizon)
    }
}

/// Trains are divided by the limits of one time and may enter at another: where projects change limits, a
/// train is held to the widest.
fn take_the_most(all: &mut [(u64, Facts)]) {
    let mut most: BTreeMap<String, Limits> = BTreeMap::new();
    for (name, link) in all.iter().flat_map(|(_, facts)| &facts.links) {
        let Some(limits) = link.limits else { continue };
        let known = most.entry(name.clone()).or_insert(limits);
        let wider = |one: Option<u64>, other: Option<u64>| one.zip(other).map(|(one, other)| one.max(other));
        let (mass, length) = (wider(known.mass, limits.mass), wider(known.length, limits.length));
        known.changes |= (known.mass, known.length) != (limits.mass, limits.length);
        (known.mass, known.length) = (mass, length);
    }
    for (name, link) in all.iter_mut().flat_map(|(_, facts)| &mut facts.links) {
        if let (Some(limits), Some(widest)) = (&mut link.limits, most.get(name)) {
            let Limits { dividing, joining, .. } = *limits;
            *limits = Limits { dividing, joining, ..*widest };
        }
    }
}

fn projects<'a>(scenario: &'a Tree, page: Page<'a>, start: Date) -> Vec<Project<'a>> {
    let days = |text: String| {
        let date: Date = text.parse().ok()?;
        start.until(date).ok().map(|span| i64::from(span.get_days()))
    };
    let mut all = Vec::new();
    for (name, project) in page.section("projects") {
        if project.get("built").is_some_and(|built| built.spelled() == "false") {
            continue;
        }
        let Some(from) = project.said("from").and_then(days) else { continue };
        let to = project.said("to").and_then(days).unwrap_or(i64::MAX);
        let written = scenario.child("projects").and_then(|projects| projects.child(name));
        let changes = written.and_then(|project| project.child("changes")).map_or(&[][..], Tree::entries);
        all.push(Project { from: from.max(0), to, name, changes });
    }
    all
}

/// Lays one change over the scenario.
fn lay(tree: &mut Tree, change: &Entry) {
    let Ok(path) = TreePath::parse(&change.key) else { return };
    let Some((last, parents)) = path.segments().split_last() else { return };
    let mut parent = tree;
    for step in parents {
        match parent.child_mut(&step.text) {
            Some(child) => parent = child,
            None => return,
        }
    }
    if let Some(value) = parent.child_mut(&last.text) {
        value.clone_from(&change.value);
    } else if let Kind::Map(fields) | Kind::Block { fields, .. } = &mut parent.kind {
        fields.push(Entry { key: last.text.clone(), ..change.clone() });
    }
}
