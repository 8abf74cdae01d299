// The browser's language decides: Chinese where it asks for any Chinese, English otherwise.
export default {
  app: { name: '流程监控', vendor: '客服 Kefu' },
  customScripts: ['../../lib/kefu-labels'],
  locales: { availableLocales: ['zh', 'en'], fallbackLocale: 'en' }
};
