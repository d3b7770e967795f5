// A colony: many lives side by side as tiles, group by group, and how long they live. A click on a tile opens that life on a page of its own.
import { ask, attempt, post, watch } from './api.js';
import { pace } from './pace.js';
import { el, show } from './page.js';
import { survival } from './survival.js';
import { tile } from './tiles.js';

export default async function colony({ arguments: [id], signal, connection }) {
  const path = `api/sessions/${id}`;
  const [about, { isReadOnly: readOnly }] = await Promise.all([ask(path), ask('api/gallery')]);
  const open = n => attempt(async () => {
    const life = await post(`${path}/individual?life=${n}`);
    location.hash = `#/life/${life.id}`;
  });
  const tiles = about.lives.map((life, n) => tile(life, about.groups[life.group], { disabled: readOnly, open: () => open(n) }));
  const counts = about.groups.map(() => el('span', { class: 'soft' }));
  const curves = survival(id, about.groups, signal);
  const control = pace(id, { speeds: [10, 30, 100, 200, 500, 1000, 0], unit: 'steps a second', readOnly, signal });
  const status = el('strong', { role: 'status' }, 'They are born.');
  show(about.title,
    el('p', { class: 'soft' }, `${about.habitat}: ${about.description}. In ${about.niche}, for up to ${about.steps} steps. Run: ${about.folder}. `, el('a', { href: `#/circuit/session/${id}` }, 'Circuit')),
    el('div', { class: 'tools' }, control.element, status),
    el('section', {}, el('h2', {}, 'How long they live'), curves.elements),
    el('p', { class: 'soft' }, readOnly ? 'Each tile is a life; the mark is where it is between the limits of life, the dots are what it prefers.'
      : 'Each tile is a life; the mark is where it is between the limits of life, the dots are what it prefers. Choose a tile to live that life again on a page of its own, up to the age that it has, and act on it there.'),
    about.groups.map((group, g) => el('section', { class: 'group' }, el('h2', {}, group.name, ' ', counts[g]),
      el('div', { class: 'tiles' }, tiles.filter((_, n) => about.lives[n].group === g).map(one => one.element)))));

  let drawn = -Infinity, isOver = false;
  watch(id, {
    signal, connection,
    frame(frame) {
      control.update(frame);
      if (performance.now() - drawn < 120 || isOver) return;
      drawn = performance.now();
      const alive = frame.lives.filter(life => !life.causeOfDeath).length;
      isOver = frame.age >= about.steps || alive === 0;
      frame.lives.forEach((life, n) => tiles[n].show(life, isOver));
      about.groups.forEach((_, g) => {
        const own = frame.lives.filter((_, n) => about.lives[n].group === g);
        counts[g].textContent = `${own.filter(life => !life.causeOfDeath).length} of ${own.length} alive`;
      });
      status.textContent = `age ${frame.age}, ${alive} of ${frame.lives.length} alive${isOver ? ', all is lived' : ''}`;
      if (isOver) {
        control.element.hidden = true;
        curves.finish();
      }
    },
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => curves.draw(), { signal });
}
