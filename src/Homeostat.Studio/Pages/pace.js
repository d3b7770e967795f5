// Play, pause, single steps and speed of a run.
import { attempt, post } from './api.js';
import { el, number } from './page.js';

// The space bar is Play and Pause, the full stop a step.
export function pace(id, { speeds, unit, readOnly, signal }) {
  const control = body => attempt(() => post(`api/sessions/${id}/control`, body));
  let paused = false;
  const play = el('button', { class: 'main', disabled: readOnly, onclick: () => control({ play: paused }) }, 'Pause');
  const stepping = el('button', { disabled: readOnly, onclick: () => control({ step: 1 }) }, 'Step');
  const speed = el('select', { 'aria-label': `Speed in ${unit}`, disabled: readOnly, onchange: () => control({ speed: Number(speed.value) }) },
    speeds.map(value => el('option', { value }, value === 0 ? 'as fast as possible' : `${number(value)} ${unit}`)));
  const element = el('div', { class: 'tools' }, play, stepping, el('label', {}, 'speed ', speed));
  document.addEventListener('keydown', event => {
    if (event.target.closest('input, select, button, a') || event.ctrlKey || event.metaKey || readOnly) return;
    if (event.key === ' ') {
      event.preventDefault();
      play.click();
    } else if (event.key === '.') stepping.click();
  }, { signal });
  return {
    element,
    update(frame) {
      paused = frame.isPaused;
      play.textContent = paused ? 'Play' : 'Pause';
      if (document.activeElement !== speed && [...speed.options].some(o => Number(o.value) === frame.speed)) speed.value = String(frame.speed);
    },
  };
}
