//! `--set path=value`: changes one value of a scenario.

use super::finding::{Code, Finding};
use super::literal::{is_word, starts_word};
use super::paths::{Missed, TreePath};
use super::remove::{bad_path, inner, no_such_place};
use super::scan::scan_text;
use super::source::{FileId, Sources, Span};
use super::tree::{Atom, Entry, Kind, Tree};

/// Changes the value at a path, or adds it where its parent exists.
///
/// The value is read as RON. What is not RON, such as `12 h`, `2024-01-01` or `First steps`, is
/// taken as text. The assignment becomes a source of its own, named `--set`, so that a later
/// finding about the value points into it.
pub fn assign(tree: &mut Tree, assignment: &str, sources: &mut Sources) -> Vec<Finding> {
    let file = sources.add("--set", assignment);
    match parse(file, assignment) {
        Ok((path, value)) => place(tree, file, &path, value).into_iter().collect(),
        Err(findings) => findings,
    }
}

fn parse(file: FileId, text: &str) -> Result<(TreePath, Tree), Vec<Finding>> {
    let whole = Span::new(file, 0, text.len());
    let Some(equals) = equals_sign(text) else {
        let usage = Finding::error(Code::UNKNOWN_PATH, format!("`{text}` assigns nothing"))
            .at(whole)
            .hint("write `path=value`, as in `fleets.feeder.vehicles=8`");
        return Err(vec![usage]);
    };
    let path = TreePath::parse(text.get(..equals).unwrap_or("")).map_err(|error| {
        let at = Span::new(file, error.at.min(equals), equals + 1);
        let bad = Finding::error(Code::UNKNOWN_PATH, format!("`{text}` has no proper path"));
        vec![bad.at(at).label(error.message)]
    })?;
    Ok((path, value(file, text, equals)?))
}

/// The first `=` outside quotes.
fn equals_sign(text: &str) -> Option<usize> {
    let mut quoted = false;
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let found = c == '=' && !quoted;
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        found.then_some(at)
    })
}

fn value(file: FileId, text: &str, equals: usize) -> Result<Tree, Vec<Finding>> {
    let after = text.get(equals + 1..).unwrap_or("");
    let spelled = after.trim();
    let start = text.len() - after.trim_start().len();
    if spelled.is_empty() {
        let none = Finding::error(Code::MALFORMED, format!("`{text}` has no value"));
        return Err(vec![none.at(Span::new(file, equals, equals + 1))]);
    }
    let scanned = scan_text(file, text.get(..start + spelled.len()).unwrap_or(text), start);
    match scanned.tree {
        Some(tree) if scanned.findings.is_empty() => Ok(tree),
        _ if structured(spelled) => Err(scanned.findings),
        _ => Ok(Tree { span: Span::new(file, start, start + spelled.len()), kind: Kind::Atom(Atom::Bare) }),
    }
}

/// Whether the text is meant as RON beyond doubt, so that its faults are worth telling.
fn structured(spelled: &str) -> bool {
    let after_word = spelled.trim_start_matches(|c| starts_word(c) || c.is_ascii_digit());
    spelled.starts_with(['[', '{', '"']) || after_word.starts_with('(')
}

fn place(tree: &mut Tree, file: FileId, path: &TreePath, value: Tree) -> Option<Finding> {
    let last = path.segments().len() - 1;
    if let Err(missed) = tree.follow(path)
        && (missed.segment < last || !takes(&missed, path))
    {
        let segment = path.segments().get(missed.segment);
        let (start, end) = segment.map_or((0, 0), |it| (it.start, it.end));
        return Some(no_such_place(path, &missed, Span::new(file, start, end)));
    }
    put(tree, file, path, value);
    None
}

/// Whether the last step of the path can be added to its parent.
fn takes(missed: &Missed<'_>, path: &TreePath) -> bool {
    let step = path.segments().get(missed.segment);
    match missed.parent.kind {
        Kind::Map(_) => true,
        Kind::Block { .. } => step.is_some_and(|step| is_word(&step.text)),
        _ => false,
    }
}

/// The path that the key of a change spells, if there is such a place in the scenario or it can be
/// added to its parent.
///
/// # Errors
/// What is wrong with the path, at the key.
pub fn change_path(tree: &Tree, change: &Entry, sources: &Sources) -> Result<TreePath, Box<Finding>> {
    let path = TreePath::parse(&change.key)
        .map_err(|error| Box::new(bad_path(change.key_span, &change.key, error.message)))?;
    let last = path.segments().len() - 1;
    match tree.follow(&path) {
        Err(missed) if missed.segment < last || !takes(&missed, &path) => {
            let at = inner(change.key_span, &path, &missed, sources);
            Err(Box::new(no_such_place(&path, &missed, at)))
        }
        _ => Ok(path),
    }
}

/// Puts the value of a change at its path, where findings about it point.
pub fn put_change(tree: &mut Tree, path: &TreePath, change: &Entry) {
    let mut tree = tree;
    for step in path.segments() {
        if tree.child(&step.text).is_none() {
            insert(tree, step.text.clone(), change.key_span, change.value.clone());
            return;
        }
        match tree.child_mut(&step.text) {
            Some(child) => tree = child,
            None => return,
        }
    }
    *tree = change.value.clone();
}

fn put(tree: &mut Tree, file: FileId, path: &TreePath, value: Tree) {
    let mut tree = tree;
    for step in path.segments() {
        if tree.child(&step.text).is_none() {
            let key_span = Span::new(file, step.start, step.end);
            insert(tree, step.text.clone(), key_span, value);
            return;
        }
        match tree.child_mut(&step.text) {
            Some(child) => tree = child,
            None => return,
        }
    }
    *tree = value;
}

fn insert(parent: &mut Tree, key: String, key_span: Span, value: Tree) {
    let block = matches!(parent.kind, Kind::Block { .. });
    let Some(entries) = parent.entries_mut() else {
        return;
    };
    let like_others = entries.first().map_or(Atom::Text, |entry| entry.key_kind);
    let key_kind = if block { Atom::Word } else { like_others };
    entries.push(Entry { key, key_span, key_kind, value });
}
