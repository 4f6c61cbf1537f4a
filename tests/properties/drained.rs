//! A corridor that is left alone brings everything home and then holds nothing.

use super::cases;
use super::network::{Kind, networks};
use keruen::corridor::{Simulator, resources};
use keruen::scenario::Scenario;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(200))]

    /// Nobody is forgotten: no lot waits for ever beside an idle vehicle.
    #[test]
    fn everything_arrives(network in networks(Kind::Ending)) {
        let corridor = network.open(&[]);
        let mut simulator = Simulator::new(&corridor);
        let outcome = simulator.replicate(3, 0);
        assert_eq!((outcome.stopped, outcome.unbalanced, outcome.left_over), (None, 0, 0));
        for cell in &outcome.cells {
            assert_eq!(cell.offered, cell.transit.len() as u64);
            assert_eq!(cell.units.offered, cell.units.delivered);
            let transit: u64 = cell.transit.iter().sum();
            assert_eq!(cell.in_transit, u128::from(transit), "consignments × time");
        }
    }

    /// Nothing is kept: in the last month berths, cranes, stores, crossings and vehicles are free.
    #[test]
    fn nothing_stays_taken(network in networks(Kind::Ending)) {
        let corridor = network.open(&["warm_up=470 d"]);
        let mut simulator = Simulator::new(&corridor);
        let outcome = simulator.replicate(3, 0);
        for (name, seen) in resources(&corridor).iter().zip(&outcome.resources) {
            assert_eq!(seen.utilisation.unwrap_or(0.0), 0.0, "{name:?}");
            assert_eq!(seen.mean_queue, Some(0.0), "{name:?}");
        }
    }
}

/// Two trucks are being loaded with heavy goods and boxes until neither has room for one more box,
/// though their gaps together have. That box must not count on them: when they have left, a third
/// truck comes for it.
#[test]
fn gaps_in_two_trucks_are_no_room_for_one_box() {
    let scenario = r#"(
        version: 1, name: "gaps", start: "2024-01-01", horizon: "1 d",
        nodes: { "here": (terminal: "yard"), "there": () },
        cargo: { "boxes": (unit: Teu, mass: "2 t/TEU"), "heavy": (unit: Tonne) },
        terminals: { "yard": (handling: { "boxes": (load: (time: "1 h")), "heavy": (load: (time: "1 h")) }) },
        links: { "road": (from: "here", to: "there", mode: Road, length: "9 km", time: "1 h") },
        fleets: { "trucks": (vehicles: 3, home: "here", carries: { "boxes": "10 TEU", "heavy": "3 t" }, returns: AtOnce) },
        services: { "trip": (from: "here", along: ["road"], fleet: "trucks", departs: OnDemand) },
        demand: {
            "boxes": (cargo: "boxes", from: "here", to: "there", comes: Trace("boxes.csv")),
            "heavy": (cargo: "heavy", from: "here", to: "there", comes: Trace("heavy.csv")),
        },
    )"#;
    let scenario = Scenario::read("gaps.ron".as_ref(), &[], &mut |path| {
        Ok(match path.to_str() {
            Some("boxes.csv") => "time,quantity\n1 min,6 TEU\n3 min,6 TEU\n4 min,1 TEU\n",
            Some("heavy.csv") => "time,quantity\n0 min,1 t\n2 min,1 t\n",
            _ => scenario,
        }
        .to_owned())
    });
    let corridor = scenario.corridor.unwrap_or_else(|| panic!("{:#?}", scenario.findings));
    let mut simulator = Simulator::new(&corridor);
    let boxes = &simulator.replicate(1, 0).cells[0];
    let minutes: Vec<u64> = boxes.transit.iter().map(|ms| ms / 60_000).collect();
    // Loaded by 1:01 and 1:03, an hour on the road; the third truck is called at 1:01.
    assert_eq!(minutes, [120, 120, 177]);
}
