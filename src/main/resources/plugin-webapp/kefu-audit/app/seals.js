// The page 封存记录: the chained hash that shows whether the audit events of a day were altered.

import { address, get } from './api.js';
import { day, el, icon, mark, table, time } from './dom.js';
import { downloads, frame, load, nothing, refreshAlarm, section } from './page.js';

export function sealsPage(node) {
  const content = frame(node, 'seals', '封存记录');
  const list = el('div');
  content.append(section('封存记录',
    el('p.kefu-hint', {}, '每天的审计事件按先后次序逐条计算散列值，并接在前一天的封存根之后。任何一条记录事后被改动，从那一条起就对不上。'
      + '请定期下载封存记录并另行保管，核对时以保管的一份为准。'),
    downloads([['下载全部封存记录', address('export/seals.json')]]), list));
  load(list, (signal) => get('seals', {}, signal), (seals) => (seals.length
    ? table('封存记录', COLUMNS, seals)
    : nothing('还没有封存记录，每天夜间封存前一天的审计事件。')));
}

const COLUMNS = [
  { label: '日期', className: 'nowrap', cell: (seal) => day(seal.day) },
  { label: '事件数', className: 'number', cell: (seal) => seal.events },
  { label: '封存根（SHA-256）', className: 'hash', cell: (seal) => seal.root },
  { label: '前一日封存根', className: 'hash', cell: (seal) => (/^0*$/.test(seal.previousRoot || '') ? '—（第一天）' : seal.previousRoot) },
  { label: '封存时间', className: 'nowrap', cell: (seal) => time(seal.sealedAt) },
  { label: '核对结果', cell: verification },
  {
    label: '下载', className: 'nowrap',
    cell: (seal) => [
      download(`export/day/${seal.day}.jsonl`, {}, '事件', `下载${day(seal.day)}的事件`), el('br'),
      download('export/seals.json', { day: seal.day }, '封存文件', `下载${day(seal.day)}的封存文件`)],
  },
];

const download = (path, parameters, text, label) => el('a', { href: address(path, parameters), download: '', 'aria-label': label }, icon('download-alt'), ' ', text);

/** What the newest comparison of the history with the seal has shown, and a button to compare now. */
function verification(seal) {
  const result = el('div', { role: 'status' }, seal.check ? [verdict(seal.check.intact), el('br'), time(seal.check.at), seal.check.finding && el('p', {}, seal.check.finding)] : '尚未核对');
  const button = el('button.btn.btn-default.btn-sm', {
    type: 'button', 'aria-label': `现在核对${day(seal.day)}`,
    onclick: () => load(result, (signal) => get('seals/check', { day: seal.day }, signal), (check) => {
      refreshAlarm();
      return [verdict(check.intact), el('ul.kefu-plain', {}, check.findings.map((finding) => el('li', {}, finding)))];
    }),
  }, '现在核对');
  return [result, button];
}

const verdict = (intact) => (intact ? mark('good', 'ok', '未被改动') : mark('bad', 'warning-sign', '有改动'));
