// Play, pause, single steps and speed of a run.
import { attempt, post } from './api.js';
import { el, number } from './page.js';

export function pace(id, { speeds, unit, step, readOnly }) {
  const control = body => attempt(() => post(`api/sessions/${id}/control`, body));
  let paused = false;
  const play = el('button', { class: 'main', disabled: readOnly, onclick: () => control({ play: paused }) }, 'Pause');
  const stepping = el('button', { disabled: readOnly, onclick: () => control({ step }) }, step > 1 ? `${step} steps` : 'Step');
  const speed = el('select', { 'aria-label': `Speed in ${unit}`, disabled: readOnly, onchange: () => control({ speed: Number(speed.value) }) },
    speeds.map(value => el('option', { value }, value === 0 ? 'as fast as possible' : `${number(value)} ${unit}`)));
  const element = el('div', { class: 'tools' }, play, stepping, el('label', {}, 'speed ', speed));
  return {
    element,
    update(frame) {
      paused = frame.isPaused;
      play.textContent = paused ? 'Play' : 'Pause';
      if (document.activeElement !== speed && [...speed.options].some(o => Number(o.value) === frame.speed)) speed.value = String(frame.speed);
    },
    toggle: () => control({ play: paused }),
    step: () => control({ step }),
  };
}
