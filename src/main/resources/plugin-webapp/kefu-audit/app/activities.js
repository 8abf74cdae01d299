// Steps of a process: what kind they are and how long they take.

import { share } from './charts.js';
import { duration, table } from './dom.js';
import { nothing } from './page.js';

const KINDS = {
  userTask: '人工任务',
  serviceTask: '系统任务',
  sendTask: '发送任务',
  receiveTask: '接收任务',
  businessRuleTask: '决策任务',
  scriptTask: '脚本任务',
  manualTask: '手工任务',
  task: '任务',
  callActivity: '调用流程',
  subProcess: '子流程',
  transaction: '事务子流程',
  adHocSubProcess: '自由子流程',
};

/** Whether somebody or something works there; events and gateways only lead on. */
export const isWork = (activity) => activity.type in KINDS;

/** Whether other steps lie in it, whose time is also its own. */
export const isScope = (activity) => /subprocess|transaction/i.test(activity.type);

export const nameOf = (activity) => activity.name || activity.activityId;

/**
 * The steps, those that took longest first.
 * @param {Array} activities with totalMs and count
 * @param {Array} columns what else to show, after the count
 */
export function activityTable(activities, columns) {
  const steps = activities.filter(isWork).sort((a, b) => (b.totalMs || 0) - (a.totalMs || 0));
  const most = Math.max(0, ...steps.map((activity) => activity.totalMs || 0));
  return steps.length ? table('各环节次数与用时，合计用时长的在前', [
    { label: '环节', cell: nameOf },
    { label: '类型', className: 'nowrap', cell: (activity) => KINDS[activity.type] },
    { label: '次数', className: 'number', cell: (activity) => activity.count },
    ...columns,
    { label: '合计用时', className: 'nowrap', cell: (activity) => [share(activity.totalMs, most), ' ', duration(activity.totalMs)] },
  ], steps) : nothing('还没有经过任何环节。');
}
