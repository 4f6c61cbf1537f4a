//! Amounts drawn ahead: all that a lot will draw for itself is drawn when it appears.
//!
//! One draw is a chain of steps of which each waits for the one before; draws next to each other do
//! not wait for each other, so that a handful takes little longer than one. Nothing else changes: a
//! draw belongs to its address, whenever it is made. Lots of which laws, address or way have changed
//! since draw what they need when they need it.

use super::log::Log;
use super::lot::{Lot, LotKey};
use super::world::World;
use crate::corridor::model::Corridor;
use crate::noise::{Distribution, Noise, Stream};

/// The amounts: one row a place of the lots.
#[derive(Debug, Default)]
pub(super) struct Foresight {
    /// The length of a row.
    width: usize,
    amounts: Vec<f64>,
}

impl Foresight {
    pub(super) fn of(corridor: &Corridor) -> Self {
        let width = corridor.windows().map(|(corridor, ..)| corridor.foreseen()).max();
        Self { width: width.unwrap_or(0), amounts: Vec::new() }
    }

    /// An amount that a lot draws for itself, by its place in the list of its itinerary.
    #[inline(always)]
    pub(super) fn amount(
        &self,
        key: LotKey,
        lot: &Lot,
        place: u16,
        noise: &Noise,
        (draws, law): (Stream, &Distribution),
    ) -> f64 {
        if lot.foreseen {
            self.amounts[key as usize * self.width + usize::from(place)]
        } else {
            drawn_now(noise, lot, draws, law)
        }
    }
}

#[inline(never)]
fn drawn_now(noise: &Noise, lot: &Lot, draws: Stream, law: &Distribution) -> f64 {
    law.sample(noise.at(draws, lot.item))
}

impl<L: Log> World<'_, L> {
    /// Draws all that a new lot will need, where its way begins with a list of it.
    #[inline]
    pub(super) fn foresee(&mut self, key: LotKey) {
        let ahead = &self.leg(key).ahead;
        if ahead.is_empty() || self.long_way {
            return;
        }
        let lot = &mut self.lots[key];
        lot.foreseen = true;
        let width = self.foresight.width;
        let begin = key as usize * width;
        let amounts = &mut self.foresight.amounts;
        if amounts.len() < begin + width {
            amounts.resize(begin + width, 0.0);
        }
        let row = &mut amounts[begin..begin + width];
        for foreseen in ahead {
            row[usize::from(foreseen.place)] = foreseen.law.sample(self.noise.at(foreseen.draws, lot.item));
        }
    }

    /// Laws have changed: nothing drawn ahead holds any more.
    pub(super) fn forget_foreseen(&mut self) {
        self.lots.places_mut().iter_mut().for_each(|lot| lot.foreseen = false);
    }
}
