// Circuits: a gallery, and of one circuit its graph and of each part the stages of the pipeline, as 'homeostat inspect' prints them.
import { ask, attempt } from './api.js';
import { graph } from './graph.js';
import { el, number, show } from './page.js';

export default async function circuit({ arguments: [kind, ...rest] }) {
  if (!kind) return gallery(await ask('api/circuits'));
  const asked = new URLSearchParams(kind === 'model' ? { model: rest[0], ...(rest[1] ? { body: rest[1] } : {}) } : { [kind]: rest.join('/') });
  const about = await ask(`api/circuit?${asked}`);
  const back = kind === 'session' ? (await ask('api/sessions')).find(s => s.id === rest[0]) : null;
  const stages = new Map();
  let [stage, chosen] = [about.stages[0], null];
  const text = el('pre', { tabindex: 0, 'aria-label': 'The chosen stage' });
  const title = el('h2', { id: 'stage', 'aria-live': 'polite' });
  const whole = el('button', { onclick: () => choose(null) }, 'Whole circuit');
  const tabs = about.stages.map(name => el('button', { 'aria-pressed': String(name === stage), onclick: () => { stage = name; fill(); } }, name));
  const picture = graph(about, choose);
  const cost = new Map();
  const row = (name, ...cells) => {
    const [products, others] = [el('td', { class: 'number' }), el('td', { class: 'number' })];
    cost.set(name, [products, others]);
    return el('tr', {}, el('th', { scope: 'row' }, el('button', { onclick: () => choose(name) }, name)), cells.map(cell => el('td', {}, cell)), products, others);
  };

  function choose(name) {
    chosen = name;
    fill();
  }

  const fill = () => attempt(async () => {
    picture.select(chosen);
    whole.disabled = chosen === null;
    tabs.forEach((tab, n) => tab.setAttribute('aria-pressed', String(about.stages[n] === stage)));
    const [wanted, part] = [stage, chosen];
    if (!stages.has(wanted)) {
      text.textContent = 'It is computed.';
      stages.set(wanted, ask(`api/circuit/stage?${asked}&stage=${wanted}`).catch(error => { stages.delete(wanted); throw error; }));
    }
    const { whole: all, parts } = await stages.get(wanted);
    if (wanted !== stage || part !== chosen) return;
    title.textContent = part && wanted !== 'taxonomy' ? `${part}: ${wanted}` : `${about.name}: ${wanted}`;
    text.textContent = part && wanted !== 'taxonomy' ? parts[part] ?? `Nothing in this stage names ${part}.` : all;
  });

  const each = about.isLearner ? 'a training sample' : 'a step';
  show(`Circuit of ${about.name}`,
    el('p', { class: 'soft' }, `${about.circuit}: ${about.populations.length} populations, ${about.projections.length} projections, a time step of ${number(1000 * about.timeStep)} ms. Choose a part to see its equations and what becomes of them. `,
      back ? el('a', { href: `#/${back.kind}/${back.id}` }, `Back to ${back.title}`) : el('a', { href: '#/circuit' }, 'All circuits')),
    el('div', { class: 'columns' },
      el('section', { class: 'half' }, el('h2', {}, 'Graph'), el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Graph' }, picture.element)),
      el('section', { class: 'half' }, title, el('div', { class: 'tools', role: 'group', 'aria-label': 'Stages' }, tabs, whole), text),
      el('section', { class: 'whole' }, el('h2', {}, 'Parts'), el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Table of parts' }, el('table', {},
        el('thead', {}, el('tr', {}, ['part', 'what'].map(name => el('th', { scope: 'col' }, name)), el('th', { scope: 'col', class: 'number' }, `multiply-accumulates, ${each}`), el('th', { scope: 'col', class: 'number' }, 'other operations'))),
        el('tbody', {}, about.populations.map(p => row(p.name, `population, ${p.size.toLocaleString('en')} unit${p.size === 1 ? '' : 's'}`)),
          about.projections.map(p => row(p.name, `projection, ${p.pre} to ${p.post}, ${p.connectivity}`))))),
        el('p', { class: 'soft' }, about.isLearner ? 'Counted from the plan of training.' : 'Counted from the plan of a step; what events do at synapses depends on their number and is not counted.'))));
  await fill();
  attempt(async () => {
    const found = await ask(`api/circuit/cost?${asked}`);
    cost.forEach(([products, others], name) => {
      products.textContent = number(found[name]?.multiplyAccumulates ?? 0);
      others.textContent = number(found[name]?.operations ?? 0);
    });
  });
}

function gallery({ learners, networks, lives }) {
  const card = ({ name, description, bodies }) => el('section', {}, el('h2', {}, el('a', { href: `#/circuit/model/${name}` }, name)), el('p', { class: 'soft' }, description),
    bodies.length > 1 ? el('p', {}, bodies.map(body => [el('a', { href: `#/circuit/model/${name}/${body}` }, body), ' '])) : '');
  const cards = (title, entries) => [el('h2', {}, title), el('div', { class: 'cards' }, entries.map(card))];
  show('Circuits', el('p', { class: 'soft' }, 'The circuits of all models, as homeostat inspect prints them.'),
    cards('Networks of spiking neurons', networks), cards('Lives, by their bodies', lives), cards('Learners', learners));
}
