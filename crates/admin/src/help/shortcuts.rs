//! The one list of all keyboard shortcuts. The help shows it, and a test holds the scripts to it.

/// One shortcut, or one key that moves within a part of a screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shortcut {
    /// The keys as people read them: `Ctrl+B`.
    pub(super) keys: &'static str,
    /// What they do.
    pub(super) does: &'static str,
    /// Where they work.
    pub(super) place: Place,
    /// The button that does the same.
    pub(super) instead: &'static str,
}

/// Where a shortcut works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// On every screen.
    Everywhere,
    /// While the caret is in a text of the editor.
    Text,
    /// Anywhere in the editor.
    Editor,
    /// On the toolbar above a text.
    Toolbar,
    /// In the list of commands.
    Commands,
    /// In the field of what is looked for in the texts.
    Find,
    /// On the point of a picture that stays in sight.
    Point,
    /// In a question that opens over the screen.
    Dialog,
}

impl Place {
    const ALL: [Self; 8] = [
        Self::Text,
        Self::Editor,
        Self::Everywhere,
        Self::Commands,
        Self::Toolbar,
        Self::Find,
        Self::Point,
        Self::Dialog,
    ];

    fn heading(self) -> &'static str {
        match self {
            Self::Everywhere => "On every screen",
            Self::Text => "In a text",
            Self::Editor => "Anywhere in the editor",
            Self::Toolbar => "On the toolbar",
            Self::Commands => "In the list of commands",
            Self::Find => "In the field Find",
            Self::Point => "On the point of a picture",
            Self::Dialog => "In a question over the screen",
        }
    }

    /// Whether the setting “Keyboard shortcuts work” turns them off.
    pub(super) fn can_be_off(self) -> bool {
        matches!(self, Self::Everywhere | Self::Text | Self::Editor)
    }
}

const fn shortcut(keys: &'static str, does: &'static str, place: Place, instead: &'static str) -> Shortcut {
    Shortcut { keys, does, place, instead }
}

/// The list.
pub(super) const ALL: [Shortcut; 16] = [
    shortcut("Ctrl+B", "Makes the chosen words bold, or plain again.", Place::Text, "Bold"),
    shortcut("Ctrl+I", "Puts the chosen words in italics, or makes them plain again.", Place::Text, "Italic"),
    shortcut("Ctrl+K", "Asks where a link leads, and puts it in.", Place::Text, "Link"),
    shortcut("Ctrl+S", "Saves the draft.", Place::Editor, "Save draft"),
    shortcut("Ctrl+Enter", "Goes to the button “Publish”. It does not press it.", Place::Editor, "Publish"),
    shortcut("Ctrl+/", "Opens the list of commands.", Place::Everywhere, "Commands"),
    shortcut("Up, Down", "Goes to the choice above or below.", Place::Commands, "Type more letters"),
    shortcut("Page Up, Page Down", "Goes five choices up or down.", Place::Commands, "Type more letters"),
    shortcut("Left, Right, Up, Down", "Moves from button to button.", Place::Toolbar, "–"),
    shortcut("Home, End", "Goes to the first button or the last.", Place::Toolbar, "–"),
    shortcut("Enter", "Goes to the next place.", Place::Find, "Find next"),
    shortcut("Shift+Enter", "Goes to the place before.", Place::Find, "Find previous"),
    shortcut("Left, Right, Up, Down", "Moves the point by 1.", Place::Point, "The two fields of numbers"),
    shortcut(
        "Shift+Left, Shift+Right, Shift+Up, Shift+Down",
        "Moves the point by 10.",
        Place::Point,
        "The two fields of numbers",
    ),
    shortcut("Enter", "Presses the main button.", Place::Dialog, "The first button"),
    shortcut("Escape", "Closes the question. Nothing is changed.", Place::Dialog, "Cancel"),
];

/// The list as Markdown: a section with a table for each place.
pub(super) fn in_markdown() -> String {
    let sections = Place::ALL.map(|place| {
        let rows: Vec<String> = ALL
            .iter()
            .filter(|shortcut| shortcut.place == place)
            .map(|Shortcut { keys, does, instead, .. }| format!("| {keys} | {does} | {instead} |"))
            .collect();
        let off = if place.can_be_off() { "You can [turn these off](#turn-them-off).\n\n" } else { "" };
        format!(
            "## {}\n\n{off}| Keys | What they do | Instead |\n| --- | --- | --- |\n{}",
            place.heading(),
            rows.join("\n")
        )
    });
    sections.join("\n\n")
}
