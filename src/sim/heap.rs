//! An implicit heap with four children a node, for entries of sixteen bytes.

/// A scheduled event as it is compared: the instant, and a tag that decides between equals.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) time: u64,
    pub(super) tag: u64,
}

impl Entry {
    /// Whether this one leaves first.
    #[inline]
    pub(super) fn is_before(self, other: Self) -> bool {
        self.key() < other.key()
    }

    /// One word to compare, without a branch.
    #[inline]
    fn key(self) -> u128 {
        (u128::from(self.time) << 64) | u128::from(self.tag)
    }
}

/// Entries of which the earliest leaves first.
#[derive(Debug, Default)]
pub(super) struct Heap {
    entries: Vec<Entry>,
}

const ARITY: usize = 4;

impl Heap {
    #[inline]
    pub(super) fn first(&self) -> Option<Entry> {
        self.entries.first().copied()
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
    }

    /// All entries leave, in no promised order.
    pub(super) fn drain(&mut self) -> impl Iterator<Item = Entry> {
        self.entries.drain(..)
    }

    #[inline]
    pub(super) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
        self.rise(entry);
    }

    #[inline]
    pub(super) fn pop(&mut self) -> Option<Entry> {
        let last = self.entries.pop()?;
        let Some(&first) = self.entries.first() else { return Some(last) };
        self.sink(last);
        Some(first)
    }

    /// Moves the last entry up to where its parent is not later.
    #[inline]
    fn rise(&mut self, entry: Entry) {
        let heap = self.entries.as_mut_slice();
        let mut hole = heap.len() - 1;
        while hole > 0 {
            let parent = (hole - 1) / ARITY;
            if heap[parent].key() <= entry.key() {
                break;
            }
            heap[hole] = heap[parent];
            hole = parent;
        }
        heap[hole] = entry;
    }

    /// Puts `entry` in at the root and moves it down to where no child is earlier.
    fn sink(&mut self, entry: Entry) {
        let heap = self.entries.as_mut_slice();
        let key = entry.key();
        let mut hole = 0;
        loop {
            let first = hole * ARITY + 1;
            let Some(children) = heap.get(first..) else { break };
            let earliest = match children.first_chunk() {
                Some(four) => first + earliest_of_four(four),
                None => match earliest_of_few(children) {
                    Some(child) => first + child,
                    None => break,
                },
            };
            if heap[earliest].key() >= key {
                break;
            }
            heap[hole] = heap[earliest];
            hole = earliest;
        }
        heap[hole] = entry;
    }
}

#[inline]
fn earliest_of_four(children: &[Entry; ARITY]) -> usize {
    let left = usize::from(children[1].key() < children[0].key());
    let right = 2 + usize::from(children[3].key() < children[2].key());
    if children[right].key() < children[left].key() { right } else { left }
}

#[inline]
fn earliest_of_few(children: &[Entry]) -> Option<usize> {
    (0..children.len()).min_by_key(|&child| children[child].key())
}
