//! What the tests of all laws share. Bands are wide enough that a correct law all but never fails:
//! draws are fixed by their addresses, so a test that passes once passes always.

use super::{Distribution, Item, Noise, Stream};

const SAMPLE: u64 = 200_000;

fn draw(law: &Distribution, number: u64) -> f64 {
    let stream = Stream::of("Alat customs", "inspection");
    let item = Item::numbered(Item::family("Urumqi containers"), number);
    law.sample(Noise::of(2026, 1).at(stream, item))
}

fn sample(law: &Distribution) -> Vec<f64> {
    (0..SAMPLE).map(|number| draw(law, number)).collect()
}

fn average(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len() as f64;
    values.sum::<f64>() / count
}

/// The average of what comes in whole units, and its standard error.
pub(super) fn whole_average(law: &Distribution) -> (f64, f64) {
    let drawn: Vec<f64> = sample(law).into_iter().map(|x| f64::from(super::whole(x))).collect();
    let mean = average(drawn.iter().copied());
    let variance = average(drawn.iter().map(|x| (x - mean).powi(2)));
    (mean, (variance / SAMPLE as f64).sqrt())
}

/// Mean and variance: as computed, to 1e-12, and as sampled, within 4.5 standard errors (false
/// alarm 7e-6 each for a normal error).
pub(super) fn assert_moments(law: &Distribution, mean: f64, variance: f64) {
    assert_close(law.mean(), mean);
    assert_close(law.variance(), variance);

    let drawn = sample(law);
    let n = SAMPLE as f64;
    let off = average(drawn.iter().map(|x| x - mean));
    assert!(off.abs() < 4.5 * (variance / n).sqrt(), "mean off by {off}");

    let squares: Vec<f64> = drawn.iter().map(|x| (x - mean).powi(2)).collect();
    let off = average(squares.iter().map(|square| square - variance));
    let error = average(squares.iter().map(|square| (square - variance).powi(2))).sqrt();
    assert!(off.abs() < 4.5 * error / n.sqrt(), "variance off by {off}, standard error {}", error / n.sqrt());
}

/// Kolmogorov-Smirnov: the largest gap between sampled and exact probabilities stays below the
/// critical value at a false-alarm rate of 1e-4, `sqrt(-ln(1e-4 / 2) / 2) = 2.2253` over √n.
pub(super) fn assert_follows(law: &Distribution, chance_below: impl Fn(f64) -> f64) {
    let mut drawn = sample(law);
    drawn.sort_by(f64::total_cmp);
    let n = SAMPLE as f64;
    let gap = drawn
        .iter()
        .enumerate()
        .map(|(rank, x)| {
            let p = chance_below(*x);
            (p - rank as f64 / n).max((rank + 1) as f64 / n - p)
        })
        .fold(0.0, f64::max);
    assert!(gap < 2.2253 / n.sqrt(), "gap {gap}");
}

/// Quantiles invert the exact probabilities, end at the support and refuse what is no probability.
pub(super) fn assert_inverse(law: &Distribution, chance_below: impl Fn(f64) -> f64) {
    for p in [1e-9, 0.001, 0.2, 0.333, 0.5, 0.7, 0.95, 0.999_999] {
        let back = chance_below(law.quantile(p).unwrap());
        assert!((back / p - 1.0).abs() < 1e-6, "p {p} came back as {back}");
        assert!((back - p).abs() < 1e-13, "p {p} came back as {back}");
    }
    let (low, high) = law.support();
    assert_eq!(law.quantile(0.0), Some(low));
    assert_eq!(law.quantile(1.0), Some(high));
    for p in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
        assert_eq!(law.quantile(p), None);
    }
}

/// Draws, and quantiles at the smallest and largest uniform, are finite amounts in the support.
pub(super) fn assert_within_support(law: &Distribution) {
    let (low, high) = law.support();
    let extreme = [f64::EPSILON / 2.0, 1.0 - f64::EPSILON / 2.0];
    let extreme = extreme.iter().filter_map(|u| law.quantile(*u));
    for x in (0..20_000).map(|number| draw(law, number)).chain(extreme) {
        assert!(x.is_finite() && low <= x && x <= high, "{x} out of {low} to {high}");
    }
}

/// The draws of the first three items are what they have always been. All but PERT's were also
/// computed with 30 digits from the published definitions, apart from this code, and agree to the
/// ten digits that draws have.
pub(super) fn assert_pinned(law: &Distribution, pinned: [f64; 3]) {
    assert_eq!([0, 1, 2].map(|number| draw(law, number)), pinned);
}

/// Uniforms fill 256 equal cells evenly, alone (256 bins) and with their successor (16 × 16).
/// Chi-square with 255 degrees of freedom lies in (159.3, 381.2) but for a chance of 1e-6.
pub(super) fn assert_even(drawn: &[f64]) {
    let alone = drawn.iter().map(|u| (u * 256.0) as usize);
    assert_even_cells(alone);
    let pairs = drawn.chunks_exact(2);
    assert_even_cells(pairs.map(|pair| {
        let [row, column] = [pair[0], pair[1]].map(|u| (u * 16.0) as usize);
        16 * row + column
    }));
}

fn assert_even_cells(cells: impl Iterator<Item = usize>) {
    let mut counts = [0.0_f64; 256];
    cells.for_each(|cell| counts[cell] += 1.0);
    let expected = counts.iter().sum::<f64>() / 256.0;
    let chi_square: f64 = counts.iter().map(|count| (count - expected).powi(2) / expected).sum();
    assert!((159.3..381.2).contains(&chi_square), "{chi_square}");
}

/// Uniforms do not correlate with those 1, 2, 3, 7 and 64 places on: |r| √n < 4.9, false alarm
/// 1e-6 each.
pub(super) fn assert_unrelated(drawn: &[f64]) {
    for lag in [1, 2, 3, 7, 64] {
        let pairs = drawn.iter().zip(&drawn[lag..]);
        let r = 12.0 * average(pairs.map(|(a, b)| (a - 0.5) * (b - 0.5)));
        let n = (drawn.len() - lag) as f64;
        assert!(r.abs() * n.sqrt() < 4.9, "lag {lag}: {r}");
    }
}

pub(super) fn assert_close(computed: f64, known: f64) {
    let off = computed / known - 1.0;
    assert!(off.abs() < 1e-12, "{computed} instead of {known}");
}
