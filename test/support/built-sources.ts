// Where a test imports a source of the product, it gets what was built of it: that loads in half the time, and Node runs it as it is.
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vitest/config';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** `build`: the folder that the product is built in; packages are built in folders of their own. */
export function builtSources(build: string): Plugin {
  return {
    name: 'built-sources',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      return found && { ...found, id: builtOf(found.id, build) };
    },
  };
}

function builtOf(id: string, build: string): string {
  const path = relative(root, id);
  const product = /^((?:src|commands|projections)\/.*)\.ts$/.exec(path);
  if (product) return join(root, build, `${product[1]}.js`);
  // The console is built for browsers, into files of another form.
  const ofPackage = /^(packages\/(?!console\/)[^/]+)\/src\/(.*)\.ts$/.exec(path);
  return ofPackage ? join(root, `${ofPackage[1]}/dist/${ofPackage[2]}.js`) : id;
}
