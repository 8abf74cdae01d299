// The one timeline of an instance, with a chip for every kind of event.

import { el, icon, table, time, value } from './dom.js';
import { nothing } from './page.js';

const KINDS = {
  case: ['案件', 'folder-open'],
  activity: ['环节', 'record'],
  task: ['任务', 'user'],
  variable: ['变量', 'pencil'],
  decision: ['决策', 'th'],
  clock: ['时限', 'time'],
  message: ['消息', 'envelope'],
  incident: ['异常', 'warning-sign'],
  job: ['作业', 'repeat'],
  call: ['调用', 'share-alt'],
  operation: ['操作', 'wrench'],
  attachment: ['附件', 'paperclip'],
  comment: ['备注', 'comment'],
};

const kindOf = (kind) => KINDS[kind] || [kind, 'asterisk'];

/**
 * The timeline.
 * @param {Array} events as the server gives them, oldest first
 * @param {Function} nameOf name of an activity by its id
 * @returns {Object} {node, only(activityId): shows the events of one activity, null for all}
 */
export function timeline(events, nameOf) {
  const chosen = new Set();
  let activity = null;
  const order = Object.keys(KINDS);
  const kinds = [...new Set(events.map((event) => event.kind))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const chips = el('div.kefu-chips', { role: 'group', 'aria-label': '按种类筛选时间线' });
  const list = el('div');

  function chip(id, pressed, content, press) {
    return el('button.kefu-chip', {
      type: 'button', id, 'aria-pressed': String(pressed),
      onclick: () => {
        press();
        draw();
        chips.querySelector(`#${CSS.escape(id)}`)?.focus();
      },
    }, content);
  }

  function draw() {
    chips.replaceChildren(
      chip('kefu-kind-all', chosen.size === 0, `全部 ${events.length}`, () => chosen.clear()),
      ...kinds.map((kind) => {
        const [name, sign] = kindOf(kind);
        return chip(`kefu-kind-${kind}`, chosen.has(kind), [icon(sign), ` ${name} ${events.filter((event) => event.kind === kind).length}`],
          () => (chosen.delete(kind) || chosen.add(kind)));
      }));
    if (activity) {
      chips.append(chip('kefu-only-step', true, [`只看“${nameOf(activity)}” `, icon('remove')], () => { activity = null; }));
    }
    const shown = events.filter((event) => (chosen.size === 0 || chosen.has(event.kind)) && (!activity || event.activityId === activity));
    list.replaceChildren(shown.length ? table('时间线', COLUMNS, shown) : nothing('没有这样的事件。'));
  }

  draw();
  return {
    node: el('div', {}, chips, list),
    only(id) {
      activity = id && events.some((event) => event.activityId === id) ? id : null;
      draw();
    },
  };
}

const COLUMNS = [
  { label: '时间', className: 'nowrap', cell: (event) => time(event.at) },
  {
    label: '种类', className: 'nowrap',
    cell: (event) => {
      const [name, sign] = kindOf(event.kind);
      return el('span', { class: `kefu-kind kefu-kind-${event.kind}` }, icon(sign), ' ', name);
    },
  },
  { label: '人员', className: 'nowrap', cell: (event) => event.actorName || event.actor || '系统' },
  {
    label: '内容',
    cell: (event) => [
      el('span.kefu-name', {}, event.title), ' ',
      event.variable && event.variable !== event.title && [el('code.kefu-code', { title: '变量名' }, event.variable), ' '],
      event.text && el('span.kefu-text', {}, event.text),
      event.property && el('span.kefu-change', {}, change(event)),
    ],
  },
];

/** What was changed from which value to which; a first value has none before it. */
function change({ title, property, oldValue, newValue }) {
  return [
    property !== title && `${property}：`,
    oldValue !== null && [el('del', { 'aria-label': '原值' }, value(oldValue)), ' → '],
    el('ins', { 'aria-label': '新值' }, value(newValue)),
  ];
}
