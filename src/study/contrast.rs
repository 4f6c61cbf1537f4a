//! Two scenarios side by side, over replications that met the same chance.

use super::book::{Book, Kept, Said, scaled};
use super::measure::Reading;
use super::topics::Asked;
use crate::stats::{Difference, PairedRatios, Pairs};

/// What is kept of all questions about one alternative.
#[derive(Clone, Debug)]
pub(super) struct Contrasts {
    rows: Vec<Option<Paired>>,
}

/// What is kept of one measure in two scenarios.
#[derive(Clone, Debug)]
enum Paired {
    /// Replications count alike.
    Means(Pairs),
    /// A replication counts by its weight.
    Ratios(PairedRatios),
    /// The books of both scenarios hold all that is needed.
    Pools,
}

impl Contrasts {
    /// Of an alternative with this book; a measure that one side lacks is left out.
    pub(super) fn of(base: &Book, alternative: &Book, questions: usize) -> Self {
        let row = |row| match (base.kept(row)?, alternative.kept(row)?) {
            (Kept::Ratio(..), Kept::Ratio(..)) => Some(Paired::Ratios(PairedRatios::default())),
            (Kept::Pooled { .. }, Kept::Pooled { .. }) => Some(Paired::Pools),
            _ => Some(Paired::Means(Pairs::default())),
        };
        Self { rows: (0..questions).map(row).collect() }
    }

    /// Takes in one replication of both. Where one of them has no mean, there is no pair.
    pub(super) fn push(&mut self, questions: &[Asked], scenarios: [usize; 2], readings: [&Reading; 2]) {
        for (row, asked) in self.rows.iter_mut().zip(questions) {
            let [base, alternative] = [0, 1].map(|side| {
                let place = asked.places[scenarios[side]];
                place.map(|place| Said::at(place, readings[side]))
            });
            let (Some(row), Some(base), Some(alternative)) = (row, base, alternative) else { continue };
            match row {
                Paired::Means(pairs) => {
                    if let (Some(base), Some(alternative)) = (base.value, alternative.value) {
                        pairs.push(base, alternative);
                    }
                }
                Paired::Ratios(ratios) => ratios.push(base.parts(), alternative.parts()),
                Paired::Pools => {}
            }
        }
    }

    /// The difference, alternative less base.
    pub(super) fn difference(&self, row: usize, books: [&Book; 2], confidence: f64) -> Option<Difference> {
        match self.rows[row].as_ref()? {
            Paired::Means(pairs) => pairs.difference(confidence),
            Paired::Ratios(ratios) => ratios.difference(confidence),
            Paired::Pools => {
                let [base, alternative] = books.map(|book| book.kept(row));
                let (Kept::Pooled { sample, feature, unit }, Kept::Pooled { sample: other, .. }) =
                    (base?, alternative?)
                else {
                    return None;
                };
                let (base, alternative) = (books[0].pool(*sample)?, books[1].pool(*other)?);
                let found = base.difference(alternative, *feature, confidence)?;
                Some(Difference {
                    estimate: scaled(found.estimate, 1.0 / unit),
                    standard_error: found.standard_error.map(|error| error / unit),
                    ..found
                })
            }
        }
    }
}
