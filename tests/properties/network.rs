//! Random corridors, written in the scenario language.

use super::dice::Dice;
use keruen::corridor::Corridor;
use keruen::scenario::Scenario;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// A corridor as text, with the demand traces that it reads.
#[derive(Clone)]
pub struct Network {
    pub text: String,
    traces: BTreeMap<String, String>,
}

/// What comes into a random corridor.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything, for ever; stores may be small.
    Endless,
    /// A few consignments in the first days, then none, and more than a year to bring them home.
    /// Stores hold everything and every vehicle leaves after some time, so that nothing stands in
    /// the way.
    Ending,
}

/// Random corridors of this kind.
pub fn networks(kind: Kind) -> impl Strategy<Value = Network> {
    proptest::collection::vec(any::<u16>(), 0..300).prop_map(move |numbers| build(kind, &numbers))
}

impl Network {
    /// The corridor, with assignments as by `--set`.
    pub fn open(&self, sets: &[&str]) -> Corridor {
        let scenario = self.scenario(sets);
        scenario.corridor.unwrap_or_else(|| panic!("{:#?}", scenario.findings))
    }

    /// The scenario, with assignments as by `--set`.
    pub fn scenario(&self, sets: &[&str]) -> Scenario {
        let sets: Vec<String> = sets.iter().map(ToString::to_string).collect();
        Scenario::read(Path::new("network.ron"), &sets, &mut |path| {
            let name = path.to_string_lossy();
            let text = if name == "network.ron" { Some(&self.text) } else { self.traces.get(&*name) };
            text.cloned().ok_or_else(|| std::io::ErrorKind::NotFound.into())
        })
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.traces.iter().try_for_each(|(name, rows)| writeln!(f, "{name}:\n{rows}"))
    }
}

const HOURS: [&str; 5] = [
    "24/7",
    "08:00-20:00 UTC+5",
    "Mon-Fri 06:00-22:00 UTC",
    "Tue-Sun 20:00-04:30 UTC+4",
    "Mon-Sat 03:30-21:00 Europe/Bucharest",
];
const MINUTES: [&str; 5] = [
    "\"30 min\"",
    "\"0 min\"",
    "Exponential(\"45 min\")",
    "Lognormal(mean: \"2 h\", cv: 1.0)",
    "Uniform(\"0 h\", \"3 h\")",
];

fn build(kind: Kind, numbers: &[u16]) -> Network {
    let dice = &mut Dice::new(numbers);
    let nodes = dice.from(2, 5);
    let fleets = dice.from(1, 2);
    let borders = dice.below(3);
    let stormy = dice.one_in(3);
    let tidal = dice.one_in(3);
    let terminals: Vec<Option<Terminal>> =
        (0..nodes).map(|_| dice.one_in(2).then(|| Terminal::roll(kind, stormy, tidal, dice))).collect();
    let berths = terminals.iter().flatten().any(|terminal| terminal.berths);
    let horizon = if kind == Kind::Ending { 1_000 } else { dice.from(4, 40) };

    let mut text = String::from("(\nversion: 1, name: \"random\",\n");
    text += &format!("start: \"2024-01-0{}\", horizon: \"{horizon} d\",\n", dice.from(1, 7));
    text += "cargo: {\n    \"boxes\": (unit: Teu, mass: \"12.5 t/TEU\", value: \"20_000 USD/TEU\", ";
    text += "value_of_time: \"0.5 %/d\"),\n    \"grain\": (unit: Tonne),\n},\n";
    section(&mut text, "nodes", 0..nodes, |node| {
        let has = terminals[usize::from(node)].is_some();
        format!("\"n{node}\": ({})", if has { format!("terminal: \"t{node}\"") } else { String::new() })
    });
    let with_terminal = (0..nodes).filter(|&node| terminals[usize::from(node)].is_some());
    section(&mut text, "terminals", with_terminal, |node| {
        let terminal = terminals[usize::from(node)].as_ref().map_or("", |terminal| &terminal.text);
        format!("\"t{node}\": ({terminal})")
    });
    section(&mut text, "borders", 0..borders, |border| {
        format!("\"b{border}\": ({})", self::border(kind, dice))
    });
    section(&mut text, "weather", 0..u16::from(stormy), |_| weather(dice));
    section(&mut text, "waters", 0..u16::from(tidal), |_| water(kind));
    let parents: Vec<u16> = (1..nodes).map(|node| dice.below(node)).collect();
    let parent = |node: u16| parents[usize::from(node) - 1];
    let pipes: Vec<u16> = (1..nodes).filter(|_| dice.one_in(2)).collect();
    let links = (1..nodes).map(|node| (node, false)).chain(pipes.iter().map(|&node| (node, true)));
    section(&mut text, "links", links, |(node, piped)| match piped {
        true => format!("\"p{node}\": ({})", pipe(node, parent(node), stormy, dice)),
        false => format!("\"l{node}\": ({})", link(node, parent(node), borders, stormy, dice)),
    });
    let hauled = dice.one_in(3);
    section(&mut text, "fleets", 0..fleets + u16::from(hauled), |fleet| {
        if fleet == fleets {
            return format!("\"engines\": ({})", engines(nodes, dice));
        }
        // A link that nobody goes on may be named as well.
        let everywhere = fleet == 0 && dice.one_in(2);
        let by = if everywhere { "\"engines\"" } else { "{ \"l1\": \"engines\" }" };
        let hauled = if hauled { format!(", hauled_by: {by}") } else { String::new() };
        format!("\"f{fleet}\": ({}{hauled})", self::fleet(kind, nodes, berths, dice))
    });
    let flows = pipes.iter().map(|&node| (format!("flow {node}"), node, format!("\"p{node}\"")));
    section(
        &mut text,
        "services",
        services(nodes, &parents).into_iter().chain(flows),
        |(name, from, along)| {
            if name.starts_with("flow") {
                let tariff = dice.pick(&["0.01 USD/t-km", "9 USD/t"]);
                return format!("\"{name}\": (from: \"n{from}\", along: [{along}], tariff: \"{tariff}\")");
            }
            let fleet = from % fleets;
            let tariff = dice.pick(&["0.05 USD/t-km", "1_000 USD/vehicle", "3 USD/vehicle-km"]);
            let departs = departure(kind, dice);
            format!(
                "\"{name}\": (from: \"n{from}\", along: [{along}], fleet: \"f{fleet}\", \
             departs: {departs}, tariff: \"{tariff}\")"
            )
        },
    );
    let mut traces = BTreeMap::new();
    let streams = dice.from(1, 3);
    section(&mut text, "demand", 0..streams, |stream| {
        let from = dice.below(nodes);
        let to = (from + dice.from(1, nodes - 1)) % nodes;
        let (cargo, unit) = if dice.one_in(3) { ("grain", "t") } else { ("boxes", "TEU") };
        let comes = match kind {
            Kind::Endless => endless(unit, dice),
            Kind::Ending => {
                let name = format!("d{stream}.csv");
                traces.insert(name.clone(), trace(unit, dice));
                format!("comes: Trace(\"{name}\")")
            }
        };
        format!("\"d{stream}\": (cargo: \"{cargo}\", from: \"n{from}\", to: \"n{to}\", {comes})")
    });
    let many = if dice.one_in(2) { dice.from(1, 3) } else { 0 };
    let projects: Vec<String> = (0..many).map(|number| project(kind, number, &text, dice)).collect();
    section(&mut text, "projects", projects, |project| project);
    text += ")\n";
    Network { text, traces }
}

/// Something that changes on a day, for a while or for good, of what the text has.
fn project(kind: Kind, number: u16, text: &str, dice: &mut Dice<'_>) -> String {
    let mut changes = vec![
        format!("\"services.out 1.departs\": {}", departure(kind, dice)),
        "\"services.in 1.tariff\": \"0.09 USD/t-km\"".to_owned(),
        "\"links.l1.closed\": [(from: \"01-12\", to: \"01-15\", why: \"works\")]".to_owned(),
        format!("\"links.l1.hours\": \"{}\"", dice.pick(&HOURS)),
    ];
    for line in text.lines().filter_map(|line| line.strip_prefix("    \"")) {
        let Some((name, entry)) = line.split_once("\": (") else { continue };
        let many = dice.from(1, 5);
        let change = match name.split_at(1) {
            ("f", _) if entry.starts_with("vehicles: ") && !entry.starts_with("vehicles: Unlimited") => {
                format!("fleets.{name}.vehicles\": {many}")
            }
            ("b", _) if entry.starts_with("servers: ") => format!("borders.{name}.servers\": {many}"),
            ("t", _) if entry.contains("\"quay\": (count") => {
                format!("terminals.{name}.berths.quay.count\": {many}")
            }
            ("t", _) if entry.contains("\"cranes\": (count") => {
                format!("terminals.{name}.equipment.cranes.count\": {many}")
            }
            ("d", _) if entry.contains(" TEU/d\"") => format!("demand.{name}.volume\": \"{many}0 TEU/d\""),
            ("d", _) if entry.contains("Scheduled(") => format!("demand.{name}.comes.every\": \"{many}0 h\""),
            _ => continue,
        };
        changes.push(format!("\"{change}"));
    }
    changes.retain(|_| dice.one_in(3));
    let day = dice.from(8, 20);
    let to = dice.perhaps(2, |dice| format!(", to: \"2024-01-{:02}\"", day + dice.from(1, 10)));
    format!("\"p{number}\": (from: \"2024-01-{day:02}\"{to}, changes: {{ {} }})", changes.join(", "))
}

fn section<T>(
    text: &mut String,
    name: &str,
    items: impl IntoIterator<Item = T>,
    mut one: impl FnMut(T) -> String,
) {
    *text += &format!("{name}: {{\n");
    for item in items {
        *text += &format!("    {},\n", one(item));
    }
    *text += "},\n";
}

const DEPTH: &str = ", depth: \"5.5 m\", water: \"sea\", at_level: \"0 m\"";

/// A sea that falls and comes back; where everything must come home, by half a metre.
fn water(kind: Kind) -> String {
    let low = if kind == Kind::Ending { "-0.5 m" } else { "-5 m" };
    format!(
        "\"sea\": (levels: {{ \"2024-01-02\": \"0 m\", \"2024-01-09\": \"{low}\", \"2024-01-15\": \"0 m\" }}, \
         trend: \"-10 cm/yr\")"
    )
}

struct Terminal {
    text: String,
    berths: bool,
}

impl Terminal {
    fn roll(kind: Kind, stormy: bool, tidal: bool, dice: &mut Dice<'_>) -> Self {
        let mut text = String::new();
        text += &dice.perhaps(3, |dice| format!("hours: \"{}\", ", dice.pick(&HOURS)));
        // Work that no opening is long enough for never ends where it is broken off.
        let last = if kind == Kind::Ending { "Pause" } else { "Eject" };
        text += &dice.perhaps(2, |dice| format!("at_closing: {}, ", dice.pick(&["Pause", last])));
        let berths = dice.one_in(2);
        if berths {
            let hours = dice.perhaps(3, |dice| format!(", hours: \"{}\"", dice.pick(&HOURS)));
            let storms = stormy && dice.one_in(2);
            let weather = if storms { closing("60 %", dice) } else { String::new() };
            let depth = if tidal { dice.pick(&["", ", depth: \"5.2 m\"", DEPTH]) } else { "" };
            let breakdowns = dice.perhaps(3, |dice| {
                let clock = dice.pick(&["Operating", "Calendar"]);
                format!(", breakdowns: (between: Exponential(\"4 d\"), clock: {clock}, repair: Exponential(\"5 h\"))")
            });
            let count = dice.from(1, 3);
            text += &format!("berths: {{ \"quay\": (count: {count}{hours}{weather}{depth}{breakdowns}) }}, ");
        }
        let cranes = dice.one_in(2);
        if cranes {
            let count = dice.from(1, 3);
            let breakdowns = dice.perhaps(3, |dice| {
                let clock = dice.pick(&["Operating", "Calendar"]);
                let between = dice.pick(&["30 h", "8 h"]);
                format!(", breakdowns: (between: Exponential(\"{between}\"), clock: {clock}, repair: Exponential(\"5 h\"))")
            });
            text += &format!("equipment: {{ \"cranes\": (count: {count}{breakdowns}) }}, ");
        }
        text += &dice.perhaps(2, |dice| format!("storage: {{ {} }}, ", store(kind, dice)));
        let boxes = handling("TEU", cranes, dice);
        let grain = handling("t", cranes, dice);
        text += &format!("handling: {{ \"boxes\": ({boxes}), \"grain\": ({grain}) }}");
        Self { text, berths }
    }
}

fn store(kind: Kind, dice: &mut Dice<'_>) -> String {
    let rest = "free_time: \"1 d\", tariff: \"0.5 USD/t-d\"";
    match kind {
        Kind::Ending => format!("\"yard\": (holds: [\"boxes\", \"grain\"], capacity: \"9 Mt\", {rest})"),
        Kind::Endless => {
            let full = dice.pick(&["", "when_full: TurnAway, "]);
            let capacity = dice.from(1, 120) * 25;
            format!("\"yard\": (holds: [\"boxes\", \"grain\"], capacity: \"{capacity} t\", {full}{rest})")
        }
    }
}

fn handling(unit: &str, cranes: bool, dice: &mut Dice<'_>) -> String {
    let mut text = String::new();
    for step in ["unload", "formalities", "transload", "load"] {
        if dice.one_in(2) {
            let by = if cranes && dice.one_in(2) { "by: \"cranes\", " } else { "" };
            let work = if dice.one_in(2) {
                let together = if by.is_empty() { "" } else { dice.pick(&["", "up_to: 2, "]) };
                format!(
                    "{together}rate: \"{} {unit}/h\"",
                    dice.from(1, 10) * if unit == "t" { 40 } else { 4 }
                )
            } else {
                format!("time: {}", dice.pick(&MINUTES))
            };
            text += &format!("{step}: ({by}{work}, fee: \"2 USD/t\"), ");
        }
    }
    text
}

fn border(kind: Kind, dice: &mut Dice<'_>) -> String {
    // Work that no opening is long enough for never ends where it is broken off.
    let last = if kind == Kind::Ending { "Pause" } else { "Eject" };
    let hours = dice.perhaps(2, |dice| format!(", hours: \"{}\"", dice.pick(&HOURS)));
    let (servers, release) = (dice.from(1, 3), dice.pick(&MINUTES));
    let closing = dice.perhaps(2, |dice| format!(", at_closing: {}", dice.pick(&["Finish", "Pause", last])));
    let documents = dice.perhaps(3, |dice| {
        let clerks = dice.perhaps(2, |dice| format!(", clerks: {}", dice.from(1, 3)));
        let hours = dice.perhaps(2, |dice| format!(", hours: \"{}\"", dice.pick(&HOURS)));
        let regime = dice.pick(&["Paper", "Digital"]);
        format!(", documents: (time: {}, regime: {regime}{clerks}{hours})", dice.pick(&MINUTES))
    });
    let upkeep = dice.perhaps(3, |dice| {
        let clock = dice.pick(&["Operating", "Calendar"]);
        let works = dice.perhaps(2, |_| {
            ", maintenance: [(from: \"2024-01-09\", to: \"2024-01-12\", count: 1, why: \"works\")]".to_owned()
        });
        format!(", breakdowns: (between: Exponential(\"20 h\"), clock: {clock}, repair: Exponential(\"4 h\")){works}")
    });
    format!("servers: {servers}, release: {release}, fee: \"5 USD/t\"{hours}{closing}{documents}{upkeep}")
}

fn weather(dice: &mut Dice<'_>) -> String {
    let stormy: Vec<String> = (0..12).map(|_| format!("\"{} %\"", dice.below(60))).collect();
    let length = dice.pick(&["\"6 h\"", "Exponential(\"12 h\")"]);
    format!("\"storms\": (stormy: [{}], storm: {length})", stormy.join(", "))
}

fn closing(share: &str, dice: &mut Dice<'_>) -> String {
    format!(", weather: {{ \"storms\": {} }}", threshold(share, dice))
}

/// The storms that close or slow something: a share of them all year, or one for each month.
fn threshold(share: &str, dice: &mut Dice<'_>) -> String {
    if !dice.one_in(3) {
        return format!("\"{share}\"");
    }
    let months: Vec<&str> = (0..12).map(|_| dice.pick(&["0 %", share, "95 %"])).collect();
    format!("[\"{}\"]", months.join("\", \""))
}

fn link(node: u16, parent: u16, borders: u16, stormy: bool, dice: &mut Dice<'_>) -> String {
    let ends = if dice.one_in(2) { [node, parent] } else { [parent, node] };
    let pace = dice.pick(&[
        "time: \"5 h\"",
        "time: \"0 h\"",
        "time: Exponential(\"7 h\")",
        "speed: Triangular(\"20 km/h\", \"30 km/h\", \"60 km/h\")",
        "speed: \"25 km/h\"",
    ]);
    let mut text =
        format!("from: \"n{}\", to: \"n{}\", mode: Rail, length: \"200 km\", {pace}", ends[0], ends[1]);
    text += &dice.perhaps(2, |dice| format!(", paths: \"{} /d\"", dice.from(1, 12)));
    if borders > 0 && dice.one_in(2) {
        text += &format!(", border: \"b{}\"", dice.below(borders));
    }
    text += &dice.perhaps(4, |dice| {
        let window =
            dice.pick(&["2024-01-09\", to: \"2024-01-12", "01-09\", to: \"01-12", "12-20\", to: \"01-06"]);
        format!(", closed: [(from: \"{window}\", why: \"works\")]")
    });
    text += &dice.perhaps(4, |dice| format!(", hours: \"{}\"", dice.pick(&HOURS)));
    text += &dice.perhaps(4, |_| ", possessions: [\"Tue-Thu 22:00-03:00 UTC+5\"]".to_owned());
    text += &dice.perhaps(4, |dice| {
        let by_hours = ", meets: Pattern(forward: \"00:00-12:00 UTC+4\", backward: \"08:00-04:00 UTC+4\")";
        let meets = dice.pick(&["", ", meets: FirstCome", ", meets: Alternate, convoy: 2", by_hours]);
        format!(", track: Single{meets}")
    });
    text += &dice.perhaps(3, |dice| {
        let [mass, length] = [dice.from(4, 30) * 100, dice.from(2, 9) * 100];
        let time = dice.pick(&["", ", dividing: \"90 min\"", ", dividing: \"2 h\", joining: \"45 min\""]);
        format!(", limits: (mass: \"{mass} t\", length: \"{length} m\"{time})")
    });
    if stormy && dice.one_in(3) {
        text += &closing("30 %", dice);
    }
    if stormy && dice.one_in(2) {
        let to = dice.pick(&["100 %", "60 %", "33.3 %", "1 %"]);
        text += &format!(", slowed: {{ \"storms\": (storms: {}, to: \"{to}\") }}", threshold("80 %", dice));
    }
    text
}

/// A pipeline towards the root.
fn pipe(node: u16, parent: u16, stormy: bool, dice: &mut Dice<'_>) -> String {
    let mut text = format!(
        "from: \"n{node}\", to: \"n{parent}\", mode: Pipeline, length: \"200 km\", rate: \"{} t/h\"",
        dice.from(3, 30) * 100
    );
    text +=
        dice.pick(&[", transit: \"0 h\"", ", transit: \"7 h\"", ", transit: \"3 d\"", ", fill: \"20 kt\""]);
    text += &dice.perhaps(3, |_| ", others: \"100 t/h\"".to_owned());
    text += &dice
        .perhaps(3, |_| ", closed: [(from: \"2024-01-09\", to: \"2024-01-12\", why: \"works\")]".to_owned());
    text += &dice.perhaps(4, |dice| format!(", hours: \"{}\"", dice.pick(&HOURS)));
    if stormy && dice.one_in(3) {
        text += &closing("30 %", dice);
    }
    text
}

fn fleet(kind: Kind, nodes: u16, berths: bool, dice: &mut Dice<'_>) -> String {
    let smallest = if kind == Kind::Ending { 20 } else { 3 };
    let vehicles = match dice.below(5) {
        4 => "Unlimited".to_owned(),
        few => (few + 1).to_string(),
    };
    let returns = dice.pick(&["AtOnce", "Travels(after: \"0 h\")", "Travels(after: \"18 h\")"]);
    let berth = if berths && dice.one_in(2) { ", berth: \"quay\"" } else { "" };
    let speed = dice.perhaps(3, |_| ", speed: Uniform(\"10 km/h\", \"40 km/h\")".to_owned());
    let maintained = vehicles != "Unlimited" && dice.one_in(4);
    let maintenance = if maintained {
        let window =
            dice.pick(&["2024-01-09\", to: \"2024-01-12", "01-08\", to: \"01-15", "12-20\", to: \"01-09"]);
        format!(", maintenance: [(from: \"{window}\", count: {}, why: \"yearly\")]", dice.from(1, 3))
    } else {
        String::new()
    };
    let breaks = vehicles != "Unlimited" && dice.one_in(4);
    let breakdowns = if breaks {
        let clock = dice.pick(&["Operating", "Calendar"]);
        format!(", breakdowns: (between: Exponential(\"9 d\"), clock: {clock}, repair: Exponential(\"6 h\"))")
    } else {
        String::new()
    };
    let turn_round = dice.perhaps(3, |dice| format!(", turn_round: {}", dice.pick(&MINUTES)));
    let in_trains = dice.perhaps(3, |dice| {
        let longest = dice.from(1, 4);
        let shortest = if kind == Kind::Ending { 1 } else { dice.from(1, longest) };
        format!(", in_trains: (longest: {longest}, shortest: {shortest})")
    });
    let (train, boxes, grain) = if in_trains.is_empty() {
        let train = dice.pick(&[
            "tare: \"900 t\", length: \"850 m\"",
            "wagons: 40, each: (tare: \"22.5 t\", length: \"14.6 m\")",
        ]);
        (train, dice.from(smallest, 60), dice.from(smallest, 60) * 50)
    } else {
        // A single wagon gets over any section.
        ("tare: \"40 t\", length: \"90 m\"", 20, 300)
    };
    let deep = in_trains.is_empty() && dice.one_in(2);
    let draught = if deep {
        let tare = dice.pick(&["", ", tare: { \"boxes\": \"2.2 t/TEU\" }"]);
        format!(", draught: (laden: \"5 m\", immersion: \"5 t/cm\"{tare})")
    } else {
        String::new()
    };
    format!(
        "vehicles: {vehicles}, train: ({train}), home: \"n{}\", carries: {{ \"boxes\": \"{boxes} TEU\", \"grain\": \"{grain} t\" }}, \
         returns: {returns}{berth}{speed}{maintenance}{breakdowns}{turn_round}{in_trains}{draught}",
        dice.below(nodes),
    )
}

fn engines(nodes: u16, dice: &mut Dice<'_>) -> String {
    let (home, vehicles) = (dice.below(nodes), dice.from(1, 3));
    let returns = dice.pick(&["AtOnce", "Travels(after: \"0 h\")", "Travels(after: \"9 h\")"]);
    let turn_round = dice.perhaps(2, |dice| format!(", turn_round: {}", dice.pick(&MINUTES)));
    let breakdowns = dice.perhaps(3, |dice| {
        let clock = dice.pick(&["Operating", "Calendar"]);
        format!(
            ", breakdowns: (between: Exponential(\"60 h\"), clock: {clock}, repair: Exponential(\"6 h\"))"
        )
    });
    format!(
        "vehicles: {vehicles}, home: \"n{home}\", returns: {returns}, speed: \"30 km/h\"{turn_round}{breakdowns}"
    )
}

/// Both ways along every link, and an express from each node past its parent.
fn services(nodes: u16, parents: &[u16]) -> Vec<(String, u16, String)> {
    let parent = |node: u16| parents[usize::from(node) - 1];
    let mut all = Vec::new();
    for node in 1..nodes {
        all.push((format!("out {node}"), parent(node), format!("\"l{node}\"")));
        all.push((format!("in {node}"), node, format!("\"l{node}\"")));
        if parent(node) > 0 {
            let past = parent(node);
            all.push((format!("express {node}"), node, format!("\"l{node}\", \"l{past}\"")));
        }
    }
    all
}

fn departure(kind: Kind, dice: &mut Dice<'_>) -> String {
    match dice.below(if kind == Kind::Ending { 4 } else { 5 }) {
        1 => format!("WhenFull(or_after: \"{} h\")", dice.below(48)),
        2 => format!("WhenFull(at_least: \"2 TEU\", or_after: \"{} h\")", dice.from(1, 30)),
        3 => format!("Timetable(every: \"{} h\", first: \"{} h\")", dice.from(1, 30), dice.below(30)),
        4 => "WhenFull()".to_owned(),
        _ => "OnDemand".to_owned(),
    }
}

fn endless(unit: &str, dice: &mut Dice<'_>) -> String {
    let scale = if unit == "t" { 100 } else { 1 };
    let size = match dice.below(3) {
        0 => format!("\"{} {unit}\"", dice.from(1, 40) * scale),
        1 => format!("Uniform(\"1 {unit}\", \"{} {unit}\")", dice.from(2, 90) * scale),
        _ => format!("Lognormal(mean: \"{} {unit}\", cv: 1.5)", dice.from(2, 40) * scale),
    };
    let comes = match dice.below(3) {
        0 => format!("volume: \"{} {unit}/d\"", u32::from(dice.from(10, 300)) * u32::from(scale)),
        1 => format!("comes: Renewal(every: Gamma(mean: \"{} h\", cv: 0.5))", dice.from(1, 40)),
        _ => format!("comes: Scheduled(every: \"{} h\")", dice.from(1, 40)),
    };
    let months = dice.perhaps(3, |_| ", months: [1, 3, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2]".to_owned());
    format!("consignment: {size}, {comes}{months}")
}

/// Up to twenty consignments within ten days, some at the same instant.
fn trace(unit: &str, dice: &mut Dice<'_>) -> String {
    let mut rows = String::from("time,quantity\n");
    let mut minute = 0;
    for _ in 0..dice.from(1, 20) {
        minute += if dice.one_in(3) { 0 } else { u32::from(dice.below(720)) };
        let size = u32::from(dice.from(1, 90)) * if unit == "t" { 100 } else { 1 };
        rows += &format!("{minute} min,{size} {unit}\n");
    }
    rows
}
