use std::{fmt, str::FromStr};

use super::Submission;
use crate::{Fault, Id};

/// How a person or a program names a submission: `2017-5-35` (fiscal year,
/// session, document number) or its UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubmissionRef {
    /// By its place in the council's year.
    Number {
        /// The year the fiscal year begins in.
        fiscal_year: i32,
        /// 第N回.
        session: u32,
        /// 資料N.
        document: u32,
    },
    /// By its id.
    Id(Id<Submission>),
}

impl FromStr for SubmissionRef {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        if let Ok(id) = text.parse() {
            return Ok(Self::Id(id));
        }
        let mut parts = text.split('-');
        let number = (|| {
            let fiscal_year = parts.next()?.parse().ok()?;
            let session = parts.next()?.parse().ok()?;
            let document = parts.next()?.parse().ok()?;
            parts.next().is_none().then_some(Self::Number { fiscal_year, session, document })
        })();
        number.ok_or_else(|| {
            Fault::whole(
                "submission-ref",
                format!("「{text}」は資料の指定として読めません。「年度-回-資料番号」（例 2026-1-3）又は UUID で指定してください。"),
            )
        })
    }
}

impl fmt::Display for SubmissionRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number { fiscal_year, session, document } => {
                write!(f, "{fiscal_year}-{session}-{document}")
            }
            Self::Id(id) => write!(f, "{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_submission_is_named_by_number_or_id() {
        let number = SubmissionRef::Number { fiscal_year: 2026, session: 1, document: 3 };
        assert_eq!("2026-1-3".parse(), Ok(number));
        assert_eq!(number.to_string(), "2026-1-3");
        let id = "018f0000-0000-7000-8000-000000000001";
        assert_eq!(id.parse::<SubmissionRef>().map(|r| r.to_string()), Ok(id.to_owned()));
        for wrong in ["", "2026", "2026-1", "2026-1-3-4", "令和8-1-3", "2026-1-x"] {
            assert_eq!(wrong.parse::<SubmissionRef>().map_err(|fault| fault.code), Err("submission-ref"));
        }
    }
}
