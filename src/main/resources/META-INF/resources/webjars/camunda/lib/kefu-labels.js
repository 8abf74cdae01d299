// The web apps draw some headings once and for all; where the labels came later than the page, their keys stood there.
// Every page waits for the labels of the browser's language, but not forever: keys are better than nothing.
const PATIENCE = 10000;

window.angular.module('pascalprecht.translate').run(['$rootScope', '$translate', '$q', '$timeout', ($rootScope, $translate, $q, $timeout) => {
  const labels = $q.defer();
  $rootScope.$on('$translateChangeSuccess', (event, { language }) => {
    if (language === $translate.preferredLanguage()) {
      labels.resolve();
    }
  });
  $timeout(labels.resolve, PATIENCE);
  $rootScope.$on('$routeChangeStart', (event, next) => {
    if (next) {
      next.resolve = { ...next.resolve, kefuLabels: () => labels.promise };
    }
  });
}]);
