//! `keruen explain`: what a field or a measure means.

use super::exit::Exit;
use super::screen::{complain, print};
use crate::scenario::LAWS;
use crate::scenario::text::{TreePath, closest};
use crate::scenario::written::{FieldDoc, TypeDoc, language};
use crate::study::meanings;
use clap::Args;
use std::fmt::Write;

#[derive(Args, Debug)]
pub(super) struct ExplainArgs {
    /// A factor path (`fleets.feeder.vehicles`) or a measure path (`transit_time.p90`); without one,
    /// all of them
    path: Option<String>,
    /// Print the whole reference of the language, as Markdown
    #[arg(long, conflicts_with = "path")]
    reference: bool,
}

pub(super) fn explain(args: &ExplainArgs) -> Exit {
    if args.reference {
        return print(&reference());
    }
    let Some(path) = &args.path else { return print(&overview()) };
    match explanation(path) {
        Some(text) => print(&text),
        None => {
            let near = near(path).map(|near| format!("hint: did you mean `{near}`?\n"));
            complain(&format!("error: nothing is called `{path}`\n{}", near.unwrap_or_default()));
            Exit::Usage
        }
    }
}

fn overview() -> String {
    let mut out = String::from("Factor paths begin with a section of the scenario:\n");
    for field in language().fields {
        let _ = writeln!(out, "  {:<12} {}", field.name, field.doc);
    }
    out.push_str("\nMeasure paths:\n");
    for (path, unit, doc) in meanings() {
        let _ = writeln!(out, "  {path:<22} [{unit}] {doc}");
    }
    out
}

fn explanation(path: &str) -> Option<String> {
    if let Some((path, unit, doc)) = meanings().into_iter().find(|(measure, ..)| measure == path) {
        return Some(format!("{path} is a measure, in {unit}.\n{doc}\n"));
    }
    let parsed = TreePath::parse(path).ok()?;
    let steps: Vec<&str> = parsed.segments().iter().map(|segment| segment.text.as_str()).collect();
    let field = find(&language(), &steps)?;
    let mut out = format!("{path} is a field.\n{}\nWrite {}.\n", field.doc, field.shape);
    let _ = match field.default {
        Some(default) => writeln!(out, "Default: {default}."),
        None => writeln!(out, "It must be written."),
    };
    if let Some(inner) = field.inner {
        let _ = writeln!(out, "\n{} has the fields", inner.name);
        for field in inner.fields {
            let _ = writeln!(out, "  {:<12} {}", field.name, field.doc);
        }
    }
    Some(out)
}

/// Follows a path through the blocks of the language; names of entries fit anything.
fn find(block: &TypeDoc, steps: &[&str]) -> Option<FieldDoc> {
    let (first, rest) = steps.split_first()?;
    let field = block.fields.iter().find(|field| field.name == *first)?;
    let named = field.shape.starts_with("a map") || field.shape.starts_with("a list");
    let rest = if named { rest.get(1..).unwrap_or_default() } else { rest };
    match (&field.inner, rest) {
        (_, []) => Some(field.clone()),
        (Some(inner), rest) => find(inner, rest),
        // What stands inside a quantity or a choice is explained with it.
        (None, _) => Some(field.clone()),
    }
}

fn near(path: &str) -> Option<String> {
    let mut known: Vec<String> = meanings().into_iter().map(|(path, ..)| path).collect();
    known.extend(language().fields.iter().map(|field| field.name.to_owned()));
    closest(path, known.iter().map(String::as_str)).map(str::to_owned)
}

/// The reference of the language as Markdown: `docs/reference.md` is this text.
#[must_use]
pub fn reference() -> String {
    let mut out = String::from(
        "# Reference of the scenario language\n\n\
         Made from the types that read scenarios (`keruen explain --reference`); a test keeps it so.\n\n\
         Quantities are texts with their unit. Wherever one stands, `Sourced(\"233 nmi\", ref: \"..\")`,\n\
         `Estimate(\"4 d\", low: \"2 d\", high: \"12 d\", why: \"..\")` and `Fitted(\"4 d\", to: \"..\")` may stand, each with\n\
         an optional `note`. Where a distribution may stand, it is one of\n\n",
    );
    for (law, parameters) in LAWS {
        let _ = writeln!(out, "- `{law}({})`", parameters.join(", "));
    }
    out.push_str("\nby position or by name; `mean`, `low` and the like are quantities, `cv` and `shape` plain numbers.\n");
    let mut written = Vec::new();
    blocks(&language(), &mut written, &mut out);
    out.push_str("\n## Measures\n\n| path | unit | meaning |\n|---|---|---|\n");
    for (path, unit, doc) in meanings() {
        let _ = writeln!(out, "| `{path}` | {unit} | {doc} |");
    }
    out
}

fn blocks(block: &TypeDoc, written: &mut Vec<&'static str>, out: &mut String) {
    if written.contains(&block.name) {
        return;
    }
    written.push(block.name);
    let _ = writeln!(
        out,
        "\n## {}\n\n{}\n\n| field | meaning | write | default |\n|---|---|---|---|",
        block.name, block.doc
    );
    for field in &block.fields {
        let default = field.default.unwrap_or("**must be written**");
        let _ = writeln!(out, "| `{}` | {} | {} | {default} |", field.name, field.doc, field.shape);
    }
    for field in &block.fields {
        if let Some(inner) = &field.inner {
            blocks(inner, written, out);
        }
    }
}
