// The confusion matrix of test images: a click on a cell shows its images.
import { ask, attempt, newest } from './api.js';
import { bytesOf, picture } from './images.js';
import { el, number } from './page.js';

// A test that takes longer than this, in ms, is repeated only when it is asked for.
const long = 3000;

export function confusion(path, model, choose) {
  const some = Math.min(2000, model.tests);
  const images = el('select', { 'aria-label': 'Test samples', onchange: () => look() },
    [...new Set([some, model.tests])].map(count => el('option', { value: count }, count === model.tests ? `all ${count}` : `the first ${count}`)));
  const said = el('p', { class: 'soft', role: 'status' });
  const table = el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Confusion matrix' });
  const shown = el('div', { 'aria-live': 'polite' });
  let took = 0;

  const counts = newest(images => ask(`${path}/confusion?images=${images}`));
  const look = () => attempt(async () => {
    const began = performance.now();
    const found = await counts(images.value);
    if (!found) return;
    took = performance.now() - began;
    said.textContent = `${number(100 * found.accuracy)} % of ${found.total} are right, after ${found.batchesDone} batches. A copy of the weights answered in ${number(took / 1000, 2)} s.`;
    table.replaceChildren(el('table', { class: 'confusion' },
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'true \\ taken for'), model.classes.map(name => el('th', { scope: 'col' }, name)))),
      el('tbody', {}, found.counts.map((row, label) => el('tr', {}, el('th', { scope: 'row' }, model.classes[label]), row.map((count, answer) => cell(count, label, answer, row, found.hasImages)))))));
  });

  function cell(count, label, answer, row, hasImages) {
    const words = `${model.classes[label]} taken for ${model.classes[answer]}: ${count}`;
    const place = el('td', {}, count && hasImages ? el('button', { 'aria-label': words, onclick: () => open(label, answer, words) }, String(count)) : String(count));
    const share = count / Math.max(1, row.reduce((a, b) => a + b, 0));
    if (count) place.style.background = `color-mix(in srgb, var(${label === answer ? '--good' : '--bad'}) ${Math.round(5 + 30 * share)}%, var(--ground))`;
    return place;
  }

  const confused = newest((label, answer) => ask(`${path}/confused?label=${label}&answer=${answer}&images=${images.value}`));
  const open = (label, answer, words) => attempt(async () => {
    const found = await confused(label, answer);
    if (!found) return;
    shown.replaceChildren(el('p', {}, `${words}, after ${found.batchesDone} batches. A click on an image shows it to the circuit.`),
      el('div', { class: 'tools' }, found.images.map(image => el('button', { class: 'bare', 'aria-label': `Show test image ${image.index}`, onclick: () => choose(image.index) },
        picture(bytesOf(image.pixels), model.image, `test image ${image.index}`)))));
  });

  let due;
  look();
  return {
    element: el('section', { class: 'half' }, el('h2', {}, 'What is taken for what'), el('div', { class: 'tools' }, el('label', {}, 'test', images), el('button', { onclick: look }, 'Test now')), said, table, shown),
    // After an epoch; several tests at once, as when a page is opened, are one.
    tested() {
      clearTimeout(due);
      if (took < long) due = setTimeout(() => { if (table.isConnected) look(); }, 400);
    },
  };
}
