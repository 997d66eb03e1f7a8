//! `azukari migrate`.

use azukari_core::Ward;

use crate::{
    cli::Place,
    output::{Result, print_line},
    ward::{close, options},
};

/// Brings the schema up to date.
pub(crate) async fn run(place: &Place) -> Result {
    let ward = Box::pin(Ward::open_as_is(options(place, None)?)).await?;
    ward.store().migrate().await?;
    close(ward).await?;
    print_line("データベースの形式は最新です。")
}
