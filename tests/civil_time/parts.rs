//! Trains that go in parts over sections with limits, by hand.

use super::{hours, measure};
use keruen::audit::audit;
use keruen::corridor::{Of, RecordKind, trace};
use keruen::report::{TraceFormat, TraceWriter};
use keruen::scenario::Scenario;
use std::path::Path;

/// A fleet of trains of 3_600 t of grain and 1_000 t of wagons on links in a row, `n0` to `n1` and on, all of
/// which have 100 km; and what goes along all of them and back.
struct Line {
    links: Vec<&'static str>,
    fleet: &'static str,
    /// Consignments there and back: when (h), and how much (t).
    there: Vec<(u32, u32)>,
    back: Vec<(u32, u32)>,
    more: &'static str,
}

impl Line {
    fn of(links: &[&'static str]) -> Self {
        Self {
            links: links.to_vec(),
            fleet: "vehicles: Unlimited, returns: AtOnce, train: (tare: \"1_000 t\", length: \"800 m\")",
            there: vec![(0, 3_600)],
            back: Vec::new(),
            more: "",
        }
    }

    fn text(&self) -> String {
        let last = self.links.len();
        let nodes: String = (0..=last).map(|node| format!("\"n{node}\": (), ")).collect();
        let link = |(place, fields): (usize, &&str)| {
            format!(
                "\"l{place}\": (from: \"n{place}\", to: \"n{}\", mode: Rail, length: \"100 km\", {fields}),\n",
                place + 1
            )
        };
        let links: String = self.links.iter().enumerate().map(link).collect();
        let along: Vec<String> = (0..last).map(|place| format!("\"l{place}\"")).collect();
        let backward: Vec<String> = along.iter().rev().cloned().collect();
        let stream = |from: usize, to: usize, all: &[(u32, u32)]| {
            let one = |(number, &(at, tonnes)): (usize, &(u32, u32))| {
                format!(
                    "\"{from} {number}\": (cargo: \"grain\", from: \"n{from}\", to: \"n{to}\", comes: Scheduled(every: \"6_720 h\", first: \"{} h\"), consignment: \"{tonnes} t\"),\n",
                    6_720 + at,
                )
            };
            all.iter().enumerate().map(one).collect::<String>()
        };
        format!(
            "(version: 1, name: \"Line\", start: \"2024-01-01\", horizon: \"300 d\",
            nodes: {{ {nodes} }}, cargo: {{ \"grain\": (unit: Tonne) }},
            links: {{ {links} }},
            fleets: {{ \"trains\": (home: \"n0\", carries: {{ \"grain\": \"3_600 t\" }}, {}) }},
            services: {{
                \"train\": (from: \"n0\", along: [{}], fleet: \"trains\", departs: OnDemand),
                \"train back\": (from: \"n{last}\", along: [{}], fleet: \"trains\", departs: OnDemand),
            }},
            demand: {{ {}{} }},
            {})",
            self.fleet,
            along.join(", "),
            backward.join(", "),
            stream(0, last, &self.there),
            stream(last, 0, &self.back),
            self.more,
        )
    }

    /// Hours under way, in handling, waiting for paths, and of all.
    fn ledger(&self) -> [f64; 4] {
        hours(&self.text(), ["time.moving", "time.handling", "wait.path", "transit_time.mean"])
    }

    /// In how many parts every link is entered, in the order in which the last part enters, and the hour.
    fn entries(&self) -> Vec<(String, u64, f64)> {
        let text = self.text();
        let scenario = Scenario::read(Path::new("scenario.ron"), &[], &mut |_| Ok(text.clone()));
        let corridor = scenario.corridor.as_ref().unwrap_or_else(|| panic!("{:#?}", scenario.findings));
        let mut bytes = Vec::new();
        let mut writer = TraceWriter::new(corridor, 0, TraceFormat::Json, &mut bytes).expect("memory");
        let mut entries = Vec::new();
        let mut ahead = std::collections::HashMap::new();
        trace(corridor, 1, 0, &mut |record| {
            writer.add(record).expect("memory");
            if record.kind == RecordKind::Enter {
                let name = record.resource.expect("a link").text(corridor);
                let parts = ahead.entry((record.vehicle, name.clone())).or_insert(1);
                if record.of == Of::Word("part") {
                    *parts += 1;
                } else {
                    let hour = record.at.ms() as f64 / 3.6e6 - 6_720.0;
                    entries.push((name, std::mem::replace(parts, 1), hour));
                }
            }
        });
        writer.finish().expect("memory");
        let tree = scenario.tree.as_ref().expect("it was read");
        let report =
            audit(tree, &scenario.sources, bytes.as_slice()).expect("memory").expect("it has a start");
        assert!(report.is_sound(), "{:?}", report.findings);
        entries
    }
}

fn entry(link: &str, parts: u64, hour: f64) -> (String, u64, f64) {
    (format!("link:{link}"), parts, hour)
}

/// 4,600 t over sections of 2,000 t.
const PASS: &str =
    "time: \"10 h\", paths: \"12 /d\", limits: (mass: \"2_000 t\", dividing: \"90 min\", joining: \"1 h\")";
/// The same for three parts that are two on a hill.
const HILL: &str =
    "time: \"5 h\", paths: \"6 /d\", limits: (mass: \"2_400 t\", dividing: \"2 h\", joining: \"30 min\")";
const PLAIN: &str = "time: \"3 h\"";

/// Divided at 1:30, in at 1:30, 3:30 and 5:30, the last out at 15:30, joined at 16:30.
#[test]
fn one_train_in_three_parts() {
    let line = Line::of(&[PASS]);
    assert_eq!(line.ledger(), [10.0, 2.5, 4.0, 16.5]);
    assert_eq!(line.entries(), [entry("l0", 3, 5.5)]);
}

/// A train that is not too heavy is not divided.
#[test]
fn a_light_train_is_whole() {
    let line = Line { there: vec![(0, 1_000)], ..Line::of(&[PASS]) };
    assert_eq!(line.ledger(), [10.0, 0.0, 0.0, 10.0]);
    let line = Line { there: vec![(0, 1_001)], ..Line::of(&[PASS]) };
    assert_eq!(line.ledger(), [10.0, 2.5, 2.0, 14.5]);
}

/// The one behind waits for three paths and then for two of its own: in at 11:30, not at 1:30.
#[test]
fn a_train_behind_waits_for_three_paths() {
    let line = Line { there: vec![(0, 3_600), (0, 3_600)], ..Line::of(&[PASS]) };
    assert_eq!(line.ledger()[2], (4.0 + 10.0) / 2.0);
    assert_eq!(line.entries(), [entry("l0", 3, 5.5), entry("l0", 3, 11.5)]);
    // A light one takes a single path; it does not wait to be divided and comes before.
    let line = Line { there: vec![(0, 3_600), (1, 500)], ..Line::of(&[PASS]) };
    assert_eq!(line.entries(), [entry("l0", 1, 1.0), entry("l0", 3, 7.0)]);
}

/// In at 1:30, 3:30, 5:30; out at 11:30, 13:30, 15:30; two parts from 16:30 on, at once on the plain, where no
/// paths are short; on the hill at 19:30 and 23:30, out at 28:30, joined at 29:00.
#[test]
fn between_sections_it_stays_divided() {
    let line = Line::of(&[PASS, PLAIN, HILL]);
    assert_eq!(line.ledger(), [18.0, 3.0, 8.0, 29.0]);
    assert_eq!(line.entries(), [entry("l0", 3, 5.5), entry("l1", 2, 16.5), entry("l2", 2, 23.5)]);
    // The other way round it is divided twice and joined once: two hours and four behind the first part, in at
    // 2:00 and 6:00, out at 11:00, over the plain by 14:00; three parts from 15:30 on.
    let line = Line { there: Vec::new(), back: vec![(0, 3_600)], ..line };
    assert_eq!(line.ledger(), [18.0, 2.0 + 1.5 + 1.0, 4.0 + 4.0, 30.5]);
    assert_eq!(line.entries(), [entry("l2", 2, 6.0), entry("l1", 2, 11.0), entry("l0", 3, 19.5)]);
}

/// Its parts do not wait for each other between two sections that need as many: they come at 11:30, 13:30 and
/// 15:30, and go on at 11:30, 14:30 and 17:30.
#[test]
fn parts_follow_each_other_over_several_sections() {
    let slow = "time: \"10 h\", paths: \"8 /d\", limits: (mass: \"2_000 t\", joining: \"1 h\")";
    let line = Line::of(&[PASS, slow]);
    assert_eq!(line.ledger(), [20.0, 2.5, 6.0, 28.5]);
    assert_eq!(line.entries(), [entry("l0", 3, 5.5), entry("l1", 3, 17.5)]);
}

/// At a border they do: cleared as one from 15:30 to 19:30.
#[test]
fn at_a_border_the_parts_come_together() {
    let border =
        "time: \"10 h\", paths: \"12 /d\", border: \"gate\", limits: (mass: \"2_000 t\", joining: \"1 h\")";
    let more = "borders: { \"gate\": (servers: 1, release: \"4 h\") },";
    let line = Line { more, ..Line::of(&[PASS, border]) };
    assert_eq!(line.ledger(), [20.0, 2.5, 8.0, 34.5]);
    assert_eq!(line.entries(), [entry("l0", 3, 5.5), entry("l1", 3, 23.5)]);
}

/// 800 m over sections of 300 m; the load does not matter.
#[test]
fn a_train_that_is_too_long() {
    let short = "time: \"10 h\", paths: \"12 /d\", limits: (length: \"300 m\", mass: \"2_000 t\")";
    for tonnes in [1, 3_600] {
        let line = Line { there: vec![(0, tonnes)], ..Line::of(&[short]) };
        assert_eq!(line.ledger(), [10.0, 0.0, 4.0, 14.0]);
    }
}

/// Fifty wagons of 92 t: of 2,000 t go 21 together, of 300 m 18, so there are three parts; of 1,550 t go 16,
/// which makes four, although 4,600 t are less than three times that.
#[test]
fn wagons_are_not_cut() {
    let fleet =
        "vehicles: Unlimited, returns: AtOnce, train: (wagons: 50, each: (tare: \"20 t\", length: \"16 m\"))";
    let parts = |limits: &str| {
        let fields = format!("time: \"10 h\", paths: \"12 /d\", limits: ({limits})");
        let line = Line { fleet, ..Line::of(&[]) };
        let text = Line { links: vec![fields.leak()], ..line }.ledger();
        text[2] / 2.0 + 1.0
    };
    assert_eq!(parts("mass: \"2_000 t\""), 3.0);
    assert_eq!(parts("length: \"300 m\""), 3.0);
    assert_eq!(parts("mass: \"1_550 t\""), 4.0);
    assert_eq!(parts("mass: \"92 t\""), 50.0);
}

/// Heavy there in three parts, and empty back in one.
#[test]
fn empty_trains_are_lighter() {
    let fleet =
        "vehicles: 1, returns: Travels(after: \"0 h\"), train: (tare: \"1_000 t\", length: \"800 m\")";
    let line = Line { fleet, ..Line::of(&[PASS]) };
    assert_eq!(line.entries(), [entry("l0", 3, 5.5), entry("l0", 1, 16.5)]);
}

/// Twelve paths a day are four trains of three parts, 14,400 t a day; or twelve of 1,000 t.
#[test]
fn a_section_carries_as_many_trains_as_it_has_paths_for_their_parts() {
    let flood = |tonnes: u32| {
        let line = Line { there: vec![(0, tonnes)], ..Line::of(&[PASS]) };
        let text = line.text().replace("every: \"6_720 h\", first: \"6720 h\"", "every: \"1 h\"");
        let text = text.replace("horizon: \"300 d\"", "warm_up: \"10 d\", horizon: \"374 d\"");
        measure(&text, "delivered.tonnes")
    };
    assert_eq!(flood(3_600), 4.0 * 3_600.0 * 365.0);
    assert_eq!(flood(1_000), 12.0 * 1_000.0 * 365.0);
}

/// Each part goes over single track by itself. Divided at 1:30; one comes the other way at 2:00.
#[test]
fn parts_on_single_track() {
    let track = |meets: &str| {
        let fields = format!("{PASS}, track: Single, {meets}");
        let there = vec![(0, 3_600)];
        let back = vec![(2, 500)];
        Line { there, back, ..Line::of(&[fields.leak()]) }.entries()
    };
    // First come: in at 1:30, 3:30 and 5:30, and the other when the last is off.
    assert_eq!(track("meets: FirstCome"), [entry("l0", 3, 5.5), entry("l0", 1, 15.5)]);
    // In turns: the first part at 1:30, the other when that is off, the two that are left at 21:30 and 23:30.
    assert_eq!(track("meets: Alternate"), [entry("l0", 1, 11.5), entry("l0", 3, 23.5)]);
}

/// A train that breaks down on the section is repaired in its last part, once.
#[test]
fn the_last_part_stands_for_the_train_when_it_breaks_down() {
    let fleet = "vehicles: 1, returns: Travels(after: \"0 h\"), train: (tare: \"1_000 t\", length: \"800 m\"), breakdowns: (between: \"4 h\", repair: \"6 h\")";
    let line = Line { fleet, ..Line::of(&[PASS]) };
    // Under way 10 h: it stands after 4 and 8 hours.
    assert_eq!(line.ledger(), [10.0, 2.5, 4.0, 28.5]);
    line.entries();
}

/// A section that becomes fast while a train is on it: its last part comes in before the others and waits.
#[test]
fn a_project_while_parts_are_under_way() {
    let slow = "time: \"100 h\", paths: \"0.5 /d\", track: Single, limits: (mass: \"2_000 t\")";
    let more = "projects: { \"faster\": (from: \"2024-10-10\", changes: { \"links.l0.time\": \"1 h\" }) },";
    let line = Line { more, ..Line::of(&[slow]) };
    // In at 0, 48 and 96 h; the second is out at 148 h, the last would be at 97 h.
    assert_eq!(line.ledger(), [1.0, 0.0, 96.0 + 51.0, 148.0]);
    assert_eq!(line.entries(), [entry("l0", 3, 96.0)]);
}
