//! Under which prices something was paid: projects change them, and some of what falls due is paid at another
//! instant than that of the record from which it follows.

use super::facts::Facts;
use super::record::Record;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// What held when each lot last paid whom for what.
#[derive(Debug, Default)]
pub(super) struct Under {
    paid: HashMap<String, BTreeMap<(String, String), Paid>>,
}

#[derive(Debug)]
struct Paid {
    facts: Rc<Facts>,
    /// Whether parts of it were paid under different prices.
    mixed: bool,
}

impl Under {
    pub(super) fn pays(&mut self, record: &Record, facts: &Rc<Facts>) {
        let of_lot = self.paid.entry(record.lot().to_owned()).or_default();
        let what = (record.of().to_owned(), record.payee.clone().unwrap_or_default());
        let paid = of_lot.entry(what).or_insert_with(|| Paid { facts: facts.clone(), mixed: false });
        paid.mixed |= !Rc::ptr_eq(&paid.facts, facts);
        paid.facts.clone_from(facts);
    }

    /// What held then, or holds now if nothing was paid.
    pub(super) fn facts(&self, lot: &str, of: &str, payee: &str, now: &Rc<Facts>) -> Rc<Facts> {
        let paid = self.paid.get(lot).and_then(|of_lot| of_lot.get(&(of.to_owned(), payee.to_owned())));
        paid.map_or(now, |paid| &paid.facts).clone()
    }

    /// The same for what is paid anew next time, and whether parts of it were paid under different prices.
    pub(super) fn take(&mut self, lot: &str, of: &str, payee: &str, now: &Rc<Facts>) -> (Rc<Facts>, bool) {
        let paid = self.paid.get_mut(lot).and_then(|it| it.remove(&(of.to_owned(), payee.to_owned())));
        paid.map_or_else(|| (now.clone(), false), |paid| (paid.facts, paid.mixed))
    }

    pub(super) fn forget(&mut self, lot: &str) {
        self.paid.remove(lot);
    }
}
