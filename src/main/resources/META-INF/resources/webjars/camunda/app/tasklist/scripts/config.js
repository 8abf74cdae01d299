// The browser's language decides: Chinese where it asks for any Chinese, English otherwise.
export default {
  app: { name: '任务列表', vendor: '客服 Kefu' },
  shortcuts: {
    claimTask: { key: 'ctrl+alt+c', description: '领取当前任务' },
    focusFilter: { key: 'ctrl+shift+f', description: '转到第一个筛选器' },
    focusList: { key: 'ctrl+alt+l', description: '转到第一个任务' },
    focusForm: { key: 'ctrl+alt+f', description: '转到表单的第一个字段' },
    startProcess: { key: 'ctrl+alt+p', description: '启动流程' }
  },
  customScripts: ['../../lib/kefu-labels', 'scripts/kefu-case', 'scripts/kefu-chinese'],
  locales: { availableLocales: ['zh', 'en'], fallbackLocale: 'en' }
};
