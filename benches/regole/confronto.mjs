// The limits of a year in json-rules-engine: reads the cases, answers with the violations of each and the nanoseconds of one.
import { Engine } from "json-rules-engine";
import { readFileSync } from "node:fs";

const cases = JSON.parse(readFileSync(0, "utf8"));
const engine = new Engine();
for (const [name, used, limit] of [
  ["prestatore", "usoPrestatore", "limitePrestatore"],
  ["utilizzatore", "usoUtilizzatore", "limiteUtilizzatore"],
  ["coppia", "usoCoppia", "limiteCoppia"],
  ["ore", "usoMinuti", "limiteMinuti"],
]) {
  const condition = { fact: used, operator: "greaterThan", value: { fact: limit } };
  engine.addRule({ conditions: { all: [condition] }, event: { type: name } });
}
const facts = ({ usato, limite, compenso, computato, minuti }) => ({
  usoPrestatore: usato.prestatore + compenso,
  usoUtilizzatore: usato.utilizzatore + computato,
  usoCoppia: usato.coppia + compenso,
  usoMinuti: usato.minuti + minuti,
  limitePrestatore: limite.prestatore,
  limiteUtilizzatore: limite.utilizzatore,
  limiteCoppia: limite.coppia,
  limiteMinuti: limite.minuti,
});
const answers = [];
for (let pass = 0; pass < 2; pass += 1) {
  answers.length = 0;
  const started = process.hrtime.bigint();
  for (const one of cases) {
    const { events } = await engine.run(facts(one));
    answers.push(events.map((event) => event.type).sort());
  }
  // The first pass warms the compiler up.
  if (pass === 1) {
    const nanoseconds = Number(process.hrtime.bigint() - started) / cases.length;
    console.log(JSON.stringify({ nanoseconds, answers }));
  }
}
