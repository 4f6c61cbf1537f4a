//! Terminals: berths, equipment, stores and the handling of each cargo class.

use super::disruptions::disrupted;
use super::exposures::exposures;
use super::links::{above_zero, count, gate_plan, span_law};
use super::places::{other_unit, written_as};
use super::{Build, Named, Sections, whole};
use crate::corridor::{
    Berth, Cargo, CargoPlan, Equipment, EquipmentId, Freight, Operation, Price, Store, StoreId, StoreUse,
    Terminal, TerminalId, WhenFull, Work,
};
use crate::noise::{Item, Stream};
use crate::quantity::{Duration, LoadRate, LoadUnit, LoadVolume, StorageBasis, StorageTariff, Tariff};
use crate::scenario::reader::{Here, Names, Reader};
use crate::scenario::text::Code;
use crate::scenario::written;

/// Terminals, in the order of names; their parts are gathered in `build`.
pub(super) fn terminals<'a>(
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    build: &mut Build,
    cargo: Option<&[Cargo]>,
) -> Option<Vec<Terminal>> {
    let mut terminals = Vec::new();
    for (index, terminal) in sections.terminals.iter().enumerate() {
        let mut yard =
            Yard { id: TerminalId::at(index), terminal, sections, build: &mut *build, cargo: cargo? };
        terminals.push(yard.read(reader));
    }
    whole(terminals, sections.names.terminals.len())
}

/// A terminal while it is read.
struct Yard<'y, 'a> {
    id: TerminalId,
    terminal: &'y Named<'a, written::Terminal>,
    sections: &'y Sections<'a>,
    build: &'y mut Build,
    cargo: &'y [Cargo],
}

impl<'a> Yard<'_, 'a> {
    fn read(&mut self, reader: &mut Reader<'a>) -> Option<Terminal> {
        let written = &self.terminal.written;
        let here = &self.terminal.here;
        let berths = self.berths(reader);
        let equipment = self.equipment(reader);
        let stores = self.stores(reader);
        let sound = berths.is_some() && stores.is_some();
        let mut plans = stores.unwrap_or_else(|| vec![None; self.cargo.len()]);
        for (name, handling) in &written.handling {
            let place = here.or_self("handling").or_self(name);
            let Some(class) = reader.name(&self.sections.names.cargo, name, &place) else { continue };
            let plan = plans.get_mut(class)?.get_or_insert_with(CargoPlan::default);
            let cargo = &self.cargo[class];
            let mut step = |what: &str, operation: &Option<written::Operation>| {
                let place = place.field(what)?;
                let operation = operation.as_ref()?;
                self.operation(operation, &place, what, cargo, &equipment, reader)
            };
            plan.unload = step("unload", &handling.unload);
            plan.formalities = step("formalities", &handling.formalities);
            plan.transload = step("transload", &handling.transload);
            plan.load = step("load", &handling.load);
        }
        let mut plan = gate_plan(&self.build.frame, here, written.hours.as_deref(), &written.closed, reader);
        plan.disruptions = disrupted(here, self.sections, reader);
        sound.then_some(Terminal {
            name: self.terminal.name.clone(),
            payee: self.build.payee(written.operator.as_deref().unwrap_or(&self.terminal.name)),
            gate: self.build.gate(plan),
            at_closing: super::closing::named(&written.at_closing),
            plans,
        })
    }

    fn berths(&mut self, reader: &mut Reader<'a>) -> Option<()> {
        let section = self.terminal.here.or_self("berths");
        let mut sound = Some(());
        for (name, berth) in &self.terminal.written.berths {
            let here = section.or_self(name);
            let count = here.field("count").and_then(|here| count(&here, reader));
            let mut plan = gate_plan(&self.build.frame, &here, berth.hours.as_deref(), &berth.closed, reader);
            plan.weather = exposures(here.field("weather"), self.sections, reader);
            plan.disruptions = disrupted(&here, self.sections, reader);
            let gate = self.build.gate(plan);
            let depth = super::waters::depth(&here, berth.water.as_deref(), self.sections, reader);
            match count.zip(depth) {
                None => sound = None,
                Some((count, depth)) => {
                    let component = format!("{}/berths/{name}", self.terminal.name);
                    let kept = super::upkeep::Kept {
                        component: &component,
                        here: &here,
                        breakdowns: berth.breakdowns.as_ref(),
                        maintenance: &berth.maintenance,
                        count: Some(count),
                    };
                    let upkeep = kept.read(self.sections, &self.build.frame, reader).unwrap_or_default();
                    let (name, terminal, family) = (name.clone(), self.id, Item::family(&component));
                    self.build.berths.push(Berth { name, terminal, count, gate, depth, upkeep, family });
                }
            }
        }
        sound
    }

    /// The names of the terminal's equipment pools; the ids follow their order.
    fn equipment(&mut self, reader: &mut Reader<'a>) -> Pools {
        let section = self.terminal.here.or_self("equipment");
        let first = self.build.equipment.len();
        for (name, pool) in &self.terminal.written.equipment {
            let here = section.or_self(name);
            // A pool without a count is already a finding; one machine stands in for it.
            let count = here.field("count").and_then(|here| count(&here, reader)).unwrap_or(1);
            let component = format!("{}/{name}", self.terminal.name);
            let of_machines = super::upkeep::Kept {
                component: &component,
                here: &here,
                breakdowns: pool.breakdowns.as_ref(),
                maintenance: &pool.maintenance,
                count: Some(count),
            };
            let upkeep = of_machines.read(self.sections, &self.build.frame, reader).unwrap_or_default();
            let family = Item::family(&component);
            let name = name.clone();
            self.build.equipment.push(Equipment { name, terminal: self.id, count, family, upkeep });
        }
        let entries = self.terminal.here.tree.child("equipment").map(crate::scenario::text::Tree::entries);
        let names = entries.unwrap_or_default().iter().map(|entry| (entry.key.as_str(), entry.key_span));
        Pools { first, names: Names::new("equipment pool", names) }
    }

    /// The plans of all cargo classes, with the store of each.
    fn stores(&mut self, reader: &mut Reader<'a>) -> Option<Vec<Option<CargoPlan>>> {
        let mut plans: Vec<Option<CargoPlan>> = vec![None; self.cargo.len()];
        let section = self.terminal.here.or_self("storage");
        let mut sound = Some(());
        for (name, storage) in &self.terminal.written.storage {
            let here = section.or_self(name);
            let capacity = here.field("capacity").and_then(|here| {
                let volume: LoadVolume =
                    reader.positive_in_time(&here, |volume| places_of(*volume) as f64)?;
                Some((volume, here))
            });
            let free_time =
                here.field("free_time").map_or(Some(Duration::ZERO), |here| reader.quantity(&here));
            let tariff: Option<StorageTariff> = here.field("tariff").and_then(|here| reader.quantity(&here));
            let id = StoreId::at(self.build.stores.len());
            let (Some((volume, capacity_here)), Some(free_time)) = (capacity, free_time) else {
                sound = None;
                continue;
            };
            self.build.stores.push(Store {
                name: name.clone(),
                terminal: self.id,
                // In tonnes, places are kilograms, so that whole load units of any mass fit in.
                capacity: places_of(volume),
                when_full: match storage.when_full {
                    written::WhenFull::Wait => WhenFull::Wait,
                    written::WhenFull::TurnAway => WhenFull::TurnAway,
                },
            });
            let holds = here.or_self("holds");
            for (place, class) in holds.items().zip(&storage.holds) {
                let Some(class) = reader.name(&self.sections.names.cargo, class, &place) else { continue };
                let cargo = &self.cargo[class];
                let Some(places) = places_of_unit(volume.unit, cargo) else {
                    other_unit(&capacity_here, cargo.unit, volume.unit, reader);
                    continue;
                };
                let per_day = self.per_day(tariff, cargo, &here, reader);
                let plan = plans.get_mut(class)?.get_or_insert_with(CargoPlan::default);
                if let Some(other) = &plan.store {
                    let other = &self.build.stores[other.store.index()].name;
                    reader.complain(
                        Code::TWO_STORES,
                        &place,
                        format!("`{}` has two stores for `{}`", self.terminal.name, cargo.name),
                        format!("the store `{other}` holds this class too"),
                    );
                }
                plan.store = Some(StoreUse { store: id, places, free_time, per_day });
            }
        }
        sound.map(|()| plans)
    }

    fn per_day(
        &self,
        tariff: Option<StorageTariff>,
        cargo: &Cargo,
        here: &Here<'a>,
        reader: &mut Reader<'a>,
    ) -> Price {
        let Some(tariff) = tariff else { return Price::default() };
        let usd = tariff.price.as_usd();
        match tariff.basis {
            StorageBasis::PerTonneDay => Price(usd * cargo.mass.as_tonnes()),
            StorageBasis::PerUnitDay(unit) if unit == cargo.unit => Price(usd),
            StorageBasis::PerUnitDay(unit) => {
                other_unit(&here.or_self("tariff"), cargo.unit, unit, reader);
                Price::default()
            }
        }
    }

    fn operation(
        &self,
        operation: &written::Operation,
        here: &Here<'a>,
        what: &str,
        cargo: &Cargo,
        pools: &Pools,
        reader: &mut Reader<'a>,
    ) -> Option<Operation> {
        let equipment = match &operation.by {
            None => None,
            Some(name) => {
                let index = reader.name(&pools.names, name, &here.or_self("by"))?;
                Some(EquipmentId::at(pools.first + index))
            }
        };
        let fee = here.field("fee").map_or(Some(Price::default()), |here| fee(&here, cargo, reader));
        let work = work(here, cargo, reader);
        let up_to = here.field("up_to").map_or(Some(1), |here| count(&here, reader));
        if let Some(place) = here.field("up_to") {
            refuse_sharing(&place, operation, reader);
        }
        let component = format!("{}/{}", self.terminal.name, cargo.name);
        Some(Operation {
            equipment,
            up_to: up_to?,
            work: work?,
            fee: fee?,
            draws: Stream::of(&component, what),
        })
    }
}

/// Machines share what they are counted for.
fn refuse_sharing<'a>(place: &Here<'a>, operation: &written::Operation, reader: &mut Reader<'a>) {
    let (what, label, hint) = if operation.by.is_none() {
        ("there are no machines to work together", "needs a pool", "name the pool with `by`")
    } else if operation.rate.is_none() && operation.time.is_some() {
        (
            "how several machines share a time for a whole lot is not known",
            "needs a rate",
            "write the `rate` of one machine instead of `time`",
        )
    } else {
        return;
    };
    reader.advise(Code::CONFLICT, place, format!("`{}`: {what}", place.path), label, hint);
}

struct Pools {
    first: usize,
    names: Names,
}

fn places_of(volume: LoadVolume) -> u64 {
    let scale = if volume.unit == LoadUnit::Tonne { 1000.0 } else { 1.0 };
    (volume.amount * scale).clamp(0.0, 1e15).round() as u64
}

/// Places that one load unit takes in a store of this unit.
fn places_of_unit(unit: LoadUnit, cargo: &Cargo) -> Option<u64> {
    if unit == LoadUnit::Tonne {
        return Some(((cargo.mass.as_tonnes() * 1000.0).round() as u64).max(1));
    }
    (unit == cargo.unit).then_some(1)
}

fn work<'a>(here: &Here<'a>, cargo: &Cargo, reader: &mut Reader<'a>) -> Option<Work> {
    match (here.field("time"), here.field("rate")) {
        (Some(time), None) => span_law(&time, reader).map(Work::PerLot),
        (None, Some(rate)) => {
            let law =
                reader.law(&rate, &mut |reader, rate: LoadRate, here| rate_in(cargo, rate, here, reader))?;
            above_zero(law, &rate, reader).map(Work::AtRate)
        }
        _ => {
            reader.advise(
                Code::CONFLICT,
                here,
                format!("`{}` needs a time or a rate", here.path),
                "one of the two, not both",
                "write `time: \"2 h\"` for a lot or `rate: \"25 TEU/h\"`",
            );
            None
        }
    }
}

/// Load units of these goods per hour.
fn rate_in(cargo: &Cargo, rate: LoadRate, here: &Here<'_>, reader: &mut Reader<'_>) -> Option<f64> {
    if rate.unit == cargo.unit {
        return Some(rate.per_hour);
    }
    if rate.unit == LoadUnit::Tonne {
        return Some(rate.per_hour / cargo.mass.as_tonnes());
    }
    other_unit(here, cargo.unit, rate.unit, reader);
    None
}

/// A fee for one load unit of these goods.
fn fee<'a>(here: &Here<'a>, cargo: &Cargo, reader: &mut Reader<'a>) -> Option<Price> {
    let tariff: Tariff = reader.quantity(here)?;
    match Freight::from_fee(tariff, cargo.unit, cargo.mass) {
        Some(Freight::PerUnit(price)) => Some(price),
        _ => {
            reader.complain(
                Code::OTHER_UNIT,
                here,
                format!("`{}` is no fee for `{}`", here.path, cargo.name),
                written_as("90", cargo.unit, "6"),
            );
            None
        }
    }
}
