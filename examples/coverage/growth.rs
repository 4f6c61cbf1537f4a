//! What the study says of a queue as a scenario: does it grow, and is it told?

use super::harness::studies;
use keruen::corridor::Corridor;
use keruen::scenario::Scenario;
use keruen::study::{RunPlan, run};
use std::path::Path;
use std::sync::atomic::AtomicBool;

const STUDIES: u64 = 200;
const REPLICATIONS: u64 = 10;

/// Weights of the months, and what they are called.
const SEASONS: [(&str, &str); 4] = [
    ("no season", ""),
    ("busy first", "months: [2, 2, 2, 2, 1, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 1],"),
    ("busy summer", "months: [0.5, 0.5, 0.7, 1, 1.3, 1.6, 1.8, 1.6, 1.2, 0.8, 0.5, 0.5],"),
    ("busy last", "months: [1, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 1, 2, 2, 2, 2],"),
];

/// A single truck that takes an hour on average for each load: a year of M/M/1.
fn queue(load: f64, months: &str) -> Option<Corridor> {
    let text = format!(
        r#"(version: 1, name: "M/M/1", start: "2025-01-01", horizon: "365 d", warm_up: "0 d", study: Season,
        nodes: {{ "A": (), "B": () }},
        cargo: {{ "loads": (unit: Truck, mass: "20 t/truck") }},
        links: {{ "road": (from: "A", to: "B", mode: Road, length: "50 km", time: Exponential("1 h")) }},
        fleets: {{ "truck": (vehicles: 1, home: "A", carries: {{ "loads": "1 truck" }}, returns: AtOnce) }},
        services: {{ "trip": (from: "A", along: ["road"], fleet: "truck", departs: OnDemand) }},
        demand: {{ "stream": (cargo: "loads", from: "A", to: "B", {months} volume: "{load} truck/h",
                              consignment: "1 truck") }})"#
    );
    Scenario::read(Path::new("queue.ron"), &[], &mut |_| Ok(text.clone())).corridor
}

pub fn growth() {
    println!(
        "\n### Growth of an M/M/1 queue over a year, {REPLICATIONS} replications\n\n{STUDIES} studies a cell.\n"
    );
    println!("| load | {} |", SEASONS.map(|(name, _)| name).join(" | "));
    println!("|---|---|---|---|---|");
    for load in [0.8, 0.95, 1.05, 1.1, 1.3] {
        let shares = SEASONS.map(|(_, months)| match queue(load, months) {
            Some(corridor) => format!("{:.1} %", 100.0 * told(&corridor)),
            None => "no corridor".to_owned(),
        });
        println!("| {load} | {} |", shares.join(" | "));
    }
}

/// The share of studies that see something grow.
fn told(corridor: &Corridor) -> f64 {
    let found = studies(STUDIES, |chance| {
        let plan = RunPlan { replications: REPLICATIONS, seed: chance.seed() };
        let results = run(corridor, plan, &AtomicBool::new(false), &|| (), &mut |_, _, _| ());
        results.stability.growing.is_some_and(|growing| !growing.is_empty())
    });
    found.iter().filter(|told| **told).count() as f64 / STUDIES as f64
}
