// Survival curves that grow while lives go on: the curves, the numbers at risk, and the comparison of the groups, all as the library computes them.
import { ask, attempt } from './api.js';
import { Curves } from './charts.js';
import { el, hues, number } from './page.js';

const dashes = [[], [9, 5], [2, 4], [12, 4, 2, 4]];
const dashNames = ['solid', 'dashed', 'dotted', 'dash-dotted'];

export function survival(id, groups, signal) {
  // A curve and its band for each group.
  const names = groups.flatMap(group => [group.name, `${group.name}, upper limit`, `${group.name}, lower limit`]);
  const chart = new Curves('Share of lives that are longer than an age, with confidence bands of 95 %', names, {
    unit: 'share alive', height: 260, range: [0, 1], stepped: true, legend: false,
    style: n => n % 3 ? { width: 0, points: { show: false } } : { stroke: hue(n / 3), dash: dashes[(n / 3) % dashes.length], width: 2.2, points: { show: false } },
    areas: groups.map((_, n) => ({ series: [3 * n + 2, 3 * n + 3], fill: `${hue(n)}2e` })),
  });
  const watched = el('table'), compared = el('table');
  const said = el('p', { class: 'soft', role: 'status' });
  let isOver = false;

  const cell = value => el('td', { class: 'number' }, String(value));
  const heading = (text, isNumber = true) => el('th', { scope: 'col', ...(isNumber ? { class: 'number' } : {}) }, text);
  function fill(now) {
    chart.set(columns(now.groups));
    watched.replaceChildren(el('caption', {}, 'Lives at risk: those observed and alive just before an age'),
      el('thead', {}, el('tr', {}, heading('age', false), now.ages.map(age => heading(number(age, 6))))),
      el('tbody', {}, now.groups.map((group, n) => el('tr', {}, name(group, n), group.atRisk.map(cell)))));
    compared.replaceChildren(el('caption', {}, 'Length of life in steps'),
      el('thead', {}, el('tr', {}, heading('group', false), heading('lives'), heading('alive'), heading('mean life'), heading('median'), heading('log-rank χ²'), heading('log-rank P'), heading('died of', false))),
      el('tbody', {}, now.groups.map((group, n) => el('tr', {}, name(group, n), cell(group.lives), cell(group.alive), cell(`${Math.round(group.mean)} ± ${Math.round(group.standardError)}`), cell(number(group.median)),
        ...test(group, now.groups[0], n), el('td', {}, Object.entries(group.causes).map(([cause, count]) => `${cause} ${count}`).join(', ') || '-')))));
    said.textContent = now.groups.every(group => group.lives === group.alive) ? 'Nobody has died yet.'
      : now.groups.length === 1 ? `The mean is that of the life up to age ${now.age}.`
      : `The means are those of the life up to age ${now.age}. P: the probability of so large a difference from '${now.groups[0].name}' if they die alike${isOver ? '' : ', by what was seen so far. Decide by the one at the end'}.`;
  }

  const look = () => attempt(async () => fill(await ask(`api/sessions/${id}/survival`)));
  look();
  const timer = setInterval(() => { if (!isOver) look(); }, 700);
  signal.addEventListener('abort', () => clearInterval(timer));
  return {
    elements: [chart.element, said, el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Lives at risk' }, watched),
      el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Comparison of the groups' }, compared)],
    draw: () => chart.draw(),
    finish() { isOver = true; look(); },
  };
}

const hue = n => hues[n % hues.length];

function name(group, n) {
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  line.innerHTML = `<line x1="0" y1="5" x2="34" y2="5" stroke="${hue(n)}" stroke-width="2.5" stroke-dasharray="${dashes[n % dashes.length].join(' ')}"/>`;
  for (const [key, value] of Object.entries({ width: 34, height: 10, role: 'img', 'aria-label': `${dashNames[n % dashNames.length]} line` })) line.setAttribute(key, value);
  return el('th', { scope: 'row' }, line, ' ', group.name);
}

// There is something to test once both groups have lost someone.
const test = (group, first, n) => n === 0 ? [cellOf('-'), cellOf('-')]
  : group.lives === group.alive || first.lives === first.alive ? [cellOf('-'), cellOf('when both have deaths')]
  : [cellOf(number(group.chiSquare)), cellOf(number(group.p, 2))];
const cellOf = text => el('td', { class: 'number' }, text);

// The steps of all groups at all ages at which any curve has a point. A curve ends where its lives were seen last.
function columns(groups) {
  const ages = [...new Set(groups.flatMap(group => [...group.curve.map(([age]) => age), group.oldest]))].sort((a, b) => a - b);
  return [ages, ...groups.flatMap(group => {
    let next = 0;
    const steps = ages.map(age => {
      while (next + 1 < group.curve.length && group.curve[next + 1][0] <= age) next++;
      return age > group.oldest ? null : group.curve[next];
    });
    return [steps.map(s => s && s[1]), steps.map(s => s && s[3]), steps.map(s => s && s[2])];
  })];
}
