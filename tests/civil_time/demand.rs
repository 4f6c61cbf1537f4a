//! Demand by day of the week and from year to year, and in whole load units.

use super::{measure, written};
use keruen::study::preview;

/// One wagon an hour on average, on a way of one minute, for so many days from a Monday on.
fn delivered(days: u32, season: &str) -> f64 {
    come(days, &format!("comes: Scheduled(every: \"1 h\"), {season}"))
}

/// Wagons that are delivered in so many days, if they come like this.
fn come(days: u32, how: &str) -> f64 {
    let text = format!(
        r#"(
            version: 1, name: "Week", start: "2024-01-01", horizon: "{days} d",
            nodes: {{ "here": (), "there": () }},
            cargo: {{ "wagons": (unit: Wagon, mass: "50 t/wagon") }},
            links: {{ "track": (from: "here", to: "there", mode: Rail, length: "50 km", time: "1 min") }},
            fleets: {{ "trains": (vehicles: Unlimited, home: "here", carries: {{ "wagons": "1 wagon" }}, returns: AtOnce) }},
            services: {{ "train": (from: "here", along: ["track"], fleet: "trains", departs: OnDemand) }},
            demand: {{ "stream": (cargo: "wagons", from: "here", to: "there", consignment: "1 wagon", {how}) }},
        )"#
    );
    let tonnes_a_year = measure(&text, "delivered.tonnes");
    tonnes_a_year / 50.0 * f64::from(days) / 365.0
}

/// A wagon is on its way at the end of the span: one less may have been delivered.
#[track_caller]
fn assert_about(found: f64, expected: f64) {
    assert!((expected - 1.01..=expected + 0.01).contains(&found), "{found}, not {expected}");
}

#[test]
fn the_first_of_a_schedule_comes_when_it_is_said_to() {
    let every_week = |first: &str| come(15, &format!("comes: Scheduled(every: \"7 d\"{first})"));
    // After 7 and 14 days; after 1 h, 7 d 1 h and 14 d 1 h; after 0, 7 and 14 days; after 10 days.
    assert_eq!(every_week("").round(), 2.0);
    assert_eq!(every_week(", first: \"1 h\"").round(), 3.0);
    assert_eq!(every_week(", first: \"0 h\"").round(), 3.0);
    assert_eq!(every_week(", first: \"10 d\"").round(), 1.0);
}

#[test]
fn a_stream_with_no_volume_sends_nothing() {
    assert_eq!(come(15, "volume: \"0 wagon/yr\""), 0.0);
}

#[test]
fn a_week_brings_what_it_would_without_weekdays() {
    let working_days = "weekdays: [1, 1, 1, 1, 1, 0, 0]";
    assert_about(delivered(7, working_days), 168.0);
    assert_about(delivered(5, working_days), 168.0);
    assert_about(delivered(1, working_days), 168.0 / 5.0);
    assert_about(delivered(9, working_days), 168.0 * 7.0 / 5.0);
    assert_about(delivered(14, working_days), 336.0);
    let half_saturdays = "weekdays: [2, 2, 2, 2, 2, 1, 0]";
    assert_about(delivered(5, half_saturdays), 168.0 * 10.0 / 11.0);
    assert_about(delivered(6, half_saturdays), 168.0);
}

#[test]
fn each_year_has_so_much_more_than_the_one_before() {
    let year = 8_760.0;
    assert_about(delivered(365, r#"growth: "50 %/yr""#), year);
    assert_about(delivered(730, r#"growth: "50 %/yr""#), year * 2.5);
    assert_about(delivered(1_095, r#"growth: "50 %/yr""#), year * 4.75);
    assert_about(delivered(730, r#"growth: "-25 %/yr""#), year * 1.75);
}

/// Weights multiply: 31 days of January with three times the weight of the others of the year.
#[test]
fn months_and_weekdays_go_together() {
    let january = r#"months: [3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"#;
    let weight = 3.0 * 365.0 / (365.0 + 2.0 * 31.0);
    assert_about(delivered(28, january), 28.0 * 24.0 * weight);
    let both = format!("{january}, weekdays: [1, 1, 1, 1, 1, 0, 0]");
    assert_about(delivered(28, &both), 28.0 * 24.0 * weight);
    assert_about(delivered(26, &both), 28.0 * 24.0 * weight);
}

/// What is drawn is a whole number of load units, one at least, and the volume is kept all the same: `chance(k)` is
/// that of more than `k` units. The band is 99.9 % of a compound Poisson sum: its variance is the number of
/// consignments times the second moment of their size.
#[track_caller]
fn keeps_its_volume(consignment: &str, chance: impl Fn(u32) -> f64) {
    const DAYS: f64 = 3_650.0;
    let text = format!(
        r#"(
            version: 1, name: "Ten years", start: "2024-01-01", horizon: "{DAYS} d", warm_up: "0 d",
            nodes: {{ "here": (), "there": () }},
            cargo: {{ "wagons": (unit: Wagon, mass: "50 t/wagon") }},
            links: {{ "track": (from: "here", to: "there", mode: Rail, length: "50 km", time: "1 min") }},
            fleets: {{ "trains": (vehicles: Unlimited, home: "here", carries: {{ "wagons": "50 wagon" }}, returns: AtOnce) }},
            services: {{ "train": (from: "here", along: ["track"], fleet: "trains", departs: OnDemand) }},
            demand: {{ "stream": (cargo: "wagons", from: "here", to: "there", volume: "1 wagon/h", consignment: {consignment}) }},
        )"#
    );
    let mean: f64 = (0..2_000).map(&chance).sum();
    let square: f64 = (0..2_000).map(|k| f64::from(2 * k + 1) * chance(k)).sum();
    let wagons = measure(&text, "delivered.tonnes") / 50.0 * DAYS / 365.0;
    let asked = DAYS * 24.0;
    let band = 3.2905 * (asked / mean * square).sqrt();
    assert!((wagons - asked).abs() <= band + 1.0, "{consignment}: {wagons}, not {asked} ± {band}");
    let found = preview(&written(&text)).streams[0].volume;
    assert!((found / 8_760.0 - 1.0).abs() < 1e-9, "{consignment}: the preview tells {found}");
}

#[test]
fn volume_is_kept_where_consignments_are_not_whole() {
    let below = |least: u32| move |k: u32| f64::from(u8::from(k < least));
    keeps_its_volume("\"1.4 wagon\"", below(1));
    keeps_its_volume("\"2.5 wagon\"", below(3));
    keeps_its_volume("Uniform(\"0.1 wagon\", \"0.5 wagon\")", below(1));
    for mean in [1.0, 2.0] {
        let more = |k: u32| if k == 0 { 1.0 } else { (-(f64::from(k) + 0.5) / mean).exp() };
        keeps_its_volume(&format!("Exponential(\"{mean} wagon\")"), more);
    }
    // Spread evenly from 0.2 to 2.2: 1.3 of 2 are one, 0.7 are two.
    keeps_its_volume("Uniform(\"0.2 wagon\", \"2.2 wagon\")", |k| {
        [1.0, 0.35].get(k as usize).copied().unwrap_or(0.0)
    });
}
