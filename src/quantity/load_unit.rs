//! What cargo is counted in.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::dimension::{Base, Dimension};

/// What a cargo class is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LoadUnit {
    /// Twenty-foot equivalent units of containers.
    Teu,
    /// Railway wagons, as on a train ferry.
    Wagon,
    /// Road trucks, as on a ro-ro ferry.
    Truck,
    /// Tonnes of bulk or liquid.
    Tonne,
}

impl LoadUnit {
    /// All load units.
    pub const ALL: [Self; 4] = [Self::Teu, Self::Wagon, Self::Truck, Self::Tonne];

    /// The unit as a scenario writes it: `TEU`, `wagon`, `truck`, `t`.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Teu => "TEU",
            Self::Wagon => "wagon",
            Self::Truck => "truck",
            Self::Tonne => "t",
        }
    }

    /// Many of them, in a sentence: `TEU`, `wagons`, `trucks`, `tonnes`.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Teu => "TEU",
            Self::Wagon => "wagons",
            Self::Truck => "trucks",
            Self::Tonne => "tonnes",
        }
    }

    /// The base dimension that counts this unit.
    pub const fn base(self) -> Base {
        match self {
            Self::Teu => Base::Teu,
            Self::Wagon => Base::Wagon,
            Self::Truck => Base::Truck,
            Self::Tonne => Base::Mass,
        }
    }

    /// The load unit whose dimension, given the rest of a unit, is the one found.
    pub(super) fn find(found: Dimension, shape: fn(Base) -> Dimension) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| shape(unit.base()) == found)
    }
}

impl fmt::Display for LoadUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}
