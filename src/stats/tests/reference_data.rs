//! Moments against the Statistical Reference Datasets of NIST, univariate summary statistics,
//! <https://www.itl.nist.gov/div898/strd/univ/homepage.html>, certified to 15 digits.

use crate::stats::Moments;

/// Michelson's hundred measurements of the speed of light in air, 1879 [km/s above
/// 299 000], listed by NIST in thousands of km/s.
const MICHELSON: [u16; 100] = [
    850, 740, 900, 1070, 930, 850, 950, 980, 980, 880, 1000, 980, 930, 650, 760, 810, 1000, 1000, 960, 960,
    960, 940, 960, 940, 880, 800, 850, 880, 900, 840, 830, 790, 810, 880, 880, 830, 800, 790, 760, 800, 880,
    880, 880, 860, 720, 720, 620, 860, 970, 950, 880, 910, 850, 870, 840, 840, 850, 840, 840, 840, 890, 810,
    810, 820, 800, 770, 760, 740, 750, 760, 910, 920, 890, 860, 880, 720, 840, 850, 850, 780, 890, 840, 780,
    810, 760, 810, 790, 810, 820, 850, 870, 870, 810, 740, 810, 940, 950, 800, 810, 870,
];

struct Reference {
    name: &'static str,
    data: Vec<f64>,
    mean: f64,
    standard_deviation: f64,
    /// Correct digits demanded of mean and standard deviation. The data themselves lose digits:
    /// 10 000 000.1 is no binary number, which leaves nine digits of a deviation of 0.1.
    digits: (f64, f64),
}

/// NumAcc2 to NumAcc4 as NIST constructs them: one middle value, then 500 pairs around it.
fn pairs_around(middle: f64, low: f64, high: f64) -> Vec<f64> {
    let pairs = (0..500).flat_map(|_| [low, high]);
    std::iter::once(middle).chain(pairs).collect()
}

fn references() -> Vec<Reference> {
    let reference = |name, data, mean, standard_deviation, digits| Reference {
        name,
        data,
        mean,
        standard_deviation,
        digits,
    };
    let michelson = MICHELSON.map(|above| (299_000.0 + f64::from(above)) / 1000.0);
    let num_acc_1 = vec![10_000_001.0, 10_000_003.0, 10_000_002.0];
    let num_acc_2 = pairs_around(1.2, 1.1, 1.3);
    let num_acc_3 = pairs_around(1_000_000.2, 1_000_000.1, 1_000_000.3);
    let num_acc_4 = pairs_around(10_000_000.2, 10_000_000.1, 10_000_000.3);
    vec![
        reference("Michelso", michelson.into(), 299.8524, 0.079_010_547_819_051_8, (15.0, 12.0)),
        reference("NumAcc1", num_acc_1, 10_000_002.0, 1.0, (15.0, 15.0)),
        reference("NumAcc2", num_acc_2, 1.2, 0.1, (14.0, 14.0)),
        reference("NumAcc3", num_acc_3, 1_000_000.2, 0.1, (14.0, 9.0)),
        reference("NumAcc4", num_acc_4, 10_000_000.2, 0.1, (14.0, 8.0)),
    ]
}

/// How many decimal digits of a value are right.
fn right_digits(value: Option<f64>, certified: f64) -> f64 {
    match (value.unwrap_or(f64::NAN) - certified).abs() / certified.abs() {
        0.0 => 16.0,
        error => -error.log10(),
    }
}

fn assert_right(how: &str, moments: &Moments, reference: &Reference) {
    let mean = right_digits(moments.mean(), reference.mean);
    let deviation = right_digits(moments.standard_deviation(), reference.standard_deviation);
    assert!(
        mean >= reference.digits.0 && deviation >= reference.digits.1,
        "{} {how}: {mean:.1} digits of the mean, {deviation:.1} of the standard deviation",
        reference.name
    );
}

#[test]
fn nist_one_by_one() {
    for reference in references() {
        let moments = reference.data.iter().copied().collect();
        assert_right("pushed", &moments, &reference);
    }
}

#[test]
fn nist_merged_from_parts() {
    for reference in references() {
        for size in [1, 2, 7, 64] {
            let mut merged = Moments::default();
            for part in reference.data.chunks(size) {
                merged.merge(&part.iter().copied().collect());
            }
            assert_eq!(merged.count(), reference.data.len() as u64);
            assert_right(&format!("merged by {size}"), &merged, &reference);
        }
    }
}

#[test]
fn extremes_and_emptiness() {
    let mut moments = Moments::default();
    moments.merge(&Moments::default());
    assert_eq!((moments.count(), moments.mean(), moments.min(), moments.max()), (0, None, None, None));
    moments.push(-3.0);
    assert_eq!((moments.mean(), moments.variance()), (Some(-3.0), None));
    assert_eq!((moments.min(), moments.max()), (Some(-3.0), Some(-3.0)));
    moments.merge(&[5.0, -7.0].into_iter().collect());
    assert_eq!((moments.min(), moments.max()), (Some(-7.0), Some(5.0)));
    moments.merge(&Moments::default());
    assert_eq!(moments.count(), 3);
}
