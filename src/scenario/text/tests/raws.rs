//! Values kept as spelled, wherever they can stand.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holder {
    plain: Raw,
    maybe: Option<Raw>,
    #[serde(default)]
    absent: Option<Raw>,
    list: Vec<Raw>,
    map: BTreeMap<String, Raw>,
    maybe_list: Option<Vec<Option<Raw>>>,
    variant: Departs,
    pair: Departs,
    newtype: Departs,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
enum Departs {
    WhenFull { or_after: Option<Raw>, share: Raw },
    Between(Raw, Raw),
    Every(Raw),
}

const HOLDER: &str = r#"(
    plain: "3 d", // a comment
    maybe: Lognormal(mean: "72 h", /* here */ cv: 0.3),
    list: ["1 h", Sourced("2 h", ref: "x"), 3, Never],
    map: { "a": Triangular("8 kn", "11 kn"), "b": (1, 2), "c": "say \"hm\", // no" },
    maybe_list: [Some("1 h"), None, 2],
    variant: WhenFull(or_after: Constant("3 d"), share: 0.5),
    pair: Between("1 h", Constant(2)),
    newtype: Every("7 d"),
)"#;

#[test]
fn raw_values_stand_anywhere() {
    let (sources, tree) = good(HOLDER);
    let (holder, findings) = decode::<Holder>(&tree, &sources);
    assert_eq!(findings, []);
    let holder = holder.unwrap();
    let all = |raws: &[Raw]| raws.iter().map(|it| it.text().to_owned()).collect::<Vec<_>>();
    assert_eq!(holder.plain.text(), "\"3 d\"");
    assert_eq!(holder.maybe.unwrap().text(), "Lognormal(mean: \"72 h\", cv: 0.3)");
    assert!(holder.absent.is_none());
    assert_eq!(all(&holder.list), ["\"1 h\"", "Sourced(value: \"2 h\", ref: \"x\")", "3", "Never"]);
    assert_eq!(holder.map["a"].text(), "Triangular(\"8 kn\", \"11 kn\")");
    assert_eq!(holder.map["c"].text(), "\"say \\\"hm\\\", // no\"");
    let inner: Vec<_> = holder.maybe_list.unwrap().into_iter().flatten().collect();
    assert_eq!(all(&inner), ["\"1 h\"", "2"]);
    let Departs::WhenFull { or_after, share } = holder.variant else { panic!() };
    assert_eq!((or_after.unwrap().text(), share.text()), ("Constant(\"3 d\")", "0.5"));
    let Departs::Between(low, high) = holder.pair else { panic!() };
    assert_eq!((low.text(), high.text()), ("\"1 h\"", "Constant(2)"));
    let Departs::Every(every) = holder.newtype else { panic!() };
    assert_eq!(every.text(), "\"7 d\"");
    assert_eq!(format!("{every:?}"), "Raw(\"7 d\")");
}

#[test]
fn a_newtype_of_a_raw_value_holds_any_shape() {
    for inner in
        ["Constant(\"6 h\")", "Normal(mean: 1, sd: 2)", "[1, 2]", "Word", "{\"a\": 1}", "(a: 1)", "(1, 2)"]
    {
        let (sources, tree) = good(&format!("Every({inner})"));
        let (every, findings) = decode::<Departs>(&tree, &sources);
        assert_eq!(findings, [], "{inner}");
        let Some(Departs::Every(raw)) = every else { panic!() };
        assert_eq!(raw.text(), inner);
    }
}

#[test]
fn raw_values_are_read_later() {
    let (sources, tree) = good("(plain: WhenFull(or_after: \"3 d\", share: 1))");
    #[derive(Deserialize)]
    struct One {
        plain: Raw,
    }
    let one = decode::<One>(&tree, &sources).0.unwrap();
    let later: Departs = read(one.plain.text()).unwrap();
    assert!(matches!(later, Departs::WhenFull { .. }));
}

#[test]
fn raw_values_nest_as_deep_as_any() {
    let deep = format!("{}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
    let (sources, tree) = good(&deep);
    assert_eq!(decode::<Raw>(&tree, &sources).1, []);
}
