// The page 流程总览: how often and how long, on the diagram of a process.

import { activityTable, isScope, isWork, nameOf } from './activities.js';
import { get, xml } from './api.js';
import { share, throughput } from './charts.js';
import { diagram, legend } from './diagram.js';
import { day, duration, el, facts, percent, table, versionName } from './dom.js';
import { filters, frame, link, load, nothing, option, section } from './page.js';

const STEPS = 5;

const METRICS = {
  count: { label: '次数', of: (activity) => activity.count, text: (count) => `${count}次` },
  median: { label: '用时（中位数）', of: (activity) => activity.medianMs, text: duration },
  total: { label: '用时（合计）', of: (activity) => activity.totalMs, text: duration },
};

export function overviewPage(node, parameters) {
  const content = frame(node, 'overview', '流程总览');
  const search = el('div');
  const result = el('div');
  content.append(section('流程总览', search), result);
  load(search, (signal) => get('processes', {}, signal), (processes) => {
    const process = parameters.process || (processes[0] && processes[0].key);
    if (process) {
      load(result, (signal) => get('overview', { process, version: parameters.version, from: parameters.from, to: parameters.to }, signal), (overview) => draw(overview, parameters.metric));
    } else {
      result.replaceChildren(nothing('没有您可以查看的流程。'));
    }
    return filters('overview', { ...parameters, process }, fields(processes, process));
  });
}

function fields(processes, process) {
  const versions = (key) => (processes.find((entry) => entry.key === key) || { versions: [] }).versions
    .map((version) => [version.version, versionName(version)]);
  return [
    {
      name: 'process', label: '流程', all: '请选择', options: processes.map(({ key, name }) => [key, name]),
      changed: (event) => event.target.form.elements.version.replaceChildren(option('全部版本', '', ''), ...versions(event.target.value).map(([value, text]) => option(text, value, ''))),
    },
    { name: 'version', label: '版本', all: '全部版本', options: versions(process) },
    { name: 'from', label: '统计期间 从', type: 'date' },
    { name: 'to', label: '统计期间 至', type: 'date' },
    { name: 'metric', label: '热力图', all: '次数', options: [['median', METRICS.median.label], ['total', METRICS.total.label]] },
  ];
}

function draw(overview, metric) {
  const { onTime } = overview;
  const version = overview.version ? `第${overview.version}版` : '全部版本';
  return [
    section(`${overview.name || overview.processKey}（${version}）`, facts([
      ['统计期间', `${day(overview.from)}至${day(overview.to)}`],
      ['进行中', `${overview.running}件`],
      ['已结束', `${overview.finished}件`],
      ['历时中位数', duration(overview.medianMs)],
      ['90%在此时间内结束', duration(overview.p90Ms)],
      ['按时率', onTime.total ? `${percent(onTime.total - onTime.missed, onTime.total)}（${onTime.total}项时限，超时${onTime.missed}项）` : '—'],
    ])),
    heatMap(overview, METRICS[metric] || METRICS.count),
    section('每周发起和结束', overview.throughput.length ? throughput(overview.throughput) : nothing('还没有实例。')),
    section('各环节次数与用时', activityTable(overview.activities, TIMES)),
    section('时限', clockTable(overview)),
    section('返工', reworkTable(overview)),
  ];
}

// ---- heat map

function heatMap(overview, metric) {
  const steps = overview.activities.filter((activity) => isWork(activity) && !isScope(activity));
  const bounds = boundsOf(Math.max(0, ...steps.map((activity) => metric.of(activity) || 0)));
  const warmth = (index) => (bounds.length > 1 ? Math.round(1 + (index * (STEPS - 1)) / (bounds.length - 1)) : STEPS);
  const host = el('div.kefu-diagram');
  load(host, (signal) => xml('overview/diagram', { definitionId: overview.definitionId }, signal), (model) => {
    const canvas = el('div');
    queueMicrotask(() => heat(canvas, model, overview, metric, steps, (amount) => warmth(bounds.findIndex((bound) => amount <= bound))));
    return canvas;
  });
  return section(`热力图：${metric.label}`,
    bounds.length ? legend([
      ...bounds.map((bound, index) => [`kefu-heat-${warmth(index)}`, `不超过${metric.text(bound)}`]),
      ['kefu-badge', '数值，放大后显示', '1'],
    ]) : nothing('还没有可以统计的环节。'),
    host);
}

/** Upper bounds of the steps of colour: five, or fewer where there are not so many different numbers. */
function boundsOf(most) {
  return [...new Set(Array.from({ length: STEPS }, (_, index) => Math.ceil((most * (index + 1)) / STEPS)))].filter((bound) => bound > 0);
}

async function heat(canvas, model, overview, metric, steps, warmthOf) {
  try {
    const drawn = await diagram(canvas, model, `热力图：${overview.name || overview.processKey}，${metric.label}`);
    for (const activity of steps) {
      const amount = metric.of(activity);
      if (amount) {
        drawn.mark(activity.activityId, `kefu-heat-${warmthOf(amount)}`);
        drawn.badge(activity.activityId, metric.text(amount), `${nameOf(activity)}：${activity.count}次，中位数${duration(activity.medianMs)}，90%在${duration(activity.p90Ms)}内`, { minZoom: 0.35 });
      }
    }
    const [hottest] = [...steps].sort((a, b) => metric.of(b) - metric.of(a));
    drawn.home(hottest && hottest.activityId);
  } catch (problem) {
    canvas.replaceChildren(el('p.alert.alert-danger', { role: 'alert' }, `流程图画不出来：${problem.message}`));
  }
}

// ---- tables

const TIMES = [
  { label: '中位数', className: 'nowrap', cell: (activity) => duration(activity.medianMs) },
  { label: '90%在此时间内', className: 'nowrap', cell: (activity) => duration(activity.p90Ms) },
];

function clockTable({ clocks, processKey: process, version, from, to }) {
  return clocks.length ? table('时限与超时', [
    { label: '时限', cell: (clock) => clock.label || clock.policy },
    { label: '次数', className: 'number', cell: (clock) => clock.total },
    { label: '超时', className: 'number', cell: (clock) => (clock.missed ? el('a', { href: link('instances', { process, version, from, to, clock: clock.label }) }, `${clock.missed}`) : 0) },
    { label: '按时率', className: 'nowrap', cell: (clock) => [share(clock.total - clock.missed, clock.total), ' ', percent(clock.total - clock.missed, clock.total)] },
  ], clocks) : nothing('没有时限。');
}

function reworkTable({ rework, processKey }) {
  return rework.length ? table('重复经过的环节', [
    { label: '环节', cell: nameOf },
    { label: '涉及实例', className: 'number', cell: (entry) => entry.instances },
    { label: '多做的次数', className: 'number', cell: (entry) => entry.repeats },
    { label: '实例', className: 'nowrap', cell: (entry) => el('a', { href: link('instances', { process: processKey }), 'aria-label': `${nameOf(entry)}：查看这个流程的实例` }, '查看实例') },
  ], rework) : nothing('没有返工：没有环节在同一个实例中重复经过。');
}
