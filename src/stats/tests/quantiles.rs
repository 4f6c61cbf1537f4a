use crate::stats::{NoQuantile, quantile, quantiles_unsorted};

/// What `quantile(c(1, 3, 4, 8, 20), p, type = 7)` gives in R, by hand: place `4p` from zero.
#[test]
fn definition_seven() {
    let data = [1, 3, 4, 8, 20];
    let table = [(0.0, 1.0), (0.1, 1.8), (0.25, 3.0), (0.5, 4.0), (0.6, 5.6), (0.9, 15.2), (1.0, 20.0)];
    for (p, expected) in table {
        let found = quantile(&data, p).unwrap();
        assert!((found - expected).abs() < 1e-12, "{p}: {found}");
    }
    assert_eq!(quantile(&[7], 0.3), Ok(7.0));
    assert_eq!(quantile(&[u64::MAX; 2], 0.5), Ok(u64::MAX as f64));
}

#[test]
fn no_data_and_no_probability() {
    assert_eq!(quantile(&[], 0.5), Err(NoQuantile::NoData));
    let mut out = vec![1.0];
    assert_eq!(quantiles_unsorted(&mut [], &[0.5], &mut out), Err(NoQuantile::NoData));
    for p in [-0.1, 1.1, f64::NAN] {
        assert_eq!(quantile(&[1, 2], p), Err(NoQuantile::NotAProbability));
        let result = quantiles_unsorted(&mut [1, 2], &[0.5, p], &mut out);
        assert_eq!(result, Err(NoQuantile::NotAProbability));
        assert!(out.is_empty());
    }
}

#[test]
fn unsorted_is_as_sorted() {
    let orders: [&[f64]; 4] =
        [&[0.0, 0.1, 0.5, 0.9, 0.99, 1.0], &[0.5, 0.5, 0.500_1, 0.501], &[0.9, 0.1, 0.5, 0.0], &[]];
    let mut state = 1_u64;
    for count in [1, 2, 3, 10, 1000] {
        let data: Vec<u64> = (0..count)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 40) % 5000
            })
            .collect();
        let mut sorted = data.clone();
        sorted.sort_unstable();
        for ps in orders {
            let mut out = Vec::new();
            quantiles_unsorted(&mut data.clone(), ps, &mut out).unwrap();
            let expected: Vec<f64> = ps.iter().map(|&p| quantile(&sorted, p).unwrap()).collect();
            assert_eq!(out, expected, "{count} data at {ps:?}");
        }
    }
}
