// The page for customers' files. Texts from the server go into the document as text only.
'use strict';

(() => {
  const API = '../../api/';
  const PAGE_SIZE = 50;
  const LATEST = 5;
  const STATES = { OPEN: '处理中', WAITING: '等待客户', CLOSED: '已结案', WITHDRAWN: '已撤回' };
  const RESULTS = { RUNNING: '进行中', REJECTED: '有问题，未导入', CHECKED: '试运行通过', IMPORTED: '已导入', FAILED: '失败，未导入' };
  const COUNTS = {
    customersCreated: '新增客户', customersUpdated: '更新客户', contactsCreated: '新增联系人',
    contractsCreated: '新增合同', contractsUpdated: '更新合同', productsCreated: '新增产品',
    unitsCreated: '新增机器', unitsUpdated: '更新机器',
  };
  const KINDS = { customers: '客户', units: '机器' };
  const $ = (id) => document.getElementById(id);

  let page = 0;
  let query = '';
  let current = null;
  let checkedFile = null;

  // ---- talking to the server

  function token() {
    const cookie = document.cookie.split('; ').find((entry) => entry.startsWith('XSRF-TOKEN='));
    return cookie ? decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) : null;
  }

  async function call(method, path, body) {
    // So marked, a request is refused without the browser asking for a password itself.
    const headers = { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' };
    const xsrf = token();
    if (xsrf) {
      headers['X-XSRF-TOKEN'] = xsrf;
    }
    if (body !== undefined && !(body instanceof FormData)) {
      headers['Content-Type'] = 'application/json';
      body = JSON.stringify(body);
    }
    let response;
    try {
      response = await fetch(API + path, { method, headers, body, credentials: 'same-origin' });
    } catch {
      throw { detail: '连接不上服务器，请检查网络后重试。' };
    }
    const text = await response.text();
    let json = null;
    try {
      json = text ? JSON.parse(text) : null;
    } catch {
      // Not from us: a proxy, for instance.
    }
    if (!response.ok) {
      throw json && json.detail ? json : { detail: `服务器没有接受请求（${response.status}）。` };
    }
    return json;
  }

  function say(text, bad) {
    const message = $('message');
    message.textContent = text;
    message.classList.toggle('bad', Boolean(bad));
    message.hidden = !text;
    if (bad) {
      message.scrollIntoView({ block: 'nearest' });
    }
  }

  /** Shows why something was refused, and marks the fields. */
  function refused(problem, form) {
    if (!problem || !problem.detail) {
      throw problem;
    }
    say(problem.errors && problem.errors.length ? problem.errors.map((e) => e.message).join('\n') : problem.detail, true);
    if (problem.status === 401) {
      const login = element('a', '重新登录');
      login.href = '../../camunda/app/tasklist/default/';
      $('message').append(login);
    }
    for (const error of (form && problem.errors) || []) {
      const field = form.elements[error.field];
      if (field && field.setAttribute) {
        field.setAttribute('aria-invalid', 'true');
      }
    }
    const first = form && form.querySelector('[aria-invalid="true"]');
    if (first) {
      first.focus();
    }
  }

  /** Runs the work of a form once, with its buttons off meanwhile. */
  async function work(form, task) {
    const buttons = [...form.querySelectorAll('button')].filter((button) => !button.disabled);
    form.querySelectorAll('[aria-invalid]').forEach((field) => field.removeAttribute('aria-invalid'));
    buttons.forEach((button) => { button.disabled = true; });
    try {
      await task();
    } catch (problem) {
      buttons.forEach((button) => { button.disabled = false; });
      refused(problem, form);
      return;
    }
    buttons.forEach((button) => { button.disabled = false; });
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

  function button(label, description, action, className) {
    const node = element('button', label, className);
    node.type = 'button';
    node.setAttribute('aria-label', description);
    node.addEventListener('click', action);
    return node;
  }

  function fill(body, rows, columns, empty) {
    body.replaceChildren(...rows.map((cells) => {
      const row = element('tr');
      cells.forEach((cell) => {
        if (cell instanceof Node) {
          const holder = element('td', null, cell.classList.contains('maintain') ? 'maintain' : '');
          holder.append(cell);
          row.append(holder);
        } else {
          row.append(element('td', cell === null || cell === undefined ? '' : String(cell)));
        }
      });
      return row;
    }));
    if (!rows.length) {
      const cell = element('td', empty, 'empty');
      cell.colSpan = columns;
      const row = element('tr');
      row.append(cell);
      body.append(row);
    }
  }

  const time = (iso) => (iso ? iso.slice(0, 16).replace('T', ' ') : '');

  const values = (form) => {
    const result = {};
    for (const field of form.elements) {
      if (field.name) {
        result[field.name] = field.type === 'checkbox' ? field.checked : field.value;
      }
    }
    return result;
  };

  const setValues = (form, data) => {
    for (const field of form.elements) {
      if (field.name && field.type === 'checkbox') {
        field.checked = Boolean(data[field.name]);
      } else if (field.name) {
        field.value = data[field.name] ?? '';
      }
    }
  };

  // ---- customers

  async function search() {
    let found;
    try {
      found = await call('GET', `customers?q=${encodeURIComponent(query)}&page=${page}`);
    } catch (problem) {
      refused(problem);
      return;
    }
    $('results').replaceChildren(...found.map((customer) => {
      const line = element('li');
      const choice = element('button', customer.name);
      choice.type = 'button';
      choice.dataset.id = customer.id;
      choice.append(element('small', [customer.customerNo, customer.typeLabel, customer.keyAccount ? '重要大客户' : null]
        .filter(Boolean).join(' · ')));
      choice.addEventListener('click', () => open(customer.id));
      line.append(choice);
      return line;
    }));
    if (!found.length) {
      $('results').append(element('li', '没有找到客户。', 'hint'));
    }
    $('previous').disabled = page === 0;
    $('next').disabled = found.length < PAGE_SIZE;
    mark();
  }

  function mark() {
    document.querySelectorAll('#results button').forEach((choice) => {
      choice.setAttribute('aria-current', String(current !== null && choice.dataset.id === String(current.id)));
    });
  }

  async function open(id) {
    try {
      show(await call('GET', `customers/${id}`));
      say('');
      $('file-title').focus();
    } catch (problem) {
      refused(problem);
    }
  }

  function show(answer) {
    const file = answer.file;
    current = file;
    $('nothing').hidden = true;
    $('file').hidden = false;
    $('parts').hidden = false;
    $('file-title').textContent = file.name + (file.keyAccount ? '（重要大客户）' : '');
    setValues($('customer'), file);
    $('agent-name').textContent = answer.dedicatedAgentName ? `专人：${answer.dedicatedAgentName}` : '没有指定专人';
    fill($('contacts'), file.contacts.map((contact) => [contact.name, contact.phone, contact.email,
      button('修改', `修改联系人${contact.name ?? ''}`, () => edit('contact', contact, contact.id), 'maintain')]), 4, '没有联系人');
    fill($('contracts'), file.contracts.map((contract) => [contract.contractNo, contract.serviceFrom, contract.serviceTo, contract.note,
      button('修改', `修改合同${contract.contractNo}`, () => edit('contract', contract, contract.contractNo), 'maintain')]), 5, '没有合同');
    fill($('units'), file.units.map((unit) => [unit.serialNo, unit.productModel, unit.productName, unit.soldOn, unit.warrantyUntil]), 5, '没有机器');
    fill($('cases'), file.cases.map((item) => [button(item.caseNo, `案件${item.caseNo}的进展`, (event) => tell(item.caseNo, event.currentTarget)), STATES[item.state] ?? item.state, time(item.receivedAt), item.description]), 4, '没有案件');
    $('unit-count').textContent = count(file.unitCount, file.units.length, '台');
    $('case-count').textContent = count(file.caseCount, file.cases.length, '件');
    ['contact', 'contract', 'unit'].forEach((id) => $(id).reset());
    mark();
  }

  /** What somebody who calls wants to know: until when what is being done, and what happened last. */
  async function tell(caseNo, opener) {
    const row = opener.closest('tr');
    if (opener.getAttribute('aria-expanded') === 'true') {
      row.nextElementSibling.remove();
      opener.setAttribute('aria-expanded', 'false');
      return;
    }
    let file;
    try {
      file = await call('GET', `cases/${caseNo}`);
    } catch (problem) {
      refused(problem);
      return;
    }
    const due = (clock) => (clock.state === 'PAUSED' ? '暂停计时，等待客户' : `应于 ${time(clock.dueAt)} 前完成`
      + (Date.parse(clock.dueAt) < Date.parse(file.readAt) ? '，已超期' : ''));
    const lines = [...file.clocks.filter((clock) => !clock.stoppedAt).map((clock) => `期限“${clock.label}”${due(clock)}`),
      ...file.events.slice(-LATEST).reverse().map((event) => `${time(event.at)} ${event.actorName}：${event.text}`)];
    const list = element('ul');
    list.append(...lines.map((line) => element('li', line)));
    const cell = element('td');
    cell.colSpan = 4;
    cell.append(list);
    const below = element('tr', null, 'progress');
    below.append(cell);
    row.after(below);
    opener.setAttribute('aria-expanded', 'true');
  }

  const count = (all, shown, measure) => (all > shown ? `共${all}${measure}，显示最近${shown}${measure}` : `共${all}${measure}`);

  function edit(formId, data, key) {
    const form = $(formId);
    setValues(form, data);
    form.dataset.key = key;
    form.querySelector('[type="submit"]').textContent = '保存修改';
    form.querySelector('[type="reset"]').hidden = false;
    if (form.elements.contractNo) {
      form.elements.contractNo.readOnly = true;
    }
    form.elements[formId === 'contract' ? 'serviceFrom' : 'name'].focus();
  }

  function maintained(formId, label, path) {
    const form = $(formId);
    form.addEventListener('reset', () => {
      delete form.dataset.key;
      form.querySelector('[type="submit"]').textContent = label;
      form.querySelector('[type="reset"]').hidden = true;
      if (form.elements.contractNo) {
        form.elements.contractNo.readOnly = false;
      }
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      work(form, async () => {
        const key = form.dataset.key;
        show(await call(key ? 'PUT' : 'POST', path(key), values(form)));
        say('已保存。');
      });
    });
  }

  $('search').addEventListener('submit', (event) => {
    event.preventDefault();
    query = $('q').value.trim();
    page = 0;
    say('');
    search();
  });
  $('previous').addEventListener('click', () => { page -= 1; search(); });
  $('next').addEventListener('click', () => { page += 1; search(); });

  $('new-customer').addEventListener('click', () => {
    current = null;
    $('nothing').hidden = true;
    $('file').hidden = false;
    $('parts').hidden = true;
    $('file-title').textContent = '新增客户';
    $('agent-name').textContent = '';
    setValues($('customer'), { type: 'end_user' });
    mark();
    $('customer').elements.name.focus();
  });

  $('customer').addEventListener('submit', (event) => {
    event.preventDefault();
    work($('customer'), async () => {
      const body = values($('customer'));
      show(current ? await call('PUT', `customers/${current.id}`, body) : await call('POST', 'customers', body));
      say('已保存。');
      search();
    });
  });

  maintained('contact', '添加联系人', (key) => `customers/${current.id}/contacts${key ? `/${key}` : ''}`);
  maintained('contract', '添加合同', () => `customers/${current.id}/contracts`);

  $('unit').addEventListener('submit', (event) => {
    event.preventDefault();
    const take = event.submitter && event.submitter.value === 'take';
    const body = values($('unit'));
    if (take && !window.confirm(`把序列号“${body.serialNo}”的机器改为“${current.name}”所有？`)) {
      return;
    }
    work($('unit'), async () => {
      show(await call(take ? 'PUT' : 'POST', `customers/${current.id}/units`, body));
      say('已保存。');
    });
  });

  // ---- import

  async function history() {
    let records;
    try {
      records = await call('GET', 'customer-file/imports');
    } catch (problem) {
      refused(problem);
      return;
    }
    fill($('history'), records.map((record) => [time(record.startedAt), record.startedBy, KINDS[record.kind], record.fileName,
      record.dryRun ? '试运行' : '正式导入', RESULTS[record.state], record.linesRead, record.rejectedTotal,
      button('查看', `查看${record.fileName}的结果`, () => watch(record.id))]), 9, '还没有导入过文件');
    const running = records.find((record) => record.state === 'RUNNING');
    if (running && $('progress').hidden) {
      watch(running.id);
    }
  }

  async function watch(id) {
    $('report').hidden = true;
    for (;;) {
      let record;
      try {
        record = await call('GET', `customer-file/imports/${id}`);
      } catch (problem) {
        $('progress').hidden = true;
        refused(problem);
        return null;
      }
      if (record.state !== 'RUNNING') {
        $('progress').hidden = true;
        report(record);
        return record;
      }
      progress(record);
      await new Promise((resolve) => { setTimeout(resolve, 500); });
    }
  }

  function progress(record) {
    const reading = record.phase === '读取文件' && record.linesTotal > 0;
    $('progress').hidden = false;
    $('phase').textContent = `${record.fileName}：${record.phase}，已读${record.linesRead}行${reading ? `，共约${record.linesTotal}行` : ''}`;
    if (reading) {
      $('bar').value = Math.min(100, (100 * record.linesRead) / record.linesTotal);
    } else {
      $('bar').removeAttribute('value');
    }
  }

  function report(record) {
    const counts = Object.entries(record.counts ?? {}).filter(([, number]) => number > 0)
      .map(([name, number]) => `${COUNTS[name] ?? name}${number}`).join('，');
    $('report').hidden = false;
    $('report-title').textContent = `${record.fileName}：${RESULTS[record.state]}`;
    const parts = [`按“${record.encoding}”读取，共${record.linesRead}行。`];
    if (record.message) {
      parts.push(`${record.message}。`);
    }
    if (record.state === 'CHECKED' || record.state === 'IMPORTED') {
      parts.push(`${record.dryRun ? '正式导入后将' : ''}${counts || '没有任何变化'}。`);
    }
    if (record.rejectedTotal > 0) {
      const shown = (record.rejectedLines ?? []).length;
      parts.push(`共${record.rejectedTotal}处问题${shown < record.rejectedTotal ? `，下面列出前${shown}处` : ''}，请改正后重新上传。`);
    }
    $('report-text').textContent = parts.join('');
    const lines = record.rejectedLines ?? [];
    $('rejected').hidden = !lines.length;
    fill($('rejected-lines'), lines.map((line) => [line.line, line.column, line.reason, line.value]), 4, '');
    $('report-title').focus();
  }

  function forgetCheck() {
    checkedFile = null;
    $('import-now').disabled = true;
  }

  $('upload').addEventListener('change', forgetCheck);
  $('upload').addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = $('upload');
    const file = form.elements.file.files[0];
    const dryRun = !(event.submitter && event.submitter.value === 'false' && checkedFile === file);
    const kind = form.elements.kind.value;
    say('');
    await work(form, async () => {
      const data = new FormData();
      data.append('file', file);
      $('report').hidden = true;
      $('progress').hidden = false;
      $('phase').textContent = `正在上传${file.name}`;
      $('bar').removeAttribute('value');
      let record = null;
      try {
        const started = await call('POST', `customer-file/imports?kind=${kind}&dryRun=${dryRun}`, data);
        record = await watch(started.id);
      } finally {
        $('progress').hidden = true;
      }
      checkedFile = record && record.state === 'CHECKED' ? file : null;
    });
    $('import-now').disabled = checkedFile === null;
    history();
  });

  function tab(files) {
    $('files').hidden = !files;
    $('import').hidden = files;
    $('show-files').setAttribute('aria-pressed', String(files));
    $('show-import').setAttribute('aria-pressed', String(!files));
    say('');
    if (!files) {
      history();
    }
  }
  $('show-files').addEventListener('click', () => tab(true));
  $('show-import').addEventListener('click', () => tab(false));

  async function begin() {
    try {
      const rights = await call('GET', 'customers/rights');
      document.body.classList.toggle('readonly', !rights.maintain);
    } catch (problem) {
      document.body.classList.add('readonly');
      refused(problem);
      return;
    }
    search();
    // A case's file links to that of its customer.
    const linked = window.location.hash.slice(1);
    if (/^\d+$/.test(linked)) {
      open(linked);
    }
  }

  begin();
})();
