// A network: its raster, rates, potentials of chosen cells and weights, with sliders on its constants.
import { ask, attempt, post, watch } from './api.js';
import { Curves } from './charts.js';
import { pace } from './pace.js';
import { Raster } from './raster.js';
import { el, number, show } from './page.js';

export default async function spikes({ arguments: [id], signal, connection }) {
  const path = `api/sessions/${id}`;
  const [net, gallery] = await Promise.all([ask(path), ask('api/gallery')]);
  const readOnly = gallery.isReadOnly;
  const act = body => attempt(() => post(`${path}/acts`, body));
  const raster = new Raster(net);
  const rates = new Curves('Firing rates of the groups', net.groups.map(g => g.name), { unit: 'Hz', x: 'seconds', most: 600 });
  const counted = el('p', { class: 'soft', role: 'status' });
  const control = pace(id, { speeds: [0.01, 0.05, 0.1, 0.2, 0.5, 1, 0], unit: '× real time', readOnly, signal });

  // Cells that are looked at.
  const populations = [...new Map(net.groups.map(g => [g.population, g.offset])).entries()];
  const cells = el('input', { type: 'text', value: '0, 1, 2', 'aria-label': 'Cells, by their indices', size: 14 });
  const variable = el('select', { 'aria-label': 'Variable' }, net.variables.map(name => el('option', {}, name)));
  const traced = el('div');
  let traces = null, key = '';
  const chosen = () => cells.value.split(/[\s,]+/).filter(Boolean).map(Number);
  const follow = () => attempt(() => post(`${path}/control`, { trace: { variable: variable.value, units: chosen() } }));
  raster.element.addEventListener('click', event => {
    if (!populations.length) return;
    const row = raster.rowAt(event);
    const [population, offset] = populations.findLast(([, first]) => row >= first);
    cells.value = [...new Set([row - offset, ...chosen()])].slice(0, 4).join(', ');
    if (!variable.value.startsWith(`${population}.`)) variable.value = net.variables.find(v => v.startsWith(`${population}.`)) ?? variable.value;
    if (!readOnly) follow();
  });
  const by = el('input', { type: 'number', value: 0.02, step: 'any', 'aria-label': 'Amount that is added, in SI units' });
  const population = () => variable.value.split('.')[0];
  const bench = el('section', { class: 'half' }, el('h2', {}, 'Cells'),
    el('p', { class: 'soft' }, 'Click on the raster to choose a cell.'),
    el('div', { class: 'tools' }, el('label', {}, 'cells', cells), el('label', {}, 'variable', variable), el('button', { disabled: readOnly, onclick: follow }, 'Follow')),
    el('div', { class: 'tools' }, el('label', {}, 'add', by), el('button', { disabled: readOnly, onclick: () => act({ act: 'stimulate', variable: variable.value, units: chosen(), by: Number(by.value) }) }, 'Stimulate'),
      el('button', { disabled: readOnly, onclick: () => act({ act: 'silence', population: population(), units: chosen(), isSilent: true }) }, 'Silence'),
      el('button', { disabled: readOnly, onclick: () => act({ act: 'silence', population: population(), units: chosen(), isSilent: false }) }, 'Let fire')), traced);

  // Projections that are cut are named until they are joined again.
  const cut = new Set(net.projections.filter(p => p.isCut).map(p => p.name));
  const projection = el('select', { 'aria-label': 'Projection' }, net.projections.map(p => el('option', {}, p.name)));
  const cuts = el('p', { class: 'soft', role: 'status' });
  const say = () => { cuts.textContent = cut.size ? `Cut: ${[...cut].join(', ')}.` : 'No projection is cut.'; };
  const setCut = isCut => act({ act: 'cut', projection: projection.value, isCut });
  const wires = net.projections.length ? el('section', { class: 'half' }, el('h2', {}, 'Projections'), cuts,
    el('div', { class: 'tools' }, el('label', {}, 'projection', projection), el('button', { disabled: readOnly, onclick: () => setCut(true) }, 'Cut'),
      el('button', { disabled: readOnly, onclick: () => setCut(false) }, 'Join again'))) : '';
  say();

  // Sliders from a quarter of a constant to its double; a constant of 0 has none.
  const sliders = net.constants.map(constant => {
    const said = el('output', {}, `${number(constant.value)} ${constant.unit}`);
    const slider = el('input', { type: 'range', min: -2, max: 1, step: 0.02, value: 0, disabled: readOnly || constant.value === 0, 'aria-label': `${constant.part}.${constant.name}` });
    const value = () => constant.value * 2 ** Number(slider.value);
    slider.addEventListener('input', () => { said.textContent = `${number(value())} ${constant.unit}`; });
    slider.addEventListener('change', () => act({ act: 'set-constant', part: constant.part, name: constant.name, value: value() }));
    return el('tr', {}, el('th', { scope: 'row' }, `${constant.part}.${constant.name}`), el('td', {}, slider), el('td', { class: 'number' }, said));
  });
  const weights = net.plastic ? el('canvas', { role: 'img', 'aria-label': 'Histogram of the weights' }) : null;
  const log = el('ol', { class: 'events', tabindex: 0, 'aria-label': 'What was done' });
  show(net.title,
    el('p', { class: 'soft' }, `${net.description}. ${net.source}. ${net.synapses.toLocaleString('en')} synapses. Run: ${net.folder}. `, el('a', { href: `#/circuit/session/${id}` }, 'Circuit')),
    control.element,
    el('div', { class: 'columns' },
      el('section', { class: 'two-thirds' }, el('h2', {}, 'Spikes'),
        el('p', { class: 'tools' }, net.groups.map((g, n) => el('span', {}, swatch(raster.colors[n]), ` ${g.name} (${g.count.toLocaleString('en')})`))), raster.element, counted),
      el('section', { class: 'third' }, el('h2', {}, 'Constants'), el('div', { class: 'scroll' }, el('table', {}, el('tbody', {}, sliders)))),
      el('section', { class: 'half' }, el('h2', {}, 'Rates'), rates.element), bench, wires,
      weights ? el('section', { class: 'half' }, el('h2', {}, `Weights: ${net.plastic}`), weights) : '',
      el('section', { class: 'half' }, el('h2', {}, 'What was done'), log)));

  let total = 0, kept = 0, drawn = 0;
  watch(id, {
    signal, connection,
    spikes(frame) { raster.add(frame); total += frame.total; kept += frame.count; },
    frame(frame) {
      control.update(frame);
      raster.draw(frame.time);
      counted.textContent = `${number(frame.time, 5)} s, step ${frame.step}. ${total.toLocaleString('en')} spikes${kept < total ? `, ${kept.toLocaleString('en')} of them drawn` : ''}.`;
      if (frame.rates.some(rate => rate != null)) rates.add(frame.time, frame.rates);
      if (frame.traces) trace(frame.traces);
      if (performance.now() - drawn > 120) { drawn = performance.now(); rates.draw(); traces?.draw(); }
    },
    happened(event) {
      if (event.event !== 'act') return;
      if (event.act.act === 'cut') { cut[event.act.isCut ? 'add' : 'delete'](event.act.projection); say(); }
      log.prepend(el('li', { class: 'experiment' }, el('b', {}, String(event.step)), ` ${JSON.stringify(event.act)}`));
    },
  });

  function trace({ variable: name, units, times, values }) {
    if (key !== `${name} ${units}`) {
      key = `${name} ${units}`;
      traces = new Curves(`${name} of chosen cells`, units.map(unit => `${name}[${unit}]`), { unit: 'SI', x: 'seconds', most: 1500, gap: 0.25 });
      traced.replaceChildren(traces.element);
    }
    times.forEach((time, n) => traces.add(time, values.map(row => row[n])));
  }

  if (weights) {
    const draw = () => attempt(async () => {
      const { largest, bins } = await ask(`${path}/weights`);
      const [width, height, most] = [weights.clientWidth || 400, 140, Math.max(...bins)];
      Object.assign(weights, { width, height });
      const pen = weights.getContext('2d');
      pen.fillStyle = raster.colors[0];
      bins.forEach((count, n) => pen.fillRect(n * width / bins.length, height - count / most * (height - 4), width / bins.length - 1, count / most * (height - 4)));
      weights.setAttribute('aria-label', `Histogram of ${bins.reduce((a, b) => a + b)} weights from 0 to ${number(largest)}`);
    });
    draw();
    const timer = setInterval(draw, 2000);
    signal.addEventListener('abort', () => clearInterval(timer));
  }
}

function swatch(fill) {
  const mark = el('span', { 'aria-hidden': 'true' });
  mark.style.cssText = `display:inline-block;width:.8em;height:.8em;border-radius:2px;background:${fill}`;
  return mark;
}
