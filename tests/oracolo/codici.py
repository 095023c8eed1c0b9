"""Fiscal codes and bank account numbers: the engine's verdicts beside those of three libraries.

`python-codicefiscale` and `python-stdnum` judge fiscal codes, `schwifty` and `python-stdnum` account numbers. Where a library means
something else than the engine, the reason is named, the cases are counted, and anything that no reason explains is a difference.
"""

import json
import random
import subprocess
from collections import Counter
from datetime import date

from codicefiscale import codicefiscale
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException
from stdnum import iban as stdnum_iban
from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale as stdnum_cf

SEME = 54
QUANTI = 20_000
# Verdicts turned upside down for the self-test, and the least cases of each verdict.
PROVE = 500
MINIMO = 50
LETTERE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CIFRE = "0123456789"
MESI = "ABCDEHLMPRST"
OMOCODIA = dict(zip(CIFRE, "LMNPQRSTUV"))
POSTI = (6, 7, 9, 10, 12, 13, 14)
# Places of birth, each in being since before 1900.
LUOGHI = ("H501", "F205", "L219", "D612", "F839", "A662", "G273", "A944", "L736", "C351")
# Lengths and forms of account numbers: `n` digit, `a` letter, `c` either.
ESTERI = {"DE": "n18", "FR": "n10c11n2", "ES": "n20", "AT": "n16", "NL": "a4n10", "BE": "n12", "CH": "n5c12", "GB": "a4n14"}
EXTRA = {"BR": "n23a1c1", "TR": "n5n1c16", "AE": "n19"}


def cifra(carattere):
    return next((numero for numero, lettera in OMOCODIA.items() if lettera == carattere), carattere)


# Fiscal codes.


def codice(caso):
    """A well-formed code of somebody who was never born."""
    giorno = caso.randint(1, 31) + caso.choice((0, 40))
    parti = ["".join(caso.choices(LETTERE, k=6)), f"{caso.randint(0, 99):02}", caso.choice(MESI), f"{giorno:02}", caso.choice(LUOGHI)]
    testo = list("".join(parti))
    if caso.random() < 0.3:
        for posto in caso.sample(POSTI, caso.randint(1, 7)):
            testo[posto] = OMOCODIA[testo[posto]]
    return chiuso("".join(testo))


def chiuso(quindici):
    return quindici + stdnum_cf.calc_check_digit(quindici)


def codici(caso):
    for _ in range(QUANTI):
        testo = codice(caso)
        match caso.randint(0, 9):
            case 0:
                testo = testo[:15] + caso.choice(LETTERE)
            case 1:
                testo = mutato(caso, testo)
            case 2:
                guasto = mutato(caso, testo)[:15]
                testo = chiuso(guasto) if len(guasto) == 15 and guasto.isalnum() and guasto.isascii() else guasto
            case 3:
                testo = testo[: caso.randint(0, 15)] if caso.random() < 0.5 else testo + caso.choice(LETTERE)
            case 4:
                dieci = "".join(caso.choices(CIFRE, k=10))
                testo = dieci + caso.choice(CIFRE)
            case 5:
                testo = testo.lower()
        if testo.strip():
            yield testo


def mutato(caso, testo):
    posto = caso.randrange(len(testo))
    return testo[:posto] + caso.choice(LETTERE + CIFRE + "-*") + testo[posto + 1 :]


def accettato(prova, errori):
    try:
        prova()
    except errori:
        return False
    return True


def dubbio_cf(testo, verdetto, libreria):
    """Why a library may judge a fiscal code otherwise than the engine; nothing when no reason does."""
    alto = testo.upper()
    if len(testo) == 11:
        if libreria == "python-codicefiscale":
            return "provisional codes of eleven digits are not its matter"
        if verdetto["esito"] == "valido":
            return "it takes eleven digits for a VAT number, in which places 8 to 10 name a province"
        return None
    base = "".join(cifra(c) if posto in POSTI else c for posto, c in enumerate(alto))
    esito = verdetto["esito"]
    if libreria == "python-codicefiscale" and esito == "valido":
        if base[11:15] not in LUOGHI:
            return "it looks the place of birth up"
    if libreria == "python-stdnum" and esito == "data" and base[6:11] and giorno_strano(base):
        return "it takes the day of birth modulo 40, and so admits days that do not exist"
    if esito == "valido" and base[8] == "B" and int(base[9:11]) % 40 == 29:
        return "it knows one century only, in which the 29 February of a year 00 may not exist"
    return None


def giorno_strano(base):
    return base[9:11].isdigit() and not (1 <= int(base[9:11]) <= 31 or 41 <= int(base[9:11]) <= 71)


def confronta_codici(casi, verdetti):
    conti, differenze = Counter(), []
    for testo, verdetto in zip(casi, verdetti, strict=True):
        conti[verdetto["esito"]] += 1
        valido = verdetto["esito"] == "valido"
        giudizi = {
            "python-stdnum": accettato(lambda: stdnum_cf.validate(testo), ValidationError),
            "python-codicefiscale": accettato(lambda: codicefiscale.decode(testo), ValueError),
        }
        for libreria, giudizio in giudizi.items():
            if giudizio == valido:
                continue
            ragione = dubbio_cf(testo, verdetto, libreria)
            conti[f"{libreria} differs: {ragione}"] += 1
            if not ragione:
                differenze.append(f"codice fiscale {testo}: engine {verdetto['esito']}, {libreria} {giudizio}")
        if valido and len(testo) == 16 and giudizi["python-stdnum"]:
            nato = stdnum_cf.get_birth_date(testo, minyear=1926)
            detto = date.fromisoformat(verdetto["nascita"])
            if nato != detto and not (nato.year % 100 == 26 and detto.year % 100 == 26):
                differenze.append(f"codice fiscale {testo}: born {detto} for the engine, {nato} for python-stdnum")
    return conti, differenze


# Account numbers.


def conto(caso, forma):
    """An account number of a form such as `n10c11`."""
    testo, resto = "", forma
    while resto:
        tipo, resto = resto[0], resto[1:]
        quanti = ""
        while resto and resto[0].isdigit():
            quanti, resto = quanti + resto[0], resto[1:]
        testo += "".join(caso.choices({"n": CIFRE, "a": LETTERE, "c": CIFRE + LETTERE}[tipo], k=int(quanti)))
    return testo


def italiano(caso):
    return conto(caso, "n5n5c12") if caso.random() < 0.5 else conto(caso, "n22")


def con_controllo(paese, resto):
    return paese + stdnum_iban.calc_check_digits(paese + "00" + resto) + resto


def cin(resto):
    return stdnum_cf.calc_check_digit(resto)


def conti_correnti(caso):
    for _ in range(QUANTI):
        if caso.random() < 0.6:
            paese, resto = caso.choice(("IT", "IT", "IT", "SM")), italiano(caso)
            lettera = caso.choice(LETTERE) if caso.random() < 0.15 else cin(resto)
            testo = con_controllo(paese, lettera + resto)
        else:
            paese, forma = caso.choice(list((ESTERI | EXTRA).items()))
            testo = con_controllo(paese, conto(caso, forma))
        match caso.randint(0, 9):
            case 0:
                testo = mutato(caso, testo)
            case 1:
                testo = testo[:2] + f"{caso.randint(0, 99):02}" + testo[4:]
            case 2:
                testo = testo[: caso.randint(1, len(testo) - 1)]
            case 3:
                testo = " ".join(testo[posto : posto + 4] for posto in range(0, len(testo), 4)).lower()
        yield testo


def dubbio_iban(testo, verdetto, libreria):
    """Why a library may judge an account number otherwise than the engine; nothing when no reason does."""
    pulito = testo.replace(" ", "").upper()
    paese = pulito[:2]
    esito = verdetto["esito"]
    if esito == "valido" and paese not in ("IT", "SM"):
        return "the account number inside a foreign IBAN is the foreign bank's matter"
    if esito == "controllo" and pulito[2:4] in ("00", "01", "99"):
        return "check digits 00, 01 and 99 are never issued, although they pass modulo 97"
    if esito == "cin" and paese == "SM" and libreria == "python-stdnum":
        return "it does not know that San Marino uses the Italian check letter"
    if esito == "cin" and libreria == "python-stdnum":
        return "it does not check the Italian check letter"
    if esito == "carattere" and not pulito[2:4].isdigit() and libreria == "python-stdnum":
        return "it reads letters in the place of the check digits as numbers"
    if "-" in pulito and libreria == "python-stdnum":
        return "it leaves hyphens out"
    return None


def confronta_iban(casi, verdetti):
    conti, differenze = Counter(), []
    for testo, verdetto in zip(casi, verdetti, strict=True):
        conti[verdetto["esito"]] += 1
        valido = verdetto["esito"] == "valido"
        giudizi = {
            "python-stdnum": accettato(lambda: stdnum_iban.validate(testo), ValidationError),
            "schwifty": accettato(lambda: IBAN(testo, validate_bban=True), (SchwiftyException, ValueError)),
        }
        for libreria, giudizio in giudizi.items():
            if giudizio == valido:
                continue
            ragione = dubbio_iban(testo, verdetto, libreria)
            conti[f"{libreria} differs: {ragione}"] += 1
            if not ragione:
                differenze.append(f"iban {testo}: engine {verdetto['esito']}, {libreria} {giudizio}")
    return conti, differenze


def chiedi(programma, che, casi):
    domande = "".join(f"{che} {testo}\n" for testo in casi)
    risposte = subprocess.run([programma, "codici"], input=domande, capture_output=True, text=True, check=True).stdout
    return [json.loads(riga) for riga in risposte.splitlines()]


def capovolto(verdetto):
    """The verdict of an engine that takes wrong check characters for right ones, and right ones for wrong."""
    return {"esito": {"valido": "cin", "controllo": "valido", "cin": "valido"}.get(verdetto["esito"], "cin"), "nascita": "1980-01-01"}


def confronta(programma):
    """What the engine and the libraries do not agree on, without a reason."""
    differenze = []
    for nome, sigla, inventa, lavoro, attesi in LAVORI:
        casi = list(inventa(random.Random(SEME)))
        verdetti = chiedi(programma, sigla, casi)
        if not lavoro(casi[:PROVE], [capovolto(verdetto) for verdetto in verdetti[:PROVE]])[1]:
            raise SystemExit(f"{nome}: verdicts turned upside down are not noticed")
        conti, altre = lavoro(casi, verdetti)
        mai = [esito for esito in attesi if conti[esito] < MINIMO]
        if mai:
            raise SystemExit(f"{nome}: too few cases are {', '.join(mai)}")
        print(f"{nome}: " + ", ".join(f"{esito} {numero}" for esito, numero in sorted(conti.items()) if "differs" not in esito))
        for ragione, numero in sorted(conti.items()):
            if "differs" in ragione:
                print(f"  {ragione} ({numero})")
        differenze += altre
    return differenze


LAVORI = (
    ("fiscal codes", "cf", codici, confronta_codici, ("valido", "lunghezza", "carattere", "mese", "data", "controllo")),
    ("account numbers", "iban", conti_correnti, confronta_iban, ("valido", "lunghezza", "carattere", "controllo", "cin")),
)
