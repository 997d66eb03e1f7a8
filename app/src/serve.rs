//! `azukari serve`.

use std::{net::SocketAddr, time::Duration};

use azukari_core::{
    Actor, Ward,
    account::demo,
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
    ward::options,
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
    let options = options(place, arguments.listen.as_deref())?;
    let listen = options.config.listen;
    let ward = Box::pin(Ward::open(options)).await?;
    if arguments.demo {
        prepare_demo(&ward).await?;
    }
    let failed =
        |source| Failure::File { context: format!("{listen} で待ち受けられません。"), source };
    let listener = TcpListener::bind(listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    print_line(&format!("http://{address}"))?;
    let cleaning = tokio::spawn(clean_up_hourly(ward.clone()));
    let service = web::router(ward.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service).with_graceful_shutdown(told_to_stop()).await;
    cleaning.abort();
    ward.store().clone().close().await?;
    served.map_err(failed)
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
