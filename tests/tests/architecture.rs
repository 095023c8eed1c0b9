//! The shape of the workspace, read from cargo itself: which crates there are, who may depend on whom, what the core may
//! use, and what may be linked at all. A change of the shape begins with a change of this file, and with an ADR.
#![expect(clippy::expect_used, reason = "a test may panic: what is missing here is the defect it looks for")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{CargoOpt, DependencyKind, Metadata, MetadataCommand, Package, PackageId};

/// Each crate with the crates of the workspace it depends on, for whatever purpose. Adapters know the core and nothing
/// else of ours; the binary alone sees everybody. The tests read the API's catalogue of problems to write it down.
const ARROWS: &[(&str, &[&str])] = &[
    ("libretto-core", &[]),
    ("libretto-postgres", &["libretto-core"]),
    ("libretto-embedded", &["libretto-core"]),
    ("libretto-gateways", &["libretto-core"]),
    ("libretto-api", &["libretto-core"]),
    ("libretto", &["libretto-api", "libretto-core", "libretto-embedded", "libretto-gateways", "libretto-postgres"]),
    ("libretto-tests", &["libretto-api", "libretto-core", "libretto-embedded", "libretto-postgres"]),
    ("xtask", &[]),
];

/// Everything the core may use. None of it does IO; serde comes without any format.
const CORE_DEPENDENCIES: &[&str] =
    &["async-trait", "chrono", "chrono-tz", "rust_decimal", "serde", "thiserror", "uuid"];

/// What the image is built for. Named, because without it cargo would ask for the crates of every platform.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

#[test]
fn the_crates_and_the_arrows_between_them_are_the_agreed_ones() {
    let metadata = workspace();
    let members = metadata.workspace_packages();
    let names = members.iter().map(|package| package.name.as_str()).collect::<BTreeSet<_>>();
    let found = members
        .iter()
        .map(|package| {
            let dependencies = package.dependencies.iter().map(|dependency| dependency.name.as_str());
            (package.name.as_str(), dependencies.filter(|name| names.contains(name)).collect::<BTreeSet<_>>())
        })
        .collect::<BTreeMap<_, _>>();
    let agreed = ARROWS
        .iter()
        .map(|(name, arrows)| (*name, arrows.iter().copied().collect::<BTreeSet<_>>()))
        .collect::<BTreeMap<_, _>>();
    assert_eq!(found, agreed);
}

#[test]
fn the_core_uses_the_closed_list_and_nothing_else() {
    let metadata = workspace();
    let core = member(&metadata, "libretto-core");
    let shipped = core.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development);
    let found = shipped.map(|dependency| dependency.name.as_str()).collect::<BTreeSet<_>>();
    assert_eq!(found, CORE_DEPENDENCIES.iter().copied().collect());
}

#[test]
fn no_format_and_no_runtime_reaches_the_core_by_a_detour() {
    // Asked of cargo for the core alone: in the graph of the whole workspace another crate's features would show.
    let tree = Command::new("cargo")
        .args(["tree", "--locked", "-p", "libretto-core", "-e", "normal", "--prefix", "none", "--format", "{p}"])
        .args(["--target", PLATFORM])
        .current_dir(root())
        .output()
        .expect("cargo tree runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8_lossy(&tree.stdout);
    let linked = tree.lines().filter_map(|line| line.split(' ').next()).collect::<BTreeSet<_>>();
    assert!(CORE_DEPENDENCIES.iter().all(|name| linked.contains(name)), "not the tree of the core: {linked:?}");
    for unwanted in ["serde_json", "toml", "tokio", "actix-web", "diesel", "rusqlite", "tracing", "rand"] {
        assert!(!linked.contains(unwanted), "{unwanted} is linked into the core");
    }
}

#[test]
fn nothing_banned_is_in_the_graph() {
    let banned = Rules::read().banned;
    assert!(["openssl-sys", "native-tls", "pq-sys"].iter().all(|name| banned.contains(*name)), "{banned:?}");
    let metadata = graph();
    let found = metadata.packages.iter().map(|package| package.name.as_str()).filter(|name| banned.contains(*name));
    assert_eq!(found.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn everything_linked_is_under_a_permissive_licence() {
    let rules = Rules::read();
    let metadata = graph();
    let linked = linked_into(&metadata, "libretto");
    assert!(linked.len() > ARROWS.len(), "the graph of the binary is empty");
    let refused = linked.iter().filter(|package| !rules.accepts(package));
    let refused = refused.map(|package| format!("{}: {:?}", package.name, package.license)).collect::<Vec<_>>();
    assert_eq!(refused, [""; 0]);
}

#[test]
fn everything_comes_from_the_default_registry() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("the lock file is readable");
    let sources = lock.lines().filter_map(|line| line.strip_prefix("source = ")).collect::<BTreeSet<_>>();
    assert_eq!(sources, BTreeSet::from(["\"registry+https://github.com/rust-lang/crates.io-index\""]));
}

#[test]
fn the_licence_rule_refuses_what_binds_the_whole() {
    let rules = Rules::read();
    for refused in ["GPL-3.0-only", "AGPL-3.0-or-later", "LGPL-2.1", "MIT AND GPL-2.0-only", "", "no licence"] {
        assert!(!rules.accepts_licence("a", refused), "{refused}");
    }
    for accepted in ["MIT", "MIT/Apache-2.0", "GPL-2.0-only OR MIT", "(MIT OR Apache-2.0) AND Unicode-3.0"] {
        assert!(rules.accepts_licence("a", accepted), "{accepted}");
    }
}

/// The licences and bans of `deny.toml`: one list for this test and for `cargo deny`.
struct Rules {
    licences: BTreeSet<String>,
    exceptions: BTreeMap<String, BTreeSet<String>>,
    banned: BTreeSet<String>,
}

impl Rules {
    fn read() -> Self {
        let text = fs::read_to_string(root().join("deny.toml")).expect("deny.toml is readable");
        let table = text.parse::<toml::Table>().expect("deny.toml is TOML");
        let exceptions = entries(&table["licenses"]["exceptions"]);
        Self {
            licences: words(&table["licenses"]["allow"]),
            exceptions: exceptions.map(|entry| (word(&entry["crate"]), words(&entry["allow"]))).collect(),
            banned: entries(&table["bans"]["deny"]).map(|entry| word(&entry["crate"])).collect(),
        }
    }

    fn accepts(&self, package: &Package) -> bool {
        package.license.as_deref().is_some_and(|licence| self.accepts_licence(&package.name, licence))
    }

    /// Whether the terms can be met with accepted licences alone; an unreadable expression cannot.
    fn accepts_licence(&self, package: &str, licence: &str) -> bool {
        let Ok(expression) = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX) else {
            return false;
        };
        let excepted = self.exceptions.get(package);
        expression.evaluate(|required| {
            let Some(id) = required.license.id() else { return false };
            self.licences.contains(id.name) || excepted.is_some_and(|names| names.contains(id.name))
        })
    }
}

fn entries(value: &toml::Value) -> impl Iterator<Item = &toml::Value> {
    value.as_array().expect("a list in deny.toml").iter()
}

fn word(value: &toml::Value) -> String {
    value.as_str().expect("a string in deny.toml").to_owned()
}

fn words(value: &toml::Value) -> BTreeSet<String> {
    entries(value).map(word).collect()
}

/// All packages reached from one member by dependencies that end up in its binary, itself included.
fn linked_into<'metadata>(metadata: &'metadata Metadata, name: &str) -> Vec<&'metadata Package> {
    let resolve = metadata.resolve.as_ref().expect("cargo resolved the graph");
    let nodes = resolve.nodes.iter().map(|node| (&node.id, node)).collect::<BTreeMap<_, _>>();
    let mut reached = BTreeSet::<&PackageId>::new();
    let mut open = vec![&member(metadata, name).id];
    while let Some(id) = open.pop() {
        if !reached.insert(id) {
            continue;
        }
        let links = nodes[id].deps.iter();
        let linked = links.filter(|link| link.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal));
        open.extend(linked.map(|link| &link.pkg));
    }
    metadata.packages.iter().filter(|package| reached.contains(&package.id)).collect()
}

fn member<'metadata>(metadata: &'metadata Metadata, name: &str) -> &'metadata Package {
    let members = metadata.workspace_packages();
    members.into_iter().find(|package| package.name.as_str() == name).expect("a member of the workspace")
}

/// The members as their manifests describe them.
fn workspace() -> Metadata {
    MetadataCommand::new().current_dir(root()).no_deps().exec().expect("cargo metadata runs")
}

/// The whole graph as the lock file resolves it, with every feature on.
fn graph() -> Metadata {
    MetadataCommand::new()
        .current_dir(root())
        .features(CargoOpt::AllFeatures)
        .other_options(["--locked", "--filter-platform", PLATFORM].map(str::to_owned).to_vec())
        .exec()
        .expect("cargo metadata runs")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the member lies in the repository").to_owned()
}
