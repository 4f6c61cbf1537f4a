//! Border crossings: sides, agencies, channels, papers and priorities.

use super::disruptions::disrupted;
use super::links::{count, gate_plan, span_law};
use super::upkeep::Kept;
use super::{Build, Named, Sections, whole};
use crate::corridor::{
    Agency, AgencyId, Border, BorderId, Cargo, Channels, Documents, Freight, GatePlan, Priority, Risk, Side,
    Upkeep,
};
use crate::noise::{Distribution, Item, Stream};
use crate::quantity::Tariff;
use crate::scenario::reader::{Here, Names, Reader};
use crate::scenario::text::Code;
use crate::scenario::written;
use crate::sim::AtClosing;

/// Border crossings, in the order of names; their agencies are gathered in `build`.
pub(super) fn borders<'a>(
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    build: &mut Build,
    cargo: Option<&[Cargo]>,
) -> Option<Vec<Border>> {
    let mut borders = Vec::new();
    for (index, border) in sections.borders.iter().enumerate() {
        let id = BorderId::at(index);
        let mut crossing = Crossing { id, border, sections, build: &mut *build, cargo: cargo? };
        borders.push(crossing.read(reader));
    }
    whole(borders, sections.names.borders.len())
}

/// A border crossing while it is read.
struct Crossing<'b, 'a> {
    id: BorderId,
    border: &'b Named<'a, written::Border>,
    sections: &'b Sections<'a>,
    build: &'b mut Build,
    cargo: &'b [Cargo],
}

impl<'a> Crossing<'_, 'a> {
    fn read(&mut self, reader: &mut Reader<'a>) -> Option<Border> {
        let (here, written) = (&self.border.here, &self.border.written);
        let name = self.border.name.clone();
        let payee = self.build.payee(written.operator.as_deref().unwrap_or(&name));
        let fees = fees(here.field("fee"), self.cargo, reader);
        let documents = match (here.field("documents"), &written.documents) {
            (Some(here), Some(documents)) => self.documents(documents, &here, reader).map(Some),
            _ => Some(None),
        };
        let priority = self.priority(reader);
        let first = self.build.agencies.len();
        let sides = if here.field("sides").is_some() { self.sides(reader) } else { self.only(reader) };
        let sides = sides?;
        let plain = match &self.build.agencies[first..] {
            [only] => {
                only.channels.is_none()
                    && only.checks.is_none()
                    && written.documents.is_none()
                    && sides.len() == 1
            }
            _ => false,
        };
        Some(Border {
            plain: (plain && here.field("sides").is_none()).then(|| AgencyId::at(first)),
            name,
            sides,
            documents: documents?,
            priority: priority?,
            gauge_change: None,
            fees: fees?,
            payee,
        })
    }

    /// A crossing without sides: one agency, called as the crossing.
    fn only(&mut self, reader: &mut Reader<'a>) -> Option<Vec<Side>> {
        let (here, written) = (&self.border.here, &self.border.written);
        let servers = here.field("servers");
        let release = here.field("release");
        if servers.is_none() || release.is_none() {
            reader.advise(
                Code::CONFLICT,
                here,
                format!("`{}` does not say who works there", self.border.name),
                "servers and their release belong here, or sides",
                "write `servers: 2, release: \"4 h\"`",
            );
        }
        let servers = servers.and_then(|here| count(&here, reader));
        let release = release.and_then(|here| span_law(&here, reader));
        let mut plan = gate_plan(&self.build.frame, here, written.hours.as_deref(), &written.closed, reader);
        plan.disruptions = disrupted(here, self.sections, reader);
        let channels = self.channels(here, written.channels.as_ref(), &self.border.name, reader);
        let servers = servers?;
        let kept = (written.breakdowns.as_ref(), written.maintenance.as_slice());
        let of_servers = format!("{}/servers", self.border.name);
        let agency = Agency {
            name: self.border.name.clone(),
            border: self.id,
            servers,
            gate: self.build.gate(plan),
            at_closing: self.at_closing(None),
            release: release?,
            checks: None,
            channels: channels?,
            upkeep: self.upkeep(&of_servers, here, kept, servers, reader)?,
            family: Item::family(&of_servers),
            draws: Stream::of(&self.border.name, "release"),
        };
        self.build.agencies.push(agency);
        let agencies = vec![AgencyId::at(self.build.agencies.len() - 1)];
        let payee = self.build.payee(written.operator.as_deref().unwrap_or(&self.border.name));
        Some(vec![Side {
            country: String::new(),
            agencies,
            fees: vec![Freight::FREE; self.cargo.len()],
            payee,
        }])
    }

    fn sides(&mut self, reader: &mut Reader<'a>) -> Option<Vec<Side>> {
        let border = self.border;
        let section = border.here.or_self("sides");
        for field in ["servers", "release", "channels", "breakdowns", "maintenance"] {
            if let Some(place) = border.here.field(field) {
                reader.advise(
                    Code::CONFLICT,
                    &place,
                    format!("`{}` has sides and `{field}` of its own", border.name),
                    "with sides, this belongs to their agencies",
                    format!("write it in `borders.{}.sides`", border.name),
                );
            }
        }
        if !(1..=2).contains(&border.written.sides.len()) {
            reader.complain(
                Code::SIDES,
                &section,
                format!("`{}` has {} sides", border.name, border.written.sides.len()),
                "a border has one or two",
            );
            return None;
        }
        let mut sides = Vec::new();
        for (country, side) in &border.written.sides {
            let here = section.or_self(country);
            sides.push(self.side(country, side, &here, reader));
        }
        sides.into_iter().collect()
    }

    fn side(
        &mut self,
        country: &str,
        side: &written::Side,
        here: &Here<'a>,
        reader: &mut Reader<'a>,
    ) -> Option<Side> {
        let section = here.or_self("agencies");
        if side.agencies.is_empty() {
            reader.complain(
                Code::EMPTY,
                &section,
                format!("nobody works on the side of `{country}` at `{}`", self.border.name),
                "name at least one agency",
            );
            return None;
        }
        let fees = fees(here.field("fee"), self.cargo, reader);
        let operator = side.operator.as_deref().or(self.border.written.operator.as_deref());
        let payee = self.build.payee(operator.unwrap_or(&self.border.name));
        let mut agencies = Some(Vec::new());
        for (name, agency) in &side.agencies {
            let made = self.agency(&format!("{country} {name}"), agency, &section.or_self(name), reader);
            let id = made.map(|agency| {
                self.build.agencies.push(agency);
                AgencyId::at(self.build.agencies.len() - 1)
            });
            agencies = agencies.zip(id).map(|(mut all, id)| {
                all.push(id);
                all
            });
        }
        Some(Side { country: country.to_owned(), agencies: agencies?, fees: fees?, payee })
    }

    fn agency(
        &mut self,
        name: &str,
        agency: &written::Agency,
        here: &Here<'a>,
        reader: &mut Reader<'a>,
    ) -> Option<Agency> {
        let servers = here.field("servers").and_then(|here| count(&here, reader));
        let release = here.field("release").and_then(|here| span_law(&here, reader));
        let component = format!("{}/{name}", self.border.name);
        let channels = self.channels(here, agency.channels.as_ref(), &component, reader);
        let checks = self.checks(agency, here, reader);
        let plan = self.agency_hours(agency, here, reader);
        let servers = servers?;
        let kept = (agency.breakdowns.as_ref(), agency.maintenance.as_slice());
        Some(Agency {
            name: name.to_owned(),
            border: self.id,
            servers,
            gate: self.build.gate(plan),
            at_closing: self.at_closing(agency.at_closing.as_ref()),
            release: release?,
            checks: checks?,
            channels: channels?,
            upkeep: self.upkeep(&component, here, kept, servers, reader)?,
            family: Item::family(&component),
            draws: Stream::of(&component, "release"),
        })
    }

    /// When servers are out of work.
    fn upkeep(
        &self,
        component: &str,
        here: &Here<'a>,
        (breakdowns, maintenance): (Option<&written::Breakdowns>, &[written::Maintenance]),
        servers: u32,
        reader: &mut Reader<'a>,
    ) -> Option<Upkeep> {
        let of_servers = Kept { component, here, breakdowns, maintenance, count: Some(servers) };
        of_servers.read(self.sections, &self.build.frame, reader)
    }

    /// An agency keeps its own hours, or those of the crossing, and closes with the crossing.
    fn agency_hours(&self, agency: &written::Agency, here: &Here<'a>, reader: &mut Reader<'a>) -> GatePlan {
        let (frame, crossing) = (&self.build.frame, &self.border.here);
        let mut plan = gate_plan(frame, here, agency.hours.as_deref(), &agency.closed, reader);
        let hours = self.border.written.hours.as_deref().filter(|_| agency.hours.is_none());
        plan.fixed.extend(gate_plan(frame, crossing, hours, &self.border.written.closed, reader).fixed);
        plan.disruptions = disrupted(crossing, self.sections, reader);
        plan
    }

    /// What a part of the crossing says of closing time, or else the crossing; else work pauses.
    fn at_closing(&self, own: Option<&written::AtClosing>) -> AtClosing {
        super::closing::or_pause(own.or(self.border.written.at_closing.as_ref()))
    }

    fn checks(
        &self,
        agency: &written::Agency,
        here: &Here<'a>,
        reader: &mut Reader<'a>,
    ) -> Option<Option<Vec<bool>>> {
        let Some(list) = here.field("checks") else { return Some(None) };
        let mut checks = vec![false; self.cargo.len()];
        for (place, class) in list.items().zip(&agency.checks) {
            checks[reader.name(&self.sections.names.cargo, class, &place)?] = true;
        }
        Some(Some(checks))
    }

    fn channels(
        &self,
        here: &Here<'a>,
        channels: Option<&written::Channels>,
        component: &str,
        reader: &mut Reader<'a>,
    ) -> Option<Option<Channels>> {
        let Some((here, channels)) = here.field("channels").zip(channels) else { return Some(None) };
        let green = here.field("green").map_or(nothing(), |here| span_law(&here, reader));
        let mut channel =
            |name: &str, channel: &Option<written::Channel>| match here.field(name).zip(channel.as_ref()) {
                None => Some((0.0, nothing()?)),
                Some((here, _)) => {
                    let share = here.field("share").and_then(|here| reader.share(&here));
                    let time = here.field("time").and_then(|here| span_law(&here, reader));
                    Some((share?, time?))
                }
            };
        let (yellow, red) = (channel("yellow", &channels.yellow), channel("red", &channels.red));
        let ((yellow, to_yellow), (red, to_red)) = (yellow?, red?);
        let usual = Risk { yellow, red };
        whole_at_most(usual, &here, reader)?;
        let place = here.or_self("risk_of");
        let risks = self.by_stream(&place, channels.risk_of.keys(), usual, reader, &mut |here, reader| {
            let mut share =
                |name: &str, usual| here.field(name).map_or(Some(usual), |here| reader.share(&here));
            let (yellow, red) = (share("yellow", yellow), share("red", red));
            let risk = Risk { yellow: yellow?, red: red? };
            whole_at_most(risk, here, reader)?;
            Some(risk)
        });
        let draws = ["channel", "inspection"].map(|what| Stream::of(component, what));
        Some(Some(Channels { times: [green?, to_yellow, to_red], risks: risks?, usual, draws }))
    }

    fn documents(
        &mut self,
        documents: &written::Documents,
        here: &Here<'a>,
        reader: &mut Reader<'a>,
    ) -> Option<Documents> {
        let time = here.field("time").and_then(|here| span_law(&here, reader));
        let is_digital = |regime: &written::Regime| matches!(regime, written::Regime::Digital);
        let usual = is_digital(&documents.regime);
        let place = here.or_self("regime_of");
        let digital =
            self.by_stream(&place, documents.regime_of.keys(), usual, reader, &mut |here, reader| {
                Some(here.tree.name(reader.sources) == Some("Digital"))
            });
        let mut plan = gate_plan(&self.build.frame, here, documents.hours.as_deref(), &[], reader);
        plan.disruptions = disrupted(here, self.sections, reader);
        let clerks = here.field("clerks").map_or(Some(None), |here| count(&here, reader).map(Some));
        Some(Documents {
            time: time?,
            clerks: clerks?,
            gate: self.build.gate(plan),
            at_closing: self.at_closing(documents.at_closing.as_ref()),
            digital: digital?,
            usual,
            draws: Stream::of(&self.border.name, "documents"),
        })
    }

    /// What holds for each demand stream: what its own entry says, or that of its cargo class, or
    /// what is usual.
    fn by_stream<'k, T: Copy>(
        &self,
        place: &Here<'a>,
        keys: impl Iterator<Item = &'k String>,
        usual: T,
        reader: &mut Reader<'a>,
        read: &mut dyn FnMut(&Here<'a>, &mut Reader<'a>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let streams = &self.sections.demand;
        let mut own = vec![None; streams.len()];
        let mut of_class = vec![None; streams.len()];
        let known = self.names("cargo class or demand stream", &["cargo", "demand"], reader);
        let mut sound = Some(());
        for key in keys {
            let here = place.or_self(key);
            let Some(value) = reader.name(&known, key, &here).and_then(|_| read(&here, reader)) else {
                sound = None;
                continue;
            };
            for (index, stream) in streams.iter().enumerate() {
                if stream.name == *key {
                    own[index] = Some(value);
                } else if stream.written.cargo == *key {
                    of_class[index] = Some(value);
                }
            }
        }
        sound?;
        Some(own.into_iter().zip(of_class).map(|(own, of_class)| own.or(of_class).unwrap_or(usual)).collect())
    }

    fn priority(&self, reader: &mut Reader<'a>) -> Option<Option<Priority>> {
        let Some(list) = self.border.here.field("priority") else { return Some(None) };
        let named = &self.border.written.priority;
        if named.is_empty() {
            return Some(None);
        }
        let known = self.names(
            "cargo class, demand stream, service or fleet",
            &["cargo", "demand", "services", "fleets"],
            reader,
        );
        for (place, name) in list.items().zip(named) {
            reader.name(&known, name, &place)?;
        }
        let rank = |one: &str, other: &str| {
            let place = named.iter().position(|name| name == one || name == other);
            place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
        };
        let services = self.sections.services.iter();
        let services = services
            .map(|service| rank(&service.name, service.written.fleet.as_deref().unwrap_or(&service.name)));
        let demand = self.sections.demand.iter().map(|stream| rank(&stream.name, &stream.written.cargo));
        Some(Some(Priority::new(services.collect(), demand.collect())))
    }

    /// The names of several sections together.
    fn names(&self, what: &'static str, of: &[&str], reader: &Reader<'_>) -> Names {
        let root = &self.sections.root.tree;
        let sections = of.iter().filter_map(|section| root.child(section));
        let entries = sections.flat_map(|section| section.entries());
        let names = Names::new(what, entries.map(|entry| (entry.key.as_str(), entry.key_span)));
        of.iter().fold(names, |names, section| names.beside(&reader.aside, section))
    }
}

fn nothing() -> Option<Distribution> {
    Distribution::constant(0.0).ok()
}

/// Yellow and red together are at most all.
fn whole_at_most(risk: Risk, here: &Here<'_>, reader: &mut Reader<'_>) -> Option<()> {
    if risk.yellow + risk.red <= 1.0 + 1e-9 {
        return Some(());
    }
    reader.complain(
        Code::OUT_OF_RANGE,
        here,
        format!("`{}` sends more than all into yellow and red", here.path),
        "the two shares together are at most 100 %",
    );
    None
}

/// Whether those who pass a link forward meet the sides of its border in reverse. Two sides are told
/// apart by the countries of the nodes at the ends.
pub(super) fn reversed(
    border: &Border,
    countries: [&str; 2],
    here: &Here<'_>,
    reader: &mut Reader<'_>,
) -> bool {
    let [one, other] = match border.sides.as_slice() {
        [one, other] => [one.country.as_str(), other.country.as_str()],
        _ => return false,
    };
    let [from, to] = countries;
    let forward = one == from || other == to;
    let backward = other == from || one == to;
    if forward == backward {
        reader.advise(
            Code::SIDES,
            here,
            format!("nothing tells which side of `{}` comes first", border.name),
            format!("this link leads from `{from}` to `{to}`, the sides are `{one}` and `{other}`"),
            "give the nodes at its ends the countries of the two sides",
        );
    }
    backward && !forward
}

/// A fee by cargo class; it applies to the classes that it can be counted for.
pub(super) fn fees<'a>(
    here: Option<Here<'a>>,
    cargo: &[Cargo],
    reader: &mut Reader<'a>,
) -> Option<Vec<Freight>> {
    let Some(here) = here else { return Some(vec![Freight::FREE; cargo.len()]) };
    let tariff: Tariff = reader.quantity(&here)?;
    let fees: Vec<Option<Freight>> =
        cargo.iter().map(|class| Freight::from_fee(tariff, class.unit, class.mass)).collect();
    if fees.iter().all(Option::is_none) {
        reader.complain(
            Code::OTHER_UNIT,
            &here,
            format!("`{}` is a fee for no cargo class", here.path),
            "write it as `200 USD/vehicle`, `12 USD/TEU` or `2 USD/t`",
        );
        return None;
    }
    Some(fees.into_iter().map(|fee| fee.unwrap_or(Freight::FREE)).collect())
}
