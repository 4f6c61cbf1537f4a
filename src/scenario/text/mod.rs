//! The text of a scenario: where every value stands, and what is wrong with it.
//!
//! ```text
//! files ─► scan ─► tree with spans ─► merge (extends, remove, --set) ─► emit ─► serde types
//!            └───────────── findings ◄───────────┴──────────────────────────────┘
//! ```
//!
//! Nothing here knows freight. A finding always carries the place in the file that the user
//! wrote, even when the value travelled through `extends`, `remove` and `--set` first.

mod assign;
mod blame;
mod decode;
mod emit;
mod finding;
mod lexer;
mod literal;
mod load;
mod merge;
mod paths;
mod raw;
mod remove;
mod render;
mod scan;
mod source;
mod suggest;
mod tree;

pub use assign::{assign, change_path, put_change};
pub use decode::{decode, decode_at, decode_map, read};
pub use emit::{Emitted, Piece, Role, emit};
pub use finding::{Code, Finding, Findings, Place, Severity};
pub use literal::{quote, unquote};
pub(crate) use load::plainly;
pub use load::{Loaded, load};
pub use merge::merge;
pub(crate) use paths::join;
pub use paths::{Missed, PathError, Segment, TreePath};
pub use raw::Raw;
pub use render::{MAX_PRINTED, Style, render};
pub use scan::{MAX_DEPTH, Scanned, scan};
pub use source::{FileId, Sources, Span};
pub use suggest::{closest, one_of};
pub use tree::{Atom, Entry, Kind, Tree};

#[cfg(test)]
mod tests;
