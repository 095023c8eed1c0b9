"""Rests (comma 3), by brute force: every gap between two days of work, every window of days, each time anew.

A shift is a day, a start and an end; a day belongs to the shifts that start on it.
"""

from datetime import timedelta

MINUTO = timedelta(minutes=1)
NULLA = timedelta(0)


def stacchi(turni):
    """What lies between the days of work that follow each other: the last end of one and the first start of the next."""
    giorni = sorted({giorno for giorno, _, _ in turni})
    fine = {scelto: max(fine for giorno, _, fine in turni if giorno == scelto) for scelto in giorni}
    inizio = {scelto: min(inizio for giorno, inizio, _ in turni if giorno == scelto) for scelto in giorni}
    return {(fine[uno], inizio[altro]) for uno, altro in zip(giorni, giorni[1:])}


def corto(turno, altri, cifre):
    """A gap that is there only because of this shift, and is too short. Work that goes on without a gap is one work."""
    nuovi = stacchi([*altri, turno]) - stacchi(altri)
    return any(NULLA < dopo - prima < cifre.riposo_giornaliero * MINUTO for prima, dopo in nuovi)


def fitto(giorno, altri, cifre):
    """A window of days around the shift with too few days without work."""
    lavorati = {giorno} | {uno for uno, _, _ in altri}
    for primo in range(1 - cifre.riposo_periodo, 1):
        finestra = [giorno + timedelta(days=primo + passo) for passo in range(cifre.riposo_periodo)]
        if sum(uno not in lavorati for uno in finestra) < cifre.riposo_giorni:
            return True
    return False


def avvertenze(turno, altri, minuti, pausa, cifre):
    """What is told of the rests that a shift leaves too short, beside the other shifts of the pair."""
    dette = []
    if corto(turno, altri, cifre):
        dette.append("riposo-giornaliero-insufficiente")
    if minuti > cifre.pausa_soglia and pausa < cifre.pausa_minima:
        dette.append("pausa-mancante")
    if fitto(turno[0], altri, cifre):
        dette.append("riposo-settimanale-insufficiente")
    return dette
