//! `--set path=value`.

use super::*;

fn set(assignment: &str) -> (String, Vec<String>, Vec<Finding>) {
    let text = "(n: 6, name: \"x\", m: {\"a-b\": (len: \"3 km\", speed: Normal(mean: 1))}, l: [1, 2])";
    let (mut sources, mut tree) = good(text);
    let findings = assign(&mut tree, assignment, &mut sources);
    let told = briefs(&findings, &sources);
    (emit(&tree, &sources).text, told, findings)
}

/// What the value at `n` becomes.
fn value(spelled: &str) -> String {
    let (text, told, _) = set(&format!("n={spelled}"));
    assert_eq!(told, [""; 0], "{spelled}");
    let end = text.find(", name: ").unwrap();
    text["(n: ".len()..end].to_owned()
}

#[test]
fn ron_stays_ron_and_the_rest_is_text() {
    assert_eq!(value("8"), "8");
    assert_eq!(value(" 20_000 "), "20_000");
    assert_eq!(value("12 h"), "\"12 h\"");
    assert_eq!(value("12h"), "\"12h\"");
    assert_eq!(value("4.5 Mt/yr"), "\"4.5 Mt/yr\"");
    assert_eq!(value("30 %"), "\"30 %\"");
    assert_eq!(value("2024-01-01"), "\"2024-01-01\"");
    assert_eq!(value("First steps"), "\"First steps\"");
    assert_eq!(value("say \"x\" \\ y"), "\"say \\\"x\\\" \\\\ y\"");
    assert_eq!(value("\"12 h\""), "\"12 h\"");
    assert_eq!(value("true"), "true");
    assert_eq!(value("Rail"), "Rail");
    assert_eq!(value("Normal(mean: 2)"), "Normal(mean: 2)");
    assert_eq!(value("Sourced(\"1 d\", ref: \"r\")"), "Sourced(value: \"1 d\", ref: \"r\")");
    assert_eq!(value("[1, 2]"), "[1, 2]");
    assert_eq!(value("a=b"), "\"a=b\"");
}

#[test]
fn faults_of_what_is_meant_as_ron_are_told() {
    assert_eq!(set("n=[1, 2").1, ["K002 <[> `[` is never closed"]);
    assert_eq!(set("n=Normal(mean: 2").1, ["K002 <(> `(` is never closed"]);
    assert_eq!(set("n=").1, ["K002 <=> `n=` has no value"]);
    assert_eq!(set("n").1, ["K008 <n> `n` assigns nothing"]);
    assert_eq!(set("a..b=1").1, ["K008 <.b=> `a..b=1` has no proper path"]);
    assert_eq!(set("=1").1, ["K008 <=> `=1` has no proper path"]);
}

#[test]
fn values_are_replaced_and_added() {
    assert!(set("m.a-b.len=4 km").0.contains("len: \"4 km\""));
    assert!(set("m.a-b.speed.mean=2").0.contains("Normal(mean: 2)"));
    assert!(set("m.a-b.cap=9").0.contains("speed: Normal(mean: 1), cap: 9)"));
    assert!(set("m.c.d=1").1[0].contains("`m` has no `c`"));
    assert!(set("m.\"c.d\"=1").0.contains("\"c.d\": 1}"));
    assert!(set("l.1=9").0.contains("[1, 9]"));
    assert!(set("new=1").0.ends_with("new: 1)"));
}

#[test]
fn paths_that_lead_nowhere_are_told_where_they_end() {
    let (_, told, findings) = set("m.a-c.len=4 km");
    assert_eq!(told, ["K008 <a-c> `m` has no `a-c`"]);
    assert_eq!(findings[0].hint.as_deref(), Some("did you mean `a-b`?"));
    assert_eq!(set("l.2=9").1, ["K008 <2> `l` has no `2`"]);
    assert_eq!(set("l.2=9").2[0].label, "`l` holds 2 values, numbered from 0");
    assert_eq!(set("n.x=9").1, ["K008 <x> `n` has no `x`"]);
    assert_eq!(set("n.x=9").2[0].label, "`n` is a number and holds no names");
    assert_eq!(set("odd name=9").1, ["K008 <odd name> the scenario has no `odd name`"]);
}
