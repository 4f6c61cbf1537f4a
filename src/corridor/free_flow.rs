//! Free flow: how long goods take without any wait, by averages.
//!
//! ```text
//! ready to leave ─► change of gauge ─► papers, less what of digital ones the way has hidden ─► agencies ─► link ─► …
//! ```

use super::model::{
    BorderId, CargoId, Corridor, Documents, FULL, Goods, Hop, Operation, Pace, ServiceId, Side,
};
use crate::quantity::Duration;

impl Corridor {
    /// Average time under way on a service without any wait, for whatever goods of which nothing is said at
    /// borders: links, border crossings and changes of gauge, and the marshalling of trains that are full of
    /// their heaviest cargo.
    #[must_use]
    pub fn free_flow(&self, service: ServiceId) -> Duration {
        let classes = (0..self.cargo.len()).map(CargoId::at);
        let marshalling = classes.map(|cargo| self.hours_of_marshalling(service, cargo)).fold(0.0, f64::max);
        Duration::from_hours(self.hours_on_the_way(service, None) + marshalling)
    }

    /// The same for a train that is full of certain goods.
    #[must_use]
    pub fn free_flow_with(&self, service: ServiceId, goods: Goods) -> Duration {
        let on_the_way = self.hours_on_the_way(service, Some(goods));
        Duration::from_hours(on_the_way + self.hours_of_marshalling(service, goods.cargo))
    }

    /// How much longer than goods of which nothing is said certain goods are held at the borders of a
    /// service (h), on average; negative where they are through sooner.
    #[must_use]
    pub fn hours_beyond_usual(&self, service: ServiceId, goods: Goods) -> f64 {
        let path = &self.services[service.index()].path;
        if path.iter().all(|hop| self.links[hop.link.index()].border.is_none()) {
            return 0.0;
        }
        self.hours_on_the_way(service, Some(goods)) - self.hours_on_the_way(service, None)
    }

    fn hours_on_the_way(&self, service: ServiceId, goods: Option<Goods>) -> f64 {
        let path = &self.services[service.index()].path;
        let mut changes = self.gauge_changes_on(path).peekable();
        let (mut links, mut gauges) = (0.0, 0.0);
        for (place, &hop) in path.iter().enumerate() {
            if let Some((_, change)) = changes.next_if(|(at, _)| *at == place) {
                let (cargo, load) = self.full_vehicle(service);
                gauges += self.gauge_changes[change.index()].mean_hours(cargo, load);
            }
            let link = &self.links[hop.link.index()];
            let border = link.border.filter(|_| link.pipe.is_none());
            let border = border.map_or(0.0, |border| self.hours_at_border(border, goods, links + gauges));
            links += self.hours_on_link(hop, service) + border;
        }
        links + gauges
    }

    fn hours_on_link(&self, hop: Hop, service: ServiceId) -> f64 {
        let link = &self.links[hop.link.index()];
        let own = self.fleet_of(service).speed.as_ref().map_or(f64::INFINITY, |speed| speed.mean());
        if let Some(pipe) = link.pipe {
            return pipe.transit.as_hours();
        }
        match &link.pace {
            Pace::Time(time) => time.mean() / 3.6e6,
            Pace::Speed(speed) => link.length.as_km() / speed.mean().min(own),
            Pace::Vehicle => link.length.as_km() / own,
        }
    }

    /// What a full vehicle of a service carries: the first cargo class it can, and how many load units.
    fn full_vehicle(&self, service: ServiceId) -> (CargoId, f64) {
        let rooms = self.fleet_of(service).room.iter().enumerate();
        let carried = rooms.filter_map(|(class, room)| Some((CargoId::at(class), (*room)?))).next();
        let (cargo, room) = carried.unwrap_or((CargoId::at(0), FULL));
        (cargo, self.fleet_of(service).whole() as f64 / room as f64)
    }

    /// Average time at a border crossing without any wait, for goods that have been under way for so long:
    /// papers, and on each side the slowest agency that looks at such goods (h).
    fn hours_at_border(&self, border: BorderId, goods: Option<Goods>, under_way: f64) -> f64 {
        let border = &self.borders[border.index()];
        let papers = border.documents.as_ref().map_or(0.0, |papers| papers.mean_ms(goods, under_way));
        let slowest = |side: &Side| {
            let agencies = side.agencies.iter().map(|agency| self.agencies[agency.index()].mean_ms(goods));
            agencies.fold(0.0, f64::max)
        };
        (papers + border.sides.iter().map(slowest).sum::<f64>()) / 3.6e6
    }

    /// Time for dividing and joining a train full of a cargo class, and for its parts to follow each other (h).
    fn hours_of_marshalling(&self, service: ServiceId, cargo: CargoId) -> f64 {
        let fleet = self.fleet_of(service);
        let full = fleet.full_of(cargo.index(), &self.cargo[cargo.index()]);
        let train = fleet.longest_train().zip(full);
        let path = &self.services[service.index()].path;
        train.map_or(0.0, |(train, gross)| self.marshalling(path, train, gross).1.as_hours())
    }

    /// The pieces of work on goods that go aboard at one end of a service and off at the other.
    pub fn work_of_leg(&self, service: ServiceId, cargo: CargoId) -> impl Iterator<Item = &Operation> {
        let offer = &self.services[service.index()];
        let before = self.plan(offer.from, cargo);
        let after = self.plan(offer.to, cargo);
        // What is pumped is not loaded.
        let loaded = self.pipe_of(offer).is_none();
        let yard = before.map(|plan| [&plan.formalities, &plan.transload]);
        let quay = before.map(|plan| &plan.load).into_iter().chain(after.map(|plan| &plan.unload));
        yard.into_iter().flatten().chain(quay.filter(move |_| loaded)).filter_map(Option::as_ref)
    }

    /// Average hours of one leg without any wait: under way and being worked on, for a lot of
    /// `count` load units.
    #[must_use]
    pub fn hours_of_leg(&self, service: ServiceId, goods: Goods, count: f64) -> f64 {
        let work = self.work_of_leg(service, goods.cargo).map(|work| work.mean_hours(count, &self.equipment));
        self.free_flow_with(service, goods).as_hours()
            + self.hours_of_pump(service, goods.cargo, count)
            + work.sum::<f64>()
    }

    /// Hours in which so many load units go into the pipeline of a service, if it is one.
    #[must_use]
    pub fn hours_of_pump(&self, service: ServiceId, cargo: CargoId, count: f64) -> f64 {
        let pipe = self.pipe_of(&self.services[service.index()]);
        let pipe = pipe.and_then(|link| self.links[link.index()].pipe);
        let tonnes = self.cargo[cargo.index()].mass.as_tonnes() * count;
        pipe.map_or(0.0, |pipe| tonnes / pipe.rate)
    }
}

impl Documents {
    /// How long papers hold up goods that have been under way for so many hours (ms), by averages: those that
    /// were declared ahead for what is left of their time.
    fn mean_ms(&self, goods: Option<Goods>, under_way: f64) -> f64 {
        let stream = goods.and_then(|goods| goods.stream);
        let digital = stream.map_or(self.usual, |stream| self.digital[stream.index()]);
        let ms = self.time.mean();
        if digital { (ms - under_way * 3.6e6).max(0.0) } else { ms }
    }
}
