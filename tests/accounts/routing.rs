//! Choice of way: shares, logit, the cheapest, the fastest, learning, turning before a closed gate.

use super::{Seen, outcome, textbook, written};
use keruen::corridor::{Corridor, Goods, Outcome, Simulator};
use std::collections::BTreeSet;

/// Consignments that appeared, by route.
fn offered(corridor: &Corridor, outcome: &Outcome, route: &str) -> u64 {
    let cells = corridor.cells.iter().zip(&outcome.cells);
    cells.filter(|(cell, _)| cell.route == route).map(|(_, seen)| seen.offered).sum()
}

/// The share that goes by road, of 48 000 consignments, and that of a scenario with assignments.
fn by_road(sets: &[&str]) -> (f64, f64) {
    let corridor = textbook("two_ways.ron", sets);
    let seen = outcome(&corridor, 7);
    let [road, rail] = ["road", "rail"].map(|route| offered(&corridor, &seen, route) as f64);
    assert_eq!(road + rail, 48_000.0);
    (road / (road + rail), road + rail)
}

/// The 99.9 % band of a share: the normal approximation to the binomial, 3.2905 standard errors.
#[track_caller]
fn agrees((found, count): (f64, f64), truth: f64) {
    let half = 3.2905 * (truth * (1.0 - truth) / count).sqrt();
    assert!((found - truth).abs() <= half, "{found}, not {truth} ± {half}");
}

const WRITTEN: &str =
    "demand.boxes.alternatives=[(itinerary: [\"first mile\", \"by road\"], share: \"30 %\")]";

#[test]
fn logit_shares_are_those_of_the_formula() {
    let logit = |scale: f64| 1.0 / (1.0 + (30.0 / scale).exp());
    agrees(by_road(&[]), logit(20.0));
    agrees(by_road(&["demand.boxes.choice=Logit(scale: \"6 USD/t\")"]), logit(60.0));
    // Time has its price: 48 h of a box that costs 12 USD a day are 24 USD.
    let value = ["cargo.boxes.value=\"1_200 USD/TEU\"", "cargo.boxes.value_of_time=\"1 %/d\""];
    agrees(by_road(&value), 1.0 / (1.0 + (6.0_f64 / 20.0).exp()));
}

#[test]
fn given_shares_are_kept() {
    let text = include_str!("../../scenarios/textbook/two_ways.ron").replace(
        "considers: 2, choice: Logit(scale: \"20 USD/TEU\"),",
        "itinerary: [\"first mile\", \"by rail\"], choice: Shares,",
    );
    let corridor = written(&text, &[WRITTEN]);
    let seen = outcome(&corridor, 7);
    let road = offered(&corridor, &seen, "road") as f64;
    agrees((road / 48_000.0, 48_000.0), 0.3);
}

#[test]
fn the_cheapest_and_the_fastest_leave_nothing_to_chance() {
    assert_eq!(by_road(&["demand.boxes.choice=Cheapest"]).0, 0.0);
    assert_eq!(by_road(&["demand.boxes.choice=Fastest"]).0, 1.0);
    let corridor = textbook("two_ways.ron", &["demand.boxes.choice=Fastest"]);
    Seen::of(&corridor)
        .is("transit_time.mean", &[("route", "road")], 25.0 / 24.0)
        .is("cost.per_teu", &[("route", "road")], 50.0)
        .is("distance.mean", &[], 510.0);
}

/// A stream that has a choice draws for it at an address of its own: nothing else changes.
#[test]
fn another_way_changes_no_draw_of_anything_else() {
    let everything = include_str!("../support/everything.ron");
    let plain = written(everything, &[]);
    // The other way is there, and nobody takes it.
    let with = written(
        everything,
        &[
            "demand.grain.alternatives=[(itinerary: [\"feeder\", \"train\"], share: \"0 %\")]",
            "demand.grain.choice=Shares",
        ],
    );
    for seed in [1, 2] {
        let [one, other] = [&plain, &with].map(|corridor| outcome(corridor, seed));
        assert_eq!(one.events, other.events);
        for (one, other) in one.cells.iter().zip(&other.cells) {
            assert_eq!((&one.transit, one.hours, one.paid), (&other.transit, other.hours, other.paid));
        }
    }
}

/// By rail until the rail closes on the tenth day for ten days; one who comes to the hub a day later or more
/// turns to the road, others wait.
#[test]
fn goods_turn_to_another_way_when_the_gate_ahead_has_been_closed_for_long() {
    let text = include_str!("../../scenarios/textbook/two_ways.ron");
    let closed = "closed: [(from: \"2024-01-11\", to: \"2024-01-21\", why: \"landslide\")]";
    let rail = "from: \"Hub\", to: \"Halt\", mode: Rail";
    let on = "from: \"Halt\", to: \"Market\", mode: Rail";
    turns(&text.replace(rail, &format!("{rail}, {closed}")), 0);
    // The same at a crossing: before the rail, of an agency on one of its sides, and further on.
    let crossing = |before: &str, border: &str| {
        let text = text.replace(before, &format!("{before}, border: \"gate\""));
        text.replace("    links: {", &format!("    borders: {{ \"gate\": ({border}) }},\n    links: {{"))
    };
    turns(&crossing(rail, &format!("servers: 20, release: \"0 h\", {closed}")), 0);
    let agency = format!("servers: 20, release: \"0 h\", {closed}");
    let sides = |checks| format!("sides: {{ \"TR\": (agencies: {{ \"customs\": ({agency}, {checks}) }}) }}");
    turns(&crossing(rail, &sides("")), 0);
    turns(&crossing(on, &format!("servers: 20, release: \"0 h\", {closed}")), 40);
    // An agency that other goods pass is no reason to turn.
    let other = crossing(rail, &sides("checks: [\"grain\"]"))
        .replace("cargo: {", "cargo: { \"grain\": (unit: Tonne),");
    let corridor = written(&other, &turning("1 d").each_ref().map(String::as_str));
    assert_eq!(offered(&corridor, &outcome(&corridor, 1), "road"), 0);
}

fn turning(after: &str) -> [String; 5] {
    [
        "demand.boxes.choice=Cheapest".to_owned(),
        "horizon=\"40 d\"".to_owned(),
        "warm_up=\"0 h\"".to_owned(),
        "demand.boxes.comes=Scheduled(every: \"1 d\")".to_owned(),
        format!("demand.boxes.reroutes_after=\"{after}\""),
    ]
}

/// One train, seventy hours to the market. It has left the hub five hours before the rail closes, on the
/// tenth day for ten days; who comes an hour after that waits for it, hears a day after the closing that it
/// stays, and goes by road. Those who come later go by road at once.
#[test]
fn goods_that_wait_for_a_vehicle_turn_when_they_hear_that_the_gate_stays_closed() {
    let text = include_str!("../../scenarios/textbook/two_ways.ron")
        .replace("time: \"32 h\"", "time: \"30 h\"")
        .replace("\"trains\": (vehicles: Unlimited", "\"trains\": (vehicles: 1")
        .replace(
            "to: \"Halt\", mode: Rail,",
            "to: \"Halt\", mode: Rail, closed: [(from: \"2024-01-11\", to: \"2024-01-21\", why: \"landslide\")],",
        );
    let mut sets = turning("1 d");
    sets[1] = "horizon=\"23 d\"".to_owned();
    let corridor = written(&text, &sets.each_ref().map(String::as_str));
    let seen = outcome(&corridor, 1);
    let all = seen.cells.iter().flat_map(|cell| cell.transit.iter().map(|ms| ms / 3_600_000));
    let mut hours: Vec<u64> = all.collect();
    hours.sort_unstable();
    // Consignment d appears 24 d hours after the start and is at the hub an hour later; trains leave at 25, 95,
    // 165, 235 and, when the rail is open again, at 481.
    let leaves = [25, 95, 95, 165, 165, 165, 235, 235, 235];
    let by_rail = leaves.into_iter().zip(1..).map(|(leaves, day): (u64, u64)| leaves + 70 - 24 * day);
    let mut by_hand: Vec<u64> = by_rail.collect();
    by_hand.push(264 + 24 - 240);
    by_hand.extend([25; 9]);
    by_hand.push(71);
    by_hand.sort_unstable();
    assert_eq!(hours, by_hand);
    assert_eq!(seen.unbalanced, 0);
}

/// What is closed lies so many hours from the hub.
#[track_caller]
fn turns(text: &str, ahead: u64) {
    let transit = |after: &str| {
        let sets = turning(after);
        let corridor = written(text, &sets.each_ref().map(String::as_str));
        let seen = outcome(&corridor, 1);
        let all = seen.cells.iter().flat_map(|cell| cell.transit.iter().map(|ms| ms / 3_600_000));
        let mut hours: Vec<u64> = all.collect();
        hours.sort_unstable();
        (hours, seen)
    };
    // Consignment d appears at the end of day d: at the hub 24 d + 1 h after the start. Closed from 240 h to
    // 480 h. Without turning, those of days 10 to 19 wait: 480 - 24 d + 72 h.
    let (hours, _) = transit("90 d");
    let mut expected: Vec<u64> = (1..=39)
        .filter_map(|day: u64| {
            let there = 24 * day + 1 + ahead;
            let wait = if (240..480).contains(&there) { 480 - there } else { 0 };
            let transit = 1 + wait + 72;
            (24 * day + transit < 960).then_some(transit)
        })
        .collect();
    expected.sort_unstable();
    assert_eq!(hours, expected);
    // It is known after a day: who comes to the hub at 240 h + 24 h or later goes by road, 25 h in all;
    // those of day 10 were there at 241 h and wait.
    let (hours, seen) = transit("1 d");
    let mut expected: Vec<u64> = (1..=39)
        .filter_map(|day: u64| {
            let transit = match day {
                11..20 => 25,
                _ if (240..480).contains(&(24 * day + 1 + ahead)) => 1 + 480 - (24 * day + 1) - ahead + 72,
                _ => 73,
            };
            (24 * day + transit < 960).then_some(transit)
        })
        .collect();
    expected.sort_unstable();
    assert_eq!(hours, expected);
    assert_eq!(seen.unbalanced, 0);
}

/// The road has one path a day and a consignment comes every hour, so the n-th by road needs 24 + 23 (n - 1) hours
/// from the hub, up to 24 n + 2 hours after the start; rail needs 72. What is known of the road begins with 24 hours.
/// As soon as more than 72 are expected everybody goes by rail, for good: the line on the road only gets longer.
#[test]
fn what_others_needed_is_learnt_after_a_delay() {
    let by_road = |learns: &str| {
        let learns = format!("demand.boxes.learns=({learns})");
        let corridor = written(
            include_str!("../../scenarios/textbook/two_ways.ron"),
            &[
                "horizon=\"40 d\"",
                "warm_up=\"0 h\"",
                "demand.boxes.choice=Fastest",
                "links.road.paths=\"1 /d\"",
                &learns,
            ],
        );
        let seen = outcome(&corridor, 1);
        let [road, rail] = ["road", "rail"].map(|route| offered(&corridor, &seen, route));
        assert_eq!(road + rail, 959);
        road
    };
    // The fourth needs 93 h, up to 98 h after the start: known half an hour later.
    assert_eq!(by_road("weight: \"100 %\", delay: \"30 min\""), 98);
    assert_eq!(by_road("weight: \"100 %\", delay: \"10.5 h\""), 108);
    // 24, 29.75, 39.8, 53.1, 68.8, 86.4: the sixth, up to 146 h after the start.
    assert_eq!(by_road("weight: \"25 %\", delay: \"30 min\""), 146);
    // Nobody learns that soon.
    assert_eq!(by_road("delay: \"90 d\""), 959);
}

#[test]
fn ledgers_balance_whichever_way_goods_take() {
    let corridor = textbook(
        "two_ways.ron",
        &[
            "demand.boxes.learns=(weight: \"30 %\", delay: \"5 h\")",
            "links.rail.paths=\"6 /d\"",
            "demand.boxes.reroutes_after=\"0 h\"",
            "warm_up=\"0 h\"",
            "horizon=\"90 d\"",
        ],
    );
    let mut simulator = Simulator::new(&corridor);
    for number in 0..3 {
        let seen = simulator.replicate(2, number);
        assert_eq!((seen.stopped, seen.unbalanced), (None, 0));
        for cell in &seen.cells {
            assert_eq!(cell.offered, cell.transit.len() as u64 + cell.under_way);
        }
    }
}

/// A small network of services with random prices, and brute force.
mod brute {
    use super::*;
    use proptest::prelude::*;
    use std::fmt::Write;

    const NODES: usize = 6;

    fn network(services: &[(usize, usize, u32)]) -> Corridor {
        let name = |node: usize| (b'A' + node as u8) as char;
        let nodes: String = (0..NODES).fold(String::new(), |mut all, node| {
            let _ = write!(all, "\"{}\": (), ", name(node));
            all
        });
        let (mut links, mut offers) = (String::new(), String::new());
        for (number, &(from, to, usd)) in services.iter().enumerate() {
            let [from, to] = [from, to].map(name);
            let _ = write!(
                links,
                "\"l{number:02}\": (from: \"{from}\", to: \"{to}\", mode: Road, length: \"1 km\", time: \"1 h\"), "
            );
            let _ = write!(
                offers,
                "\"s{number:02}\": (from: \"{from}\", along: [\"l{number:02}\"], fleet: \"f\", departs: OnDemand, tariff: \"{usd} USD/t\"), "
            );
        }
        written(
            &format!(
                "(version: 1, name: \"random\", start: \"2024-01-01\", horizon: \"10 d\", nodes: {{ {nodes} }},
                cargo: {{ \"c\": (unit: Tonne) }}, links: {{ {links} }},
                fleets: {{ \"f\": (vehicles: Unlimited, home: \"A\", carries: {{ \"c\": \"1 t\" }}, returns: AtOnce) }},
                services: {{ {offers} }},
                demand: {{ \"d\": (cargo: \"c\", from: \"A\", to: \"B\", volume: \"1 t/d\", consignment: \"1 t\") }})"
            ),
            &[],
        )
    }

    /// The costs of all chains that come to no node twice, in order: a dollar is a hundred cents, a leg one.
    fn all(
        services: &[(usize, usize, u32)],
        at: usize,
        passed: &mut Vec<usize>,
        cost: u64,
        out: &mut Vec<u64>,
    ) {
        if at == 1 {
            return out.push(cost);
        }
        passed.push(at);
        for &(from, to, usd) in services {
            if from == at && !passed.contains(&to) {
                all(services, to, passed, cost + u64::from(usd) * 100 + 1, out);
            }
        }
        passed.pop();
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_k_cheapest_are_those_of_brute_force(
            more in proptest::collection::vec((0..NODES, 0..NODES, 1..40_u32), 0..18),
            k in 1..12_usize,
        ) {
            // One service leads there for certain.
            let mut services = vec![(0, 1, 90)];
            services.extend(more.into_iter().filter(|(from, to, _)| from != to));
            let corridor = network(&services);
            let mut truth = Vec::new();
            all(&services, 0, &mut Vec::new(), 0, &mut truth);
            truth.sort_unstable();
            truth.truncate(k);
            let demand = &corridor.demand[0];
            let goods = Goods { cargo: demand.cargo, stream: None };
            let found = corridor.cheapest_itineraries(goods, [demand.from, demand.to], k);
            let cost = |way: &Vec<_>| -> u64 {
                way.iter().map(|&id| (corridor.price_of_leg(id, demand.cargo) * 100.0).round() as u64 + 1).sum()
            };
            prop_assert_eq!(found.iter().map(cost).collect::<Vec<_>>(), truth);
            let different: BTreeSet<_> = found.iter().collect();
            prop_assert_eq!(different.len(), found.len());
            let first = corridor.cheapest_itinerary(goods, demand.from, demand.to).map(|way| cost(&way));
            prop_assert_eq!(first, found.first().map(cost));
        }
    }
}
