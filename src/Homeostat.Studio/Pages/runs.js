// The runs in the folder, with their results.
import { ask, attempt, post } from './api.js';
import { el, show } from './page.js';

export default async function runs({ arguments: [chosen] }) {
  const all = await ask('api/runs');
  const filter = el('input', { type: 'search', 'aria-label': 'Filter the runs by any text', placeholder: 'filter, such as thermostat died', oninput: () => fill() });
  const body = el('tbody');
  const sort = { key: 'changed', up: false };
  const heading = (key, title) => el('th', { scope: 'col' }, el('button', { onclick: () => { Object.assign(sort, { up: sort.key === key ? !sort.up : true, key }); fill(); } }, title));
  const open = run => attempt(async () => {
    const session = await post(`api/runs/${encodeURIComponent(run.name)}/open`);
    location.hash = `#/${session.kind}/${session.id}`;
  });
  function fill() {
    const words = filter.value.toLowerCase().split(/\s+/);
    const rows = all.filter(run => words.every(word => JSON.stringify(run).toLowerCase().includes(word)))
      .sort((a, b) => (a[sort.key] > b[sort.key] ? 1 : a[sort.key] < b[sort.key] ? -1 : 0) * (sort.up ? 1 : -1));
    body.replaceChildren(...rows.map(run => el('tr', {},
      el('td', {}, el('a', { href: `#/runs/${encodeURIComponent(run.name)}` }, run.name)), el('td', {}, run.title || run.kind), el('td', {}, run.state), el('td', {}, run.result),
      el('td', {}, run.kind === 'life' || run.kind === 'spikes' ? el('button', { onclick: () => open(run), 'aria-label': `Open ${run.name}` }, 'Open') : ''))));
  }
  const one = all.find(run => run.name === chosen);
  show(one ? one.name : 'Runs',
    one ? el('section', { class: 'pictures' }, el('p', {}, `${one.title}, ${one.state}. ${one.result}`),
      one.pictures.map(file => el('figure', {}, el('img', { src: `api/runs/${encodeURIComponent(one.name)}/${encodeURIComponent(file)}`, alt: `${file} of the run` }), el('figcaption', {}, file)))) : '',
    el('div', { class: 'tools' }, filter),
    el('div', { class: 'scroll' }, el('table', {}, el('thead', {}, el('tr', {}, heading('changed', 'run'), heading('title', 'what'), heading('state', 'state'), heading('result', 'result'), el('th', { scope: 'col' }, 'open'))), body)),
    all.length ? '' : el('p', {}, 'There are no runs in this folder yet.'));
  fill();
}
