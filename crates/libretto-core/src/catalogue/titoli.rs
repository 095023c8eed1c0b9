//! What each rule asks, in a few Italian words.

use super::Regola;

/// Declares the title of each rule from one table; a rule without one does not compile.
macro_rules! titles {
    ($($regola:ident => $text:literal,)+) => {
        impl Regola {
            /// What the rule asks, in a few Italian words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$regola => $text,)+ }
            }
        }
    };
}

titles! {
    Elg01 => "L'utilizzatore è una persona fisica, fuori da attività professionale o d'impresa",
    Elg02 => "Ambito della prestazione",
    Elg03 => "Registrazione delle parti",
    Elg04 => "Nessun rapporto di lavoro con l'utilizzatore, in corso o finito da poco",
    Elg04b => "Il divieto del comma 5 non vale per il lavoro pagato con il bonus",
    Elg05 => "Utilizzatore e prestatore sono persone diverse",
    Elg06 => "Età minima del prestatore",
    Elg07 => "Lavoro dei familiari",
    Elg09 => "Tipo di utilizzatore",
    Rst01 => "Riposo giornaliero",
    Rst02 => "Pausa nei turni lunghi",
    Rst03 => "Riposo settimanale",
    Eco01 => "Valore e ripartizione del titolo",
    Eco02 => "Un titolo per ogni ora, anche non intera",
    Eco03 => "Costo complessivo multiplo del valore del titolo",
    Eco04 => "Coerenza degli importi",
    Eco05 => "Durata della prestazione",
    LimA => "Limite annuo del prestatore",
    LimB => "Limite annuo dell'utilizzatore",
    LimC => "Limite annuo tra le stesse parti",
    LimH => "Limite annuo di ore tra le stesse parti",
    Wgt01 => "Computo ridotto per le categorie protette",
    Wgt09 => "Fine di uno stato autocertificato",
    Com01 => "Termine per la comunicazione",
    Com03 => "Comunicazione a consuntivo",
    Com04 => "Contenuto della comunicazione",
    Com06 => "Somme disponibili nel portafoglio",
    Com07 => "Canale della comunicazione",
    Com08 => "Rettifica e annullamento fino all'irrevocabilità",
    Com10 => "Una registrazione sta in un solo mese",
    Com11 => "Orari esistenti e non ambigui",
    Com12 => "Nessuna sovrapposizione tra le stesse parti",
    Com13 => "Prestazione successiva all'entrata in vigore",
    Com14 => "Utilizzatore in vita",
    Amb11 => "Una registrazione è un solo turno",
    Con01 => "Trasformazione del rapporto per superamento dei limiti tra le stesse parti",
    Con02 => "Conversione del rapporto per lavoro vietato",
    Con03 => "Nessuna trasformazione per i limiti complessivi",
    Con04 => "Nessuna sanzione per la comunicazione tardiva",
    Con05 => "Riposi non rispettati",
    Con06 => "Autocertificazione non veritiera",
    Bon01 => "Concessione del bonus baby-sitting",
    Bon02 => "Appropriazione del bonus entro il termine",
    Bon03 => "Periodi di lavoro pagati dal bonus",
    Bon04 => "Termine per comunicare il lavoro pagato con il bonus",
    Bon05 => "Pagamento del lavoro comunicato oltre il termine ordinario",
    Bon07 => "Il bonus paga l'assistenza domiciliare ai bambini",
    Bon08 => "Il lavoro pagato con il bonus conta per i limiti annui",
    Wal01 => "Portafoglio alimentato prima dell'uso",
    Wal03 => "Versamento multiplo del valore del titolo",
    Wal08 => "Disponibilità del portafoglio",
    Wal09 => "Somme proprie e bonus restano separati",
    Wal10 => "Le somme versate non scadono",
    Ref01 => "Si rimborsano le somme versate e non utilizzate",
    Ref02 => "Conto intestato a chi chiede il rimborso",
    Ref03 => "Numero di protocollo della domanda di rimborso",
    Ref04 => "Esame della domanda di rimborso",
    Ref05 => "Rimborso entro il disponibile",
    Ref06 => "Rimborso di qualunque importo positivo",
    Ref07 => "Nessun termine per chiedere il rimborso",
    Pay01 => "Giorno di pagamento",
    Pay04 => "Coordinate di pagamento del prestatore",
    Pay05 => "Bonifico domiciliato",
    Pay06 => "Mandato postale",
    Pay09 => "Un pagamento per prestatore",
}
