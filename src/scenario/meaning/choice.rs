//! The ways of a demand stream that has several, and who takes which.

use super::Named;
use super::demand::{Given, fixed, route_name};
use super::places::value;
use crate::corridor::{CargoId, CellId, Choice, Corridor, Goods, Learning, NodeId, Rule, ServiceId, Way};
use crate::noise::Stream;
use crate::quantity::Duration;
use crate::scenario::reader::Reader;
use crate::scenario::text::Code;
use crate::scenario::written;

/// Most itineraries that are looked for.
const MOST_WAYS: u32 = 100;

/// The choice of a stream, and the names of its routes; nothing where there is one way only.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub(super) choice: Option<Choice>,
    /// One name a way.
    pub(super) routes: Vec<String>,
}

/// The choice of a stream whose first way is known.
pub(super) fn choice<'a>(
    stream: &Named<'a, written::Demand>,
    goods: Goods,
    ends: [NodeId; 2],
    first: &[ServiceId],
    given: &Given<'_, 'a>,
    corridor: &Corridor,
    reader: &mut Reader<'a>,
) -> Option<Chosen> {
    check_fields(stream, reader);
    let cargo = goods.cargo;
    let mut ways = vec![(first.to_vec(), 0.0)];
    ways.extend(found(stream, goods, ends, corridor, reader)?.into_iter().map(|way| (way, 0.0)));
    ways.extend(written_ways(stream, cargo, ends, given, corridor, reader)?);
    let rule = rule(stream, cargo, corridor, reader)?;
    let given_away: f64 = ways.iter().map(|(_, share)| share).sum();
    if rule == Rule::Shares && given_away > 1.0 + 1e-9 {
        reader.complain(
            Code::OUT_OF_RANGE,
            &stream.here.or_self("alternatives"),
            format!("the alternatives of `{}` take more than all there is", stream.name),
            format!("their shares sum to {:.0} %", given_away * 100.0),
        );
        return None;
    }
    ways[0].1 = (1.0 - given_away).max(0.0);
    let learning = learning(stream, reader)?;
    let reroute_after = match stream.here.field("reroutes_after") {
        None => None,
        Some(place) => Some(reader.quantity::<Duration>(&place)?),
    };
    if ways.len() == 1 {
        return Some(Chosen::default());
    }
    let routes = ways.iter().map(|(way, _)| route_name(way, given.routes, corridor)).collect();
    let hourly = corridor.cargo[cargo.index()].time_cost_of_a_day().as_usd() / 24.0;
    let ways = ways.into_iter().map(|(itinerary, share)| Way {
        usd: itinerary.iter().map(|&id| corridor.price_of_leg(id, cargo)).sum(),
        hours: itinerary.iter().map(|&id| corridor.hours_of_leg(id, goods, 1.0)).sum(),
        beyond_usual: itinerary.iter().map(|&id| corridor.hours_beyond_usual(id, goods)).collect(),
        itinerary,
        first_leg: 0,
        cell: CellId::at(0),
        share,
    });
    let choice = Choice {
        ways: ways.collect(),
        goods,
        rule,
        hourly,
        learning,
        reroute_after,
        draws: Stream::of(&stream.name, "way"),
    };
    Some(Chosen { choice: Some(choice), routes })
}

/// What can be said of the choice of a stream whose ways are not known. There is no such stream.
pub(super) fn alone<'a, T>(stream: &Named<'a, written::Demand>, reader: &mut Reader<'a>) -> Option<T> {
    check_fields(stream, reader);
    considered(stream, reader);
    learning(stream, reader);
    if let Some(place) = stream.here.field("reroutes_after") {
        reader.quantity::<Duration>(&place);
    }
    None
}

/// How many ways are considered: one, where nothing is said.
fn considered<'a>(stream: &Named<'a, written::Demand>, reader: &mut Reader<'a>) -> Option<u32> {
    let Some(place) = stream.here.field("considers") else { return Some(1) };
    let count = super::links::count(&place, reader)?;
    if count > MOST_WAYS {
        reader.complain(
            Code::OUT_OF_RANGE,
            &place,
            format!("`{}` considers more ways than anybody", stream.name),
            format!("at most {MOST_WAYS}"),
        );
        return None;
    }
    Some(count)
}

/// The cheapest ways after the first.
fn found<'a>(
    stream: &Named<'a, written::Demand>,
    goods: Goods,
    ends: [NodeId; 2],
    corridor: &Corridor,
    reader: &mut Reader<'a>,
) -> Option<Vec<Vec<ServiceId>>> {
    let count = considered(stream, reader)?;
    if count == 1 {
        return Some(Vec::new());
    }
    let mut ways = corridor.cheapest_itineraries(goods, ends, count as usize);
    if !ways.is_empty() {
        ways.remove(0);
    }
    Some(ways)
}

/// The ways that the scenario writes out, with their shares.
fn written_ways<'a>(
    stream: &Named<'a, written::Demand>,
    cargo: CargoId,
    ends: [NodeId; 2],
    given: &Given<'_, 'a>,
    corridor: &Corridor,
    reader: &mut Reader<'a>,
) -> Option<Vec<(Vec<ServiceId>, f64)>> {
    let shares = matches!(stream.written.choice, written::Choice::Shares);
    let places = stream.here.or_self("alternatives");
    let mut ways = Vec::new();
    for (place, alternative) in places.items().zip(&stream.written.alternatives) {
        let list = place.or_self("itinerary");
        let names = &alternative.itinerary;
        let way = fixed(stream, (&list, names.as_slice()), cargo, ends, given.sections, corridor, reader);
        let share = place.field("share");
        if share.is_some() != shares {
            reader.advise(
                Code::CONFLICT,
                share.as_ref().unwrap_or(&place),
                format!("the alternatives of `{}` have shares if `choice` is `Shares`", stream.name),
                if shares { "this one has none" } else { "the choice is another" },
                "write `choice: Shares`, and `share` for each alternative; `itinerary` has the rest",
            );
        }
        let share = share.map_or(Some(0.0), |share| reader.share(&share));
        ways.push((way?, share?));
    }
    Some(ways)
}

fn rule<'a>(
    stream: &Named<'a, written::Demand>,
    cargo: CargoId,
    corridor: &Corridor,
    reader: &mut Reader<'a>,
) -> Option<Rule> {
    Some(match &stream.written.choice {
        written::Choice::Cheapest => Rule::Cheapest,
        written::Choice::Fastest => Rule::Fastest,
        written::Choice::Shares => Rule::Shares,
        written::Choice::Logit { .. } => {
            let place = stream.here.field("choice")?.field("scale")?;
            let class = &corridor.cargo[cargo.index()];
            let scale = value(&place, class.unit, class.mass, reader)?.as_usd();
            if scale <= 0.0 {
                reader.complain(
                    Code::OUT_OF_RANGE,
                    &place,
                    format!("`{}` must be more than nothing", place.path),
                    "with no scale the choice is `Cheapest`",
                );
                return None;
            }
            Rule::Logit(scale)
        }
    })
}

fn learning<'a>(stream: &Named<'a, written::Demand>, reader: &mut Reader<'a>) -> Option<Option<Learning>> {
    let Some(here) = stream.here.field("learns") else { return Some(None) };
    let weight = here.field("weight").map_or(Some(0.2), |place| reader.share(&place));
    let delay = here.field("delay").map_or(Some(Duration::ZERO), |place| reader.quantity(&place));
    Some(Some(Learning { weight: weight?, delay: delay? }))
}

/// Fields that need or exclude each other.
fn check_fields(stream: &Named<'_, written::Demand>, reader: &mut Reader<'_>) {
    let here = &stream.here;
    let has = |name: &str| here.field(name).is_some();
    let mut complain = |wrong: bool, place: &str, message: &str, hint: &str| {
        if wrong {
            let place = here.or_self(place);
            let message = format!("`{}` {message}", stream.name);
            reader.advise(Code::CONFLICT, &place, message, "in this demand stream", hint);
        }
    };
    let looks = has("considers");
    complain(
        looks && (has("itinerary") || has("via")),
        "considers",
        "has a way of its own and looks for others",
        "write the others as `alternatives`, or leave `itinerary` and `via` out",
    );
    complain(
        looks && matches!(stream.written.choice, written::Choice::Shares),
        "considers",
        "has shares of ways that are not written down",
        "write them as `alternatives`, each with its `share`",
    );
    for field in ["choice", "learns", "reroutes_after"] {
        complain(
            has(field) && !looks && !has("alternatives"),
            field,
            "has nothing to choose from",
            "write `alternatives`, or how many of the cheapest ways it `considers`",
        );
    }
}
