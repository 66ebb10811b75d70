//! How somebody wants the admin to look and to listen.

use serde::{Deserialize, Serialize};

/// The colours of the admin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Light or dark, as the person's device says.
    #[default]
    System,
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
    /// The strongest contrast; light or dark as the person's device says.
    Contrast,
}

impl Theme {
    /// All of them, in the order of the settings.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];

    /// The name in the database, in forms and in the style sheet: `dark`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    /// What the settings call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::System => "As my device says",
            Self::Light => "Light",
            Self::Dark => "Dark",
            Self::Contrast => "High contrast",
        }
    }

    /// Reads a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text)
    }
}

/// How large the admin's text is, beside what the browser is set to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextSize {
    /// As the browser says.
    #[default]
    Standard,
    /// An eighth larger.
    Large,
    /// A quarter larger.
    Largest,
}

impl TextSize {
    /// All of them, in the order of the settings.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Large, Self::Largest];

    /// The name in the database, in forms and in the style sheet: `large`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Large => "large",
            Self::Largest => "largest",
        }
    }

    /// What the settings call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Standard => "Standard",
            Self::Large => "Large",
            Self::Largest => "Largest",
        }
    }

    /// Reads a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.as_str() == text)
    }
}

/// What a person chose for their own screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Display {
    /// The colours.
    pub theme: Theme,
    /// The size of the text.
    pub text_size: TextSize,
    /// Whether keyboard shortcuts work. Some people's input, speech above all, sets them off by mistake (WCAG 2.2, 2.1.4).
    pub shortcuts: bool,
}

impl Default for Display {
    fn default() -> Self {
        Self { theme: Theme::System, text_size: TextSize::Standard, shortcuts: true }
    }
}
