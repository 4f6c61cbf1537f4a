//! Why a text is no quantity.

use std::error::Error;
use std::fmt;
use std::ops::Range;

/// Why a text is no quantity. Ranges are byte ranges of the text that was parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// There is nothing but white space.
    Empty,
    /// The text does not begin with a number.
    NoNumber {
        /// The text, shortened.
        text: String,
    },
    /// The digits are interrupted by a comma, a blank or an apostrophe.
    Separator {
        /// Where the number breaks off.
        at: Range<usize>,
    },
    /// A bare number stands where a quantity belongs.
    NoUnit {
        /// The number as written.
        number: String,
    },
    /// A unit is missing beside a `/`, `-`, `·` or `*`.
    MissingUnit {
        /// Where a unit should stand; an empty range.
        at: Range<usize>,
    },
    /// There is no such unit.
    UnknownUnit {
        /// The unit as written, shortened.
        unit: String,
        /// Where it stands.
        at: Range<usize>,
        /// A known unit that looks like it.
        suggestion: Option<String>,
    },
    /// There are more factors in the unit than any quantity has.
    TooManyFactors {
        /// The first factor too many.
        at: Range<usize>,
    },
    /// Something follows where a bare number belongs.
    NotBare {
        /// What follows the number.
        at: Range<usize>,
    },
    /// The number is too large to compute with.
    NotFinite {
        /// The number as written, shortened.
        number: String,
    },
}

impl Malformed {
    /// The byte range of the offending part, where one part can be blamed.
    pub fn range(&self) -> Option<Range<usize>> {
        match self {
            Self::Separator { at }
            | Self::MissingUnit { at }
            | Self::UnknownUnit { at, .. }
            | Self::TooManyFactors { at }
            | Self::NotBare { at } => Some(at.clone()),
            Self::Empty | Self::NoNumber { .. } | Self::NoUnit { .. } | Self::NotFinite { .. } => None,
        }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a quantity is missing; write for example `420 km`"),
            Self::NoNumber { text } => {
                write!(f, "`{text}` does not begin with a number; write for example `420 km`")
            }
            Self::Separator { .. } => f.write_str(
                "the digits are interrupted; write `1_000` for a thousand and `1.5` for one and a half",
            ),
            Self::NoUnit { number } => write!(
                f,
                "`{number}` has no unit; write for example `{number} km`, `{number} h` or `{number} t`"
            ),
            Self::MissingUnit { .. } => {
                f.write_str("a unit is missing; write for example `USD/t-km` or `/d`")
            }
            Self::UnknownUnit { unit, suggestion, .. } => {
                write!(f, "there is no unit `{unit}`")?;
                match suggestion {
                    Some(known) => write!(f, "; did you mean `{known}`?"),
                    None => Ok(()),
                }
            }
            Self::TooManyFactors { .. } => f.write_str("the unit has more factors than any quantity needs"),
            Self::NotBare { .. } => f.write_str("a plain number belongs here, without a unit"),
            Self::NotFinite { number } => {
                write!(f, "the number `{number}` is too large to compute with")
            }
        }
    }
}

impl Error for Malformed {}

/// At most 40 characters of a text, for quoting it in a message.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}
