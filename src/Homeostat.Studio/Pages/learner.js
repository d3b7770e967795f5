// A learner: its curves while it is trained, what it confuses, how it settles on an image, what it dreams.
import { ask, attempt, watch } from './api.js';
import { confusion } from './confusion.js';
import { trainingCurves } from './curves.js';
import { digit } from './digit.js';
import { bytesOf, picture } from './images.js';
import { pace } from './pace.js';
import { el, number, show } from './page.js';

export default async function learner({ arguments: [id], signal, connection }) {
  const path = `api/sessions/${id}`;
  const [session, gallery] = await Promise.all([ask(path), ask('api/gallery')]);
  const readOnly = gallery.isReadOnly;
  const control = session.isShown ? null : pace(id, { speeds: [0, 1, 5, 20, 100], unit: 'batches a second', readOnly, signal });
  const curves = trainingCurves(session, { readOnly, signal });
  const said = el('p', { role: 'status', class: 'progress' }, session.isShown ? 'This learner is trained.' : 'Waiting for the first batch.');
  const [about, asking] = [el('p', { class: 'soft' }), el('div', { class: 'columns' })];
  show(session.title, el('p', { class: 'soft' }, `${session.model} on ${session.data}, ${session.epochs} epochs, batches of ${session.batch}. Run: ${session.folder} `, el('a', { href: `#/circuit/session/${id}` }, 'Circuit')), about,
    control?.element, said, el('div', { class: 'columns' }, curves.elements), asking);

  let confused = null, state = 'unknown', latest = '', isOver = false;
  const questions = async () => {
    if (state !== 'unknown') return;
    state = 'asked';
    const model = await attempt(() => ask(`${path}/model`));
    state = model ? 'known' : 'unknown';
    if (!model) return;
    about.textContent = `${model.populations.map(p => `${p.name} ${p.size}`).join(', ')}. ${model.source}`;
    const drawn = model.image ? digit(path, model, signal) : null;
    confused = model.isTested ? confusion(path, model, number => drawn.choose(number)) : null;
    asking.replaceChildren(...[model.missing ? el('section', { class: 'whole' }, el('p', { role: 'status' }, model.missing)) : null,
      drawn?.element, confused?.element, model.dreams ? dreams(path, model) : null, model.compares ? direction(path) : null].filter(Boolean));
  };
  if (session.isShown) questions();

  watch(id, {
    signal, connection,
    frame({ batch, ...pacing }) {
      control?.update(pacing);
      if (!batch || isOver || latest === `${batch.model} ${batch.batchesDone}`) return;
      latest = `${batch.model} ${batch.batchesDone}`;
      said.textContent = `${batch.model}: epoch ${batch.epoch}, batch ${batch.batch}, ${batch.batchesDone} in all: free energy ${number(batch.freeEnergy)} nats, ${Math.round(batch.samplesPerSecond)} samples a second.`;
    },
    happened(event) {
      curves.happened(event);
      if (event.event === 'test' && event.model === session.model) confused?.tested();
      else if (event.event === 'warning') said.textContent = event.text;
      else if (event.event === 'failure') {
        isOver = true;
        said.textContent = `The run ended: ${event.text}`;
      } else if (event.event === 'finish') {
        isOver = true;
        said.textContent = `Done in ${number(event.seconds)} s. What was learned stays here to be asked.`;
        if (control) control.element.hidden = true;
      }
      if (event.event === 'start' || event.event === 'batch') questions();
    },
  });
}

function dreams(path, model) {
  const seed = el('input', { type: 'number', min: 0, value: 1, 'aria-label': 'Seed of the dreams' });
  const said = el('p', { class: 'soft', role: 'status' }, 'Causes are drawn from a memory of training images, and painted.');
  const grid = el('div');
  const dream = () => attempt(async () => {
    said.textContent = 'Dreaming.';
    const found = await ask(`${path}/dreams?seed=${seed.value}`);
    said.textContent = `Dreams of each class, after ${found.batchesDone} batches.`;
    grid.replaceChildren(el('table', { class: 'dreams' }, el('tbody', {}, found.rows.map(row => el('tr', {}, el('th', { scope: 'row' }, row.name),
      el('td', {}, row.said ?? el('div', { class: 'tools' }, row.images.map((image, n) => picture(bytesOf(image), model.image, `dream ${n + 1} of ${row.name}`)))))))));
  });
  return el('section', { class: 'half' }, el('h2', {}, 'Dreams'), el('div', { class: 'tools' }, el('label', {}, 'seed', seed), el('button', { onclick: dream }, 'Dream')), said, grid);
}

function direction(path) {
  const said = el('p', { role: 'status' });
  const measure = () => attempt(async () => {
    said.textContent = 'Measuring.';
    const { start, now, batchesDone } = await ask(`${path}/cosine`);
    said.textContent = `Cosine ${number(start, 3)} at the initial weights, ${number(now, 3)} after ${batchesDone} batches.`;
  });
  return el('section', { class: 'half' }, el('h2', {}, 'Direction of learning'),
    el('p', { class: 'soft' }, 'The cosine between the update of this learner and that of back-propagation with the same weights and the same batch; 1 is the same direction.'),
    el('div', { class: 'tools' }, el('button', { onclick: measure }, 'Measure the cosine')), said);
}
