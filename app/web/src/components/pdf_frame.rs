use leptos::prelude::*;

/// A PDF in the page, with the link for browsers that show none.
#[component]
pub(crate) fn PdfFrame(
    #[prop(into)] href: String,
    /// What the document is; read to who does not see the frame.
    #[prop(into)]
    title: String,
) -> impl IntoView {
    // As wide as the frame, without the viewer's own list of pages.
    let (data, label) = (format!("{href}#navpanes=0&view=FitH"), title.clone());
    view! {
        <div class="pdf">
            <object data=data type="application/pdf" aria-label=label>
                <p class="pdf-fallback">
                    "この画面ではPDFを表示できません。"
                    <a href=href>{format!("{title}を開く（PDF）")}</a>
                </p>
            </object>
        </div>
    }
}
