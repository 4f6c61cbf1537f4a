//! The product-limit estimate against a published table.

use super::chance::Chance;
use crate::stats::Survival;

/// Weeks of remission under 6-mercaptopurine (E. J. Freireich et al., Blood 21, 1963; the textbook
/// example of survival analysis since E. A. Gehan, Biometrika 52, 1965), and how many were still in
/// remission when the study ended.
const ENDED: [u64; 9] = [6, 6, 6, 7, 10, 13, 16, 22, 23];
const GOING_ON: [u64; 12] = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];

fn remission() -> Survival {
    let mut survival = Survival::default();
    survival.absorb(0, &ENDED[..4], &GOING_ON[..5]);
    survival.absorb(1, &ENDED[4..], &GOING_ON[5..]);
    survival
}

/// The curve as printed in every textbook, such as D. R. Cox and D. Oakes, *Analysis of Survival
/// Data*, 1984, table 4.1: 0.857 0.807 0.753 0.690 0.627 0.538 0.448.
#[test]
fn the_published_curve() {
    let survival = remission();
    let table =
        [(5, 1.0), (6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (22, 0.538), (23, 0.448)];
    for (week, left) in table {
        let found = 1.0 - survival.share_within(week).unwrap();
        assert!((found - left).abs() < 5.1e-4, "week {week}: {found}, not {left}");
    }
    assert_eq!(survival.quantile(0.5), Some(23.0));
    assert_eq!(survival.quantile(0.2), Some(10.0));
    assert_eq!((survival.quantile(0.6), survival.quantile(0.0), survival.quantile(1.0)), (None, None, None));
    assert_eq!((survival.running(), survival.replications()), (12, 2));
}

#[test]
fn parts_in_any_order_are_the_same() {
    let mut chance = Chance(4);
    let mut parts = vec![Survival::default(); 3];
    let mut whole = Survival::default();
    for number in 0..50 {
        let mut times = || (0..20).map(|_| (1e6 * chance.next()) as u64).collect::<Vec<_>>();
        let (arrived, running) = (times(), times());
        whole.absorb(number, &arrived, &running[..5]);
        parts[number as usize % 3].absorb(number, &arrived, &running[..5]);
    }
    let mut merged = Survival::default();
    parts.iter().rev().for_each(|part| merged.merge(part));
    let estimate = whole.estimate(0.5, 0.95).unwrap();
    assert!(estimate.low < Some(estimate.estimate) && Some(estimate.estimate) < estimate.high);
    assert_eq!(merged.estimate(0.5, 0.95), Some(estimate));
    assert_eq!(Survival::default().estimate(0.5, 0.95), None);
}
