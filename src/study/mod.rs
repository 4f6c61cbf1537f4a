//! Studies: what a command computes, as plain results that know no format.

mod batches;
mod book;
mod compare;
mod contrast;
mod emissions;
mod follow;
mod goods;
mod groups;
mod growth;
mod how_long;
mod measure;
mod overload;
mod payees;
mod preview;
mod query;
mod replications;
mod run;
mod seasons;
mod select;
mod tolerance;
mod topics;
mod trace;
mod unfinished;
mod warm_up;
mod why;

pub use batches::{BATCH, Ended};
pub use compare::{
    BestOf, CompareManifest, ComparePlan, CompareSink, Compared, Comparison, Contestant, OneSided, compare,
};
pub use follow::{FollowedGroup, Segment};
pub use goods::Recipe;
pub use growth::{Growth, Stability};
pub use how_long::{EndedBy, HowLong};
pub use measure::{Meaning, Measure, MeasureOf, Reading, Sheet, meanings};
pub use overload::overloaded;
pub use preview::{Load, Preview, StreamPreview, preview};
pub use query::{NoQuery, Query};
pub use replications::Replications;
pub use run::{
    CarriedOut, Manifest, Measured, Provenances, ReadingSink, Results, RunPlan, Sink, run, run_for,
};
pub use select::{Contender, SelectManifest, SelectPlan, Selected, select, select_by};
pub use tolerance::{NoTolerance, Size, Tolerance, tolerance_for};
pub use topics::{TOPICS, Topic};
pub use trace::Choice;
pub use unfinished::Unfinished;
pub use warm_up::{NoWarmUp, find_warm_up};
pub use why::{Asked, Chapter, Doing, Fate, Holder, Obstacle, Story, why};
