//! Indices: a name is looked up once, when the corridor is built, and is a number from then on.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// The place of the thing in its list.
            #[must_use]
            #[inline]
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The id of the `index`-th thing of a list.
            #[must_use]
            pub(crate) const fn at(index: usize) -> Self {
                Self(index as u32)
            }
        }
    )*};
}

ids! {
    /// A place.
    NodeId,
    /// Infrastructure between two nodes.
    LinkId,
    /// A kind of goods.
    CargoId,
    /// A port, dry port or yard.
    TerminalId,
    /// A kind of berth at a terminal.
    BerthId,
    /// A pool of handling equipment at a terminal.
    EquipmentId,
    /// A store at a terminal.
    StoreId,
    /// A border crossing.
    BorderId,
    /// An agency at a border crossing.
    AgencyId,
    /// A gate: hours, works and weather that close something.
    GateId,
    /// What slows vehicles on a link.
    SlowdownId,
    /// A disruption.
    DisruptionId,
    /// A weather system.
    WeatherId,
    /// A water.
    WaterId,
    /// A place where the gauge is changed.
    GaugeChangeId,
    /// A workshop.
    WorkshopId,
    /// A fleet of vehicles.
    FleetId,
    /// A carrier's offer.
    ServiceId,
    /// A demand stream.
    DemandId,
    /// Who is paid.
    PayeeId,
    /// A cell of the results: cargo, origin, destination and route.
    CellId,
}
