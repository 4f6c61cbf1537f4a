//! Single track.

use super::hours::outside_hours;
use super::links::count;
use super::{Build, Named};
use crate::corridor::{GatePlan, Meeting, SingleTrack};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::scenario::written;

/// How both directions share the track of a link, and whether what is said about it makes sense. Its place
/// is given when all links are known.
pub(super) fn single_track<'a>(
    link: &Named<'a, written::Link>,
    reader: &mut Reader<'a>,
    build: &mut Build,
) -> Option<Option<SingleTrack>> {
    let single = matches!(link.written.track, written::Track::Single);
    let alternate = matches!(link.written.meets, Some(written::Meets::Alternate));
    let convoy = link.here.field("convoy");
    let mut refuse = |field: &str, said: &str, label: &str| {
        reader.complain(
            Code::CONFLICT,
            &link.here.or_self(field),
            format!("`{}` {said}", link.name),
            label.to_owned(),
        );
    };
    if single && !matches!(link.written.mode, written::Mode::Rail) {
        refuse("track", "is single track and no railway", "only rail has tracks");
    }
    if !single && link.written.meets.is_some() {
        refuse("meets", "says who goes first where trains do not meet", "needs `track: Single`");
    } else if convoy.is_some() && !alternate {
        refuse("convoy", "has convoys of trains that do not take turns", "needs `meets: Alternate`");
    }
    let meets = match &link.written.meets {
        None | Some(written::Meets::FirstCome) => Meeting::FirstCome,
        Some(written::Meets::Alternate) => {
            let convoy = convoy.map_or(Some(1), |here| count(&here, reader))?;
            Meeting::Alternate { convoy }
        }
        Some(written::Meets::Pattern { forward, backward }) => {
            pattern([forward, backward], &link.here.or_self("meets"), reader, build)
        }
    };
    Some(single.then_some(SingleTrack { place: 0, meets }))
}

/// The hours of either direction.
fn pattern<'a>(hours: [&String; 2], here: &Here<'a>, reader: &mut Reader<'a>, build: &mut Build) -> Meeting {
    let mut gate = |field: &str, hours: &String| {
        let fixed = outside_hours(Some(hours), &build.frame, here.field(field), reader);
        build.gate(GatePlan { fixed, ..GatePlan::default() })
    };
    Meeting::Pattern { hours: [gate("forward", hours[0]), gate("backward", hours[1])] }
}
