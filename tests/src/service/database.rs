//! A database of its own for a test, dropped after it.

use super::{Home, Store, given};
use std::process::Command;
use uuid::Uuid;

/// A database of the test cluster, fresh and empty or a copy of a [`Template`].
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// Creates a database.
    ///
    /// # Panics
    /// When the cluster does not let it.
    pub fn create() -> Self {
        Self::of("")
    }

    #[expect(clippy::disallowed_methods, reason = "a test needs a name that no other test has")]
    fn of(options: &str) -> Self {
        let server = given("LIBRETTO_TEST_DATABASE_URL");
        let name = format!("e2e_{}", Uuid::new_v4().simple());
        let database = Self { server, name };
        database.administer(&format!("CREATE DATABASE {} {options}", database.name));
        database
    }

    /// Its address.
    ///
    /// # Panics
    /// When the address of the cluster names no database.
    pub fn url(&self) -> String {
        let (server, _) = self.server.rsplit_once('/').expect("postgres://host/database");
        format!("{server}/{}", self.name)
    }

    /// Runs a statement in the database and returns what it prints, without decoration.
    ///
    /// # Panics
    /// When the statement fails.
    pub fn ask(&self, statement: &str) -> String {
        psql(&self.url(), statement)
    }

    fn administer(&self, statement: &str) {
        psql(&self.server, statement);
    }
}

/// A database with the schema and nothing else, copied in less time than it takes to migrate another one.
pub struct Template {
    /// Keeps the database until the last copy was made.
    _home: Home,
    name: String,
}

impl Template {
    /// Creates a database and brings its schema up to date.
    ///
    /// # Panics
    /// When the cluster does not let it, or the schema cannot be brought up to date.
    pub fn create() -> Self {
        let database = Database::create();
        let name = database.name.clone();
        let home = Home::new(Store::Postgres(database));
        home.migrate();
        Self { _home: home, name }
    }

    /// A copy.
    ///
    /// # Panics
    /// When the cluster does not let it.
    pub fn copy(&self) -> Database {
        Database::of(&format!("TEMPLATE {}", self.name))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.administer(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

fn psql(url: &str, statement: &str) -> String {
    let output = Command::new("psql").args([url, "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement]).output();
    let output = output.expect("psql runs");
    assert!(output.status.success(), "{statement}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
