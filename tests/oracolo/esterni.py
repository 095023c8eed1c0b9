"""External pay (*contratto di prestazione occasionale*) in the worker's limit: everything that was told is kept, and what holds is
looked up again among all of it, each time.
"""

from datetime import datetime
from decimal import Decimal


class Esterni:
    """What was told of the workers' external pay."""

    def __init__(self, cifre):
        self.cifre = cifre
        self.detti = []

    def vale(self, lavoratore, anno):
        """The total of a year: what was known last, and of what was known at the same instant the last that was told."""
        suoi = [(noto, posto, importo) for posto, (chi, quando, noto, importo) in enumerate(self.detti) if (chi, quando) == (lavoratore, anno)]
        if not suoi:
            return None
        noto, _, importo = max(suoi) if self.cifre.esterni_per_conoscenza else suoi[-1]
        return noto, importo

    def somma(self, lavoratore, anno):
        """What counts in the worker's limit, in euro."""
        vale = self.vale(lavoratore, anno)
        return Decimal(vale[1]) / 100 * self.cifre.quota_esterni if vale else Decimal(0)

    def racconta(self, passo, ora):
        """The violations, or what became of the total and the cents that hold since."""
        detto, lavoratore = passo["totale"], passo["lavoratore"]
        noto = datetime.fromisoformat(detto["noto_il"])
        codici = ["compensi-esterni-non-validi"] * (detto["importo"] < 0) + ["compensi-esterni-non-validi"] * (noto > ora)
        if codici:
            return codici, None
        prima = self.vale(lavoratore, detto["anno"])
        self.detti.append((lavoratore, detto["anno"], noto, detto["importo"]))
        if prima == (noto, detto["importo"]):
            esito = "ripetuto"
        else:
            esito = "superato" if prima and prima[0] > noto else "registrato"
        return [], [esito, self.vale(lavoratore, detto["anno"])[1]]
