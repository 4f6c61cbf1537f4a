//! Where the beginning ends: how much of a run is still marked by how it began.

use serde::Serialize;

/// Buckets that are averaged into one batch.
const BATCH: usize = 5;

/// Fewer batches than this say nothing.
const FEWEST: usize = 10;

/// A best cut this far into the first half, or farther, might lie beyond the half if it were let.
const TOO_FAR: f64 = 0.9;

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
    /// Half of the run or more would go: the run does not show where the beginning ends. Run
    /// several times longer; if that changes nothing, the system has no steady state.
    HalfTheRun,
    /// A bucket is not a number.
    NotANumber,
}

impl std::fmt::Display for Unsettled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::TooShort => "the run is too short to see where its beginning ends",
            Self::HalfTheRun => {
                "half of the run or more would be warm-up: run several times longer, and look for demand \
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
/// replications after K. Hoad, S. Robinson and R. Davies, "Automating warm-up length estimation",
/// J. Operational Research Society 61, 2010, 1389-1403.
///
/// The cut is sought in the first half of the run. It is refused in the last tenth of that half,
/// and if a cut beyond the half, that leaves a quarter, would more than halve the statistic: the run
/// is still settling then, and half of it or more would have to go. (A plain minimum over the
/// whole run lies beyond the half by chance alone, as the statistic is erratic where few batches
/// remain: in one study in five where successive buckets are strongly correlated.)
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
    if batches.len() < FEWEST {
        return Err(Unsettled::TooShort);
    }
    let count = batches.len();
    let best = least(&batches, count / 2);
    let beyond = least(&batches, count - count / 4);
    let still_settling = super::real(2 * best.cut as u64) >= TOO_FAR * super::real(count as u64);
    if still_settling || 2.0 * beyond.statistic < best.statistic {
        return Err(Unsettled::HalfTheRun);
    }
    Ok(Truncation { buckets: BATCH * best.cut, mean: best.mean })
}

/// A cut with its statistic.
struct Cut {
    cut: usize,
    mean: f64,
    statistic: f64,
}

/// The cut of the least statistic that leaves out so many batches or fewer, of several the
/// earliest: one pass from the end, updating mean and squares as Welford does.
fn least(batches: &[f64], most: usize) -> Cut {
    let mut best = Cut { cut: 0, mean: 0.0, statistic: f64::INFINITY };
    let (mut mean, mut squares) = (0.0, 0.0);
    for (cut, &batch) in batches.iter().enumerate().rev() {
        let count = super::real((batches.len() - cut) as u64);
        let before = batch - mean;
        mean += before / count;
        squares += before * (batch - mean);
        let statistic = squares / (count * count);
        if cut <= most && statistic <= best.statistic {
            best = Cut { cut, mean, statistic };
        }
    }
    best
}
