//! Books that only some scenarios need: gates, breakdowns, hire, emissions, choices of way and the like.
//!
//! Where a scenario does not need one it stands empty, and whoever may have to write in it looks first. A world
//! that needs none of them is *bare*: it is compiled without ([`Log::BOOKS`]), looks and code. What comes out is
//! the same (tests hold a bare world against a whole one), and simple corridors run faster.

use super::log::Log;
use super::world::World;

impl<L: Log> World<'_, L> {
    /// Whether a book is kept.
    #[inline(always)]
    pub(super) fn keeps<T>(book: &Option<T>) -> bool {
        L::BOOKS && book.is_some()
    }

    /// A book to write in, if it is kept.
    #[inline(always)]
    pub(super) fn kept<T>(book: &mut Option<Box<T>>) -> Option<&mut T> {
        if L::BOOKS { book.as_deref_mut() } else { None }
    }

    /// Whether a list that only some scenarios need has anything in it.
    #[inline(always)]
    pub(super) fn any<T>(list: &[T]) -> bool {
        L::BOOKS && !list.is_empty()
    }

    /// What only some scenarios have.
    #[inline(always)]
    pub(super) fn needed<T>(thing: &Option<T>) -> Option<&T> {
        if L::BOOKS { thing.as_ref() } else { None }
    }

    /// Whether the corridor needs no book at all.
    pub(super) fn is_bare(&self) -> bool {
        let Self {
            base, service, emitted, hires, engines, draughts, routing, offices, stands, trains, ..
        } = self;
        let no_book = service.is_none()
            && emitted.is_none()
            && hires.is_none()
            && engines.is_none()
            && draughts.is_none()
            && routing.is_none()
            && offices.is_none()
            && stands.is_none()
            && trains.is_none();
        let nothing_closes = self.gates.is_empty() && self.slowdowns.is_empty();
        let plain_ways = self.single.is_empty()
            && self.pipes.is_empty()
            && self.tracks.is_empty()
            && base.links.iter().all(|link| link.headway.is_none());
        let nothing_fails = (0..base.fleets.len()).all(|fleet| !base.is_ever_kept_up(fleet))
            && base.pools().all(|pool| base.most_kept_up(pool) == 0);
        let plain_places = self.stores.is_empty()
            && base.borders.iter().all(|border| border.priority.is_none())
            && base.legs.iter().all(|leg| {
                let steps = [&leg.load, &leg.unload, &leg.formalities, &leg.transload];
                steps.into_iter().flatten().all(|step| step.up_to <= 1)
            });
        no_book && nothing_closes && plain_ways && plain_places && nothing_fails
    }
}

#[cfg(test)]
mod tests {
    use crate::corridor::run::log::Silent;
    use crate::corridor::run::world::World;
    use crate::scenario::Scenario;
    use std::path::Path;

    fn is_bare(path: &str) -> Option<bool> {
        let corridor = Scenario::open(Path::new(path), &[]).corridor?;
        Some(World::new(&corridor, Silent::<true>).is_bare())
    }

    #[test]
    fn who_needs_no_book_runs_without() {
        assert_eq!(is_bare("benches/mini/mini.ron"), Some(true));
        assert_eq!(is_bare("scenarios/textbook/mm1.ron"), Some(true));
    }

    #[test]
    fn a_single_book_is_enough_to_have_all() {
        for needs in [
            "breakdowns",
            "money",
            "emissions",
            "locomotives",
            "single_track",
            "tide",
            "papers_clerks",
            "parts",
        ] {
            assert_eq!(is_bare(&format!("scenarios/textbook/{needs}.ron")), Some(false), "{needs}");
        }
        assert_eq!(is_bare("scenarios/middle_corridor_2024.ron"), Some(false));
    }
}
