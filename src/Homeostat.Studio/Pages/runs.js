// The runs in the folder, by their registry: sorted, filtered, and one with its settings, results and pictures.
import { ask, attempt, newest, post } from './api.js';
import { address } from './compare.js';
import { el, inAddress, show } from './page.js';
import { describe } from './run.js';

const isCondition = word => /^[\w. -]+(=|!=|<|>|<=|>=|~).+$/.test(word);

export default async function runs({ arguments: rest }) {
  const chosen = rest.join('/');
  let all = await ask('api/runs');
  const { isReadOnly } = await ask('api/gallery');
  const one = chosen ? await ask(`api/run?name=${encodeURIComponent(chosen)}`) : null;
  const most = 500, mostCompared = 20;
  const filter = el('input', { type: 'search', size: 40, 'aria-label': 'Filter the runs by any text, or by conditions', placeholder: 'thermostat, or model=pc accuracy>0.9', oninput: () => find() });
  const body = el('tbody');
  const compared = new Set();
  const compare = el('button', { onclick: () => { location.hash = address([...compared]); } });
  const count = () => {
    compare.textContent = compared.size < 2 ? 'Compare (choose two or more runs)' : `Compare ${compared.size} runs`;
    compare.disabled = compared.size < 2 || compared.size > mostCompared;
  };
  const choose = run => el('input', { type: 'checkbox', checked: compared.has(run.name), 'aria-label': `Compare ${run.name}`, onchange: event => { compared[event.target.checked ? 'add' : 'delete'](run.name); count(); } });
  count();
  const said = el('p', { class: 'soft', role: 'status' });
  const sort = { key: 'started', up: false };
  const heading = (key, title) => el('th', { scope: 'col' }, el('button', { onclick: () => { Object.assign(sort, { up: sort.key === key ? !sort.up : true, key }); fill(); } }, title));
  const open = run => attempt(async () => {
    const session = await post(`api/run/open?name=${encodeURIComponent(run.name)}`);
    location.hash = `#/${session.kind}/${session.id}`;
  });
  const runsWith = newest(conditions => ask(`api/runs?${conditions}`));
  let asked = '';
  const find = () => attempt(async () => {
    const conditions = filter.value.split(/\s+/).filter(isCondition).map(c => `where=${encodeURIComponent(c)}`).join('&');
    if (conditions !== asked) {
      asked = conditions;
      const found = await runsWith(conditions);
      if (!found) return;
      all = found;
    }
    fill();
  });
  function fill() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(word => word && !isCondition(word));
    const rows = all.filter(run => words.every(word => JSON.stringify(run).toLowerCase().includes(word)))
      .sort((a, b) => (a[sort.key] > b[sort.key] ? 1 : a[sort.key] < b[sort.key] ? -1 : 0) * (sort.up ? 1 : -1));
    said.textContent = `${rows.length.toLocaleString('en')} runs${rows.length > most ? `, the first ${most} of which are shown` : ''}.`;
    body.replaceChildren(...rows.slice(0, most).map(run => el('tr', {}, el('td', {}, choose(run)),
      el('td', {}, el('a', { href: `#/runs/${inAddress(run.name)}` }, run.name)), el('td', {}, run.title || run.kind), el('td', {}, run.state), el('td', {}, run.result),
      el('td', {}, [run.tags.join(' '), run.note].filter(Boolean).join('; ')),
      el('td', {}, ['live', 'simulate', 'learn'].includes(run.kind) ? el('button', { onclick: () => open(run), 'aria-label': `Open ${run.name}` }, 'Open') : ''))));
  }
  show(one ? one.name : 'Runs',
    one ? [describe(one, file => `api/run/picture?name=${encodeURIComponent(one.name)}&file=${encodeURIComponent(file)}`),
      isReadOnly ? '' : notes(one),
      one.kind === 'recall' ? '' : el('p', {}, el('a', { href: `#/circuit/run/${inAddress(one.name)}` }, 'Circuit'))] : '',
    el('div', { class: 'tools' }, filter, compare), said,
    el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Table of runs' }, el('table', {}, el('thead', {}, el('tr', {}, el('td'), heading('started', 'run'), heading('title', 'what'), heading('state', 'state'), heading('result', 'result'),
      el('th', { scope: 'col' }, 'tags, note'), el('th', { scope: 'col' }, 'open'))), body)));
  fill();
}

// The user's tags and note of a run.
function notes(run) {
  const tags = el('input', { type: 'text', value: run.tags.join(' '), size: 24, 'aria-label': 'Tags, with spaces between them' });
  const note = el('textarea', { rows: 2, 'aria-label': 'Note' }, run.note ?? '');
  const said = el('span', { class: 'soft', role: 'status' });
  const keep = () => attempt(async () => {
    await post(`api/run/notes?name=${encodeURIComponent(run.name)}`, { tags: tags.value.split(/\s+/).filter(Boolean), note: note.value || null });
    said.textContent = 'Kept in the folder of the run.';
  });
  return el('section', { class: 'whole' }, el('h2', {}, 'Tags and note'), el('div', { class: 'tools' }, el('label', {}, 'tags', tags), el('label', {}, 'note', note), el('button', { onclick: keep }, 'Keep'), said));
}
