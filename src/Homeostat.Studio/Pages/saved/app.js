// A saved run: the page of what it was, then its settings, results, pictures and what was done to it.
import { attempt, saved, says } from '../api.js';
import { el, show } from '../page.js';
import { describe } from '../run.js';
import circuit from '../circuit.js';
import life from '../life.js';
import network from './network.js';
import learner from './learner.js';

const { run } = saved;
let leaving = new AbortController();

says(text => Object.assign(document.getElementById('message'), { textContent: text, hidden: false }));

async function route() {
  leaving.abort();
  leaving = new AbortController();
  if (location.hash.startsWith('#/circuit')) return circuit({ arguments: ['session', '1'] });
  const context = { arguments: ['1'], signal: leaving.signal, connection() {} };
  if (saved.life) await life(context);
  else if (saved.network) network(context);
  else if (saved.learner) learner(context);
  else show(run.title);
  document.getElementById('main').append(
    el('h2', {}, 'The run'), ...describe(run, file => saved.pictures[file]),
    ...saved.leftOut.map(sentence => el('p', { class: 'soft' }, sentence)),
    saved.circuit && !saved.life ? el('p', {}, el('a', { href: '#/circuit' }, 'Circuit')) : '',
    saved.acts.length ? el('section', {}, el('h2', {}, 'What was done'), el('ol', { class: 'events', tabindex: 0, 'aria-label': 'What was done' },
      saved.acts.map(({ step, act }) => el('li', { class: 'experiment' }, el('b', {}, String(step)), ` ${JSON.stringify(act)}`)))) : '');
}

window.addEventListener('hashchange', () => attempt(route));
attempt(route);
