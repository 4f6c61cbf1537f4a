//! Trees written as RON.

use super::*;

#[test]
fn emitted_parts_know_where_they_came_from() {
    let (sources, tree) = good(CORRIDOR);
    let emitted = emit(&tree, &sources);
    assert!(emitted.map.is_sorted_by_key(|piece| piece.start));
    for piece in &emitted.map {
        let written = &emitted.text[piece.start as usize..piece.end as usize];
        let spelled = sources.slice(piece.span);
        let atom = !spelled.contains(['(', '[', '{']);
        assert!(!atom || written == spelled || written == "value", "{written} {spelled}");
    }
    let at = emitted.text.find("233").unwrap();
    assert_eq!(sources.slice(emitted.innermost(at).unwrap().span), "\"233 nmi\"");
}

#[test]
fn ron_reads_what_is_emitted_and_it_means_the_same() {
    let (sources, tree) = good(CORRIDOR);
    let text = emit(&tree, &sources).text;
    assert!(read::<ron::Value>(&text).is_ok());
    let plain = CORRIDOR.replace("Sourced(\"", "Sourced(value: \"");
    assert_eq!(read::<ron::Value>(&text).unwrap(), read::<ron::Value>(&plain).unwrap());
    let (again_sources, again) = good(&text);
    assert_eq!(emit(&again, &again_sources).text, text);
}
