//! Legal bases: which article a kind of business rests on, and what follows
//! from it for the paper. No article stands in code.

use chrono::NaiveDate;

use crate::{
    Id,
    item::{FormRow, ItemKind},
    organisation::holds_on,
    record::{coded, record},
};

record! {
    /// How a business goes before the council.
    pub enum Route {
        /// 諮問: the council is asked.
        Consultation,
        /// 報告: the council is told.
        Report,
        /// Handled inside the ward.
        Internal,
        /// Not put forward.
        None,
    }
}

coded!(Route {
    Consultation = "consultation", "諮問";
    Report = "report", "報告";
    Internal = "internal", "庁内";
    None = "none", "付議なし";
});

record! {
    /// The ward's own wording of one row of a form.
    pub struct RowLabel {
        /// The row.
        pub row: FormRow,
        /// Its label as the ward prints it.
        pub label: String,
    }
}

record! {
    /// 根拠: an article under which items of a kind are put forward.
    pub struct LegalBasis {
        /// Identity.
        pub id: Id<LegalBasis>,
        /// The ordinance or act.
        pub instrument: String,
        /// As printed on the cover: 第14条第1項.
        pub article: String,
        /// What the cover prints after the article in parentheses. Two bases
        /// with the same article and label share one cover line.
        pub cover_label: String,
        /// The first line of the form: 別紙（業務委託）.
        pub form_title: String,
        /// What the form's ◇ line says.
        pub form_heading: String,
        /// The article as the ◇ line prints it in parentheses; none if empty.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub form_article: String,
        /// The kind of item it is for.
        pub item_kind: ItemKind,
        /// How such an item goes before the council.
        pub route: Route,
        /// First day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub valid_from: Option<NaiveDate>,
        /// Last day, when it was repealed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub valid_to: Option<NaiveDate>,
        /// The article that took its place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub successor: Option<Id<LegalBasis>>,
        /// Since when it is out of use: entered by mistake, never to be picked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub archived_on: Option<NaiveDate>,
        /// Rows that the ward words in its own way.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub row_labels: Vec<RowLabel>,
    }
}

impl LegalBasis {
    /// The line on the cover: ◇第14条第1項（業務委託）.
    pub fn cover_line(&self) -> String {
        format!("◇{}（{}）", self.article, self.cover_label)
    }

    /// The line under the form's title: ◇…（第14条第1項）・・・報告事項.
    pub fn form_line(&self) -> String {
        let article = match self.form_article.as_str() {
            "" => String::new(),
            article => format!("（{article}）"),
        };
        match self.route {
            Route::Consultation | Route::Report => {
                format!("◇{}{article}・・・{}事項", self.form_heading, self.route.word())
            }
            Route::Internal | Route::None => format!("◇{}{article}", self.form_heading),
        }
    }

    /// The label of a row of this basis' form.
    pub fn row_label(&self, row: FormRow) -> &str {
        self.row_labels
            .iter()
            .find(|own| own.row == row)
            .map_or_else(|| row.label(self.item_kind), |own| own.label.as_str())
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        holds_on(self.valid_from, self.valid_to, day)
    }
}
