//! A cache in front of the service must never show one person's page to another, as INPS's own did on 1 April 2020: pages of
//! citizens were kept by a content network that knew addresses and no persons. Here is such a cache, nginx, in front of two
//! instances on one database, told to keep whatever it is not forbidden to keep, and to tell requests apart by their address only.

use crate::wire::API;
use libretto_tests::service::cast::{Famiglia, Lavoratore, Modalita, codice_fiscale};
use libretto_tests::service::{Client, Database, Home, Service, Store};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

/// How often each person asks for each page while the others do.
const ROUNDS: usize = 12;

/// Two instances behind one cache, and two households with a worker each.
struct Stage {
    cache: Cache,
    _instances: [Service; 2],
    home: Home,
    people: Vec<Person>,
}

/// A household, with a token of its own.
struct Person {
    token: String,
    household: String,
}

/// The caching proxy; ended by its process id.
struct Cache {
    child: Child,
    address: String,
    folder: PathBuf,
}

impl Drop for Cache {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Cache {
    fn start(folder: &Path, instances: &[Service; 2]) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|one| one.local_addr()).expect("a free port").port();
        let folder = folder.join("cache");
        fs::create_dir(&folder).expect("a folder");
        let place = folder.display();
        let servers = instances.each_ref().map(|one| format!("server {};", one.address())).concat();
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {place}/{kind};\n"))
            .concat();
        let settings = format!(
            "daemon off; master_process off; pid {place}/pid; error_log {place}/errors warn;\n\
             events {{ worker_connections 512; }}\n\
             http {{ access_log off;\n{temporary}\
             proxy_cache_path {place}/pages keys_zone=pages:1m;\n\
             upstream libretto {{ {servers} }}\n\
             server {{ listen 127.0.0.1:{port}; location / {{\n\
             proxy_pass http://libretto; proxy_cache pages; proxy_cache_key $request_uri; proxy_cache_methods GET HEAD;\n\
             proxy_cache_valid any 10m; proxy_cache_lock on; proxy_cache_revalidate on;\n\
             proxy_cache_use_stale error timeout updating http_500 http_503 http_403 http_404 http_429;\n\
             add_header X-Cache $upstream_cache_status always; }} }} }}\n"
        );
        let file = folder.join("nginx.conf");
        fs::write(&file, settings).expect("a file");
        // Debian keeps it where the path of a user without rights does not lead.
        let start = |program: &str| {
            let mut command = Command::new(program);
            command.arg("-e").arg(folder.join("errors")).arg("-c").arg(&file).stdin(Stdio::null()).spawn()
        };
        let child = start("nginx").or_else(|_| start("/usr/sbin/nginx"));
        let mut child = child.expect("nginx is installed: run the tests through `cargo xtask test`");
        let address = format!("127.0.0.1:{port}");
        while TcpStream::connect(&address).is_err() {
            assert!(child.try_wait().expect("the process").is_none(), "nginx ended");
            thread::yield_now();
        }
        Self { child, address, folder }
    }

    /// One request through the cache, with these lines in its head.
    fn ask(&self, method: &str, path: &str, lines: &str) -> Page {
        let mut stream = TcpStream::connect(&self.address).expect("the cache listens");
        let head = format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{lines}\r\n");
        stream.write_all(head.as_bytes()).expect("a request");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("an answer");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        Page { head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    /// Everything it kept, as text.
    fn kept(&self) -> String {
        let files = fs::read_dir(self.folder.join("pages")).expect("its folder").filter_map(Result::ok);
        files.map(|file| String::from_utf8_lossy(&fs::read(file.path()).expect("a page")).into_owned()).collect()
    }
}

struct Page {
    head: String,
    body: String,
}

impl Page {
    fn status(&self) -> u16 {
        self.head.get(9..12).and_then(|digits| digits.parse().ok()).expect("a status")
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

impl Stage {
    fn set() -> Self {
        let home = Home::new(Store::Postgres(Database::create()));
        home.migrate();
        let instances = [home.start("2026-02-20T09:00"), home.start("2026-02-20T09:00")];
        let pagopa = instances[0].client(&home.role("sistema-pagamenti"));
        let people = (1..=2).map(|number| person(&home, &instances[0], &pagopa, number)).collect();
        let cache = Cache::start(home.folder(), &instances);
        Self { cache, _instances: instances, home, people }
    }
}

/// A household that worked with somebody, so that each of its pages has something to show.
fn person(home: &Home, service: &Service, pagopa: &Client, number: u32) -> Person {
    let famiglia = Famiglia::register(home, service, number);
    let worker = Lavoratore::register(home, service, 100 + number, &Modalita::Domiciliato);
    famiglia.top_up(pagopa, "100.00");
    let work = famiglia.work(&worker, "2026-02-19", (9, 10));
    famiglia.client.post("/prestazioni", &work).expect_status(201);
    let token = home.citizen(&codice_fiscale(number), "Famiglia", "Di Prova");
    Person { token, household: famiglia.id }
}

impl Person {
    fn says(&self) -> String {
        format!("Authorization: Bearer {}\r\n", self.token)
    }
}

/// Pages of a household, by its id.
fn pages(household: &str) -> Vec<String> {
    let own = ["", "/scrivania", "/limiti", "/portafoglio", "/portafoglio/movimenti", "/prestazioni", "/versamenti"];
    own.iter().map(|page| format!("{API}/utilizzatori/{household}{page}")).collect()
}

#[test]
fn two_persons_who_ask_at_once_see_each_their_own_pages_through_a_cache() {
    let stage = Stage::set();
    thread::scope(|scope| {
        for (me, other) in [(0, 1), (1, 0)] {
            let (cache, me, other) = (&stage.cache, &stage.people[me], &stage.people[other]);
            scope.spawn(move || (0..ROUNDS).for_each(|_| look_around(cache, me, other)));
        }
    });
    let kept = stage.cache.kept();
    for person in &stage.people {
        assert!(!kept.contains(&person.household), "a page of a person was kept");
    }
    // Nobody is shown what somebody was shown a moment ago, and somebody is shown it after nobody was refused.
    let profile = format!("{API}/profilo");
    assert_eq!(stage.cache.ask("GET", &profile, "").status(), 401);
    assert_eq!(stage.cache.ask("GET", &profile, &stage.people[0].says()).status(), 200);
    let stranger = stage.home.citizen(&codice_fiscale(9), "Altra", "Persona");
    let strange = stage.cache.ask("GET", &profile, &format!("Authorization: Bearer {stranger}\r\n"));
    assert!(stage.people.iter().all(|person| !strange.body.contains(&person.household)), "{}", strange.body);
}

/// One round: the page that has the same address for everybody, one's own pages, and the other's.
fn look_around(cache: &Cache, me: &Person, other: &Person) {
    let profile = cache.ask("GET", &format!("{API}/profilo"), &me.says());
    assert_eq!(profile.status(), 200);
    assert!(profile.body.contains(&me.household) && !profile.body.contains(&other.household), "{}", profile.body);
    for path in pages(&me.household) {
        let page = cache.ask("GET", &path, &me.says());
        assert_eq!((page.status(), page.header("x-cache")), (200, Some("miss")), "{path}");
        assert_eq!(page.header("cache-control"), Some("no-store"), "{path}");
        assert!(!page.body.contains(&other.household), "{path}: {}", page.body);
    }
    for path in pages(&other.household) {
        let page = cache.ask("GET", &path, &me.says());
        assert_eq!((page.status(), page.header("x-cache")), (404, Some("miss")), "{path}: {}", page.body);
        assert!(page.body.contains("\"codice\":\"non-trovato\""), "{path}");
    }
}

#[test]
fn a_head_and_a_version_of_one_person_say_nothing_to_another() {
    let stage = Stage::set();
    let [me, other] = [&stage.people[0], &stage.people[1]];
    let mine = format!("{API}/utilizzatori/{}", me.household);
    let first = stage.cache.ask("GET", &mine, &me.says());
    let version = first.header("etag").expect("a version").to_owned();
    let same = format!("If-None-Match: {version}\r\n");
    // The cache asks for a page where it is asked for a head, and could keep it.
    for (who, status) in [(me, 200), (other, 404)] {
        let head = stage.cache.ask("HEAD", &mine, &who.says());
        assert_eq!((head.status(), head.body.as_str(), head.header("x-cache")), (status, "", Some("miss")));
    }
    for (path, expected) in
        [(mine, 404), (format!("{API}/utilizzatori/{}", other.household), 200), (format!("{API}/profilo"), 200)]
    {
        let page = stage.cache.ask("GET", &path, &format!("{}{same}", other.says()));
        assert_eq!(page.status(), expected, "{path}: never «not modified» by another's version");
        assert!(!page.body.contains(&format!("\"id\":\"{}", me.household)), "{path}: {}", page.body);
    }
    assert!(!stage.cache.kept().contains(&me.household));
}

#[test]
fn what_is_the_same_for_everybody_is_kept_and_by_its_form() {
    let stage = Stage::set();
    let html = "Accept: text/html\r\n";
    for path in ["/problemi", "/problemi/non-trovato"] {
        for lines in ["", html] {
            let first = stage.cache.ask("GET", path, lines);
            let again = stage.cache.ask("GET", path, lines);
            // Without this the other tests would pass with a cache that keeps nothing.
            assert_eq!((first.status(), again.header("x-cache")), (200, Some("hit")), "{path}");
            assert_eq!(first.body, again.body);
            assert_eq!(again.body.starts_with("<!DOCTYPE html>"), lines == html, "{path}: the other form");
        }
    }
    let told = format!("{}Accept: text/html\r\n", stage.people[0].says());
    assert!(stage.cache.ask("GET", "/problemi", &told).body.starts_with("<!DOCTYPE html>"));
}
