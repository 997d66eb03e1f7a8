//! The council packet as PDF, looked at with outside tools.
