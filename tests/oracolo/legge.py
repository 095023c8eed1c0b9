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

import riposi
from esterni import Esterni

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
    # External pay counts in full, and of several totals the one that was known last.
    quota_esterni: Decimal = Decimal(1)
    esterni_per_conoscenza: bool = True
    riposo_giornaliero: int = 11 * 60
    pausa_soglia: int = 6 * 60
    pausa_minima: int = 10
    riposo_periodo: int = 14
    riposo_giorni: int = 2
    # The bonus of 2020: the days that it pays, the last day to enter them, the day from which relatives are excluded.
    bonus_dal: date = date(2020, 3, 5)
    bonus_al: date = date(2020, 8, 31)
    bonus_ancora_dal: date = date(2020, 11, 9)
    bonus_ancora_al: date = date(2020, 12, 3)
    bonus_ultimo: date = date(2021, 4, 30)
    familiari_esclusi_dal: date = date(2020, 6, 17)

    def bonus_paga(self, giorno):
        return self.bonus_dal <= giorno <= self.bonus_al or self.bonus_ancora_dal <= giorno <= self.bonus_ancora_al


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
    borsa: str
    # The month, by a day of it, whose run pays the record.
    pagata_con: date
    annullata: bool = False


@dataclass
class Risposta:
    """What the oracle says of an act."""

    codici: list = field(default_factory=list)
    avvertenze: list = field(default_factory=list)
    limiti: dict = field(default_factory=dict)
    voce: Voce | None = None
    totale: list | None = None


@cache
def zona(nome):
    return ZoneInfo(nome)


@cache
def mezzanotte_dopo_il(anno, mese, ultimo, nome):
    """The first instant after day `ultimo` of the month that follows."""
    dopo = date(anno, mese, 1) + relativedelta(months=1, days=ultimo)
    return datetime.combine(dopo, time(), zona(nome)).astimezone(UTC)


def mese_che_paga(giorno, ora, cifre):
    """The first month, from that of the work on, whose records can still change at this instant."""
    mese = giorno.replace(day=1)
    while mezzanotte_dopo_il(mese.year, mese.month, cifre.ultimo_giorno, cifre.zona) <= ora:
        mese += relativedelta(months=1)
    return mese


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
        self.esterni = Esterni(cifre)
        self.precedenti = [
            (date.fromisoformat(uno["giorno"]), datetime.fromisoformat(uno["inizio"]), datetime.fromisoformat(uno["fine"]))
            for uno in storia["precedenti"]
        ]

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
            "LIM-A": self.esterni.somma(lavoratore, anno)
            + iniziale("prestatore", lavoratore == 0)
            + sum(paga * voce.titoli for voce in voci if voce.lavoratore == lavoratore),
            "LIM-B": iniziale("utilizzatore", famiglia == 0)
            + sum(voce.computato for voce in voci if voce.famiglia == famiglia),
            "LIM-C": iniziale("coppia", sua) + sum(paga * voce.titoli for voce in coppia),
            "LIM-H": (aperto["minuti"] if primo and sua else 0) + sum(voce.minuti for voce in coppia),
        }

    def disponibile(self, famiglia, borsa, senza=None):
        entrato = self.storia["famiglie"][famiglia]["versato" if borsa == "propria" else "bonus"]
        usciti = [voce for voce in self.valide(senza) if (voce.famiglia, voce.borsa) == (famiglia, borsa)]
        return Decimal(entrato) / 100 - sum(self.cifre.costo * voce.titoli for voce in usciti)

    def turni(self, chi, senza=None):
        """The shifts of a pair: day, start, end."""
        prima = self.precedenti if chi == (0, 0) else []
        return prima + [(voce.giorno, voce.inizio, voce.fine) for voce in self.valide(senza) if (voce.famiglia, voce.lavoratore) == chi]

    # The acts.

    def passo(self, numero, passo):
        ora = datetime.fromisoformat(passo["ora"])
        if passo["atto"] == "esterni":
            codici, totale = self.esterni.racconta(passo, ora)
            return Risposta(codici=codici, totale=totale)
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
        if domanda["borsa"] == "bonus" and not (domanda["ambito"] == "assistenza_domiciliare" and domanda["bambini"]):
            codici.append("bonus-ambito-non-ammesso")
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

    def termine(self, giorno, borsa):
        """The first instant at which work of this day can no longer be communicated."""
        cifre = self.cifre
        ordinario = mezzanotte_dopo_il(giorno.year, giorno.month, cifre.ultimo_giorno, cifre.zona)
        if borsa == "propria" or giorno < cifre.bonus_dal:
            return ordinario
        dopo = cifre.bonus_ultimo + timedelta(days=1)
        return max(ordinario, datetime.combine(dopo, time(), zona(cifre.zona)).astimezone(UTC))

    def bonus(self, domanda, giorno, ora):
        """What the law asks besides of work that the bonus pays."""
        codici = []
        if not self.cifre.bonus_paga(giorno):
            codici.append("bonus-fuori-periodo")
        esclusi = giorno_di(ora, self.cifre) >= self.cifre.familiari_esclusi_dal
        if esclusi and domanda["parentela"] in ("familiare_convivente", "genitore"):
            codici.append("bonus-familiare-escluso")
        return codici

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
        chi, domanda = (passo["famiglia"], passo["lavoratore"]), passo["domanda"]
        borsa = domanda["borsa"]
        famiglia, lavoratore = self.storia["famiglie"][chi[0]], self.storia["lavoratori"][chi[1]]
        if ora >= self.termine(giorno, borsa):
            codici.append("termine-scaduto")
        if ora < fine:
            codici.append("prestazione-non-conclusa")
        if self.vietato(passo, giorno) and not (borsa == "bonus" and cifre.bonus_paga(giorno)):
            codici.append("rapporto-precedente")
        if borsa == "bonus":
            codici += self.bonus(domanda, giorno, ora)
        if famiglia["persona"] == lavoratore["persona"]:
            codici.append("stessa-persona")
        nascita = date.fromisoformat(lavoratore["nascita"])
        if giorno < compie(nascita, cifre.eta_minima):
            codici.append("eta-insufficiente")
        altri = self.turni(chi, corregge)
        if any(max(inizio, primo) < min(fine, ultimo) for _, primo, ultimo in altri):
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
        if cifre.costo * titoli > self.disponibile(chi[0], borsa, corregge):
            codici.append("fondi-insufficienti")
        avvertenze = []
        if giorno < giorno_di(datetime.fromisoformat(lavoratore["registrato_il"]), cifre):
            avvertenze.append("prestatore-registrato-dopo")
        if giorno < compie(nascita, cifre.maggiore_eta):
            avvertenze.append("prestatore-minorenne")
        if borsa == "propria" and domanda["parentela"] == "familiare_convivente":
            avvertenze.append("familiare-convivente")
        avvertenze += riposi.avvertenze((giorno, inizio, fine), altri, minuti, domanda["pausa"], cifre)
        if codici:
            return Risposta(codici=codici, avvertenze=avvertenze, limiti=limiti)
        paga = mese_che_paga(giorno, ora, cifre)
        chiude = mezzanotte_dopo_il(paga.year, paga.month, cifre.ultimo_giorno, cifre.zona)
        voce = Voce(*chi, inizio, fine, giorno, minuti, titoli, computato, ridotto, chiude, borsa, paga)
        return Risposta(avvertenze=avvertenze, limiti=limiti, voce=voce)
