// Where a value is between the limits of life.
import { el, number } from './page.js';

// An essential variable has low, high and setPoint.
export function gauge(essential) {
  const [mark, preferred, words] = [el('i'), el('b'), el('span')];
  const place = value => `calc(${Math.max(0, Math.min(1, (value - essential.low) / (essential.high - essential.low))) * 100}% - 2px)`;
  preferred.style.left = place(essential.setPoint);
  return {
    words,
    bar: el('span', { class: 'gauge' }, preferred, mark),
    show(value) {
      const margin = Math.min(value - essential.low, essential.high - value) / ((essential.high - essential.low) / 2);
      mark.style.left = place(value);
      mark.className = margin < 0 ? 'terminal' : margin < 0.2 ? 'precarious' : '';
      words.textContent = number(value);
    },
  };
}
