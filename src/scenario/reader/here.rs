//! Places in the tree, and the names of sections.

use crate::scenario::text::{Entry, Span, Tree, join};
use std::collections::BTreeMap;

/// A place in the tree and its path.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct Here<'a> {
    /// The value.
    pub(in crate::scenario) tree: &'a Tree,
    /// Its factor path.
    pub(in crate::scenario) path: String,
    /// The key that names it in its parent; of an item of a list, the item.
    pub(super) key: Span,
}

impl<'a> Here<'a> {
    /// The whole scenario.
    #[must_use]
    pub(in crate::scenario) fn root(tree: &'a Tree) -> Self {
        Self { tree, path: String::new(), key: tree.span }
    }

    /// The value of a field, if it is written.
    #[must_use]
    pub(in crate::scenario) fn field(&self, name: &str) -> Option<Self> {
        let entry = self.tree.field(name)?;
        Some(self.entry(entry))
    }

    fn entry(&self, entry: &'a Entry) -> Self {
        let path = join(&self.path, &entry.key);
        Self { tree: &entry.value, path, key: entry.key_span }
    }

    /// The value of a field, or this place where it is not written.
    #[must_use]
    pub(in crate::scenario) fn or_self(&self, name: &str) -> Self {
        self.field(name).unwrap_or_else(|| self.clone())
    }

    /// Every entry of a map or block.
    pub(in crate::scenario) fn entries(&self) -> impl Iterator<Item = (&'a str, Self)> + use<'a, '_> {
        self.tree.entries().iter().map(|entry| (entry.key.as_str(), self.entry(entry)))
    }

    /// Every item of a list.
    pub(in crate::scenario) fn items(&self) -> impl Iterator<Item = Self> + use<'a, '_> {
        self.tree.items().iter().enumerate().map(|(index, tree)| {
            let path = join(&self.path, &index.to_string());
            Self { tree, path, key: tree.span }
        })
    }

    /// Where the value stands.
    #[must_use]
    pub(in crate::scenario) fn span(&self) -> Span {
        self.tree.span
    }

    /// Where the key that names it stands.
    #[must_use]
    pub(in crate::scenario) fn key(&self) -> Span {
        self.key
    }
}

/// The names of one section, in order, with what they are called.
#[derive(Clone, Debug, Default)]
pub(in crate::scenario) struct Names {
    pub(super) what: &'static str,
    /// Whether the section itself is missing or wrong, which is a finding of its own.
    pub(super) unsaid: bool,
    pub(super) index: BTreeMap<String, (usize, Span)>,
    /// Those that have been set aside.
    pub(super) aside: BTreeMap<String, Span>,
}

/// Entries that have been set aside, by section: names, and where they are declared.
#[derive(Clone, Debug, Default)]
pub(in crate::scenario) struct Aside {
    of_sections: BTreeMap<String, BTreeMap<String, Span>>,
}

impl Aside {
    /// Whether there is nothing.
    pub(in crate::scenario) fn is_empty(&self) -> bool {
        self.of_sections.is_empty()
    }

    /// Whether there is something of a section.
    pub(in crate::scenario) fn has(&self, section: &str) -> bool {
        self.of_sections.contains_key(section)
    }

    /// Sets an entry aside.
    pub(in crate::scenario) fn put(&mut self, section: &str, entry: &Entry) {
        let names = self.of_sections.entry(section.to_owned()).or_default();
        names.insert(entry.key.clone(), entry.key_span);
    }
}

impl Names {
    /// The names of a section, sorted; `what` reads as in "no node has this name".
    pub(in crate::scenario) fn new<'n>(
        what: &'static str,
        names: impl IntoIterator<Item = (&'n str, Span)>,
    ) -> Self {
        let sorted: BTreeMap<&str, Span> = names.into_iter().collect();
        let numbered = sorted.into_iter().enumerate();
        let index = numbered.map(|(index, (name, span))| (name.to_owned(), (index, span))).collect();
        Self { what, unsaid: false, index, aside: BTreeMap::new() }
    }

    /// The names of a section that is missing or wrong: nobody can tell what they are.
    pub(in crate::scenario) fn unsaid(what: &'static str) -> Self {
        Self { what, unsaid: true, ..Self::default() }
    }

    /// The same, knowing what has been set aside of a section.
    #[must_use]
    pub(in crate::scenario) fn beside(mut self, aside: &Aside, section: &str) -> Self {
        self.aside.extend(aside.of_sections.get(section).cloned().unwrap_or_default());
        self
    }

    /// The place of a name in the sorted list.
    #[must_use]
    pub(in crate::scenario) fn get(&self, name: &str) -> Option<usize> {
        self.index.get(name).map(|&(index, _)| index)
    }

    /// How many there are.
    #[must_use]
    pub(in crate::scenario) fn len(&self) -> usize {
        self.index.len()
    }
}
