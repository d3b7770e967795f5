// A network that was recorded: its raster at any time, the rates of its groups, and the states that were recorded.
import { floats, saved, whole } from '../api.js';
import { Curves } from '../charts.js';
import { el, number, show } from '../page.js';
import { Raster } from '../raster.js';

export default function network({ signal }) {
  const net = saved.network;
  const [steps, rows] = [whole(net.steps), whole(net.rows)];
  const raster = new Raster(net, { seconds: Math.min(1, net.seconds) });
  const time = el('input', { type: 'range', class: 'wide', min: 0, max: net.seconds, step: net.seconds / 1000, value: net.seconds, 'aria-label': 'Time to look at' });
  const said = el('p', { class: 'soft', role: 'status' });
  const draw = () => {
    const end = Math.max(raster.seconds, Number(time.value));
    const [first, last] = [end - raster.seconds, end].map(at => from(steps, at / net.timeStep));
    raster.spikes = Array.from(steps.subarray(first, last), (step, n) => [step * net.timeStep, rows[first + n]]);
    raster.draw(end);
    said.textContent = `${number(end - raster.seconds, 5)} to ${number(end, 5)} s. ${net.spikes.toLocaleString('en')} spikes in all${steps.length < net.spikes ? `, ${steps.length.toLocaleString('en')} of them kept in this file` : ''}.`;
  };
  time.addEventListener('input', draw);
  const curves = [
    ...!net.groups.length ? [] : [['Rates', curve('Firing rates of the groups', net.groups.map(g => g.name), 'Hz', net.rates)]],
    ...net.traces.map(trace => [trace.variable, curve(`${trace.variable} of chosen cells`, trace.units.map(unit => `${trace.variable}[${unit}]`), 'SI', trace)]),
  ];
  show(net.title, el('p', { class: 'soft' }, `${net.description}. ${net.source}.`),
    el('div', { class: 'columns' },
      !net.groups.length ? '' : el('section', { class: 'whole' }, el('h2', {}, 'Spikes'), el('p', { class: 'tools' }, net.groups.map((g, n) => el('span', {}, swatch(raster.colors[n]), ` ${g.name} (${g.count.toLocaleString('en')})`))), raster.element,
        el('div', { class: 'tools' }, el('label', {}, 'look at', time)), said),
      curves.map(([title, { element }]) => el('section', { class: 'half' }, el('h2', {}, title), element))));
  draw();
  curves.forEach(([, drawn]) => drawn.draw());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw, { signal });
  window.addEventListener('resize', draw, { signal });
}

function curve(title, names, unit, { times, values }) {
  const curves = new Curves(title, names, { unit, x: 'seconds' });
  curves.data = [floats(times), ...values.map(floats)];
  return curves;
}

// The index of the first step that is not before another.
function from(steps, step) {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = low + high >> 1;
    if (steps[middle] < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

function swatch(fill) {
  const mark = el('span', { 'aria-hidden': 'true', class: 'swatch' });
  mark.style.background = fill;
  return mark;
}
