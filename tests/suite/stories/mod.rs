//! People on the sample site.

mod accounts;
mod addresses;
mod api;
mod bad_input;
mod bytes;
mod caching;
mod creating;
mod cross_site;
mod events;
mod foot;
mod headers;
mod keeping;
mod killing;
mod known_devices;
mod leaks;
mod moving;
mod publishing;
mod rights;
mod seed_page;
mod sessions;
mod set_up;
mod signing_in;
mod stale;
mod taking_down;
mod tree;
mod writers;
