// What is wrong with the page as it stands, in words: wider than the screen, text cut off, too small for
// a finger (WCAG 2.2 asks for 24 px, phones' makers for 44), too faint to read (WCAG 2.2, 1.4.3).
() => {
  const flaws = [];
  const open = document.querySelectorAll('dialog:modal');
  const scope = open.length ? open[open.length - 1] : document.body;
  const name = (e) => `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ''}.${[...e.classList].join('.')} `
    + `"${(e.textContent || e.getAttribute('aria-label') || '').trim().slice(0, 40)}"`;
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) flaws.push(`the page is ${root.scrollWidth} px wide`);
  if (scope.scrollWidth > scope.clientWidth) flaws.push(`${name(scope)} is ${scope.scrollWidth} px wide`);

  const rgba = (text) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const ground = (e) => {
    if (!e) return rgba(getComputedStyle(document.body).backgroundColor);
    const own = rgba(getComputedStyle(e).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(e.parentElement));
  };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);

  for (const e of scope.querySelectorAll('*')) {
    const box = e.getBoundingClientRect();
    const shown = box.width > 1 && box.height > 1 && e.checkVisibility({ visibilityProperty: true });
    if (!shown || box.right < 0 || e.closest('svg')) continue;
    if (e.matches('button, a, input, select, summary, textarea')) {
      // Touching the label around a box ticks it.
      const touch = (e.closest('label') ?? e).getBoundingClientRect();
      if (Math.min(touch.width, touch.height) < 43.5) flaws.push(`${name(e)} is ${touch.width} × ${touch.height} px`);
      if (e.scrollWidth > e.clientWidth + 1) flaws.push(`${name(e)} does not hold its words`);
    }
    if (e.matches('[tabindex="0"]') && Math.min(box.width, box.height) < 24) flaws.push(`${name(e)} is ${box.width} × ${box.height} px`);
    if (box.right > innerWidth + 0.5 || box.left < -0.5) flaws.push(`${name(e)} leaves the screen`);
    const says = [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim());
    if (says && !e.matches(':disabled')) {
      const below = ground(e);
      const seen = contrast(over(rgba(getComputedStyle(e).color), below), below);
      if (seen < 4.5) flaws.push(`${name(e)} has a contrast of ${seen.toFixed(1)}`);
    }
  }
  return flaws;
}
