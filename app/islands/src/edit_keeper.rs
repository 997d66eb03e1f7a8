//! What watches over a form while a person types: drafts, a session that ends,
//! and lists that change in place.
#![expect(missing_docs, reason = "the island macro makes a struct without any")]

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{HtmlButtonElement, HtmlElement, HtmlFormElement, SubmitEvent};

use crate::{
    page::{self, Answer},
    paste,
};

/// Where drafts go.
const DRAFTS: &str = "/drafts";
/// The button that only keeps a draft.
const DRAFT_BUTTON: &str = "save-draft";
/// The buttons that change a list.
const LIST_BUTTON: &str = "op";
/// How long after the last key a draft is kept.
const REST: Duration = Duration::from_secs(3);
/// How soon a draft that could not be kept is tried again.
const AGAIN: Duration = Duration::from_secs(10);

const HELD: &str =
    "前の下書きがあるため、自動では保存しません。「下書き保存」を押すと、いまの内容に置き換わります。";
const FAILED: &str = "下書きを保存できませんでした。入力した内容はこの画面に残っています。";
const NOT_DONE: &str = "操作できませんでした。入力した内容はこの画面に残っています。もう一度お試しください。";

/// Wraps a form that the server rendered. It reads the fields and never sets
/// one: the text stays the person's.
#[island]
pub fn EditKeeper(
    /// The address under which drafts are kept.
    page: String,
    /// An older draft waits: it is not overwritten unasked.
    waiting: bool,
    /// What stands in the form is kept nowhere yet.
    unsaved: bool,
    /// The form.
    children: Children,
) -> impl IntoView {
    let keeper = Keeper::new(page, waiting);
    Effect::new(move |_| keeper.wake(unsaved));
    view! {
        <div
            class="edit-keeper"
            data-awake=move || keeper.awake.get().then_some("true")
            node_ref=keeper.frame
            on:input=move |event| {
                paste::preview(&event);
                keeper.typed();
            }
            on:paste=move |event| {
                if paste::take_rows(&event) {
                    keeper.typed();
                }
            }
            on:change=move |_| keeper.typed()
            on:submit=move |event| keeper.submitted(&event)
        >
            {children()}
            <div class="edit-status" role="status" aria-live="polite">
                <p hidden=move || keeper.said.read().is_empty()>{move || keeper.said.get()}</p>
                {move || keeper.ended.get().then(signed_out)}
            </div>
        </div>
    }
}

fn signed_out() -> impl IntoView {
    view! {
        <p>
            "サインインの期限が切れました。入力した内容はこの画面に残っています。"
            <a href="/sign-in" target="_blank">"新しいタブでサインインする"</a>
            "と、この画面から続けて保存できます。"
        </p>
    }
}

#[derive(Clone, Copy)]
struct Keeper {
    frame: NodeRef<leptos::html::Div>,
    page: StoredValue<String>,
    said: RwSignal<String>,
    ended: RwSignal<bool>,
    /// The browser runs it: it listens.
    awake: RwSignal<bool>,
    /// Something was typed that no draft holds yet.
    dirty: StoredValue<bool>,
    /// An older draft waits.
    waiting: StoredValue<bool>,
    /// The form is on its way: it needs no draft any more.
    leaving: StoredValue<bool>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Keeper {
    fn new(page: String, waiting: bool) -> Self {
        Self {
            frame: NodeRef::new(),
            page: StoredValue::new(page),
            said: RwSignal::new(String::new()),
            ended: RwSignal::new(false),
            awake: RwSignal::new(false),
            dirty: StoredValue::new(false),
            waiting: StoredValue::new(waiting),
            leaving: StoredValue::new(false),
            timer: StoredValue::new(None),
        }
    }

    fn form(self) -> Option<HtmlFormElement> {
        self.frame.get_untracked()?.query_selector("form").ok()??.dyn_into().ok()
    }

    fn wake(self, unsaved: bool) {
        self.awake.set(true);
        if unsaved {
            self.typed();
        }
        let _ = window_event_listener(leptos::ev::pagehide, move |_| self.left());
        // Come back to whole, as it was left.
        let _ = window_event_listener(leptos::ev::pageshow, move |_| self.leaving.set_value(false));
        if page::came_back() {
            self.look_for_draft();
        }
    }

    fn typed(self) {
        self.dirty.set_value(true);
        if self.waiting.get_value() {
            self.said.set(HELD.to_owned());
        } else {
            self.soon(REST);
        }
    }

    fn soon(self, rest: Duration) {
        if let Some(timer) = self.timer.get_value() {
            timer.clear();
        }
        self.timer.set_value(set_timeout_with_handle(move || self.keep(), rest).ok());
    }

    fn submitted(self, event: &SubmitEvent) {
        let button = event.submitter().and_then(|it| it.dyn_into::<HtmlButtonElement>().ok());
        match button {
            Some(button) if button.name() == DRAFT_BUTTON => {
                event.prevent_default();
                self.waiting.set_value(false);
                self.dirty.set_value(true);
                self.keep();
            }
            // What is put in place of a list would hold no living islands.
            Some(button) if button.name() == LIST_BUTTON && !self.holds_islands() => {
                event.prevent_default();
                self.change_list(button);
            }
            _ => self.leaving.set_value(true),
        }
    }

    /// Keeps a draft of what stands in the form now.
    fn keep(self) {
        if !self.dirty.get_value() || self.leaving.get_value() {
            return;
        }
        let Some(fields) = self.form().as_ref().and_then(page::fields) else { return };
        self.dirty.set_value(false);
        spawn_local(async move {
            match page::post(DRAFTS, &fields).await {
                Some(Answer { status: 200, text }) => {
                    // {"at":"12:34"}
                    let at = text.split('"').nth(3).unwrap_or_default();
                    self.ended.set(false);
                    self.said.set(format!("下書きを保存しました（{at}）"));
                }
                answer => self.failed(answer.as_ref(), FAILED),
            }
        });
    }

    fn failed(self, answer: Option<&Answer>, words: &str) {
        let ended = answer.is_some_and(|answer| answer.status == 401);
        self.ended.set(ended);
        self.said.set(if ended { String::new() } else { words.to_owned() });
        self.dirty.set_value(true);
        self.soon(AGAIN);
    }

    /// The page is left without saving.
    fn left(self) {
        if self.dirty.get_value()
            && !self.leaving.get_value()
            && !self.waiting.get_value()
            && let Some(fields) = self.form().as_ref().and_then(page::fields)
        {
            page::send_leaving(DRAFTS, &fields);
        }
    }

    /// Back here from another page: the browser may show the page as it first
    /// came. If a draft was kept since, it says so only when asked again.
    fn look_for_draft(self) {
        let address = self.page.get_value();
        spawn_local(async move {
            if page::get(&address).await.is_some_and(|text| text.contains("data-draft=\"waiting\"")) {
                let _ = window().location().replace(&address);
            }
        });
    }

    fn holds_islands(self) -> bool {
        self.form()
            .is_some_and(|form| form.query_selector("leptos-island").is_ok_and(|found| found.is_some()))
    }

    /// Has the server change a list, and puts what comes back in the place of
    /// the form. Nothing is typed meanwhile, so nothing can be lost.
    fn change_list(self, button: HtmlButtonElement) {
        let Some(form) = self.form() else { return };
        let Some(fields) = page::fields(&form) else { return };
        fields.append(&button.name(), &button.value());
        // The browser would put back rows that moved since by their old place.
        let _ = form.set_attribute("autocomplete", "off");
        let _ = form.set_attribute("inert", "");
        let address = form.get_attribute("action").unwrap_or_default();
        spawn_local(async move {
            let answer = page::post(&address, &fields).await;
            let _ = form.remove_attribute("inert");
            let changed = answer.as_ref().and_then(|answer| page::form_in(&answer.text, &form.id()));
            match changed {
                Some(changed) => self.show(&form, &changed),
                None => {
                    self.failed(answer.as_ref(), NOT_DONE);
                    let _ = button.focus();
                }
            }
        });
    }

    fn show(self, form: &HtmlFormElement, changed: &web_sys::Element) {
        // A browser focuses by itself only once a page, and says so each time.
        if let Ok(Some(next)) = changed.query_selector("[autofocus]") {
            let _ = next.remove_attribute("autofocus");
            let _ = next.set_attribute("data-focus", "");
        }
        form.set_inner_html(&changed.inner_html());
        let find = |selector: &str| form.query_selector(selector).ok().flatten();
        if let Some(next) = find("[data-focus]").and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
            let _ = next.focus();
        }
        self.ended.set(false);
        self.typed();
        self.said.set(find("[data-announce]").and_then(|said| said.text_content()).unwrap_or_default());
    }
}
