//! From the scenario as written to the corridor as meant: one rule, one place, all findings.

mod borders;
mod calendar;
mod choice;
mod closing;
mod demand;
mod disruptions;
mod draughts;
mod embargoes;
mod emissions;
mod exposures;
mod fleets;
mod gauge;
mod holidays;
mod hours;
mod limits;
mod links;
mod locomotives;
mod pipes;
mod places;
mod projects;
mod rounds;
mod seasons;
mod services;
mod shut;
mod single;
mod slowdowns;
mod tariffs;
mod terminals;
mod trace;
mod trains;
mod unused;
mod upkeep;
mod wagons;
mod waters;
mod windows;
mod zones;

pub(super) use draughts::sound;
pub(super) use projects::{phases, timeline};
pub(super) use shut::shut;

use super::reader::{Here, Names, Reader};
use super::text::{Code, Entry, Finding, Kind, Tree, closest, decode_at, decode_map, one_of};
use super::written;
use crate::corridor::{Corridor, GateId, GatePlan, PayeeId, SlowPlan, SlowdownId};
use crate::quantity::Duration;
use jiff::civil::Date;
use serde::de::DeserializeOwned;

/// One entry of a section: its name, what is written, and where.
#[derive(Debug)]
pub(super) struct Named<'a, T> {
    pub(super) name: String,
    pub(super) written: T,
    pub(super) here: Here<'a>,
}

/// The sections of a scenario, each sorted by name. An entry that could not be decoded keeps its
/// name, so that one fault doesn't make others.
#[derive(Debug)]
pub(super) struct Sections<'a> {
    pub(super) root: Here<'a>,
    pub(super) nodes: Vec<Named<'a, written::Node>>,
    pub(super) cargo: Vec<Named<'a, written::Cargo>>,
    pub(super) links: Vec<Named<'a, written::Link>>,
    pub(super) terminals: Vec<Named<'a, written::Terminal>>,
    pub(super) borders: Vec<Named<'a, written::Border>>,
    pub(super) weather: Vec<Named<'a, written::Weather>>,
    pub(super) waters: Vec<Named<'a, written::Water>>,
    pub(super) disruptions: Vec<Named<'a, written::Disruption>>,
    pub(super) seasons: Vec<Named<'a, written::Months>>,
    pub(super) traction: Vec<Named<'a, written::Traction>>,
    pub(super) workshops: Vec<Named<'a, written::Workshop>>,
    pub(super) fleets: Vec<Named<'a, written::Fleet>>,
    pub(super) services: Vec<Named<'a, written::Service>>,
    pub(super) demand: Vec<Named<'a, written::Demand>>,
    pub(super) routes: Vec<Named<'a, written::Route>>,
    pub(super) names: AllNames,
}

/// The names of every section.
#[derive(Debug)]
pub(super) struct AllNames {
    pub(super) nodes: Names,
    pub(super) cargo: Names,
    pub(super) links: Names,
    pub(super) terminals: Names,
    pub(super) borders: Names,
    pub(super) weather: Names,
    pub(super) waters: Names,
    pub(super) disruptions: Names,
    pub(super) seasons: Names,
    pub(super) traction: Names,
    pub(super) workshops: Names,
    pub(super) fleets: Names,
    pub(super) services: Names,
}

/// The scalars at the top of a scenario.
#[derive(serde::Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Top {
    version: u32,
    name: String,
    #[serde(default)]
    #[expect(dead_code, reason = "for people who read the file")]
    about: String,
    #[expect(dead_code, reason = "read from the tree, with its place")]
    start: String,
    #[expect(dead_code, reason = "read from the tree, with its place")]
    horizon: written::Value<Duration>,
    #[serde(default)]
    #[expect(dead_code, reason = "read from the tree, with its place")]
    warm_up: Option<written::Value<Duration>>,
    #[serde(default)]
    study: written::Study,
    #[serde(default)]
    #[expect(dead_code, reason = "read from the tree, with its place")]
    carbon_price: Option<written::Value<crate::quantity::CarbonPrice>>,
}

/// The fields at the top of a scenario that are no sections.
const SCALARS: [&str; 8] =
    ["version", "name", "about", "start", "horizon", "warm_up", "study", "carbon_price"];

/// The sections that are maps, and whether they must be there.
const SECTIONS: [(&str, bool); 18] = [
    ("nodes", true),
    ("cargo", true),
    ("links", true),
    ("terminals", false),
    ("borders", false),
    ("weather", false),
    ("waters", false),
    ("disruptions", false),
    ("seasons", false),
    ("holidays", false),
    ("traction", false),
    ("workshops", false),
    ("fleets", true),
    ("services", true),
    ("demand", true),
    ("routes", false),
    ("projects", false),
    ("references", false),
];

/// Builds the corridor, or says all that is wrong.
pub(super) fn corridor<'a>(tree: &'a Tree, reader: &mut Reader<'a>, files: Files<'_>) -> Option<Corridor> {
    let corridor = attempt(tree, reader, files);
    if reader.findings.has_errors() {
        rounds::go_on(tree, reader, files);
    }
    corridor
}

/// Builds the corridor, or says what is wrong as far as it gets.
fn attempt<'a>(tree: &'a Tree, reader: &mut Reader<'a>, files: Files<'_>) -> Option<Corridor> {
    let root = Here::root(tree);
    let top = top(&root, reader);
    if !matches!(tree.kind, Kind::Block { .. }) {
        return None;
    }
    let sections = sections(root.clone(), reader);
    let time = top.as_ref().and_then(|_| calendar::time_frame(&root, reader));
    // With no time frame, dates are checked against a placeholder so that other faults still show.
    let sound = time.is_some() && top.is_some();
    let frame = time.unwrap_or_default();
    let mut build = Build { frame: frame.clone(), phased: reader.phased, ..Build::default() };

    let mut nodes = places::nodes(&sections, reader);
    let cargo = places::cargo(&sections, reader);
    let routes = places::routes(&sections, reader);
    let weather = links::weather(&sections, reader);
    let waters = waters::waters(&sections, reader, &frame);
    let disruptions = disruptions::disruptions(&sections, reader);
    let mut borders = borders::borders(&sections, reader, &mut build, cargo.as_deref());
    let links = links::links(&sections, reader, &mut build, borders.as_deref(), nodes.as_deref());
    let gauge_changes = gauge::changes(
        &sections,
        reader,
        &mut build,
        cargo.as_deref(),
        nodes.as_deref_mut(),
        borders.as_deref_mut(),
    );
    let workshops = upkeep::workshops(&sections, reader, &mut build);
    let terminals = terminals::terminals(&sections, reader, &mut build, cargo.as_deref());

    let steady = top.as_ref().is_some_and(|top| matches!(top.study, written::Study::Steady));
    let name = top.map(|top| top.name).unwrap_or_default();
    let mut corridor = Corridor {
        name,
        start: frame.start,
        horizon: frame.horizon,
        warm_up: frame.warm_up,
        finds_warm_up: steady && sections.root.field("warm_up").is_none(),
        nodes: nodes?,
        links: links?,
        cargo: cargo?,
        terminals: terminals?,
        berths: std::mem::take(&mut build.berths),
        equipment: std::mem::take(&mut build.equipment),
        stores: std::mem::take(&mut build.stores),
        borders: borders?,
        agencies: std::mem::take(&mut build.agencies),
        gates: Vec::new(),
        slowdowns: std::mem::take(&mut build.slowdowns),
        weather: weather?,
        waters: waters?,
        disruptions: disruptions?,
        gauge_changes: gauge_changes?,
        workshops: workshops?,
        fleets: Vec::new(),
        services: Vec::new(),
        demand: Vec::new(),
        legs: Vec::new(),
        emissions: None,
        step_tariffs: Vec::new(),
        payees: Vec::new(),
        accounts: Vec::new(),
        cells: Vec::new(),
        projects: Vec::new(),
        phases: Vec::new(),
    };
    fleets::fleets(&sections, reader, &frame, &mut corridor)?;
    tariffs::hires(&sections.fleets, reader, &mut build, &mut corridor);
    tariffs::container_hire(&sections.cargo, reader, &mut build, &mut corridor);
    services::services(&sections, reader, &mut build, &mut corridor)?;
    gauge::check(&sections, reader, &corridor);
    trains::check(&sections, reader, &corridor);
    demand::demand(&sections, reader, &routes?, files, &mut corridor)?;
    emissions::emissions(&sections, reader, &mut build, &mut corridor)?;
    corridor.gates = std::mem::take(&mut build.gates);
    corridor.payees = std::mem::take(&mut build.payees);
    corridor.open_accounts();
    closing::check(&sections, reader, &corridor);
    limits::check(&sections, reader, &corridor);
    // What seems unused may only be misspelled where it is used.
    if !reader.findings.has_errors() {
        unused::warn(&sections, reader, &corridor);
    }
    sound.then_some(corridor)
}

/// What is gathered across sections while the corridor is built.
#[derive(Debug)]
pub(super) struct Build {
    pub(super) frame: calendar::Frame,
    pub(super) gates: Vec<GatePlan>,
    pub(super) slowdowns: Vec<SlowPlan>,
    pub(super) agencies: Vec<crate::corridor::Agency>,
    pub(super) berths: Vec<crate::corridor::Berth>,
    pub(super) equipment: Vec<crate::corridor::Equipment>,
    pub(super) stores: Vec<crate::corridor::Store>,
    pub(super) payees: Vec<String>,
    /// Whether there are phases: what never closes in one may close in another.
    phased: bool,
}

impl Default for Build {
    fn default() -> Self {
        Self {
            frame: calendar::Frame::default(),
            gates: Vec::new(),
            slowdowns: Vec::new(),
            agencies: Vec::new(),
            berths: Vec::new(),
            equipment: Vec::new(),
            stores: Vec::new(),
            phased: false,
            payees: vec![crate::corridor::SHIPPERS_TIME_NAME.to_owned()],
        }
    }
}

impl Build {
    /// The payee with this name.
    pub(super) fn payee(&mut self, name: &str) -> PayeeId {
        let known = self.payees.iter().position(|payee| payee == name);
        let index = known.unwrap_or_else(|| {
            self.payees.push(name.to_owned());
            self.payees.len() - 1
        });
        PayeeId::at(index)
    }

    /// A gate, unless nothing ever closes it.
    pub(super) fn gate(&mut self, plan: GatePlan) -> Option<GateId> {
        if !self.phased && plan.fixed.is_empty() && plan.weather.is_empty() && plan.disruptions.is_empty() {
            return None;
        }
        self.gates.push(plan);
        Some(GateId::at(self.gates.len() - 1))
    }

    /// What slows those under way, unless nothing does.
    pub(super) fn slowdown(&mut self, plan: SlowPlan) -> Option<SlowdownId> {
        if !self.phased && plan.weather.is_empty() {
            return None;
        }
        self.slowdowns.push(plan);
        Some(SlowdownId::at(self.slowdowns.len() - 1))
    }
}

fn top(root: &Here<'_>, reader: &mut Reader<'_>) -> Option<Top> {
    let mut scalars = root.tree.clone();
    let strangers = strangers(root);
    if let Some(entries) = scalars.entries_mut() {
        for entry in entries.iter_mut() {
            let stranger = strangers.iter().find(|(stranger, _)| stranger.key_span == entry.key_span);
            let meant = stranger.and_then(|(_, meant)| *meant);
            if let Some(meant) = meant.filter(|name| root.tree.field(name).is_none()) {
                meant.clone_into(&mut entry.key);
            }
        }
        entries.retain(|entry| SCALARS.contains(&entry.key.as_str()));
    }
    for (stranger, meant) in strangers {
        reader.findings.push(unknown_section(stranger, meant));
    }
    let (top, findings) = decode_at::<Top>(&scalars, "", reader.sources);
    for finding in findings {
        reader.findings.push(finding);
    }
    let top = top?;
    if top.version != 1 {
        let here = root.or_self("version");
        reader.advise(
            Code::VERSION,
            &here,
            format!("version {} of the language is not known", top.version),
            "this program reads version 1",
            "write `version: 1`",
        );
    }
    Some(top)
}

/// Fields that no scenario has, and what was probably meant.
fn strangers<'a>(root: &Here<'a>) -> Vec<(&'a Entry, Option<&'static str>)> {
    let known = || SCALARS.into_iter().chain(SECTIONS.map(|(name, _)| name));
    let strangers = root.tree.entries().iter().filter(|entry| known().all(|name| name != entry.key));
    let meant = |stranger: &Entry| {
        // A field of an extended file may be given anew, one of the same file may not.
        let free = |name: &&str| {
            let given = root.tree.field(name);
            given.is_none_or(|entry| entry.key_span.file != stranger.key_span.file)
        };
        closest(&stranger.key, known().filter(free))
    };
    strangers.map(|stranger| (stranger, meant(stranger))).collect()
}

fn unknown_section(stranger: &Entry, meant: Option<&str>) -> Finding {
    let finding = Finding::error(Code::UNKNOWN_FIELD, format!("unknown field `{}`", stranger.key))
        .at(stranger.key_span)
        .label("no such field");
    match meant {
        Some(_) => finding.did_you_mean(meant),
        None => {
            let sections = SECTIONS.map(|(name, _)| name);
            finding.hint(format!("the sections are {}", one_of(sections, sections.len())))
        }
    }
}

fn sections<'a>(root: Here<'a>, reader: &mut Reader<'a>) -> Sections<'a> {
    let misspelled: Vec<&str> = strangers(&root).into_iter().filter_map(|(_, meant)| meant).collect();
    let needed = |(name, needed): &(&str, bool)| *needed && !(*name == "fleets" && flows_alone(&root));
    // What has been set aside may have been all there was.
    for (name, _) in SECTIONS.into_iter().filter(needed).filter(|_| reader.aside.is_empty()) {
        let section = root.field(name);
        let told =
            misspelled.contains(&name) || section.as_ref().is_some_and(|section| !is_map(section.tree));
        if !told && section.as_ref().is_none_or(|section| section.tree.entries().is_empty()) {
            let here = section.unwrap_or_else(|| root.clone());
            let message = format!("the scenario has no {name}");
            let span = reader.sources.first_line(here.span());
            let finding = Finding::error(Code::EMPTY, message).at(span);
            reader.findings.push(finding.label(format!("add `{name}: {{ .. }}`")));
        }
    }
    let names = AllNames {
        nodes: names(&root, "nodes", "node", reader),
        cargo: names(&root, "cargo", "cargo class", reader),
        links: names(&root, "links", "link", reader),
        terminals: names(&root, "terminals", "terminal", reader),
        borders: names(&root, "borders", "border crossing", reader),
        weather: names(&root, "weather", "weather system", reader),
        waters: names(&root, "waters", "water", reader),
        disruptions: names(&root, "disruptions", "disruption", reader),
        seasons: names(&root, "seasons", "season", reader),
        traction: names(&root, "traction", "traction", reader),
        workshops: names(&root, "workshops", "workshop", reader),
        fleets: names(&root, "fleets", "fleet", reader),
        services: names(&root, "services", "service", reader),
    };
    let _: Vec<Named<'_, written::Reference>> = section(&root, "references", reader);
    let _: Vec<Named<'_, Vec<String>>> = section(&root, "holidays", reader);
    Sections {
        nodes: section(&root, "nodes", reader),
        cargo: section(&root, "cargo", reader),
        links: section(&root, "links", reader),
        terminals: section(&root, "terminals", reader),
        borders: section(&root, "borders", reader),
        weather: section(&root, "weather", reader),
        waters: section(&root, "waters", reader),
        disruptions: section(&root, "disruptions", reader),
        seasons: section(&root, "seasons", reader),
        traction: section(&root, "traction", reader),
        workshops: section(&root, "workshops", reader),
        fleets: section(&root, "fleets", reader),
        services: section(&root, "services", reader),
        demand: section(&root, "demand", reader),
        routes: section(&root, "routes", reader),
        names,
        root,
    }
}

/// Whether no service says whose vehicles go: all go through pipelines then, or are wrong anyway.
fn flows_alone(root: &Here<'_>) -> bool {
    let services = root.tree.child("services").map(Tree::entries).unwrap_or_default();
    !services.is_empty() && services.iter().all(|service| service.value.field("fleet").is_none())
}

fn names(root: &Here<'_>, section: &str, what: &'static str, reader: &Reader<'_>) -> Names {
    let needed = SECTIONS.contains(&(section, true));
    let Some(tree) = root.tree.child(section) else {
        return if needed { Names::unsaid(what) } else { Names::new(what, []) };
    };
    if !is_map(tree) || (needed && tree.entries().is_empty() && !reader.aside.has(section)) {
        return Names::unsaid(what);
    }
    let names = tree.entries().iter().map(|entry| (entry.key.as_str(), entry.key_span));
    Names::new(what, names).beside(&reader.aside, section)
}

fn is_map(tree: &Tree) -> bool {
    matches!(tree.kind, Kind::Map(_))
}

/// Decodes every entry of a section on its own; routes keep the order of the file, in which the
/// first that fits wins, everything else is sorted by name.
fn section<'a, T: DeserializeOwned>(
    root: &Here<'a>,
    name: &str,
    reader: &mut Reader<'a>,
) -> Vec<Named<'a, T>> {
    let Some(here) = root.field(name) else { return Vec::new() };
    let (decoded, findings) = decode_map::<T>(here.tree, name, reader.sources);
    for finding in findings {
        reader.findings.push(finding);
    }
    let places: Vec<_> = here.entries().collect();
    let mut entries: Vec<Named<'a, T>> = decoded
        .into_iter()
        .zip(places)
        .filter_map(|((name, written), (_, here))| Some(Named { name, written: written?, here }))
        .collect();
    if name != "routes" {
        entries.sort_by(|one, other| one.name.cmp(&other.name));
    }
    entries
}

/// All of them, if all could be read.
pub(super) fn whole<T>(parts: Vec<Option<T>>, expected: usize) -> Option<Vec<T>> {
    let all: Vec<T> = parts.into_iter().collect::<Option<_>>()?;
    (all.len() == expected).then_some(all)
}

/// The names of references, before anything else is read.
pub(super) fn references(tree: &Tree) -> std::collections::BTreeSet<String> {
    let entries = tree.child("references").map(Tree::entries).unwrap_or_default();
    entries.iter().map(|entry| entry.key.clone()).collect()
}

/// The date a scenario starts on when its own cannot be read.
pub(super) const SOME_DAY: Date = jiff::civil::date(2000, 1, 1);

/// What `files` of a scenario are relative to is known to its reader alone.
pub(super) type Files<'f> = &'f dyn Fn(&str, super::text::Span) -> std::io::Result<String>;
