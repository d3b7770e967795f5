// A life: its niche, its essential variables against the limits of life, its energy, parts and beliefs, and what can be done to it.
import { ask, attempt, newest, post, watch } from './api.js';
import { Curves } from './charts.js';
import { gauge } from './gauge.js';
import { niche } from './niche.js';
import { pace } from './pace.js';
import { el, number, show, values } from './page.js';

export default async function life({ arguments: [id], signal, connection }) {
  const path = `api/sessions/${id}`;
  const [about, past, gallery] = await Promise.all([ask(path), ask(`${path}/past?points=1500`), ask('api/gallery')]);
  const { isReadOnly: readOnly, isSaved } = gallery;
  const at = Object.fromEntries(about.columns.map((name, n) => [name, n]));
  const act = body => attempt(() => post(`${path}/acts`, body));

  // Gauges.
  const gauges = about.essentials.map(essential => {
    const { bar, words, show: move } = gauge(essential);
    return {
      element: el('div', {}, el('div', { class: 'tools' }, el('strong', {}, essential.name), words, el('span', { class: 'soft' }, `lives from ${number(essential.low)} to ${number(essential.high)}`)), bar),
      show: move,
    };
  });
  const parts = about.parts.map(part => {
    const [fill, words] = [el('span', { class: 'fill' }), el('span')];
    return {
      element: el('div', {}, el('div', { class: 'tools' }, el('strong', {}, part.name), words,
        el('button', { disabled: readOnly, 'aria-label': `Wound ${part.name}`, onclick: () => act({ act: 'wound', part: part.name, condition: 0.5 * valueOf(part.name) }) }, 'Wound'),
        el('button', { disabled: readOnly, 'aria-label': `Knock out ${part.name}`, onclick: () => act({ act: 'knock-out', part: part.name }) }, 'Knock out')),
      el('div', { class: 'gauge' }, fill)),
      show(value) {
        fill.style.width = `${Math.max(0, Math.min(1, value)) * 100}%`;
        fill.className = `fill ${value < part.vital + 0.1 ? 'terminal' : value < 0.5 ? 'precarious' : ''}`;
        words.textContent = `${number(100 * value, 3)} %${part.vital > 0 ? `, vital above ${number(100 * part.vital, 3)} %` : ''}`;
      },
    };
  });
  let row = [];
  const valueOf = name => row[at[name]];
  const world = niche(about);
  const status = el('strong', { role: 'status' });
  const account = el('p', { 'aria-live': 'off' });
  const energy = el('dl');
  const beliefs = el('dl');
  const acts = el('dl');
  const events = el('ol', { class: 'events', tabindex: 0, 'aria-label': 'Biography' });
  const death = el('section', { class: 'death-page', hidden: true });

  // Curves.
  // A body without essential variables lives by its energy alone; its first sense is drawn then.
  const [first] = about.essentials;
  const inside = first
    ? new Curves('Essential variables by age', about.essentials.map(e => e.name).concat(['dies below', 'dies above']), { bands: [about.essentials.length, about.essentials.length + 1] })
    : new Curves('Senses by age', [about.senses[0]]);
  const insideOf = (column, essentials) => first ? [...essentials, first.low, first.high] : [column(`sensed ${about.senses[0]}`)];
  const stores = new Curves('Energy by age', ['energy', 'free energy'], { unit: 'J, nats' });
  if (past.ages.length) {
    const column = name => past.columns[name];
    past.ages.forEach((then, n) => inside.add(then, insideOf(name => column(name)?.[n], about.essentials.map(e => column(e.name)?.[n]))));
    stores.set([[...past.ages], [...column('energy')], [...column('free energy')]]);
    for (let n = 0; n < past.ages.length; n++) world.show(about.columns.map(name => past.columns[name][n]));
  }

  // Interventions.
  const meal = el('input', { type: 'number', value: 20, min: 0, step: 'any', 'aria-label': 'Energy of a meal in J' });
  const state = el('select', { 'aria-label': 'State of the niche' }, about.states.map(name => el('option', {}, name)));
  const by = el('input', { type: 'number', value: -5, step: 'any', 'aria-label': 'Change of the state' });
  const loop = el('select', { 'aria-label': 'Loop to take away' }, about.loops.map(name => el('option', {}, name)));
  const forkAge = el('input', { type: 'range', min: 1, max: 1, value: 1, 'aria-label': 'Age to look at' });
  const looking = el('span', { class: 'soft' }, 'now');
  const control = pace(id, { speeds: [1, 10, 30, 60, 200, 1000, 0], unit: 'steps a second', readOnly, signal });
  let seen = null;
  const now = el('button', { hidden: true, onclick: () => { seen = null; now.hidden = true; looking.textContent = 'now'; } }, 'Back to now');
  const stateAt = newest(then => ask(`${path}/at?age=${then}`));
  forkAge.addEventListener('input', () => attempt(async () => {
    const then = await stateAt(forkAge.value);
    if (!then) return;
    seen = then.age;
    now.hidden = false;
    looking.textContent = `age ${then.age}`;
    draw(then);
  }));
  const fork = () => attempt(async () => {
    const other = await post(`${path}/fork?age=${seen ?? age}`);
    location.hash = `#/life/${other.id}`;
  });
  const bed = el('section', { class: 'whole' }, el('h2', {}, isSaved ? 'Its past' : 'What you can do to it'),
    isSaved ? '' : el('div', { class: 'tools' },
      el('label', {}, 'meal, J', meal), el('button', { disabled: readOnly, onclick: () => act({ act: 'feed', energy: Number(meal.value) }) }, 'Feed'),
      el('label', {}, 'change', state), el('label', {}, 'by', by), el('button', { disabled: readOnly, onclick: () => act({ act: 'disturb', state: state.value, by: Number(by.value) }) }, 'Shock'),
      el('label', {}, 'loop', loop), el('button', { disabled: readOnly, onclick: () => act({ act: 'take-away', loop: loop.value }) }, 'Take away')),
    el('div', { class: 'tools' }, el('label', {}, 'look at', forkAge), looking, now, isSaved ? '' : el('button', { disabled: readOnly, onclick: fork }, 'Fork here')));

  show(about.title,
    el('p', { class: 'soft' }, `${about.habitat}: ${about.description}. Body ${about.body} in ${about.niche}. Run: ${about.folder}. `, el('a', { href: `#/circuit/session/${id}` }, 'Circuit')),
    el('div', { class: 'tools' }, isSaved ? '' : control.element, status), death,
    el('div', { class: 'columns' },
      el('section', { class: 'third' }, el('h2', {}, 'Niche'), world.element),
      el('section', { class: 'third' }, first ? [el('h2', {}, 'Within the limits of life'), gauges.map(g => g.element)] : '', el('h2', {}, 'Energy'), energy,
        parts.length ? [el('h2', {}, 'Parts'), parts.map(p => p.element)] : ''),
      el('section', { class: 'third' }, el('h2', {}, 'What it does, and why'), account, el('h2', {}, 'Senses and acts'), acts, el('h2', {}, 'Beliefs'), beliefs),
      el('section', { class: 'half' }, el('h2', {}, first ? 'Essential variables' : 'What it senses'), inside.element),
      el('section', { class: 'half' }, el('h2', {}, 'Energy and free energy'), stores.element),
      bed, el('section', { class: 'whole' }, el('h2', {}, 'Biography'), events)));

  let age = 0, drawn = 0;
  function draw(frame) {
    row = frame.row;
    if (!row.length) return;
    status.textContent = `age ${frame.age}, ${frame.viability}`;
    status.className = frame.viability;
    account.textContent = frame.account;
    gauges.forEach((gauge, n) => gauge.show(frame.essentials[n]));
    parts.forEach((part, n) => part.show(valueOf(about.parts[n].name)));
    world.show(row);
    energy.replaceChildren(...values([['stored, J', valueOf('energy')], ['taken in, J', valueOf('income')],
      ...(frame.uses ? about.uses.map((use, n) => [`spent on ${use}, J`, frame.uses[n]]) : [['spent, J', valueOf('spent')]]), ['synapses', valueOf('synapses')]]));
    acts.replaceChildren(...values([...about.senses.map(name => [`senses ${name}`, valueOf(`sensed ${name}`)]), ...about.effectors.map(name => [`does ${name}`, valueOf(`done ${name}`)])]));
    beliefs.replaceChildren(...values([['free energy, nats', valueOf('free energy')], ...about.columns.filter(name => about.watched.some(w => name === w || name.startsWith(`${w}[`))).map(name => [name, valueOf(name)])]));
  }

  watch(id, {
    signal, connection,
    frame(frame) {
      control.update(frame);
      if (frame.age !== age && frame.row.length) {
        age = frame.age;
        forkAge.max = String(age);
        inside.add(age, insideOf(name => frame.row[at[name]], frame.essentials));
        stores.add(age, [frame.row[at.energy], frame.row[at['free energy']]]);
      }
      if (seen === null) draw(frame);
      if (performance.now() - drawn > 120) { drawn = performance.now(); inside.draw(); stores.draw(); }
      if (frame.causeOfDeath && death.hidden) dead(frame);
    },
    happened(event) {
      if (event.event !== 'happened') return;
      events.prepend(el('li', { class: event.kind }, el('b', {}, String(event.age)), ` ${event.text}`));
    },
  });

  function dead(frame) {
    death.hidden = false;
    death.replaceChildren(el('h2', { class: 'terminal' }, `It died at age ${frame.age}: ${frame.causeOfDeath}`),
      isSaved ? '' : el('p', {}, 'Death is final. Its biography is kept; move the slider below to look at any age, and fork there to see what else could have become of it.'),
      isSaved ? '' : el('p', {}, el('a', { href: '#/' }, 'Begin another life')));
    if (!isSaved) bed.querySelectorAll('.tools:first-of-type button').forEach(button => { button.disabled = true; });
    inside.draw();
    stores.draw();
  }

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { inside.draw(); stores.draw(); }, { signal });
}
