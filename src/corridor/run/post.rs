//! Where the lots of one service wait.

use super::lot::LotKey;
use super::vehicle::VehicleKey;
use std::collections::VecDeque;

/// Where the lots of one service wait, and the vehicles that have been called for them.
#[derive(Debug, Default)]
pub(super) struct Post {
    pub(super) queue: VecDeque<LotKey>,
    /// Room that the waiting lots take.
    pub(super) waiting: u64,
    /// Room still free in the vehicles called.
    pub(super) promised: u64,
    pub(super) called: Vec<VehicleKey>,
}

impl Post {
    pub(super) fn clear(&mut self) {
        self.queue.clear();
        self.called.clear();
        self.waiting = 0;
        self.promised = 0;
    }

    /// The lots that wait, in the order of waiting.
    pub(super) fn lots(&self) -> impl Iterator<Item = LotKey> {
        self.queue.iter().copied()
    }

    /// The vehicles that have been called.
    pub(super) fn called(&self) -> &[VehicleKey] {
        &self.called
    }

    /// Whether nobody waits here and no vehicle has been called.
    #[inline]
    pub(super) fn is_quiet(&self) -> bool {
        self.queue.is_empty() && self.called.is_empty()
    }

    /// Room asked for that no vehicle has been called for.
    #[inline]
    pub(super) fn uncovered(&self) -> u64 {
        self.waiting.saturating_sub(self.promised)
    }

    /// A vehicle that was called leaves with this room free, or without having loaded.
    pub(super) fn withdraw(&mut self, key: VehicleKey, room: u64) {
        self.promised = self.promised.saturating_sub(room);
        self.called.retain(|&called| called != key);
    }
}
