//! `azukari serve`.

use std::{net::SocketAddr, time::Duration};

use azukari_core::{
    Actor, Ward,
    account::{demo, setup},
    bundle::{self, Mode},
    housekeeping,
};
use clap::Args;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use crate::{
    cli::Place,
    output::{Failure, Result, print_line},
    ward::{close, options},
};

/// How often what is due is forgotten.
const HOUR: Duration = Duration::from_secs(60 * 60);

/// How to serve.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// 待ち受けるアドレス（127.0.0.1:8080）
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// 見本区を空のデータベースに入れ、役割ごとの利用者を作る
    #[arg(long)]
    demo: bool,
}

/// Serves until it is told to stop; requests under way are finished.
pub(crate) async fn run(place: &Place, arguments: Arguments) -> Result {
    let (any, listen) = any_port(arguments.listen).await?;
    let options = options(place, listen.as_deref())?;
    let listen = options.config.listen;
    let ward = Box::pin(Ward::open(options)).await?;
    if arguments.demo {
        prepare_demo(&ward).await?;
    }
    let listener = match any {
        Some(listener) => listener,
        None => {
            TcpListener::bind(listen).await.map_err(|source| cannot_listen(&listen.to_string(), source))?
        }
    };
    let failed = |source| cannot_listen(&listen.to_string(), source);
    print_line(&format!("http://{}", listener.local_addr().map_err(failed)?))?;
    if setup::needed(&ward).await? {
        // Whoever reads this has the server: nobody else on the network has.
        let page = format!("{}/setup", ward.config().base_url.origin());
        print_line(&format!(
            "利用者がまだいません。{page} を開き、設定番号 {} を入力してください。",
            setup::token(&ward)?
        ))?;
    }
    let cleaning = tokio::spawn(clean_up_hourly(ward.clone()));
    let service = web::router(ward.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(told_to_stop()).await;
    cleaning.abort();
    close(ward).await?;
    served.map_err(failed)
}

/// Port 0 asks for any free port. It must be known before the ward is opened,
/// whose origin check goes by the address people use.
async fn any_port(listen: Option<String>) -> Result<(Option<TcpListener>, Option<String>)> {
    let asked = listen.as_deref().and_then(|text| text.parse::<SocketAddr>().ok());
    let Some(asked) = asked.filter(|address| address.port() == 0) else {
        return Ok((None, listen));
    };
    let failed = |source| cannot_listen(&asked.to_string(), source);
    let listener = TcpListener::bind(asked).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((Some(listener), Some(address.to_string())))
}

fn cannot_listen(address: &str, source: std::io::Error) -> Failure {
    Failure::File { context: format!("{address} で待ち受けられません。"), source }
}

async fn prepare_demo(ward: &Ward) -> Result {
    let sample = bundle::parse(bundle::SAMPLE)?;
    let accounts = Box::pin(demo::prepare(ward, async |actor: &Actor| {
        bundle::import(ward, actor, sample, Mode::Write).await.map(drop)
    }))
    .await?;
    for (login, password) in accounts {
        print_line(&format!("{login} {}", password.reveal()))?;
    }
    Ok(())
}

async fn clean_up_hourly(ward: Ward) {
    let mut hours = tokio::time::interval(HOUR);
    loop {
        hours.tick().await;
        match housekeeping::clean_up(&ward).await {
            Ok(forgotten) => tracing::info!(?forgotten, "forgot what was due"),
            Err(error) => tracing::error!(error = %error, "could not forget what was due"),
        }
    }
}

/// Waits for Ctrl-C or the signal by which service managers stop a program.
async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        drop(interrupted.await);
        return;
    };
    tokio::select! {
        _ = interrupted => {}
        _ = terminated.recv() => {}
    }
}
