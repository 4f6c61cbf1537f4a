//! The book of one scenario: what is kept of each measure from replication to replication.

use super::goods::Recipe;
use super::measure::{Reading, Sheet};
use crate::stats::{Estimate, Feature, Moments, PooledQuantiles, Ratio};

/// What is kept of some measures of a scenario, in memory that does not grow.
#[derive(Clone, Debug)]
pub(super) struct Book {
    rows: Vec<Option<Row>>,
    /// Transit times pooled over replications, by sample of the sheet; only those that are used.
    pools: Vec<Option<PooledQuantiles>>,
}

/// One measure.
#[derive(Clone, Debug)]
struct Row {
    /// Its place in the sheet.
    place: usize,
    kept: Kept,
}

/// What is kept of a measure.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    /// Replications count alike.
    Mean(Moments),
    /// A replication counts by its weight; its own values beside, to see whether they are skewed.
    Ratio(Ratio, Moments),
    /// A figure of pooled transit times, in units of so many milliseconds.
    Pooled {
        /// Which pool.
        sample: usize,
        /// Which figure.
        feature: Feature,
        /// What one unit is.
        unit: f64,
    },
}

/// What one replication says of a measure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) value: Option<f64>,
    pub(super) weight: f64,
}

impl Said {
    /// Of the measure at a place.
    pub(super) fn at(place: usize, reading: &Reading) -> Self {
        Self { value: reading.values[place], weight: reading.weights[place] }
    }

    /// Numerator and denominator of a ratio; both are nothing where there is nothing to say.
    pub(super) fn parts(self) -> (f64, f64) {
        self.value.map_or((0.0, 0.0), |value| (value * self.weight, self.weight))
    }
}

impl Book {
    /// A book of the measures at these places of a sheet; `None` keeps a row free.
    pub(super) fn of(sheet: &Sheet<'_>, places: impl IntoIterator<Item = Option<usize>>) -> Self {
        let row = |place: usize| Row { place, kept: Kept::of(sheet, place) };
        let rows: Vec<Option<Row>> = places.into_iter().map(|place| place.map(row)).collect();
        let mut pools = Vec::new();
        for row in rows.iter().flatten() {
            if let Kept::Pooled { sample, .. } = row.kept {
                pools.resize(pools.len().max(sample + 1), None);
                pools[sample] = Some(PooledQuantiles::default());
            }
        }
        Self { rows, pools }
    }

    /// Takes in what one replication says.
    pub(super) fn push(&mut self, number: u64, reading: &Reading) {
        for row in self.rows.iter_mut().flatten() {
            let said = Said::at(row.place, reading);
            match &mut row.kept {
                Kept::Mean(moments) => moments.extend(said.value),
                Kept::Ratio(ratio, own) => {
                    own.extend(said.value);
                    let (numerator, denominator) = said.parts();
                    ratio.push(numerator, denominator);
                }
                Kept::Pooled { .. } => {}
            }
        }
        for (pool, samples) in self.pools.iter_mut().zip(&reading.transit) {
            if let Some(pool) = pool {
                pool.absorb(number, samples);
            }
        }
    }

    /// The estimate of a row with its interval; nothing if no replication had anything to say.
    pub(super) fn estimate(&self, row: usize, confidence: f64) -> Option<Estimate> {
        match &self.rows[row].as_ref()?.kept {
            Kept::Mean(moments) => Estimate::of_mean(moments, confidence),
            Kept::Ratio(ratio, _) => ratio.estimate(confidence),
            Kept::Pooled { sample, feature, unit } => {
                let found = self.pool(*sample)?.estimate(*feature, confidence)?;
                Some(scaled(found, 1.0 / unit))
            }
        }
    }

    /// Whether the interval of a row is from few and skewed replications.
    pub(super) fn is_skewed(&self, row: usize) -> bool {
        match self.kept(row) {
            Some(Kept::Mean(own) | Kept::Ratio(_, own)) => own.few_and_skewed(),
            _ => false,
        }
    }

    /// What is kept of a row.
    pub(super) fn kept(&self, row: usize) -> Option<&Kept> {
        self.rows[row].as_ref().map(|row| &row.kept)
    }

    /// A pool.
    pub(super) fn pool(&self, sample: usize) -> Option<&PooledQuantiles> {
        self.pools.get(sample)?.as_ref()
    }
}

impl Kept {
    fn of(sheet: &Sheet<'_>, place: usize) -> Self {
        match (sheet.recipes()[place], sheet.samples()[place]) {
            (Recipe::Ratio, _) => Self::Ratio(Ratio::default(), Moments::default()),
            (Recipe::Pooled { feature, unit }, Some(sample)) => Self::Pooled { sample, feature, unit },
            (Recipe::Mean | Recipe::Pooled { .. }, _) => Self::Mean(Moments::default()),
        }
    }
}

/// An estimate in other units.
pub(super) fn scaled(found: Estimate, by: f64) -> Estimate {
    Estimate {
        estimate: found.estimate * by,
        low: found.low.map(|low| low * by),
        high: found.high.map(|high| high * by),
        n: found.n,
    }
}
