//! All findings at once: what is sound is read on beside what is not.
//!
//! ```text
//! rules ─► findings ─► entries that have one, or name one that has, are set aside ─► rules on the rest ─► …
//! ```
//! An entry that cannot be made is nothing that another could be held against. So it is taken out, whoever names it
//! is taken out after it without a word, and the rules go on with what is left, until nothing new is found. What
//! only seems wrong because something is out (no chain of services leads there, say) is not told.

use super::{Files, SECTIONS, attempt};
use crate::scenario::reader::{Aside, Reader};
use crate::scenario::text::{Code, Finding, Span, Tree};
use std::collections::BTreeSet;

/// Each round reads one section further at least, and there are fewer that build on each other.
const MOST_ROUNDS: usize = 16;

/// What may be wrong for no other reason than that something is out.
const FOLLOW: [Code; 3] = [Code::UNREACHABLE, Code::EMPTY, Code::NO_TRACTION];

/// Finds what is wrong with the sound rest of a scenario that has been found wrong.
pub(super) fn go_on<'a>(tree: &'a Tree, reader: &mut Reader<'a>, files: Files<'_>) {
    let mut rest = tree.clone();
    let mut aside = Aside::default();
    let mut places = errors(reader);
    places.append(&mut reader.stuck);
    for _ in 0..MOST_ROUNDS {
        if !take_out(&mut rest, &places, &mut aside) {
            return;
        }
        let mut own = reader.beside();
        own.aside.clone_from(&aside);
        attempt(&rest, &mut own, files);
        places = errors(&own);
        places.append(&mut own.stuck);
        let found = own.findings.sorted();
        let told: BTreeSet<_> = reader.findings.iter().map(identity).collect();
        let new = found.into_iter().filter(|finding| finding.is_error() && !FOLLOW.contains(&finding.code));
        let new: Vec<Finding> = new.filter(|finding| !told.contains(&identity(finding))).collect();
        reader.findings.extend(new);
    }
}

fn identity(finding: &Finding) -> (Option<Span>, Code, String) {
    (finding.at, finding.code, finding.message.clone())
}

fn errors(reader: &Reader<'_>) -> Vec<Span> {
    reader.findings.iter().filter(|finding| finding.is_error()).filter_map(|finding| finding.at).collect()
}

/// Takes the entries out of their sections in which any of these places lies; whether there are any.
fn take_out(tree: &mut Tree, places: &[Span], aside: &mut Aside) -> bool {
    let places: BTreeSet<_> = places.iter().map(|place| (place.file, place.start)).collect();
    let mut any = false;
    let Some(fields) = tree.entries_mut() else { return false };
    for section in fields.iter_mut().filter(|field| SECTIONS.iter().any(|(name, _)| *name == field.key)) {
        let Some(entries) = section.value.entries_mut() else { continue };
        entries.retain(|entry| {
            let within =
                |span: Span| places.range((span.file, span.start)..=(span.file, span.end)).next().is_some();
            let mut hit = within(entry.key_span);
            entry.value.walk(&mut |value| {
                hit = hit || within(value.span) || value.entries().iter().any(|entry| within(entry.key_span));
            });
            if hit {
                aside.put(&section.key, entry);
                any = true;
            }
            !hit
        });
    }
    any
}
