//! Anyone can compute the intervals again, from the files that `--out` leaves behind and nothing else.

use keruen::stats::student_t_quantile;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// What the program leaves behind in a folder.
struct Left {
    results: Value,
    /// By scenario, path and cargo class (empty for all): value and weight of each replication.
    values: BTreeMap<[String; 3], Vec<(f64, f64)>>,
    /// By scenario and cargo class: days of the consignments of each replication.
    days: BTreeMap<[String; 2], Vec<Vec<f64>>>,
    replications: usize,
}

fn left_by(args: &[&str], replications: usize) -> Left {
    let folder = tempfile::tempdir().expect("a folder for results");
    let out = folder.path().join("out");
    let ran = Command::new(env!("CARGO_BIN_EXE_keruen"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(args)
        .args(["--quiet", "--format", "json", "-n", &replications.to_string(), "--out"])
        .arg(&out)
        .output()
        .expect("the program runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let results = serde_json::from_slice(&ran.stdout).expect("it is JSON");
    let mut left = Left { results, values: BTreeMap::new(), days: BTreeMap::new(), replications };
    left.read(&out);
    left
}

impl Left {
    fn read(&mut self, folder: &Path) {
        for row in rows(&folder.join("replications.csv")) {
            let cell = |name: &str| row.get(name).cloned().unwrap_or_default();
            let narrowed = row.iter().filter(|(name, value)| {
                !["scenario", "replication", "path", "cargo", "unit", "value", "weight"]
                    .contains(&name.as_str())
                    && !value.is_empty()
            });
            if narrowed.count() > 0 {
                continue;
            }
            let number = |name| cell(name).parse::<f64>().expect("a number");
            let key = [cell("scenario"), cell("path"), cell("cargo")];
            let none = vec![(f64::NAN, 0.0); self.replications];
            let place = number("replication") as usize;
            self.values.entry(key).or_insert(none)[place] = (number("value"), number("weight"));
        }
        for row in rows(&folder.join("transit.csv")) {
            let cell = |name: &str| row.get(name).cloned().unwrap_or_default();
            for cargo in [String::new(), cell("cargo")] {
                let none = vec![Vec::new(); self.replications];
                let place: usize = cell("replication").parse().expect("a number");
                let days = cell("days").parse().expect("a number");
                self.days.entry([cell("scenario"), cargo]).or_insert(none)[place].push(days);
            }
        }
    }

    fn row(&self, list: &str, path: &str, cargo: &str) -> &Value {
        let rows = self.results[list].as_array().expect("a list");
        let selectors =
            if cargo.is_empty() { serde_json::json!({}) } else { serde_json::json!({ "cargo": cargo }) };
        let found = rows.iter().find(|row| row["path"] == path && row["selectors"] == selectors);
        found.unwrap_or_else(|| panic!("no {path} of `{cargo}`"))
    }
}

/// The rows of a CSV file by the names of its columns.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut table = csv::Reader::from_path(path).expect("the file is there");
    table.deserialize().map(|row| row.expect("a row")).collect()
}

fn t(replications: usize) -> f64 {
    student_t_quantile(0.975, replications as f64 - 1.0).expect("two replications or more")
}

fn variance(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() as f64 - 1.0)
}

/// The ratio of totals, and what is left of each replication over the mean denominator.
fn ratio(values: &[(f64, f64)]) -> (f64, Vec<f64>) {
    let part =
        |&(value, weight): &(f64, f64)| if weight > 0.0 { (value * weight, weight) } else { (0.0, 0.0) };
    let parts: Vec<(f64, f64)> = values.iter().map(part).collect();
    let [top, bottom] = [parts.iter().map(|it| it.0).sum::<f64>(), parts.iter().map(|it| it.1).sum::<f64>()];
    let mean = bottom / parts.len() as f64;
    (top / bottom, parts.iter().map(|(one, other)| (one - top / bottom * other) / mean).collect())
}

#[track_caller]
fn agrees(row: &Value, keys: [&str; 3], [estimate, half]: [f64; 2], slack: f64) {
    for (key, value) in keys.iter().zip([estimate, estimate - half, estimate + half]) {
        let found = row[*key].as_f64().expect("there is an interval");
        let scale = estimate.abs().max(half);
        assert!((found - value).abs() <= slack * scale, "{key} of {row}: {value}");
    }
}

const INTERVAL: [&str; 3] = ["estimate", "low", "high"];

const CORRIDOR: &str = "tests/scenarios/corridor.ron";

#[test]
fn means_and_ratios_of_a_run() {
    let left = left_by(&["run", CORRIDOR], 20);
    for cargo in ["", "grain", "containers"] {
        let of = |path: &str| &left.values[&[String::new(), path.to_owned(), cargo.to_owned()]];
        for path in ["transit_time.mean", "cost.per_tonne", "wait.vehicle", "distance.mean"] {
            let (estimate, residuals) = ratio(of(path));
            let half = t(20) * (variance(&residuals) / 20.0).sqrt();
            agrees(left.row("measures", path, cargo), INTERVAL, [estimate, half], 1e-6);
        }
        for path in ["delivered.tonnes", "in_transit.mean"] {
            let values: Vec<f64> = of(path).iter().map(|it| it.0).collect();
            let mean = values.iter().sum::<f64>() / 20.0;
            agrees(
                left.row("measures", path, cargo),
                INTERVAL,
                [mean, t(20) * (variance(&values) / 20.0).sqrt()],
                1e-9,
            );
        }
    }
}

/// Definition 7 of Hyndman and Fan.
fn quantile(sorted: &[f64], p: f64) -> f64 {
    let place = (sorted.len() - 1) as f64 * p;
    let low = place.floor() as usize;
    let high = (low + 1).min(sorted.len() - 1);
    sorted[low] + place.fract() * (sorted[high] - sorted[low])
}

/// Woodruff: the interval of the share below the quantile, from its variation between replications,
/// read off the pooled distribution. Pooled in bins it agrees to a few thousandths.
#[test]
fn pooled_quantiles_of_a_run() {
    let left = left_by(&["run", CORRIDOR], 20);
    for cargo in ["", "containers"] {
        let days = &left.days[&[String::new(), cargo.to_owned()]];
        let mut pooled: Vec<f64> = days.concat();
        pooled.sort_by(f64::total_cmp);
        for (path, p) in [("transit_time.p50", 0.5), ("transit_time.p90", 0.9)] {
            let estimate = quantile(&pooled, p);
            let below = |days: &Vec<f64>| {
                let count = days.iter().filter(|day| **day <= estimate).count() as f64;
                (count / days.len() as f64, days.len() as f64)
            };
            let (_, residuals) = ratio(&days.iter().map(below).collect::<Vec<_>>());
            let margin = t(20) * (variance(&residuals) / 20.0).sqrt();
            let row = left.row("measures", path, cargo);
            for (key, value) in
                INTERVAL.iter().zip([estimate, quantile(&pooled, p - margin), quantile(&pooled, p + margin)])
            {
                let found = row[*key].as_f64().expect("there is an interval");
                assert!((found - value).abs() <= 0.01 * value, "{key} of {row}: {value}");
            }
        }
    }
}

#[test]
fn paired_differences_of_a_comparison() {
    let left = left_by(&["compare", CORRIDOR, "--set", "fleets.ships.vehicles=2"], 20);
    let labels = left.results["manifest"]["scenarios"].as_array().expect("a list");
    let labels: Vec<&str> = labels.iter().map(|it| it["label"].as_str().expect("a text")).collect();
    let of = |scenario: usize, path: &str| {
        &left.values[&[labels[scenario].to_owned(), path.to_owned(), String::new()]]
    };
    let keys = ["difference", "low", "high"];
    for path in ["transit_time.mean", "cost.per_tonne"] {
        let [(base, of_base), (found, of_found)] = [ratio(of(0, path)), ratio(of(1, path))];
        let apart: Vec<f64> = of_found.iter().zip(&of_base).map(|(one, other)| one - other).collect();
        let half = t(20) * (variance(&apart) / 20.0).sqrt();
        let row = left.row("comparisons", path, "");
        agrees(row, keys, [found - base, half], 1e-5);
        let together = (variance(&of_base) + variance(&of_found)) / variance(&apart);
        let told = row["variance_ratio"].as_f64().expect("it varies");
        assert!((told / together - 1.0).abs() < 1e-4, "{told} is not {together}");
    }
    let [base, found] =
        [0, 1].map(|it| of(it, "delivered.tonnes").iter().map(|it| it.0).collect::<Vec<f64>>());
    let apart: Vec<f64> = found.iter().zip(&base).map(|(one, other)| one - other).collect();
    let mean = apart.iter().sum::<f64>() / 20.0;
    agrees(
        left.row("comparisons", "delivered.tonnes", ""),
        keys,
        [mean, t(20) * (variance(&apart) / 20.0).sqrt()],
        1e-6,
    );
}
