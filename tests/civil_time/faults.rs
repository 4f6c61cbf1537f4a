//! Servers of border crossings that break down or are maintained, by hand.

use super::crossing::crossing;
use super::hours;
use keruen::scenario::Scenario;
use std::path::Path;

const HOURS: [&str; 4] = ["transit_time.mean", "wait.customs", "wait.breakdown", "wait.opening_hours"];

/// 9,000 h after the start is midnight. A train that is there at five in the afternoon, for five hours of
/// work, at a server that fails after so much work and is repaired within two hours.
fn found(more: &str) -> [f64; 4] {
    let simple = format!("servers: 1, release: \"5 h\", {more}");
    let plain = hours(&crossing(&[9015], &simple), HOURS);
    let (own, at_closing) = simple.split_once(" at_closing:").unwrap_or((&simple, " Pause"));
    let agency = format!(
        "at_closing:{at_closing}, sides: {{ \"AZ\": (agencies: {{ \"customs\": ({}) }}) }}",
        own.trim_end_matches(',')
    );
    assert_eq!(hours(&crossing(&[9015], &agency), HOURS), plain, "{agency}");
    let bogies =
        format!("servers: 1, release: \"0 h\", gauge_change: Bogies(tracks: 1, time: \"5 h\", {more})");
    let text = crossing(&[9015], &bogies).replace("time: \"0 h\"", "time: \"0 h\", gauge: Standard");
    assert_eq!(
        hours(
            &text,
            HOURS.map(|path| path.replace("customs", "gauge_change")).each_ref().map(String::as_str)
        ),
        plain,
        "{bogies}"
    );
    plain
}

#[test]
fn who_stands_at_a_server_that_fails_waits_for_its_repair() {
    // Three hours, two of repair, two.
    assert_eq!(found("breakdowns: (between: \"3 h\", repair: \"2 h\")"), [9.0, 5.0, 2.0, 0.0]);
    // Two and two and one.
    assert_eq!(found("breakdowns: (between: \"2 h\", repair: \"2 h\")"), [11.0, 5.0, 4.0, 0.0]);
    // By the calendar: at seven in the evening.
    let calendar = "breakdowns: (between: \"9_019 h\", clock: Calendar, repair: \"90 min\")";
    assert_eq!(found(calendar), [8.5, 5.0, 1.5, 0.0]);
    // Done on the stroke of the failure.
    assert_eq!(found("breakdowns: (between: \"5 h\", repair: \"2 h\")"), [7.0, 5.0, 0.0, 0.0]);
}

/// Open from eight to eight. The server fails at eight in the evening and is repaired at ten: it ends what it
/// has begun; it goes on at eight in the morning; it begins anew then and fails again at eleven.
#[test]
fn a_server_that_fails_at_closing_time() {
    let by_hand = [
        ("Finish", [9.0, 5.0, 2.0, 0.0]),
        ("Pause", [19.0, 5.0, 2.0, 10.0]),
        ("Eject", [24.0, 8.0, 4.0, 10.0]),
    ];
    for (at_closing, by_hand) in by_hand {
        let more = format!(
            "breakdowns: (between: \"3 h\", repair: \"2 h\"), hours: \"08:00-20:00 UTC\", at_closing: {at_closing}"
        );
        assert_eq!(found(&more), by_hand, "{at_closing}");
    }
}

/// It fails at seven, and it closes at eight while it is repaired until nine.
#[test]
fn closing_time_comes_while_a_server_is_repaired() {
    let by_hand = [
        ("Finish", [11.0, 5.0, 4.0, 0.0]),
        ("Pause", [22.0, 5.0, 4.0, 11.0]),
        ("Eject", [26.0, 7.0, 6.0, 11.0]),
    ];
    for (at_closing, by_hand) in by_hand {
        let more = format!(
            "breakdowns: (between: \"2 h\", repair: \"2 h\"), hours: \"08:00-20:00 UTC\", at_closing: {at_closing}"
        );
        assert_eq!(found(&more), by_hand, "{at_closing}");
    }
}

/// It fails at ten at night, by the calendar, and is repaired at midnight.
#[test]
fn a_server_that_fails_by_night() {
    // Those who finish are done by then.
    let by_hand = [
        ("Finish", [7.0, 5.0, 0.0, 0.0]),
        ("Pause", [19.0, 5.0, 2.0, 10.0]),
        ("Eject", [22.0, 8.0, 2.0, 10.0]),
    ];
    for (at_closing, by_hand) in by_hand {
        let more = format!(
            "breakdowns: (between: \"9_022 h\", clock: Calendar, repair: \"2 h\"), hours: \"08:00-20:00 UTC\", at_closing: {at_closing}"
        );
        assert_eq!(found(&more), by_hand, "{at_closing}");
    }
}

/// The second train comes with the first. The server has been repaired at ten, and fails again after three
/// hours: two on the first, one on the second; three on the second; the last of it.
#[test]
fn the_next_in_line_waits_for_the_repair_too() {
    let gate = "servers: 1, release: \"5 h\", breakdowns: (between: \"3 h\", repair: \"2 h\")";
    let two = hours(&crossing(&[9015, 9015], gate), HOURS);
    let (first, second) = ([9.0, 5.0, 2.0, 0.0], [2.0 + 7.0 + 9.0, 7.0 + 5.0, 4.0, 0.0]);
    assert_eq!(two, [0, 1, 2, 3].map(|at| (first[at] + second[at]) / 2.0));
}

/// Both servers fail an hour before the train comes, and are repaired two hours after: it waits in line. One
/// crew repairs the second of them after the first.
#[test]
fn a_server_that_nobody_stands_at_is_out_until_it_is_repaired() {
    let gate =
        "servers: 2, release: \"5 h\", breakdowns: (between: \"9_016 h\", clock: Calendar, repair: \"3 h\"";
    assert_eq!(hours(&crossing(&[9015], &format!("{gate})")), HOURS), [9.0, 7.0, 0.0, 0.0]);
    let one_crew = |trains: &[u32]| {
        let text = crossing(trains, &format!("{gate}, workshop: \"shop\")"));
        hours(&text.replace("fleets:", "workshops: { \"shop\": (crews: 1) }, fleets:"), HOURS)
    };
    assert_eq!(one_crew(&[9015]), [9.0, 7.0, 0.0, 0.0]);
    assert_eq!(one_crew(&[9015; 2]), [(9.0 + 12.0) / 2.0, (7.0 + 10.0) / 2.0, 0.0, 0.0]);
}

/// Who stands at a server when its maintenance begins, at midnight, is let go first.
#[test]
fn a_server_goes_to_maintenance_when_it_is_free() {
    // The hour 9,024 begins the eleventh of January of the next year.
    let gate = |count: u32| {
        format!(
            "servers: 2, release: \"5 h\", maintenance: [(from: \"2025-01-11\", to: \"2025-01-12\", count: {count}, why: \"works\")]"
        )
    };
    // At ten in the evening, until three; three trains at four.
    let trains = [9020, 9026, 9026, 9026];
    let waits = |count| hours(&crossing(&trains, &gate(count)), ["wait.customs"])[0] * 4.0;
    assert_eq!(waits(1), 5.0 + 5.0 + 10.0 + 15.0);
    assert_eq!(waits(2), 5.0 + 2.0 * (20.0 + 5.0) + (20.0 + 10.0));
}

/// The hours of a side are those of the agency that was done last.
#[test]
fn the_agency_that_is_done_last_counts() {
    let side = |other: u32| {
        format!(
            "sides: {{ \"AZ\": (agencies: {{ \"customs\": (servers: 1, release: \"5 h\", breakdowns: (between: \"3 h\", repair: \"2 h\")), \"guard\": (servers: 1, release: \"{other} h\") }}) }}"
        )
    };
    assert_eq!(hours(&crossing(&[9015], &side(6)), HOURS), [9.0, 5.0, 2.0, 0.0]);
    assert_eq!(hours(&crossing(&[9015], &side(8)), HOURS), [10.0, 8.0, 0.0, 0.0]);
}

/// An hour of release and four of inspection, and the scanner fails in the middle.
#[test]
fn a_scanner_that_fails() {
    let gate = "servers: 1, release: \"1 h\", channels: (red: (share: \"100 %\", time: \"4 h\")), breakdowns: (between: \"3 h\", repair: \"2 h\")";
    let causes = ["wait.customs", "wait.inspection", "wait.breakdown"];
    assert_eq!(hours(&crossing(&[9015], gate), causes), [1.0, 4.0, 2.0]);
}

/// One set of wagons for two trains that come at two; an hour to go over, five hours beyond. The set fails after
/// three hours under way and is repaired within two: the first is there at noon, and the second goes over an hour
/// later. It fails after the hour that was left, and again three hours later.
#[test]
fn a_set_of_wagons_that_fails_under_way() {
    let upkeep = |breakdowns: &str| {
        let change = format!("Transload(tracks: 1, time: \"1 h\", wagons: 1, wagon_upkeep: ({breakdowns}))");
        let gate = format!("servers: 1, release: \"0 h\", gauge_change: {change}");
        move |trains: &[u32]| {
            let text = crossing(trains, &gate).replace("time: \"0 h\"", "time: \"5 h\", gauge: Standard");
            hours(&text, ["transit_time.mean", "wait.gauge_change", "wait.breakdown"])
        }
    };
    let fails = upkeep("breakdowns: (between: \"3 h\", repair: \"2 h\")");
    assert_eq!(fails(&[9000]), [10.0, 1.0, 2.0]);
    let second = [2.0 + 9.0 + 5.0 + 4.0, 8.0 + 1.0, 4.0];
    assert_eq!(
        fails(&[9000; 2]),
        [(10.0 + second[0]) / 2.0, (1.0 + second[1]) / 2.0, (2.0 + second[2]) / 2.0]
    );
    // It is broken by the calendar, an hour before a train comes and an hour after.
    let stands = upkeep("breakdowns: (between: \"9_001 h\", clock: Calendar, repair: \"2 h\")");
    assert_eq!(stands(&[9000]), [9.0, 2.0, 0.0]);
    // By the calendar under way, and while the train stands at the change of gauge.
    let moves = upkeep("breakdowns: (between: \"9_005 h\", clock: Calendar, repair: \"2 h\")");
    assert_eq!(moves(&[9000]), [10.0, 1.0, 2.0]);
    let at_work = upkeep("breakdowns: (between: \"9_002.5 h\", clock: Calendar, repair: \"2 h\")");
    assert_eq!(at_work(&[9000]), [9.5, 1.0, 1.5]);
    // In maintenance for the tenth of January.
    let away = upkeep("maintenance: [(from: \"2025-01-10\", to: \"2025-01-11\", count: 1, why: \"wheels\")]");
    assert_eq!(away(&[9000]), [24.0 + 6.0, 22.0 + 1.0, 0.0]);
}

/// A train every ten hours: what repairs take comes on top of the work, or off what servers can do.
#[test]
fn the_preview_counts_repairs() {
    let offered = |border: &str, resource: &str| {
        let text = crossing(&[9000], border).replace("8_000 h", "10 h").replace("9000 h", "10 h");
        let text = text.replace("time: \"0 h\"", "time: \"5 h\", gauge: Standard");
        let scenario = Scenario::read(Path::new("scenario.ron"), &[], &mut |_| Ok(text.clone()));
        let corridor = scenario.corridor.unwrap_or_else(|| panic!("{:#?}", scenario.findings));
        let loads = keruen::study::preview(&corridor).loads;
        loads.iter().find(|load| load.resource.resource == resource).map(|load| load.offered)
    };
    let is = |found: Option<f64>, truth: f64| {
        assert!(found.is_some_and(|found| (found - truth).abs() < 1e-9), "{found:?}, not {truth}");
    };
    let bogies = "gauge_change: Bogies(tracks: 2, time: \"4 h\", breakdowns: (between: \"6 h\", clock: Calendar, repair: \"2 h\"))";
    let gate =
        format!("servers: 2, release: \"4 h\", breakdowns: (between: \"8 h\", repair: \"2 h\"), {bogies}");
    is(offered(&gate, "gate"), 0.1 * 4.0 * (1.0 + 2.0 / 8.0) / 2.0);
    is(offered(&gate, "tracks"), 0.1 * 4.0 / (2.0 * 0.75));
    let sets = "wagons: 3, wagon_upkeep: (breakdowns: (between: \"20 h\", repair: \"5 h\"))";
    let transload =
        format!("servers: 1, release: \"0 h\", gauge_change: Transload(tracks: 1, time: \"1 h\", {sets})");
    is(offered(&transload, "wagons"), 0.1 * 5.0 * (1.0 + 5.0 / 20.0) / 3.0);
}

/// Trains that come at two and are unloaded for five hours at one berth, which fails after seven hours or by the
/// calendar and is repaired within three: who lies there leaves first.
#[test]
fn a_berth_that_fails_is_out_when_its_vehicle_has_left() {
    let waits = |upkeep: &str, trains: &[u32]| {
        let port = format!(
            "terminals: {{ \"port\": (berths: {{ \"quay\": (count: 1, {upkeep}) }}, handling: {{ \"boxes\": (unload: (time: \"5 h\")) }}) }}, fleets:"
        );
        let text = crossing(trains, "servers: 9, release: \"0 h\"")
            .replace("\"there\": (country: \"AZ\")", "\"there\": (country: \"AZ\", terminal: \"port\")")
            .replace("fleets:", &port)
            .replace("returns: AtOnce", "returns: AtOnce, berth: \"quay\"");
        let [transit, wait] = hours(&text, ["transit_time.mean", "wait.berth"]);
        assert_eq!(transit, 2.0 + wait + 5.0);
        wait * trains.len() as f64
    };
    // From two to seven and to noon; out to three.
    let worn = "breakdowns: (between: \"7 h\", repair: \"3 h\")";
    assert_eq!(waits(worn, &[9000; 3]), 0.0 + 5.0 + 13.0);
    // Should fail at four, and does at seven; at one, when nobody lies there.
    let due = |at: u32| format!("breakdowns: (between: \"{at} h\", clock: Calendar, repair: \"3 h\")");
    assert_eq!(waits(&due(9004), &[9000; 2]), 0.0 + 8.0);
    assert_eq!(waits(&due(9001), &[9000; 2]), 2.0 + 7.0);
    let dredged = "maintenance: [(from: \"2025-01-10\", to: \"2025-01-11\", why: \"the bridge\")]";
    assert_eq!(waits(dredged, &[9000]), 22.0);
}

/// Papers of five hours, from two o'clock on; the computers are down from three to five, for clerks and for as many
/// people as it takes.
#[test]
fn computers_that_are_down_close_the_office() {
    for clerks in ["", "clerks: 1,"] {
        let gate = format!(
            "servers: 1, release: \"0 h\", documents: (time: \"5 h\", {clerks} disruptions: [\"down\"])"
        );
        let down =
            "disruptions: { \"down\": (every: \"9_003 h\", lasts: \"2 h\", why: \"computers\") }, fleets:";
        let text = crossing(&[9000], &gate).replace("fleets:", down);
        let causes = ["transit_time.mean", "wait.documents", "wait.disruption"];
        assert_eq!(hours(&text, causes), [9.0, 5.0, 2.0], "{clerks}");
    }
}
