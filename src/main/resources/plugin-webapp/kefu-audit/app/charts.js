// Charts as inline SVG, each with its numbers as a table for whoever does not see it.

import { el, svg, table } from './dom.js';

/**
 * Started and ended instances week by week.
 * @param {Array} weeks {week: '2026-W47', started, ended}
 */
export function throughput(weeks) {
  const width = 640;
  const height = 220;
  const left = 40;
  const bottom = 28;
  const top = 14;
  const most = Math.max(1, ...weeks.flatMap((week) => [week.started, week.ended]));
  const step = nice(most / 4);
  const lines = Math.ceil(most / step);
  const y = (count) => top + (height - top - bottom) * (1 - count / (lines * step));
  const room = (width - left) / weeks.length;
  const bar = Math.min(18, room * 0.38);
  const every = Math.ceil(weeks.length / 13);
  const chart = svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': summary(weeks) },
    svg('defs', {}, svg('pattern', { id: 'kefu-hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      svg('rect', { width: 3, height: 5, class: 'kefu-hatch' }))));
  for (let line = 0; line <= lines; line++) {
    chart.append(
      svg('line', { x1: left, x2: width, y1: y(line * step), y2: y(line * step), class: 'kefu-grid' }),
      svg('text', { x: left - 6, y: y(line * step) + 4, 'text-anchor': 'end' }, String(line * step)));
  }
  weeks.forEach((week, index) => {
    const middle = left + room * (index + 0.5);
    const column = (x, count, className, text) => svg('rect', { x, y: y(count), width: bar, height: height - bottom - y(count), class: className },
      svg('title', {}, `${weekName(week.week)}：${text}${count}件`));
    chart.append(column(middle - bar - 1, week.started, 'kefu-started', '发起'), column(middle + 1, week.ended, 'kefu-ended', '结束'));
    if (index % every === 0) {
      chart.append(svg('text', { x: middle, y: height - 8, 'text-anchor': 'middle' }, week.week.replace(/^\d+-W0?/, '') + '周'));
    }
  });
  return el('figure.kefu-chart', {},
    chart,
    el('ul.kefu-legend', {},
      el('li', {}, el('span.kefu-swatch.kefu-started'), ' 发起'),
      el('li', {}, el('span.kefu-swatch.kefu-ended'), ' 结束（斜纹）')),
    el('details', {}, el('summary', {}, '以表格显示'),
      table('每周发起和结束的实例数', [
        { label: '周', cell: (week) => weekName(week.week) },
        { label: '发起', className: 'number', cell: (week) => week.started },
        { label: '结束', className: 'number', cell: (week) => week.ended },
      ], weeks)));
}

/** A share as a bar, its text beside it. */
export function share(part, whole) {
  return el('span.kefu-share', { 'aria-hidden': 'true' }, el('span', { style: `width: ${whole ? Math.max(1, Math.round((100 * part) / whole)) : 0}%` }));
}

const weekName = (week) => week.replace(/^(\d+)-W0?(\d+)$/, '$1年第$2周');

function summary(weeks) {
  const started = weeks.reduce((sum, week) => sum + week.started, 0);
  const ended = weeks.reduce((sum, week) => sum + week.ended, 0);
  return `${weekName(weeks[0].week)}至${weekName(weeks[weeks.length - 1].week)}，共发起${started}件，结束${ended}件`;
}

/** The next 1, 2 or 5 with zeros. */
function nice(least) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= least);
}
