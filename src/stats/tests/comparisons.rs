//! Paired comparisons, multiplicity and verdicts against SciPy 1.15 and hand calculation.

use crate::stats::{
    Answer, Difference, Goal, Moments, Pairs, Question, Verdict, answers, holm, two_sided_p, upper_p,
};

const BASE: [f64; 8] = [12.1, 9.8, 15.3, 11.0, 13.7, 10.2, 14.9, 12.6];
const ALTERNATIVE: [f64; 8] = [11.4, 9.1, 13.9, 10.7, 12.5, 9.9, 13.2, 12.0];

fn pairs() -> Pairs {
    let mut pairs = Pairs::default();
    BASE.iter().zip(ALTERNATIVE).for_each(|(&base, alternative)| pairs.push(base, alternative));
    pairs
}

fn difference_of(values: &[f64]) -> Difference {
    let mut pairs = Pairs::default();
    values.iter().for_each(|&value| pairs.push(0.0, value));
    pairs.difference(0.95).unwrap()
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-11 * expected.abs(), "{found}, not {expected}");
}

/// `2 * scipy.stats.t.sf(t, df)`.
#[test]
fn two_sided_p_values() {
    let table = [
        (1.0, 1.0, 0.5),
        (0.5, 3.0, 0.651_447_964_848_151),
        (8.0, 5.0, 4.929_066_605_724_442e-4),
        (30.0, 10.0, 3.961_792_342_031_325e-11),
        (1e-3, 12.0, 0.999_218_547_530_649_4),
        (4.0, 30.0, 3.818_456_360_837_564e-4),
        (2.5, 999.0, 0.012_578_727_584_509_217),
        (2.5, 1001.0, 0.012_578_408_337_689_742),
        (12.0, 1500.0, 9.587_704_100_824_518e-32),
        (6.0, 2000.0, 2.336_242_274_295_998_7e-9),
        (0.1, 5000.0, 0.920_348_334_565_731_6),
        (1.96, 1e5, 0.049_998_563_194_301_68),
        (3.5, 1e7, 4.652_601_816_068_491e-4),
    ];
    for (t, df, expected) in table {
        for found in [two_sided_p(t, df), two_sided_p(-t, df), upper_p(t, df).map(|p| 2.0 * p)] {
            let off = (found.unwrap() / expected - 1.0).abs();
            assert!(off < 1e-9, "p({t}, {df}) = {found:?}, not {expected}");
        }
    }
    close(upper_p(-1.0, 1.0).unwrap(), 0.75);
    assert_eq!(two_sided_p(f64::INFINITY, 3.0), Some(0.0));
    assert_eq!((two_sided_p(f64::NAN, 3.0), two_sided_p(1.0, 0.0)), (None, None));
}

/// `scipy.stats.ttest_rel(alternative, base)` with its confidence interval.
#[test]
fn a_paired_t_test() {
    let difference = pairs().difference(0.95).unwrap();
    close(difference.estimate.estimate, -0.8625);
    close(difference.estimate.low.unwrap(), -1.293_302_898_531_512_5);
    close(difference.estimate.high.unwrap(), -0.431_697_101_468_487_5);
    close(difference.p_value.unwrap(), 0.002_122_255_735_811_321_6);
    close(difference.variance_ratio.unwrap(), 26.269_670_477_471_394);
    assert_eq!((difference.estimate.n, difference.degrees_of_freedom), (8, Some(7.0)));
}

/// The two one-sided tests by `scipy.stats.t.sf` and `cdf`.
#[test]
fn equivalence_by_two_tests() {
    let difference = pairs().difference(0.95).unwrap();
    close(difference.p_equivalence(1.0).unwrap(), 0.237_518_375_463_078_44);
    close(difference.p_equivalence(1.5).unwrap(), 0.005_002_183_317_471_326);
}

#[test]
fn merged_pairs_are_as_pushed() {
    let mut merged = Pairs::default();
    for part in 0..4 {
        let mut pairs = Pairs::default();
        (2 * part..2 * part + 2).for_each(|index| pairs.push(BASE[index], ALTERNATIVE[index]));
        merged.merge(&pairs);
    }
    let (one, other) = (merged.difference(0.95).unwrap(), pairs().difference(0.95).unwrap());
    close(one.p_value.unwrap(), other.p_value.unwrap());
    assert_eq!(merged.base().count(), 8);
    close(merged.alternative().mean().unwrap(), ALTERNATIVE.iter().sum::<f64>() / 8.0);
    close(merged.differences().mean().unwrap(), -0.8625);
}

/// Joanes and Gill's G₁ by `scipy.stats.skew(.., bias=False)`.
#[test]
fn skewness_in_one_pass() {
    let table: [(&[f64], f64); 2] =
        [(&[1.0, 2.0, 3.0, 4.0, 50.0], 2.220_640_458_494_693_7), (&[1.0, 2.0, 4.0], 0.935_219_529_582_823_5)];
    for (data, expected) in table {
        let pushed: Moments = data.iter().copied().collect();
        close(pushed.skewness().unwrap(), expected);
        for at in 0..data.len() {
            let (mut left, right): (Moments, Moments) =
                (data[..at].iter().copied().collect(), data[at..].iter().copied().collect());
            left.merge(&right);
            assert!((left.skewness().unwrap() - expected).abs() < 1e-12, "split at {at}");
        }
    }
    let same: Moments = [3.0; 5].into_iter().collect();
    let two: Moments = [3.0, 4.0].into_iter().collect();
    assert_eq!((same.skewness(), two.skewness()), (None, None));
}

/// R's `p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")` gives 0.03 0.06 0.06 0.02.
#[test]
fn holm_by_hand() {
    let adjusted = holm(&[0.01, 0.04, 0.03, 0.005]);
    for (found, expected) in adjusted.iter().zip([0.03, 0.06, 0.06, 0.02]) {
        close(*found, expected);
    }
    assert_eq!(holm(&[]), Vec::<f64>::new());
    assert_eq!(holm(&[0.4, f64::NAN, 0.9]), [1.0, 1.0, 1.0]);
}

fn asked(values: &[f64], goal: Goal, zone: f64) -> Question {
    Question { difference: difference_of(values), goal, zone }
}

#[test]
fn verdicts_in_words() {
    let clear = [-2.0, -2.1, -1.9, -2.05, -1.95];
    let tiny = [-0.02, -0.021, -0.019, -0.0205, -0.0195];
    let noise = [-3.0, 2.0, 5.0, -4.0, 1.0];
    let zero = [0.0; 5];
    let cases = [
        (asked(&clear, Goal::Less, 0.5), Verdict::Better),
        (asked(&clear, Goal::More, 0.5), Verdict::Worse),
        (asked(&tiny, Goal::Less, 0.5), Verdict::Equivalent),
        (asked(&tiny, Goal::Less, 0.0), Verdict::Better),
        (asked(&noise, Goal::Less, 0.5), Verdict::Undecided),
        (asked(&zero, Goal::More, 0.0), Verdict::Equivalent),
        (asked(&[-7.0], Goal::Less, 0.5), Verdict::Undecided),
        (asked(&[1.0, 1.0], Goal::More, 0.0), Verdict::Better),
    ];
    for (question, expected) in cases {
        assert_eq!(answers(&[question], 0.05)[0].verdict, expected, "{question:?}");
    }
}

/// One finding at p = 0.002 is clear alone, and undecided among fifty questions of noise.
#[test]
fn verdicts_mind_how_many_were_asked() {
    let find = Question { difference: pairs().difference(0.95).unwrap(), goal: Goal::Less, zone: 0.0 };
    let noise = asked(&[-3.0, 2.0, 5.0, -4.0, 1.0], Goal::Less, 0.0);
    let mut questions = vec![noise; 49];
    questions.push(find);
    let many: Vec<Answer> = answers(&questions, 0.05);
    assert_eq!(answers(&[find], 0.05)[0].verdict, Verdict::Better);
    assert_eq!(many[49].verdict, Verdict::Undecided);
    close(many[49].p_adjusted.unwrap(), 50.0 * find.difference.p_value.unwrap());
    assert_eq!(many[49].p_equivalence_adjusted, None);
}

/// Halving the width takes four times the replications, less what smaller t quantiles save.
#[test]
fn what_would_settle_it() {
    let difference = difference_of(&[-3.0, 2.0, 5.0, -4.0, 1.5, 0.5, 2.0, -1.0]);
    let half = difference.estimate.half_width().unwrap();
    assert_eq!(difference.replications_for(half, 0.95), Some(8));
    assert_eq!(difference.replications_for(2.0 * half, 0.95), Some(8));
    let (needed, error) =
        (difference.replications_for(half / 10.0, 0.95).unwrap(), difference.standard_error.unwrap());
    let expected = (1.963 * error * 8.0_f64.sqrt() / (half / 10.0)).powi(2);
    assert!((needed as f64 / expected - 1.0).abs() < 0.02, "{needed}, not {expected}");
    let to_settle = difference.replications_to_settle(0.0, 0.95).unwrap();
    assert_eq!(Some(to_settle + 8), difference.replications_for(difference.estimate.estimate.abs(), 0.95));
    assert!(difference.replications_to_settle(3.0, 0.95).unwrap() < 30);
    assert_eq!(difference_of(&[-1.0, 1.0]).replications_to_settle(0.0, 0.95), None);
    assert_eq!(difference_of(&[1.0]).replications_to_settle(0.5, 0.95), None);
}
