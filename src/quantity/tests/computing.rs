use crate::quantity::{
    Count, Duration, Length, LoadRate, LoadUnit, LoadVolume, Mass, Money, PerTime, Share, Speed,
};

#[test]
fn travel() {
    let speed = Speed::from_km_per_hour(25.0);
    let way = Length::from_km(100.0);
    assert_eq!(way / speed, Duration::from_hours(4.0));
    assert_eq!(way / Duration::from_hours(4.0), speed);
    assert_eq!((speed * 0.5).as_km_per_hour(), 12.5);
    assert_eq!(way / Speed::from_km_per_hour(0.0), Duration::MAX);
    assert_eq!(way / Speed::from_km_per_hour(-1.0), Duration::MAX);
    assert_eq!(Length::from_km(0.0) / Speed::default(), Duration::ZERO);
}

#[test]
fn durations_saturate() {
    let hour = Duration::from_hours(1.0);
    assert_eq!(hour.as_ms(), 3_600_000);
    assert_eq!(hour + hour, Duration::from_seconds(7200.0));
    assert_eq!(hour - (hour + hour), Duration::ZERO);
    assert_eq!(Duration::MAX + hour, Duration::MAX);
    assert_eq!([hour, hour, hour].into_iter().sum::<Duration>().as_hours(), 3.0);
    assert_eq!(hour.scaled(1.5).as_hours(), 1.5);
    assert_eq!(Duration::from_days(2.0).as_days(), 2.0);
    assert_eq!(Duration::from_hours(f64::INFINITY), Duration::MAX);
    assert_eq!(Duration::from_hours(f64::NAN), Duration::ZERO);
    assert_eq!(Duration::from_hours(-1.0), Duration::ZERO);
    assert_eq!(Duration::MAX.to_string(), "forever");
}

#[test]
fn durations_checked() {
    assert_eq!(Duration::try_from_hours(6.0), Some(Duration::from_hours(6.0)));
    for hours in [-1.0, f64::NAN, f64::INFINITY, 1e30] {
        assert_eq!(Duration::try_from_hours(hours), None);
    }
}

#[test]
fn cargo() {
    let boxes = LoadVolume { unit: LoadUnit::Teu, amount: 90.0 };
    let crane = LoadRate { unit: LoadUnit::Teu, per_hour: 12.0 };
    let pump = LoadRate { unit: LoadUnit::Tonne, ..crane };
    let still = LoadRate { per_hour: 0.0, ..crane };
    assert_eq!(boxes / crane, Some(Duration::from_hours(7.5)));
    assert_eq!(crane * Duration::from_hours(7.5), boxes);
    assert_eq!(boxes / pump, None);
    assert_eq!(boxes / still, Some(Duration::MAX));
    assert_eq!(still * Duration::from_days(1.0) / still, Some(Duration::ZERO));
}

#[test]
fn sums_and_multiples() {
    let mass: Mass = [20.0, 30.5].map(Mass::from_tonnes).into_iter().sum();
    assert_eq!(mass * 2.0, Mass::from_tonnes(101.0));
    let mut bill = Money::from_usd(350.0) * 2.0;
    bill += Money::from_usd(0.5);
    assert_eq!(bill, Money::from_usd(700.5));
    assert_eq!((Length::from_km(1.0) + Length::from_km(2.0)).as_km(), 3.0);
    assert_eq!(PerTime::from_per_hour(0.5) * Duration::from_days(1.0), 12.0);
    assert_eq!(PerTime::default().interval(), Duration::MAX);
}

#[test]
fn shares_and_counts() {
    assert!(Share::NONE.is_part_of_whole() && Share::WHOLE.is_part_of_whole());
    assert!(!Share::new(-0.1).is_part_of_whole() && !Share::new(1.1).is_part_of_whole());
    assert!(!Share::new(f64::NAN).is_part_of_whole());
    assert_eq!(Count::new(6).get(), 6);
}
