//! app/web
