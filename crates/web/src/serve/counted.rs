//! How many connections each address holds.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// Counts connections by address.
#[derive(Clone, Debug)]
pub(super) struct PerAddress {
    most: usize,
    proxies: Vec<IpAddr>,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A counted connection; dropping it gives the place back.
#[derive(Debug)]
pub(super) struct Counted {
    address: Option<IpAddr>,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl PerAddress {
    pub(super) fn new(most: usize, proxies: Vec<IpAddr>) -> Self {
        Self { most, proxies, held: Arc::default() }
    }

    /// Counts one more connection from this address, or none if it holds as many as it may.
    pub(super) fn enter(&self, address: IpAddr) -> Option<Counted> {
        let address = address.to_canonical();
        if self.proxies.contains(&address) {
            return Some(Counted { address: None, held: Arc::clone(&self.held) });
        }
        let network = network(address);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(network).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Counted { address: Some(network), held: Arc::clone(&self.held) })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let Some(address) = self.address else { return };
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut entry) = held.entry(address) {
            *entry.get_mut() -= 1;
            if *entry.get() == 0 {
                entry.remove();
            }
        }
    }
}

/// One household or office is one IPv4 address or one /64 of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_no_more_than_its_share() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let addresses = PerAddress::new(2, vec![proxy]);
        let enter = |address: &str| addresses.enter(address.parse().unwrap());
        let first = enter("2001:db8::1").unwrap();
        let _second = enter("2001:db8::2").unwrap();
        assert!(enter("2001:db8::3").is_none(), "one /64 is one address");
        let _neighbour = enter("2001:db8:0:1::1").unwrap();
        drop(first);
        let _third = enter("2001:db8::3").unwrap();
        let _mapped = (enter("192.0.2.7").unwrap(), enter("::ffff:192.0.2.7").unwrap());
        assert!(enter("192.0.2.7").is_none());
        let proxied: Vec<_> = (0..9).map(|_| addresses.enter(proxy).unwrap()).collect();
        assert_eq!(proxied.len(), 9);
    }

    #[test]
    fn nothing_is_remembered_of_those_who_left() {
        let addresses = PerAddress::new(2, Vec::new());
        drop(addresses.enter("192.0.2.7".parse().unwrap()));
        assert!(addresses.held.lock().unwrap().is_empty());
    }
}
