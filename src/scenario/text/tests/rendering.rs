//! What people see.

use super::*;

const ROUTE: &str = "(\n    nodes: { \"Ganja\": (country: \"AZ\") },\n    links: {\n        \"baku-ganja\": (\n            from: \"Baku\",\n            to: \"Gannja\",\n        ),\n    },\n)\n";

fn unknown_node() -> (Sources, Finding) {
    let (sources, tree) = good(ROUTE);
    let span = tree.get("links.baku-ganja.to").unwrap().span;
    let finding = Finding::error(Code("K117"), "link `baku-ganja` ends at unknown node `Gannja`")
        .at(span)
        .label("no node has this name")
        .hint("did you mean `Ganja` (declared on line 2)?");
    (sources, finding)
}

#[test]
fn a_finding_says_where_what_and_what_to_do() {
    let (sources, finding) = unknown_node();
    let place = finding.place(&sources).unwrap();
    assert_eq!((place.file, place.line, place.column), ("my.ron", 6, 17));
    assert_eq!(
        render(&[finding], &sources, Style::Plain, 100),
        "\
error[K117]: link `baku-ganja` ends at unknown node `Gannja`
 --> my.ron:6:17
  |
6 |             to: \"Gannja\",
  |                 ^^^^^^^^ no node has this name
hint: did you mean `Ganja` (declared on line 2)?
"
    );
}

#[test]
fn other_places_are_folded_in() {
    let (mut sources, finding) = unknown_node();
    let tree = scan(FileId(0), &sources).tree.unwrap();
    let near = tree.entry("nodes.Ganja").unwrap().key_span;
    let other = sources.add("base.ron", "(\n  version: 1,\n)");
    let far = Span::new(other, 4, 11);
    let finding =
        finding.related(near, "declared here").related(far, "read by this version").note("see the guide");
    assert_eq!(
        render(&[finding], &sources, Style::Plain, 100),
        "\
error[K117]: link `baku-ganja` ends at unknown node `Gannja`
 --> my.ron:6:17
  |
2 |     nodes: { \"Ganja\": (country: \"AZ\") },
  |              ------- declared here
...
6 |             to: \"Gannja\",
  |                 ^^^^^^^^ no node has this name
  |
 ::: base.ron:2:3
  |
2 |   version: 1,
  |   ------- read by this version
hint: did you mean `Ganja` (declared on line 2)?
note: see the guide
"
    );
}

#[test]
fn colours_change_nothing_but_colours() {
    let (sources, finding) = unknown_node();
    let coloured = render(std::slice::from_ref(&finding), &sources, Style::Coloured, 100);
    assert!(coloured.contains("\u{1b}["));
    let mut plain = String::new();
    let mut parts = coloured.split('\u{1b}');
    plain += parts.next().unwrap();
    parts.for_each(|part| plain += part.split_once('m').unwrap().1);
    assert_eq!(plain, render(&[finding], &sources, Style::Plain, 100));
}

#[test]
fn a_finding_without_a_place_is_one_line() {
    let finding = Finding::warning(Code("K001"), "odd \u{1b}[31mname\nhere");
    let text = render(&[finding], &Sources::new(), Style::Plain, 80);
    assert_eq!(text, "warning[K001]: odd \\u{1b}[31mname\\nhere\n");
}

#[test]
fn twenty_are_shown_and_the_rest_counted() {
    let (sources, finding) = unknown_node();
    let warning = Finding::warning(Code("K900"), "doubtful");
    let mut all = vec![warning; 9];
    all.extend(vec![finding; 18]);
    let text = render(&all, &sources, Style::Plain, 100);
    assert!(text.ends_with("\nand 7 more findings\n"));
    assert_eq!(text.matches("error[K117]").count(), 18);
    assert_eq!(text.matches("warning[K900]").count(), 2);
    assert_eq!(render(&[], &sources, Style::Plain, 100), "");
}

#[test]
fn places_that_do_not_exist_are_survived() {
    let (sources, _) = sources("é\u{1b}\r\n\tқ");
    for file in [0, 7] {
        for start in 0..12 {
            for end in 0..12 {
                let span = Span { file: FileId(file), start, end };
                let finding = Finding::error(Code("K1"), "x").at(span).label("here").related(span, "there");
                assert!(!render(&[finding], &sources, Style::Coloured, 1).is_empty());
            }
        }
    }
}

#[test]
fn long_lines_are_cut_to_the_width() {
    let text = format!("[{}\"here\", {}]", "1, ".repeat(1_000_000), "2, ".repeat(1_000_000));
    let (sources, file) = sources(&text);
    let at = text.find("\"here\"").unwrap();
    let finding = Finding::error(Code("K1"), "x").at(Span::new(file, at, at + 6)).label("here");
    let start = std::time::Instant::now();
    let shown = render(&vec![finding; 20], &sources, Style::Plain, 100);
    assert!(shown.lines().all(|line| line.chars().count() <= 110), "{}", shown.len());
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn places_far_apart_are_shown_one_by_one() {
    let text = format!("[1,\n{}  9]", "  0,\n".repeat(100_000));
    let (sources, file) = sources(&text);
    let far = Span::new(file, text.len() - 2, text.len() - 1);
    let finding = Finding::error(Code("K1"), "x").at(far).label("here");
    let finding = finding.related(Span::new(file, 1, 2), "there");
    assert_eq!(
        render(&[finding], &sources, Style::Plain, 100),
        "\
error[K1]: x
      --> my.ron:100002:3
       |
100002 |   9]
       |   ^ here
       |
      ::: my.ron:1:2
       |
     1 | [1,
       |  - there
"
    );
}
