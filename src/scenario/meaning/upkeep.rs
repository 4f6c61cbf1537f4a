//! Workshops, and the breakdowns and maintenance of fleets and equipment.

use super::calendar::Frame;
use super::links::{above_zero, count, gate_plan, span_law};
use super::windows::windows;
use super::{Build, Sections, whole};
use crate::corridor::{Breakdowns, FailureClock, Outage, Upkeep, Workshop, WorkshopId};
use crate::noise::{Distribution, Stream};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::scenario::written;

/// Nothing fails more often on average (ms): once a minute.
const SHORTEST: f64 = 60_000.0;

/// Most failures of all units of a fleet or pool in one replication.
const MOST_FAILURES: f64 = 1e7;

/// Workshops, in the order of names.
pub(super) fn workshops<'a>(
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    build: &mut Build,
) -> Option<Vec<Workshop>> {
    let workshops = sections.workshops.iter().map(|shop| {
        let here = &shop.here;
        let crews = here.field("crews").and_then(|here| count(&here, reader));
        let plan = gate_plan(&build.frame, here, shop.written.hours.as_deref(), &[], reader);
        let at_closing = super::closing::or_pause(shop.written.at_closing.as_ref());
        Some(Workshop { name: shop.name.clone(), crews: crews?, gate: build.gate(plan), at_closing })
    });
    whole(workshops.collect(), sections.names.workshops.len())
}

/// A fleet or an equipment pool whose upkeep is read.
pub(super) struct Kept<'k, 'a> {
    /// The component that draws are addressed by.
    pub(super) component: &'k str,
    /// Where it is written.
    pub(super) here: &'k Here<'a>,
    /// What it says of breakdowns.
    pub(super) breakdowns: Option<&'k written::Breakdowns>,
    /// What it says of maintenance.
    pub(super) maintenance: &'k [written::Maintenance],
    /// How many units there are; `None`: nobody knows.
    pub(super) count: Option<u32>,
}

impl<'a> Kept<'_, 'a> {
    /// The upkeep of all units.
    pub(super) fn read(
        &self,
        sections: &Sections<'a>,
        frame: &Frame,
        reader: &mut Reader<'a>,
    ) -> Option<Upkeep> {
        self.refuse_unlimited(reader);
        let breakdowns = match (self.here.field("breakdowns"), self.breakdowns) {
            (Some(here), Some(written)) => self.breakdowns(written, &here, sections, frame, reader).map(Some),
            _ => Some(None),
        };
        let maintenance = self.maintenance(frame, reader);
        Some(Upkeep { breakdowns: breakdowns?, maintenance: maintenance? })
    }

    /// Vehicles without number cannot be told apart.
    fn refuse_unlimited(&self, reader: &mut Reader<'a>) {
        let vehicles = self.here.field("vehicles");
        let unlimited = vehicles.is_some_and(|here| here.tree.name(reader.sources) == Some("Unlimited"));
        let field = ["breakdowns", "maintenance"].into_iter().find_map(|field| self.here.field(field));
        if let Some(place) = field.filter(|_| unlimited) {
            reader.advise(
                Code::CONFLICT,
                &place,
                format!("there is another vehicle of `{}` for each that fails", self.component),
                "needs a number of vehicles",
                "write `vehicles: 8`, or leave this out",
            );
        }
    }

    fn breakdowns(
        &self,
        written: &written::Breakdowns,
        here: &Here<'a>,
        sections: &Sections<'a>,
        frame: &Frame,
        reader: &mut Reader<'a>,
    ) -> Option<Breakdowns> {
        let between = here.field("between").and_then(|here| {
            let law = span_law(&here, reader)?;
            let law = above_zero(law, &here, reader)?;
            self.not_too_often(&law, &here, frame, reader)?;
            Some(law)
        });
        let repair = here.field("repair").and_then(|here| span_law(&here, reader));
        let workshop = written.workshop.as_ref().map_or(Some(None), |name| {
            let index = reader.name(&sections.names.workshops, name, &here.or_self("workshop"))?;
            Some(Some(WorkshopId::at(index)))
        });
        Some(Breakdowns {
            between: between?,
            clock: match written.clock {
                written::FailureClock::Operating => FailureClock::Operating,
                written::FailureClock::Calendar => FailureClock::Calendar,
            },
            repair: repair?,
            workshop: workshop?,
            draws: ["failure", "repair"].map(|what| Stream::of(self.component, what)),
        })
    }

    fn not_too_often(
        &self,
        between: &Distribution,
        here: &Here<'a>,
        frame: &Frame,
        reader: &mut Reader<'a>,
    ) -> Option<()> {
        let failures = frame.horizon.as_ms() as f64 / between.mean() * f64::from(self.count.unwrap_or(1));
        if between.mean() >= SHORTEST && failures <= MOST_FAILURES {
            return Some(());
        }
        reader.advise(
            Code::TOO_MUCH,
            here,
            format!("`{}` breaks down more often than can be followed", self.component),
            format!("about {failures:.0} times in a replication"),
            "at least a minute apart, and at most 10 million times",
        );
        None
    }

    fn maintenance(&self, frame: &Frame, reader: &mut Reader<'a>) -> Option<Vec<Outage>> {
        let Some(here) = self.here.field("maintenance") else { return Some(Vec::new()) };
        let mut outages = Vec::new();
        for (place, _) in here.items().zip(self.maintenance) {
            let units = match place.field("count") {
                None => self.count.unwrap_or(1),
                Some(here) => count(&here, reader)?,
            };
            let windows = windows(&place, frame, reader)?;
            outages.extend(windows.into_iter().map(|[from, to]| Outage { from, to, units }));
        }
        outages.sort_by_key(|outage| (outage.from, outage.to));
        Some(outages)
    }
}
