// QR codes, as the server draws them.
/** The SVG, built part by part: the site's policy lets nothing be parsed into the page. */
export function drawn(svg, name) {
  const make = (name, attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const picture = make('svg', {
    viewBox: /viewBox="([\d ]+)"/.exec(svg)[1], 'shape-rendering': 'crispEdges',
    role: 'img', 'aria-label': name,
  });
  const [light, dark] = [...svg.matchAll(/ d="([^"]+)"/g)].map((match) => match[1]);
  picture.append(make('path', { fill: '#fff', d: light }), make('path', { fill: '#000', d: dark }));
  return picture;
}
