//! The wire shapes, word for word, and the manners of the router over an empty site.

mod shapes;
mod site;
