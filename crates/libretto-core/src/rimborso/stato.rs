//! The states of a refund and the acts that lead from one to the next.

use super::MotivoReiezione;
use crate::catalogue::Codice;
use crate::event::Fatto;
use crate::explanation::{Evaluation, Measure};
use serde::{Deserialize, Serialize};

/// State of a refund.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatoRimborso {
    /// Asked for, with its protocol number; the sum is reserved.
    Presentato,
    /// Examined again, because the bank gave the transfer back; the sum is still reserved.
    InEsame,
    /// Approved: the next run sends it.
    Approvato,
    /// The transfer is ordered. It counts as paid until the bank gives it back.
    Inviato,
    /// Refused: the sum is in the wallet again. Final.
    Respinto,
    /// Withdrawn by who asked: the sum is in the wallet again. Final.
    Ritirato,
}

/// What can happen to a refund after it was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Atto {
    /// The branch approves it.
    Approvazione,
    /// The branch refuses it.
    Reiezione,
    /// The branch refuses it because who asked has died: also when it is approved, as long as it is not sent.
    ReiezionePerDecesso,
    /// Who asked withdraws it.
    Ritiro,
    /// A run sends it.
    Invio,
    /// The bank gives it back.
    Restituzione,
}

impl StatoRimborso {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Presentato, Self::InEsame, Self::Approvato, Self::Inviato, Self::Respinto, Self::Ritirato];

    /// The state after an act; `None` when the state does not admit it.
    #[must_use]
    pub const fn dopo(self, atto: Atto) -> Option<Self> {
        match (self, atto) {
            (Self::Presentato | Self::InEsame, Atto::Approvazione) => Some(Self::Approvato),
            (Self::Presentato | Self::InEsame, Atto::Reiezione) => Some(Self::Respinto),
            (Self::Presentato | Self::InEsame | Self::Approvato, Atto::ReiezionePerDecesso) => Some(Self::Respinto),
            (Self::Presentato | Self::InEsame | Self::Approvato, Atto::Ritiro) => Some(Self::Ritirato),
            (Self::Approvato, Atto::Invio) => Some(Self::Inviato),
            (Self::Inviato, Atto::Restituzione) => Some(Self::InEsame),
            _ => None,
        }
    }

    /// Whether the sum is out of the wallet: reserved, or sent.
    pub const fn is_held(self) -> bool {
        !matches!(self, Self::Respinto | Self::Ritirato)
    }
}

impl Atto {
    /// Every act.
    pub const ALL: [Self; 6] =
        [Self::Approvazione, Self::Reiezione, Self::ReiezionePerDecesso, Self::Ritiro, Self::Invio, Self::Restituzione];

    /// The act of a fact; `None` when the fact is no act on a refund that exists.
    pub const fn of(fatto: &Fatto) -> Option<Self> {
        match fatto {
            Fatto::RimborsoApprovato { .. } => Some(Self::Approvazione),
            Fatto::RimborsoRespinto { motivo: MotivoReiezione::RichiedenteDeceduto, .. } => {
                Some(Self::ReiezionePerDecesso)
            }
            Fatto::RimborsoRespinto { .. } => Some(Self::Reiezione),
            Fatto::RimborsoRitirato { .. } => Some(Self::Ritiro),
            Fatto::RimborsoInviato { .. } => Some(Self::Invio),
            Fatto::RimborsoRestituito { .. } => Some(Self::Restituzione),
            _ => None,
        }
    }
}

/// REF-04: the state admits the act.
pub(super) fn check(evaluation: &mut Evaluation, stato: StatoRimborso, atto: Atto) -> bool {
    evaluation.require(Codice::StatoRimborsoIncompatibile, stato.dopo(atto).is_some(), Measure::NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use StatoRimborso::{Approvato, InEsame, Inviato, Presentato, Respinto, Ritirato};

    #[test]
    fn every_state_answers_every_act() {
        let table = StatoRimborso::ALL.map(|stato| (stato, Atto::ALL.map(|atto| stato.dopo(atto))));
        let examined = [Some(Approvato), Some(Respinto), Some(Respinto), Some(Ritirato), None, None];
        assert_eq!(
            table,
            [
                (Presentato, examined),
                (InEsame, examined),
                (Approvato, [None, None, Some(Respinto), Some(Ritirato), Some(Inviato), None]),
                (Inviato, [None, None, None, None, None, Some(InEsame)]),
                (Respinto, [None; 6]),
                (Ritirato, [None; 6]),
            ]
        );
    }

    #[test]
    fn the_sum_goes_back_only_with_the_two_final_states() {
        let held = StatoRimborso::ALL.map(StatoRimborso::is_held);
        assert_eq!(held, [true, true, true, true, false, false]);
    }
}
