//! Many studies of a model whose answer is known: how often do they hold it?

use keruen::noise::{Item, Noise, Stream};
use keruen::stats::Estimate;
use rayon::prelude::*;

/// What the intervals say of themselves.
pub const CONFIDENCE: f64 = 0.95;

/// The randomness of one study.
pub struct Chance {
    noise: Noise,
    stream: Stream,
    drawn: u64,
}

impl Chance {
    pub fn of(seed: u64, study: u64) -> Self {
        Self { noise: Noise::of(seed, study), stream: Stream::of("coverage", "study"), drawn: 0 }
    }

    /// A number for a part of the study to start from.
    pub fn seed(&mut self) -> u64 {
        (self.uniform() * 1e15) as u64
    }

    pub fn uniform(&mut self) -> f64 {
        self.drawn += 1;
        self.noise.at(self.stream, Item::numbered(0, self.drawn)).uniform()
    }

    pub fn exponential(&mut self) -> f64 {
        -self.uniform().ln()
    }

    pub fn normal(&mut self) -> f64 {
        let radius = (2.0 * self.exponential()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Lognormal of mean one with a coefficient of variation.
    pub fn lognormal(&mut self, cv: f64) -> f64 {
        let variance = log_variance(cv);
        (variance.sqrt() * self.normal() - variance / 2.0).exp()
    }
}

/// The variance of the logarithm of a lognormal number.
pub fn log_variance(cv: f64) -> f64 {
    (1.0 + cv * cv).ln()
}

/// A table of coverage with its heading.
pub struct Table {
    studies: u64,
}

impl Table {
    /// A table whose rows tell of so many studies each.
    pub fn headed(title: &str, studies: u64) -> Self {
        println!("\n### {title}\n\n{studies} studies a row.\n");
        println!("| study | covers | too low | too high | no interval | half-width | replications |");
        println!("|---|---|---|---|---|---|---|");
        Self { studies }
    }

    /// Runs studies, each from its own randomness, and prints how often their interval held the
    /// truth; one that lies wholly below it is too low. Half-widths are in percent of the truth.
    pub fn row(&self, name: &str, truth: f64, study: impl Fn(&mut Chance) -> Option<Estimate> + Sync) {
        self.rows(&[(name, truth)], |chance| vec![study(chance)]);
    }

    /// As [`row`](Self::row), several figures of each study.
    pub fn rows(&self, figures: &[(&str, f64)], study: impl Fn(&mut Chance) -> Vec<Option<Estimate>> + Sync) {
        let studies: Vec<Vec<Option<Estimate>>> =
            (0..self.studies).into_par_iter().map(|number| study(&mut Chance::of(2026, number))).collect();
        for (figure, &(name, truth)) in figures.iter().enumerate() {
            let seen = studies.iter().map(|estimates| Seen::of(estimates[figure], truth));
            print(name, truth, &seen.collect::<Vec<_>>());
        }
    }
}

fn print(name: &str, truth: f64, seen: &[Seen]) {
    let count = |is: fn(&Seen) -> bool| seen.iter().filter(|&seen| is(seen)).count() as f64;
    let studies = seen.len() as f64;
    let with = count(|seen| seen.width.is_some());
    let width: f64 = seen.iter().filter_map(|seen| seen.width).sum();
    let replications: u64 = seen.iter().map(|seen| seen.replications).sum();
    println!(
        "| {name} | **{:.1} %** | {:.1} % | {:.1} % | {:.1} % | {:.1} % | {:.0} |",
        100.0 * count(|seen| seen.width.is_some() && !seen.low && !seen.high) / with,
        100.0 * count(|seen| seen.low) / with,
        100.0 * count(|seen| seen.high) / with,
        100.0 - 100.0 * with / studies,
        100.0 * width / with / truth.abs(),
        replications as f64 / studies,
    );
}

/// What came of one study.
struct Seen {
    low: bool,
    high: bool,
    width: Option<f64>,
    replications: u64,
}

impl Seen {
    fn of(estimate: Option<Estimate>, truth: f64) -> Self {
        Self {
            low: estimate.and_then(|estimate| estimate.high).is_some_and(|high| high < truth),
            high: estimate.and_then(|estimate| estimate.low).is_some_and(|low| low > truth),
            width: estimate.and_then(|estimate| estimate.half_width()),
            replications: estimate.map_or(0, |estimate| estimate.n),
        }
    }
}

/// What came of so many studies, each from its own randomness.
pub fn studies<T: Send>(count: u64, study: impl Fn(&mut Chance) -> T + Sync) -> Vec<T> {
    (0..count).into_par_iter().map(|number| study(&mut Chance::of(2027, number))).collect()
}

/// Runs studies that are right or wrong and use up so many replications, and returns the share that
/// is right and the mean of what they used.
pub fn rate(count: u64, study: impl Fn(&mut Chance) -> (bool, u64) + Sync) -> (f64, f64) {
    let seen = studies(count, study);
    let right = seen.iter().filter(|(right, _)| *right).count() as f64;
    let used: u64 = seen.iter().map(|(_, used)| used).sum();
    (right / count as f64, used as f64 / count as f64)
}
