//! Where the beginning ends: how much of a run is still marked by how it began.

use serde::Serialize;

/// Buckets that are averaged into one batch.
const BATCH: usize = 5;

/// Batches at the end that are never all that is left: the statistic is erratic there.
const KEPT: usize = 5;

/// What is to be cut from the beginning of each run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Truncation {
    /// Buckets to leave out, a multiple of five.
    pub buckets: usize,
    /// Mean of the buckets that remain.
    pub mean: f64,
}

/// Why no truncation can be recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsettled {
    /// There are fewer than fifty buckets: take narrower ones, or run longer.
    TooShort,
    /// More than half of the run would go: the run does not show where the beginning ends. Run
    /// several times longer; if that changes nothing, the system has no steady state.
    MoreThanHalf,
    /// A bucket is not a number.
    NotANumber,
}

impl std::fmt::Display for Unsettled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::TooShort => "the run is too short to see where its beginning ends",
            Self::MoreThanHalf => {
                "more than half of the run would be warm-up: run several times longer, and look for demand \
                 above capacity if that changes nothing"
            }
            Self::NotANumber => "a bucket of the series is not a number",
        })
    }
}

impl std::error::Error for Unsettled {}

/// The warm-up of a series of equal time buckets, each the average over replications, by MSER-5.
///
/// In batches of five buckets, the point is sought behind which the remaining batches have the
/// least standard error of their mean, `Σ (batch - mean)² / count²`: cutting more bias pays until
/// the loss of data outweighs it. K. P. White, "An effective truncation heuristic for bias
/// reduction in simulation output", Simulation 69(6), 1997, 323-334; K. P. White, M. J. Cobb and
/// S. C. Spratt, "A comparison of five steady-state truncation heuristics for simulation",
/// Proceedings of the 2000 Winter Simulation Conference, 755-760. Applied to the average over
/// replications, and refused beyond half of the run, after K. Hoad, S. Robinson and R. Davies,
/// "Automating warm-up length estimation", J. Operational Research Society 61, 2010, 1389-1403.
///
/// ```
/// use keruen::stats::mser5;
///
/// let filling = (0..200).map(|day| if day < 30 { f64::from(day) } else { 30.0 + f64::from(day % 2) });
/// let truncation = mser5(&filling.collect::<Vec<_>>())?;
/// assert_eq!(truncation.buckets, 30);
/// # Ok::<(), keruen::stats::Unsettled>(())
/// ```
pub fn mser5(series: &[f64]) -> Result<Truncation, Unsettled> {
    if series.iter().any(|value| !value.is_finite()) {
        return Err(Unsettled::NotANumber);
    }
    let batches: Vec<f64> =
        series.chunks_exact(BATCH).map(|batch| batch.iter().sum::<f64>() / BATCH as f64).collect();
    if batches.len() < 2 * KEPT {
        return Err(Unsettled::TooShort);
    }
    let best = least(&batches);
    if 2 * best.cut > batches.len() {
        return Err(Unsettled::MoreThanHalf);
    }
    Ok(Truncation { buckets: BATCH * best.cut, mean: best.mean })
}

/// A cut with its statistic.
struct Cut {
    cut: usize,
    mean: f64,
    statistic: f64,
}

/// The cut of the least statistic, of several the earliest: one pass from the end, updating mean
/// and squares as Welford does.
fn least(batches: &[f64]) -> Cut {
    let mut best = Cut { cut: 0, mean: 0.0, statistic: f64::INFINITY };
    let (mut mean, mut squares) = (0.0, 0.0);
    for (cut, &batch) in batches.iter().enumerate().rev() {
        let count = super::real((batches.len() - cut) as u64);
        let before = batch - mean;
        mean += before / count;
        squares += before * (batch - mean);
        let statistic = squares / (count * count);
        if batches.len() - cut >= KEPT && statistic <= best.statistic {
            best = Cut { cut, mean, statistic };
        }
    }
    best
}
