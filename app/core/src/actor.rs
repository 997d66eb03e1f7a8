//! Who does something.

use uuid::Uuid;

use crate::policy::Role;

/// The one who acts: a person who has signed in, or the operator at the
/// command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account; none for the command line.
    pub account: Option<Uuid>,
    /// The login, or the command.
    pub login: String,
    /// The role.
    pub role: Role,
    /// The sections whose items are the actor's own: that of the account and
    /// those it has succeeded. Empty for accounts of no section.
    pub sections: Vec<Uuid>,
}

impl Actor {
    /// The operator at the command line, who holds the files anyway: no policy
    /// stands in the way, but the audit trail names the command.
    pub fn system(command: &str) -> Self {
        Self { account: None, login: command.to_owned(), role: Role::Admin, sections: Vec::new() }
    }

    /// Whether it is the operator rather than an account.
    pub fn is_system(&self) -> bool {
        self.account.is_none()
    }

    /// The role as the audit trail names it.
    pub(crate) fn role_code(&self) -> &'static str {
        if self.is_system() { "system" } else { self.role.code() }
    }
}
