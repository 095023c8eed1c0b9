//! The rules, by the identifier that every explanation carries.

use super::texts;
use crate::citation::{Act, Citation};

texts! {
    /// A rule of the scheme.
    Regola {
        /// The utilizzatore is a natural person outside business or profession, and says so.
        Elg01 = "ELG-01",
        /// One of the three scopes.
        Elg02 = "ELG-02",
        /// Both parties registered.
        Elg03 = "ELG-03",
        /// No employment between the parties, in course or ended for less than six months.
        Elg04 = "ELG-04",
        /// The ban gives way to the bonus.
        Elg04b = "ELG-04b",
        /// Nobody pays themselves.
        Elg05 = "ELG-05",
        /// Minimum age.
        Elg06 = "ELG-06",
        /// Relatives.
        Elg07 = "ELG-07",
        /// Users of other kinds.
        Elg09 = "ELG-09",
        /// Rest between two days of work.
        Rst01 = "RST-01",
        /// Break in a long shift.
        Rst02 = "RST-02",
        /// Weekly rest.
        Rst03 = "RST-03",
        /// A voucher and its parts.
        Eco01 = "ECO-01",
        /// A voucher pays at most one hour.
        Eco02 = "ECO-02",
        /// The cost is a multiple of the voucher.
        Eco03 = "ECO-03",
        /// Cost, pay and vouchers agree.
        Eco04 = "ECO-04",
        /// Some time was worked.
        Eco05 = "ECO-05",
        /// One worker, all households.
        LimA = "LIM-A",
        /// One household, all workers.
        LimB = "LIM-B",
        /// One pair.
        LimC = "LIM-C",
        /// One pair, hours.
        LimH = "LIM-H",
        /// The weight of comma 8.
        Wgt01 = "WGT-01",
        /// The end of a status of comma 8.
        Wgt09 = "WGT-09",
        /// The deadline.
        Com01 = "COM-01",
        /// After the end of the work.
        Com03 = "COM-03",
        /// What a communication contains.
        Com04 = "COM-04",
        /// Enough money.
        Com06 = "COM-06",
        /// The channel.
        Com07 = "COM-07",
        /// Correction and cancellation until irrevocable.
        Com08 = "COM-08",
        /// One record lies in one month.
        Com10 = "COM-10",
        /// Civil times that exist once.
        Com11 = "COM-11",
        /// No overlap in a pair.
        Com12 = "COM-12",
        /// Not before the law.
        Com13 = "COM-13",
        /// Not after a death.
        Com14 = "COM-14",
        /// One record is one shift.
        Amb11 = "AMB-11",
        /// Transformation after an overrun.
        Con01 = "CON-01",
        /// Conversion after work under the ban.
        Con02 = "CON-02",
        /// No consequence of limits A and B.
        Con03 = "CON-03",
        /// No sanction of a late communication.
        Con04 = "CON-04",
        /// Rests that were too short.
        Con05 = "CON-05",
        /// False self-certification.
        Con06 = "CON-06",
        /// The grant of a bonus.
        Bon01 = "BON-01",
        /// The claim of a bonus.
        Bon02 = "BON-02",
        /// The days of work that the bonus pays.
        Bon03 = "BON-03",
        /// The last day to enter bonus work.
        Bon04 = "BON-04",
        /// When late-entered work is paid.
        Bon05 = "BON-05",
        /// What the bonus is for.
        Bon07 = "BON-07",
        /// Bonus work counts for the limits.
        Bon08 = "BON-08",
        /// The wallet is filled first.
        Wal01 = "WAL-01",
        /// Top-ups are multiples of a voucher.
        Wal03 = "WAL-03",
        /// What is available.
        Wal08 = "WAL-08",
        /// Purses are separate.
        Wal09 = "WAL-09",
        /// Own money does not expire.
        Wal10 = "WAL-10",
        /// What can be given back.
        Ref01 = "REF-01",
        /// The account of a refund.
        Ref02 = "REF-02",
        /// The protocol number.
        Ref03 = "REF-03",
        /// The branch works the request.
        Ref04 = "REF-04",
        /// At most what is available.
        Ref05 = "REF-05",
        /// Any amount, reserved at once.
        Ref06 = "REF-06",
        /// No deadline.
        Ref07 = "REF-07",
        /// The day of payment.
        Pay01 = "PAY-01",
        /// The account of the worker.
        Pay04 = "PAY-04",
        /// The domiciled transfer.
        Pay05 = "PAY-05",
        /// The postal mandate.
        Pay06 = "PAY-06",
        /// One payment a run.
        Pay09 = "PAY-09",
    }
}

impl Regola {
    /// Where the rule is written; for what the law leaves open, the decision of the project.
    pub const fn citation(self) -> Citation {
        match self {
            Self::Elg01 => Citation::comma("comma 6, lett. a)"),
            Self::Elg02 => Citation::comma("comma 10"),
            Self::Elg03 => Citation::comma("comma 9"),
            Self::Elg04 => Citation::comma("comma 5"),
            Self::Elg05 => Citation::new(Act::Progetto, "ELG-05"),
            Self::Elg06 => Citation::new(Act::TutelaMinori, "art. 3; L. 296/2006, art. 1, comma 622"),
            Self::Elg09 => Citation::comma("comma 6 e comma 7"),
            Self::Rst01 => Citation::comma("comma 3; D.Lgs. 66/2003, art. 7"),
            Self::Rst02 => Citation::comma("comma 3; D.Lgs. 66/2003, art. 8"),
            Self::Rst03 => Citation::comma("comma 3; D.Lgs. 66/2003, art. 9"),
            Self::Eco01 | Self::Eco02 => Citation::comma("comma 11"),
            Self::Eco03 | Self::Eco04 => Citation::new(Act::Messaggio4360, "paragrafo 1"),
            Self::Eco05 => Citation::new(Act::Progetto, "ECO-05"),
            Self::LimA => Citation::comma("comma 1, lett. a)"),
            Self::LimB => Citation::comma("comma 1, lett. b)"),
            Self::LimC => Citation::comma("comma 1, lett. c)"),
            Self::LimH => Citation::comma("comma 20"),
            Self::Wgt01 => Citation::comma("comma 8"),
            Self::Wgt09 => Citation::new(Act::Progetto, "WGT-09"),
            Self::Com01 | Self::Com04 => Citation::comma("comma 12"),
            Self::Com03 | Self::Com07 => Citation::new(Act::Messaggio4360, "paragrafo 1"),
            Self::Com06 => Citation::comma("comma 19"),
            Self::Com08 => Citation::new(Act::Progetto, "COM-08"),
            Self::Com10 => Citation::new(Act::Progetto, "COM-10"),
            Self::Com11 => Citation::new(Act::Progetto, "COM-11"),
            Self::Com12 => Citation::new(Act::Progetto, "COM-12"),
            Self::Com13 => Citation::comma("entrata in vigore 24 giugno 2017"),
            Self::Com14 => Citation::new(Act::CodiceCivile, "art. 1722, n. 4"),
            Self::Amb11 => Citation::new(Act::Progetto, "AMB-11"),
            Self::Con01 | Self::Con03 => Citation::comma("comma 20"),
            Self::Con02 => Citation::comma("comma 5"),
            Self::Con04 => Citation::comma("comma 12"),
            Self::Con05 => Citation::comma("comma 3; D.Lgs. 66/2003"),
            Self::Con06 => Citation::new(Act::DocumentazioneAmministrativa, "art. 76"),
            Self::Wal01 => Citation::comma("comma 10"),
            Self::Wal03 => Citation::new(Act::Messaggio3177, ""),
            Self::Wal10 | Self::Ref01 | Self::Ref02 | Self::Ref03 | Self::Ref04 | Self::Ref05 | Self::Ref07 => {
                Citation::new(Act::Messaggio2121, "")
            }
            Self::Ref06 => Citation::new(Act::Progetto, "REF-06"),
            Self::Wal08 | Self::Pay01 | Self::Pay04 | Self::Pay05 => Citation::comma("comma 19"),
            Self::Pay06 => Citation::new(Act::DecretoDignita, "comma 1, lett. f)"),
            Self::Pay09 => Citation::new(Act::Messaggio410, ""),
            Self::Elg04b => Citation::new(Act::Circolare44, ""),
            Self::Elg07 => Citation::new(Act::Circolare73, ""),
            Self::Wal09 => Citation::new(Act::Progetto, "WAL-09"),
            Self::Bon01 => Citation::new(Act::CuraItalia, "art. 23"),
            Self::Bon02 => Citation::new(Act::Circolare44, ""),
            Self::Bon03 => Citation::new(Act::Circolare73, ""),
            Self::Bon04 => Citation::new(Act::Messaggio950, ""),
            Self::Bon05 => Citation::new(Act::Circolare44, ""),
            Self::Bon07 => Citation::new(Act::Circolare44, ""),
            Self::Bon08 => Citation::new(Act::Progetto, "BON-08"),
        }
    }
}
