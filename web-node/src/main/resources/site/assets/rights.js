// What the account may do; the server asks anew at each request.
const rights = new Set((document.body.dataset.rights ?? '').split(' '));

export const may = (right) => rights.has(right);
