"""The days of the law, from `holidays` (Italy's and the Eurosystem's calendars) and `zoneinfo`."""

from datetime import date, datetime, time, timedelta
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta

from legge import UTC, zona

# The last year that both calendars and the engine are asked for.
ULTIMO_ANNO = 2040


@cache
def chiusure(anno, con_target=True):
    """The days on which no payment is settled, week-ends apart."""
    italiane = set(holidays.country_holidays("IT", years=anno))
    return italiane | (set(holidays.financial_holidays("ECB", years=anno)) if con_target else set())


def bancario(giorno, con_target=True):
    return giorno.weekday() < 5 and giorno not in chiusure(giorno.year, con_target)


@cache
def pagamento(anno, mese, quindici, con_target=True):
    """The day on which the work of a month is paid."""
    giorno = date(anno, mese, quindici) + relativedelta(months=1)
    while not bancario(giorno, con_target):
        giorno -= timedelta(days=1)
    return giorno


def chiude(giorno, cifre):
    """The midnight after the last day on which work may be communicated."""
    ultimo = (giorno.replace(day=1) + timedelta(days=32)).replace(day=cifre.ultimo_giorno)
    return datetime.combine(ultimo + timedelta(days=1), time(), zona(cifre.zona)).astimezone(UTC)


def confronta(riga, cifre, con_target=True):
    """The differences of one day, as text."""
    giorno = date.fromisoformat(riga["giorno"])
    attesi = {
        "bancario": bancario(giorno, con_target),
        "chiude": chiude(giorno, cifre),
        "mese_chiude": chiude(giorno, cifre),
        "pagamento": pagamento(giorno.year, giorno.month, cifre.giorno_paga, con_target),
    }
    detti = {
        "bancario": riga["bancario"],
        "chiude": datetime.fromisoformat(riga["chiude"]),
        "mese_chiude": datetime.fromisoformat(riga["mese_chiude"]),
        "pagamento": date.fromisoformat(riga["pagamento"]),
    }
    return [f"{giorno} {nome}: engine {detti[nome]}, oracle {attesi[nome]}" for nome in attesi if attesi[nome] != detti[nome]]
