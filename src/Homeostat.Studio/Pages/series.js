// A chart of series of points, each with x values of its own.
import { Curves } from './charts.js';
import { el } from './page.js';

export function chart(title, unit, log = false) {
  const element = el('div');
  let key = '', curves = null;
  return {
    element,
    draw(series, x) {
      const names = series.map(s => s.name);
      if (key !== JSON.stringify([names, x])) {
        key = JSON.stringify([names, x]);
        curves = new Curves(`${title} by ${x}`, names, { unit, x, log });
        element.replaceChildren(curves.element);
      }
      const at = [...new Set(series.flatMap(s => s.points.map(p => p[0])))].sort((a, b) => a - b);
      const place = new Map(at.map((value, n) => [value, n]));
      curves.set([at, ...series.map(s => {
        const column = new Array(at.length).fill(null);
        for (const [value, y] of s.points) column[place.get(value)] = y;
        return column;
      })]);
    },
  };
}
