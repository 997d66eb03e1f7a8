//! Errors as pages with a way on, and as problem bodies for programs. The
//! cause goes to the log under an id; the page shows only the id.

use std::error::Error as _;

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use azukari_core::{Actor, Error};
use domain::Fault;
use http::{HeaderValue, StatusCode, header};

use super::{App, Page};
use crate::{
    components::{ButtonLink, Notice, Tone},
    shell,
};
use leptos::prelude::*;

/// An error as a person or a program gets to see it.
pub(super) struct Failure {
    status: StatusCode,
    code: &'static str,
    title: &'static str,
    message: String,
    advice: &'static str,
    faults: Vec<Fault>,
    id: Option<String>,
}

impl Failure {
    fn new(status: StatusCode, code: &'static str, title: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, title, message: message.into(), advice: "", faults: Vec::new(), id: None }
    }

    fn advice(mut self, advice: &'static str) -> Self {
        self.advice = advice;
        self
    }

    /// Judges an error of the core; what a person cannot mend is logged here.
    pub(super) fn of(app: &App, error: Error) -> Self {
        match error {
            Error::Invalid(faults) => Self {
                faults,
                ..Self::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "invalid",
                    "入力内容に誤りがあります",
                    "次の点を直して、もう一度送信してください。",
                )
            },
            Error::Unauthenticated => Self::new(
                StatusCode::UNAUTHORIZED,
                "unauthenticated",
                "サインインが必要です",
                "この画面を開くには、サインインしてください。",
            ),
            Error::Forbidden => Self::new(
                StatusCode::FORBIDDEN,
                "forbidden",
                "この操作を行う権限がありません",
                "お使いのアカウントの役割では、この画面や操作を利用できません。",
            )
            .advice("必要な場合は、システム管理者に役割の変更を依頼してください。"),
            Error::NotFound(noun) => Self::new(
                StatusCode::NOT_FOUND,
                "not-found",
                "ページが見つかりません",
                format!("{noun}が見つかりません。削除されたか、アドレスが間違っている可能性があります。"),
            )
            .advice("アドレスを確かめるか、ホームからたどり直してください。"),
            Error::Conflict(message) => Self::new(
                StatusCode::CONFLICT,
                "conflict",
                "ほかの人の変更と重なりました",
                message,
            )
            .advice("まだ保存されていません。前の画面に戻り、最新の内容を確かめてから、もう一度保存してください。"),
            Error::TooLarge { limit } => Self::too_large(limit),
            error => Self::internal(app, &error),
        }
    }

    fn too_large(limit: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            "送信されたデータが大きすぎます",
            format!("一度に送信できる大きさは{}までです。何も保存されていません。", size_words(limit)),
        )
        .advice("ブラウザーの「戻る」で、入力した内容に戻れます。ファイルを分けるか、内容を短くして、もう一度送信してください。")
    }

    fn internal(app: &App, error: &Error) -> Self {
        let id = app.ward().clock().new_id().simple().to_string();
        let mut causes = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            causes.push_str(": ");
            causes.push_str(&cause.to_string());
            source = cause.source();
        }
        tracing::error!(error.id = %id, error.causes = %causes, "a request failed");
        Self { id: Some(id), ..Self::broken() }
    }

    fn broken() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "システムの処理に失敗しました",
            "入力の誤りではありません。何も保存されていない可能性があります。",
        )
        .advice(
            "少し待ってから、もう一度お試しください。続く場合は、下の番号をシステム管理者に伝えてください。",
        )
    }

    pub(super) fn timed_out() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "timed-out",
            "処理に時間がかかっています",
            "時間内に処理が終わりませんでした。",
        )
        .advice("混み合っている可能性があります。少し待ってから、もう一度お試しください。")
    }

    pub(super) fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method-not-allowed",
            "この操作はできません",
            "このアドレスでは、求められた操作を行えません。",
        )
    }

    /// As a page, or for the API as a problem body.
    pub(super) fn into_response(self, app: &App, actor: Option<&Actor>, path: &str) -> Response {
        let status = self.status;
        let mut response = if is_api(path) {
            (status, Json(self.problem())).into_response()
        } else {
            shell::render(app, actor, path, self.page(actor.is_some()))
        };
        if status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
        }
        response
    }

    fn problem(&self) -> serde_json::Value {
        serde_json::json!({
            "code": self.code,
            "message": self.message,
            "faults": self.faults,
            "id": self.id,
        })
    }

    fn page(self, signed_in: bool) -> Page {
        let Self { status, title, message, advice, faults, id, .. } = self;
        Page::new(title).kicker(format!("エラー {}", status.as_u16())).status(status).body(move || {
            let faults = (!faults.is_empty()).then(|| {
                let items = faults.into_iter().map(|fault| view! { <li>{fault.message}</li> }).collect_view();
                view! { <ul>{items}</ul> }
            });
            let id = id.map(|id| view! { <p class="support">"お問い合わせ番号："<code>{id}</code></p> });
            let (href, way) = if signed_in {
                ("/", "ホームへ戻る")
            } else {
                ("/sign-in", "サインイン画面へ")
            };
            view! {
                <div class="stack">
                    <Notice title=message tone=Tone::Error>
                        {(!advice.is_empty()).then(|| view! { <p>{advice}</p> })}
                        {faults}
                        {id}
                    </Notice>
                    <p><ButtonLink href>{way}</ButtonLink></p>
                </div>
            }
        })
    }
}

/// A form that another site sent.
pub(super) fn foreign_origin(app: &App, path: &str) -> Response {
    Failure::new(
        StatusCode::FORBIDDEN,
        "foreign-origin",
        "この送信は受け付けられません",
        "別のサイトから送信されたため、安全のために止めました。何も保存されていません。",
    )
    .advice("アズカリの画面を開き直して、そこから操作してください。")
    .into_response(app, None, path)
}

/// A handler panicked; the panic itself is in the log.
pub(super) fn panicked(app: &App) -> Response {
    let id = app.ward().clock().new_id().simple().to_string();
    tracing::error!(error.id = %id, "a handler panicked");
    Failure { id: Some(id), ..Failure::broken() }.into_response(app, None, "")
}

/// Whether programs, not people, use this path.
pub(super) fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

fn size_words(bytes: usize) -> String {
    const MEGA: usize = 1024 * 1024;
    if bytes >= MEGA {
        format!("{}メガバイト", bytes / MEGA)
    } else {
        format!("{}キロバイト", bytes / 1024)
    }
}
