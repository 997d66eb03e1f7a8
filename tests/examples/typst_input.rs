//! Prints what the templates read of a submission, so that the benchmark can
//! have another Typst set the same paper: `typst_input DATA_DIR ID`.

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;

use azukari_core::{Options, Ward, clock::Clock, config::Config, council::paper, store::DatabaseUrl};
use domain::{Fault, council::SubmissionRef};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let data_dir = PathBuf::from(arguments.next().ok_or("no data directory")?);
    let wanted = arguments.next().ok_or("no submission")?;
    let wanted: SubmissionRef = wanted.parse().map_err(|fault: Fault| fault.to_string())?;
    let options = Options {
        database: DatabaseUrl::sqlite(data_dir.join("azukari.db")),
        data_dir,
        config: Config::load(None, |_| None, None)?,
        clock: Clock::system(),
    };
    let ward = Box::pin(Ward::open(options)).await?;
    let packet = paper::packet(&ward, wanted).await?;
    std::io::stdout().write_all(&templates::typst_input(&packet)?)?;
    Ok(())
}
