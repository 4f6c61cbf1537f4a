//! The same bytes on any number of threads, through the program itself.

use std::path::{Path, PathBuf};
use std::process::Command;

const FILES: [&str; 4] = ["results.json", "measures.csv", "replications.csv", "provenance.csv"];

/// What the program prints and writes with so many threads.
fn run(scenario: &Path, threads: u32, format: &str) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder for results");
    let out = folder.path().join("out");
    let ran = Command::new(env!("CARGO_BIN_EXE_keruen"))
        .args(["run", "--quiet", "--replications", "70", "--seed", "9", "--format", format])
        .args(["--threads", &threads.to_string(), "--out"])
        .args([&out, scenario])
        .output()
        .expect("the program runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let written = FILES.map(|name| std::fs::read(out.join(name)).expect("it writes its results"));
    std::iter::once(ran.stdout).chain(written).collect()
}

fn path(of: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(of)
}

/// Seventy replications are two blocks and a part of a third.
#[test]
fn one_two_and_sixteen_threads_write_the_same_bytes() {
    let scenario = path("tests/support/everything.ron");
    for format in ["json", "table"] {
        let one = run(&scenario, 1, format);
        assert!(one.iter().all(|bytes| !bytes.is_empty()));
        for threads in [2, 16] {
            assert!(run(&scenario, threads, format) == one, "{threads} threads, {format}");
        }
    }
}

#[test]
fn another_seed_writes_other_bytes() {
    let run = |seed: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_keruen"));
        command.args(["run", "--quiet", "--replications", "3", "--format", "csv", "--seed", seed]);
        command.arg(path("tests/support/everything.ron")).output().expect("the program runs").stdout
    };
    assert_eq!(run("1"), run("1"));
    assert_ne!(run("1"), run("2"));
}
