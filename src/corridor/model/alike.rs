//! What the phases of a corridor share: everything that a replication keeps between them.
//!
//! Of each block every field is named here, as one that all phases have alike, or as one that is free
//! to change on a date, since the world looks it up when it needs it, or is told when a phase begins.
//! A field that is named nowhere does not compile.

use super::phase::Unlike;
use super::{
    Agency, Berth, Border, Cargo, CargoPlan, Corridor, Demand, Disruption, Documents, Draught, Equipment,
    Fleet, GaugeChange, Link, Node, Operation, Pipeline, Service, Side, Store, StoreUse, Terminal, Water,
    Weather, Workshop,
};
use std::mem::discriminant;

/// What of a block differs that must not; `None` where all is well.
type Differs = Option<&'static str>;

/// Returns what differs of two blocks. Fields in `free` may; those in `else` are looked at afterwards.
macro_rules! alike {
    (
        $one:ident, $other:ident: $block:ident,
        $( $what:literal: [$($field:ident),+], )*
        else [$($part:ident),*], free [$($free:ident),*]
    ) => {
        let $block { $($($field,)+)* $($part: _,)* $($free: _,)* } = $one;
        $( if $( *$field != $other.$field )||+ { return Some($what); } )*
    };
}

const THERE: &str = "that it is there";

impl Corridor {
    /// What a later phase changes of this corridor and must not.
    pub(super) fn unlike(&self, later: &Self) -> Option<Unlike> {
        // Of the frame projects change nothing; lists without a rule follow from those that have one.
        let Self {
            name: _,
            start: _,
            horizon: _,
            warm_up: _,
            finds_warm_up: _,
            nodes,
            links,
            cargo,
            terminals,
            berths,
            equipment,
            stores,
            borders,
            agencies,
            gates: _,
            slowdowns: _,
            weather,
            waters,
            disruptions,
            gauge_changes,
            workshops,
            fleets,
            services,
            demand,
            legs: _,
            emissions: _,
            step_tariffs: _,
            payees,
            accounts,
            cells: _,
            projects: _,
            phases: _,
        } = self;
        let plain = |section: &'static str| move |name: &str| format!("{section}.{name}");
        let at = |terminal: super::TerminalId, list: &str, name: &str| {
            format!("terminals.{}.{list}.{name}", terminals[terminal.index()].name)
        };
        let border = |agency: &Agency| format!("borders.{}", borders[agency.border.index()].name);
        None.or_else(|| first(nodes, &later.nodes, |it| plain("nodes")(&it.name), node))
            .or_else(|| first(cargo, &later.cargo, |it| plain("cargo")(&it.name), self::cargo))
            .or_else(|| first(links, &later.links, |it| plain("links")(&it.name), link))
            .or_else(|| first(terminals, &later.terminals, |it| plain("terminals")(&it.name), terminal))
            .or_else(|| first(berths, &later.berths, |it| at(it.terminal, "berths", &it.name), berth))
            .or_else(|| first(equipment, &later.equipment, |it| at(it.terminal, "equipment", &it.name), pool))
            .or_else(|| first(stores, &later.stores, |it| at(it.terminal, "storage", &it.name), store))
            .or_else(|| first(borders, &later.borders, |it| plain("borders")(&it.name), self::border))
            .or_else(|| first(agencies, &later.agencies, border, agency))
            .or_else(|| {
                first(gauge_changes, &later.gauge_changes, |it| plain("nodes")(&it.name), gauge_change)
            })
            .or_else(|| first(workshops, &later.workshops, |it| plain("workshops")(&it.name), workshop))
            .or_else(|| first(weather, &later.weather, |it| plain("weather")(&it.name), self::weather))
            .or_else(|| first(waters, &later.waters, |it| plain("waters")(&it.name), water))
            .or_else(|| {
                first(disruptions, &later.disruptions, |it| plain("disruptions")(&it.name), disruption)
            })
            .or_else(|| first(fleets, &later.fleets, |it| plain("fleets")(&it.name), fleet))
            .or_else(|| first(services, &later.services, |it| plain("services")(&it.name), service))
            .or_else(|| first(demand, &later.demand, |it| plain("demand")(&it.name), self::demand))
            .or_else(|| {
                let same = *payees == later.payees && *accounts == later.accounts;
                let what = "who is paid, for what and in which country";
                (!same).then(|| Unlike { path: "services".to_owned(), what })
            })
    }
}

/// The first of two lists that is not alike.
fn first<T>(
    ones: &[T],
    others: &[T],
    path: impl Fn(&T) -> String,
    differs: impl Fn(&T, &T) -> Differs,
) -> Option<Unlike> {
    let mut pairs = ones.iter().zip(others);
    let unlike =
        pairs.find_map(|(one, other)| Some(Unlike { path: path(other), what: differs(one, other)? }));
    let shorter = ones.len().min(others.len());
    let more = || ones.get(shorter).or(others.get(shorter));
    unlike.or_else(|| more().map(|one| Unlike { path: path(one), what: THERE }))
}

fn node(one: &Node, other: &Node) -> Differs {
    alike!(one, other: Node,
        "that it is there": [name],
        "the place": [country, terminal, gauge_change],
        else [], free [at]
    );
    None
}

fn cargo(one: &Cargo, other: &Cargo) -> Differs {
    alike!(one, other: Cargo,
        "that it is there": [name],
        "what it is counted in": [unit, mass],
        else [], free [value, time_cost_per_day, hire]
    );
    None
}

fn link(one: &Link, other: &Link) -> Differs {
    alike!(one, other: Link,
        "that it is there": [name],
        "what it connects": [ends, mode, country, border, border_reversed, gauge],
        "whether it has paths, or a single track": [single],
        else [headway, slowed, pipe, limits], free [length, pace, gate, draws]
    );
    if one.limits.is_some() != other.limits.is_some() {
        return Some("whether it has limits for trains");
    }
    let transit = |link: &Link| link.pipe.map(|Pipeline { place, rate: _, transit }| (place, transit));
    if transit(one) != transit(other) {
        return Some("how long goods flow through it");
    }
    // Where there are lines, results tell of them.
    if one.headway.is_some() != other.headway.is_some() {
        return Some("whether it has paths, or a single track");
    }
    (one.slowed != other.slowed).then_some("whether it is slowed by storms")
}

fn terminal(one: &Terminal, other: &Terminal) -> Differs {
    alike!(one, other: Terminal,
        "that it is there": [name],
        else [plans], free [payee, gate, at_closing]
    );
    let same = one.plans.len() == other.plans.len()
        && one.plans.iter().zip(&other.plans).all(|pair| match pair {
            (None, None) => true,
            (Some(one), Some(other)) => same_steps(one, other),
            _ => false,
        });
    (!same).then_some("which steps goods take there")
}

/// Goods that have begun a step end it.
fn same_steps(one: &CargoPlan, other: &CargoPlan) -> bool {
    let CargoPlan { unload, formalities, transload, load, store } = one;
    let step = |step: &Option<Operation>| {
        step.as_ref().map(|step| {
            let Operation { equipment, up_to: _, work: _, fee: _, draws: _ } = step;
            *equipment
        })
    };
    let place = |place: &Option<StoreUse>| {
        place.as_ref().map(|place| {
            let StoreUse { store, places, free_time: _, per_day: _ } = place;
            (*store, *places)
        })
    };
    [unload, formalities, transload, load].map(step)
        == [&other.unload, &other.formalities, &other.transload, &other.load].map(step)
        && place(store) == place(&other.store)
}

fn berth(one: &Berth, other: &Berth) -> Differs {
    alike!(one, other: Berth,
        "that it is there": [name, terminal],
        else [], free [count, gate, depth, upkeep, family]
    );
    None
}

fn pool(one: &Equipment, other: &Equipment) -> Differs {
    alike!(one, other: Equipment,
        "that it is there": [name, terminal],
        else [], free [count, upkeep, family]
    );
    None
}

fn store(one: &Store, other: &Store) -> Differs {
    alike!(one, other: Store,
        "that it is there": [name, terminal],
        else [], free [capacity, when_full]
    );
    None
}

fn border(one: &Border, other: &Border) -> Differs {
    const FRAME: &str = "which agencies, papers and ranks it has";
    alike!(one, other: Border,
        "that it is there": [name],
        "which agencies, papers and ranks it has": [plain, gauge_change],
        else [sides, documents, priority], free [fees, payee]
    );
    let papers = |documents: &Documents| {
        let Documents { time: _, clerks, gate: _, at_closing: _, digital: _, usual: _, draws: _ } = documents;
        clerks.is_some()
    };
    let closing = |border: &Border| border.documents.as_ref().map(|documents| documents.at_closing);
    let side = |side: &Side| {
        let Side { country, agencies, fees: _, payee: _ } = side;
        (country.clone(), agencies.clone())
    };
    let same = one.sides.iter().map(side).eq(other.sides.iter().map(side))
        && one.documents.as_ref().map(papers) == other.documents.as_ref().map(papers)
        && one.priority.is_some() == other.priority.is_some();
    if !same {
        return Some(FRAME);
    }
    (closing(one) != closing(other)).then_some("what happens at closing time")
}

fn agency(one: &Agency, other: &Agency) -> Differs {
    alike!(one, other: Agency,
        "which agencies, papers and ranks it has": [name, border],
        "what happens at closing time": [at_closing],
        else [], free [servers, upkeep, gate, release, checks, channels, family, draws]
    );
    None
}

fn gauge_change(one: &GaugeChange, other: &GaugeChange) -> Differs {
    alike!(one, other: GaugeChange,
        "that it is there": [name],
        else [means], free [tracks, upkeep, of_wagons, gate, at_closing, fees, payee, families, draws]
    );
    let same = discriminant(&one.means) == discriminant(&other.means)
        && one.wagons().is_some() == other.wagons().is_some();
    (!same).then_some("how the gauge is changed")
}

fn workshop(one: &Workshop, other: &Workshop) -> Differs {
    alike!(one, other: Workshop,
        "that it is there": [name],
        else [], free [crews, gate, at_closing]
    );
    None
}

fn weather(one: &Weather, other: &Weather) -> Differs {
    alike!(one, other: Weather,
        "that it is there": [name],
        else [], free [storms, draws]
    );
    None
}

fn water(one: &Water, other: &Water) -> Differs {
    alike!(one, other: Water,
        "that it is there": [name],
        else [], free [levels]
    );
    None
}

fn disruption(one: &Disruption, other: &Disruption) -> Differs {
    alike!(one, other: Disruption,
        "that it is there": [name],
        else [], free [every, lasts, draws]
    );
    None
}

fn fleet(one: &Fleet, other: &Fleet) -> Differs {
    alike!(one, other: Fleet,
        "that it is there": [name],
        "where and how its vehicles go": [mode, ports, services],
        "what its vehicles carry, and what that weighs": [room],
        "what its trains are made of": [train],
        "which way its vehicles go without load": [ways],
        "whether its vehicles go in trains": [in_trains],
        "whether its vehicles are locomotives": [hauls],
        else [vehicles, returns, draught], free [hauled, upkeep, speed, hire, turn_round, draws, family]
    );
    let masses = |fleet: &Fleet| {
        fleet.draught.as_ref().map(|draught| {
            let Draught { laden: _, under_keel: _, immersion: _, payload: _, masses } = draught;
            masses.clone()
        })
    };
    if masses(one) != masses(other) {
        return Some("what its vehicles carry, and what that weighs");
    }
    let same = discriminant(&one.returns) == discriminant(&other.returns)
        && one.vehicles.is_some() == other.vehicles.is_some();
    (!same).then_some("where and how its vehicles go")
}

fn service(one: &Service, other: &Service) -> Differs {
    alike!(one, other: Service,
        "that it is there": [name],
        "which way it goes": [from, to, path, fleet, ports],
        else [], free [length, departs, largest, freight, payee, embargoes]
    );
    None
}

fn demand(one: &Demand, other: &Demand) -> Differs {
    alike!(one, other: Demand,
        "that it is there": [name],
        "what is sent": [cargo, from, to],
        else [choice],
        free [
            quantity, mean_count, arrivals, itinerary, first_leg, lanes, first_lane, promised, cell, family, draws
        ]
    );
    (one.choice.is_some() != other.choice.is_some()).then_some("what is sent")
}
