//! What the world tells its log, in one place. Without a listener each of these is nothing at all.

use super::log::Log;
use super::lot::{LotKey, Stage};
use super::stand::Stand;
use super::train::Marshalling;
use super::traveller::Traveller;
use super::unit::What;
use super::vehicle::{Duty, VehicleKey};
use super::world::World;
use crate::corridor::ledger::{Cause, Hours};
use crate::corridor::model::{
    AgencyId, BerthId, BorderId, CargoId, FleetId, GateId, GaugeChangeId, Hop, LinkId, Lying, Micros, NodeId,
    PayeeId, ServiceId, Step, TerminalId,
};
use crate::corridor::record::{Facility, Of, Record, RecordKind};
use crate::quantity::Duration;
use crate::sim::{AtClosing, Part, Time, Turn};

/// Causes in the order in which they pass where several are booked at once: waiting, what was waited for, what
/// closed meanwhile, and then the way.
const AS_THEY_PASS: [Cause; Cause::COUNT] = [
    Cause::Consolidation,
    Cause::Breakdown,
    Cause::Storage,
    Cause::Vehicle,
    Cause::Berth,
    Cause::Equipment,
    Cause::Locomotive,
    Cause::Path,
    Cause::Documents,
    Cause::Customs,
    Cause::Inspection,
    Cause::GaugeChange,
    Cause::Handling,
    Cause::Weather,
    Cause::OpeningHours,
    Cause::Works,
    Cause::Disruption,
    Cause::Moving,
];

impl<L: Log> World<'_, L> {
    fn record(&self, kind: RecordKind) -> Record {
        Record::new(self.now, kind)
    }

    fn of_lot(&self, kind: RecordKind, lot: LotKey) -> Record {
        let units = Some(u64::from(self.lots[lot].count));
        Record { lot: self.log.lot(lot), place: Some(self.place_of(lot)), units, ..self.record(kind) }
    }

    fn of_vehicle(&self, kind: RecordKind, vehicle: VehicleKey) -> Record {
        Record { vehicle: self.log.vehicle(vehicle), ..self.record(kind) }
    }

    fn tell(&mut self, record: Record) {
        self.log.tell(self.now, record);
    }

    /// The node where a lot is, was last, or goes aboard.
    fn place_of(&self, lot: LotKey) -> NodeId {
        let service = &self.corridor.services[self.leg(lot).service.index()];
        match self.lots[lot].stage {
            Stage::Unloading => service.to,
            _ => service.from,
        }
    }

    /// The node where a vehicle is.
    fn node_of(&self, key: VehicleKey) -> NodeId {
        let vehicle = &self.vehicles[key];
        self.corridor.fleets[vehicle.fleet.index()].ports[usize::from(vehicle.port)].node
    }

    fn step_word(&self, lot: LotKey) -> &'static str {
        match self.lots[lot].stage {
            Stage::Unloading => "unload",
            Stage::Formalities => "formalities",
            Stage::Transloading => "transload",
            Stage::Loading => "load",
            Stage::Entering | Stage::Ready | Stage::Aboard => "",
        }
    }

    fn cargo_class_of(&self, lot: LotKey) -> CargoId {
        self.corridor.demand[self.lots[lot].demand.index()].cargo
    }

    /// What closes the place where a lot is worked, or keeps it from being accepted.
    fn workplace(&self, lot: LotKey) -> Option<Facility> {
        match self.lots[lot].stage {
            Stage::Loading | Stage::Unloading => self.berth_of(self.lots[lot].vehicle).map(Facility::Berth),
            Stage::Ready => Some(Facility::Acceptance(self.leg(lot).service, self.cargo_class_of(lot))),
            _ => self.corridor.nodes[self.place_of(lot).index()].terminal.map(Facility::Yard),
        }
    }

    /// The first record, all closures and all slow spells.
    #[inline(always)]
    pub(super) fn tell_beginning(&mut self) {
        if !L::ON {
            return;
        }
        let span = Some(self.corridor.horizon);
        self.tell(Record { span, ..self.record(RecordKind::Trace) });
        for (facility, gate) in self.gated() {
            let horizon = Time::START + self.corridor.horizon;
            for closure in self.gates[gate].closures().to_vec() {
                let at = |at, kind| Record {
                    resource: Some(facility),
                    cause: Some(closure.cause),
                    ..Record::new(at, kind)
                };
                if closure.from < horizon {
                    self.tell(at(closure.from, RecordKind::Close));
                }
                if closure.to < horizon {
                    self.tell(at(closure.to, RecordKind::Open));
                }
            }
        }
        self.tell_slow_spells();
    }

    /// A slow spell closes a part of the speed of its link.
    fn tell_slow_spells(&mut self) {
        let corridor = self.corridor;
        let horizon = Time::START + corridor.horizon;
        for (index, link) in corridor.links.iter().enumerate() {
            let Some(slowed) = link.slowed else { continue };
            let spells: Vec<_> = self.slowdowns[slowed.index()].spells().collect();
            for spell in spells {
                let at = |at, kind| Record {
                    resource: Some(Facility::Link(LinkId::at(index))),
                    cause: Some(Cause::Weather),
                    units: Some(spell.pace.missing()),
                    of: Of::Word("slow"),
                    ..Record::new(at, kind)
                };
                if spell.from < horizon {
                    self.tell(at(spell.from, RecordKind::Close));
                }
                if spell.to < horizon {
                    self.tell(at(spell.to, RecordKind::Open));
                }
            }
        }
    }

    /// Everything with a gate, and the gate.
    fn gated(&self) -> Vec<(Facility, usize)> {
        let corridor = self.corridor;
        let mut gated = Vec::new();
        let mut add = |facility, gate: Option<GateId>| {
            gated.extend(gate.map(|gate| (facility, gate.index())));
        };
        for (index, berth) in corridor.berths.iter().enumerate() {
            add(Facility::Berth(BerthId::at(index)), berth.gate);
        }
        for (index, terminal) in corridor.terminals.iter().enumerate() {
            add(Facility::Yard(TerminalId::at(index)), terminal.gate);
        }
        for (index, agency) in corridor.agencies.iter().enumerate() {
            add(Facility::Agency(AgencyId::at(index)), agency.gate);
        }
        for (index, border) in corridor.borders.iter().enumerate() {
            let office = border.documents.as_ref().and_then(|documents| documents.gate);
            add(Facility::Papers(BorderId::at(index)), office);
        }
        for (index, change) in corridor.gauge_changes.iter().enumerate() {
            // Where nothing fails, nothing is told of tracks.
            let gate = change.gate.filter(|_| !change.upkeep.is_nothing());
            add(Facility::GaugeChange(GaugeChangeId::at(index)), gate);
        }
        for (index, link) in corridor.links.iter().enumerate() {
            add(Facility::Link(LinkId::at(index)), link.gate);
        }
        for (index, service) in corridor.services.iter().enumerate() {
            for (class, &embargo) in service.embargoes.iter().enumerate() {
                add(Facility::Acceptance(ServiceId::at(index), CargoId::at(class)), embargo);
            }
        }
        gated
    }

    #[inline(always)]
    pub(super) fn tell_appears(&mut self, lot: LotKey, number: u64) {
        if L::ON {
            let id = self.lots[lot].demand;
            self.log.appears(lot, id, number);
            let demand = &self.corridor.demand[id.index()];
            let of = Of::Node(demand.to);
            let record = Record { place: Some(demand.from), of, ..self.of_lot(RecordKind::Appear, lot) };
            self.tell(record);
        }
    }

    #[inline(always)]
    pub(super) fn tell_turned_away(&mut self, lot: LotKey) {
        if L::ON {
            self.tell(self.of_lot(RecordKind::TurnAway, lot));
        }
    }

    /// A lot asks for, gets or gives back units of something.
    #[inline(always)]
    pub(super) fn tell_lot(&mut self, kind: RecordKind, lot: LotKey, what: Facility, units: u64) {
        if L::ON && units > 0 {
            let record = self.of_lot(kind, lot);
            self.tell(Record { resource: Some(what), units: Some(units), ..record });
        }
    }

    /// A vehicle asks for, gets or gives back one of something.
    #[inline(always)]
    pub(super) fn tell_vehicle(&mut self, kind: RecordKind, key: VehicleKey, what: Facility) {
        if L::ON {
            let to_load = kind == RecordKind::Wait && self.vehicles[key].duty == Duty::Called;
            let of = if to_load { Of::Word("load") } else { Of::Nothing };
            let place = Some(self.node_of(key));
            let record = self.of_vehicle(kind, key);
            self.tell(Record { resource: Some(what), units: Some(1), place, of, ..record });
        }
    }

    /// A traveller asks for, gets or gives back one of something.
    #[inline(always)]
    pub(super) fn tell_traveller(&mut self, kind: RecordKind, who: Traveller, what: Facility) {
        if L::ON
            && let Traveller::Vehicle(key) = who
        {
            let record = self.of_vehicle(kind, key);
            self.tell(Record { resource: Some(what), units: Some(1), ..record });
        }
    }

    /// A lot waits for a place in a store.
    #[inline(always)]
    pub(super) fn tell_waits_for_store(&mut self, lot: LotKey, lying: &Lying) {
        self.tell_lot(RecordKind::Wait, lot, Facility::Store(lying.place.store), self.lots[lot].places);
    }

    /// A lot waits for the place where it is to be worked to open.
    #[inline(always)]
    pub(super) fn tell_closed(&mut self, lot: LotKey) {
        if L::ON {
            self.tell_hours(lot, self.workplace(lot));
        }
    }

    /// Work on a lot begins.
    #[inline(always)]
    pub(super) fn tell_work(&mut self, lot: LotKey, step: &Step, span: Duration) {
        if L::ON {
            let record = self.work_record(RecordKind::Begin, lot, step);
            self.tell(Record { span: Some(span), ..record });
            self.tell_hours(lot, self.workplace(lot));
        }
    }

    /// Work on a lot begins at an instant, and stops at another if its machine breaks.
    #[inline(always)]
    pub(super) fn tell_part_of_work(
        &mut self,
        lot: LotKey,
        begin: Time,
        span: Duration,
        stops: Option<Time>,
    ) {
        if L::ON
            && let Some(step) = self.step(lot)
        {
            if stops.is_none() || !span.is_zero() {
                let record = self.work_record(RecordKind::Begin, lot, step);
                self.tell(Record { at: begin, span: Some(span), ..record });
            }
            if let Some(at) = stops.filter(|_| !span.is_zero()) {
                let record = self.work_record(RecordKind::End, lot, step);
                self.tell(Record { at, ..record });
            }
            self.tell_hours(lot, self.workplace(lot));
        }
    }

    /// Work on a lot is done; what falls due now is its fee.
    #[inline(always)]
    pub(super) fn tell_worked(&mut self, lot: LotKey, step: &Step) {
        if L::ON {
            let record = self.work_record(RecordKind::End, lot, step);
            self.tell(record);
            self.log.paying(self.step_word(lot));
        }
    }

    /// Work on a lot has been broken off before it was done.
    #[inline(always)]
    pub(super) fn tell_broken_off(&mut self, lot: LotKey, step: &Step) {
        if L::ON {
            let record = self.work_record(RecordKind::End, lot, step);
            self.tell(record);
        }
    }

    fn work_record(&self, kind: RecordKind, lot: LotKey, step: &Step) -> Record {
        let at_vehicle = matches!(self.lots[lot].stage, Stage::Loading | Stage::Unloading);
        let vehicle = if at_vehicle { self.log.vehicle(self.lots[lot].vehicle) } else { None };
        let resource = step.equipment.map(Facility::Equipment);
        Record { vehicle, resource, of: Of::Word(self.step_word(lot)), ..self.of_lot(kind, lot) }
    }

    /// An agency has taken a traveller on, and begins when it is open.
    #[inline(always)]
    pub(super) fn tell_taken_on(&mut self, who: Traveller, id: AgencyId, work: Duration) {
        if L::ON
            && let Traveller::Vehicle(key) = who
        {
            self.tell_traveller(RecordKind::Seize, who, Facility::Agency(id));
            let [begin, end] = [RecordKind::Begin, RecordKind::End].map(|kind| Record {
                resource: Some(Facility::Agency(id)),
                of: Of::Word("release"),
                ..self.of_vehicle(kind, key)
            });
            let agency = &self.corridor.agencies[id.index()];
            let hours = agency.gate.map(|gate| (gate, agency.at_closing));
            self.tell_attempts(hours, self.opening(agency.gate), work, begin, end);
        }
    }

    /// A vehicle gets a track that may fail, or gives it back.
    #[inline(always)]
    pub(super) fn tell_track(&mut self, kind: RecordKind, key: VehicleKey, id: GaugeChangeId) {
        self.tell_traveller(kind, Traveller::Vehicle(key), Facility::GaugeChange(id));
    }

    /// The gauge of a vehicle has been changed on a track that may fail.
    #[inline(always)]
    pub(super) fn tell_off_track(&mut self, key: VehicleKey, id: GaugeChangeId) {
        if L::ON {
            let resource = Some(Facility::GaugeChange(id));
            let record = self.of_vehicle(RecordKind::End, key);
            self.tell(Record { resource, of: Of::Word("gauge_change"), ..record });
            self.tell_track(RecordKind::Release, key, id);
        }
    }

    /// What is done at a stand that may fail, part by part; the last part is told to end where the stand fails.
    #[inline(always)]
    pub(super) fn tell_parts(&mut self, who: Traveller, stand: Stand, parts: &[Part], fails: bool) {
        if !L::ON {
            return;
        }
        let Traveller::Vehicle(key) = who else { return };
        let word = match stand {
            Stand::Server(_) => "release",
            Stand::Track(_) => "gauge_change",
        };
        let told = |kind| Record {
            resource: Some(Self::facility_of(stand)),
            of: Of::Word(word),
            ..self.of_vehicle(kind, key)
        };
        let [begin, end] = [RecordKind::Begin, RecordKind::End].map(told);
        for (number, part) in (1..).zip(parts) {
            if fails && part.work.is_zero() {
                continue;
            }
            self.tell(Record { at: part.from, span: Some(part.work), ..begin.clone() });
            if fails || number < parts.len() {
                self.tell(Record { at: part.to, ..end.clone() });
            }
        }
    }

    /// One of several machines or servers fails, or is repaired; wagons when they are set out.
    #[inline(always)]
    pub(super) fn tell_fault(&mut self, what: What, fails: bool) {
        if L::ON {
            let kind = if fails { RecordKind::Close } else { RecordKind::Open };
            let resource = match what {
                // Those that fail under way stand there.
                What::Vehicle(key) if !self.is_in_trains(key) => return,
                What::Vehicle(key) => Some(Facility::Fleet(self.vehicles[key].fleet)),
                What::Berth(berth, _) => Some(Facility::Berth(berth)),
                What::Wagons(..) => return,
                What::Machine(pool, _) => Some(Facility::Equipment(pool)),
                What::Stand(stand, _) => Some(Self::facility_of(stand)),
            };
            let cause = Some(Cause::Breakdown);
            self.tell(Record { resource, units: Some(1), cause, ..self.record(kind) });
        }
    }

    /// An agency is done with a traveller.
    #[inline(always)]
    pub(super) fn tell_let_go(&mut self, who: Traveller, id: AgencyId) {
        if L::ON
            && let Traveller::Vehicle(key) = who
        {
            let resource = Some(Facility::Agency(id));
            let record = self.of_vehicle(RecordKind::End, key);
            self.tell(Record { resource, of: Of::Word("release"), ..record });
            self.tell_traveller(RecordKind::Release, who, Facility::Agency(id));
        }
    }

    /// A vehicle has handed in papers at a border.
    #[inline(always)]
    pub(super) fn tell_papers(&mut self, key: VehicleKey) {
        if L::ON {
            let hop = self.hop_ahead(Traveller::Vehicle(key));
            let border = self.corridor.links[hop.link.index()].border;
            self.tell_trip_hours(key, border.map(Facility::Papers));
        }
    }

    /// The papers of a lot stand in line, or a clerk has them in hand.
    #[inline(always)]
    pub(super) fn tell_paper(&mut self, kind: RecordKind, lot: LotKey, id: BorderId) {
        if L::ON {
            let record = self.paper_record(kind, lot, id);
            self.tell(Record { units: Some(1), ..record });
        }
    }

    fn paper_record(&self, kind: RecordKind, lot: LotKey, id: BorderId) -> Record {
        let vehicle = self.log.vehicle(self.lots[lot].vehicle);
        let resource = Some(Facility::Papers(id));
        Record { vehicle, resource, place: None, of: Of::Word("papers"), ..self.of_lot(kind, lot) }
    }

    /// A clerk has taken papers on, and begins when the office is open.
    #[inline(always)]
    pub(super) fn tell_paper_taken(&mut self, lot: LotKey, id: BorderId, work: Duration, turn: Turn) {
        if L::ON {
            self.tell_paper(RecordKind::Seize, lot, id);
            let documents = self.corridor.borders[id.index()].documents.as_ref();
            let hours = documents.and_then(|documents| Some((documents.gate?, documents.at_closing)));
            let begin = self.paper_record(RecordKind::Begin, lot, id);
            let end = self.paper_record(RecordKind::End, lot, id);
            self.tell_attempts(hours, turn.begin, work, begin, end);
        }
    }

    /// A clerk is done with the papers of a lot.
    #[inline(always)]
    pub(super) fn tell_paper_done(&mut self, lot: LotKey, id: BorderId) {
        if L::ON {
            let record = self.paper_record(RecordKind::End, lot, id);
            self.tell(record);
            self.tell_paper(RecordKind::Release, lot, id);
        }
    }

    /// Work begins, and is told to end as often as it is broken off; when it is done is told then.
    fn tell_attempts(
        &mut self,
        hours: Option<(GateId, AtClosing)>,
        mut at: Time,
        work: Duration,
        begin: Record,
        end: Record,
    ) {
        if let Some((gate, AtClosing::Eject)) = hours {
            let gate = &self.gates[gate.index()];
            let vain: Vec<_> = gate.vain(at, work).collect();
            at = vain.last().map_or(at, |&(_, closing)| gate.next_open(closing));
            for (from, closing) in vain {
                self.tell(Record { at: from, span: Some(closing - from), ..begin.clone() });
                self.tell(Record { at: closing, ..end.clone() });
            }
        }
        self.tell(Record { at, span: Some(work), ..begin });
    }

    /// A vehicle that waited for a berth has got it.
    #[inline(always)]
    pub(super) fn tell_berthed(&mut self, key: VehicleKey) {
        if L::ON
            && let Some(berth) = self.berth_of(key)
        {
            self.tell_trip_hours(key, Some(Facility::Berth(berth)));
            self.tell_vehicle(RecordKind::Seize, key, Facility::Berth(berth));
        }
    }

    /// A lot waits for a vehicle of the fleet that its leg takes.
    #[inline(always)]
    pub(super) fn tell_waits_for_vehicle(&mut self, lot: LotKey) {
        if L::ON {
            let leg = self.leg(lot);
            let record = self.of_lot(RecordKind::Wait, lot);
            let resource = Some(Facility::Fleet(leg.fleet));
            self.tell(Record { resource, of: Of::Service(leg.service), ..record });
        }
    }

    #[inline(always)]
    pub(super) fn tell_called(&mut self, key: VehicleKey) {
        if L::ON {
            let of = Of::Service(self.vehicles[key].service);
            let place = Some(self.node_of(key));
            let record = self.of_vehicle(RecordKind::Call, key);
            self.tell(Record { place, of, ..record });
        }
    }

    /// A part has been split off a lot: it takes over the hours, and its places in the store.
    #[inline(always)]
    pub(super) fn tell_split(&mut self, whole: LotKey, part: LotKey) {
        if !L::ON {
            return;
        }
        self.log.splits(whole, part, self.lots[whole].splits);
        if let Some(name) = self.log.lot(whole) {
            let record = self.of_lot(RecordKind::Split, part);
            self.tell(Record { of: Of::Lot(name), ..record });
        }
        let hours = self.lots[part].hours;
        self.tell_books(&hours, &Record { of: Of::Word("split"), ..self.of_lot(RecordKind::Book, part) });
        self.log.lot_knows(part, hours);
        let places = self.lots[part].places;
        if let Some(lying) = &self.leg(whole).lies
            && places > 0
        {
            let resource = Some(Facility::Store(lying.place.store));
            for (kind, lot) in [(RecordKind::Release, whole), (RecordKind::Seize, part)] {
                let record = self.of_lot(kind, lot);
                self.tell(Record { resource, units: Some(places), of: Of::Word("split"), ..record });
            }
        }
        self.log.paying("split");
    }

    /// A lot takes its room aboard.
    #[inline(always)]
    pub(super) fn tell_boards(&mut self, lot: LotKey, key: VehicleKey) {
        if L::ON {
            self.tell_hours(lot, self.berth_of(key).map(Facility::Berth));
            let of = Of::Service(self.vehicles[key].service);
            let vehicle = self.log.vehicle(key);
            let record = self.of_lot(RecordKind::Board, lot);
            self.tell(Record { vehicle, of, ..record });
        }
    }

    /// A lot has taken over the hours of the trip it was on.
    #[inline(always)]
    pub(super) fn tell_alights(&mut self, lot: LotKey, key: VehicleKey) {
        if !L::ON {
            return;
        }
        let trip = self.vehicles[key].hours;
        let mut before = self.lots[lot].hours;
        for cause in Cause::ALL {
            before[cause] -= trip[cause];
        }
        let place = Some(self.node_of(key));
        let origin = Some(self.corridor.services[self.leg(lot).service.index()].from);
        let plain = Record { place: origin, units: None, ..self.of_lot(RecordKind::Book, lot) };
        let own = self.log.lot_news(lot, &before);
        self.tell_books(&own, &plain);
        let vehicle = self.log.vehicle(key);
        let of = Of::Service(self.vehicles[key].service);
        let record = self.of_lot(RecordKind::Alight, lot);
        self.tell(Record { vehicle, place, of, ..record });
        self.tell_books(&trip, &Record { of: Of::Word("trip"), vehicle, place, ..plain });
        self.log.lot_knows(lot, self.lots[lot].hours);
    }

    /// A vehicle waits at a node for a locomotive.
    #[inline(always)]
    pub(super) fn tell_waits_for_locomotive(&mut self, key: VehicleKey, fleet: FleetId, node: NodeId) {
        if L::ON {
            let resource = Some(Facility::Fleet(fleet));
            let record = self.of_vehicle(RecordKind::Wait, key);
            self.tell(Record { resource, units: Some(1), place: Some(node), ..record });
        }
    }

    /// A vehicle has waited for a locomotive.
    #[inline(always)]
    pub(super) fn tell_waited_for_locomotive(&mut self, key: VehicleKey, fleet: FleetId, node: NodeId) {
        if L::ON {
            let news = self.log.vehicle_news(key, &self.vehicles[key].hours);
            self.log.vehicle_knows(key, self.vehicles[key].hours);
            let record = self.of_vehicle(RecordKind::Book, key);
            let resource = Some(Facility::Fleet(fleet));
            self.tell_books(&news, &Record { resource, place: Some(node), ..record });
        }
    }

    /// A locomotive is before a vehicle from now on.
    #[inline(always)]
    pub(super) fn tell_coupled(&mut self, key: VehicleKey, engine: VehicleKey, node: NodeId) {
        self.tell_coupling(RecordKind::Seize, key, engine, node);
    }

    /// A locomotive has left a vehicle.
    #[inline(always)]
    pub(super) fn tell_uncoupled(&mut self, key: VehicleKey, engine: VehicleKey, node: NodeId) {
        self.tell_coupling(RecordKind::Release, key, engine, node);
    }

    #[inline(always)]
    fn tell_coupling(&mut self, kind: RecordKind, key: VehicleKey, engine: VehicleKey, node: NodeId) {
        if L::ON {
            let resource = Some(Facility::Fleet(self.vehicles[engine].fleet));
            let of = self.log.vehicle(engine).map_or(Of::Nothing, Of::Vehicle);
            let record = self.of_vehicle(kind, key);
            self.tell(Record { resource, units: Some(1), place: Some(node), of, ..record });
        }
    }

    /// A train has been made up of wagons that stood at a port.
    #[inline(always)]
    pub(super) fn tell_made_up(&mut self, first: VehicleKey) {
        if L::ON {
            self.tell_wagons(RecordKind::Seize, first);
        }
    }

    /// The wagons of a train stand where it is.
    #[inline(always)]
    pub(super) fn tell_taken_apart(&mut self, first: VehicleKey) {
        if L::ON && self.vehicles[first].duty != Duty::Out {
            self.tell_wagons(RecordKind::Release, first);
        }
    }

    fn tell_wagons(&mut self, kind: RecordKind, first: VehicleKey) {
        let vehicle = &self.vehicles[first];
        let resource = Some(Facility::Fleet(vehicle.fleet));
        let units = Some(u64::from(vehicle.wagons_on));
        let place = Some(self.node_of(first));
        let record = self.of_vehicle(kind, first);
        self.tell(Record { resource, units, place, ..record });
    }

    /// A vehicle is turned round from now on, for so long, or has been.
    #[inline(always)]
    pub(super) fn tell_turn_round(&mut self, key: VehicleKey, span: Option<Duration>) {
        if L::ON {
            let kind = if span.is_some() { RecordKind::Begin } else { RecordKind::End };
            let place = Some(self.node_of(key));
            let record = self.of_vehicle(kind, key);
            self.tell(Record { place, span, of: Of::Word("turn_round"), ..record });
        }
    }

    fn going_for(&self, key: VehicleKey) -> Of {
        match self.vehicles[key].duty {
            Duty::Empty { .. } => Of::Nothing,
            _ => Of::Service(self.vehicles[key].service),
        }
    }

    /// A vehicle sets out or comes in.
    #[inline(always)]
    pub(super) fn tell_at_port(&mut self, kind: RecordKind, key: VehicleKey) {
        if L::ON {
            let record = self.of_vehicle(kind, key);
            self.tell(Record { place: Some(self.node_of(key)), of: self.going_for(key), ..record });
        }
    }

    /// A vehicle passes a link, from an instant to another.
    #[inline(always)]
    pub(super) fn tell_passes(&mut self, key: VehicleKey, hop: Hop, entry: Time, exit: Time) {
        if L::ON {
            self.tell_on_link(RecordKind::Enter, key, hop, entry);
            self.tell_on_link(RecordKind::Leave, key, hop, exit);
        }
    }

    /// A vehicle enters a link or comes to its end at an instant.
    #[inline(always)]
    pub(super) fn tell_on_link(&mut self, kind: RecordKind, key: VehicleKey, hop: Hop, at: Time) {
        if L::ON {
            let resource = Some(Facility::Link(hop.link));
            self.tell_trip_hours(key, resource);
            let ends = self.corridor.links[hop.link.index()].ends;
            let node = if (kind == RecordKind::Enter) == hop.backward { ends[1] } else { ends[0] };
            let record = self.of_vehicle(kind, key);
            self.tell(Record { at, resource, place: Some(node), ..record });
        }
    }

    /// A part that goes before the last of a train passes a link, from an instant to another.
    #[inline(always)]
    pub(super) fn tell_part_passes(
        &mut self,
        (train, number): (VehicleKey, u32),
        hop: Hop,
        entry: Time,
        exit: Time,
    ) {
        if L::ON {
            let ends = self.corridor.links[hop.link.index()].ends;
            let (from, to) = if hop.backward { (ends[1], ends[0]) } else { (ends[0], ends[1]) };
            for (kind, at, node) in [(RecordKind::Enter, entry, from), (RecordKind::Leave, exit, to)] {
                let record = self.of_vehicle(kind, train);
                let (resource, place) = (Some(Facility::Link(hop.link)), Some(node));
                let (units, of) = (Some(u64::from(number)), Of::Word("part"));
                self.tell(Record { at, resource, place, units, of, ..record });
            }
        }
    }

    /// A train is divided before a section, or joined behind it; the hours of it have been booked, all others
    /// told.
    #[inline(always)]
    pub(super) fn tell_marshalled(&mut self, key: VehicleKey, work: Marshalling) {
        if L::ON {
            let Marshalling { word, section, parts, time } = work;
            let ends = self.corridor.links[section.link.index()].ends;
            let before = (word == "divide") != section.backward;
            let place = Some(if before { ends[0] } else { ends[1] });
            let (resource, of) = (Some(Facility::Link(section.link)), Of::Word(word));
            let units = Some(u64::from(parts));
            let like = Record { resource, place, of, units, ..self.of_vehicle(RecordKind::Begin, key) };
            self.tell(Record { span: Some(time), ..like.clone() });
            self.tell(Record { kind: RecordKind::End, at: self.now + time, ..like.clone() });
            let hours = self.vehicles[key].hours;
            let news = self.log.vehicle_news(key, &hours);
            self.log.vehicle_knows(key, hours);
            self.tell_books(&news, &Record { kind: RecordKind::Book, ..like });
        }
    }

    /// A lot waits for the pump of a pipeline, or has it.
    #[inline(always)]
    pub(super) fn tell_at_pump(&mut self, kind: RecordKind, lot: LotKey, id: LinkId) {
        if L::ON {
            let (resource, of) = (Some(Facility::Link(id)), Of::Service(self.leg(lot).service));
            let record = self.of_lot(kind, lot);
            self.tell(Record { resource, units: Some(1), of, ..record });
        }
    }

    /// A lot begins to go into a pipeline, as soon as that is open.
    #[inline(always)]
    pub(super) fn tell_flows_in(&mut self, lot: LotKey, id: LinkId) {
        if L::ON {
            let at = self.opening(self.corridor.links[id.index()].gate);
            self.tell_in_pipe(RecordKind::Enter, lot, id, at);
        }
    }

    /// All of a lot has come out of a pipeline.
    #[inline(always)]
    pub(super) fn tell_flows_out(&mut self, lot: LotKey, id: LinkId) {
        if L::ON {
            self.tell_in_pipe(RecordKind::Leave, lot, id, self.now);
        }
    }

    fn tell_in_pipe(&mut self, kind: RecordKind, lot: LotKey, id: LinkId, at: Time) {
        let resource = Some(Facility::Link(id));
        let of = Of::Service(self.leg(lot).service);
        let record = self.of_lot(kind, lot);
        self.tell(Record { at, resource, of, ..record });
    }

    /// Tells the hours that have been booked on a lot since they were last told.
    #[inline(always)]
    pub(super) fn tell_hours(&mut self, lot: LotKey, at: Option<Facility>) {
        if L::ON {
            let hours = self.lots[lot].hours;
            let news = self.log.lot_news(lot, &hours);
            self.log.lot_knows(lot, hours);
            let of = match self.step_word(lot) {
                "" => Of::Nothing,
                step => Of::Word(step),
            };
            let record = Record { resource: at, units: None, of, ..self.of_lot(RecordKind::Book, lot) };
            self.tell_books(&news, &record);
        }
    }

    /// Tells the hours that have been booked on a vehicle since they were last told.
    #[inline(always)]
    pub(super) fn tell_trip_hours(&mut self, key: VehicleKey, at: Option<Facility>) {
        if L::ON {
            let hours = self.vehicles[key].hours;
            let news = self.log.vehicle_news(key, &hours);
            self.log.vehicle_knows(key, hours);
            let record = Record { resource: at, ..self.of_vehicle(RecordKind::Book, key) };
            self.tell_books(&news, &record);
        }
    }

    /// Tells how long a vehicle has stood broken down on a link where storms slow it, before it goes on.
    #[inline(always)]
    pub(super) fn tell_stood(&mut self, key: VehicleKey) {
        if L::ON {
            let link = self.hop_ahead(Traveller::Vehicle(key)).link;
            if self.corridor.links[link.index()].slowed.is_some() {
                self.tell_trip_hours(key, Some(Facility::Link(link)));
            }
        }
    }

    /// Tells the hours that a vehicle loses to weather under way up to an instant, apart from those that it waits.
    #[inline(always)]
    pub(super) fn tell_slowed(&mut self, key: VehicleKey, link: LinkId, end: Time, lost: Duration) {
        if L::ON {
            let at = Some(Facility::Link(link));
            self.tell_trip_hours(key, at);
            let mut hours = Hours::NONE;
            hours.book(Cause::Weather, lost);
            let record = Record {
                at: end,
                resource: at,
                of: Of::Word("slow"),
                ..self.of_vehicle(RecordKind::Book, key)
            };
            self.tell_books(&hours, &record);
        }
    }

    /// All hours of a vehicle have been told.
    #[inline(always)]
    pub(super) fn told_slowed(&mut self, key: VehicleKey) {
        if L::ON {
            self.log.vehicle_knows(key, self.vehicles[key].hours);
        }
    }

    /// Tells the hours of a traveller that have not been told.
    #[inline(always)]
    pub(super) fn tell_traveller_hours(&mut self, who: Traveller, at: Facility) {
        match who {
            Traveller::Vehicle(key) => self.tell_trip_hours(key, Some(at)),
            Traveller::Lot(key) => self.tell_hours(key, Some(at)),
        }
    }

    fn tell_books(&mut self, hours: &Hours, like: &Record) {
        for cause in AS_THEY_PASS {
            let span = hours.of(cause);
            if !span.is_zero() {
                self.tell(Record { cause: Some(cause), span: Some(span), ..like.clone() });
            }
        }
    }

    /// What the dollars that follow are for.
    #[inline(always)]
    pub(super) fn tell_paying(&mut self, of: &'static str) {
        if L::ON {
            self.log.paying(of);
        }
    }

    #[inline(always)]
    pub(super) fn tell_paid(&mut self, lot: LotKey, payee: PayeeId, amount: Micros) {
        if L::ON && amount != Micros::default() {
            let of = Of::Word(self.log.paid_for());
            let record = Record { units: None, ..self.of_lot(RecordKind::Pay, lot) };
            self.tell(Record { payee: Some(payee), amount: Some(amount), of, ..record });
        }
    }

    /// A lot has arrived where it was sent.
    #[inline(always)]
    pub(super) fn tell_delivered(&mut self, lot: LotKey) {
        if L::ON {
            let transit = self.now - self.consignments[self.lots[lot].consignment].appeared;
            self.tell_hours(lot, None);
            let amount = Some(self.lots[lot].booked);
            let record = self.of_lot(RecordKind::Deliver, lot);
            self.tell(Record { span: Some(transit), amount, ..record });
        }
    }

    /// The last record.
    #[inline(always)]
    pub(super) fn tell_end(&mut self) {
        if L::ON {
            self.log.end(self.now);
            let left = self.consignments.places().iter().map(|it| u64::from(it.left)).sum();
            let of = self.outcome.stopped.map_or(Of::Nothing, |stop| Of::Word(stop.word()));
            self.tell(Record { units: Some(left), of, ..self.record(RecordKind::Horizon) });
        }
    }
}
