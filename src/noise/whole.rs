//! Laws in whole units: amounts rounded half up, and one at least.
//!
//! What is drawn then differs on average from the law as written: of `Constant(1.4)` 1 comes, of an exponential
//! law of mean 1 on average 1.357. Whoever draws whole units at a given rate of units needs the mean of what is
//! drawn:
//!
//! ```text
//! E[max(1, ⌊X + ½⌋)] = 1 + Σ P(X ≥ k + ½) over k = 1, 2, …
//! ```

use super::law::Law;

/// Whole units, rounded half up: one at least, and no more than can be counted.
#[inline]
#[must_use]
pub fn whole(amount: f64) -> u32 {
    (amount + 0.5).clamp(1.0, f64::from(u32::MAX)) as u32
}

/// Chances below this never come out: uniforms come no closer to 0 and 1.
const NEVER: f64 = f64::EPSILON / 2.0;

/// So many chances are summed one by one from where they begin to fall. Beyond them the law is wide, and its
/// chances are integrated.
const ONE_BY_ONE: u32 = 4096;

/// The mean of a law in whole units: exact to some ten digits where all that can come lies within a few thousand
/// units, and for constants, uniform and empirical laws everywhere; beyond, to the error of the quadrature, which is
/// far below that of any rounding.
pub(super) fn mean(law: &Law) -> f64 {
    match law {
        Law::Constant(value) => f64::from(whole(*value)),
        Law::Uniform(law) => mean_between(law.support()),
        Law::Empirical(law) => law.average(|low, high| mean_between((low, high))),
        Law::Exponential(law) => 1.0 + more_than_one(&|x| law.chance_above(x)),
        Law::Lognormal(law) => 1.0 + more_than_one(&|x| law.chance_above(x)),
        Law::Triangular(law) => 1.0 + more_than_one(&|x| law.chance_above(x)),
        Law::Pert(law) => 1.0 + more_than_one(&|x| law.chance_above(x)),
        Law::Gamma(law) => 1.0 + more_than_one(&|x| law.chance_above(x)),
        Law::Weibull(law) => 1.0 + more_than_one(&|x| law.chance_above(x)),
    }
}

/// The mean in whole units of an even spread from `low` to `high`.
fn mean_between((low, high): (f64, f64)) -> f64 {
    let [first, last] = [low, high].map(whole);
    if first == last {
        return f64::from(first);
    }
    let [first, last] = [first, last].map(f64::from);
    let begun = first * (first + 0.5 - low);
    let ended = last * (high - (last - 0.5));
    let between = (first + last) / 2.0 * (last - first - 1.0);
    (begun + between + ended) / (high - low)
}

/// The sum of the chances that there are more than one unit, more than two …
fn more_than_one(above: &dyn Fn(f64) -> f64) -> f64 {
    let chance = |k: u32| above(f64::from(k) + 0.5);
    let certain = last(|k| k == 0 || chance(k) >= 1.0 - NEVER);
    let possible = last(|k| k <= certain || chance(k) >= NEVER);
    let one_by_one = possible.min(certain.saturating_add(ONE_BY_ONE));
    let sum: f64 = (certain + 1..=one_by_one).map(chance).sum();
    f64::from(certain) + sum + integral(above, certain, [one_by_one, possible])
}

/// The largest number for which something holds that holds for all smaller ones, 0 included.
fn last(holds: impl Fn(u32) -> bool) -> u32 {
    let (mut known, mut beyond) = (0, u32::MAX);
    let mut step = 1;
    while known + step < u32::MAX / 2 && holds(known + step) {
        known += step;
        step *= 2;
    }
    if known + step < u32::MAX / 2 {
        beyond = known + step;
    }
    while known + 1 < beyond {
        let middle = known + (beyond - known) / 2;
        if holds(middle) {
            known = middle;
        } else {
            beyond = middle;
        }
    }
    known
}

/// Chances summed by Gauss and Legendre's rule with eight points, in parts that grow with the distance from where
/// they begin to fall. The sum of P(X ≥ k + ½) over a range is the midpoint rule of their integral over it, and off
/// by a 24th of the difference of the slopes at its ends (Euler and Maclaurin); that at the far end is nothing.
fn integral(above: &dyn Fn(f64) -> f64, begin: u32, [from, to]: [u32; 2]) -> f64 {
    /// Points and weights on [-1, 1], those above 0. Source: Abramowitz and Stegun (1964), table 25.4.
    const RULE: [(f64, f64); 4] = [
        (0.183_434_642_495_650, 0.362_683_783_378_362),
        (0.525_532_409_916_329, 0.313_706_645_877_887),
        (0.796_666_477_413_627, 0.222_381_034_453_374),
        (0.960_289_856_497_536, 0.101_228_536_290_376),
    ];
    let (begin, mut from, to) = (f64::from(begin), f64::from(from) + 1.0, f64::from(to) + 1.0);
    if from >= to {
        return 0.0;
    }
    let mut sum = (above(from + 0.5) - above(from - 0.5)) / 24.0;
    while from < to {
        let next = (from + (from - begin) / 8.0).min(to);
        let (middle, half) = ((from + next) / 2.0, (next - from) / 2.0);
        let points =
            RULE.iter().map(|&(x, weight)| weight * (above(middle - half * x) + above(middle + half * x)));
        sum += half * points.sum::<f64>();
        from = next;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::Distribution;
    use super::super::check::whole_average;
    use super::*;

    #[track_caller]
    fn agrees(law: Result<Distribution, super::super::Impossible>, truth: f64) {
        let found = law.unwrap().mean_whole();
        assert!((found - truth).abs() <= 1e-10 * truth, "{found}, not {truth}");
    }

    #[test]
    fn half_units_are_rounded_up_and_one_is_the_least() {
        let amounts = [0.0, 0.4, 1.0, 1.499, 1.5, 2.499_999, 2.5, 1e12, f64::INFINITY];
        assert_eq!(amounts.map(whole), [1, 1, 1, 1, 2, 2, 3, u32::MAX, u32::MAX]);
    }

    #[test]
    fn a_constant_is_what_it_is_rounded_to() {
        for (value, truth) in [(1.4, 1.0), (2.5, 3.0), (0.2, 1.0), (50.0, 50.0), (1e6 + 0.5, 1_000_001.0)] {
            agrees(Distribution::constant(value), truth);
        }
    }

    #[test]
    fn an_even_spread_counts_each_whole_by_its_share() {
        agrees(Distribution::uniform(0.1, 0.5), 1.0);
        agrees(Distribution::uniform(10.0, 90.0), 50.0);
        // Of 0.5 to 2: two thirds are 1, a third is 2.
        agrees(Distribution::uniform(0.5, 2.0), 4.0 / 3.0);
        // Of 1.2 to 4.1: 0.3 are 1, 1 is 2, 1 is 3, 0.6 are 4.
        agrees(Distribution::uniform(1.2, 4.1), (0.3 + 2.0 + 3.0 + 2.4) / 2.9);
        agrees(Distribution::uniform(9_999_999.6, 9_999_999.7), 1e7);
    }

    #[test]
    fn an_empirical_law_counts_its_gaps_alike() {
        // A third each: 1; 0.5 of 1 and 0.5 of 2 over (1, 2); 2, 3 and 4 over (2, 4).
        agrees(
            Distribution::empirical(vec![1.0, 1.0, 2.0, 4.0]),
            (1.0 + 1.5 + (1.0 + 3.0 + 2.0) / 2.0) / 3.0,
        );
    }

    /// The sum is a geometric series.
    #[test]
    fn an_exponential_law_sums_a_geometric_series() {
        for mean in [0.05, 1.0, 2.0, 30.0, 1e3] {
            let ratio = (-1.0_f64 / mean).exp();
            agrees(Distribution::exponential(mean), 1.0 + ratio.powf(1.5) / -(-1.0_f64 / mean).exp_m1());
            agrees(Distribution::gamma(mean, 1.0), 1.0 + ratio.powf(1.5) / -(-1.0_f64 / mean).exp_m1());
            agrees(Distribution::weibull(mean, 1.0), 1.0 + ratio.powf(1.5) / -(-1.0_f64 / mean).exp_m1());
        }
        // The widest are integrated from the beginning.
        for mean in [1e5, 1e7] {
            let ratio = (-1.0_f64 / mean).exp();
            let truth = 1.0 + ratio.powf(1.5) / -(-1.0_f64 / mean).exp_m1();
            let found = Distribution::exponential(mean).unwrap().mean_whole();
            assert!((found / truth - 1.0).abs() < 1e-9, "{found}, not {truth}");
        }
    }

    /// From 0 over 2 to 4: 1.5² / 8 lie below 1.5, 1/2 below 2, 7/8 below 3; 1/32 lie above 3.5.
    #[test]
    fn a_triangle_counts_its_pieces() {
        let [one, two, three] =
            [1.5, 2.5, 3.5].map(|x: f64| if x < 2.0 { x * x / 8.0 } else { 1.0 - (4.0 - x).powi(2) / 8.0 });
        let truth = one + 2.0 * (two - one) + 3.0 * (three - two) + 4.0 * (1.0 - three);
        agrees(Distribution::triangular(0.0, 2.0, 4.0), truth);
        // Symmetrical, and far from one: rounding takes as much as it gives.
        agrees(Distribution::triangular(100.0, 150.0, 200.0), 150.0);
        agrees(Distribution::pert(100.0, 150.0, 200.0), 150.0);
    }

    /// Where nothing is known in closed form, what is drawn decides.
    #[test]
    fn the_mean_is_that_of_what_is_drawn() {
        for law in [
            Distribution::lognormal(0.8, 0.6),
            Distribution::lognormal(3.0, 1.5),
            Distribution::lognormal(1e4, 0.3),
            Distribution::gamma(0.7, 0.5),
            Distribution::gamma(5.0, 2.0),
            Distribution::gamma(3.4, 1e-7),
            Distribution::pert(0.2, 0.9, 3.0),
            Distribution::weibull(1.3, 0.7),
            Distribution::weibull(2.6, 1e300),
            Distribution::triangular(0.3, 0.5, 9.0),
        ] {
            let law = law.unwrap();
            let (average, error) = whole_average(&law);
            let found = law.mean_whole();
            assert!((found - average).abs() <= 4.5 * error + 1e-9, "{law:?}: {found}, not {average}");
        }
    }

    /// A law as wide as it may be is no work without end.
    #[test]
    fn hostile_laws_have_a_mean_too() {
        for law in [
            Distribution::lognormal(40.0, 1e9),
            Distribution::lognormal(1e7, 1e-9),
            Distribution::gamma(1e7, 1e-8),
            Distribution::gamma(1e-300, 100.0),
            Distribution::gamma(1e7, 1e6),
            Distribution::weibull(1e-3, 0.0125),
            Distribution::pert(0.0, 0.0, 1e7),
            Distribution::pert(0.0, 1e-300, 1e150),
            Distribution::exponential(1e154),
            Distribution::empirical(vec![0.0, 1e12]),
        ] {
            let law = law.unwrap();
            let mean = law.mean_whole();
            assert!((1.0..=f64::from(u32::MAX)).contains(&mean), "{law:?}: {mean}");
        }
    }
}
