//! Amounts of money on the wire.

use libretto_core::money::Euro;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// Importo in euro con due decimali, scritto come stringa.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(
    value_type = String,
    pattern = r"^-?(0|[1-9][0-9]{0,9})\.[0-9]{2}$",
    min_length = 4,
    max_length = 14,
    example = "40.00"
)]
pub struct Importo(pub Euro);

impl<'de> Deserialize<'de> for Importo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let message = "deve essere un importo in euro con due decimali, scritto come stringa: \"40.00\"";
        super::read(deserializer, message, |text| text.parse().ok().map(Self))
    }
}
