//! Where to go after signing in: a path of ours and nothing else.

/// The path if it is one of ours, the start page otherwise. Addresses that a
/// browser would read as another host (`//host`, `/\host`) are not ours.
pub(super) fn local(path: &str) -> &str {
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\r', '\n', '\t'])
        && path.bytes().all(|byte| byte.is_ascii_graphic());
    let loops = path == super::SIGN_IN || path.starts_with("/sign-in?") || path.starts_with("/sign-out");
    if ours && !loops { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_our_own_pages_are_gone_back_to() {
        for path in ["/items", "/items?q=%E5%A7%94&page=2", "/"] {
            assert_eq!(local(path), path);
        }
        for path in [
            "https://elsewhere.example",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "/a\r\nSet-Cookie: x",
            "/\t/elsewhere.example",
            "javascript:alert(1)",
            "/sign-in?next=/",
            "/sign-out",
            "",
        ] {
            assert_eq!(local(path), "/", "{path}");
        }
    }
}
