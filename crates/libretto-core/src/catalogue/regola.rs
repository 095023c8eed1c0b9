//! The rules, by the identifier that every explanation carries.

use super::texts;

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
        /// A body acts by a delegation that holds.
        Del01 = "DEL-01",
        /// A patronato acts for the Libretto Famiglia only.
        Del02 = "DEL-02",
        /// Delegations end with the death of who gave them.
        Del03 = "DEL-03",
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
        /// An heir by law or by will.
        Her03 = "HER-03",
        /// The branch recognises the heir.
        Her04 = "HER-04",
        /// What was paid in, and no bonus.
        Her05 = "HER-05",
        /// The statement about comma 5.
        Her06 = "HER-06",
        /// Nobody is heir and worker.
        Her07 = "HER-07",
        /// No day after the death.
        Her08 = "HER-08",
        /// No deadline for heirs.
        Her11 = "HER-11",
        /// Nothing after the known hour of the death.
        Her12 = "HER-12",
        /// One case, many heirs.
        Her15 = "HER-15",
        /// Shares and consents.
        Her16 = "HER-16",
        /// The residue is fixed by the request.
        Her17 = "HER-17",
        /// Records after the death are void.
        Her19 = "HER-19",
        /// The branch asks for documents or refuses.
        Her22 = "HER-22",
        /// No fee.
        Her23 = "HER-23",
    }
}

impl Regola {
    /// Whether the rule is about heirs.
    pub fn is_of_heirs(self) -> bool {
        self.as_str().starts_with("HER-")
    }
}
