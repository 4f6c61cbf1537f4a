//! The scenario as text: a tree of names and words, read without knowing what they mean.

use crate::scenario::text::{Sources, Tree};

/// A part of the scenario.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page<'a> {
    tree: &'a Tree,
    sources: &'a Sources,
}

impl<'a> Page<'a> {
    pub(super) fn new(tree: &'a Tree, sources: &'a Sources) -> Self {
        Self { tree, sources }
    }

    /// A field of a block or map.
    pub(super) fn get(self, name: &str) -> Option<Self> {
        Some(Self { tree: self.tree.child(name)?, ..self })
    }

    /// The names and parts of a map.
    pub(super) fn entries(self) -> impl Iterator<Item = (&'a str, Self)> {
        self.tree.entries().iter().map(move |entry| (entry.key.as_str(), Self { tree: &entry.value, ..self }))
    }

    /// The names and parts of a map that may not be there.
    pub(super) fn section(self, name: &str) -> impl Iterator<Item = (&'a str, Self)> {
        self.get(name).into_iter().flat_map(Self::entries)
    }

    /// The parts of a list.
    pub(super) fn items(self) -> impl Iterator<Item = Self> {
        self.tree.items().iter().map(move |tree| Self { tree, ..self })
    }

    /// The parts of a list that may not be there.
    pub(super) fn list(self, name: &str) -> impl Iterator<Item = Self> {
        self.get(name).into_iter().flat_map(Self::items)
    }

    /// The word that a value is or begins with, as `AtOnce` or `Travels`.
    pub(super) fn word(self) -> &'a str {
        self.tree.name(self.sources).unwrap_or_default()
    }

    /// What stands there, letter by letter.
    pub(super) fn spelled(self) -> &'a str {
        self.sources.slice(self.tree.span).trim()
    }

    /// A number or text, out of what tells its origin.
    pub(super) fn text(self) -> Option<String> {
        if ["Sourced", "Estimate", "Fitted"].contains(&self.word()) {
            return self.get("value")?.text();
        }
        let spelled = || self.sources.slice(self.tree.span).to_owned();
        let number = self.tree.describe() == "a number";
        self.tree.text(self.sources).or_else(|| number.then(spelled))
    }

    /// The text of a field.
    pub(super) fn said(self, name: &str) -> Option<String> {
        self.get(name)?.text()
    }
}
