//! Corridors at the edge of sense: everything at once, nothing at all, no time, all the time.

use super::EVERYTHING;
use super::endure::{End, endure, endure_with};

/// Two places and a shuttle, with holes to be filled.
fn shuttle(link: &str, fleet: &str, departs: &str, demand: &str, more: &str) -> String {
    format!(
        "(version: 1, name: \"edge\", start: \"2024-01-01\", horizon: \"30 d\",
        nodes: {{ \"a\": (terminal: \"ta\"), \"b\": (terminal: \"tb\") }},
        cargo: {{ \"c\": (unit: Teu, mass: \"10 t/TEU\") }},
        links: {{ \"l\": (from: \"a\", to: \"b\", mode: Sea, {link}) }},
        fleets: {{ \"f\": (home: \"a\", carries: {{ \"c\": \"10 TEU\" }}, {fleet}) }},
        services: {{
            \"out\": (from: \"a\", along: [\"l\"], fleet: \"f\", departs: {departs}),
            \"back\": (from: \"b\", along: [\"l\"], fleet: \"f\", departs: {departs}),
        }},
        demand: {{
            \"out\": (cargo: \"c\", from: \"a\", to: \"b\", {demand}),
            \"back\": (cargo: \"c\", from: \"b\", to: \"a\", {demand}),
        }},
        {more})"
    )
}

const TERMINALS: &str = "terminals: { \"ta\": (), \"tb\": () },";

/// No time for anything: events follow each other at one instant and still come to an end.
#[test]
fn durations_of_nothing() {
    let work = "equipment: { \"crane\": (count: 1) }, berths: { \"quay\": (count: 1) }, \
                storage: { \"s\": (holds: [\"c\"], capacity: \"15 TEU\", free_time: \"0 h\") }, \
                handling: { \"c\": (unload: (by: \"crane\", time: \"0 h\"), formalities: (time: \"0 h\"), \
                transload: (time: Constant(\"0 h\")), load: (by: \"crane\", time: \"0 h\")) }";
    let more = format!(
        "terminals: {{ \"ta\": ({work}), \"tb\": ({work}) }}, borders: {{ \"x\": (servers: 1, release: \"0 h\") }},"
    );
    for link in [
        "length: \"0 km\", time: \"0 h\", border: \"x\"",
        "length: \"0 km\", speed: \"1e9 km/h\", border: \"x\"",
    ] {
        for returns in ["AtOnce", "Travels(after: \"0 h\")"] {
            for departs in [
                "OnDemand",
                "WhenFull(or_after: \"0 h\")",
                "WhenFull(at_least: \"1 TEU\")",
                "Timetable(every: \"1 min\")",
            ] {
                for vehicles in ["1", "3", "Unlimited"] {
                    let fleet = format!("vehicles: {vehicles}, berth: \"quay\", returns: {returns}");
                    let demand = "comes: Scheduled(every: \"1 h\"), consignment: \"25 TEU\"";
                    let text = shuttle(link, &fleet, departs, demand, &more);
                    assert_eq!(endure(&text), End::Ran, "{text}");
                }
            }
        }
    }
}

/// Everybody wants everything at the stroke of the hour.
#[test]
fn everything_at_once() {
    let hours = "hours: \"08:00-09:00 UTC\", at_closing: Pause, berths: { \"quay\": (count: 1, hours: \"08:00-09:00 UTC\") }, \
                 handling: { \"c\": (unload: (time: \"1 h\"), formalities: (time: \"1 h\"), load: (time: \"1 h\")) }";
    let more = format!("terminals: {{ \"ta\": ({hours}), \"tb\": ({hours}) }},");
    for departs in ["OnDemand", "WhenFull(or_after: \"1 h\")", "Timetable(every: \"1 h\", first: \"8 h\")"] {
        let demand = "comes: Scheduled(every: \"1 h\", first: \"8 h\"), consignment: \"10 TEU\"";
        let fleet = "vehicles: 4, berth: \"quay\", returns: Travels(after: \"1 h\")";
        let text =
            shuttle("length: \"1 km\", time: \"1 h\", paths: \"24 /d\"", fleet, departs, demand, &more);
        assert_eq!(endure(&text), End::Ran, "{text}");
    }
}

/// Sizes and numbers at the edges: each is refused or runs.
#[test]
fn amounts_of_nothing_and_of_everything() {
    let fleet = "vehicles: 2, returns: AtOnce";
    let link = "length: \"1 km\", time: \"1 h\"";
    let demand = "comes: Scheduled(every: \"1 d\"), consignment: \"25 TEU\"";
    let sound = shuttle(link, fleet, "OnDemand", demand, TERMINALS);
    assert_eq!(endure(&sound), End::Ran);
    let sets = [
        "fleets.f.vehicles=0",
        "fleets.f.vehicles=100000",
        "fleets.f.vehicles=100001",
        "fleets.f.vehicles=-1",
        "fleets.f.vehicles=1.5",
        "fleets.f.carries.c=0 TEU",
        "fleets.f.carries.c=0.9 TEU",
        "fleets.f.carries.c=1 TEU",
        "fleets.f.carries.c=1_000_000 TEU",
        "fleets.f.carries.c=1e12 TEU",
        "fleets.f.carries.c=-5 TEU",
        "links.l.time=0 h",
        "links.l.time=100000 yr",
        "links.l.time=1e100 h",
        "links.l.time=-1 h",
        "links.l.time=Exponential(\"0 h\")",
        "links.l.time=Lognormal(mean: \"1e-9 s\", cv: 1e9)",
        "links.l.time=Weibull(\"1 h\", 0.001)",
        "links.l.length=0 km",
        "links.l.length=1e60 km",
        "links.l.paths=0 /d",
        "links.l.paths=1e9 /d",
        "links.l.paths=1e-12 /d",
        "links.l.opens=9999-12-31",
        "links.l.opens=0000-01-01",
        "cargo.c.mass=0 t/TEU",
        "cargo.c.mass=1e100 t/TEU",
        "cargo.c.mass=1e-100 t/TEU",
        "cargo.c.value=1e100 USD/TEU",
        "cargo.c.value_of_time=1e100 %/d",
        "services.out.tariff=1e100 USD/TEU",
        "services.out.tariff=1e100 USD/vehicle-km",
        "demand.out.consignment=0 TEU",
        "demand.out.consignment=1e-300 TEU",
        "demand.out.consignment=9_999_999 TEU",
        "demand.out.consignment=1e300 TEU",
        "demand.out.consignment=Lognormal(mean: \"1 TEU\", cv: 1e6)",
        "demand.out.consignment=Uniform(\"0 TEU\", \"0.1 TEU\")",
        "demand.out.comes=Scheduled(every: \"0 h\")",
        "demand.out.comes=Scheduled(every: \"1 ms\")",
        "demand.out.comes=Scheduled(every: \"1e100 h\")",
        "demand.out.comes=Scheduled(every: \"1 d\", first: \"1e100 h\")",
        "demand.out.comes=Renewal(every: Exponential(\"0 h\"))",
        "demand.out.comes=Renewal(every: Uniform(\"0 h\", \"2 d\"))",
        "demand.out.comes=Renewal(every: Empirical(\"0 h\", \"0 h\", \"9 d\"))",
        "demand.out.comes=Poisson",
        "horizon=0 h",
        "horizon=1 ms",
        "horizon=100 yr",
        "horizon=101 yr",
        "horizon=-1 d",
        "warm_up=30 d",
        "warm_up=29.999999 d",
        "warm_up=-1 d",
        "start=0000-01-01",
        "start=-9999-01-01",
        "start=9800-12-31",
        "start=9999-12-31",
        "start=2024-02-30",
    ];
    for set in sets {
        endure_with(&sound, &[set]);
    }
}

/// Months with nothing, storms without end, closures that never end, hours that never come.
#[test]
fn closed_for_ever() {
    let nobody = ["0 %", "98.9 %", "99 %", "100 %", "101 %"];
    for share in nobody {
        let months = vec![format!("\"{share}\""); 12].join(", ");
        for storm in ["1 min", "1000 d", "0 h"] {
            let berths = "berths: { \"quay\": (count: 1, weather: { \"w\": \"100 %\" }) }";
            let more = format!(
                "terminals: {{ \"ta\": ({berths}), \"tb\": ({berths}) }}, weather: {{ \"w\": (stormy: [{months}], storm: \"{storm}\") }},"
            );
            let fleet = "vehicles: 2, berth: \"quay\", returns: Travels(after: \"1 h\")";
            let link = "length: \"1 km\", time: \"1 h\", weather: { \"w\": \"50 %\" }";
            endure(&shuttle(link, fleet, "OnDemand", "volume: \"30 TEU/d\", consignment: \"9 TEU\"", &more));
        }
    }
    let closures = [
        "closed: [(from: \"0000-01-01\", to: \"9999-12-31\", why: \"x\")]",
        "closed: [(from: \"2024-01-09\", to: \"2024-01-09\", why: \"x\")]",
        "closed: [(from: \"2024-01-09\", to: \"2024-01-02\", why: \"x\")]",
        "closed: [(from: \"2023-01-01\", to: \"2024-01-02\", why: \"x\"), (from: \"2024-01-01\", to: \"2024-01-03\", why: \"y\")]",
        "opens: \"2025-01-01\"",
    ];
    for closed in closures {
        let link = format!("length: \"1 km\", time: \"1 h\", paths: \"5 /d\", {closed}");
        let demand = "volume: \"30 TEU/d\", consignment: \"9 TEU\"";
        endure(&shuttle(
            &link,
            "vehicles: 2, returns: Travels(after: \"1 h\")",
            "OnDemand",
            demand,
            TERMINALS,
        ));
    }
    let months = "months: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]";
    for start in ["2024-01-01", "2024-12-31", "9800-12-31"] {
        let demand = format!("volume: \"30 TEU/d\", consignment: \"9 TEU\", {months}");
        let text = shuttle(
            "length: \"1 km\", time: \"1 h\"",
            "vehicles: 2, returns: AtOnce",
            "OnDemand",
            &demand,
            TERMINALS,
        );
        endure_with(&text, &[&format!("start={start}")]);
    }
}

/// Ten times as much as can be carried, for a hundred days.
#[test]
fn flooded() {
    let text = EVERYTHING.replace("80 TEU/d", "8_000 TEU/d").replace("25 truck/d", "2_500 truck/d");
    assert_eq!(endure(&text), End::Ran);
}
