// The page 决策审计: how often the rules of a table fired, and every evaluation.

import { address, get } from './api.js';
import { day, el, pairs, table, time } from './dom.js';
import { downloads, filters, frame, instanceLink, link, load, nothing, option, pager, section } from './page.js';
import { firedRules, ruleTable } from './rules.js';

export function decisionsPage(node, parameters) {
  const content = frame(node, 'decisions', '决策审计');
  const search = el('div');
  const list = el('div');
  const { after, version, ...chosen } = parameters;
  content.append(
    section('决策表与命中次数', search),
    section('每次决策',
      downloads([['导出CSV', address('export/decisions.csv', chosen)], ['导出XLSX', address('export/decisions.xlsx', chosen)]]), list));
  load(search, async (signal) => {
    const tables = await get('decisions/tables', {}, signal);
    const shown = shownVersion(tables, parameters);
    return { tables, decision: shown && await get('decisions/rules', { decision: parameters.decision, version: shown, from: parameters.from, to: parameters.to }, signal) };
  }, ({ tables, decision }) => [
    filters('decisions', parameters, fields(tables, parameters, decision)),
    decision ? ruleCounts(decision, parameters) : el('p.kefu-hint', {}, '选择一张决策表，查看每条规则命中的次数。'),
  ]);
  load(list, (signal) => get('decisions', { ...chosen, after }, signal), (page) => (page.rows.length
    ? [table('每次决策', COLUMNS, page.rows), pager('decisions', parameters, page)]
    : nothing('没有符合条件的决策。')));
}

const versionsOf = (tables, key) => (tables.find((entry) => entry.key === key) || { versions: [] }).versions;

function shownVersion(tables, { decision, version }) {
  return decision && (version || Math.max(0, ...versionsOf(tables, decision)));
}

function fields(tables, parameters, decision) {
  const versions = (key) => versionsOf(tables, key).map((version) => [version, `第${version}版`]);
  return [
    {
      name: 'decision', label: '决策表', options: tables.map(({ key, name }) => [key, name]),
      changed: (event) => {
        const { version, rule } = event.target.form.elements;
        version.replaceChildren(option('最新', '', ''), ...versions(event.target.value).map(([value, text]) => option(text, value, '')));
        rule.replaceChildren(option('全部', '', ''));
      },
    },
    { name: 'version', label: '版本（命中次数）', options: versions(parameters.decision), all: '最新' },
    { name: 'rule', label: '命中的规则', options: (decision ? decision.rules : []).map((rule) => [rule.ruleId, `规则${rule.number}`]) },
    { name: 'caseNo', label: '案件编号', hint: 'KF-20261122-0001' },
    { name: 'from', label: '日期 从', type: 'date' },
    { name: 'to', label: '日期 至', type: 'date' },
  ];
}

function ruleCounts(decision, { after, ...parameters }) {
  const never = decision.rules.filter((rule) => rule.fired === 0 && !rule.lastFiredAt).length;
  return [
    el('p', { role: 'status' }, `${day(decision.from)}至${day(decision.to)}共做出决策${decision.evaluations}次，${decision.rules.length}条规则中有${never}条从未命中。`),
    ruleTable(decision, { fired: parameters.rule ? [parameters.rule] : [], counts: true, href: (rule) => link('decisions', { ...parameters, rule: rule.ruleId }) }),
  ];
}

const COLUMNS = [
  { label: '时间', className: 'nowrap', cell: (row) => time(row.at) },
  { label: '决策表', cell: (row) => [row.name || row.decisionKey, el('small.kefu-hint', {}, ` ${row.version ? `第${row.version}版` : '版本已删除'}`)] },
  { label: '案件编号', className: 'nowrap', cell: (row) => (row.instanceId ? el('a', { href: instanceLink(row.instanceId, { tab: 'decisions' }) }, row.caseNo || '查看实例') : '—') },
  { label: '输入', cell: (row) => pairs(row.inputs) },
  { label: '命中的规则', cell: (row) => firedRules(row.rules) },
  { label: '结果', cell: (row) => pairs(row.outputs) },
];
