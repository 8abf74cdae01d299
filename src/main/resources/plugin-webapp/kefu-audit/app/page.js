// What all pages have in common: their address, head, states and lists.

import { get, query } from './api.js';
import { day, el, icon } from './dom.js';

const TABS = [
  ['instances', '历史实例'],
  ['overview', '流程总览'],
  ['decisions', '决策审计'],
  ['operations', '操作日志'],
  ['seals', '封存记录'],
];

/** Path and parameters of the address, as {path: ['audit', 'instances'], parameters: {…}}. */
export function place() {
  const [path, search] = location.hash.replace(/^#\/?/, '').split('?');
  return { path: path.split('/').map(decodeURIComponent), parameters: Object.fromEntries(new URLSearchParams(search || '')) };
}

export const link = (view, parameters) => `#/audit/${view}${query(parameters)}`;

export const instanceLink = (id, parameters) => `#/process-instance/${encodeURIComponent(id)}/history${query(parameters)}`;

/** Leads on to another address, without a place of its own in the browser's history. */
export const forward = (hash) => location.replace(hash);

/** Goes to an address; Cockpit then draws the page anew. */
export function go(hash) {
  if (location.hash === hash) {
    leave();
    redraw();
  } else {
    location.hash = hash;
  }
}

/**
 * Draws the frame of a page.
 * @returns {Element} where its content belongs
 */
export function frame(node, view, title, crumbs = []) {
  document.title = `${title} | 审计`;
  const trail = [['概览', '#/'], ['审计', link('instances')], ...crumbs];
  const content = el('div.kefu-content');
  node.replaceChildren(el('div.ctn-view.kefu-audit', { lang: 'zh-CN' },
    el('nav.breadcrumbs-panel', { 'aria-label': '所在位置' },
      el('ul.cam-breadcrumb', {},
        trail.map(([text, href], index) => el('li', {}, index > 0 && el('span.divider', { 'aria-hidden': 'true' }, '»'), el('a.text', { href }, text))),
        el('li.active', {}, el('span.divider', { 'aria-hidden': 'true' }, '»'), el('span.text', { 'aria-current': 'page' }, title)))),
    el('nav', { 'aria-label': '审计' },
      el('ul.nav.nav-tabs.kefu-tabs', {},
        TABS.map(([key, text]) => el('li', { class: key === view ? 'active' : null },
          el('a', { id: `kefu-view-${key}`, href: link(key), 'aria-current': key === view ? 'page' : null }, text))))),
    alarm,
    el('main', {}, el('h1.sr-only', {}, title), content)));
  refreshAlarm();
  // Cockpit puts the page into the document once it is drawn.
  queueMicrotask(() => refocus(node));
  return content;
}

const alarm = el('div.kefu-alarm');

/** Says above every page, to who may see seals, when history is no longer as it was sealed. */
export async function refreshAlarm() {
  const { signal } = leaving;
  try {
    const altered = await get('seals/altered', {}, signal);
    alarm.replaceChildren(...(altered.length ? warning(altered) : []));
  } catch (problem) {
    if (!signal.aborted) {
      alarm.replaceChildren(el('p', {}, `读不到历史记录的核对结果：${problem.message}`));
    }
  }
}

const NAMED = 5;

const warning = (altered) => [el('p', { role: 'alert' },
  icon('warning-sign'), el('strong', {}, ' 历史记录被改动：'),
  altered.slice(0, NAMED).map((seal) => day(seal.day)).join('、'), altered.length > NAMED && `等${altered.length}天`,
  '的历史记录与封存不符。', el('a', { id: 'kefu-alarm-link', href: link('seals') }, '查看封存记录'))];

export const section = (title, ...children) => el('section.kefu-card', {}, el('h2', {}, title), children);

let leaving = new AbortController();
let focused = null;
let redraw = null;

/** Draws a page, and again when somebody asks once more for what is shown. */
export function enter(draw) {
  redraw = draw;
  draw();
}

/** Called when a page goes: stops what it still asks for, and remembers where the keyboard was. */
export function leave() {
  leaving.abort();
  leaving = new AbortController();
  focused = document.activeElement ? document.activeElement.id : null;
}

/** Puts the keyboard back where it was before Cockpit drew the page anew. */
function refocus(node) {
  const idle = !document.activeElement || document.activeElement === document.body;
  const again = focused && idle && node.querySelector(`#${CSS.escape(focused)}`);
  if (again) {
    again.focus();
    focused = null;
  }
}

/**
 * Shows that something is being loaded, then what came, or why nothing came with a
 * button to try again.
 * @param {Element} node where
 * @param {Function} ask (signal) => promise of an answer
 * @param {Function} draw (answer) => nodes
 */
export async function load(node, ask, draw) {
  const { signal } = leaving;
  node.setAttribute('aria-busy', 'true');
  node.replaceChildren(el('p.kefu-state', { role: 'status' }, icon('hourglass'), ' 正在加载……'));
  try {
    const answer = await ask(signal);
    if (!signal.aborted) {
      node.replaceChildren(...[draw(answer)].flat(Infinity).filter(Boolean));
      refocus(node);
    }
  } catch (problem) {
    if (!signal.aborted) {
      node.replaceChildren(el('div.alert.alert-danger.kefu-state', { role: 'alert' },
        el('p', {}, icon('exclamation-sign'), ' ', problem.message),
        el('button.btn.btn-default', { type: 'button', onclick: () => load(node, ask, draw) }, '重试')));
    }
  } finally {
    node.removeAttribute('aria-busy');
  }
}

export const nothing = (text) => el('p.kefu-state', { role: 'status' }, icon('inbox'), ' ', text);

/** Links that download what is on the screen. */
export function downloads(entries) {
  return el('ul.kefu-downloads', { 'aria-label': '下载' }, entries.map(([text, href]) => el('li', {},
    el('a.btn.btn-default.btn-sm', { href, download: '' }, icon('download-alt'), ' ', text))));
}

// ---- lists

/** The cursors of the pages before, by the address of the list: keyset paging only knows the way on. */
const visited = new Map();

/** How many match, and the way to the page before and after. */
export function pager(view, parameters, { rows, next, total, capped }) {
  const { after, ...filters } = parameters;
  const key = link(view, filters);
  const cursors = visited.get(key) || [''];
  const index = Math.max(0, cursors.indexOf(after || ''));
  const known = (cursors[index] || '') === (after || '');
  const before = known ? cursors[index - 1] : '';
  if (known && next) {
    visited.set(key, [...cursors.slice(0, index + 1), next]);
  }
  const step = (id, text, cursor, possible) => el('li', { class: possible ? null : 'disabled' }, possible
    ? el('a', { id, href: link(view, { ...filters, after: cursor }) }, text)
    : el('span', {}, text));
  return el('nav.kefu-pager', { 'aria-label': '翻页' },
    el('p', { role: 'status' }, `共${capped ? `超过${total}` : total}条，本页${rows.length}条${known && index ? `，第${index + 1}页` : ''}`),
    el('ul.pagination', {},
      step('kefu-first', '首页', null, Boolean(after)),
      step('kefu-previous', '上一页', before || null, Boolean(after) && before !== undefined),
      step('kefu-next', '下一页', next, Boolean(next))));
}

// ---- filters

/** Boxes to fill in or choose from; what is chosen goes into the address. */
export function filters(view, parameters, fields) {
  const names = fields.map((field) => field.name);
  const keep = Object.fromEntries(['sort', 'order'].filter((name) => parameters[name]).map((name) => [name, parameters[name]]));
  return el('form.kefu-filters', {
    role: 'search',
    'aria-label': '筛选条件',
    onsubmit: (event) => {
      event.preventDefault();
      const given = new FormData(event.target);
      const wanted = link(view, { ...Object.fromEntries(names.map((name) => [name, String(given.get(name) || '').trim()])), ...keep });
      go(wanted);
    },
  },
  fields.map((field) => control(field, parameters[field.name] || '')),
  el('div.kefu-buttons', {},
    el('button.btn.btn-primary', { type: 'submit', id: 'kefu-search' }, '查询'),
    el('a.btn.btn-default', { href: link(view), id: 'kefu-reset' }, '清除条件')));
}

function control(field, current) {
  const id = `kefu-${field.name}`;
  const common = { id, name: field.name, class: 'form-control input-sm', onchange: field.changed };
  let box;
  if (field.options) {
    box = el('select', common, option(field.all || '全部', '', current), field.options.map(([value, text]) => option(text, value, current)));
    if (current && box.value !== current) {
      box.append(option(current, current, current));
    }
  } else {
    box = el('input', { ...common, type: field.type || 'text', value: current, maxlength: 200, placeholder: field.hint, min: field.type === 'date' ? '1970-01-01' : null, max: field.type === 'date' ? '9999-12-31' : null });
  }
  return el('div', { class: 'kefu-field' }, el('label', { for: id }, field.label), box);
}

export function option(text, value, current) {
  return el('option', { value, selected: String(value) === String(current) }, text);
}
