//! A small HTTP/1.1 client for servers this program started on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Asks one server; each request opens its own connection.
#[derive(Clone)]
pub(crate) struct Client {
    port: u16,
    headers: Vec<(String, String)>,
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    /// The bytes as sent: compressed, if the request allowed it.
    pub(crate) body: Vec<u8>,
}

impl Client {
    pub(crate) fn new(port: u16) -> Self {
        Self { port, headers: Vec::new() }
    }

    /// The same client with one header more in each request.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut client = self.clone();
        client.headers.push((name.to_owned(), value.to_owned()));
        client
    }

    /// Where the server is, as a browser would name it.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn get(&self, path: &str) -> Result<Answer> {
        self.send("GET", path, "")
    }

    /// Posts a form, already encoded, as a browser does from the same origin.
    pub(crate) fn post_form(&self, path: &str, form: &str) -> Result<Answer> {
        self.with("Content-Type", "application/x-www-form-urlencoded")
            .with("Origin", &self.origin())
            .with("Sec-Fetch-Site", "same-origin")
            .send("POST", path, form)
    }

    fn send(&self, method: &str, path: &str, body: &str) -> Result<Answer> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        stream.set_nodelay(true)?;
        let mut head =
            format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n", self.port);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        stream.write_all(head.as_bytes())?;
        Answer::read(BufReader::new(stream)).with_context(|| format!("the answer to {method} {path}"))
    }
}

impl Answer {
    fn read(mut stream: impl BufRead) -> Result<Self> {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).context("an answer without a status")?.trim().parse()?;
        let mut answer = Self { status, headers: Vec::new(), body: Vec::new() };
        loop {
            line.clear();
            if stream.read_line(&mut line)? == 0 {
                bail!("an answer cut short");
            }
            let Some((name, value)) = line.split_once(':') else { break };
            answer.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        // Some servers keep the connection open all the same: the end is told
        // by the headers, and only without any by the connection.
        if answer.header("transfer-encoding") == Some("chunked") {
            answer.body = read_chunks(&mut stream)?;
        } else if let Some(length) = answer.header("content-length") {
            answer.body = vec![0; length.parse()?];
            stream.read_exact(&mut answer.body)?;
        } else {
            stream.read_to_end(&mut answer.body)?;
        }
        Ok(answer)
    }

    /// The first header of that name, given in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The session cookie it sets, as a request sends it back.
    pub(crate) fn cookies(&self) -> String {
        let pairs = self.all("set-cookie").filter_map(|cookie| cookie.split(';').next());
        pairs.collect::<Vec<_>>().join("; ")
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub(crate) fn text(&self) -> Result<&str> {
        Ok(std::str::from_utf8(&self.body)?)
    }
}

/// Undoes the chunked transfer encoding.
fn read_chunks(stream: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let digits = line.split(';').next().unwrap_or_default();
        let length = u64::from_str_radix(digits.trim(), 16).context("a chunk without a length")?;
        if length == 0 {
            return Ok(body);
        }
        let read = stream.take(length).read_to_end(&mut body)?;
        if u64::try_from(read)? < length {
            bail!("a chunk cut short");
        }
        // The line end after the chunk.
        stream.read_line(&mut String::new())?;
    }
}

/// Encodes one value of a form.
pub(crate) fn form_value(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._*".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_in_chunks_is_put_together() {
        let sent =
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nregi\r\n4;x=y\r\nster\r\n0\r\n\r\n";
        let answer = Answer::read(&sent[..]).unwrap();
        assert_eq!((answer.status, answer.text().unwrap()), (200, "register"));
    }

    #[test]
    fn an_answer_cut_short_is_an_error() {
        assert!(
            Answer::read(&b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nregi"[..]).is_err()
        );
        assert!(Answer::read(&b"HTTP/1.1 200 OK\r\n"[..]).is_err());
    }

    #[test]
    fn an_answer_of_a_length_ends_there() {
        let sent = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1";
        assert_eq!(Answer::read(&sent[..]).unwrap().body, b"ok");
    }

    #[test]
    fn cookies_go_back_without_their_attributes() {
        let sent =
            b"HTTP/1.1 303 See Other\r\nSet-Cookie: id=a1; HttpOnly; Path=/\r\nset-cookie: b=2\r\n\r\n";
        assert_eq!(Answer::read(&sent[..]).unwrap().cookies(), "id=a1; b=2");
    }

    #[test]
    fn a_form_value_survives_any_character() {
        assert_eq!(form_value("a b&預"), "a%20b%26%E9%A0%90");
    }
}
