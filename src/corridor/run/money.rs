//! The ledger of dollars: what is booked on each lot, and who is paid.

use super::log::Log;
use super::lot::LotKey;
use super::world::World;
use crate::corridor::model::{Micros, PayeeId, SHIPPERS_TIME};
use crate::corridor::outcome::Stop;

impl<L: Log> World<'_, L> {
    fn row(&self, lot: LotKey) -> std::ops::Range<usize> {
        let payees = self.corridor.payees.len();
        let start = lot as usize * payees;
        start..start + payees
    }

    /// Makes an empty row for a new lot.
    pub(super) fn open_account(&mut self, lot: LotKey) {
        let row = self.row(lot);
        if self.dollars.len() < row.end {
            self.dollars.resize(row.end, Micros::default());
        }
        self.dollars[row].fill(Micros::default());
        if let Some(books) = Self::kept(&mut self.emitted) {
            books.open(lot);
        }
    }

    /// Books an amount on a lot. Every other sum of dollars is a part of all that was booked, so
    /// that none can grow too large to be counted as long as that one does not.
    #[inline]
    pub(super) fn book(&mut self, lot: LotKey, payee: PayeeId, amount: Micros) {
        if amount == Micros::default() {
            return;
        }
        let Some(booked) = self.booked.0.checked_add(amount.0) else {
            self.outcome.stopped = Some(Stop::TooMuchMoney);
            return;
        };
        self.booked.0 = booked;
        let start = lot as usize * self.corridor.payees.len();
        self.dollars[start + payee.index()].0 += amount.0;
        self.lots[lot].booked.0 += amount.0;
        self.tell_paid(lot, payee, amount);
        self.outcome.payees[payee.index()].0 += amount.0;
    }

    /// Divides the account of a lot that is split: `part` takes its share of every dollar.
    pub(super) fn split_account(&mut self, lot: LotKey, part: LotKey, share: f64) {
        self.open_account(part);
        let (from, to) = (self.row(lot), self.row(part));
        let start = from.start;
        let mut moved_in_all = 0;
        for (source, target) in from.zip(to) {
            let moved = (self.dollars[source].0 as f64 * share).round() as i64;
            self.dollars[source].0 -= moved;
            self.dollars[target].0 += moved;
            moved_in_all += moved;
            let payee = PayeeId::at(source - start);
            self.tell_paid(lot, payee, Micros(-moved));
            self.tell_paid(part, payee, Micros(moved));
        }
        self.lots[lot].booked.0 -= moved_in_all;
        self.lots[part].booked.0 = moved_in_all;
        if let Some(books) = Self::kept(&mut self.emitted) {
            books.split(lot, part, share);
        }
        if let Some(routing) = Self::kept(&mut self.routing) {
            routing.split(lot, part);
        }
    }

    /// What a lot has cost: paid to others, and its shipper's time.
    pub(super) fn account(&self, lot: LotKey) -> (Micros, Micros) {
        let row = &self.dollars[self.row(lot)];
        let time = row[SHIPPERS_TIME.index()];
        let all: i64 = row.iter().map(|amount| amount.0).sum();
        (Micros(all - time.0), time)
    }
}
