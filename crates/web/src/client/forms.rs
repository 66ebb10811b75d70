//! The forms of a page with their fields, as they stand before anyone types.

use super::html::{Piece, Tag, pieces};

/// A form as the page shows it.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    pub(super) action: Option<String>,
    pub(super) is_post: bool,
    pub(super) enctype: Option<String>,
    pub(super) controls: Vec<Control>,
    id: Option<String>,
}

/// A field or button in the order of the page.
#[derive(Clone, Debug)]
pub(super) struct Control {
    pub(super) name: String,
    pub(super) disabled: bool,
    pub(super) kind: Kind,
}

/// What a field is and holds.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// One line of text, or a hidden value.
    Line {
        value: String,
        hidden: bool,
    },
    Text {
        value: String,
    },
    Choice {
        value: String,
        checked: bool,
        radio: bool,
    },
    Select {
        options: Vec<Choice>,
        multiple: bool,
    },
    Button {
        value: String,
        text: String,
        action: Option<String>,
        is_post: Option<bool>,
    },
}

/// An option of a select.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    pub(super) value: Option<String>,
    pub(super) text: String,
    pub(super) selected: bool,
    pub(super) disabled: bool,
}

impl Choice {
    pub(super) fn value(&self) -> String {
        self.value.clone().unwrap_or_else(|| one_line(&self.text))
    }
}

/// Text as people read it: white space at the ends dropped, within collapsed.
pub(super) fn one_line(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// All forms of the page; a field belongs to the form around it or to the one that its attribute `form` names.
pub(super) fn parse(page: &str) -> Vec<Form> {
    let mut reader = Reader::default();
    for piece in pieces(page) {
        match piece {
            Piece::Start(tag) => reader.start(&tag),
            Piece::End(name) => reader.end(&name),
            Piece::Text(text) => reader.text(&text),
        }
    }
    for (id, control) in reader.elsewhere {
        if let Some(form) = reader.forms.iter_mut().find(|form| form.id.as_ref() == Some(&id)) {
            form.controls.push(control);
        }
    }
    reader.forms
}

#[derive(Default)]
struct Reader {
    forms: Vec<Form>,
    inside: bool,
    /// Fields which name their form by its id.
    elsewhere: Vec<(String, Control)>,
    /// For each fieldset around: whether it is disabled.
    fieldsets: Vec<bool>,
    /// The element whose text is being read, with the form it names.
    open: Option<(Control, Option<String>)>,
}

impl Reader {
    fn start(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "form" if !self.inside => {
                self.inside = true;
                self.forms.push(Form {
                    action: tag.attribute("action").map(str::to_owned),
                    is_post: is_post(tag.attribute("method")),
                    enctype: tag.attribute("enctype").map(str::to_owned),
                    controls: Vec::new(),
                    id: tag.attribute("id").map(str::to_owned),
                });
            }
            "fieldset" => self.fieldsets.push(tag.has("disabled")),
            "input" => {
                let control = self.control(tag, input(tag));
                self.add(control, tag.attribute("form"));
            }
            "textarea" => self.open(tag, Kind::Text { value: String::new() }),
            "select" => self.open(tag, Kind::Select { options: Vec::new(), multiple: tag.has("multiple") }),
            "option" => {
                if let Some((Control { kind: Kind::Select { options, .. }, .. }, _)) = &mut self.open {
                    let value = tag.attribute("value").map(str::to_owned);
                    options.push(Choice {
                        value,
                        text: String::new(),
                        selected: tag.has("selected"),
                        disabled: tag.has("disabled"),
                    });
                }
            }
            "button" => {
                // A button which does not send the form is of no use here, but its text must not leak into others.
                let sends =
                    !matches!(tag.attribute("type").map(str::to_ascii_lowercase).as_deref(), Some("button" | "reset"));
                if sends {
                    self.open(tag, button(tag, String::new()));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "form" => self.inside = false,
            "fieldset" => {
                self.fieldsets.pop();
            }
            "textarea" | "select" | "button" => {
                if let Some((control, form)) = self.open.take() {
                    self.add(control, form.as_deref());
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.open.as_mut().map(|(control, _)| &mut control.kind) {
            // A line end right after the start tag is not part of the text.
            Some(Kind::Text { value }) => value.push_str(text.strip_prefix('\n').unwrap_or(text)),
            Some(Kind::Select { options, .. }) => {
                if let Some(option) = options.last_mut() {
                    option.text.push_str(text);
                }
            }
            Some(Kind::Button { text: known, .. }) => known.push_str(text),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag, kind: Kind) {
        self.open = Some((self.control(tag, kind), tag.attribute("form").map(str::to_owned)));
    }

    fn control(&self, tag: &Tag, kind: Kind) -> Control {
        let disabled = tag.has("disabled") || self.fieldsets.contains(&true);
        Control { name: tag.attribute("name").unwrap_or_default().to_owned(), disabled, kind }
    }

    fn add(&mut self, control: Control, form: Option<&str>) {
        if let Some(id) = form {
            self.elsewhere.push((id.to_owned(), control));
        } else if self.inside
            && let Some(form) = self.forms.last_mut()
        {
            form.controls.push(control);
        }
    }
}

fn is_post(method: Option<&str>) -> bool {
    method.is_some_and(|method| method.eq_ignore_ascii_case("post"))
}

fn button(tag: &Tag, text: String) -> Kind {
    Kind::Button {
        value: tag.attribute("value").unwrap_or_default().to_owned(),
        text,
        action: tag.attribute("formaction").map(str::to_owned),
        is_post: tag.has("formmethod").then(|| is_post(tag.attribute("formmethod"))),
    }
}

/// An input as browsers clean its value: a line of text has no line ends, an address or e-mail no white space around it.
fn input(tag: &Tag) -> Kind {
    let kind = tag.attribute("type").unwrap_or("text").to_ascii_lowercase();
    let value = tag.attribute("value");
    let text = value.unwrap_or_default().to_owned();
    match kind.as_str() {
        "checkbox" | "radio" => Kind::Choice {
            value: value.unwrap_or("on").to_owned(),
            checked: tag.has("checked"),
            radio: kind == "radio",
        },
        "submit" | "image" => button(tag, if text.is_empty() { "Submit".to_owned() } else { text }),
        "hidden" => Kind::Line { value: text, hidden: true },
        "email" | "url" => Kind::Line { value: text.replace('\n', "").trim_ascii().to_owned(), hidden: false },
        _ => Kind::Line { value: text.replace(['\n', '\r'], ""), hidden: false },
    }
}
