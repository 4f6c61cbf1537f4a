//! The language described by its own types.

use std::collections::BTreeMap;

/// Something that can stand in a scenario and can say so in words.
pub trait Described {
    /// Whether it holds entries by name or by number, so that a path goes on with one of them.
    const HOLDS_ENTRIES: bool = false;
    /// What to write there: "a length, as `\"420 km\"`".
    fn shape() -> String;
    /// The block or choice that stands there, or in each of its entries.
    fn inner() -> Option<TypeDoc> {
        None
    }
}

/// The description of a block or a choice.
#[derive(Debug, Clone)]
pub struct TypeDoc {
    /// The name of the type.
    pub name: &'static str,
    /// What it is.
    pub doc: String,
    /// The fields of a block.
    pub fields: Vec<FieldDoc>,
    /// The words of a choice.
    pub words: Vec<WordDoc>,
}

impl TypeDoc {
    /// A field of the block, or of any word of the choice.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&FieldDoc> {
        self.all_fields().find(|field| field.name == name)
    }

    /// The fields of the block, or of all words of the choice.
    pub fn all_fields(&self) -> impl Iterator<Item = &FieldDoc> {
        self.fields.iter().chain(self.words.iter().flat_map(|word| &word.fields))
    }
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
    /// Whether it holds entries by name or by number.
    pub holds_entries: bool,
    /// The block or choice that stands there, or in each of its entries.
    pub inner: Option<TypeDoc>,
}

/// The description of one word of a choice.
#[derive(Debug, Clone)]
pub struct WordDoc {
    /// The word.
    pub name: &'static str,
    /// What it means.
    pub doc: String,
    /// What stands behind it in parentheses, where that is a single value.
    pub value: Option<String>,
    /// The fields behind it in parentheses.
    pub fields: Vec<FieldDoc>,
}

impl WordDoc {
    /// As it is written: `AtOnce`, `Travels(..)`.
    #[must_use]
    pub fn spelled(&self) -> String {
        let alone = self.fields.is_empty() && self.value.is_none();
        format!("{}{}", self.name, if alone { "" } else { "(..)" })
    }
}

impl Described for String {
    fn shape() -> String {
        "a text".to_owned()
    }
}

impl Described for bool {
    fn shape() -> String {
        "`true` or `false`".to_owned()
    }
}

impl Described for u32 {
    fn shape() -> String {
        "a whole number".to_owned()
    }
}

impl Described for (f64, f64) {
    fn shape() -> String {
        "two numbers, as `(43.60, 51.22)`".to_owned()
    }
}

impl<T: Described> Described for Option<T> {
    const HOLDS_ENTRIES: bool = T::HOLDS_ENTRIES;
    fn shape() -> String {
        T::shape()
    }
    fn inner() -> Option<TypeDoc> {
        T::inner()
    }
}

impl<T: Described> Described for Vec<T> {
    const HOLDS_ENTRIES: bool = true;
    fn shape() -> String {
        format!("a list; each item {}", T::shape())
    }
    fn inner() -> Option<TypeDoc> {
        T::inner()
    }
}

impl<T: Described> Described for BTreeMap<String, T> {
    const HOLDS_ENTRIES: bool = true;
    fn shape() -> String {
        format!("a map; for each name {}", T::shape())
    }
    fn inner() -> Option<TypeDoc> {
        T::inner()
    }
}

/// The whole language, from the top.
#[must_use]
pub fn language() -> TypeDoc {
    let empty = TypeDoc { name: "Scenario", doc: String::new(), fields: Vec::new(), words: Vec::new() };
    super::types::Scenario::inner().unwrap_or(empty)
}

/// Joins the lines of a doc comment.
pub(super) fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// The words of a choice in a sentence: `Rail`, `Sea` or `Road`.
pub(super) fn either(words: &[WordDoc]) -> String {
    let spelled: Vec<String> = words.iter().map(|word| format!("`{}`", word.spelled())).collect();
    match spelled.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// Describes one field: its name, docs, type and default.
macro_rules! field_doc {
    ($field:ident, [$($doc:literal),+], $type:ty $(, $default:literal)?) => {
        $crate::scenario::written::FieldDoc {
            name: stringify!($field),
            doc: $crate::scenario::written::describe::joined(&[$($doc),+]),
            shape: <$type as $crate::scenario::written::Described>::shape(),
            default: None$(.or(Some($default)))?,
            holds_entries: <$type as $crate::scenario::written::Described>::HOLDS_ENTRIES,
            inner: <$type as $crate::scenario::written::Described>::inner(),
        }
    };
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
                concat!("a block, see `", stringify!($name), "`").to_owned()
            }

            fn inner() -> Option<$crate::scenario::written::TypeDoc> {
                Some($crate::scenario::written::TypeDoc {
                    name: stringify!($name),
                    doc: $crate::scenario::written::describe::joined(&[$($doc),+]),
                    fields: vec![$(
                        $crate::scenario::written::describe::field_doc!($field, [$($field_doc),+], $type $(, $default)?),
                    )*],
                    words: Vec::new(),
                })
            }
        }
    };
}

/// Declares a choice of the language: one of several words, some with fields or a value.
macro_rules! choice {
    ($(#[doc = $doc:literal])+ $name:ident $(by default $first:ident)? {
        $($(#[doc = $word_doc:literal])+ $word:ident $({ $($(#[doc = $field_doc:literal])+ $field:ident : $type:ty $(= $default:literal)?),* $(,)? })? $(( $value:ty ))?,)*
    }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub enum $name {
            $($(#[doc = $word_doc])+ $word $({ $($(#[doc = $field_doc])+ $(#[doc = concat!("\n\nDefault: ", $default, ".")] #[serde(default)])? $field: $type),* })? $(( $value ))?,)*
        }

        $(impl Default for $name {
            fn default() -> Self {
                Self::$first
            }
        })?

        impl $crate::scenario::written::Described for $name {
            fn shape() -> String {
                let words = <Self as $crate::scenario::written::Described>::inner().map(|choice| choice.words);
                let words = $crate::scenario::written::describe::either(&words.unwrap_or_default());
                format!(concat!("{}, see `", stringify!($name), "`"), words)
            }

            fn inner() -> Option<$crate::scenario::written::TypeDoc> {
                Some($crate::scenario::written::TypeDoc {
                    name: stringify!($name),
                    doc: $crate::scenario::written::describe::joined(&[$($doc),+]),
                    fields: Vec::new(),
                    words: vec![$(
                        $crate::scenario::written::WordDoc {
                            name: stringify!($word),
                            doc: $crate::scenario::written::describe::joined(&[$($word_doc),+]),
                            value: None$(.or_else(|| Some(<$value as $crate::scenario::written::Described>::shape())))?,
                            fields: vec![$($(
                                $crate::scenario::written::describe::field_doc!($field, [$($field_doc),+], $type $(, $default)?),
                            )*)?],
                        },
                    )*],
                })
            }
        }
    };
}

pub(super) use {block, choice, field_doc};
