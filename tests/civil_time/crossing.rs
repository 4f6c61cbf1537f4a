//! Closing time at border crossings: agencies, papers and their clerks, changes of gauge, by hand.

use super::hours;

/// Trains that set out at these hours for a crossing two hours away, and beyond it at once.
pub(super) fn crossing(departures: &[u32], border: &str) -> String {
    let streams: String = departures
        .iter()
        .enumerate()
        .map(|(number, at)| {
            format!(
                r#""load {number}": (cargo: "boxes", from: "here", to: "there", comes: Scheduled(every: "8_000 h", first: "{at} h"), consignment: "1 TEU"),"#
            )
        })
        .collect();
    format!(
        r#"(
            version: 1, name: "Crossing", start: "2024-01-01", horizon: "400 d",
            nodes: {{ "here": (country: "KZ"), "gate": (), "there": (country: "AZ") }},
            cargo: {{ "boxes": (unit: Teu, mass: "10 t/TEU") }},
            borders: {{ "gate": ({border}) }},
            links: {{
                "this side": (from: "here", to: "gate", mode: Rail, gauge: Broad, length: "50 km", time: "2 h"),
                "beyond": (from: "gate", to: "there", mode: Rail, length: "50 km", time: "0 h", border: "gate"),
            }},
            fleets: {{ "trains": (vehicles: Unlimited, home: "here", carries: {{ "boxes": "1 TEU" }}, returns: AtOnce) }},
            services: {{ "train": (from: "here", along: ["this side", "beyond"], fleet: "trains", departs: OnDemand) }},
            demand: {{ {streams} }},
        )"#
    )
}

const CUSTOMS: [&str; 3] = ["transit_time.mean", "wait.customs", "wait.opening_hours"];
const PAPERS: [&str; 3] = ["transit_time.mean", "wait.documents", "wait.opening_hours"];

/// 9,000 h after the start is midnight. A train that is there at five in the afternoon, for five hours of
/// work, where they close at eight: until ten at night; three hours, twelve of the night, two; three for
/// nothing, twelve of the night, five.
const BY_HAND: [(&str, [f64; 3]); 3] =
    [("Finish", [7.0, 5.0, 0.0]), ("Pause", [19.0, 5.0, 12.0]), ("Eject", [22.0, 8.0, 12.0])];

#[test]
fn an_agency_finishes_pauses_or_begins_anew() {
    for (at_closing, by_hand) in BY_HAND {
        let simple =
            format!("servers: 1, release: \"5 h\", hours: \"08:00-20:00 UTC\", at_closing: {at_closing}");
        assert_eq!(hours(&crossing(&[9015], &simple), CUSTOMS), by_hand, "{at_closing}");
        let agency = "servers: 1, release: \"5 h\", hours: \"08:00-20:00 UTC\"";
        let sides = format!(
            "at_closing: {at_closing}, sides: {{ \"AZ\": (agencies: {{ \"customs\": ({agency}) }}) }}"
        );
        assert_eq!(hours(&crossing(&[9015], &sides), CUSTOMS), by_hand, "{at_closing}");
        let own = format!(
            "at_closing: Pause, sides: {{ \"AZ\": (agencies: {{ \"customs\": ({agency}, at_closing: {at_closing}) }}) }}"
        );
        assert_eq!(hours(&crossing(&[9015], &own), CUSTOMS), by_hand, "{at_closing}");
    }
    // Nothing said: they pause.
    let nothing = "servers: 1, release: \"5 h\", hours: \"08:00-20:00 UTC\"";
    assert_eq!(hours(&crossing(&[9015], nothing), CUSTOMS), BY_HAND[1].1);
}

/// A second train is there at seven in the evening. It is taken on when the first is done: at ten at
/// night, and then it waits for the morning; at ten in the morning; at one in the afternoon.
#[test]
fn the_next_in_line_at_closing_time() {
    let gate = |at_closing| {
        format!("servers: 1, release: \"5 h\", hours: \"08:00-20:00 UTC\", at_closing: {at_closing}")
    };
    let found = |at_closing| hours(&crossing(&[9015, 9017], &gate(at_closing)), CUSTOMS);
    let mean = |one: [f64; 3], other: [f64; 3]| [0, 1, 2].map(|at| (one[at] + other[at]) / 2.0);
    assert_eq!(found("Finish"), mean([7.0, 5.0, 0.0], [20.0, 8.0, 10.0]));
    assert_eq!(found("Pause"), mean([19.0, 5.0, 12.0], [22.0, 20.0, 0.0]));
    assert_eq!(found("Eject"), mean([22.0, 8.0, 12.0], [25.0, 23.0, 0.0]));
}

/// The inspection is told apart from the release; what was done for nothing is customs.
#[test]
fn an_inspection_that_is_broken_off() {
    let gate = "servers: 1, release: \"1 h\", channels: (red: (share: \"100 %\", time: \"4 h\")), hours: \"08:00-20:00 UTC\", at_closing: Eject";
    let causes = ["wait.customs", "wait.inspection", "wait.opening_hours"];
    assert_eq!(hours(&crossing(&[9015], gate), causes), [4.0, 4.0, 12.0]);
}

/// As many people as it takes, or one clerk: for one train it is the same.
#[test]
fn papers_are_finished_paused_or_begun_anew() {
    for clerks in ["", "clerks: 1,"] {
        for (at_closing, by_hand) in BY_HAND {
            let papers = format!(
                "servers: 1, release: \"0 h\", documents: (time: \"5 h\", {clerks} hours: \"08:00-20:00 UTC\", at_closing: {at_closing})"
            );
            assert_eq!(hours(&crossing(&[9015], &papers), PAPERS), by_hand, "{clerks} {at_closing}");
        }
    }
}

/// Four trains that come together, with papers of two hours each.
#[test]
fn clerks_clear_papers_one_after_the_other() {
    let waits = |more: &str| {
        let gate = format!("servers: 9, release: \"0 h\", documents: (time: \"2 h\", {more})");
        hours(&crossing(&[9001; 4], &gate), ["wait.documents"])[0]
    };
    assert_eq!(waits(""), 2.0);
    assert_eq!(waits("clerks: 4"), 2.0);
    assert_eq!(waits("clerks: 2"), (2.0 + 2.0 + 4.0 + 4.0) / 4.0);
    assert_eq!(waits("clerks: 1"), (2.0 + 4.0 + 6.0 + 8.0) / 4.0);
    // Declared ahead two hours before.
    assert_eq!(waits("regime: Digital, clerks: 4"), 0.0);
    assert_eq!(waits("regime: Digital, clerks: 2"), (2.0 + 2.0) / 4.0);
    assert_eq!(waits("regime: Digital, clerks: 1"), (2.0 + 4.0 + 6.0) / 4.0);
}

/// One clerk, five hours for each, from eight to eight. The first train is there at five in the afternoon,
/// the second an hour later; its papers are taken on when the first have been cleared. In line is in line,
/// by night as well.
#[test]
fn a_clerk_goes_home() {
    let found = |at_closing: &str| {
        let papers =
            format!("time: \"5 h\", clerks: 1, hours: \"08:00-20:00 UTC\", at_closing: {at_closing}");
        let gate = format!("servers: 9, release: \"0 h\", documents: ({papers})");
        hours(&crossing(&[9015, 9016], &gate), PAPERS)
    };
    let mean = |one: [f64; 3], other: [f64; 3]| [0, 1, 2].map(|at| (one[at] + other[at]) / 2.0);
    assert_eq!(found("Finish"), mean([7.0, 5.0, 0.0], [21.0, 4.0 + 5.0, 10.0]));
    assert_eq!(found("Pause"), mean([19.0, 5.0, 12.0], [23.0, 16.0 + 5.0, 0.0]));
    assert_eq!(found("Eject"), mean([22.0, 8.0, 12.0], [26.0, 19.0 + 5.0, 0.0]));
}

/// Digital papers are cleared by night at home, so the train does not see the closed office: declared at
/// seven in the evening, one of five hours done, twelve of the night, four. It has been at the crossing
/// since nine.
#[test]
fn an_office_that_closes_while_the_train_moves() {
    for clerks in ["", "clerks: 1,"] {
        let papers = format!("time: \"5 h\", regime: Digital, {clerks} hours: \"08:00-20:00 UTC\"");
        let gate = format!("servers: 9, release: \"0 h\", documents: ({papers})");
        assert_eq!(hours(&crossing(&[9019], &gate), PAPERS), [17.0, 4.0, 11.0], "{clerks}");
    }
}

#[test]
fn a_change_of_gauge_finishes_pauses_or_begins_anew() {
    for (at_closing, by_hand) in BY_HAND {
        let bogies =
            format!("Bogies(tracks: 1, time: \"5 h\", hours: \"08:00-20:00 UTC\", at_closing: {at_closing})");
        let text = crossing(&[9015], &format!("servers: 1, release: \"0 h\", gauge_change: {bogies}"))
            .replace("time: \"0 h\"", "time: \"0 h\", gauge: Standard");
        let found = hours(&text, ["transit_time.mean", "wait.gauge_change", "wait.opening_hours"]);
        assert_eq!(found, by_hand, "{at_closing}");
    }
}

/// A train breaks down an hour after noon, for five hours of repair by a crew that goes home at four.
#[test]
fn a_crew_finishes_pauses_or_begins_anew() {
    for (at_closing, broken) in [("Finish", 5.0), ("Pause", 5.0 + 16.0), ("Eject", 19.0 + 5.0)] {
        let text = crossing(&[9012], "servers: 1, release: \"0 h\"")
            .replace("vehicles: Unlimited", "vehicles: 1, breakdowns: (between: \"1 h\", repair: \"5 h\", workshop: \"shop\")")
            .replace("fleets:", &format!("workshops: {{ \"shop\": (crews: 1, hours: \"08:00-16:00 UTC\", at_closing: {at_closing}) }}, fleets:"))
            .replace("time: \"2 h\"", "time: \"90 min\"");
        assert_eq!(hours(&text, ["wait.breakdown"])[0], broken, "{at_closing}");
    }
}
