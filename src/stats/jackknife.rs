//! The standard error of any figure, from leaving out one section of the replications at a time.

use super::difference::StandardError;
use super::real;

/// Into how many sections replications are dealt: replication k goes to section k modulo this.
pub(super) const SECTIONS: usize = 32;

/// The section a replication belongs to.
#[expect(clippy::cast_possible_truncation, reason = "less than the number of sections")]
pub(super) const fn section_of(replication: u64) -> usize {
    (replication % SECTIONS as u64) as usize
}

/// The standard error of a figure of the whole, from the figures without each section.
///
/// The delete-a-group jackknife for sections of unequal size: F. M. T. A. Busing, E. Meijer and
/// R. van der Leeden, "Delete-m jackknife for unequal m", Statistics and Computing 9, 1999, 3-8;
/// for equal ones J. Shao and D. Tu, *The Jackknife and Bootstrap*, 1995, section 2.3. Degrees of
/// freedom are one less than the sections. None if fewer than two sections have replications, or
/// the figure does not exist without one of them.
pub(super) fn jackknife(
    sizes: &[u64],
    whole: f64,
    without: impl Fn(usize) -> Option<f64>,
) -> Option<StandardError> {
    let all = real(sizes.iter().sum());
    let mut parts = Vec::with_capacity(sizes.len());
    for (section, &size) in sizes.iter().enumerate().filter(|&(_, &size)| size > 0) {
        parts.push((real(size), without(section)?));
    }
    let sections = real(parts.len() as u64);
    let shift: f64 = parts.iter().map(|&(size, figure)| (1.0 - size / all) * (whole - figure)).sum();
    let centre = whole + shift;
    let variance: f64 = parts
        .iter()
        .map(|&(size, figure)| {
            let share = all / size;
            let pseudo = share * whole - (share - 1.0) * figure;
            (pseudo - centre) * (pseudo - centre) / (share - 1.0)
        })
        .sum::<f64>()
        / sections;
    StandardError::new(variance.sqrt(), sections - 1.0)
}
