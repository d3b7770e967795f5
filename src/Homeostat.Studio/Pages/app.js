// The pages, by what stands after '#' in the address.
import { attempt, says } from './api.js';
import { el, show } from './page.js';
import home from './home.js';
import life from './life.js';
import colony from './colony.js';
import spikes from './spikes.js';
import learner from './learner.js';
import runs from './runs.js';
import compare from './compare.js';
import circuit from './circuit.js';
import lessons from './lessons.js';

const pages = { '': home, life, colony, spikes, learner, runs, compare, circuit, lessons };
let leaving = new AbortController();

function connection(state) {
  const place = document.getElementById('connection');
  place.textContent = state === 'lost' ? 'Connection lost. The run may go on; this page comes back by itself.' : state;
  place.className = state === 'lost' ? 'lost' : '';
}

let hiding;
says(text => {
  const place = document.getElementById('message');
  Object.assign(place, { textContent: text, hidden: false });
  clearTimeout(hiding);
  hiding = setTimeout(() => { place.hidden = true; }, 8000);
});

async function route() {
  leaving.abort();
  leaving = new AbortController();
  connection('');
  const [name, ...rest] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  const page = pages[name];
  if (!page) return show('There is no such page', el('p', {}, 'Go to ', el('a', { href: '#/' }, 'Home'), '.'));
  try {
    await page({ arguments: rest, signal: leaving.signal, connection });
  } catch (error) {
    show('This page cannot be shown', el('p', { role: 'alert' }, error.message), el('p', {}, el('a', { href: '#/' }, 'Home')));
  }
}

window.addEventListener('hashchange', () => { route(); document.getElementById('main').focus(); });
attempt(route);
