//! A corridor that is left alone brings everything home and then holds nothing.

use super::cases;
use super::network::{Kind, networks};
use keruen::corridor::{Simulator, resources};
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
        let corridor = network.open(&["warm_up=970 d"]);
        let mut simulator = Simulator::new(&corridor);
        let outcome = simulator.replicate(3, 0);
        for (name, seen) in resources(&corridor).iter().zip(&outcome.resources) {
            assert_eq!(seen.utilisation.unwrap_or(0.0), 0.0, "{name:?}");
            assert_eq!(seen.mean_queue, Some(0.0), "{name:?}");
        }
    }
}
