//! The same consignment in both scenarios: its hours and dollars, cause by cause, payee by payee and
//! leg by leg, against hand calculation, and as parts that sum to the whole.

use super::{EVERYTHING, SEED, compared, corridor, plan};
use keruen::corridor::Cause;
use keruen::stats::Estimate;
use keruen::study::{FollowedGroup, Replications};

/// Two roads with as many lorries as are asked for: nobody ever waits.
const ROADS: &str = r#"(
    version: 1, name: "Two roads", start: "2024-01-01", horizon: "1_000 h",
    nodes: { "Aktau": (), "Beyneu": (), "Atyrau": () },
    cargo: { "pipes": (unit: Truck, mass: "10 t/truck", value: "1_000 USD/truck", value_of_time: "24 %/d") },
    links: {
        "first": (from: "Aktau", to: "Beyneu", mode: Road, length: "300 km", time: "3 h"),
        "second": (from: "Beyneu", to: "Atyrau", mode: Road, length: "500 km", time: "5 h"),
    },
    fleets: { "lorries": (vehicles: Unlimited, home: "Beyneu", carries: { "pipes": "1 truck" }, returns: AtOnce) },
    services: {
        "to Beyneu": (from: "Aktau", along: ["first"], fleet: "lorries", departs: OnDemand, tariff: "30 USD/truck", operator: "KZ"),
        "to Atyrau": (from: "Beyneu", along: ["second"], fleet: "lorries", departs: OnDemand, tariff: "50 USD/truck", operator: "Caspian"),
    },
    demand: { "pipes": (cargo: "pipes", from: "Aktau", to: "Atyrau", volume: "0.2 truck/h", consignment: "1 truck") },
)"#;

#[track_caller]
fn exactly(found: Option<Estimate>, value: f64) {
    let found = found.expect("there are pairs");
    assert!((found.estimate - value).abs() < 1e-9, "{found:?} is not {value}");
    assert!(found.half_width().is_some_and(|half| half < 1e-9), "{found:?} never varies");
}

/// The second road takes two hours and five dollars more, the first one dollar less. The time of
/// goods worth 1,000 USD costs 10 USD/h, so two hours are 2 USD on each of ten tonnes.
#[test]
fn what_changes_on_one_road_is_won_or_lost_there() {
    let base = corridor(ROADS, &[]);
    let slower = ["links.second.time=7 h", "services.\"to Atyrau\".tariff=55 USD/truck"];
    let alternative =
        corridor(ROADS, &[&slower[..], &["services.\"to Beyneu\".tariff=29 USD/truck"]].concat());
    let compared = compared(&[&base, &alternative], &plan(4, &[]));
    let [group] = compared.followed.as_slice() else { panic!("one cargo class is one group") };
    exactly(group.transit, 2.0);
    exactly(group.later, 1.0);
    exactly(group.earlier, 0.0);
    exactly(group.paid, 0.4);
    for (cause, found) in &group.hours {
        exactly(*found, if *cause == Cause::Moving { 2.0 } else { 0.0 });
    }
    for (payee, found) in &group.dollars {
        let expected = match payee.as_str() {
            "Caspian" => 0.5,
            "KZ" => -0.1,
            _ => 2.0,
        };
        exactly(*found, expected);
    }
    let parts: Vec<(&str, &str)> =
        group.segments.iter().map(|it| (it.from.as_str(), it.to.as_str())).collect();
    assert_eq!(parts, [("Aktau", "Beyneu"), ("Beyneu", "Atyrau")]);
    exactly(group.segments[0].hours, 0.0);
    exactly(group.segments[1].hours, 2.0);
    exactly(group.segments[0].paid, -0.1);
    exactly(group.segments[1].paid, 0.5);
    assert!(group.only_in_alternative == 0.0 && group.only_in_base <= 1.0, "the last of them are cut off");
}

fn sum<'f>(parts: impl Iterator<Item = &'f Option<Estimate>>) -> f64 {
    parts.flatten().map(|part| part.estimate).sum()
}

#[track_caller]
fn parts_sum_to_the_whole(group: &FollowedGroup) {
    let close = |sum: f64, whole: Option<Estimate>, what: &str| {
        let whole = whole.expect("there are pairs").estimate;
        assert!((sum - whole).abs() < 1e-6, "{what} of {:?}: {sum} is not {whole}", group.cargo);
    };
    close(sum(group.hours.iter().map(|(_, found)| found)), group.transit, "causes");
    close(sum(group.segments.iter().map(|it| &it.hours)), group.transit, "hours of parts of the way");
    let payees = group.dollars.iter().skip(1).map(|(_, found)| found);
    close(sum(payees), group.paid, "payees");
    close(sum(group.segments.iter().map(|it| &it.paid)), group.paid, "dollars of parts of the way");
}

#[test]
fn what_consignments_won_and_lost_sums_to_the_whole() {
    let base = corridor(EVERYTHING, &[]);
    let alternative = corridor(EVERYTHING, &["fleets.feeders.vehicles=2", "fleets.ferries.vehicles=5"]);
    let compared = compared(&[&base, &alternative], &plan(5, &[]));
    assert!(compared.followed.len() > 2);
    for group in &compared.followed {
        assert!(group.pairs > 0.0);
        parts_sum_to_the_whole(group);
    }
    let all = &compared.followed[0];
    assert!(all.cargo.is_none() && all.transit.expect("there are pairs").estimate.abs() > 0.1, "{all:?}");
}

/// Following is watching: it changes nothing, not even a digit.
#[test]
fn a_replication_is_the_same_whether_it_is_followed_or_not() {
    let corridor = corridor(EVERYTHING, &[]);
    let plain = Replications::of(&corridor, SEED);
    let followed = Replications::of(&corridor, SEED).with_consignments();
    for number in [0, 5, 2] {
        let alone = plain.read(number).expect("it reaches its horizon");
        let (reading, consignments) = followed.follow(number).expect("it reaches its horizon");
        let bits = |values: &[Option<f64>]| values.iter().map(|it| it.map(f64::to_bits)).collect::<Vec<_>>();
        assert_eq!(bits(&alone.values), bits(&reading.values));
        assert_eq!(consignments.consignments.len(), alone.transit[0].len());
    }
}
