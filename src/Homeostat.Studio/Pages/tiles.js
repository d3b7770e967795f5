// A life as a tile: its age, its essential variables between their limits, and how it died. Of a saved run only age and cause are known.
import { gauge } from './gauge.js';
import { el } from './page.js';

export function tile(life, group, { disabled, open }) {
  // What has no essential variables lives by its energy alone.
  const needs = group.essentials.length ? group.essentials : [{ name: 'energy, J', low: 0, high: group.capacity, setPoint: group.reserve }];
  const gauges = needs.map(gauge);
  const status = el('span', { class: 'status' });
  const shown = needs.map((need, n) => el('span', { class: 'need', hidden: true }, `${need.name} `, gauges[n].words, gauges[n].bar));
  const element = el('button', { class: 'tile', disabled, onclick: open }, el('b', {}, `seed ${life.seed}`), ' ', status, ' ', shown);
  let isOver = false;
  return {
    element,
    show(now, isAtEnd) {
      if (isOver) return;
      isOver = now.causeOfDeath != null;
      const state = now.causeOfDeath ? `died at ${now.age}: ${now.causeOfDeath}` : isAtEnd ? `alive at ${now.age}, the end` : now.viability === 'precarious' ? `age ${now.age}, in danger` : `age ${now.age}`;
      if (status.textContent !== state) status.textContent = state;
      element.className = `tile ${now.causeOfDeath ? 'dead' : now.viability ?? ''}`;
      const values = group.essentials.length ? now.essentials : now.energy == null ? null : [now.energy];
      shown.forEach((need, n) => {
        need.hidden = !values;
        if (values) gauges[n].show(values[n]);
      });
    },
  };
}
