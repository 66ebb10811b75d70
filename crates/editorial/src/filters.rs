//! What of a list a person wants to see again. The permits are for [`Action::ViewAdmin`](accounts::Action::ViewAdmin), and each person has their own
//! filters alone. Nothing of it is content, so the audit does not speak of it.

use store::{Store, Tx, filters::SavedFilter, rights::Permit};

use crate::{Refusal, verb::holder};

/// How many filters one person may save for one list: more would be a list to search through.
pub const MOST: usize = 20;
/// The longest name, in characters: what fits on a line of a phone, twice.
pub const LONGEST_NAME: usize = 60;
/// The longest filter, in bytes: what browsers and proxies take as an address (RFC 9110, section 4.1, wants 8,000 octets of everybody).
pub const LONGEST_QUERY: usize = 4_000;

/// Saves a filter of a list under a name and returns the name as it is kept. `query` is what the list's address says after its `?`, as the screens write it.
pub async fn save(store: &Store, permit: &Permit, list: &str, name: &str, query: &str) -> Result<String, Refusal> {
    let name = read(name)?;
    if query.len() > LONGEST_QUERY {
        return Err(Refusal::because("This filter is too long to be saved. Use fewer words"));
    }
    let (permit, list, query) = (permit.clone(), list.to_owned(), query.to_owned());
    store
        .write(move |tx| {
            Box::pin(async move {
                let user = holder(tx, &permit).await?;
                let saved = tx.saved_filters(user).await?;
                let of_list: Vec<&SavedFilter> = saved.iter().filter(|filter| filter.list == list).collect();
                if let Some(same) = of_list.iter().find(|filter| filter.query == query) {
                    return Err(Refusal::field("name", format!("You have saved this already, as “{}”", same.name)));
                }
                if of_list.len() >= MOST {
                    let sentence = format!("You have {MOST} filters for this list. Remove one before you save another");
                    return Err(Refusal::field("name", sentence));
                }
                free(&saved, &list, &name, None)?;
                tx.save_filter(user, &list, &name, &query).await?;
                Ok(name)
            })
        })
        .await
}

/// Gives a filter another name, and returns it as it is kept.
pub async fn rename(store: &Store, permit: &Permit, id: i64, name: &str) -> Result<String, Refusal> {
    let name = read(name)?;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let user = holder(tx, &permit).await?;
                let saved = tx.saved_filters(user).await?;
                let filter = saved.iter().find(|filter| filter.id == id).ok_or(Refusal::Missing)?;
                free(&saved, &filter.list, &name, Some(id))?;
                tx.rename_filter(user, id, &name).await?;
                Ok(name)
            })
        })
        .await
}

/// Removes a filter and returns what it was.
pub async fn remove(store: &Store, permit: &Permit, id: i64) -> Result<SavedFilter, Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx: &Tx| {
            Box::pin(async move {
                let user = holder(tx, &permit).await?;
                let saved = tx.saved_filters(user).await?;
                let filter = saved.into_iter().find(|filter| filter.id == id).ok_or(Refusal::Missing)?;
                tx.remove_filter(user, id).await?;
                Ok(filter)
            })
        })
        .await
}

/// A name in one spelling, or what is wrong with it.
fn read(typed: &str) -> Result<String, Refusal> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Refusal::field("name", "Enter a name, such as “Past events in York”"));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(Refusal::field("name", format!("Enter a name of at most {LONGEST_NAME} characters")));
    }
    if name.chars().any(char::is_control) {
        return Err(Refusal::field("name", "Enter a name without control characters"));
    }
    Ok(name)
}

/// Refuses a name that another filter of the same list has, whatever its capital letters.
fn free(saved: &[SavedFilter], list: &str, name: &str, but: Option<i64>) -> Result<(), Refusal> {
    let wanted = name.to_lowercase();
    let taken = saved
        .iter()
        .any(|filter| filter.list == list && Some(filter.id) != but && filter.name.to_lowercase() == wanted);
    if taken {
        Err(Refusal::field("name", "You have a filter of this name already. Enter another name"))
    } else {
        Ok(())
    }
}
