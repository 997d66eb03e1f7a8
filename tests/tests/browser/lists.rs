//! A list out of a spreadsheet, the way a clerk takes it in.

use std::path::{Path, PathBuf};

use azukari_core::policy::Role;

use super::{
    axe::{Findings, axe},
    session::{JavaScript, Window, in_browser},
};

const FAULTY: &str = "会社,法人番号\n見本運輸株式会社,7000012050003\n";
const SOUND: &str = "会社,法人番号,認証\n見本運輸株式会社,7000012050002,ISO27001\n見本印刷組合,,\n";

fn write(folder: &Path, name: &str, content: &str) -> PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, content).unwrap();
    file
}

/// Chooses a list of parties and sends it.
async fn send(window: &Window, file: &Path) {
    window.open_page("/imports").await;
    window.find("select[name=kind] option[value=parties]").await.click().await.unwrap();
    window.find("input[name=list]").await.send_keys(file.to_str().unwrap()).await.unwrap();
    press(window, "form[action='/imports/lists'] button[type=submit]").await;
    window.wait_for("the columns", async || window.heading().await == "列の対応の確認").await;
}

async fn press(window: &Window, button: &str) {
    window.find(button).await.click().await.unwrap();
}

/// Chooses what the first column is and goes on to what the file would do.
async fn check(window: &Window, heading: &str) {
    press(window, "select[name=column-0-0] option[value=name]").await;
    press(window, "form[action$='/check'] button[type=submit]").await;
    window.wait_for(heading, async || window.heading().await == heading).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_comes_in_with_javascript_off() {
    in_browser("a list with JavaScript off", JavaScript::Off, async |_, window| {
        let folder = tempfile::tempdir().unwrap();
        window.sign_in(Role::Officer).await;
        send(window, &write(folder.path(), "一覧.csv", FAULTY)).await;
        check(window, "取り込めない行があります").await;
        assert!(window.find("main").await.text().await.unwrap().contains("2行目 B列（法人番号）"));
        send(window, &write(folder.path(), "直した一覧.csv", SOUND)).await;
        check(window, "取込内容の確認").await;
        window.driver.refresh().await.unwrap();
        assert!(window.find("main").await.text().await.unwrap().contains("見本印刷組合"));
        press(window, "form[action$='/run'] button[type=submit]").await;
        window.wait_for("the end", async || window.heading().await == "取り込みました").await;
        // Back and pressed once more: it has been taken in, once.
        window.driver.back().await.unwrap();
        assert!(window.find("main").await.text().await.unwrap().contains("2件を取り込みました"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_core_finds_nothing_on_the_steps_of_a_list() {
    let Some(axe) = axe() else { return };
    in_browser("axe-core on the steps of a list", JavaScript::On, async |_, window| {
        let (folder, mut findings) = (tempfile::tempdir().unwrap(), Findings::default());
        window.sign_in(Role::Officer).await;
        send(window, &write(folder.path(), "一覧.csv", FAULTY)).await;
        for width in [1280, 320] {
            window.size(width, 900).await;
            findings.look(window, &axe, "the columns").await;
        }
        check(window, "取り込めない行があります").await;
        findings.look(window, &axe, "the faults").await;
        send(window, &write(folder.path(), "直した一覧.csv", SOUND)).await;
        check(window, "取込内容の確認").await;
        findings.look(window, &axe, "the differences").await;
        window.size(1280, 900).await;
        press(window, "form[action$='/run'] button[type=submit]").await;
        window.wait_for("the end", async || window.heading().await == "取り込みました").await;
        findings.look(window, &axe, "the end").await;
        assert!(findings.violations.is_empty(), "{}", findings.violations.join("\n"));
    })
    .await;
}
