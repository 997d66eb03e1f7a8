//! What kinds and fields of the trail are called on screens.

use domain::{
    clauses::{CaptionPlace, Numbering},
    duty::{DueBase, DutyKind, DutyParty, EvidenceSource, Trigger},
};

/// What a kind of object is called.
pub fn kind(kind: &str) -> Option<&'static str> {
    KINDS.iter().find(|(code, _)| *code == kind).map(|(_, word)| *word)
}

/// The kinds that appear in the trail, in the order screens list them.
pub const KINDS: &[(&str, &str)] = &[
    ("item", "案件"),
    ("programme", "事業"),
    ("registered_business", "登録業務"),
    ("party", "事業者"),
    ("annex", "記録項目の別紙"),
    ("clause_set", "特記事項"),
    ("legal_basis", "根拠"),
    ("dictionary_entry", "情報項目の辞書"),
    ("council_session", "審議会の回"),
    ("submission", "審議会の資料"),
    ("outcome", "議決等"),
    ("ward", "区"),
    ("implementing_body", "実施機関"),
    ("department", "部"),
    ("section", "課"),
    ("attachment", "添付ファイル"),
    ("account", "利用者"),
    ("saved_view", "保存した条件"),
    ("sign_in", "サインイン"),
    ("audit_redaction", "履歴の抹消"),
];

/// Fields by the name they have in the trail, in the order they are told.
const FIELDS: &[(&str, &str)] = &[
    ("fiscal_year", "年度"),
    ("number", "番号"),
    ("document_number", "資料番号"),
    ("title", "件名"),
    ("name", "名称"),
    ("reading", "よみ"),
    ("login", "ログイン名"),
    ("query", "条件"),
    ("external", "職員認証"),
    ("kind", "種別"),
    ("item_kind", "案件の種別"),
    ("row", "行"),
    ("state", "状態"),
    ("result", "結果"),
    ("route", "付議の区分"),
    ("role", "役割"),
    ("variant", "種類"),
    ("programme", "事業"),
    ("programme_name", "事業名"),
    ("parent", "もとの委託"),
    ("origin", "写しのもと"),
    ("body", "実施機関／本文"),
    ("department", "部"),
    ("section", "課"),
    ("holding_section", "保有課"),
    ("registered_business", "登録業務"),
    ("legal_basis", "根拠"),
    ("party", "委託先・相手方"),
    ("party_short_name", "委託先・相手方の略称"),
    ("contractor", "受託者"),
    ("subcontractor", "再受託者"),
    ("ward", "区"),
    ("instrument", "根拠法令"),
    ("article", "条項"),
    ("cover_label", "表紙の表示"),
    ("form_title", "様式の題名"),
    ("form_heading", "様式の見出し"),
    ("form_article", "様式の条項"),
    ("row_labels", "行の見出し"),
    ("label", "見出し記号・表示"),
    ("numbering", "番号の書き方"),
    ("captions", "見出しの位置"),
    ("divisions", "章などの見出し"),
    ("caption", "見出し"),
    ("paragraph", "第１項の番号"),
    ("purpose", "目的"),
    ("subjects", "対象者"),
    ("reason", "理由"),
    ("description", "内容"),
    ("outline", "概要"),
    ("periods", "時期及び期限"),
    ("data_groups", "情報項目"),
    ("direction", "方向"),
    ("print_direction", "方向の見出しを付ける"),
    ("subject", "だれの"),
    ("subject_style", "だれのの書き方"),
    ("people", "人数"),
    ("items", "項目"),
    ("item", "案件"),
    ("entries", "項目"),
    ("sensitive", "要配慮個人情報"),
    ("my_number", "特定個人情報"),
    ("annex", "別紙"),
    ("earlier_decision", "以前の議決等"),
    ("media", "記録媒体"),
    ("protections", "情報保護対策"),
    ("by", "だれの対策"),
    ("numbered", "番号を付ける"),
    ("text", "本文"),
    ("clause_sets", "特記事項"),
    ("edition", "版"),
    ("editions", "版"),
    ("preamble", "前文"),
    ("clauses", "条項"),
    ("references", "参照"),
    ("trailing", "後文"),
    ("duties", "義務"),
    ("dismissed", "義務ではないとした提案"),
    ("words", "もとの言葉"),
    ("debtor", "義務を負う者"),
    ("creditors", "義務の相手"),
    ("survives", "契約終了後も続く"),
    ("trigger", "義務が生じるとき"),
    ("evidence", "証拠"),
    ("source", "証拠を求めるもの"),
    ("due", "期限"),
    ("base", "期限の数え方"),
    ("standard_days", "内規の日数"),
    ("versions", "版"),
    ("version", "版"),
    ("corporate_number", "法人番号"),
    ("address", "所在地"),
    ("contact", "連絡先"),
    ("person", "担当者"),
    ("phone", "電話"),
    ("mail", "メール"),
    ("certifications", "認証"),
    ("expires_on", "有効期限"),
    ("note", "備考"),
    ("council_name", "審議会の名称"),
    ("basis_label", "根拠の見出し"),
    ("document_prefix", "資料番号の前に付く語"),
    ("session", "審議会の回"),
    ("submission", "資料"),
    ("parts", "構成"),
    ("outcome", "議決等"),
    ("change", "変更の種類"),
    ("parties", "委託先・相手方"),
    ("conditions", "条件"),
    ("decided_by", "議決等"),
    ("decided_on", "議決日"),
    ("held_on", "開催日"),
    ("valid_from", "始まりの日"),
    ("valid_to", "終わりの日"),
    ("successor", "引き継ぐ先"),
    ("archived_on", "保管庫に移した日"),
    ("archived_at", "保管庫に移した日時"),
    ("created_at", "登録日時"),
    ("disabled_at", "停止日時"),
    ("totp", "二段階認証"),
    ("demo", "デモ"),
    ("sha256", "SHA-256"),
    ("size", "大きさ"),
    ("media_type", "ファイルの形式"),
    ("from", "接続元"),
    ("failures", "失敗の回数"),
    ("method", "サインインの方法"),
    ("sequence", "履歴の番号"),
    ("position", "位置"),
    ("payload_digest", "内容のダイジェスト"),
];

/// The fields a code may stand in, the code, its word.
const VALUES: &[(&[&str], &str, &str)] = &[
    (KIND, "outsourcing", "業務委託"),
    (KIND, "reoutsourcing", "再委託"),
    (KIND, "linkage", "外部結合"),
    (KIND, "named", "名称のある事業者"),
    (KIND, "class", "名称の定まらない事業者"),
    (KIND, "numbered", "番号"),
    (KIND, "heading", "見出し"),
    (KIND, "paragraph", "本文"),
    (KIND, "bullet", "箇条書き"),
    (KIND, "footnote", "注"),
    (KIND, "text", "本文"),
    (KIND, "clause_sets", "特記事項を付す"),
    (&["state"], "past", "過去"),
    (&["state"], "in_force", "現行"),
    (&["state"], "proposal", "改正案"),
    (&["state"], "draft", "作成中"),
    (&["state"], "published", "公開"),
    (&["state"], "superseded", "旧版"),
    (&["state"], "submitted", "付議済み"),
    (&["route"], "consultation", "諮問"),
    (&["route"], "report", "報告"),
    (&["route"], "internal", "庁内"),
    (&["route"], "none", "付議なし"),
    (&["result"], "approved", "承認"),
    (&["result"], "conditionally_approved", "条件付承認"),
    (&["result"], "acknowledged", "了承"),
    (&["result"], "continued", "継続審議"),
    (&["result"], "withdrawn", "取下げ"),
    (&["direction"], "provided", "提供する"),
    (&["direction"], "collected", "収集させる"),
    (&["direction"], "linked", "結合される"),
    (&["subject_style"], "bullet", "・だれの"),
    (&["subject_style"], "bracket", "【だれの】"),
    (&["by"], "ward", "区が行う対策"),
    (&["by"], "party", "事業者に行わせる対策"),
    (&["role"], "governing", "契約に付す"),
    (&["role"], "flow_down", "再委託契約に付させる"),
    (&["method"], "totp", "パスワードと認証アプリ"),
    (&["method"], "recovery-code", "パスワードと予備コード"),
    (&["method"], "oidc", "職員認証"),
    (&["role"], "officer", "個人情報保護担当"),
    (&["role"], "secretariat", "審議会事務局"),
    (&["role"], "auditor", "立入調査担当"),
    (&["role"], "section", "担当課"),
    (&["role"], "admin", "システム管理者"),
    (&["role"], "viewer", "閲覧者"),
];
const KIND: &[&str] = &["kind", "item_kind"];

/// What a field is called.
pub fn field(name: &str) -> Option<&'static str> {
    FIELDS.iter().find(|(code, _)| *code == name).map(|(_, word)| *word)
}

/// The place of a field among others; unknown ones come last.
pub(super) fn order(name: &str) -> usize {
    FIELDS.iter().position(|(code, _)| *code == name).unwrap_or(FIELDS.len())
}

/// The word of a code in a field.
pub(super) fn value(field: &str, code: &str) -> Option<&'static str> {
    VALUES
        .iter()
        .find(|(fields, known, _)| fields.contains(&field) && *known == code)
        .map(|(_, _, word)| *word)
        .or_else(|| of_a_clause(field, code))
}

fn of_a_clause(field: &str, code: &str) -> Option<&'static str> {
    match field {
        "kind" => DutyKind::from_code(code).map(DutyKind::word),
        "debtor" | "creditors" => DutyParty::from_code(code).map(DutyParty::word),
        "trigger" => Trigger::from_code(code).map(Trigger::word),
        "source" => EvidenceSource::from_code(code).map(EvidenceSource::word),
        "base" => DueBase::from_code(code).map(DueBase::word),
        "numbering" => Numbering::from_code(code).map(Numbering::word),
        "captions" => CaptionPlace::from_code(code).map(CaptionPlace::word),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    fn properties(schema: &Value, names: &mut BTreeSet<String>) {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            names.extend(properties.keys().cloned());
        }
        match schema {
            Value::Object(fields) => fields.values().for_each(|value| properties(value, names)),
            Value::Array(values) => values.iter().for_each(|value| properties(value, names)),
            _ => {}
        }
    }

    #[test]
    fn every_field_of_the_register_has_a_word() {
        let mut names = BTreeSet::new();
        let mut schema = crate::bundle::schema();
        // The lists of a bundle are kinds, not fields.
        schema.as_object_mut().unwrap().remove("properties");
        properties(&schema, &mut names);
        names.remove("id");
        let without: Vec<&String> = names.iter().filter(|name| field(name).is_none()).collect();
        assert!(without.is_empty(), "add these to FIELDS: {without:?}");
    }

    #[test]
    fn nothing_has_two_words() {
        let fields: BTreeSet<&str> = FIELDS.iter().map(|(code, _)| *code).collect();
        assert_eq!(fields.len(), FIELDS.len());
    }
}
