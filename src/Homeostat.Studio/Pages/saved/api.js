// Requests of the pages in a saved file: the file itself has the answers, and nothing is asked of a studio.

export { attempt, newest, says } from './attempt.js';

export const saved = JSON.parse(document.getElementById('run').textContent);

const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0)).buffer;
export const floats = text => new Float32Array(bytes(text));
export const whole = text => new Uint32Array(bytes(text));

export async function post() {
  throw new Error('This is a saved file: it can be looked at, and nothing in it goes on.');
}

const answers = {
  'api/gallery': () => ({ isReadOnly: true, isSaved: true }),
  'api/sessions': () => [{ id: '1', kind: 'saved', title: saved.run.name }],
  'api/sessions/1': () => saved.life.about,
  'api/sessions/1/past': asked => past(Number(asked.get('points'))),
  'api/sessions/1/at': asked => at(Number(asked.get('age'))),
  'api/circuit': () => saved.circuit.about,
  'api/circuit/stage': asked => saved.circuit.stages[asked.get('stage')],
  'api/circuit/cost': () => saved.circuit.cost,
};

export async function ask(address) {
  const [path, query] = address.split('?');
  if (!answers[path]) throw new Error(`This file does not hold ${path}.`);
  return answers[path](new URLSearchParams(query));
}

// The columns of a life are unpacked when they are first looked at.
let unpacked;
const columns = () => unpacked ??= Object.fromEntries(Object.entries(saved.life.columns).map(([name, text]) => [name, floats(text)]));

function past(points) {
  const { ages } = saved.life;
  const stretch = Math.max(1, Math.ceil(ages.length / points));
  const kept = ages.map((_, n) => n).filter(n => (ages.length - 1 - n) % stretch === 0);
  return { ages: kept.map(n => ages[n]), columns: Object.fromEntries(Object.entries(columns()).map(([name, values]) => [name, kept.map(n => values[n])])) };
}

// The state at an age, or at the last one before it that the file holds.
function at(age) {
  const { about, ages, viabilities, last } = saved.life;
  const n = Math.max(0, ages.findLastIndex(then => then <= age));
  if (ages[n] === last.age) return last;
  const value = name => columns()[name][n];
  return {
    age: ages[n],
    row: about.columns.map(value),
    viability: viabilities.findLast(([since]) => since <= ages[n])[1],
    account: about.effectors.map(name => `${name} ${Number(value(`done ${name}`).toPrecision(4))}`).join('; '),
    essentials: about.essentials.map(essential => value(essential.name)),
  };
}

// A page of a life draws once it has its size on the screen.
export function watch(id, { frame, happened, connection, signal }) {
  connection('');
  saved.life.events.forEach(event => happened?.({ event: 'happened', ...event }));
  const timer = setTimeout(() => frame?.({ ...saved.life.last, isPaused: true, speed: 0 }), 150);
  signal.addEventListener('abort', () => clearTimeout(timer));
}
