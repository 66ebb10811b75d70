// What axe cannot decide by itself, each with the reason why it is right: the only place where such findings are let through.

/** The rule's id, words of the element's selector or HTML, and the reason. */
const UNDECIDED = [
  {
    rule: 'frame-tested',
    where: /^iframe(\.preview|\.live-preview)?: /,
    reason: 'What the frame shows is the public page itself, which public.test.mjs holds to the same rules.',
  },
  {
    rule: 'color-contrast',
    where: /^(?=.*\b(ins|del)\b).*: <span aria-hidden="true">[+−]<\/span>$/,
    reason: 'The sign before added or removed words has the colours of those words, which are measured beside it.',
  },
  {
    rule: 'color-contrast',
    where: /(: <label for="found-\d+">)|^#command-\d+( > \.when)?: /,
    reason: 'What a search found scrolls in its box: what is out of sight there has the colours of what is in sight.',
  },
];

/** Whether somebody has looked at this finding and written the reason down. */
export const isExplained = ({ rule, target, html }) => UNDECIDED.some((entry) => entry.rule === rule && entry.where.test(`${target}: ${html}`));
