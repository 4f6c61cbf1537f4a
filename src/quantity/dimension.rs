//! What kind of thing a quantity measures: a product of powers of nine base dimensions.

use std::fmt;

/// One base dimension. Load units are dimensions of their own, so that a price per TEU can never
/// be taken for a price per wagon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Money, canonical unit USD.
    Money,
    /// Greenhouse gas emissions, canonical unit tonne of CO2 equivalent.
    Emission,
    /// Mass, canonical unit tonne.
    Mass,
    /// Twenty-foot equivalent units of containers.
    Teu,
    /// Railway wagons.
    Wagon,
    /// Road trucks.
    Truck,
    /// Whole vehicles (trains, vessels) or their trips.
    Vehicle,
    /// Length, canonical unit kilometre.
    Length,
    /// Time, canonical unit second.
    Time,
}

impl Base {
    /// All base dimensions, in the order in which a unit is written: `USD/t-km`, `TEU/s`.
    const ALL: [Self; 9] = [
        Self::Money,
        Self::Emission,
        Self::Mass,
        Self::Teu,
        Self::Wagon,
        Self::Truck,
        Self::Vehicle,
        Self::Length,
        Self::Time,
    ];

    const fn noun(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Emission => "emissions",
            Self::Mass => "mass",
            Self::Teu => "TEU",
            Self::Wagon => "wagon",
            Self::Truck => "truck",
            Self::Vehicle => "vehicle",
            Self::Length => "length",
            Self::Time => "time",
        }
    }

    const fn canonical_unit(self) -> &'static str {
        match self {
            Self::Money => "USD",
            Self::Emission => "t CO2e",
            Self::Mass => "t",
            Self::Teu => "TEU",
            Self::Wagon => "wagon",
            Self::Truck => "truck",
            Self::Vehicle => "vehicle",
            Self::Length => "km",
            Self::Time => "s",
        }
    }
}

/// The dimension of a quantity: an exponent for each [`Base`].
///
/// ```
/// use keruen::quantity::{Base, Dimension};
///
/// let freight_rate = Dimension::of(Base::Money).per(Base::Mass).per(Base::Length);
/// assert_eq!(freight_rate.to_string(), "money per mass and length");
/// assert_eq!(freight_rate.canonical_unit(), "USD/t-km");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dimension {
    exponents: [i8; 9],
}

impl Dimension {
    /// The dimension of a plain number or a percentage.
    pub const NONE: Self = Self { exponents: [0; 9] };

    /// The dimension of one base quantity.
    pub const fn of(base: Base) -> Self {
        Self::NONE.shifted(base, 1)
    }

    /// This dimension divided by one base dimension; exponents saturate.
    pub const fn per(self, base: Base) -> Self {
        self.shifted(base, -1)
    }

    /// The product of two dimensions; exponents saturate.
    pub fn times(self, other: Self) -> Self {
        self.combined(other, i8::saturating_add)
    }

    /// The quotient of two dimensions; exponents saturate.
    pub fn over(self, other: Self) -> Self {
        self.combined(other, i8::saturating_sub)
    }

    /// The power of one base dimension.
    pub const fn exponent(self, base: Base) -> i8 {
        self.exponents[base as usize]
    }

    /// The unit values of this dimension are stored in, such as `USD/t-km`; empty for a plain number.
    pub fn canonical_unit(self) -> String {
        let above = self.powers(1, Base::canonical_unit, "^").join("-");
        let below = self.powers(-1, Base::canonical_unit, "^").join("-");
        if below.is_empty() { above } else { format!("{above}/{below}") }
    }

    const fn shifted(mut self, base: Base, by: i8) -> Self {
        let exponent = self.exponents[base as usize];
        self.exponents[base as usize] = exponent.saturating_add(by);
        self
    }

    fn combined(mut self, other: Self, combine: fn(i8, i8) -> i8) -> Self {
        for (exponent, others) in self.exponents.iter_mut().zip(other.exponents) {
            *exponent = combine(*exponent, others);
        }
        self
    }

    /// The bases whose exponent has this sign, each with its power where that is not one.
    fn powers(self, sign: i8, name: fn(Base) -> &'static str, power: &str) -> Vec<String> {
        let mut written = Vec::new();
        for base in Base::ALL {
            let exponent = self.exponent(base);
            if exponent.signum() == sign {
                written.push(match exponent.unsigned_abs() {
                    1 => name(base).to_owned(),
                    more => format!("{}{power}{more}", name(base)),
                });
            }
        }
        written
    }

    /// The everyday name of a dimension that has one.
    fn everyday_name(self) -> Option<&'static str> {
        const NAMES: [(Dimension, &str); 12] = [
            (Dimension::NONE, "a plain number"),
            (Dimension::of(Base::Money), "an amount of money"),
            (Dimension::of(Base::Emission), "an amount of emissions"),
            (Dimension::of(Base::Mass), "a mass"),
            (Dimension::of(Base::Teu), "a number of TEU"),
            (Dimension::of(Base::Wagon), "a number of wagons"),
            (Dimension::of(Base::Truck), "a number of trucks"),
            (Dimension::of(Base::Vehicle), "a number of vehicles"),
            (Dimension::of(Base::Length), "a length"),
            (Dimension::of(Base::Time), "a duration"),
            (Dimension::of(Base::Length).per(Base::Time), "a speed"),
            (Dimension::NONE.per(Base::Time), "a number per time"),
        ];
        NAMES.iter().find_map(|&(dimension, name)| (dimension == self).then_some(name))
    }
}

impl fmt::Display for Dimension {
    /// In words, as a message says it: `a length`, `money per mass and length`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = self.everyday_name() {
            return f.write_str(name);
        }
        let above = self.powers(1, Base::noun, " to the power ").join(" times ");
        let below = self.powers(-1, Base::noun, " to the power ").join(" and ");
        match (above.is_empty(), below.is_empty()) {
            (true, _) => write!(f, "a number per {below}"),
            (_, true) => f.write_str(&above),
            _ => write!(f, "{above} per {below}"),
        }
    }
}
