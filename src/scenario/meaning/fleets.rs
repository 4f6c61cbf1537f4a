//! Fleets: what they carry, how they move, where their ports are.

use super::calendar::Frame;
use super::links::{count, span_law, speed_law};
use super::places::other_unit;
use super::{Named, Sections, upkeep};
use crate::corridor::{BerthId, Cargo, Corridor, FULL, Fleet, Mode, NodeId, Port, Returns, TurnRound};
use crate::noise::{Item, Stream};
use crate::quantity::{Duration, LoadUnit, LoadVolume};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::scenario::written;

/// Fleets, in the order of names, with their home as their only port so far.
pub(super) fn fleets<'a>(
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    frame: &Frame,
    corridor: &mut Corridor,
) -> Option<()> {
    let fleets = sections.fleets.iter().map(|fleet| self::fleet(fleet, sections, reader, frame, corridor));
    corridor.fleets = super::whole(fleets.collect(), sections.names.fleets.len())?;
    Some(())
}

fn fleet<'a>(
    fleet: &Named<'a, written::Fleet>,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    frame: &Frame,
    corridor: &Corridor,
) -> Option<Fleet> {
    let here = &fleet.here;
    let vehicles = here.field("vehicles").and_then(|here| match here.tree.name(reader.sources) {
        Some("Unlimited") => Some(None),
        _ => count(&here, reader).map(Some),
    });
    let home = reader.name(&sections.names.nodes, &fleet.written.home, &here.or_self("home"));
    let mut room = vec![None; corridor.cargo.len()];
    let carries = here.field("carries");
    for (name, place) in carries.iter().flat_map(|carries| carries.entries()) {
        let Some(class) = reader.name(&sections.names.cargo, name, &place) else { continue };
        // A capacity that cannot be read is already a finding; a whole vehicle stands in.
        room[class] = self::room(&place, &corridor.cargo[class], reader).or(Some(FULL));
    }
    let speed = here.field("speed").map_or(Some(None), |here| speed_law(&here, reader).map(Some));
    let train = super::trains::train(fleet, reader);
    let returns = returns(fleet, reader);
    let in_trains = super::wagons::in_trains(fleet, reader);
    let turn_round = here.field("turn_round").map_or(Some(None), |here| {
        let time = span_law(&here, reader)?;
        Some(Some(TurnRound { time, draws: Stream::of(&fleet.name, "turn-round") }))
    });
    if let Some(kind) = &fleet.written.berth
        && !corridor.berths.iter().any(|berth| berth.name == *kind)
        // That of a terminal which has been set aside is none of these.
        && !reader.aside.has("terminals")
    {
        let known = corridor.berths.iter().map(|berth| berth.name.as_str());
        let near = crate::scenario::text::closest(kind, known).map(str::to_owned);
        let place = here.or_self("berth");
        let finding = crate::scenario::text::Finding::error(
            Code::UNKNOWN_NAME,
            format!("`{}` takes berths of an unknown kind `{kind}`", fleet.name),
        );
        let finding = finding.at(place.span()).label("no terminal has such berths");
        reader.findings.push(finding.did_you_mean(near.as_deref()));
    }
    let of_vehicles = upkeep::Kept {
        component: &fleet.name,
        here,
        breakdowns: fleet.written.breakdowns.as_ref(),
        maintenance: &fleet.written.maintenance,
        count: vehicles.flatten(),
    };
    let upkeep = of_vehicles.read(sections, frame, reader);
    let draught = super::draughts::draught(fleet, &room, corridor, sections, reader);
    let node = NodeId::at(home?);
    let berth = berth_at(corridor, fleet.written.berth.as_deref(), node);
    Some(Fleet {
        name: fleet.name.clone(),
        vehicles: vehicles?,
        // Settled by the first service.
        mode: Mode::Rail,
        room,
        draught: draught?,
        speed: speed?,
        train: train?,
        // There is always another vehicle of an unlimited fleet: none has to come back.
        returns: if vehicles?.is_none() { Returns::AtOnce } else { returns? },
        ports: vec![Port { node, berth }],
        ways: Vec::new(),
        hire: None,
        services: Vec::new(),
        draws: Stream::of(&fleet.name, "speed"),
        family: Item::family(&fleet.name),
        upkeep: upkeep?,
        in_trains: in_trains?,
        turn_round: turn_round?,
        // Who hauls whom is known when the ways of all services are.
        hauled: Vec::new(),
        hauls: false,
    })
}

/// The berths of a kind at a node.
pub(super) fn berth_at(corridor: &Corridor, kind: Option<&str>, node: NodeId) -> Option<BerthId> {
    let kind = kind?;
    let terminal = corridor.nodes[node.index()].terminal?;
    let place = corridor.berths.iter().position(|berth| berth.terminal == terminal && berth.name == kind);
    place.map(BerthId::at)
}

/// Room that one load unit takes in a vehicle.
fn room<'a>(here: &Here<'a>, cargo: &Cargo, reader: &mut Reader<'a>) -> Option<u64> {
    let volume: LoadVolume = reader.quantity(here)?;
    let units = if volume.unit == cargo.unit {
        volume.amount
    } else if volume.unit == LoadUnit::Tonne {
        volume.amount / cargo.mass.as_tonnes()
    } else {
        other_unit(here, cargo.unit, volume.unit, reader);
        return None;
    };
    let units = (units + 1e-9).floor();
    if !(1.0..=1e6).contains(&units) {
        reader.complain(
            Code::OUT_OF_RANGE,
            here,
            format!("`{}` is no capacity of a vehicle", here.path),
            format!("{units} load units of `{}`; between 1 and 1_000_000 belong here", cargo.name),
        );
        return None;
    }
    Some(FULL / units as u64)
}

fn returns<'a>(fleet: &Named<'a, written::Fleet>, reader: &mut Reader<'a>) -> Option<Returns> {
    match &fleet.written.returns {
        written::Returns::AtOnce => Some(Returns::AtOnce),
        written::Returns::Travels { .. } => {
            let after = fleet.here.field("returns")?.field("after")?;
            let patience: Duration = reader.quantity(&after)?;
            Some(Returns::Travels { patience })
        }
    }
}
