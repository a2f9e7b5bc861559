// A budget over the last hour, as a small picture.
import {draw} from './dom.js';

const HEIGHT = 40;

/**
 * Draws how much of a budget was in use.
 *
 * @param {number[]} samples calls in the five minutes before each moment, oldest first
 * @param {number} limit most calls in five minutes: the top edge
 * @param {number} seconds between two samples
 */
export function chart(samples, limit, seconds, mood, api) {
  const top = Math.max(limit, ...samples);
  const height = used => HEIGHT - used / top * (HEIGHT - 1);
  const line = samples.map((used, at) => `${at},${height(used).toFixed(2)}`);
  const last = samples.length - 1;
  const minutes = Math.round(last * seconds / 60);
  const words = `${api}: at most ${Math.max(...samples)} of ${limit} calls in 5 minutes,`
    + ` over the last ${minutes} minutes; now ${samples[last]}`;
  return draw('svg', {
    class: `chart ${mood}`, role: 'img', 'aria-label': words, preserveAspectRatio: 'none',
    viewBox: `0 0 ${Math.max(1, last)} ${HEIGHT}`,
  },
  draw('title', {}, words),
  draw('polygon', {points: [`0,${HEIGHT}`, ...line, `${last},${HEIGHT}`].join(' ')}),
  draw('polyline', {points: line.join(' ')}));
}
