//! The states of a case, and what each act finds in them. The table is total and decides: every phase answers every act, with
//! leave to go on to the rules of its content or with the code of the refusal, from which the step of the explanation comes.

use super::Resto;
use crate::catalogue::Codice;
use crate::explanation::{Evaluation, Measure};
use crate::rimborso::{self, StatoRimborso};
use serde::{Deserialize, Serialize};

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

/// Where a case stands for an act: the state that is shown, and for a closed case how it came to be so.
///
/// An act of an heir finds in [`Fase::Istruttoria`] who is not recognised, whatever became of the others; an act on a refund,
/// or on the consent that a refund rests on, looks at that refund alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fase {
    /// No heir is recognised.
    Istruttoria,
    /// An heir is recognised and no refund is held.
    InserimentiAperti,
    /// A refund waits for the branch.
    RimborsoRichiesto,
    /// A refund is approved and not sent.
    RimborsoApprovato,
    /// A refund is out, and money or work is left.
    RimborsoPagato,
    /// A refund is out, and nothing is left.
    Restituita,
    /// Everything was spent on work: nothing is left, and nothing was given back.
    Esaurita,
}

/// An act on a case. What happens to a declaration has a table of its own, [`super::AttoDichiarazione`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AttoPratica {
    /// Somebody begins a declaration.
    Apertura,
    /// An heir enters work done before the death.
    Inserimento,
    /// An heir cancels an entry of their own. To correct one is to cancel it and enter it anew.
    AnnullamentoInserimento,
    /// An heir consents that another gets the whole.
    Consenso,
    /// An heir takes a consent back.
    RevocaConsenso,
    /// An heir asks for money back.
    RichiestaRimborso,
    /// An heir withdraws a request.
    Ritiro,
    /// The branch approves a refund.
    Approvazione,
    /// The branch refuses a refund.
    Reiezione,
    /// A run sends a refund.
    Invio,
    /// The bank gives a refund back.
    Restituzione,
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
    /// What is left.
    pub resto: Resto,
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
        Fase::of(quadro).stato()
    }
}

impl Fase {
    /// Every phase.
    pub const ALL: [Self; 7] = [
        Self::Istruttoria,
        Self::InserimentiAperti,
        Self::RimborsoRichiesto,
        Self::RimborsoApprovato,
        Self::RimborsoPagato,
        Self::Restituita,
        Self::Esaurita,
    ];

    /// The phase of a case.
    pub const fn of(quadro: Quadro) -> Self {
        let left = quadro.resto.denaro || quadro.resto.lavoro;
        match (quadro.convalidata, quadro.rimborso) {
            (false, _) => Self::Istruttoria,
            (true, Some(Avanzamento::Richiesto)) => Self::RimborsoRichiesto,
            (true, Some(Avanzamento::Approvato)) => Self::RimborsoApprovato,
            (true, Some(Avanzamento::Pagato)) if left => Self::RimborsoPagato,
            (true, Some(Avanzamento::Pagato)) => Self::Restituita,
            (true, None) if left => Self::InserimentiAperti,
            (true, None) => Self::Esaurita,
        }
    }

    /// The state that is shown.
    pub const fn stato(self) -> StatoPratica {
        match self {
            Self::Istruttoria => StatoPratica::Istruttoria,
            Self::InserimentiAperti => StatoPratica::InserimentiAperti,
            Self::RimborsoRichiesto => StatoPratica::RimborsoRichiesto,
            Self::RimborsoApprovato => StatoPratica::RimborsoApprovato,
            Self::RimborsoPagato => StatoPratica::RimborsoPagato,
            Self::Restituita | Self::Esaurita => StatoPratica::Chiusa,
        }
    }

    /// The refund that an act finds, as the states of refunds know it.
    const fn rimborso(self) -> Option<StatoRimborso> {
        match self {
            Self::RimborsoRichiesto => Some(StatoRimborso::Presentato),
            Self::RimborsoApprovato => Some(StatoRimborso::Approvato),
            Self::RimborsoPagato | Self::Restituita => Some(StatoRimborso::Inviato),
            Self::Istruttoria | Self::InserimentiAperti | Self::Esaurita => None,
        }
    }

    /// Whether an act is admitted; otherwise why not.
    ///
    /// # Errors
    /// The code of the refusal.
    pub const fn ammette(self, atto: AttoPratica) -> Result<(), Codice> {
        use AttoPratica as Atto;
        match (self, atto) {
            (Self::Istruttoria, Atto::Apertura) => Ok(()),
            // Who is recognised has a declaration.
            (_, Atto::Apertura) => Err(Codice::DichiarazioneEredeGiaPresente),
            (_, Atto::Ritiro) => self.on_refund(rimborso::Atto::Ritiro),
            (_, Atto::Approvazione) => self.on_refund(rimborso::Atto::Approvazione),
            (_, Atto::Reiezione) => self.on_refund(rimborso::Atto::Reiezione),
            (_, Atto::Invio) => self.on_refund(rimborso::Atto::Invio),
            (_, Atto::Restituzione) => self.on_refund(rimborso::Atto::Restituzione),
            (Self::Istruttoria, _) => Err(Codice::EredeNonConvalidato),
            (
                Self::RimborsoRichiesto | Self::RimborsoApprovato | Self::RimborsoPagato | Self::Restituita,
                Atto::Inserimento,
            ) => Err(Codice::RimborsoInCorso),
            // With no money and no work pending every entry is paid or cancelled.
            (Self::Restituita | Self::Esaurita, Atto::AnnullamentoInserimento) => Err(Codice::Irrevocabile),
            (Self::Restituita | Self::Esaurita, Atto::RichiestaRimborso) => Err(Codice::NullaDaRimborsare),
            (Self::RimborsoApprovato | Self::RimborsoPagato | Self::Restituita, Atto::RevocaConsenso) => {
                Err(Codice::ConsensoNonRevocabile)
            }
            // When everything is spent a bonus may still pay work (HER-14).
            (
                _,
                Atto::Inserimento
                | Atto::AnnullamentoInserimento
                | Atto::Consenso
                | Atto::RevocaConsenso
                | Atto::RichiestaRimborso,
            ) => Ok(()),
        }
    }

    /// The table of refunds answers for the acts on them: there is one of the kind, for the living and for heirs.
    const fn on_refund(self, atto: rimborso::Atto) -> Result<(), Codice> {
        match self.rimborso() {
            Some(stato) if stato.dopo(atto).is_some() => Ok(()),
            _ => Err(Codice::StatoRimborsoIncompatibile),
        }
    }
}

impl AttoPratica {
    /// Every act.
    pub const ALL: [Self; 11] = [
        Self::Apertura,
        Self::Inserimento,
        Self::AnnullamentoInserimento,
        Self::Consenso,
        Self::RevocaConsenso,
        Self::RichiestaRimborso,
        Self::Ritiro,
        Self::Approvazione,
        Self::Reiezione,
        Self::Invio,
        Self::Restituzione,
    ];

    /// Every code with which some phase refuses the act, in the order of the phases.
    pub(super) fn refusals(self) -> impl Iterator<Item = Codice> {
        let answers = Fase::ALL.map(|fase| fase.ammette(self).err());
        (0..answers.len())
            .filter_map(move |place| answers[place].filter(|_| !answers[..place].contains(&answers[place])))
    }
}

/// Whether the phase refuses an act with this very code: one step of the explanation.
pub(super) fn require(evaluation: &mut Evaluation, (fase, atto): (Fase, AttoPratica), codice: Codice) -> bool {
    evaluation.require(codice, fase.ammette(atto) != Err(codice), Measure::NONE)
}

/// The phase admits the act: a step for each code with which some phase refuses it. What the rules of the content measure
/// anyway, the revocability of a record and the money, leaves its step there unless the phase refuses it.
pub(super) fn check(evaluation: &mut Evaluation, fase: Fase, atto: AttoPratica) -> bool {
    let answer = fase.ammette(atto);
    for codice in atto.refusals() {
        let measured = matches!(codice, Codice::Irrevocabile | Codice::NullaDaRimborsare);
        if !measured || answer == Err(codice) {
            require(evaluation, (fase, atto), codice);
        }
    }
    answer.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use AttoPratica as Atto;

    const OPEN: Quadro = Quadro { convalidata: true, rimborso: None, resto: Resto { denaro: true, lavoro: false } };
    const SPENT: Quadro = Quadro { resto: Resto { denaro: false, lavoro: false }, ..OPEN };

    #[test]
    fn every_phase_of_a_case_answers_every_act() {
        let table = Fase::ALL.map(|fase| (fase, Atto::ALL.map(|atto| fase.ammette(atto).err())));
        let (own, early) = (Some(Codice::DichiarazioneEredeGiaPresente), Some(Codice::EredeNonConvalidato));
        let (paid, state) = (Some(Codice::RimborsoInCorso), Some(Codice::StatoRimborsoIncompatibile));
        let (used, late) = (Some(Codice::ConsensoNonRevocabile), Some(Codice::Irrevocabile));
        let nothing = Some(Codice::NullaDaRimborsare);
        assert_eq!(
            table,
            [
                (Fase::Istruttoria, [None, early, early, early, early, early, state, state, state, state, state]),
                (Fase::InserimentiAperti, [own, None, None, None, None, None, state, state, state, state, state]),
                (Fase::RimborsoRichiesto, [own, paid, None, None, None, None, None, None, None, state, state]),
                (Fase::RimborsoApprovato, [own, paid, None, None, used, None, None, state, state, None, state]),
                (Fase::RimborsoPagato, [own, paid, None, None, used, None, state, state, state, state, None]),
                (Fase::Restituita, [own, paid, late, None, used, nothing, state, state, state, state, None]),
                (Fase::Esaurita, [own, None, late, None, None, nothing, state, state, state, state, state]),
            ]
        );
    }

    #[test]
    fn the_table_says_of_a_refund_what_the_states_of_refunds_say() {
        let acts = [
            (Atto::Ritiro, rimborso::Atto::Ritiro),
            (Atto::Approvazione, rimborso::Atto::Approvazione),
            (Atto::Reiezione, rimborso::Atto::Reiezione),
            (Atto::Invio, rimborso::Atto::Invio),
            (Atto::Restituzione, rimborso::Atto::Restituzione),
        ];
        for (stato, quadro) in StatoRimborso::ALL.iter().flat_map(|stato| [(*stato, OPEN), (*stato, SPENT)]) {
            let fase = Fase::of(quadro.with(stato));
            for (of_case, of_refund) in acts {
                assert_eq!(fase.ammette(of_case).is_ok(), stato.dopo(of_refund).is_some(), "{stato:?} {of_case:?}");
            }
        }
    }

    #[test]
    fn the_state_of_a_case_follows_from_what_is_asked_and_what_is_left() {
        let state = |quadro: Quadro, refunds: &[StatoRimborso]| {
            StatoPratica::of(refunds.iter().fold(quadro, |quadro, stato| quadro.with(*stato)))
        };
        assert_eq!(state(Quadro { convalidata: false, ..OPEN }, &[]), StatoPratica::Istruttoria);
        assert_eq!(state(OPEN, &[]), StatoPratica::InserimentiAperti);
        assert_eq!(state(OPEN, &[StatoRimborso::Ritirato, StatoRimborso::Respinto]), StatoPratica::InserimentiAperti);
        let asked = [StatoRimborso::Approvato, StatoRimborso::Presentato];
        assert_eq!(state(OPEN, &asked), StatoPratica::RimborsoRichiesto);
        assert_eq!(state(OPEN, &asked[..1]), StatoPratica::RimborsoApprovato);
        assert_eq!(state(OPEN, &[StatoRimborso::Inviato]), StatoPratica::RimborsoPagato);
        assert_eq!(state(SPENT, &[StatoRimborso::Inviato]), StatoPratica::Chiusa);
        assert_eq!(state(SPENT, &[StatoRimborso::InEsame]), StatoPratica::RimborsoRichiesto, "the bank gave it back");
        let pending = Quadro { resto: Resto { denaro: false, lavoro: true }, ..OPEN };
        assert_eq!(state(pending, &[]), StatoPratica::InserimentiAperti);
        assert_eq!(state(SPENT, &[]), StatoPratica::Chiusa);
    }

    #[test]
    fn a_refusal_and_its_step_come_from_the_table() {
        for (fase, atto) in Fase::ALL.into_iter().flat_map(|fase| Atto::ALL.map(|atto| (fase, atto))) {
            let mut evaluation = Evaluation::new(crate::parameters::START);
            assert_eq!(check(&mut evaluation, fase, atto), fase.ammette(atto).is_ok());
            let codes: Vec<_> = match evaluation.finish() {
                Ok(_) => Vec::new(),
                Err(refused) => refused.violations().filter_map(|step| step.codice).collect(),
            };
            assert_eq!(codes, fase.ammette(atto).err().into_iter().collect::<Vec<_>>());
        }
    }
}
