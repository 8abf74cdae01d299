// The page 封存记录: the chained hash that shows whether the audit events of a day were altered.

import { address, get } from './api.js';
import { day, el, icon, table, time } from './dom.js';
import { downloads, frame, load, nothing, section } from './page.js';

export function sealsPage(node) {
  const content = frame(node, 'seals', '封存记录');
  const list = el('div');
  content.append(section('封存记录',
    el('p.kefu-hint', {}, '每天的审计事件按先后次序逐条计算摘要，并接在前一天的摘要之后。任何一条记录事后被改动，从那一条起摘要就对不上。'
      + '请定期下载封存记录并另行保管，核对时以保管的一份为准。'),
    downloads([['下载全部封存记录', address('export/seals.json')]]), list));
  load(list, (signal) => get('seals', {}, signal), (seals) => (seals.length
    ? table('封存记录', COLUMNS, seals)
    : nothing('还没有封存记录，每天夜间封存前一天的审计事件。')));
}

const COLUMNS = [
  { label: '日期', className: 'nowrap', cell: (seal) => day(seal.day) },
  { label: '事件数', className: 'number', cell: (seal) => seal.events },
  { label: '当日摘要（SHA-256）', className: 'hash', cell: (seal) => seal.root },
  { label: '前一日摘要', className: 'hash', cell: (seal) => seal.previousRoot || '—（第一天）' },
  { label: '封存时间', className: 'nowrap', cell: (seal) => time(seal.sealedAt) },
  {
    label: '当日事件', className: 'nowrap',
    cell: (seal) => el('a', { href: address(`export/day/${seal.day}.jsonl`), download: '', 'aria-label': `下载${day(seal.day)}的事件` }, icon('download-alt'), ' 下载'),
  },
];
