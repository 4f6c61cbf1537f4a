//! `remove: ["services.x"]`: entries of the extended scenario that the extending one does without.

use super::finding::{Code, Finding};
use super::paths::{Missed, TreePath};
use super::source::{Sources, Span};
use super::suggest::{closest, one_of};
use super::tree::{Entry, Kind, Tree};

/// Takes the listed entries out of `base`.
pub(super) fn remove(base: &mut Tree, list: &Entry, sources: &Sources) -> Vec<Finding> {
    let Kind::List(paths) = &list.value.kind else {
        return vec![not_a_path("a list of paths", &list.value, sources)];
    };
    let paths = paths.iter();
    paths.filter_map(|path| remove_one(base, path, sources)).collect()
}

fn remove_one(base: &mut Tree, listed: &Tree, sources: &Sources) -> Option<Finding> {
    let Some(text) = listed.text(sources) else {
        return Some(not_a_path("a path", listed, sources));
    };
    let path = match TreePath::parse(&text) {
        Ok(path) => path,
        Err(error) => return Some(bad_path(listed.span, &text, error.message)),
    };
    if let Err(missed) = base.follow(&path) {
        let at = inner(listed.span, &path, &missed, sources);
        return Some(no_such_place(&path, &missed, at));
    }
    let cut = cut(base, &path);
    cut.is_none().then(|| in_a_list(listed, &text))
}

fn cut(base: &mut Tree, path: &TreePath) -> Option<()> {
    let (last, parents) = path.segments().split_last()?;
    let mut tree = base;
    for step in parents {
        tree = tree.child_mut(&step.text)?;
    }
    let entries = tree.entries_mut()?;
    entries.retain(|entry| entry.key != last.text);
    Some(())
}

/// The finding for a path that leads nowhere; `at` is where its bad segment is spelled.
pub(super) fn no_such_place(path: &TreePath, missed: &Missed<'_>, at: Span) -> Finding {
    let step = path.segments().get(missed.segment);
    let step = step.map_or("", |step| step.text.as_str());
    let parent = path.prefix(missed.segment);
    let place = match parent.as_str() {
        "" => "the scenario".to_owned(),
        parent => format!("`{parent}`"),
    };
    let finding = Finding::error(Code::UNKNOWN_PATH, format!("{place} has no `{step}`")).at(at);
    if missed.parent.entries().is_empty() {
        let holds = match missed.parent.items().len() {
            0 => format!("{place} is {} and holds no names", missed.parent.describe()),
            1 => format!("{place} holds one value, numbered 0"),
            count => format!("{place} holds {count} values, numbered from 0"),
        };
        return finding.label(holds);
    }
    match closest(step, missed.siblings()) {
        Some(name) => finding.did_you_mean(Some(name)),
        None => finding.hint(format!("there are {}", one_of(missed.siblings(), 8))),
    }
}

/// The bad segment within a quoted path; the whole text if escapes hide where it is.
pub(super) fn inner(span: Span, path: &TreePath, missed: &Missed<'_>, sources: &Sources) -> Span {
    let spelled = sources.slice(span);
    let segment = path.segments().get(missed.segment);
    match segment {
        Some(segment) if spelled.starts_with('"') && !spelled.contains('\\') => {
            let start = span.start as usize + 1;
            Span::new(span.file, start + segment.start, start + segment.end)
        }
        _ => span,
    }
}

fn not_a_path(wanted: &str, found: &Tree, sources: &Sources) -> Finding {
    let message = format!("`remove` expects {wanted}, found {}", found.describe());
    Finding::error(Code::WRONG_VALUE, message)
        .at(sources.first_line(found.span))
        .hint("write `remove: [\"services.feeder line\"]`")
}

pub(super) fn bad_path(at: Span, text: &str, why: &str) -> Finding {
    Finding::error(Code::UNKNOWN_PATH, format!("`{text}` is not a path")).at(at).label(why)
}

fn in_a_list(listed: &Tree, text: &str) -> Finding {
    Finding::error(Code::UNKNOWN_PATH, format!("`{text}` cannot be removed"))
        .at(listed.span)
        .label("only entries of maps and blocks can be removed")
        .hint("give the whole list anew instead")
}
