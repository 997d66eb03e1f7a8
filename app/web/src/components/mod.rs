//! The building blocks of every page. Classes are in `style/`; states are data
//! attributes, and each state is also said in words.

mod actions;
mod check_box;
mod date_input;
mod description;
mod edit_frame;
mod error_summary;
mod field;
mod file_input;
mod filters;
mod form_frame;
mod hits;
mod key_paging;
mod notice;
mod op_button;
mod pagination;
mod pdf_frame;
mod select;
mod surfaces;
mod table;
mod tag;
mod text_area;
mod text_input;

pub(crate) use actions::{Button, ButtonKind, ButtonLink};
pub(crate) use check_box::{CheckBox, TICKED};
pub(crate) use date_input::DateInput;
pub(crate) use description::{Description, DescriptionRow};
pub(crate) use edit_frame::EditFrame;
pub(crate) use error_summary::ErrorSummary;
pub(crate) use field::Need;
pub(crate) use file_input::FileInput;
pub(crate) use filters::{FilterPanel, FilterTag, FilterTags};
pub(crate) use form_frame::{FormActions, FormFrame};
pub(crate) use hits::{Excerpt, Hits};
pub(crate) use key_paging::{KeyPages, KeyPaging};
pub(crate) use notice::{Notice, Tone};
pub(crate) use op_button::OpButton;
pub(crate) use pagination::{Pagination, Paging};
pub(crate) use pdf_frame::PdfFrame;
pub(crate) use select::{Select, SelectOption, or_all};
pub(crate) use surfaces::{Card, Empty, SectionHead};
pub(crate) use table::{SortHead, Sorting, TableFrame};
pub(crate) use tag::Tag;
pub(crate) use text_area::TextArea;
pub(crate) use text_input::TextInput;
