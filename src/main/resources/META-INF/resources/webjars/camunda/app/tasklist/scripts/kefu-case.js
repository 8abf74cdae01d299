// The tab 案件档案 beside a task's form. Texts from the server go into the document as text only.

const ROOT = `${document.querySelector('base').getAttribute('app-root')}/../`;
const SHOWN_EVENTS = 10;
const HOUR = 60;
const DAY = 24 * HOUR;

/** How a clock stands: its sign and its words say so, the colour only repeats it. */
const CLOCKS = {
  MET: ['done', '✓', '已按时完成'],
  CANCELLED: ['off', '—', '不再计时'],
  PAUSED: ['paused', '‖', '已暂停，等待客户'],
};

// ---- talking to the server

async function call(path, token, body) {
  // So marked, a request is refused without the browser asking for a password itself.
  const headers = { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' };
  if (body) {
    headers['X-XSRF-TOKEN'] = token;
  }
  let response;
  try {
    response = await fetch(`${ROOT}api/${path}`, { method: body ? 'POST' : 'GET', headers, body, credentials: 'same-origin' });
  } catch {
    throw new Error('连接不上服务器，请检查网络后重试。');
  }
  let json = null;
  try {
    json = await response.json();
  } catch {
    // Not from us: a proxy, for instance.
  }
  if (!response.ok) {
    throw Object.assign(new Error((json && json.detail) || `服务器没有接受请求（${response.status}）。`), { status: response.status });
  }
  return json;
}

// ---- building the document

function element(name, text, className) {
  const node = document.createElement(name);
  if (text !== undefined && text !== null) {
    node.textContent = text;
  }
  if (className) {
    node.className = className;
  }
  return node;
}

function link(text, href, attributes) {
  const node = element('a', text);
  node.href = href;
  Object.assign(node, attributes);
  return node;
}

function button(text, action) {
  const node = element('button', text);
  node.type = 'button';
  node.addEventListener('click', action);
  return node;
}

let sections = 0;

function section(title, ...content) {
  const node = element('section');
  const heading = element('h4', title);
  sections += 1;
  heading.id = `kefu-case-${sections}`;
  node.setAttribute('aria-labelledby', heading.id);
  node.append(heading, ...content);
  return node;
}

function facts(pairs) {
  const list = element('dl');
  for (const [name, value] of pairs) {
    if (value !== null && value !== undefined && value !== '') {
      const detail = element('dd');
      detail.append(...[value].flat());
      list.append(element('dt', name), detail);
    }
  }
  return list;
}

function lines(items, empty, name = 'ul') {
  if (!items.length) {
    return element('p', empty, 'kefu-hint');
  }
  const list = element(name);
  list.append(...items.map((content) => {
    const line = element('li');
    line.append(...content.filter((part) => part !== null));
    return line;
  }));
  return list;
}

const hint = (text) => element('span', text, 'kefu-hint');

/** The server's times are those of the company. */
const time = (iso) => (iso ? iso.slice(0, 16).replace('T', ' ') : '');

/** Whether the desk's clock shows another time than the company's. */
function isElsewhere(iso) {
  const [hours, minutes] = iso.slice(-5).split(':').map(Number);
  return new Date(iso).getTimezoneOffset() !== (iso.at(-6) === '-' ? 1 : -1) * (hours * 60 + minutes);
}

const known = (value, yes, no) => (value === null ? null : value ? yes : no);

function size(bytes) {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function duration(milliseconds) {
  const minutes = Math.floor(milliseconds / 60000);
  const parts = [[Math.floor(minutes / DAY), '天'], [Math.floor((minutes % DAY) / HOUR), '小时'], [minutes % HOUR, '分']]
    .filter(([count]) => count > 0).slice(0, 2);
  return parts.map(([count, measure]) => `${count}${measure}`).join('') || '不到1分';
}

// ---- clocks

function standing(clock, now) {
  if (clock.state in CLOCKS) {
    return CLOCKS[clock.state];
  }
  const due = Date.parse(clock.dueAt);
  if (clock.stoppedAt) {
    return ['late', '▲', `超期${duration(Date.parse(clock.stoppedAt) - due)}完成`];
  }
  if (now >= due) {
    return ['late', '▲', `已超期 ${duration(now - due)}`];
  }
  const urgent = due - now < (due - Date.parse(clock.startedAt)) / 5;
  return [urgent ? 'soon' : 'running', urgent ? '△' : '▷', `剩余 ${duration(due - now)}`];
}

function dueText(clock) {
  if (clock.stoppedAt) {
    return `期限 ${time(clock.dueAt)}，${time(clock.stoppedAt)} 停止计时`;
  }
  if (clock.state === 'PAUSED') {
    return '收到客户答复后重新计算期限';
  }
  const way = clock.unit === 'HOUR' ? '按自然时间计算' : '按工作时间计算';
  return `应于 ${time(clock.dueAt)} 前完成（${way}${clock.calendarIncomplete ? '，工作日历尚不完整' : ''}）`;
}

function clockLine(clock) {
  const sign = element('span', null, 'kefu-sign');
  sign.setAttribute('aria-hidden', 'true');
  const words = element('strong');
  const line = [sign, element('span', clock.round > 1 ? `${clock.label}（第${clock.round}次）` : clock.label, 'kefu-clock-name'),
    words, hint(dueText(clock))];
  return { clock, line, tick(now) {
    const [look, mark, text] = standing(clock, now);
    sign.textContent = mark;
    words.textContent = text;
    words.parentElement.className = `kefu-clock kefu-${look}`;
  } };
}

function clocks(file) {
  // The desk's own clock may be wrong; that of the server counts.
  const ahead = Date.parse(file.readAt) - Date.now();
  const open = (clock) => (clock.stoppedAt ? 1 : 0);
  const shown = [...file.clocks].sort((a, b) => open(a) - open(b) || a.dueAt.localeCompare(b.dueAt)).map(clockLine);
  const result = section('期限', lines(shown.map(({ line }) => line), '本案没有计时的期限。'));
  const tick = () => shown.forEach((clock) => clock.tick(Date.now() + ahead));
  tick();
  const timer = setInterval(() => (result.isConnected ? tick() : clearInterval(timer)), 60000);
  return result;
}

// ---- parts of the file

function caseFacts(file) {
  return section('案件', facts([
    ['类别', file.labels.kind],
    ['严重程度', file.labels.severity],
    ['抱怨程度', file.labels.complaintLevel],
    ['责任部门', file.labels.responsibleDepartment],
    ['收到时间', `${time(file.receivedAt)}，${file.labels.channel}`],
    ['客户诉求', file.remedySought],
    ['问题描述', file.description],
    [file.labels.state, file.closedAt && [time(file.closedAt), file.closeReason].filter(Boolean).join('，')],
  ]));
}

function customerFacts(file, customer) {
  const { unit } = customer;
  return section('客户与产品', facts([
    ['客户', [customer.name, customer.keyAccount ? '（重要大客户）' : '', customer.customerNo ? `，编号 ${customer.customerNo}` : '',
      ...(customer.mayOpenFile ? [' ', link('打开用户档案', `${ROOT}kefu/customers/#${customer.id}`,
        { target: '_blank', rel: 'noopener', ariaLabel: '打开用户档案（新窗口）' })] : [])]],
    ['专人', customer.dedicatedAgentName],
    ['联系人', [file.contactName, file.contactPhone, file.contactEmail].filter(Boolean).join('，')],
    ['产品', unit ? `${unit.productModel} ${unit.productName}` : file.productModel],
    ['序列号', file.serialNo && (unit ? file.serialNo : `${file.serialNo}（不在用户档案中）`)],
    ['登记在', unit && unit.customerId !== null && unit.customerId !== customer.id ? `其他客户名下：${unit.customerName}` : null],
    ['销售日期', unit && unit.soldOn],
    ['整机保修', unit && unit.warrantyUntil && `至 ${unit.warrantyUntil}，${known(customer.underWarranty, '收到反馈时在保修期内', '收到反馈时已过保修期')}`],
    ['服务期', known(customer.inServicePeriod, '收到反馈时在服务期内', '收到反馈时不在服务期内')],
  ]));
}

function relatedCases(file, show) {
  return section('相关案件', lines(file.related.map((other) => [
    button(other.caseNo, () => show(other.caseNo)),
    ` ${[other.stateLabel, other.kindLabel, [other.sameCustomer && '同一客户', other.sameUnit && '同一机器'].filter(Boolean).join('、'),
      other.productModel, time(other.receivedAt)].filter(Boolean).join(' · ')}`,
    element('div', other.description, 'kefu-clipped'),
  ]), '没有您可以查看的、同一客户或同一机器的其他案件。'));
}

const INSTANCES = { ACTIVE: '进行中', SUSPENDED: '已挂起', COMPLETED: '已完成', EXTERNALLY_TERMINATED: '已终止', INTERNALLY_TERMINATED: '已终止' };

function processes(file) {
  return section('本案的流程', lines(file.instances.map((instance) => [
    element('strong', instance.name),
    hint(` ${INSTANCES[instance.state] ?? instance.state} · ${time(instance.startedAt)}${instance.endedAt ? ` 至 ${time(instance.endedAt)}` : ' 开始'}`),
  ]), '没有流程。'));
}

const MESSAGE_SIGNS = { SENT: '✓', PENDING: '…', FAILED: '▲', KEPT: '‖' };

function messages(file) {
  return section('消息', lines(file.notifications.map((message) => {
    const sign = element('span', `${MESSAGE_SIGNS[message.state] ?? ''} `, 'kefu-sign');
    sign.setAttribute('aria-hidden', 'true');
    return [sign, element('strong', message.stateLabel, message.state === 'FAILED' ? 'kefu-bad' : ''),
      ` 给${message.recipientName}（${message.channelLabel}） `, hint(time(message.sentAt ?? message.createdAt)),
      element('div', message.subject)];
  }), '还没有消息。'));
}

function documents(file) {
  return section('生成的文件', lines(file.documents.map((item) => [
    link(item.title, `${ROOT}api/cases/${file.caseNo}/documents/${item.id}`, { target: '_blank', rel: 'noopener' }),
    hint(` ${time(item.createdAt)}`),
  ]), '还没有生成文件。'));
}

function timeline(file) {
  const newest = [...file.events].reverse();
  const line = (event) => [hint(`${time(event.at)} ${event.actorName}`), element('div', event.text)];
  const list = lines(newest.slice(0, SHOWN_EVENTS).map(line), '还没有记录。', 'ol');
  list.classList.add('kefu-timeline');
  const result = section('时间线（新的在前）', list);
  if (newest.length > SHOWN_EVENTS) {
    const all = button(`显示全部${newest.length}条`, () => {
      const whole = lines(newest.map(line), '', 'ol');
      whole.className = 'kefu-timeline';
      whole.tabIndex = -1;
      list.replaceWith(whole);
      all.remove();
      whole.focus();
    });
    result.append(all);
  }
  return result;
}

// ---- attachments

function attachments(file, first, token, changed) {
  const list = element('div');
  const result = section('附件', list);
  const fill = (answer) => list.replaceChildren(lines(answer.files.map((item) => [
    link(item.fileName, `${ROOT}api/cases/${file.caseNo}/attachments/${item.id}`, { download: item.fileName }),
    hint(` ${size(item.size)} · ${item.uploadedByName} · ${time(item.uploadedAt)}`),
  ]), '还没有附件。'));
  fill(first);
  if (first.refusal) {
    result.append(element('p', `${first.refusal}。`, 'kefu-hint'));
    return result;
  }
  const form = element('form');
  // The browser's own button speaks the browser's language; the label stands for it.
  const label = element('label', '选择文件', 'kefu-button');
  const input = element('input', null, 'kefu-unseen');
  const names = hint('没有选择文件');
  input.type = 'file';
  input.multiple = true;
  input.addEventListener('change', () => {
    names.textContent = [...input.files].map((chosen) => chosen.name).join('、') || '没有选择文件';
  });
  input.accept = first.extensions.map((extension) => `.${extension}`).join(',');
  input.id = `kefu-upload-${sections}`;
  label.htmlFor = input.id;
  const rules = element('p', `可以上传 ${first.extensions.join('、')}，每个不超过 ${first.maxBytes / 1024 / 1024} MB。上传后不能删除。`, 'kefu-hint');
  rules.id = `${input.id}-rules`;
  input.setAttribute('aria-describedby', rules.id);
  const send = element('button', '上传', 'btn btn-default');
  send.type = 'submit';
  const message = element('p', null, 'kefu-message');
  message.setAttribute('role', 'status');
  const say = (text, bad) => {
    message.textContent = text;
    message.classList.toggle('kefu-bad', Boolean(bad));
  };
  form.append(input, label, names, send, rules, message);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!input.files.length) {
      say('请先选择文件。', true);
      input.focus();
      return;
    }
    send.disabled = true;
    const refused = [];
    for (const [index, chosen] of [...input.files].entries()) {
      say(`正在上传第${index + 1}个，共${input.files.length}个……`);
      try {
        if (chosen.size > first.maxBytes) {
          throw new Error(`文件“${chosen.name}”超过 ${first.maxBytes / 1024 / 1024} MB`);
        }
        const data = new FormData();
        data.append('file', chosen);
        await call(`cases/${file.caseNo}/attachments`, token, data);
      } catch (problem) {
        refused.push(problem.message);
      }
    }
    const stored = input.files.length - refused.length;
    say([stored ? `已上传${stored}个文件。` : null, ...refused].filter(Boolean).join('\n'), refused.length > 0);
    send.disabled = false;
    input.value = '';
    names.textContent = '没有选择文件';
    // What had the focus was off meanwhile, and would have lost it.
    (refused.length ? input : send).focus();
    try {
      fill(await call(`cases/${file.caseNo}/attachments`));
      changed();
    } catch (problem) {
      say(problem.message, true);
    }
  });
  result.append(form);
  return result;
}

// ---- the tab

function begin(node, taskId, token) {
  const own = element('div', null, 'kefu-case');
  own.lang = 'zh-CN';
  node.append(own);
  let turn = 0;

  function refused(problem) {
    const text = element('p', problem.message, 'kefu-message kefu-bad');
    text.setAttribute('role', 'alert');
    own.replaceChildren(text);
    if (problem.status === 401) {
      own.append(button('重新登录', () => window.location.reload()));
    }
  }

  /** Loads all of a case anew; an answer that comes after the reader has gone on is dropped. */
  async function show(caseNo, taskCase) {
    turn += 1;
    const mine = turn;
    own.setAttribute('aria-busy', 'true');
    try {
      const path = `cases/${encodeURIComponent(caseNo)}`;
      const [file, customer, files] = await Promise.all([call(path), call(`${path}/customer`), call(`${path}/attachments`)]);
      if (mine === turn) {
        fill(file, customer, files, taskCase);
      }
    } catch (problem) {
      if (mine === turn) {
        refused(problem);
      }
    }
    own.removeAttribute('aria-busy');
  }

  function fill(file, customer, files, taskCase) {
    const head = element('div', null, 'kefu-head');
    const title = element('h3', `案件 ${file.caseNo}`);
    title.tabIndex = -1;
    const other = file.caseNo !== taskCase;
    head.append(title, element('span', `${file.labels.state}${other ? '，不是本任务的案件' : ''}`, 'kefu-state'),
      button('刷新', () => again(file.caseNo)),
      ...(isElsewhere(file.readAt) ? [hint(`时间按公司所在时区（${file.readAt.slice(-6)}）显示`)] : []),
      ...(other ? [button(`返回本任务的案件 ${taskCase}`, () => again(taskCase))] : []));
    const again = (caseNo) => show(caseNo, taskCase).then(() => own.querySelector('h3')?.focus());
    const story = element('div');
    story.append(timeline(file));
    const reload = async () => story.replaceChildren(timeline(await call(`cases/${encodeURIComponent(file.caseNo)}`)));
    own.replaceChildren(head, clocks(file), customerFacts(file, customer), caseFacts(file),
      attachments(file, files, token, reload), documents(file), relatedCases(file, again), messages(file), processes(file), story);
  }

  own.append(element('p', '正在读取案件档案……', 'kefu-hint'));
  call(`tasks/${encodeURIComponent(taskId)}/case`).then(({ caseNo, processName }) => {
    if (caseNo) {
      return show(caseNo, caseNo);
    }
    own.replaceChildren(element('p', processName ? `这项任务属于“${processName}”，不针对某个客户案件，没有案件档案。`
      : '这项任务不针对某个客户案件，没有案件档案。', 'kefu-hint'));
    return null;
  }).catch(refused);
}

export default {
  id: 'kefu-case',
  pluginPoint: 'tasklist.task.detail',
  // After the form, before the history.
  priority: 900,
  properties: { label: '案件档案' },
  render(node, { api, taskId }) {
    begin(node, taskId, api.CSRFToken);
  },
};
