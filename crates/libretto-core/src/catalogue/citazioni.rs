//! Where each rule is written; for what the law leaves open, the decision of the project.

use super::Regola;
use crate::citation::{Act, Citation};

/// Declares the citation of each rule from one table; a rule without one does not compile.
macro_rules! citations {
    ($($regola:ident => $citation:expr,)+) => {
        impl Regola {
            /// Where the rule is written; for what the law leaves open, the decision of the project.
            pub const fn citation(self) -> Citation {
                match self { $(Self::$regola => $citation,)+ }
            }
        }
    };
}

citations! {
    Elg01 => Citation::comma("comma 6, lett. a)"),
    Elg02 => Citation::comma("comma 10"),
    Elg03 => Citation::comma("comma 9"),
    Elg04 => Citation::comma("comma 5"),
    Elg04b => Citation::new(Act::Circolare44, ""),
    Elg05 => Citation::new(Act::Progetto, "ELG-05"),
    Elg06 => Citation::new(Act::TutelaMinori, "art. 3; L. 296/2006, art. 1, comma 622"),
    Elg07 => Citation::new(Act::Circolare73, ""),
    Elg09 => Citation::comma("comma 6 e comma 7"),
    Rst01 => Citation::comma("comma 3; D.Lgs. 66/2003, art. 7"),
    Rst02 => Citation::comma("comma 3; D.Lgs. 66/2003, art. 8"),
    Rst03 => Citation::comma("comma 3; D.Lgs. 66/2003, art. 9"),
    Eco01 => Citation::comma("comma 11"),
    Eco02 => Citation::comma("comma 11"),
    Eco03 => Citation::new(Act::Messaggio4360, "paragrafo 1"),
    Eco04 => Citation::new(Act::Messaggio4360, "paragrafo 1"),
    Eco05 => Citation::new(Act::Progetto, "ECO-05"),
    LimA => Citation::comma("comma 1, lett. a)"),
    LimB => Citation::comma("comma 1, lett. b)"),
    LimC => Citation::comma("comma 1, lett. c)"),
    LimH => Citation::comma("comma 20"),
    Wgt01 => Citation::comma("comma 8"),
    Wgt09 => Citation::new(Act::Progetto, "WGT-09"),
    Com01 => Citation::comma("comma 12"),
    Com03 => Citation::new(Act::Messaggio4360, "paragrafo 1"),
    Com04 => Citation::comma("comma 12"),
    Com06 => Citation::comma("comma 19"),
    Com07 => Citation::new(Act::Messaggio4360, "paragrafo 1"),
    Com08 => Citation::new(Act::Progetto, "COM-08"),
    Com10 => Citation::new(Act::Progetto, "COM-10"),
    Com11 => Citation::new(Act::Progetto, "COM-11"),
    Com12 => Citation::new(Act::Progetto, "COM-12"),
    Com13 => Citation::comma("entrata in vigore 24 giugno 2017"),
    Com14 => Citation::new(Act::CodiceCivile, "art. 1722, n. 4"),
    Amb11 => Citation::new(Act::Progetto, "AMB-11"),
    Con01 => Citation::comma("comma 20"),
    Con02 => Citation::comma("comma 5"),
    Con03 => Citation::comma("comma 20"),
    Con04 => Citation::comma("comma 12"),
    Con05 => Citation::comma("comma 3; D.Lgs. 66/2003"),
    Con06 => Citation::new(Act::DocumentazioneAmministrativa, "art. 76"),
    Bon01 => Citation::new(Act::CuraItalia, "art. 23"),
    Bon02 => Citation::new(Act::Circolare44, ""),
    Bon03 => Citation::new(Act::Circolare73, ""),
    Bon04 => Citation::new(Act::Messaggio950, ""),
    Bon05 => Citation::new(Act::Circolare44, ""),
    Bon07 => Citation::new(Act::Circolare44, ""),
    Bon08 => Citation::new(Act::Progetto, "BON-08"),
    Wal01 => Citation::comma("comma 10"),
    Wal03 => Citation::new(Act::Messaggio3177, ""),
    Wal08 => Citation::comma("comma 19"),
    Wal09 => Citation::new(Act::Progetto, "WAL-09"),
    Wal10 => Citation::new(Act::Messaggio2121, ""),
    Ref01 => Citation::new(Act::Messaggio2121, ""),
    Ref02 => Citation::new(Act::Messaggio2121, ""),
    Ref03 => Citation::new(Act::Messaggio2121, ""),
    Ref04 => Citation::new(Act::Messaggio2121, ""),
    Ref05 => Citation::new(Act::Messaggio2121, ""),
    Ref06 => Citation::new(Act::Progetto, "REF-06"),
    Ref07 => Citation::new(Act::Messaggio2121, ""),
    Pay01 => Citation::comma("comma 19"),
    Pay04 => Citation::comma("comma 19"),
    Pay05 => Citation::comma("comma 19"),
    Pay06 => Citation::new(Act::DecretoDignita, "comma 1, lett. f)"),
    Pay09 => Citation::new(Act::Messaggio410, ""),
    Her03 => Citation::new(Act::Messaggio1908, ""),
    Her04 => Citation::new(Act::Messaggio1908, ""),
    Her05 => Citation::new(Act::Messaggio1908, ""),
    Her06 => Citation::new(Act::Messaggio1908, ""),
    Her07 => Citation::new(Act::Messaggio1908, ""),
    Her08 => Citation::new(Act::Messaggio1908, ""),
    Her11 => Citation::new(Act::Progetto, "HER-11"),
    Her12 => Citation::new(Act::Progetto, "HER-12"),
    Her15 => Citation::new(Act::Progetto, "HER-15"),
    Her16 => Citation::new(Act::Progetto, "HER-16"),
    Her17 => Citation::new(Act::Progetto, "HER-17"),
    Her19 => Citation::new(Act::Progetto, "HER-19"),
    Her22 => Citation::new(Act::Progetto, "HER-22"),
    Her23 => Citation::new(Act::Progetto, "HER-23"),
}
