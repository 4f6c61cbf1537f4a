//! What grows without bound and what is overloaded: said before any average and any verdict.

use super::number::{interval, plain};
use crate::study::{Growth, Load, Results, Stability};
use serde::Serialize;
use std::fmt::Write;

/// What makes the averages of a run say more about its length than about the corridor.
#[must_use]
pub fn stability_note(results: &Results) -> String {
    note(&results.stability, "", "about the corridor")
}

/// What does so in scenarios that are held against each other.
#[must_use]
pub fn stability_notes<'r>(scenarios: impl Iterator<Item = (&'r str, &'r Stability)>) -> String {
    scenarios.map(|(label, it)| note(it, &format!("in {label} "), "about the scenarios")).collect()
}

fn note(stability: &Stability, place: &str, about: &str) -> String {
    let growing = stability.growing.as_deref().unwrap_or_default();
    let mut out = match (growing, stability.overloaded.as_slice()) {
        ([], []) => return String::new(),
        ([], _) => format!(
            "\nOVERLOADED: {place}demand over the horizon is above capacity. The longer it lasts the longer are the lines, and\n\
             averages over time say as much about its length as {about}:\n"
        ),
        _ => format!(
            "\nUNSTABLE: {place}demand is above capacity. These grow as long as the horizon lasts, and averages over time\n\
             say as much about its length as {about}:\n"
        ),
    };
    for growth in growing {
        let what = match &growth.of {
            None => "consignments under way".to_owned(),
            Some(of) => format!("in line for {} ({}) at {}", of.resource, of.kind.word(), of.at),
        };
        let _ = writeln!(out, "  {} a day more {what}", interval(&growth.per_day, 1.0));
    }
    for load in &stability.overloaded {
        let _ = writeln!(out, "  {}", offered(load));
    }
    out
}

/// What is offered to one resource, as a sentence.
#[must_use]
pub fn offered(load: &Load) -> String {
    let named = named(load);
    match load.offered.is_finite() {
        true => format!("{named} is offered {} % of what it can do", plain((load.offered * 100.0).round())),
        false => format!("{named} is never open"),
    }
}

pub(super) fn named(load: &Load) -> String {
    format!("{} ({}) at {}", load.resource.resource, load.resource.kind.word(), load.resource.at)
}

/// Something that grows without bound.
#[derive(Serialize)]
pub(super) struct Grows<'r> {
    /// `consignments` for those under way in the corridor, else the kind of the resource.
    kind: &'r str,
    resource: Option<&'r str>,
    at: Option<&'r str>,
    /// Growth a day.
    per_day: f64,
    low: Option<f64>,
    high: Option<f64>,
}

impl<'r> Grows<'r> {
    fn of(growth: &'r Growth) -> Self {
        Self {
            kind: growth.of.as_ref().map_or("consignments", |of| of.kind.word()),
            resource: growth.of.as_ref().map(|of| of.resource.as_str()),
            at: growth.of.as_ref().map(|of| of.at.as_str()),
            per_day: growth.per_day.estimate,
            low: growth.per_day.low,
            high: growth.per_day.high,
        }
    }

    /// What grows; nothing where one replication cannot tell.
    pub(super) fn all(stability: &'r Stability) -> Option<Vec<Self>> {
        stability.growing.as_ref().map(|growing| growing.iter().map(Self::of).collect())
    }
}

/// Something that is offered as much as it can do, or more.
#[derive(Serialize)]
pub(super) struct Overloaded<'r> {
    kind: &'r str,
    resource: &'r str,
    at: &'r str,
    /// Over what it can do; `null` where it is never open.
    offered: Option<f64>,
}

impl<'r> Overloaded<'r> {
    pub(super) fn all(stability: &'r Stability) -> Vec<Self> {
        let of = |load: &'r Load| Self {
            kind: load.resource.kind.word(),
            resource: &load.resource.resource,
            at: &load.resource.at,
            offered: Some(load.offered).filter(|offered| offered.is_finite()),
        };
        stability.overloaded.iter().map(of).collect()
    }
}
