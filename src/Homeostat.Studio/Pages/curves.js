// The curves of a training by time, by multiply-accumulates or by batches, beside those of other runs.
import { ask, attempt, post } from './api.js';
import { el } from './page.js';
import { chart } from './series.js';

const axes = {
  seconds: { label: 'seconds of training', of: point => point.seconds },
  operations: { label: 'multiply-accumulates', of: point => point.multiplyAccumulates },
  batches: { label: 'batches', of: point => point.batchesDone },
};
const most = 2000;

export function trainingCurves(session, { readOnly, signal }) {
  const own = new Map(), others = new Map();
  let dirty = true;
  const axis = el('select', { 'aria-label': 'Horizontal axis', onchange: () => { dirty = true; draw(); } }, Object.entries(axes).map(([value, { label }]) => el('option', { value }, label)));
  const energy = chart('Free energy of a batch', 'nats'), accuracy = chart('Test accuracy', '%'), layers = chart('Free energy by population', 'nats', true);
  const said = el('p', { class: 'soft', role: 'status' });
  const beside = el('select', { 'aria-label': 'Run to compare with' }, el('option', { value: '' }, 'no other run'));
  const layerSection = el('section', { class: 'half', hidden: true }, el('h2', {}, 'Errors by layer'),
    el('p', { class: 'soft' }, 'The free energy of each population after settling: of Gaussian errors half their squares, summed over the units, mean of the batch. The scale is logarithmic.'), layers.element);

  // The models of a run whose free energies have the same scale; a generative variant that follows has another.
  const series = from => name => {
    if (!from.has(name)) from.set(name, { batches: [], tests: [] });
    return from.get(name);
  };
  const ofOwn = series(own);
  const fill = (entry, kind, point) => {
    entry[kind].push(point);
    if (entry[kind].length > most) entry[kind] = entry[kind].filter((_, n) => n % 2 === 0);
    dirty = true;
  };
  const isShown = model => model === session.model || model === 'bp' || model.endsWith('(cpu)');

  async function compare(name) {
    const run = await ask(`api/run/curves?name=${encodeURIComponent(name)}`);
    const entries = new Map();
    const of = series(entries);
    for (const batch of run.batches) fill(of(batch.model), 'batches', batch);
    for (const test of run.tests) fill(of(test.model), 'tests', test);
    others.clear();
    const first = run.batches[0]?.model;
    for (const [model, entry] of entries) if (model === first || model === 'bp') others.set(`${model}, ${name}`, entry);
    dirty = true;
    return run.isFinished;
  }
  let following;
  const follow = () => attempt(async () => {
    clearTimeout(following);
    others.clear();
    dirty = true;
    const name = beside.value;
    if (name && !await compare(name) && !signal.aborted && beside.value === name) following = setTimeout(follow, 2000);
  });
  beside.addEventListener('change', follow);
  async function list() {
    const runs = (await ask('api/runs')).filter(run => run.kind === 'learn' && run.name !== session.name);
    const chosen = beside.value;
    beside.replaceChildren(el('option', { value: '' }, 'no other run'), ...runs.slice(0, 200).map(run => el('option', { value: run.name }, `${run.title}, ${run.name}`)));
    beside.value = chosen;
  }
  const begin = el('button', { disabled: readOnly, hidden: !session.hasBaseline, onclick: () => attempt(async () => {
    begin.disabled = true;
    const run = await post(`api/sessions/${session.id}/baseline`);
    for (let n = 0; n < 40 && beside.value !== run.name; n++) {
      await new Promise(done => setTimeout(done, 250));
      await list();
      beside.value = run.name;
    }
    follow();
  }) }, 'Train back-propagation beside it');
  attempt(list);

  function draw() {
    if (!dirty) return;
    dirty = false;
    const { label, of } = axes[axis.value];
    const all = [...own.entries(), ...others.entries()];
    const lines = (kind, value) => all.map(([name, entry]) => ({ name, points: entry[kind].filter(p => of(p) != null && value(p) != null).map(p => [of(p), value(p)]) })).filter(s => s.points.length);
    energy.draw(lines('batches', p => p.freeEnergy), label);
    accuracy.draw(lines('tests', p => p.accuracy == null ? null : 100 * p.accuracy), label);
    const learned = own.get(session.model)?.batches ?? [];
    const names = Object.keys(learned.at(-1)?.energies ?? {});
    layerSection.hidden = names.length === 0;
    if (names.length) layers.draw(names.map(name => ({ name, points: learned.filter(p => p.energies?.[name] > 0 && of(p) != null).map(p => [of(p), p.energies[name]]) })), label);
    const uncounted = all.filter(([, entry]) => entry.batches.length && axis.value === 'operations' && entry.batches.every(p => of(p) == null)).map(([name]) => name);
    said.textContent = uncounted.length ? `${uncounted.join(' and ')}: learned by an earlier version, which did not count multiply-accumulates.` : '';
  }
  const drawing = setInterval(draw, 300);
  signal.addEventListener('abort', () => { clearInterval(drawing); clearTimeout(following); });
  return {
    elements: [
      el('section', { class: 'whole' }, el('h2', {}, 'What was learned, and what it took'),
        el('div', { class: 'tools' }, el('label', {}, 'by', axis), el('label', {}, 'beside', beside), begin), said),
      el('section', { class: 'half' }, el('h2', {}, 'Free energy'), energy.element), el('section', { class: 'half' }, el('h2', {}, 'Test accuracy'), accuracy.element), layerSection],
    happened(event) {
      if (event.event === 'batch' && isShown(event.model)) fill(ofOwn(event.model), 'batches', event);
      else if (event.event === 'test' && isShown(event.model)) fill(ofOwn(event.model), 'tests', event);
    },
  };
}
