//! The error index `docs/errors.md`: every code has its section, every broken snippet yields its
//! code, every mended one nothing, and every message reads as shown.
//!
//! `SNAPSHOTS=overwrite cargo test --test errors` writes page and messages anew.

#[path = "support/markdown.rs"]
mod markdown;
#[path = "support/snapshot.rs"]
mod snapshot;

use keruen::scenario::Scenario;
use keruen::scenario::text::{Code, Finding, Style, render};
use markdown::{Block, blocks, rewritten};
use snapshot::assert_file;
use std::fmt::Write;
use std::io;
use std::path::Path;

const PAGE: &str = include_str!("../docs/errors.md");

/// Reads a snippet as `my.ron`, beside the files that the page gives.
fn read(snippet: &str, sets: &[String]) -> Scenario {
    let files: Vec<Block<'_>> = blocks(PAGE).into_iter().filter(|block| block.info.contains('.')).collect();
    Scenario::read(Path::new("my.ron"), sets, &mut |path| {
        let name = path.to_string_lossy();
        if name == "my.ron" {
            return Ok(snippet.to_owned());
        }
        let file = files.iter().find(|block| block.info.split(' ').any(|word| word == name));
        file.map(|file| file.text.to_owned()).ok_or_else(|| io::ErrorKind::NotFound.into())
    })
}

fn shown(scenario: &Scenario, findings: &[Finding]) -> String {
    render(findings, &scenario.sources, Style::Plain, 120)
}

fn codes(scenario: &Scenario) -> Vec<&str> {
    scenario.findings.iter().map(|finding| finding.code.0).collect()
}

/// The code that a section is about: "K201: a name that nothing has".
fn code_of<'p>(block: &Block<'p>) -> &'p str {
    block.section.split(':').next().unwrap_or_default()
}

#[test]
fn every_code_has_its_section_in_order() {
    let headings = PAGE.lines().filter_map(|line| line.strip_prefix("## "));
    let sections: Vec<&str> = headings.map(|heading| heading.split(':').next().unwrap()).collect();
    assert_eq!(sections, Code::ALL.map(|code| code.0));
}

#[test]
fn the_base_is_sound() {
    let scenario = read("(extends: \"base.ron\")", &[]);
    assert_eq!(shown(&scenario, &scenario.findings), "");
}

#[test]
fn a_broken_snippet_yields_its_code_and_nothing_else() {
    let sections = || blocks(PAGE).into_iter().filter(|block| block.section.starts_with('K'));
    for block in sections().filter(|block| block.info == "ron broken") {
        assert_eq!(codes(&read(block.text, &[])), [code_of(&block)], "{}", block.section);
    }
    for code in Code::ALL {
        let of_code = || sections().filter(|block| code_of(block) == code.0);
        let [broken, mended, found] = ["ron broken", "ron mended", "text finding"]
            .map(|kind| of_code().filter(|block| block.info == kind).count());
        assert!(broken > 0 && mended == broken && found == broken, "{code}: {broken}, {found}, {mended}");
    }
}

#[test]
fn a_mended_snippet_yields_nothing() {
    for block in blocks(PAGE).iter().filter(|block| block.info == "ron mended") {
        let scenario = read(block.text, &[]);
        assert_eq!(shown(&scenario, &scenario.findings), "", "{}", block.section);
        assert!(scenario.corridor.is_some(), "{}", block.section);
    }
}

#[test]
fn findings_are_shown_as_they_are() {
    let mut broken = "";
    let page = rewritten(PAGE, |block| {
        if block.info == "ron broken" {
            broken = block.text;
        }
        (block.info == "text finding").then(|| {
            let scenario = read(broken, &[]);
            shown(&scenario, &scenario.findings)
        })
    });
    assert_file("docs/errors.md", page);
}

/// Faults that have nothing to do with each other, in every section that others build on.
const FAULTS: [&str; 16] = [
    "nodes.Tbilisi.at=(120.0, 45.0)",
    "cargo.grain.value=-5 USD/t",
    "links.rail.speed=0 km/d",
    "terminals.\"Aktau port\".berths.quay.count=0",
    "terminals.\"Aktau port\".storage.yard.capacity=0 TEU",
    "terminals.\"Aktau port\".handling.containers.load.by=\"crane\"",
    "borders.\"Böyük Kəsik\".servers=0",
    "weather.caspian.storm=\"0 h\"",
    "fleets.ships.vehicles=0",
    "fleets.trains.home=\"Alatt\"",
    "services.ferry.tariff=90 EUR/t",
    "services.ferry.departs=WhenFull(or_after: \"3 days\")",
    "services.train.along=[\"rial\"]",
    "demand.boxes.cargo=\"container\"",
    "demand.boxes.promised=0 d",
    "demand.boxes.considers=0",
];

/// Whatever is wrong elsewhere: what is wrong here is told as if it were the only fault, and nothing else is.
#[test]
fn all_that_is_wrong_is_told_at_once_and_nothing_that_follows() {
    let messages = |sets: &[String]| {
        let scenario = read("(extends: \"base.ron\")", sets);
        scenario.findings.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>()
    };
    let mut alone = Vec::new();
    for fault in FAULTS {
        let told = messages(&[fault.to_owned()]);
        assert_eq!(told.len(), 1, "{fault}: {told:?}");
        alone.extend(told);
    }
    let mut together = messages(&FAULTS.map(str::to_owned));
    alone.sort();
    together.sort();
    assert_eq!(together, alone);
    // Nor does it matter which two come together.
    for (index, one) in FAULTS.iter().enumerate() {
        for other in &FAULTS[index + 1..] {
            assert_eq!(messages(&[(*one).to_owned(), (*other).to_owned()]).len(), 2, "{one}, {other}");
        }
    }
}

/// What a code can say besides what the index shows: lines of a scenario that extends the base, or,
/// with a leading `--set`, an assignment.
const MORE: [(Code, &[&str]); 34] = [
    (
        Code::MALFORMED,
        &[
            "nodes: { Aktau-2: (country: \"KZ\") }",
            "horizon: 90 d",
            "name: \"Over",
            "nodes: { \"Kars\": (] }",
            "--set horizon=",
        ],
    ),
    (
        Code::UNKNOWN_FIELD,
        &[
            "demnd: {}",
            "currency: \"EUR\"",
            "--set nodes.Alat.colour=red",
            "services: { \"ferry\": (departs: Timetable(evry: \"1 d\")) }",
            "links: { \"sea\": (length: Sourced(\"233 nmi\", rev: \"carec-2023\")) }",
        ],
    ),
    (
        Code::MISSING_FIELD,
        &[
            "cargo: { \"copper\": (unit: Wagon) }",
            "fleets: { \"train\": (vehicles: 8) }",
            "services: { \"ferry\": (departs: Timetable(first: \"1 d\")) }",
            "links: { \"sea\": (length: Estimate(\"233 nmi\", low: \"230 nmi\", high: \"240 nmi\")) }",
            "links: { \"pipe\": (from: \"Alat\", to: \"Tbilisi\", mode: Pipeline, length: \"500 km\", transit: \"2 d\") }",
            "services: { \"bus\": (from: \"Alat\", along: [\"rail\"], departs: OnDemand) }",
        ],
    ),
    (
        Code::WRONG_VALUE,
        &[
            "fleets: { \"trains\": (hauled_by: 7) }",
            "fleets: { \"trains\": (hauled_by: { \"rail\": 7 }) }",
            "name: 7",
            "horizon: [90]",
            "nodes: [\"Kars\"]",
            "nodes: { \"Kars\": (at: 40.6) }",
            "nodes: { \"Kars\": (at: (40.6, 43.1, 0.0)) }",
            "services: { \"ferry\": (along: \"sea\") }",
            "demand: { \"boxes\": (comes: Poison) }",
            "links: { \"sea\": (mode: Air) }",
            "links: { \"sea\": (length: Lognormal(mean: \"233 nmi\", cv: 0.1)) }",
            "borders: { \"Böyük Kəsik\": (release: Lognormal(mean: \"4 h\")) }",
            "borders: { \"Böyük Kəsik\": (release: Lognormal(mean: \"4 h\", sd: \"2 h\")) }",
            "borders: { \"Böyük Kəsik\": (release: Lognorm(mean: \"4 h\", cv: 1)) }",
            "borders: { \"Böyük Kəsik\": (release: Cauchy(\"4 h\", \"2 h\")) }",
            "links: { \"sea\": (length: Sourced(Sourced(\"233 nmi\", ref: \"carec-2023\"), ref: \"carec-2023\")) }",
            "links: { \"sea\": (length: Estimate(\"233 nmi\", low: \"230 nmi\", high: \"240 nmi\", why: \"\")) }",
            "links: { \"sea\": (length: Sourced(\"233 nmi\", ref: 2023)) }",
            "remove: \"demand.boxes\"",
        ],
    ),
    (Code::REPEATED_KEY, &["horizon: \"90 d\", horizon: \"60 d\""]),
    (
        Code::UNKNOWN_PATH,
        &[
            "remove: [\"demand.\"]",
            "remove: [\"services.train.along.0\"]",
            "--set fleets.shps.vehicles=3",
            "--set fleets.ships.vehicles",
            "--set services.train.along.3=sea",
            "--set =3",
        ],
    ),
    (
        Code::NO_QUANTITY,
        &[
            "horizon: \"90\"",
            "horizon: 90",
            "horizon: \"\"",
            "horizon: \"ninety days\"",
            "horizon: \"1,000 d\"",
            "horizon: \"90 d/\"",
            "horizon: \"90 moons\"",
            "links: { \"sea\": (length: \"1e400 km\") }",
            "services: { \"ferry\": (tariff: \"1 USD/t/km/d/h\") }",
            "fleets: { \"ships\": (vehicles: \"3 ships\") }",
        ],
    ),
    (
        Code::WRONG_DIMENSION,
        &[
            "horizon: \"90 km\"",
            "services: { \"ferry\": (tariff: \"90 t/USD\") }",
            "services: { \"ferry\": (tariff: \"90 USD/h\") }",
            "cargo: { \"grain\": (value: \"300 t/USD\") }",
            "demand: { \"boxes\": (volume: \"30 kTEU\") }",
            "demand: { \"boxes\": (consignment: Uniform(\"10 TEU\", \"60 km\")) }",
        ],
    ),
    (
        Code::OUT_OF_RANGE,
        &[
            "fleets: { \"trains\": (in_trains: (longest: 5_700)) }",
            "horizon: \"0 d\"",
            "horizon: \"-90 d\"",
            "horizon: \"200 yr\"",
            "nodes: { \"Kars\": (at: (140.6, 43.1)) }",
            "links: { \"sea\": (weather: { \"caspian\": \"160 %\" }) }",
            "links: { \"sea\": (weather: { \"caspian\": [\"60 %\", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \"160 %\"] }) }",
            "links: { \"sea\": (slowed: { \"caspian\": (storms: Estimate([\"60 %\", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \"-1 %\"], low: \"0 %\", high: \"60 %\", why: \"by ear\"), to: \"60 %\") }) }",
            "links: { \"sea\": (slowed: { \"caspian\": (storms: \"80 %\", to: \"160 %\") }) }",
            "links: { \"sea\": (slowed: { \"caspian\": (storms: \"80 %\", to: \"0 %\") }) }",
            "links: { \"sea\": (speed: \"0 kn\") }",
            "waters: { \"sea\": (levels: { \"2024-01-01\": \"20 km\" }, trend: \"-1 km/yr\") }",
            "terminals: { \"Aktau port\": (berths: { \"quay\": (depth: \"0 m\") }) }",
            "fleets: { \"ships\": (draught: (laden: \"2 km\", immersion: \"0 t/cm\", payload: \"9 t\")) }",
            "links: { \"rail\": (paths: \"20_000 /d\") }",
            "links: { \"rail\": (limits: (mass: \"0 t\")) }",
            "links: { \"rail\": (limits: (length: \"1e-9 km\")) }",
            "links: { \"rail\": (limits: (mass: \"20 t\")) }, fleets: { \"trains\": (train: (tare: \"1_300 t\", length: \"850 m\")) }",
            "links: { \"rail\": (limits: (length: \"14 m\")) }, fleets: { \"trains\": (train: (wagons: 50, each: (tare: \"23 t\", length: \"14.6 m\"))) }",
            "fleets: { \"ships\": (vehicles: 2.5) }",
            "fleets: { \"ships\": (vehicles: 200_000) }",
            "fleets: { \"ships\": (carries: { \"containers\": \"0.4 TEU\" }) }",
            "services: { \"ferry\": (departs: Timetable(every: \"1 s\")) }",
            "weather: { \"caspian\": (storm: \"10 s\") }",
            "weather: { \"bora\": (storm: \"10 h\", stormy: [\"100 %\", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) }",
            "demand: { \"boxes\": (consignment: \"20_000_000 TEU\") }",
            "demand: { \"boxes\": (months: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) }",
            "demand: { \"boxes\": (months: [-1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) }",
            "links: { \"pipe\": (from: \"Alat\", to: \"Tbilisi\", mode: Pipeline, length: \"500 km\", rate: \"1 kt/h\", others: \"1 kt/h\", transit: \"2 d\") }",
        ],
    ),
    (
        Code::IMPOSSIBLE_LAW,
        &[
            "borders: { \"Böyük Kəsik\": (release: Uniform(\"6 h\", \"4 h\")) }",
            "borders: { \"Böyük Kəsik\": (release: Lognormal(mean: \"4 h\", cv: -1)) }",
            "borders: { \"Böyük Kəsik\": (release: Weibull(\"4 h\", 0)) }",
            "borders: { \"Böyük Kəsik\": (release: Empirical([])) }",
        ],
    ),
    (Code::BAD_ESTIMATE, &["horizon: Estimate(\"90 d\", low: \"30 d\", high: \"100 km\", why: \"a guess\")"]),
    (
        Code::BAD_DATE,
        &[
            "start: \"1 January\"",
            "start: \"9900-01-01\"",
            "links: { \"rail\": (opens: \"2026\") }",
            "waters: { \"sea\": (levels: { \"October 2024\": \"-29.66 m\" }) }",
            "links: { \"rail\": (closed: [(from: \"2024-02-20\", to: \"2024-02-20\", why: \"works\")]) }",
            "links: { \"rail\": (closed: [(from: \"02-20\", to: \"02-20\", why: \"works\")]) }",
            "links: { \"rail\": (closed: [(from: \"02-20\", to: \"2024-03-01\", why: \"works\")]) }",
            "links: { \"rail\": (closed: [(from: \"11-31\", to: \"12-24\", why: \"works\")]) }",
            "fleets: { \"ships\": (maintenance: [(from: \"in autumn\", to: \"12-24\", why: \"dock\")]) }",
            "holidays: { \"KZ\": [\"3-21\"] }",
        ],
    ),
    (
        Code::BAD_HOURS,
        &[
            "terminals: { \"Aktau port\": (hours: \"weekdays\") }",
            "links: { \"rail\": (track: Single, meets: Pattern(forward: \"mornings\", backward: \"12:00-24:00 UTC+4\")) }",
        ],
    ),
    (
        Code::OTHER_UNIT,
        &[
            "cargo: { \"grain\": (value: \"300 USD/TEU\") }",
            "cargo: { \"containers\": (mass: \"13 t/wagon\") }",
            "fleets: { \"ships\": (carries: { \"grain\": \"90 TEU\" }) }",
            "services: { \"ferry\": (tariff: \"350 USD/TEU\") }",
            "services: { \"ferry\": (departs: WhenFull(at_least: \"20 wagons\")) }",
            "terminals: { \"Aktau port\": (storage: { \"yard\": (holds: [\"containers\", \"grain\"]) }) }",
            "terminals: { \"Aktau port\": (storage: { \"yard\": (tariff: \"3 USD/wagon-d\") }) }",
            "terminals: { \"Aktau port\": (handling: { \"containers\": (load: (fee: \"2 USD/TEU-km\")) }) }",
            "terminals: { \"Aktau port\": (handling: { \"grain\": (load: (rate: \"20 TEU/h\")) }) }",
            "borders: { \"Böyük Kəsik\": (fee: \"2 USD/vehicle-km\") }",
            "fleets: { \"ships\": (empty_tariff: \"2 USD/t\") }",
            "cargo: { \"grain\": (hire: \"2 USD/TEU-d\") }",
            "fleets: { \"ships\": (draught: (laden: \"5 m\", immersion: \"13 t/cm\", tare: { \"containers\": \"2 t/wagon\" })) }",
            "cargo: { \"grain\": (hub_emission: \"14 kg CO2e/TEU\") }",
            "links: { \"pipe\": (from: \"Alat\", to: \"Tbilisi\", mode: Pipeline, length: \"500 km\", rate: \"12 TEU/h\", transit: \"2 d\") }",
        ],
    ),
    (
        Code::CONFLICT,
        &[
            "carbon_price: \"60 USD/t CO2e\"",
            "terminals: { \"Aktau port\": (berths: { \"quay\": (at_level: \"-28 m\") }) }",
            "terminals: { \"Aktau port\": (berths: { \"quay\": (depth: \"6 m\", at_level: \"-28 m\") }) }",
            "waters: { \"sea\": (levels: { \"2024-01-01\": \"-29 m\" }) }, terminals: { \"Aktau port\": (berths: { \"quay\": (depth: \"6 m\", water: \"sea\") }) }",
            "demand: { \"boxes\": (choice: Fastest) }",
            "demand: { \"boxes\": (considers: 2, itinerary: [\"ferry\", \"train\"]) }",
            "demand: { \"boxes\": (considers: 2, choice: Shares) }",
            "demand: { \"boxes\": (alternatives: [(itinerary: [\"ferry\", \"train\"], share: \"20 %\")]) }",
            "demand: { \"boxes\": (alternatives: [(itinerary: [\"ferry\", \"train\"])], choice: Shares) }",
            "services: { \"ferry\": (tariff: \"1 USD/t\", tariff_steps: [(from: \"30 t\", tariff: \"2 USD/t\"), (from: \"20 t\", tariff: \"3 USD/t\")]) }",
            "services: { \"ferry\": (tariff: \"1 USD/t\", tariff_steps: [(from: \"30 km\", tariff: \"2 USD/t\")]) }",
            "remove: [\"services.ferry.tariff\"], services: { \"ferry\": (minimum_charge: \"90 USD\") }",
            "fleets: { \"ships\": (free_time: \"2 h\") }",
            "fleets: { \"trains\": (hauled_by: \"ships\") }",
            "fleets: { \"trains\": (in_trains: (longest: 40, shortest: 57)) }",
            "fleets: { \"trains\": (in_trains: (longest: 57), hire: \"90 USD/vehicle-d\") }",
            "borders: { \"Böyük Kəsik\": (breakdowns: (between: \"90 d\", repair: \"2 d\"), sides: { \"AZ\": (agencies: { \"customs\": (servers: 2, release: \"1 h\") }) }) }, remove: [\"borders.Böyük Kəsik.servers\", \"borders.Böyük Kəsik.release\"]",
            "nodes: { \"Tbilisi\": (gauge_change: Transload(tracks: 1, time: \"2 h\", wagon_upkeep: (breakdowns: (between: \"90 d\", repair: \"2 d\")))) }",
            "nodes: { \"Kars\": (), \"Tbilisi\": (gauge_change: Transload(tracks: 1, time: \"2 h\", wagons: 3)) }, links: { \"rail\": (gauge: Broad), \"on\": (from: \"Tbilisi\", to: \"Kars\", mode: Rail, length: \"200 km\", speed: \"400 km/d\", gauge: Standard) }, fleets: { \"trains\": (returns: AtOnce, in_trains: (longest: 57)) }, services: { \"train\": (along: [\"rail\", \"on\"]) }, demand: { \"boxes\": (to: \"Kars\"), \"wheat\": (to: \"Kars\") }",
            "fleets: { \"trains\": (hauled_by: \"trains\") }",
            "fleets: { \"trains\": (returns: AtOnce, empty_tariff: \"2 USD/vehicle-km\") }",
            "traction: { \"diesel\": (mode: Rail) }",
            "traction: { \"diesel\": (mode: Rail, per_load: \"27 g CO2e/t-km\"), \"steam\": (mode: Rail, per_load: \"90 g CO2e/t-km\"), \"ship\": (mode: Sea, per_vehicle: \"9 kg CO2e/km\") }",
            "cargo: { \"grain\": (mass: \"1 t/t\") }",
            "terminals: { \"Aktau port\": (handling: { \"containers\": (load: (time: \"2 h\")) }) }",
            "terminals: { \"Aktau port\": (handling: { \"grain\": (load: (fee: \"2 USD/t\")) }) }",
            "links: { \"sea\": (limits: (mass: \"2_000 t\")) }, fleets: { \"ships\": (train: (tare: \"1_300 t\", length: \"850 m\")) }",
            "links: { \"rail\": (limits: (dividing: \"1 h\")) }, fleets: { \"trains\": (train: (tare: \"1_300 t\", length: \"850 m\")) }",
            "fleets: { \"trains\": (train: (tare: \"1_300 t\", wagons: 50)) }",
            "fleets: { \"trains\": (train: (tare: \"1_300 t\", length: \"850 m\", wagons: 50, each: (tare: \"23 t\", length: \"14.6 m\"))) }",
            "terminals: { \"Alat port\": (at_closing: Eject, handling: { \"grain\": (unload: (time: Uniform(\"17 h\", \"30 h\"))) }) }",
            "terminals: { \"Alat port\": (hours: \"08:00-12:00 UTC+4\", at_closing: Eject, handling: { \"grain\": (formalities: (time: \"5 h\")) }) }",
            "borders: { \"Böyük Kəsik\": (release: \"8 h\", hours: \"09:00-13:00 UTC+4\", at_closing: Eject) }",
            "borders: { \"Böyük Kəsik\": (documents: (time: \"8 h\", hours: \"09:00-13:00 UTC+4\", at_closing: Eject)) }",
            "workshops: { \"shop\": (crews: 1, hours: \"09:00-13:00 UTC+4\", at_closing: Eject) }, \
             fleets: { \"trains\": (breakdowns: (between: \"60 d\", repair: \"1 d\", workshop: \"shop\")) }",
            "remove: [\"demand.boxes.volume\"]",
            "remove: [\"demand.boxes.consignment\"]",
            "demand: { \"boxes\": (comes: Renewal(every: Exponential(\"2 d\"))) }",
            "remove: [\"demand.boxes.volume\"], demand: { \"boxes\": (comes: Trace(\"shipped.csv\")) }",
            "demand: { \"boxes\": (itinerary: [\"ferry\", \"train\"], via: [\"Alat\"]) }",
            "remove: [\"demand.boxes.volume\", \"demand.boxes.consignment\"], \
             demand: { \"boxes\": (comes: Trace(\"shipped.csv\"), months: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) }",
            "links: { \"sea\": (rate: \"1 kt/h\") }",
            "links: { \"rail\": (mode: Pipeline, rate: \"1 kt/h\", transit: \"2 d\") }",
            "links: { \"pipe\": (from: \"Alat\", to: \"Tbilisi\", mode: Pipeline, length: \"500 km\", rate: \"1 kt/h\") }",
            "links: { \"pipe\": (from: \"Alat\", to: \"Tbilisi\", mode: Pipeline, length: \"500 km\", rate: \"1 kt/h\", transit: \"2 d\", fill: \"20 kt\") }",
            "links: { \"pipe\": (from: \"Alat\", to: \"Tbilisi\", mode: Pipeline, length: \"500 km\", rate: \"1 kt/h\", transit: \"2 d\") }, services: { \"flow\": (from: \"Alat\", along: [\"pipe\"], fleet: \"trains\") }",
            "links: { \"pipe\": (from: \"Alat\", to: \"Tbilisi\", mode: Pipeline, length: \"500 km\", rate: \"1 kt/h\", transit: \"2 d\") }, services: { \"flow\": (from: \"Alat\", along: [\"pipe\"], tariff: \"900 USD/vehicle\") }",
            "links: { \"pipe\": (from: \"Alat\", to: \"Tbilisi\", mode: Pipeline, length: \"500 km\", rate: \"1 kt/h\", transit: \"2 d\", traction: \"diesel\") }, services: { \"flow\": (from: \"Alat\", along: [\"pipe\"], tariff: \"6 USD/t\") }, traction: { \"ships\": (mode: Sea, per_load: \"9 g CO2e/t-km\"), \"diesel\": (mode: Rail, per_vehicle: \"8 kg CO2e/km\") }",
        ],
    ),
    (
        Code::NOT_TWELVE,
        &[
            "weather: { \"caspian\": (stormy: [\"5 %\"]) }",
            "links: { \"sea\": (weather: { \"caspian\": [\"60 %\", \"20 %\"] }) }",
            "links: { \"sea\": (slowed: { \"caspian\": (storms: [], to: \"60 %\") }) }",
            "waters: { \"sea\": (levels: { \"2024-01-01\": \"-29 m\" }, season: [\"5 cm\"]) }",
            "seasons: { \"harvest\": [1, 2] }",
            "demand: { \"wheat\": (months: 3) }",
        ],
    ),
    (
        Code::UNKNOWN_NAME,
        &[
            "nodes: { \"Tbilisi\": (terminal: \"Tbilisi yard\") }",
            "links: { \"rail\": (border: \"Boyuk Kesik\") }",
            "fleets: { \"trains\": (hauled_by: \"diesels\") }",
            "fleets: { \"trains\": (hauled_by: { \"rails\": \"ships\" }) }",
            "links: { \"sea\": (weather: { \"caspain\": \"60 %\" }) }",
            "links: { \"sea\": (slowed: { \"caspain\": (storms: \"80 %\", to: \"60 %\") }) }",
            "terminals: { \"Aktau port\": (berths: { \"quay\": (depth: \"6 m\", water: \"Caspian\") }) }",
            "fleets: { \"ships\": (home: \"Kuryk\") }",
            "fleets: { \"ships\": (berth: \"quey\") }",
            "fleets: { \"ships\": (carries: { \"oil\": \"12 kt\" }) }",
            "services: { \"ferry\": (along: [\"see\"]) }",
            "services: { \"ferry\": (fleet: \"ship\") }",
            "terminals: { \"Aktau port\": (storage: { \"yard\": (holds: [\"container\"]) }) }",
            "terminals: { \"Aktau port\": (handling: { \"containers\": (load: (by: \"crane\")) }) }",
            "demand: { \"boxes\": (cargo: \"container\") }",
            "demand: { \"boxes\": (itinerary: [\"ferry\", \"trian\"]) }",
            "demand: { \"boxes\": (via: [\"Allat\"]) }",
            "routes: { \"middle\": (via: [\"Allat\"]) }",
            "seasons: { \"harvest\": [1, 1, 1, 1, 1, 1, 1, 2, 3, 3, 2, 1] }, demand: { \"wheat\": (months: \"harvst\") }",
        ],
    ),
    (Code::LOOP, &["demand: { \"boxes\": (to: \"Aktau\") }"]),
    (
        Code::UNKNOWN_REFERENCE,
        &["remove: [\"references.carec-2023\"], horizon: Sourced(\"60 d\", ref: \"chart\")"],
    ),
    (
        Code::BAD_TRACE,
        &[
            "remove: [\"demand.boxes.volume\", \"demand.boxes.consignment\"], demand: { \"boxes\": (comes: Trace(\"lost.csv\")) }",
            "remove: [\"demand.boxes.volume\", \"demand.boxes.consignment\"], demand: { \"boxes\": (comes: Trace(\"base.ron\")) }",
            "remove: [\"demand.boxes.volume\", \"demand.boxes.consignment\"], demand: { \"boxes\": (comes: Trace(\"shipped.csv\")) }, \
             start: \"2025-01-01\"",
            "remove: [\"demand.wheat.volume\", \"demand.wheat.consignment\"], demand: { \"wheat\": (comes: Trace(\"shipped.csv\")) }",
        ],
    ),
    (
        Code::UNREACHABLE,
        &[
            "fleets: { \"ships\": (home: \"Tbilisi\") }",
            "demand: { \"boxes\": (via: [\"Tbilisi\", \"Alat\"]) }",
        ],
    ),
    (
        Code::BROKEN_ITINERARY,
        &["demand: { \"boxes\": (itinerary: [\"ferry\"]) }", "demand: { \"boxes\": (itinerary: []) }"],
    ),
    (
        Code::BROKEN_PATH,
        &[
            "links: { \"pipe\": (from: \"Alat\", to: \"Tbilisi\", mode: Pipeline, length: \"500 km\", rate: \"1 kt/h\", transit: \"2 d\") }, services: { \"flow\": (from: \"Tbilisi\", along: [\"pipe\"], tariff: \"6 USD/t\") }",
            "links: { \"pipe\": (from: \"Aktau\", to: \"Alat\", mode: Pipeline, length: \"500 km\", rate: \"1 kt/h\", transit: \"2 d\") }, services: { \"flow\": (from: \"Aktau\", along: [\"pipe\", \"rail\"]) }",
        ],
    ),
    (
        Code::NOT_CARRIED,
        &[
            "links: { \"pipe\": (from: \"Alat\", to: \"Tbilisi\", mode: Pipeline, length: \"500 km\", rate: \"1 kt/h\", transit: \"2 d\") }, services: { \"flow\": (from: \"Alat\", along: [\"pipe\"], tariff: \"6 USD/t\") }, demand: { \"boxes\": (itinerary: [\"ferry\", \"flow\"]) }",
        ],
    ),
    (
        Code::EMPTY,
        &[
            "remove: [\"demand.boxes\", \"demand.wheat\"]",
            "remove: [\"services\"]",
            "remove: [\"fleets.ships.carries\"]",
            "waters: { \"sea\": (levels: {}) }",
        ],
    ),
    (
        Code::MIXED_MODES,
        &[
            "fleets: { \"tugs\": (vehicles: 1, home: \"Alat\", returns: AtOnce), \"trains\": (hauled_by: { \"sea\": \"tugs\" }) }",
            "fleets: { \"tugs\": (vehicles: 1, home: \"Alat\", returns: AtOnce), \"trains\": (hauled_by: \"tugs\"), \"ships\": (hauled_by: \"tugs\") }",
        ],
    ),
    (
        Code::NO_PACE,
        &[
            "fleets: { \"tugs\": (vehicles: 1, home: \"Alat\", returns: Travels(after: \"0 h\")), \"ships\": (hauled_by: \"tugs\") }",
        ],
    ),
    (
        Code::GAUGE,
        &[
            "nodes: { \"Kars\": (), \"Tbilisi\": (gauge_change: Bogies(tracks: 1, time: \"2 h\")) }, links: { \"rail\": (gauge: Broad), \"on\": (from: \"Tbilisi\", to: \"Kars\", mode: Rail, length: \"200 km\", speed: \"400 km/d\", gauge: Standard) }, fleets: { \"engines\": (vehicles: 2, home: \"Alat\", returns: AtOnce), \"trains\": (hauled_by: \"engines\") }, services: { \"train\": (along: [\"rail\", \"on\"]) }, demand: { \"boxes\": (to: \"Kars\"), \"wheat\": (to: \"Kars\") }",
        ],
    ),
    (
        Code::PROJECT,
        &[
            "projects: { \"longer\": (from: \"2024-02-01\", changes: { \"fleets.trains.carries\": { \"containers\": \"80 TEU\", \"grain\": \"3_000 t\" } }) }",
        ],
    ),
    (Code::NO_TIME, &["--set warm_up=1 yr"]),
    (
        Code::TOO_MUCH,
        &[
            "demand: { \"boxes\": (consignment: \"9_000_000 TEU\") }, fleets: { \"ships\": (carries: { \"containers\": \"1 TEU\" }) }",
        ],
    ),
    (Code::VERSION, &["version: 0"]),
    (
        Code::UNUSED,
        &[
            "cargo: { \"oil\": (unit: Tonne) }",
            "fleets: { \"barges\": (vehicles: 2, home: \"Aktau\", carries: { \"grain\": \"2 kt\" }, returns: AtOnce) }",
            "terminals: { \"Kuryk port\": () }",
        ],
    ),
    (
        Code::SHUT,
        &[
            "links: { \"rail\": (opens: \"2025-01-01\") }",
            "terminals: { \"Alat port\": (berths: { \"quay\": (closed: [(from: \"2024-01-01\", to: \"2025-01-01\", why: \"rebuilt\")]) }) }",
            "borders: { \"Böyük Kəsik\": (closed: [(from: \"2023-01-01\", to: \"2025-01-01\", why: \"closed by land\")]) }",
            "fleets: { \"trains\": (maintenance: [(from: \"2024-01-01\", to: \"2025-01-01\", count: 6, why: \"no wheels\")]) }",
        ],
    ),
];

#[test]
fn a_stream_may_be_switched_off() {
    let scenario = read("(extends: \"base.ron\")", &["demand.boxes.volume=0 TEU/yr".to_owned()]);
    assert_eq!(shown(&scenario, &scenario.findings), "");
}

/// What is shut for a while only, or by one of several ways, keeps nothing from arriving.
#[test]
fn nothing_is_said_of_goods_that_may_yet_arrive() {
    for line in [
        "links: { \"rail\": (opens: \"2024-02-29\") }",
        "links: { \"rail\": (opens: \"2025-01-01\") }, projects: { \"early\": (from: \"2024-02-15\", changes: { \"links.rail.opens\": \"2024-02-15\" }) }",
        "links: { \"rail\": (opens: \"2025-01-01\") }, demand: { \"boxes\": (volume: \"0 TEU/yr\"), \"wheat\": (volume: \"0 t/yr\") }",
    ] {
        let scenario = read(&format!("(\n    extends: \"base.ron\",\n    {line},\n)\n"), &[]);
        assert_eq!(shown(&scenario, &scenario.findings), "", "{line}");
    }
}

#[test]
fn messages_read_well() {
    let mut silent = Vec::new();
    for (code, lines) in MORE {
        let mut page = String::new();
        for line in lines {
            let (snippet, sets) = match line.strip_prefix("--set ") {
                Some(set) => ("(extends: \"base.ron\")".to_owned(), vec![set.to_owned()]),
                None => (format!("(\n    extends: \"base.ron\",\n    {line},\n)\n"), Vec::new()),
            };
            let scenario = read(&snippet, &sets);
            let message = shown(&scenario, &scenario.findings);
            if !codes(&scenario).contains(&code.0) {
                silent.push(format!("{code} is not said of {line}\n{message}"));
            }
            let _ = writeln!(page, "{line}\n\n{message}");
        }
        assert_file(&format!("tests/snapshots/errors/{code}.txt"), page);
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
