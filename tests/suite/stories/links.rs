//! Links that cannot rot: who leads where, what leads nowhere, and how it is mended.

use content::{Block, BlockContent, BlockId, CallToAction, Cards, CardsSource, LinkTarget, NodeId, sample::ids};

use web::client::FilledForm;

use crate::support::{SEED_PAGE, Site, form_with, reading};

const PROVIDERS: NodeId = NodeId(463);

fn names(form: &FilledForm) -> Vec<String> {
    form.fields().into_iter().map(|(name, _)| name).collect()
}

#[tokio::test]
async fn an_editor_sees_who_links_here_and_where_links_lead() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let screen = editor.sees(&format!("/admin/nodes/{PROVIDERS}/links")).await;
    let text = reading::words(reading::main_part(screen.text()));
    assert!(text.contains("Assessment Only") && text.contains("approved provider"), "{text}");
    assert!(text.contains("Draft and live"), "{text}");
    let panel = editor.sees(&format!("/admin/nodes/{PROVIDERS}")).await;
    assert!(panel.text().contains("link here</a>") || panel.text().contains("links here</a>"));

    site.rewrite(ids::WEEK, |draft| draft.body.push(Block::prose(BlockId::from_number(77), "[draft only](node:463)")))
        .await;
    let text = editor.sees(&format!("/admin/nodes/{PROVIDERS}/links")).await;
    assert!(reading::words(text.text()).contains("draft only Text, block"), "{}", reading::words(text.text()));
    let from = editor.sees(&format!("/admin/nodes/{}/links", ids::ASSESSMENT_ONLY)).await;
    assert!(reading::words(from.text()).contains("www.gov.uk/government/publications"));

    site.rename(PROVIDERS, "list-of-providers").await.expect("a free address");
    let text = editor.sees(&format!("/admin/nodes/{PROVIDERS}/links")).await;
    assert!(text.text().contains("Redirects that lead here"));
    site.ends_well().await;
}

#[tokio::test]
async fn an_author_learns_nothing_of_the_drafts_of_others() {
    let site = Site::sample().await;
    let author = site.author().await;
    let screen = author.sees("/admin/new?kind=page&parent=80").await;
    let made = form_with(&screen, "title").set("title", "Dan’s page").press("Create page").await;
    let own = NodeId(made.location().trim_start_matches("/admin/nodes/").parse().expect("a number"));
    let secret = site.new_page(NodeId::HOME, "A secret of the editors").await;
    site.rewrite(secret, move |draft| {
        draft.body = vec![Block::prose(BlockId::from_number(1), format!("[hush](node:{own}) [gone](node:99999)"))];
    })
    .await;
    for path in [format!("/admin/nodes/{own}/links"), "/admin/reports/links?kind=missing".into()] {
        let text = author.sees(&path).await.text().to_owned();
        assert!(!text.contains("secret") && !text.contains("hush"), "{path}");
    }
    assert_eq!(author.browser().get(&format!("/admin/nodes/{secret}/links")).await.status(), 404);
    let editor = site.editor().await;
    assert!(editor.sees(&format!("/admin/nodes/{own}/links")).await.text().contains("hush"));
}

#[tokio::test]
async fn publishing_warns_of_links_that_lead_nowhere_and_the_report_mends_them() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    let form = publisher.opens(ids::WEEK).await;
    let block = names(&form).into_iter().find(|name| name.ends_with(".markdown")).expect("a block of text");
    let text = format!("[a draft](node:{}) [no heading](#nowhere) [old](/lost/such/page)", ids::CAREER_CHANGE);
    let answer = form.set(&block, &text).press("Publish").await;
    assert_eq!(answer.status(), 422, "a link to a heading of this page is an error that the edit brings in");
    let answer = form_with(&answer, "title").set("despite", "The heading comes tomorrow").press("Publish").await;
    assert_eq!(answer.status(), 303, "links to other pages are a warning, no obstacle");
    let screen = answer.follow().await;
    let said = reading::words(screen.text());
    assert!(said.contains("Published. 3 links need attention"), "{said}");
    assert!(said.contains("The page is not public.") && said.contains("no heading “#nowhere”"), "{said}");

    let report = publisher.sees("/admin/reports/links?kind=unknown").await;
    assert!(report.text().contains("/lost/such/page"));
    let mend = reading::links(report.text()).into_iter().find(|href| href.contains("address=%2Flost")).expect("a way");
    let question = publisher.sees(&mend).await;
    let lost = form_with(&question, "to").set("choice", "page").set("to", "/nowhere").press("Mend the link").await;
    assert_eq!(lost.status(), 422);
    assert_eq!(form_with(&lost, "to").value("to").as_deref(), Some("/nowhere"), "what was typed stays");
    let mended = form_with(&lost, "to").set("to", SEED_PAGE).press("Mend the link").await;
    assert_eq!(mended.status(), 303, "{}", mended.text());
    let week = site.path(ids::WEEK).await.expect("it is live");
    assert!(site.reads(week.as_str()).await.contains(&format!("<a href=\"{SEED_PAGE}\">old</a>")));
    assert!(!publisher.sees("/admin/reports/links?kind=unknown").await.text().contains("/lost/such/page"));

    let file = publisher.sees("/admin/reports/links.csv").await;
    assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(file.text().starts_with("\"Page\",\"Address\""), "{}", file.text());
    assert!(file.text().contains("no heading"), "{}", file.text());
}

#[tokio::test]
async fn a_link_to_a_draft_becomes_a_link_by_itself_in_the_next_request() {
    let site = Site::sample().await;
    let hidden = site.new_page(NodeId::HOME, "Not yet").await;
    let target = Some(LinkTarget::Node(hidden));
    site.rewrite(ids::WEEK, move |draft| {
        let call = CallToAction { label: "Start now".into(), target, note: String::new() };
        let cards = Cards { heading: "More cards".into(), source: CardsSource::Chosen(vec![hidden]) };
        draft.body = vec![
            Block::prose(BlockId::from_number(1), format!("Read [all about it](node:{hidden}#more).")),
            Block { id: BlockId::from_number(2), content: BlockContent::CallToAction(call) },
            Block { id: BlockId::from_number(3), content: BlockContent::Cards(cards) },
        ];
    })
    .await;
    site.publish(ids::WEEK).await.expect("a valid page");
    let week = site.path(ids::WEEK).await.expect("it is live").to_string();
    for _ in 0..2 {
        let page = site.reads(&week).await;
        assert!(page.contains("Read all about it."), "plain text");
        assert!(!page.contains("Start now") && !page.contains("More cards"), "left out, never shown dead");
    }
    site.publish(hidden).await.expect("a valid page");
    let page = site.reads(&week).await;
    assert!(page.contains("<a href=\"/not-yet#more\">all about it</a>"), "{page}");
    assert!(page.contains("Start now") && page.contains("More cards"));
    site.unpublish(hidden, None).await.expect("it is live");
    let page = site.reads(&week).await;
    assert!(page.contains("Read all about it.") && !page.contains("Start now"));
    site.ends_well().await;
}

#[tokio::test]
async fn a_pasted_address_of_this_site_is_stored_as_the_page() {
    let site = Site::sample().await;
    site.rename(PROVIDERS, "list-of-providers").await.expect("a free address");
    let editor = site.editor().await;
    let form = editor.opens(ids::WEEK).await;
    let block = names(&form).into_iter().find(|name| name.ends_with(".markdown")).expect("a block of text");
    let host = "https://www.example.org";
    let now = site.path(PROVIDERS).await.expect("an address").to_string();
    let text = format!(
        "[a]({host}{now}) [b]({now}/#north) [c]({}?utm_source=mail) [d](/node/463) [e][ref] <a href=\"{now}\">f</a> [g](/search?q=a)\n\n[ref]: {now}\n",
        now.to_uppercase()
    );
    assert_eq!(form.set(&block, &text).press("Save draft").await.status(), 303);
    let draft = site.open(ids::WEEK).await.draft;
    let stored = draft.body.iter().filter_map(|block| block.content.markdown()).find(|text| text.starts_with("[a]"));
    assert_eq!(
        stored,
        Some(
            "[a](node:463) [b](node:463#north) [c](node:463) [d](node:463) [e][ref] <a href=\"node:463\">f</a> \
             [g](/search?q=a)\n\n[ref]: node:463\n"
        )
    );
}

#[tokio::test]
async fn a_page_goes_only_when_every_link_to_it_is_settled() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    site.rewrite(ids::ASSESSMENT_ONLY, |draft| draft.title = "Half written".into()).await;
    let address = format!("/admin/nodes/{PROVIDERS}/unpublish");
    let question = publisher.sees(&address).await;
    let words = reading::words(question.text());
    assert!(words.contains("link here") && words.contains("“approved provider” (Text)"), "{words}");
    let unsettled = form_with(&question, "target").set("instead", "gone").press("Unpublish").await;
    assert_eq!(unsettled.status(), 422);
    assert!(unsettled.text().contains("Choose what becomes of the links"));
    assert!(site.open(PROVIDERS).await.live_revision.is_some(), "it waits");

    let own = format!("links.{}.{PROVIDERS}", ids::ASSESSMENT_ONLY);
    let form = form_with(&unsettled, "target").set("links", "text").set(&own, "page");
    let plan = form.set(&format!("{own}.to"), "/help-and-support").press("Unpublish").await;
    let plan = if plan.status() == 422 {
        let help = site.path(ids::HELP).await.expect("an address").to_string();
        form_with(&plan, "target").set(&format!("{own}.to"), &help).press("Unpublish").await
    } else {
        plan
    };
    assert_eq!(plan.status(), 200, "what changes with it is shown first");
    assert!(reading::words(plan.text()).contains("The public reads another version"));
    let done = form_with(&plan, "target").press("Unpublish").await;
    assert_eq!(done.status(), 303, "{}", done.text());
    let help = site.path(ids::HELP).await.expect("an address");
    let page = site.reads(SEED_PAGE).await;
    assert!(page.contains(&format!("<a href=\"{help}\"")) && page.contains(">approved provider</a>"), "{page}");
    assert!(!page.contains("Half written"), "nobody’s unrelated draft goes live");
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "Half written");
    assert!(!publisher.sees("/admin/reports/links?kind=not-public").await.text().contains("approved provider"));
    site.ends_well().await;
}

#[tokio::test]
async fn who_may_not_publish_asks_the_last_author() {
    let site = Site::sample().await;
    let ben = site.publisher().await;
    ben.retitles(ids::ASSESSMENT_ONLY, "Assessed while you teach").await;
    let editor = site.editor().await;
    let question = editor.sees(&format!("/admin/nodes/{PROVIDERS}/trash")).await;
    assert!(reading::words(question.text()).contains("its last author is asked to"));
    let form = question.form("/trash").set("links", "text");
    let button = form.buttons().into_iter().find(|button| button.contains("to the trash")).expect("a button");
    let gone = form.press(&button).await;
    assert_eq!(gone.status(), 303, "{}", gone.text());
    let home = ben.sees("/admin").await;
    assert!(reading::words(home.text()).contains("asked for by Cerys Morgan"), "{}", reading::words(home.text()));
    let links = ben.sees(&format!("/admin/nodes/{}/links", ids::ASSESSMENT_ONLY)).await;
    let form = form_with(&links, "task");
    let button = form.buttons().into_iter().find(|button| button.starts_with("Done")).expect("a button");
    let done = form.press(&button).await;
    assert_eq!(done.status(), 303);
    assert!(!ben.sees("/admin").await.text().contains("asked for by Cerys Morgan"));
}

#[tokio::test]
async fn many_pages_go_only_when_every_link_to_them_is_settled() {
    let site = Site::sample().await;
    let publisher = site.publisher().await;
    // Both lead to each other: what goes along is not asked about.
    let (one, other) = (site.new_live_page(ids::HELP, "One").await, site.new_live_page(ids::HELP, "Other").await);
    for (page, to) in [(one, other), (other, one)] {
        let text = format!("To [its neighbour](node:{to}).");
        site.rewrite(page, |draft| draft.body.push(Block::prose(BlockId::from_number(78), &text))).await;
        site.publish(page).await.expect("a valid page");
    }
    let ticked = [one, other, PROVIDERS].map(|node| node.to_string());
    let fields = |count: usize| -> Vec<(&str, &str)> {
        let mut fields: Vec<(&str, &str)> = ticked.iter().take(count).map(|node| ("node", node.as_str())).collect();
        fields.push(("action", "unpublish"));
        fields
    };
    let alone = publisher.browser().post_form("/admin/bulk", &fields(2)).await;
    assert!(!alone.text().contains("What becomes of all these links"), "{}", alone.text());

    let plan = publisher.browser().post_form("/admin/bulk", &fields(3)).await;
    assert_eq!(plan.status(), 200, "{}", plan.text());
    let words = reading::words(plan.text());
    assert!(words.contains("link here") && words.contains("“approved provider” (Text)"), "{words}");
    assert!(!words.contains("Links on One"), "{words}");
    let unsettled = plan.form("/admin/bulk").press("Unpublish 3 pages").await;
    assert_eq!(unsettled.status(), 422);
    assert!(unsettled.text().contains("Choose what becomes of the links"));
    assert!(site.open(one).await.live_revision.is_some(), "it waits for all");
    let plan = unsettled.form("/admin/bulk").set("links", "text").press("Unpublish 3 pages").await;
    assert_eq!(plan.status(), 200, "what changes with it is shown first");
    assert_eq!(plan.form("/admin/bulk").press("Unpublish 3 pages").await.status(), 303);
    let page = site.reads(SEED_PAGE).await;
    assert!(page.contains("approved provider") && !page.contains(">approved provider</a>"), "{page}");
    let after = publisher.sees("/admin/pages").await;
    assert_eq!(after.form("/admin/undo").press("Undo").await.status(), 303);
    assert!(site.reads(SEED_PAGE).await.contains(">approved provider</a>"), "one press brings all of it back");
    site.ends_well().await;
}
