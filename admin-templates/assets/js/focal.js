// The point of a picture that stays in sight, put there by pointer or by arrow keys. Without this the two numbers are typed.

import { element, say } from './text.js';

const frame = document.getElementById('focal');
const [x, y] = ['focal_x', 'focal_y'].map((id) => document.getElementById(id));
if (frame && x && y) {
  const point = element('button', { type: 'button', class: 'focal-point', 'aria-describedby': 'focal-hint' }, element('span', { class: 'unseen' }));
  frame.append(point);
  frame.classList.add('ready');
  const within = (number) => Math.min(100, Math.max(0, Math.round(number)));
  const show = () => {
    point.style.left = `${within(x.value)}%`;
    point.style.top = `${within(y.value)}%`;
    point.firstChild.textContent = `Point that stays in sight: ${within(x.value)} from the left, ${within(y.value)} from the top. Move it with the arrow keys`;
  };
  const put = (left, top) => {
    x.value = within(left);
    y.value = within(top);
    show();
  };
  const follow = ({ clientX, clientY }) => {
    const { left, top, width, height } = frame.getBoundingClientRect();
    put(((clientX - left) / width) * 100, ((clientY - top) / height) * 100);
  };
  frame.addEventListener('click', (event) => event.target !== point && event.detail && follow(event));
  point.addEventListener('pointerdown', (event) => {
    point.setPointerCapture(event.pointerId);
    point.addEventListener('pointermove', follow);
  });
  for (const name of ['pointerup', 'pointercancel']) point.addEventListener(name, () => point.removeEventListener('pointermove', follow));
  point.addEventListener('keydown', (event) => {
    const step = event.shiftKey ? 10 : 1;
    const [right, down] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key] ?? [];
    if (right === undefined) return;
    event.preventDefault();
    put(Number(x.value) + right, Number(y.value) + down);
    say(`${x.value} from the left, ${y.value} from the top`);
  });
  for (const field of [x, y]) field.addEventListener('input', show);
  show();
}
