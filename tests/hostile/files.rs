//! Files that name each other, or that cannot be read.

use keruen::scenario::Scenario;
use keruen::scenario::text::{Code, Style, render};
use std::io;
use std::path::Path;

/// Reads the scenario `0.ron`; every file is made from its name.
fn open(file: impl Fn(&str) -> io::Result<String>) -> Scenario {
    let scenario = Scenario::read(Path::new("0.ron"), &[], &mut |path| {
        file(path.file_name().and_then(|name| name.to_str()).unwrap_or_default())
    });
    render(&scenario.findings, &scenario.sources, Style::Plain, 100);
    assert!(scenario.is_broken() && scenario.findings.iter().any(|finding| finding.is_error()));
    scenario
}

fn has(scenario: &Scenario, code: Code) -> bool {
    scenario.findings.iter().any(|finding| finding.code == code)
}

#[test]
fn files_that_extend_each_other_for_ever() {
    let itself = open(|_| Ok("(extends: \"0.ron\")".to_owned()));
    assert!(has(&itself, Code::ENDLESS_EXTENDS));
    let each_other = open(|name| Ok(format!("(extends: \"{}.ron\")", if name == "0.ron" { 1 } else { 0 })));
    assert!(has(&each_other, Code::ENDLESS_EXTENDS));
    let by_another_way = open(|_| Ok("(extends: \"./there/../0.ron\")".to_owned()));
    assert!(by_another_way.is_broken());
    let longer_and_longer = open(|name| {
        let number: u64 = name.trim_end_matches(".ron").parse().unwrap_or(0);
        Ok(format!("(extends: \"{}.ron\")", number + 1))
    });
    assert!(longer_and_longer.is_broken());
}

#[test]
fn files_that_are_not_there_or_no_text() {
    let missing = open(|_| Err(io::ErrorKind::NotFound.into()));
    assert!(has(&missing, Code::UNREADABLE));
    let no_base = open(|name| {
        if name == "0.ron" {
            Ok("(extends: \"9.ron\")".to_owned())
        } else {
            Err(io::ErrorKind::PermissionDenied.into())
        }
    });
    assert!(has(&no_base, Code::UNREADABLE));
    open(|name| Ok(if name == "0.ron" { "(extends: \"9.ron\")" } else { "(" }.to_owned()));
    for strange in [
        "extends: 7",
        "extends: \"\"",
        "extends: [\"0.ron\"]",
        "extends: \"\u{0}\"",
        "remove: [\"a\"]",
        "remove: 7",
    ] {
        open(|_| Ok(format!("({strange})")));
    }
    for folder in ["/", ".", env!("CARGO_MANIFEST_DIR")] {
        assert!(Scenario::open(Path::new(folder), &[]).is_broken());
    }
}

/// Traces of every wrong kind.
#[test]
fn traces_that_are_none() {
    let with_trace = super::EVERYTHING
        .replace("comes: Scheduled(every: \"4 d\"), consignment: \"6_500 t\"", "comes: Trace(\"t.csv\")");
    assert_ne!(with_trace, super::EVERYTHING);
    let read = |rows: &str| {
        Scenario::read(Path::new("0.ron"), &[], &mut |path| {
            Ok(if path.ends_with("t.csv") { rows } else { &with_trace }.to_owned())
        })
    };
    assert!(!read("time,quantity\n1 d,5 t\n").is_broken());
    let broken = [
        "time\n1 d\n",
        "time,quantity\n1 d\n",
        "time,quantity\nsoon,5 t\n",
        "time,quantity\n1 d,many\n",
        "time,quantity\n1 d,5 km\n",
        "time,quantity\n1 d,5 TEU\n",
        "time,quantity\n-1 d,5 t\n",
        "time,quantity\n1 d,-5 t\n",
        "time,quantity\n1 d,0 t\n",
        "time,quantity\n1 d,1e30 t\n",
        "time,quantity\nNaN d,5 t\n",
        "time,quantity\n2 d,5 t\n1 d,5 t\n",
        "time,quantity\n2023-12-31,5 t\n",
        "time,quantity\n2024-02-31,5 t\n",
        "\"time,quantity\n1 d,5 t\n",
    ];
    for rows in broken {
        let scenario = read(rows);
        assert!(has(&scenario, Code::BAD_TRACE), "{rows}: {:?}", scenario.findings);
    }
    for empty in
        ["", "\n", "time,quantity\n", "time,quantity\n9999 d,5 t\n", "time,quantity\n9999-12-31,5 t\n"]
    {
        render(&read(empty).findings, &read(empty).sources, Style::Plain, 100);
    }
}
