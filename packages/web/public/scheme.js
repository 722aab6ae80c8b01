// Runs before the first paint, so that nobody who chose dark is flashed with light. Kept outside the bundle
// because the page's policy forbids inline scripts and the bundle comes too late.
(function () {
  var chosen = {};
  try {
    chosen = JSON.parse(localStorage.getItem('tocsin.preferences')) || {};
  } catch {
    // Storage is switched off or holds something else: follow the system.
  }
  var asks = function (query) {
    return matchMedia(query).matches;
  };
  var page = document.documentElement;
  var theme = chosen.theme;
  var scheme = theme;
  if (scheme !== 'light' && scheme !== 'dark') {
    scheme = asks('(prefers-color-scheme: dark)') ? 'dark' : 'light';
  }
  var isStrong =
    theme === 'contrast' ||
    (theme !== 'light' && theme !== 'dark' && asks('(prefers-contrast: more)'));
  page.setAttribute('data-mantine-color-scheme', scheme);
  page.setAttribute('data-contrast', isStrong ? 'more' : 'normal');
  page.setAttribute('data-density', chosen.density === 'compact' ? 'compact' : 'comfortable');
})();
