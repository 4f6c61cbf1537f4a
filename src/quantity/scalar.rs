//! What the quantities of a single number have in common.

/// Writes a newtype over `f64` in one unit: the type, its two conversions and [`Quantity`]. `per`
/// canonical units (as a fraction) make one of the type's own unit.
///
/// [`Quantity`]: super::Quantity
macro_rules! scalar {
    (
        $(#[$doc:meta])*
        $name:ident, $from:ident, $to:ident, $unit:literal,
        dimension: $dimension:expr, per: ($times:literal, $over:literal),
        named: $named:literal, example: $example:literal, negative: $negative:ident
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl $name {
            #[doc = concat!("From a number of ", $unit, ".")]
            pub const fn $from(value: f64) -> Self {
                Self(value)
            }

            #[doc = concat!("The number of ", $unit, ".")]
            pub const fn $to(self) -> f64 {
                self.0
            }
        }

        impl $crate::quantity::Quantity for $name {
            const NAME: &'static str = $named;
            const EXAMPLE: &'static str = $example;

            fn from_measured(
                measured: $crate::quantity::Measured,
            ) -> Result<Self, $crate::quantity::Mismatch> {
                const OWN_UNIT: $crate::quantity::ratio::Ratio =
                    $crate::quantity::ratio::Ratio::new($times, $over);
                if measured.dimension() != $dimension {
                    return Err($crate::quantity::Mismatch::dimension::<Self>(
                        measured.dimension(),
                    ));
                }
                let value = measured.value_in(OWN_UNIT);
                $crate::quantity::scalar::scalar!(@$negative value)
            }
        }
    };
    (@refused $value:ident) => {
        $crate::quantity::Mismatch::unless_negative::<Self>($value).map(Self)
    };
    (@allowed $value:ident) => {
        Ok(Self($value))
    };
}

/// Writes addition and scaling by a plain number for a newtype over `f64`.
macro_rules! sums {
    ($name:ident) => {
        impl std::ops::Add for $name {
            type Output = Self;

            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl std::ops::AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                self.0 += other.0;
            }
        }

        impl std::iter::Sum for $name {
            fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
                values.fold(Self::default(), std::ops::Add::add)
            }
        }

        impl std::ops::Mul<f64> for $name {
            type Output = Self;

            fn mul(self, factor: f64) -> Self {
                Self(self.0 * factor)
            }
        }
    };
}

pub(super) use {scalar, sums};
