// The page 实例审计: everything that is known about one instance.

import { address, get, xml } from './api.js';
import { activityTable, isWork, nameOf as stepName } from './activities.js';
import { diagram, legend } from './diagram.js';
import { duration, el, facts, instanceState, mark, overdue, pairs, table, time, value, versionName } from './dom.js';
import { downloads, frame, instanceLink, link, load, nothing, section } from './page.js';
import { ruleName, ruleTable } from './rules.js';
import { timeline } from './timeline.js';

export function instancePage(node, id, parameters) {
  const content = frame(node, 'instances', '实例审计', [['历史实例', link('instances')]]);
  load(content, (signal) => get(`instances/${encodeURIComponent(id)}`, {}, signal), (audit) => draw(audit, parameters));
}

function draw(audit, parameters) {
  const { instance, definition, activities } = audit;
  const names = new Map(activities.map((activity) => [activity.activityId, stepName(activity)]));
  const nameOf = (id) => names.get(id) || id;
  const events = timeline(audit.timeline, nameOf);
  const picture = el('div.kefu-diagram');
  load(picture, (signal) => xml(`instances/${encodeURIComponent(instance.id)}/diagram`, {}, signal), (model) => {
    const host = el('div');
    // It is in the document once this function has returned.
    queueMicrotask(() => path(host, model, audit, (activity) => {
      events.only(activity);
      parts.open('timeline');
    }));
    return host;
  });
  const parts = tabs([
    ['timeline', `时间线（${audit.timeline.length}）`, () => events.node],
    ['activities', `环节用时（${activities.filter(isWork).length}）`, () => activityTable(activities, [STATE])],
    ['decisions', `决策（${audit.decisions.length}）`, () => decisionList(audit.decisions)],
    ['clocks', `时限（${audit.clocks.length}）`, () => clockTable(audit.clocks)],
    ['messages', `消息（${audit.messages.length}）`, () => messageTable(audit.messages)],
    ['incidents', `异常（${audit.incidents.length}）`, () => incidentTable(audit.incidents)],
    ['calls', `关联流程（${audit.called.length + (audit.caller ? 1 : 0)}）`, () => calls(audit, nameOf)],
    ['notes', `附件与备注（${audit.attachments.length + audit.comments.length}）`, () => notes(audit)],
  ], parameters.tab);
  const [activity] = (parameters.activityIds || '').split(',');
  if (activity) {
    events.only(activity);
  }
  return [
    section(`${instance.processName || instance.processKey} ${instance.caseNo || ''}`, summary(audit, definition),
      downloads([['下载审计报告（PDF）', address(`export/instances/${encodeURIComponent(instance.id)}/audit.pdf`)]])),
    section('流程图', legend([
      ['kefu-done', '已完成'], ['kefu-running', '正在进行'], ['kefu-canceled', '被中断'], ['kefu-taken', '走过的路径'], ['kefu-badge', '做了多次', '2次'],
    ]), picture),
    parts.node,
  ];
}

function summary({ instance, deleteReason, caller }, definition) {
  return facts([
    ['状态', instanceState(instance.state)],
    ['案件编号', instance.caseNo ? el('a', { href: link('instances', { caseNo: instance.caseNo }) }, instance.caseNo) : '—'],
    ['客户', instance.customerName || '—'],
    ['严重程度', instance.severity ? `${instance.severity}级` : '—'],
    ['开始', time(instance.startedAt)],
    ['结束', time(instance.endedAt)],
    ['历时', duration(instance.durationMs)],
    ['发起人', instance.startedByName || instance.startedBy || '系统'],
    ['时限', overdue(instance.missed)],
    ['流程版本', definition
      ? [el('a', { href: link('overview', { process: definition.key, version: definition.version }) }, versionName(definition)), '，', time(definition.deployedAt), '部署']
      : '该版本已被删除'],
    caller && ['调用它的流程', el('a', { href: instanceLink(caller.id) }, caller.processName || caller.processKey)],
    deleteReason && ['终止原因', deleteReason],
    ['实例', [el('code', {}, instance.id), instance.state === 'active' && [' ', el('a', { href: `#/process-instance/${encodeURIComponent(instance.id)}/runtime` }, '查看运行时')]]],
  ]);
}

/** The diagram with the path taken. */
async function path(host, model, { instance, activities, flows }, select) {
  try {
    const drawn = await diagram(host, model, `流程图：${instance.processName || instance.processKey}，标出走过的路径`);
    for (const activity of activities) {
      drawn.mark(activity.activityId, activity.running > 0 ? 'kefu-running' : activity.canceled === activity.count ? 'kefu-canceled' : 'kefu-done');
      if (activity.count > 1 && isWork(activity)) {
        drawn.badge(activity.activityId, `${activity.count}次`, `${stepName(activity)}：经过${activity.count}次，共用时${duration(activity.totalMs)}`);
      }
    }
    flows.forEach((flow) => drawn.mark(flow, 'kefu-taken'));
    const open = activities.find((activity) => activity.running > 0 && isWork(activity)) || activities[0];
    drawn.home(open && open.activityId);
    drawn.onSelect(select);
  } catch (problem) {
    host.replaceChildren(el('p.alert.alert-danger', { role: 'alert' }, `流程图画不出来：${problem.message}`));
  }
}

/** Parts of a page of which one is open; arrow keys go from one to the next. */
function tabs(entries, wanted) {
  const panel = el('div', { role: 'tabpanel', id: 'kefu-panel', tabindex: '0' });
  const buttons = entries.map(([key, text]) => el('button.kefu-tab', { type: 'button', role: 'tab', id: `kefu-tab-${key}`, 'aria-controls': 'kefu-panel', onclick: () => open(key) }, text));
  const bar = el('div.kefu-tablist', {
    role: 'tablist', 'aria-label': '审计内容',
    onkeydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) {
        const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
        next.focus();
        next.click();
      }
    },
  }, buttons);

  function open(key) {
    entries.forEach(([other, , content], index) => {
      const selected = other === key;
      buttons[index].setAttribute('aria-selected', String(selected));
      buttons[index].tabIndex = selected ? 0 : -1;
      if (selected) {
        panel.setAttribute('aria-labelledby', buttons[index].id);
        panel.replaceChildren(...[content()].flat());
      }
    });
  }

  open(entries.some(([key]) => key === wanted) ? wanted : entries[0][0]);
  return { node: el('section.kefu-card', { 'aria-label': '审计内容' }, bar, panel), open };
}

const STATE = {
  label: '状态', className: 'nowrap',
  cell: (activity) => (activity.running > 0 ? mark('running', 'play', `进行中${activity.running}次`)
    : activity.canceled > 0 ? mark('muted', 'remove', `被中断${activity.canceled}次`) : mark('good', 'ok', '已完成')),
};

const CLOCK_STATES = { RUNNING: ['running', 'play', '计时中'], PAUSED: ['muted', 'pause', '已暂停'], MET: ['good', 'ok', '按时完成'], BREACHED: ['bad', 'warning-sign', '已超时'], CANCELLED: ['muted', 'remove', '已取消'] };

function clockTable(clocks) {
  return clocks.length ? table('时限', [
    { label: '时限', cell: (clock) => clock.label || clock.policy },
    { label: '状态', className: 'nowrap', cell: (clock) => mark(...(CLOCK_STATES[clock.state] || ['muted', 'time', clock.state])) },
    { label: '是否超时', className: 'nowrap', cell: (clock) => (clock.breached ? mark('bad', 'warning-sign', '超时') : mark('good', 'ok', '未超时')) },
    { label: '开始', className: 'nowrap', cell: (clock) => time(clock.startedAt) },
    { label: '到期', className: 'nowrap', cell: (clock) => time(clock.dueAt) },
    { label: '停止', className: 'nowrap', cell: (clock) => time(clock.stoppedAt) },
  ], clocks, { row: (clock) => ({ class: clock.breached ? 'kefu-breached' : null }) }) : nothing('没有时限。');
}

const CHANNELS = { email: '邮件', webhook: '群机器人', phone: '电话' };
const MESSAGE_STATES = { PENDING: ['muted', 'hourglass', '待发送'], SENT: ['good', 'ok', '已发送'], FAILED: ['bad', 'warning-sign', '发送失败'], KEPT: ['muted', 'inbox', '已留存，未发送'] };

function messageTable(messages) {
  return messages.length ? table('消息', [
    { label: '消息', cell: (message) => message.subject || message.template },
    { label: '收件人', cell: (message) => message.recipientName },
    { label: '方式', className: 'nowrap', cell: (message) => CHANNELS[message.channel] || message.channel },
    { label: '状态', className: 'nowrap', cell: (message) => mark(...(MESSAGE_STATES[message.state] || ['muted', 'envelope', message.state])) },
    { label: '写成时间', className: 'nowrap', cell: (message) => time(message.createdAt) },
    { label: '发送时间', className: 'nowrap', cell: (message) => time(message.sentAt) },
  ], messages) : nothing('没有发出消息。');
}

function incidentTable(incidents) {
  return incidents.length ? table('异常', [
    { label: '发生', className: 'nowrap', cell: (incident) => time(incident.at) },
    { label: '种类', cell: (incident) => ({ failedJob: '作业失败', failedExternalTask: '外部任务失败' }[incident.type] || incident.type) },
    { label: '说明', className: 'value', cell: (incident) => incident.message || '—' },
    { label: '状态', className: 'nowrap', cell: (incident) => (incident.resolvedAt ? mark('good', 'ok', '已解决') : mark('bad', 'warning-sign', '未解决')) },
    { label: '解决', className: 'nowrap', cell: (incident) => time(incident.resolvedAt) },
  ], incidents) : nothing('没有发生异常。');
}

function calls({ caller, called }, nameOf) {
  const rows = [
    ...(caller ? [{ ...caller, direction: '调用本流程' }] : []),
    ...called.map((instance) => ({ ...instance, direction: '由本流程调用' })),
  ];
  return rows.length ? table('关联流程', [
    { label: '关系', className: 'nowrap', cell: (row) => row.direction },
    { label: '流程', cell: (row) => el('a', { href: instanceLink(row.id) }, row.processName || row.processKey) },
    { label: '环节', cell: (row) => (row.activityId ? nameOf(row.activityId) : '—') },
    { label: '状态', className: 'nowrap', cell: (row) => (row.state ? instanceState(row.state) : '—') },
  ], rows) : nothing('没有调用别的流程，也没有被别的流程调用。');
}

function notes({ attachments, comments }) {
  return [
    el('h3', {}, '附件'),
    attachments.length ? table('附件', [
      { label: '名称', cell: (attachment) => (/^https?:/.test(attachment.url || '') ? el('a', { href: attachment.url, target: '_blank', rel: 'noopener noreferrer' }, attachment.name) : attachment.name) },
      { label: '说明', className: 'value', cell: (attachment) => attachment.description || '—' },
      { label: '添加人', cell: (attachment) => attachment.user || '—' },
      { label: '时间', className: 'nowrap', cell: (attachment) => time(attachment.at) },
    ], attachments) : nothing('没有附件。'),
    el('h3', {}, '备注'),
    comments.length ? table('备注', [
      { label: '时间', className: 'nowrap', cell: (comment) => time(comment.at) },
      { label: '人员', cell: (comment) => comment.user || '—' },
      { label: '内容', className: 'value', cell: (comment) => value(comment.text) },
    ], comments) : nothing('没有备注。'),
  ];
}

/** Each evaluation with its inputs, its result and, on demand, the whole table. */
function decisionList(decisions) {
  return decisions.length ? decisions.map((decision) => {
    const whole = el('div');
    const show = () => load(whole, (signal) => get('decisions/rules', { decision: decision.decisionKey, version: decision.version }, signal),
      (rules) => ruleTable(rules, { fired: decision.rules.map((rule) => rule.ruleId) }));
    return el('article.kefu-decision', {},
      el('h3', {}, `${decision.name}（${decision.version ? `第${decision.version}版` : '该版本已被删除'}）`, ' ', el('small', {}, time(decision.at))),
      facts([
        ['输入', pairs(decision.inputs)],
        ['命中的规则', decision.rules.length
          ? el('ul.kefu-plain', {}, decision.rules.map((rule) => el('li', {}, ruleName(rule), pairs(rule.outputs))))
          : '没有命中规则'],
      ]),
      decision.version && el('details', { ontoggle: (event) => event.target.open && !whole.hasChildNodes() && show() }, el('summary', {}, '显示整张决策表'), whole));
  }) : nothing('没有做过决策。');
}
