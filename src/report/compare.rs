//! A comparison for people: verdicts first, then the figures behind them.

use super::best::best;
use super::followed::followed;
use super::number::{interval, plain, signed};
use super::stability::stability_notes;
use super::table::{NOTHING, aligned_from, table, trimmed};
use super::verdict::{is_the_same, shown_unit, verdict};
use crate::stats::{Estimate, Verdict};
use crate::study::{CompareManifest, Compared, Comparison, EndedBy, Measure, Topic};
use comfy_table::Table;
use std::fmt::Write;

/// The page.
#[must_use]
pub fn compare_table(manifest: &CompareManifest, compared: &Compared) -> String {
    let mut out = String::new();
    for (place, scenario) in manifest.scenarios.iter().enumerate().skip(1) {
        let base = &manifest.scenarios[0].label;
        let _ = writeln!(out, "{}{}, against {base}", if place > 1 { "\n" } else { "" }, scenario.label);
        if place == 1 {
            head(manifest, &mut out);
            let labels = manifest.scenarios.iter().map(|it| it.label.as_str());
            out += &stability_notes(labels.zip(&compared.stability));
        }
        let mut sections = sections(compared, place);
        verdicts(&sections, &mut out);
        sections.retain(|section| !section.is_the_same());
        if !sections.is_empty() {
            let _ = writeln!(out, "\nFigures\n{}", figures(&sections));
        }
        let groups: Vec<_> = compared.followed.iter().filter(|it| it.alternative == place).collect();
        followed(&groups, &mut out);
        one_sided(compared, place, &mut out);
    }
    let labels: Vec<&str> = manifest.scenarios.iter().map(|scenario| scenario.label.as_str()).collect();
    best(&labels, &compared.best, &mut out);
    trimmed(&out)
}

fn head(manifest: &CompareManifest, out: &mut String) {
    let base = &manifest.scenarios[0];
    let _ = writeln!(
        out,
        "{} replication{} of each under common random numbers, {} days after {} days of warm-up{}, seed {}",
        manifest.replications,
        if manifest.replications == 1 { "" } else { "s" },
        plain((base.horizon_hours - base.warm_up_hours) / 24.0),
        plain(base.warm_up_hours / 24.0),
        if base.warm_up_found { " (found by MSER-5)" } else { "" },
        manifest.seed
    );
    let span = |it: &crate::study::Contestant| (it.warm_up_hours, it.horizon_hours);
    if manifest.scenarios.iter().any(|it| span(it) != span(base)) {
        let _ =
            writeln!(out, "The scenarios differ in horizon or warm-up: other spans of time are compared.");
    }
    match manifest.ended_by {
        EndedBy::Interruption => {
            let _ = writeln!(
                out,
                "PARTIAL: stopped after {} of {} replications; results cover those only",
                manifest.replications, manifest.requested
            );
        }
        EndedBy::Budget => {
            let _ = writeln!(
                out,
                "The time given was over; `--replications {}` gives the same again.",
                manifest.replications
            );
        }
        EndedBy::Precision | EndedBy::Replications => {}
    }
    let zones = manifest.zones.join(", ");
    let _ = writeln!(
        out,
        "{} questions, Holm's adjustment at 5 %; what does not matter: {zones}",
        manifest.questions
    );
}

/// What a selection is called.
fn selection(measure: &Measure) -> String {
    let parts: Vec<String> = measure
        .selectors
        .iter()
        .map(|(key, value)| match *key {
            "cargo" => value.clone(),
            key => format!("{key} {value}"),
        })
        .collect();
    if parts.is_empty() { "all".to_owned() } else { parts.join(", ") }
}

/// What a measure is called.
pub(super) fn name(measure: &Measure) -> &str {
    Topic::of(&measure.path).map_or(measure.path.as_str(), |topic| topic.name)
}

/// The comparisons of one selection: the whole, or a cargo class.
struct Section<'r> {
    of: String,
    own: Vec<&'r Comparison>,
}

/// The comparisons of one alternative by selection, in their order.
fn sections(compared: &Compared, alternative: usize) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for comparison in compared.comparisons.iter().filter(|it| it.alternative == alternative) {
        let of = selection(&comparison.measure);
        match sections.last_mut() {
            Some(last) if last.of == of => last.own.push(comparison),
            _ => sections.push(Section { of, own: vec![comparison] }),
        }
    }
    sections
}

impl Section<'_> {
    /// Whether nothing differs in any replication.
    fn is_the_same(&self) -> bool {
        self.own.iter().all(|it| is_the_same(it))
    }

    /// Whether nothing differs so that it matters.
    fn is_alike(&self) -> bool {
        let alike = |it: &&Comparison| it.answer.is_some_and(|answer| answer.verdict == Verdict::Equivalent);
        self.own.iter().all(alike)
    }
}

fn verdicts(sections: &[Section<'_>], out: &mut String) {
    let all = || sections.iter().flat_map(|section| &section.own);
    let width = all().map(|it| name(&it.measure).chars().count()).max().unwrap_or(0);
    for section in sections.iter().filter(|section| !section.is_alike()) {
        let _ = writeln!(out, "\n{}", section.of);
        for comparison in &section.own {
            let _ = writeln!(out, "  {:<width$}  {}", name(&comparison.measure), verdict(comparison));
        }
    }
    let of = |wanted: fn(&Section<'_>) -> bool| {
        let names = sections.iter().filter(|it| wanted(it)).map(|section| section.of.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    let alike = of(|it| it.is_alike() && !it.is_the_same());
    if !alike.is_empty() {
        let _ = writeln!(out, "\nNo difference that matters, in any of these measures: {alike}");
    }
    let same = of(|it| it.is_the_same());
    if !same.is_empty() {
        let _ = writeln!(out, "\nThe same in every replication: {same}");
    }
}

fn figures(sections: &[Section<'_>]) -> Table {
    let head = ["", "", "base", "alternative", "difference", "relative", "p", "variance ratio"];
    let mut table = table(&head);
    for section in sections {
        let names = std::iter::once(section.of.as_str()).chain(std::iter::repeat(""));
        for (comparison, of) in section.own.iter().zip(names) {
            table.add_row(row(comparison, of));
        }
    }
    aligned_from(table, 2)
}

fn row(comparison: &Comparison, of: &str) -> [String; 8] {
    let (scale, unit) = shown_unit(comparison.measure.unit);
    let nothing = || NOTHING.to_owned();
    let estimate = |found: &Option<Estimate>| found.map_or_else(nothing, |found| interval(&found, scale));
    let found = comparison.difference.as_ref().map(|found| found.estimate);
    let relative = found.zip(comparison.base).filter(|(_, base)| base.estimate != 0.0);
    let relative = relative.map(|(found, base)| 100.0 * found.estimate / base.estimate.abs());
    let p = comparison.answer.and_then(|answer| answer.p_adjusted).filter(|_| !is_the_same(comparison));
    [
        of.to_owned(),
        format!("{} [{unit}]", name(&comparison.measure)),
        estimate(&comparison.base),
        estimate(&comparison.found),
        found.map_or_else(nothing, |found| signed(&interval(&found, scale))),
        relative.map_or_else(nothing, |share| signed(&format!("{share:.1} %"))),
        p.map_or_else(nothing, |p| if p < 0.001 { "<0.001".to_owned() } else { format!("{p:.3}") }),
        comparison.difference.and_then(|it| it.variance_ratio).map_or_else(nothing, plain),
    ]
}

/// What only one of the two has.
fn one_sided(compared: &Compared, alternative: usize, out: &mut String) {
    for (in_base, who) in [(true, "the base"), (false, "the alternative")] {
        let only =
            compared.streams.iter().filter(|it| it.alternative == alternative && it.in_base == in_base);
        let names: Vec<String> = only.map(|it| format!("`{}`", it.name)).collect();
        if !names.is_empty() {
            let _ = writeln!(out, "\nDemand only in {who}: {}", names.join(", "));
        }
    }
}
