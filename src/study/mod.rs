//! Studies: what a command computes, as plain results that know no format.

mod emissions;
mod goods;
mod groups;
mod measure;
mod preview;
mod query;
mod replications;
mod run;

pub use goods::Recipe;
pub use measure::{Meaning, Measure, MeasureOf, Reading, Sheet, meanings};
pub use preview::{Load, Preview, StreamPreview, preview};
pub use query::{NoQuery, Query};
pub use replications::{Ended, Replications};
pub use run::{Manifest, Measured, Provenances, Results, RunPlan, Sink, run};
