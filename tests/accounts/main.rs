//! Ledgers held against hand calculations: what is emitted, who is paid, which way is taken.
//!
//! The scenarios have no chance in them unless a test says so, so every replication gives exactly
//! what the comment at the head of the scenario adds up.
#![expect(clippy::panic, reason = "a test fails by panicking")]

mod emissions;
mod free_flow;
mod money;
mod routing;

use keruen::corridor::{Corridor, Outcome, Simulator};
use keruen::scenario::Scenario;
use keruen::study::Sheet;
use std::path::Path;

/// A scenario of the folder, with assignments as by `--set`.
#[track_caller]
fn textbook(name: &str, sets: &[&str]) -> Corridor {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/textbook").join(name);
    let sets: Vec<String> = sets.iter().map(ToString::to_string).collect();
    let scenario = Scenario::open(&path, &sets);
    scenario.corridor.unwrap_or_else(|| panic!("{name}: {:#?}", scenario.findings))
}

/// A scenario given as text.
#[track_caller]
fn written(text: &str, sets: &[&str]) -> Corridor {
    let sets: Vec<String> = sets.iter().map(ToString::to_string).collect();
    let scenario = Scenario::read(Path::new("my.ron"), &sets, &mut |_| Ok(text.to_owned()));
    scenario.corridor.unwrap_or_else(|| panic!("{:#?}", scenario.findings))
}

fn outcome(corridor: &Corridor, seed: u64) -> Outcome {
    Simulator::new(corridor).replicate(seed, 0).clone()
}

/// What one replication measures.
struct Seen<'c> {
    sheet: Sheet<'c>,
    values: Vec<Option<f64>>,
}

impl<'c> Seen<'c> {
    fn of(corridor: &'c Corridor) -> Self {
        let sheet = Sheet::of(corridor);
        let mut outcome = outcome(corridor, 1);
        assert_eq!((outcome.stopped, outcome.unbalanced), (None, 0));
        let values = sheet.values(&mut outcome);
        Self { sheet, values }
    }

    #[track_caller]
    fn get(&self, path: &str, selectors: &[(&str, &str)]) -> f64 {
        let place = self.sheet.measures().iter().position(|measure| measure.is(path, selectors));
        let place = place.unwrap_or_else(|| panic!("no {path} {selectors:?}"));
        self.values[place].unwrap_or_else(|| panic!("nothing to say about {path} {selectors:?}"))
    }

    /// The value, up to the rounding of binary fractions.
    #[track_caller]
    fn is(&self, path: &str, selectors: &[(&str, &str)], truth: f64) -> &Self {
        let found = self.get(path, selectors);
        assert!((found - truth).abs() <= 1e-9 * truth.abs(), "{path} {selectors:?}: {found}, not {truth}");
        self
    }
}
