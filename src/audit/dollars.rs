//! A09: the dollars of each lot sum to what was booked on it, to the millionth.

use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use std::collections::HashMap;

#[derive(Debug, Default)]
pub(super) struct Dollars {
    /// Booked on each lot, by payee.
    accounts: HashMap<String, HashMap<String, i64>>,
    /// Moved from one part of a lot to another, and not yet come in.
    moving: HashMap<String, i64>,
}

impl Dollars {
    pub(super) fn see(&mut self, line: u64, record: &Record, findings: &mut Findings) {
        match record.kind {
            Kind::Pay => self.pay(line, record, findings),
            Kind::Deliver => {
                let sum: i64 = self.accounts.remove(record.lot()).unwrap_or_default().values().sum();
                let said = record.amount.unwrap_or(0);
                findings.hold(Rule::Dollars, line, sum == said, || {
                    (
                        format!("`{}` has cost {}", record.lot(), usd(said)),
                        format!("{}, which was booked", usd(sum)),
                    )
                });
                let moving: Vec<_> = self.moving.iter().filter(|(_, left)| **left != 0).collect();
                findings.hold(Rule::Dollars, line, moving.is_empty(), || {
                    let (payee, left) =
                        moving.first().map_or(("", 0), |(payee, left)| (payee.as_str(), **left));
                    let what = format!("{} paid to `{payee}` got lost in a split", usd(-left));
                    (what, "what one part gives the other takes".into())
                });
                self.moving.retain(|_, left| *left != 0);
            }
            Kind::TurnAway => drop(self.accounts.remove(record.lot())),
            _ => {}
        }
    }

    fn pay(&mut self, line: u64, record: &Record, findings: &mut Findings) {
        let payee = record.payee.clone().unwrap_or_default();
        let amount = record.amount.unwrap_or(0);
        if record.of() == "split" {
            *self.moving.entry(payee.clone()).or_default() += amount;
        }
        let account = self.accounts.entry(record.lot().to_owned()).or_default();
        let sum = account.entry(payee.clone()).or_default();
        *sum += amount;
        let sum = *sum;
        findings.hold(Rule::Dollars, line, sum >= 0, || {
            (format!("`{}` is paid {} for `{}`", payee, usd(sum), record.lot()), "nothing or more".into())
        });
    }
}

/// Millionths of a dollar as dollars.
pub(super) fn usd(micros: i64) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let all = micros.unsigned_abs();
    format!("{sign}{}.{:06} USD", all / 1_000_000, all % 1_000_000)
}
