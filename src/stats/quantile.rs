//! Quantiles of whole numbers, such as transit times in milliseconds.
//!
//! Definition 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The
//! American Statistician 50(4), 1996, 361-365: linear between order statistics, the first at
//! p = 0 and the last at p = 1. The default of R, NumPy and spreadsheets.

use std::error::Error;
use std::fmt;

/// Why there is no quantile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoQuantile {
    /// There are no data.
    NoData,
    /// A probability is not between 0 and 1.
    NotAProbability,
}

impl fmt::Display for NoQuantile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoData => "there are no data to take a quantile of",
            Self::NotAProbability => "the probability of a quantile must lie between 0 and 1",
        })
    }
}

impl Error for NoQuantile {}

/// The quantile of ascending data at a probability.
///
/// ```
/// use keruen::stats::quantile;
///
/// assert_eq!(quantile(&[10, 20, 30, 40], 0.5), Ok(25.0));
/// assert_eq!(quantile(&[10, 20, 30, 40], 0.9), Ok(37.0));
/// ```
pub fn quantile(sorted: &[u64], p: f64) -> Result<f64, NoQuantile> {
    let place = Place::of(sorted.len(), p)?;
    let at = |index| sorted.get(index).copied().ok_or(NoQuantile::NoData);
    if place.fraction == 0.0 {
        return Ok(as_f64(at(place.index)?));
    }
    Ok(place.between(at(place.index)?, at(place.index + 1)?))
}

/// The quantiles of unordered data at several probabilities, into `out` in the same order; on an
/// error `out` is left empty. The
/// data are rearranged. Time is linear in their number, not that of a sort; ascending
/// probabilities are quickest, as each search then leaves aside what lies below the last.
pub fn quantiles_unsorted(scratch: &mut [u64], ps: &[f64], out: &mut Vec<f64>) -> Result<(), NoQuantile> {
    out.clear();
    let mut settled = 0;
    for &p in ps {
        let place = Place::of(scratch.len(), p).inspect_err(|_| out.clear())?;
        if place.index < settled {
            settled = 0;
        }
        let (_, &mut lower, above) = scratch[settled..].select_nth_unstable(place.index - settled);
        settled = place.index;
        let upper = above.iter().min().copied().unwrap_or(lower);
        out.push(place.between(lower, upper));
    }
    Ok(())
}

/// Where a quantile lies among ordered data: past the order statistic at `index` (from zero) by
/// `fraction` of the way to the next.
struct Place {
    index: usize,
    fraction: f64,
}

impl Place {
    fn of(count: usize, p: f64) -> Result<Self, NoQuantile> {
        let last = count.checked_sub(1).ok_or(NoQuantile::NoData)?;
        if !(0.0..=1.0).contains(&p) {
            return Err(NoQuantile::NotAProbability);
        }
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
        let place = last as f64 * p;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between zero and the last index"
        )]
        let index = (place as usize).min(last);
        Ok(Self { index, fraction: place.fract() })
    }

    fn between(&self, lower: u64, upper: u64) -> f64 {
        as_f64(lower) + self.fraction * as_f64(upper.saturating_sub(lower))
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds are exact up to 285 thousand years")]
fn as_f64(value: u64) -> f64 {
    value as f64
}

/// The quantile of unordered data at one probability; `None` where there are no data. The data
/// are rearranged.
#[must_use]
pub fn quantile_of_unsorted(scratch: &mut [u64], p: f64) -> Option<f64> {
    let place = Place::of(scratch.len(), p).ok()?;
    let (_, &mut lower, above) = scratch.select_nth_unstable(place.index);
    let upper = above.iter().min().copied().unwrap_or(lower);
    Some(place.between(lower, upper))
}

/// The same where so many zeros belong to the data and are not among `scratch`.
#[must_use]
pub fn quantile_with_zeros(zeros: usize, scratch: &mut [u64], p: f64) -> Option<f64> {
    let place = Place::of(zeros + scratch.len(), p).ok()?;
    let Some(index) = place.index.checked_sub(zeros) else {
        let last_zero = place.index + 1 == zeros;
        let upper = scratch.iter().min().copied().filter(|_| last_zero).unwrap_or(0);
        return Some(place.between(0, upper));
    };
    let (_, &mut lower, above) = scratch.select_nth_unstable(index);
    let upper = above.iter().min().copied().unwrap_or(lower);
    Some(place.between(lower, upper))
}
