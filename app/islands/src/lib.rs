//! app/islands
