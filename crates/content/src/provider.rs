use serde::{Deserialize, Serialize};

/// The regions of England as the Office for National Statistics names them, from north to south.
pub const REGIONS: [&str; 9] = [
    "North East",
    "North West",
    "Yorkshire and the Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "London",
    "South East",
    "South West",
];

/// What a provider has beside its name (the title), summary and body. Every text may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderDetails {
    /// Where it trains people, each one of [`REGIONS`].
    pub regions: Vec<String>,
    /// Its web address.
    pub website: String,
    /// Whom to ask.
    pub contact: String,
    /// Its e-mail address.
    pub email: String,
    /// Its phone number.
    pub phone: String,
    /// The extension behind that number.
    pub extension: String,
    /// The number for calls from abroad.
    pub international_phone: String,
    /// What it trains people to teach.
    pub subjects: Vec<String>,
    /// The routes it offers, such as "Assessment Only".
    pub routes: Vec<String>,
    /// Whether it is accredited.
    pub accredited: bool,
    /// Its code in the national list.
    pub code: String,
}
