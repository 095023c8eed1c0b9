//! The states of a declaration of heir, and what each act does in each of them. The table is total and decides: every state
//! answers every act, with the next state or with the refusal. What a case answers is in [`super::fase`].

use crate::catalogue::Codice;
use crate::explanation::{Evaluation, Measure, Quantity};
use serde::{Deserialize, Serialize};

/// State of a declaration (HER-03, HER-04).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatoDichiarazione {
    /// Being written: nobody but the heir knows of it.
    Bozza,
    /// Sent to the branch.
    Presentata,
    /// Taken up by an operator.
    InEsame,
    /// The operator waits for more documents.
    DocumentiRichiesti,
    /// Refused. Final; another declaration may be made.
    Respinta,
    /// The heir is recognised and may act.
    Convalidata,
}

/// An act on a declaration.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AttoDichiarazione {
    /// The heir writes it anew.
    Compilazione,
    /// The heir adds a document.
    Allegazione,
    /// The heir sends it, the first time or with the documents that were asked for.
    Presentazione,
    /// The operator takes it up.
    Esame,
    /// The operator asks for more documents.
    RichiestaDocumenti,
    /// The operator recognises the heir.
    Convalida,
    /// The operator refuses it.
    Reiezione,
}

impl StatoDichiarazione {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Bozza, Self::Presentata, Self::InEsame, Self::DocumentiRichiesti, Self::Respinta, Self::Convalidata];

    /// The state after an act; `None` when the state does not admit it.
    #[must_use]
    pub const fn dopo(self, atto: AttoDichiarazione) -> Option<Self> {
        use AttoDichiarazione as Atto;
        match (self, atto) {
            (Self::Bozza | Self::DocumentiRichiesti, Atto::Compilazione) => Some(self),
            // A recognised heir still brings the delegations of the others (HER-16).
            (Self::Bozza | Self::DocumentiRichiesti | Self::Convalidata, Atto::Allegazione) => Some(self),
            (Self::Bozza, Atto::Presentazione) => Some(Self::Presentata),
            (Self::DocumentiRichiesti, Atto::Presentazione) | (Self::Presentata, Atto::Esame) => Some(Self::InEsame),
            (Self::InEsame, Atto::RichiestaDocumenti) => Some(Self::DocumentiRichiesti),
            (Self::InEsame, Atto::Convalida) => Some(Self::Convalidata),
            (Self::InEsame | Self::DocumentiRichiesti, Atto::Reiezione) => Some(Self::Respinta),
            _ => None,
        }
    }

    /// The name in the JSON of the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bozza => "bozza",
            Self::Presentata => "presentata",
            Self::InEsame => "in_esame",
            Self::DocumentiRichiesti => "documenti_richiesti",
            Self::Respinta => "respinta",
            Self::Convalidata => "convalidata",
        }
    }

    /// What the declaration is in this state, within an Italian sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bozza => "ancora una bozza, non presentata",
            Self::Presentata => "presentata e attende la sede",
            Self::InEsame => "in esame presso la sede",
            Self::DocumentiRichiesti => "in attesa dei documenti chiesti dalla sede",
            Self::Respinta => "stata respinta",
            Self::Convalidata => "stata convalidata",
        }
    }

    /// Whether the declarant is known as an heir in the case: the declaration is pending or validated (HER-15).
    pub const fn is_known(self) -> bool {
        !matches!(self, Self::Bozza | Self::Respinta)
    }

    /// Whether the branch has something to do.
    pub const fn is_to_work(self) -> bool {
        matches!(self, Self::Presentata | Self::InEsame)
    }
}

impl AttoDichiarazione {
    /// Every act.
    pub const ALL: [Self; 7] = [
        Self::Compilazione,
        Self::Allegazione,
        Self::Presentazione,
        Self::Esame,
        Self::RichiestaDocumenti,
        Self::Convalida,
        Self::Reiezione,
    ];
}

/// HER-04: the state of the declaration admits the act.
pub(super) fn check(evaluation: &mut Evaluation, stato: StatoDichiarazione, atto: AttoDichiarazione) -> bool {
    let admitted = stato.dopo(atto).is_some();
    let measure = if admitted { Measure::NONE } else { Measure::asked(Quantity::StatoDichiarazione(stato)) };
    evaluation.require(Codice::StatoDichiarazioneIncompatibile, admitted, measure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use StatoDichiarazione::{Bozza, Convalidata, DocumentiRichiesti, InEsame, Presentata, Respinta};

    #[test]
    fn every_state_of_a_declaration_answers_every_act() {
        let table = StatoDichiarazione::ALL.map(|stato| (stato, AttoDichiarazione::ALL.map(|atto| stato.dopo(atto))));
        let (asked, examined) = (Some(DocumentiRichiesti), Some(InEsame));
        assert_eq!(
            table,
            [
                (Bozza, [Some(Bozza), Some(Bozza), Some(Presentata), None, None, None, None]),
                (Presentata, [None, None, None, examined, None, None, None]),
                (InEsame, [None, None, None, None, asked, Some(Convalidata), Some(Respinta)]),
                (DocumentiRichiesti, [asked, asked, examined, None, None, None, Some(Respinta)]),
                (Respinta, [None; 7]),
                (Convalidata, [None, Some(Convalidata), None, None, None, None, None]),
            ]
        );
    }
}
