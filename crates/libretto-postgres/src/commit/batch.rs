//! Rows on their way into a table, held column by column: one bound value for each column, however many rows there are.

use crate::statement::{Column, Statement};
use chrono::{DateTime, NaiveDate, Utc};
use libretto_core::money::Euro;
use uuid::Uuid;

/// Some rows of one shape, with the names of their columns.
#[derive(Clone, Debug)]
pub(crate) struct Batch {
    columns: Vec<(&'static str, Column)>,
    len: usize,
}

impl Batch {
    /// A batch of so many rows. Every column added must have as many values.
    pub(crate) fn new(len: usize) -> Self {
        Self { columns: Vec::with_capacity(24), len }
    }

    /// Number of rows.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    fn with(mut self, name: &'static str, column: Column) -> Self {
        self.columns.push((name, column));
        self
    }

    pub(crate) fn uuid<V: Into<Option<Uuid>>>(self, name: &'static str, values: impl Iterator<Item = V>) -> Self {
        self.with(name, Column::Uuid(values.map(Into::into).collect()))
    }

    pub(crate) fn int<V: Into<Option<i32>>>(self, name: &'static str, values: impl Iterator<Item = V>) -> Self {
        self.with(name, Column::Int(values.map(Into::into).collect()))
    }

    pub(crate) fn count(self, name: &'static str, values: impl Iterator<Item = i64>) -> Self {
        self.with(name, Column::Count(values.map(Some).collect()))
    }

    pub(super) fn euro<V: Into<Option<Euro>>>(self, name: &'static str, values: impl Iterator<Item = V>) -> Self {
        let values = values.map(|value| value.into().map(Euro::as_decimal));
        self.with(name, Column::Numeric(values.collect()))
    }

    pub(super) fn text<V: ToString>(self, name: &'static str, values: impl Iterator<Item = V>) -> Self {
        self.with(name, Column::Text(values.map(|value| Some(value.to_string())).collect()))
    }

    pub(super) fn optional_text(self, name: &'static str, values: impl Iterator<Item = Option<String>>) -> Self {
        self.with(name, Column::Text(values.collect()))
    }

    pub(super) fn json(self, name: &'static str, values: impl Iterator<Item = Option<String>>) -> Self {
        self.with(name, Column::Json(values.collect()))
    }

    pub(super) fn jsonb(self, name: &'static str, values: impl Iterator<Item = Option<String>>) -> Self {
        self.with(name, Column::Jsonb(values.collect()))
    }

    pub(super) fn instant<V: Into<Option<DateTime<Utc>>>>(
        self,
        name: &'static str,
        values: impl Iterator<Item = V>,
    ) -> Self {
        self.with(name, Column::Instant(values.map(Into::into).collect()))
    }

    pub(super) fn date<V: Into<Option<NaiveDate>>>(self, name: &'static str, values: impl Iterator<Item = V>) -> Self {
        self.with(name, Column::Date(values.map(Into::into).collect()))
    }

    pub(crate) fn bytes(self, name: &'static str, values: impl Iterator<Item = Vec<u8>>) -> Self {
        self.with(name, Column::Bytes(values.map(Some).collect()))
    }

    pub(super) fn optional_bytes(self, name: &'static str, values: impl Iterator<Item = Option<Vec<u8>>>) -> Self {
        self.with(name, Column::Bytes(values.collect()))
    }

    pub(super) fn bool(self, name: &'static str, values: impl Iterator<Item = bool>) -> Self {
        self.with(name, Column::Bool(values.map(Some).collect()))
    }

    /// Writes the names of the columns, separated by commas.
    pub(crate) fn write_names(&self, statement: &mut Statement) {
        for (place, (name, _)) in self.columns.iter().enumerate() {
            statement.push(if place == 0 { "" } else { ", " }).push(name);
        }
    }

    /// Writes the rows as a derived table `d`, in the order of `keys`. A single row is a plain select of parameters,
    /// which the planner turns into look-ups by key; more rows come from one array for each column.
    pub(crate) fn write_source(self, statement: &mut Statement, keys: &'static str) {
        statement.push("(SELECT ");
        let single = self.len == 1;
        let names: Vec<_> = self.columns.iter().map(|(name, _)| *name).collect();
        let mut arrays = Vec::new();
        for (place, (name, column)) in self.columns.into_iter().enumerate() {
            statement.push(if place == 0 { "" } else { ", " });
            let (open, close) = match column {
                Column::Json(_) => ("CAST(", " AS json)"),
                Column::Jsonb(_) => ("CAST(", " AS jsonb)"),
                _ => ("", ""),
            };
            statement.push(open);
            if single {
                statement.push_bind(column);
            } else {
                statement.push("u.").push(name);
                arrays.push(column);
            }
            statement.push(close).push(" AS ").push(name);
        }
        if !single {
            write_arrays(statement, arrays, &names);
            if !keys.is_empty() {
                statement.push(" ORDER BY ").push(keys);
            }
        }
        statement.push(") AS d");
    }
}

fn write_arrays(statement: &mut Statement, arrays: Vec<Column>, names: &[&'static str]) {
    statement.push(" FROM unnest(");
    for (place, column) in arrays.into_iter().enumerate() {
        statement.push(if place == 0 { "" } else { ", " }).push_bind(column);
    }
    statement.push(") AS u (");
    for (place, name) in names.iter().enumerate() {
        statement.push(if place == 0 { "" } else { ", " }).push(name);
    }
    statement.push(")");
}
