//! The pages of `docs/` hold what they say: commands are run, tables are compared with the code.
//!
//! `SNAPSHOTS=overwrite cargo test --test docs` writes the pages anew.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/markdown.rs"]
mod markdown;
#[path = "support/snapshot.rs"]
mod snapshot;

use keruen::cli::Exit;
use keruen::study::meanings;
use markdown::{blocks, rewritten};
use snapshot::assert_file;
use std::path::Path;
use std::process::Command;

#[test]
fn the_reference_is_what_explain_prints() {
    assert_file("docs/reference.md", keruen::cli::reference());
}

#[test]
fn the_table_of_exit_codes_is_complete() {
    let page = include_str!("../docs/output.md");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).collect();
    for exit in Exit::ALL {
        let row = format!("| {} | {} |", exit.code(), exit.meaning());
        assert!(rows.contains(&row.as_str()), "{row}");
    }
    let codes = rows.iter().filter(|row| row[2..].starts_with(|c: char| c.is_ascii_digit()));
    assert_eq!(codes.count(), Exit::ALL.len());
}

#[test]
fn every_measure_stands_in_the_page_about_output() {
    let page = include_str!("../docs/output.md");
    for meaning in meanings() {
        let row = format!("| `{}` | {} |", meaning.path, meaning.unit);
        assert!(page.contains(&row), "{row}");
    }
}

#[test]
fn every_kind_of_record_and_every_rule_stands_in_the_page_about_traces() {
    let page = include_str!("../docs/trace.md");
    for kind in keruen::corridor::RecordKind::ALL {
        let word = format!("`{}`", kind.word());
        assert!(page.lines().any(|line| line.starts_with("| `") && line.contains(&word)), "{word}");
    }
    for rule in keruen::audit::Rule::ALL {
        let row = format!("| {} | {} |", rule.code(), rule.words());
        assert!(page.contains(&row), "{row}");
    }
}

/// Links between pages lead somewhere.
#[test]
fn links_lead_somewhere() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let folders = [docs.clone(), docs.join("blocks")];
    let pages = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    for page in pages.map(|page| page.unwrap().path()).filter(|page| page.is_file()) {
        let text = std::fs::read_to_string(&page).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            if file.starts_with("https://") {
                continue;
            }
            let to = if file.is_empty() { page.clone() } else { page.with_file_name(file) };
            let there =
                std::fs::read_to_string(&to).unwrap_or_else(|_| panic!("{}: {target}", page.display()));
            let anchors = there.lines().filter(|line| line.starts_with('#')).map(anchor_of);
            assert!(
                anchor.is_empty() || anchors.into_iter().any(|it| it == anchor),
                "{}: {target}",
                page.display()
            );
        }
    }
}

/// The anchor that a heading gets: lower case, blanks as hyphens, no punctuation.
fn anchor_of(heading: &str) -> String {
    let title = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = title.chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Every `console` block of the tutorial is run in a folder that holds the scenarios; blocks that
/// name a file show it, or make it.
#[test]
#[cfg(unix)]
fn the_tutorial_does_as_it_says() {
    does_as_it_says("docs/tutorial.md");
}

#[test]
#[cfg(unix)]
fn the_page_about_comparing_shows_what_is_printed() {
    does_as_it_says("docs/compare.md");
}

#[cfg(unix)]
fn does_as_it_says(path: &str) {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scenarios = root.join("scenarios");
    std::fs::create_dir(folder.path().join("scenarios")).unwrap();
    for file in std::fs::read_dir(&scenarios).unwrap().map(|file| file.unwrap()) {
        if file.file_type().unwrap().is_file() {
            std::fs::copy(file.path(), folder.path().join("scenarios").join(file.file_name())).unwrap();
        }
    }
    let page = std::fs::read_to_string(root.join(path)).unwrap();
    for block in blocks(&page) {
        let Some(file) = block.info.strip_prefix("ron ") else { continue };
        let text = std::fs::read_to_string(root.join(file)).unwrap_or_else(|_| block.text.to_owned());
        std::fs::write(folder.path().join(file), text).unwrap();
    }
    let page = rewritten(&page, |block| match block.info.split_once(' ').unwrap_or((block.info, "")) {
        ("console", _) => {
            assert!(block.text.starts_with("$ "), "a session under {} begins with a command", block.section);
            Some(session(block.text, folder.path()))
        }
        ("ron", file) => std::fs::read_to_string(folder.path().join(file)).ok(),
        _ => None,
    });
    assert_file(path, page);
}

/// The commands of a session, each with what it prints.
#[cfg(unix)]
fn session(text: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_keruen"));
    let search =
        format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let commands = text.lines().filter_map(|line| line.strip_prefix("$ "));
    let shown = commands.map(|command| {
        let both = format!("({command}) 2>&1");
        let mut shell = Command::new("sh");
        let out = shell.arg("-c").arg(both).current_dir(folder).env("PATH", &search).output().unwrap();
        format!("$ {command}\n{}", String::from_utf8(out.stdout).unwrap())
    });
    shown.collect()
}
