//! A list whose places are used again.

/// Things that come and go, each at a place that stays its own while it is there.
#[derive(Debug)]
pub(super) struct Arena<T> {
    places: Vec<T>,
    free: Vec<u32>,
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Self { places: Vec::new(), free: Vec::new() }
    }
}

impl<T> Arena<T> {
    #[inline]
    pub(super) fn insert(&mut self, thing: T) -> u32 {
        self.insert_with(|| thing)
    }

    /// As `insert`; a large thing is made where it will be.
    #[inline(always)]
    pub(super) fn insert_with(&mut self, make: impl FnOnce() -> T) -> u32 {
        match self.free.pop() {
            Some(place) => {
                self.places[place as usize] = make();
                place
            }
            None => self.add(make()),
        }
    }

    #[cold]
    fn add(&mut self, thing: T) -> u32 {
        self.places.push(thing);
        (self.places.len() - 1) as u32
    }

    #[inline]
    pub(super) fn remove(&mut self, place: u32) {
        self.free.push(place);
    }

    /// How many are there.
    pub(super) fn len(&self) -> usize {
        self.places.len() - self.free.len()
    }

    /// The places of things that are there.
    pub(super) fn live(&self) -> impl Iterator<Item = u32> {
        let gone: std::collections::HashSet<u32> = self.free.iter().copied().collect();
        (0..self.places.len() as u32).filter(move |place| !gone.contains(place))
    }

    pub(super) fn clear(&mut self) {
        self.places.clear();
        self.free.clear();
    }

    /// All places, to change what is there.
    pub(super) fn places_mut(&mut self) -> &mut [T] {
        &mut self.places
    }

    /// All places, those of things that have gone included.
    pub(super) fn places(&self) -> &[T] {
        &self.places
    }
}

impl<T> std::ops::Index<u32> for Arena<T> {
    type Output = T;
    #[inline]
    fn index(&self, place: u32) -> &T {
        &self.places[place as usize]
    }
}

impl<T> std::ops::IndexMut<u32> for Arena<T> {
    #[inline]
    fn index_mut(&mut self, place: u32) -> &mut T {
        &mut self.places[place as usize]
    }
}
