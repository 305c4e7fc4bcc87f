/** Renders a page of local Neon. `title` and `body` are HTML: pass untrusted text through `escapeHtml` first. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · Local Neon</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; accent-color: #0d7a54 }
  body { max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
  nav a { margin-right: 1rem } ul { list-style: none; padding: 0 } li { border-top: 1px solid #8884; padding: .75rem 0 }
  p { margin: .25rem 0 } table { border-collapse: collapse; width: 100%; display: block; overflow-x: auto }
  th, td { white-space: nowrap; text-align: left; padding: .35rem 1rem .35rem 0; border-top: 1px solid #8884; vertical-align: top }
  time { opacity: .75; margin-left: .5rem } code, a { overflow-wrap: anywhere }
  input, button, select { font: inherit; padding: .4rem .7rem; min-height: 2.75rem }
</style>
<h1>${title}</h1>
${body}
</html>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
