//! Captions inside a clause: above a paragraph or an item.

use super::{
    brackets::whole_caption,
    items::Builder,
    segment::{Role, Segment},
};

impl Builder<'_, '_, '_> {
    /// A caption above the number of a paragraph rather than of a clause.
    pub(super) fn is_caption_of_next(&self, at: usize, segment: &Segment<'_>) -> bool {
        let next = self.segments.get(at + 1).filter(|next| next.first && next.role == Role::Text);
        let numbered = next.and_then(|next| Some((next, next.label.as_ref()?)));
        segment.first
            && segment.label.is_none()
            && whole_caption(segment.text).is_some()
            && numbered
                .is_some_and(|(next, label)| !label.is_alone() && self.place(at + 1, next, label).is_some())
    }

    /// Puts it before the text it stands above.
    pub(super) fn put_caption(&mut self) {
        let current = self.current();
        if let Some(caption) = self.caption.take()
            && let Some(node) = self.nodes.get_mut(current)
        {
            node.text.insert_str(0, &format!("{caption}\u{3000}"));
        }
    }
}
