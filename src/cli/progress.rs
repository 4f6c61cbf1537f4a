//! The progress bar.

use super::screen::person_watches;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar on stderr, if a person watches and wants it; else one that draws nothing. Where nobody
/// knows how many replications there will be, it counts them.
pub(super) fn bar(replications: Option<u64>, quiet: bool) -> ProgressBar {
    if quiet || !person_watches() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(replications, ProgressDrawTarget::stderr_with_hz(10));
    let layout = match replications {
        Some(_) => "{elapsed_precise} {wide_bar} {pos}/{len} replications, {per_sec}, {eta} left",
        None => "{elapsed_precise} {spinner} {pos} replications, {per_sec}",
    };
    match ProgressStyle::with_template(layout) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
