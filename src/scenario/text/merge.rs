//! Lays an extending scenario over the one it extends.

use std::collections::HashMap;

use super::tree::{Entry, Kind, Tree};

/// Lays `over` on `base`.
///
/// Maps and nameless blocks merge key by key, new keys after the old ones. Everything else is
/// replaced as a whole: numbers, lists, and named blocks such as `Lognormal(mean: "72 h")`,
/// for half of one distribution and half of another is neither.
pub fn merge(base: Tree, over: Tree) -> Tree {
    let span = base.span;
    match (base.kind, over.kind) {
        (Kind::Map(base), Kind::Map(over)) => {
            let kind = Kind::Map(merge_entries(base, over));
            Tree { span, kind }
        }
        (Kind::Block { name: None, fields }, Kind::Block { name: None, fields: over }) => {
            let (name, fields) = (None, merge_entries(fields, over));
            let kind = Kind::Block { name, fields };
            Tree { span, kind }
        }
        (_, kind) => Tree { span: over.span, kind },
    }
}

/// Merges two files: their outermost blocks merge whatever they are called.
pub(super) fn merge_roots(mut base: Tree, mut over: Tree) -> Tree {
    for root in [&mut base, &mut over] {
        if let Kind::Block { name, .. } = &mut root.kind {
            *name = None;
        }
    }
    merge(base, over)
}

/// The places of `base` stay: a merged value is found where it was first given.
fn merge_entries(base: Vec<Entry>, over: Vec<Entry>) -> Vec<Entry> {
    let places = base.iter().enumerate();
    let places: HashMap<_, _> = places.map(|(at, entry)| (entry.key.clone(), at)).collect();
    let mut merged: Vec<_> = base.into_iter().map(Some).collect();
    for entry in over {
        let slot = places.get(&entry.key).and_then(|&at| merged.get_mut(at));
        match slot {
            Some(slot) => *slot = slot.take().map(|before| overlay(before, entry)),
            None => merged.push(Some(entry)),
        }
    }
    merged.into_iter().flatten().collect()
}

/// A replaced value is found, key and all, where it was last given.
fn overlay(base: Entry, over: Entry) -> Entry {
    let first = base.value.span;
    let value = merge(base.value, over.value);
    let key_span = if value.span == first { base.key_span } else { over.key_span };
    Entry { key_span, value, ..base }
}
