//! Trains that meet on single track, by hand.

use super::hours;

/// Trains that come to a track of ten hours, forward and backward, at these hours of a week.
fn track(forward: &[u32], backward: &[u32], fields: &str) -> String {
    let stream = |from: &str, to: &str, number: usize, at: u32| {
        format!(
            r#""{from} {number}": (cargo: "boxes", from: "{from}", to: "{to}", comes: Scheduled(every: "6_720 h", first: "{} h"), consignment: "1 TEU"),"#,
            6_720 + at,
        )
    };
    let there: String =
        forward.iter().enumerate().map(|(number, &at)| stream("here", "there", number, at)).collect();
    let back: String =
        backward.iter().enumerate().map(|(number, &at)| stream("there", "here", number, at)).collect();
    format!(
        r#"(
            version: 1, name: "Meet", start: "2024-01-01", horizon: "300 d",
            nodes: {{ "here": (), "there": () }},
            cargo: {{ "boxes": (unit: Teu, mass: "10 t/TEU") }},
            links: {{ "track": (from: "here", to: "there", mode: Rail, length: "500 km", time: "10 h", track: Single, paths: "12 /d", {fields}) }},
            fleets: {{ "trains": (vehicles: Unlimited, home: "here", carries: {{ "boxes": "1 TEU" }}, returns: AtOnce) }},
            services: {{
                "train": (from: "here", along: ["track"], fleet: "trains", departs: OnDemand),
                "train back": (from: "there", along: ["track"], fleet: "trains", departs: OnDemand),
            }},
            demand: {{ {there} {back} }},
        )"#
    )
}

const LEDGER: [&str; 4] = ["time.moving", "wait.path", "wait.opening_hours", "wait.works"];

#[test]
fn the_second_waits_until_the_first_is_off() {
    // One enters at 0, the other has come at 4 and enters at 10.
    assert_eq!(hours(&track(&[0], &[4], ""), LEDGER), [10.0, 3.0, 0.0, 0.0]);
    // Who comes when it is just clear does not wait.
    assert_eq!(hours(&track(&[0], &[10], ""), LEDGER)[1], 0.0);
}

#[test]
fn those_behind_a_train_that_goes_the_other_way() {
    // Forward at 0, 3 and 5, backward at 4. First come: in at 0 and 3; 13 for the one that came at 4; 23 for
    // the one that came at 5.
    assert_eq!(hours(&track(&[0, 3, 5], &[4], ""), LEDGER)[1], (9.0 + 18.0) / 4.0);
    // In convoys of three: in at 0, 3 and 5, and 15 for the one that came at 4.
    let convoys = "meets: Alternate, convoy: 3";
    assert_eq!(hours(&track(&[0, 3, 5], &[4], convoys), LEDGER)[1], 11.0 / 4.0);
}

#[test]
fn those_who_follow_keep_their_distance() {
    // In at 0, 2 and 4, and the other at 14.
    assert_eq!(
        hours(&track(&[0, 0, 0], &[1], "meets: Alternate, convoy: 3"), LEDGER)[1],
        (2.0 + 4.0 + 13.0) / 4.0
    );
    // In turns: in at 0, the other at 10, then 20 and 22.
    assert_eq!(hours(&track(&[0, 0, 0], &[1], "meets: Alternate"), LEDGER)[1], (9.0 + 20.0 + 22.0) / 4.0);
}

/// Off at 10, but the track is taken from nine to twelve: the other has waited five hours for its turn and three
/// for the works.
#[test]
fn a_possession_between_two_trains() {
    let works = "possessions: [\"Mon 09:00-12:00 UTC\"]";
    assert_eq!(hours(&track(&[0], &[4], works), LEDGER), [10.0, 2.5, 0.0, 1.5]);
}
