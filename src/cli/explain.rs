//! `keruen explain`: what a field, a measure, a distribution or a finding means.

use super::exit::Exit;
use super::reference::{about, reference};
use super::screen::{complain, print};
use crate::scenario::LAWS;
use crate::scenario::text::{Code, TreePath, closest, join};
use crate::scenario::written::{FieldDoc, TypeDoc, language};
use crate::study::{Meaning, meanings};
use clap::Args;
use std::fmt::Write;

#[derive(Args, Debug)]
pub(super) struct ExplainArgs {
    /// A factor path (`fleets.feeder.vehicles`), a measure path (`transit_time.p90`), a distribution
    /// (`Lognormal`) or the code of a finding (`K201`); without one, all paths
    what: Option<String>,
    /// Print the whole reference of the language, as Markdown
    #[arg(long, conflicts_with = "what")]
    reference: bool,
}

pub(super) fn explain(args: &ExplainArgs) -> Exit {
    if args.reference {
        return print(&reference());
    }
    let Some(what) = &args.what else { return print(&overview()) };
    match explanation(what) {
        Some(text) => print(&text),
        None => {
            let hint = match near(what) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`keruen explain` lists all there is".to_owned(),
            };
            complain(&format!("error: nothing is called `{what}`\nhint: {hint}\n"));
            Exit::Usage
        }
    }
}

fn overview() -> String {
    let mut out = String::from("Factor paths begin with a field of the scenario:\n");
    for field in language().fields {
        let _ = writeln!(out, "  {:<12} {}", field.name, field.doc);
    }
    out.push_str("\nMeasure paths:\n");
    list(&meanings(), &mut out);
    out.push_str("\nDistributions:\n");
    for law in LAWS {
        let _ = writeln!(out, "  {:<12} {}", law.name, law.doc);
    }
    out
}

fn list(meanings: &[Meaning], out: &mut String) {
    for meaning in meanings {
        let unit = format!("[{}]", meaning.unit);
        let _ = writeln!(out, "  {:<20} {unit:<14} {}", meaning.path, meaning.doc);
    }
}

fn explanation(what: &str) -> Option<String> {
    finding(what).or_else(|| law(what)).or_else(|| measure(what)).or_else(|| field(what))
}

/// The section of the error index.
fn finding(what: &str) -> Option<String> {
    const INDEX: &str = include_str!("../../docs/errors.md");
    let code = Code::ALL.iter().find(|code| code.0.eq_ignore_ascii_case(what))?;
    let (_, section) = INDEX.split_once(&format!("\n## {}: ", code.0))?;
    let section = section.split("\n## ").next().unwrap_or(section);
    Some(format!("{}: {}\n", code.0, section.trim_end()))
}

fn law(what: &str) -> Option<String> {
    let law = LAWS.iter().find(|law| law.name == what)?;
    Some(format!("{}({}) is a distribution.\n{}\n", law.name, law.parameters.join(", "), law.doc))
}

/// A measure, or all whose paths begin so.
fn measure(what: &str) -> Option<String> {
    let path = what.split('[').next().unwrap_or(what);
    let all = meanings();
    if let Some(meaning) = all.iter().find(|meaning| meaning.path == path) {
        let Meaning { unit, doc, of, .. } = meaning;
        return Some(format!("{path} is a measure, in {unit}.\n{doc}\n\n{}\n", about(*of)));
    }
    let group: Vec<Meaning> =
        all.into_iter().filter(|meaning| meaning.path.starts_with(&format!("{path}."))).collect();
    if group.is_empty() {
        return None;
    }
    let mut out = format!("Measures under {path}:\n");
    list(&group, &mut out);
    Some(out)
}

fn field(what: &str) -> Option<String> {
    let field = follow(&language(), &steps(what)?).ok()?;
    let (write, rest) = match field.shape.rsplit_once(", see ") {
        Some((shape, _)) => (shape, ", as below"),
        None => (field.shape.as_str(), ""),
    };
    let mut out = format!("{what} is a field.\n{}\n\nWrite {write}{rest}.\n", field.doc);
    let _ = match field.default {
        Some(default) => writeln!(out, "Default: {default}."),
        None => writeln!(out, "It must be written."),
    };
    if let Some(inner) = &field.inner {
        contents(inner, &mut out);
    }
    Some(out)
}

fn contents(block: &TypeDoc, out: &mut String) {
    let _ = writeln!(out, "\n{}", block.name);
    for field in &block.fields {
        let _ = writeln!(out, "  {:<12} {}{}", field.name, field.doc, default(field));
    }
    for word in &block.words {
        let _ = writeln!(out, "  {:<14} {}", word.spelled(), word.doc);
        for field in &word.fields {
            let _ = writeln!(out, "    {:<12} {}{}", field.name, field.doc, default(field));
        }
    }
}

fn default(field: &FieldDoc) -> String {
    field.default.map_or_else(String::new, |default| format!(" Default: {default}."))
}

fn steps(path: &str) -> Option<Vec<String>> {
    let path = TreePath::parse(path).ok()?;
    Some(path.segments().iter().map(|segment| segment.text.clone()).collect())
}

/// A step of a path that leads nowhere, and what it could have been.
struct Lost {
    step: usize,
    known: Vec<&'static str>,
}

/// Follows a path through the blocks of the language; names of entries fit anything.
fn follow(language: &TypeDoc, steps: &[String]) -> Result<FieldDoc, Lost> {
    let mut block = language.clone();
    let mut step = 0;
    loop {
        let name = steps.get(step).map_or("", String::as_str);
        let Some(field) = block.field(name).cloned() else {
            return Err(Lost { step, known: block.all_fields().map(|field| field.name).collect() });
        };
        step += 1 + usize::from(field.holds_entries);
        match field.inner {
            Some(inner) if step < steps.len() => block = inner,
            // What stands inside a quantity is explained with it.
            _ => return Ok(field),
        }
    }
}

/// The path that was probably meant.
fn near(what: &str) -> Option<String> {
    let mut steps = steps(what)?;
    let measures = meanings();
    let measures = measures.iter().map(|meaning| meaning.path.as_str());
    if let Err(lost) = follow(&language(), &steps)
        && let Some(name) = closest(&steps[lost.step], lost.known)
    {
        name.clone_into(&mut steps[lost.step]);
        return Some(steps.iter().fold(String::new(), |path, step| join(&path, step)));
    }
    let laws = LAWS.iter().map(|law| law.name);
    let codes = Code::ALL.iter().map(|code| code.0);
    closest(what, measures.chain(laws).chain(codes)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_law_measure_and_field_is_explained() {
        let codes = Code::ALL.iter().map(|code| code.0.to_owned());
        let laws = LAWS.iter().map(|law| law.name.to_owned());
        let measures = meanings().into_iter().map(|meaning| meaning.path);
        let fields = language().fields.into_iter().map(|field| field.name.to_owned());
        for what in codes.chain(laws).chain(measures).chain(fields) {
            assert!(explanation(&what).is_some(), "{what}");
        }
    }

    #[test]
    fn a_path_leads_through_entries_choices_and_quantities() {
        for path in [
            "fleets.ships",
            "fleets.ships.vehicles",
            "fleets.ships.returns.after",
            "terminals.Alat port.handling.grain.load.rate",
            "borders.\"Red Bridge\".release.mean",
            "links.sea.closed.0.why",
            "demand.boxes.comes.every",
        ] {
            assert!(field(path).is_some(), "{path}");
        }
    }

    #[test]
    fn misspelled_paths_are_put_right() {
        for (wrong, right) in [
            ("fleats.ships.vehicles", "fleets.ships.vehicles"),
            ("fleets.ships.vehicels", "fleets.ships.vehicles"),
            ("services.ferry.departs.or_aftr", "services.ferry.departs.or_after"),
            ("transit_tme.p90", "transit_time.p90"),
            ("LogNormal", "Lognormal"),
        ] {
            assert_eq!(near(wrong).as_deref(), Some(right));
        }
        assert_eq!(near("xyzzy"), None);
    }
}
