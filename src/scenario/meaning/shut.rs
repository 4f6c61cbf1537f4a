//! Warnings: goods that never arrive, since something on all their ways is shut from the start to the horizon.

use crate::corridor::{Arrivals, Corridor, Demand, GateId, Profile, ServiceId};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::{Code, Finding, Tree};
use crate::sim::{Gate, Time};

/// Says of every stream none of whose goods can arrive, projects included.
pub(in crate::scenario) fn shut(corridor: &Corridor, tree: &Tree, reader: &mut Reader<'_>) {
    let horizon = Time::START + corridor.horizon;
    let phases: Vec<Phase<'_>> =
        corridor.windows().map(|(phase, from, to)| Phase::of(phase, [from, to.min(horizon)])).collect();
    for index in 0..corridor.demand.len() {
        let reasons: Option<Vec<String>> = phases.iter().map(|phase| phase.shuts_out(index)).collect();
        let Some(reason) = reasons.and_then(|all| all.into_iter().next()) else { continue };
        let name = &corridor.demand[index].name;
        let finding = Finding::warning(Code::SHUT, format!("nothing of `{name}` ever arrives"))
            .label(format!("{reason} from the start to the horizon"))
            .hint("let it open before the horizon, or `remove` the stream");
        let root = Here::root(tree);
        let place = root.field("demand").and_then(|demand| demand.field(name)).map(|here| here.key());
        let place = place.map(|key| reader.sources.first_line(key));
        reader.findings.push(place.into_iter().fold(finding, Finding::at));
    }
}

/// A corridor between two instants.
struct Phase<'c> {
    corridor: &'c Corridor,
    window: [Time; 2],
    /// Whether each gate is closed all the time by date and hour.
    closed: Vec<bool>,
}

impl<'c> Phase<'c> {
    fn of(corridor: &'c Corridor, window: [Time; 2]) -> Self {
        let closed = corridor.gates.iter().map(|plan| {
            let mut timeline = Gate::default();
            timeline.lay_out(&mut plan.fixed.clone());
            let [mut reached, to] = window;
            for closure in timeline.closures().iter().filter(|closure| closure.to > window[0]) {
                if closure.from > reached {
                    break;
                }
                reached = closure.to;
            }
            reached >= to
        });
        Self { corridor, window, closed: closed.collect() }
    }

    /// What keeps all goods of a stream from arriving, on whichever of its ways; of the first.
    fn shuts_out(&self, stream: usize) -> Option<String> {
        let demand = &self.corridor.demand[stream];
        let sends = match &demand.arrivals {
            Arrivals::Renewal { profile, .. } => {
                profile.as_ref().is_none_or(|profile: &Profile| profile.mean_rate() > 0.0)
            }
            Arrivals::Trace(rows) => !rows.is_empty(),
        };
        if !sends {
            return None;
        }
        let ways = demand.itineraries();
        let reasons = ways.map(|way| way.iter().find_map(|&service| self.blocks(service, demand)));
        reasons.collect::<Option<Vec<_>>>()?.into_iter().next()
    }

    /// What keeps goods from going by a service.
    fn blocks(&self, service: ServiceId, demand: &Demand) -> Option<String> {
        let corridor = self.corridor;
        let offer = &corridor.services[service.index()];
        let fleet = &corridor.fleets[offer.fleet.index()];
        let shut = |gate: Option<GateId>| gate.is_some_and(|gate| self.closed[gate.index()]);
        if shut(offer.embargoes[demand.cargo.index()]) {
            return Some(format!("service `{}` does not accept them", offer.name));
        }
        let yard = corridor.terminal_at(offer.from).zip(corridor.plan(offer.from, demand.cargo));
        if let Some((terminal, plan)) = yard
            && (plan.formalities.is_some() || plan.transload.is_some())
            && shut(terminal.gate)
        {
            return Some(format!("the yard of `{}` is shut", terminal.name));
        }
        for berth in offer.ports.iter().filter_map(|&port| fleet.ports[port].berth) {
            let berth = &corridor.berths[berth.index()];
            if shut(berth.gate) {
                let terminal = &corridor.terminals[berth.terminal.index()].name;
                return Some(format!("the berths `{}` of `{terminal}` are shut", berth.name));
            }
        }
        for hop in &offer.path {
            let link = &corridor.links[hop.link.index()];
            if shut(link.gate) {
                return Some(format!("link `{}` is shut", link.name));
            }
            let Some(border) = link.border.map(|border| &corridor.borders[border.index()]) else { continue };
            let agencies = border.sides.iter().flat_map(|side| &side.agencies);
            let mut agencies = agencies.map(|id| &corridor.agencies[id.index()]);
            let papers = border.documents.as_ref().and_then(|documents| documents.gate);
            if agencies.any(|agency| agency.looks_at(demand.cargo) && shut(agency.gate)) || shut(papers) {
                return Some(format!("the crossing `{}` is shut", border.name));
            }
        }
        let [from, to] = self.window;
        let away = fleet.upkeep.maintenance.iter().filter(|outage| outage.from <= from && outage.to >= to);
        let away: u32 = away.map(|outage| outage.units).fold(0, u32::saturating_add);
        let gone = fleet.vehicles.is_some_and(|vehicles| fleet.has_vehicles() && vehicles <= away);
        gone.then(|| format!("all vehicles of `{}` are away", fleet.name))
    }
}
