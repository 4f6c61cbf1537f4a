//! Links and weather systems.

use super::calendar::Frame;
use super::disruptions::disrupted;
use super::exposures::exposures;
use super::hours::possessions;
use super::{Build, Named, Sections, whole};
use crate::corridor::{Border, BorderId, GatePlan, Gauge, Link, Mode, Node, NodeId, Pace, Storms, Weather};
use crate::noise::{Distribution, Stream};
use crate::quantity::{Count, Duration, Length, PerTime, Speed};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::scenario::written;

/// No rate of departures is higher: one in ten seconds.
const MOST_PATHS_A_DAY: f64 = 8640.0;

/// Links, in the order of names.
pub(super) fn links<'a>(
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    build: &mut Build,
    borders: Option<&[Border]>,
    nodes: Option<&[Node]>,
) -> Option<Vec<Link>> {
    let mut links: Vec<_> =
        sections.links.iter().map(|link| self::link(link, sections, reader, build)).collect();
    if let (Some(borders), Some(nodes)) = (borders, nodes) {
        for (link, named) in links.iter_mut().zip(&sections.links) {
            let Some(link) = link else { continue };
            let Some(border) = link.border else { continue };
            let countries = link.ends.map(|node| nodes[node.index()].country.as_str());
            let here = named.here.or_self("border");
            link.border_reversed =
                super::borders::reversed(&borders[border.index()], countries, &here, reader);
        }
    }
    let tracks = links.iter_mut().flatten().filter_map(|link| link.single.as_mut());
    tracks.enumerate().for_each(|(place, track)| track.place = place);
    let pipes = links.iter_mut().flatten().filter_map(|link| link.pipe.as_mut());
    pipes.enumerate().for_each(|(place, pipe)| pipe.place = place);
    whole(links, sections.names.links.len())
}

fn link<'a>(
    link: &Named<'a, written::Link>,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    build: &mut Build,
) -> Option<Link> {
    let here = &link.here;
    let from = reader.name(&sections.names.nodes, &link.written.from, &here.or_self("from"));
    let to = reader.name(&sections.names.nodes, &link.written.to, &here.or_self("to"));
    if let (Some(from), Some(to)) = (from, to)
        && from == to
    {
        reader.complain(
            Code::LOOP,
            &here.or_self("to"),
            format!("link `{}` leads from `{}` to itself", link.name, link.written.from),
            "another node belongs here",
        );
    }
    let length: Option<Length> = here.field("length").and_then(|here| reader.quantity(&here));
    let pace = pace(here, reader);
    let headway = here.field("paths").map_or(Some(None), |here| paths(&here, reader).map(Some));
    let single = super::single::single_track(link, reader, build);
    let limits = super::trains::limits(link, reader);
    let pipe = super::pipes::pipeline(link, reader);
    let border = link.written.border.as_ref().map_or(Some(None), |name| {
        let index = reader.name(&sections.names.borders, name, &here.or_self("border"))?;
        Some(Some(BorderId::at(index)))
    });
    let mut plan = GatePlan {
        weather: exposures(here.field("weather"), sections, reader),
        disruptions: disrupted(here, sections, reader),
        ..gate_plan(&build.frame, here, link.written.hours.as_deref(), &link.written.closed, reader)
    };
    plan.fixed.extend(possessions(&link.written.possessions, &build.frame, here, reader));
    if let Some(opens) = here.field("opens") {
        let date = reader.date(&opens);
        plan.fixed.extend(date.and_then(|date| build.frame.before(date)));
    }
    let slowed = super::slowdowns::slowed(here, sections, reader);
    Some(Link {
        name: link.name.clone(),
        ends: [NodeId::at(from?), NodeId::at(to?)],
        mode: mode(&link.written.mode),
        length: length?,
        country: link.written.country.clone(),
        pace: pace?,
        headway: headway?,
        single: single?,
        limits: limits?,
        pipe: pipe?,
        border: border?,
        border_reversed: false,
        gauge: gauge(link, reader),
        gate: build.gate(plan),
        slowed: build.slowdown(slowed),
        draws: Stream::of(&link.name, "travel"),
    })
}

/// What moves on a link.
pub(super) fn mode(written: &written::Mode) -> Mode {
    match written {
        written::Mode::Rail => Mode::Rail,
        written::Mode::Sea => Mode::Sea,
        written::Mode::Road => Mode::Road,
        written::Mode::Pipeline => Mode::Pipeline,
    }
}

/// The gauge of a track.
fn gauge<'a>(link: &Named<'a, written::Link>, reader: &mut Reader<'a>) -> Option<Gauge> {
    let gauge = match link.written.gauge.as_ref()? {
        written::Gauge::Broad => Gauge::Broad,
        written::Gauge::Standard => Gauge::Standard,
    };
    if !matches!(link.written.mode, written::Mode::Rail) {
        reader.complain(
            Code::CONFLICT,
            &link.here.or_self("gauge"),
            format!("`{}` has a gauge and no track", link.name),
            "only rail has a gauge",
        );
    }
    Some(gauge)
}

fn pace<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<Pace> {
    match (here.field("time"), here.field("speed")) {
        (Some(time), Some(_)) => {
            reader.complain(
                Code::CONFLICT,
                &time,
                format!("`{}` has both a time and a speed", here.path),
                "leave one of them out",
            );
            None
        }
        (Some(time), None) => span_law(&time, reader).map(Pace::Time),
        (None, Some(speed)) => speed_law(&speed, reader).map(Pace::Speed),
        (None, None) => Some(Pace::Vehicle),
    }
}

/// A law of durations (ms).
pub(super) fn span_law<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<Distribution> {
    reader.law(here, &mut |_, span: Duration, _| Some(span.as_ms() as f64))
}

/// A law of speeds (km/h), all above zero.
pub(super) fn speed_law<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<Distribution> {
    let law = reader.law(here, &mut |_, speed: Speed, _| Some(speed.as_km_per_hour()))?;
    above_zero(law, here, reader)
}

/// A law that never gives zero, so that it can be divided by.
pub(super) fn above_zero(
    law: Distribution,
    here: &Here<'_>,
    reader: &mut Reader<'_>,
) -> Option<Distribution> {
    let can_be_zero =
        law.mean() <= 0.0 || (law.quantile(0.0).is_some() && law.support().0 <= 0.0 && law.variance() == 0.0);
    if can_be_zero {
        reader.complain(
            Code::OUT_OF_RANGE,
            here,
            format!("`{}` must be more than nothing", here.path),
            "at this rate nothing would ever end",
        );
        return None;
    }
    Some(law)
}

fn paths<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<Duration> {
    let paths: PerTime = reader.positive(here, |paths: &PerTime| paths.as_per_day())?;
    if paths.as_per_day() > MOST_PATHS_A_DAY {
        reader.complain(
            Code::OUT_OF_RANGE,
            here,
            format!("`{}` has more paths than trains can follow each other", here.path),
            "at most 8640 /d",
        );
        return None;
    }
    Some(paths.interval())
}

/// Weather systems, in the order of names.
pub(super) fn weather<'a>(sections: &Sections<'a>, reader: &mut Reader<'a>) -> Option<Vec<Weather>> {
    let systems = sections.weather.iter().map(|system| {
        let stormy = system.here.or_self("stormy");
        let shares: Vec<Option<f64>> = stormy.items().map(|here| below_whole(&here, reader)).collect();
        let storm = system.here.or_self("storm");
        let length = span_law(&storm, reader).and_then(|law| above_zero(law, &storm, reader));
        if let Some(length) = &length
            && length.mean() < 60_000.0
        {
            reader.complain(
                Code::OUT_OF_RANGE,
                &storm,
                "storms are too short to be counted",
                "at least a minute on average",
            );
        }
        let share = twelve(shares, &stormy, reader);
        Some(Weather {
            name: system.name.clone(),
            storms: Storms { share: share?, length: length? },
            draws: ["calm", "storm", "strength"].map(|what| Stream::of(&system.name, what)),
        })
    });
    whole(systems.collect(), sections.names.weather.len())
}

fn below_whole<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<f64> {
    let share = reader.share(here)?;
    if share < 0.99 {
        return Some(share);
    }
    reader.complain(
        Code::OUT_OF_RANGE,
        here,
        "a month that is all storm has no calm to end it",
        "at most 99 %",
    );
    None
}

/// A value for each month.
pub(super) fn twelve(
    values: Vec<Option<f64>>,
    here: &Here<'_>,
    reader: &mut Reader<'_>,
) -> Option<[f64; 12]> {
    let found = values.len();
    let Ok(months) = <[Option<f64>; 12]>::try_from(values) else {
        reader.complain(
            Code::NOT_TWELVE,
            here,
            format!("`{}` needs a value for each month", here.path),
            format!("twelve values belong here, not {found}"),
        );
        return None;
    };
    let mut all = [0.0; 12];
    for (month, value) in all.iter_mut().zip(months) {
        *month = value?;
    }
    Some(all)
}

/// Hours and works that close something.
pub(super) fn gate_plan<'a>(
    frame: &Frame,
    here: &Here<'a>,
    hours: Option<&str>,
    closed: &[written::Works],
    reader: &mut Reader<'a>,
) -> GatePlan {
    let mut fixed = super::hours::outside_hours(hours, frame, here.field("hours"), reader);
    fixed.extend(frame.works(closed, here.field("closed"), reader));
    GatePlan { fixed, ..GatePlan::default() }
}

/// A number of things: at least one.
pub(super) fn count<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<u32> {
    let count: Count = reader.positive_in_time(here, |count: &Count| f64::from(count.get()))?;
    if count.get() > 100_000 {
        reader.complain(
            Code::OUT_OF_RANGE,
            here,
            format!("`{}` is beyond any corridor", here.path),
            "at most 100_000",
        );
        return None;
    }
    Some(count.get())
}
