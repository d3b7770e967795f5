// Small helpers to write a page.

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter(child => child != null && child !== ''));
  return element;
}

export function show(title, ...content) {
  document.title = `${title} - Homeostat studio`;
  const main = document.getElementById('main');
  main.replaceChildren(el('h1', {}, title), ...content.flat(Infinity).filter(child => child != null && child !== ''));
}

// The name of a run, which may lie in folders, as a part of an address.
export const inAddress = name => name.split('/').map(encodeURIComponent).join('/');

export const number = (value, digits = 4) => value == null || !Number.isFinite(Number(value)) ? '-' : String(Number(Number(value).toPrecision(digits)));

// A color of the style sheet as a canvas understands it: light or dark, as the page is.
export function color(name) {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const key = `${name} ${dark}`;
  if (!known.has(key)) {
    const probe = el('span');
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    known.set(key, getComputedStyle(probe).color);
    probe.remove();
  }
  return known.get(key);
}
const known = new Map();

// Names with their values; series such as cue1, cue2, ... are drawn as bars from their mean line.
export function values(pairs) {
  const rows = [];
  for (const [name, value] of pairs) {
    const stem = name.replace(/\d+(?=\]?$)/, '#');
    const last = rows.at(-1);
    if (last?.stem === stem && stem !== name) last.values.push(value);
    else rows.push({ stem, name, values: [value] });
  }
  return rows.flatMap(row => row.values.length < 4
    ? row.values.flatMap((value, n) => [el('dt', {}, n ? row.stem.replace('#', String(n + 1)) : row.name), el('dd', {}, number(value))])
    : [el('dt', {}, row.stem.replace('[#]', '').replace('#', 's')), el('dd', {}, bars(row.values, row.stem))]);
}

function bars(list, name) {
  const largest = Math.max(1e-12, ...list.map(Math.abs));
  const [width, height] = [7 * list.length, 26];
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `${name}: ${list.map(v => number(v, 2)).join(', ')}` })) svg.setAttribute(key, value);
  const signed = list.some(v => v < 0);
  list.forEach((value, n) => {
    const [zero, full] = signed ? [height / 2, height / 2 - 1] : [height - 1, height - 2];
    const tall = Math.max(1, Math.abs(value) / largest * full);
    const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    for (const [key, v] of Object.entries({ x: 7 * n, width: 5, y: value < 0 ? zero : zero - tall, height: tall, fill: value < 0 ? hues[1] : hues[0] })) rect.setAttribute(key, v);
    svg.append(rect);
  });
  return svg;
}

// The hues of Okabe and Ito, which people with color blindness can tell apart.
export const hues = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8a7a00', '#6b6b6b'];

// A canvas with as many pixels as the screen has there.
export function canvas(height, label) {
  const element = el('canvas', { role: 'img', 'aria-label': label });
  element.style.height = `${height}px`;
  return {
    element,
    pen() {
      const scale = window.devicePixelRatio || 1;
      const width = Math.max(1, Math.round(element.clientWidth * scale));
      if (element.width !== width || element.height !== Math.round(height * scale)) Object.assign(element, { width, height: Math.round(height * scale) });
      const pen = element.getContext('2d');
      pen.setTransform(scale, 0, 0, scale, 0, 0);
      return { pen, width: element.clientWidth, height };
    },
  };
}
