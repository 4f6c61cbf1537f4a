//! Traces: which records of a replication somebody wants to see.

use crate::corridor::{Corridor, Record, RecordKind, VehicleName};

/// Which records are wanted: of each list one must fit, and an empty list is no condition.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Consignments, as `westbound#12`.
    pub consignments: Vec<String>,
    /// Places.
    pub places: Vec<String>,
    /// Kinds of records.
    pub kinds: Vec<RecordKind>,
    /// The vehicles that wanted lots are aboard of, with how many of these are.
    riding: Vec<(VehicleName, String)>,
}

impl Choice {
    /// A choice of records.
    #[must_use]
    pub fn new(consignments: Vec<String>, places: Vec<String>, kinds: Vec<RecordKind>) -> Self {
        Self { consignments, places, kinds, riding: Vec::new() }
    }

    /// Whether a record is wanted; records must come in their order, since a consignment takes in what
    /// happens to the vehicle it is aboard of.
    pub fn takes(&mut self, record: &Record, corridor: &Corridor) -> bool {
        let of_consignment = self.consignments.is_empty() || self.concerns(record, corridor);
        let here = record.place.map(|node| corridor.nodes[node.index()].name.as_str());
        let at_place =
            self.places.is_empty() || here.is_some_and(|here| self.places.iter().any(|place| place == here));
        let of_kind = self.kinds.is_empty() || self.kinds.contains(&record.kind);
        of_consignment && at_place && of_kind
    }

    fn concerns(&mut self, record: &Record, corridor: &Corridor) -> bool {
        let Some(lot) = &record.lot else {
            return record.vehicle.is_some_and(|vehicle| self.riding.iter().any(|(on, _)| *on == vehicle));
        };
        let name = lot.text(corridor);
        let whole = name.split('/').next().unwrap_or_default();
        let wanted = self.consignments.iter().any(|one| *one == name || one == whole);
        match (record.kind, record.vehicle) {
            (RecordKind::Board, Some(vehicle)) if wanted => self.riding.push((vehicle, name)),
            (RecordKind::Alight, Some(_)) if wanted => self.riding.retain(|(_, lot)| *lot != name),
            _ => {}
        }
        wanted
    }
}
