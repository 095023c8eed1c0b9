//! The purses of a wallet: own money and bonus money never mix (WAL-09).

use serde::{Deserialize, Serialize};

/// A purse of a household's wallet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Borsa {
    /// What the household paid in.
    #[default]
    Propria,
    /// What an administration granted and the household claimed: pays only what the bonus is for, and is never refunded.
    Bonus,
}

impl Borsa {
    /// Both purses, own money first.
    pub const ALL: [Self; 2] = [Self::Propria, Self::Bonus];

    /// Stable name, as it is serialised.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Propria => "propria",
            Self::Bonus => "bonus",
        }
    }

    /// Whether it is the household's own money: events do not say so, because those of before had no other.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub(crate) const fn is_own(&self) -> bool {
        matches!(self, Self::Propria)
    }
}
