//! Turns a tree into serde types, with every fault at its place in the file.

use std::borrow::Cow;

use ron::extensions::Extensions;
use ron::{Options, error::Error, error::SpannedError};
use serde::de::DeserializeOwned;

use super::blame::Blame;
use super::emit::emit;
use super::finding::{Code, Finding};
use super::paths::join;
use super::source::{Sources, Span};
use super::suggest::closest;
use super::tree::{Entry, Kind, Tree};

/// A value is decoded this often at most, each time without the unknown field found before.
const MAX_ROUNDS: usize = 20;

/// Every level of a tree takes a handful of ron's steps; a tree has at most
/// [`MAX_DEPTH`](super::MAX_DEPTH) levels.
const RECURSION_LIMIT: usize = 512;

/// Decodes a tree. The value comes out only if nothing is wrong with it.
///
/// Several unknown fields are all told; of other faults only the first.
pub fn decode<T: DeserializeOwned>(tree: &Tree, sources: &Sources) -> (Option<T>, Vec<Finding>) {
    decode_at(tree, "", sources)
}

/// Decodes the part of a scenario that stands at `path`; findings name it so.
pub fn decode_at<T: DeserializeOwned>(
    tree: &Tree,
    path: &str,
    sources: &Sources,
) -> (Option<T>, Vec<Finding>) {
    decode_under(None, tree, path, sources)
}

/// Decodes the value under a key, which findings show where a block lacks a field.
fn decode_under<T: DeserializeOwned>(
    key: Option<Span>,
    tree: &Tree,
    path: &str,
    sources: &Sources,
) -> (Option<T>, Vec<Finding>) {
    let mut tree = Cow::Borrowed(tree);
    let mut findings = Vec::new();
    for _ in 0..MAX_ROUNDS {
        let emitted = emit(&tree, sources);
        let error = match read(&emitted.text) {
            Ok(value) => return (findings.is_empty().then_some(value), findings),
            Err(error) => error,
        };
        let blame = Blame::new(&error, &emitted, (&tree, key, path), sources);
        findings.push(blame.finding());
        let blamed = blame.span();
        if !mend(&mut tree, &error, blamed) {
            break;
        }
    }
    (None, findings)
}

/// Decodes each entry of a map on its own, so that faults in several entries all come out.
pub fn decode_map<T: DeserializeOwned>(
    tree: &Tree,
    path: &str,
    sources: &Sources,
) -> (Vec<(String, Option<T>)>, Vec<Finding>) {
    if !matches!(tree.kind, Kind::Map(_)) {
        return (Vec::new(), vec![not_a_map(tree, path, sources)]);
    }
    let mut decoded = Vec::with_capacity(tree.entries().len());
    let mut findings = Vec::new();
    for entry in tree.entries() {
        let path = join(path, &entry.key);
        let (value, mut found) = decode_under(Some(entry.key_span), &entry.value, &path, sources);
        let lacks = found.iter_mut().filter(|finding| finding.code == Code::MISSING_FIELD);
        for finding in lacks.filter(|finding| finding.hint.is_none()) {
            finding.hint = meant(tree, entry).map(|name| format!("did you mean `{name}`?"));
        }
        decoded.push((entry.key.clone(), value));
        findings.extend(found);
    }
    (decoded, findings)
}

/// The entry of another file that one may have been meant to change, and does not for its name.
fn meant<'a>(tree: &'a Tree, new: &Entry) -> Option<&'a str> {
    let elsewhere = tree.entries().iter().filter(|entry| entry.key_span.file != new.key_span.file);
    closest(&new.key, elsewhere.map(|entry| entry.key.as_str()))
}

/// Reads RON text as scenarios are read: what is optional is given without `Some`.
///
/// # Errors
/// What ron says.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, SpannedError> {
    let liberties =
        Extensions::IMPLICIT_SOME | Extensions::UNWRAP_NEWTYPES | Extensions::UNWRAP_VARIANT_NEWTYPES;
    Options::default().with_default_extension(liberties).with_recursion_limit(RECURSION_LIMIT).from_str(text)
}

/// Takes an unknown field away, or gives it the name that was probably meant.
fn mend(tree: &mut Cow<'_, Tree>, error: &SpannedError, key: Span) -> bool {
    let Error::NoSuchStructField { expected, found, .. } = &error.code else {
        return false;
    };
    let meant = closest(found, expected.iter().copied());
    rename(tree.to_mut(), key, meant)
}

fn rename(tree: &mut Tree, key: Span, meant: Option<&str>) -> bool {
    let here = tree.entries().iter();
    let here = here.map(|entry| entry.key_span).position(|it| it == key);
    let free = meant.filter(|name| tree.field(name).is_none()).map(str::to_owned);
    if let (Some(at), Some(entries)) = (here, tree.entries_mut()) {
        match (free, entries.get_mut(at)) {
            (Some(meant), Some(entry)) => entry.key = meant,
            _ => drop(entries.remove(at)),
        }
        return true;
    }
    if let Some(items) = tree.items_mut() {
        return items.iter_mut().any(|item| rename(item, key, meant));
    }
    let mut entries = tree.entries_mut().into_iter().flatten();
    entries.any(|entry| rename(&mut entry.value, key, meant))
}

fn not_a_map(tree: &Tree, path: &str, sources: &Sources) -> Finding {
    let message = format!("`{path}` is a map; found {}", tree.describe());
    Finding::error(Code::WRONG_VALUE, message)
        .at(sources.first_line(tree.span))
        .hint("a map reads `{ \"name\": value, .. }`")
}
