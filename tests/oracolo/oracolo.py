"""The independent oracle: recomputes what the engine decided on random histories, and says where the two differ.

    python oracolo.py --storie <program> [--quante 100000] [--dal 1] [--processi 2]

`--seme N` prints one history with both answers. Every run first proves that the oracle sees: one figure of the law at a time is made
wrong, and each must be noticed.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import calendario
import codici
from legge import Cifre, Mondo

CIFRE = Cifre()
# Warnings that the oracle recomputes; others are counted and named at the end.
AVVERTENZE = {
    "prestatore-registrato-dopo",
    "prestatore-minorenne",
    "familiare-convivente",
    "riposo-giornaliero-insufficiente",
    "pausa-mancante",
    "riposo-settimanale-insufficiente",
}
# What a whole run must have met, and how often at least.
INCONTRATI = {
    "comunica",
    "rettifica",
    "annulla",
    "esterni registrato",
    "esterni ripetuto",
    "esterni superato",
    "compensi-esterni-non-validi",
    "limite-prestatore-superato per esterni",
    "comunica con bonus",
    "rettifica con bonus",
    "bonus pagato dopo",
    "bonus-ambito-non-ammesso",
    "bonus-fuori-periodo",
    "bonus-familiare-escluso",
    *AVVERTENZE,
}
INCONTRI_MIN = 100
# Histories of a whole run.
QUANTE = 100_000
# Histories on which each wrong figure must be noticed.
PROVE_STORIE = 12_000
DIFFERENZE_MAX = 5

SBAGLI = {
    "zona": "Europe/London",
    "inizio": date(2017, 6, 25),
    "costo": Decimal("10.01"),
    "compenso": Decimal("8.01"),
    "ivs": Decimal("1.66"),
    "inail": Decimal("0.26"),
    "oneri": Decimal("0.11"),
    "minuti_titolo": 61,
    "turno_massimo": 24 * 60 + 1,
    "limite_prestatore": Decimal("5000.01"),
    "limite_utilizzatore_2017": Decimal("5000.01"),
    "limite_utilizzatore_2023": Decimal("9999.99"),
    "aumento": date(2023, 1, 2),
    "limite_coppia": Decimal("2500.01"),
    "limite_minuti": 280 * 60 + 1,
    "peso": Decimal("0.76"),
    "certificazione_dal": date(2018, 8, 13),
    "eta_studente": 26,
    "eta_minima": 15,
    "maggiore_eta": 17,
    "divieto_mesi": 7,
    "ultimo_giorno": 4,
    "giorno_paga": 16,
    "quota_esterni": Decimal(0),
    "esterni_per_conoscenza": False,
    "riposo_giornaliero": 11 * 60 + 1,
    "pausa_soglia": 6 * 60 + 1,
    "pausa_minima": 9,
    "riposo_periodo": 13,
    "riposo_giorni": 1,
    "bonus_dal": date(2020, 3, 6),
    "bonus_al": date(2020, 8, 30),
    "bonus_ancora_dal": date(2020, 11, 8),
    "bonus_ancora_al": date(2020, 12, 4),
    "bonus_ultimo": date(2021, 4, 29),
    "familiari_esclusi_dal": date(2020, 6, 16),
}


def centesimi(valore):
    return int(valore * 100) if isinstance(valore, Decimal) else valore


def atteso(mondo, numero, passo):
    """The oracle's answer in the engine's form."""
    risposta = mondo.passo(numero, passo)
    limiti = {sigla: [centesimi(valore) for valore in terna] for sigla, terna in risposta.limiti.items()}
    destinazione = numero if passo["atto"] == "comunica" else passo["di"]
    voce = mondo.voci.get(destinazione)
    detto = {"codici": sorted(risposta.codici), "avvertenze": sorted(risposta.avvertenze), "limiti": limiti, "totale": risposta.totale}
    if risposta.codici or risposta.totale:
        return detto | {"scritta": None, "dopo": None}
    cifre = mondo.cifre
    usato = mondo.usato(voce.famiglia, voce.lavoratore, voce.giorno.year)
    dopo = {
        "disponibile": centesimi(mondo.disponibile(voce.famiglia, "propria")),
        "bonus": centesimi(mondo.disponibile(voce.famiglia, "bonus")),
        "prestatore": centesimi(usato["LIM-A"]),
        "utilizzatore": centesimi(usato["LIM-B"]),
        "coppia": centesimi(usato["LIM-C"]),
        "minuti": usato["LIM-H"],
    }
    if not risposta.voce:
        return detto | {"scritta": None, "dopo": dopo}
    parti = {nome: centesimi(getattr(cifre, nome) * voce.titoli) for nome in ("costo", "compenso", "ivs", "inail", "oneri")}
    scritta = parti | {
        "giorno": voce.giorno,
        "minuti": voce.minuti,
        "titoli": voce.titoli,
        "computato": centesimi(voce.computato),
        "chiude": voce.chiude,
        "pagamento": calendario.pagamento(voce.pagata_con.year, voce.pagata_con.month, cifre.giorno_paga),
    }
    return detto | {"scritta": scritta, "dopo": dopo}


def normale(esito, ignote):
    """The engine's answer, with its days read and its lists in the oracle's order."""
    ignote.update(codice for codice in esito["avvertenze"] if codice not in AVVERTENZE)
    scritta = esito["scritta"]
    if scritta:
        scritta = scritta | {
            "giorno": date.fromisoformat(scritta["giorno"]),
            "chiude": datetime.fromisoformat(scritta["chiude"]),
            "pagamento": date.fromisoformat(scritta["pagamento"]),
        }
    return {
        "codici": sorted(esito["codici"]),
        "avvertenze": sorted(codice for codice in esito["avvertenze"] if codice in AVVERTENZE),
        "limiti": {sigla: numeri for sigla, *numeri in esito["limiti"]},
        "scritta": scritta,
        "dopo": esito["dopo"],
        "totale": esito["totale"],
    }


def incontri(mondo, numero, passo, oracolo):
    """What a step shows, by name, for the count of what was met."""
    visti = oracolo["codici"] + oracolo["avvertenze"]
    if passo["atto"] == "esterni":
        return visti + [f"esterni {oracolo['totale'][0]}"] if oracolo["totale"] else visti
    if "limite-prestatore-superato" in visti:
        limite, usato, chiesto = oracolo["limiti"]["LIM-A"]
        anno = int(passo["domanda"]["inizio"][:4])
        if usato - centesimi(mondo.esterni.somma(passo["lavoratore"], anno)) + chiesto <= limite:
            visti.append("limite-prestatore-superato per esterni")
    if oracolo["codici"]:
        return visti
    voce = mondo.voci[numero if passo["atto"] == "comunica" else passo["di"]]
    if voce.borsa == "bonus" and passo["atto"] != "annulla":
        visti.append(f"{passo['atto']} con bonus")
        if voce.pagata_con > voce.giorno:
            visti.append("bonus pagato dopo")
    return [*visti, passo["atto"]]


def differenza(storia, cifre, conti, ignote):
    """The first step on which the two differ, as text; nothing when they agree."""
    mondo = Mondo(storia, cifre)
    for numero, passo in enumerate(storia["passi"]):
        motore = normale(passo["esito"], ignote)
        oracolo = atteso(mondo, numero, passo)
        conti.update(incontri(mondo, numero, passo, oracolo))
        if motore != oracolo:
            diversi = [nome for nome in oracolo if oracolo[nome] != motore[nome]]
            righe = [f"  {nome}: engine {motore[nome]}\n  {' ' * len(nome)}  oracle {oracolo[nome]}" for nome in diversi]
            return f"seed {storia['seme']}, step {numero}\n" + "\n".join(righe)
    return None


def leggi(programma, *argomenti):
    with subprocess.Popen([programma, *map(str, argomenti)], stdout=subprocess.PIPE) as processo:
        try:
            for riga in processo.stdout:
                yield json.loads(riga)
        except GeneratorExit:
            # Who has seen enough does not read on.
            processo.kill()
            return
    if processo.returncode:
        raise SystemExit(f"{programma} ended with {processo.returncode}")


def confronta(programma, primo, quante):
    """Compares a range of seeds: what differs, and how often each outcome was met."""
    conti, ignote, differenze, lette = Counter(), Counter(), [], 0
    for storia in leggi(programma, primo, quante):
        lette += 1
        testo = differenza(storia, CIFRE, conti, ignote)
        if testo and len(differenze) < DIFFERENZE_MAX:
            differenze.append(testo + "\n  history: " + json.dumps(storia))
    return lette, conti, ignote, differenze


def provati(programma, primo, quante):
    """The wrong figures that a range of seeds notices."""
    restano, visti = dict(SBAGLI), set()
    sbagliate = {nome: replace(CIFRE, **{nome: valore}) for nome, valore in restano.items()}
    for storia in leggi(programma, primo, quante):
        for nome in [nome for nome in sbagliate if differenza(storia, sbagliate[nome], Counter(), Counter())]:
            visti.add(nome)
            del sbagliate[nome]
        if not sbagliate:
            break
    return visti


def prova_di_se(programma, processi):
    """Each figure of the law, made wrong, must be noticed by the histories; a calendar without TARGET by the days."""
    inventati = set(SBAGLI) ^ set(Cifre.__dataclass_fields__)
    if inventati:
        raise SystemExit(f"figures without a self-test: {inventati}")
    parte = PROVE_STORIE // processi
    with ProcessPoolExecutor(processi) as pool:
        prove = [pool.submit(provati, programma, 1 + numero * parte, parte) for numero in range(processi)]
        visti = set().union(*(prova.result() for prova in prove))
    ciechi = set(SBAGLI) - visti
    righe = leggi(programma, "calendario", calendario.ULTIMO_ANNO)
    if not any(calendario.confronta(riga, CIFRE, con_target=False) for riga in righe):
        ciechi.add("calendario TARGET")
    if ciechi:
        raise SystemExit(f"the oracle is blind: {', '.join(sorted(ciechi))} may be wrong and nobody notices")
    print(f"self-test: each of {len(SBAGLI) + 1} wrong figures is noticed")


def giorni(programma):
    righe = list(leggi(programma, "calendario", calendario.ULTIMO_ANNO))
    differenze = [testo for riga in righe for testo in calendario.confronta(riga, CIFRE)]
    print(f"calendar: {len(righe)} days compared, {len(differenze)} differences")
    return differenze


def storie(programma, primo, quante, processi):
    parti = [(primo + numero * quante // processi, primo + (numero + 1) * quante // processi) for numero in range(processi)]
    with ProcessPoolExecutor(processi) as pool:
        lavori = [pool.submit(confronta, programma, dal, al - dal) for dal, al in parti]
        esiti = [lavoro.result() for lavoro in lavori]
    conti, ignote = sum((esito[1] for esito in esiti), Counter()), sum((esito[2] for esito in esiti), Counter())
    differenze = [testo for esito in esiti for testo in esito[3]]
    lette = sum(esito[0] for esito in esiti)
    if lette != quante:
        raise SystemExit(f"{lette} histories instead of {quante}")
    print(f"histories: {lette}, acts and violations met:")
    print("  " + ", ".join(f"{nome} {numero}" for nome, numero in sorted(conti.items())))
    mai = sorted(nome for nome in INCONTRATI if conti[nome] < INCONTRI_MIN)
    if mai and quante >= QUANTE:
        raise SystemExit(f"too few histories show: {', '.join(mai)}")
    if ignote:
        print("warnings that the oracle does not recompute: " + ", ".join(f"{n} {c}" for n, c in sorted(ignote.items())))
    return differenze


def mostra(programma, seme):
    storia = next(leggi(programma, seme, 1))
    print(json.dumps(storia, indent=1))
    mondo = Mondo(storia, CIFRE)
    for numero, passo in enumerate(storia["passi"]):
        print(numero, atteso(mondo, numero, passo))


def main():
    argomenti = argparse.ArgumentParser(description=__doc__)
    argomenti.add_argument("--storie", required=True, help="the program that writes the engine's decisions")
    argomenti.add_argument("--quante", type=int, default=QUANTE)
    argomenti.add_argument("--dal", type=int, default=1)
    argomenti.add_argument("--processi", type=int, default=2)
    argomenti.add_argument("--seme", type=int)
    scelte = argomenti.parse_args()
    if scelte.seme is not None:
        return mostra(scelte.storie, scelte.seme)
    prova_di_se(scelte.storie, scelte.processi)
    differenze = giorni(scelte.storie) + storie(scelte.storie, scelte.dal, scelte.quante, scelte.processi)
    differenze += codici.confronta(scelte.storie)
    for testo in differenze[: 2 * DIFFERENZE_MAX]:
        print(testo, file=sys.stderr)
    return 1 if differenze else 0


if __name__ == "__main__":
    sys.exit(main())
