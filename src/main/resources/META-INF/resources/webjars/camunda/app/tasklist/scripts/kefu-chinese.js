// What the form viewer and the calendars say by themselves, in Chinese for a Chinese browser: its version in this Tasklist
// knows English only. Texts of our forms and what people typed are never touched.

/** {} stands for what varies. */
const TEXTS = {
  'Field is required.': '此项必填。',
  'Field must match pattern {}.': '格式不正确，请参看此项的说明。',
  'Field must have minimum value of {}.': '不能小于{}。',
  'Field must have maximum value of {}.': '不能大于{}。',
  'Field must have minimum length of {}.': '至少填写{}个字。',
  'Field must have maximum length of {}.': '最多填写{}个字。',
  'Field must be a valid  international phone number. (e.g. +4930664040900)': '请填写带国家代码的电话号码，例如 +8613912345678。',
  'Field must be a valid email.': '请填写正确的电子邮件地址。',
  'Value is not a number.': '请填写数字。',
  'Value is expected to be an integer.': '请填写整数。',
  'Value is expected to have at most {} decimal digit.': '最多保留{}位小数。',
  'Value is expected to have at most {} decimal digits.': '最多保留{}位小数。',
  'Please select a valid value, the two nearest valid values are {} and {}.': '此值无效，最接近的有效值是{}和{}。',
  'Date and time must both be entered.': '日期和时刻须同时填写。',
  'Select': '请选择',
  'Search': '搜索',
  'No results': '没有匹配的选项',
  'All values selected': '已全部选择',
  'Remove tag': '移除',
  'Skip to search': '跳到搜索框',
  'hh:mm': '时:分',
  'hh:mm ?m': '时:分 am/pm',
  'Increment': '增加',
  'Decrement': '减少',
  'Nothing to show.': '没有内容。',
  ' of ': ' / ',
  'Previous page': '上一页',
  'Next page': '下一页',
  'Click to sort by {} ascending': '按{}升序排列',
  'Click to sort by {} descending': '按{}降序排列',
  'Click to remove sorting': '取消排序',
  'Add new': '添加',
  'Expand all ({})': '全部展开（{}）',
  'Collapse all': '全部收起',
  'Remove list item {}': '移除第{}项',
  'No content to show.': '没有内容。',
  "External content couldn't be loaded.": '外部内容无法加载。',
  'This is an image placeholder': '图片',
  'Powered by bpmn.io': '技术支持：bpmn.io',
};

/** Where the viewer puts its own words; everywhere else is the form's. */
const WORDS = ['.fjs-form-field-error li', '.fjs-select-placeholder', '.fjs-dropdownlist-empty', '.fjs-taglist-skip-link',
  '.fjs-table-td[colspan]', '.fjs-table-middle-container', '.fjs-table-nav-label', '.fjs-repeat-render-footer button',
  '.fjs-iframe-placeholder-text'].map((place) => `.fjs-container ${place}`).join();

const ATTRIBUTES = ['placeholder', 'aria-label', 'title', 'alt'];
const NAMED = ATTRIBUTES.map((name) => `.fjs-container :is(input, button, th, a, img)[${name}]`).join();

const DAYS = ['日', '一', '二', '三', '四', '五', '六'];
const WEEKDAYS = DAYS.map((day) => `星期${day}`);
const MONTHS = Array.from({ length: 12 }, (none, index) => `${index + 1}月`);

/** For the calendar of a form. */
const CALENDAR = {
  locale: {
    firstDayOfWeek: 1,
    weekdays: { shorthand: DAYS, longhand: WEEKDAYS },
    months: { shorthand: MONTHS, longhand: MONTHS },
    yearAriaLabel: '年',
    monthAriaLabel: '月',
  },
  dateFormat: 'Y-m-d',
  ariaDateFormat: 'Y年n月j日',
  // Unchanged, but setting it draws the names of the months anew.
  showMonths: 1,
};

const PATTERNS = Object.entries(TEXTS).filter(([english]) => english.includes('{}')).map(([english, chinese]) => [
  new RegExp(`^${english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.*)')}$`, 's'), chinese]);

function translate(text) {
  if (Object.hasOwn(TEXTS, text)) {
    return TEXTS[text];
  }
  for (const [pattern, chinese] of PATTERNS) {
    const found = pattern.exec(text);
    if (found) {
      const varying = found.slice(1);
      return chinese.replace(/\{}/g, () => varying.shift());
    }
  }
  return text;
}

function translateForms() {
  for (const place of document.querySelectorAll(WORDS)) {
    for (const node of place.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && translate(node.data) !== node.data) {
        node.data = translate(node.data);
      }
    }
  }
  for (const node of document.querySelectorAll(NAMED)) {
    for (const name of ATTRIBUTES) {
      const text = node.getAttribute(name);
      if (text && translate(text) !== text) {
        node.setAttribute(name, translate(text));
      }
    }
  }
  for (const input of document.querySelectorAll('.fjs-container .fjs-datepicker input')) {
    if (input._flatpickr && input._flatpickr.config.dateFormat !== CALENDAR.dateFormat) {
      input._flatpickr.set(CALENDAR);
      input.placeholder = '年-月-日';
    }
  }
}

/**
 * Tasklist begins to draw before it has its labels, and showed a newcomer their keys. It looks for them in its
 * own store first.
 */
async function fetchLabels() {
  const folder = `${document.querySelector('base').getAttribute('app-root')}/app/tasklist/locales/`;
  const answer = await fetch(`${folder}zh.json?bust=${window.bust}`);
  if (answer.ok) {
    const store = JSON.parse(localStorage.getItem('camunda-web') ?? '{}');
    store[`${folder}_locales_data_zh_${window.bust}`] = await answer.text();
    localStorage.setItem('camunda-web', JSON.stringify(store));
  }
}

if (navigator.languages[0].toLowerCase().split('-')[0] === 'zh') {
  document.documentElement.lang = 'zh-CN';
  // The calendar of Tasklist itself, for the follow-up and the due date.
  window.angular.module('ngLocale').run(['$locale', ({ DATETIME_FORMATS }) => Object.assign(DATETIME_FORMATS,
    { DAY: WEEKDAYS, SHORTDAY: DAYS, MONTH: MONTHS, STANDALONEMONTH: MONTHS, SHORTMONTH: MONTHS, FIRSTDAYOFWEEK: 0 })]);
  new MutationObserver(translateForms).observe(document.body,
    { childList: true, characterData: true, subtree: true, attributeFilter: ATTRIBUTES });
  // Tasklist waits for its scripts. Without this one it would do, without an answer too.
  await fetchLabels().catch(() => {});
}
