//! The language described by its own types.

use std::collections::BTreeMap;

/// Something that can stand in a scenario and can say so in words.
pub trait Described {
    /// What to write there: "a length, as `\"420 km\"`".
    fn shape() -> String;
    /// The fields, for blocks.
    fn fields() -> Option<TypeDoc> {
        None
    }
}

/// The description of a block.
#[derive(Debug, Clone)]
pub struct TypeDoc {
    /// The name of the type.
    pub name: &'static str,
    /// What it is.
    pub doc: String,
    /// Its fields.
    pub fields: Vec<FieldDoc>,
}

/// The description of a field.
#[derive(Debug, Clone)]
pub struct FieldDoc {
    /// Its name.
    pub name: &'static str,
    /// What it means.
    pub doc: String,
    /// What to write there.
    pub shape: String,
    /// What holds if nothing is written; `None`: it must be written.
    pub default: Option<&'static str>,
    /// The block that stands there, or in each entry of the map that stands there.
    pub inner: Option<TypeDoc>,
}

impl Described for String {
    fn shape() -> String {
        "a text".to_owned()
    }
}

impl Described for u32 {
    fn shape() -> String {
        "a whole number".to_owned()
    }
}

impl Described for bool {
    fn shape() -> String {
        "`true` or `false`".to_owned()
    }
}

impl Described for (f64, f64) {
    fn shape() -> String {
        "latitude and longitude [degrees], as `(43.60, 51.22)`".to_owned()
    }
}

impl<T: Described> Described for Option<T> {
    fn shape() -> String {
        T::shape()
    }
    fn fields() -> Option<TypeDoc> {
        T::fields()
    }
}

impl<T: Described> Described for Vec<T> {
    fn shape() -> String {
        format!("a list; each item: {}", T::shape())
    }
    fn fields() -> Option<TypeDoc> {
        T::fields()
    }
}

impl<T: Described> Described for BTreeMap<String, T> {
    fn shape() -> String {
        format!("a map by name; each entry: {}", T::shape())
    }
    fn fields() -> Option<TypeDoc> {
        T::fields()
    }
}

/// The whole language, from the top.
#[must_use]
pub fn language() -> TypeDoc {
    super::types::Scenario::fields().unwrap_or(TypeDoc {
        name: "Scenario",
        doc: String::new(),
        fields: Vec::new(),
    })
}

/// Joins the lines of a doc comment.
pub(super) fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// Declares a block of the language: the type that serde reads, and its description.
macro_rules! block {
    ($(#[doc = $doc:literal])+ $name:ident {
        $($(#[doc = $field_doc:literal])+ $field:ident : $type:ty $(= $default:literal)?,)*
    }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[doc = $field_doc])+
                $(
                    #[doc = concat!("\n\nDefault: ", $default, ".")]
                    #[serde(default)]
                )?
                pub $field: $type,
            )*
        }

        impl $crate::scenario::written::Described for $name {
            fn shape() -> String {
                concat!("a block, see ", stringify!($name)).to_owned()
            }

            fn fields() -> Option<$crate::scenario::written::TypeDoc> {
                Some($crate::scenario::written::TypeDoc {
                    name: stringify!($name),
                    doc: $crate::scenario::written::describe::joined(&[$($doc),+]),
                    fields: vec![$($crate::scenario::written::FieldDoc {
                        name: stringify!($field),
                        doc: $crate::scenario::written::describe::joined(&[$($field_doc),+]),
                        shape: <$type as $crate::scenario::written::Described>::shape(),
                        default: None$(.or(Some($default)))?,
                        inner: <$type as $crate::scenario::written::Described>::fields(),
                    },)*],
                })
            }
        }
    };
}

/// Declares a choice of the language: one of several words, some with fields.
macro_rules! choice {
    ($(#[doc = $doc:literal])+ $name:ident $(by default $first:ident)? {
        $($(#[doc = $variant_doc:literal])+ $variant:ident $({ $($(#[doc = $field_doc:literal])+ $field:ident : $type:ty $(= $default:literal)?),* $(,)? })? $(( $inner:ty ))?,)*
    }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub enum $name {
            $($(#[doc = $variant_doc])+ $variant $({ $($(#[doc = $field_doc])+ $(#[doc = concat!("\n\nDefault: ", $default, ".")] #[serde(default)])? $field: $type),* })? $(( $inner ))?,)*
        }

        $(impl Default for $name {
            fn default() -> Self {
                Self::$first
            }
        })?

        impl $crate::scenario::written::Described for $name {
            fn shape() -> String {
                let variants: Vec<String> = vec![$(
                    format!(
                        "`{}{}` ({})",
                        stringify!($variant),
                        {
                            #[allow(unused_mut, reason = "a word without fields adds none")]
                            let mut fields: Vec<String> = Vec::new();
                            $($(
                                let optional = false $(|| !$default.is_empty())?;
                                fields.push(format!(
                                    "{}{}: {}",
                                    stringify!($field),
                                    if optional { "?" } else { "" },
                                    <$type as $crate::scenario::written::Described>::shape().replace('`', ""),
                                ));
                            )*)?
                            $(fields.push(<$inner as $crate::scenario::written::Described>::shape().replace('`', ""));)?
                            if fields.is_empty() { String::new() } else { format!("({})", fields.join("; ")) }
                        },
                        $crate::scenario::written::describe::joined(&[$($variant_doc),+]).trim_end_matches('.'),
                    )
                ),*];
                variants.join(" or ")
            }
        }
    };
}

pub(super) use {block, choice};
