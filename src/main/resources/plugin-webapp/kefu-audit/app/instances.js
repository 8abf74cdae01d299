// The page 历史实例: every instance, running and finished.

import { address, get } from './api.js';
import { duration, el, instanceState, overdue, table, time, versionName } from './dom.js';
import { downloads, filters, frame, instanceLink, link, load, nothing, option, pager, section } from './page.js';

const EXPORTS = [['导出CSV', 'export/instances.csv'], ['导出XLSX', 'export/instances.xlsx'], ['导出XES（流程挖掘）', 'export/log.xes']];

export function instancesPage(node, parameters) {
  const content = frame(node, 'instances', '历史实例');
  const search = el('div');
  const list = el('div');
  const { after, ...chosen } = parameters;
  content.append(section('历史实例', search, downloads(EXPORTS.map(([text, path]) => [text, address(path, chosen)])), list));
  load(search, (signal) => get('processes', {}, signal), (processes) => filters('instances', parameters, fields(processes, parameters)));
  load(list, (signal) => get('instances', parameters, signal), (page) => rows(page, parameters));
}

function fields(processes, parameters) {
  const versions = (key) => (processes.find((process) => process.key === key) || { versions: [] }).versions
    .map((version) => [version.version, versionName(version)]);
  return [
    { name: 'caseNo', label: '案件编号', hint: 'KF-20261122-0001' },
    {
      name: 'process', label: '流程', options: processes.map(({ key, name }) => [key, name]),
      changed: (event) => event.target.form.elements.version.replaceChildren(option('全部', '', ''), ...versions(event.target.value).map(([value, text]) => option(text, value, ''))),
    },
    { name: 'version', label: '版本', options: versions(parameters.process) },
    { name: 'state', label: '状态', options: [['active', '进行中'], ['completed', '已完成'], ['terminated', '已终止'], ['withdrawn', '已撤回']] },
    { name: 'from', label: '开始日期 从', type: 'date' },
    { name: 'to', label: '开始日期 至', type: 'date' },
    { name: 'participant', label: '参与人（登录名）' },
    { name: 'severity', label: '严重程度', options: ['A', 'B', 'C', 'D'].map((grade) => [grade, `${grade}级`]) },
    { name: 'missed', label: '时限', options: [['true', '有超时'], ['false', '无超时']], all: '全部' },
    { name: 'clock', label: '哪项超时', hint: '首次回复' },
  ];
}

const COLUMNS = [
  { label: '案件编号', sort: 'caseNo', className: 'nowrap', cell: (row) => el('a', { href: instanceLink(row.id) }, row.caseNo || '（无编号）') },
  { label: '流程', cell: (row) => [row.processName || row.processKey, el('small.kefu-hint', {}, ` ${row.version ? `第${row.version}版` : '版本已删除'}`)] },
  { label: '客户', cell: (row) => row.customerName || '—' },
  { label: '严重程度', className: 'nowrap', cell: (row) => (row.severity ? `${row.severity}级` : '—') },
  { label: '状态', className: 'nowrap', cell: (row) => instanceState(row.state) },
  { label: '开始时间', sort: 'startedAt', className: 'nowrap', cell: (row) => time(row.startedAt) },
  { label: '结束时间', sort: 'endedAt', className: 'nowrap', cell: (row) => time(row.endedAt) },
  { label: '历时', sort: 'duration', className: 'nowrap', cell: (row) => duration(row.durationMs) },
  { label: '发起人', cell: (row) => row.startedByName || row.startedBy || '系统' },
  { label: '时限', className: 'nowrap', cell: (row) => overdue(row.missed) },
];

function rows(page, parameters) {
  if (!page.rows.length) {
    return nothing('没有符合条件的实例。');
  }
  const { after, sort, order, ...chosen } = parameters;
  return [
    table('历史实例', COLUMNS, page.rows, {
      sort: sort || 'startedAt', order: order || 'desc',
      href: (by, direction) => link('instances', { ...chosen, sort: by, order: direction }),
    }),
    pager('instances', parameters, page),
  ];
}
