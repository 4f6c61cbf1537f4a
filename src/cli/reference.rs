//! The reference of the language as Markdown, made from the types that read scenarios.

use crate::quantity::units;
use crate::scenario::LAWS;
use crate::scenario::written::{FieldDoc, TypeDoc, WordDoc, language};
use crate::study::{MeasureOf, meanings};
use std::fmt::Write;

/// What holds for all scenarios and stands in no type.
const PREFACE: &str = "\
# Reference of the scenario language

Printed by `keruen explain --reference`; a test keeps this page so. For one entry at a time:
`keruen explain services.x.departs`, `keruen explain transit_time.p90`, `keruen explain K201`.

A scenario is a file in [RON](https://github.com/ron-rs/ron): blocks in round brackets `(field: value, ..)`, maps
in curly ones `{ \"name\": value, .. }`, lists in square ones `[value, ..]`, texts in double quotes, words without,
comments after `//`. A comma may follow the last entry. An unknown field is an error.

## Extending

`extends: \"base.ron\"` at the top of a file takes everything from another file, whose path is relative to the one
that names it. Maps and blocks are merged name by name; lists, numbers, texts, quantities, distributions and words
are replaced as a whole. `remove: [\"services.train\", \"terminals.Alat port.storage\"]` takes entries out first, by
their paths.

## Paths

Every value has a path: the names from the top down, with dots between, as `fleets.ships.vehicles` or
`demand.boxes.itinerary.0`. A name with a dot, a quote or an equals sign in it stands in quotes. `--set PATH=VALUE`
replaces the value at a path, or adds it where its parent is there; text that is no RON needs no quotes:
`--set horizon=\"90 d\"`.

## Quantities

A quantity is a text: a number and its unit, as `\"420 km\"`, `\"1_500 TEU\"`, `\"0.04 USD/t-km\"`, `\"4 /d\"`. Past the
first slash every unit divides. Counts and plain numbers have no unit and stand without quotes.
";

/// After the units.
const ORIGINS: &str = "
A year is 365 days, a FEU is two TEU. Trains, vessels and trips count vehicles.

Wherever a quantity or a distribution stands, it may say where it comes from, with a `note` if there is more to say:

| write | for |
|---|---|
| `Sourced(\"233 nmi\", ref: \"chart\")` | a published figure; `ref` names an entry of `references` |
| `Estimate(\"4 d\", low: \"2 d\", high: \"12 d\", why: \"..\")` | a judgement, with the range in which the truth may lie |
| `Fitted(\"4 d\", to: \"..\")` | a value found by calibration, and to what |

## Distributions

Where a quantity \"or a distribution of it\" may stand, it is one of these, its parameters in this order or by name.
`cv` (standard deviation over mean) and `shape` are plain numbers, all others quantities.

| write | for |
|---|---|
";

/// The reference of the language: `docs/reference.md` is this text.
#[must_use]
pub fn reference() -> String {
    let mut out = String::from(PREFACE);
    out.push_str("\n| for | units |\n|---|---|\n");
    for (kind, symbols) in units() {
        let kind = if kind == "a plain number" { "a share".to_owned() } else { kind };
        let _ = writeln!(out, "| {kind} | `{}` |", symbols.join("`, `"));
    }
    out.push_str(ORIGINS);
    for law in LAWS {
        let _ = writeln!(out, "| `{}({})` | {} |", law.name, law.parameters.join(", "), law.doc);
    }
    blocks(&language(), &mut Vec::new(), &mut out);
    measures(&mut out);
    out
}

/// A block or a choice, then those that stand in it; each once.
fn blocks(block: &TypeDoc, written: &mut Vec<&'static str>, out: &mut String) {
    if written.contains(&block.name) {
        return;
    }
    written.push(block.name);
    let _ = writeln!(out, "\n## {}\n\n{}\n", block.name, block.doc);
    if block.words.is_empty() {
        fields(&block.fields, out);
    } else {
        words(&block.words, out);
    }
    for field in block.all_fields() {
        if let Some(inner) = &field.inner {
            blocks(inner, written, out);
        }
    }
}

fn fields(fields: &[FieldDoc], out: &mut String) {
    out.push_str("| field | meaning | write | default |\n|---|---|---|---|\n");
    for field in fields {
        let default = field.default.unwrap_or("**required**");
        let _ = writeln!(out, "| `{}` | {} | {} | {default} |", field.name, field.doc, linked(&field.shape));
    }
}

fn words(words: &[WordDoc], out: &mut String) {
    out.push_str("| word | meaning |\n|---|---|\n");
    for word in words {
        let _ = writeln!(out, "| `{}` | {} |", word.spelled(), word.doc);
    }
    for word in words.iter().filter(|word| !word.fields.is_empty()) {
        let _ = writeln!(out, "\nIn `{}`:\n", word.spelled());
        fields(&word.fields, out);
    }
}

/// "see `Node`" with a link to its section.
fn linked(shape: &str) -> String {
    match shape.rsplit_once(", see `") {
        Some((before, name)) => {
            let name = name.trim_end_matches('`');
            format!("{before}, see [{name}](#{})", name.to_lowercase())
        }
        None => shape.to_owned(),
    }
}

fn measures(out: &mut String) {
    out.push_str("\n## Measures\n");
    for of in MeasureOf::ALL {
        let _ = writeln!(out, "\n{}\n\n| path | unit | meaning |\n|---|---|---|", about(of));
        for meaning in meanings().iter().filter(|meaning| meaning.of == of) {
            let _ = writeln!(out, "| `{}` | {} | {} |", meaning.path, meaning.unit, meaning.doc);
        }
    }
}

/// What a kind of measures has in common.
pub(super) const fn about(of: MeasureOf) -> &'static str {
    match of {
        MeasureOf::Goods => {
            "Of goods: for the corridor as a whole, or narrowed by `cargo`, `route`, `cargo` and `route`, `from` and `to`,\n\
             `cargo`, `from` and `to`, or all four. The hours under `time` and `wait` are those of the lot that arrives\n\
             last; together they are the mean transit time."
        }
        MeasureOf::Resource => {
            "Of resources: each has a `kind` (berth, equipment, store, border, path, pipeline, fleet), a `resource` (its name) and\n\
             an `at` (the terminal, border crossing, home, or direction of the link)."
        }
        MeasureOf::Payee => {
            "Of those who are paid: by `payee`, the first of whom is the shippers' own time; by `country`; by `element` (leg,\n\
             hub, border); or by all three."
        }
        MeasureOf::Emitter => {
            "Of places that emit, in scenarios with `traction`: narrowed by `element` (leg, hub), by `mode`, by `country`, or all\n\
             three."
        }
    }
}
