//! An allocator that counts: how often a replication asks for memory, and how much it holds.
//!
//! ```ignore
//! #[global_allocator]
//! static ALLOCATOR: counting::Counting = counting::Counting;
//! ```
//! The counters are of the whole process, all threads together.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);
static CURRENT: AtomicU64 = AtomicU64::new(0);
static PEAK: AtomicU64 = AtomicU64::new(0);

/// The system's allocator, counted.
#[derive(Clone, Copy, Debug)]
pub struct Counting;

/// Blocks asked for since the process began, growth and shrinkage of a block included \[calls\].
pub fn allocations() -> u64 {
    ALLOCATIONS.load(Relaxed)
}

/// Memory held now \[bytes\].
pub fn current_bytes() -> u64 {
    CURRENT.load(Relaxed)
}

/// Most memory held at once since the process began or since [`reset_peak`] \[bytes\].
pub fn peak_bytes() -> u64 {
    PEAK.load(Relaxed)
}

/// Begins the peak anew, at what is held now.
pub fn reset_peak() {
    PEAK.store(current_bytes(), Relaxed);
}

#[expect(unsafe_code, reason = "the only way to count allocations; every call goes to the system unchanged")]
// SAFETY: each method hands its arguments to `System` and returns what `System` returned, so the
// contract of `GlobalAlloc` holds because it holds for `System`; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps `GlobalAlloc`'s contract, which is `System`'s.
        let block = unsafe { System.alloc(layout) };
        count(block, 0, layout.size());
        block
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as in `alloc`.
        let block = unsafe { System.alloc_zeroed(layout) };
        count(block, 0, layout.size());
        block
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as in `alloc`; `block` came from `System`, because every block does.
        let block = unsafe { System.realloc(block, layout, size) };
        count(block, layout.size(), size);
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as in `realloc`.
        unsafe { System.dealloc(block, layout) };
        CURRENT.fetch_sub(layout.size() as u64, Relaxed);
    }
}

/// Books a block that was `before` bytes and is now `after`; a refused request is no block.
fn count(block: *mut u8, before: usize, after: usize) {
    if block.is_null() {
        return;
    }
    let (before, after) = (before as u64, after as u64);
    ALLOCATIONS.fetch_add(1, Relaxed);
    // Grown first and shrunk second, in wrapping steps: the sum never falls below zero in between.
    let current = CURRENT.fetch_add(after, Relaxed) + after - before;
    CURRENT.fetch_sub(before, Relaxed);
    PEAK.fetch_max(current, Relaxed);
}
