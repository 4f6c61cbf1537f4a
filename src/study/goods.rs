//! What is measured of goods: one row a measure.

use crate::corridor::{Cause, CellOutcome, Micros, Milligrams};
use crate::stats::{Feature, quantiles_unsorted};

const HOUR: f64 = 3.6e6;
const DAY: f64 = 24.0 * HOUR;

/// How the values that replications give become one estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Recipe {
    /// Their mean: every replication counts alike, as for rates, shares of time and whatever a
    /// whole replication has only one of.
    Mean,
    /// A ratio of sums: a replication counts by its weight, as the cost of a tonne does by tonnes.
    Ratio,
    /// A figure of the transit times of all consignments, those of all replications pooled.
    Pooled {
        /// Which figure.
        feature: Feature,
        /// How many of the units of the samples one unit of the measure is.
        unit: f64,
    },
}

impl Recipe {
    /// The recipe where transit times are not pooled: each replication has its own figure.
    pub(super) const fn without_pool(self) -> Self {
        match self {
            Self::Pooled { .. } => Self::Mean,
            other => other,
        }
    }
}

/// What a measure of goods is an average over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// Years measured.
    Years,
    /// Milliseconds measured.
    Milliseconds,
    /// Consignments delivered.
    Consignments,
    /// Tonnes delivered.
    Tonnes,
    /// Tonne-kilometres of what was delivered.
    TonneKm,
    /// TEU delivered.
    Teu,
    /// Consignments that appeared.
    Offered,
    /// Consignments delivered that were promised for a time.
    Promised,
}

/// What came of some goods in one replication.
#[derive(Debug)]
pub(super) struct Goods<'o> {
    pub(super) cell: &'o CellOutcome,
    /// What went on goods that are counted in TEU.
    pub(super) for_teu: ForTeu,
    /// Length of the measured part (ms), and in years.
    pub(super) measured: f64,
    pub(super) years: f64,
    /// Quantiles of transit time (d) at [`PROBABILITIES`]; nothing without deliveries.
    quantiles: Vec<f64>,
}

/// What goods that are counted in TEU took: dollars paid, and emissions.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ForTeu {
    pub(super) paid: Micros,
    pub(super) co2e: Milligrams,
}

impl ForTeu {
    /// Adds what a cell took, if its goods are counted in TEU.
    pub(super) fn absorb(&mut self, cell: &CellOutcome) {
        if cell.teu > 0.0 {
            self.paid.0 += cell.paid.0;
            self.co2e += cell.co2e;
        }
    }
}

/// Where quantiles of transit time are taken.
const PROBABILITIES: [f64; 4] = [0.1, 0.5, 0.9, 0.95];

impl<'o> Goods<'o> {
    /// What can be read off a cell or a sum of cells, whose transit times are rearranged.
    pub(super) fn new(cell: &'o mut CellOutcome, for_teu: ForTeu, [measured, years]: [f64; 2]) -> Self {
        let mut quantiles = Vec::with_capacity(PROBABILITIES.len());
        // Without deliveries there is none, and the list stays empty.
        let _ = quantiles_unsorted(&mut cell.transit, &PROBABILITIES, &mut quantiles);
        quantiles.iter_mut().for_each(|ms| *ms /= DAY);
        Self { cell, for_teu, measured, years, quantiles }
    }

    fn over(&self, over: Over) -> f64 {
        match over {
            Over::Years => self.years,
            Over::Milliseconds => self.measured,
            Over::Consignments => self.cell.transit.len() as f64,
            Over::Tonnes => self.cell.tonnes,
            Over::TonneKm => self.cell.tonne_km,
            Over::Teu => self.cell.teu,
            Over::Offered => self.cell.offered as f64,
            Over::Promised => self.cell.promised as f64,
        }
    }

    fn quantile(&self, p: f64) -> Option<f64> {
        let place = PROBABILITIES.iter().position(|known| *known == p)?;
        self.quantiles.get(place).copied()
    }

    fn buffer(&self, p: f64) -> Option<f64> {
        let mean = transit(self) / self.over(Over::Consignments);
        Some((self.quantile(p)? - mean) / mean).filter(|index| index.is_finite())
    }
}

/// How a measure is read.
#[derive(Clone, Copy, Debug)]
enum Read {
    /// A sum over something.
    Sum(fn(&Goods<'_>) -> f64, Over),
    /// The hours of one cause, over consignments.
    Hours(Cause),
    /// A quantile of transit time.
    Quantile(f64),
    /// How far apart two quantiles are.
    Spread(f64, f64),
    /// By which part of the mean a quantile exceeds it.
    Buffer(f64),
}

/// A measure of goods.
#[derive(Clone, Debug)]
pub(super) struct GoodsMeasure {
    pub(super) path: String,
    pub(super) unit: &'static str,
    pub(super) doc: String,
    read: Read,
}

impl GoodsMeasure {
    fn new(path: &str, unit: &'static str, read: Read, doc: &str) -> Self {
        Self { path: path.to_owned(), unit, doc: doc.to_owned(), read }
    }

    /// Whether it is about emissions, which only scenarios with factors have.
    pub(super) fn is_of_emissions(&self) -> bool {
        self.path.starts_with("co2e.")
    }

    /// How the values of replications become one.
    pub(super) fn recipe(&self) -> Recipe {
        match self.read {
            Read::Sum(_, Over::Years | Over::Milliseconds) => Recipe::Mean,
            Read::Sum(..) | Read::Hours(_) => Recipe::Ratio,
            Read::Quantile(p) => Recipe::Pooled { feature: Feature::Quantile(p), unit: DAY },
            Read::Spread(low, high) => Recipe::Pooled { feature: Feature::Range(low, high), unit: DAY },
            Read::Buffer(p) => Recipe::Pooled { feature: Feature::BufferIndex(p), unit: 1.0 },
        }
    }

    /// The value of one replication, if it has something to say, and the weight it has.
    pub(super) fn value(&self, goods: &Goods<'_>) -> (Option<f64>, f64) {
        let ratio = |sum: f64, over: f64| if over > 0.0 { (Some(sum / over), over) } else { (None, 0.0) };
        let consignments = goods.over(Over::Consignments);
        match self.read {
            Read::Sum(sum, over) => ratio(sum(goods), goods.over(over)),
            Read::Hours(cause) => ratio(goods.cell.hours[cause] as f64 / HOUR, consignments),
            Read::Quantile(p) => (goods.quantile(p), consignments),
            Read::Spread(low, high) => {
                let ends = goods.quantile(low).zip(goods.quantile(high));
                (ends.map(|(low, high)| high - low), consignments)
            }
            Read::Buffer(p) => (goods.buffer(p), consignments),
        }
    }
}

/// Days that consignments took, in all.
fn transit(goods: &Goods<'_>) -> f64 {
    goods.cell.transit.iter().sum::<u64>() as f64 / DAY
}

/// Every measure of goods, in the order of output.
pub(super) fn goods_measures() -> Vec<GoodsMeasure> {
    use Over::{Consignments, Milliseconds, Offered, Promised, Teu, TonneKm, Tonnes, Years};
    let new = GoodsMeasure::new;
    let mut all = vec![
        new(
            "transit_time.mean",
            "d",
            Read::Sum(transit, Consignments),
            "Average time of a consignment from appearing to the arrival of its last lot, over consignments delivered after the warm-up.",
        ),
        new("transit_time.p10", "d", Read::Quantile(0.1), "One consignment in ten was faster."),
        new("transit_time.p50", "d", Read::Quantile(0.5), "Half of the consignments were faster."),
        new("transit_time.p90", "d", Read::Quantile(0.9), "Nine consignments in ten were faster."),
        new("transit_time.p95", "d", Read::Quantile(0.95), "Nineteen consignments in twenty were faster."),
        new(
            "reliability.spread",
            "d",
            Read::Spread(0.5, 0.9),
            "How far the ninetieth percentile of transit time lies above its median.",
        ),
        new(
            "reliability.buffer_index",
            "1",
            Read::Buffer(0.95),
            "Time to add to the mean transit time so that nineteen consignments in twenty are in time, as a share of the mean.",
        ),
        new(
            "reliability.on_time",
            "1",
            Read::Sum(|goods| goods.cell.on_time as f64, Promised),
            "Consignments that arrived within the time `promised`, over those delivered that had a promise.",
        ),
    ];
    all.extend(Cause::ALL.map(|cause| {
        let doc = format!("Hours of the mean transit time: {}.", cause.words());
        new(&cause_path(cause), "h", Read::Hours(cause), &doc)
    }));
    all.extend([
        new(
            "delivered.tonnes",
            "t/yr",
            Read::Sum(|goods| goods.cell.tonnes, Years),
            "Net tonnes delivered, in 365 days.",
        ),
        new(
            "delivered.teu",
            "TEU/yr",
            Read::Sum(|goods| goods.cell.teu, Years),
            "TEU delivered, in 365 days, of goods counted in TEU.",
        ),
        new(
            "cost.per_tonne",
            "USD/t",
            Read::Sum(|goods| goods.cell.paid.usd(), Tonnes),
            "Dollars paid for what was delivered, the shipper's own time left out, over its tonnes.",
        ),
        new(
            "cost.per_teu",
            "USD/TEU",
            Read::Sum(|goods| goods.for_teu.paid.usd(), Teu),
            "Dollars paid for goods counted in TEU, over their TEU.",
        ),
        new(
            "cost.time_per_tonne",
            "USD/t",
            Read::Sum(|goods| goods.cell.time_cost.usd(), Tonnes),
            "What the time of what was delivered cost its shippers, over its tonnes.",
        ),
        new(
            "distance.mean",
            "km",
            Read::Sum(|goods| goods.cell.tonne_km, Tonnes),
            "Tonne-kilometres over tonnes delivered.",
        ),
        new(
            "in_transit.mean",
            "consignments",
            Read::Sum(|goods| goods.cell.in_transit as f64, Milliseconds),
            "Average number of consignments under way, over time.",
        ),
        new(
            "turned_away.share",
            "1",
            Read::Sum(|goods| goods.cell.turned_away as f64, Offered),
            "Consignments turned away by a full store at their origin, over those that appeared.",
        ),
        new(
            "unfinished.share",
            "1",
            Read::Sum(|goods| goods.cell.running.len() as f64, Offered),
            "Of the consignments that appeared after the warm-up, those under way at the horizon.",
        ),
        new(
            "co2e.per_tonne",
            "kg/t",
            Read::Sum(|goods| goods.cell.co2e.kilograms(), Tonnes),
            "Emissions booked on what was delivered, well-to-wheel in CO2 equivalents, over its tonnes; where the scenario has `traction`.",
        ),
        new(
            "co2e.per_teu",
            "kg/TEU",
            Read::Sum(|goods| goods.for_teu.co2e.kilograms(), Teu),
            "Emissions booked on goods counted in TEU that were delivered, over their TEU.",
        ),
        new(
            "co2e.per_tonne_km",
            "g/t-km",
            Read::Sum(|goods| goods.cell.co2e.kilograms() * 1e3, TonneKm),
            "Emissions booked on what was delivered, over its tonne-kilometres: the intensity of the whole chain.",
        ),
        new(
            "co2e.total",
            "t/yr",
            Read::Sum(|goods| goods.cell.co2e.kilograms() / 1e3, Years),
            "Emissions booked on what was delivered, in 365 days.",
        ),
    ]);
    all
}

/// The path of the time that one cause takes: all of them sum to the mean transit time.
fn cause_path(cause: Cause) -> String {
    match cause {
        Cause::Moving | Cause::Handling => format!("time.{}", cause.key()),
        _ => format!("wait.{}", cause.key()),
    }
}
