// Builds the document. Texts from the server go in as text only, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element.
 * @param {string} name tag, with classes as in 'td.number'
 * @param {Object} attributes attributes; 'on…' are listeners, null and false are left out
 * @param children texts, nodes, lists of them; null and false are left out
 */
export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  return fill(document.createElement(tag), classes, attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), [], attributes, children);
}

function fill(node, classes, attributes, children) {
  if (classes.length) {
    node.setAttribute('class', classes.join(' '));
  }
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (key.startsWith('on')) {
      node.addEventListener(key.slice(2), value);
    } else {
      node.setAttribute(key, value === true ? '' : value);
    }
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A sign that says nothing a text beside it does not say. */
export const icon = (name) => el('span', { class: `glyphicon glyphicon-${name}`, 'aria-hidden': 'true' });

/** A mark with text and sign; the colour only repeats what the text says. */
export const mark = (kind, sign, text) => el('span', { class: `kefu-mark kefu-${kind}` }, icon(sign), ' ', text);

const STATES = {
  active: ['running', 'play', '进行中'],
  completed: ['good', 'ok', '已完成'],
  terminated: ['bad', 'stop', '已终止'],
  withdrawn: ['muted', 'share-alt', '已撤回'],
};

export const instanceState = (state) => mark(...(STATES[state] || ['muted', 'question-sign', state || '—']));

export const overdue = (count) => (count > 0 ? mark('bad', 'warning-sign', `超时${count}项`) : '—');

const dateTimeFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai', year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});

function parts(instant) {
  return Object.fromEntries(dateTimeFormat.formatToParts(new Date(instant)).map(({ type, value }) => [type, value.replace(/\D/g, '')]));
}

/** 2026年11月22日 18:05, in the calendar's zone; the second is in the tooltip. */
export function time(instant) {
  if (!instant) {
    return '—';
  }
  const { year, month, day, hour, minute, second } = parts(instant);
  const text = `${year}年${month}月${day}日 ${hour}:${minute}`;
  return el('time', { datetime: instant, title: `${text}:${second}` }, text);
}

/** 2026年11月22日 of 2026-11-22. */
export function day(date) {
  const [year, month, number] = String(date).split('-').map(Number);
  return number ? `${year}年${month}月${number}日` : String(date);
}

const UNITS = [['天', 86400], ['小时', 3600], ['分', 60], ['秒', 1]];

/** The two largest units, as 3天4小时. */
export function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) {
    return '—';
  }
  let rest = Math.round(milliseconds / 1000);
  if (rest === 0) {
    return milliseconds > 0 ? '不到1秒' : '0秒';
  }
  const first = UNITS.findIndex(([, seconds]) => rest >= seconds);
  return UNITS.slice(first, first + 2).map(([name, seconds]) => {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    return count ? count + name : '';
  }).join('');
}

export function percent(part, whole) {
  return whole ? `${((100 * part) / whole).toFixed(1)}%` : '—';
}

/** 第2版（1.0） of a version of a process. */
export const versionName = ({ version, versionTag }) => `第${version}版${versionTag ? `（${versionTag}）` : ''}`;

/** A value of a variable, a column or a rule. */
export function value(content) {
  if (content === null || content === undefined || content === '') {
    return '—';
  }
  if (content === true || content === false) {
    return content ? '是' : '否';
  }
  return typeof content === 'object' ? JSON.stringify(content) : String(content);
}

/** Values by name, one a line. */
export function pairs(entries) {
  return entries && entries.length
    ? el('ul.kefu-plain', {}, entries.map((entry) => el('li', {}, el('span.kefu-name', {}, entry.name), '：', value(entry.value))))
    : '—';
}

/**
 * A table that scrolls sideways where the window is too narrow.
 * @param {string} caption what it lists
 * @param {Array} columns {label, cell(row, index), sort: name for the server, className}
 * @param {Array} rows the rows
 * @param {Object} options {sort, order, href(sort, order): link that sorts so, row(row): attributes, visibleCaption}
 */
export function table(caption, columns, rows, options = {}) {
  return el('div.kefu-scroll', { tabindex: '0', role: 'region', 'aria-label': caption },
    el('table.table.cam-table.kefu-table', {},
      el('caption', { class: options.visibleCaption ? null : 'sr-only' }, caption),
      el('thead', {}, el('tr', {}, columns.map((column) => heading(column, options)))),
      el('tbody', {}, rows.map((row, index) => el('tr', options.row ? options.row(row) : {},
        columns.map((column) => el('td', { class: column.className }, column.cell(row, index))))))));
}

function heading(column, { sort, order, href }) {
  if (!column.sort || !href) {
    return el('th', { scope: 'col', class: column.className }, column.label);
  }
  const current = sort === column.sort;
  const sign = current ? (order === 'asc' ? 'menu-up' : 'menu-down') : 'minus';
  return el('th', { scope: 'col', class: column.className, 'aria-sort': current ? (order === 'asc' ? 'ascending' : 'descending') : 'none' },
    el('a', { id: `kefu-sort-${column.sort}`, href: href(column.sort, current && order === 'desc' ? 'asc' : 'desc') }, column.label, ' ', icon(sign)));
}

/** A list of names and what they stand for. */
export function facts(entries) {
  return el('dl.kefu-facts', {}, entries.filter(Boolean).map(([name, content]) => el('div', {}, el('dt', {}, name), el('dd', {}, content))));
}
