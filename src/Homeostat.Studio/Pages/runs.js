// The runs in the folder, by their registry: sorted, filtered, and one with its settings, results and pictures.
import { ask, attempt, post } from './api.js';
import { el, show } from './page.js';
import { describe } from './run.js';

const isCondition = word => /^[\w. -]+(=|!=|<|>|<=|>=|~).+$/.test(word);

export default async function runs({ arguments: rest }) {
  const chosen = rest.join('/');
  let all = await ask('api/runs');
  const one = chosen ? await ask(`api/run?name=${encodeURIComponent(chosen)}`) : null;
  const most = 500;
  const filter = el('input', { type: 'search', size: 40, 'aria-label': 'Filter the runs by any text, or by conditions', placeholder: 'thermostat, or model=pc accuracy>0.9', oninput: () => find() });
  const body = el('tbody');
  const said = el('p', { class: 'soft', role: 'status' });
  const sort = { key: 'started', up: false };
  const heading = (key, title) => el('th', { scope: 'col' }, el('button', { onclick: () => { Object.assign(sort, { up: sort.key === key ? !sort.up : true, key }); fill(); } }, title));
  const open = run => attempt(async () => {
    const session = await post(`api/run/open?name=${encodeURIComponent(run.name)}`);
    location.hash = `#/${session.kind}/${session.id}`;
  });
  let asked = '';
  const find = () => attempt(async () => {
    const conditions = filter.value.split(/\s+/).filter(isCondition).map(c => `where=${encodeURIComponent(c)}`).join('&');
    if (conditions !== asked) {
      asked = conditions;
      all = await ask(`api/runs?${conditions}`);
    }
    fill();
  });
  function fill() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(word => word && !isCondition(word));
    const rows = all.filter(run => words.every(word => JSON.stringify(run).toLowerCase().includes(word)))
      .sort((a, b) => (a[sort.key] > b[sort.key] ? 1 : a[sort.key] < b[sort.key] ? -1 : 0) * (sort.up ? 1 : -1));
    said.textContent = `${rows.length.toLocaleString('en')} runs${rows.length > most ? `, the first ${most} of which are shown` : ''}.`;
    body.replaceChildren(...rows.slice(0, most).map(run => el('tr', {},
      el('td', {}, el('a', { href: `#/runs/${run.name.split('/').map(encodeURIComponent).join('/')}` }, run.name)), el('td', {}, run.title || run.kind), el('td', {}, run.state), el('td', {}, run.result),
      el('td', {}, [run.tags.join(' '), run.note].filter(Boolean).join('; ')),
      el('td', {}, ['live', 'simulate', 'learn'].includes(run.kind) ? el('button', { onclick: () => open(run), 'aria-label': `Open ${run.name}` }, 'Open') : ''))));
  }
  show(one ? one.name : 'Runs',
    one ? [describe(one, file => `api/run/picture?name=${encodeURIComponent(one.name)}&file=${encodeURIComponent(file)}`),
      one.kind === 'recall' ? '' : el('p', {}, el('a', { href: `#/circuit/run/${one.name.split('/').map(encodeURIComponent).join('/')}` }, 'Circuit'))] : '',
    el('div', { class: 'tools' }, filter), said,
    el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Table of runs' }, el('table', {}, el('thead', {}, el('tr', {}, heading('started', 'run'), heading('title', 'what'), heading('state', 'state'), heading('result', 'result'),
      el('th', { scope: 'col' }, 'tags, note'), el('th', { scope: 'col' }, 'open'))), body)));
  fill();
}
