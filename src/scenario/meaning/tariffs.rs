//! Tariffs with steps and minimum charges, and what fleets charge for keeping vehicles.

use super::services::charge_of;
use super::{Build, Named};
use crate::corridor::{Corridor, Freight, Hire, Micros, Price, StepTariff};
use crate::quantity::{
    ChargeBasis, DayRate, Duration, Length, LoadUnit, Money, StorageBasis, StorageTariff, Tariff, Threshold,
};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::scenario::written;

const MS_PER_DAY: f64 = 86_400_000.0;

/// The steps of a service's tariff.
#[derive(Debug)]
pub(super) struct Steps<'a> {
    list: Vec<(Threshold, Tariff, Here<'a>)>,
    minimum: Option<Micros>,
}

impl<'a> Steps<'a> {
    /// The steps as written; `None` where they are wrong.
    pub(super) fn read(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let minimum = here.field("minimum_charge").map_or(Some(None), |place| {
            let least: Money = reader.quantity(&place)?;
            Some(Some(Micros::from_usd(least.as_usd())))
        });
        let section = here.field("tariff_steps");
        if let Some(place) = section.clone().or_else(|| here.field("minimum_charge"))
            && here.field("tariff").is_none()
        {
            reader.advise(
                Code::CONFLICT,
                &place,
                format!("`{}` has no tariff to begin with", here.path),
                "steps and minimum charges are those of the tariff",
                "add `tariff`: it applies up to the first step",
            );
        }
        let Some(section) = section else { return Some(Self { list: Vec::new(), minimum: minimum? }) };
        let mut list: Vec<(Threshold, Tariff, Here<'a>)> = Vec::new();
        for item in section.items() {
            let from = item.field("from").and_then(|place| reader.quantity::<Threshold>(&place));
            let place = item.or_self("tariff");
            let tariff = reader.quantity::<Tariff>(&place);
            let from = from?;
            let follows = list.last().is_none_or(|(before, ..)| comes_after(*before, from));
            if !follows {
                reader.complain(
                    Code::CONFLICT,
                    &item.or_self("from"),
                    format!("the steps of `{}` do not follow each other", here.path),
                    "distances or load units of one kind, each larger than the one before",
                );
                return None;
            }
            list.push((from, tariff?, place));
        }
        Some(Self { list, minimum: minimum? })
    }

    /// Whether there is anything but one tariff for all.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty() && self.minimum.is_none()
    }

    /// The charge of a cargo class by its first tariff and these steps.
    pub(super) fn charge(
        &self,
        first: (Tariff, &Here<'a>),
        class: usize,
        length: Length,
        corridor: &mut Corridor,
        reader: &mut Reader<'a>,
    ) -> Option<Freight> {
        let by_distance = matches!(self.list.first(), Some((Threshold::Distance(_), ..)));
        let steps = if by_distance {
            vec![(0, self.by_distance(first, class, length, corridor, reader)?)]
        } else {
            self.by_quantity(first, class, length, corridor, reader)?
        };
        if let ([(_, only)], None) = (steps.as_slice(), self.minimum) {
            return Some(*only);
        }
        let minimum = self.minimum.unwrap_or(Micros(i64::MIN));
        corridor.step_tariffs.push(StepTariff { steps, minimum });
        Some(Freight::Stepped(corridor.step_tariffs.len() as u32 - 1))
    }

    /// Each kilometre is charged by the step that it lies in: a service has one length, so what
    /// comes out is one charge.
    fn by_distance(
        &self,
        (tariff, place): (Tariff, &Here<'a>),
        class: usize,
        length: Length,
        corridor: &Corridor,
        reader: &mut Reader<'a>,
    ) -> Option<Freight> {
        let mut begins = 0.0;
        let mut sum: Option<Freight> = None;
        let mut bands = vec![(0.0, tariff, place)];
        bands.extend(self.list.iter().filter_map(|(from, tariff, place)| match from {
            Threshold::Distance(from) => Some((from.as_km(), *tariff, place)),
            Threshold::Quantity(_) => None,
        }));
        for (index, (_, tariff, place)) in bands.iter().enumerate() {
            let ends = bands.get(index + 1).map_or(f64::INFINITY, |next| next.0).min(length.as_km());
            let part = Length::from_km((ends - begins).max(0.0));
            begins = f64::max(begins, ends);
            let by_km = [ChargeBasis::PerTonneKm, ChargeBasis::PerVehicleKm].contains(&tariff.basis)
                || matches!(tariff.basis, ChargeBasis::PerUnitKm(_));
            let charge = charge_of(*tariff, class, corridor, part, place, reader)?;
            sum = match (sum, charge) {
                (None, charge) if by_km => Some(charge),
                (Some(Freight::PerUnit(sum)), Freight::PerUnit(more)) if by_km => {
                    Some(Freight::PerUnit(Price(sum.0 + more.0)))
                }
                (Some(Freight::PerVehicle(sum)), Freight::PerVehicle(more)) if by_km => {
                    Some(Freight::PerVehicle(sum + more))
                }
                _ => {
                    reader.complain(
                        Code::CONFLICT,
                        place,
                        format!("`{}` cannot be added up over steps by distance", place.path),
                        "kilometres of one kind belong here, as `0.04 USD/t-km`",
                    );
                    return None;
                }
            };
        }
        sum
    }

    /// A lot pays for all that it counts by the step that it reaches.
    fn by_quantity(
        &self,
        (tariff, place): (Tariff, &Here<'a>),
        class: usize,
        length: Length,
        corridor: &Corridor,
        reader: &mut Reader<'a>,
    ) -> Option<Vec<(u32, Freight)>> {
        let cargo = &corridor.cargo[class];
        let mut steps = vec![(0, charge_of(tariff, class, corridor, length, place, reader)?)];
        for (from, tariff, place) in &self.list {
            let Threshold::Quantity(volume) = from else { continue };
            let count = match volume.unit {
                unit if unit == cargo.unit => volume.amount,
                LoadUnit::Tonne => volume.amount / cargo.mass.as_tonnes(),
                unit => {
                    super::places::other_unit(place, cargo.unit, unit, reader);
                    return None;
                }
            };
            let count = (count - 1e-9).ceil().clamp(0.0, f64::from(u32::MAX)) as u32;
            steps.push((count, charge_of(*tariff, class, corridor, length, place, reader)?));
        }
        Some(steps)
    }
}

fn comes_after(before: Threshold, next: Threshold) -> bool {
    match (before, next) {
        (Threshold::Distance(before), Threshold::Distance(next)) => before.as_km() < next.as_km(),
        (Threshold::Quantity(before), Threshold::Quantity(next)) => {
            before.unit == next.unit && before.amount < next.amount
        }
        _ => false,
    }
}

/// What fleets charge besides the tariffs of their services.
pub(super) fn hires<'a>(
    fleets: &[Named<'a, written::Fleet>],
    reader: &mut Reader<'a>,
    build: &mut Build,
    corridor: &mut Corridor,
) {
    for (named, fleet) in fleets.iter().zip(&mut corridor.fleets) {
        let hire = hire(named, reader, build);
        if fleet.returns == crate::corridor::Returns::AtOnce
            && let Some(place) = named.here.field("empty_tariff")
        {
            reader.complain(
                Code::CONFLICT,
                &place,
                format!("vehicles of `{}` are never empty", named.name),
                "they return `AtOnce`",
            );
        }
        fleet.hire = hire;
    }
}

fn hire<'a>(fleet: &Named<'a, written::Fleet>, reader: &mut Reader<'a>, build: &mut Build) -> Option<Hire> {
    let here = &fleet.here;
    let mut a_day = |what: &str| {
        let place = here.field(what)?;
        let rate: DayRate = reader.quantity(&place)?;
        Some(rate.as_usd() / MS_PER_DAY)
    };
    let [under_way, kept] = ["hire", "demurrage"].map(&mut a_day);
    let free = here.field("free_time");
    if let (Some(place), None) = (&free, kept) {
        reader.complain(
            Code::CONFLICT,
            place,
            format!("`{}` has free time and no demurrage", here.path),
            "nothing is charged after it",
        );
    }
    let free_time = free.and_then(|place| reader.quantity::<Duration>(&place)).unwrap_or(Duration::ZERO);
    let empty = here.field("empty_tariff").and_then(|place| {
        let tariff: Tariff = reader.quantity(&place)?;
        match tariff.basis {
            ChargeBasis::PerVehicleKm => Some((tariff.price.as_usd(), 0.0)),
            ChargeBasis::PerVehicle => Some((0.0, tariff.price.as_usd())),
            _ => {
                reader.complain(
                    Code::OTHER_UNIT,
                    &place,
                    format!("`{}` is no tariff of empty trips", place.path),
                    "write it as `1.2 USD/vehicle-km` or `900 USD/vehicle`",
                );
                None
            }
        }
    });
    if under_way.is_none() && kept.is_none() && empty.is_none() {
        return None;
    }
    let (empty_km, empty_trip) = empty.unwrap_or_default();
    let operator = fleet.written.operator.as_deref().unwrap_or(&fleet.name);
    Some(Hire {
        under_way: under_way.unwrap_or(0.0),
        kept: kept.unwrap_or(0.0),
        free_time,
        empty_km,
        empty_trip,
        payee: build.payee(operator),
    })
}

/// The hire of what goods lie in, for a load unit and day (USD).
pub(super) fn container_hire<'a>(
    cargo: &[Named<'a, written::Cargo>],
    reader: &mut Reader<'a>,
    build: &mut Build,
    corridor: &mut Corridor,
) {
    for (named, cargo) in cargo.iter().zip(&mut corridor.cargo) {
        let Some(place) = named.here.field("hire") else { continue };
        let Some(tariff) = reader.quantity::<StorageTariff>(&place) else { continue };
        let usd = match tariff.basis {
            StorageBasis::PerTonneDay => tariff.price.as_usd() * cargo.mass.as_tonnes(),
            StorageBasis::PerUnitDay(unit) if unit == cargo.unit => tariff.price.as_usd(),
            StorageBasis::PerUnitDay(unit) => {
                super::places::other_unit(&place, cargo.unit, unit, reader);
                continue;
            }
        };
        cargo.hire = Some((usd, build.payee(&format!("{} hire", named.name))));
    }
}
