//! A form in the hands of a person.

use super::forms::{Choice, Control, Form, Kind, one_line};
use super::{Answer, Client};

/// A form with what is typed into it so far.
#[derive(Clone, Debug)]
pub struct FilledForm {
    client: Client,
    page: String,
    action: String,
    form: Form,
}

impl FilledForm {
    pub(super) fn new(client: Client, page: &str, form: Form) -> Self {
        let action = resolve(page, form.action.as_deref().unwrap_or_default());
        Self { client, page: page.to_owned(), action, form }
    }

    /// The path that the form is sent to, unless a button says otherwise.
    pub fn action(&self) -> &str {
        &self.action
    }

    /// What would be sent now without a button: names and values in order.
    pub fn fields(&self) -> Vec<(String, String)> {
        self.form
            .controls
            .iter()
            .filter(|control| !control.disabled && !control.name.is_empty())
            .flat_map(sent)
            .collect()
    }

    /// The first value that would be sent under this name.
    pub fn value(&self, name: &str) -> Option<String> {
        self.fields().into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// All values that would be sent under this name.
    pub fn values(&self, name: &str) -> Vec<String> {
        self.fields().into_iter().filter(|(known, _)| known == name).map(|(_, value)| value).collect()
    }

    /// The texts of the buttons that send the form.
    pub fn buttons(&self) -> Vec<String> {
        let text = |control: &Control| match &control.kind {
            Kind::Button { text, .. } if !control.disabled => Some(one_line(text)),
            _ => None,
        };
        self.form.controls.iter().filter_map(text).collect()
    }

    /// Types into the first field of this name, picks the radio button of this value, or chooses the option of this value.
    #[must_use]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.set_nth(name, 0, value);
        self
    }

    /// Types into one of several fields of one name, counted from 0.
    #[must_use]
    pub fn set_at(mut self, name: &str, at: usize, value: &str) -> Self {
        self.set_nth(name, at, value);
        self
    }

    /// Ticks the box of this name and value (`on` if the page gives none).
    #[must_use]
    pub fn check(mut self, name: &str, value: &str) -> Self {
        *self.tick(name, value) = true;
        self
    }

    /// Unticks the box of this name and value.
    #[must_use]
    pub fn uncheck(mut self, name: &str, value: &str) -> Self {
        *self.tick(name, value) = false;
        self
    }

    /// Chooses exactly these options of a select with `multiple`.
    #[must_use]
    pub fn select(mut self, name: &str, values: &[&str]) -> Self {
        let page = self.page.clone();
        let select = self.form.controls.iter_mut().find_map(|control| match &mut control.kind {
            Kind::Select { options, .. } if control.name == name => Some(options),
            _ => None,
        });
        let options = select.unwrap_or_else(|| panic!("{page} has no select {name:?}"));
        for value in values {
            assert!(
                options.iter().any(|option| option.value() == *value),
                "{page} has no option {value:?} in {name:?}"
            );
        }
        for option in options {
            option.selected = values.contains(&option.value().as_str());
        }
        self
    }

    /// Presses the button with this text and waits for the answer. Redirects are not followed.
    pub async fn press(&self, button_text: &str) -> Answer {
        let buttons = self.form.controls.iter().filter(|control| !control.disabled);
        let pressed = buttons.filter_map(|control| match &control.kind {
            Kind::Button { value, text, action, is_post } if one_line(text) == button_text => {
                Some((&control.name, value, action, is_post))
            }
            _ => None,
        });
        let Some((name, value, action, is_post)) = pressed.into_iter().next() else {
            panic!("{} has no button {button_text:?}, only {:?}", self.page, self.buttons());
        };
        assert!(
            self.form
                .enctype
                .as_deref()
                .is_none_or(|kind| kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")),
            "{}: this browser sends no {:?}",
            self.page,
            self.form.enctype
        );
        let fields = self.with_button(name, value, button_text);
        let target = action
            .as_deref()
            .filter(|action| !action.is_empty())
            .map_or_else(|| self.action.clone(), |action| resolve(&self.page, action));
        if is_post.unwrap_or(self.form.is_post) {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            self.client.post_form(&target, &fields).await
        } else {
            let path = target.split('?').next().unwrap_or_default();
            self.client.get(&format!("{path}?{}", crate::form::encode(&fields))).await
        }
    }

    /// Chooses files in the field of this name and presses the only button of a form that brings files. A file is what it is called and its bytes;
    /// of none the browser sends an empty one without a name, as browsers do.
    pub async fn send_files(&self, field: &str, files: &[(&str, &[u8])]) -> Answer {
        let brings = self.form.enctype.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("multipart/form-data"));
        assert!(brings && self.form.is_post, "{}: the form brings no files", self.page);
        let known = self.form.controls.iter().any(|control| control.name == field);
        assert!(known, "{} has no field {field:?}", self.page);
        let fields = self.fields();
        let fields = fields.iter().filter(|(name, _)| name != field);
        let fields: Vec<(&str, &str)> = fields.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let none: &[(&str, &[u8])] = &[("", b"")];
        let files = if files.is_empty() { none } else { files };
        let files: Vec<(&str, &str, &[u8])> = files.iter().map(|(name, bytes)| (field, *name, *bytes)).collect();
        self.client.post_files(&self.action, &fields, &files).await
    }

    /// The fields with the pressed button's own, which stands where the button does.
    fn with_button(&self, name: &str, value: &str, text: &str) -> Vec<(String, String)> {
        let mut pressed = false;
        let mut fields = Vec::new();
        for control in self.form.controls.iter().filter(|control| !control.disabled) {
            match &control.kind {
                Kind::Button { text: shown, .. } if !pressed && one_line(shown) == text => {
                    pressed = true;
                    if !name.is_empty() {
                        fields.push((name.to_owned(), value.to_owned()));
                    }
                }
                _ if control.name.is_empty() => {}
                _ => fields.extend(sent(control)),
            }
        }
        fields
    }

    fn set_nth(&mut self, name: &str, at: usize, typed: &str) {
        let page = &self.page;
        let mut named = self
            .form
            .controls
            .iter_mut()
            .filter(|control| control.name == name && !matches!(control.kind, Kind::Button { .. }))
            .peekable();
        if matches!(named.peek().map(|control| &control.kind), Some(Kind::Choice { radio: true, .. })) {
            let mut found = false;
            for control in named {
                if let Kind::Choice { value, checked, .. } = &mut control.kind {
                    *checked = value == typed;
                    found |= *checked;
                }
            }
            assert!(found, "{page} has no radio button {typed:?} for {name:?}");
            return;
        }
        let control = named.nth(at).unwrap_or_else(|| panic!("{page} has no field {name:?}"));
        assert!(!control.disabled, "{page}: the field {name:?} is disabled");
        match &mut control.kind {
            Kind::Line { value, hidden: true } | Kind::Text { value } => typed.clone_into(value),
            // A line of text takes no line ends, even if they are pasted.
            Kind::Line { value, hidden: false } => *value = typed.replace(['\r', '\n'], ""),
            Kind::Select { options, .. } => {
                assert!(
                    options.iter().any(|option| option.value() == typed),
                    "{page} has no option {typed:?} in {name:?}"
                );
                let mut chosen = false;
                for option in options {
                    option.selected = !chosen && option.value() == typed;
                    chosen |= option.selected;
                }
            }
            Kind::Choice { .. } => {
                panic!("{page}: the field {name:?} is a tick box; use check or uncheck")
            }
            Kind::Button { .. } => unreachable!("buttons were left out"),
        }
    }

    fn tick(&mut self, name: &str, wanted: &str) -> &mut bool {
        let page = &self.page;
        let found = self.form.controls.iter_mut().find_map(|control| match &mut control.kind {
            Kind::Choice { value, checked, radio: false } if control.name == name && value == wanted => Some(checked),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("{page} has no tick box {name:?} with the value {wanted:?}"))
    }
}

/// The pairs that a field contributes.
fn sent(control: &Control) -> Vec<(String, String)> {
    let pair = |value: String| (control.name.clone(), value);
    match &control.kind {
        Kind::Line { value, .. } | Kind::Text { value } => vec![pair(value.clone())],
        Kind::Choice { value, checked, .. } => checked.then(|| pair(value.clone())).into_iter().collect(),
        Kind::Select { options, multiple } => {
            chosen(options, *multiple).into_iter().map(|option| pair(option.value())).collect()
        }
        Kind::Button { .. } => Vec::new(),
    }
}

/// The options that count: all selected ones of a multiple select, else the last selected one, else the first that can be chosen.
fn chosen(options: &[Choice], multiple: bool) -> Vec<&Choice> {
    let mut selected = options.iter().filter(|option| option.selected);
    if multiple {
        return selected.filter(|option| !option.disabled).collect();
    }
    let shown = selected.next_back().or_else(|| options.iter().find(|option| !option.disabled));
    shown.filter(|option| !option.disabled).into_iter().collect()
}

/// The path that an address on this page means.
fn resolve(page: &str, address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    let path = page.split('?').next().unwrap_or_default();
    if address.is_empty() {
        page.to_owned()
    } else if address.starts_with('/') {
        address.to_owned()
    } else if address.starts_with('?') {
        format!("{path}{address}")
    } else {
        let folder = path.rfind('/').map_or("/", |slash| &path[..=slash]);
        format!("{folder}{address}")
    }
}
