//! Links, what they take of a train, and changes of gauge.

use super::super::page::Page;
use super::super::units::{self, Price};
use super::{payee, price};

#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) ends: [String; 2],
    pub(crate) km: f64,
    /// Least time between two departures in one direction (ms).
    pub(crate) headway: Option<f64>,
    /// Whether both directions share one track.
    pub(crate) single: bool,
    /// The crossing that goods pass before they enter it.
    pub(crate) border: Option<String>,
    pub(crate) gauge: Option<String>,
    pub(crate) pipeline: bool,
    /// How it flows, if it is a pipeline.
    pub(crate) flow: Option<Flow>,
    pub(super) mode: Option<String>,
    pub(super) traction: Option<String>,
    /// What it takes of a train.
    pub(crate) limits: Option<Limits>,
    /// How long a passage takes in calm weather, at any time; `None` where it is random or follows from speeds (ms).
    pub(crate) times: Option<Vec<u64>>,
}

/// What a section takes of a train (g, mm), and how long dividing and joining take (ms).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    pub(crate) mass: Option<u64>,
    pub(crate) length: Option<u64>,
    pub(crate) dividing: u64,
    pub(crate) joining: u64,
    /// Whether projects change what it takes; then it is the most that it takes at any time.
    pub(crate) changes: bool,
}

/// How a pipeline flows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flow {
    /// Tonnes of the goods of the scenario that it takes in (ms).
    tonnes: f64,
    /// From its inlet to its outlet (ms).
    pub(crate) transit: u64,
}

impl Flow {
    fn read(page: Page<'_>) -> Option<Self> {
        let rate = |field| page.said(field).map(|text| units::flow(&text));
        let all = rate("rate")??;
        let transit = match (page.said("transit"), page.said("fill")) {
            (Some(transit), _) => units::span(&transit)?,
            (None, fill) => (units::volume(&fill?)?.0 / all).round() as u64,
        };
        Some(Self { tonnes: all - rate("others").unwrap_or(Some(0.0))?, transit })
    }

    /// How long so many tonnes take to go in (ms).
    pub(crate) fn passes(self, tonnes: f64) -> u64 {
        (tonnes / self.tonnes).round() as u64
    }
}

pub(super) fn gauge_change(name: &str, page: Page<'_>) -> Option<(String, Option<Price>)> {
    let change = page.get("gauge_change")?;
    Some((payee(name, change), price(change, "fee")))
}

pub(super) fn link(page: Page<'_>) -> Option<Link> {
    Some(Link {
        ends: [page.said("from")?, page.said("to")?],
        km: units::km(&page.said("length")?)?,
        headway: page.said("paths").and_then(|text| units::interval(&text)),
        single: page.get("track").is_some_and(|track| track.word() == "Single"),
        border: page.said("border"),
        gauge: page.get("gauge").map(|gauge| gauge.word().to_owned()),
        pipeline: page.get("mode").is_some_and(|mode| mode.word() == "Pipeline"),
        flow: Flow::read(page),
        mode: page.get("mode").map(|mode| mode.word().to_owned()),
        traction: page.said("traction"),
        limits: page.get("limits").and_then(limits),
        times: page.said("time").and_then(|text| Some(vec![units::span(&text)?])),
    })
}

pub(super) fn limits(page: Page<'_>) -> Option<Limits> {
    let time = |field| page.said(field).map_or(Some(0), |text| units::span(&text));
    Some(Limits {
        mass: page.said("mass").map_or(Some(None), |text| units::grams(&text).map(Some))?,
        length: page.said("length").map_or(Some(None), |text| units::millimetres(&text).map(Some))?,
        dividing: time("dividing")?,
        joining: time("joining")?,
        changes: false,
    })
}
