//! A draft whose links lead elsewhere: only they change.

use content::{Block, BlockContent, CardsSource, Details, Draft, FootBlocks, LinkTarget, NodeId};
use markup::{Fate, Target};

/// The draft with each reference as `fate` says of its target. A call to action, a video, a card, a booking link or the link below
/// events that is to be plain text is taken away; the category whose events a block shows can only be another one.
/// `None` where a text holds a link that only a person can change.
pub fn relinked(draft: &Draft, fate: &dyn Fn(&Target) -> Fate) -> Option<Draft> {
    let mut new = draft.clone();
    blocks(&mut new.body, fate)?;
    match &mut new.details {
        Details::Page(page) => {
            if let FootBlocks::Own(foot) = &mut page.foot {
                blocks(foot, fate)?;
            }
        }
        Details::Event(event) => setting(&mut event.booking, fate),
        Details::Provider(_) => {}
    }
    Some(new)
}

/// The draft with every reference to `from` sent to `to`; a fragment stays where `keeps` knows it.
pub fn repoint(draft: &Draft, from: NodeId, to: NodeId, keeps: &dyn Fn(&str) -> bool) -> Option<Draft> {
    relinked(draft, &|target| match target {
        Target::Node { id, fragment } if *id == from.0 => {
            Fate::Leads(Target::Node { id: to.0, fragment: fragment.clone().filter(|fragment| keeps(fragment)) })
        }
        _ => Fate::Stays,
    })
}

/// The draft with every link to `from` as plain text.
pub fn to_plain_text(draft: &Draft, from: NodeId) -> Option<Draft> {
    relinked(draft, &|target| match target {
        Target::Node { id, .. } if *id == from.0 => Fate::Text,
        _ => Fate::Stays,
    })
}

fn blocks(blocks: &mut [Block], fate: &dyn Fn(&Target) -> Fate) -> Option<()> {
    for block in blocks {
        for text in block.content.texts_mut() {
            *text = markup::relink(text, fate)?;
        }
        for target in block.content.targets_mut() {
            setting(target, fate);
        }
        match &mut block.content {
            BlockContent::UpcomingEvents(events) => {
                if let Some(Fate::Leads(Target::Node { id, .. })) = events.category.map(|id| fate(&node(id))) {
                    events.category = Some(NodeId(id));
                }
            }
            BlockContent::Cards(cards) => {
                if let CardsSource::Chosen(nodes) = &mut cards.source {
                    *nodes = chosen(nodes, fate);
                }
            }
            _ => {}
        }
    }
    Some(())
}

fn node(id: NodeId) -> Target {
    Target::Node { id: id.0, fragment: None }
}

fn setting(target: &mut Option<LinkTarget>, fate: &dyn Fn(&Target) -> Fate) {
    let known = match target {
        None => return,
        Some(LinkTarget::Node(id)) => node(*id),
        Some(LinkTarget::Address(address)) => Target::Address(address.clone()),
    };
    match fate(&known) {
        Fate::Stays => {}
        Fate::Leads(Target::Node { id, .. }) => *target = Some(LinkTarget::Node(NodeId(id))),
        Fate::Leads(other) => *target = LinkTarget::parse(&other.to_string()),
        Fate::Text => *target = None,
    }
}

/// The nodes of a set of cards: one that stands there already is not shown twice.
fn chosen(nodes: &[NodeId], fate: &dyn Fn(&Target) -> Fate) -> Vec<NodeId> {
    let mut kept: Vec<NodeId> = Vec::with_capacity(nodes.len());
    for id in nodes {
        let (card, is_new) = match fate(&node(*id)) {
            Fate::Stays => (*id, false),
            Fate::Leads(Target::Node { id, .. }) => (NodeId(id), true),
            Fate::Leads(_) | Fate::Text => continue,
        };
        if !is_new || !(kept.contains(&card) || nodes.contains(&card)) {
            kept.push(card);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use content::{BlockId, CallToAction, Cards, Kind, Prose, UpcomingEvents};
    use proptest::prelude::*;

    use super::*;

    const FROM: NodeId = NodeId(463);
    const TO: NodeId = NodeId(80);

    fn draft(markdown: &str, cards: Vec<NodeId>) -> Draft {
        let target = Some(LinkTarget::Node(FROM));
        let contents = [
            BlockContent::Prose(Prose { markdown: markdown.into() }),
            BlockContent::CallToAction(CallToAction {
                label: "Go".into(),
                target: target.clone(),
                note: String::new(),
            }),
            BlockContent::Cards(Cards { heading: "See".into(), source: CardsSource::Chosen(cards) }),
            BlockContent::UpcomingEvents(UpcomingEvents {
                category: Some(FROM),
                view_all: target,
                ..UpcomingEvents::default()
            }),
        ];
        let mut draft = Draft::empty(Kind::Page);
        draft.title = "Links".into();
        let blocks = (1..).map(BlockId::from_number).zip(contents).map(|(id, content)| Block { id, content });
        draft.body = blocks.collect();
        if let Details::Page(page) = &mut draft.details {
            page.foot = FootBlocks::Own(vec![Block::prose(BlockId::from_number(9), markdown)]);
        }
        draft
    }

    fn refers(draft: &Draft, to: NodeId) -> bool {
        let in_text = draft.blocks().filter_map(|block| block.content.markdown()).any(|text| {
            let links = markup::render(text, &mut markup::HeadingIds::default()).links;
            links.iter().any(|link| matches!(link.target, Target::Node { id, .. } if id == to.0))
        });
        in_text || draft.node_references().contains(&to)
    }

    #[test]
    fn a_card_that_is_there_already_is_not_shown_twice() {
        let sent = repoint(&draft("x", vec![FROM, NodeId(3), TO]), FROM, TO, &|_| true).unwrap();
        assert!(
            matches!(&sent.body[2].content, BlockContent::Cards(cards) if cards.source == CardsSource::Chosen(vec![NodeId(3), TO]))
        );
        let sent = repoint(&draft("x", vec![FROM, FROM]), FROM, TO, &|_| true).unwrap();
        assert!(
            matches!(&sent.body[2].content, BlockContent::Cards(cards) if cards.source == CardsSource::Chosen(vec![TO]))
        );
    }

    #[test]
    fn a_link_without_its_page_is_taken_away_and_its_words_stay() {
        let plain = to_plain_text(&draft("See [the list](node:463#a).", vec![FROM, NodeId(3)]), FROM).unwrap();
        assert_eq!(plain.body[0].content.markdown(), Some("See the list."));
        assert!(matches!(&plain.body[1].content, BlockContent::CallToAction(call) if call.target.is_none()));
        assert!(
            matches!(&plain.body[2].content, BlockContent::Cards(cards) if cards.source == CardsSource::Chosen(vec![NodeId(3)]))
        );
        assert!(
            matches!(&plain.body[3].content, BlockContent::UpcomingEvents(events) if events.view_all.is_none() && events.category == Some(FROM)),
            "without its category the block would show every event"
        );
    }

    proptest! {
        #[test]
        fn nothing_leads_there_any_more_and_all_else_is_the_same(
            before in "[A-Za-z’é ]{0,20}", after in "[A-Za-z’é ]{0,20}", fragment in "(#[a-z]{1,5})?", other in 5_i64..60
        ) {
            let text = format!("See {before} [words](node:463{fragment}) {after}\n\n[elsewhere](node:{other})  \n");
            let old = draft(&text, vec![FROM, NodeId(other)]);
            let new = repoint(&old, FROM, TO, &|_| true).expect("plain links");
            prop_assert!(!refers(&new, FROM) && refers(&new, TO) && refers(&new, NodeId(other)));
            let text_now = new.body[0].content.markdown().expect("prose").to_owned();
            prop_assert_eq!(text_now.replace("node:80", "node:463"), text);
            prop_assert_eq!(repoint(&new, TO, FROM, &|_| true).expect("plain links"), old.clone());
            let dropped = repoint(&old, FROM, TO, &|_| false).expect("plain links");
            prop_assert!(dropped.body[0].content.markdown().is_some_and(|text| text.contains("](node:80)")));
        }
    }
}
