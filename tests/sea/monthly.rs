//! Thresholds that differ from month to month, by hand. A storm of ten thousand hours that begins in the first hours
//! of the year holds through all of its months.

use super::{measure, scenario, to_the_second};
use keruen::corridor::ResourceKind;

/// Hours from the start of 2024 to the end of July.
const JULY_ENDS: u64 = 213 * 24;

/// Shares of storms: all of them in some months, none in the others.
fn all_in(months: &[usize]) -> String {
    let shares = (1..=12).map(|month| if months.contains(&month) { "\"100 %\"" } else { "\"0 %\"" });
    format!("[{}]", shares.collect::<Vec<_>>().join(", "))
}

/// One ship of ten hours in calm weather, that leaves four hours before the end of July.
fn crossing(link: &str, sets: &[&str]) -> String {
    let stormy = ["\"98.9 %\""; 12].join(", ");
    let first = JULY_ENDS - 4;
    let text = format!(
        r#"(
            version: 1, name: "Crossing", start: "2024-01-01", horizon: "380 d", study: Season,
            nodes: {{ "here": (), "there": (terminal: "port") }},
            cargo: {{ "boxes": (unit: Teu, mass: "10 t/TEU") }},
            weather: {{ "storms": (stormy: [{stormy}], storm: "10_000 h") }},
            terminals: {{ "port": (berths: {{ "quay": (count: 1, BERTH) }}, handling: {{ "boxes": (unload: (time: "6 h")) }}, TERMINAL) }},
            links: {{ "lane": (from: "here", to: "there", mode: Sea, length: "100 km", time: "10 h", {link}) }},
            fleets: {{ "ship": (home: "here", vehicles: 1, berth: "quay", carries: {{ "boxes": "10 TEU" }}, returns: AtOnce) }},
            services: {{ "line": (from: "here", along: ["lane"], fleet: "ship", departs: OnDemand) }},
            demand: {{ "boxes": (cargo: "boxes", from: "here", to: "there", comes: Scheduled(every: "{first} h", first: "{first} h"), consignment: "10 TEU") }},
        )"#
    );
    let [berth, terminal] = [0, 1].map(|part| sets.get(part).copied().unwrap_or_default());
    text.replace("BERTH", berth).replace("TERMINAL", terminal)
}

/// Hours of weather, moving, and from end to end.
#[track_caller]
fn hours(link: &str, sets: &[&str]) -> [f64; 3] {
    let text = crossing(link, sets);
    assert!(scenario(&text).corridor.is_some(), "{:#?}", scenario(&text).findings);
    let [weather, moving] = ["wait.weather", "time.moving"].map(|path| measure(&text, path, &[]));
    [weather, moving, measure(&text, "transit_time.mean", &[]) * 24.0].map(to_the_second)
}

#[test]
fn a_storm_lets_a_link_open_when_a_milder_month_begins() {
    let closed = |months: &[usize]| hours(&format!("weather: {{ \"storms\": {} }}", all_in(months)), &[]);
    assert_eq!(closed(&[7]), [4.0, 10.0, 20.0]);
    // Two months in which it is strong enough are one closure.
    assert_eq!(closed(&[7, 8]), [4.0 + 31.0 * 24.0, 10.0, 20.0 + 31.0 * 24.0]);
    assert_eq!(closed(&[6, 8]), [0.0, 10.0, 16.0], "who is on the way goes on");
    assert_eq!(closed(&[]), [0.0, 10.0, 16.0]);
}

/// Four hours at two fifths of its speed are 1.6 of ten; and of the ten, six after the first four take fifteen.
#[test]
fn a_storm_slows_for_the_part_of_a_passage_in_months_in_which_it_does() {
    let slowed = |months: &[usize]| {
        hours(&format!("slowed: {{ \"storms\": (storms: {}, to: \"40 %\") }}", all_in(months)), &[])
    };
    assert_eq!(slowed(&[7]), [2.4, 10.0, 18.4]);
    assert_eq!(slowed(&[8]), [9.0, 10.0, 25.0]);
    assert_eq!(slowed(&[7, 8]), [15.0, 10.0, 31.0]);
    assert_eq!(slowed(&[9]), [0.0, 10.0, 16.0]);
}

/// The ship comes in at six in the morning of the first of August.
#[test]
fn a_berth_closes_when_a_stricter_month_begins() {
    let berth = |months: &[usize], terminal| {
        hours("", &[&format!("weather: {{ \"storms\": {} }}", all_in(months)), terminal])
    };
    assert_eq!(berth(&[7], ""), [0.0, 10.0, 16.0]);
    let august = 31.0 * 24.0 - 6.0;
    assert_eq!(berth(&[8], ""), [august, 10.0, august + 16.0]);
    // A month in which storms begin while it is worked on.
    let into = |at_closing: &str| {
        let text = crossing("", &[&format!("weather: {{ \"storms\": {} }}", all_in(&[8])), at_closing]);
        let earlier = format!("{} h", JULY_ENDS - 4);
        measure(&text.replace(&earlier, &format!("{} h", JULY_ENDS - 14)), "transit_time.mean", &[]) * 24.0
    };
    // Four of six hours are done when July ends.
    assert_eq!(to_the_second(into("at_closing: Finish")), 16.0);
    assert_eq!(to_the_second(into("at_closing: Pause")), 16.0 + 31.0 * 24.0);
    assert_eq!(to_the_second(into("at_closing: Eject")), 20.0 + 31.0 * 24.0);
}

/// One share for the year and twelve that are all the same are one scenario, record by record.
#[test]
fn twelve_of_one_kind_are_one() {
    let told = |share: &str| {
        let storms = "weather: { \"storms\": (stormy: [\"30 %\", \"9 %\", \"0 %\", \"9 %\", \"9 %\", \"40 %\", \"9 %\", \
                      \"9 %\", \"9 %\", \"9 %\", \"60 %\", \"9 %\"], storm: Gamma(mean: \"30 h\", cv: 1.2)) }";
        let link = format!(
            "weather: {{ \"storms\": {share} }}, slowed: {{ \"storms\": (storms: {share}, to: \"40 %\") }}"
        );
        let text = crossing(&link, &[&format!("weather: {{ \"storms\": {share} }}")]);
        let old =
            text.find("weather: { \"storms\": (stormy").zip(text.find("terminals:")).expect("both are there");
        let text = format!("{}{storms}, {}", &text[..old.0], &text[old.1..])
            .replace(&format!("{} h", JULY_ENDS - 4), "9 h");
        let corridor = scenario(&text).corridor.expect("it is sound");
        let mut all = Vec::new();
        keruen::corridor::trace(&corridor, 1, 0, &mut |record| all.push(record.clone()));
        all
    };
    let one = told("\"40 %\"");
    let twelve = told(&format!("[{}]", ["\"40 %\""; 12].join(", ")));
    assert!(one.len() > 1000 && one == twelve);
    let origin = "Estimate([\"40 %\", \"40 %\", \"40 %\", \"40 %\", \"40 %\", \"40 %\", \"40 %\", \"40 %\", \"40 %\", \
                  \"40 %\", \"40 %\", \"40 %\"], low: \"20 %\", high: \"60 %\", why: \"by ear\")";
    assert!(one == told(origin), "with an origin for all of them");
    let parts = "Estimate(\"40 %\", low: \"20 %\", high: \"60 %\", why: \"by ear\"), ".repeat(12);
    assert!(one == told(&format!("[{parts}]")), "or for each");
}

/// Storms for 98.9 % of the time, that close the quay and slow ships in half of the months.
#[test]
fn the_preview_reckons_month_by_month() {
    let half = all_in(&[1, 2, 3, 4, 5, 6]);
    let load = |link: &str, berth: &str, kind: ResourceKind| {
        let corridor = scenario(&crossing(link, &[berth])).corridor.expect("it is sound");
        let loads = keruen::study::preview(&corridor).loads;
        loads.iter().find(|load| load.resource.kind == kind).expect("there is one").offered
    };
    let closed = load("", &format!("weather: {{ \"storms\": {half} }}"), ResourceKind::Berth);
    assert!((load("", "", ResourceKind::Berth) / closed - (1.0 - 0.989 / 2.0)).abs() < 1e-9);
    // Two systems know nothing of each other, but have their seasons: both at once in half of the months.
    let gales = "\"gales\": (stormy: STORMY, storm: \"10_000 h\"), ";
    let both = format!("weather: {{ \"storms\": {half}, \"gales\": {half} }}");
    let text = crossing("", &[&both]);
    let at = text.find("\"storms\": (").expect("the system is there");
    let stormy = format!("[{}]", ["\"98.9 %\""; 12].join(", "));
    let text = format!("{}{}{}", &text[..at], gales.replace("STORMY", &stormy), &text[at..]);
    let corridor = scenario(&text).corridor.expect("it is sound");
    let loads = keruen::study::preview(&corridor).loads;
    let twice =
        loads.iter().find(|load| load.resource.kind == ResourceKind::Berth).expect("there is one").offered;
    let open = 0.5 + 0.5 * 0.011 * 0.011;
    assert!((load("", "", ResourceKind::Berth) / twice - open).abs() < 1e-9);
    let slowed = format!("slowed: {{ \"storms\": (storms: {half}, to: \"40 %\") }}");
    let way = |link: &str| load(link, "", ResourceKind::Fleet);
    // Sixteen hours, ten of them under way.
    let longer = (6.0 + 10.0 / (1.0 - 0.989 / 2.0 * 0.6)) / 16.0;
    assert!((way(&slowed) / way("") - longer).abs() < 1e-9, "{} {}", way(&slowed) / way(""), longer);
}
