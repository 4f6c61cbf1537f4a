//! The command `keruen` as a user meets it: what is printed where, and how it ends.
//!
//! `SNAPSHOTS=overwrite cargo test --test cli` writes the pages in `tests/snapshots/cli` anew.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/snapshot.rs"]
mod snapshot;

use keruen::cli::Exit;
use serde_json::Value;
use snapshot::assert_file;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// One truck, a queue with known answers.
const QUEUE: &str = "tests/scenarios/queue.ron";

/// A ferry, a railway, a border: several cargo classes and streams.
const CORRIDOR: &str = "tests/scenarios/corridor.ron";

fn keruen(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_keruen"));
    command
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("NO_COLOR")
        .env_remove("COLUMNS")
        .stdin(Stdio::null());
    command
}

/// What a command left behind.
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Ended {
    #[track_caller]
    fn with(self, exit: Exit) -> Self {
        assert_eq!(self.code, Some(i32::from(exit.code())), "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// Ended well, with nothing on stderr.
    #[track_caller]
    fn well(self) -> String {
        let ended = self.with(Exit::Done);
        assert_eq!(ended.err, "");
        ended.out
    }
}

fn run(args: &[&str]) -> Ended {
    keruen(args).output().unwrap().into()
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

fn files(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name();
    let mut files: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|it| name(it).to_string_lossy().into_owned()).collect();
    files.sort();
    files
}

#[test]
fn a_run_of_five_replications_has_intervals() {
    let page = run(&["run", QUEUE, "-n", "5"]).well();
    assert_file("tests/snapshots/cli/run.txt", page);
}

#[test]
fn a_run_of_one_replication_has_none() {
    let page = run(&["run", QUEUE, "-n", "1"]).well();
    assert_file("tests/snapshots/cli/run-one.txt", page);
}

#[test]
fn the_table_tells_cargo_routes_and_resources_apart() {
    let page = run(&["run", CORRIDOR, "-n", "8", "-s", "7"]).well();
    assert_file("tests/snapshots/cli/run-corridor.txt", page);
}

#[test]
fn the_preview_of_a_corridor() {
    let page = run(&["preview", CORRIDOR]).well();
    assert_file("tests/snapshots/cli/preview.txt", page);
}

#[test]
fn help_is_complete() {
    let pages = [
        &["--help"][..],
        &["run", "--help"],
        &["compare", "--help"],
        &["check", "--help"],
        &["preview", "--help"],
        &["trace", "--help"],
        &["why", "--help"],
        &["audit", "--help"],
        &["explain", "--help"],
    ];
    let pages = pages.map(|args| format!("$ keruen {}\n{}", args.join(" "), run(args).well()));
    let trimmed = pages.join("\n").lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
    assert_file("tests/snapshots/cli/help.txt", trimmed);
    assert!(run(&["--version"]).well().starts_with("keruen "));
}

#[test]
fn json_has_its_manifest_and_its_measures() {
    let text =
        run(&["run", QUEUE, "-n", "3", "--format", "json", "--set", "demand.stream.volume=0.5 truck/h"])
            .well();
    let json: Value = serde_json::from_str(&text).unwrap();
    let manifest = json["manifest"].as_object().unwrap();
    let mut keys: Vec<&str> = manifest.keys().map(String::as_str).collect();
    keys.sort_unstable();
    let documented = include_str!("../docs/output.md");
    for key in &keys {
        assert!(documented.contains(&format!("`{key}`")), "{key}");
    }
    assert_eq!(
        keys,
        [
            "budget_seconds",
            "complete",
            "ended_by",
            "horizon_hours",
            "overrides",
            "precision",
            "program",
            "provenance",
            "replications",
            "requested",
            "scenario",
            "scenario_sha256",
            "schema_version",
            "seed",
            "version",
            "warm_up_found",
            "warm_up_hours"
        ]
    );
    assert_eq!(manifest["schema_version"], 1);
    assert_eq!(manifest["overrides"], serde_json::json!(["demand.stream.volume=0.5 truck/h"]));
    assert_eq!(manifest["complete"], true);
    assert_eq!(manifest["scenario_sha256"].as_str().unwrap().len(), 64);
    let measures = json["measures"].as_array().unwrap();
    for measure in measures {
        let mut keys: Vec<&str> = measure.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["estimate", "high", "low", "n", "path", "selectors", "unit"]);
    }
    let utilisation = measures.iter().find(|measure| measure["path"] == "utilisation").unwrap();
    assert_eq!(
        utilisation["selectors"],
        serde_json::json!({ "kind": "fleet", "resource": "truck", "at": "origin" })
    );
    let (low, high) = (utilisation["low"].as_f64().unwrap(), utilisation["high"].as_f64().unwrap());
    assert!(low < 0.5 && 0.5 < high, "{low} to {high}");
    assert_eq!(utilisation["n"], 3);
}

#[test]
fn one_replication_has_null_for_intervals_and_no_word_is_null_too() {
    let text = run(&["run", QUEUE, "-n", "1", "--format", "json"]).well();
    let json: Value = serde_json::from_str(&text).unwrap();
    let measures = json["measures"].as_array().unwrap();
    assert!(measures.iter().all(|measure| measure["low"].is_null() && measure["high"].is_null()));
    let per_teu = measures.iter().find(|measure| measure["path"] == "cost.per_teu").unwrap();
    assert!(per_teu["estimate"].is_null());
    assert_eq!(per_teu["n"], 0);
}

/// The corridor, and with a ship less.
const OTHER_SHIPS: [&str; 5] = ["compare", CORRIDOR, CORRIDOR, "--set", "fleets.ships.vehicles=2"];

#[test]
fn a_comparison_has_verdicts_and_figures() {
    let page = run(&[&OTHER_SHIPS[..], &["-n", "24", "-s", "7"]].concat()).well();
    assert_file("tests/snapshots/cli/compare.txt", page);
}

#[test]
fn one_replication_decides_nothing() {
    let page = run(&[&OTHER_SHIPS[..], &["-n", "1"]].concat()).well();
    assert!(page.contains("undecided: one replication has no interval"), "{page}");
    assert!(!page.contains('±'), "{page}");
}

#[test]
fn assignments_are_for_the_file_before_them() {
    let overrides = |args: &[&str]| {
        let args = [&["compare"][..], args, &["-n", "2", "--format", "json"]].concat();
        let json: Value = serde_json::from_str(&run(&args).well()).unwrap();
        let scenarios = json["manifest"]["scenarios"].as_array().unwrap().clone();
        let of = |it: &Value| it["overrides"].as_array().unwrap().len();
        scenarios.iter().map(of).collect::<Vec<_>>()
    };
    let [ships, trains] = ["fleets.ships.vehicles=4", "fleets.trains.vehicles=8"];
    assert_eq!(overrides(&[CORRIDOR, CORRIDOR, "--set", ships]), [0, 1]);
    assert_eq!(overrides(&[CORRIDOR, "--set", ships, CORRIDOR]), [1, 0]);
    assert_eq!(overrides(&["--set", trains, CORRIDOR, CORRIDOR, "--set", ships]), [1, 2]);
    assert_eq!(
        overrides(&[CORRIDOR, "--set", ships, "--set", trains]),
        [0, 2],
        "as it stands, and so changed"
    );
    assert_eq!(overrides(&["--set", trains, CORRIDOR, "--set", ships]), [1, 2]);
    assert_eq!(overrides(&[CORRIDOR, CORRIDOR, "--warm-up", "5 d"]), [1, 1]);
    let alone = run(&["compare", CORRIDOR]).with(Exit::Usage);
    assert!(alone.err.starts_with("error: there is nothing to compare with\n"), "{}", alone.err);
    let alone = run(&["compare", "--set", ships, CORRIDOR]).with(Exit::Usage);
    assert_eq!(alone.out, "");
}

#[test]
fn a_comparison_in_json_csv_and_a_folder() {
    let temp = TempDir::new().unwrap();
    let folder = path(&temp, "results");
    let json = [&OTHER_SHIPS[..], &["-n", "3", "--format", "json", "--out", folder.as_str()]].concat();
    let text = run(&json).well();
    let read = |name: &str| std::fs::read_to_string(Path::new(&folder).join(name)).unwrap();
    assert_eq!(
        files(Path::new(&folder)),
        ["comparisons.csv", "replications.csv", "results.json", "transit.csv"]
    );
    assert_eq!(read("results.json"), text);
    let json: Value = serde_json::from_str(&text).unwrap();
    let documented = include_str!("../docs/output.md");
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let rows = json["comparisons"].as_array().unwrap();
    for key in [keys(&json), keys(&json["manifest"]), keys(&json["manifest"]["scenarios"][0]), keys(&rows[0])]
        .concat()
    {
        assert!(documented.contains(&format!("`{key}`")), "{key}");
    }
    for row in rows {
        let number = |key: &str| row[key].as_f64().unwrap();
        let apart = row["found"]["estimate"].as_f64().unwrap() - row["base"]["estimate"].as_f64().unwrap();
        assert!((number("difference") - apart).abs() < 1e-6 * apart.abs().max(1.0), "{row}");
        assert!(number("low") <= number("difference") && number("difference") <= number("high"), "{row}");
        assert!(number("p") <= number("p_adjusted"), "{row}");
    }
    let csv = run(&[&OTHER_SHIPS[..], &["-n", "3", "--format", "csv"]].concat()).well();
    assert_eq!(csv, read("comparisons.csv"));
    assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).count(), rows.len());
    let asked =
        run(&[&OTHER_SHIPS[..], &["-n", "3", "--format", "csv", "-m", "wait.vehicle"]].concat()).well();
    assert_eq!(asked.lines().count(), 2, "{asked}");
    assert!(asked.contains("lower by") || asked.contains("undecided"), "{asked}");
}

#[test]
fn the_best_of_three_is_told_and_selected() {
    let ships = |count: &str| format!("fleets.ships.vehicles={count}");
    let (one, two) = (ships("1"), ships("2"));
    let three = ["compare", CORRIDOR, CORRIDOR, "--set", &two, CORRIDOR, "--set", &one, "-q", "-s", "7"];
    let page = run(&[&three[..], &["-n", "24"]].concat()).well();
    assert!(page.contains("Beside the best of the others") && page.contains("behind by"), "{page}");
    let best = [&three[..], &["--select-best", "transit_time"]].concat();
    let page = run(&best).well();
    assert_file("tests/snapshots/cli/select.txt", page);
    // One of the three grows without bound, which is said even if quiet where the output has no place for it.
    let for_programs = |format: &[&str]| {
        let ended = run(&[&best[..], format].concat()).with(Exit::Done);
        assert!(
            ended.err.starts_with("UNSTABLE: in Over the sea with fleets.ships.vehicles=1"),
            "{}",
            ended.err
        );
        ended.out
    };
    let json: Value = serde_json::from_str(&for_programs(&["--format", "json"])).unwrap();
    let documented = include_str!("../docs/output.md");
    for part in [&json["manifest"], &json["selection"], &json["selection"]["contenders"][0]] {
        for key in part.as_object().unwrap().keys() {
            assert!(documented.contains(&format!("`{key}`")), "{key}");
        }
    }
    assert_eq!(json["selection"]["chosen"], "Over the sea");
    assert_eq!(json["selection"]["contenders"][2]["in_contention"], false);
    let csv = |threads: &str| for_programs(&["--format", "csv", "-j", threads]);
    assert_eq!(csv("1"), csv("3"));
    assert_eq!(csv("1").lines().count(), 4);
    let short = run(&[&best[..], &["-n", "40", "--zone", "0.01%"]].concat()).well();
    assert!(short.contains("Not decided in 40 replications") || short.contains("Selected after"), "{short}");
    let unknown = run(&[&three[..], &["--select-best", "speed"]].concat()).with(Exit::Usage);
    assert!(unknown.err.contains("`speed` is not one measure that all scenarios have"), "{}", unknown.err);
    let nothing = run(&[&best[..], &["--zone", "0%"]].concat()).with(Exit::Usage);
    assert!(nothing.err.contains("the least lead that matters must be above zero"), "{}", nothing.err);
    for option in [["--precision", "2%"], ["-m", "wait.berth"], ["--out", "somewhere"]] {
        let refused = run(&[&best[..], &option].concat()).with(Exit::Usage);
        assert!(refused.err.contains("has no say in a selection"), "{option:?}: {}", refused.err);
    }
}

/// More goods than the ships can take, beside a scenario without: said before any verdict.
#[test]
fn a_comparison_says_what_grows_without_bound() {
    let flood = "demand.boxes.volume=\"400 kTEU/yr\"";
    let two = ["compare", CORRIDOR, CORRIDOR, "--set", flood];
    let page = run(&[&two[..], &["-n", "8"]].concat()).with(Exit::Done).out;
    let note = page.find("UNSTABLE: in Over the sea with demand.boxes.volume");
    assert!(note.is_some() && note < page.find("transit time  "), "{page}");
    assert_eq!(page.matches("UNSTABLE").count(), 1, "{page}");
    let json = run(&[&two[..], &["-n", "8", "--format", "json"]].concat()).with(Exit::Done);
    assert!(json.err.contains("UNSTABLE: in Over the sea with"), "{}", json.err);
    let quiet = run(&[&two[..], &["-n", "8", "-q", "--format", "csv"]].concat()).with(Exit::Done);
    assert!(quiet.err.contains("UNSTABLE: in Over the sea with"), "{}", quiet.err);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["growing"].as_array().unwrap().len(), 1);
    assert_eq!(json["growing"][0]["what"][0]["kind"], "consignments");
    assert_eq!(json["overloaded"][0]["what"][0]["kind"], "fleet");
    let best = run(&[&two[..], &["--select-best", "transit_time", "-n", "64"]].concat()).with(Exit::Done);
    assert!(best.out.contains("UNSTABLE: in Over the sea with"), "{}", best.out);
}

#[test]
fn a_comparison_does_not_depend_on_threads() {
    let with =
        |threads| run(&[&OTHER_SHIPS[..], &["-n", "40", "--format", "json", "-j", threads]].concat()).well();
    assert_eq!(with("1"), with("3"));
}

#[test]
fn a_study_runs_until_it_is_precise() {
    let json = |args: &[&str]| -> Value {
        serde_json::from_str(&run(&[args, &["--format", "json"]].concat()).well()).unwrap()
    };
    let precise = json(&["run", QUEUE, "--precision", "transit_time.mean=1%"]);
    let manifest = &precise["manifest"];
    assert_eq!(
        (&manifest["ended_by"], &manifest["precision"][0]),
        (&"precision".into(), &"transit_time.mean=1 %".into())
    );
    let done = manifest["replications"].as_u64().unwrap();
    assert!(done % 32 == 0 && done < 10_000, "{done}");
    let again = json(&["run", QUEUE, "-n", &done.to_string()]);
    assert_eq!(again["measures"], precise["measures"], "so many replications give the same again");
    let found =
        precise["measures"].as_array().unwrap().iter().find(|it| it["path"] == "transit_time.mean").unwrap();
    let [low, high] = ["low", "high"].map(|key| found[key].as_f64().unwrap());
    assert!((high - low) / 2.0 <= 0.01 * found["estimate"].as_f64().unwrap());

    let most = json(&["run", QUEUE, "--precision", "0.001%", "-n", "40"]);
    assert_eq!(
        (&most["manifest"]["ended_by"], &most["manifest"]["replications"]),
        (&"replications".into(), &40.into())
    );
    let compared = json(&[&OTHER_SHIPS[..], &["--precision", "20%"]].concat());
    assert_eq!(compared["manifest"]["ended_by"], "precision");
}

#[test]
fn a_budget_tells_how_to_get_the_same_again() {
    let json = |args: &[&str]| -> Value {
        serde_json::from_str(&run(&[args, &["--format", "json"]].concat()).well()).unwrap()
    };
    let timed = json(&["run", QUEUE, "--budget", "0.5s"]);
    assert_eq!(
        (&timed["manifest"]["ended_by"], &timed["manifest"]["budget_seconds"]),
        (&"budget".into(), &0.5.into())
    );
    let done = timed["manifest"]["replications"].as_u64().unwrap();
    assert_eq!(done % 32, 0);
    let again = json(&["run", QUEUE, "-n", &done.to_string()]);
    assert_eq!(again["measures"], timed["measures"]);
    let wrong = run(&["run", QUEUE, "--budget", "60"]).with(Exit::Usage);
    assert!(wrong.err.contains("`60` is no time; write `60s`, `5m` or `1h`"), "{}", wrong.err);
}

#[test]
fn sizes_that_no_measure_can_have_are_refused() {
    for (args, said) in [
        (&["run", QUEUE, "--precision", "transit_tim.mean=1%"][..], "did you mean `transit_time.mean`?"),
        (&["run", QUEUE, "--precision", "2"], "`2` is no size; write `2%`"),
        (
            &["compare", CORRIDOR, CORRIDOR, "--zone", "transit_time.mean=2 h"],
            "is in another unit than `transit_time.mean`, which is in d",
        ),
    ] {
        let ended = run(args).with(Exit::Usage);
        assert_eq!(ended.out, "");
        assert!(ended.err.contains(said), "{}", ended.err);
    }
}

#[test]
fn csv_is_a_table_with_one_row_a_measure() {
    let text = run(&["run", QUEUE, "-n", "2", "--format", "csv"]).well();
    let json: Value =
        serde_json::from_str(&run(&["run", QUEUE, "-n", "2", "--format", "json"]).well()).unwrap();
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let head = table.headers().unwrap().iter().collect::<Vec<_>>().join(",");
    assert_eq!(
        head,
        "path,cargo,route,from,to,kind,resource,at,payee,country,element,mode,unit,estimate,low,high,n"
    );
    assert_eq!(table.records().map(Result::unwrap).count(), json["measures"].as_array().unwrap().len());
}

#[test]
fn bytes_do_not_depend_on_threads() {
    let with = |threads| run(&["run", QUEUE, "-n", "40", "--format", "json", "-j", threads]).well();
    assert_eq!(with("1"), with("4"));
}

#[test]
fn single_measures_can_be_asked_for() {
    let of_corridor =
        |measure| run(&["run", CORRIDOR, "-n", "3", "--format", "csv", "--measure", measure]).well();
    let rows = of_corridor("transit_time.mean[cargo=*]");
    assert_eq!(rows.lines().count(), 3, "{rows}");
    assert!(rows.contains("transit_time.mean,containers,") && rows.contains("transit_time.mean,grain,"));
    assert_eq!(of_corridor("transit_time").lines().count(), 6, "all under it, of the whole");
    let unknown = run(&["run", CORRIDOR, "--measure", "transit_tim.mean"]).with(Exit::Usage);
    assert!(unknown.err.contains("did you mean `transit_time.mean`?"), "{}", unknown.err);
    assert_eq!(unknown.out, "");
}

#[test]
fn another_seed_is_another_sample() {
    let with = |seed| run(&["run", QUEUE, "-n", "2", "--format", "csv", "--seed", seed]).well();
    assert_eq!(with("1"), with("1"));
    assert_ne!(with("1"), with("2"));
}

#[test]
fn a_value_is_set_by_its_path() {
    let mean = |set: &[&str]| {
        let args = [&["run", QUEUE, "-n", "2", "--format", "csv"], set].concat();
        let text = run(&args).well();
        text.lines().find(|line| line.starts_with("transit_time.mean,,")).unwrap().to_owned()
    };
    let slower = mean(&["--set", "links.road.time=Constant(\"1.1 h\")"]);
    assert_ne!(slower, mean(&[]));
    assert_eq!(
        slower,
        mean(&["--set", "links.road.time=2 h", "--set", "links.road.time=1.1 h"]),
        "the last one holds"
    );
}

#[test]
fn a_path_that_leads_nowhere_is_refused_before_anything_runs() {
    let ended = run(&["run", QUEUE, "--set", "fleets.trucks.vehicles=2"]).with(Exit::Usage);
    assert_eq!(ended.out, "");
    assert_file("tests/snapshots/cli/set-unknown.txt", ended.err);
}

#[test]
fn the_warm_up_can_be_given() {
    let page = run(&["run", QUEUE, "-n", "1", "--warm-up", "100 h", "--format", "json"]).well();
    assert!(page.contains("\"warm_up_hours\": 100.0") && page.contains("\"warm_up=100 h\""));
    let ended = run(&["run", QUEUE, "--warm-up", "30"]).with(Exit::Usage);
    assert!(ended.err.contains("`30` has no unit"), "{}", ended.err);
}

/// The queue of [`QUEUE`] without a warm-up.
fn queue_without_warm_up(folder: &TempDir) -> String {
    let file = path(folder, "queue.ron");
    let text = std::fs::read_to_string(QUEUE).unwrap();
    let kept = text.lines().filter(|line| !line.trim_start().starts_with("warm_up"));
    std::fs::write(&file, kept.collect::<Vec<_>>().join("\n")).unwrap();
    file
}

#[test]
fn a_warm_up_is_found_where_none_is_given() {
    let temp = TempDir::new().unwrap();
    let file = queue_without_warm_up(&temp);
    let page = run(&["run", &file, "-n", "2"]).well();
    assert!(page.contains(" days of warm-up (found by MSER-5), seed 1"), "{page}");
    let manifest = |args: &[&str]| -> Value {
        let text = run(&[&["run", file.as_str(), "-n", "2", "--format", "json"], args].concat()).well();
        serde_json::from_str::<Value>(&text).unwrap()["manifest"].clone()
    };
    let found = manifest(&[]);
    let hours = found["warm_up_hours"].as_f64().unwrap();
    assert!(
        found["warm_up_found"] == true && hours < found["horizon_hours"].as_f64().unwrap() / 2.0,
        "{found}"
    );
    let given = manifest(&["--warm-up", &format!("{hours} h")]);
    assert!(given["warm_up_found"] == false && given["warm_up_hours"] == found["warm_up_hours"]);
    let season = manifest(&["--set", "study=Season"]);
    assert!(season["warm_up_found"] == false && season["warm_up_hours"] == 0.0, "{season}");

    let both = run(&["compare", &file, QUEUE, "-n", "2", "--format", "json"]).well();
    let both: Value = serde_json::from_str(&both).unwrap();
    let hours = |place: usize| both["manifest"]["scenarios"][place]["warm_up_hours"].as_f64().unwrap();
    assert!(hours(0) >= 500.0 && hours(1) == 500.0, "the longest holds for those that leave it open");
}

#[test]
fn a_queue_that_only_grows_has_no_warm_up() {
    let temp = TempDir::new().unwrap();
    let file = queue_without_warm_up(&temp);
    let ended =
        run(&["run", &file, "--quiet", "--set", "demand.stream.volume=1.5 truck/h"]).with(Exit::Unsettled);
    assert_eq!(ended.out, "");
    assert!(
        ended.err.contains("would be warm-up: run several times longer")
            && ended.err.contains("hint: lengthen `horizon`"),
        "{}",
        ended.err
    );
}

#[test]
fn a_folder_gets_whole_files_and_keeps_them() {
    let temp = TempDir::new().unwrap();
    let folder = path(&temp, "a/b/results");
    let args = ["run", QUEUE, "-n", "3", "--format", "json", "--out", folder.as_str()];
    let printed = run(&args).well();
    assert_eq!(
        files(Path::new(&folder)),
        ["measures.csv", "provenance.csv", "replications.csv", "results.json", "transit.csv"]
    );
    let read = |name| std::fs::read_to_string(PathBuf::from(&folder).join(name)).unwrap();
    assert_eq!(read("results.json"), printed);
    let rows = read("replications.csv");
    assert!(rows.starts_with(
        "replication,path,cargo,route,from,to,kind,resource,at,payee,country,element,mode,unit,value,weight\n"
    ));
    assert_eq!(rows.lines().filter(|row| row.contains(",utilisation,")).count(), 3);
    assert!(read("provenance.csv").starts_with("path,origin,value,because\n"));

    let again = run(&args).with(Exit::File);
    assert!(again.err.contains("already holds results; `--force` replaces them"), "{}", again.err);
    assert_eq!(again.out, "");
    let forced = run(&[&args[..], &["--force", "--seed", "2"]].concat()).well();
    assert_eq!(read("results.json"), forced);
    assert_ne!(printed, forced);
    assert_eq!(files(Path::new(&folder)).len(), 5, "nothing half-written is left");
}

#[test]
fn a_folder_that_cannot_be_is_told_before_the_run() {
    let temp = TempDir::new().unwrap();
    let file = path(&temp, "file");
    std::fs::write(&file, "mine").unwrap();
    for folder in [file.clone(), format!("{file}/results")] {
        let ended = run(&["run", QUEUE, "-n", "1000000", "--out", folder.as_str()]).with(Exit::File);
        assert!(ended.err.starts_with(&format!("error: cannot write `{folder}`: ")), "{}", ended.err);
        assert_eq!(ended.out, "");
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn files_that_are_not_there_end_with_their_own_code() {
    for command in ["run", "check", "preview"] {
        let ended = run(&[command, "scenarios/nowhere.ron"]).with(Exit::File);
        assert!(
            format!("{}{}", ended.out, ended.err)
                .contains("cannot read `scenarios/nowhere.ron`: no such file")
        );
    }
}

#[test]
fn a_broken_scenario_leaves_stdout_alone() {
    let temp = TempDir::new().unwrap();
    let file = path(&temp, "broken.ron");
    std::fs::write(&file, "(version: 1, nodes: { \"Aktau\": (contry: \"KZ\") })").unwrap();
    for command in ["run", "preview"] {
        let ended = run(&[command, &file]).with(Exit::Usage);
        assert_eq!(ended.out, "");
        assert!(ended.err.contains("did you mean `country`?"), "{}", ended.err);
    }
    let checked = run(&["check", &file]).with(Exit::Usage);
    assert_eq!(checked.err, "");
    assert!(checked.out.contains("did you mean `country`?") && checked.out.contains("errors, no warnings"));
}

#[test]
fn check_tells_that_all_is_well_or_what_is_doubtful() {
    let page = run(&["check", QUEUE]).well();
    assert_eq!(
        page,
        "One truck: no errors, no warnings\n\
         2 nodes, 1 link, no terminals, 1 fleet, 1 service, 1 demand stream\n\
         values: 0 sourced, 0 estimated, 0 fitted, 10 without a word\n"
    );
    let doubtful = run(&["check", QUEUE, "--set", "cargo.idle=(unit: Tonne)"]).well();
    assert!(doubtful.starts_with("warning[K301]: nothing uses the cargo class `idle`"), "{doubtful}");
    assert!(doubtful.contains("One truck: no errors, 1 warning\n"));
}

#[test]
fn warnings_go_to_stderr_unless_quiet() {
    let args =
        ["run", QUEUE, "-n", "1", "--set", "demand.stream.volume=2 truck/h", "--set", "horizon=1000 h"];
    let loud = run(&args).with(Exit::Done);
    assert!(loud.err.starts_with("warning: truck (fleet) at origin is offered 200 %"), "{}", loud.err);
    let quiet = run(&[&args[..], &["--quiet"]].concat());
    assert_eq!(quiet.well(), loud.out);
}

#[test]
fn things_are_explained() {
    let field = run(&["explain", "links.road.time"]).well();
    assert!(
        field.contains("Travel time from end to end.") && field.contains("a distribution of it"),
        "{field}"
    );
    let measure = run(&["explain", "transit_time.p90"]).well();
    assert!(measure.starts_with("transit_time.p90 is a measure, in d.\n"), "{measure}");
    let code = run(&["explain", "K201"]).well();
    assert!(code.starts_with("K201: a name that nothing has\n"), "{code}");
    let unknown = run(&["explain", "fleets.truck.vehicels"]).with(Exit::Usage);
    assert_eq!(unknown.out, "");
    assert!(unknown.err.contains("hint: did you mean `fleets.truck.vehicles`?"), "{}", unknown.err);
    assert!(run(&["explain"]).well().contains("Measure paths:"));
}

#[test]
fn wrong_arguments_end_with_usage() {
    let wrong: [&[&str]; 6] = [
        &[],
        &["fly"],
        &["run"],
        &["run", QUEUE, "-n", "0"],
        &["run", QUEUE, "--format", "xml"],
        &["run", QUEUE, "--force"],
    ];
    for args in wrong {
        let ended = run(args).with(Exit::Usage);
        assert_eq!(ended.out, "", "{args:?}");
        assert!(!ended.err.is_empty());
    }
}

#[test]
fn there_is_no_colour_in_pipes_nor_where_it_is_not_wanted() {
    let coloured = |variables: &[(&str, &str)], args: &[&str]| {
        let ended: Ended = keruen(args).envs(variables.iter().copied()).output().unwrap().into();
        format!("{}{}", ended.out, ended.err).contains('\u{1b}')
    };
    for args in [&["check", "scenarios/nowhere.ron"], &["run", "scenarios/nowhere.ron"], &["run", QUEUE]] {
        let args = &args[..];
        assert!(!coloured(&[], args), "{args:?}");
        assert!(!coloured(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "0")], args), "{args:?}");
    }
    assert!(coloured(&[("CLICOLOR_FORCE", "1")], &["check", "scenarios/nowhere.ron"]));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::io::Read;
    use std::time::{Duration, Instant};

    /// `head` closes the pipe long before all is written.
    #[test]
    fn a_reader_that_goes_away_is_no_error() {
        for args in
            [&["explain", "--reference"][..], &["run", QUEUE, "-n", "1", "--format", "json"], &["--help"]]
        {
            let mut child = keruen(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            drop(child.stdout.take());
            let ended: Ended = child.wait_with_output().unwrap().into();
            assert_eq!(ended.with(Exit::Done).err, "", "{args:?}");
        }
    }

    #[test]
    fn a_full_disk_is_told() {
        let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else { return };
        let ended: Ended =
            keruen(&["check", QUEUE]).stdout(full).stderr(Stdio::piped()).output().unwrap().into();
        assert_eq!(ended.with(Exit::File).err, "error: cannot write to standard output: the disk is full\n");
    }

    /// Starts a run that would last for days, and interrupts it once it is at work.
    fn interrupted(args: &[&str], folder: &TempDir) -> Ended {
        let out = path(folder, "results");
        let long = ["run", QUEUE, "-n", "100000000", "-j", "2", "--out", out.as_str()];
        let mut child =
            keruen(&[&long, args].concat()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // The draft of the rows appears after the scenario is read, some replications later it has grown.
        let begun = Instant::now();
        let grown = |entry: std::fs::DirEntry| entry.metadata().is_ok_and(|it| it.len() > 0);
        while !std::fs::read_dir(&out).is_ok_and(|mut files| files.any(|it| it.is_ok_and(grown))) {
            assert!(begun.elapsed() < Duration::from_secs(60), "nothing is written");
            std::thread::sleep(Duration::from_millis(20));
        }
        let killed =
            Command::new("kill").args([OsStr::new("-INT"), child.id().to_string().as_ref()]).status();
        assert!(killed.unwrap().success());
        let mut stdout = String::new();
        child.stdout.take().unwrap().read_to_string(&mut stdout).unwrap();
        let mut ended: Ended = child.wait_with_output().unwrap().into();
        ended.out = stdout;
        ended
    }

    #[test]
    fn an_interruption_keeps_what_is_finished_and_says_so() {
        let temp = TempDir::new().unwrap();
        let ended = interrupted(&[], &temp).with(Exit::Interrupted);
        assert!(ended.out.contains("PARTIAL: stopped after "), "{}", ended.out);
        assert!(ended.out.contains("Transit time [days]"));
        assert!(ended.err.starts_with("interrupted: results cover "), "{}", ended.err);
        assert!(ended.err.ends_with(" of 100000000 replications\n"), "{}", ended.err);
    }

    #[test]
    fn an_interruption_shows_in_json_and_in_the_folder() {
        let temp = TempDir::new().unwrap();
        let ended = interrupted(&["--format", "json", "--quiet"], &temp).with(Exit::Interrupted);
        let json: Value = serde_json::from_str(&ended.out).unwrap();
        let manifest = &json["manifest"];
        assert_eq!(manifest["complete"], false);
        assert_eq!(manifest["requested"], 100_000_000);
        let done = manifest["replications"].as_u64().unwrap();
        assert!((1..100_000_000).contains(&done));
        let folder = temp.path().join("results");
        assert_eq!(
            files(&folder),
            ["measures.csv", "provenance.csv", "replications.csv", "results.json", "transit.csv"]
        );
        assert_eq!(std::fs::read_to_string(folder.join("results.json")).unwrap(), ended.out);
        let rows = std::fs::read_to_string(folder.join("replications.csv")).unwrap();
        let last = rows.lines().last().unwrap().split(',').next().unwrap();
        assert_eq!(last.parse::<u64>().unwrap() + 1, done);
        assert_eq!(measured(&json), measured(&alone(done)), "the same as that many replications asked for");
    }

    fn alone(replications: u64) -> Value {
        let count = replications.to_string();
        serde_json::from_str(&run(&["run", QUEUE, "-n", &count, "--format", "json"]).well()).unwrap()
    }

    fn measured(json: &Value) -> &Value {
        &json["measures"]
    }
}

#[test]
fn a_trace_is_one_object_a_line_and_passes_the_audit() {
    let folder = TempDir::new().unwrap();
    let trace = run(&["trace", CORRIDOR, "--replication", "2"]).well();
    let lines: Vec<Value> = trace.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["kind"], &lines[0]["replication"]), (&Value::from("trace"), &Value::from(2)));
    assert_eq!(lines.last().unwrap()["kind"], "horizon");
    std::fs::write(path(&folder, "sound.jsonl"), &trace).unwrap();
    let page = run(&["audit", CORRIDOR, &path(&folder, "sound.jsonl")]).well();
    assert!(page.contains("A01") && page.contains("load units in the corridor"), "{page}");
    // What was never sent cannot be delivered.
    let broken = trace.replacen("\"kind\":\"appear\"", "\"kind\":\"deliver\"", 1);
    std::fs::write(path(&folder, "broken.jsonl"), broken).unwrap();
    let page = run(&["audit", CORRIDOR, &path(&folder, "broken.jsonl")]).with(Exit::Unsound).out;
    assert!(page.contains("A02 line "), "{page}");
    run(&["audit", CORRIDOR, "nowhere.jsonl"]).with(Exit::File);
}

#[test]
fn a_trace_is_filtered_by_consignment_place_and_kind() {
    let csv = run(&["trace", CORRIDOR, "--kind", "deliver", "--format", "csv"]).well();
    let mut rows = csv.lines();
    assert_eq!(
        rows.next().unwrap(),
        "ms,at,replication,kind,lot,vehicle,place,resource,units,cause,span,payee,amount,of"
    );
    assert!(rows.clone().count() > 10 && rows.all(|row| row.contains(",deliver,")));
    let of_one = run(&["trace", CORRIDOR, "--consignment", "boxes#3", "--place", "Alat"]).well();
    let lots = of_one.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut lots = lots.filter_map(|record| Some(record["lot"].as_str()?.to_owned())).peekable();
    assert!(lots.peek().is_some() && lots.all(|lot| lot.starts_with("boxes#3")));
}

#[test]
fn what_names_no_place_consignment_or_kind_is_told() {
    let ended = run(&["trace", CORRIDOR, "--place", "Alatt"]).with(Exit::Usage);
    assert_eq!(ended.err, "error: no node is called `Alatt`\nhint: did you mean `Alat`?\n");
    let ended = run(&["trace", CORRIDOR, "--consignment", "boxes"]).with(Exit::Usage);
    assert!(ended.err.contains("`boxes` names no consignment"), "{}", ended.err);
    let ended = run(&["why", CORRIDOR, "--consignment", "boxs#3"]).with(Exit::Usage);
    assert!(ended.err.contains("did you mean `boxes`"), "{}", ended.err);
    let ended = run(&["why", CORRIDOR, "--consignment", "boxes#9999"]).with(Exit::Usage);
    assert!(ended.err.contains("never appears"), "{}", ended.err);
    run(&["trace", CORRIDOR, "--kind", "delivery"]).with(Exit::Usage);
}

#[test]
fn why_tells_where_hours_and_dollars_went() {
    let page = run(&["why", CORRIDOR, "--consignment", "boxes#3", "--consignment", "wheat#2"]).well();
    assert_file("tests/snapshots/cli/why.txt", page);
    let latest = run(&["why", CORRIDOR]).well();
    assert_eq!(latest.matches("Where the time went").count(), 10);
}

/// One yard for both directions: whoever could empty it waits for room in it.
const LOCKED: &str = "tests/scenarios/locked.ron";

#[test]
fn a_deadlock_is_an_error_that_names_the_circle() {
    let ended = run(&["run", LOCKED, "-n", "2"]).with(Exit::Deadlock);
    assert_eq!(ended.out, "");
    let circle = ended.err.lines().filter(|line| line.starts_with("  ")).collect::<Vec<_>>();
    assert!(
        circle[0].starts_with("  ships#1 holds quay of Harbour port and waits since 2024-01-"),
        "{}",
        ended.err
    );
    assert!(circle[0].ends_with("for 50 places in yard of Harbour port"), "{}", ended.err);
    assert!(circle[1].starts_with("  exports#") && circle[1].contains("holds 25 places"), "{}", ended.err);
    assert!(circle[1].ends_with("which can't come to quay of Harbour port; so do 3 more"), "{}", ended.err);
    assert!(ended.err.contains("hint: any of these would let them go on: 50 more places"), "{}", ended.err);
    // A trace of it is whole, and says how it ended.
    let traced = run(&["trace", LOCKED, "--kind", "horizon"]).with(Exit::Deadlock);
    assert!(traced.out.contains("\"of\":\"deadlock\""), "{}", traced.out);
}

#[test]
fn a_larger_yard_frees_the_deadlock_and_a_second_ship_only_joins_it() {
    let larger = "terminals.Harbour port.storage.yard.capacity=2_000 TEU";
    run(&["run", LOCKED, "-n", "2", "-q", "--set", larger]).well();
    let ships = ["fleets.ships.vehicles=2", "terminals.Harbour port.berths.quay.count=2"];
    let ended =
        run(&["run", LOCKED, "-n", "2", "-q", "--set", ships[0], "--set", ships[1]]).with(Exit::Deadlock);
    assert!(ended.err.contains("so does one more"), "{}", ended.err);
}

#[test]
fn demand_above_capacity_is_said_with_its_growth() {
    let overload = ["--set", "demand.stream.volume=1.2 truck/h"];
    let args = ["run", QUEUE, "-n", "8", "-q", "--format", "json"];
    let page = run(&[&args[..], &overload].concat()).with(Exit::Done);
    assert!(page.err.starts_with("UNSTABLE: demand is above capacity"), "even if quiet: {}", page.err);
    let results: Value = serde_json::from_str(&page.out).unwrap();
    let offered = &results["overloaded"][0];
    assert_eq!([&offered["kind"], &offered["resource"]], ["fleet", "truck"]);
    assert!((offered["offered"].as_f64().unwrap() - 1.2).abs() < 1e-9, "{offered}");
    let growing = results["growing"].as_array().unwrap();
    let kinds: Vec<&str> = growing.iter().map(|growth| growth["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["consignments", "fleet"]);
    for growth in growing {
        // One truck carries a load an hour: of 1.2 an hour, 4.8 a day are left.
        let [found, low] = ["per_day", "low"].map(|key| growth[key].as_f64().unwrap());
        assert!((found - 4.8).abs() < 3.0 * (found - low), "{growth}");
    }
    let table = run(&[&["run", QUEUE, "-n", "8", "-q"][..], &overload].concat()).well();
    assert!(table.contains("UNSTABLE: demand is above capacity"), "{table}");
    let steady = run(&["run", QUEUE, "-n", "8", "-q", "--format", "json"]).well();
    let steady: Value = serde_json::from_str(&steady).unwrap();
    assert_eq!(steady["growing"], serde_json::json!([]));
    assert_eq!(steady["overloaded"], serde_json::json!([]));
}

#[test]
fn one_replication_tells_what_is_offered_and_not_what_grows() {
    let args = ["run", QUEUE, "-n", "1", "-q", "--set", "demand.stream.volume=1.2 truck/h"];
    let json = run(&[&args[..], &["--format", "json"]].concat()).with(Exit::Done);
    let results: Value = serde_json::from_str(&json.out).unwrap();
    assert!(results["growing"].is_null() && results["overloaded"].as_array().unwrap().len() == 1);
    let csv = run(&[&args[..], &["--format", "csv"]].concat()).with(Exit::Done);
    assert!(csv.err.starts_with("OVERLOADED: demand over the horizon is above capacity"), "{}", csv.err);
    let page = run(&args).well();
    assert!(page.contains("cannot tell whether lines grow"), "{page}");
    assert!(page.contains("truck (fleet) at origin is offered 120 % of what it can do"), "{page}");
}

#[test]
fn more_threads_than_are_of_use_take_no_longer() {
    let one = run(&["run", QUEUE, "-n", "1", "-q", "--format", "csv", "-j", "1"]).well();
    assert_eq!(run(&["run", QUEUE, "-n", "1", "-q", "--format", "csv", "-j", "1000000"]).well(), one);
}

/// All that appears stands before a road that never opens: those sent before the warm-up ended do not count.
#[test]
fn no_more_consignments_are_unfinished_than_appeared() {
    let sets = ["--set", "links.road.opens=\"2090-01-01\"", "--set", "fleets.truck.vehicles=Unlimited"];
    let args = ["run", QUEUE, "-n", "3", "-q", "--format", "json"];
    let results = run(&[&args[..], &sets].concat()).with(Exit::Done).out;
    let results: Value = serde_json::from_str(&results).unwrap();
    let mut measures = results["measures"].as_array().unwrap().iter();
    let share = measures.find(|it| it["path"] == "unfinished.share").unwrap();
    assert_eq!(share["estimate"], 1.0);
}

#[test]
fn transit_times_of_all_that_were_sent_are_not_cut_off_by_the_horizon() {
    // Exponential trips of ten days on average, watched for twenty: half take less than 6.93 days.
    let sets = [
        "fleets.truck.vehicles=Unlimited",
        "links.road.time=Exponential(\"10 d\")",
        "horizon=20 d",
        "warm_up=0 d",
    ];
    let mut args = vec!["run", QUEUE, "-n", "40", "-q", "--format", "json"];
    args.extend(sets.iter().flat_map(|set| ["--set", set]));
    let results: Value = serde_json::from_str(&run(&args).well()).unwrap();
    let [found, low] = ["estimate", "low"].map(|key| results["unfinished"]["p50"][key].as_f64().unwrap());
    assert!((found - 10.0 * 2_f64.ln()).abs() < 2.0 * (found - low), "{found}, from {low}");
    let arrived = results["measures"].as_array().unwrap().iter();
    let naive =
        arrived.clone().find(|it| it["path"] == "transit_time.p50").unwrap()["estimate"].as_f64().unwrap();
    assert!(naive < 0.8 * found, "those that arrived are the fast ones: {naive}");
    let share =
        arrived.clone().find(|it| it["path"] == "unfinished.share").unwrap()["estimate"].as_f64().unwrap();
    // Of trips begun evenly over two means, (1 - e^-2) / 2 are under way at the end.
    assert!((share - (1.0 - (-2_f64).exp()) / 2.0).abs() < 0.02, "{share}");
}
