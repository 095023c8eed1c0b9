//! The states of a declaration of heir and of a case, and what each act does in each of them. Both tables are total: every
//! state answers every act, with the next state or with the code of the refusal.

use crate::catalogue::Codice;
use crate::explanation::{Evaluation, Measure};
use crate::rimborso::StatoRimborso;
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

/// State of a case: it follows from the declarations, the refunds and the money that is left.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatoPratica {
    /// No heir is recognised yet.
    Istruttoria,
    /// A recognised heir may enter work.
    InserimentiAperti,
    /// A refund waits for the branch: no work can be entered (HER-17).
    RimborsoRichiesto,
    /// Every refund asked for is approved.
    RimborsoApprovato,
    /// Every refund asked for is paid, and money is left for other heirs.
    RimborsoPagato,
    /// Nothing is left and nothing is pending.
    Chiusa,
}

/// An act on a case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AttoPratica {
    /// An heir enters work done before the death.
    Inserimento,
    /// An heir cancels an entry of their own.
    AnnullamentoInserimento,
    /// An heir asks for money back.
    RichiestaRimborso,
    /// An heir consents that another gets the whole.
    Consenso,
}

/// How far a held refund of an heir has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Avanzamento {
    /// It waits for the branch.
    Richiesto,
    /// It is approved and not sent.
    Approvato,
    /// It is out.
    Pagato,
}

/// What a case looks like to its state.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quadro {
    /// Whether an heir is recognised.
    pub convalidata: bool,
    /// The least advanced of the refunds of heirs that are held.
    pub rimborso: Option<Avanzamento>,
    /// Whether own money is left that can be spent or given back.
    pub denaro: bool,
    /// Whether accepted work waits for its payment.
    pub lavoro: bool,
}

impl Quadro {
    /// Takes note of a refund of an heir.
    #[must_use]
    pub fn with(mut self, stato: StatoRimborso) -> Self {
        let advance = match stato {
            StatoRimborso::Presentato | StatoRimborso::InEsame => Avanzamento::Richiesto,
            StatoRimborso::Approvato => Avanzamento::Approvato,
            StatoRimborso::Inviato => Avanzamento::Pagato,
            StatoRimborso::Respinto | StatoRimborso::Ritirato => return self,
        };
        self.rimborso = Some(self.rimborso.map_or(advance, |before| before.min(advance)));
        self
    }
}

impl StatoPratica {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Istruttoria,
        Self::InserimentiAperti,
        Self::RimborsoRichiesto,
        Self::RimborsoApprovato,
        Self::RimborsoPagato,
        Self::Chiusa,
    ];

    /// The state of a case.
    pub const fn of(quadro: Quadro) -> Self {
        match (quadro.convalidata, quadro.rimborso) {
            (false, _) => Self::Istruttoria,
            (true, Some(Avanzamento::Richiesto)) => Self::RimborsoRichiesto,
            (true, Some(Avanzamento::Approvato)) => Self::RimborsoApprovato,
            _ if !quadro.denaro && !quadro.lavoro => Self::Chiusa,
            (true, Some(Avanzamento::Pagato)) => Self::RimborsoPagato,
            (true, None) => Self::InserimentiAperti,
        }
    }

    /// Whether an act is admitted; otherwise why not.
    ///
    /// # Errors
    /// The code of the refusal.
    pub const fn ammette(self, atto: AttoPratica) -> Result<(), Codice> {
        match (self, atto) {
            (Self::Istruttoria, _) => Err(Codice::EredeNonConvalidato),
            (Self::RimborsoRichiesto | Self::RimborsoApprovato | Self::RimborsoPagato, AttoPratica::Inserimento) => {
                Err(Codice::RimborsoInCorso)
            }
            (Self::Chiusa, AttoPratica::Inserimento) => Err(Codice::FondiInsufficienti),
            (Self::Chiusa, AttoPratica::RichiestaRimborso) => Err(Codice::NullaDaRimborsare),
            // With no money and no work pending every entry is paid or cancelled.
            (Self::Chiusa, AttoPratica::AnnullamentoInserimento) => Err(Codice::Irrevocabile),
            _ => Ok(()),
        }
    }
}

impl AttoPratica {
    /// Every act.
    pub const ALL: [Self; 4] =
        [Self::Inserimento, Self::AnnullamentoInserimento, Self::RichiestaRimborso, Self::Consenso];
}

/// HER-04: the state of the declaration admits the act.
pub(super) fn check(evaluation: &mut Evaluation, stato: StatoDichiarazione, atto: AttoDichiarazione) -> bool {
    evaluation.require(Codice::StatoDichiarazioneIncompatibile, stato.dopo(atto).is_some(), Measure::NONE)
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

    #[test]
    fn every_state_of_a_case_answers_every_act() {
        let table = StatoPratica::ALL.map(|stato| (stato, AttoPratica::ALL.map(|atto| stato.ammette(atto).err())));
        let blocked = [Some(Codice::RimborsoInCorso), None, None, None];
        let closed =
            [Some(Codice::FondiInsufficienti), Some(Codice::Irrevocabile), Some(Codice::NullaDaRimborsare), None];
        assert_eq!(
            table,
            [
                (StatoPratica::Istruttoria, [Some(Codice::EredeNonConvalidato); 4]),
                (StatoPratica::InserimentiAperti, [None; 4]),
                (StatoPratica::RimborsoRichiesto, blocked),
                (StatoPratica::RimborsoApprovato, blocked),
                (StatoPratica::RimborsoPagato, blocked),
                (StatoPratica::Chiusa, closed),
            ]
        );
    }

    #[test]
    fn the_state_of_a_case_follows_from_what_is_asked_and_what_is_left() {
        let open = Quadro { convalidata: true, denaro: true, ..Quadro::default() };
        let state = |quadro: Quadro, refunds: &[StatoRimborso]| {
            StatoPratica::of(refunds.iter().fold(quadro, |quadro, stato| quadro.with(*stato)))
        };
        assert_eq!(state(Quadro { convalidata: false, ..open }, &[]), StatoPratica::Istruttoria);
        assert_eq!(state(open, &[]), StatoPratica::InserimentiAperti);
        assert_eq!(state(open, &[StatoRimborso::Ritirato, StatoRimborso::Respinto]), StatoPratica::InserimentiAperti);
        let asked = [StatoRimborso::Approvato, StatoRimborso::Presentato];
        assert_eq!(state(open, &asked), StatoPratica::RimborsoRichiesto);
        assert_eq!(state(open, &asked[..1]), StatoPratica::RimborsoApprovato);
        assert_eq!(state(open, &[StatoRimborso::Inviato]), StatoPratica::RimborsoPagato);
        let spent = Quadro { denaro: false, ..open };
        assert_eq!(state(spent, &[StatoRimborso::Inviato]), StatoPratica::Chiusa);
        assert_eq!(state(spent, &[StatoRimborso::InEsame]), StatoPratica::RimborsoRichiesto, "the bank gave it back");
        assert_eq!(state(Quadro { lavoro: true, ..spent }, &[]), StatoPratica::InserimentiAperti);
        assert_eq!(state(spent, &[]), StatoPratica::Chiusa);
    }
}
