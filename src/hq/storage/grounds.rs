//! A schema of its own on the server for tests, so that many can be tried beside each other.
#![expect(clippy::expect_used, reason = "without a server there is nothing to try")]

use uuid::Uuid;

use super::postgres::{Link, Server};

/// Says where that server is.
const VARIABLE: &str = "BRANCHDESK_TEST_POSTGRES";

/// An empty schema, gone with whoever made it.
pub struct Grounds {
    server: String,
    schema: String,
}

impl Grounds {
    pub fn new() -> Self {
        let server = Self::server();
        let mut name = [0; 16];
        getrandom::fill(&mut name).expect("randomness");
        let schema = format!("test_{}", Uuid::from_bytes(name).simple());
        let grounds = Self { server, schema };
        grounds.everywhere(&format!("CREATE SCHEMA {}", grounds.schema));

        grounds
    }

    /// Where the server for tests is.
    pub fn server() -> String {
        std::env::var(VARIABLE).expect("tests/postgres.sh starts a server for tests")
    }

    /// Its address, as the command line takes it.
    pub fn url(&self) -> String {
        let Self { server, schema } = self;

        format!("{server} application_name={schema} options='-c search_path={schema}'")
    }

    pub fn schema(&self) -> &str {
        &self.schema
    }

    pub fn link(&self) -> Link {
        Link::connect(&self.url().parse().expect("an address")).expect("a server")
    }

    /// Cuts every connection that came by this address.
    #[cfg(test)]
    pub fn cut(&self) {
        self.everywhere(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{}'",
            self.schema
        ));
    }

    fn everywhere(&self, sql: &str) {
        let server: Server = self.server.parse().expect("an address");
        Link::connect(&server).expect("a server").batch(sql).expect("a statement");
    }
}

impl Drop for Grounds {
    fn drop(&mut self) {
        // Cascades to dozens of tables, but asks nobody.
        self.everywhere(&format!("DROP SCHEMA {} CASCADE", self.schema));
    }
}
