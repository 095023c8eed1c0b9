//! A small generator of random numbers (`SplitMix64`), so that a seed is a run on every machine.

/// The state of the generator: at the beginning, the seed.
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// A number from zero to `sides`, the latter excluded; `sides` is not zero.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    /// As [`Dice::roll`], for small numbers.
    pub fn small(&mut self, sides: u32) -> u32 {
        u32::try_from(self.roll(u64::from(sides))).unwrap_or_default()
    }

    /// A place in a list of this length, which is not zero.
    pub fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.roll(length as u64)).unwrap_or_default()
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.roll(high.abs_diff(low) + 1)).unwrap_or_default()
    }

    /// Whether something of this probability, in hundredths, happens.
    pub fn percent(&mut self, probability: u64) -> bool {
        self.roll(100) < probability
    }

    /// One of a list that is not empty.
    pub fn one<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.index(choices.len())]
    }
}
