// A decision table with what fired in it.

import { el, icon, mark, table, time } from './dom.js';

/**
 * The table of a decision.
 * @param {Object} decision {name, version, inputs, outputs, rules: [{number, ruleId, description, inputEntries, outputEntries, fired, lastFiredAt}]}
 * @param {Object} options {fired: ids of the rules to highlight, counts: whether to show how often each fired, href(rule): link of the count}
 */
export function ruleTable(decision, { fired = [], counts = false, href } = {}) {
  const hit = (rule) => fired.includes(rule.ruleId);
  const never = (rule) => counts && rule.fired === 0 && !rule.lastFiredAt;
  const count = (rule) => (rule.fired > 0 ? el('a', { href: href(rule) }, `${rule.fired}次`)
    : never(rule) ? mark('warning', 'ban-circle', '从未命中') : [mark('muted', 'minus', '期间未命中'), el('br'), '上次：', time(rule.lastFiredAt)]);
  return table(`${decision.name}（第${decision.version}版）`, [
    { label: '规则', className: 'number', cell: (rule) => rule.number },
    ...decision.inputs.map((label, index) => ({ label, className: 'value', cell: (rule) => entry(rule.inputEntries[index]) || '任意' })),
    ...decision.outputs.map((label, index) => ({ label, className: 'value output', cell: (rule) => entry(rule.outputEntries[index]) || '—' })),
    { label: '说明', className: 'value', cell: (rule) => rule.description || '—' },
    counts
      ? { label: '命中次数', className: 'nowrap', cell: count }
      : { label: '命中', className: 'nowrap', cell: (rule) => (hit(rule) ? mark('good', 'ok', '命中') : el('span.sr-only', {}, '未命中')) },
  ], decision.rules, { row: (rule) => ({ class: hit(rule) ? 'kefu-hit' : never(rule) ? 'kefu-never' : null }), visibleCaption: counts });
}

const WORDS = { true: '是', false: '否', null: '空' };

/** An entry as people write it: texts without quotation marks, truth in words; what is more than a list of values stays as it is. */
function entry(feel) {
  const text = String(feel ?? '').trim();
  if (/^("[^"]*"|true|false|null)(\s*,\s*("[^"]*"|true|false|null))*$/.test(text)) {
    return text.match(/"[^"]*"|true|false|null/g).map((literal) => WORDS[literal] || literal.slice(1, -1) || '空').join('、');
  }
  return text === '-' ? '' : text;
}

/** What a rule is called; its number is gone with its table. */
export const ruleName = (rule) => [icon('ok'), ` 规则${rule.number ?? rule.ruleId}`, rule.description && `：${rule.description}`];

/** The rules that fired in an evaluation. */
export const firedRules = (rules) => (rules.length
  ? el('ul.kefu-plain', {}, rules.map((rule) => el('li', {}, ruleName(rule))))
  : '没有命中规则');
