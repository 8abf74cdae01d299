// The page 操作日志: who changed what in the engine.

import { address, get } from './api.js';
import { el, table, time, value } from './dom.js';
import { downloads, filters, frame, instanceLink, load, nothing, pager, section } from './page.js';

export function operationsPage(node, parameters) {
  const content = frame(node, 'operations', '操作日志');
  const search = el('div');
  const list = el('div');
  const { after, ...chosen } = parameters;
  content.append(section('操作日志', search,
    downloads([['导出CSV', address('export/operations.csv', chosen)], ['导出XLSX', address('export/operations.xlsx', chosen)]]), list));
  load(search, (signal) => get('operations/kinds', {}, signal), (kinds) => filters('operations', parameters, [
    { name: 'user', label: '操作人（登录名）' },
    { name: 'operation', label: '操作', options: kinds.operations.map(({ id, label }) => [id, label]) },
    { name: 'entity', label: '对象', options: kinds.entities.map(({ id, label }) => [id, label]) },
    { name: 'caseNo', label: '案件编号', hint: 'KF-20261122-0001' },
    { name: 'from', label: '日期 从', type: 'date' },
    { name: 'to', label: '日期 至', type: 'date' },
  ]));
  load(list, (signal) => get('operations', parameters, signal), (page) => (page.rows.length
    ? [table('操作日志', COLUMNS, page.rows), pager('operations', parameters, page)]
    : nothing('没有符合条件的操作。')));
}

const COLUMNS = [
  { label: '时间', className: 'nowrap', cell: (row) => time(row.at) },
  { label: '操作人', cell: (row) => row.userName || row.user || '系统' },
  { label: '操作', cell: (row) => row.operationLabel || row.operation },
  { label: '对象', cell: (row) => row.entityLabel || row.entity },
  { label: '案件编号', className: 'nowrap', cell: (row) => (row.instanceId ? el('a', { href: instanceLink(row.instanceId) }, row.caseNo || '查看实例') : row.caseNo || '—') },
  { label: '流程与任务', cell: (row) => [row.processName, row.taskName].filter(Boolean).join('：') || '—' },
  { label: '属性', cell: (row) => value(row.propertyLabel) },
  { label: '原值', className: 'value', cell: (row) => value(row.oldValue) },
  { label: '新值', className: 'value', cell: (row) => value(row.newValue) },
  { label: '备注', className: 'value', cell: (row) => row.annotation || '—' },
];
