// The words of the product that the journeys look for, in one place: labels, buttons, addresses.

/** How wide the window is: a desk, and a phone, which is also a desk at 400 percent. In CSS pixels. */
export const WIDTHS = [1280, 320];

export const seedPage = '/explore-my-options/teacher-training-routes/specialist-training-options/assessment-only';
export const category = '/teaching-events/train-to-teach-events';

export const seedEvents = [
  { title: 'Train to Teach Newcastle virtual event', path: `${category}/train-to-teach-newcastle-virtual-event-230321` },
  { title: 'Train to Teach Southampton virtual event', path: `${category}/train-to-teach-southampton-virtual-event-240321` },
  { title: 'Train to Teach London virtual event', path: `${category}/train-to-teach-london-virtual-event-270321` },
  { title: 'Train to Teach York virtual event', path: `${category}/train-to-teach-york-virtual-event-300321` },
];

export const admin = {
  login: '/admin/login',
  home: '/admin',
  newEvent: (parent) => `/admin/new?kind=event&parent=${parent}`,
  move: (node) => `/admin/nodes/${node}/move`,
  preview: (node) => `/admin/nodes/${node}/preview`,
  search: (text) => `/admin/search?q=${encodeURIComponent(text)}`,
};

export const field = {
  email: /^email/i,
  password: /^password/i,
  title: /^title/i,
  address: /last part of the address|^address/i,
  summary: /^summary/i,
  place: /^place/i,
  online: /^online$/i,
  start: /^starts/i,
  howMany: /^how many/i,
};

export const button = {
  signIn: /^sign in$/i,
  saveDraft: /^save draft$/i,
  create: /^create/i,
  publish: /^publish( now| changes)?$/i,
  preview: /^preview/i,
  move: /^(move|rename|change the address|change address|confirm)/i,
  setStatus: /^set/i,
};

// What the status line says afterwards.
export const said = {
  created: /created/i,
  saved: /draft saved/i,
  published: /published/i,
};
