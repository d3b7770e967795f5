// Lessons: text beside a circuit that runs, with tasks that the page sees done by what the run does.
import { ask, attempt, post, watch } from './api.js';
import { Curves } from './charts.js';
import { lessons as all } from './lessons/list.js';
import { pace } from './pace.js';
import { el, number, show } from './page.js';

export default async function lessons({ arguments: [name, id], signal, connection }) {
  if (!name) return overview();
  const lesson = all[name];
  if (!lesson) throw new Error(`There is no lesson '${name}'.`);
  const [gallery, sessions, text] = await Promise.all([ask('api/gallery'), ask('api/sessions'), words(name)]);
  const about = id && sessions.some(s => s.id === id && !s.isClosed) ? await ask(`api/sessions/${id}`) : null;
  const code = await ask(`api/circuit/stage?${new URLSearchParams({ model: lesson.begin.network ?? lesson.begin.life, stage: 'equations' })}`);
  text.querySelectorAll('pre[data-part]').forEach(block => {
    block.textContent = code.parts[block.dataset.part];
    Object.assign(block, { tabIndex: 0, ariaLabel: `Equations of ${block.dataset.part}` });
  });
  const begin = () => attempt(async () => {
    const session = await post('api/sessions', { ...lesson.begin, seed: 1 });
    await post(`api/sessions/${session.id}/control`, { speed: lesson.speed, ...(lesson.trace ? { trace: { variable: lesson.trace, units: [0] } } : {}) });
    location.hash = `#/lessons/${name}/${session.id}`;
  });
  const bench = about ? live(lesson, id, about, { signal, connection, readOnly: gallery.isReadOnly })
    : [el('h2', {}, 'Circuit'), el('p', {}, 'The text is about a circuit that runs here.'), el('button', { class: 'main', disabled: gallery.isReadOnly, onclick: begin }, 'Begin')];
  show(lesson.title, el('p', {}, el('a', { href: '#/lessons' }, 'All lessons')),
    el('div', { class: 'columns' }, el('section', { class: 'half lesson' }, el('h2', {}, 'What to know'), [...text.body.childNodes]), el('section', { class: 'half' }, bench)));
}

function overview() {
  show('Lessons', el('p', { class: 'soft' }, 'Text beside a circuit that runs, with things to try.'),
    el('div', { class: 'cards' }, Object.entries(all).map(([name, lesson]) => el('section', {}, el('h2', {}, el('a', { href: `#/lessons/${name}` }, lesson.title)), el('p', { class: 'soft' }, lesson.about)))));
}

async function words(name) {
  const response = await fetch(`lessons/${name}.html`);
  if (!response.ok) throw new Error(`The text of the lesson '${name}' is not there.`);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

// What has been seen of the run since the lesson was opened. Times are in seconds of the circuit, of a life in steps / 10.
class Watched {
  constructor(lesson, about) {
    Object.assign(this, { values: new Map(lesson.sliders.map(s => [s.name, s.value])), spikes: [], points: [], acts: new Map(), now: 0, setPoint: about.essentials?.[0]?.setPoint });
    about.constants?.forEach(constant => this.values.set(constant.name, constant.value));
  }
  value(name) { return this.values.get(name); }
  at(act) { return this.acts.get(act) ?? Infinity; }
  since(act) { return this.now - (this.acts.get(act) ?? Infinity); }
  lastSpike() { return this.spikes.at(-1) ?? -Infinity; }
  // Spikes in a second, from those of the last seconds; 0 before so many have passed since a constant was changed.
  rate(span = 0.5) { return this.since('set-constant') < span ? 0 : this.spikes.filter(time => time > this.now - span).length / span; }
  // The largest value of the trace in the last seconds; none before so many have passed since a constant was changed.
  within(span) {
    const late = this.points.filter(([time]) => time > this.now - span);
    return this.since('set-constant') < span || this.now < span || !late.length ? NaN : Math.max(...late.map(([, value]) => Math.abs(value)));
  }
}

function live(lesson, id, about, { signal, connection, readOnly }) {
  const path = `api/sessions/${id}`;
  const seen = new Watched(lesson, about);
  const act = body => attempt(() => post(`${path}/acts`, body));
  const control = pace(id, { speeds: [...new Set([lesson.speed / 4, lesson.speed, lesson.speed * 4])], unit: lesson.begin.life ? 'steps a second' : '× real time', readOnly, signal });
  const curve = new Curves(lesson.shown, lesson.begin.life ? [lesson.shown, 'dies below', 'dies above'] : [lesson.shown], { unit: lesson.unit, x: lesson.begin.life ? 'age' : 'seconds', height: 220, most: 2000, bands: [1, 2], gap: lesson.begin.life ? Infinity : 0.25 });
  const status = el('p', { role: 'status' }, 'It begins.');
  const sliders = lesson.sliders.map(slider => {
    const value = seen.value(slider.name);
    const tell = v => `${number(v * (slider.scale ?? 1))} ${slider.unit ?? ''}`;
    const said = el('output', {}, tell(value));
    const input = el('input', { type: 'range', class: 'wide', min: slider.min, max: slider.max, step: slider.step, value, disabled: readOnly, 'aria-label': slider.label,
      oninput: () => { said.textContent = tell(Number(input.value)); },
      onchange: () => act({ act: 'set-constant', part: slider.part, name: slider.name, value: Number(input.value) }) });
    return el('p', {}, el('label', {}, slider.label), input, ' ', said);
  });
  const buttons = lesson.buttons.map(button => el('button', { disabled: readOnly, onclick: () => act(button.act) }, button.words));
  const tasks = lesson.tasks.map(task => ({ ...task, isDone: false, box: el('input', { type: 'checkbox', disabled: true, 'aria-label': task.words }) }));
  const finished = el('p', { role: 'status' });

  function check() {
    const next = tasks.find(task => !task.isDone);
    if (!next?.done(seen)) return;
    Object.assign(next, { isDone: true });
    next.box.checked = true;
    finished.textContent = tasks.every(task => task.isDone) ? 'All is done. Go on trying, or choose another lesson.' : `Done: ${next.words}`;
  }

  let drawn = 0;
  watch(id, {
    signal, connection,
    spikes({ count, first, pairs }) {
      for (let n = 0; n < count; n++) seen.spikes.push((first + pairs[2 * n + 1]) * about.timeStep);
      if (seen.spikes.length > 4000) seen.spikes.splice(0, 2000);
    },
    happened(event) {
      if (event.event !== 'act') return;
      seen.acts.set(event.act.act, lesson.begin.life ? event.step / 10 : event.step * about.timeStep);
      if (event.act.act === 'set-constant') seen.values.set(event.act.name, event.act.value);
    },
    frame(frame) {
      control.update(frame);
      if (lesson.begin.life) lives(frame);
      else runs(frame);
      check();
      if (performance.now() - drawn > 120) { drawn = performance.now(); curve.draw(); }
    },
  });

  function lives(frame) {
    if (!frame.row.length) return;
    const { low, high } = about.essentials[0];
    if (frame.age / 10 !== seen.now) curve.add(frame.age, [frame.essentials[0], low, high]);
    Object.assign(seen, { now: frame.age / 10, essential: frame.essentials[0], causeOfDeath: frame.causeOfDeath });
    if (frame.causeOfDeath) buttons.forEach(button => { button.disabled = true; });
    status.textContent = frame.causeOfDeath ? `It died at age ${frame.age}: ${frame.causeOfDeath}` : `Age ${frame.age}, ${frame.viability}. ${frame.account}`;
  }

  function runs(frame) {
    seen.now = frame.time;
    frame.traces?.times.forEach((time, n) => {
      seen.points.push([time, frame.traces.values[0][n]]);
      curve.add(time, [frame.traces.values[0][n]]);
    });
    if (seen.points.length > 8000) seen.points.splice(0, 4000);
    status.textContent = `${number(frame.time, 5)} s. ${lesson.weight ? `Weight ${number(seen.weight ?? NaN, 2)}.` : `${number(seen.rate(), 3)} spikes in a second.`}`;
  }

  if (lesson.weight) {
    const look = () => attempt(async () => {
      const { largest, bins } = await ask(`${path}/weights`);
      seen.weight = (bins.findIndex(count => count > 0) + 0.5) / bins.length * largest;
      curve.add(seen.now, [seen.weight]);
    });
    const timer = setInterval(look, 300);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  return [el('h2', {}, 'Circuit'), control.element, curve.element, status, sliders,
    buttons.length ? el('div', { class: 'tools' }, buttons) : '',
    el('h2', {}, 'To do'), el('ol', { class: 'tasks' }, tasks.map(task => el('li', {}, el('label', {}, task.box, task.words)))), finished,
    el('p', { class: 'soft' }, el('a', { href: `#/circuit/session/${id}` }, 'Its circuit'), ' ', el('a', { href: `#/${about.kind}/${id}` }, 'All that can be seen and done'))];
}
