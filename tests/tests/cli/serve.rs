//! The server, started and stopped as an operator does.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, Command},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use crate::support::cli::{Ended, Office};

/// A running `azukari serve --demo`.
pub(super) struct Demo {
    child: Child,
    pub(super) address: String,
    /// Login and password of each account, as printed.
    pub(super) accounts: Vec<(String, String)>,
}

impl Demo {
    pub(super) fn start(office: &Office) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut child = office.start(&["serve", "--demo", "--listen", &format!("127.0.0.1:{port}")]);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (mut accounts, mut said) = (Vec::new(), String::new());
        for line in lines.by_ref().map_while(Result::ok) {
            if let Some(address) = line.strip_prefix("http://") {
                return Self { child, address: address.to_owned(), accounts };
            }
            said.push_str(&line);
            let (login, password) = line.split_once(' ').unwrap();
            accounts.push((login.to_owned(), password.to_owned()));
        }
        panic!("the server does not start: {said} {}", Ended::of(child).stderr);
    }

    /// One request; the whole answer as text.
    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }

    pub(super) fn sign_in(&self, login: &str, password: &str) -> String {
        let request = post(&self.address, "/sign-in", "", &format!("login={login}&password={password}"));
        self.ask(&request)
    }

    /// Asks it to stop, as service managers do.
    pub(super) fn stop(mut self) {
        assert!(Command::new("kill").arg(self.child.id().to_string()).status().unwrap().success());
        let asked = Instant::now();
        while asked.elapsed() < Duration::from_secs(20) {
            if let Some(status) = self.child.try_wait().unwrap() {
                assert!(status.success(), "{status}");
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.child.kill().unwrap();
        panic!("the server does not stop");
    }
}

/// A form as a browser sends it.
fn post(address: &str, path: &str, cookie: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nConnection: close\r\n\
         Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// A header of an answer; empty when it has none.
pub(super) fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    let head = answer.split("\r\n\r\n").next().unwrap();
    let line = head.lines().find(|line| line.to_lowercase().starts_with(&format!("{name}: ")));
    line.map(|line| line[name.len() + 2..].trim()).unwrap_or_default()
}

#[test]
fn the_demonstration_prints_an_account_for_each_role_and_lets_them_in() {
    let office = Office::empty();
    let demo = Demo::start(&office);
    let logins: Vec<&str> = demo.accounts.iter().map(|(login, _)| login.as_str()).collect();
    assert_eq!(logins, ["officer", "secretariat", "auditor", "section", "admin", "viewer"]);
    assert!(demo.get("/healthz").contains("\"status\":\"ok\""));
    for (login, password) in &demo.accounts {
        let answer = demo.sign_in(login, password);
        assert!(answer.starts_with("HTTP/1.1 303"), "{login}: {answer}");
        assert!(answer.to_lowercase().contains("set-cookie: azukari="), "{login}: {answer}");
    }
    let first = demo.accounts.clone();
    demo.stop();

    // At each start other passwords, and the old ones are worth nothing.
    let demo = Demo::start(&office);
    for ((login, password), (again, other)) in first.iter().zip(&demo.accounts) {
        assert_eq!(login, again);
        assert_ne!(password, other);
    }
    let (login, password) = &first[0];
    assert!(demo.sign_in(login, password).starts_with("HTTP/1.1 422"));
    demo.stop();
    assert_eq!(office.audit()["ok"], true);
}

/// Adds sessions one after the other until the server is gone; the ids of
/// those it said were recorded.
pub(super) fn record_sessions(address: &str, cookie: &str, recorded: &AtomicUsize) -> Vec<String> {
    let mut ids = Vec::new();
    for (year, number) in (1950..1990).flat_map(|year| (1..100).map(move |number| (year, number))) {
        let body = format!("fiscal_year={year}&number={number}&held_on=");
        let Ok(mut stream) = TcpStream::connect(address) else { break };
        let mut answer = String::new();
        let sent = stream.write_all(post(address, "/sessions/new", cookie, &body).as_bytes());
        if sent.and_then(|()| stream.read_to_string(&mut answer)).is_err() || answer.is_empty() {
            break;
        }
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
        ids.push(header(&answer, "location").rsplit('/').next().unwrap().to_owned());
        recorded.fetch_add(1, Ordering::Relaxed);
    }
    ids
}

#[test]
fn what_was_acknowledged_is_there_after_the_server_was_killed_while_writing() {
    let office = Office::empty();
    let mut demo = Demo::start(&office);
    let (login, password) = demo.accounts[0].clone();
    let answer = demo.sign_in(&login, &password);
    let cookie = header(&answer, "set-cookie").split(';').next().unwrap().to_owned();
    let (address, recorded) = (demo.address.clone(), AtomicUsize::new(0));
    let ids = std::thread::scope(|scope| {
        let writer = scope.spawn(|| record_sessions(&address, &cookie, &recorded));
        while recorded.load(Ordering::Relaxed) < 30 && !writer.is_finished() {
            std::thread::sleep(Duration::from_millis(1));
        }
        // SIGKILL: nothing is finished, flushed or closed.
        demo.child.kill().unwrap();
        demo.child.wait().unwrap();
        writer.join().unwrap()
    });
    assert!(ids.len() >= 30, "only {} were recorded", ids.len());
    let register = String::from_utf8(office.export()).unwrap();
    let lost: Vec<&String> = ids.iter().filter(|id| !register.contains(id.as_str())).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    assert_eq!(office.audit()["ok"], true);
}

#[test]
fn the_demonstration_is_refused_on_somebodys_register() {
    let office = Office::with_sample();
    let register = office.export();
    let refused = office.run(&["serve", "--demo", "--listen", "127.0.0.1:1"]).refused();
    assert!(refused.stderr.contains("demo-refused"), "{}", refused.stderr);
    assert!(office.export() == register);
}
