// The lessons: what runs beside the text, what can be changed, and how the page sees that a task is done.
// A task is told what has happened since the lesson was opened: see Watched in lessons.js.

const milli = { unit: 'mV', scale: 1000, step: 0.0005 };

export const lessons = {
  neuron: {
    title: 'One neuron', about: 'Why a cell is silent, why it fires, and how fast.',
    begin: { network: 'lesson-neuron' }, speed: 0.2, trace: 'cell.v', shown: 'membrane potential', unit: 'V',
    sliders: [
      { part: 'cell', name: 'drive', label: 'drive', min: 0, max: 0.03, value: 0.008, ...milli },
      { part: 'cell', name: 'taum', label: 'time constant taum', unit: 'ms', scale: 1000, step: 0.001, min: 0.005, max: 0.04, value: 0.02 },
    ],
    buttons: [{ words: 'Push by 5 mV', act: { act: 'stimulate', variable: 'cell.v', units: [0], by: 0.005 } }],
    tasks: [
      { words: 'Raise the drive until the cell fires.', done: s => s.rate() > 0 },
      { words: 'Make it fire more than 40 times in a second.', done: s => s.rate() > 40 },
      { words: 'Take the drive down to 8 mV or less, and make the silent cell fire by a push.', done: s => s.value('drive') <= 0.00801 && s.at('stimulate') - s.at('set-constant') > 0.05 && Math.abs(s.lastSpike() - s.at('stimulate') - 0.005) < 0.01 },
    ],
  },
  prediction: {
    title: 'A circuit that predicts', about: 'An error that only a right model of the world ends.',
    begin: { network: 'lesson-prediction' }, speed: 1, trace: 'error.e', shown: 'error', unit: '',
    sliders: [
      { part: 'belief', name: 'trust', label: 'trust', min: 0.5, max: 10, step: 0.5, value: 2 },
      { part: 'belief', name: 'w', label: 'frequency w that is expected, radians/s', min: 1, max: 6, step: 0.25, value: 2 },
      { part: 'world', name: 'frequency', label: 'frequency of the world, radians/s', min: 1, max: 6, step: 0.25, value: 3 },
    ],
    buttons: [],
    tasks: [
      { words: 'Raise the trust until the error stays within 0.35. It does not end.', done: s => s.value('trust') > 2 && s.value('w') === 2 && s.within(3) < 0.35 },
      { words: 'Find the frequency w with which the error ends: it stays within 0.05.', done: s => s.value('w') !== 2 && s.within(3) < 0.05 },
      { words: 'Change the world, and see that the model that was right is wrong: the error comes back.', done: s => s.value('frequency') !== 3 && s.value('w') !== 2 && s.since('set-constant') > 3 && s.within(3) > 0.2 },
    ],
  },
  synapse: {
    title: 'A synapse that learns', about: 'The order of two spikes decides whether a weight grows or falls.',
    begin: { network: 'lesson-synapse' }, speed: 1, weight: true, shown: 'weight', unit: '',
    sliders: [{ part: 'second', name: 'lag', label: 'lag of the second cell', min: -0.05, max: 0.05, value: 0.05, step: 0.005, unit: 'ms', scale: 1000 }],
    buttons: [],
    tasks: [
      { words: 'Let the second cell fire shortly after the first, until the weight is above 0.8.', done: s => s.value('lag') > 0 && s.weight > 0.8 },
      { words: 'Turn the order round, until the weight is below 0.2.', done: s => s.value('lag') < 0 && s.weight < 0.2 },
    ],
  },
  mortal: {
    title: 'A mortal', about: 'A thermostat that keeps itself alive, and what it dies of.',
    begin: { life: 'thermostat' }, speed: 60, shown: 'temperature', unit: '°C',
    sliders: [],
    buttons: [
      { words: 'Open the door', act: { act: 'disturb', state: 'temperature', by: -3 } },
      { words: 'Feed 20 J', act: { act: 'feed', energy: 20 } },
      { words: 'Take inference away', act: { act: 'take-away', loop: 'Inference' } },
    ],
    tasks: [
      { words: 'Open the door, and wait until it has made it warm again.', done: s => s.since('disturb') > 3 && Math.abs(s.essential - s.setPoint) < 1 },
      { words: 'Take inference away, and see it get more than 2 °C away from where it wants to be.', done: s => s.at('take-away') < Infinity && Math.abs(s.essential - s.setPoint) > 2 },
      { words: 'See it die, and what of.', done: s => s.causeOfDeath != null },
    ],
  },
};
