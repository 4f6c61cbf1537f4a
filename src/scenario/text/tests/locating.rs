//! Faults in scenarios of several files, and in many entries.

use super::decoding::{Link, Scenario};
use super::*;

#[test]
fn faults_are_told_in_the_file_that_holds_them() {
    let (mut sources, base) = good("(name: \"x\", links: {\"a\": (from: \"p\", length: \"3 km\")})");
    let file = sources.add("over.ron", "(links: {\"a\": (length: \"3 h\")}, colour: 1)");
    let over = scan(file, &sources).tree.unwrap();
    let mut tree = merge(base, over);
    assert_eq!(assign(&mut tree, "seed=many", &mut sources), []);
    let findings = decode::<Scenario>(&tree, &sources).1;
    let place = findings[0].place(&sources).unwrap();
    assert_eq!((place.file, place.line, place.column), ("over.ron", 1, 24));
    assign(&mut tree, "links.a.length=3 km", &mut sources);
    let findings = Findings::from_iter(decode::<Scenario>(&tree, &sources).1);
    let files: Vec<_> = findings.sorted().iter().map(|it| it.place(&sources).unwrap().file).collect();
    assert_eq!(files, ["over.ron", "--set"]);
    assign(&mut tree, "seed=7", &mut sources);
    let findings = decode::<Scenario>(&tree, &sources).1;
    assert_eq!(briefs(&findings, &sources), ["K003 <colour> unknown field `colour`"]);
}

#[test]
fn entries_of_a_map_decode_on_their_own() {
    let text =
        "{\"a\": (from: \"p\", length: \"3 h\"), \"b\": (from: \"q\", length: \"3 km\"), \"c\": (from: 3)}";
    let (sources, tree) = good(text);
    let (links, findings) = decode_map::<Link>(&tree, "links", &sources);
    let read: Vec<_> = links.iter().map(|(key, link)| (key.as_str(), link.is_some())).collect();
    assert_eq!(read, [("a", false), ("b", true), ("c", false)]);
    assert_eq!(
        briefs(&findings, &sources),
        [
            "K005 <\"3 h\"> `3 h` is not a length in `links.a.length`",
            "K005 <3> expected a text in double quotes in `links.c.from`",
        ]
    );
    let (none, findings) = decode_map::<Link>(tree.get("a").unwrap(), "links", &sources);
    assert!(none.is_empty());
    assert_eq!(findings[0].message, "`links` is a map; found a block");
}

#[test]
fn large_maps_decode_in_linear_time() {
    let entries: String = (0..10_000)
        .map(|i| format!("\"link {i}\": (from: \"p{i}\", length: \"{i} km\", mode: Rail(gauge: 1520)),\n"))
        .collect();
    let text = format!("(name: \"x\", links: {{{entries}}})");
    let start = std::time::Instant::now();
    let (sources, tree) = good(&text);
    let (links, findings) = decode_map::<Link>(tree.get("links").unwrap(), "links", &sources);
    assert_eq!((links.len(), findings.len()), (10_000, 0));
    let whole = decode::<Scenario>(&tree, &sources).0.unwrap();
    assert_eq!(whole.links.len(), 10_000);
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn an_entry_that_lacks_a_field_shows_its_key() {
    let text = "{\n  \"a\": (\n    from: \"p\",\n    mode: Sea,\n    // no length\n  ),\n}";
    let (sources, tree) = good(text);
    let findings = decode_map::<Link>(&tree, "links", &sources).1;
    assert_eq!(
        render(&findings, &sources, Style::Plain, 100),
        "\
error[K004]: missing field `length` in `links.a`
 --> my.ron:6:3
  |
2 |   \"a\": (
  |   --- in this block
...
6 |   ),
  |   ^ add `length: ..` here
"
    );
}
