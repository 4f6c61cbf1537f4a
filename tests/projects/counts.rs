//! Everything that is counted: one server, two, and one again; by hand, the same for every kind.
//!
//! A load comes at midnight of every day but the first, and takes 36 hours. With one server, load 1 is
//! served on days 1 to 2.5, load 2 up to 4, and then load 3. With a second server from day 4 on, load 3
//! goes there at once, load 4 to the first, load 5 waits until 5.5, and load 6 finds one free. If the second
//! is there for one day only, it ends load 3 at 5.5; load 5 then has the first, and load 6 after it at 7.

use super::{HOUR, corridor, outcome};
use keruen::corridor::Simulator;

const FOR_GOOD: [u64; 6] = [36, 48, 60, 36, 48, 36];
const FOR_A_DAY: [u64; 6] = [36, 48, 60, 36, 48, 60];

/// One kind of server: the scenario, the factor path of its number, with a place for that number.
struct Kind {
    path: &'static str,
    text: String,
    /// In which unit they are counted.
    unit: &'static str,
}

/// A scenario in which loads go from A over M to B in no time but what `more` and the places add.
fn kind(
    path: &'static str,
    unit: &'static str,
    places: [&str; 3],
    links: &str,
    fleet: &str,
    more: &str,
) -> Kind {
    let [a, m, b] = places;
    let text = format!(
        r#"(version: 1, name: "Servers", start: "2024-01-01", horizon: "HORIZON d", warm_up: "0 d",
        nodes: {{ "A": ({a}), "M": ({m}), "B": ({b}) }},
        cargo: {{ "loads": (unit: Wagon, mass: "20 t/wagon") }},
        links: {{ "one": (from: "A", to: "M", mode: Rail, length: "50 km", time: "0 h", {links}),
                  "two": (from: "M", to: "B", mode: Rail, length: "50 km", time: "TWO", gauge: Standard) }},
        fleets: {{ "trains": (home: "A", carries: {{ "loads": "1 wagon" }}, returns: AtOnce, {fleet}) }},
        services: {{ "train": (from: "A", along: ["one", "two"], fleet: "trains", departs: OnDemand) }},
        demand: {{ "stream": (cargo: "loads", from: "A", to: "B", comes: Scheduled(every: "24 h"), consignment: "1 wagon") }},
        {more} projects: {{ PROJECTS }})"#
    );
    Kind { path, unit, text }
}

const SOUND: &str = "breakdowns: (between: \"400 d\", repair: \"1 h\")";

const FREE: &str = "vehicles: Unlimited";

fn terminal(what: &str) -> String {
    format!("terminals: {{ \"yard\": ({what}) }},")
}

fn kinds() -> Vec<Kind> {
    let plain = "gauge: Standard";
    let yard = "terminal: \"yard\"";
    let released = "servers: NUMBER, release: \"36 h\"";
    vec![
        kind("fleets.trains.vehicles", "", ["", "", ""], plain, "vehicles: NUMBER", "").with_time("36 h"),
        kind(
            "terminals.yard.berths.quay.count",
            "",
            ["", "", yard],
            plain,
            &format!("{FREE}, berth: \"quay\""),
            &terminal(
                "berths: { \"quay\": (count: NUMBER) }, handling: { \"loads\": (unload: (time: \"36 h\")) }",
            ),
        ),
        kind(
            "terminals.yard.equipment.gang.count",
            "",
            [yard, "", ""],
            plain,
            FREE,
            &terminal(
                "equipment: { \"gang\": (count: NUMBER) }, handling: { \"loads\": (formalities: (by: \"gang\", time: \"36 h\")) }",
            ),
        ),
        // Machines that could break down, and never do.
        kind(
            "terminals.yard.equipment.crane.count",
            "",
            [yard, "", ""],
            plain,
            FREE,
            &terminal(
                "equipment: { \"crane\": (count: NUMBER, breakdowns: (between: \"400 d\", repair: \"1 h\")) }, handling: { \"loads\": (formalities: (by: \"crane\", time: \"36 h\")) }",
            ),
        ),
        kind(
            "terminals.yard.storage.shed.capacity",
            " wagon",
            [yard, "", ""],
            plain,
            FREE,
            &terminal(
                "storage: { \"shed\": (holds: [\"loads\"], capacity: NUMBER) }, handling: { \"loads\": (formalities: (time: \"36 h\")) }",
            ),
        ),
        kind(
            "borders.gate.servers",
            "",
            ["", "", ""],
            "gauge: Standard, border: \"gate\"",
            FREE,
            &format!("borders: {{ \"gate\": ({released}) }},"),
        ),
        kind(
            "borders.gate.sides.KZ.agencies.customs.servers",
            "",
            ["country: \"KZ\"", "country: \"AZ\"", ""],
            "gauge: Standard, border: \"gate\"",
            FREE,
            &format!(
                "borders: {{ \"gate\": (sides: {{ \"KZ\": (agencies: {{ \"customs\": ({released}) }}) }}) }},"
            ),
        ),
        kind(
            "nodes.M.gauge_change.tracks",
            "",
            ["", "gauge_change: Bogies(tracks: NUMBER, time: \"36 h\")", ""],
            "gauge: Broad",
            FREE,
            "",
        ),
        kind(
            "nodes.M.gauge_change.wagons",
            "",
            ["", "gauge_change: Transload(tracks: 9, time: \"0 h\", wagons: NUMBER)", ""],
            "gauge: Broad",
            FREE,
            "",
        )
        .with_time("36 h"),
        // Berths, servers, tracks and sets of wagons that could break down, and never do.
        kind(
            "terminals.yard.berths.quay.count",
            "",
            ["", "", yard],
            plain,
            &format!("{FREE}, berth: \"quay\""),
            &terminal(&format!(
                "berths: {{ \"quay\": (count: NUMBER, {SOUND}) }}, handling: {{ \"loads\": (unload: (time: \"36 h\")) }}"
            )),
        ),
        kind(
            "borders.gate.servers",
            "",
            ["", "", ""],
            "gauge: Standard, border: \"gate\"",
            FREE,
            &format!("borders: {{ \"gate\": ({released}, {SOUND}) }},"),
        ),
        kind(
            "nodes.M.gauge_change.tracks",
            "",
            ["", &format!("gauge_change: Bogies(tracks: NUMBER, time: \"36 h\", {SOUND})"), ""],
            "gauge: Broad",
            FREE,
            "",
        ),
        kind(
            "nodes.M.gauge_change.wagons",
            "",
            [
                "",
                &format!(
                    "gauge_change: Transload(tracks: 9, time: \"0 h\", wagons: NUMBER, wagon_upkeep: ({SOUND}))"
                ),
                "",
            ],
            "gauge: Broad",
            FREE,
            "",
        )
        .with_time("36 h"),
        // Each train breaks down once, at once, and is repaired for 36 hours.
        kind(
            "workshops.depot.crews",
            "",
            ["", "", ""],
            plain,
            "vehicles: 20, breakdowns: (between: \"1 h\", repair: \"36 h\", workshop: \"depot\")",
            "workshops: { \"depot\": (crews: NUMBER) },",
        )
        .with_time("2 h"),
    ]
}

impl Kind {
    fn with_time(self, time: &str) -> Self {
        Self { text: self.text.replace("TWO", time), ..self }
    }

    fn number(&self, number: u32) -> String {
        if self.unit.is_empty() { number.to_string() } else { format!("\"{number}{}\"", self.unit) }
    }

    /// The scenario with so many servers, and projects that each make it another number.
    fn with(&self, horizon: u32, number: u32, projects: &[(&str, u32)]) -> String {
        let written = projects.iter().enumerate().map(|(index, (dates, number))| {
            format!("\"p{index}\": ({dates}, changes: {{ \"{}\": {} }}),", self.path, self.number(*number))
        });
        let text = self.text.replace("HORIZON", &horizon.to_string()).replace("TWO", "0 h");
        text.replace("NUMBER", &self.number(number)).replace("PROJECTS", &written.collect::<String>())
    }
}

#[track_caller]
fn transits(kind: &Kind, text: &str) -> Vec<u64> {
    let outcome = outcome(text);
    let hours: Vec<u64> = outcome.cells.iter().flat_map(|cell| &cell.transit).map(|ms| ms / HOUR).collect();
    // The repair begins after an hour under way and is followed by another.
    let way = if kind.path.starts_with("workshops") { 2 } else { 0 };
    hours.iter().map(|hours| hours - way).collect()
}

#[test]
fn a_second_one_comes_and_stays() {
    for kind in kinds() {
        let found = transits(&kind, &kind.with(8, 1, &[("from: \"2024-01-05\"", 2)]));
        match kind.path {
            // Trains fail at one in the night: load 3 has waited an hour less by midnight, load 5 by noon.
            "workshops.depot.crews" => assert_eq!(found, [36, 48, 59, 36, 47, 36]),
            path => assert_eq!(found, FOR_GOOD, "{path}"),
        }
    }
}

#[test]
fn a_second_one_comes_and_goes() {
    for kind in kinds() {
        let a_day = [("from: \"2024-01-05\", to: \"2024-01-06\"", 2)];
        let found = transits(&kind, &kind.with(10, 1, &a_day));
        match kind.path {
            // The second crew goes at noon of day 5, when it has mended the train of load 3; the first is
            // free an hour later for load 5, and at one in the morning of day 7 for load 6.
            "workshops.depot.crews" => assert_eq!(found, [36, 48, 59, 36, 48, 60]),
            path => assert_eq!(found, FOR_A_DAY, "{path}"),
        }
    }
}

#[test]
fn from_the_start_it_is_the_scenario_written_so() {
    let of = |text: &str| format!("{:?}", Simulator::new(&corridor(text)).replicate(1, 0));
    for kind in kinds() {
        let projected = kind.with(12, 1, &[("from: \"2023-06-01\"", 2)]);
        assert_eq!(of(&projected), of(&kind.with(12, 2, &[])), "{}", kind.path);
        let late = kind.with(12, 2, &[("from: \"2024-01-13\"", 9)]);
        assert_eq!(of(&late), of(&kind.with(12, 2, &[])), "{}", kind.path);
    }
}

/// None at first: loads 1 to 3 wait for day 3, and then for each other.
#[test]
fn the_first_one_opens() {
    for kind in kinds() {
        let found = transits(&kind, &kind.with(9, 0, &[("from: \"2024-01-04\"", 1)]));
        match kind.path {
            "workshops.depot.crews" => assert_eq!(found, [83, 95, 107]),
            path => assert_eq!(found, [84, 96, 108], "{path}"),
        }
    }
}

/// The last one goes while it works: it ends what it has begun, and all others wait for ever.
#[test]
fn the_last_one_goes() {
    for kind in kinds() {
        let text = kind.with(60, 1, &[("from: \"2024-01-04\"", 0)]);
        assert_eq!(transits(&kind, &text), [36, 48], "{}", kind.path);
        let outcome = outcome(&text);
        let under_way: u64 = outcome.cells.iter().map(|cell| cell.under_way).sum();
        assert_eq!(under_way, 57, "{}", kind.path);
    }
}
