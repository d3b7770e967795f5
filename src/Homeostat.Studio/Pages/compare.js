// Runs side by side: settings in which they differ, results, recall of each class, curves together.
import { ask } from './api.js';
import { el, inAddress, show } from './page.js';
import { chart } from './series.js';

export const address = names => `#/compare/${names.map(encodeURIComponent).join('/')}`;

export default async function compare({ arguments: names }) {
  const runs = await ask(`api/compare?${names.map(name => `name=${encodeURIComponent(name)}`).join('&')}`);
  const table = (title, rows) => el('section', { class: 'whole' }, el('h2', {}, title),
    el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': title }, el('table', {},
      el('thead', {}, el('tr', {}, el('td'), runs.names.map(name => el('th', { scope: 'col' }, el('a', { href: `#/runs/${inAddress(name)}` }, name))))),
      el('tbody', {}, rows.map(row => el('tr', {}, el('th', { scope: 'row' }, row.name), row.values.map(value => el('td', {}, value))))))));
  const measure = runs.curves[0]?.measure;
  const curves = measure ? chart(measure, '') : null;
  show('Runs compared',
    runs.faults.map(fault => el('p', { role: 'alert' }, fault)),
    runs.settings.length ? table('Settings that differ', runs.settings) : el('p', {}, 'All settings are the same.'),
    table('Results', runs.results),
    curves ? el('section', { class: 'whole' }, el('h2', {}, `Curves: ${measure}`), curves.element) : '',
    runs.recall.length ? table('Recall of each class on the test samples', runs.recall) : '');
  curves?.draw(runs.curves.map(run => ({ name: run.name, points: run.epochs.map((epoch, n) => [epoch, run.values[n]]) })), 'epoch');
}
