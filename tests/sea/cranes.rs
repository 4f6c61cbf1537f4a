//! A ship with three lots under one, two and three cranes, by hand.

use super::{measure, scenario, to_the_second};

/// Lots of 30, 20 and 10 TEU come by one ship and go off by cranes of 10 TEU/h each.
fn quay(cranes: u32, more: &str, up_to: &str) -> String {
    let streams = [("a", 30), ("b", 20), ("c", 10)].map(|(name, teu)| {
        format!(
            r#""{name}": (cargo: "{name}", from: "here", to: "quay", comes: Scheduled(every: "8_000 h", first: "9_000 h"), consignment: "{teu} TEU"),"#
        )
    });
    let each = |entry: &str| ["a", "b", "c"].map(|name| format!("\"{name}\": {entry}, ")).concat();
    format!(
        r#"(
            version: 1, name: "Quay", start: "2024-01-01", horizon: "380 d", study: Season,
            nodes: {{ "here": (), "quay": (terminal: "quay") }},
            cargo: {{ {} }},
            links: {{ "sea": (from: "here", to: "quay", mode: Sea, length: "100 km", time: "10 h") }},
            terminals: {{ "quay": (
                berths: {{ "quay": (count: 1) }},
                equipment: {{ "cranes": (count: {cranes}{more}) }},
                handling: {{ {} }},
            ) }},
            fleets: {{ "ship": (vehicles: 1, home: "here", carries: {{ {} }}, berth: "quay", returns: AtOnce) }},
            services: {{ "line": (from: "here", along: ["sea"], fleet: "ship", departs: WhenFull()) }},
            demand: {{ {} }},
        )"#,
        each("(unit: Teu, mass: \"10 t/TEU\")"),
        each(&format!("(unload: (by: \"cranes\", {up_to}rate: \"10 TEU/h\"))")),
        each("\"60 TEU\""),
        streams.concat(),
    )
}

/// Hours of work and of waiting for cranes of each lot.
fn hours(text: &str) -> [[f64; 2]; 3] {
    ["a", "b", "c"].map(|cargo| {
        ["time.handling", "wait.equipment"]
            .map(|path| to_the_second(measure(text, path, &[("cargo", cargo)])))
    })
}

#[test]
fn one_crane_takes_one_lot_after_the_other() {
    let by_hand = [[3.0, 0.0], [2.0, 3.0], [1.0, 5.0]];
    assert_eq!(hours(&quay(1, "", "")), by_hand);
    assert_eq!(hours(&quay(1, "", "up_to: 3, ")), by_hand);
}

#[test]
fn two_cranes_share_each_lot() {
    assert_eq!(hours(&quay(2, "", "up_to: 2, ")), [[1.5, 0.0], [1.0, 1.5], [0.5, 2.5]]);
}

/// The first lot takes two cranes for an hour and a half, the second the one that is left for two hours,
/// and the third both that the first gives back.
#[test]
fn a_lot_takes_what_is_free_when_its_turn_comes() {
    assert_eq!(hours(&quay(3, "", "up_to: 2, ")), [[1.5, 0.0], [2.0, 0.0], [0.5, 1.5]]);
}

#[test]
fn three_cranes_share_each_lot() {
    let third = 1.0 / 3.0;
    let by_hand = [[1.0, 0.0], [2.0 * third, 1.0], [third, 1.0 + 2.0 * third]];
    assert_eq!(hours(&quay(3, "", "up_to: 3, ")), by_hand.map(|lot| lot.map(to_the_second)));
    // With more than there are it is the same.
    assert_eq!(hours(&quay(3, "", "up_to: 50, ")), hours(&quay(3, "", "up_to: 3, ")));
}

/// One of three cranes is away: two are left to share.
#[test]
fn cranes_in_maintenance_are_missing() {
    let away = ", maintenance: [(from: \"2024-01-01\", to: \"2025-01-14\", count: 1, why: \"ropes\")]";
    assert_eq!(hours(&quay(3, away, "up_to: 3, ")), hours(&quay(2, "", "up_to: 3, ")));
}

/// The crane-hours of a lot are the same however many cranes share it: six of 9,120 h, of one crane.
#[test]
fn sharing_does_not_change_the_work() {
    for cranes in [1, 2, 3] {
        let pool = [("kind", "equipment"), ("resource", "cranes"), ("at", "quay")];
        let busy = measure(&quay(cranes, "", "up_to: 3, "), "utilisation", &pool) * f64::from(cranes);
        assert!((busy * 9_120.0 - 6.0).abs() < 1e-6, "{cranes} cranes: {busy}");
    }
}

/// Each crane breaks down after half an hour of work and is repaired in two. All three stop after half an
/// hour on the first lot: two leave it to the third, which it keeps, and which does the other half of the
/// work alone, an hour and a half, three times repaired. The two go to the other lots as soon as they are sound.
#[test]
fn cranes_that_break_leave_the_lot_to_the_others() {
    let breaks = ", breakdowns: (between: \"30 min\", repair: \"2 h\")";
    let text = quay(3, breaks, "up_to: 3, ");
    assert_eq!(hours(&text), [[2.0, 0.0], [2.0, 2.5], [1.0, 2.5]]);
    let broken =
        ["a", "b", "c"].map(|cargo| to_the_second(measure(&text, "wait.breakdown", &[("cargo", cargo)])));
    assert_eq!(broken, [6.0, 6.0, 2.0]);
}

/// One of two cranes has worked for an hour on an earlier lot, so it breaks an hour before the other, after
/// two of its own. Of four crane-hours two are done then, one more is done by the other, which the lot keeps
/// while it is repaired for five hours; the first is sound by then and does not come back to it.
#[test]
fn a_crane_worn_by_earlier_work_breaks_first() {
    let of_class = |up_to: u32| format!("(unload: (by: \"cranes\", up_to: {up_to}, rate: \"10 TEU/h\"))");
    let worn = |clock: &str| {
        format!(
            r#"(
                version: 1, name: "Worn", start: "2024-01-01", horizon: "380 d", study: Season,
                nodes: {{ "here": (), "quay": (terminal: "quay") }},
                cargo: {{ "a": (unit: Teu, mass: "10 t/TEU"), "b": (unit: Teu, mass: "10 t/TEU") }},
                links: {{ "sea": (from: "here", to: "quay", mode: Sea, length: "100 km", time: "10 h") }},
                terminals: {{ "quay": (
                    equipment: {{ "cranes": (count: 2, breakdowns: ({clock}, repair: "5 h")) }},
                    handling: {{ "a": {}, "b": {} }},
                ) }},
                fleets: {{ "ship": (vehicles: 1, home: "here", carries: {{ "a": "40 TEU", "b": "40 TEU" }}, returns: AtOnce) }},
                services: {{ "line": (from: "here", along: ["sea"], fleet: "ship", departs: OnDemand) }},
                demand: {{
                    "a": (cargo: "a", from: "here", to: "quay", comes: Scheduled(every: "8_000 h", first: "8_000 h"), consignment: "10 TEU"),
                    "b": (cargo: "b", from: "here", to: "quay", comes: Scheduled(every: "8_000 h", first: "9_000 h"), consignment: "40 TEU"),
                }},
            )"#,
            of_class(1),
            of_class(2)
        )
    };
    let found = |clock: &str| {
        let text = worn(clock);
        ["time.handling", "wait.breakdown", "wait.equipment"]
            .map(|path| to_the_second(measure(&text, path, &[("cargo", "b")])))
    };
    assert_eq!(found("between: \"2 h\""), [3.0, 5.0, 0.0]);
    // By the calendar both break an hour after the second lot has come; half of its work is done, and one
    // crane does the rest.
    assert_eq!(found("between: \"9_011 h\", clock: Calendar"), [1.0 + 2.0, 5.0, 0.0]);
}

#[test]
fn what_cannot_be_shared_is_refused() {
    let code = |text: &str| {
        let found = scenario(text).findings;
        assert_eq!(found.len(), 3, "one for each class: {found:#?}");
        found[0].code.to_string()
    };
    assert_eq!(code(&quay(3, "", "up_to: 2, ").replace("rate: \"10 TEU/h\"", "time: \"2 h\"")), "K110");
    assert_eq!(code(&quay(3, "", "up_to: 2, ").replace("by: \"cranes\", ", "")), "K110");
    assert_eq!(code(&quay(3, "", "up_to: 0, ")), "K103");
}
