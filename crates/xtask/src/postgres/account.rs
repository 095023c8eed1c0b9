//! Whose name the server runs under. PostgreSQL refuses to run as root, and an id without an account cannot start it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::environment::find_program;
use crate::error::{Error, Result, Tried};

/// An account that the server may run under in place of root.
#[derive(Debug, PartialEq, Eq)]
struct Account {
    name: String,
    uid: u32,
    gid: u32,
}

/// The way PostgreSQL's programs are started: as this user, or as another one if this user is root.
pub(crate) struct ServerUser(Option<Account>);

impl ServerUser {
    /// Nobody else unless we are root; then `postgres`, or `nobody` where the package made no account.
    pub(crate) fn choose() -> Result<Self> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self(None));
        }
        let passwd = fs::read_to_string("/etc/passwd").tried(|| "read /etc/passwd".to_owned())?;
        choose_account(&passwd)
            .map(|account| Self(Some(account)))
            .ok_or_else(|| Error::Setup("neither `postgres` nor `nobody` has an account on this machine".to_owned()))
    }

    /// A command that drops root and all its groups first, and whose process dies with ours.
    ///
    /// `setpriv` does what the standard library cannot: the death signal reaches a server whose xtask was killed.
    pub(crate) fn command(&self, program: &Path) -> Result<Command> {
        let setpriv = find_program("setpriv");
        let Some(account) = &self.0 else {
            let Some(setpriv) = setpriv else {
                return Ok(Command::new(program));
            };
            let mut command = Command::new(setpriv);
            command.args(["--pdeathsig", "INT"]).arg(program);
            return Ok(command);
        };
        let setpriv = setpriv.ok_or_else(|| {
            Error::Setup("`setpriv` (package util-linux) is needed to start PostgreSQL as root".into())
        })?;
        let mut command = Command::new(setpriv);
        command.args(["--pdeathsig", "INT", "--init-groups", "--reuid"]).arg(&account.name);
        command.arg("--regid").arg(account.gid.to_string()).arg(program);
        Ok(command)
    }

    /// Gives a folder to the user that the server runs under.
    pub(crate) fn take_over(&self, folder: &Path) -> Result<()> {
        let Some(account) = &self.0 else { return Ok(()) };
        std::os::unix::fs::chown(folder, Some(account.uid), Some(account.gid))
            .tried(|| format!("give {} to {}", folder.display(), account.name))
    }
}

fn choose_account(passwd: &str) -> Option<Account> {
    ["postgres", "nobody"].into_iter().find_map(|name| passwd.lines().find_map(|line| parse_account(line, name)))
}

fn parse_account(line: &str, name: &str) -> Option<Account> {
    let fields = line.split(':').collect::<Vec<_>>();
    let [found, _password, uid, gid, ..] = fields.as_slice() else {
        return None;
    };
    if *found != name {
        return None;
    }
    Some(Account { name: name.to_owned(), uid: uid.parse().ok()?, gid: gid.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &str =
        "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n";

    #[test]
    fn postgres_is_preferred_to_nobody_wherever_it_stands() {
        let passwd = format!("{PASSWD}postgres:x:101:104::/var/lib/postgresql:/bin/bash\n");
        let expected = Account { name: "postgres".to_owned(), uid: 101, gid: 104 };
        assert_eq!(choose_account(&passwd), Some(expected));
    }

    #[test]
    fn nobody_serves_where_no_package_made_an_account() {
        assert_eq!(choose_account(PASSWD).map(|account| account.name).as_deref(), Some("nobody"));
    }

    #[test]
    fn a_broken_line_is_not_an_account() {
        assert_eq!(choose_account("postgres:x:many:104\nnobody\n"), None);
    }
}
