//! What work is communicated, corrected or entered: the same fields in each body that says it.

use libretto_core::prestazione::Richiesta;

/// Longest place of work, in characters, inclusive.
pub(crate) const LUOGO_MAX: usize = 200;
/// Longest note, in characters, inclusive.
pub(crate) const NOTA_MAX: usize = 500;
/// Longest name of a scope that is looked at, in characters, inclusive.
pub(crate) const AMBITO_MAX: usize = 64;

/// What is asked of a record, whatever the operation that asks it.
pub(crate) struct Contenuto {
    /// For the law.
    pub(crate) richiesta: Richiesta,
    /// Place of the work.
    pub(crate) luogo: String,
    /// Note of the utilizzatore.
    pub(crate) nota: Option<String>,
}

/// Declares the body of an operation that says what work was done: its own fields, then those of the work, and what these
/// become. A flattened struct would have the same fields, but within one serde loses the place of a value that cannot be
/// read, and the answer must name it.
macro_rules! con_lavoro {
    (
        $(#[$($meta:tt)*])*
        $name:ident { $($own:tt)* }
        fine = $fine:tt, parentela = $parentela:tt, nota = $nota:tt
    ) => {
        #[derive(serde::Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        $(#[$($meta)*])*
        pub struct $name {
            $($own)*
            /// Ambito: `lavori_domestici`, `assistenza_domiciliare` o `insegnamento_privato`. Ogni altro è contro la legge.
            #[schema(value_type = String, max_length = 64, example = "lavori_domestici",
                pattern = "^(lavori_domestici|assistenza_domiciliare|insegnamento_privato)$")]
            pub ambito: crate::resources::types::testo::Testo<{ crate::resources::types::lavoro::AMBITO_MAX }>,
            /// Inizio del lavoro, ora civile italiana.
            pub inizio: crate::resources::types::tempo::OraCivile,
            #[doc = $fine]
            pub fine: crate::resources::types::tempo::OraCivile,
            /// Pause non retribuite, in minuti.
            #[serde(default)]
            #[schema(minimum = 0, maximum = 1440, default = 0)]
            pub pausa_minuti: u32,
            /// Luogo di svolgimento.
            #[schema(value_type = String, max_length = 200, example = "Via Roma 1, Torino")]
            pub luogo: crate::resources::types::testo::Testo<{ crate::resources::types::lavoro::LUOGO_MAX }>,
            /// Costo complessivo, multiplo del valore di un titolo.
            pub costo_complessivo: crate::resources::types::importo::Importo,
            /// Compenso netto, se chi chiama lo vuole confrontare.
            #[serde(default, deserialize_with = "crate::resources::types::present")]
            pub compenso: Option<crate::resources::types::importo::Importo>,
            /// Numero di titoli, se chi chiama lo vuole confrontare.
            #[serde(default, deserialize_with = "crate::resources::types::present")]
            #[schema(minimum = 1, maximum = 1000)]
            pub titoli: Option<u32>,
            /// Borsa che paga: `propria` se non è indicata.
            #[serde(default)]
            #[schema(default = "propria")]
            pub borsa: crate::resources::types::borsa::BorsaJson,
            /// Vero se l'assistenza domiciliare è ai bambini: il bonus paga solo questa.
            #[serde(default)]
            pub assistenza_bambini: bool,
            #[doc = $parentela]
            #[serde(default)]
            #[schema(default = "nessuna")]
            pub parentela: crate::resources::types::borsa::ParentelaJson,
            #[doc = $nota]
            #[serde(default, deserialize_with = "crate::resources::types::present")]
            #[schema(value_type = Option<String>, max_length = 500)]
            pub nota: Option<crate::resources::types::testo::Testo<{ crate::resources::types::lavoro::NOTA_MAX }>>,
        }

        impl $name {
            /// The work.
            pub(crate) fn contenuto(self) -> crate::resources::types::lavoro::Contenuto {
                let richiesta = libretto_core::prestazione::Richiesta {
                    // An unknown scope is a violation of the law with its citation, not a mistake of form.
                    ambito: libretto_core::prestazione::Ambito::parse(&self.ambito.into_string()),
                    inizio: self.inizio.0,
                    fine: self.fine.0,
                    pausa: libretto_core::minutes::Minutes::new(self.pausa_minuti),
                    luogo_indicato: !self.luogo.is_blank(),
                    costo: self.costo_complessivo.0,
                    compenso: self.compenso.map(|compenso| compenso.0),
                    titoli: self.titoli,
                    borsa: self.borsa.into(),
                    assistenza_bambini: self.assistenza_bambini,
                    parentela: self.parentela.into(),
                };
                crate::resources::types::lavoro::Contenuto {
                    richiesta,
                    luogo: self.luogo.into_string(),
                    nota: self.nota.map(crate::resources::types::testo::Testo::into_string),
                }
            }
        }
    };
}

pub(crate) use con_lavoro;
