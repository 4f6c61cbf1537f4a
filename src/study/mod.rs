//! Studies: what a command computes, as plain results that know no format.

mod batches;
mod book;
mod compare;
mod contrast;
mod emissions;
mod goods;
mod groups;
mod growth;
mod how_long;
mod measure;
mod payees;
mod preview;
mod query;
mod replications;
mod run;
mod tolerance;
mod topics;
mod trace;
mod unfinished;
mod why;

pub use batches::{BATCH, Ended};
pub use compare::{
    CompareManifest, ComparePlan, CompareSink, Compared, Comparison, Contestant, OneSided, compare,
};
pub use goods::Recipe;
pub use growth::Growth;
pub use how_long::{EndedBy, HowLong};
pub use measure::{Meaning, Measure, MeasureOf, Reading, Sheet, meanings};
pub use preview::{Load, Preview, StreamPreview, preview};
pub use query::{NoQuery, Query};
pub use replications::Replications;
pub use run::{Manifest, Measured, Provenances, ReadingSink, Results, RunPlan, Sink, run, run_for};
pub use tolerance::{NoTolerance, Size, Tolerance, tolerance_for};
pub use topics::{TOPICS, Topic};
pub use trace::Choice;
pub use unfinished::Unfinished;
pub use why::{Asked, Chapter, Doing, Fate, Holder, Obstacle, Story, why};
