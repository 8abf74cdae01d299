// The web apps draw some headings once and for all; where the labels came later than the page, their keys stood there.
// Every page waits for the labels.
window.angular.module('pascalprecht.translate').run(['$rootScope', '$translate', ($rootScope, $translate) => {
  $rootScope.$on('$routeChangeStart', (event, next) => {
    if (next) {
      next.resolve = { ...next.resolve, kefuLabels: () => $translate.onReady() };
    }
  });
}]);
