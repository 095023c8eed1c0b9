"""The rules of the Libretto Famiglia, recomputed by hand.

Nothing here comes from the engine: the figures are those of the acts, the days come from `dateutil`, `holidays` and `zoneinfo`, and every
total is added up again, record by record, each time that it is asked for. Slow and plain on purpose.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

UTC = timezone.utc
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Cifre:
    """The figures of the law. The self-test of the oracle changes one at a time."""

    zona: str = "Europe/Rome"
    inizio: date = date(2017, 6, 24)
    costo: Decimal = Decimal("10.00")
    compenso: Decimal = Decimal("8.00")
    ivs: Decimal = Decimal("1.65")
    inail: Decimal = Decimal("0.25")
    oneri: Decimal = Decimal("0.10")
    minuti_titolo: int = 60
    turno_massimo: int = 24 * 60
    limite_prestatore: Decimal = Decimal("5000.00")
    limite_utilizzatore_2017: Decimal = Decimal("5000.00")
    limite_utilizzatore_2023: Decimal = Decimal("10000.00")
    aumento: date = date(2023, 1, 1)
    limite_coppia: Decimal = Decimal("2500.00")
    limite_minuti: int = 280 * 60
    peso: Decimal = Decimal("0.75")
    certificazione_dal: date = date(2018, 8, 12)
    eta_studente: int = 25
    eta_minima: int = 16
    maggiore_eta: int = 18
    divieto_mesi: int = 6
    ultimo_giorno: int = 3
    giorno_paga: int = 15


@dataclass
class Voce:
    """A record that was accepted."""

    famiglia: int
    lavoratore: int
    inizio: datetime
    fine: datetime
    giorno: date
    minuti: int
    titoli: int
    computato: Decimal
    ridotto: bool
    chiude: datetime
    annullata: bool = False


@dataclass
class Risposta:
    """What the oracle says of an act."""

    codici: list = field(default_factory=list)
    avvertenze: list = field(default_factory=list)
    limiti: dict = field(default_factory=dict)
    voce: Voce | None = None


@cache
def zona(nome):
    return ZoneInfo(nome)


@cache
def mezzanotte_dopo_il(anno, mese, ultimo, nome):
    """The first instant after day `ultimo` of the month that follows."""
    dopo = date(anno, mese, 1) + relativedelta(months=1, days=ultimo)
    return datetime.combine(dopo, time(), zona(nome)).astimezone(UTC)


def istante(testo, cifre):
    """The instant of a civil time, or the code of what is wrong with it."""
    corpo, scarto = testo[:16], testo[16:]
    ventiquattro = corpo.endswith("24:00")
    locale = datetime.fromisoformat(corpo.replace("T24:00", "T00:00")) + timedelta(days=ventiquattro)
    italia = zona(cifre.zona)
    if scarto:
        # An offset names one instant: the clocks in Italy must show this very time then.
        detto = datetime.fromisoformat(locale.isoformat() + scarto.replace("Z", "+00:00"))
        mostrato = detto.astimezone(italia)
        giusto = mostrato.replace(tzinfo=None) == locale and mostrato.utcoffset() == detto.utcoffset()
        return (detto.astimezone(UTC), None) if giusto else (None, "orario-inesistente")
    possibili = set()
    for volta in (0, 1):
        candidato = locale.replace(tzinfo=italia, fold=volta).astimezone(UTC)
        if candidato.astimezone(italia).replace(tzinfo=None) == locale:
            possibili.add(candidato)
    if not possibili:
        return None, "orario-inesistente"
    if len(possibili) == 2:
        return None, "orario-ambiguo"
    return possibili.pop(), None


def giorno_di(quando, cifre):
    return quando.astimezone(zona(cifre.zona)).date()


def compie(nascita, anni):
    """The day on which somebody reaches an age; who is born on 29 February does so on the 28th in a common year."""
    return nascita + relativedelta(years=anni)


class Mondo:
    """The state of one history."""

    def __init__(self, storia, cifre):
        self.storia = storia
        self.cifre = cifre
        self.voci = {}

    # What was used so far: added up again from the records every time.

    def valide(self, senza=None):
        return [voce for numero, voce in self.voci.items() if not voce.annullata and numero != senza]

    def usato(self, famiglia, lavoratore, anno, senza=None):
        aperto = self.storia["apertura"]
        primo = aperto["anno"] == anno
        voci = [voce for voce in self.valide(senza) if voce.giorno.year == anno]
        paga = self.cifre.compenso

        def iniziale(nome, vale):
            return Decimal(aperto[nome]) / 100 if primo and vale else Decimal(0)

        coppia = [voce for voce in voci if (voce.famiglia, voce.lavoratore) == (famiglia, lavoratore)]
        sua = famiglia == 0 and lavoratore == 0
        return {
            "LIM-A": iniziale("prestatore", lavoratore == 0)
            + sum(paga * voce.titoli for voce in voci if voce.lavoratore == lavoratore),
            "LIM-B": iniziale("utilizzatore", famiglia == 0)
            + sum(voce.computato for voce in voci if voce.famiglia == famiglia),
            "LIM-C": iniziale("coppia", sua) + sum(paga * voce.titoli for voce in coppia),
            "LIM-H": (aperto["minuti"] if primo and sua else 0) + sum(voce.minuti for voce in coppia),
        }

    def disponibile(self, famiglia, senza=None):
        versato = Decimal(self.storia["famiglie"][famiglia]["versato"]) / 100
        return versato - sum(self.cifre.costo * voce.titoli for voce in self.valide(senza) if voce.famiglia == famiglia)

    # The acts.

    def passo(self, numero, passo):
        ora = datetime.fromisoformat(passo["ora"])
        if passo["atto"] == "comunica":
            risposta = self.esamina(passo, ora)
            destinazione = numero
        else:
            destinazione = passo["di"]
            vecchia = self.voci[destinazione]
            if ora >= vecchia.chiude:
                return Risposta(codici=["irrevocabile"])
            if passo["atto"] == "annulla":
                vecchia.annullata = True
                return Risposta()
            risposta = self.esamina(passo, ora, destinazione)
            if risposta.voce:
                risposta.voce.chiude = min(risposta.voce.chiude, vecchia.chiude)
        if risposta.voce:
            self.voci[destinazione] = risposta.voce
        return risposta

    def esamina(self, passo, ora, corregge=None):
        """The groups of checks in order: the first with a violation ends the examination."""
        famiglia = self.storia["famiglie"][passo["famiglia"]]
        lavoratore = self.storia["lavoratori"][passo["lavoratore"]]
        codici = ["non-registrato"] * (not famiglia["registrata"]) + ["non-registrato"] * (not lavoratore["registrato"])
        if famiglia["registrata"] and famiglia["deceduta"]:
            codici.append("utilizzatore-deceduto")
        if codici:
            return Risposta(codici=codici)
        codici, forma = self.forma(passo["domanda"])
        if codici:
            return Risposta(codici=codici)
        return self.merito(passo, forma, ora, corregge)

    def forma(self, domanda):
        cifre, codici = self.cifre, []
        if domanda["ambito"] not in ("lavori_domestici", "assistenza_domiciliare", "insegnamento_privato"):
            codici.append("ambito-non-ammesso")
        if not domanda["luogo"]:
            codici.append("campo-mancante")
        inizio, errore_inizio = istante(domanda["inizio"], cifre)
        fine, errore_fine = istante(domanda["fine"], cifre)
        codici += [errore for errore in (errore_inizio, errore_fine) if errore]
        if errore_inizio or errore_fine:
            return codici, None
        trascorsi = (fine - inizio) // MINUTE
        minuti = max(0, trascorsi - domanda["pausa"]) if trascorsi > 0 else 0
        if minuti == 0:
            codici.append("durata-nulla")
        giorno = giorno_di(inizio, cifre)
        ultimo = max(giorno, giorno_di(fine - timedelta(microseconds=1), cifre))
        if (giorno.year, giorno.month) != (ultimo.year, ultimo.month):
            codici.append("divisione-necessaria")
        if giorno < cifre.inizio:
            return [*codici, "prima-della-legge"], None
        if trascorsi > cifre.turno_massimo:
            codici.append("durata-eccessiva")
        costo = Decimal(domanda["costo"])
        interi = max(0, int(costo // cifre.costo)) if costo > 0 else 0
        multiplo = costo > 0 and costo % cifre.costo == 0
        if not multiplo:
            codici.append("costo-non-multiplo")
        if interi * cifre.minuti_titolo < minuti:
            codici.append("titoli-insufficienti")
        if multiplo:
            detto, contati = domanda["compenso"], domanda["titoli"]
            # Each of the two that disagrees is told.
            if detto is not None and Decimal(detto) != cifre.compenso * interi:
                codici.append("importi-incoerenti")
            if contati is not None and contati != interi:
                codici.append("importi-incoerenti")
        return codici, (inizio, fine, giorno, minuti, interi)

    def ridotto(self, lavoratore, giorno, ora):
        """Comma 8: a status that lasts on the day of work; since 12-08-2018 also certified by that day."""
        nascita = date.fromisoformat(lavoratore["nascita"])
        for una in lavoratore["autocertificazioni"]:
            resa = datetime.fromisoformat(una["resa_il"])
            dura = date.fromisoformat(una["dal"]) <= giorno and (not una.get("al") or giorno <= date.fromisoformat(una["al"]))
            in_tempo = giorno < self.cifre.certificazione_dal or giorno_di(resa, self.cifre) <= giorno
            giovane = una["categoria"] != "studente" or giorno < compie(nascita, self.cifre.eta_studente)
            if resa <= ora and dura and in_tempo and giovane:
                return True
        return False

    def vietato(self, passo, giorno):
        """Comma 5, for the first household and the first worker, whose relationships are known."""
        if passo["famiglia"] or passo["lavoratore"]:
            return False
        for uno in self.storia["rapporti"]:
            if uno["tipo"] == "somministrazione" or giorno < date.fromisoformat(uno["dal"]):
                continue
            if not uno["al"]:
                return True
            if giorno < date.fromisoformat(uno["al"]) + relativedelta(months=self.cifre.divieto_mesi):
                return True
        return False

    def merito(self, passo, forma, ora, corregge):
        cifre, codici = self.cifre, []
        inizio, fine, giorno, minuti, titoli = forma
        chi = (passo["famiglia"], passo["lavoratore"])
        famiglia, lavoratore = self.storia["famiglie"][chi[0]], self.storia["lavoratori"][chi[1]]
        chiude = mezzanotte_dopo_il(giorno.year, giorno.month, cifre.ultimo_giorno, cifre.zona)
        if ora >= chiude:
            codici.append("termine-scaduto")
        if ora < fine:
            codici.append("prestazione-non-conclusa")
        if self.vietato(passo, giorno):
            codici.append("rapporto-precedente")
        if famiglia["persona"] == lavoratore["persona"]:
            codici.append("stessa-persona")
        nascita = date.fromisoformat(lavoratore["nascita"])
        if giorno < compie(nascita, cifre.eta_minima):
            codici.append("eta-insufficiente")
        altre = [voce for voce in self.valide(corregge) if (voce.famiglia, voce.lavoratore) == chi]
        if any(max(voce.inizio, inizio) < min(voce.fine, fine) for voce in altre):
            codici.append("sovrapposizione")
        vecchia = self.voci[corregge] if corregge is not None else None
        ridotto = vecchia.ridotto if vecchia and vecchia.giorno == giorno else self.ridotto(lavoratore, giorno, ora)
        compenso = cifre.compenso * titoli
        computato = compenso * cifre.peso if ridotto else compenso
        largo = cifre.limite_utilizzatore_2023 if giorno >= cifre.aumento else cifre.limite_utilizzatore_2017
        usato = self.usato(*chi, giorno.year, corregge)
        limiti = {
            "LIM-A": (cifre.limite_prestatore, usato["LIM-A"], compenso),
            "LIM-B": (largo, usato["LIM-B"], computato),
            "LIM-C": (cifre.limite_coppia, usato["LIM-C"], compenso),
            "LIM-H": (cifre.limite_minuti, usato["LIM-H"], minuti),
        }
        nomi = {"LIM-A": "prestatore", "LIM-B": "utilizzatore", "LIM-C": "coppia", "LIM-H": "ore"}
        codici += [f"limite-{nomi[sigla]}-superato" for sigla, (massimo, gia, altro) in limiti.items() if gia + altro > massimo]
        if cifre.costo * titoli > self.disponibile(chi[0], corregge):
            codici.append("fondi-insufficienti")
        avvertenze = []
        if giorno < giorno_di(datetime.fromisoformat(lavoratore["registrato_il"]), cifre):
            avvertenze.append("prestatore-registrato-dopo")
        if giorno < compie(nascita, cifre.maggiore_eta):
            avvertenze.append("prestatore-minorenne")
        if codici:
            return Risposta(codici=codici, avvertenze=avvertenze, limiti=limiti)
        voce = Voce(*chi, inizio, fine, giorno, minuti, titoli, computato, ridotto, chiude)
        return Risposta(avvertenze=avvertenze, limiti=limiti, voce=voce)
