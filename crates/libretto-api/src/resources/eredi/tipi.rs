//! The wire types of heirs that say one thing each.

use crate::resources::types::mirrored;
use crate::resources::types::tempo::Istante;
use libretto_core::eredi as core;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;
use uuid::Uuid;

mirrored! {
    /// Titolo per il quale si è eredi.
    TitoloEredeJson = TitoloErede as TitoloErede {
        /// Per legge.
        Legittimo,
        /// Per testamento: ne serve una copia.
        Testamentario,
    }
}

mirrored! {
    /// Che cosa era chi dichiara per la persona deceduta.
    ParentelaEredeJson = ParentelaErede as ParentelaErede {
        /// Coniuge o parte dell'unione civile.
        Coniuge,
        /// Figlia o figlio.
        Figlio,
        /// Genitore.
        Genitore,
        /// Sorella o fratello.
        Fratello,
        /// Figlia o figlio di un figlio.
        Nipote,
        /// Un altro parente.
        AltroParente,
        /// Nessuna parentela: erede per testamento.
        Nessuna,
    }
}

mirrored! {
    /// Che cosa è un documento, per chi lo carica.
    TipoDocumentoJson = TipoDocumento as TipoDocumento {
        /// Copia del testamento.
        Testamento,
        /// Certificato di morte.
        CertificatoMorte,
        /// Documento d'identità.
        DocumentoIdentita,
        /// Delega di un altro erede a riscuotere l'intero.
        Delega,
        /// Altro, richiesto dalla sede.
        Altro,
    }
}

mirrored! {
    /// Formato di un documento, riconosciuto dal contenuto.
    FormatoDocumentoJson = FormatoDocumento as FormatoDocumento {
        /// PDF.
        Pdf,
        /// JPEG.
        Jpeg,
        /// PNG.
        Png,
    }
}

mirrored! {
    /// Che cosa si dichiara sotto la propria responsabilità (D.P.R. 445/2000).
    TipoResponsabilitaJson = TipoResponsabilita as TipoResponsabilita {
        /// Di essere erede.
        QualitaErede,
        /// Che l'eredità è stata accettata.
        AccettazioneEredita,
        /// Di conoscere le conseguenze di una dichiarazione falsa.
        ConsapevolezzaSanzioni,
    }
}

mirrored! {
    /// Stato di una dichiarazione di erede.
    StatoDichiarazioneJson = StatoDichiarazione as StatoDichiarazione {
        /// In compilazione.
        Bozza,
        /// Presentata alla sede.
        Presentata,
        /// In esame presso la sede.
        InEsame,
        /// La sede attende altri documenti.
        DocumentiRichiesti,
        /// Respinta: se ne può fare un'altra.
        Respinta,
        /// Convalidata: l'erede è riconosciuto e può operare.
        Convalidata,
    }
}

mirrored! {
    /// Stato della pratica. Per chi non è ancora riconosciuto erede, sempre `istruttoria`.
    StatoPraticaJson = StatoPratica as StatoPratica {
        /// Nessun erede è ancora riconosciuto.
        Istruttoria,
        /// Gli eredi riconosciuti possono inserire prestazioni.
        InserimentiAperti,
        /// Un rimborso attende la sede: non si inseriscono prestazioni.
        RimborsoRichiesto,
        /// I rimborsi chiesti sono approvati.
        RimborsoApprovato,
        /// I rimborsi chiesti sono pagati, e resta denaro per altri eredi.
        RimborsoPagato,
        /// Non resta nulla e nulla è in sospeso.
        Chiusa,
    }
}

mirrored! {
    /// Perché una dichiarazione di erede è respinta.
    MotivoReiezioneEredeJson = MotivoReiezioneErede as MotivoReiezioneErede {
        /// Dai controlli non risulta la qualità di erede.
        NonErede,
        /// Il testamento non è valido o non nomina chi dichiara.
        TestamentoNonValido,
        /// Il decesso non risulta.
        DecessoNonProvato,
        /// Risulta una rinuncia all'eredità.
        Rinuncia,
        /// I documenti non sono leggibili o non bastano.
        DocumentiInsufficienti,
    }
}

impl FormatoDocumentoJson {
    /// The media type of a content in this format.
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// How the name of a file in this format ends.
    pub(crate) const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// Quota di eredità: una frazione maggiore di zero e al massimo uno.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ToSchema)]
#[schema(
    as = Quota,
    value_type = String,
    pattern = "^[0-9]{1,5}/[0-9]{1,5}$",
    min_length = 3,
    max_length = 11,
    example = "1/3"
)]
pub struct QuotaJson(pub core::Quota);

impl Serialize for QuotaJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for QuotaJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let message = "deve essere una frazione come \"1/3\", maggiore di zero e al massimo uno";
        crate::resources::types::read(deserializer, message, |text| {
            text.parse().ok().filter(|_| text.len() <= 11).map(Self)
        })
    }
}

/// Un documento caricato da un erede. Il contenuto si legge al suo indirizzo.
#[derive(Clone, Serialize, ToSchema)]
pub struct DocumentoErede {
    /// Identificativo.
    pub id: Uuid,
    /// Che cosa è, per chi lo ha caricato.
    pub tipo: TipoDocumentoJson,
    /// L'altro erede al quale si riferisce.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relativo_a: Option<Uuid>,
    /// Formato.
    pub formato: FormatoDocumentoJson,
    /// Dimensione in byte.
    #[schema(minimum = 1, maximum = 10_485_760)]
    pub bytes: u64,
    /// SHA-256 del contenuto, in esadecimale.
    #[schema(pattern = "^[0-9a-f]{64}$", min_length = 64, max_length = 64)]
    pub sha256: String,
    /// Istante del caricamento.
    pub caricato_il: Istante,
}

impl From<&core::Documento> for DocumentoErede {
    fn from(documento: &core::Documento) -> Self {
        Self {
            id: documento.id.0,
            tipo: documento.tipo.into(),
            relativo_a: documento.relativo_a.map(|persona| persona.0),
            formato: documento.formato.into(),
            bytes: documento.bytes,
            sha256: crate::auth::hex(&documento.sha256),
            caricato_il: Istante(documento.caricato_il),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json, to_value};

    #[test]
    fn a_share_is_read_and_written_as_a_fraction() {
        let read = |text: &str| from_value::<QuotaJson>(json!(text)).ok().and_then(|quota| to_value(quota).ok());
        assert_eq!(read("2/6"), Some(json!("1/3")));
        assert_eq!(read("1/1"), Some(json!("1/1")));
        for wrong in ["", "1", "0/2", "3/2", "1/0", "-1/2", "1/20000", "0000000000000001/2"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
