// What axe-core finds on the page as it stands, in words.
async () => {
  const open = document.querySelectorAll('dialog:modal');
  const { violations } = await axe.run(open.length ? open[open.length - 1] : document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    resultTypes: ['violations'],
  });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, html, any }) =>
    `${id}: ${help}: ${target.join(' ')} ${html.slice(0, 160)} ${any.map(({ message }) => message).join(' ').slice(0, 200)}`));
}
