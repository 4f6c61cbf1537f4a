use crate::quantity::{
    Base, ChargeBasis, Count, Dimension, Duration, Growth, Length, LoadRate, LoadUnit, LoadVolume, Mass,
    Money, PerTime, Quantity, Share, Speed, StorageBasis, StorageTariff, Tariff, UnitMass, ValueOfTime,
    parse, parse_number, read,
};

/// The quantity in a text that has one.
fn of<Q: Quantity>(text: &str) -> Q {
    read(text).unwrap_or_else(|refused| panic!("{text}: {refused}"))
}

#[test]
fn canonical_values() {
    const USD: Dimension = Dimension::of(Base::Money);
    const KM: Dimension = Dimension::of(Base::Length);
    const T: Dimension = Dimension::of(Base::Mass);
    const TEU: Dimension = Dimension::of(Base::Teu);
    let table = [
        ("1 km", 1.0, KM),
        ("  420km ", 420.0, KM),
        ("1_000 t", 1000.0, T),
        ("1.5 t", 1.5, T),
        ("1e3 t", 1000.0, T),
        ("2.5E-1 t", 0.25, T),
        ("-3 t", -3.0, T),
        ("+3 t", 3.0, T),
        ("2.1 USD/km", 2.1, USD.per(Base::Length)),
        ("0.045 USD/t/km", 0.045, USD.per(Base::Mass).per(Base::Length)),
        ("0.045 USD/t-km", 0.045, USD.per(Base::Mass).per(Base::Length)),
        ("0.12 USD/TEU·km", 0.12, USD.per(Base::Teu).per(Base::Length)),
        ("0.12 USD/TEU*km", 0.12, USD.per(Base::Teu).per(Base::Length)),
        ("3 USD / TEU - km", 3.0, USD.per(Base::Teu).per(Base::Length)),
        ("7 t-km", 7.0, T.times(KM)),
        ("95 %", 0.95, Dimension::NONE),
        ("95%", 0.95, Dimension::NONE),
        ("864 %/d", 1e-4, Dimension::NONE.per(Base::Time)),
        ("86_400 /d", 1.0, Dimension::NONE.per(Base::Time)),
        ("7 / h", 7.0 / 3600.0, Dimension::NONE.per(Base::Time)),
        ("250 ms", 0.25, Dimension::of(Base::Time)),
        ("2 wk", 1_209_600.0, Dimension::of(Base::Time)),
        ("1 yr", 31_536_000.0, Dimension::of(Base::Time)),
        ("3 min", 180.0, Dimension::of(Base::Time)),
        ("500 m", 0.5, KM),
        ("1 mi", 1.609_344, KM),
        ("750 kg", 0.75, T),
        ("1 FEU", 2.0, TEU),
        ("2 kTEU", 2000.0, TEU),
        ("2 kUSD", 2000.0, USD),
        ("2 MUSD", 2e6, USD),
        ("3 trains", 3.0, Dimension::of(Base::Vehicle)),
        ("1 vessel", 1.0, Dimension::of(Base::Vehicle)),
        ("0 km", 0.0, KM),
    ];
    for (text, value, dimension) in table {
        let measured = parse(text).unwrap_or_else(|refused| panic!("{text}: {refused}"));
        assert_eq!(measured.value(), value, "{text}");
        assert_eq!(measured.dimension(), dimension, "{text}");
    }
}

#[test]
fn scalars() {
    assert_eq!(of::<Length>("233 nmi").as_km(), 431.516);
    assert_eq!(of::<Length>("420 km").as_km(), 420.0);
    assert_eq!(of::<Speed>("14 kn").as_km_per_hour(), 25.928);
    assert_eq!(of::<Speed>("320 km/d").as_km_per_hour(), 320.0 / 24.0);
    assert_eq!(of::<Speed>("80 km/h").as_km_per_hour(), 80.0);
    assert_eq!(of::<Mass>("1_000 t").as_tonnes(), 1000.0);
    assert_eq!(of::<Mass>("4.5 Mt").as_tonnes(), 4.5e6);
    assert_eq!(of::<Money>("12 USD").as_usd(), 12.0);
    assert_eq!(of::<PerTime>("4 /d").as_per_day(), 4.0);
    assert_eq!(of::<PerTime>("4 /d").interval(), Duration::from_hours(6.0));
    assert_eq!(of::<Duration>("22 h").as_hours(), 22.0);
    assert_eq!(of::<Duration>("1_900 h").as_hours(), 1900.0);
    assert_eq!(of::<Duration>("30 d").as_days(), 30.0);
    assert_eq!(of::<Duration>("1.5 ms"), Duration::from_ms(2));
    assert_eq!(of::<Share>("30 %"), Share::new(0.3));
    assert_eq!(of::<ValueOfTime>("0.6 %/d").as_fraction_per_day(), 0.006);
    assert_eq!(of::<Growth>("-8 %/yr").as_fraction_per_year(), -0.08);
    assert_eq!(of::<Growth>("50 %/yr").after(2), 2.25);
}

#[test]
fn numbers_without_a_unit_where_they_belong() {
    assert_eq!(of::<Count>("6"), Count::new(6));
    assert_eq!(of::<Count>("1_000"), Count::new(1000));
    assert_eq!(of::<Share>("0.3"), Share::new(0.3));
    assert_eq!(of::<f64>("-2.5"), -2.5);
    assert_eq!(parse_number(" 1_000 "), Ok(1000.0));
}

#[test]
fn cargo() {
    let volume = |unit, amount| LoadVolume { unit, amount };
    assert_eq!(of::<LoadVolume>("90 TEU"), volume(LoadUnit::Teu, 90.0));
    assert_eq!(of::<LoadVolume>("45 FEU"), volume(LoadUnit::Teu, 90.0));
    assert_eq!(of::<LoadVolume>("1.5 kTEU"), volume(LoadUnit::Teu, 1500.0));
    assert_eq!(of::<LoadVolume>("3_000 t"), volume(LoadUnit::Tonne, 3000.0));
    assert_eq!(of::<LoadVolume>("54 wagons"), volume(LoadUnit::Wagon, 54.0));
    assert_eq!(of::<LoadVolume>("1 truck"), volume(LoadUnit::Truck, 1.0));

    let rate = |unit, per_hour| LoadRate { unit, per_hour };
    assert_eq!(of::<LoadRate>("12 TEU/h"), rate(LoadUnit::Teu, 12.0));
    assert_eq!(of::<LoadRate>("6 FEU/h"), rate(LoadUnit::Teu, 12.0));
    assert_eq!(of::<LoadRate>("24 trucks/d"), rate(LoadUnit::Truck, 1.0));
    assert_eq!(of::<LoadRate>("4.5 Mt/yr"), rate(LoadUnit::Tonne, 4.5e6 / 8760.0));
    assert_eq!(of::<LoadRate>("56.5 kTEU/yr"), rate(LoadUnit::Teu, 56_500.0 / 8760.0));
    assert_eq!(of::<LoadRate>("8.76 Mt/yr").per_year(), 8.76e6);

    assert_eq!(of::<UnitMass>("13 t/TEU").mass, Mass::from_tonnes(13.0));
    assert_eq!(of::<UnitMass>("60 t/wagon").unit, LoadUnit::Wagon);
}

#[test]
fn tariffs() {
    let table = [
        ("0.035 USD/t-km", 0.035, ChargeBasis::PerTonneKm),
        ("0.035 USD/t/km", 0.035, ChargeBasis::PerTonneKm),
        ("0.12 USD/TEU-km", 0.12, ChargeBasis::PerUnitKm(LoadUnit::Teu)),
        ("0.7 USD/wagon-km", 0.7, ChargeBasis::PerUnitKm(LoadUnit::Wagon)),
        ("350 USD/TEU", 350.0, ChargeBasis::PerUnit(LoadUnit::Teu)),
        ("700 USD/FEU", 350.0, ChargeBasis::PerUnit(LoadUnit::Teu)),
        ("14 USD/t", 14.0, ChargeBasis::PerTonne),
        ("1.9 USD/km", 1.9, ChargeBasis::PerVehicleKm),
        ("1.9 USD/vehicle-km", 1.9, ChargeBasis::PerVehicleKm),
        ("1.9 USD/train-km", 1.9, ChargeBasis::PerVehicleKm),
        ("1.9 USD/truck-km", 1.9, ChargeBasis::PerUnitKm(LoadUnit::Truck)),
        ("1_100 USD/wagon", 1100.0, ChargeBasis::PerUnit(LoadUnit::Wagon)),
        ("50 USD/vehicle", 50.0, ChargeBasis::PerVehicle),
        ("50 USD/trip", 50.0, ChargeBasis::PerVehicle),
    ];
    for (text, usd, basis) in table {
        let price = Money::from_usd(usd);
        assert_eq!(of::<Tariff>(text), Tariff { price, basis }, "{text}");
    }

    let storage = |text, usd, basis| {
        let price = Money::from_usd(usd);
        assert_eq!(of::<StorageTariff>(text), StorageTariff { price, basis }, "{text}");
    };
    storage("0.9 USD/TEU-d", 0.9, StorageBasis::PerUnitDay(LoadUnit::Teu));
    storage("20 USD/wagon/d", 20.0, StorageBasis::PerUnitDay(LoadUnit::Wagon));
    storage("0.1 USD/t-d", 0.1, StorageBasis::PerTonneDay);
    storage("7 USD/TEU-wk", 1.0, StorageBasis::PerUnitDay(LoadUnit::Teu));
}

#[test]
fn what_is_shown_can_be_read_back() {
    fn holds<Q: Quantity + std::fmt::Display + PartialEq + std::fmt::Debug>(texts: &[&str]) {
        for &text in texts {
            let quantity = of::<Q>(text);
            assert_eq!(quantity.to_string(), text);
            assert_eq!(of::<Q>(&quantity.to_string()), quantity);
        }
    }
    holds::<Length>(&["0 km", "250 m", "420 km", "12_345 km"]);
    holds::<Mass>(&["0 t", "750 kg", "9999 t", "12.5 kt", "4.5 Mt"]);
    holds::<Speed>(&["25.5 km/h"]);
    holds::<Money>(&["0.035 USD", "350 USD", "20_000 USD", "12.5 MUSD"]);
    assert_eq!(Money::from_usd(-20.0).to_string(), "-20 USD");
    holds::<Share>(&["0 %", "30 %", "0.05 %"]);
    holds::<Count>(&["0", "6"]);
    holds::<PerTime>(&["4 /d", "2 /h"]);
    holds::<Duration>(&["0 h", "5 ms", "30 s", "45 min", "22 h", "60 d", "365 d"]);
    holds::<LoadVolume>(&["90 TEU", "3000 t", "54 wagon"]);
    holds::<LoadRate>(&["12 TEU/h", "6 wagon/d"]);
    holds::<UnitMass>(&["13 t/TEU"]);
    holds::<Tariff>(&["0.035 USD/t-km", "350 USD/TEU", "1.9 USD/km", "50 USD/vehicle"]);
    holds::<StorageTariff>(&["0.9 USD/TEU-d", "0.1 USD/t-d"]);
    holds::<ValueOfTime>(&["0.6 %/d"]);
}
