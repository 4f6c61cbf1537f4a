use crate::quantity::{Count, Duration, Tariff, parse, read};

/// Fifty thousand random texts, near misses and plain noise, by a small congruential generator
/// (Knuth's MMIX constants). None may panic, and every range must be cut from the text.
#[test]
fn no_text_panics() {
    const SHARDS: [&str; 24] = [
        "1",
        "0.5",
        "1e",
        "e9",
        "_",
        "-",
        "+",
        ".",
        ",",
        " ",
        "/",
        "·",
        "*",
        "%",
        "USD",
        "TEU",
        "km",
        "d",
        "\u{a0}",
        "ж",
        "🚢",
        "\u{301}",
        "\0",
        "999999999999",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for round in 0..50_000 {
        let length = draw(9);
        let text: String = if round % 2 == 0 {
            (0..length).map(|_| SHARDS[draw(SHARDS.len())]).collect()
        } else {
            let bytes: Vec<u8> = (0..length * 2).map(|_| draw(256) as u8).collect();
            String::from_utf8_lossy(&bytes).into_owned()
        };
        match parse(&text) {
            Ok(measured) => assert!(measured.value().is_finite(), "{text:?}"),
            Err(refused) => {
                if let Some(range) = refused.range() {
                    assert!(text.get(range).is_some(), "{text:?}");
                }
            }
        }
        let _ = (read::<Duration>(&text), read::<Count>(&text), read::<Tariff>(&text));
    }
}
