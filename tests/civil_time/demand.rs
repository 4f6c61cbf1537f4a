//! Demand by day of the week and from year to year.

use super::measure;

/// One wagon an hour on average, on a way of one hour, for so many days from a Monday on.
fn delivered(days: u32, season: &str) -> f64 {
    let text = format!(
        r#"(
            version: 1, name: "Week", start: "2024-01-01", horizon: "{days} d",
            nodes: {{ "here": (), "there": () }},
            cargo: {{ "wagons": (unit: Wagon, mass: "50 t/wagon") }},
            links: {{ "track": (from: "here", to: "there", mode: Rail, length: "50 km", time: "1 min") }},
            fleets: {{ "trains": (vehicles: Unlimited, home: "here", carries: {{ "wagons": "1 wagon" }}, returns: AtOnce) }},
            services: {{ "train": (from: "here", along: ["track"], fleet: "trains", departs: OnDemand) }},
            demand: {{ "stream": (cargo: "wagons", from: "here", to: "there", comes: Scheduled(every: "1 h"), consignment: "1 wagon", {season}) }},
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
