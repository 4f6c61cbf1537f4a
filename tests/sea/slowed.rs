//! Ships slowed by storms, by hand. A storm of ten thousand hours that begins in the first hours of the year holds
//! whatever sails in its middle.

use super::{measure, scenario, to_the_second};

/// One ship of ten hours in calm weather, that leaves after 5000 hours.
fn crossing(link: &str, fleet: &str) -> String {
    let stormy = ["\"98.9 %\""; 12].join(", ");
    let system = format!("(stormy: [{stormy}], storm: \"10_000 h\")");
    format!(
        r#"(
            version: 1, name: "Crossing", start: "2024-01-01", horizon: "380 d", study: Season,
            nodes: {{ "here": (), "there": () }},
            cargo: {{ "boxes": (unit: Teu, mass: "10 t/TEU") }},
            weather: {{ "gales": {system}, "storms": {system} }},
            links: {{ "lane": (from: "here", to: "there", mode: Sea, length: "100 km", time: "10 h", {link}) }},
            fleets: {{ "ship": (home: "here", carries: {{ "boxes": "10 TEU" }}, returns: AtOnce, {fleet}) }},
            services: {{ "line": (from: "here", along: ["lane"], fleet: "ship", departs: OnDemand) }},
            demand: {{ "boxes": (cargo: "boxes", from: "here", to: "there", comes: Scheduled(every: "5_000 h", first: "5_000 h"), consignment: "10 TEU") }},
        )"#
    )
}

/// Hours from end to end, moving, lost to weather and broken down.
#[track_caller]
fn hours(link: &str, fleet: &str) -> [f64; 4] {
    let text = crossing(link, fleet);
    let days = measure(&text, "transit_time.mean", &[]);
    let [moving, weather, broken] =
        ["time.moving", "wait.weather", "wait.breakdown"].map(|path| measure(&text, path, &[]));
    [days * 24.0, moving, weather, broken].map(to_the_second)
}

const ONE: &str = "vehicles: 1";
const MANY: &str = "vehicles: Unlimited";

#[test]
fn a_storm_slows_a_ship_to_a_part_of_its_speed() {
    for fleet in [ONE, MANY] {
        let to =
            |to: &str| hours(&format!("slowed: {{ \"storms\": (storms: \"100 %\", to: \"{to}\") }}"), fleet);
        assert_eq!(to("40 %"), [25.0, 10.0, 15.0, 0.0]);
        assert_eq!(to("100 %"), [10.0, 10.0, 0.0, 0.0]);
        assert_eq!(hours("", fleet), [10.0, 10.0, 0.0, 0.0]);
        let none = "slowed: { \"storms\": (storms: \"0 %\", to: \"40 %\") }";
        assert_eq!(hours(none, fleet), [10.0, 10.0, 0.0, 0.0]);
    }
}

#[test]
fn a_train_on_single_track_is_slowed_as_well() {
    let slowed = "track: Single, slowed: { \"storms\": (storms: \"100 %\", to: \"40 %\") }";
    let text = crossing(slowed, ONE).replace("mode: Sea", "mode: Rail");
    let [moving, weather] =
        ["time.moving", "wait.weather"].map(|path| to_the_second(measure(&text, path, &[])));
    assert_eq!([moving, weather], [10.0, 15.0]);
}

#[test]
fn of_two_storms_the_slower_counts() {
    for [gales, storms] in [["80 %", "40 %"], ["40 %", "80 %"]] {
        let both = format!(
            "slowed: {{ \"gales\": (storms: \"100 %\", to: \"{gales}\"), \"storms\": (storms: \"100 %\", to: \"{storms}\") }}"
        );
        assert_eq!(hours(&both, MANY), [25.0, 10.0, 15.0, 0.0]);
    }
}

/// At two fifths of its speed the ship has four hours behind it when it breaks down, and two before it when
/// it does so again: ten hours, three of repair, ten, three, five.
#[test]
fn a_ship_that_breaks_down_in_a_storm() {
    let slowed = "slowed: { \"storms\": (storms: \"100 %\", to: \"40 %\") }";
    let operating = "vehicles: 1, breakdowns: (between: \"10 h\", repair: \"3 h\")";
    assert_eq!(hours(slowed, operating), [31.0, 10.0, 15.0, 6.0]);
    // In calm weather it has arrived when its time runs out.
    assert_eq!(hours("", operating), [10.0, 10.0, 0.0, 0.0]);
    // By the calendar it breaks down once: five hours under way, two of them done.
    let calendar = "vehicles: 1, breakdowns: (between: \"5_005 h\", repair: \"3 h\", clock: Calendar)";
    assert_eq!(hours(slowed, calendar), [28.0, 10.0, 15.0, 3.0]);
}

#[test]
fn the_preview_reckons_with_the_average_speed() {
    let load = |link: &str| {
        let text = crossing(link, "vehicles: 2");
        let corridor = scenario(&text).corridor.expect("it is sound");
        keruen::study::preview(&corridor).loads[0].offered
    };
    let slowed = load("slowed: { \"storms\": (storms: \"50 %\", to: \"40 %\") }");
    // 0.989 / 2 of the time at 0.4, else at full speed.
    let speed = 1.0 - 0.989 / 2.0 * 0.6;
    assert!((slowed / load("") - 1.0 / speed).abs() < 1e-9);
}
