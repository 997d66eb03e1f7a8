//! Who may do what. Every route, server function and command asks here.

use serde::Serialize;
use uuid::Uuid;

use crate::{Actor, Error, Result};

/// What an account is for. The codes stand in the table `role`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 個人情報保護担当: keeps the register.
    Officer,
    /// 審議会事務局: runs the sessions and their papers.
    Secretariat,
    /// 立入調査担当: reads everything, changes nothing.
    Auditor,
    /// 担当課: holds data and drafts items.
    Section,
    /// システム管理者: accounts and the trail.
    Admin,
    /// 閲覧者: reads what is public.
    Viewer,
}

impl Role {
    /// All roles, in the order screens list them.
    pub const ALL: [Self; 6] =
        [Self::Officer, Self::Secretariat, Self::Auditor, Self::Section, Self::Admin, Self::Viewer];

    /// The code in the database and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Secretariat => "secretariat",
            Self::Auditor => "auditor",
            Self::Section => "section",
            Self::Admin => "admin",
            Self::Viewer => "viewer",
        }
    }

    /// The Japanese word on screens.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Officer => "個人情報保護担当",
            Self::Secretariat => "審議会事務局",
            Self::Auditor => "立入調査担当",
            Self::Section => "担当課",
            Self::Admin => "システム管理者",
            Self::Viewer => "閲覧者",
        }
    }

    /// The role with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// Something that may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Read programmes, items, parties, clause sets as they are in force.
    ReadRegister,
    /// Read sessions, submissions, proposals and outcomes.
    ReadSubmissions,
    /// Have a submission's paper made and download it.
    RenderPaper,
    /// Change parties, annexes, legal bases, registered businesses, the
    /// dictionary; put programmes away.
    EditRegister,
    /// Read clause sets in, revise, publish and discard their editions.
    EditClauseSets,
    /// Change the ward's bodies, departments and sections, and its own text.
    EditOrganisation,
    /// Add and change items: an officer all, a section its own ([`reach`]).
    EditItems,
    /// Add programmes and draft their outlines: an officer all, a section those
    /// it is in charge of ([`reach`]).
    EditProgrammes,
    /// Change sessions, submissions and outcomes.
    EditSessions,
    /// Bring a bundle in.
    ImportBundle,
    /// Take the register out as a bundle.
    ExportBundle,
    /// Read and verify the audit trail.
    ReadAudit,
    /// See the accounts.
    ReadAccounts,
    /// Add, change and disable accounts.
    ManageAccounts,
}

impl Permission {
    /// All permissions.
    pub const ALL: [Self; 14] = [
        Self::ReadRegister,
        Self::ReadSubmissions,
        Self::RenderPaper,
        Self::EditRegister,
        Self::EditClauseSets,
        Self::EditOrganisation,
        Self::EditItems,
        Self::EditProgrammes,
        Self::EditSessions,
        Self::ImportBundle,
        Self::ExportBundle,
        Self::ReadAudit,
        Self::ReadAccounts,
        Self::ManageAccounts,
    ];
}

/// Whether a role may do something.
pub const fn allows(role: Role, permission: Permission) -> bool {
    use Role::{Admin, Auditor, Officer, Secretariat, Section, Viewer};

    match permission {
        Permission::ReadRegister => true,
        Permission::ReadSubmissions | Permission::RenderPaper => !matches!(role, Viewer),
        Permission::EditRegister | Permission::EditClauseSets | Permission::ImportBundle => {
            matches!(role, Officer)
        }
        // A reorganisation is the officer's business, and who keeps the accounts
        // has to name the sections they belong to.
        Permission::EditOrganisation => matches!(role, Officer | Admin),
        Permission::EditItems | Permission::EditProgrammes => matches!(role, Officer | Section),
        Permission::EditSessions => matches!(role, Officer | Secretariat),
        Permission::ExportBundle => matches!(role, Officer | Auditor),
        Permission::ReadAudit => matches!(role, Officer | Auditor | Admin),
        Permission::ReadAccounts => matches!(role, Auditor | Admin),
        Permission::ManageAccounts => matches!(role, Admin),
    }
}

/// Asks for a permission.
///
/// # Errors
/// `Forbidden` if the actor's role does not have it.
pub fn require(actor: &Actor, permission: Permission) -> Result<()> {
    if actor.is_system() || allows(actor.role, permission) { Ok(()) } else { Err(Error::Forbidden) }
}

/// How far a permission over what sections hold reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Everything.
    All,
    /// What one of these sections holds.
    Sections(Vec<Uuid>),
    /// Nothing.
    Nothing,
}

impl Reach {
    /// Whether what a section holds is within it.
    pub fn holds(&self, section: Uuid) -> bool {
        match self {
            Self::All => true,
            Self::Sections(own) => own.contains(&section),
            Self::Nothing => false,
        }
    }
}

/// What an actor may read or change with a permission: a section's account what
/// its own section holds, everyone else with the permission all.
pub fn reach(actor: &Actor, permission: Permission) -> Reach {
    if require(actor, permission).is_err() {
        Reach::Nothing
    } else if !actor.is_system() && actor.role == Role::Section {
        Reach::Sections(actor.sections.clone())
    } else {
        Reach::All
    }
}

/// Asks for a permission over what a section holds.
///
/// # Errors
/// `Forbidden` if it is not within the actor's reach.
pub fn require_over(actor: &Actor, permission: Permission, section: Uuid) -> Result<()> {
    if reach(actor, permission).holds(section) { Ok(()) } else { Err(Error::Forbidden) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_is_as_agreed() {
        let mut matrix = format!("{:<16}", "");
        for role in Role::ALL {
            matrix += &format!(" {:<11}", role.code());
        }
        for permission in Permission::ALL {
            matrix += &format!("\n{:<16}", format!("{permission:?}"));
            for role in Role::ALL {
                matrix += &format!(" {:<11}", if allows(role, permission) { "yes" } else { "-" });
            }
        }
        let lines: Vec<&str> = matrix.lines().map(str::trim_end).collect();
        assert_eq!(
            lines,
            [
                "                 officer     secretariat auditor     section     admin       viewer",
                "ReadRegister     yes         yes         yes         yes         yes         yes",
                "ReadSubmissions  yes         yes         yes         yes         yes         -",
                "RenderPaper      yes         yes         yes         yes         yes         -",
                "EditRegister     yes         -           -           -           -           -",
                "EditClauseSets   yes         -           -           -           -           -",
                "EditOrganisation yes         -           -           -           yes         -",
                "EditItems        yes         -           -           yes         -           -",
                "EditProgrammes   yes         -           -           yes         -           -",
                "EditSessions     yes         yes         -           -           -           -",
                "ImportBundle     yes         -           -           -           -           -",
                "ExportBundle     yes         -           yes         -           -           -",
                "ReadAudit        yes         -           yes         -           yes         -",
                "ReadAccounts     -           -           yes         -           yes         -",
                "ManageAccounts   -           -           -           -           yes         -",
            ]
        );
    }

    #[test]
    fn an_account_is_held_to_its_role_and_the_operator_is_not() {
        let viewer = Actor {
            account: Some(Uuid::nil()),
            login: "viewer".into(),
            role: Role::Viewer,
            sections: Vec::new(),
        };
        assert!(matches!(require(&viewer, Permission::ImportBundle), Err(Error::Forbidden)));
        assert!(require(&viewer, Permission::ReadRegister).is_ok());
        assert!(require(&Actor::system("bundle import"), Permission::ImportBundle).is_ok());
    }

    #[test]
    fn codes_name_their_roles() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert_eq!(Role::from_code("root"), None);
    }
}
