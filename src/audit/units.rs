//! Quantities as a scenario spells them, read without the program's own reader: the auditor would
//! not notice a wrong unit otherwise.

/// A number and the unit behind it.
fn parts(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || "+-._eE".contains(c))).unwrap_or(text.len());
    // `5 d` and `5e3 d`, but not `5 empty`: an exponent has digits.
    let number = text[..end].replace('_', "");
    Some((number.parse().ok()?, text[end..].trim()))
}

/// A bare number.
pub(super) fn number(text: &str) -> Option<f64> {
    parts(text).filter(|(_, unit)| unit.is_empty()).map(|(number, _)| number)
}

fn ms(unit: &str) -> Option<f64> {
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "min" => 60.0,
        "h" => 3_600.0,
        "d" => 86_400.0,
        "wk" => 604_800.0,
        "yr" => 31_536_000.0,
        _ => return None,
    };
    Some(seconds * 1_000.0)
}

/// A span of time in whole milliseconds.
pub(super) fn span(text: &str) -> Option<u64> {
    let (number, unit) = parts(text)?;
    Some((number * ms(unit)?).round() as u64)
}

/// The time between two of so many a day, in milliseconds: `4 /d`.
pub(super) fn interval(text: &str) -> Option<f64> {
    let (number, unit) = parts(text)?;
    let unit = unit.strip_prefix('/').or_else(|| unit.rsplit_once('/').map(|(_, per)| per))?;
    Some(ms(unit.trim())? / number)
}

/// Kilometres.
pub(super) fn km(text: &str) -> Option<f64> {
    let (number, unit) = parts(text)?;
    Some(number * km_of(unit)?)
}

fn km_of(unit: &str) -> Option<f64> {
    Some(match unit {
        "km" => 1.0,
        "m" => 0.001,
        "cm" => 0.000_01,
        "nmi" => 1.852,
        "mi" => 1.609_344,
        _ => return None,
    })
}

/// Metres, above a datum or below it.
pub(super) fn metres(text: &str) -> Option<f64> {
    let (number, unit) = parts(text)?;
    Some(number * (km_of(unit)? * 1_000.0))
}

/// Metres that a level changes in a day: `-25 cm/yr`.
pub(super) fn metres_a_day(text: &str) -> Option<f64> {
    let (number, unit) = parts(text)?;
    let (length, time) = unit.split_once('/')?;
    Some(number * km_of(length.trim())? * 1_000.0 * 86_400_000.0 / ms(time.trim())?)
}

/// Tonnes.
pub(super) fn tonnes(text: &str) -> Option<f64> {
    volume(text).filter(|(_, of)| *of == Counted::Tonne).map(|(tonnes, _)| tonnes)
}

/// Tonnes for a metre: `21 t/cm`.
pub(super) fn tonnes_a_metre(text: &str) -> Option<f64> {
    let (number, unit) = parts(text)?;
    let (mass, length) = unit.split_once('/')?;
    let (tonnes, of) = counted(mass.trim())?;
    let metre = km_of(length.trim())? * 1_000.0;
    (of == Counted::Tonne).then_some(number * tonnes / metre)
}

/// What goods are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    Teu,
    Wagon,
    Truck,
    Tonne,
}

/// How many of which make one of this unit.
fn counted(unit: &str) -> Option<(f64, Counted)> {
    Some(match unit {
        "TEU" => (1.0, Counted::Teu),
        "FEU" => (2.0, Counted::Teu),
        "kTEU" => (1e3, Counted::Teu),
        "wagon" | "wagons" => (1.0, Counted::Wagon),
        "truck" | "trucks" => (1.0, Counted::Truck),
        "kg" => (1e-3, Counted::Tonne),
        "t" => (1.0, Counted::Tonne),
        "kt" => (1e3, Counted::Tonne),
        "Mt" => (1e6, Counted::Tonne),
        _ => return None,
    })
}

/// An amount of goods.
pub(super) fn volume(text: &str) -> Option<(f64, Counted)> {
    let (number, unit) = parts(text)?;
    let (factor, of) = counted(unit)?;
    Some((number * factor, of))
}

/// Tonnes in a millisecond: `135 kt/d`.
pub(super) fn flow(text: &str) -> Option<f64> {
    let (number, unit) = parts(text)?;
    let (amount, per) = unit.split_once('/')?;
    let (tonnes, Counted::Tonne) = counted(amount)? else { return None };
    Some(number * tonnes / ms(per.trim())?)
}

/// Goods an hour: `25 TEU/h`.
pub(super) fn rate(text: &str) -> Option<(f64, Counted)> {
    let (goods, per) = text.rsplit_once('/')?;
    let (amount, of) = volume(goods)?;
    Some((amount / ms(per.trim())? * 3.6e6, of))
}

/// Tonnes a load unit: `13 t/TEU`.
pub(super) fn mass(text: &str) -> Option<f64> {
    let (number, unit) = parts(text)?;
    let (mass, per) = unit.split_once('/')?;
    let ((tonnes, Counted::Tonne), (units, _)) = (counted(mass)?, counted(per)?) else { return None };
    Some(number * tonnes / units)
}

/// Whole grams, as `3_500 t`.
pub(super) fn grams(text: &str) -> Option<u64> {
    let (tonnes, of) = volume(text)?;
    (of == Counted::Tonne).then(|| (tonnes * 1e6).round() as u64)
}

/// Whole millimetres, as `900 m`.
pub(super) fn millimetres(text: &str) -> Option<u64> {
    km(text).map(|km| (km * 1e6).round() as u64)
}

/// What a price is counted by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Per {
    Vehicle,
    Load(Counted),
}

/// A price: dollars for each of something, over a kilometre or a day where it says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Price {
    pub(super) usd: f64,
    pub(super) per: Per,
    pub(super) km: bool,
    pub(super) day: bool,
}

/// A price, as `0.04 USD/t-km` or `2 USD/TEU-d`.
pub(super) fn price(text: &str) -> Option<Price> {
    let (number, unit) = parts(text)?;
    let (money, per) = unit.split_once('/')?;
    let mut price = Price { usd: number * usd_of(money)?, per: Per::Vehicle, km: false, day: false };
    for part in per.split(['-', '/', '·', '*']) {
        if let Some(km) = km_of(part) {
            price.usd /= km;
            price.km = true;
        } else if let Some((many, of)) = counted(part) {
            price.usd /= many;
            price.per = Per::Load(of);
        } else if let Some(span) = ms(part) {
            price.usd *= 86_400_000.0 / span;
            price.day = true;
        } else if !["vehicle", "train", "vessel", "trip"].contains(&part.trim_end_matches('s')) {
            return None;
        }
    }
    Some(price)
}

fn usd_of(unit: &str) -> Option<f64> {
    Some(match unit {
        "USD" => 1.0,
        "kUSD" => 1e3,
        "MUSD" => 1e6,
        _ => return None,
    })
}

/// An amount of money.
pub(super) fn dollars(text: &str) -> Option<f64> {
    let (number, unit) = parts(text)?;
    Some(number * usd_of(unit)?)
}

/// Grams of CO2 equivalent, for each of something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Emission {
    pub(super) grams: f64,
    pub(super) per: Option<Counted>,
}

/// Emissions, as `27 g CO2e/t-km`, `0.8 kg CO2e/km` or `14 kg CO2e/TEU`.
pub(super) fn emission(text: &str) -> Option<Emission> {
    let (number, unit) = parts(text)?;
    let (mass, per) = unit.split_once('/')?;
    let grams = match mass.strip_suffix("CO2e")?.trim() {
        "g" => 1.0,
        "kg" => 1e3,
        "t" => 1e6,
        _ => return None,
    };
    let mut emission = Emission { grams: number * grams, per: None };
    for part in per.split('-') {
        if let Some(km) = km_of(part) {
            emission.grams /= km;
        } else {
            let (many, of) = counted(part)?;
            emission.grams /= many;
            emission.per = Some(of);
        }
    }
    Some(emission)
}

/// Dollars for a gram of CO2 equivalent, as `60 USD/t CO2e`.
pub(super) fn carbon(text: &str) -> Option<f64> {
    let (number, unit) = parts(text)?;
    let (money, per) = unit.strip_suffix("CO2e")?.trim().split_once('/')?;
    let (tonnes, Counted::Tonne) = counted(per)? else { return None };
    Some(number * usd_of(money)? / (tonnes * 1e6))
}

/// A share, as `60 %` or `0.6`.
pub(super) fn share(text: &str) -> Option<f64> {
    match parts(text)? {
        (number, "%") => Some(number / 100.0),
        (number, "") => Some(number),
        _ => None,
    }
}

/// A share a day, as `0.6 %/d`.
pub(super) fn share_a_day(text: &str) -> Option<f64> {
    let (number, unit) = parts(text)?;
    let (share, per) = unit.split_once('/')?;
    let share = if share.trim() == "%" { 0.01 } else { 1.0 };
    Some(number * share * 86_400_000.0 / ms(per.trim())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read() {
        assert_eq!(span("1.5 d"), Some(129_600_000));
        assert_eq!(interval("6 /d"), Some(14_400_000.0));
        assert_eq!(km("233 nmi"), Some(431.516));
        assert_eq!(volume("2_000 TEU"), Some((2000.0, Counted::Teu)));
        assert_eq!(volume("30 kt"), Some((30_000.0, Counted::Tonne)));
        assert_eq!(mass("13 t/TEU"), Some(13.0));
        assert_eq!([flow("86.4 kt/d"), flow("2 TEU/h")], [Some(0.001), None]);
        assert_eq!(number("14"), Some(14.0));
        assert_eq!(span("14"), None);
        assert_eq!([share("60 %"), share("0.6"), share("6 h")], [Some(0.6), Some(0.6), None]);
        let by_km = Price { usd: 0.04, per: Per::Load(Counted::Tonne), km: true, day: false };
        assert_eq!(price("0.04 USD/t-km"), Some(by_km));
        let by_day = Price { usd: 2.0, per: Per::Load(Counted::Teu), km: false, day: true };
        assert_eq!(price("2 USD/TEU-d"), Some(by_day));
        assert_eq!(price("9_000 USD/vehicle").map(|price| price.per), Some(Per::Vehicle));
        assert_eq!(dollars("2 kUSD"), Some(2000.0));
        let by_load = Emission { grams: 27.0, per: Some(Counted::Tonne) };
        assert_eq!(emission("27 g CO2e/t-km"), Some(by_load));
        assert_eq!(emission("0.8 kg CO2e/km"), Some(Emission { grams: 800.0, per: None }));
        let by_unit = Emission { grams: 14_000.0, per: Some(Counted::Teu) };
        assert_eq!(emission("14 kg CO2e/TEU"), Some(by_unit));
        assert_eq!([metres("-29.5 m"), metres("50 cm"), metres("5 t")], [Some(-29.5), Some(0.5), None]);
        assert!((metres_a_day("-36.5 cm/yr").unwrap() + 0.001).abs() < 1e-15);
        assert!((tonnes_a_metre("21 t/cm").unwrap() - 2100.0).abs() < 1e-9);
        assert_eq!([tonnes("12_000 t"), tonnes("12 TEU")], [Some(12_000.0), None]);
        assert_eq!(carbon("50 USD/t CO2e"), Some(0.00005));
        assert!((share_a_day("0.6 %/d").unwrap() - 0.006).abs() < 1e-15);
    }
}
