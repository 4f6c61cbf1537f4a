//! Single track.

use super::Named;
use super::links::count;
use crate::corridor::SingleTrack;
use crate::scenario::reader::Reader;
use crate::scenario::text::Code;
use crate::scenario::written;

/// How both directions share the track of a link, and whether what is said about it makes sense. Its place
/// is given when all links are known.
pub(super) fn single_track<'a>(
    link: &Named<'a, written::Link>,
    reader: &mut Reader<'a>,
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
    let convoy = match convoy {
        Some(here) => Some(count(&here, reader)?),
        None => alternate.then_some(1),
    };
    Some(single.then_some(SingleTrack { place: 0, convoy }))
}
