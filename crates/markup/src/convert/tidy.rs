//! From what stood in the source to what a page should hold: bullets that were typed become lists, bold lines become headings, and levels follow each
//! other without a gap.

use super::model::{Assembly, Block, Container, Letter, Style, What, Within, mark, within_of, words};

/// The most words of a bold line that is taken for a heading.
const HEADING_WORDS: usize = 12;
/// Signs that are typed where a list is meant; those of the second list stand for a level below. The last two of the first are Word's own.
const BULLETS: &str = "•·▪‣●∙■❖➢\u{f0b7}\u{f0a7}";
const LOWER_BULLETS: &str = "◦○▫";

/// Puts the blocks in order. `title`: the source is a whole document, whose first heading is the title of the page.
pub(super) fn tidy(assembly: &mut Assembly, title: bool) {
    let blocks = std::mem::take(&mut assembly.blocks);
    assembly.blocks = blocks.into_iter().flat_map(paragraphs).collect();
    lists_from_typed(assembly);
    headings_from_bold(&mut assembly.blocks);
    if title {
        take_title(assembly);
    }
    levels(&mut assembly.blocks);
    add_notes(assembly);
    drop_outer_rules(&mut assembly.blocks);
}

/// One block with its spaces in order; none if it says nothing, several where empty lines stood in it.
fn paragraphs(mut block: Block) -> Vec<Block> {
    match &mut block.what {
        // In a list or a quotation a line parts nothing.
        What::Rule => return if block.within.is_empty() { vec![block] } else { Vec::new() },
        What::Code => {
            while block.text.last().is_some_and(|letter| letter.sign == '\n') {
                block.text.pop();
            }
            let says = block.text.iter().any(|letter| !letter.sign.is_whitespace());
            return if says { vec![block] } else { Vec::new() };
        }
        What::Table(rows) => {
            for cell in rows.iter_mut().flatten() {
                *cell = single_breaks(&spaced(cell));
            }
            return vec![block];
        }
        What::Heading(_) | What::Paragraph => {}
    }
    let text = spaced(&block.text);
    let in_item = block.within.iter().any(|container| matches!(container, Container::Item { .. }));
    let in_quote = !block.within.is_empty();
    if let (What::Heading(_), false) = (&block.what, in_quote) {
        let one_line =
            text.iter().map(|letter| if letter.sign == '\n' { Letter { sign: ' ', ..*letter } } else { *letter });
        let text = spaced(&one_line.collect::<Vec<_>>());
        return if text.is_empty() { Vec::new() } else { vec![Block { text, ..block }] };
    }
    // A heading in a list or a quotation is a line of it.
    block.what = What::Paragraph;
    if in_item {
        let text = single_breaks(&text);
        return if text.is_empty() { Vec::new() } else { vec![Block { text, ..block }] };
    }
    let mut parts = Vec::new();
    let mut rest = text.as_slice();
    while !rest.is_empty() {
        let end = rest.windows(2).position(|pair| pair[0].sign == '\n' && pair[1].sign == '\n').unwrap_or(rest.len());
        let part = &rest[..end];
        if !part.is_empty() {
            parts.push(Block { within: block.within.clone(), what: What::Paragraph, text: part.to_vec() });
        }
        let next = rest[end..].iter().position(|letter| letter.sign != '\n').map_or(rest.len(), |found| end + found);
        rest = &rest[next..];
    }
    parts
}

/// Single spaces, none at the ends of lines, and none that cannot break but beside a number.
fn spaced(text: &[Letter]) -> Vec<Letter> {
    let mut out: Vec<Letter> = Vec::with_capacity(text.len());
    for (at, letter) in text.iter().enumerate() {
        let before = out.last().map_or('\n', |letter| letter.sign);
        let after = text.get(at + 1).map_or('\n', |letter| letter.sign);
        let mut letter = *letter;
        if matches!(letter.sign, '\u{a0}' | '\u{202f}') {
            let joins = (before.is_alphanumeric() || "£$€".contains(before)) && after.is_alphanumeric();
            let number = before.is_ascii_digit() || after.is_ascii_digit();
            if joins && number {
                out.push(Letter { sign: '\u{a0}', ..letter });
                continue;
            }
        }
        if letter.sign == '\n' {
            while out.last().is_some_and(|letter| letter.sign == ' ') {
                out.pop();
            }
            if !out.is_empty() {
                out.push(Letter { style: Style::default(), ..letter });
            }
            continue;
        }
        if letter.sign.is_whitespace() {
            letter.sign = ' ';
            if before == ' ' || before == '\n' {
                continue;
            }
        }
        out.push(letter);
    }
    while out.last().is_some_and(|letter| matches!(letter.sign, ' ' | '\n')) {
        out.pop();
    }
    out
}

fn single_breaks(text: &[Letter]) -> Vec<Letter> {
    let mut out = text.to_vec();
    out.dedup_by(|one, before| one.sign == '\n' && before.sign == '\n');
    out
}

/// A mark that was typed at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typed {
    Bullet,
    LowerBullet,
    Dash,
    Number(u32),
}

/// The mark of a line, and how many letters it takes.
fn typed_mark(line: &[Letter]) -> Option<(Typed, usize)> {
    let first = line.first()?.sign;
    let spaces = |from: usize| line[from..].iter().take_while(|letter| letter.sign.is_whitespace()).count();
    let says = |from: usize| line.get(from).is_some();
    if BULLETS.contains(first) || LOWER_BULLETS.contains(first) {
        let end = 1 + spaces(1);
        let kind = if LOWER_BULLETS.contains(first) { Typed::LowerBullet } else { Typed::Bullet };
        return says(end).then_some((kind, end));
    }
    let digits = line.iter().take(3).take_while(|letter| letter.sign.is_ascii_digit()).count();
    let (kind, end) = if matches!(first, '–' | '—' | '-' | '*') {
        (Typed::Dash, 1)
    } else if digits > 0 && line.get(digits).is_some_and(|letter| matches!(letter.sign, '.' | ')')) {
        (Typed::Number(words(&line[..digits]).parse().ok()?), digits + 1)
    } else {
        return None;
    };
    let spaces = spaces(end);
    (spaces > 0 && says(end + spaces)).then_some((kind, end + spaces))
}

/// Makes items of lines that begin with a mark.
fn lists_from_typed(assembly: &mut Assembly) {
    let blocks: Vec<Block> = std::mem::take(&mut assembly.blocks).into_iter().flat_map(lines_of_a_list).collect();
    let marks: Vec<Option<(Typed, usize)>> = blocks.iter().map(mark_of).collect();
    let mut at = 0;
    while at < blocks.len() {
        let run = run_of_marks(&marks[at..]);
        for (block, typed) in blocks[at..at + run].iter().zip(&marks[at..]) {
            let Some((kind, length)) = typed else { continue };
            let (level, number) = match kind {
                Typed::Bullet | Typed::Dash => (1, None),
                Typed::LowerBullet => (2, None),
                Typed::Number(number) => (1, Some(*number)),
            };
            let within = assembly.flat_item(&block.within, level, number);
            assembly.blocks.push(Block { within, what: What::Paragraph, text: block.text[*length..].to_vec() });
        }
        if run == 0 {
            assembly.blocks.push(blocks[at].clone());
        }
        at += run.max(1);
    }
}

fn mark_of(block: &Block) -> Option<(Typed, usize)> {
    let free = block.what == What::Paragraph && block.within.is_empty();
    // A bold line with a number reads as a heading.
    let heads = |kind: Typed| matches!(kind, Typed::Number(_)) && is_bold(&block.text);
    typed_mark(&block.text).filter(|(kind, _)| free && !heads(*kind))
}

/// How many blocks from here on are items. One dash or one number is no list.
fn run_of_marks(marks: &[Option<(Typed, usize)>]) -> usize {
    let run = |fits: &dyn Fn(usize, Typed) -> bool| {
        marks.iter().enumerate().take_while(|(at, typed)| typed.is_some_and(|(kind, _)| fits(*at, kind))).count()
    };
    match marks.first() {
        Some(Some((Typed::Bullet | Typed::LowerBullet, _))) => {
            run(&|_, kind| matches!(kind, Typed::Bullet | Typed::LowerBullet))
        }
        Some(Some((Typed::Dash, _))) => Some(run(&|_, kind| kind == Typed::Dash)).filter(|run| *run > 1).unwrap_or(0),
        Some(Some((Typed::Number(1), _))) => {
            let counts =
                |at: usize, kind| matches!(kind, Typed::Number(number) if usize::try_from(number) == Ok(at + 1));
            Some(run(&counts)).filter(|run| *run > 1).unwrap_or(0)
        }
        _ => 0,
    }
}

/// A paragraph whose lines are items, as one block each; what stands above them stays a paragraph.
fn lines_of_a_list(block: Block) -> Vec<Block> {
    let free = block.what == What::Paragraph && block.within.is_empty();
    let lines: Vec<&[Letter]> = block.text.split(|letter| letter.sign == '\n').collect();
    if !free || lines.len() < 2 {
        return vec![block];
    }
    let marks: Vec<_> = lines.iter().map(|line| typed_mark(line)).collect();
    let first = marks.iter().rposition(Option::is_none).map_or(0, |plain| plain + 1);
    let run = run_of_marks(&marks[first..]);
    if run == 0 || run != lines.len() - first {
        return vec![block];
    }
    let part = |text: Vec<Letter>| Block { within: block.within.clone(), what: What::Paragraph, text };
    let mut parts = Vec::new();
    if first > 0 {
        parts.push(part(lines[..first].join(&Letter { sign: '\n', style: Style::default() })));
    }
    parts.extend(lines[first..].iter().map(|line| part(line.to_vec())));
    parts
}

/// Whether all that can be bold is.
fn is_bold(text: &[Letter]) -> bool {
    let mut letters = text.iter().filter(|letter| !letter.sign.is_whitespace()).peekable();
    letters.peek().is_some() && letters.all(|letter| letter.style.marks & mark::BOLD != 0)
}

/// A bold line that reads as a heading becomes one where text follows it, and plain text where none does.
fn headings_from_bold(blocks: &mut [Block]) {
    let reads_as_heading = |block: &Block| {
        let words = block.words();
        block.what == What::Paragraph
            && block.within.is_empty()
            && is_bold(&block.text)
            && !words.contains('\n')
            && !words.trim_end().ends_with(['.', ':', '!', '?', ',', ';'])
            && words.split_whitespace().count() <= HEADING_WORDS
    };
    let bold: Vec<bool> = blocks.iter().map(reads_as_heading).collect();
    let mut real = None;
    for at in 0..blocks.len() {
        if let What::Heading(level) = blocks[at].what {
            real = Some(level);
        }
        if !bold[at] {
            continue;
        }
        let heads =
            blocks.get(at + 1).is_some_and(|next| !bold[at + 1] && !matches!(next.what, What::Heading(_) | What::Rule));
        let block = &mut blocks[at];
        for letter in &mut block.text {
            letter.style = letter.style.with(mark::BOLD, false);
        }
        if heads {
            block.what = What::Heading(real.map_or(2, |level| (level + 1).min(6)));
        }
    }
}

/// The first heading of a document is its title, if nothing stands above it, or else if it is the only one of the first level.
fn take_title(assembly: &mut Assembly) {
    let level = |block: &Block| if let What::Heading(level) = block.what { Some(level) } else { None };
    let first = assembly.blocks.iter().position(|block| level(block).is_some());
    let ones = assembly.blocks.iter().filter(|block| level(block) == Some(1)).count();
    let Some(first) = first.filter(|first| *first == 0 || (ones == 1 && level(&assembly.blocks[*first]) == Some(1)))
    else {
        return;
    };
    let heading = assembly.blocks.remove(first);
    assembly.title = Some(crate::finish::one_line(&heading.words()));
}

/// Levels from 2 on, none skipped, as [`crate::HeadingIds::place`] would show them.
fn levels(blocks: &mut [Block]) {
    let mut enclosing: Vec<u8> = Vec::new();
    for block in blocks {
        let What::Heading(level) = &mut block.what else { continue };
        while enclosing.last().is_some_and(|outer| *outer >= *level) {
            enclosing.pop();
        }
        enclosing.push(*level);
        *level = u8::try_from(enclosing.len() + 1).unwrap_or(6).min(6);
    }
}

/// Foot notes stand at the end, as a numbered list below a heading of their own.
fn add_notes(assembly: &mut Assembly) {
    let notes = std::mem::take(&mut assembly.notes);
    let notes: Vec<Vec<Letter>> = notes.into_iter().map(|(_, text)| single_breaks(&spaced(&text))).collect();
    if notes.iter().all(Vec::is_empty) {
        return;
    }
    let letters = |text: &str| text.chars().map(|sign| Letter { sign, style: Style::default() }).collect();
    let outside: Within = Vec::new().into();
    assembly.blocks.push(Block { within: outside, what: What::Heading(2), text: letters("Notes") });
    let list = assembly.number();
    for text in notes {
        let item = Container::Item { list, item: assembly.number(), first: Some(1) };
        assembly.blocks.push(Block { within: within_of(vec![item]), what: What::Paragraph, text });
    }
}

/// A line across the page parts two texts; at an end, or beside another, it parts nothing.
fn drop_outer_rules(blocks: &mut Vec<Block>) {
    blocks.dedup_by(|one, before| one.what == What::Rule && before.what == What::Rule);
    while blocks.last().is_some_and(|block| block.what == What::Rule) {
        blocks.pop();
    }
    if blocks.first().is_some_and(|block| block.what == What::Rule) {
        blocks.remove(0);
    }
}
