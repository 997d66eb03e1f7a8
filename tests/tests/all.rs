//! Black-box tests of the product: its pages over HTTP, its command line, its
//! papers, both database engines, and a real browser. One linked binary.

#[cfg(test)]
mod browser;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod data;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod http;
#[cfg(test)]
mod support;
