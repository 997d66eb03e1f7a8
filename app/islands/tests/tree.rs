//! What the browser bundle is made of.

use std::process::Command;

const SERVER: [&str; 10] =
    ["axum", "azukari-core", "entity", "hyper", "leptos_axum", "sea-orm", "sqlx", "tokio", "typst", "web"];

#[test]
fn nothing_of_the_server_reaches_the_browser() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package", "islands", "--features", "hydrate", "--edges", "normal"])
        .args(["--target", "wasm32-unknown-unknown", "--prefix", "none", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(names.contains(&"domain") && names.contains(&"leptos"), "{tree}");
    for server in SERVER {
        assert!(!names.contains(&server), "{server} is in the bundle:\n{tree}");
    }
}
