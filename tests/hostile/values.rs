//! Everything where something else belongs.

use super::EVERYTHING;
use super::endure::{End, endure};
use keruen::scenario::Scenario;
use keruen::scenario::text::{Kind, Tree};
use std::path::Path;

/// Values of every kind and size.
const HOSTILE: [&str; 46] = [
    "0",
    "1",
    "-1",
    "1e308",
    "99999999999999999999",
    "NaN",
    "inf",
    "true",
    "'c'",
    "\"\"",
    "\" \"",
    "\"x\"",
    "\"0\"",
    "\"NaN h\"",
    "\"inf km\"",
    "\"0 h\"",
    "\"0 km\"",
    "\"0 t\"",
    "\"0 TEU\"",
    "\"0 %\"",
    "\"-5 h\"",
    "\"1e-300 h\"",
    "\"1e140 h\"",
    "\"1e300 t\"",
    "\"0.000001 km/h\"",
    "\"1e9 km/h\"",
    "\"1e6 truck\"",
    "\"9999-12-31\"",
    "\"-0001-01-01\"",
    "\"00:00-24:00 UTC+14\"",
    "\"24:00-23:59 Pacific/Apia\"",
    "\"00:00-24:00 Asia/\"",
    "()",
    "[]",
    "{}",
    "None",
    "Some(\"5 h\")",
    "Unlimited",
    "Foo(a: 1)",
    "[1, 2]",
    "{ \"a\": 1 }",
    "(1, 2)",
    "Exponential(\"0 h\")",
    "Lognormal(mean: \"1 h\", cv: 1e9)",
    "Uniform(\"5 h\", \"1 h\")",
    "Sourced(\"5 h\", ref: \"nowhere\")",
];

fn tree() -> Tree {
    let scenario = Scenario::read(Path::new("s.ron"), &[], &mut |_| Ok(EVERYTHING.to_owned()));
    scenario.tree.expect("it can be read")
}

/// The places of all values, outermost first.
fn places(tree: &Tree) -> Vec<std::ops::Range<usize>> {
    let mut places = Vec::new();
    tree.walk(&mut |value| places.push(value.span.start as usize..value.span.end as usize));
    places
}

fn with(place: &std::ops::Range<usize>, value: &str) -> String {
    format!("{}{value}{}", &EVERYTHING[..place.start], &EVERYTHING[place.end..])
}

/// Every value in turn, of a list that grows and shrinks, gives way to every hostile one in turn.
#[test]
fn any_value_anywhere() {
    let places = places(&tree());
    assert!(places.len() > 350);
    let mut ends = [0; 3];
    for (index, place) in places.iter().enumerate() {
        // A third of the pairs, all of them over three neighbouring places.
        for value in HOSTILE.iter().skip(index % 3).step_by(3) {
            ends[endure(&with(place, value)) as usize] += 1;
        }
    }
    let [refused, ran, _] = ends;
    assert!(refused > 5000 && ran > 100, "refused, ran, too large: {ends:?}");
}

/// Every number with a unit made smaller and larger by orders of magnitude, so that what is said
/// is of the right kind and of no sense.
#[test]
fn any_quantity_of_any_size() {
    let mut ends = [0; 3];
    let mut sized = 0;
    for place in places(&tree()) {
        let text = &EVERYTHING[place.clone()];
        let Some((number, unit)) = text.strip_prefix('"').and_then(|text| text.split_once(' ')) else {
            continue;
        };
        let Ok(number) = number.replace('_', "").parse::<f64>() else { continue };
        sized += 1;
        for factor in [0.0, -1.0, 1e-12, 1e-6, 1e-3, 1e3, 1e6, 1e12, 1e100] {
            ends[endure(&with(&place, &format!("\"{} {unit}", number * factor))) as usize] += 1;
        }
    }
    assert!(sized > 100);
    let [refused, ran, _] = ends;
    assert!(refused > 300 && ran > 300, "refused, ran, too large: {ends:?}");
}

/// Every entry left out, repeated, and under another name.
#[test]
fn any_entry_missing_twice_or_misspelled() {
    fn entries(tree: &Tree, into: &mut Vec<(usize, usize, usize)>) {
        for entry in tree.entries() {
            let span = |at: u32| at as usize;
            into.push((span(entry.key_span.start), span(entry.key_span.end), span(entry.value.span.end)));
            entries(&entry.value, into);
        }
        tree.items().iter().for_each(|item| entries(item, into));
    }
    let mut all = Vec::new();
    entries(&tree(), &mut all);
    assert!(all.len() > 300);
    for (key, key_end, end) in all {
        let comma = EVERYTHING[end..].starts_with(',');
        let after = end + usize::from(comma);
        endure(&format!("{}{}", &EVERYTHING[..key], &EVERYTHING[after..]));
        let twice = format!("{}{},{}", &EVERYTHING[..end], &EVERYTHING[key..end], &EVERYTHING[end..]);
        assert_eq!(endure(&twice), End::Refused, "a repeated key goes unnoticed:\n{twice}");
        endure(&format!("{}x{}", &EVERYTHING[..key_end], &EVERYTHING[key_end..]));
    }
}

/// Every section empty, of another kind, and missing altogether.
#[test]
fn sections_of_nothing() {
    let tree = tree();
    assert!(matches!(tree.kind, Kind::Block { .. }));
    for entry in tree.entries() {
        let place = entry.value.span.start as usize..entry.value.span.end as usize;
        for value in ["{}", "()", "[]", "\"\"", "{ \"\": () }", "{ \"a\": () }"] {
            endure(&with(&place, value));
        }
    }
}
