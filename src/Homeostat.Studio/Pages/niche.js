// Pictures of the niches: a room, a field with a path, needles; of any other niche its states.
import { canvas, color, el, hues, number } from './page.js';

export function niche(life) {
  const at = Object.fromEntries(life.columns.map((name, n) => [name, n]));
  const picture = canvas(260, `The niche of the ${life.habitat}`);
  const words = el('dl', {});
  const draw = life.habitat === 'thermostat' ? room : life.habitat === 'chemotaxis' ? field : life.habitat === 'homeostat' ? needles : null;
  const path = [];
  return {
    element: el('div', {}, draw ? picture.element : null, words),
    forget() { path.length = 0; },
    show(row) {
      if (!row.length) return;
      const value = name => row[at[name]];
      if ('x' in at) {
        path.push([value('x'), value('y')]);
        if (path.length > 4000) path.splice(0, 1000);
      }
      if (draw) {
        const { pen, width, height } = picture.pen();
        pen.clearRect(0, 0, width, height);
        draw(pen, width, height, value, { life, path });
      }
      const states = draw ? life.states.filter(name => !/left|heading|source|strength|cue/.test(name)) : life.states;
      words.replaceChildren(...states.flatMap(name => [el('dt', {}, name), el('dd', {}, number(value(name)))]));
    },
  };
}

function text(pen, words, x, y, ink = color('--ink'), align = 'left') {
  Object.assign(pen, { fillStyle: ink, font: '13px system-ui', textAlign: align });
  pen.fillText(words, x, y);
}

function room(pen, width, height, value, { life }) {
  const essential = life.essentials[0];
  const [low, high, mid] = [essential.low, essential.high, width * 0.3];
  const y = degrees => height - 24 - (degrees - low + 3) / (high - low + 6) * (height - 48);
  pen.strokeStyle = color('--line');
  pen.lineWidth = 2;
  pen.strokeRect(mid - 12, 12, 24, height - 24);
  pen.fillStyle = color('--panel');
  pen.fillRect(mid - 11, y(high), 22, y(low) - y(high));
  const now = Math.max(low - 3, Math.min(high + 3, value('temperature')));
  pen.fillStyle = value('temperature') > (low + high) / 2 ? hues[1] : hues[0];
  pen.fillRect(mid - 9, y(now), 18, height - 14 - y(now));
  for (const [degrees, label] of [[high, `dies above ${number(high)}`], [low, `dies below ${number(low)}`], [essential.setPoint, `prefers ${number(essential.setPoint)}`]]) {
    pen.beginPath(); pen.moveTo(mid - 18, y(degrees)); pen.lineTo(mid + 18, y(degrees)); pen.stroke();
    text(pen, label, mid + 24, y(degrees) + 4, color('--soft'));
  }
  text(pen, `${number(value('temperature'), 3)} °C`, mid - 20, y(now) + 4, color('--ink'), 'right');
  const heating = value('done heating');
  text(pen, heating > 0.02 ? `heats by ${number(heating, 2)}` : heating < -0.02 ? `cools by ${number(-heating, 2)}` : 'rests', mid + 24, height - 6);
  const cues = life.senses.filter(name => name.startsWith('cue'));
  cues.forEach((name, n) => {
    const x = width - 20 - 18 * (cues.length - 1 - n);
    pen.beginPath(); pen.arc(x, 22, 6, 0, 7);
    pen.fillStyle = value(`sensed ${name}`) > 0 ? hues[4] : color('--panel'); pen.fill(); pen.stroke();
  });
  text(pen, 'cues', width - 12, 46, color('--soft'), 'right');
  if (value('shock') !== 0) text(pen, value('shock') < 0 ? 'a cold shock' : 'a hot shock', width - 12, 68, color('--bad'), 'right');
}

function field(pen, width, height, value, { path }) {
  const [sx, sy] = [value('source x'), value('source y')];
  const points = [...path, [sx, sy]];
  const [xs, ys] = [points.map(p => p[0]), points.map(p => p[1])];
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((width - 30) / (right - left + 1e-9), (height - 30) / (top - bottom + 1e-9));
  const place = ([x, y]) => [width / 2 + (x - (left + right) / 2) * scale, height / 2 - (y - (bottom + top) / 2) * scale];
  const [fx, fy] = place([sx, sy]);
  pen.strokeStyle = color('--line');
  for (let ring = 1; ring < 6; ring++) { pen.beginPath(); pen.arc(fx, fy, ring * 28, 0, 7); pen.stroke(); }
  pen.fillStyle = hues[2];
  pen.beginPath(); pen.arc(fx, fy, 6, 0, 7); pen.fill();
  pen.strokeStyle = hues[0];
  pen.beginPath();
  path.forEach((point, n) => { const [x, y] = place(point); n ? pen.lineTo(x, y) : pen.moveTo(x, y); });
  pen.stroke();
  if (path.length) {
    const [x, y] = place(path.at(-1));
    pen.fillStyle = hues[1];
    pen.beginPath(); pen.arc(x, y, 5, 0, 7); pen.fill();
  }
  text(pen, 'food', fx + 9, fy + 4, color('--soft'));
}

function needles(pen, width, height, value, { life }) {
  const names = life.essentials.map(e => e.name).filter(name => name.startsWith('needle'));
  names.forEach((name, n) => {
    const { low, high } = life.essentials.find(e => e.name === name);
    const [x, y, length] = [width * (n + 0.5) / names.length, height * 0.75, Math.max(0, Math.min(width / names.length / 2 - 10, height * 0.6))];
    const angle = v => -Math.PI / 2 + (v - (low + high) / 2) / (high - low) * Math.PI * 0.8;
    pen.strokeStyle = color('--line'); pen.lineWidth = 3;
    pen.beginPath(); pen.arc(x, y, length, angle(low), angle(high)); pen.stroke();
    const a = angle(Math.max(low, Math.min(high, value(name))));
    pen.strokeStyle = hues[1];
    pen.beginPath(); pen.moveTo(x, y); pen.lineTo(x + length * Math.cos(a), y + length * Math.sin(a)); pen.stroke();
    text(pen, `${name} ${number(value(name), 2)}`, x, y + 22, color('--ink'), 'center');
  });
}
