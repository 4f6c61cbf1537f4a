//! A value kept as spelled, to be read later.

use std::fmt;

use ron::value::RawValue;
use serde::{Deserialize, Deserializer};

/// The text of a value that is read in a second step: a quantity, or a distribution of one.
///
/// ```text
/// speed: "14 kn"                                     Raw(`"14 kn"`)
/// speed: Triangular("8 kn", "11 kn", "13 kn")        Raw(`Triangular("8 kn", "11 kn", "13 kn")`)
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Raw(Box<RawValue>);

impl Raw {
    /// The value as RON, without blanks around it.
    pub fn text(&self) -> &str {
        self.0.get_ron().trim()
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Raw({})", self.text())
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Self)
    }
}
