//! Statements that no builder writes: full-text tables, arrays, row values.

use sea_orm::{DbBackend, Statement, Value, sea_query::Expr};

/// A statement as it is put together.
#[derive(Debug, Clone)]
pub(super) struct Sql {
    backend: DbBackend,
    text: String,
    values: Vec<Value>,
}

/// Numbers with commas between them.
pub(super) fn comma(numbers: &[i64]) -> String {
    numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}

impl Sql {
    pub(super) fn new(backend: DbBackend) -> Self {
        Self { backend, text: String::new(), values: Vec::new() }
    }

    pub(super) fn backend(&self) -> DbBackend {
        self.backend
    }

    pub(super) fn is_postgres(&self) -> bool {
        self.backend == DbBackend::Postgres
    }

    /// Adds text of the statement: never what a person typed.
    pub(super) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds a value.
    pub(super) fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        if self.is_postgres() {
            self.text.push_str(&format!("${}", self.values.len()));
        } else {
            self.text.push('?');
        }
        self
    }

    /// Adds several values, commas between them.
    pub(super) fn list<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> &mut Self {
        for (at, value) in values.into_iter().enumerate() {
            if at > 0 {
                self.push(", ");
            }
            self.bind(value);
        }
        self
    }

    /// Adds ` IN …` with any number of numbers: one value, so that their number
    /// makes no new statement.
    pub(super) fn within(&mut self, numbers: &[i64]) -> &mut Self {
        let joined = comma(numbers);
        if self.is_postgres() {
            self.push(" = ANY(").bind(format!("{{{joined}}}")).push("::bigint[])")
        } else {
            self.push(" IN (SELECT value FROM json_each(").bind(format!("[{joined}]")).push("))")
        }
    }

    /// The text as a condition of a query that a builder writes.
    pub(super) fn condition(self) -> Expr {
        Expr::cust_with_values(self.text, self.values)
    }

    pub(super) fn statement(self) -> Statement {
        Statement::from_sql_and_values(self.backend, self.text, self.values)
    }
}
