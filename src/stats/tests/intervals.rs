use crate::stats::{Estimate, Moments, student_t_quantile};

fn estimate(values: &[f64]) -> Estimate {
    let moments: Moments = values.iter().copied().collect();
    Estimate::of_mean(&moments, 0.95).expect("there are values")
}

/// Against the printed table (E. S. Pearson and H. O. Hartley, *Biometrika Tables for
/// Statisticians*, table 12; the same in any textbook), three decimals.
#[test]
fn t_of_the_printed_table() {
    let table = [
        (0.95, 1, 6.314),
        (0.95, 10, 1.812),
        (0.95, 120, 1.658),
        (0.975, 1, 12.706),
        (0.975, 2, 4.303),
        (0.975, 3, 3.182),
        (0.975, 4, 2.776),
        (0.975, 5, 2.571),
        (0.975, 9, 2.262),
        (0.975, 10, 2.228),
        (0.975, 19, 2.093),
        (0.975, 29, 2.045),
        (0.975, 30, 2.042),
        (0.975, 60, 2.000),
        (0.975, 120, 1.980),
        (0.995, 5, 4.032),
        (0.995, 30, 2.750),
        (0.9995, 10, 4.587),
    ];
    for (p, df, printed) in table {
        let quantile = student_t_quantile(p, f64::from(df)).unwrap();
        assert!((quantile - printed).abs() <= 5.01e-4, "t({p}, {df}) = {quantile}");
        let mirrored = student_t_quantile(1.0 - p, f64::from(df)).unwrap();
        assert!((quantile + mirrored).abs() < 1e-9, "t({p}, {df})");
    }
}

/// One degree of freedom: `tan π(p - ½)`. Two: `(2p - 1) / √(2p(1 - p))`.
#[test]
fn t_in_closed_form() {
    for hundredths in 51..100 {
        let p = f64::from(hundredths) / 100.0;
        let one = (std::f64::consts::PI * (p - 0.5)).tan();
        let two = (2.0 * p - 1.0) / (2.0 * p * (1.0 - p)).sqrt();
        for (df, exact) in [(1.0, one), (2.0, two)] {
            let quantile = student_t_quantile(p, df).unwrap();
            assert!((quantile / exact - 1.0).abs() < 1e-8, "t({p}, {df}) = {quantile}, not {exact}");
        }
    }
}

/// Against the density integrated and the root found at 40 digits (mpmath), on both sides of where
/// the method changes.
#[test]
fn t_of_many_degrees() {
    let table = [
        (0.975, 9.0, 2.262_157_162_798_205),
        (0.975, 30.0, 2.042_272_456_301_238),
        (0.975, 1e3, 1.962_339_080_826_408),
        (0.975, 1001.0, 1.962_336_705_280_88),
        (0.9995, 1001.0, 3.300_272_876_066_009),
        (0.995, 2000.0, 2.578_289_787_557_519),
        (0.975, 1e4, 1.960_201_239_890_626),
        (0.975, 1e6, 1.959_966_356_814_107),
        (0.975, 1e15, 1.959_963_984_540_054),
    ];
    for (p, df, exact) in table {
        let quantile = student_t_quantile(p, df).unwrap();
        assert!((quantile - exact).abs() < 1e-11, "t({p}, {df}) = {quantile}, not {exact}");
    }
}

#[test]
fn t_of_nonsense() {
    for (p, df) in [(0.0, 5.0), (1.0, 5.0), (-1.0, 5.0), (f64::NAN, 5.0)] {
        assert_eq!(student_t_quantile(p, df), None);
    }
    for df in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(student_t_quantile(0.9, df), None);
    }
}

#[test]
fn no_interval_from_one_replication() {
    assert_eq!(Estimate::of_mean(&Moments::default(), 0.95), None);
    let single = estimate(&[18.0]);
    assert_eq!((single.estimate, single.low, single.high, single.n), (18.0, None, None, 1));
    assert_eq!((single.half_width(), single.covers(18.0)), (None, None));
    assert!(!single.all_agree());
}

#[test]
fn width_zero_only_where_all_agree() {
    let agreed = estimate(&[0.1, 0.1, 0.1]);
    assert!(agreed.all_agree());
    assert_eq!((agreed.low, agreed.high), (Some(0.1), Some(0.1)));
    assert!(!estimate(&[0.1, 0.1, 0.2]).all_agree());
}

/// Five values of mean 3 and standard deviation √2.5: `3 ± 2.776 · √(2.5 / 5)`.
#[test]
fn an_interval_by_hand() {
    let five = estimate(&[1.0, 2.0, 3.0, 4.0, 5.0]);
    let half = 2.776_445_105_2 * 0.5_f64.sqrt();
    assert!((five.half_width().unwrap() - half).abs() < 1e-9);
    assert!((five.relative_half_width().unwrap() - half / 3.0).abs() < 1e-9);
    assert_eq!((five.covers(2.0), five.covers(0.9)), (Some(true), Some(false)));
    assert_eq!(estimate(&[-1.0, 1.0]).relative_half_width(), None);
}

#[test]
fn no_interval_at_a_senseless_level() {
    let moments: Moments = [1.0, 2.0].into_iter().collect();
    for level in [0.0, 1.0, -0.5, 2.0, f64::NAN] {
        assert_eq!(Estimate::of_mean(&moments, level).unwrap().low, None);
    }
    let spoilt: Moments = [1.0, f64::INFINITY].into_iter().collect();
    assert_eq!(Estimate::of_mean(&spoilt, 0.95).unwrap().low, None);
}
