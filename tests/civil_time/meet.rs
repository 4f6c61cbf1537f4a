//! Trains that meet on single track, by hand.

use super::{hours, measure};

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

const BY_HOURS: &str = "meets: Pattern(forward: \"00:00-12:00 UTC\", backward: \"16:00-04:00 UTC+4\")";

#[test]
fn each_direction_in_its_hours() {
    // Forward from midnight, backward from noon. In at 0 and 12.
    assert_eq!(hours(&track(&[0], &[4], BY_HOURS), LEDGER), [10.0, 4.0, 0.0, 0.0]);
    // Three backward at 12, 14 and 16, while one forward goes at 1.
    assert_eq!(hours(&track(&[1], &[0, 0, 0], BY_HOURS), LEDGER)[1], (12.0 + 14.0 + 16.0) / 4.0);
    // Of eight, the seventh would follow at midnight, and waits for the next noon.
    let all = 12.0 + 14.0 + 16.0 + 18.0 + 20.0 + 22.0 + 36.0 + 38.0;
    assert_eq!(hours(&track(&[], &[0; 8], BY_HOURS), LEDGER)[1], all / 8.0);
}

#[test]
fn who_is_inside_at_the_end_of_its_hours_goes_on() {
    // Forward at 11, off at 21; the other, there at 12, enters then, until 31. Who has come at 12 to go forward waits
    // for midnight and until the track is clear.
    assert_eq!(hours(&track(&[11, 12], &[12], BY_HOURS), LEDGER)[1], (9.0 + 19.0) / 3.0);
}

#[test]
fn hours_with_gaps_and_hours_of_both() {
    let gaps = "meets: Pattern(forward: \"00:00-06:00 UTC\", backward: \"12:00-18:00 UTC\")";
    assert_eq!(hours(&track(&[7], &[7], gaps), LEDGER)[1], (17.0 + 5.0) / 2.0);
    // Where both have the same hours, it is first come, first in.
    let both = "meets: Pattern(forward: \"24/7\", backward: \"00:00-24:00 UTC\")";
    assert_eq!(hours(&track(&[0, 3, 5], &[4], both), LEDGER)[1], (9.0 + 18.0) / 4.0);
    // Works in the first hour: eleven hours are others' hours, and one is works.
    let works = format!("{BY_HOURS}, possessions: [\"Mon 12:00-13:00 UTC\"]");
    assert_eq!(hours(&track(&[], &[1], &works), LEDGER), [10.0, 11.0, 0.0, 1.0]);
}

/// A line of ten hours with loops: nodes between links of equal length.
fn looped(loops: usize, demand: &str) -> String {
    let blocks = loops + 1;
    let nodes: String = (0..=blocks).map(|node| format!("\"n{node}\": (), ")).collect();
    let link = |block: usize| {
        format!(
            "\"b{block}\": (from: \"n{block}\", to: \"n{}\", mode: Rail, length: \"50 km\", time: \"{} min\", track: Single, meets: Alternate),",
            block + 1,
            600 / blocks,
        )
    };
    let links: String = (0..blocks).map(link).collect();
    let mut along: Vec<String> = (0..blocks).map(|block| format!("\"b{block}\"")).collect();
    let there = along.join(", ");
    along.reverse();
    let demand = demand.replace("END", &format!("n{blocks}"));
    format!(
        r#"(
            version: 1, name: "Loops", start: "2024-01-01", warm_up: "10 d", horizon: "375 d",
            nodes: {{ {nodes} }}, cargo: {{ "boxes": (unit: Teu, mass: "10 t/TEU") }}, links: {{ {links} }},
            fleets: {{ "trains": (vehicles: Unlimited, home: "n0", carries: {{ "boxes": "1 TEU" }}, returns: AtOnce) }},
            services: {{
                "train": (from: "n0", along: [{there}], fleet: "trains", departs: OnDemand),
                "train back": (from: "n{blocks}", along: [{}], fleet: "trains", departs: OnDemand),
            }},
            demand: {{ {demand} }},
        )"#,
        along.join(", "),
    )
}

/// One goes at 0 and comes to the loop at 5; the other goes at 2 and comes there at 7, when both go on.
#[test]
fn trains_that_meet_in_a_loop() {
    let one = |from: &str, to: &str, at: u32| {
        format!(
            "\"{from}\": (cargo: \"boxes\", from: \"{from}\", to: \"{to}\", comes: Scheduled(every: \"6_720 h\", first: \"{} h\"), consignment: \"1 TEU\"),",
            6_720 + at
        )
    };
    let both = one("n0", "END", 0) + &one("END", "n0", 2);
    assert_eq!(hours(&looped(1, &both), LEDGER), [10.0, 1.0, 0.0, 0.0]);
    // Without it the other waits for 8 hours.
    assert_eq!(hours(&looped(0, &both), LEDGER), [10.0, 4.0, 0.0, 0.0]);
}

/// With k loops and trains that wait at both ends, one goes each way in every 2 D / (k + 1).
#[test]
fn loops_carry_a_pair_in_the_time_there_and_back_between_them() {
    for loops in [0, 1, 3, 4] {
        let flood = |from: &str, to: &str| {
            format!(
                "\"{from}\": (cargo: \"boxes\", from: \"{from}\", to: \"{to}\", comes: Scheduled(every: \"1 h\"), consignment: \"1 TEU\"),"
            )
        };
        let text = looped(loops, &(flood("n0", "END") + &flood("END", "n0")));
        let pairs = 365.0 * 24.0 / (20.0 / (loops as f64 + 1.0));
        assert_eq!(measure(&text, "delivered.tonnes"), pairs * 2.0 * 10.0, "{loops} loops");
    }
}
