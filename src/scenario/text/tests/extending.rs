//! `extends` and `remove`.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use super::*;

fn load_files(entry: &str, files: &[(&str, &str)], sets: &[&str]) -> Loaded {
    let files: HashMap<_, _> = files.iter().copied().collect();
    let sets: Vec<_> = sets.iter().map(|it| (*it).to_owned()).collect();
    load(Path::new(entry), &sets, &mut |path| {
        let text = files.get(path.to_str().unwrap_or_default());
        let text = text.map(|text| (*text).to_owned());
        text.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))
    })
}

fn text(loaded: &Loaded) -> String {
    emit(loaded.tree.as_ref().unwrap(), &loaded.sources).text
}

#[test]
fn maps_and_nameless_blocks_merge_and_the_rest_is_replaced() {
    let base = "(a: 1, m: {\"x\": (p: 1, q: 2), \"y\": 3}, d: Normal(mean: 1, sd: 2), l: [1, 2], t: (1, 2))";
    let over = "Scenario(extends: \"base.ron\", m: {\"x\": (q: 9, r: 8), \"z\": 4}, d: Normal(mean: 5), l: [3], t: (7, 8), n: 0)";
    let loaded = load_files("s/my.ron", &[("s/my.ron", over), ("s/base.ron", base)], &[]);
    assert_eq!(loaded.findings, []);
    assert_eq!(
        text(&loaded),
        "(a: 1, m: {\"x\": (p: 1, q: 9, r: 8), \"y\": 3, \"z\": 4}, d: Normal(mean: 5), l: [3], t: (7, 8), n: 0)"
    );
    let names: Vec<_> = loaded.files.iter().map(|it| it.display().to_string()).collect();
    assert_eq!(names, ["s/my.ron", "s/base.ron"]);
    let tree = loaded.tree.as_ref().unwrap();
    let file = |path: &str| loaded.sources.name(tree.get(path).unwrap().span.file);
    assert_eq!(file("m.x.p"), "s/base.ron");
    assert_eq!(file("m.x.q"), "s/my.ron");
    assert_eq!(file("m.x"), "s/base.ron");
    assert_eq!(tree.entry("m.x.q").unwrap().key_span.file, FileId(0));
}

#[test]
fn a_chain_of_files_is_seen_from_the_file_that_names_it() {
    let files = [
        ("a/b/top.ron", "(extends: \"../mid.ron\", x: 3)"),
        ("a/mid.ron", "(extends: \"./deep/low.ron\", x: 2, y: 2)"),
        ("a/deep/low.ron", "(x: 1, y: 1, z: 1)"),
    ];
    let loaded = load_files("a/b/top.ron", &files, &[]);
    assert_eq!(loaded.findings, []);
    assert_eq!(text(&loaded), "(x: 3, y: 2, z: 1)");
}

#[test]
fn a_circle_of_files_is_named() {
    let files = [("a.ron", "(extends: \"b.ron\")"), ("b.ron", "(extends: \"x/../a.ron\")")];
    let loaded = load_files("a.ron", &files, &[]);
    assert!(loaded.tree.is_none());
    assert_eq!(briefs(&loaded.findings, &loaded.sources), ["K007 <\"x/../a.ron\"> `a.ron` extends itself"]);
    let note = loaded.findings[0].note.as_deref();
    assert_eq!(note, Some("a.ron extends b.ron extends a.ron"));
}

#[test]
fn a_chain_has_an_end() {
    let mut asked = 0;
    let loaded = load(Path::new("0.ron"), &[], &mut |_| {
        asked += 1;
        Ok(format!("(extends: \"{asked}.ron\")"))
    });
    assert_eq!(asked, 16);
    assert_eq!(loaded.findings[0].code, Code::ENDLESS_EXTENDS);
}

#[test]
fn files_that_cannot_be_read_are_told_where_they_are_named() {
    let loaded = load_files("my.ron", &[("my.ron", "(extends: \"bse.ron\")")], &[]);
    assert_eq!(
        briefs(&loaded.findings, &loaded.sources),
        ["K001 <\"bse.ron\"> cannot read `bse.ron`: no such file"]
    );
    let loaded = load_files("my.ron", &[], &["a=1"]);
    assert_eq!(loaded.findings[0].at, None);
    assert!(loaded.tree.is_none() && loaded.files.is_empty());
    let loaded = load_files("my.ron", &[("my.ron", "(extends: 3)")], &[]);
    assert_eq!(loaded.findings[0].code, Code::WRONG_VALUE);
}

#[test]
fn faults_of_all_files_come_out_at_once() {
    let files = [("my.ron", "(extends: \"base.ron\", a: @)"), ("base.ron", "(a: 1 b: [)")];
    let loaded = load_files("my.ron", &files, &[]);
    assert!(loaded.tree.is_none());
    let codes: Vec<_> = loaded.findings.iter().map(|it| it.code.0).collect();
    assert_eq!(codes, ["K002"; 3]);
}

#[test]
fn entries_are_removed_before_merging() {
    let base = "(m: {\"x\": (p: 1, q: 2), \"y\": 3}, l: [1, 2])";
    let over = "(extends: \"b.ron\", remove: [\"m.x.q\", \"m.y\"], m: {\"y\": 4})";
    let loaded = load_files("my.ron", &[("my.ron", over), ("b.ron", base)], &[]);
    assert_eq!(loaded.findings, []);
    assert_eq!(text(&loaded), "(m: {\"x\": (p: 1), \"y\": 4}, l: [1, 2])");
}

#[test]
fn removing_what_is_not_there_is_told() {
    let base = "(services: {\"feeder line\": 1}, l: [1, 2])";
    let over = "(extends: \"b.ron\", remove: [\"services.feeder lin\", \"l.0\", \"a..b\", 7])";
    let loaded = load_files("my.ron", &[("my.ron", over), ("b.ron", base)], &[]);
    assert_eq!(
        briefs(&loaded.findings, &loaded.sources),
        [
            "K008 <feeder lin> `services` has no `feeder lin`",
            "K008 <\"l.0\"> `l.0` cannot be removed",
            "K008 <\"a..b\"> `a..b` is not a path",
            "K005 <7> `remove` expects a path, found a number",
        ]
    );
    let hint = loaded.findings[0].hint.as_deref();
    assert_eq!(hint, Some("did you mean `feeder line`?"));
    let lone = load_files("my.ron", &[("my.ron", "(remove: [\"x\"])")], &[]);
    assert_eq!(lone.findings[0].code, Code::UNKNOWN_PATH);
}

#[test]
fn assignments_come_last_and_in_order() {
    let files = [("my.ron", "(extends: \"b.ron\", x: 2)"), ("b.ron", "(x: 1, y: 1)")];
    let loaded = load_files("my.ron", &files, &["x=3", "y=4", "x=5"]);
    assert_eq!(text(&loaded), "(x: 5, y: 4)");
    let span = loaded.tree.as_ref().unwrap().get("x").unwrap().span;
    assert_eq!(loaded.sources.name(span.file), "--set");
    assert_eq!(loaded.sources.text(span.file), "x=5");
}
