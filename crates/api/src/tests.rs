//! The wire shapes, word for word, the schemas that they keep to, and the manners of the router over an empty site.

mod schemas;
mod shapes;
mod site;
