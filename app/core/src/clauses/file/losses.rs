//! What a Word document holds and its text does not, in words.

/// Stands where a symbol was that is a picture of its font.
pub(super) const SYMBOL: &str = "〓";

/// How often each was met.
#[derive(Debug, Default)]
pub(super) struct Losses {
    notes: usize,
    comments: usize,
    readings: usize,
    pictures: usize,
    symbols: usize,
    boxes: usize,
    changes: bool,
    pub(super) tables: usize,
}

impl Losses {
    /// An element that is read, or left out whole.
    pub(super) fn met(&mut self, name: &str) {
        match name {
            "footnoteReference" | "endnoteReference" => self.notes += 1,
            "commentReference" => self.comments += 1,
            "rt" => self.readings += 1,
            "blip" | "imagedata" | "OLEObject" | "chart" => self.pictures += 1,
            "sym" => self.symbols += 1,
            "txbxContent" => self.boxes += 1,
            "ins" | "del" | "moveFrom" => self.changes = true,
            _ => {}
        }
    }

    /// A sentence for each kind.
    pub(super) fn told(&self) -> Vec<String> {
        let counted = [
            (self.notes, "脚注と文末脚注", "は読みません。要るものは、条文に書いてください。"),
            (self.comments, "コメント", "は読みません。"),
            (self.readings, "ふりがな", "は読みません。"),
            (self.pictures, "図や埋め込まれたもの", "は読みません。"),
            (self.symbols, "特別な字体の記号", "は読めません。「〓」で示しているので、直してください。"),
            (self.tables, "表", "は、1行を1行の文にして読みました。並びを確かめてください。"),
            (
                self.boxes,
                "テキストボックス",
                "の文は、置かれた段落の前に入れました。位置を確かめてください。",
            ),
        ];
        let counted = counted
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, what, becomes)| format!("{what}（{count}か所）{becomes}"));
        let changes =
            self.changes.then(|| "変更履歴があります。すべての変更を反映した文章を読みました。".to_owned());
        std::iter::once("ヘッダーとフッターは読みません。".to_owned()).chain(counted).chain(changes).collect()
    }
}
