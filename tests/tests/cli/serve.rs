//! The server, started and stopped as an operator does.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, Command},
    time::{Duration, Instant},
};

use crate::support::cli::{Ended, Office};

/// A running `azukari serve --demo`.
struct Demo {
    child: Child,
    address: String,
    /// Login and password of each account, as printed.
    accounts: Vec<(String, String)>,
}

impl Demo {
    fn start(office: &Office) -> Self {
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

    fn sign_in(&self, login: &str, password: &str) -> String {
        let body = format!("login={login}&password={password}");
        self.ask(&format!(
            "POST /sign-in HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {1}\r\n\r\n{body}",
            self.address,
            body.len()
        ))
    }

    /// Asks it to stop, as service managers do.
    fn stop(mut self) {
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

#[test]
fn the_demonstration_is_refused_on_somebodys_register() {
    let office = Office::with_sample();
    let register = office.export();
    let refused = office.run(&["serve", "--demo", "--listen", "127.0.0.1:1"]).refused();
    assert!(refused.stderr.contains("demo-refused"), "{}", refused.stderr);
    assert!(office.export() == register);
}
