//! Statements as values: pieces of fixed SQL text and bound values, in order. Text that varies is chosen among constants
//! and never built from data, so the number of different statements is bounded and diesel can keep each of them prepared,
//! found again by its text.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::QueryResult;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{
    Array, BigInt, Binary, Bool, Date, Integer, Nullable, Numeric, Text, Timestamptz, Uuid as SqlUuid,
};
use rust_decimal::Decimal;
use uuid::Uuid;

/// A column of values, bound as one value when it has one and as an array otherwise. Absent values are SQL nulls.
#[derive(Clone, Debug)]
pub(crate) enum Column {
    Uuid(Vec<Option<Uuid>>),
    Int(Vec<Option<i32>>),
    Count(Vec<Option<i64>>),
    Numeric(Vec<Option<Decimal>>),
    Text(Vec<Option<String>>),
    /// A document as text, for a `json` column.
    Json(Vec<Option<String>>),
    /// A document as text, for a `jsonb` column.
    Jsonb(Vec<Option<String>>),
    Instant(Vec<Option<DateTime<Utc>>>),
    Date(Vec<Option<NaiveDate>>),
    Bytes(Vec<Option<Vec<u8>>>),
    Bool(Vec<Option<bool>>),
}

/// A bound value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Uuid(Uuid),
    Uuids(Vec<Uuid>),
    Int(i32),
    Ints(Vec<i32>),
    Count(i64),
    Text(String),
    Texts(Vec<String>),
    Instant(DateTime<Utc>),
    Date(NaiveDate),
    Bytes(Vec<u8>),
    ManyBytes(Vec<Vec<u8>>),
    Bool(bool),
    /// A whole column as an array, or its only value.
    Column(Column),
}

#[derive(Clone, Debug)]
enum Piece {
    Sql(&'static str),
    Bind(Value),
}

/// A statement. What it returns, if anything, is one text column: a JSON document for each row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Statement {
    pieces: Vec<Piece>,
}

impl Statement {
    pub(crate) fn new(sql: &'static str) -> Self {
        Self { pieces: vec![Piece::Sql(sql)] }
    }

    /// Adds text.
    pub(crate) fn push(&mut self, sql: &'static str) -> &mut Self {
        self.pieces.push(Piece::Sql(sql));
        self
    }

    /// Adds a placeholder with its value.
    pub(crate) fn push_bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.pieces.push(Piece::Bind(value.into()));
        self
    }

    /// Adds text.
    #[must_use]
    pub(crate) fn sql(mut self, sql: &'static str) -> Self {
        self.push(sql);
        self
    }

    /// Adds a placeholder with its value.
    #[must_use]
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.push_bind(value);
        self
    }
}

impl QueryFragment<Pg> for Statement {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        for piece in &self.pieces {
            match piece {
                Piece::Sql(sql) => pass.push_sql(sql),
                Piece::Bind(value) => value.push(&mut pass)?,
            }
        }
        Ok(())
    }
}

// No static identity: the cache of prepared statements finds it by its text.
impl QueryId for Statement {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Statement {
    type SqlType = Text;
}

impl Value {
    fn push<'b>(&'b self, pass: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        match self {
            Self::Uuid(value) => pass.push_bind_param::<SqlUuid, _>(value),
            Self::Uuids(values) => pass.push_bind_param::<Array<SqlUuid>, _>(values),
            Self::Int(value) => pass.push_bind_param::<Integer, _>(value),
            Self::Ints(values) => pass.push_bind_param::<Array<Integer>, _>(values),
            Self::Count(value) => pass.push_bind_param::<BigInt, _>(value),
            Self::Text(value) => pass.push_bind_param::<Text, _>(value),
            Self::Texts(values) => pass.push_bind_param::<Array<Text>, _>(values),
            Self::Instant(value) => pass.push_bind_param::<Timestamptz, _>(value),
            Self::Date(value) => pass.push_bind_param::<Date, _>(value),
            Self::Bytes(value) => pass.push_bind_param::<Binary, _>(value),
            Self::ManyBytes(values) => pass.push_bind_param::<Array<Binary>, _>(values),
            Self::Bool(value) => pass.push_bind_param::<Bool, _>(value),
            Self::Column(column) => column.push(pass),
        }
    }
}

impl Column {
    fn push<'b>(&'b self, pass: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        macro_rules! bind {
            ($values:expr, $sql:ty) => {
                match $values.as_slice() {
                    [only] => pass.push_bind_param::<Nullable<$sql>, _>(only),
                    _ => pass.push_bind_param::<Array<Nullable<$sql>>, _>($values),
                }
            };
        }
        match self {
            Self::Uuid(values) => bind!(values, SqlUuid),
            Self::Int(values) => bind!(values, Integer),
            Self::Count(values) => bind!(values, BigInt),
            Self::Numeric(values) => bind!(values, Numeric),
            Self::Text(values) | Self::Json(values) | Self::Jsonb(values) => bind!(values, Text),
            Self::Instant(values) => bind!(values, Timestamptz),
            Self::Date(values) => bind!(values, Date),
            Self::Bytes(values) => bind!(values, Binary),
            Self::Bool(values) => bind!(values, Bool),
        }
    }
}

macro_rules! values {
    ($($type:ty => $variant:ident;)+) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value)
            }
        }
    )+};
}

values! {
    Uuid => Uuid;
    Vec<Uuid> => Uuids;
    i32 => Int;
    Vec<i32> => Ints;
    i64 => Count;
    String => Text;
    Vec<String> => Texts;
    DateTime<Utc> => Instant;
    NaiveDate => Date;
    Vec<u8> => Bytes;
    Vec<Vec<u8>> => ManyBytes;
    bool => Bool;
    Column => Column;
}
