use crate::quantity::{
    Base, Count, Dimension, Duration, Length, LoadRate, LoadVolume, Malformed, Mismatch, Money, PerTime,
    Quantity, Share, StorageTariff, Tariff, UnitMass, ValueOfTime, parse, parse_number, read,
};

fn refusal(text: &str) -> Malformed {
    parse(text).expect_err(text)
}

/// What the message about a text that is no `Q` says.
fn complaint<Q: Quantity + std::fmt::Debug>(text: &str) -> String {
    read::<Q>(text).expect_err(text).to_string()
}

/// The part of a text that its refusal points at.
fn blamed(text: &str) -> &str {
    refusal(text).range().map_or("", |range| &text[range])
}

#[test]
fn what_is_no_quantity() {
    let table = [
        ("", "a quantity is missing; write for example `420 km`"),
        (" \t", "a quantity is missing; write for example `420 km`"),
        ("fast", "`fast` does not begin with a number; write for example `420 km`"),
        ("NaN km", "`NaN km` does not begin with a number; write for example `420 km`"),
        ("inf km", "`inf km` does not begin with a number; write for example `420 km`"),
        (".5 km", "`.5 km` does not begin with a number; write for example `420 km`"),
        ("_1 km", "`_1 km` does not begin with a number; write for example `420 km`"),
        ("470", "`470` has no unit; write for example `470 km`, `470 h` or `470 t`"),
        ("1e999 km", "the number `1e999` is too large to compute with"),
        ("-1e999 km", "the number `-1e999` is too large to compute with"),
        ("1e150 Mt", "the number `1e150` is too large to compute with"),
        ("3 USD/", "a unit is missing; write for example `USD/t-km` or `/d`"),
        ("3 /", "a unit is missing; write for example `USD/t-km` or `/d`"),
        ("3 USD//t", "a unit is missing; write for example `USD/t-km` or `/d`"),
        ("3 -km", "a unit is missing; write for example `USD/t-km` or `/d`"),
        ("3 m-m-m-m-m", "the unit has more factors than any quantity needs"),
        ("5 parsec", "there is no unit `parsec`"),
    ];
    for (text, message) in table {
        assert_eq!(refusal(text).to_string(), message, "{text}");
    }
}

#[test]
fn digits_interrupted() {
    for text in ["1,000 t", "3,5 t", "1 000 t", "1'000 t", "1.5.2 t", "1. t", "1__0 t", "1_ t"] {
        assert!(matches!(refusal(text), Malformed::Separator { .. }), "{text}");
    }
    assert_eq!(blamed("1,000 t"), ",000 t");
}

#[test]
fn unknown_units_and_what_was_meant() {
    let table = [
        ("5 KM", "km"),
        ("5 usd", "USD"),
        ("5 Teu", "TEU"),
        ("5 teus", "TEU"),
        ("5 mt", "Mt"),
        ("5 wagn", "wagon"),
        ("5 vehicels", "vehicles"),
        ("5 hours", "h"),
        ("5 Days", "d"),
        ("5 knots", "kn"),
        ("5 tonnes", "t"),
        ("5 $", "USD"),
        ("5 kmh", "km/h"),
        ("5 USD/tkm", "t-km"),
    ];
    for (text, meant) in table {
        match refusal(text) {
            Malformed::UnknownUnit { suggestion, .. } => {
                assert_eq!(suggestion.as_deref(), Some(meant), "{text}");
            }
            other => panic!("{text}: {other}"),
        }
    }
    let message = "there is no unit `KM`; did you mean `km`?";
    assert_eq!(refusal("5 KM").to_string(), message);
}

#[test]
fn the_offending_part_is_pointed_at() {
    let table = [
        ("0.1 USD/TEUU-km", "TEUU"),
        ("0.1 USD/TEU·kmm", "kmm"),
        ("  5   parsec  ", "parsec"),
        ("5 ¤", "¤"),
        ("5 d ays", "d ays"),
        ("3 m-m-m-m-m*t", "m*t"),
        ("3 USD//t", ""),
    ];
    for (text, part) in table {
        assert_eq!(blamed(text), part, "{text}");
    }
    assert_eq!(refusal("3 USD//t").range(), Some(6..6));
    assert_eq!(refusal("3").range(), None);
    assert_eq!(read::<Length>("3 kmm").unwrap_err().range(), Some(2..5));
}

#[test]
fn long_texts_are_shortened() {
    let Malformed::UnknownUnit { unit, at, .. } = refusal(&format!("1 {}", "ж".repeat(500))) else {
        panic!("a unit of 500 letters should be unknown");
    };
    assert_eq!(unit.chars().count(), 41);
    assert_eq!(at, 2..1002);
}

#[test]
fn the_wrong_kind() {
    let table = [
        (complaint::<Length>("22 h"), "expected a length such as `420 km`, found a duration"),
        (complaint::<Duration>("4 /d"), "expected a duration such as `22 h`, found a number per time"),
        (
            complaint::<Length>("4 USD/t-km"),
            "expected a length such as `420 km`, found money per mass and length",
        ),
        (complaint::<Tariff>("4 USD/d"), "expected a tariff such as `0.12 USD/TEU-km`, found money per time"),
        (
            complaint::<StorageTariff>("4 USD/TEU"),
            "expected a charge per day such as `0.9 USD/TEU-d`, found money per TEU",
        ),
        (complaint::<LoadVolume>("4 km"), "expected an amount of cargo such as `90 TEU`, found a length"),
        (
            complaint::<LoadRate>("4 TEU"),
            "expected a flow of cargo such as `12 TEU/h`, found a number of TEU",
        ),
        (
            complaint::<UnitMass>("4 t/t"),
            "expected a mass per load unit such as `13 t/TEU`, found a plain number",
        ),
        (complaint::<Share>("4 km-km"), "expected a share such as `30 %`, found length to the power 2"),
        (complaint::<f64>("4 /t"), "expected a plain number such as `0.3`, found a number per mass"),
        (complaint::<Length>("-4 km"), "a length cannot be negative"),
        (complaint::<PerTime>("-4 /d"), "a number per time cannot be negative"),
        (complaint::<ValueOfTime>("-4 %/d"), "a share of the value per day cannot be negative"),
        (complaint::<Count>("2.5"), "a count must be a whole number"),
        (complaint::<Money>("-1 USD"), "an amount of money cannot be negative"),
        (complaint::<Tariff>("-5 USD/t"), "a tariff cannot be negative"),
        (complaint::<StorageTariff>("-1 USD/TEU-d"), "a charge per day cannot be negative"),
        (complaint::<Count>("-1"), "a count cannot be negative"),
        (complaint::<Count>("5e9"), "a count cannot be larger than 4_294_967_295"),
        (complaint::<Duration>("1e9 yr"), "a duration cannot be larger than 584 million years"),
        (complaint::<Length>("470"), "`470` has no unit; a length is written like `420 km`"),
        (complaint::<Length>(" "), "a length is missing; write for example `420 km`"),
    ];
    for (message, expected) in table {
        assert_eq!(message, expected);
    }
    assert_eq!(
        Length::from_measured(parse("5 t").unwrap()),
        Err(Mismatch::dimension::<Length>(Dimension::of(Base::Mass)))
    );
    assert!(Count::try_from(f64::NAN).is_err());
}

#[test]
fn a_bare_number_has_no_unit() {
    assert_eq!(parse_number("3 km"), Err(Malformed::NotBare { at: 2..4 }));
    assert_eq!(parse_number("3,5"), Err(Malformed::Separator { at: 1..3 }));
    assert_eq!(parse_number(""), Err(Malformed::Empty));
}
