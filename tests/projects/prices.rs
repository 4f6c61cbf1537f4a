//! Prices and emissions that change on a date.

use super::{corridor, outcome};
use keruen::corridor::Simulator;

/// One truck a day at noon of days 1, 2 …: a crossing of an hour, and a road of 24 hours that can be entered
/// from midnight to one.
fn crossing(more: &str, projects: &str) -> String {
    format!(
        r#"(version: 1, name: "Crossing", start: "2024-01-01", horizon: "10 d", warm_up: "0 d",
        nodes: {{ "A": (country: "KZ"), "B": (country: "AZ") }},
        cargo: {{ "loads": (unit: Truck, mass: "20 t/truck") }},
        links: {{ "road": (from: "A", to: "B", mode: Road, length: "50 km", time: "24 h", border: "gate", hours: "00:00-01:00 UTC") }},
        borders: {{ "gate": (servers: 9, release: "1 h", fee: "100 USD/truck") }},
        fleets: {{ "trucks": (vehicles: Unlimited, home: "A", carries: {{ "loads": "1 truck" }}, returns: AtOnce) }},
        services: {{ "line": (from: "A", along: ["road"], fleet: "trucks", departs: OnDemand) }},
        demand: {{ "stream": (cargo: "loads", from: "A", to: "B", comes: Scheduled(every: "24 h", first: "36 h"), consignment: "1 truck") }},
        {more} projects: {{ {projects} }})"#
    )
}

fn paid(text: &str) -> i64 {
    outcome(text).cells.iter().map(|cell| cell.paid.0).sum::<i64>() / 1_000_000
}

/// Who is let go at one on day 4 pays what holds then, though it enters the road at midnight, on day 5, when the
/// fee is another. Loads of days 1 to 7 are delivered on days 3 to 9.
#[test]
fn a_fee_is_that_of_the_release() {
    let dear = r#""dear": (from: "2024-01-06", changes: { "borders.gate.fee": "170 USD/truck" })"#;
    assert_eq!(paid(&crossing("", dear)), 4 * 100 + 3 * 170);
    let sides = crossing("", &dear.replace("borders.gate.fee", "borders.gate.sides.AZ.fee"));
    let sides = sides.replace(
        r#"(servers: 9, release: "1 h", fee: "100 USD/truck")"#,
        r#"(fee: "10 USD/truck", sides: { "KZ": (agencies: { "customs": (servers: 9, release: "1 h") }, fee: "1 USD/truck"),
            "AZ": (agencies: { "customs": (servers: 9, release: "1 h") }, fee: "100 USD/truck") })"#,
    );
    assert_eq!(paid(&sides), 7 * 11 + 4 * 100 + 3 * 170);
}

/// What a trip emits is booked when it ends: those of days 1 to 4 end on days 3 to 6, that of the fourth as
/// the other factors begin to hold.
#[test]
fn emissions_are_those_of_the_end_of_the_trip() {
    let more = r#"traction: { "diesel": (mode: Road, per_vehicle: "1 kg CO2e/km", per_load: "100 g CO2e/t-km") }, carbon_price: "100 USD/t CO2e","#;
    let electric =
        r#""electric": (from: "2024-01-07", changes: { "traction.diesel.per_vehicle": "400 g CO2e/km" })"#;
    let text = crossing(more, electric);
    // 50 km of 1 kg and of 100 g for each of 20 t: 150 kg; later 20 kg and 100 kg.
    let kilograms = 3 * 150 + 4 * 120;
    let seen = outcome(&text);
    assert_eq!(seen.cells.iter().map(|cell| cell.co2e.0).sum::<i64>(), i64::from(kilograms) * 1_000_000);
    assert_eq!(paid(&text), 7 * 100 + i64::from(kilograms) / 10);
    let dearer = electric
        .replace("traction.diesel.per_vehicle\": \"400 g CO2e/km\"", "carbon_price\": \"200 USD/t CO2e\"");
    assert_eq!(paid(&crossing(more, &dearer)), 7 * 100 + 3 * 15 + 4 * 30);
}

#[test]
fn emissions_from_the_start_are_those_of_the_scenario_written_so() {
    let more = r#"traction: { "diesel": (mode: Road, per_vehicle: "1 kg CO2e/km") },"#;
    let electric =
        r#""electric": (from: "2023-01-07", changes: { "traction.diesel.per_vehicle": "400 g CO2e/km" })"#;
    let of = |text: &str| format!("{:?}", Simulator::new(&corridor(text)).replicate(1, 0));
    assert_eq!(of(&crossing(more, electric)), of(&crossing(&more.replace("1 kg", "400 g"), "")));
}

/// Hire is due when the vehicle has its berth, demurrage when a lot is off: what holds at these instants.
#[test]
fn hire_and_demurrage_are_those_of_the_berth() {
    let text = |projects: &str| {
        let more = r#"terminals: { "port": (berths: { "quay": (count: 5) }, handling: { "loads": (unload: (time: "30 h")) }) },"#;
        crossing(more, projects)
            .replace("\"B\": (country: \"AZ\")", "\"B\": (country: \"AZ\", terminal: \"port\")")
            .replace("returns: AtOnce", "returns: AtOnce, berth: \"quay\", hire: \"240 USD/vehicle-d\", demurrage: \"48 USD/vehicle-d\"")
    };
    // A trip is 37 hours from noon to its berth, 370 dollars; 30 hours at it, 60 dollars. Those of days 1 to 6
    // are at the berth on days 3 to 8 and off a day and a quarter later.
    assert_eq!(paid(&text("")), 6 * (100 + 360 + 60));
    let hire = r#""dear": (from: "2024-01-06", changes: { "fleets.trucks.hire": "480 USD/vehicle-d" })"#;
    // The third has its berth on day 5, when the other hire begins to hold.
    assert_eq!(paid(&text(hire)), 6 * 160 + 2 * 360 + 4 * 720);
    let kept = r#""dear": (from: "2024-01-06", changes: { "fleets.trucks.demurrage": "96 USD/vehicle-d" })"#;
    // The first is off on day 4, the second on day 5 at six in the morning.
    assert_eq!(paid(&text(kept)), 6 * 460 + 60 + 5 * 120);
}
