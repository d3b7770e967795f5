// What can be begun, and what runs now.
import { ask, attempt, post } from './api.js';
import { el, show } from './page.js';

export default async function home() {
  const [gallery, sessions] = await Promise.all([ask('api/gallery'), ask('api/sessions')]);
  const begin = what => attempt(async () => {
    const session = await post('api/sessions', what);
    location.hash = `#/${session.kind}/${session.id}`;
  });
  const choices = (label, names) => names.length < 2 ? null : el('label', {}, label, el('select', { name: label }, names.map(name => el('option', {}, name))));
  const card = (what, entry, more) => {
    const form = el('form', { class: 'tools', onsubmit: event => {
      event.preventDefault();
      const fields = Object.fromEntries(new FormData(form));
      begin({ [what]: entry.name, ...fields, seed: Number(fields.seed) });
    } }, more, el('label', {}, 'seed', el('input', { name: 'seed', type: 'number', min: 0, value: 1, required: true })), el('button', { class: 'main', disabled: gallery.isReadOnly }, `Run ${entry.name}`));
    return el('section', {}, el('h2', {}, entry.name), el('p', { class: 'soft' }, entry.description), form);
  };
  show('Homeostat studio',
    el('p', { class: 'soft' }, gallery.isReadOnly ? 'Started with --read-only: look at what runs.' : 'Begin a life or a network, watch it, and act on it.'),
    sessions.length ? [el('h2', {}, 'Running now'), el('ul', {}, sessions.map(s => el('li', {}, el('a', { href: `#/${s.kind}/${s.id}` }, s.title), s.isClosed ? ' (ended)' : '', s.failure ? `: ${s.failure}` : '')))] : '',
    el('h2', {}, 'Lives'), el('div', { class: 'cards' }, gallery.lives.map(l => card('life', l, [choices('body', l.bodies), choices('niche', l.niches)]))),
    el('h2', {}, 'Networks of spiking neurons'), el('div', { class: 'cards' }, gallery.networks.map(n => card('network', n))));
}
