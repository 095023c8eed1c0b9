//! The engine's side of the independent oracle (`tests/oracolo`): writes what the engine decides as lines of JSON, which a program in
//! another language recomputes.
//!
//! `storie <first seed> <count>` writes histories, `storie calendario <last year>` the days of the law, and `storie codici` one verdict
//! for each line it reads.
#![expect(clippy::expect_used, reason = "a test may panic")]

mod calendario;
mod codici;
mod genera;
mod giorni;
mod motore;
mod parti;
mod passi;
mod racconto;
mod storia;

use serde::Serialize;
use std::io::{self, BufRead, BufWriter, Write};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["codici"] => {
            write(io::stdin().lock().lines().map_while(Result::ok).filter_map(|line| codici::verdetto(&line)))
        }
        ["calendario", year] => write(calendario::giorni(year.parse().map_err(io::Error::other)?)),
        [first, count] => {
            let first: u64 = first.parse().map_err(io::Error::other)?;
            let count: u64 = count.parse().map_err(io::Error::other)?;
            write((first..first.saturating_add(count)).map(genera::storia))
        }
        _ => Err(io::Error::other("storie <first seed> <count> | calendario <last year> | codici")),
    }
}

fn write<T: Serialize>(things: impl Iterator<Item = T>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for thing in things {
        serde_json::to_writer(&mut out, &thing)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
