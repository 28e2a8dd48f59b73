// Light, dark, or as the system wants it.

const THEMES = ['auto', 'light', 'dark'];
const KEY = 'kadmos-theme';

export function wireTheme(button) {
  const apply = theme => {
    document.documentElement.dataset.theme = theme;
    button.textContent = theme;
    button.setAttribute('aria-label', `Colours: ${theme}`);
  };
  apply(localStorage.getItem(KEY) ?? 'auto');
  button.addEventListener('click', () => {
    const next = THEMES[(THEMES.indexOf(button.textContent) + 1) % THEMES.length];
    localStorage.setItem(KEY, next);
    apply(next);
  });
}
