//! What an audit came to, for people.

use super::number::{plain, whole};
use crate::audit::{Report, Rule};
use std::fmt::Write;

/// The page: the rules, the findings, Little's law, and what was not compared.
#[must_use]
pub fn audit_page(report: &Report) -> String {
    let mut out = format!("{} records\n\n", whole(report.records as f64));
    for rule in Rule::ALL {
        let broken = report.broken.get(&rule).copied().unwrap_or(0);
        let checks = report.checks.get(&rule).copied().unwrap_or(0);
        let verdict = match (broken, checks) {
            (0, 0) => "nothing to check".to_owned(),
            (0, checks) => format!("holds, {} checks", whole(checks as f64)),
            (broken, checks) => {
                format!("broken {} times in {} checks", whole(broken as f64), whole(checks as f64))
            }
        };
        let _ = writeln!(out, "{}  {}: {verdict}", rule.code(), rule.words());
    }
    if !report.findings.is_empty() {
        out.push('\n');
    }
    for finding in &report.findings {
        let _ = writeln!(out, "{finding}");
    }
    let shown = report.findings.len() as u64;
    let all: u64 = report.broken.values().sum();
    if all > shown {
        let _ = writeln!(out, "and {} findings more", whole((all - shown) as f64));
    }
    if !report.laws.is_empty() {
        out.push('\n');
    }
    for law in &report.laws {
        let _ = writeln!(
            out,
            "{}: {} on average = {} a day × {} d",
            law.of,
            plain(law.number),
            plain(law.rate),
            plain(law.days)
        );
    }
    for (what, often) in &report.skipped {
        let _ = writeln!(out, "not checked, {} times: {what}", whole(*often as f64));
    }
    out
}
