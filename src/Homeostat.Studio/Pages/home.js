// What can be begun, and what runs now.
import { ask, attempt, post } from './api.js';
import { colonyForm } from './begin-colony.js';
import { el, show } from './page.js';

export default async function home({ signal }) {
  const [gallery, sessions] = await Promise.all([ask('api/gallery'), ask('api/sessions')]);
  const begin = what => attempt(async () => {
    const session = await post('api/sessions', what);
    location.hash = `#/${session.kind}/${session.id}`;
  });
  const close = session => attempt(async () => {
    await ask(`api/sessions/${session.id}`, { method: 'DELETE' });
    if (!signal.aborted) await home({ signal });
  });
  const choices = (label, names) => names.length < 2 ? null : el('label', {}, label, el('select', { name: label }, names.map(name => el('option', {}, name))));
  const card = (what, entry, more) => {
    const form = el('form', { class: 'tools', onsubmit: event => {
      event.preventDefault();
      const fields = Object.fromEntries(new FormData(form));
      const numbers = [...form.querySelectorAll('input[type=number]')].filter(input => input.value).map(input => [input.name, Number(input.value)]);
      begin({ [what]: entry.name, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value)), ...Object.fromEntries(numbers) });
    } }, more, el('label', {}, 'seed', el('input', { name: 'seed', type: 'number', min: 0, value: 1, required: true })), el('button', { class: 'main', disabled: gallery.isReadOnly }, `${what === 'learner' ? 'Train' : 'Run'} ${entry.name}`));
    return el('section', {}, el('h2', {}, entry.name), el('p', { class: 'soft' }, entry.description), form);
  };
  const [atHand, missing] = [true, false].map(is => gallery.data.filter(d => d.isAtHand === is).map(d => d.name));
  const amount = (name, label, value) => el('label', {}, label, el('input', { name, type: 'number', min: 1, value, placeholder: 'all' }));
  const training = [el('label', {}, 'data', el('select', { name: 'data' }, atHand.map(name => el('option', {}, name)))), amount('train', 'images', 10000), amount('epochs', 'epochs', 5)];
  show('Homeostat studio',
    el('p', { class: 'soft' }, gallery.isReadOnly ? 'Started with --read-only: look at what runs.' : 'Begin a life, a colony, a network or a training, watch it, and act on it.'),
    sessions.length ? [el('h2', {}, 'Running now'), el('ul', {}, sessions.map(s => el('li', {}, el('a', { href: `#/${s.kind}/${s.id}` }, s.title), s.isClosed ? ' (ended)' : '', s.failure ? `: ${s.failure}` : '', ' ',
      el('button', { disabled: gallery.isReadOnly, 'aria-label': `Close ${s.title}`, onclick: () => close(s) }, 'Close'))))] : '',
    el('h2', {}, 'Lives'), el('div', { class: 'cards' }, gallery.lives.map(l => card('life', l, [choices('body', l.bodies), choices('niche', l.niches)]))),
    el('h2', {}, 'Colonies'), el('p', { class: 'soft' }, 'Many lives side by side, and how long they last.'), el('div', { class: 'cards' }, gallery.lives.map(l => colonyForm(l, gallery, begin))),
    el('h2', {}, 'Networks of spiking neurons'), el('div', { class: 'cards' }, gallery.networks.map(n => card('network', n))),
    el('h2', {}, 'Learners'),
    el('p', { class: 'soft' }, missing.length ? `These data are not on this machine: ${missing.join(', ')}. Get one once by the command: homeostat data get ${missing[0]}` : ''),
    el('div', { class: 'cards' }, gallery.learners.map(l => card('learner', l, training.map(field => field.cloneNode(true))))));
}
