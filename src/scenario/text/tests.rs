//! Tests of the text layer, and what they share.

mod assigning;
mod broken;
mod decoding;
mod emitting;
mod extending;
mod fuzz;
mod locating;
mod raws;
mod rendering;
mod scanning;
mod walking;

use super::*;

/// A small corridor with all that the language has.
const CORRIDOR: &str = r##"#![enable(implicit_some)]
// First steps: Aktau to Kars.
(
    version: 1, name: "First steps", start: "2024-01-01", horizon: "365 d",
    nodes: {
        "Aktau": (country: "KZ", at: (43.60, 51.22), terminal: "aktau port"),
        "Alat":  (country: "AZ", at: (39.97, -49.41)), /* a port /* in Azerbaijan */ */
    },
    links: {
        "aktau-alat": (from: "Aktau", to: "Alat", mode: Sea, length: Sourced("233 nmi", ref: "trt-2020")),
        "a.b": (from: "Alat", to: "Kars", mode: Rail, length: "750 km", speed: Lognormal(mean: "320 km/d", cv: 0.3)),
    },
    fleets: { "feeder": (vehicles: 6, speed: Triangular("8 kn", "11 kn", "13 kn"), idle: ()), },
    demand: { "boxes": (itinerary: ["aktau-alat", r#"a "raw" one"#], cap: 20_000, sign: '\'', open: true, share: -1.5e-3), },
    notes: "Türkiye, \"Zangezur\" \u{2192} қала",
)
"##;

fn sources(text: &str) -> (Sources, FileId) {
    let mut sources = Sources::new();
    let file = sources.add("my.ron", text);
    (sources, file)
}

fn good(text: &str) -> (Sources, Tree) {
    let (sources, file) = sources(text);
    let scanned = scan(file, &sources);
    assert_eq!(scanned.findings, [], "{text}");
    assert!(scanned.sound);
    (sources, scanned.tree.unwrap())
}

fn faults(text: &str) -> Vec<Finding> {
    let (sources, file) = sources(text);
    scan(file, &sources).findings
}

fn emitted(text: &str) -> String {
    let (sources, tree) = good(text);
    emit(&tree, &sources).text
}

/// The code, the marked text and the message of a finding, on one line.
fn brief(finding: &Finding, sources: &Sources) -> String {
    let at = finding.at.map_or("", |span| sources.slice(span));
    format!("{} <{at}> {}", finding.code, finding.message)
}

fn briefs(findings: &[Finding], sources: &Sources) -> Vec<String> {
    findings.iter().map(|it| brief(it, sources)).collect()
}
