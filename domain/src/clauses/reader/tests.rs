mod outline;
mod properties;
mod sets;
mod speed;

use super::read;

/// Texts of our own, in the manner of sixteen wards, with what they hold.
#[test]
fn every_ward_s_manner_is_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/clauses/reader/tests/wards");
    let mut texts: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    texts.sort();
    assert!(texts.len() >= 16);
    for path in texts {
        let outline = outline::outline(&read(&std::fs::read_to_string(&path).unwrap()));
        let expected = path.with_extension("outline");
        if std::env::var_os("AZUKARI_UPDATE_OUTLINES").is_some() {
            std::fs::write(&expected, &outline).unwrap();
        }
        assert_eq!(outline, std::fs::read_to_string(&expected).unwrap(), "{}", path.display());
    }
}
