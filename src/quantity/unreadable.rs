//! Why a text is not the quantity that belongs in its place.

use std::error::Error;
use std::fmt;
use std::ops::Range;

use super::malformed::Malformed;
use super::mismatch::Mismatch;

/// Why a text is not the quantity that belongs in its place.
#[derive(Clone, Debug, PartialEq)]
pub enum Unreadable {
    /// The text is no quantity at all.
    Malformed {
        /// What is wrong with it.
        malformed: Malformed,
        /// What belongs here: `a length`.
        name: &'static str,
        /// How that is written: `420 km`.
        example: &'static str,
    },
    /// The text is a quantity of another kind.
    Mismatch(Mismatch),
}

impl Unreadable {
    /// The byte range of the offending part, where one part can be blamed.
    pub fn range(&self) -> Option<Range<usize>> {
        match self {
            Self::Malformed { malformed, .. } => malformed.range(),
            Self::Mismatch(_) => None,
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { malformed, name, example } => match malformed {
                Malformed::Empty => write!(f, "{name} is missing; write for example `{example}`"),
                Malformed::NoNumber { text } => {
                    write!(f, "`{text}` does not begin with a number; {name} is written like `{example}`")
                }
                Malformed::NoUnit { number } => {
                    write!(f, "`{number}` has no unit; {name} is written like `{example}`")
                }
                Malformed::MissingUnit { .. } => {
                    write!(f, "a unit is missing; {name} is written like `{example}`")
                }
                Malformed::UnknownUnit { suggestion: None, .. } | Malformed::TooManyFactors { .. } => {
                    write!(f, "{malformed}; {name} is written like `{example}`")
                }
                other => write!(f, "{other}"),
            },
            Self::Mismatch(mismatch) => write!(f, "{mismatch}"),
        }
    }
}

impl Error for Unreadable {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Malformed { malformed, .. } => Some(malformed),
            Self::Mismatch(mismatch) => Some(mismatch),
        }
    }
}
